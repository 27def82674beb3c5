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

std::string alter(const std::string& column, const std::string& rest) {
  return R"json({"alter_column": {"table": "users", "column": ")json" + column + "\", " + rest +
         "}}";
}

}  // namespace

TEST_CASE("a default and a comment change in place", "[alter_column]") {
  const Changes changes =
      applied(shop(), alter("name", R"json("default": "'x'", "comment": "who")json"));
  REQUIRE(texts(changes.findings).empty());
  CHECK(changes.dual_writes.empty());
  const Column& name = *users(changes).column(Identifier("name"));
  CHECK(name.id == 2);
  CHECK(name.default_value->text() == "'x'");
  CHECK(name.comment == "who");
}

TEST_CASE("null takes a default away, and absent leaves it", "[alter_column]") {
  for (const char* none : {R"json("default": null)json", R"json("default": "NULL")json"})
    CHECK_FALSE(
        users(applied(shop(), alter("name", none))).column(Identifier("name"))->default_value);
  CHECK(users(applied(shop(), alter("name", R"json("comment": null)json")))
            .column(Identifier("name"))
            ->default_value);
}

TEST_CASE("a wider type needs no second form", "[alter_column]") {
  for (const char* type : {"varchar(100)", "varchar", "text", "VARCHAR (60)"}) {
    const Changes changes =
        applied(shop(), alter("email", std::string("\"type\": \"") + type + "\""));
    CHECK(texts(changes.findings).empty());
    CHECK(changes.dual_writes.empty());
    CHECK(users(changes).column(Identifier("email"))->id == 3);
  }
  CHECK(users(applied(shop(), alter("email", R"json("type": "text")json")))
            .column(Identifier("email"))
            ->type.text == "text");
}

TEST_CASE("a wider type under something that reads the column has a second form",
          "[alter_column]") {
  Table table = *shop().table(Identifier("users"));
  table.constraints[0].rule =
      CheckConstraint{{SqlExpression("email <> ''"), {{Identifier("email"), 3}}}, false};
  CHECK_THAT(
      texts(applied(shop().with(table), alter("email", R"json("type": "text")json")).findings),
      contains("\"up\" is missing: the type changes from character varying(50) to text"));
}

TEST_CASE("another type is another column, at the same place", "[alter_column]") {
  const Changes changes = applied(
      shop(), alter("age", R"json("type": "text", "up": "age::text", "down": "age::int")json"),
      Server{});
  REQUIRE(texts(changes.findings).empty());
  const Table& after = users(changes);
  REQUIRE(after.columns.size() == 4);
  CHECK(after.columns[3].name.str() == "age");
  CHECK(after.columns[3].id == 5);
  CHECK(after.columns[3].type.text == "text");
  CHECK(after.last_column_id == 5);
  CHECK(std::get<ColumnId>(after.indexes.at(0).elements.at(0).key) == 5);
  CHECK(after.indexes.at(0).existing->str() == "users_age_idx");
  CHECK(after.constraint(Identifier("users_age_check"))->uses(5));
  CHECK_FALSE(after.constraint(Identifier("users_age_check"))->uses(4));
  const DualWrite& write = changes.dual_writes.at(0);
  CHECK(write.up.at(0).target == 5);
  CHECK(write.up.at(0).expression.reads(4));
  CHECK(write.down.at(0).target == 4);
  CHECK(write.down.at(0).expression.reads(5));
}

