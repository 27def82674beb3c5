#pragma once

#include <optional>
#include <set>

#include "planner/composition.hpp"
#include "sql/sql.hpp"

namespace zdm::planner {

// Whose write is it? The WHEN conditions of the dual-write triggers: PostgreSQL evaluates them
// before it calls the function, in the client's own session and search_path.
//
//   INSERT: a column that only the new version has carries a value, or the new version schema is in
//           the search_path: a new client.
//   UPDATE: a column that only the new version has changed: a new client; one that only the old
//           version has changed: an old client; else the search_path decides.
//
// The mark tells the second trigger what the first one found: 0 is a row not yet filled, NULL one
// that is, or is new, and a new client's write gives 1 or 2, always another than before. A mark
// that changes by itself is the backfill, which both triggers leave alone. That most rows end with
// NULL makes them no wider ("Database Page Layout", storage-page-layout).
class WriteOrigin {
 public:
  WriteOrigin(const TableChange& change, const Composition& composition,
              const Identifier& version_schema, std::optional<Identifier> mark);

  Sql new_client_inserts() const;
  Sql new_client_updates() const;
  Sql old_client_inserts() const;
  Sql old_client_updates() const;

  // Do the columns differ between OLD and NEW? False for an empty set.
  Sql any_changed(const std::set<ColumnId>& columns) const;

  // The columns whose change makes a new client's update matter.
  std::set<ColumnId> relevant_to_new_client() const;

 private:
  Sql changed(ColumnId id) const;
  Sql version_in_path() const;
  Sql backfill_stays_out() const;

  const TableChange& change_;
  const Composition& composition_;
  Identifier version_schema_;
  std::optional<Identifier> mark_;
  std::set<ColumnId> only_new_;        // columns that only the new version has
  std::set<ColumnId> only_new_empty_;  // … and that are empty in a row inserted by an old client
  std::set<ColumnId> only_old_;
  std::set<ColumnId> shared_reads_;  // columns of both versions that an expression reads
};

}  // namespace zdm::planner
