#include "plan_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "lock_text.hpp"
#include "markdown_text.hpp"
#include "number_text.hpp"
#include "sql_text.hpp"

namespace zdm::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string or_dash(const std::optional<Identifier>& name) { return name ? plain(*name) : "-"; }

Rows rows_of(const MappedTable& table) {
  Rows rows;
  if (!table.old_name || !table.new_name) return rows;
  for (const MappedColumn& column : table.columns)
    if (!has_one_name(column))
      rows.push_back({plain(column.physical), or_dash(column.old_name), or_dash(column.new_name)});
  return rows;
}

}  // namespace

bool has_one_name(const MappedColumn& column) {
  return column.old_name == column.physical && column.new_name == column.physical;
}

std::string table_title(const MappedTable& table, const Identifier& base) {
  const std::string physical = plain(table.physical, base);
  if (!table.old_name)
    return fmt::format("{}: only the new version has it; until complete its name is {}",
                       plain(*table.new_name), physical);
  if (!table.new_name) return fmt::format("{}: only the old version has it", physical);
  if (table.old_name != table.new_name)
    return fmt::format("{}: the new version calls it {}", physical, plain(*table.new_name));
  return physical;
}

std::string other_columns(const MappedTable& table) {
  if (!table.old_name || !table.new_name) return {};
  const auto same = std::count_if(table.columns.begin(), table.columns.end(), has_one_name);
  if (same == 0) return {};
  const bool all = static_cast<std::size_t>(same) == table.columns.size();
  return fmt::format("{}{} column{} one name in the table and in both versions", all ? "" : "and ",
                     same, same == 1 ? " has" : "s have");
}

std::string columns_as_text(const Plan& plan) {
  if (plan.tables.empty()) return {};
  std::string text = "\nwhich columns are which, while both versions are live\n";
  for (const MappedTable& table : plan.tables) {
    text += "  " + table_title(table, plan.schema) + "\n";
    Rows rows = rows_of(table);
    if (!rows.empty()) {
      rows.insert(rows.begin(), {"in the table", "old version", "new version"});
      text += indented(columns(rows), "    ");
    }
    if (const std::string others = other_columns(table); !others.empty())
      text += "    " + others + "\n";
  }
  return text;
}

std::string columns_as_markdown(const Plan& plan) {
  if (plan.tables.empty()) return {};
  std::string text =
      "**Which columns are which, while both versions are live**\n\n"
      "| table | in the table | old version | new version |\n|---|---|---|---|\n";
  for (const MappedTable& table : plan.tables) {
    std::string title = escaped(table_title(table, plan.schema));
    for (const auto& row : rows_of(table)) {
      text += fmt::format("| {} | {} | {} | {} |\n", title, escaped(row[0]), escaped(row[1]),
                          escaped(row[2]));
      title.clear();
    }
    const std::string others = other_columns(table);
    if (!title.empty() || !others.empty()) text += fmt::format("| {} | {} | | |\n", title, others);
  }
  return text + "\n";
}

}  // namespace zdm::cli
