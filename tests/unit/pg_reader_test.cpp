#include <algorithm>
#include <set>

#include "catch.hpp"
#include "core/error.hpp"
#include "pg/catalog_reader.hpp"
#include "pg_server.hpp"

using namespace zdm;
using pg::Session;
using test::connect;
using test::contains;
using test::new_database;

namespace {

using Ids = std::vector<ColumnId>;

Catalog read(const std::string& database, const std::string& schema = "public",
             const std::optional<Identifier>& version_schema = {}) {
  Session session = connect(database);
  return pg::read_catalog(session, Identifier(schema), version_schema);
}

Catalog read_new(const std::string& sql) { return read(new_database(sql)); }

Table table(const Catalog& catalog, const std::string& name) {
  const Table* found = catalog.table(Identifier(name));
  REQUIRE(found != nullptr);
  return *found;
}

Column column(const Table& from, const std::string& name) {
  const Column* found = from.column(Identifier(name));
  REQUIRE(found != nullptr);
  return *found;
}

Index index(const Table& from, const std::string& name) {
  const Index* found = from.index(Identifier(name));
  REQUIRE(found != nullptr);
  return *found;
}

template <typename Rule>
Rule rule(const Table& from, const std::string& name) {
  const Constraint* found = from.constraint(Identifier(name));
  REQUIRE(found != nullptr);
  return std::get<Rule>(found->rule);
}

std::vector<std::string> names(const std::vector<Column>& columns) {
  std::vector<std::string> all;
  for (const Column& each : columns) all.push_back(each.name.str());
  return all;
}

std::set<std::string> dependents(const Table& from, const std::string& of_column) {
  const ColumnId id = of_column.empty() ? 0 : column(from, of_column).id;
  std::set<std::string> all;
  for (const Dependent& each : from.dependents)
    if (each.column == id) all.insert(each.what);
  return all;
}

Privilege granted(const std::string& kind, std::optional<Identifier> to, bool grantable = false) {
  return {kind, std::move(to), grantable};
}

}  // namespace

TEST_CASE("the tables of a schema are read, by name, whatever their names") {
  const Catalog catalog = read_new(R"(
    CREATE TABLE "Ta""b.le \ 😀" ("Co""l.umn $1" int);
    CREATE TABLE "select" ();
    CREATE TABLE parted (a int) PARTITION BY RANGE (a);
    CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10);
    CREATE TABLE parent (a int);
    CREATE TABLE child () INHERITS (parent);
    CREATE VIEW a_view AS SELECT 1;
    CREATE SCHEMA other CREATE TABLE elsewhere ())");
  std::vector<std::string> found;
  for (const auto& each : catalog.tables()) {
    CHECK(each->id == static_cast<TableId>(found.size()) + 1);
    found.push_back(each->name.str());
  }
  CHECK(found == std::vector<std::string>{"Ta\"b.le \\ 😀", "child", "parent", "parted", "select"});
  CHECK(table(catalog, "parted").kind == TableKind::partitioned);
  CHECK(table(catalog, "parent").has_inheritance_children);
  CHECK_FALSE(table(catalog, "child").has_inheritance_children);
  CHECK(names(table(catalog, "Ta\"b.le \\ 😀").columns) == std::vector<std::string>{"Co\"l.umn $1"});
}

TEST_CASE("what is said of a table as a whole is read") {
  const Catalog catalog = read_new(R"(
    CREATE ROLE reader; CREATE ROLE holder;
    CREATE TABLE t (a int PRIMARY KEY, b int NOT NULL);
    INSERT INTO t SELECT i, i FROM generate_series(1, 1000) AS i; ANALYZE t;
    CREATE UNIQUE INDEX identity ON t (b);
    ALTER TABLE t REPLICA IDENTITY USING INDEX identity;
    ALTER TABLE t ENABLE ROW LEVEL SECURITY;
    COMMENT ON TABLE t IS 'it''s a table';
    ALTER TABLE t OWNER TO holder;
    GRANT SELECT ON t TO reader WITH GRANT OPTION; GRANT INSERT ON t TO PUBLIC;
    CREATE TABLE plain ())");
  const Table t = table(catalog, "t");
  CHECK(t.owner == Identifier("holder"));
  CHECK(t.privileges ==
        Privileges{granted("INSERT", {}), granted("SELECT", Identifier("reader"), true)});
  CHECK(t.comment == "it's a table");
  CHECK(t.row_security);
  CHECK(t.replica_identity == "index");
  CHECK(t.replica_identity_index == Identifier("identity"));
  CHECK(t.estimated_rows == 1000);
  CHECK(t.bytes > 0);
  const Table plain = table(catalog, "plain");
  CHECK(plain.privileges.empty());
  CHECK_FALSE(plain.comment.has_value());
  CHECK_FALSE(plain.row_security);
  CHECK(plain.replica_identity == "default");
  CHECK(plain.estimated_rows == 0);
}

