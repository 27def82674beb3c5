#pragma once

#include <optional>
#include <vector>

#include "run/lifecycle.hpp"
#include "run/lock_patience.hpp"
#include "run/schema_session.hpp"

namespace zdm::run {

// The plan of as many migrations, from the first on, as can run as one.
struct SpanPlan {
  std::vector<Migration> span;
  PlanResult
      planned;  // with a note where the span ends before the last; errors are about all files
};

// What SQL in the middle does to the tables is learnt by a Rehearsal, and SQL runs before all else.
// So the span ends before SQL that cannot be tried in a transaction, that fails there, or that
// touches a table which a file before it changes; behind SQL that runs at complete; and before a
// file that can be planned only when those before it are complete. Changes nothing in the database.
SpanPlan plan_span(SchemaSession& session, const Options& options, const Waiting& waiting,
                   const std::optional<Identifier>& live_version_schema,
                   const std::vector<Migration>& migrations);

}  // namespace zdm::run
