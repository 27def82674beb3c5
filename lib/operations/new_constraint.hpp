#pragma once

#include <vector>

#include "operations/column_spec.hpp"
#include "operations/draft.hpp"

// Constraints made as a file describes them. Columns are looked up in the table given, which is the
// one that the new version's clients see.
namespace zdm::operations {

// The constraint in its place by name; with its columns NOT NULL, for a primary key.
Table with_constraint(Table table, Constraint constraint);

Constraint unique_constraint(const Identifier& name, const std::vector<ColumnId>& columns);
Constraint primary_key(const Identifier& name, const std::vector<ColumnId>& columns);

// Each refuses a name that is taken and columns that do not fit, and returns the table with the
// constraint.
Table with_check(Draft& draft, Table table, const CheckSpec& spec, const fields::Location& name_at,
                 const fields::Location& expression_at);
Table with_unique(Draft& draft, Table table, const Identifier& name, ColumnId column,
                  const fields::Location& where);
Table with_reference(Draft& draft, Table table, ColumnId column, const ColumnReferenceSpec& spec,
                     const fields::Location& where);

// Refuses a key over a column whose values cannot be compared: json has no equality.
void require_equality(Draft& draft, const Column& column, const fields::Location& where);

// Names of constraints are a table's own, but those of keys are indexes' too. Takes the name.
void require_free_key_name(Draft& draft, const Table& table, const Identifier& name,
                           const fields::Location& where);
// The name that PostgreSQL would give: users_pkey, users_email_key.
Identifier free_key_name(Draft& draft, const Table& table, const std::string& column,
                         const std::string& label);

void refuse_deferral(Draft& draft, bool deferrable, bool initially_deferred,
                     const fields::Location& where);

}  // namespace zdm::operations
