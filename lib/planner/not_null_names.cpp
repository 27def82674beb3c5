#include "planner/not_null_names.hpp"

#include <string>

#include "core/name.hpp"

namespace zdm::planner {
namespace {

constexpr int kNotNullNamesSince = 180000;

// Not in the middle of a character: continuation bytes of UTF-8 are 10xxxxxx.
std::string cut(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

// As the server's makeObjectName() does it: the longer one is cut first.
Identifier object_name(const Identifier& table, const Identifier& column,
                       const std::string& label) {
  const std::size_t room = Identifier::kMaxBytes - label.size() - 2;
  std::size_t first = table.str().size(), second = column.str().size();
  while (first + second > room) --(first > second ? first : second);
  return Identifier(cut(table.str(), first) + "_" + cut(column.str(), second) + "_" + label);
}

}  // namespace

bool has_not_null_names(const Catalog& catalog) {
  return catalog.server_version >= kNotNullNamesSince;
}

Identifier not_null_name(const Identifier& table, const Identifier& column,
                         std::set<Identifier>& taken) {
  Identifier name = object_name(table, column, "not_null");
  for (int i = 1; !taken.insert(name).second; ++i)
    name = object_name(table, column, "not_null" + std::to_string(i));
  return name;
}

std::map<ColumnId, Identifier> not_null_names(const TableChange& change, const Catalog& catalog) {
  std::map<ColumnId, Identifier> names;
  if (!has_not_null_names(catalog) || change.after == nullptr) return names;
  const Table& table = *change.after;
  // Until contract a table in use has its old name, as have the constraints made on it.
  const Identifier& its_name = change.before != nullptr ? change.before->name : table.name;
  std::set<Identifier> taken;
  for (const Constraint& constraint : table.constraints) taken.insert(constraint.name);
  for (const Column& column : table.columns)
    if (column.not_null_name) taken.insert(*column.not_null_name);
  for (const Column& column : table.columns) {
    if (column.nullable || !change.is_new(column.id)) continue;
    const Identifier name =
        column.not_null_name ? *column.not_null_name : not_null_name(its_name, column.name, taken);
    if (column.not_null_name || change.physical.name != its_name ||
        change.physical_name(column.id) != column.name)
      names.emplace(column.id, name);
  }
  return names;
}

Identifier not_null_name_for_now(const Identifier& physical_column) {
  return prefixed_name("_zdm_required_", physical_column.str());
}

}  // namespace zdm::planner
