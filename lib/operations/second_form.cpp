#include "operations/second_form.hpp"

#include <utility>
#include <vector>

namespace zdm::operations {
namespace {

// Puts one column id in the place of another, wherever a table of its own uses it.
class Replacement {
 public:
  Replacement(ColumnId from, ColumnId to) : from_(from), to_(to) {}

  void operator()(ColumnId& id) const {
    if (id == from_) id = to_;
  }
  void operator()(BoundExpression& expression) const {
    for (auto& [name, id] : expression.columns) (*this)(id);
  }
  void operator()(std::vector<ColumnId>& ids) const {
    for (ColumnId& id : ids) (*this)(id);
  }
  void operator()(Index& index) const {
    for (IndexElement& element : index.elements) std::visit(*this, element.key);
    (*this)(index.include);
    if (index.predicate) (*this)(*index.predicate);
  }
  void operator()(CheckConstraint& check) const { (*this)(check.expression); }
  void operator()(KeyConstraint& key) const { (*this)(key.index); }
  void operator()(ExcludeConstraint& exclude) const { (*this)(exclude.index); }
  void operator()(ForeignKeyConstraint& key) const {
    (*this)(key.columns);
    (*this)(key.on_delete_set_columns);
  }

  void operator()(Table& table) const {
    for (Index& index : table.indexes) (*this)(index);
    for (Constraint& constraint : table.constraints) std::visit(*this, constraint.rule);
    for (Trigger& trigger : table.triggers) (*this)(trigger.columns);
    for (ExtendedStatistics& statistics : table.statistics) (*this)(statistics.columns);
    for (Column& column : table.columns)
      if (column.generated) (*this)(*column.generated);
  }

 private:
  ColumnId from_;
  ColumnId to_;
};

// Foreign keys that point to the column. True if there was one.
bool replace_references(Table& table, TableId referenced, const Replacement& replace) {
  bool changed = false;
  for (Constraint& constraint : table.constraints) {
    auto* key = std::get_if<ForeignKeyConstraint>(&constraint.rule);
    if (key == nullptr || key->references != referenced) continue;
    const std::vector<ColumnId> before = key->referenced_columns;
    replace(key->referenced_columns);
    changed = changed || before != key->referenced_columns;
  }
  return changed;
}

}  // namespace

Catalog with_second_form(const Catalog& catalog, const Table& table, ColumnId from,
                         const Column& to) {
  const Replacement replace(from, to.id);
  Table changed = table;
  for (Column& column : changed.columns)
    if (column.id == from) column = to;
  changed.last_column_id = to.id;
  replace(changed);
  replace_references(changed, table.id, replace);
  Catalog after = catalog.with(std::move(changed));
  for (const auto& other : catalog.tables()) {
    Table copy = *other;
    if (other->id != table.id && replace_references(copy, table.id, replace))
      after = after.with(std::move(copy));
  }
  return after;
}

}  // namespace zdm::operations
