// What SQL becomes, piece by piece. tests/convert holds whole files against a server.
#include "convert/convert.hpp"

#include <algorithm>

#include "catch.hpp"
#include "migration/document.hpp"
#include "migration/list_edit.hpp"
#include "migration/migration.hpp"
#include "migration/migration_text.hpp"

namespace {

using namespace zdm;
using Json = nlohmann::ordered_json;

convert::Conversion converted(const std::string& sql) {
  return convert::convert_sql("a.sql", sql, Identifier("public"));
}

// The operations of the only migration, a line each.
std::string operations(const std::string& sql) {
  const convert::Conversion conversion = converted(sql);
  REQUIRE(conversion.migrations.size() == 1);
  std::string text;
  for (const Json& operation : conversion.migrations.front()["operations"])
    text += operation.dump() + "\n";
  return text;
}

std::string codes(const std::string& sql) {
  std::string text;
  for (const Finding& finding : converted(sql).findings) text += finding.code + " ";
  return text;
}

// ------------------------------------------------------------------ joining

TEST_CASE("ADD COLUMN, UPDATE, SET NOT NULL and SET DEFAULT are one add_column", "[convert]") {
  CHECK(operations("ALTER TABLE t ADD c text; UPDATE t SET c = a || b;"
                   "ALTER TABLE t ALTER c SET NOT NULL; ALTER TABLE t ALTER c SET DEFAULT 'x'") ==
        R"x({"add_column":{"table":"t","column":{"name":"c","type":"text","default":"'x'"},)x"
        R"x("up":"a || b"}})x"
        "\n");
}

TEST_CASE("a default that is dropped again fills the rows that are there", "[convert]") {
  CHECK(operations(
            "ALTER TABLE t ADD c int DEFAULT 5 NOT NULL; ALTER TABLE t ALTER c DROP DEFAULT") ==
        R"x({"add_column":{"table":"t","column":{"name":"c","type":"int"},"up":"5"}})x"
        "\n");
}

TEST_CASE("a default that comes later leaves the rows that are there alone", "[convert]") {
  CHECK(operations("ALTER TABLE t ADD c int; ALTER TABLE t ALTER c SET DEFAULT 5") ==
        R"x({"add_column":{"table":"t","column":{"name":"c","type":"int","nullable":true,)x"
        R"x("default":"5"},"up":"NULL"}})x"
        "\n");
}

TEST_CASE("several UPDATEs of a new column are worked out in their order", "[convert]") {
  CHECK(operations("ALTER TABLE t ADD c int; UPDATE t SET c = 2 WHERE a > 1;"
                   "UPDATE t SET c = 1 WHERE c IS NULL") ==
        R"x({"add_column":{"table":"t","column":{"name":"c","type":"int","nullable":true},)x"
        R"x("up":"coalesce(CASE WHEN a > 1 THEN 2 ELSE NULL END, 1)"}})x"
        "\n");
}

TEST_CASE("an UPDATE that reads its own new column stays SQL", "[convert]") {
  const convert::Conversion conversion =
      converted("ALTER TABLE t ADD c int DEFAULT 1; UPDATE t SET c = c + 1");
  CHECK(conversion.counts.sql == 1);
  CHECK(conversion.migrations[0]["operations"][1]["sql"]["onComplete"] == true);
}

TEST_CASE("a column that is filled for NOT NULL is one alter_column", "[convert]") {
  CHECK(operations("UPDATE t SET c = '' WHERE c IS NULL; ALTER TABLE t ALTER c SET NOT NULL") ==
        R"x({"alter_column":{"table":"t","column":"c","nullable":false,"up":"coalesce(c, '')"}})x"
        "\n");
}

TEST_CASE("only the test for NULL itself is one", "[convert]") {
  for (const char* where : {"NOT c IS NULL", "c IS NOT NULL", "-c IS NULL", "c + 1 IS NULL"}) {
    INFO(where);
    CHECK_THAT(operations("UPDATE t SET c = 1 WHERE " + std::string(where) +
                          "; ALTER TABLE t ALTER c SET NOT NULL"),
               test::contains("CASE WHEN " + std::string(where)));
  }
  CHECK_THAT(operations("UPDATE t SET c = 1 WHERE (\"t\".\"c\"  is NULL); "
                        "ALTER TABLE t ALTER c SET NOT NULL"),
             test::contains("coalesce(c, 1)"));
}

TEST_CASE("a new type and NOT NULL stay two, since a wider type needs no values", "[convert]") {
  CHECK(operations("ALTER TABLE t ALTER c SET NOT NULL, ALTER c TYPE text") ==
        R"x({"alter_column":{"table":"t","column":"c","nullable":false,"up":"c"}})x"
        "\n"
        R"x({"alter_column":{"table":"t","column":"c","type":"text"}})x"
        "\n");
  CHECK(codes("ALTER TABLE t ALTER c TYPE int USING c::int, ALTER c DROP NOT NULL") ==
        "proposed-down missing-down ");
}

TEST_CASE("a CHECK that only proves NOT NULL goes", "[convert]") {
  CHECK(operations("ALTER TABLE t ADD CONSTRAINT k CHECK (c IS NOT NULL) NOT VALID;"
                   "ALTER TABLE t VALIDATE CONSTRAINT k; ALTER TABLE t ALTER c SET NOT NULL;"
                   "ALTER TABLE t DROP CONSTRAINT k") ==
        R"x({"alter_column":{"table":"t","column":"c","nullable":false,"up":"c"}})x"
        "\n");
}

TEST_CASE("a foreign key that gives way to one of its name has a way back", "[convert]") {
  CHECK(codes("ALTER TABLE t DROP CONSTRAINT k; ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) "
              "REFERENCES o (x) ON DELETE CASCADE") == "");
  CHECK_THAT(operations("ALTER TABLE t DROP CONSTRAINT k; ALTER TABLE t ADD CONSTRAINT k FOREIGN "
                        "KEY (a, b) REFERENCES o (x, y)"),
             test::contains(R"x({"drop_multicolumn_constraint":{"table":"t","name":"k",)x"
                            R"x("up":{"a":"a","b":"b"},"down":{"a":"a","b":"b"}}})x"));
  CHECK(codes("ALTER TABLE t DROP CONSTRAINT k; ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)") ==
        "missing-down ");
}

TEST_CASE("constraints of a table that goes need no word of their own", "[convert]") {
  CHECK(operations(
            "ALTER TABLE t DROP CONSTRAINT k; ALTER TABLE t DROP CONSTRAINT l; DROP TABLE t") ==
        R"x({"drop_table":{"name":"t"}})x"
        "\n");
}

TEST_CASE("whatever comes out can be read, but for what has to be filled in", "[convert]") {
  const convert::Conversion conversion = converted(R"x(
    CREATE TABLE "Order" (id int PRIMARY KEY, "odd ""name""" timestamp DEFAULT (now()) NOT NULL,
      b text DEFAULT 'a' || 'b' COLLATE "C" UNIQUE, c int4 GENERATED ALWAYS AS (id * 2) STORED,
      d interval(3) DEFAULT interval '1' day CONSTRAINT k CHECK (d > '0'), e int[][] DEFAULT '{}',
      p int CONSTRAINT fk REFERENCES "Order" ON DELETE SET NULL DEFERRABLE, UNIQUE (b, id) DEFERRABLE);
    CREATE INDEX i ON t USING gin (k gin_trgm_ops(siglen=32), (a || 'x')) WHERE k IS NOT NULL;
    ALTER TABLE t ADD x int GENERATED ALWAYS AS IDENTITY (START 5), ALTER y SET DEFAULT 1,
      DROP CONSTRAINT a, ALTER z TYPE uuid USING z::uuid, REPLICA IDENTITY USING INDEX r;
    ALTER TABLE t ADD CONSTRAINT f EXCLUDE USING gist (a WITH =, daterange(b, c) WITH &&) WHERE (d);
    DROP TABLE a, b; DROP INDEX c; COMMENT ON COLUMN t.k IS 'x'; VACUUM t; CREATE VIEW v AS SELECT 1)x");
  for (const Json& migration : conversion.migrations)
    for (const Finding& finding : parse_migration("a.json", json_file_text(migration)).findings)
      CHECK(finding.code == "missing-key");
}

TEST_CASE("an index that becomes a constraint is only the constraint", "[convert]") {
  CHECK(operations("CREATE UNIQUE INDEX CONCURRENTLY i ON t (a, \"user\");"
                   "ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX i") ==
        R"x({"create_constraint":{"table":"t","name":"k","type":"unique","columns":["a","user"],)x"
        R"x("up":{"a":"a","user":"\"user\""},"down":{"a":"a","user":"\"user\""}}})x"
        "\n");
}

