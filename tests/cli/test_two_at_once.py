"""Several zdm's at once, and zdm beside a person who runs DDL by hand."""

import threading

from workbench import *

SEVERAL = [
    {"alter_column": {"table": "users", "column": "name", "type": "varchar(100)", "nullable": False,
                      "up": "upper(name)", "down": "name"}},
    {"add_column": {"table": "users", "column": {"name": "length", "type": "int"}, "up": "length(name)"}},
    {"create_index": {"table": "users", "name": "by_length", "columns": [{"column": "length"}]}},
]
SLOWLY = ["--backfill-batch-size", "20", "--backfill-batch-delay", "100ms", "--backfill-workers", "1"]
RACES = 4  # of each kind; who comes first differs from one to the next


def prepare(bench, rows=200):
    bench.users(rows)
    bench.file("01_several.json", SEVERAL)


def all_at_once(bench, *commands):
    children = [bench.begin(*command) for command in commands]
    return [bench.end(child) for child in children]


def tables(bench):
    """Rows have no order."""
    return sorted(bench.dump("-N", "zdm", "-N", "public_01_several"))


def structure(bench):
    return bench.dump("-s", "-N", "zdm")


def as_one_start_makes_it(bench):
    """What start leaves where nobody else is at work; the database is as before then."""
    bench.done("start", "01_several.json")
    started = structure(bench)
    bench.done("rollback")
    return started


def test_equal_starts(bench):
    prepare(bench)
    started = as_one_start_makes_it(bench)
    for _ in range(RACES):
        results = all_at_once(bench, *[["start", "01_several.json"]] * 4)
        codes = [result.code for result in results]
        assert sorted(codes) == [0, 5, 5, 5], [str(result) for result in results]
        for result in results:  # while it is at work, or after it
            assert result.code == 0 or "another zdm" in result.err or "is active" in result.err, result
        assert structure(bench) == started
        bench.done("rollback")


def test_different_starts(bench):
    prepare(bench)
    bench.file("01_other.json", ADD_AGE)
    for _ in range(RACES):
        results = all_at_once(bench, ["start", "01_several.json"], ["start", "01_other.json"])
        assert sorted(result.code for result in results) == [0, 5], [str(result) for result in results]
        bench.done("rollback")


def test_start_and_rollback(bench):
    prepare(bench)
    before = tables(bench)
    started = as_one_start_makes_it(bench)
    for _ in range(RACES):
        start, rollback = all_at_once(bench, ["start", "01_several.json"], ["rollback"])
        assert {start.code, rollback.code} <= {0, 5}, f"{start}\n{rollback}"
        if bench.zdm("status", "--json").json()["active"]:
            assert structure(bench) == started
            bench.done("rollback")
        assert tables(bench) == before


def test_complete_and_rollback(bench):
    prepare(bench)
    before = tables(bench)
    for _ in range(RACES):
        bench.done("start", "01_several.json")
        results = all_at_once(bench, ["complete"], ["rollback"], ["complete"])
        assert {result.code for result in results} <= {0, 5}, [str(result) for result in results]
        assert bench.done("status", "--json").json()["active"] is None
        if tables(bench) == before:
            continue
        assert bench.sql("SELECT count(*) FROM users WHERE name LIKE 'USER %' AND length = length(name)") == "200"
        assert not any("_zdm_" in line for line in tables(bench))
        break


def test_completes(bench):
    prepare(bench)
    bench.done("start", "01_several.json")
    results = all_at_once(bench, *[["complete"]] * 4)
    assert {result.code for result in results} <= {0, 5}, [str(result) for result in results]
    assert bench.done("status", "--json").json()["active"] is None
    assert not any("_zdm_" in line for line in tables(bench))


def test_the_lock_of_a_dead_zdm_is_free_at_once(bench):
    prepare(bench, 5000)
    child = bench.begin("start", "01_several.json", *SLOWLY)
    wait_until(lambda: any(b["rows_written"] > 0 for b in
                           bench.done("status", "--json").json()["backfills"]), "the backfill has begun")
    child.kill()
    bench.end(child)
    wait_until(lambda: bench.zdm("rollback").code == 0, "rollback finds the lock free", seconds=2)


