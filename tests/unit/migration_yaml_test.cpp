#include <nlohmann/json.hpp>
#include <string>

#include "catch.hpp"
#include "fields/node.hpp"
#include "harness/findings.hpp"
#include "migration/document.hpp"
#include "migration/migration.hpp"
#include "migration/yaml_scalar.hpp"
#include "operations_support.hpp"

using namespace zdm;
using nlohmann::json;
using zdm::test::contains;
using zdm::test::texts;

namespace {

json value_of(const std::string& text) {
  const Document document = read_yaml("m.yaml", text);
  INFO(texts(document.findings));
  REQUIRE(document.findings.empty());
  return *document.value;
}

std::string found(const std::string& text) {
  return harness::to_text(parse_migration("m.yaml", text).findings);
}

// Each of the lines is said.
void check_found(const std::string& text, const std::string& line) {
  INFO(text);
  CHECK(found(text) == line + "\n");
}

std::string place_of(const Document& document, const std::string& pointer) {
  const fields::Position position = document.positions->at(pointer);
  return std::to_string(position.line) + ":" + std::to_string(position.column);
}

}  // namespace

TEST_CASE("an object keeps its order in YAML, through aliases and merged keys too", "[yaml]") {
  const Document document = read_yaml("m.yaml", R"(a: &a {z: 1, b: 2, s: 3}
b: *a
c: {<<: *a, x: 4}
)");
  REQUIRE(document.value);
  const auto order = [&](const char* key) {
    std::string keys;
    Findings findings;
    const fields::Node node((*document.value)[key], document.root("m.yaml").at(key), findings);
    for (const auto& [name, member] : node.members_in_order()) keys += name;
    return keys;
  };
  CHECK(order("a") == "zbs");
  CHECK(order("b") == "zbs");
  CHECK(order("c") == "zbsx");
}

TEST_CASE("a migration in YAML is the one in JSON", "[yaml]") {
  const std::string yaml = R"(# why
description: ages
version_schema: ages
operations:
  - add_column:
      table: users
      column:
        name: age
        type: integer
        nullable: true
        default: "0"
      up: |
        CASE WHEN born IS NULL THEN NULL
             ELSE date_part('year', age(born)) END
  - alter_column: {table: users, column: name, default: null, "comment": 'it''s'}
)";
  CHECK(value_of(yaml) == json::parse(R"json({
    "description": "ages", "version_schema": "ages", "operations": [
      {"add_column": {"table": "users", "column": {"name": "age", "type": "integer",
                      "nullable": true, "default": "0"},
       "up": "CASE WHEN born IS NULL THEN NULL\n     ELSE date_part('year', age(born)) END\n"}},
      {"alter_column": {"table": "users", "column": "name", "default": null, "comment": "it's"}}]
  })json"));
  const ParsedMigration parsed = parse_migration("some/02_ages.yml", yaml);
  CHECK(texts(parsed.findings).empty());
  CHECK(parsed.migration.name == "02_ages");
  CHECK(parsed.migration.version == "ages");
  CHECK(parsed.migration.source == yaml);
  CHECK(parsed.migration.operations.size() == 2);
}

TEST_CASE("JSON is YAML too", "[yaml]") {
  const std::string text = R"({"a": ["x\ty", {"b": true, "c": null}], "d": "\u00e4\\"})";
  CHECK(value_of(text) == json::parse(text));
}

TEST_CASE("mistakes in YAML are told all at once, with line and column", "[yaml]") {
  CHECK(found("descripton: a\n"
              "operations:\n"
              "  - add_colum: {}\n"
              "  - drop_table:\n"
              "      name: 5\n"
              "  - rename_column: {table: t, from: ''}\n"
              "  - {}\n"
              "  - drop everything\n") ==
        "m.yaml:1:1: /descripton: unknown key; did you mean \"description\"?\n"
        "m.yaml:3:5: /operations/0/add_colum: there is no operation \"add_colum\"; did you mean "
        "\"add_column\"?\n"
        "m.yaml:5:7: /operations/1/drop_table/name: must be a string, not a number; quote it: "
        "\"5\"\n"
        "m.yaml:6:5: /operations/2/rename_column: the key \"to\" is missing; its name in the new "
        "version\n"
        "m.yaml:6:31: /operations/2/rename_column/from: the name is empty\n"
        "m.yaml:7:5: /operations/3: there is no operation in it; each operation is an object with "
        "one key: {\"add_column\": {…}}\n"
        "m.yaml:8:5: /operations/4: must be an object, not a string\n");
}

