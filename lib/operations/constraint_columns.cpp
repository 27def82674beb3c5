#include "operations/constraint_columns.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace zdm::operations {
namespace {

class Columns {
 public:
  void operator()(ColumnId id) {
    if (std::find(found_.begin(), found_.end(), id) == found_.end()) found_.push_back(id);
  }
  void operator()(const BoundExpression& expression) {
    for (const auto& [name, id] : expression.columns) (*this)(id);
  }
  void operator()(const Index& index) {
    for (const IndexElement& element : index.elements) std::visit(*this, element.key);
    if (index.predicate) (*this)(*index.predicate);
  }
  void operator()(const CheckConstraint& check) { (*this)(check.expression); }
  void operator()(const KeyConstraint& key) { (*this)(key.index); }
  void operator()(const ForeignKeyConstraint& key) {
    for (const ColumnId id : key.columns) (*this)(id);
  }
  void operator()(const ExcludeConstraint& exclude) { (*this)(exclude.index); }

  std::vector<ColumnId> found() { return std::move(found_); }

 private:
  std::vector<ColumnId> found_;
};

}  // namespace

std::vector<ColumnId> columns_of(const Constraint& constraint) {
  Columns columns;
  std::visit(columns, constraint.rule);
  return columns.found();
}

}  // namespace zdm::operations
