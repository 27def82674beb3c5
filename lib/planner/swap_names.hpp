#pragma once

#include <vector>

#include "planner/renames.hpp"
#include "planner/table_work.hpp"
#include "sql/statement.hpp"

// What the indexes and constraints of a kept table are called after contract.
namespace zdm::planner {

// Does something of another table, which goes or changes its name in its own time, still have the
// name of this index or key? Then it is renamed in the end, with all others.
bool waits_for_name(const TableChange& change, const Identifier& name, const Context& context);

// What an index or key is called once the table is swapped: its own name, unless it waits for that.
const Identifier& name_by_swap(const TableChange& change, const Identifier& own,
                               const Identifier& until_then, const Context& context);

// The indexes and keys of the table that wait, and their own names.
std::vector<Rename> late_index_names(const TableWork& work, const Context& context);

// Those that were there already. Before other things get the names that become free.
std::vector<Statement> rename_kept_constraints(const TableWork& work, const Context& context);

// Those that start has made, with what is said of them besides their text. The columns have their
// own names by then.
std::vector<Statement> rename_made(const TableWork& work, const Context& context);

}  // namespace zdm::planner
