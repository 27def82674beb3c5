#include "catalog/constraint.hpp"

#include <algorithm>

namespace zdm {
namespace {

struct Uses {
  ColumnId id;
  bool operator()(const CheckConstraint& check) const { return check.expression.reads(id); }
  bool operator()(const KeyConstraint& key) const { return key.index.uses(id); }
  bool operator()(const ForeignKeyConstraint& key) const {
    return std::find(key.columns.begin(), key.columns.end(), id) != key.columns.end();
  }
  bool operator()(const ExcludeConstraint& exclude) const { return exclude.index.uses(id); }
};

}  // namespace

bool Constraint::uses(ColumnId id) const { return std::visit(Uses{id}, rule); }

bool is_indexed(const Constraint& constraint) {
  return std::holds_alternative<KeyConstraint>(constraint.rule) ||
         std::holds_alternative<ExcludeConstraint>(constraint.rule);
}

}  // namespace zdm