TEST_CASE("constraints without a name get PostgreSQL's", "[convert]") {
  const std::string text = operations(
      "CREATE TABLE t (a int CHECK (a > 0), b int CHECK (b > 0) CHECK (b < 9), CHECK (a < b),"
      "UNIQUE (a, b), FOREIGN KEY (a, b) REFERENCES o (x, y))");
  for (const char* name : {"\"t_a_check\"", "\"t_b_check\"", "\"t_b_check1\"", "\"t_check\"",
                           "\"t_a_b_key\"", "\"t_a_b_fkey\""})
    CHECK_THAT(text, test::contains(name));
}

// ------------------------------------------------------------------ order

TEST_CASE("nothing joins over a change of what it touches", "[convert]") {
  CHECK(operations("CREATE TABLE t (a int); ALTER TABLE t RENAME COLUMN a TO b;"
                   "ALTER TABLE t ALTER b SET NOT NULL") ==
        R"x({"create_table":{"name":"t","columns":[{"name":"a","type":"int","nullable":true}]}})x"
        "\n"
        R"x({"rename_column":{"table":"t","from":"a","to":"b"}})x"
        "\n"
        R"x({"alter_column":{"table":"t","column":"b","nullable":false,"up":"b"}})x"
        "\n");
}

TEST_CASE("a value does not join over an UPDATE of what it reads", "[convert]") {
  const convert::Conversion conversion =
      converted("ALTER TABLE t ADD c int; UPDATE t SET a = 1 WHERE a IS NULL; UPDATE t SET c = a");
  CHECK(conversion.counts.operations == 1);
  CHECK(conversion.counts.sql == 2);
}

