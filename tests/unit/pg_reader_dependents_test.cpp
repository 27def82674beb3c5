#include <set>

#include "catch.hpp"
#include "pg_reader.hpp"

using namespace zdm;
using test::column;
using test::connect;
using test::contains;
using test::Ids;
using test::index;
using test::new_database;
using test::read;
using test::read_new;
using test::rule;
using test::table;

namespace {

std::set<std::string> dependents(const Table& from, const std::string& of_column) {
  const ColumnId id = of_column.empty() ? 0 : column(from, of_column).id;
  std::set<std::string> all;
  for (const Dependent& each : from.dependents)
    if (each.column == id) all.insert(each.what);
  return all;
}

}  // namespace

TEST_CASE("triggers and extended statistics tell the columns that they name") {
  const Catalog catalog = read_new(R"(
    CREATE TABLE t (a int PRIMARY KEY, b int, c int, d int REFERENCES t);
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
    CREATE TRIGGER picky BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (old.b > 0)
      EXECUTE FUNCTION f();
    CREATE TRIGGER quiet AFTER INSERT ON t EXECUTE FUNCTION f();
    ALTER TABLE t DISABLE TRIGGER quiet;
    CREATE STATISTICS "St" (dependencies) ON a, b FROM t;
    CREATE STATISTICS wide ON (b + c), d FROM t)");
  const Table t = table(catalog, "t");
  REQUIRE(t.triggers.size() == 2);
  CHECK(t.triggers[0] == Trigger{Identifier("picky"), true, true, Ids{1, 2}});
  CHECK(t.triggers[1] == Trigger{Identifier("quiet"), false, false, {}});
  CHECK(dependents(t, "a") == std::set<std::string>{"trigger \"picky\""});
  CHECK(dependents(t, "b") == std::set<std::string>{"trigger \"picky\""});
  REQUIRE(t.statistics.size() == 2);
  CHECK(t.statistics[0].name == QualifiedName{Identifier("public"), Identifier("St")});
  CHECK(t.statistics[0].columns == Ids{1, 2});
  CHECK_THAT(t.statistics[0].definition, contains("(dependencies) ON a, b FROM public.t"));
  CHECK(t.statistics[1].columns == Ids{2, 3, 4});
}

TEST_CASE("whatever else depends on a column is named") {
  const Catalog catalog = read_new(R"(
    CREATE TABLE t (id int PRIMARY KEY, a int, b text, c int, d int, e serial, free int,
                    twice int GENERATED ALWAYS AS (a * 2) STORED);
    CREATE VIEW v AS SELECT a FROM t;
    CREATE VIEW counted AS SELECT count(*) FROM t;
    CREATE VIEW grouped AS SELECT id, c FROM t GROUP BY id;
    CREATE MATERIALIZED VIEW m AS SELECT b FROM t;
    CREATE FUNCTION f(int) RETURNS int LANGUAGE sql BEGIN ATOMIC
      SELECT d FROM t WHERE b = 'x'; END;
    CREATE FUNCTION of_row(t) RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE POLICY p ON t USING (d > 0);
    CREATE RULE r AS ON UPDATE TO t WHERE old.c = 1 DO ALSO NOTHING;
    CREATE SCHEMA other
      CREATE TABLE far (x int DEFAULT nextval('public.t_e_seq'), row public.t,
                        y int CONSTRAINT key REFERENCES public.t);
    CREATE TABLE parent (x int); CREATE TABLE child (y int) INHERITS (parent);
    CREATE TABLE parted (k int, l int) PARTITION BY RANGE (k))");
  const Table t = table(catalog, "t");
  using Set = std::set<std::string>;
  CHECK(dependents(t, "id") ==
        Set{"view \"public\".\"grouped\"", "foreign key \"key\" of \"other\".\"far\""});
  CHECK(dependents(t, "a") == Set{"view \"public\".\"v\"", "generated column \"twice\""});
  CHECK(dependents(t, "b") ==
        Set{"materialized view \"public\".\"m\"", "function \"public\".\"f\"(integer)"});
  CHECK(dependents(t, "c") == Set{"view \"public\".\"grouped\"", "rule \"r\""});
  CHECK(dependents(t, "d") == Set{"function \"public\".\"f\"(integer)", "policy \"p\""});
  CHECK(dependents(t, "e") == Set{"default of column \"x\" of \"other\".\"far\""});
  CHECK(dependents(t, "free").empty());
  CHECK(dependents(t, "") == Set{"view \"public\".\"counted\"",
                                 "function \"public\".\"of_row\"(public.t)",
                                 "column \"row\" of \"other\".\"far\""});
  CHECK(dependents(table(catalog, "child"), "x") == Set{"parent table \"public\".\"parent\""});
  CHECK(dependents(table(catalog, "child"), "y").empty());
  CHECK(table(catalog, "parted").partitioning.key ==
        std::vector<ColumnId>{table(catalog, "parted").column(Identifier("k"))->id});
  CHECK(dependents(table(catalog, "parted"), "l").empty());
}

TEST_CASE("the views of zdm's versions are no dependents") {
  const std::string database = new_database(R"(
    CREATE TABLE t (a int);
    CREATE SCHEMA public_01; CREATE VIEW public_01.t AS SELECT a FROM t;
    CREATE SCHEMA public_02; CREATE VIEW public_02.t AS SELECT a FROM t;
    COMMENT ON SCHEMA public_02 IS 'zdm: version 02 of "public"')");
  CHECK(table(read(database, "public", Identifier("public_01")), "t").dependents.empty());
  CHECK(dependents(table(read(database), "t"), "a") ==
        std::set<std::string>{"view \"public_01\".\"t\""});
}

TEST_CASE("what newer servers know is read from them, and does not disturb older ones") {
  pg::Session session = connect(new_database("CREATE TABLE t (a int, b int, c int)"));
  session.query("SET search_path = public");
  const bool has_15 = session.server_version() >= 150000;
  const bool has_18 = session.server_version() >= 180000;
  if (has_15)
    session.query(
        "CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT; CREATE TABLE k (x int, y int, "
        "UNIQUE (x, y)); ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a, b) REFERENCES k (x, y) "
        "ON DELETE SET NULL (b); CREATE PUBLICATION p FOR TABLE t (a, b) WHERE (c > 0)");
  if (has_18)
    session.query(
        "ALTER TABLE t ADD v int GENERATED ALWAYS AS (c + 1), ADD CONSTRAINT n NOT NULL c, "
        "ADD CONSTRAINT loose CHECK (b > 0) NOT ENFORCED");
  const Table t = table(pg::read_catalog(session, Identifier("public"), {}), "t");
  if (has_15) {
    CHECK(index(t, "i").nulls_not_distinct);
    CHECK(rule<ForeignKeyConstraint>(t, "f").on_delete_set_columns == Ids{2});
    CHECK(t.publications == std::vector<std::string>{"p"});
    CHECK(dependents(t, "a") == std::set<std::string>{"publication \"p\""});
    CHECK(dependents(t, "c").contains("publication \"p\""));
  }
  if (has_18) {
    CHECK(column(t, "v").generated_virtual);
    CHECK_FALSE(column(t, "c").nullable);
    CHECK(t.constraint(Identifier("n")) == nullptr);
    CHECK(dependents(t, "b").contains("constraint \"loose\" (NOT ENFORCED)"));
  }
}
