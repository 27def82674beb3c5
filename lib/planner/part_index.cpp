#include "planner/part_index.hpp"

#include <string>

#include "core/name.hpp"
#include "planner/free_name.hpp"
#include "sql/parse.hpp"

namespace zdm::planner {
namespace {

// A function's name, for one that is called last; "expr" for what is no call.
std::string name_of_expression(const SqlExpression& expression) {
  const ParseTree tree = parse("SELECT " + expression.text());
  const nlohmann::json::json_pointer call(
      "/0/stmt/SelectStmt/targetList/0/ResTarget/val/FuncCall/funcname");
  if (!tree.error.empty() || !tree.statements.contains(call)) return "expr";
  return tree.statements[call].back().at("String").value("sval", "expr");
}

struct KeyName {
  const Table& table;
  std::string operator()(ColumnId id) const { return table.column(id)->name.str(); }
  std::string operator()(const BoundExpression& key) const { return name_of_expression(key.text); }
};

bool is_primary_key(const Constraint* constraint) {
  const auto* key = constraint == nullptr ? nullptr : std::get_if<KeyConstraint>(&constraint->rule);
  return key != nullptr && key->primary;
}

// "events_2024_at_kind_idx", as PostgreSQL names the indexes that it makes by itself.
std::string usual_name(const Table& table, const Partition& partition, const Index& index,
                       const Constraint* constraint) {
  std::string name = partition.name.name.str();
  if (is_primary_key(constraint)) return name + "_pkey";
  for (const IndexElement& element : index.elements)
    name += "_" + std::visit(KeyName{table}, element.key);
  return name + (constraint != nullptr ? "_key" : "_idx");
}

// With a number behind it where the name is taken, as PostgreSQL does it.
Identifier numbered(const std::string& name, const std::set<Identifier>& taken) {
  Identifier candidate = prefixed_name("", name);
  for (int i = 1; taken.count(candidate) > 0; ++i)
    candidate = prefixed_name("", name + std::to_string(i));
  return candidate;
}

}  // namespace

std::vector<PartIndex> part_indexes(const Table& table, const Index& index,
                                    const Constraint* constraint, std::set<Identifier>& taken) {
  std::vector<PartIndex> parts;
  for (const Partition& partition : table.partitioning.partitions) {
    PartIndex part{.partition = &partition, .built_as = {}, .name = {}};
    const auto old_form = index.parts.find(partition.name);
    part.name = old_form != index.parts.end()
                    ? old_form->second
                    : numbered(usual_name(table, partition, index, constraint), taken);
    part.built_as = free_name(part.name, taken);
    taken.insert(part.name);
    taken.insert(part.built_as);
    parts.push_back(std::move(part));
  }
  return parts;
}

QualifiedName in_schema_of(const Partition& partition, const Identifier& name) {
  return {partition.name.schema, name};
}

}  // namespace zdm::planner