TEST_CASE("a table moves behind the one that its key points to", "[convert]") {
  const std::string text = operations(
      "CREATE TABLE a (b_id int); CREATE TABLE b (id int PRIMARY KEY);"
      "ALTER TABLE a ADD CONSTRAINT k FOREIGN KEY (b_id) REFERENCES b (id)");
  CHECK(text.find(R"x("name":"b")x") < text.find(R"x("references")x"));
}

TEST_CASE("of two tables that point to each other one key stands by itself", "[convert]") {
  const std::string text = operations(
      "CREATE TABLE a (id int PRIMARY KEY, b_id int); CREATE TABLE b (id int PRIMARY KEY, a_id "
      "int);"
      "ALTER TABLE a ADD CONSTRAINT k FOREIGN KEY (b_id) REFERENCES b (id);"
      "ALTER TABLE b ADD CONSTRAINT l FOREIGN KEY (a_id) REFERENCES a (id)");
  CHECK_THAT(text, test::contains(R"x({"create_constraint":{"table":"b","name":"l")x"));
}

TEST_CASE("SQL that others need has a migration of its own, with its way back", "[convert]") {
  const convert::Conversion conversion = converted(
      "CREATE TYPE mood AS ENUM ('a'); CREATE FUNCTION f(a int, b text DEFAULT 'x', OUT c int) "
      "LANGUAGE sql AS 'SELECT 1'; CREATE TABLE t (m mood)");
  REQUIRE(conversion.migrations.size() == 2);
  CHECK(conversion.migrations[0]["operations"][0]["sql"]["down"] ==
        "DROP FUNCTION IF EXISTS \"f\"(int, text);\nDROP TYPE IF EXISTS \"mood\"");
}

