#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>

#include "catch.hpp"
#include "migration/json_schema.hpp"
#include "operations/all.hpp"
#include "operations/explain.hpp"

using namespace zdm;
using zdm::test::contains;

namespace {

// Tests run in the project's folder.
constexpr const char* kCommitted = "schema/migration.schema.json";

std::string text_of(const char* file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

}  // namespace

// schema/generate runs this test to write the file.
TEST_CASE("the committed JSON Schema is the one of the operations", "[schema]") {
  if (std::getenv("ZDM_WRITE_SCHEMA") != nullptr)
    std::ofstream(kCommitted, std::ios::binary) << migration_json_schema();
  CHECK(text_of(kCommitted) == migration_json_schema());
}

TEST_CASE("every operation and every key is in the JSON Schema, described", "[schema]") {
  const auto schema = nlohmann::json::parse(migration_json_schema());
  for (const OperationKind& kind : operation_kinds()) {
    const std::string name(kind.name);
    REQUIRE(schema["$defs"]["operation"]["properties"].contains(name));
    const auto& definition = schema["$defs"].at(name);
    CHECK(definition["additionalProperties"] == false);
    for (const fields::FieldShape& field : kind.shape().fields) {
      CHECK(definition["properties"].at(field.name)["description"] == field.doc);
      CHECK_FALSE(field.doc.empty());
    }
  }
}

TEST_CASE("every reference of the JSON Schema leads somewhere", "[schema]") {
  const std::string text = migration_json_schema();
  const auto schema = nlohmann::json::parse(text);
  const std::string mark = "\"$ref\": \"#/$defs/";
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
    const std::size_t begin = at + mark.size();
    CHECK(schema["$defs"].contains(text.substr(begin, text.find('"', begin) - begin)));
  }
}

TEST_CASE("every operation explains itself", "[explain]") {
  for (const OperationKind& kind : operation_kinds()) {
    const std::string text = explain(kind);
    CHECK_THAT(text, contains(std::string(kind.summary)));
    CHECK_THAT(text, contains("rollback"));
    for (const fields::FieldShape& field : kind.shape().fields)
      CHECK_THAT(text, contains("  " + field.name));
  }
  CHECK_THAT(explain_all(), contains("drop_index"));
}

TEST_CASE("operations have different names, and are found by them", "[operations]") {
  std::set<std::string_view> names;
  for (const OperationKind& kind : operation_kinds()) {
    CHECK(names.insert(kind.name).second);
    CHECK(operation_kind(kind.name) == &kind);
  }
  CHECK(operation_kind("add_colum") == nullptr);
}
