#include "operations/dependents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "operations/constraint_columns.hpp"
#include "operations/foreign_key.hpp"

namespace zdm::operations {
namespace {

bool contains(const std::vector<ColumnId>& ids, ColumnId id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// The text without what stands in quotes: "policy  of ." for 'policy "p" of "a"."b"'.
std::string without_names(const std::string& text) {
  std::string rest;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (!quoted && c != '"') rest += c;
  }
  return rest;
}

bool is_partitions_own(const Dependent& dependent) {
  return dependent.what.starts_with("partition's ");
}

// What belongs to the table itself goes with it; what belongs to another one says so with "of".
bool goes_with_table(const Dependent& dependent) {
  if (is_partitions_own(dependent)) return true;
  constexpr std::array<std::string_view, 9> kOwn{
      "policy ", "generated column ", "trigger ", "publication ", "rule ", "constraint ",
      "index ",  "parent table ",     "type "};
  const std::string text = without_names(dependent.what);
  const auto own = std::find_if(kOwn.begin(), kOwn.end(),
                                [&](std::string_view kind) { return text.starts_with(kind); });
  return own != kOwn.end() && text.find(" of ") == std::string::npos;
}

// What the column belongs to, rather than what depends on it: refuse_given_column.
bool gives_column(const Dependent& dependent) {
  return dependent.what.starts_with("parent table ") || dependent.what.starts_with("type ");
}

// Everything that depends on the column, once.
std::set<std::string> dependents_of(const Table& table, const Column& column) {
  std::set<std::string> found;
  for (const Dependent& dependent : table.dependents)
    if (dependent.column == column.id && !gives_column(dependent) && !is_partitions_own(dependent))
      found.insert(dependent.what);
  for (const Trigger& trigger : table.triggers)
    if (contains(trigger.columns, column.id)) found.insert("trigger " + trigger.name.quoted());
  for (const Column& other : table.columns)
    if (other.id != column.id && other.generated && other.generated->reads(column.id))
      found.insert("generated column " + other.name.quoted());
  return found;
}

// "Table Partitioning" (ddl-partitioning): rows are where they are because of it.
void refuse_partition_key(Draft& draft, const Table& table, const Column& column,
                          const fields::Location& where) {
  if (contains(table.partitioning.key, column.id))
    draft.refuse(
        where, "partition-key",
        fmt::format("column \"{}\" is in the partition key of table \"{}\", and can neither "
                    "go nor change its type",
                    column.name.str(), table.name.str()),
        "make a table that is partitioned as you need it, and move the rows there");
}

}  // namespace

void refuse_dependents(Draft& draft, const Table& table, const Column& column,
                       const fields::Location& where) {
  refuse_partition_key(draft, table, column, where);
  refuse_given_column(draft, table, column, where);
  for (const std::string& what : dependents_of(table, column))
    draft.refuse(where, "has-dependents",
                 fmt::format("{} depends on column \"{}\" of table \"{}\"", what, column.name.str(),
                             table.name.str()),
                 "take it away before this migration, and make it again after");
}

void refuse_partitions_own(Draft& draft, const Table& table, const Column& column,
                           const fields::Location& where) {
  for (const Dependent& dependent : table.dependents)
    if (dependent.column == column.id && is_partitions_own(dependent))
      draft.refuse(where, "has-dependents",
                   fmt::format("the {} would be lost with column \"{}\" of table \"{}\"",
                               dependent.what, column.name.str(), table.name.str()),
                   "take it away before this migration, and make it again after");
}

void refuse_dependents(Draft& draft, const Table& table, const fields::Location& where) {
  std::set<std::string> found;
  for (const Dependent& dependent : table.dependents)
    if (!goes_with_table(dependent)) found.insert(dependent.what);
  for (const std::string& what : found)
    draft.refuse(where, "has-dependents",
                 fmt::format("{} depends on table \"{}\"", what, table.name.str()),
                 "take it away before this migration");
  if (table.kind == TableKind::plain && table.has_inheritance_children)
    draft.refuse(where, "inheritance",
                 fmt::format("other tables inherit from \"{}\"", table.name.str()),
                 "drop those first");
}

void refuse_lost_keys(Draft& draft, const Table& before, const Table& after,
                      const fields::Location& where) {
  for (const auto& table : draft.before().tables())
    for (const Constraint& constraint :
         table->id == after.id ? after.constraints : table->constraints) {
      const auto* key = std::get_if<ForeignKeyConstraint>(&constraint.rule);
      if (key == nullptr || key->references != after.id) continue;
      if (is_key(after, key->referenced_columns) || !is_key(before, key->referenced_columns))
        continue;
      draft.refuse(where, "has-dependents",
                   fmt::format("foreign key \"{}\" of table \"{}\" depends on it",
                               constraint.name.str(), table->name.str()),
                   "drop that first");
    }
}

namespace {

// PostgreSQL notes that they need the key; that they need its columns does not stand in the way.
bool may_need_key(const Dependent& dependent, const KeyConstraint& key) {
  constexpr std::array<std::string_view, 4> kByPrimaryKey{"view ", "materialized view ",
                                                          "function ", "procedure "};
  if (!key.index.uses(dependent.column)) return false;
  if (dependent.what.starts_with("foreign key ")) return true;
  return key.primary &&
         std::any_of(kByPrimaryKey.begin(), kByPrimaryKey.end(),
                     [&](std::string_view kind) { return dependent.what.starts_with(kind); });
}

std::vector<ColumnId> sorted(std::vector<ColumnId> ids) {
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

void refuse_lost_key(Draft& draft, const Table& table, const Constraint& dropped,
                     const fields::Location& where) {
  const auto* key = std::get_if<KeyConstraint>(&dropped.rule);
  if (key == nullptr) return;
  const auto columns = sorted(columns_of(dropped));
  const auto refuse = [&](const std::string& what, const char* hint) {
    draft.refuse(where, "has-dependents",
                 fmt::format("{} depends on key \"{}\" of table \"{}\"", what, dropped.name.str(),
                             table.name.str()),
                 hint);
  };
  for (const auto& other : draft.before().tables())
    for (const Constraint& constraint : other->constraints) {
      const auto* reference = std::get_if<ForeignKeyConstraint>(&constraint.rule);
      if (reference != nullptr && reference->references == table.id &&
          sorted(reference->referenced_columns) == columns)
        refuse(fmt::format("foreign key \"{}\" of table \"{}\"", constraint.name.str(),
                           other->name.str()),
               "drop that first, and add it again in a later migration");
    }
  std::set<std::string> found;
  for (const Dependent& dependent : table.dependents)
    if (may_need_key(dependent, *key)) found.insert(dependent.what);
  for (const std::string& what : found)
    refuse(what, "take it away before this migration, and make it again after");
}

void refuse_heirs(Draft& draft, const Table& table, const Column& column,
                  const fields::Location& where) {
  if (table.kind == TableKind::plain && table.has_inheritance_children)
    draft.refuse(where, "inheritance",
                 fmt::format("other tables inherit column \"{}\" from \"{}\"", column.name.str(),
                             table.name.str()),
                 "take them off by NO INHERIT before this migration");
}

void refuse_given_column(Draft& draft, const Table& table, const Column& column,
                         const fields::Location& where) {
  for (const Dependent& dependent : table.dependents)
    if (dependent.column == column.id && gives_column(dependent))
      draft.refuse(where, "inheritance",
                   fmt::format("column \"{}\" of table \"{}\" is that of {}", column.name.str(),
                               table.name.str(), dependent.what),
                   "take the table off by NO INHERIT or NOT OF before this migration");
}

namespace {

bool holds_rows(const Dependent& dependent) {
  constexpr std::array<std::string_view, 4> kHolders{"column ", "composite type ", "domain ",
                                                     "range type "};
  return dependent.column == 0 &&
         std::any_of(kHolders.begin(), kHolders.end(),
                     [&](std::string_view kind) { return dependent.what.starts_with(kind); });
}

}  // namespace

void refuse_held_rows(Draft& draft, const Table& table, const fields::Location& where) {
  for (const Dependent& dependent : table.dependents)
    if (holds_rows(dependent))
      draft.refuse(where, "has-dependents",
                   fmt::format("{} holds rows of table \"{}\"", dependent.what, table.name.str()),
                   "take it away before this migration, and make it again after");
}

void refuse_inheritance(Draft& draft, const Table& table, const fields::Location& where) {
  if (table.kind == TableKind::plain && table.has_inheritance_children)
    draft.refuse(where, "inheritance",
                 fmt::format("other tables inherit from \"{}\", and their rows would be left out",
                             table.name.str()));
}

}  // namespace zdm::operations
