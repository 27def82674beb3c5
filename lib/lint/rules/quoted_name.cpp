#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "lint/rules.hpp"

namespace zdm::lint::rules {
namespace {

bool needs_quotes(const std::string& name) {
  return std::any_of(name.begin(), name.end(), [](unsigned char c) {
    return !(std::islower(c) != 0 || std::isdigit(c) != 0 || c == '_');
  });
}

}  // namespace

void quoted_name(const Subject& subject, Report& report) {
  for (const ColumnDefinition& column : subject.columns_defined())
    if (needs_quotes(column.name))
      report.add(column.node,
                 fmt::format("\"{}\" has to be quoted wherever it is used", column.name));
  if (subject.node.is("CreateStmt") && needs_quotes(subject.node.table("relation").name))
    report.add(subject.node.at("relation"), fmt::format("{} has to be quoted wherever it is used",
                                                        subject.node.table("relation").quoted()));
}

}  // namespace zdm::lint::rules
