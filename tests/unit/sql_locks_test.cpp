// Every DDL function of lib/sql, run on a real server: the locks that it takes, and whether it
// reads or rewrites the table, are what its Statement says. The planner, `plan` and the executor's
// budget all believe the Statement.
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "catch.hpp"
#include "lock_measurement.hpp"
#include "pg_server.hpp"
#include "sql/constraint_ddl.hpp"
#include "sql/sequence_ddl.hpp"
#include "sql/table_ddl.hpp"
#include "sql/version_ddl.hpp"

namespace {

using namespace zdm;
using test::Locks;
using test::to_text;

struct Measurement {
  std::string function;
  Statement statement;
  std::string prepared = {};  // SQL that makes what the statement needs
  Locks others = {};          // that the Statement does not tell
};

Identifier id(const char* name) { return Identifier(name); }
QualifiedName in_m(const char* name) { return {id("m"), id(name)}; }
Sql text(const char* raw) { return Sql::raw(raw); }

const QualifiedName kTable = in_m("t");
const std::string kView = "CREATE VIEW m.v AS SELECT id, a FROM m.t";
const std::string kIndex = "CREATE INDEX i ON m.t (a)";
const std::string kUniqueIndex = "CREATE UNIQUE INDEX u ON m.t (b)";
const std::string kStatistics = "CREATE STATISTICS m.s ON a, b FROM m.t";
const std::string kCheck = "ALTER TABLE m.t ADD CONSTRAINT k CHECK (b IS NOT NULL) NOT VALID";
const std::string kForeignKey =
    "ALTER TABLE m.t ADD CONSTRAINT k FOREIGN KEY (b) REFERENCES m.parent NOT VALID";
const std::string kFunction =
    "CREATE FUNCTION m.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";
const std::string kTrigger =
    kFunction + "; CREATE TRIGGER g BEFORE INSERT ON m.t FOR EACH ROW EXECUTE FUNCTION m.f()";

// One for each function; more where a function is used in different ways.
std::vector<Measurement> table_measurements() {
  using namespace ddl;
  return {
      {"create_table", create_table(in_m("made"), {text("id int")})},
      {"drop_tables", drop_tables({kTable})},
      // A referenced table loses its triggers.
      {"drop_tables", drop_tables({in_m("child")}, {in_m("parent")}),
       "CREATE TABLE m.child (id int REFERENCES m.parent)"},
      {"drop_tables", drop_tables({in_m("child"), kTable}, {kTable, in_m("parent")}),
       "CREATE TABLE m.child (id int REFERENCES m.parent, t int REFERENCES m.t)"},
      {"rename_table", rename_table(kTable, id("other"))},
      {"add_column", add_column(kTable, id("made"), text("int"))},
      {"add_column", add_column(kTable, id("made"), text("timestamptz NOT NULL DEFAULT now()"))},
      {"add_column_by_rewrite",
       add_column_by_rewrite(kTable, id("made"), text("int GENERATED ALWAYS AS (b + 1) STORED"))},
      {"add_column_by_rewrite", add_column_by_rewrite(kTable, id("made"), text("m.positive")),
       "CREATE DOMAIN m.positive AS int CHECK (VALUE > 0)"},
      {"drop_column", drop_column(kTable, id("a"))},
      {"drop_column", drop_column(kTable, id("b"), {in_m("parent")}), kForeignKey},
      {"drop_column", drop_column(kTable, id("b"), {kTable}),
       "ALTER TABLE m.t ADD CONSTRAINT k FOREIGN KEY (b) REFERENCES m.t NOT VALID"},
      {"rename_column", rename_column(kTable, id("a"), id("other"))},
      {"set_type", set_type(kTable, id("a"), TypeName{"text"})},
      {"set_default", set_default(kTable, id("a"), SqlExpression("'x'"))},
      {"drop_default", drop_default(kTable, id("a"))},
      {"set_not_null", set_not_null(kTable, id("b")),
       kCheck + "; ALTER TABLE m.t VALIDATE CONSTRAINT k"},
      {"drop_not_null", drop_not_null(kTable, id("c"))},
      {"set_storage", set_storage(kTable, id("a"), "EXTERNAL")},
      {"set_compression", set_compression(kTable, id("a"), "pglz")},
      {"set_statistics", set_statistics(kTable, id("a"), 50)},
      {"set_replica_identity", set_replica_identity(kTable, "full")},
      {"set_column_options", set_column_options(kTable, id("a"), "n_distinct='5'")},
      {"set_replica_identity_index", set_replica_identity_index(kTable, id("t_pkey"))},
      {"cluster_on", cluster_on(kTable, id("t_pkey"))},
      {"create_statistics", create_statistics(kTable, in_m("s"), "(ndistinct)", "a, b")},
      {"drop_statistics", drop_statistics(kTable, in_m("s")), kStatistics},
      {"set_statistics_target", set_statistics_target(in_m("s"), 50), kStatistics},
      {"rename_statistics", rename_statistics(in_m("s"), id("other")), kStatistics},
      {"comment_on_statistics", comment_on_statistics(in_m("s"), "x"), kStatistics},
      {"comment_on_table", comment_on_table(kTable, "x")},
      {"comment_on_column", comment_on_column(kTable, id("a"), std::nullopt)},
      {"analyze", analyze(kTable, {id("a")})},
  };
}

std::vector<Measurement> constraint_measurements() {
  using namespace ddl;
  const Sql references = text("FOREIGN KEY (b) REFERENCES m.parent");
  return {
      {"add_check_not_valid", add_check_not_valid(kTable, id("k"), text("CHECK (b > 0)"))},
      {"add_foreign_key_not_valid",
       add_foreign_key_not_valid(kTable, id("k"), references, in_m("parent"))},
      {"add_foreign_key_not_valid",
       add_foreign_key_not_valid(kTable, id("k"), text("FOREIGN KEY (b) REFERENCES m.t"), kTable)},
      {"add_foreign_key", add_foreign_key(in_m("child"), id("k"), references, in_m("parent")),
       "CREATE TABLE m.child (b int)"},
      {"let_act_after", let_act_after({kTable, id("k")}, {kTable, id("later")}, in_m("parent")),
       kForeignKey + "; ALTER TABLE m.t ADD CONSTRAINT later FOREIGN KEY (b) REFERENCES m.parent"},
      {"add_exclusion", add_exclusion(kTable, id("k"), text("EXCLUDE (b WITH =)"))},
      {"validate_constraints", validate_constraints(kTable, {id("k")}), kCheck},
      {"validate_constraints",
       validate_constraints(kTable, {id("k")}),
       kForeignKey,
       {{"parent", LockMode::row_share}}},
      {"add_constraint_using_index",
       add_constraint_using_index(kTable, id("k"), text("UNIQUE"), id("u"), text("")),
       kUniqueIndex},
      {"add_constraint_using_index",
       add_constraint_using_index(kTable, id("k"), text("PRIMARY KEY"), id("u"), text("")),
       "ALTER TABLE m.t DROP CONSTRAINT t_pkey, ALTER b SET NOT NULL; " + kUniqueIndex},
      {"drop_constraint", drop_constraint(kTable, id("k")), kCheck},
      {"drop_foreign_key", drop_foreign_key(kTable, id("k"), in_m("parent")), kForeignKey},
      {"rename_constraint", rename_constraint(kTable, id("k"), id("other")), kCheck},
      {"comment_on_constraint", comment_on_constraint(kTable, id("k"), "x"), kCheck},
      {"create_index",
       create_index(kTable, id("i"), Uniqueness::not_unique, text("USING btree (a)"))},
      {"create_index_concurrently",
       create_index_concurrently(kTable, id("i"), Uniqueness::unique, text("USING btree (id)"))},
      {"drop_index_concurrently", drop_index_concurrently(in_m("i"), kTable), kIndex},
      {"rename_index", rename_index(in_m("i"), id("other")), kIndex},
      {"rename_index_column", rename_index_column(in_m("i"), kTable, id("a"), id("other")), kIndex},
      {"set_index_statistics", set_index_statistics(in_m("i"), 1, 50),
       "CREATE INDEX i ON m.t (lower(a))"},
      {"comment_on_index", comment_on_index(in_m("i"), "x"), kIndex},
  };
}

// m.p is partitioned, and m.t its one partition: what is done to that is measured.
std::vector<Measurement> partition_measurements() {
  using namespace ddl;
  const std::string partitioned =
      "CREATE TABLE m.p (LIKE m.t) PARTITION BY RANGE (id); "
      "ALTER TABLE m.p ATTACH PARTITION m.t FOR VALUES FROM (0) TO (5000);";
  const QualifiedName table = in_m("p");
  const std::string index = partitioned + "CREATE INDEX pi ON ONLY m.p (a);" + kIndex;
  return {
      {"add_key_over_partitions",
       add_key_over_partitions(table, id("k"), text("UNIQUE (id)")),
       partitioned + "ALTER TABLE m.t ADD UNIQUE (id)",
       {{"t", LockMode::share}}},
      {"add_key_over_partitions",
       add_key_over_partitions(table, id("k"), text("PRIMARY KEY (id)")),
       partitioned,
       {{"t", LockMode::share}}},
      {"add_foreign_key_over_partitions",
       add_foreign_key_over_partitions(table, id("k"), text("FOREIGN KEY (b) REFERENCES m.parent"),
                                       in_m("parent")),
       partitioned + kForeignKey + "; ALTER TABLE m.t VALIDATE CONSTRAINT k",
       {{"t", LockMode::share_row_exclusive}}},
      {"create_index_on_only",
       create_index_on_only(table, id("pi"), Uniqueness::not_unique, text("USING btree (a)")),
       partitioned},
      {"attach_index", attach_index(in_m("pi"), in_m("i"), kTable), index},
      {"drop_index", drop_index(in_m("i"), kTable), kIndex},
      {"drop_index",
       drop_index(in_m("pi"), table),
       index + "; ALTER INDEX m.pi ATTACH PARTITION m.i",
       {{"t", LockMode::access_exclusive}}},
  };
}

std::vector<Measurement> sequence_measurements() {
  using namespace ddl;
  const std::string sequence = "CREATE SEQUENCE m.s";
  return {
      {"create_sequence", create_sequence(in_m("made"), TypeName{"bigint"}, "START WITH 5")},
      {"drop_sequence", drop_sequence(in_m("s")), sequence},
      {"rename_sequence", rename_sequence(in_m("s"), id("other")), sequence},
      {"own_sequence",
       own_sequence(in_m("s"), kTable, id("id")),
       sequence,
       {{"t", LockMode::access_share}}},
      {"take_over_sequence", take_over_sequence(in_m("s"), in_m("s2")),
       sequence + "; CREATE SEQUENCE m.s2"},
      {"add_identity",
       add_identity(kTable, id("id"), text("GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME m.made)"))},
  };
}

std::vector<Measurement> version_measurements() {
  using namespace ddl;
  const Identifier version("m2");
  const std::string schema = "CREATE SCHEMA m2";
  // Of a version that is not published yet, so that the Statement does not tell it.
  const Locks unseen{{"v", LockMode::access_exclusive}};
  return {
      {"create_schema", create_schema(version)},
      {"drop_schema", drop_schema(version), schema},
      {"rename_schema", rename_schema(version, id("m3")), schema},
      {"comment_on_schema", comment_on_schema(version, "x"), schema},
      {"create_view",
       create_view(in_m("v"), ViewRights::owner, text("SELECT id FROM m.t"), kTable)},
      {"drop_view", drop_view(in_m("v")), kView},
      {"set_view_default", set_view_default(in_m("v"), id("a"), SqlExpression("'x'")), kView,
       unseen},
      {"drop_view_default", drop_view_default(in_m("v"), id("a")), kView, unseen},
      {"comment_on_view", comment_on_view(in_m("v"), "x"), kView},
      {"comment_on_view_column", comment_on_view_column(in_m("v"), id("a"), "x"), kView},
      {"grant", grant(text("SELECT"), text("m.v"), text("PUBLIC"), text("")), kView},
      {"revoke_all", revoke_all(text("m.v"), text("PUBLIC")), kView},
      {"create_trigger_function",
       create_trigger_function(in_m("f"), {id("m")}, text("BEGIN RETURN NEW; END"))},
      {"drop_function", drop_function(in_m("f")), kFunction},
      {"create_row_trigger",
       create_row_trigger(kTable, id("g"), TriggerEvent::insert, text("true"), in_m("f")),
       kFunction},
      {"drop_trigger", drop_trigger(kTable, id("g")), kTrigger},
  };
}

std::vector<Measurement> measurements() {
  std::vector<Measurement> all;
  for (const auto& some :
       {table_measurements(), constraint_measurements(), partition_measurements(),
        sequence_measurements(), version_measurements()})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

// ---------------------------------------------------------------- measuring

constexpr const char* kTables = R"(
DROP SCHEMA IF EXISTS m CASCADE; DROP SCHEMA IF EXISTS m2 CASCADE; CREATE SCHEMA m;
CREATE TABLE m.parent (id int PRIMARY KEY);
CREATE TABLE m.t (id int PRIMARY KEY, a varchar(20) DEFAULT 'd', b int, c int NOT NULL);
INSERT INTO m.parent SELECT generate_series(1, 1000);
INSERT INTO m.t SELECT n, n, n, n FROM generate_series(1, 1000) n;
)";

Locks locks_told(const Measurement& measurement) {
  Locks told = measurement.others;
  if (measurement.statement.lock != LockMode::none) {
    REQUIRE(measurement.statement.table);
    told[measurement.statement.table->name.str()] = measurement.statement.lock;
  }
  for (const TableLock& lock : measurement.statement.also) told[lock.table.name.str()] = lock.mode;
  return told;
}

// ---------------------------------------------------------------- the tests

TEST_CASE("each DDL function takes the locks that it says, and does the work that it says",
          "[sql][database]") {
  const std::string database = test::new_database("");
  pg::Session session = test::connect(database);
  for (const Measurement& measurement : measurements()) {
    session.query(kTables);
    if (!measurement.prepared.empty()) session.query(measurement.prepared);
    const std::string& sql = measurement.statement.sql.text();
    INFO(measurement.function << ": " << sql);
    const bool concurrently = sql.find("CONCURRENTLY") != std::string::npos;
    const test::Measured measured =
        concurrently
            ? test::measure_while_it_waits(database, "m.t", sql, measurement.statement.cost)
            : test::measure_in_transaction(database, "m.t", sql);
    CHECK(to_text(measured.locks) == to_text(locks_told(measurement)));
    CHECK(to_string(measured.cost) == to_string(measurement.statement.cost));
  }
}

TEST_CASE("many CHECKs are proven in one scan of their table", "[sql][database]") {
  pg::Session session = test::connect(test::new_database(""));
  session.query(kTables);
  session.query(kCheck + "; ALTER TABLE m.t ADD CONSTRAINT l CHECK (b > 0 OR b <= 0) NOT VALID");
  const auto scans = [&] {
    return session.query("SELECT pg_stat_get_xact_numscans('m.t'::regclass)").value();
  };
  session.query("BEGIN");
  const int before = std::stoi(scans());
  session.query(ddl::validate_constraints(kTable, {id("k"), id("l")}).sql.text());
  CHECK(std::stoi(scans()) == before + 1);
  session.query("ROLLBACK");
}

// So that a new function cannot be without a measurement.
TEST_CASE("each DDL function that a header declares is measured", "[sql]") {
  std::set<std::string> declared, measured;
  const std::regex declaration(R"(^Statement (\w+)\()");
  for (const char* header : {"table_ddl", "constraint_ddl", "sequence_ddl", "version_ddl"}) {
    std::ifstream file("lib/sql/" + std::string(header) + ".hpp");
    REQUIRE(file.is_open());
    std::smatch match;
    for (std::string line; std::getline(file, line);)
      if (std::regex_search(line, match, declaration)) declared.insert(match[1]);
  }
  for (const Measurement& measurement : measurements()) measured.insert(measurement.function);
  CHECK(declared == measured);
}

}  // namespace
