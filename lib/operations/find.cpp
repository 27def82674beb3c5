#include "operations/find.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "core/name.hpp"

namespace zdm::operations {
namespace {

constexpr std::size_t kMaxListed = 20;

// See "System Columns" (ddl-system-columns) in PostgreSQL's manual.
constexpr std::array<std::string_view, 6> kSystemColumns{"tableoid", "xmin", "cmin",
                                                         "xmax",     "cmax", "ctid"};

std::vector<std::string> table_names(const Catalog& catalog) {
  std::vector<std::string> names;
  for (const auto& table : catalog.tables()) names.push_back(table->name.str());
  return names;
}

std::string tables_hint(const Catalog& catalog, const Identifier& name) {
  const std::vector<std::string> names = table_names(catalog);
  if (names.empty()) return "there are no tables";
  const std::string meant = nearest(name.str(), names);
  return meant.empty() ? "tables are " + list_of(names)
                       : fmt::format("did you mean \"{}\"?", meant);
}

}  // namespace

const Table* find_table(Draft& draft, const Identifier& name, const fields::Location& where) {
  const Table* table = draft.before().table(name);
  if (table == nullptr)
    draft.refuse(where, "missing-table", fmt::format("there is no table \"{}\"", name.str()),
                 tables_hint(draft.before(), name));
  return table;
}

const Column* find_column(Draft& draft, const Table& table, const Identifier& name,
                          const fields::Location& where) {
  const Column* column = table.column(name);
  if (column == nullptr)
    draft.refuse(where, "missing-column",
                 fmt::format("table \"{}\" has no column \"{}\"", table.name.str(), name.str()),
                 "columns are " + columns_of(table));
  return column;
}

std::vector<ColumnId> find_columns(Draft& draft, const Table& table,
                                   const std::vector<Identifier>& names,
                                   const fields::Location& where) {
  std::vector<ColumnId> ids;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Column* column = find_column(draft, table, names[i], where.at(i));
    if (column == nullptr) continue;
    if (std::find(ids.begin(), ids.end(), column->id) != ids.end())
      draft.refuse(where.at(i), "bad-value", fmt::format("\"{}\" is there twice", names[i].str()));
    ids.push_back(column->id);
  }
  return ids;
}

const Constraint* find_constraint(Draft& draft, const Table& table, const Identifier& name,
                                  const fields::Location& where) {
  const Constraint* found = table.constraint(name);
  if (found != nullptr) return found;
  std::vector<std::string> names;
  for (const Constraint& constraint : table.constraints) names.push_back(constraint.name.str());
  const std::string meant = nearest(name.str(), names);
  draft.refuse(where, "missing-constraint",
               fmt::format("table \"{}\" has no constraint \"{}\"", table.name.str(), name.str()),
               !meant.empty()  ? fmt::format("did you mean \"{}\"?", meant)
               : names.empty() ? "it has none"
                               : "constraints are " + list_of(names));
  return nullptr;
}

void require_free_column(Draft& draft, const Table& table, const Identifier& name,
                         const fields::Location& where) {
  if (std::find(kSystemColumns.begin(), kSystemColumns.end(), name.str()) != kSystemColumns.end())
    draft.refuse(where, "bad-name",
                 fmt::format("\"{}\" is a system column that every table has", name.str()),
                 "choose another name");
  else if (table.column(name) != nullptr)
    draft.refuse(
        where, "name-taken",
        fmt::format("table \"{}\" has a column \"{}\" already", table.name.str(), name.str()));
}

void require_free_constraint(Draft& draft, const Table& table, const Identifier& name,
                             const fields::Location& where) {
  if (table.constraint(name) != nullptr)
    draft.refuse(
        where, "name-taken",
        fmt::format("table \"{}\" has a constraint \"{}\" already", table.name.str(), name.str()));
}

void require_free_relation(Draft& draft, const Identifier& name, const fields::Location& where) {
  if (!draft.is_taken(name)) return;
  const bool table = draft.before().table(name) != nullptr;
  const char* by = table ? "a table" : "an index, a view, a sequence or a type";
  draft.refuse(where, "name-taken",
               fmt::format("the name \"{}\" is taken by {} of schema \"{}\"", name.str(), by,
                           draft.before().schema.str()));
}

Identifier free_relation_name(const Draft& draft, const GivenName& parts) {
  return free_name(parts, [&](const Identifier& name) { return draft.is_taken(name); });
}

std::string list_of(const std::vector<std::string>& names) {
  const std::size_t shown = std::min(names.size(), kMaxListed);
  const auto cut = names.begin() + static_cast<std::ptrdiff_t>(shown);
  std::string text = fmt::format("{}", fmt::join(names.begin(), cut, ", "));
  if (shown < names.size()) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

std::string columns_of(const Table& table) {
  std::vector<std::string> names;
  for (const Column& column : table.columns) names.push_back(column.name.str());
  return names.empty() ? "none" : list_of(names);
}

}  // namespace zdm::operations