TEST_CASE("the schema itself is read, with every name that is taken") {
  const Catalog catalog = read_new(R"(
    CREATE ROLE visitor; GRANT USAGE ON SCHEMA public TO visitor;
    CREATE TABLE t (a serial PRIMARY KEY); CREATE VIEW v AS SELECT 1;
    CREATE TYPE mood AS ENUM ('a'))");
  CHECK(catalog.schema == Identifier("public"));
  CHECK(catalog.server_version >= 140000);
  CHECK_FALSE(catalog.schema_owner.empty());
  const Privileges& privileges = catalog.schema_privileges;
  CHECK(std::count(privileges.begin(), privileges.end(), granted("USAGE", Identifier("visitor"))) ==
        1);
  for (const char* name : {"t", "t_a_seq", "t_pkey", "v", "mood"})
    CHECK(catalog.relation_names.contains(Identifier(name)));
  CHECK_FALSE(catalog.relation_names.contains(Identifier("_t")));
}

TEST_CASE("a schema that is not there is an error that says so") {
  try {
    read("postgres", "No \"where");
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(std::string(error.what()) == "there is no schema \"No \"\"where\"");
  }
}

TEST_CASE("columns are read with all that a copy of them needs") {
  const Catalog catalog = read_new(R"(
    CREATE ROLE writer;
    CREATE DOMAIN word AS text CHECK (VALUE <> '');
    CREATE TABLE t (
      a varchar(20) COLLATE "C" NOT NULL DEFAULT 'it''s',
      gone int,
      b numeric(10,2)[] DEFAULT '{1.5}',
      c word,
      d text COMPRESSION pglz,
      e timestamptz DEFAULT now(),
      f int GENERATED ALWAYS AS (length("a") * 2) STORED);
    ALTER TABLE t DROP gone, ALTER d SET STORAGE EXTERNAL, ALTER d SET STATISTICS 77,
      ALTER d SET (n_distinct = 5);
    COMMENT ON COLUMN t.d IS 'a d'; GRANT UPDATE (d), SELECT (d) ON t TO writer)");
  const Table t = table(catalog, "t");
  CHECK(t.last_column_id == 7);
  const Column a = column(t, "a");
  CHECK(a.id == 1);
  CHECK(a.type.text == "character varying(20)");
  CHECK(a.unmodified_type.text == "character varying");
  CHECK_FALSE(a.nullable);
  CHECK(a.default_value == SqlExpression("'it''s'::character varying"));
  CHECK(a.collation == QualifiedName{Identifier("pg_catalog"), Identifier("C")});
  CHECK((a.storage.empty() && a.compression.empty() && a.options.empty()));
  const Column b = column(t, "b");
  CHECK(b.id == 3);
  CHECK(b.type.text == "numeric(10,2)[]");
  CHECK(b.unmodified_type.text == "numeric[]");
  CHECK(b.nullable);
  CHECK(column(t, "c").type.text == "public.word");
  const Column d = column(t, "d");
  CHECK(d.storage == "EXTERNAL");
  CHECK(d.compression == "pglz");
  CHECK(d.statistics_target == 77);
  CHECK(d.options == "n_distinct='5'");
  CHECK(d.comment == "a d");
  CHECK(d.privileges == Privileges{granted("SELECT", Identifier("writer")),
                                   granted("UPDATE", Identifier("writer"))});
  CHECK_FALSE(d.collation.has_value());
  CHECK(column(t, "e").default_value == SqlExpression("now()"));
  const Column f = column(t, "f");
  CHECK_FALSE(f.default_value.has_value());
  REQUIRE(f.generated.has_value());
  CHECK(f.generated->columns == std::map<Identifier, ColumnId>{{Identifier("a"), 1}});
  CHECK_FALSE(f.generated_virtual);
}

