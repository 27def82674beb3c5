#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void rename_enum_value(const Subject& subject, Report& report) {
  if (subject.node.is("AlterEnumStmt") && subject.node.has("oldVal"))
    report.add(fmt::format("clients that write '{}' fail, and those that read it meet '{}' instead",
                           subject.node.text("oldVal"), subject.node.text("newVal")));
}

}  // namespace zdm::lint::rules
