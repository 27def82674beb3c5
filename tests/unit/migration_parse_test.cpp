#include <string>

#include "catch.hpp"
#include "harness/findings.hpp"
#include "migration/migration.hpp"
#include "operations_support.hpp"

using namespace zdm;
using zdm::test::contains;
using zdm::test::texts;

namespace {

std::string found(const std::string& text) {
  return harness::to_text(parse_migration("02_add_age.json", text).findings);
}

std::string operation(const std::string& text) { return "{\"operations\": [" + text + "]}"; }

}  // namespace

TEST_CASE("a migration has its name from its file, and the text byte for byte", "[migration]") {
  const std::string text = R"json({
    // why
    "$schema": "../schema/migration.schema.json",
    "description": "ages", "operations": []
  })json";
  const ParsedMigration parsed = parse_migration("some/where/02_add_age.json", text);
  CHECK(texts(parsed.findings).empty());
  CHECK(parsed.migration.name == "02_add_age");
  CHECK(parsed.migration.version == "02_add_age");
  CHECK(parsed.migration.description == "ages");
  CHECK(parsed.migration.source == text);
  CHECK(parsed.migration.complete_reading);
  CHECK(parsed.migration.checksum() == parse_migration("x.json", text).migration.checksum());
  CHECK(parsed.migration.checksum() != parse_migration("x.json", text + " ").migration.checksum());
}

TEST_CASE("version_schema takes the place of the name", "[migration]") {
  const auto parsed =
      parse_migration("02.json", R"json({"version_schema": "ages", "operations": []})json");
  CHECK(texts(parsed.findings).empty());
  CHECK(parsed.migration.name == "02");
  CHECK(parsed.migration.version == "ages");
}

TEST_CASE("a name in the file has to be the file's", "[migration]") {
  CHECK(found(R"json({"name": "02_add_age", "operations": []})json").empty());
  CHECK(
      found(R"json({"name": "other", "operations": []})json") ==
      "02_add_age.json:1:2: /name: the name must be the file's name, \"02_add_age\"; leave it out, "
      "or rename the file\n");
}

TEST_CASE("an unknown key names its pointer and the nearest known key", "[migration]") {
  const std::string text = R"json({
  "operations": [
    {"add_column": {"table": "users",
                    "column": {"name": "age", "type": "int", "nullble": true}}}
  ]
})json";
  CHECK(found(text) ==
        "02_add_age.json:4:62: /operations/0/add_column/column/nullble: unknown key; did you mean "
        "\"nullable\"?\n");
}

TEST_CASE("all mistakes of a file are told at once, in its order", "[migration]") {
  const std::string all = found(R"json({
    "descripton": 1,
    "operations": [
      {"add_colum": {}},
      {"drop_table": {"name": 5}},
      {"rename_column": {"table": "t", "from": ""}},
      {"create_index": {"table": "t", "name": "i", "columns": [], "method": "HASH"}},
      {},
      {"drop_table": {"name": "a"}, "drop_index": {"name": "b"}},
      "drop everything"
    ]
  })json");
  CHECK(
      all ==
      "02_add_age.json:2:5: /descripton: unknown key; did you mean \"description\"?\n"
      "02_add_age.json:4:8: /operations/0/add_colum: there is no operation \"add_colum\"; did you "
      "mean \"add_column\"?\n"
      "02_add_age.json:5:23: /operations/1/drop_table/name: must be a string, not a number; quote "
      "it: \"5\"\n"
      "02_add_age.json:6:8: /operations/2/rename_column: the key \"to\" is missing; its name in "
      "the "
      "new version\n"
      "02_add_age.json:6:40: /operations/2/rename_column/from: the name is empty\n"
      "02_add_age.json:7:52: /operations/3/create_index/columns: must hold at least one\n"
      "02_add_age.json:7:67: /operations/3/create_index/method: must be one of btree, hash, gist, "
      "spgist, gin, brin, not \"HASH\"; did you mean \"hash\"?\n"
      "02_add_age.json:8:7: /operations/4: there is no operation in it; each operation is an "
      "object "
      "with one key: {\"add_column\": {…}}\n"
      "02_add_age.json:9:7: /operations/5: holds more than one operation; each operation is an "
      "object with one key: {\"add_column\": {…}}\n"
      "02_add_age.json:10:7: /operations/6: must be an object, not a string\n");
}

