"""Two managed schemas in one database, with tables and migrations of the same names."""

from workbench import *

ODD = 'Büro "1" $.x'
QUOTED = '"Büro ""1"" $.x"'


def two_schemas(bench):
    for schema in ["shop", QUOTED]:
        bench.sql(f"CREATE SCHEMA {schema}; CREATE TABLE {schema}.users (id int PRIMARY KEY, name text NOT NULL); "
                  f"CREATE INDEX users_name ON {schema}.users (name); "
                  f"INSERT INTO {schema}.users SELECT i, 'user ' || i FROM generate_series(1, 50) AS i")
    bench.file("01_upper.json", UPPER_NAME)


def names(bench, schema, id):
    return bench.sql(f"SELECT name FROM {schema}.users WHERE id = {id}")


def test_both_are_active_and_end_in_different_ways(bench):
    two_schemas(bench)
    before = bench.dump("--schema-only", "--schema", QUOTED)
    for schema in ["shop", ODD]:
        bench.done("--schema", schema, "start", "01_upper.json")
    shop, odd = '"shop_01_upper"', '"Büro ""1"" $.x_01_upper"'
    bench.sql(f"SET search_path = {shop}; UPDATE users SET name = 'NEW' WHERE id = 1")
    bench.sql(f"SET search_path = {QUOTED}; UPDATE users SET name = 'old' WHERE id = 2")
    assert names(bench, "shop", 1) == "NEW" and names(bench, QUOTED, 1) == "user 1"
    assert names(bench, odd, 2) == "OLD" and names(bench, shop, 2) == "USER 2"
    bench.sql(f"UPDATE {QUOTED}.users SET name = 'user 2' WHERE id = 2")
    bench.done("--schema", "shop", "complete")
    status = bench.done("--schema", ODD, "status", "--json").json()
    assert status["active"]["name"] == "01_upper", status
    bench.done("--schema", ODD, "rollback")
    bench.unchanged(before, "--schema-only", "--schema", QUOTED)
    assert names(bench, shop, 2) == "USER 2" and names(bench, "shop", 2) == "USER 2"


def test_a_foreign_key_of_the_other_schema_is_refused_by_name(bench):
    two_schemas(bench)
    bench.sql(f"CREATE TABLE {QUOTED}.orders (id int, of_user int CONSTRAINT theirs REFERENCES shop.users)")
    bench.file("01_big.json", [{"alter_column": {"table": "users", "column": "id", "type": "bigint",
                                                 "up": "id", "down": "id"}}])
    before = bench.dump()
    bench.refused(3, "--schema", "shop", "start", "01_big.json",
                  says=['foreign key "theirs" of "Büro ""1"" $.x"."orders"'])
    bench.unchanged(before)
