#include "catch.hpp"
#include "operations_support.hpp"

using namespace zdm;
using zdm::test::applied;
using zdm::test::contains;
using zdm::test::Server;
using zdm::test::shop;
using zdm::test::texts;

namespace {

const Table& users(const Changes& changes) { return *changes.after.table(Identifier("users")); }

Server with_volatility(Volatility volatility) {
  Server server;
  server.on_expression = [volatility](const ExpressionQuestion&, ExpressionFacts& fact) {
    fact.volatility = volatility;
  };
  return server;
}

}  // namespace

TEST_CASE("add_column puts the column at the end, with a new id", "[add_column]") {
  const Changes changes = applied(shop(), R"json({"add_column": {"table": "users",
      "column": {"name": "city", "type": "varchar", "nullable": true, "comment": "home"}}})json");
  REQUIRE(texts(changes.findings).empty());
  CHECK(changes.dual_writes.empty());
  const Column& city = users(changes).columns.back();
  CHECK(city.id == 5);
  CHECK(city.type.text == "character varying");
  CHECK(city.comment == "home");
  CHECK(users(changes).last_column_id == 5);
}

TEST_CASE("ids of columns are never given twice", "[add_column]") {
  const Catalog without =
      applied(shop(), R"json({"drop_column": {"table": "users", "column": "age"}})json").after;
  const Changes changes = applied(without, R"json({"add_column": {"table": "users",
      "column": {"name": "age", "type": "text", "nullable": true}}})json");
  CHECK(users(changes).columns.back().id == 5);
}

TEST_CASE("up fills the new column from a row of the old version", "[add_column]") {
  const Changes changes =
      applied(shop(), R"json({"add_column": {"table": "users", "up": "lower(name)",
      "column": {"name": "key", "type": "text"}}})json",
              Server{});
  REQUIRE(texts(changes.findings).empty());
  REQUIRE(changes.dual_writes.size() == 1);
  const DualWrite& write = changes.dual_writes[0];
  CHECK(write.table == 1);
  CHECK(write.row_before.str() == "users");
  CHECK(write.down.empty());
  CHECK(write.up.at(0).target == 5);
  CHECK(write.up.at(0).expression.text.text() == "lower(name)");
  CHECK(write.up.at(0).expression.columns ==
        std::map<Identifier, ColumnId>{{Identifier("name"), 2}});
}

TEST_CASE("a constant default needs no filling, another one does", "[add_column]") {
  const std::string operation = R"json({"add_column": {"table": "users",
      "column": {"name": "at", "type": "timestamptz", "default": "now()"}}})json";
  CHECK(applied(shop(), operation, with_volatility(Volatility::immutable)).dual_writes.empty());
  for (const Volatility volatility : {Volatility::stable, Volatility::volatile_}) {
    const Changes changes = applied(shop(), operation, with_volatility(volatility));
    CHECK(users(changes).columns.back().default_value->text() == "now()");
    REQUIRE(changes.dual_writes.size() == 1);
    CHECK(changes.dual_writes[0].up.at(0).expression.text.text() == "now()");
  }
}

TEST_CASE("a NOT NULL column needs a value for the rows that are there", "[add_column]") {
  CHECK(
      texts(applied(shop(), R"json({"add_column": {"table": "users",
      "column": {"name": "k", "type": "int"}}})json")
                .findings) ==
      "/operations/0/add_column/column: column \"k\" is NOT NULL, and the rows that are there have "
      "no value for it; give \"up\" or a \"default\", or make it \"nullable\": true\n");
  CHECK_THAT(texts(applied(shop(), R"json({"add_column": {"table": "users", "up": "",
      "column": {"name": "k", "type": "int", "default": "NULL"}}})json")
                       .findings),
             contains("is NOT NULL"));
  CHECK(texts(applied(shop(), R"json({"add_column": {"table": "users",
      "column": {"name": "k", "type": "serial"}}})json")
                  .findings)
            .empty());
}

TEST_CASE("a serial column numbers the rows that are there", "[add_column]") {
  const Changes changes = applied(shop(), R"json({"add_column": {"table": "users",
      "column": {"name": "number", "type": "serial"}}})json");
  CHECK(users(changes).columns.back().sequence->name.name.str() == "users_number_seq");
  CHECK(changes.dual_writes.at(0).up.at(0).expression.text.text() ==
        "nextval('\"public\".\"users_number_seq\"'::regclass)");
}

