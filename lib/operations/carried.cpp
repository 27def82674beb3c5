#include "operations/carried.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <variant>

#include "operations/expression.hpp"
#include "operations/type.hpp"

namespace zdm::operations {
namespace {

bool is_text(const Column& column) {
  return column.unmodified_type.text == "text" ||
         column.unmodified_type.text == "character varying";
}

// Looks at what an index or a constraint demands of the column's type.
class Fitting {
 public:
  Fitting(Draft& draft, const Table& table, const Column& column, const fields::Location& where)
      : draft_(draft), table_(table), column_(column), where_(where) {}

  void look_at(const Constraint& constraint) {
    if (!constraint.uses(column_.id)) return;
    what_ =
        fmt::format("constraint \"{}\" of table \"{}\"", constraint.name.str(), table_.name.str());
    std::visit([this](const auto& rule) { fit(rule); }, constraint.rule);
  }

  void look_at(const Index& index) {
    if (!index.uses(column_.id)) return;
    what_ = fmt::format("index \"{}\" of table \"{}\"", index.name.str(), table_.name.str());
    fit(index);
  }

  // A foreign key of another table, if it points to the column.
  void look_at_reference(const Table& other, const Constraint& constraint) {
    const auto* key = std::get_if<ForeignKeyConstraint>(&constraint.rule);
    if (key == nullptr || key->references != table_.id) return;
    what_ =
        fmt::format("foreign key \"{}\" of table \"{}\"", constraint.name.str(), other.name.str());
    for (std::size_t i = 0; i < key->columns.size(); ++i)
      if (key->referenced_columns.at(i) == column_.id)
        compare(other, *other.column(key->columns[i]));
  }

 private:
  void refuse(const std::string& why) {
    draft_.refuse(where_, "type-does-not-fit",
                  fmt::format("{} cannot be with type {}: {}", what_, column_.type.text, why),
                  "drop it in a migration before this one");
  }

  void fit(const BoundExpression& expression, ExpressionUse use) {
    if (!expression.reads(column_.id)) return;
    if (const std::string why = objection(draft_, expression, use, table_); !why.empty())
      refuse(why);
  }

  void fit(const CheckConstraint& check) { fit(check.expression, ExpressionUse::condition); }
  void fit(const KeyConstraint& key) { fit(key.index); }
  void fit(const ExcludeConstraint& exclude) { fit(exclude.index); }

  void fit(const ForeignKeyConstraint& key) {
    if (key.references == table_.id || !key.references) return;
    const Table* target = draft_.before().table(*key.references);
    for (std::size_t i = 0; target != nullptr && i < key.columns.size(); ++i)
      if (key.columns[i] == column_.id)
        compare(*target, *target->column(key.referenced_columns.at(i)));
  }

  void compare(const Table& table, const Column& other) {
    if (!are_comparable(draft_, column_.type, other.type))
      refuse(fmt::format("\"{}\" of table \"{}\" is of type {}", other.name.str(), table.name.str(),
                         other.type.text));
  }

  void fit(const Index& index) {
    for (const IndexElement& element : index.elements)
      if (const auto* expression = std::get_if<BoundExpression>(&element.key))
        fit(*expression, ExpressionUse::index_key);
      else if (std::get<ColumnId>(element.key) == column_.id)
        fit_key(index, element);
    if (index.predicate) fit(*index.predicate, ExpressionUse::condition);
  }

  void fit_key(const Index& index, const IndexElement& element) {
    const TypeFacts type = facts_of_type(draft_, column_);
    if (!type.has_equality && (index.method == "btree" || index.method == "hash"))
      refuse("it has no equality");
    else if (element.opclass && !is_text(column_))
      refuse(fmt::format("it is made with the operator class {}", element.opclass->name));
    else if (element.collation && !type.collatable)
      refuse("it is made with a collation");
  }

  Draft& draft_;
  const Table& table_;
  const Column& column_;
  const fields::Location& where_;
  std::string what_;
};

bool reads_in_expression(const Index& index, ColumnId id) {
  const auto expression = [&](const IndexElement& element) {
    const auto* key = std::get_if<BoundExpression>(&element.key);
    return key != nullptr && key->reads(id);
  };
  return (index.predicate && index.predicate->reads(id)) ||
         std::any_of(index.elements.begin(), index.elements.end(), expression);
}

struct UsesType {
  ColumnId id;
  bool operator()(const CheckConstraint& check) const { return check.expression.reads(id); }
  bool operator()(const KeyConstraint& key) const { return reads_in_expression(key.index, id); }
  bool operator()(const ForeignKeyConstraint& key) const {
    return std::find(key.columns.begin(), key.columns.end(), id) != key.columns.end();
  }
  bool operator()(const ExcludeConstraint& exclude) const {
    return reads_in_expression(exclude.index, id);
  }
};

bool is_referenced(const Catalog& catalog, const Table& table, ColumnId id) {
  for (const auto& other : catalog.tables())
    for (const Constraint& constraint : other->constraints) {
      const auto* key = std::get_if<ForeignKeyConstraint>(&constraint.rule);
      if (key == nullptr || key->references != table.id) continue;
      const auto& columns = key->referenced_columns;
      if (std::find(columns.begin(), columns.end(), id) != columns.end()) return true;
    }
  return false;
}

bool has_dependents(const Table& table, ColumnId id) {
  // What a partition has of its own PostgreSQL keeps where the type changes in place.
  const auto depends = [&](const Dependent& d) {
    return d.column == id && !d.what.starts_with("partition's ");
  };
  const auto names = [&](const Trigger& t) {
    return std::find(t.columns.begin(), t.columns.end(), id) != t.columns.end();
  };
  const auto computes = [&](const Column& c) { return c.generated && c.generated->reads(id); };
  return std::any_of(table.dependents.begin(), table.dependents.end(), depends) ||
         std::any_of(table.triggers.begin(), table.triggers.end(), names) ||
         std::any_of(table.columns.begin(), table.columns.end(), computes);
}

}  // namespace

void refuse_unfit_type(Draft& draft, const Catalog& catalog, const Table& after,
                       const Column& column, const fields::Location& where) {
  Fitting fitting(draft, after, column, where);
  for (const Constraint& constraint : after.constraints) fitting.look_at(constraint);
  for (const Index& index : after.indexes) fitting.look_at(index);
  for (const auto& other : catalog.tables())
    for (const Constraint& constraint : other->constraints)
      fitting.look_at_reference(*other, constraint);
}

bool is_used_by_type(const Catalog& catalog, const Table& table, const Column& column) {
  const UsesType uses{column.id};
  const auto constrains = [&](const Constraint& c) { return std::visit(uses, c.rule); };
  const auto indexes = [&](const Index& i) { return reads_in_expression(i, column.id); };
  return std::any_of(table.constraints.begin(), table.constraints.end(), constrains) ||
         std::any_of(table.indexes.begin(), table.indexes.end(), indexes) ||
         is_referenced(catalog, table, column.id) || has_dependents(table, column.id);
}

}  // namespace zdm::operations
