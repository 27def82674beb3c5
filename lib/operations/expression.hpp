#pragma once

#include <optional>
#include <string>

#include "operations/draft.hpp"

namespace zdm::operations {

// A user's expression after a look at it.
struct Judged {
  BoundExpression expression;
  std::optional<Volatility> volatility;  // none: the server has not been asked
};

// An expression over the rows of `row`, bound to its columns. Refuses, at `where`, what is no
// expression, names columns that the row has not, or is nothing that the server would take.
Judged judge_over_row(Draft& draft, const SqlExpression& expression, ExpressionUse use,
                      const Table& row, const TypeName& target, const fields::Location& where);

// A default for a column of type `target`. Refuses what reads columns, besides.
Judged judge_default(Draft& draft, const SqlExpression& expression, const TypeName& target,
                     const fields::Location& where);

// What the server says to an expression that is there already, with its columns as they would be in
// `row`; its message, or nothing.
std::string objection(Draft& draft, const BoundExpression& expression, ExpressionUse use,
                      const Table& row);

// Is there an = between the types, as a foreign key needs it? Yes, while the server has not
// answered.
bool are_comparable(Draft& draft, const TypeName& one, const TypeName& other);

// The column as an expression.
BoundExpression itself(const Column& column);

}  // namespace zdm::operations
