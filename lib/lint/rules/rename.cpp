// Clients that know the old name fail from then on.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {
namespace {

bool is_seen_by_clients(const std::string& kind) {
  return kind == "OBJECT_TABLE" || kind == "OBJECT_COLUMN" || kind == "OBJECT_VIEW" ||
         kind == "OBJECT_MATVIEW";
}

}  // namespace

void rename(const Subject& subject, Report& report) {
  const std::string kind =
      subject.node.text(subject.node.is("RenameStmt") ? "renameType" : "objectType");
  const TableName table = subject.node.table("relation");
  if (!subject.node.is("RenameStmt") && !subject.node.is("AlterObjectSchemaStmt")) return;
  if (!is_seen_by_clients(kind) || !subject.in_use(table)) return;
  report.add(fmt::format(
      "clients that know {} by its old name fail",
      kind == "OBJECT_COLUMN" ? '"' + subject.node.text("subname") + '"' : table.quoted()));
  const bool is_table = kind == "OBJECT_TABLE" && subject.node.is("RenameStmt");
  if (kind != "OBJECT_COLUMN") report.name_operation(is_table ? "rename_table" : "");
}

}  // namespace zdm::lint::rules
