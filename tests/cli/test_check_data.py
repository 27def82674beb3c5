"""zdm plan --check-data: what the rows that are there say of a migration."""

from workbench import *


def alter(**fields):
    return [{"alter_column": {"table": "users", "column": "name", "comment": "changed", **fields}}]


TRIM = alter(up="btrim(name)", down="name", check={"name": "trimmed", "constraint": "name = btrim(name)"})


def findings(bench, *arguments, code=0):
    told = bench.expect(code, "plan", "01_change.json", "--json", *arguments).json()
    return {finding["code"]: finding for finding in told["findings"]}


def messages(bench, operations, *arguments, code=0):
    bench.file("01_change.json", operations)
    return {code: finding["message"] for code, finding in findings(bench, *arguments, code=code).items()}


def test_what_does_not_come_back_is_shown(bench):
    bench.users(100)
    bench.sql("UPDATE users SET name = 'Bob ' WHERE id IN (7, 9)")
    told = messages(bench, TRIM, "--check-data")
    assert "2 of 100 rows do not survive the round trip" in told["data-round-trip"], told
    assert "'Bob ' → 'Bob' → 'Bob' (id 7)" in told["data-round-trip"], told


def test_it_is_told_in_text_and_in_markdown(bench):
    bench.users()
    bench.sql("UPDATE users SET name = 'Bob ' WHERE id = 1")
    bench.file("01_change.json", TRIM)
    assert "do not survive the round trip" in bench.done("plan", "01_change.json", "--check-data").err
    assert "do not survive the round trip" in bench.done("plan", "01_change.json", "--check-data", "--markdown").out


def test_a_sample_is_no_larger_than_it_may_be(bench):
    bench.users(20000)
    bench.sql("ANALYZE users")
    bench.sql("UPDATE users SET name = name || ' '")
    told = messages(bench, TRIM, "--check-data=500")
    assert "500 of 500 sampled rows" in told["data-round-trip"], told
    assert "a sample of 500 rows" in told["data-checked"], told


def test_all_rows_in_pieces(bench):
    bench.users(25000)
    bench.sql("UPDATE users SET name = 'Bob ' WHERE id % 1000 = 0")
    told = messages(bench, TRIM, "--check-data=all")
    assert "25 of 25,000 rows do not survive" in told["data-round-trip"], told


def test_rows_that_raise_an_error_do_not_end_it(bench):
    bench.users(1000)
    bench.sql("UPDATE users SET name = id")
    bench.sql("UPDATE users SET name = 'x' WHERE id % 100 = 0")
    bench.sql("UPDATE users SET name = '07' WHERE id = 7")
    told = messages(bench, alter(type="integer", up="name::integer", down="name::text"), "--check-data", code=3)
    assert "10 of 1,000 rows raise an error in up of users.name" in told["data-error"], told
    assert 'invalid input syntax for type integer: "x" (id 100)' in told["data-error"], told
    assert "'07' → '7' → '7' (id 7)" in told["data-round-trip"], told


def test_the_plan_is_shown_beside_its_errors(bench):
    bench.users()
    bench.file("01_change.json", alter(type="integer", up="name::integer", down="name::text"))
    result = bench.expect(3, "plan", "01_change.json", "--check-data", "-o", "plan.json")
    assert "fill the rows" in result.out and (bench.folder / "plan.json").exists(), result
    assert bench.expect(3, "plan", "01_change.json", "--check-data", "--json").json()["plans"]


def test_a_value_too_long_is_not_cut_in_silence(bench):
    bench.users(20)
    told = messages(bench, alter(type="varchar(6)", up="name", down="name"), "--check-data", code=3)
    assert "11 of 20 rows raise an error in up of users.name" in told["data-error"], told
    assert "value too long" in told["data-error"], told


def test_null_where_it_may_not_be(bench):
    bench.users(10)
    bench.sql("UPDATE users SET email = NULL WHERE id IN (3, 4)")
    told = messages(bench, [{"alter_column": {"table": "users", "column": "email", "nullable": False,
                                              "up": "lower(email)", "down": "email"}}], "--check-data", code=3)
    assert "2 of 10 rows would have NULL in users.email" in told["data-null"], told
    assert "id 3 (email NULL); id 4 (email NULL)" in told["data-null"], told


def test_a_rule_that_rows_violate(bench):
    bench.users(10)
    told = messages(bench, [{"create_constraint": {
        "table": "users", "name": "short", "type": "check", "check": "length(name) < 7", "columns": ["name"],
        "up": {"name": "name"}, "down": {"name": "name"}}}], "--check-data", code=3)
    assert "1 of 10 rows would violate short: id 10 (name 'user 10')" in told["data-check"], told