TEST_CASE("columns of YAML count characters, behind a byte order mark as well", "[yaml]") {
  const Document document =
      read_yaml("m.yaml", "\xEF\xBB\xBF{ä: \xF0\x9F\x90\x98, b: [x, y]}\r\n# ö\r\n");
  CHECK(texts(document.findings).empty());
  CHECK(place_of(document, "") == "1:1");
  CHECK(place_of(document, "/b") == "1:8");
  CHECK(place_of(document, "/b/1") == "1:15");
}

TEST_CASE("what some YAML takes for a boolean has to be quoted where a text belongs", "[yaml]") {
  for (const char* word : {"y", "Y", "yes", "Yes", "YES", "n", "no", "No", "NO", "on", "ON", "off",
                           "Off", "true", "True", "FALSE"}) {
    INFO(word);
    CHECK(plain_scalar(word).is_boolean());
    CHECK(found("operations: [{drop_table: {name: " + std::string(word) + "}}]") ==
          "m.yaml:1:28: /operations/0/drop_table/name: must be a string, not a boolean; quote it: "
          "\"" +
              std::string(word) + "\"\n");
    CHECK(found("operations: [{drop_table: {name: '" + std::string(word) + "'}}]").empty());
  }
  for (const char* word : {"yEs", "nope", "None", "oN", "t", "f", "tRUE"})
    CHECK(plain_scalar(word) == word);
  const std::string nullable = "operations: [{alter_column: {table: t, column: c, nullable: ";
  CHECK(found(nullable + "yes}}]").empty());
  CHECK_THAT(found(nullable + "'yes'}}]"), contains("must be true or false, not a string"));
}

TEST_CASE("numbers have to be quoted where a text belongs, and are told as they stand there",
          "[yaml]") {
  for (const char* number : {"0",     "5",    "-1",    "+1",    "007",
                             "08",    "0o17", "0x1F",  "0b101", "1_000",
                             "1.10",  ".5",   "5.",    "1e3",   "-1.5E-3",
                             "1e400", ".inf", "-.Inf", ".NaN",  "99999999999999999999"}) {
    INFO(number);
    CHECK(plain_scalar(number).is_number());
    CHECK_THAT(
        found("operations: [{alter_column: {table: t, column: c, default: " + std::string(number) +
              "}}]"),
        contains("must be a string, not a number; quote it: \"" + std::string(number) + "\"\n"));
  }
  for (const char* text : {"2024-01-01", "12:30:45", "1.2.3", "1a", "0x", "0xZZ", "-", ".", "--1",
                           "1-2", "_1", "+", "inf", "nan", "1e", "0o9", "- 1"})
    CHECK(plain_scalar(text) == text);
  CHECK(plain_scalar("0x1F") == 31);
  CHECK(plain_scalar("-1_0") == -10);
}

TEST_CASE("a date without quotes is a text", "[yaml]") {
  const ParsedMigration parsed =
      parse_migration("a.yaml", "version_schema: 2024-01-01\noperations: []\n");
  CHECK(texts(parsed.findings).empty());
  CHECK(parsed.migration.version == "2024-01-01");
}

TEST_CASE("null in YAML is null, however it is spelt", "[yaml]") {
  CHECK(value_of("{a: null, b: ~, c: , d: Null, e: NULL, f: 'null', g: nULL}") ==
        json::parse(R"({"a": null, "b": null, "c": null, "d": null, "e": null, "f": "null",
                        "g": "nULL"})"));
  check_found("operations: [{drop_table: {name: ~}}]",
              "m.yaml:1:28: /operations/0/drop_table/name: must be a string, not null; quote it: "
              "\"~\"");
  check_found("operations:\n- drop_table:\n    name:\n- drop_index: {name: i}\n",
              "m.yaml:3:5: /operations/0/drop_table/name: must be a string, not null");
}

TEST_CASE("keys that YAML takes for something else have to be quoted", "[yaml]") {
  check_found("a: 1\non: 2\n", "m.yaml:2:1: the key on is no text in YAML; quote it: \"on\"");
  check_found("1.5: 2\n", "m.yaml:1:1: the key 1.5 is no text in YAML; quote it: \"1.5\"");
  check_found("[a]: 2\n", "m.yaml:1:1: a key has to be a text; is a bracket or brace not closed?");
  check_found(": 2\n", "m.yaml:1:1: a key is missing");
  check_found("a: &x b\n*x : 2\n", "m.yaml:2:1: a key has to be written out, not be an alias");
  CHECK(value_of("{1: a, 'on': b}") == json::parse(R"({"1": "a", "on": "b"})"));
}