TEST_CASE("add_column brings its constraints", "[add_column]") {
  const Changes changes = applied(shop(), R"json({"add_column": {"table": "users", "column": {
      "name": "boss", "type": "int", "nullable": true, "unique": true,
      "check": {"name": "not_own_boss", "constraint": "boss <> id"},
      "references": {"name": "boss_fk", "table": "users", "column": "id"}}}})json");
  REQUIRE(texts(changes.findings).empty());
  CHECK(users(changes).constraint(Identifier("users_boss_key"))->uses(5));
  CHECK(users(changes).constraint(Identifier("not_own_boss"))->uses(5));
  CHECK(users(changes).constraint(Identifier("boss_fk"))->uses(5));
}

TEST_CASE("add_column refuses what is not there, not free, or not possible", "[add_column]") {
  CHECK_THAT(texts(applied(shop(), R"json({"add_column": {"table": "user",
      "column": {"name": "k", "type": "int"}}})json")
                       .findings),
             contains("/operations/0/add_column/table: there is no table \"user\""));
  CHECK_THAT(texts(applied(shop(), R"json({"add_column": {"table": "users",
      "column": {"name": "age", "type": "int", "nullable": true}}})json")
                       .findings),
             contains("column/name: table \"users\" has a column \"age\" already"));
  CHECK_THAT(texts(applied(shop(), R"json({"add_column": {"table": "users", "up": "1",
      "column": {"name": "k", "type": "int", "pk": true}}})json")
                       .findings),
             contains("has a primary key already"));
  CHECK_THAT(texts(applied(shop(), R"json({"add_column": {"table": "users",
      "column": {"name": "k", "type": "int", "generated": {"expression": "age + 1"}}, "up": "1"}})json")
                       .findings),
             contains("is generated, and takes no other value"));
}

TEST_CASE("up is looked at, with and without a server", "[add_column]") {
  const auto with_up = [](const std::string& up) {
    return R"json({"add_column": {"table": "users", "up": ")json" + up +
           R"json(", "column": {"name": "k", "type": "int"}}})json";
  };
  CHECK(
      texts(applied(shop(), with_up("agee + 1")).findings) ==
      "/operations/0/add_column/up: table \"users\" has no column \"agee\"; columns are id, name, "
      "email, age\n");
  CHECK_THAT(texts(applied(shop(), with_up("orders.id")).findings),
             contains("the row has no \"orders\".\"id\""));
  CHECK_THAT(texts(applied(shop(), with_up("1 +")).findings),
             contains("this is no SQL expression"));
  CHECK(texts(applied(shop(), with_up("users.age + 1")).findings).empty());
  CHECK(texts(applied(shop(), with_up("SELECT max(o.id) FROM orders o WHERE o.user_id = users.id"))
                  .findings)
            .empty());
  Server strict;
  strict.on_expression = [](const ExpressionQuestion& question, ExpressionFacts& fact) {
    if (question.use != ExpressionUse::row_value) return;
    CHECK(question.table.str() == "users");
    CHECK(question.scope.size() == 4);
    CHECK(question.target.text == "integer");
    fact.error = "function lowr(text) does not exist";
  };
  CHECK(texts(applied(shop(), with_up("lowr(name)"), strict).findings) ==
        "/operations/0/add_column/up: function lowr(text) does not exist\n");
}

TEST_CASE("a table that others inherit from cannot be filled", "[add_column]") {
  Table table = *shop().table(Identifier("users"));
  table.has_inheritance_children = true;
  const Catalog catalog = shop().with(table);
  CHECK_THAT(texts(applied(catalog, R"({"add_column": {"table": "users", "up": "1",
      "column": {"name": "k", "type": "int"}}})")
                       .findings),
             contains("other tables inherit from \"users\""));
  CHECK(texts(applied(catalog, R"({"add_column": {"table": "users",
      "column": {"name": "k", "type": "int", "nullable": true}}})")
                  .findings)
            .empty());
}

