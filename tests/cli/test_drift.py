"""What others have changed in a schema since its last migration: told by status and plan, and refused by start."""

import json

from workbench import *


def completed(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    bench.done("start", "--complete", "01_age.json")
    bench.file("02_name.json", UPPER_NAME)


def drift(bench):
    found = json.loads(bench.done("status", "--json").out)["drift"]
    return found if found is None else [finding["message"] for finding in found]


def only(bench, thing, what):
    [message] = drift(bench)
    assert message == f'schema "public", {thing}: {what}, since migration "01_age" was complete', message


def test_nothing_is_known_before_the_first_migration(bench):
    bench.users()
    assert drift(bench) is None
    bench.file("01_age.json", ADD_AGE)
    bench.sql("ALTER TABLE users ADD COLUMN by_hand int")
    bench.done("start", "01_age.json")
    assert drift(bench) is None


def test_there_is_none_after_a_migration(bench):
    completed(bench)
    assert drift(bench) == []
    assert "drift:       none" in bench.done("status").out
    bench.done("start", "02_name.json")
    bench.done("rollback")
    assert drift(bench) == []


def test_what_was_added_changed_and_dropped_by_hand_is_told(bench):
    completed(bench)
    bench.sql("CREATE INDEX by_hand ON users (email)")
    only(bench, "index by_hand", "is there, and no migration has made it")
    bench.sql("DROP INDEX by_hand; ALTER TABLE users ALTER COLUMN age SET DEFAULT 7")
    only(bench, "column users.age", 'is "integer DEFAULT 7" now, and was "integer"')
    bench.sql("ALTER TABLE users ALTER COLUMN age DROP DEFAULT; CREATE VIEW names AS SELECT name FROM users")
    only(bench, "view names", "is there, and no migration has made it")


def test_what_is_gone_is_told(bench):
    bench.users()
    bench.sql("CREATE INDEX users_email ON users (email)")
    bench.file("01_age.json", ADD_AGE)
    bench.done("start", "--complete", "01_age.json")
    bench.sql("DROP INDEX users_email")
    only(bench, "index users_email", "is gone, and no migration has dropped it")


def test_each_kind_of_thing_is_told(bench):
    completed(bench)
    bench.sql("""
        CREATE TABLE parts (id int, n int CHECK (n > 0)) PARTITION BY RANGE (id);
        CREATE VIEW names AS SELECT name FROM users;
        CREATE MATERIALIZED VIEW kept AS SELECT name FROM users;
        CREATE SEQUENCE numbers;
        CREATE TYPE mood AS ENUM ('good', 'bad');
        CREATE DOMAIN few AS int CHECK (VALUE < 10);
        CREATE TYPE pair AS (a int, b int);
        CREATE TYPE span AS RANGE (subtype = date);
        CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql AS 'SELECT 2 * n';
        CREATE PROCEDURE idle() LANGUAGE sql AS '';
        CREATE FUNCTION noticed() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER notice AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION noticed();
        CREATE POLICY own ON users USING (name = current_user);
        CREATE STATISTICS pairs ON name, email FROM users;
        CREATE RULE quiet AS ON DELETE TO users DO ALSO SELECT 1;""")
    things = {message.split(": ")[0].removeprefix('schema "public", ') for message in drift(bench)}
    assert things >= {
        "table parts", "column parts.id", "column parts.n", "constraint parts_n_check of parts", "view names",
        "materialized view kept", "sequence numbers", "type mood", "type few", "type pair", "type span",
        "function twice(n integer)", "procedure idle()", "function noticed()", "trigger notice of users",
        "policy own of users", "statistics pairs", "rule quiet of users"}, things


def test_partitions_privileges_and_comments_are_no_drift(bench):
    bench.users()
    bench.sql("CREATE TABLE parts (id int) PARTITION BY RANGE (id)")
    bench.file("01_age.json", ADD_AGE)
    bench.done("start", "--complete", "01_age.json")
    bench.sql("CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10); COMMENT ON TABLE users IS 'x'; "
              "CREATE ROLE reader; GRANT SELECT ON users TO reader; INSERT INTO users (id, name) VALUES (77, 'a')")
    assert drift(bench) == []
    bench.sql("DROP OWNED BY reader; DROP ROLE reader")


def test_start_refuses_it_unless_allowed(bench):
    completed(bench)
    bench.sql("CREATE INDEX by_hand ON users (email)")
    before = bench.dump("-N", "zdm")
    planned = bench.zdm("plan", "02_name.json")
    assert planned.code == 3 and "index by_hand: is there" in planned.err and "expand" in planned.out, planned
    bench.refused(3, "start", "02_name.json", says=["02_name.json: schema \"public\", index by_hand: is there, and no",
                                                    "--allow-drift"])
    bench.unchanged(before, "-N", "zdm")
    told = bench.done("start", "--allow-drift", "02_name.json").err
    assert "warning: schema \"public\", index by_hand" in told, told
    bench.done("complete")
    assert drift(bench) == []


def test_a_locked_table_keeps_nobody_waiting(bench):
    completed(bench)
    bench.sql("CREATE VIEW names AS SELECT name FROM users")
    blocker = bench.session("BEGIN; LOCK TABLE users")
    assert json.loads(bench.done("status", "--json", "--lock-timeout", "50ms").out)["drift"] is None
    blocker.kill()
    blocker.wait()


def test_migrate_refuses_it_as_well(bench):
    completed(bench)
    bench.sql("CREATE INDEX by_hand ON users (email)")
    bench.refused(3, "migrate", ".", says="index by_hand: is there, and no")
    told = bench.done("migrate", ".", "--allow-drift", "--complete").err
    assert "warning: schema \"public\", index by_hand" in told, told
    assert drift(bench) == []


def test_the_last_of_a_span_is_named(bench):
    completed(bench)
    bench.file("03_more.json", [{"add_column": {"table": "users", "column": {"name": "more", "type": "int", "nullable": True}}}])
    bench.done("migrate", ".", "--complete")
    bench.sql("CREATE INDEX by_hand ON users (email)")
    [message] = drift(bench)
    assert message.endswith('since migration "03_more" was complete'), message
