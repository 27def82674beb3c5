// Whether PostgreSQL has to write the rows anew depends on the type before, which the script does
// not tell.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void type_rewrite(const Subject& subject, Report& report) {
  for (const TableChange& change : subject.changes("AT_AlterColumnType"))
    report.add(
        change.definition,
        fmt::format("{} is rewritten with all its indexes to change the type of \"{}\", unless "
                    "the old type's values can stay as they are",
                    change.table.quoted(), change.name));
}

}  // namespace zdm::lint::rules