TEST_CASE("operations that can be read are there, and the rest is left out", "[migration]") {
  const auto parsed = parse_migration(
      "m.json",
      operation(R"json({"drop_table": {"name": "a"}}, {"drop_table": {"nam": "b"}})json"));
  REQUIRE(parsed.migration.operations.size() == 1);
  CHECK(parsed.migration.operations[0]->kind() == "drop_table");
  CHECK(parsed.migration.operations[0]->place().pointer == "/operations/0/drop_table");
  CHECK_FALSE(parsed.migration.complete_reading);
}

TEST_CASE("a file that is no JSON is told with line and column", "[migration]") {
  CHECK(found("ALTER TABLE users DROP COLUMN name;") ==
        "02_add_age.json:1:1: is not valid JSON: invalid literal\n");
  CHECK(
      found("{\n  \"operations\": [],\n}") ==
      "02_add_age.json:3:1: is not valid JSON: unexpected '}'; expected string literal; take away "
      "the comma before it\n");
  CHECK_THAT(found("{\n  'operations': []\n}"), contains("02_add_age.json:2:3: is not valid JSON"));
  CHECK_THAT(found("{\n  'operations': []\n}"), contains("in double quotes"));
  CHECK(
      found("{\"operations\": [\n") ==
      "02_add_age.json:2:1: is not valid JSON: the file ends too early; a quote, bracket or brace "
      "is not closed\n");
  CHECK_THAT(found("{\"operations\": []} {}"), contains("02_add_age.json:1:20: is not valid JSON"));
  CHECK_THAT(found("{\"operations\": \"a\nb\"}"), contains("is not valid JSON"));
  CHECK_THAT(found(""), contains("the file ends too early"));
}

TEST_CASE("a key that is there twice is found, with the place of the second", "[migration]") {
  CHECK(found("{\"operations\": [],\n \"operations\": []}") ==
        "02_add_age.json:2:2: /operations: the key \"operations\" is there twice\n");
}

TEST_CASE("text that is not UTF-8 is refused where it stops being so", "[migration]") {
  CHECK(found("{\n \"description\": \"\xFF\"}") == "02_add_age.json:2:18: is not UTF-8\n");
  CHECK_THAT(found("{\"description\": \"\xC0\xAF\"}"), contains("is not UTF-8"));
  CHECK_THAT(found("{\"description\": \"\xED\xA0\x80\"}"), contains("is not UTF-8"));
  CHECK(found("{\"description\": \"\xF0\x9F\x90\x98\", \"operations\": []}").empty());
}

TEST_CASE("columns count characters, not bytes", "[migration]") {
  CHECK_THAT(found("{\"description\": \"ä\xF0\x9F\x90\x98\", \"x\": 1, \"operations\": []}"),
             contains(":1:23: /x:"));
}

TEST_CASE("deep nesting ends in a finding", "[migration]") {
  CHECK_THAT(found(std::string(100'000, '[')), contains("nested more than 64 levels deep"));
  CHECK_THAT(found(operation(std::string(5000, '['))), contains("nested more than 64 levels deep"));
}

TEST_CASE("names are at most 63 bytes", "[migration]") {
  const std::string long_name(64, 'x');
  CHECK_THAT(found(operation("{\"drop_table\": {\"name\": \"" + long_name + "\"}}")),
             contains("/operations/0/drop_table/name: the name is longer than 63 bytes"));
  CHECK(found(operation("{\"drop_table\": {\"name\": \"" + std::string(63, 'x') + "\"}}")).empty());
  CHECK_THAT(texts(parse_migration(long_name + ".json", "{\"operations\": []}").findings),
             contains("the file's name is longer than 63 bytes"));
  CHECK_THAT(found(operation(R"json({"drop_table": {"name": "a\u0000b"}})json")),
             contains("zero byte"));
}

TEST_CASE("a comment may stand anywhere between two values", "[migration]") {
  CHECK(found("/* a */{// b\n\"operations\"/*c*/:/*d*/[/*e*/]}// f").empty());
  CHECK_THAT(found("{/* \"x\" */\n // }\n \"y\": 1, \"operations\": []}"),
             contains(":3:2: /y: unknown key"));
}

TEST_CASE("no more than a hundred findings are told", "[migration]") {
  std::string keys;
  for (int i = 0; i < 300; ++i) keys += "\"q" + std::to_string(i) + "\": 1, ";
  const auto findings = parse_migration("m.json", "{" + keys + "\"operations\": []}").findings;
  CHECK(findings.size() == 101);
  CHECK(findings.back().message == "and 200 more findings");
}