def test_rows_that_become_equal(bench):
    bench.users(10)
    told = messages(bench, alter(up="left(name, 6)", down="name", unique={"name": "one_name"}), "--check-data", code=3)
    assert "2 of 10 rows would be equal to others in one_name: 'user 1' (id 1 and id 10)" in told["data-duplicate"], told


def test_keys_that_point_nowhere(bench):
    bench.users(10)
    bench.sql("CREATE TABLE orders (id int PRIMARY KEY, buyer int)")
    bench.sql("INSERT INTO orders VALUES (1, 1), (2, 99), (3, NULL)")
    told = messages(bench, [{"alter_column": {
        "table": "orders", "column": "buyer", "up": "buyer", "down": "buyer",
        "references": {"name": "of_a_user", "table": "users", "column": "id"}}}], "--check-data", code=3)
    assert "1 of 3 rows would point to no row by of_a_user: id 2 (buyer '99')" in told["data-reference"], told


def test_a_function_that_writes_is_not_tried(bench):
    bench.users()
    bench.sql("CREATE TABLE seen (name text)")
    bench.sql("CREATE FUNCTION note(n text) RETURNS text LANGUAGE sql AS $$ INSERT INTO seen VALUES (n) RETURNING n $$")
    told = messages(bench, alter(up="note(name)", down="name"), "--check-data")
    assert "up of users.name writes to the database" in told["data-not-checked"], told
    assert bench.sql("SELECT count(*) FROM seen") == "0"


def test_renames_and_several_operations_on_a_column(bench):
    bench.users(5)
    bench.sql("UPDATE users SET name = 'Bob ' WHERE id = 2")
    told = messages(bench, [
        {"alter_column": {"table": "users", "column": "name", "comment": "trimmed",
                                       "up": "btrim(name)", "down": "name"}},
        {"rename_column": {"table": "users", "from": "name", "to": "title"}},
        {"rename_table": {"from": "users", "to": "people"}},
        {"alter_column": {"table": "people", "column": "title", "comment": "loud", "up": "upper(people.title)", "down": "lower(title)"}},
    ], "--check-data")
    assert "1 of 5 rows do not survive the round trip of users.name: 'Bob ' → 'BOB' → 'bob' (id 2)" in \
        told["data-round-trip"], told


def test_one_column_made_into_two(bench):
    bench.users(3)
    bench.sql("UPDATE users SET name = 'Ann Lee Kim' WHERE id = 3")
    told = messages(bench, [
        {"add_column": {"table": "users", "column": {"name": "first", "type": "text"}, "up": "split_part(name, ' ', 1)"}},
        {"add_column": {"table": "users", "column": {"name": "last", "type": "text"}, "up": "split_part(name, ' ', 2)"}},
        {"drop_column": {"table": "users", "column": "name", "down": "first || ' ' || last"}},
    ], "--check-data")
    assert "'Ann Lee Kim' → 'Ann', 'Lee' → 'Ann Lee' (id 3)" in told["data-round-trip"], told


def test_partitions(bench):
    bench.sql("CREATE TABLE events (id int, name text NOT NULL, PRIMARY KEY (id)) PARTITION BY RANGE (id)")
    bench.sql("CREATE TABLE events_a PARTITION OF events FOR VALUES FROM (0) TO (10)")
    bench.sql("CREATE TABLE events_b PARTITION OF events FOR VALUES FROM (10) TO (20)")
    bench.sql("INSERT INTO events SELECT i, i || ' ' FROM generate_series(0, 19) i")
    told = messages(bench, [{"alter_column": {"table": "events", "column": "name", "comment": "trimmed",
                                       "up": "btrim(name)", "down": "name"}}],
                    "--check-data=all")
    assert "events_b: 10 of 10 rows do not survive" in told["data-round-trip"], told


def test_time_is_bounded(bench):
    bench.users(10)
    told = messages(bench, alter(up="name || pg_sleep(0.3)", down="name"), "--check-data", "--check-data-timeout", "500ms")
    assert "takes longer than --check-data-timeout" in told["data-not-checked"], told


def test_of_several_files_the_first_meets_the_rows(bench):
    bench.users()
    bench.file("01_a.json", TRIM)
    bench.file("02_b.json", ADD_AGE)
    told = bench.done("plan", "01_a.json", "02_b.json", "--check-data", "--json").json()["findings"]
    assert ("data-not-checked", "02_b.json") in [(f["code"], f["file"]) for f in told], told


def test_nothing_changes(bench):
    bench.users(100)
    before = bench.dump()
    messages(bench, TRIM, "--check-data=all")
    bench.unchanged(before)


def test_what_is_no_number_of_rows(bench):
    bench.users()
    bench.file("01_change.json", TRIM)
    bench.refused(2, "plan", "01_change.json", "--check-data=some", says="--check-data")
    bench.refused(2, "plan", "01_change.json", "--check-data=0", says="--check-data")