TEST_CASE("rename_column keeps the column's identity", "[rename_column]") {
  const Changes changes =
      applied(shop(), R"({"rename_column": {"table": "users", "from": "name", "to": "Name"}})");
  REQUIRE(texts(changes.findings).empty());
  CHECK(users(changes).column(Identifier("name")) == nullptr);
  CHECK(users(changes).column(Identifier("Name"))->id == 2);
  CHECK(changes.dual_writes.empty());
}

TEST_CASE("rename_column names the columns that there are", "[rename_column]") {
  CHECK(texts(applied(shop(), R"({"rename_column": {"table": "users", "from": "nam", "to": "id"}})")
                  .findings) ==
        "/operations/0/rename_column/from: table \"users\" has no column \"nam\"; columns are id, "
        "name, email, age\n"
        "/operations/0/rename_column/to: table \"users\" has a column \"id\" already\n");
}

TEST_CASE("a long list of columns is cut", "[rename_column]") {
  Table table = *shop().table(Identifier("users"));
  for (int i = 5; i <= 30; ++i) {
    Column column = table.columns.back();
    column.id = i;
    column.name = Identifier("c" + std::to_string(i));
    table.columns.push_back(column);
  }
  CHECK_THAT(texts(applied(shop().with(table),
                           R"({"rename_column": {"table": "users", "from": "x", "to": "y"}})")
                       .findings),
             contains("c19, c20 and 10 more\n"));
}

TEST_CASE("drop_column takes along what uses the column", "[drop_column]") {
  const Changes changes =
      applied(shop(), R"({"drop_column": {"table": "users", "column": "age", "down": "1 + id"}})");
  REQUIRE(texts(changes.findings).empty());
  CHECK(users(changes).column(Identifier("age")) == nullptr);
  CHECK(users(changes).indexes.empty());
  CHECK(users(changes).constraint(Identifier("users_age_check")) == nullptr);
  CHECK(users(changes).constraints.size() == 2);
  CHECK(changes.after.relation_names.count(Identifier("users_age_idx")) == 0);
  const DualWrite& write = changes.dual_writes.at(0);
  CHECK(write.up.empty());
  CHECK(write.down.at(0).target == 4);
  CHECK(write.down.at(0).expression.reads(1));
}

TEST_CASE("drop_column needs down only where old clients need a value", "[drop_column]") {
  const auto drop = [](const Catalog& catalog, const std::string& column) {
    return texts(applied(catalog, R"json({"drop_column": {"table": "users", "column": ")json" +
                                      column + "\"}}")
                     .findings);
  };
  CHECK(drop(shop(), "email").empty());
  CHECK(drop(shop(), "name").empty());  // it has a default
  Table table = *shop().table(Identifier("users"));
  table.columns[1].default_value.reset();
  CHECK(drop(shop().with(table), "name") ==
        "/operations/0/drop_column: \"down\" is missing: column \"name\" is NOT NULL without a "
        "default, and rows that new clients write need a value for old ones\n");
}

TEST_CASE("drop_column refuses a column that others depend on, by name", "[drop_column]") {
  Table table = *shop().table(Identifier("users"));
  table.dependents = {{"view \"public\".\"adults\"", 4}, {"view \"public\".\"all\"", 3}};
  Trigger trigger;
  trigger.name = Identifier("watch");
  trigger.columns = {4};
  table.triggers = {trigger};
  CHECK(texts(applied(shop().with(table),
                      R"json({"drop_column": {"table": "users", "column": "age"}})json")
                  .findings) ==
        "/operations/0/drop_column/column: trigger \"watch\" depends on column \"age\" of table "
        "\"users\"; take it away before this migration, and make it again after\n"
        "/operations/0/drop_column/column: view \"public\".\"adults\" depends on column \"age\" of "
        "table \"users\"; take it away before this migration, and make it again after\n");
  CHECK_THAT(
      texts(applied(shop(),
                    R"json({"drop_column": {"table": "users", "column": "id", "down": "1"}})json")
                .findings),
      contains("foreign key \"orders_user_id_fkey\" of table \"orders\" depends on it"));
}

TEST_CASE("down of drop_column sees the row without the column", "[drop_column]") {
  CHECK_THAT(texts(applied(shop(), R"json({"drop_column": {"table": "users", "column": "age",
      "down": "age"}})json")
                       .findings),
             contains("table \"users\" has no column \"age\"; columns are id, name, email"));
}
