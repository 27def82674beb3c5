#pragma once

#include "operations/draft.hpp"

namespace zdm::operations {

// Refuses a second form or the end of a column, by the name of each thing of the user's that
// depends on it and cannot be carried: views, triggers, policies, generated columns, publications.
void refuse_dependents(Draft& draft, const Table& table, const Column& column,
                       const fields::Location& where);

// Refuses the end of a table in the same way; what PostgreSQL drops with it by itself is none.
void refuse_dependents(Draft& draft, const Table& table, const fields::Location& where);

// Refuses the end of a key that foreign keys point to.
void refuse_lost_keys(Draft& draft, const Table& before, const Table& after,
                      const fields::Location& where);

// Refuses the end of a key constraint that foreign keys point to, or that something of the user's
// needs: a view that groups by it, a foreign key of another schema.
void refuse_lost_key(Draft& draft, const Table& table, const Constraint& dropped,
                     const fields::Location& where);

// Refuses another name, another type or the end of a column that other tables inherit: PostgreSQL
// would change theirs as well, under the views of their versions.
void refuse_heirs(Draft& draft, const Table& table, const Column& column,
                  const fields::Location& where);

// Refuses any change of a column that is inherited, or given by the type that the table is of.
void refuse_given_column(Draft& draft, const Table& table, const Column& column,
                         const fields::Location& where);

// Refuses a second form of a column over which a partition has something of its own, by its name.
void refuse_partitions_own(Draft& draft, const Table& table, const Column& column,
                           const fields::Location& where);

// Refuses what PostgreSQL does not do to a table, or what values would be lost by, while columns
// elsewhere hold rows of it.
void refuse_held_rows(Draft& draft, const Table& table, const fields::Location& where);

// Row triggers of a table do not see the rows of tables that inherit from it.
void refuse_inheritance(Draft& draft, const Table& table, const fields::Location& where);

}  // namespace zdm::operations