TEST_CASE("alter_column asks for the expressions that it needs, and why", "[alter_column]") {
  CHECK(
      texts(applied(shop(), alter("age", R"json("type": "bigint", "nullable": false)json"))
                .findings) ==
      "/operations/0/alter_column: \"up\" is missing: the type changes from integer to bigint, the "
      "column becomes NOT NULL; say how the new value comes from a row of the old version\n"
      "/operations/0/alter_column: \"down\" is missing: the type changes from integer to bigint; "
      "say "
      "how the old value comes from a row of the new version\n");
  CHECK_THAT(texts(applied(shop(), alter("name", R"json("nullable": true)json")).findings),
             contains("\"down\" is missing: the column stops being NOT NULL"));
  CHECK_THAT(
      texts(applied(shop(), alter("age", R"json("check": {"name": "c", "constraint": "age < 150"},
      "up": "age")json"))
                .findings),
      contains("\"down\" is missing: a check is added"));
}

TEST_CASE("where it is not needed, an expression is the column itself", "[alter_column]") {
  const Changes changes =
      applied(shop(), alter("age", R"json("nullable": false, "up": "coalesce(age, 0)")json"));
  REQUIRE(texts(changes.findings).empty());
  CHECK_FALSE(users(changes).column(Identifier("age"))->nullable);
  const Derivation& down = changes.dual_writes.at(0).down.at(0);
  CHECK(down.target == 4);
  CHECK(down.expression.text.text() == "\"age\"");
  CHECK(down.expression.columns.at(Identifier("age")) == 5);
}

TEST_CASE("where up and down change nothing, a rule needs no second form", "[alter_column]") {
  for (const char* rule :
       {R"json("unique": {"name": "one"})json",
        R"json("unique": {"name": "one"}, "up": " age ", "down": "users.age")json",
        R"json("check": {"name": "one", "constraint": "age < 150"},
                               "up": "\"age\"", "down": "age")json"}) {
    const Changes changes = applied(shop(), alter("age", rule));
    CHECK_FALSE(has_errors(changes.findings));
    CHECK(changes.findings.at(0).code == "binds-old-version");
    CHECK(changes.dual_writes.empty());
    CHECK(users(changes).constraint(Identifier("one"))->uses(4));
  }
  const Changes not_null =
      applied(shop(), alter("age", R"json("nullable": false, "up": "age")json"));
  CHECK(not_null.dual_writes.empty());
  CHECK_FALSE(users(not_null).column(Identifier("age"))->nullable);
}

TEST_CASE("several changes are one second form", "[alter_column]") {
  const Changes changes = applied(shop(), alter("age", R"json("type": "bigint", "nullable": false,
      "default": "18", "comment": "years", "up": "coalesce(age, 0)", "down": "age",
      "check": {"name": "young", "constraint": "age < 150"})json"),
                                  Server{});
  REQUIRE(texts(changes.findings).empty());
  const Column& age = *users(changes).column(Identifier("age"));
  CHECK(age.type.text == "bigint");
  CHECK_FALSE(age.nullable);
  CHECK(age.default_value->text() == "18");
  CHECK(age.comment == "years");
  CHECK(users(changes).constraint(Identifier("young"))->uses(age.id));
  CHECK(changes.dual_writes.size() == 1);
}

TEST_CASE("a foreign key may be added, to a key that can be compared", "[alter_column]") {
  const std::string operation = R"json({"alter_column": {"table": "orders", "column": "note",
      "references": {"name": "note_fk", "table": "users", "column": "email"},
      "up": "lower(note)", "down": "note"}})json";
  const Changes changes = applied(shop(), operation, Server{});
  REQUIRE(texts(changes.findings).empty());
  const auto& key = std::get<ForeignKeyConstraint>(
      changes.after.table(Identifier("orders"))->constraint(Identifier("note_fk"))->rule);
  CHECK(key.columns == std::vector<ColumnId>{4});
  CHECK(key.referenced_columns == std::vector<ColumnId>{3});
  Server picky;
  picky.on_expression = [](const ExpressionQuestion& question, ExpressionFacts& fact) {
    if (question.table.str() == "foreign_key") fact.error = "operator does not exist";
  };
  CHECK_THAT(texts(applied(shop(), operation, picky).findings),
             contains("\"email\" is of type character varying(50), which cannot be compared with "
                      "\"note\" of type text"));
}

TEST_CASE("a default that stays has to fit the new type", "[alter_column]") {
  Server server;
  server.on_expression = [](const ExpressionQuestion& question, ExpressionFacts& fact) {
    if (question.use == ExpressionUse::default_value)
      fact.error = "column is of type integer but expression is of type text";
  };
  CHECK_THAT(
      texts(applied(shop(), alter("name", R"json("type": "int", "up": "1", "down": "'x'")json"),
                    server)
                .findings),
      contains("the default 'nobody'::text cannot be one for type integer: column is of type"));
}

