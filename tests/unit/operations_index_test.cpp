#include "catch.hpp"
#include "operations_support.hpp"

using namespace zdm;
using zdm::test::applied;
using zdm::test::contains;
using zdm::test::Server;
using zdm::test::shop;
using zdm::test::texts;

namespace {

std::string create(const std::string& rest) {
  return R"json({"create_index": {"table": "users", "name": "new_idx", )json" + rest + "}}";
}

const Index& made(const Changes& changes) {
  return *changes.after.table(Identifier("users"))->index(Identifier("new_idx"));
}

}  // namespace

TEST_CASE("create_index has every field", "[create_index]") {
  const Changes changes = applied(shop(), create(R"json(
      "unique": true, "nulls_not_distinct": true, "include": ["id"],
      "predicate": "age > 18", "storage_parameters": "fillfactor = 70, deduplicate_items = off",
      "columns": [
        {"column": "name", "collate": "C", "sort": "DESC", "nulls": "LAST",
         "opclass": {"name": "text_pattern_ops"}},
        {"expression": "lower(email)", "nulls": "FIRST"},
        {"column": "age", "sort": "DESC", "nulls": "FIRST"}])json"),
                                  Server{});
  REQUIRE(texts(changes.findings).empty());
  const Index& index = made(changes);
  CHECK(index.method == "btree");
  CHECK(index.unique);
  CHECK(index.nulls_not_distinct);
  CHECK(index.include == std::vector<ColumnId>{1});
  CHECK(index.predicate->reads(4));
  CHECK(index.storage_parameters == "fillfactor = 70, deduplicate_items = off");
  CHECK_FALSE(index.existing);
  REQUIRE(index.elements.size() == 3);
  CHECK(index.elements[0].order == "DESC NULLS LAST");
  CHECK(index.elements[0].collation->quoted() == "\"pg_catalog\".\"C\"");
  CHECK(index.elements[0].opclass->name == "text_pattern_ops");
  CHECK(std::get<BoundExpression>(index.elements[1].key).reads(3));
  CHECK(index.elements[1].order == "NULLS FIRST");
  CHECK(index.elements[2].order == "DESC");
  CHECK(changes.after.relation_names.count(Identifier("new_idx")) == 1);
}

TEST_CASE("columns as an object, or by their names alone, keep the file's order",
          "[create_index]") {
  for (const char* columns :
       {R"("columns": {"name": {}, "age": {"sort": "DESC"}, "email": null})",
        R"("columns": ["name", {"column": "age", "sort": "DESC"}, "email"])"}) {
    const Changes changes = applied(shop(), create(columns), Server{});
    REQUIRE(texts(changes.findings).empty());
    const auto& elements = made(changes).elements;
    REQUIRE(elements.size() == 3);
    CHECK(std::get<ColumnId>(elements[0].key) == 2);
    CHECK(std::get<ColumnId>(elements[1].key) == 4);
    CHECK(elements[1].order == "DESC");
    CHECK(std::get<ColumnId>(elements[2].key) == 3);
  }
}

TEST_CASE("an operator class may have parameters and a schema", "[create_index]") {
  const Changes changes = applied(shop(), create(R"json("method": "gist", "columns": [
      {"column": "name", "collate": "\"app\".\"german\"",
       "opclass": {"name": "ext.gist_trgm_ops", "params": ["siglen = 32"]}}])json"));
  REQUIRE(texts(changes.findings).empty());
  CHECK(made(changes).elements[0].opclass->name == "ext.gist_trgm_ops");
  CHECK(made(changes).elements[0].opclass->parameters == "siglen = 32");
  CHECK(made(changes).elements[0].collation->quoted() == "\"app\".\"german\"");
}

