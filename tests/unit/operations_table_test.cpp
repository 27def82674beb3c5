#include "catch.hpp"
#include "operations_support.hpp"

using namespace zdm;
using zdm::test::applied;
using zdm::test::contains;
using zdm::test::Server;
using zdm::test::shop;
using zdm::test::texts;

TEST_CASE("create_table makes a table of its own", "[create_table]") {
  const Changes changes = applied(shop(), R"json({"create_table": {
    "name": "products", "comment": "what we sell",
    "columns": [
      {"name": "id", "type": "int", "pk": true, "generated": {"identity": {}}},
      {"name": "sku", "type": "varchar(20)", "unique": true},
      {"name": "price", "type": "numeric(10,2)", "default": "0",
       "check": {"name": "price_positive", "constraint": "price >= 0"}},
      {"name": "owner", "type": "int", "nullable": true,
       "references": {"name": "owner_fk", "table": "users", "column": "id", "on_delete": "SET NULL"}}
    ]}})json");
  REQUIRE(texts(changes.findings).empty());
  CHECK(changes.dual_writes.empty());
  const Table* table = changes.after.table(Identifier("products"));
  REQUIRE(table != nullptr);
  CHECK(table->id == 3);
  CHECK(table->comment == "what we sell");
  CHECK(table->last_column_id == 4);

  const Column& id = *table->column(Identifier("id"));
  CHECK(id.identity == Identity::always);
  CHECK_FALSE(id.nullable);
  CHECK(id.type.text == "integer");
  CHECK(id.sequence->name.name.str() == "products_id_seq");
  CHECK(table->column(Identifier("price"))->default_value->text() == "0");
  CHECK(table->column(Identifier("owner"))->nullable);

  REQUIRE(table->constraints.size() == 4);
  const auto& key = std::get<KeyConstraint>(table->constraint(Identifier("products_pkey"))->rule);
  CHECK(key.primary);
  CHECK(std::get<ColumnId>(key.index.elements.at(0).key) == id.id);
  CHECK(table->constraint(Identifier("products_sku_key")) != nullptr);
  const auto& check =
      std::get<CheckConstraint>(table->constraint(Identifier("price_positive"))->rule);
  CHECK(check.expression.reads(3));
  const auto& foreign =
      std::get<ForeignKeyConstraint>(table->constraint(Identifier("owner_fk"))->rule);
  CHECK(foreign.references == 1);
  CHECK(foreign.referenced_columns == std::vector<ColumnId>{1});
  CHECK(foreign.on_delete == "SET NULL");
  for (const char* name : {"products", "products_pkey", "products_sku_key", "products_id_seq"})
    CHECK(changes.after.relation_names.count(Identifier(name)) == 1);
}

TEST_CASE("a serial column has an integer type, a sequence and its next value", "[create_table]") {
  const Changes changes = applied(shop(), R"json({"create_table": {"name": "log",
      "columns": [{"name": "id", "type": "bigserial", "nullable": true}]}})json");
  REQUIRE(texts(changes.findings).empty());
  const Column& id = changes.after.table(Identifier("log"))->columns.at(0);
  CHECK(id.type.text == "bigint");
  CHECK_FALSE(id.nullable);
  CHECK(id.default_value->text() == "nextval('\"public\".\"log_id_seq\"'::regclass)");
  CHECK(id.sequence->name == QualifiedName{Identifier("public"), Identifier("log_id_seq")});
}

TEST_CASE("create_table takes table constraints, also one that points to itself",
          "[create_table]") {
  const Changes changes = applied(shop(), R"json({"create_table": {"name": "nodes",
    "columns": [{"name": "tree", "type": "int"}, {"name": "id", "type": "int"},
                {"name": "parent", "type": "int", "nullable": true}],
    "constraints": [
      {"name": "parent_fk", "type": "foreign_key", "columns": ["tree", "parent"],
       "references": {"table": "nodes", "columns": ["tree", "id"], "on_delete": "CASCADE"}},
      {"name": "nodes_pk", "type": "primary_key", "columns": ["tree", "id"]},
      {"name": "one", "type": "unique", "columns": ["parent"], "deferrable": true,
       "index_parameters": {"include_columns": ["id"], "storage_parameters": "fillfactor = 70"}},
      {"name": "sane", "type": "check", "check": "parent <> id"}
    ]}})json");
  REQUIRE(texts(changes.findings).empty());
  const Table* table = changes.after.table(Identifier("nodes"));
  const auto& foreign =
      std::get<ForeignKeyConstraint>(table->constraint(Identifier("parent_fk"))->rule);
  CHECK(foreign.references == table->id);
  CHECK(foreign.columns == std::vector<ColumnId>{1, 3});
  CHECK(foreign.referenced_columns == std::vector<ColumnId>{1, 2});
  const auto& unique = std::get<KeyConstraint>(table->constraint(Identifier("one"))->rule);
  CHECK(unique.index.include == std::vector<ColumnId>{2});
  CHECK(table->constraint(Identifier("one"))->deferrable);
  CHECK(table->column(Identifier("parent"))->nullable);
}

