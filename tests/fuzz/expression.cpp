// Any bytes as an SQL expression, as a script, as what lint judges, and as what stands in a
// migration: whatever is found in them lies inside them, and a renamed expression is one expression
// still.
#include "sql/expression.hpp"

#include <map>
#include <vector>

#include "convert/convert.hpp"
#include "core/error.hpp"
#include "fuzz/fuzz.hpp"
#include "lint/lint.hpp"
#include "sql/parse.hpp"
#include "sql/script.hpp"

namespace {

using namespace zdm;

void analyze_and_rename(const std::string& text) {
  const SqlExpression expression(text);
  const ExpressionAnalysis analysis = analyze(expression);
  for (const ColumnUse& use : analysis.columns)
    fuzz::require(use.begin < use.end && use.end <= text.size());
  const std::map<Identifier, ColumnId> columns{{Identifier("a"), 1}, {Identifier("b c"), 2}};
  const BoundExpression bound = bind_columns(expression, Identifier("t"), columns);
  try {
    const SqlExpression renamed =
        rename_columns(bound, {{1, Identifier("x\"y")}, {2, Identifier("z")}});
    if (is_single_expression(text)) fuzz::require(is_single_expression(renamed.text()));
  } catch (const Error&) {
    // What cannot be renamed is refused.
  }
}

void scan_and_split(const std::string& text) {
  std::size_t last = 0;
  for (const Token& token : scan(text)) {
    fuzz::require(token.begin >= last && token.begin <= token.end && token.end <= text.size());
    last = token.begin;
  }
  split_script(text);
  forbids_transaction(text);
  controls_transactions(text);
  lint::lint_sql("x.sql", text, {});
  convert::convert_sql("x.sql", text, Identifier("public"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = fuzz::text_of(data, size);
  analyze_and_rename(text);
  scan_and_split(text);
  return 0;
}
