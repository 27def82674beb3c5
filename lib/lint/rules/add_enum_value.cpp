// ADD VALUE itself locks no table; its value is there for the next transaction only.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void add_enum_value(const Subject& subject, Report& report) {
  if (!subject.before.in_transaction() || subject.node.is("AlterEnumStmt")) return;
  subject.node.walk([&](const SyntaxNode& constant) {
    const std::string value = constant.at("sval").text("sval");
    if (constant.is("A_Const") && subject.before.has_just_added_enum_value(value))
      report.add(
          constant,
          fmt::format("'{}' has been added in this transaction, and cannot be used in it", value));
  });
}

}  // namespace zdm::lint::rules
