"""Locks that others hold: zdm gives way, says who it waits for, and ends with nothing half-done."""

from workbench import *

INDEX = [{"create_index": {"table": "users", "name": "users_email",
                           "columns": [{"column": "email"}]}}]
PATIENCE = ["--lock-timeout", "50ms", "--lock-attempts-for", "1s"]


def pid_of(bench, child_application="psql"):
    return bench.sql("SELECT pid FROM pg_stat_activity WHERE state = 'idle in transaction' "
                     f"AND application_name = '{child_application}'")


def end(child):
    child.kill()
    child.wait()


def test_a_complete_that_gets_no_lock_changes_nothing(bench):
    bench.users()
    bench.file("01_name.json", UPPER_NAME)
    bench.done("start", "01_name.json")
    before = bench.dump("-N", "zdm")
    blocker = bench.session("BEGIN; SELECT * FROM users WHERE false")
    pid = pid_of(bench)
    bench.refused(4, "complete", *PATIENCE, says=[f"process {pid} (psql, idle in transaction for"])
    bench.unchanged(before, "-N", "zdm")
    bench.sql("UPDATE users SET name = 'old' WHERE id = 1")
    bench.file("02_other.json", ADD_AGE)
    bench.refused(5, "start", "02_other.json",
                  says=["is being completed", "zdm complete goes on with that", "zdm rollback takes it back"])
    end(blocker)
    bench.done("complete")


def test_a_rollback_that_gets_no_lock_can_be_repeated(bench):
    bench.users()
    before = bench.dump("-N", "zdm", "--schema-only")
    bench.file("01_name.json", UPPER_NAME)
    bench.done("start", "01_name.json")
    blocker = bench.session("BEGIN; SELECT * FROM users WHERE false")
    bench.refused(4, "rollback", *PATIENCE, says="psql, idle in transaction for")
    bench.sql("UPDATE users SET name = name WHERE id = 1")
    end(blocker)
    bench.done("rollback")
    bench.unchanged(before, "-N", "zdm", "--schema-only")


def test_an_index_build_says_whose_transaction_it_waits_for(bench):
    bench.users()
    bench.file("01_index.json", INDEX)
    before = bench.dump("-N", "zdm")
    old = bench.session("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM pg_class")
    result = bench.refused(4, "start", "01_index.json", *PATIENCE,
                           says=[f"process {pid_of(bench)} (psql, idle in transaction for",
                                 "what start had done was taken back"])
    assert "waiting for a lock: " in result.err, result
    end(old)
    bench.unchanged(before, "-N", "zdm")
    bench.done("start", "01_index.json")


def test_the_text_of_a_blocking_query_is_told_to_nobody(bench):
    bench.users()
    bench.file("01_name.json", UPPER_NAME)
    blocker = bench.session("BEGIN; SELECT * FROM users WHERE name = 's3cret'")
    result = bench.refused(4, "start", "01_name.json", *PATIENCE)
    assert "s3cret" not in result.err, result
    end(blocker)


def test_who_only_looks_does_not_wait_for_a_lock(bench):
    bench.users()
    bench.file("01_name.json", UPPER_NAME)
    blocker = bench.session("BEGIN; LOCK TABLE users")
    plan = bench.done("plan", "01_name.json", "--lock-timeout", "50ms")
    assert "expand" in plan.out and "how long it may take is not known: somebody holds a lock" in plan.err, plan
    checked = bench.done("plan", "01_name.json", "--check-data=all", "--lock-timeout", "50ms")
    assert "the rows could not be tried: somebody holds a lock" in checked.err, checked
    start = bench.begin("start", "01_name.json", "--lock-timeout", "50ms")
    wait_until(lambda: "starting" in bench.zdm("history").out, "the start has begun")
    assert "01_name" in bench.done("status").out
    end(blocker)
    assert bench.end(start).code == 0


def test_definitions_that_cannot_be_read_are_told_with_the_reason(bench):
    bench.users()
    bench.sql("ALTER TABLE users ADD CHECK (id > 0)")
    bench.file("01_name.json", UPPER_NAME)
    blocker = bench.session("BEGIN; LOCK TABLE users")
    pid = pid_of(bench)
    for command in ["plan", "start", "inverse"]:
        refused = bench.refused(4, command, "01_name.json", *PATIENCE,
                                says=["read the definitions of the tables in schema \"public\": could not get a lock within",
                                      f"process {pid} (psql, idle in transaction for", "run the same command again"])
        assert "waiting for a lock: read the definitions" in refused.err, refused
    start = bench.begin("start", "01_name.json", "--lock-timeout", "50ms")
    wait_until(lambda: bench.sql("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'zdm%'") != "0", "zdm is there")
    end(blocker)
    assert bench.end(start).code == 0
