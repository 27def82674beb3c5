// Only the script itself and the name can tell that it is one.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {
namespace {

bool is_foreign_key(const Subject& subject, const TableChange& change) {
  const History::Constraint* made = subject.before.constraint_made(change.table, change.name);
  if (made != nullptr) return made->node.text("contype") == "CONSTR_FOREIGN";
  const std::string& name = change.name;
  return name.ends_with("_fkey") || name.ends_with("_fk") || name.starts_with("fk_") ||
         name.find("_fk_") != std::string::npos;
}

}  // namespace

void drop_fk(const Subject& subject, Report& report) {
  for (const TableChange& change : subject.changes("AT_DropConstraint"))
    if (is_foreign_key(subject, change))
      report.add(fmt::format(
          "to drop the foreign key \"{}\", PostgreSQL locks the table that it references, "
          "too, as strongly as {}",
          change.name, change.table.quoted()));
}

}  // namespace zdm::lint::rules
