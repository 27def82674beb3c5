// Also what is no SQL at all.
#include <fmt/format.h>

#include "lint/rules.hpp"
#include "lint/volatility.hpp"

namespace zdm::lint::rules {
namespace {

// SELECT function(…) and no more: it is run for what it does.
std::string function_run(const SyntaxNode& select) {
  const std::vector<SyntaxNode> targets = select.list("targetList");
  if (!select.is("SelectStmt") || select.has("fromClause") || targets.size() != 1) return {};
  const SyntaxNode call = targets[0].at("val");
  const std::string name = table_of(call.names("funcname")).name;
  const bool is_harmless = name == "setval" || name == "set_config" || name.starts_with("pg_") ||
                           is_known_as_stable(name);
  return call.is("FuncCall") && !is_harmless ? name : std::string();
}

}  // namespace

void opaque_sql(const Subject& subject, Report& report) {
  if (!subject.statement.error.empty())
    report.add(fmt::format("cannot be judged: {}", subject.statement.error));
  if (subject.node.is("DoStmt")) report.add("nobody can tell from outside what a DO block does");
  if (subject.node.is("CallStmt")) report.add("nobody can tell from outside what a procedure does");
  if (const std::string function = function_run(subject.node); !function.empty())
    report.add(fmt::format("nobody can tell from outside what {}() does", function));
}

}  // namespace zdm::lint::rules
