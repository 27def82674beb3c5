#include "pg_reader.hpp"

#include <algorithm>

#include "catch.hpp"
#include "core/error.hpp"

using namespace zdm;
using test::column;
using test::connect;
using test::new_database;
using test::read;
using test::read_new;
using test::table;

namespace {

std::vector<std::string> names(const std::vector<Column>& columns) {
  std::vector<std::string> all;
  for (const Column& each : columns) all.push_back(each.name.str());
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

TEST_CASE("a catalog is read inside an open transaction too, which stays as it was") {
  pg::Session session = connect(new_database(""));
  session.transaction([&] {
    session.query("SET LOCAL search_path = public; CREATE TABLE t (a int)");
    CHECK_FALSE(pg::read_catalog(session, Identifier("public"), {}).empty());
    CHECK(session.query("SHOW search_path").value() == "public");
    CHECK_NOTHROW(session.query("CREATE TABLE u (a int)"));
  });
}