TEST_CASE("SQL that nothing needs waits for complete", "[convert]") {
  CHECK(operations("CREATE TABLE t (a int); INSERT INTO t VALUES (1); CREATE TABLE u (a int)") ==
        R"x({"create_table":{"name":"t","columns":[{"name":"a","type":"int","nullable":true}]}})x"
        "\n"
        R"x({"create_table":{"name":"u","columns":[{"name":"a","type":"int","nullable":true}]}})x"
        "\n"
        R"x({"sql":{"up":"INSERT INTO t VALUES (1)","onComplete":true}})x"
        "\n");
}

TEST_CASE("rows that are written before a rule come before it", "[convert]") {
  const convert::Conversion conversion =
      converted("DELETE FROM t WHERE a < 0; ALTER TABLE t ADD CONSTRAINT k CHECK (a >= 0)");
  REQUIRE(conversion.migrations.size() == 2);
  CHECK(conversion.migrations[0]["operations"][0].contains("sql"));
}

// ------------------------------------------------------------------ what nobody can know

TEST_CASE("what SQL does not tell is left out, and said", "[convert]") {
  CHECK(codes("ALTER TABLE t ALTER c DROP NOT NULL") == "missing-down ");
  CHECK(codes("ALTER TABLE t DROP CONSTRAINT k") == "missing-down ");
  CHECK(codes("ALTER TABLE t ALTER c TYPE int USING f(c)") == "missing-down ");
  CHECK(codes("ALTER TABLE t ADD c int NOT NULL") == "missing-up ");
  CHECK(codes("ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES o") == "missing-columns ");
  CHECK(operations("ALTER TABLE t ALTER c TYPE int USING f(c)") ==
        R"x({"alter_column":{"table":"t","column":"c","type":"int","up":"f(c)"}})x"
        "\n");
}

TEST_CASE("a plain cast has a way back", "[convert]") {
  CHECK(operations("ALTER TABLE t ALTER c TYPE int USING (c::int)") ==
        R"x({"alter_column":{"table":"t","column":"c","type":"int","up":"c::int","down":"c"}})x"
        "\n");
  CHECK(operations("ALTER TABLE t ALTER c TYPE text") ==
        R"x({"alter_column":{"table":"t","column":"c","type":"text"}})x"
        "\n");
}

TEST_CASE("names of another schema stay SQL", "[convert]") {
  CHECK(converted("ALTER TABLE other.t ADD c int").counts.sql == 1);
  CHECK(converted("CREATE TABLE t (a int REFERENCES other.o (id))").counts.sql == 1);
  CHECK(converted("ALTER TABLE public.t ADD c int").counts.sql == 0);
}

TEST_CASE("commands of one ALTER TABLE become what each is", "[convert]") {
  CHECK(operations("ALTER TABLE ONLY t ADD a int DEFAULT f(1, 2), SET (fillfactor = 70)") ==
        R"x({"add_column":{"table":"t","column":{"name":"a","type":"int","nullable":true,)x"
        R"x("default":"f(1, 2)"}}})x"
        "\n"
        R"x({"sql":{"up":"ALTER TABLE ONLY t SET (fillfactor = 70)","onComplete":true}})x"
        "\n");
}

