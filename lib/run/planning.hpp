#pragma once

#include <functional>
#include <optional>
#include <string>

#include "catalog/catalog.hpp"
#include "catalog/facts.hpp"
#include "migration/migration.hpp"
#include "pg/definitions.hpp"
#include "planner/planner.hpp"
#include "run/lifecycle.hpp"
#include "run/lock_patience.hpp"
#include "run/schema_session.hpp"

namespace zdm::run {

// What a migration is planned from.
struct Basis {
  Catalog before;
  Facts facts;
  Situation situation;
};

// Asks the server what migrations are planned from, and plans. Changes nothing in the database.
// Where somebody holds a table so that its definition cannot be read, that is waited for as any
// lock is (with_lock_patience).
class Planning {
 public:
  Planning(SchemaSession& session, const Options& options, Waiting waiting);

  // The tables, as clients of that version see them, or of the base schema.
  Catalog catalog(const std::optional<Identifier>& live_version_schema);
  pg::Definitions definitions();
  // What the migration's operations want to know when they are planned over those tables.
  Facts facts(const Migration& migration, const Catalog& catalog);
  // Both.
  Basis basis(const std::optional<Identifier>& live_version_schema, const Migration& migration);
  PlanResult plan(const std::optional<Identifier>& live_version_schema, const Migration& migration);

 private:
  void read(const std::string& what, const std::function<void()>& work);

  SchemaSession& session_;
  const Options& options_;
  Waiting waiting_;
};

}  // namespace zdm::run
