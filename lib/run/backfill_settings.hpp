#pragma once

#include "core/identifier.hpp"
#include "pg/session.hpp"
#include "run/backfill_options.hpp"
#include "sql/sql.hpp"

namespace zdm::run {

// One migration's row of the table "backfill_settings" in zdm's state. Any session may write it at
// any time; the zdm that runs reads it a few times a second, and one that goes on after a crash
// before its first batch.
class BackfillSettingsRecord {
 public:
  BackfillSettingsRecord(Identifier state_schema, long long migration_id)
      : state_(std::move(state_schema)), migration_id_(migration_id) {}

  BackfillSettings read(pg::Session& session) const;

  // To pause what is paused changes nothing: who did it first stays on record.
  void pause(pg::Session& session) const;
  void resume(pg::Session& session) const;
  void set(pg::Session& session, const BackfillTuning& tuning) const;
  // The options of start hold again. A pause stays.
  void forget_tuning(pg::Session& session) const;

 private:
  void write(pg::Session& session, const Sql& columns, const Sql& values) const;

  Identifier state_;
  long long migration_id_;
};

}  // namespace zdm::run