TEST_CASE("a key that is there twice in YAML is found", "[yaml]") {
  CHECK(found("operations: []\n\"operations\": []\n") ==
        "m.yaml:2:1: /operations: the key \"operations\" is there twice\n");
  CHECK_THAT(found("operations:\n- drop_table: {name: a, name: b}\n"),
             contains("m.yaml:2:25: /operations/0/drop_table/name: the key \"name\" is there "
                      "twice"));
}

TEST_CASE("aliases stand for what they name, each in its place", "[yaml]") {
  const Document document =
      read_yaml("m.yaml", "a: &id\n  name: id\n  of: [1]\nb: *id\nc: [*id, &t text, *t]\n");
  REQUIRE(texts(document.findings).empty());
  CHECK(*document.value ==
        json::parse(R"({"a": {"name": "id", "of": [1]}, "b": {"name": "id", "of": [1]},
                        "c": [{"name": "id", "of": [1]}, "text", "text"]})"));
  CHECK(place_of(document, "/b") == "4:1");
  CHECK(place_of(document, "/b/name") == "2:3");
  CHECK(place_of(document, "/c/0") == "5:5");
  CHECK(place_of(document, "/c/0/of/0") == "3:8");
  check_found("a: &x [*x]\n", "m.yaml:1:8: the alias stands within what it stands for");
  // yaml-cpp tells the alias's name from 0.8 on.
  CHECK_THAT(found("a: *x\n"),
             contains("m.yaml:1:4: is not valid YAML: the referenced anchor is not defined"));
  CHECK_THAT(found("a: *x\n"), contains("text that begins with * needs quotes around it"));
}

TEST_CASE("merge keys fill in what an object does not say itself", "[yaml]") {
  const Document document = read_yaml("m.yaml",
                                      "a: &a {x: 1, u: [2]}\n"
                                      "b: &b {u: 3, z: 4}\n"
                                      "c:\n  x: 5\n  <<: *a\n"
                                      "d:\n  <<: [*b, *a, {w: 6}]\n"
                                      "e: {\"<<\": 7}\n");
  REQUIRE(texts(document.findings).empty());
  CHECK(document.value->at("c") == json::parse(R"({"x": 5, "u": [2]})"));
  CHECK(document.value->at("d") == json::parse(R"({"x": 1, "u": 3, "z": 4, "w": 6})"));
  CHECK(document.value->at("e") == json::parse(R"({"<<": 7})"));
  CHECK(place_of(document, "/c/u/0") == "1:18");
  CHECK(place_of(document, "/d/z") == "2:14");
  check_found("c:\n  <<: 5\n",
              "m.yaml:1:1: /c: unknown key; keys are $schema, name, description, version_schema, "
              "operations\nm.yaml:1:1: the key \"operations\" is missing; what the migration does, "
              "in this order; may be empty\nm.yaml:2:3: /c/<<: << takes an object, or a list of "
              "objects");
}