TEST_CASE("identity and serial columns come with their sequences") {
  const Catalog catalog = read_new(R"(
    CREATE TABLE t (
      plain int GENERATED BY DEFAULT AS IDENTITY,
      small smallint GENERATED ALWAYS AS IDENTITY,
      big bigint GENERATED ALWAYS AS IDENTITY
        (START WITH 5 INCREMENT BY 3 MINVALUE 2 MAXVALUE 99 CACHE 7 CYCLE),
      down int GENERATED ALWAYS AS IDENTITY (INCREMENT BY -1),
      "Se rial" serial))");
  const Table t = table(catalog, "t");
  const auto sequence = [&](const char* name) { return *column(t, name).sequence; };
  CHECK(column(t, "plain").identity == Identity::by_default);
  CHECK(sequence("plain").name == QualifiedName{Identifier("public"), Identifier("t_plain_seq")});
  CHECK(sequence("plain").options.empty());
  CHECK(column(t, "small").identity == Identity::always);
  CHECK(sequence("small").options.empty());
  CHECK(sequence("big").options ==
        "START WITH 5 INCREMENT BY 3 MINVALUE 2 MAXVALUE 99 CACHE 7 CYCLE");
  CHECK(sequence("down").options == "INCREMENT BY -1");
  CHECK(column(t, "Se rial").identity == Identity::none);
  CHECK(sequence("Se rial").name.name == Identifier("t_Se rial_seq"));
  CHECK(column(t, "Se rial").default_value ==
        SqlExpression("nextval('public.\"t_Se rial_seq\"'::regclass)"));
}

TEST_CASE("columns stand in the order of the version's view, and new ones behind") {
  const std::string database = new_database(R"(
    CREATE TABLE t (a int, b int, c int, d int);
    CREATE SCHEMA v1; CREATE VIEW v1.t AS SELECT c, a FROM t)");
  const std::vector<std::string> shown{"c", "a", "b", "d"};
  CHECK(names(table(read(database, "public", Identifier("v1")), "t").columns) == shown);
  const std::vector<std::string> made{"a", "b", "c", "d"};
  CHECK(names(table(read(database), "t").columns) == made);
}

TEST_CASE("indexes are read element by element") {
  const Catalog catalog = read_new(R"(
    CREATE DOMAIN word AS text;
    CREATE TABLE t (a varchar(20), b text, c int, d word, e int[], f tsvector);
    CREATE INDEX plain ON t (a, d, c);
    CREATE INDEX sorted ON t (c DESC, b NULLS FIRST, a DESC NULLS LAST);
    CREATE INDEX expressions ON t (lower(a), (a || b)) INCLUDE (c, d)
      WITH (fillfactor = 70) WHERE c > 0 AND b IS NULL;
    CREATE INDEX classes ON t (a COLLATE "POSIX" varchar_pattern_ops, b text_pattern_ops);
    CREATE INDEX params ON t USING gist (f tsvector_ops (siglen = 32));
    CREATE INDEX arrays ON t USING gin (e);
    CREATE UNIQUE INDEX uniq ON t (c);
    COMMENT ON INDEX uniq IS 'an index'; ALTER TABLE t CLUSTER ON uniq)");
  const Table t = table(catalog, "t");
  const Index plain = index(t, "plain");
  CHECK(plain.method == "btree");
  CHECK(plain.existing == Identifier("plain"));
  CHECK((plain.valid && !plain.unique && !plain.clustered && !plain.predicate));
  REQUIRE(plain.elements.size() == 3);
  for (const IndexElement& element : plain.elements)
    CHECK((!element.collation && !element.opclass && element.order.empty()));
  CHECK(std::get<ColumnId>(plain.elements[1].key) == 4);
  const Index sorted = index(t, "sorted");
  CHECK(sorted.elements.at(0).order == "DESC");
  CHECK(sorted.elements.at(1).order == "NULLS FIRST");
  CHECK(sorted.elements.at(2).order == "DESC NULLS LAST");
  const Index expressions = index(t, "expressions");
  const auto first = std::get<BoundExpression>(expressions.elements.at(0).key);
  CHECK(first.text.text() == "lower((a)::text)");
  CHECK(first.columns == std::map<Identifier, ColumnId>{{Identifier("a"), 1}});
  const auto second = std::get<BoundExpression>(expressions.elements.at(1).key);
  CHECK((second.reads(1) && second.reads(2) && !second.reads(3)));
  CHECK(expressions.include == Ids{3, 4});
  CHECK(expressions.storage_parameters == "fillfactor='70'");
  REQUIRE(expressions.predicate.has_value());
  CHECK((expressions.predicate->reads(3) && !expressions.predicate->reads(1)));
  const Index classes = index(t, "classes");
  CHECK(classes.elements.at(0).opclass == OperatorClass{"varchar_pattern_ops", ""});
  CHECK(classes.elements.at(0).collation ==
        QualifiedName{Identifier("pg_catalog"), Identifier("POSIX")});
  CHECK(classes.elements.at(1).opclass == OperatorClass{"text_pattern_ops", ""});
  CHECK(index(t, "params").elements.at(0).opclass == OperatorClass{"tsvector_ops", "siglen='32'"});
  CHECK_FALSE(index(t, "arrays").elements.at(0).opclass.has_value());
  const Index uniq = index(t, "uniq");
  CHECK((uniq.unique && uniq.clustered && uniq.comment == "an index"));
}

