#pragma once

#include <optional>

#include "catalog/column.hpp"
#include "planner/composition.hpp"
#include "sql/sql.hpp"

namespace zdm::planner {

// Does the physical column itself get the default at expand? Only where no expression fills it:
// then PostgreSQL adds it to the existing rows without a rewrite, since it is immutable ("ALTER
// TABLE", sql-altertable, Notes). Else the default stands on the view until contract.
bool has_physical_default(const Column& column, const Composition& composition);

// A new column's definition behind its name, for ALTER TABLE … ADD COLUMN on a table in use. Its
// NOT NULL has a name where one is given.
Sql added_column_definition(const Column& column, const Composition& composition,
                            const std::optional<Identifier>& not_null_name);

// The definition of a generated column; its NOT NULL is proven later.
Sql generated_column_definition(const Column& column, const std::map<ColumnId, Identifier>& names);

// The same inside CREATE TABLE, with all that belongs to the column.
Sql made_column_definition(const Column& column, const std::map<ColumnId, Identifier>& names,
                           const std::optional<Identifier>& not_null_name);

// GENERATED … AS IDENTITY with the column's sequence options, and a name for the sequence if given.
Sql identity_definition(const Column& column, const std::optional<QualifiedName>& sequence = {});

// Must NOT NULL be proven by a CHECK before contract can set it?
bool needs_not_null_proof(const Column& column, const Composition& composition);

}  // namespace zdm::planner