TEST_CASE("create_index says all that is wrong", "[create_index]") {
  CHECK(texts(applied(shop(), R"json({"create_index": {"table": "users", "name": "adults",
      "method": "hash", "unique": true, "include": ["nam"], "nulls_not_distinct": true,
      "storage_parameters": "fillfactor = 70) WHERE (true",
      "columns": [{"column": "agee", "sort": "ASC"},
                  {"expression": "lower(namee)", "opclass": {"name": "a b c"}}]}})json")
                  .findings) ==
        "/operations/0/create_index/name: the name \"adults\" is taken by an index, a view, a "
        "sequence "
        "or a type of schema \"public\"\n"
        "/operations/0/create_index/unique: a hash index cannot be unique\n"
        "/operations/0/create_index/include: a hash index includes no columns\n"
        "/operations/0/create_index/columns: a hash index has one column only\n"
        "/operations/0/create_index/columns/0/sort: a hash index has no order\n"
        "/operations/0/create_index/columns/0/column: table \"users\" has no column \"agee\"; "
        "columns "
        "are id, name, email, age\n"
        "/operations/0/create_index/columns/1/opclass/name: syntax error at or near \"b\"\n"
        "/operations/0/create_index/columns/1/expression: table \"users\" has no column \"namee\"; "
        "columns are id, name, email, age\n"
        "/operations/0/create_index/include/0: table \"users\" has no column \"nam\"; columns are "
        "id, "
        "name, email, age\n"
        "/operations/0/create_index/storage_parameters: is not a list of storage parameters\n");
}

TEST_CASE("what an index holds must be immutable", "[create_index]") {
  Server server;
  server.on_expression = [](const ExpressionQuestion&, ExpressionFacts& fact) {
    fact.volatility = Volatility::stable;
  };
  CHECK_THAT(texts(applied(shop(), create(R"json("columns": [{"column": "id"}],
      "predicate": "age < extract(year from now())")json"),
                           server)
                       .findings),
             contains("/predicate: an index takes only immutable expressions"));
}

TEST_CASE("a subquery has no place in an index", "[create_index]") {
  CHECK_THAT(texts(applied(shop(), create(R"json("columns": [{"column": "id"}],
      "predicate": "age < (SELECT max(id) FROM orders)")json"))
                       .findings),
             contains("/predicate: no subquery can stand here"));
}

TEST_CASE("nulls_not_distinct needs a server that knows it", "[create_index]") {
  Catalog catalog = shop();
  catalog.server_version = 140011;
  CHECK_THAT(texts(applied(catalog, create(R"json("columns": [{"column": "id"}], "unique": true,
      "nulls_not_distinct": true)json"))
                       .findings),
             contains("needs PostgreSQL 15"));
}

TEST_CASE("drop_index takes the index and frees its name", "[drop_index]") {
  const Changes changes = applied(shop(), R"json({"drop_index": {"name": "users_age_idx"}})json");
  REQUIRE(texts(changes.findings).empty());
  CHECK(changes.after.table(Identifier("users"))->indexes.empty());
  CHECK(changes.after.relation_names.count(Identifier("users_age_idx")) == 0);
}

TEST_CASE("drop_index refuses what is no index, or is needed", "[drop_index]") {
  CHECK(texts(applied(shop(), R"json({"drop_index": {"name": "user_age_idx"}})json").findings) ==
        "/operations/0/drop_index/name: there is no index \"user_age_idx\"; did you mean "
        "\"users_age_idx\"?\n");
  CHECK(texts(applied(shop(), R"json({"drop_index": {"name": "users_pkey"}})json").findings) ==
        "/operations/0/drop_index/name: \"users_pkey\" is a constraint of table \"users\", and its "
        "index goes with it; drop the constraint\n");
  Table table = *shop().table(Identifier("users"));
  table.replica_identity = "index";
  table.replica_identity_index = Identifier("users_age_idx");
  CHECK_THAT(
      texts(applied(shop().with(table), R"json({"drop_index": {"name": "users_age_idx"}})json")
                .findings),
      contains("is the replica identity of table \"users\""));
}

TEST_CASE("an index is needed by the foreign keys that point to its columns", "[drop_index]") {
  Table table = *shop().table(Identifier("users"));
  table.indexes[0].unique = true;
  Table orders = *shop().table(Identifier("orders"));
  std::get<ForeignKeyConstraint>(orders.constraints[1].rule).referenced_columns = {4};
  CHECK_THAT(texts(applied(shop().with(table).with(orders),
                           R"json({"drop_index": {"name": "users_age_idx"}})json")
                       .findings),
             contains("foreign key \"orders_user_id_fkey\" of table \"orders\" depends on it"));
}
