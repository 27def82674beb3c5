#pragma once

#include <map>
#include <string>
#include <vector>

#include "operations/draft.hpp"

// Columns that an operation lets differ between the two versions, by "up" and "down".
namespace zdm::operations {

// An expression for each of several columns.
using ColumnExpressions = std::map<Identifier, SqlExpression>;

// How "up" and "down" stand in the file: an object with a member for each column, or the one
// expression alone.
enum class Spelling { by_column, alone };

// The catalog in which the columns have their second forms, and how one form comes from the other.
struct Forms {
  Catalog catalog;
  std::vector<DualWrite> dual_writes;
};

// Does the expression only name the column itself?
bool is_itself(const SqlExpression& expression, const Table& table, const Column& column);

// Gives each of the columns a second form, except those whose up and down are the column itself:
// both forms would always have the same value, so one column serves both versions. Each column has
// an expression in `up` and in `down`.
Forms with_second_forms(Draft& draft, const Table& before, const std::vector<ColumnId>& columns,
                        const ColumnExpressions& up, const ColumnExpressions& down,
                        Spelling spelling);

// Refuses, by the name of what stands in the way, a column that cannot be there twice.
void refuse_second_form(Draft& draft, const Table& table, const Column& column,
                        const fields::Location& where);

// Refuses expressions for other columns than these, and columns without one. `key` is the field,
// "up" or "down".
void require_each(Draft& draft, const Table& table, const std::vector<ColumnId>& columns,
                  const ColumnExpressions& expressions, const char* key);

// Each column as its own expression.
ColumnExpressions themselves(const Table& table, const std::vector<ColumnId>& columns);

// Tells that clients of the old version are held to a rule as well, since no column that it is
// about has a second form.
void note_binding(Draft& draft, const Table& before, const std::string& rule);

}  // namespace zdm::operations
