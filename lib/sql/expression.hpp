#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/bound_expression.hpp"

namespace zdm {

// What is in an expression, read from its parse tree. All of it is pure, and names are folded as
// PostgreSQL folds them. libpg_query knows the grammar of PostgreSQL 15: an expression that it
// cannot parse is unknown, not invalid, and only the server can judge it.

// A reference that may be a column of a row: `email`, `users.email`, `public.users.email`.
struct ColumnUse {
  std::optional<Identifier> qualifier;  // the name before the column's: a table or an alias
  Identifier name;
  std::size_t begin = 0;  // the whole reference in the text, in bytes
  std::size_t end = 0;
};

struct ExpressionAnalysis {
  std::string error;                   // not empty: not understood, and all else is empty
  std::vector<ColumnUse> columns;      // in the order of the text, those of subqueries included
  std::vector<std::string> functions;  // "lower", "pg_catalog.btrim"; as in the text, with repeats
  bool has_subquery = false;
  bool reads_whole_row = false;  // `users.*`; a bare `users` stands among the columns
};

ExpressionAnalysis analyze(const SqlExpression& expression);

// Does the expression read the row as a whole: `users.*`, or `users` where no column is named so?
bool reads_row(const ExpressionAnalysis& analysis, const Identifier& row,
               const std::map<Identifier, ColumnId>& columns);

// The names in an expression that are columns of a row named `row`: unqualified, or qualified by
// `row`. A name counts inside a subquery too, even where a table of the subquery has a column of
// that name, since only the server knows those tables: more is bound than is read, never less. For
// the same reason an expression that reads the whole row binds all columns, and one that cannot be
// parsed binds each column whose name occurs in it as a word.
// (Not called bind, since the map's namespace would bring in std::bind.)
BoundExpression bind_columns(const SqlExpression& expression, const Identifier& row,
                             const std::map<Identifier, ColumnId>& columns);

// Why the columns of an expression cannot be replaced in its text; empty if they can.
std::string why_not_replaceable(const ExpressionAnalysis& analysis);

// The expression with its columns under other names; ids that `names` lacks keep theirs. Replaces
// exactly the references found in the parse tree, qualifier included. For the expression of a
// CHECK, an index or a generated column: throws Error(failed) if it cannot be parsed, has a
// subquery, or reads the whole row as `users.*`, as the server prints it.
SqlExpression rename_columns(const BoundExpression& expression,
                             const std::map<ColumnId, Identifier>& names);

// As rename_columns, each reference becoming any SQL that can stand before a `[1]` or a `::type`:
// alias."column".
SqlExpression replace_columns(const BoundExpression& expression,
                              const std::map<ColumnId, Sql>& replacements);

// Is the text one expression, or one bare SELECT statement, and nothing besides? Only then may it
// be put in parentheses into other SQL. False as well for what libpg_query does not know.
bool is_single_expression(std::string_view text);

}  // namespace zdm
