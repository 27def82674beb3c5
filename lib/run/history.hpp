#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/identifier.hpp"
#include "migration/migration.hpp"
#include "pg/session.hpp"
#include "run/lifecycle.hpp"

namespace zdm::run {

// The table "migrations" of zdm's state, as far as it is about one managed schema.
class History {
 public:
  History(Identifier state_schema, Identifier schema)
      : state_(std::move(state_schema)), schema_(std::move(schema)) {}

  std::vector<MigrationRecord> all(pg::Session& session) const;       // oldest first
  std::optional<MigrationRecord> active(pg::Session& session) const;  // of a span the newest
  std::optional<MigrationRecord> latest(pg::Session& session) const;  // of any status
  std::optional<MigrationRecord> latest_completed(pg::Session& session) const;
  std::optional<MigrationRecord> completed(pg::Session& session, const std::string& name) const;

  // The version schema that clients of the latest completed migration use, if it still exists.
  std::optional<Identifier> live_version_schema(pg::Session& session) const;

  std::vector<MigrationSource> sources(pg::Session& session) const;  // see Lifecycle

  // The stored plan, byte for byte.
  std::string plan(pg::Session& session, long long span_id) const;

  // Adds migrations that are starting as one span, oldest first, unless they are there already, as
  // after a commit in doubt. Returns the span's id.
  long long begin(pg::Session& session, const std::vector<Migration>& migrations,
                  const Identifier& version_schema, const std::string& plan) const;
  void set_status(pg::Session& session, long long span_id, MigrationStatus status) const;

 private:
  std::vector<MigrationRecord> select(pg::Session& session, const Sql& rest) const;
  long long begin(pg::Session& session, const Migration& migration,
                  const Identifier& version_schema, const std::optional<std::string>& plan,
                  std::optional<long long> span_id) const;

  Identifier state_;
  Identifier schema_;
};

// Is it under way, or could it be rolled back?
bool is_active(MigrationStatus status);

// Those of a history that were not rolled back, by their names; of several of one name the latest.
std::map<std::string, MigrationRecord> applied(const std::vector<MigrationRecord>& history);

// A timestamptz column as the text of MigrationRecord::started_at.
Sql utc_text(std::string_view column);

}  // namespace zdm::run
