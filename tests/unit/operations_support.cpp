#include "operations_support.hpp"

#include <memory>
#include <stdexcept>

#include "harness/findings.hpp"
#include "migration/migration.hpp"
#include "operations/builtin_type.hpp"

namespace zdm::test {
namespace {

Column column(ColumnId id, const std::string& name, const std::string& type) {
  Column made;
  made.id = id;
  made.name = Identifier(name);
  const auto facts = operations::builtin_type(type);
  made.type = facts->type;
  made.unmodified_type = facts->unmodified;
  return made;
}

Column not_null(Column made) {
  made.nullable = false;
  return made;
}

Constraint key(const std::string& name, ColumnId id, bool primary) {
  KeyConstraint rule;
  rule.primary = primary;
  rule.index.name = Identifier(name);
  rule.index.unique = true;
  rule.index.elements.push_back({id, {}, {}, {}});
  rule.index.existing = rule.index.name;
  Constraint made;
  made.name = Identifier(name);
  made.rule = rule;
  made.existing = made.name;
  return made;
}

Constraint age_check() {
  Constraint made;
  made.name = Identifier("users_age_check");
  made.rule = CheckConstraint{{SqlExpression("age >= 0"), {{Identifier("age"), 4}}}, false};
  made.existing = made.name;
  return made;
}

Index age_index() {
  Index made;
  made.name = Identifier("users_age_idx");
  made.elements.push_back({4, {}, {}, {}});
  made.existing = made.name;
  return made;
}

Constraint user_reference() {
  ForeignKeyConstraint rule;
  rule.columns = {2};
  rule.references = 1;
  rule.referenced_columns = {1};
  Constraint made;
  made.name = Identifier("orders_user_id_fkey");
  made.rule = rule;
  made.existing = made.name;
  return made;
}

Table users() {
  Table table;
  table.id = 1;
  table.name = Identifier("users");
  Column name = not_null(column(2, "name", "text"));
  name.default_value = SqlExpression("'nobody'::text");
  table.columns = {not_null(column(1, "id", "integer")), name, column(3, "email", "varchar(50)"),
                   column(4, "age", "integer")};
  table.constraints = {age_check(), key("users_email_key", 3, false), key("users_pkey", 1, true)};
  table.indexes = {age_index()};
  table.last_column_id = 4;
  return table;
}

Table orders() {
  Table table;
  table.id = 2;
  table.name = Identifier("orders");
  table.columns = {not_null(column(1, "id", "bigint")), column(2, "user_id", "integer"),
                   column(3, "note", "text")};
  table.constraints = {key("orders_pkey", 1, true), user_reference()};
  table.last_column_id = 3;
  return table;
}

std::shared_ptr<const Operation> parsed(const std::string& operation) {
  const ParsedMigration read = parse_migration("m.json", "{\"operations\": [" + operation + "]}");
  if (!read.findings.empty()) throw std::runtime_error(texts(read.findings));
  return read.migration.operations.at(0);
}

void answer(const Questions& questions, Facts& facts, const Server& server) {
  for (const TypeQuestion& question : questions.types) {
    TypeFacts fact;
    if (const auto known = operations::builtin_type(question.type)) fact = *known;
    if (fact.type.text.empty()) fact.type = fact.unmodified = {question.type};
    if (server.on_type) server.on_type(question, fact);
    facts.types[question] = fact;
  }
  for (const ExpressionQuestion& question : questions.expressions) {
    ExpressionFacts fact{.error = {}, .volatility = Volatility::immutable};
    if (server.on_expression) server.on_expression(question, fact);
    facts.expressions[question] = fact;
  }
}

}  // namespace

Catalog shop() {
  Catalog catalog({users(), orders()});
  for (const char* name : {"users", "users_pkey", "users_email_key", "users_age_idx", "orders",
                           "orders_pkey", "adults"})
    catalog.relation_names.insert(Identifier(name));
  return catalog;
}

Changes applied(const Catalog& before, const std::string& operation) {
  Questions questions;
  return parsed(operation)->changes(before, Facts{}, questions);
}

Changes applied(const Catalog& before, const std::string& operation, const Server& server) {
  const auto read = parsed(operation);
  Facts facts;
  for (int round = 0; round < 5; ++round) {
    Questions questions;
    Changes changes = read->changes(before, facts, questions);
    if (questions.types.empty() && questions.expressions.empty()) return changes;
    answer(questions, facts, server);
  }
  throw std::runtime_error("the questions do not end");
}

std::string texts(const Findings& findings) {
  Findings placeless = findings;
  for (Finding& finding : placeless) {
    finding.place.file.clear();
    finding.place.line = 0;
  }
  return harness::to_text(placeless);
}

Questions questions_of(const Catalog& before, const std::string& operation) {
  Questions questions;
  parsed(operation)->changes(before, Facts{}, questions);
  return questions;
}

}  // namespace zdm::test
