#include "catch.hpp"
#include "operations_support.hpp"
#include "planner/settled.hpp"

namespace zdm::planner {
namespace {

Catalog after(const Catalog& before, const std::string& operation) {
  return settled(before, test::applied(before, operation).after, Identifier("public_02"));
}

const Index& index_of(const Catalog& catalog, const char* table, const char* index) {
  return *catalog.table(Identifier(table))->index(Identifier(index));
}

}  // namespace

TEST_CASE("what a migration has made is there once it is complete, and its names are taken") {
  const Catalog catalog = after(test::shop(), R"({"create_index": {
    "table": "orders", "name": "orders_note", "columns": ["note"]}})");
  CHECK(index_of(catalog, "orders", "orders_note").existing == Identifier("orders_note"));
  CHECK(catalog.relation_names.contains(Identifier("orders_note")));
  CHECK(catalog.schema_names.contains(Identifier("public_02")));
}

TEST_CASE("the names of what a migration has dropped are free once it is complete") {
  const Catalog before = after(test::shop(), R"({"create_index": {
    "table": "orders", "name": "orders_note", "columns": ["note"]}})");
  const Catalog catalog = after(before, R"({"drop_table": {"name": "orders"}})");
  CHECK_FALSE(catalog.relation_names.contains(Identifier("orders")));
  CHECK_FALSE(catalog.relation_names.contains(Identifier("orders_note")));
}

// Else the time for a folder's files grew with the cube of their number.
TEST_CASE("tables that a migration leaves alone are shared with the catalog before it") {
  const Catalog before = test::shop();
  const Catalog catalog = after(before, R"({"create_index": {
    "table": "orders", "name": "orders_note", "columns": ["note"]}})");
  const Identifier users("users");
  const Identifier orders("orders");
  CHECK(catalog.table(users) == before.table(users));
  CHECK(catalog.table(orders) != before.table(orders));
}

}  // namespace zdm::planner