TEST_CASE("create_table says all that is wrong", "[create_table]") {
  CHECK(texts(applied(shop(), R"json({"create_table": {"name": "users",
    "columns": [{"name": "a", "type": "int"}, {"name": "a", "type": "int"},
                {"name": "ctid", "type": "int"}]}})json")
                  .findings) ==
        "/operations/0/create_table/name: the name \"users\" is taken by a table of schema "
        "\"public\"\n"
        "/operations/0/create_table/columns/1/name: table \"users\" has a column \"a\" already\n"
        "/operations/0/create_table/columns/2/name: \"ctid\" is a system column that every table "
        "has; "
        "choose another name\n");
  CHECK(texts(applied(shop(), R"json({"create_table": {"name": "t",
    "columns": [
      {"name": "a", "type": "int", "pk": true,
       "check": {"name": "c", "constraint": "b > 0"}},
      {"name": "b2", "type": "int", "default": "a + 1",
       "references": {"name": "f", "table": "user", "column": "id"}},
      {"name": "c", "type": "int",
       "references": {"name": "g", "table": "users", "column": "nam"}},
      {"name": "d", "type": "int",
       "references": {"name": "h", "table": "users", "column": "age"}}],
    "constraints": [{"name": "t2", "type": "primary_key", "columns": ["b2"]},
                    {"name": "k", "type": "check", "check": "a > 0", "deferrable": true},
                    {"name": "l", "type": "unique", "columns": ["zz"]}]}})json")
                  .findings) ==
        "/operations/0/create_table/columns/1/default: a default reads no columns, and \"a\" is "
        "one; a "
        "text is written in single quotes: 'abc'\n");
}

TEST_CASE("create_table says all that is wrong with its constraints", "[create_table]") {
  CHECK(
      texts(applied(shop(), R"json({"create_table": {"name": "t",
    "columns": [
      {"name": "a", "type": "int", "pk": true,
       "check": {"name": "c", "constraint": "b > 0"}},
      {"name": "b2", "type": "int",
       "references": {"name": "f", "table": "user", "column": "id"}},
      {"name": "c", "type": "int",
       "references": {"name": "g", "table": "users", "column": "nam"}},
      {"name": "d", "type": "int",
       "references": {"name": "h", "table": "users", "column": "age"}}],
    "constraints": [{"name": "t2", "type": "primary_key", "columns": ["b2"]},
                    {"name": "k", "type": "check", "check": "a > 0", "deferrable": true},
                    {"name": "l", "type": "unique", "columns": ["zz"]}]}})json")
                .findings) ==
      "/operations/0/create_table/constraints/0: table \"t\" has a primary key already\n"
      "/operations/0/create_table/constraints/1/deferrable: a constraint of type check has no "
      "\"deferrable\"\n"
      "/operations/0/create_table/constraints/2/columns/0: table \"t\" has no column \"zz\"; "
      "columns "
      "are a, b2, c, d\n"
      "/operations/0/create_table/columns/0/check/constraint: table \"t\" has no column \"b\"; "
      "columns are a, b2, c, d\n"
      "/operations/0/create_table/columns/1/references/table: there is no table \"user\"; did you "
      "mean \"users\"?\n"
      "/operations/0/create_table/columns/2/references/column: table \"users\" has no column "
      "\"nam\"; columns are id, name, email, age\n"
      "/operations/0/create_table/columns/3/references/table: table \"users\" has no primary key "
      "and no unique constraint on just (age)\n");
}

TEST_CASE("names that are taken are not chosen", "[create_table]") {
  Catalog catalog = shop();
  catalog.relation_names.insert(Identifier("t_pkey"));
  const Changes changes = applied(catalog, R"json({"create_table": {"name": "t",
      "columns": [{"name": "id", "type": "int", "pk": true}]}})json");
  CHECK(changes.after.table(Identifier("t"))->constraint(Identifier("t_pkey1")) != nullptr);
}

