#include "planner/index_text.hpp"

#include "sql/expression.hpp"

namespace zdm::planner {
namespace {

using ColumnNames = std::map<ColumnId, Identifier>;

// "btree" without its quotes: the usual names need none.
Sql method_name(const std::string& method) {
  const bool plain = method.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
  return plain ? Sql::raw(method) : sql("{}", Identifier(method));
}

struct KeyText {
  const ColumnNames& columns;
  Sql operator()(ColumnId id) const { return sql("{}", columns.at(id)); }
  Sql operator()(const BoundExpression& expression) const {
    return sql("{}", rename_columns(expression, columns));
  }
};

Sql element_text(const IndexElement& element, const ColumnNames& columns) {
  Sql text = std::visit(KeyText{columns}, element.key);
  if (element.collation) text = sql("{} COLLATE {}", text, *element.collation);
  if (element.opclass) {
    text = sql("{} {}", text, Sql::raw(element.opclass->name));
    if (!element.opclass->parameters.empty())
      text = sql("{} ({})", text, Sql::raw(element.opclass->parameters));
  }
  if (!element.order.empty()) text = sql("{} {}", text, Sql::raw(element.order));
  return text;
}

// What follows the list of keys.
Sql index_tail(const Index& index, const ColumnNames& columns) {
  Sql text = sql("");
  std::vector<Identifier> include;
  for (ColumnId id : index.include) include.push_back(columns.at(id));
  if (!include.empty()) text = sql("{} INCLUDE ({})", text, include);
  if (index.nulls_not_distinct) text = sql("{} NULLS NOT DISTINCT", text);
  if (!index.storage_parameters.empty())
    text = sql("{} WITH ({})", text, Sql::raw(index.storage_parameters));
  if (index.tablespace) text = sql("{} TABLESPACE {}", text, *index.tablespace);
  if (index.predicate) text = sql("{} WHERE {}", text, rename_columns(*index.predicate, columns));
  return text;
}

// In a constraint the order of the clauses differs from CREATE INDEX.
Sql key_rule(const KeyConstraint& key, const ColumnNames& columns) {
  std::vector<Sql> keys;
  for (const IndexElement& element : key.index.elements)
    keys.push_back(std::visit(KeyText{columns}, element.key));
  Sql text = key.primary ? sql("PRIMARY KEY") : sql("UNIQUE");
  if (key.index.nulls_not_distinct) text = sql("{} NULLS NOT DISTINCT", text);
  text = sql("{} ({})", text, join(keys, ", "));
  std::vector<Identifier> include;
  for (ColumnId id : key.index.include) include.push_back(columns.at(id));
  if (!include.empty()) text = sql("{} INCLUDE ({})", text, include);
  if (!key.index.storage_parameters.empty())
    text = sql("{} WITH ({})", text, Sql::raw(key.index.storage_parameters));
  if (key.index.tablespace) text = sql("{} USING INDEX TABLESPACE {}", text, *key.index.tablespace);
  return text;
}

Sql exclude_rule(const ExcludeConstraint& exclude, const ColumnNames& columns) {
  std::vector<Sql> elements;
  for (std::size_t i = 0; i < exclude.index.elements.size(); ++i)
    elements.push_back(sql("{} WITH {}", element_text(exclude.index.elements[i], columns),
                           Sql::raw(exclude.operators.at(i))));
  return sql("EXCLUDE USING {} ({}){}", method_name(exclude.index.method), join(elements, ", "),
             index_tail(exclude.index, columns));
}

Sql foreign_key_rule(const ForeignKeyConstraint& key, TableId table, const PhysicalNames& names) {
  const QualifiedName target = names.referenced(key);
  const auto target_columns =
      key.references ? names.columns(*key.references, key.referenced_columns) : key.outside_columns;
  Sql text = sql("FOREIGN KEY ({}) REFERENCES {} ({})", names.columns(table, key.columns), target,
                 target_columns);
  if (key.match != "SIMPLE") text = sql("{} MATCH {}", text, Sql::raw(key.match));
  if (key.on_update != "NO ACTION") text = sql("{} ON UPDATE {}", text, Sql::raw(key.on_update));
  if (key.on_delete != "NO ACTION") text = sql("{} ON DELETE {}", text, Sql::raw(key.on_delete));
  if (!key.on_delete_set_columns.empty())
    text = sql("{} ({})", text, names.columns(table, key.on_delete_set_columns));
  return text;
}

struct RuleText {
  TableId table;
  const PhysicalNames& names;
  Sql operator()(const CheckConstraint& check) const {
    return sql("CHECK {}{}", rename_columns(check.expression, names.columns(table)),
               check.no_inherit ? sql(" NO INHERIT") : sql(""));
  }
  Sql operator()(const KeyConstraint& key) const { return key_rule(key, names.columns(table)); }
  Sql operator()(const ForeignKeyConstraint& key) const {
    return foreign_key_rule(key, table, names);
  }
  Sql operator()(const ExcludeConstraint& exclude) const {
    return exclude_rule(exclude, names.columns(table));
  }
};

}  // namespace

Sql index_body(const Index& index, const std::map<ColumnId, Identifier>& columns) {
  std::vector<Sql> elements;
  for (const IndexElement& element : index.elements)
    elements.push_back(element_text(element, columns));
  return sql("USING {} ({}){}", method_name(index.method), join(elements, ", "),
             index_tail(index, columns));
}

Sql constraint_rule(const Constraint& constraint, TableId table, const PhysicalNames& names) {
  return sql("{}{}", std::visit(RuleText{table, names}, constraint.rule),
             deferrability(constraint));
}

Sql deferrability(const Constraint& constraint) {
  if (!constraint.deferrable) return sql("");
  return constraint.initially_deferred ? sql(" DEFERRABLE INITIALLY DEFERRED") : sql(" DEFERRABLE");
}

}  // namespace zdm::planner
