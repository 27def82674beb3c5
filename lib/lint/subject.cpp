#include "lint/subject.hpp"

#include <algorithm>

namespace zdm::lint {
namespace {

// SET NOT NULL reads nothing where it is proven (12+).
bool is_proven(const History& before, const std::vector<TableChange>& changes) {
  return !changes.empty() &&
         std::all_of(changes.begin(), changes.end(), [&](const TableChange& change) {
           return change.action == "AT_SetNotNull" &&
                  before.proves_not_null(change.table, change.name);
         });
}

}  // namespace

std::vector<TableChange> Subject::changes(std::string_view action) const {
  std::vector<TableChange> all = table_changes(node);
  std::erase_if(all, [&](const TableChange& change) {
    return change.action != action || !in_use(change.table);
  });
  return all;
}

std::vector<ColumnDefinition> Subject::columns_added() const {
  std::vector<ColumnDefinition> all = added_columns(node);
  std::erase_if(all, [&](const ColumnDefinition& column) { return !in_use(column.table); });
  return all;
}

std::vector<ConstraintDefinition> Subject::constraints_added(std::string_view kind) const {
  std::vector<ConstraintDefinition> all = added_constraints(node);
  std::erase_if(all, [&](const ConstraintDefinition& constraint) {
    return constraint.kind() != kind || !in_use(constraint.table);
  });
  return all;
}

std::vector<Locking> Subject::lockings_in_use() const {
  std::vector<Locking> all = lockings(node);
  std::erase_if(all, [&](const Locking& locking) { return !in_use(locking.table); });
  if (is_proven(before, table_changes(node)))
    for (Locking& locking : all) locking.cost = Cost::brief;
  return all;
}

std::vector<ColumnDefinition> Subject::columns_defined() const {
  std::vector<ColumnDefinition> all = created_columns(node);
  for (ColumnDefinition& column : added_columns(node)) all.push_back(std::move(column));
  return all;
}

bool Subject::drops(std::string_view kind) const {
  return node.is("DropStmt") && node.text("removeType") == kind;
}

std::vector<TableName> Subject::objects_dropped() const {
  std::vector<TableName> objects;
  for (const SyntaxNode& object : node.list("objects")) objects.push_back(table_of(object.names()));
  return objects;
}

}  // namespace zdm::lint
