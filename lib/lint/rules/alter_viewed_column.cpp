// On new tables, too: the command itself is refused. Only views of the same script are known.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {
namespace {

bool shows_column(const History::View& view, const std::string& column) {
  bool shows_all = false;
  view.query.walk([&](const SyntaxNode& node) { shows_all = shows_all || node.is("A_Star"); });
  return shows_all || reads_column(view.query, column);
}

}  // namespace

void alter_viewed_column(const Subject& subject, Report& report) {
  for (const TableChange& change : table_changes(subject.node))
    if (change.action == "AT_AlterColumnType")
      for (const History::View* view : subject.before.views_on(change.table))
        if (shows_column(*view, change.name))
          report.add(
              change.definition,
              fmt::format("PostgreSQL refuses to change the type of \"{}\", which the view {} uses",
                          change.name, view->name.quoted()));
}

}  // namespace zdm::lint::rules
