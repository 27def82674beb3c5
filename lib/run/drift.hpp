#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "core/finding.hpp"
#include "pg/definitions.hpp"
#include "sql/sql.hpp"

namespace zdm::run {

// What a managed schema was when its last migration was complete, in zdm's state.
class KnownDefinitions {
 public:
  KnownDefinitions(Identifier state_schema, Identifier schema)
      : state_(std::move(state_schema)), schema_(std::move(schema)) {}

  // The statement that keeps them: to be run in the transaction in which the migration becomes
  // complete. `definitions`: none where they could not be read, so that nothing is known from then
  // on.
  Sql keep(long long migration_id, const std::optional<pg::Definitions>& definitions,
           int server_version) const;

  struct Known {
    std::string migration;
    pg::Definitions definitions;
  };
  // None where nothing is known, or where another major release of the server printed it.
  std::optional<Known> read(pg::Session& session) const;

 private:
  Identifier state_;
  Identifier schema_;
};

// What a schema is now, for those who make nobody wait: none where somebody holds a lock on one of
// its tables for longer than `timeout`.
std::optional<pg::Definitions> definitions_without_waiting(pg::Session& session,
                                                           const Identifier& schema,
                                                           std::chrono::milliseconds timeout);

// What has changed since and no migration explains, a finding "drift" (an error) for each thing, at
// most fifty.
Findings drift(const KnownDefinitions::Known& known, const pg::Definitions& now,
               const Identifier& schema);

}  // namespace zdm::run
