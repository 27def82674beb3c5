#pragma once

#include <string>
#include <vector>

#include "operations/draft.hpp"
#include "operations/given_name.hpp"

namespace zdm::operations {

// What an operation names: the thing, or none after a finding that says what there is instead.
const Table* find_table(Draft& draft, const Identifier& name, const fields::Location& where);
const Column* find_column(Draft& draft, const Table& table, const Identifier& name,
                          const fields::Location& where);
// Of a list of names at `where`: each once. Shorter than the list if one is not there.
std::vector<ColumnId> find_columns(Draft& draft, const Table& table,
                                   const std::vector<Identifier>& names,
                                   const fields::Location& where);
const Constraint* find_constraint(Draft& draft, const Table& table, const Identifier& name,
                                  const fields::Location& where);

// Refuses names that the table has already, or that PostgreSQL keeps for itself.
void require_free_column(Draft& draft, const Table& table, const Identifier& name,
                         const fields::Location& where);
void require_free_constraint(Draft& draft, const Table& table, const Identifier& name,
                             const fields::Location& where);
// Tables, indexes and sequences have their names in common.
void require_free_relation(Draft& draft, const Identifier& name, const fields::Location& where);

// The name that PostgreSQL would choose: users_email_key; with a number if it is taken.
Identifier free_relation_name(const Draft& draft, const GivenName& parts);

// "id, name, email", cut after twenty names.
std::string list_of(const std::vector<std::string>& names);
std::string columns_of(const Table& table);

}  // namespace zdm::operations
