#pragma once

#include <vector>

#include "planner/table_change.hpp"
#include "sql/statement.hpp"

namespace zdm::planner {

// An identity column that gets a second form. Both forms take their numbers from the old one's
// sequence while both are live; at contract the new form gets a sequence that goes on where the old
// one was.
struct MovedIdentity {
  const Column* gone = nullptr;
  const Column* made = nullptr;
};

std::vector<MovedIdentity> moved_identities(const TableChange& change);

// The identity column, if any, whose old form is `gone`.
const Column* new_form_of_identity(const TableChange& change, ColumnId gone);

// An identity column added to a table in use: until contract a plain column with a plain sequence.
std::vector<const Column*> added_identities(const TableChange& change);

// At contract: the new form becomes an identity column. The column must be NOT NULL by then; the
// old form is dropped between the two.
std::vector<Statement> begin_identity(const QualifiedName& table, const Identifier& column,
                                      const Column& made);
std::vector<Statement> end_moved_identity(const Column& made);
std::vector<Statement> end_added_identity(const Column& made);

}  // namespace zdm::planner
