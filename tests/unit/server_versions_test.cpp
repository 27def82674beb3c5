// What depends on the version of the server, told from its number alone.
#include "catch.hpp"
#include "migration/migration.hpp"
#include "operations_support.hpp"
#include "pg/server_version.hpp"
#include "planner/not_null_names.hpp"
#include "planner/planner.hpp"

namespace {

using namespace zdm;
using namespace zdm::test;

std::string findings_on(int server, const std::string& operation) {
  Catalog catalog = shop();
  catalog.server_version = server;
  const ParsedMigration parsed =
      parse_migration("01_a.json", R"({"operations": [)" + operation + "]}");
  REQUIRE(parsed.findings.empty());
  return texts(plan(parsed.migration, catalog, Facts(), Situation()).findings);
}

constexpr const char* kIndex =
    R"({"create_index": {"table": "users", "name": "by_name", "columns": [{"column": "name"}]}})";

TEST_CASE("servers that build broken indexes are refused to build any") {
  CHECK_THAT(findings_on(140000, kIndex), contains("PostgreSQL 14.0 may build an index"));
  CHECK_THAT(findings_on(140003, kIndex), contains("PostgreSQL 14.3 may build an index"));
  CHECK(findings_on(140004, kIndex).empty());
  CHECK(findings_on(150000, kIndex).empty());
  CHECK(findings_on(140003, R"({"rename_table": {"from": "orders", "to": "sales"}})").empty());
}

TEST_CASE("servers older than 14 are refused in plain words") {
  CHECK(pg::why_too_old(130023) == "the server is PostgreSQL 13.23; zdm needs 14 or newer");
  CHECK(pg::why_too_old(90624) == "the server is PostgreSQL 9.6; zdm needs 14 or newer");
  CHECK(pg::why_too_old(140000).empty());
}

TEST_CASE("NOT NULL gets the name that the server would give it") {
  std::set<Identifier> taken;
  const auto name = [&](const std::string& table, const std::string& column) {
    return planner::not_null_name(Identifier(table), Identifier(column), taken).str();
  };
  CHECK(name("users", "age") == "users_age_not_null");
  CHECK(name("users", "age") == "users_age_not_null1");
  CHECK(name(std::string(63, 't'), std::string(63, 'c')) ==
        std::string(27, 't') + "_" + std::string(26, 'c') + "_not_null");
  CHECK(name(std::string(63, 't'), "id") == std::string(51, 't') + "_id_not_null");
}

}  // namespace
