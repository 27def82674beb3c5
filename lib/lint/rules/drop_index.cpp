#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void drop_index(const Subject& subject, Report& report) {
  if (!subject.drops("OBJECT_INDEX") || subject.node.flag("concurrent")) return;
  for (const TableName& index : subject.objects_dropped()) {
    const History::Index* made = subject.before.index_made(index);
    if (made == nullptr || subject.in_use(made->table))
      report.add(fmt::format(
          "nobody can read or write the table of {} while it is dropped, nor while that "
          "waits for others; and queries that used it may become slow",
          index.quoted()));
  }
}

}  // namespace zdm::lint::rules