class Person:
    """Runs the same SQL again and again, as somebody else would, with patience for locks."""

    def __init__(self, bench, sql):
        self.bench, self.sql, self.errors, self.times, self.ends = bench, sql, [], 0, False
        self.thread = threading.Thread(target=self.work)

    def work(self):
        while not self.ends:
            try:
                self.bench.sql(self.sql)
                self.times += 1
            except AssertionError as error:
                self.errors.append(str(error))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ends = True
        self.thread.join()


def test_a_person_who_alters_the_same_table(bench):
    prepare(bench, 2000)
    with Person(bench, "ALTER TABLE users ADD COLUMN mine int; ALTER TABLE users DROP COLUMN mine; "
                       "CREATE INDEX mine ON users (email); DROP INDEX mine") as person:
        for _ in range(RACES):
            bench.done("start", "01_several.json", "--backfill-batch-size", "200")
            bench.done("rollback")
        bench.done("start", "01_several.json", "--complete")
    assert person.times > 0 and person.errors == [], (person.times, person.errors[:3])
    assert bench.sql("SELECT count(*) FROM users WHERE name LIKE 'USER %' AND length = length(name)") == "2000"


def begin_in_the_backfill(bench):
    prepare(bench, 5000)
    child = bench.begin("start", "01_several.json", *SLOWLY)
    wait_until(lambda: any(b["rows_written"] > 0 for b in
                           bench.done("status", "--json").json()["backfills"]), "the backfill has begun")
    return child


def test_what_a_person_adds_meanwhile_stays(bench):
    child = begin_in_the_backfill(bench)
    bench.sql("ALTER TABLE users ADD COLUMN mine int DEFAULT 7; CREATE INDEX mine ON users (mine)")
    child.send_signal(signal.SIGINT)
    bench.end(child)
    bench.done("start", "01_several.json", "--complete")
    assert bench.sql("SELECT count(*) FROM users WHERE mine = 7 AND length = length(name)") == "5000"
    assert bench.sql("SELECT to_regclass('mine')") == "mine"


def what_zdm_has_left(bench):
    columns = bench.sql("SELECT count(*) FROM pg_attribute WHERE attname LIKE '\\_zdm%' AND NOT attisdropped")
    functions = bench.sql("SELECT count(*) FROM pg_proc WHERE pronamespace = 'zdm'::regnamespace "
                          "AND proname ~ '^(up|down)\\.'")
    return columns, functions


def test_what_a_person_takes_away_meanwhile_is_told(bench):
    for gone, what in [("ALTER TABLE users DROP COLUMN name CASCADE", "name"),
                       ("ALTER TABLE users RENAME COLUMN name TO title", "name"),
                       ("DROP TABLE users", "users")]:
        child = begin_in_the_backfill(bench)
        bench.sql(gone)
        result = bench.end(child)
        assert result.code == 1 and what in result.err, f"{gone}: {result}"
        assert "was taken back" in result.err, result
        assert bench.done("status", "--json").json()["active"] is None, gone
        assert what_zdm_has_left(bench) == ("0", "0"), f"{gone}: {result}"
        bench.sql("DROP TABLE IF EXISTS users")


def test_a_table_that_a_person_renames_meanwhile(bench):
    """zdm does not guess where it has gone, and takes the rest back when it is there again."""
    child = begin_in_the_backfill(bench)
    bench.sql("ALTER TABLE users RENAME TO people")
    result = bench.end(child)
    assert result.code == 1 and 'trigger !zdm_down_insert on table people' in result.err, result
    bench.refused(1, "rollback", says=["on table people", "zdm rollback goes on where this one stopped"])
    bench.sql("ALTER TABLE people RENAME TO users")
    bench.done("rollback")
    assert what_zdm_has_left(bench) == ("0", "0")
