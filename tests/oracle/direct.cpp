#include "oracle/direct.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

#include "core/error.hpp"
#include "embedded/descriptions.hpp"
#include "pg/psql_query.hpp"
#include "sql/script.hpp"
#include "sql/sql.hpp"

namespace zdm::oracle {
namespace {

// No such table, column, index or type: something that a later operation may make.
bool is_missing_something(const Error& error) {
  constexpr std::array<std::string_view, 4> kStates{"42P01", "42703", "42704", "42883"};
  return std::find(kStates.begin(), kStates.end(), error.sqlstate()) != kStates.end();
}

const Json& fields_of(const Json& entry) { return entry.begin().value(); }

bool is_for_complete(const Json& entry) {
  return entry.contains("sql") && is_true(entry["sql"], "onComplete");
}

}  // namespace

Direct::Operation Direct::operation(std::string_view kind) {
  constexpr std::array<std::pair<std::string_view, Operation>, 15> kOperations{{
      {"create_table", &Direct::create_table},
      {"rename_table", &Direct::rename_table},
      {"drop_table", &Direct::drop_table},
      {"add_column", &Direct::add_column},
      {"rename_column", &Direct::rename_column},
      {"drop_column", &Direct::drop_column},
      {"alter_column", &Direct::alter_column},
      {"create_index", &Direct::create_index_on},
      {"drop_index", &Direct::drop_index},
      {"create_constraint", &Direct::create_constraint},
      {"drop_constraint", &Direct::drop_constraint},
      {"drop_multicolumn_constraint", &Direct::drop_multicolumn_constraint},
      {"rename_constraint", &Direct::rename_constraint},
      {"set_replica_identity", &Direct::set_replica_identity},
      {"sql", &Direct::sql},
  }};
  for (const auto& [name, operation] : kOperations)
    if (name == kind) return operation;
  throw std::invalid_argument(fmt::format("the oracle does not know the operation {}", kind));
}

void Direct::apply(const Json& migration) {
  std::vector<const Json*> waiting, last;
  for (const Json& entry : migration.at("operations"))
    (is_for_complete(entry) ? last : waiting).push_back(&entry);
  while (!waiting.empty()) {
    const std::size_t before = waiting.size();
    std::erase_if(waiting, [&](const Json* entry) { return works_now(*entry); });
    if (waiting.size() == before) {
      (this->*operation(waiting.front()->begin().key()))(fields_of(*waiting.front()));
      throw std::logic_error("the oracle's operation works now, and did not just before");
    }
  }
  for (const Json* entry : last) sql(fields_of(*entry));
}

// False, and nothing done, where something is not there yet.
bool Direct::works_now(const Json& entry) {
  const Operation carry_out = operation(entry.begin().key());
  if (entry.contains("sql")) return sql(fields_of(entry)), true;
  try {
    session_.transaction([&] { (this->*carry_out)(fields_of(entry)); });
    return true;
  } catch (const Error& error) {
    if (!is_missing_something(error)) throw;
    return false;
  }
}

pg::Row Direct::row_of(std::string_view query, const Json& table, const Json& column,
                       const std::string& type) {
  return pg::run_query(session_, query,
                       {{"table", quoted(table)}, {"column", column}, {"type", type}})
      .at(0);
}

void Direct::run(const std::string& statement) { session_.query(statement); }

void Direct::alter(const Json& table, const std::string& action) {
  run(fmt::format("ALTER TABLE {} {}", quoted(table), action));
}

// ------------------------------------------------------------------ tables

void Direct::create_table(const Json& fields) {
  std::string parts, key;
  const auto add = [](std::string& list, const std::string& part) {
    list += (list.empty() ? "" : ", ") + part;
  };
  for (const Json& column : fields["columns"]) {
    add(parts, bare_column(column) + (is_not_null(column) ? " NOT NULL" : ""));
    if (is_true(column, "pk")) add(key, quoted(column["name"]));
  }
  if (!key.empty()) add(parts, fmt::format("PRIMARY KEY ({})", key));
  for (const Json& column : fields["columns"])
    for (const std::string& constraint : column_constraints(column)) add(parts, constraint);
  for (const Json& constraint : fields.value("constraints", Json::array()))
    add(parts, table_constraint(constraint));
  run(fmt::format("CREATE TABLE {} ({})", quoted(fields["name"]), parts));
  if (fields.contains("comment"))
    run(fmt::format("COMMENT ON TABLE {} IS {}", quoted(fields["name"]),
                    literal(fields["comment"])));
  for (const Json& column : fields["columns"])
    if (column.contains("comment"))
      run(fmt::format("COMMENT ON COLUMN {}.{} IS {}", quoted(fields["name"]),
                      quoted(column["name"]), literal(column["comment"])));
}

void Direct::rename_table(const Json& fields) {
  alter(fields["from"], "RENAME TO " + quoted(fields["to"]));
  const std::string from = fields["from"];
  const std::string to = fields["to"];
  ColumnNames renamed;
  for (auto [table, column] : drawn_) renamed.emplace(table == from ? to : table, column);
  drawn_ = std::move(renamed);
}

void Direct::drop_table(const Json& fields) { run("DROP TABLE " + quoted(fields["name"])); }

// ------------------------------------------------------------------ columns

void Direct::add_column(const Json& fields) {
  const Json& table = fields["table"];
  const Json& column = fields["column"];
  const std::string name = quoted(column["name"]);
  const std::string up = text_of(fields, "up");
  alter(table, "ADD COLUMN " + bare_column(column));
  if (!up.empty())
    run(fmt::format("UPDATE {} SET {} = {}", quoted(table), name, expression(up)));
  else
    note_drawn(table, column["name"]);
  if (is_not_null(column)) alter(table, fmt::format("ALTER {} SET NOT NULL", name));
  if (is_true(column, "pk")) alter(table, fmt::format("ADD PRIMARY KEY ({})", name));
  for (const std::string& constraint : column_constraints(column))
    alter(table, "ADD " + constraint);
  if (column.contains("comment"))
    run(fmt::format("COMMENT ON COLUMN {}.{} IS {}", quoted(table), name,
                    literal(column["comment"])));
}

void Direct::rename_column(const Json& fields) {
  alter(fields["table"],
        fmt::format("RENAME COLUMN {} TO {}", quoted(fields["from"]), quoted(fields["to"])));
  if (drawn_.erase({fields["table"], fields["from"]}) > 0)
    drawn_.emplace(fields["table"], fields["to"]);
}

void Direct::drop_column(const Json& fields) {
  // A generated column may go before or after those that it reads.
  alter(fields["table"], "DROP COLUMN IF EXISTS " + quoted(fields["column"]) + " CASCADE");
}

void Direct::alter_column(const Json& fields) {
  if (fields.contains("name"))
    return rename_column(
        {{"table", fields["table"]}, {"from", fields["column"]}, {"to", fields["name"]}});
  const Json& table = fields["table"];
  const std::string name = quoted(fields["column"]);
  const auto change = [&](const std::string& what) {
    alter(table, fmt::format("ALTER {} {}", name, what));
  };
  if (fields.contains("type") || !text_of(fields, "up").empty()) change_type(fields);
  if (fields.contains("nullable"))
    change(is_true(fields, "nullable") ? "DROP NOT NULL" : "SET NOT NULL");
  if (fields.contains("default"))
    change(fields["default"].is_null() ? "DROP DEFAULT"
                                       : "SET DEFAULT " + text_of(fields, "default"));
  if (fields.contains("comment"))
    run(fmt::format("COMMENT ON COLUMN {}.{} IS {}", quoted(table), name,
                    literal(fields["comment"])));
  Json constraints{{"name", fields["column"]}};
  for (const char* key : {"check", "references"})
    if (fields.contains(key)) constraints[key] = fields[key];
  if (fields.contains("unique"))
    alter(table,
          fmt::format("ADD CONSTRAINT {} UNIQUE ({})", quoted(fields["unique"]["name"]), name));
  for (const std::string& constraint : column_constraints(constraints))
    alter(table, "ADD " + constraint);
}

// ALTER TYPE takes no subqueries, so that the new values are worked out in a column of their own.
// What it loses of the column is set again.
void Direct::change_type(const Json& fields) {
  const Json& table = fields["table"];
  const std::string name = quoted(fields["column"]);
  const pg::Row lost = row_of(embedded::descriptions::lost_by_alter_type, table, fields["column"],
                              text_of(fields, "type"));
  const auto& [old_type, collation, default_value, storage, compression, index_statistics] =
      std::tie(lost.at(0), lost.at(1), lost.at(2), lost.at(3), lost.at(4), lost.at(5));
  const std::string type =
      fields.value("type", *old_type) + (collation ? " COLLATE " + *collation : "");
  const std::string up = text_of(fields, "up");
  alter(table, fmt::format("ADD COLUMN _oracle {}", type));
  run(fmt::format("UPDATE {} SET _oracle = {}", quoted(table), expression(up.empty() ? name : up)));
  const auto change = [&](const std::string& what) {
    alter(table, fmt::format("ALTER {} {}", name, what));
  };
  if (default_value) change("DROP DEFAULT");
  change(fmt::format("TYPE {} USING _oracle", type));
  alter(table, "DROP COLUMN _oracle");
  if (default_value && !fields.contains("default")) change("SET DEFAULT " + *default_value);
  if (storage) change(*storage);
  if (compression) change(*compression);
  if (index_statistics) run(*index_statistics);
}

// ------------------------------------------------------------------ indexes and constraints

void Direct::create_index_on(const Json& fields) { run(create_index(fields)); }
void Direct::drop_index(const Json& fields) { run("DROP INDEX " + quoted(fields["name"])); }

// An expression for each column, all over the row as it was.
void Direct::fill(const Json& table, const Json& values) {
  std::string assignments;
  for (const auto& [column, value] : values.items())
    assignments += fmt::format("{}{} = {}", assignments.empty() ? "" : ", ",
                               Identifier(column).quoted(), expression(value.get<std::string>()));
  if (!assignments.empty()) run(fmt::format("UPDATE {} SET {}", quoted(table), assignments));
}

void Direct::create_constraint(const Json& fields) {
  fill(fields["table"], fields.value("up", Json::object()));
  alter(fields["table"], "ADD " + table_constraint(fields));
}

void Direct::drop_constraint(const Json& fields) {
  if (const std::string up = text_of(fields, "up"); !up.empty()) {
    const auto column = session_.query(
        "SELECT a.attname FROM pg_constraint AS k JOIN pg_attribute AS a ON a.attrelid = "
        "k.conrelid "
        "AND a.attnum = k.conkey[1] WHERE k.conrelid = $1::regclass AND k.conname = $2",
        {quoted(fields["table"]), fields["name"].get<std::string>()});
    fill(fields["table"], Json{{column.value(), up}});
  }
  alter(fields["table"], "DROP CONSTRAINT " + quoted(fields["name"]));
}

void Direct::drop_multicolumn_constraint(const Json& fields) {
  fill(fields["table"], fields.value("up", Json::object()));
  alter(fields["table"], "DROP CONSTRAINT " + quoted(fields["name"]));
}

void Direct::rename_constraint(const Json& fields) {
  alter(fields["table"],
        fmt::format("RENAME CONSTRAINT {} TO {}", quoted(fields["from"]), quoted(fields["to"])));
}

void Direct::set_replica_identity(const Json& fields) {
  const Json& identity = fields["identity"];
  const std::string type = identity["type"];
  alter(fields["table"], "REPLICA IDENTITY " +
                             (type == "index" ? "USING INDEX " + quoted(identity["index"]) : type));
}

void Direct::sql(const Json& fields) {
  for (const std::string& statement : split_script(text_of(fields, "up"))) run(statement);
}

// ------------------------------------------------------------------ values

void Direct::note_drawn(const Json& table, const Json& column) {
  if (differs_from_run_to_run(table, column)) drawn_.emplace(table, column);
}

// What is not immutable is no expression for a generated column: the server says it.
bool Direct::differs_from_run_to_run(const Json& table, const Json& column) {
  const pg::Row found = row_of(embedded::descriptions::default_of_column, table, column);
  if (found.at(0) == "t") return true;
  if (!found.at(2)) return false;
  run("SAVEPOINT probe");
  bool immutable = true;
  try {
    alter(table, fmt::format("ADD COLUMN _oracle {} GENERATED ALWAYS AS ({}) STORED", *found.at(1),
                             *found.at(2)));
  } catch (const Error&) {
    immutable = false;
  }
  run("ROLLBACK TO SAVEPOINT probe");
  return !immutable;
}

}  // namespace zdm::oracle