TEST_CASE("constraints are read with the indexes that are theirs") {
  const Catalog catalog = read_new(R"(
    CREATE TABLE t (a int, b int, c text, r int4range,
      CONSTRAINT pk PRIMARY KEY (b, a) INCLUDE (c) WITH (fillfactor = 80),
      CONSTRAINT uq UNIQUE (c, a) DEFERRABLE INITIALLY DEFERRED,
      CONSTRAINT ck CHECK (a > 0 AND "c" <> 'b') NO INHERIT,
      CONSTRAINT ex EXCLUDE USING gist (r WITH &&) WHERE (b > 3));
    ALTER TABLE t ADD CONSTRAINT late CHECK (b > a) NOT VALID;
    COMMENT ON CONSTRAINT ck ON t IS 'a check')");
  const Table t = table(catalog, "t");
  CHECK(t.indexes.empty());
  const auto pk = rule<KeyConstraint>(t, "pk");
  CHECK(pk.primary);
  CHECK(std::get<ColumnId>(pk.index.elements.at(0).key) == 2);
  CHECK(pk.index.include == Ids{3});
  CHECK(pk.index.storage_parameters == "fillfactor='80'");
  const Constraint uq = *t.constraint(Identifier("uq"));
  CHECK((uq.deferrable && uq.initially_deferred && uq.existing == Identifier("uq")));
  CHECK_FALSE(rule<KeyConstraint>(t, "uq").primary);
  const auto ck = rule<CheckConstraint>(t, "ck");
  CHECK(ck.no_inherit);
  CHECK(ck.expression.columns ==
        std::map<Identifier, ColumnId>{{Identifier("a"), 1}, {Identifier("c"), 3}});
  CHECK(t.constraint(Identifier("ck"))->comment == "a check");
  CHECK_FALSE(t.constraint(Identifier("late"))->validated);
  const auto ex = rule<ExcludeConstraint>(t, "ex");
  CHECK(ex.operators == std::vector<std::string>{"&&"});
  CHECK(ex.index.method == "gist");
  CHECK(ex.index.predicate->reads(2));
}

TEST_CASE("foreign keys lead to tables of the schema by id, to others by name") {
  const Catalog catalog = read_new(R"(
    CREATE SCHEMA other CREATE TABLE "out" (k1 int, "K 2" int, PRIMARY KEY ("K 2", k1));
    CREATE TABLE target (x int, id int PRIMARY KEY);
    CREATE TABLE t (a int, b int,
      CONSTRAINT inside FOREIGN KEY (b) REFERENCES target ON DELETE SET NULL,
      CONSTRAINT outside FOREIGN KEY (b, a) REFERENCES other."out" ("K 2", k1) MATCH FULL
        ON DELETE CASCADE ON UPDATE RESTRICT DEFERRABLE))");
  const Table t = table(catalog, "t");
  const auto inside = rule<ForeignKeyConstraint>(t, "inside");
  CHECK(inside.columns == Ids{2});
  CHECK(inside.references == table(catalog, "target").id);
  CHECK(inside.referenced_columns == Ids{2});
  CHECK(inside.outside_table == QualifiedName{});
  CHECK(inside.on_delete == "SET NULL");
  CHECK(inside.on_update == "NO ACTION");
  CHECK(inside.match == "SIMPLE");
  const auto outside = rule<ForeignKeyConstraint>(t, "outside");
  CHECK(outside.columns == Ids{2, 1});
  CHECK_FALSE(outside.references.has_value());
  CHECK(outside.outside_table == QualifiedName{Identifier("other"), Identifier("out")});
  CHECK(outside.outside_columns == std::vector<Identifier>{Identifier("K 2"), Identifier("k1")});
  CHECK(outside.on_delete == "CASCADE");
  CHECK(outside.on_update == "RESTRICT");
  CHECK(outside.match == "FULL");
  CHECK(t.constraint(Identifier("outside"))->deferrable);
}

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
  Session session = connect(new_database("CREATE TABLE t (a int, b int, c int)"));
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

TEST_CASE("a catalog is read inside an open transaction too, which stays as it was") {
  Session session = connect(new_database(""));
  session.transaction([&] {
    session.query("SET LOCAL search_path = public; CREATE TABLE t (a int)");
    CHECK_FALSE(pg::read_catalog(session, Identifier("public"), {}).empty());
    CHECK(session.query("SHOW search_path").value() == "public");
    CHECK_NOTHROW(session.query("CREATE TABLE u (a int)"));
  });
}
