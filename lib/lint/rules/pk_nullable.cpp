// Where the index is the script's own, its columns are known.
#include <fmt/format.h>

#include <algorithm>

#include "lint/rules.hpp"

namespace zdm::lint::rules {
namespace {

bool all_not_null(const Subject& subject, const TableName& table,
                  const std::vector<std::string>& columns) {
  return !columns.empty() &&
         std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
           return subject.before.proves_not_null(table, column);
         });
}

}  // namespace

void pk_nullable(const Subject& subject, Report& report) {
  for (const ConstraintDefinition& key : subject.constraints_added("CONSTR_PRIMARY")) {
    if (!key.node.has("indexname")) continue;
    const History::Index* index = subject.before.index_made({{}, key.node.text("indexname")});
    if (index == nullptr || !all_not_null(subject, key.table, index->columns))
      report.add(key.node,
                 fmt::format("all of {} is read unless each column of \"{}\" is NOT NULL already",
                             key.table.quoted(), key.node.text("indexname")));
  }
}

}  // namespace zdm::lint::rules