TEST_CASE("the server's word about a type stands at the type", "[create_table]") {
  Server server;
  server.on_type = [](const TypeQuestion& question, TypeFacts& fact) {
    if (question.type == "integr")
      fact = TypeFacts{.error = "type \"integr\" does not exist", .type = {}, .unmodified = {}};
  };
  const Changes changes = applied(shop(), R"json({"create_table": {"name": "t",
      "columns": [{"name": "id", "type": "integr", "default": "1"}]}})json",
                                  server);
  CHECK(texts(changes.findings) ==
        "/operations/0/create_table/columns/0/type: type \"integr\" does not exist\n");
}

TEST_CASE("rename_table keeps the table's identity", "[rename_table]") {
  const Changes changes =
      applied(shop(), R"json({"rename_table": {"from": "users", "to": "people"}})json");
  REQUIRE(texts(changes.findings).empty());
  CHECK(changes.after.table(Identifier("users")) == nullptr);
  CHECK(changes.after.table(Identifier("people"))->id == 1);
  CHECK(changes.after.relation_names.count(Identifier("users")) == 0);
  CHECK(changes.after.relation_names.count(Identifier("people")) == 1);
}

TEST_CASE("rename_table needs a table, and a name that is free", "[rename_table]") {
  CHECK(texts(applied(shop(), R"json({"rename_table": {"from": "user", "to": "users_pkey"}})json")
                  .findings) ==
        "/operations/0/rename_table/from: there is no table \"user\"; did you mean \"users\"?\n"
        "/operations/0/rename_table/to: the name \"users_pkey\" is taken by an index, a view, a "
        "sequence or a type of schema \"public\"\n");
  CHECK(texts(applied(shop(), R"json({"rename_table": {"from": "products", "to": "p"}})json")
                  .findings) ==
        "/operations/0/rename_table/from: there is no table \"products\"; tables are orders, "
        "users\n");
}

TEST_CASE("drop_table takes the table and frees its names", "[drop_table]") {
  const Changes changes = applied(shop(), R"json({"drop_table": {"name": "orders"}})json");
  REQUIRE(texts(changes.findings).empty());
  CHECK(changes.after.table(Identifier("orders")) == nullptr);
  CHECK(changes.after.relation_names.count(Identifier("orders_pkey")) == 0);
  CHECK(changes.after.next_table_id() == 3);
}

TEST_CASE("drop_table refuses what others depend on, by name", "[drop_table]") {
  CHECK(texts(applied(shop(), R"json({"drop_table": {"name": "users"}})json").findings) ==
        "/operations/0/drop_table/name: foreign key \"orders_user_id_fkey\" of table \"orders\" "
        "points "
        "to table \"users\"; drop that key, its columns or table \"orders\" first\n");
  Table orders = *shop().table(Identifier("orders"));
  orders.dependents = {{"view \"public\".\"open\"", 1},
                       {"view \"public\".\"open\"", 2},
                       {"policy \"own of all\"", 2},
                       {"policy \"other\" of \"public\".\"users\"", 2}};
  CHECK(
      texts(
          applied(shop().with(orders), R"json({"drop_table": {"name": "orders"}})json").findings) ==
      "/operations/0/drop_table/name: policy \"other\" of \"public\".\"users\" depends on table "
      "\"orders\"; take it away before this migration\n"
      "/operations/0/drop_table/name: view \"public\".\"open\" depends on table \"orders\"; take "
      "it "
      "away before this migration\n");
}

TEST_CASE("a table that was dropped leaves its name and never its id", "[drop_table]") {
  const Catalog dropped = applied(shop(), R"json({"drop_table": {"name": "orders"}})json").after;
  const Changes changes = applied(dropped, R"json({"create_table": {"name": "orders",
      "columns": [{"name": "id", "type": "int", "pk": true}]}})json");
  REQUIRE(texts(changes.findings).empty());
  CHECK(changes.after.table(Identifier("orders"))->id == 3);
  CHECK(changes.after.table(Identifier("orders"))->constraint(Identifier("orders_pkey")) !=
        nullptr);
}

TEST_CASE("sql is passed on as it is", "[sql]") {
  const Changes changes = applied(
      shop(),
      R"json({"sql": {"up": "VACUUM", "down": " ", "onComplete": true, "irreversible": "no"}})json");
  REQUIRE(changes.raw_sql.size() == 1);
  CHECK(changes.raw_sql[0].up == "VACUUM");
  CHECK(changes.raw_sql[0].down.empty());
  CHECK(changes.raw_sql[0].on_complete);
  CHECK(changes.raw_sql[0].irreversible_because == "no");
  CHECK(changes.raw_sql[0].place.pointer == "/operations/0/sql");
  CHECK(texts(applied(shop(), R"json({"sql": {"up": " "}})json").findings) ==
        "/operations/0/sql/up: there is no SQL to run\n");
}