TEST_CASE("DO blocks that forgive what is there are looked into, others not", "[convert]") {
  CHECK(converted("DO $$ BEGIN ALTER TABLE t ADD c int; EXCEPTION WHEN duplicate_column THEN null; "
                  "END $$")
            .counts.operations == 1);
  CHECK(converted("DO $$ BEGIN ALTER TABLE t ADD c int; END $$").counts.sql == 1);
  CHECK(converted("DO $$ BEGIN ALTER TABLE t ADD c int; EXCEPTION WHEN duplicate_column THEN "
                  "RAISE; END $$")
            .counts.sql == 1);
}

TEST_CASE("what cannot be parsed is SQL, and nothing crashes", "[convert]") {
  for (const char* sql :
       {"", ";;", "SELEC 1", "CREATE TABLE t ()", "ALTER TABLE t", "'", "$$",
        "UPDATE t SET (a, b) = (1, 2)", "UPDATE t SET a[1] = 2", "ALTER TABLE t ALTER c TYPE",
        "ALTER TABLE t ALTER missing SET NOT NULL", "CREATE INDEX ON t ((a), b)",
        "ALTER INDEX i RENAME TO j", "COMMENT ON COLUMN t.c IS NULL",
        "ALTER SEQUENCE s OWNED BY NONE",
        "CREATE TABLE t (a int); ALTER TABLE t ALTER b SET NOT NULL",
        "CREATE TABLE t (a int); ALTER TABLE t ALTER b SET DEFAULT nextval('s')"}) {
    INFO(sql);
    CHECK_FALSE(converted(sql).migrations.empty());
  }
  CHECK(codes("SELECT '\xff'") == "not-utf8 ");
}

// ------------------------------------------------------------------ files

TEST_CASE("an operation is replaced in any layout, or not at all", "[convert]") {
  const Json other = Json::parse(R"({"drop_table": {"name": "x"}})");
  for (const char* text : {R"({"operations": [{"sql": {"up": "a"}}, {"sql": {"up": "}\"]//"}}]})",
                           "{\"operations\":\n[{\"sql\":{\"up\":\"ü\"}} /* } */,\n\t{ // "
                           "}\n\"sql\":{\"up\":\"b\"}}]}"}) {
    INFO(text);
    for (const std::size_t index : {0U, 1U}) {
      const auto edited = with_operations("a.json", text, index, {other, other});
      REQUIRE(edited);
      const Json operations = Json::parse(*edited, nullptr, true, true).at("operations");
      CHECK(operations.size() == 3);
      CHECK(operations[index] == other);
    }
  }
  const std::string yaml = "operations:\n- sql:\n    up: |\n      a\n\n      b\n-   sql: {up: c}\n";
  const auto first = with_operations("a.yaml", yaml, 0, {other});
  REQUIRE(first);
  CHECK(*first == "operations:\n- drop_table:\n    name: x\n-   sql: {up: c}\n");
  CHECK(with_operations("a.yaml", yaml, 1, {other}));
  CHECK_FALSE(with_operations("a.yaml", "operations: [{sql: {up: a}}]", 0, {other}));
  CHECK_FALSE(with_operations("a.yaml", "operations:\n- &a\n  sql: {up: a}\n- *a\n", 0, {other}));
}

TEST_CASE("what is written reads as it was, in both formats", "[convert]") {
  const Json migration = Json::parse(R"({"description": "it's: #1", "operations": [
    {"sql": {"up": "a;\n\n  b\n", "down": " x "}}, {"sql": {"up": "no", "down": "1"}},
    {"sql": {"up": "line\nnext: [\"ü\"]", "down": "- a", "onComplete": true}},
    {"alter_column": {"table": "null", "column": "y", "default": null, "up": "a, \"b\""}},
    {"create_table": {"name": "t", "columns": [{"name": "n", "type": "text[]"}]}}]})");
  for (const char* file : {"a.json", "a.yaml"}) {
    const std::string text = text_for_file(file, migration);
    INFO(text);
    const Document document = read_document(file, text);
    REQUIRE(document.value);
    CHECK(Json(*document.value) == Json(nlohmann::json(migration)));
    CHECK(document.findings.empty());
  }
}

}  // namespace
