"""What zdm plan tells besides the steps: how much, how long, and which columns are which."""

import re

from workbench import *

RENAME = [{"rename_column": {"table": "users", "from": "email", "to": "mail"}}, *UPPER_NAME]


def step_of(plan, kind):
    return next(step["work"] for step in plan["steps"] if step["work"]["kind"] == kind)


def planned(bench, *arguments):
    bench.file("01_change.json", RENAME)
    return bench.done("plan", "01_change.json", "--json", *arguments).json()["plans"][0]


def test_rows_bytes_and_time_of_each_statement_that_takes_long(bench):
    bench.users(50000)
    bench.sql("ANALYZE users")
    plan = planned(bench)
    fill = step_of(plan, "backfill")["update"]["estimate"]
    assert fill["rows"] == 50000 and fill["bytes"] > 2_000_000 and fill["seconds"] == 2, fill
    assert plan["estimates"]["start"]["seconds"] > 2 and "25,000 rows/s" in str(plan["estimates"]["grounds"]), plan
    text = bench.done("plan", "01_change.json").out
    assert "in ranges of pages: about 50,000 rows, " in text and "how long that may take" in text, text
    assert "about 50,000 rows, " in bench.done("plan", "01_change.json", "--markdown").out
    assert "about 50,000 rows, " in bench.done("plan", "01_change.json", "--sql").out


def test_a_part_of_what_will_be_read_is_read_to_tell_how_long_that_takes(bench):
    bench.sql("CREATE TABLE notes (id int PRIMARY KEY, note text, length int);"
              "INSERT INTO notes SELECT i, repeat('x', 900), i FROM generate_series(1, 30000) i")
    check = {"create_constraint": {"table": "notes", "name": "some_length", "type": "check", "check": "length > 0",
                                   "columns": ["length"], "up": {"length": "length"}, "down": {"length": "length"}}}
    bench.file("01_check.json", [check])
    estimates = bench.done("plan", "01_check.json", "--json").json()["plans"][0]["estimates"]
    sample = estimates["tables"][0]["read_sample"]
    assert 500_000 < sample["bytes"] < 33_000_000 and 0 < sample["seconds"] < 0.2, estimates
    assert any(re.match(r"reading notes: \d+ MB/s, as [\d.]+ MB of it were read just now", line)
               for line in estimates["grounds"]), estimates
    held = bench.session("BEGIN; LOCK TABLE notes")
    begin = time.monotonic()
    bench.done("plan", "01_check.json")
    assert time.monotonic() - begin < 3
    held.kill()


def test_a_table_that_was_never_analyzed(bench):
    bench.users(100)
    assert step_of(planned(bench), "backfill")["update"]["estimate"]["rows"] is None


def test_partitions_count_one_by_one_and_together(bench):
    bench.sql("CREATE TABLE users (id int, name text NOT NULL, email text) PARTITION BY RANGE (id);"
              "CREATE TABLE users_a PARTITION OF users FOR VALUES FROM (0) TO (1000);"
              "CREATE TABLE users_b PARTITION OF users FOR VALUES FROM (1000) TO (9999);"
              "INSERT INTO users SELECT i, i FROM generate_series(0, 2999) i; ANALYZE users")
    tables = {each["table"]["name"]: each["rows"] for each in planned(bench)["estimates"]["tables"]}
    assert tables == {"users": 3000, "users_a": 1000, "users_b": 2000}, tables


def test_earlier_backfills_tell_how_fast_the_next_will_be(bench):
    bench.users(20000)
    bench.sql("ANALYZE users")
    bench.file("01_change.json", RENAME)
    bench.done("start", "01_change.json", "--complete")
    bench.file("02_again.json", [{"alter_column": {"table": "users", "column": "name", "type": "text",
                                                   "up": "lower(name)", "down": "name"}}])
    text = bench.done("plan", "02_again.json").out
    assert "the median of 1 earlier backfill here" in text, text


def test_a_plan_is_the_same_when_the_table_has_grown(bench):
    bench.users(100)
    planned(bench)
    bench.done("plan", "01_change.json", "-o", "plan.json")
    bench.sql("INSERT INTO users SELECT i, i FROM generate_series(1000, 9000) i; ANALYZE users")
    bench.done("plan", "01_change.json", "-o", "again.json")
    assert (bench.folder / "again.json").read_text() == (bench.folder / "plan.json").read_text()
    bench.done("start", "01_change.json", "--plan", "plan.json")


def test_which_column_is_which(bench):
    bench.users()
    table = planned(bench)["tables"][0]
    assert table["old"] == table["new"] == "users", table
    names = [(column["physical"], column["old"], column["new"]) for column in table["columns"]]
    assert names == [("id", "id", "id"), ("name", "name", None), ("email", "email", "mail"),
                     ("_zdm_new_name", None, "name")], names
    assert "_zdm_new_name  -            name" in bench.done("plan", "01_change.json").out
    assert "| email | email | mail |" in bench.done("plan", "01_change.json", "--markdown").out
