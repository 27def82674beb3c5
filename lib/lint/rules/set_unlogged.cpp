#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void set_unlogged(const Subject& subject, Report& report) {
  for (const std::string_view action : {"AT_SetUnLogged", "AT_SetLogged"})
    for (const TableChange& change : subject.changes(action))
      report.add(
          fmt::format("nobody can read or write {} while it is rewritten", change.table.quoted()));
}

}  // namespace zdm::lint::rules