TEST_CASE("a bomb of aliases is defused", "[yaml]") {
  std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int n = 0; n < 9; ++n) bomb += "," + before;
    bomb += "]\n";
  }
  CHECK_THAT(found(bomb), contains("holds more than 100000 values"));
  std::string long_text = "a: &a '" + std::string(500'000, 'x') + "'\nb: [*a";
  for (int n = 0; n < 1000; ++n) long_text += ", *a";
  CHECK_THAT(found(long_text + "]\n"), contains("holds more than 100000 values"));
}

TEST_CASE("a file holds one document", "[yaml]") {
  check_found("operations: []\n---\noperations: []\n",
              "m.yaml:3:1: holds more than one document; each migration is a file of its own");
  CHECK(found("%YAML 1.2\n---\noperations: []\n...\n---\n# nothing\n").empty());
  CHECK(found("---\n---\noperations: []\n").empty());
  for (const char* text : {"", "# nothing\n", "---\n", "~", "\xEF\xBB\xBF"})
    check_found(text, "m.yaml: is empty; the least that a migration needs is operations: []");
}

TEST_CASE("tags are followed where they are YAML's own and fit", "[yaml]") {
  CHECK(value_of("{a: !!str 5, b: ! 7, c: !!int 5, d: !!bool 'yes', e: !!map {}, f: !!seq [], "
                 "g: !!str, h: !!null ~, i: !!float 5}") ==
        json::parse(R"({"a": "5", "b": "7", "c": 5, "d": true, "e": {}, "f": [], "g": "",
                        "h": null, "i": 5})"));
  for (const char* tagged : {"!!int x", "!!binary YQ==", "!mine x", "!!map []", "!mine {}",
                             "!!timestamp 2024-01-01", "!<tag:example.org,2024:x> y"}) {
    INFO(tagged);
    CHECK_THAT(found("description: " + std::string(tagged) + "\noperations: []\n"),
               contains("m.yaml:1:14: /description: the tag "));
  }
}

TEST_CASE("text that is no YAML is told with line, column and advice", "[yaml]") {
  CHECK_THAT(found("operations:\n\t- sql: {}\n"),
             contains("m.yaml:2:2: is not valid YAML: ") && contains("indent with spaces"));
  CHECK_THAT(found("operations:\n  - sql:\n\tup: x\n"), contains("indent with spaces"));
  CHECK_THAT(found("description: a: b\n"),
             contains("m.yaml:1:15: is not valid YAML") && contains("needs quotes around it"));
  CHECK_THAT(found("description: @a\n"), contains("begins with @"));
  CHECK_THAT(found("a: [b\n"), contains("a bracket is not closed"));
  CHECK_THAT(found("a: {b\n"), contains("a brace is not closed"));
  CHECK_THAT(found("a:\n  - b: 1\n   c: 2\n"), contains("the same indentation"));
  CHECK_THAT(found("a: \"b\noperations: []\n"), contains("a quote is not closed"));
  CHECK_THAT(found("a: 'b\noperations: []\n"), contains("a quote is not closed"));
  CHECK_THAT(found("{\"a\": b\"},\n\"c\": d}\n"),
             contains("m.yaml:1:10: is not valid YAML: no value can begin here"));
  CHECK_THAT(found(","), contains("m.yaml:1:1: is not valid YAML: no value can begin here"));
  CHECK_THAT(found("a: \"\\ud83d\"\n"), contains("is not valid YAML: invalid unicode"));
}

TEST_CASE("characters that YAML does not know are refused", "[yaml]") {
  CHECK_THAT(found("a: b\n\x04operations: []\n"), contains("m.yaml:2:1: is not valid YAML"));
  CHECK_THAT(found(std::string("a: \0b", 5)), contains("m.yaml:1:4: is not valid YAML"));
  CHECK_THAT(found("a: 1\rb: 2\n"), contains("m.yaml:1:5: is not valid YAML"));
  CHECK_THAT(found("\xFF\xFE"
                   "a\0"),
             contains("m.yaml:1:1: is not UTF-8"));
  CHECK_THAT(found("operations: [{drop_table: {name: \"a\\0b\"}}]"), contains("zero byte"));
}

// "data #> '{a}'" without quotes is "data" for YAML: half an expression, and a valid one.
TEST_CASE("an operator that YAML takes for a comment is found", "[yaml]") {
  const std::string up =
      "operations:\n- add_column:\n    table: t\n    column: {name: c, type: t}\n";
  CHECK(found(up + "    up: data #>> '{a}'\n") ==
        "m.yaml:5:9: /operations/0/add_column/up: what follows the \" #\" is a comment for YAML, "
        "and cut off; quote the whole text\n");
  CHECK_THAT(found(up + "    up: data #- '{a}'\n"), contains("quote the whole text"));
  CHECK(found(up + "    up: \"data #> '{a}'\"\n").empty());
  CHECK(found(up + "    up: |\n      data #> '{a}'\n").empty());
  CHECK(found(up + "    up: data # a comment\n").empty());
  CHECK(found(up + "    up: data #----\n").empty());
}

TEST_CASE("large and deep YAML ends in a finding", "[yaml]") {
  std::string braces;
  for (int i = 0; i < 100'000; ++i) braces += "{a: ";
  braces += std::string(100'000, '}');
  const std::string brackets = std::string(200'000, '[') + std::string(200'000, ']');
  for (const std::string& text : {braces, brackets})
    CHECK_THAT(found(text), contains("nested more than 64 levels deep"));
  CHECK_FALSE(found("a: " + std::string(900'000, '[')).empty());
  std::string dashes;
  for (int i = 0; i < 100'000; ++i) dashes += "- ";
  CHECK_THAT(found(dashes), contains("nested more than 64 levels deep"));
  std::string entries;
  for (int i = 0; i < 200'000; ++i) entries += "- a\n";
  CHECK_THAT(found(entries), contains("holds more than 100000 values"));
  CHECK_THAT(found("a: " + std::string(2'000'000, 'x')), contains("larger than 1 MiB"));
}

TEST_CASE("the nearest word counts letters that changed places as one mistake", "[yaml]") {
  CHECK(nearest("tabel", {"tables", "table"}) == "table");
  CHECK(nearest("nmae", {"type", "name"}) == "name");
  CHECK(nearest("ot", {"from", "to"}) == "to");
  CHECK(nearest("xyz", {"from", "to"}).empty());
  CHECK(nearest("", {"from"}).empty());
}