TEST_CASE("what the column has has to fit the new type", "[alter_column]") {
  Server server;
  server.on_expression = [](const ExpressionQuestion& question, ExpressionFacts& fact) {
    if (question.use != ExpressionUse::condition) return;
    CHECK(question.scope == std::vector<ScopeColumn>{{Identifier("age"), {"text"}}});
    fact.error = "operator does not exist: text >= integer";
  };
  CHECK(texts(applied(shop(), alter("age", R"json("type": "text", "up": "'1'", "down": "1")json"),
                      server)
                  .findings) ==
        "/operations/0/alter_column/type: constraint \"users_age_check\" of table \"users\" cannot "
        "be "
        "with type text: operator does not exist: text >= integer; drop it in a migration before "
        "this one\n");
  CHECK_THAT(
      texts(applied(shop(), alter("email", R"json("type": "json", "up": "null", "down": "''")json"))
                .findings),
      contains("constraint \"users_email_key\" of table \"users\" cannot be with type json: it "
               "has no equality"));
}

TEST_CASE("a column that cannot be there twice is refused by name", "[alter_column]") {
  const std::string change = R"json("type": "bigint", "up": "1", "down": "1")json";
  Table table = *shop().table(Identifier("users"));
  table.dependents = {{"view \"public\".\"adults\"", 4}};
  CHECK_THAT(texts(applied(shop().with(table), alter("age", change)).findings),
             contains("view \"public\".\"adults\" depends on column \"age\""));
  CHECK(texts(applied(shop().with(table), alter("age", R"json("default": "1")json")).findings)
            .empty());
}

TEST_CASE("alter_column of a column as it is changes nothing, and says so", "[alter_column]") {
  const Changes changes =
      applied(shop(), alter("age", R"json("type": "int4", "nullable": true)json"));
  CHECK(texts(changes.findings) ==
        "/operations/0/alter_column: warning: column \"age\" is so already\n");
  CHECK(*changes.after.table(1) == *shop().table(1));
}

TEST_CASE("serial is no type to change to", "[alter_column]") {
  CHECK_THAT(
      texts(applied(shop(), alter("age", R"json("type": "bigserial", "up": "1", "down": "1")json"))
                .findings),
      contains("bigserial is no type to change to: it makes a sequence; write bigint"));
}

TEST_CASE("a column that is altered twice is replaced twice", "[alter_column]") {
  const Catalog once =
      applied(shop(), alter("age", R"json("type": "bigint", "up": "age", "down": "age")json"))
          .after;
  const Changes twice = applied(
      once, alter("age", R"json("type": "text", "up": "age::text", "down": "age::bigint")json"));
  REQUIRE(texts(twice.findings).empty());
  CHECK(users(twice).columns[3].id == 6);
  CHECK(twice.dual_writes.at(0).up.at(0).expression.reads(5));
  CHECK(users(twice).constraint(Identifier("users_age_check"))->uses(6));
}

TEST_CASE("foreign keys of other tables follow the second form of their key", "[alter_column]") {
  const Changes changes =
      applied(shop(), alter("id", R"json("type": "bigint", "up": "id", "down": "id")json"));
  REQUIRE(texts(changes.findings).empty());
  CHECK(users(changes).constraint(Identifier("users_pkey"))->uses(5));
  const Table& orders = *changes.after.table(Identifier("orders"));
  const auto& key =
      std::get<ForeignKeyConstraint>(orders.constraint(Identifier("orders_user_id_fkey"))->rule);
  CHECK(key.referenced_columns == std::vector<ColumnId>{5});
  CHECK(key.columns == std::vector<ColumnId>{2});
}

TEST_CASE("both ends of a foreign key have to be comparable", "[alter_column]") {
  Server server;
  server.on_expression = [](const ExpressionQuestion& question, ExpressionFacts& fact) {
    if (question.table.str() == "foreign_key") fact.error = "operator does not exist";
  };
  CHECK_THAT(
      texts(applied(shop(), alter("id", R"json("type": "text", "up": "'1'", "down": "1")json"),
                    server)
                .findings),
      contains("foreign key \"orders_user_id_fkey\" of table \"orders\" cannot be with type text: "
               "\"user_id\" of table \"orders\" is of type integer"));
  CHECK_THAT(texts(applied(shop(), R"json({"alter_column": {"table": "orders", "column": "user_id",
      "type": "text", "up": "'1'", "down": "1"}})json",
                           server)
                       .findings),
             contains("constraint \"orders_user_id_fkey\" of table \"orders\" cannot be with type "
                      "text: \"id\" of table \"users\" is of type integer"));
}

TEST_CASE("at least one change is needed", "[alter_column]") {
  CHECK_THROWS_WITH(applied(shop(), alter("age", R"json("up": "1")json")),
                    contains("at least one of these keys is needed: type, nullable"));
}
