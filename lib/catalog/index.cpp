#include "catalog/index.hpp"

#include <algorithm>

namespace zdm {
namespace {

struct Uses {
  ColumnId id;
  bool operator()(ColumnId column) const { return column == id; }
  bool operator()(const BoundExpression& expression) const { return expression.reads(id); }
};

}  // namespace

bool Index::uses(ColumnId id) const {
  const auto has_key = [&](const IndexElement& e) { return std::visit(Uses{id}, e.key); };
  return std::any_of(elements.begin(), elements.end(), has_key) ||
         std::find(include.begin(), include.end(), id) != include.end() ||
         (predicate && predicate->reads(id));
}

}  // namespace zdm
