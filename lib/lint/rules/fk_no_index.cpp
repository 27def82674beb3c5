// Of columns that were there before nobody knows whether they have an index.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "lint/rules.hpp"

namespace zdm::lint::rules {
namespace {

bool is_made_here(const Subject& subject, const ConstraintDefinition& key) {
  if (subject.whole.is_new(key.table)) return true;
  const std::vector<std::string> columns = key.columns();
  return std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
    return subject.whole.has_added(key.table, column);
  });
}

}  // namespace

void fk_no_index(const Subject& subject, Report& report) {
  std::vector<ConstraintDefinition> keys = created_constraints(subject.node);
  for (ConstraintDefinition& key : added_constraints(subject.node)) keys.push_back(std::move(key));
  for (const ConstraintDefinition& key : keys)
    if (key.kind() == "CONSTR_FOREIGN" && is_made_here(subject, key) &&
        !subject.whole.has_index_on(key.table, key.columns()))
      report.add(
          key.node,
          fmt::format("no index of {} begins with \"{}\": each DELETE in {} reads the whole table",
                      key.table.quoted(), fmt::join(key.columns(), "\", \""),
                      key.node.table("pktable").quoted()));
}

}  // namespace zdm::lint::rules
