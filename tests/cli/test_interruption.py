"""Signals and kills in the middle of a run."""

from workbench import *

SLOWLY = ["--backfill-batch-size", "20", "--backfill-batch-delay", "100ms", "--backfill-workers", "1"]


def begin_slowly(bench, *more):
    bench.users(5000)
    bench.file("01_upper.json", UPPER_NAME)
    child = bench.begin("start", "01_upper.json", *SLOWLY, *more)
    wait_until(lambda: rows_written(bench) > 0, "the backfill has begun")
    return child


def rows_written(bench):
    status = bench.zdm("status", "--json")
    return sum(b["rows_written"] for b in status.json()["backfills"]) if status.code == 0 else 0


def finish(bench):
    bench.done("start", "01_upper.json", "--complete")
    assert bench.sql("SELECT count(*) FROM users WHERE name LIKE 'USER %'") == "5000"
    assert bench.sql("SELECT count(*) FROM pg_attribute WHERE attrelid = 'users'::regclass "
                     "AND attname LIKE '\\_zdm%' AND NOT attisdropped") == "0"


def interrupt_with(bench, number):
    child = begin_slowly(bench)
    child.send_signal(number)
    begin = time.monotonic()
    result = bench.end(child)
    assert result.code == 6 and result.out == "", result
    assert "zdm start" in result.err or "zdm rollback" in result.err, f"what to run next in\n{result}"
    assert time.monotonic() - begin < 5, "it took too long to stop"
    return result


def test_SIGINT_then_resume(bench):
    interrupt_with(bench, signal.SIGINT)
    assert bench.done("status", "--json").json()["active"]["status"] == "starting"
    finish(bench)


def test_SIGTERM_then_rollback(bench):
    interrupt_with(bench, signal.SIGTERM)
    bench.done("rollback")
    assert bench.sql("SELECT count(*) FROM users WHERE name LIKE 'user %'") == "5000"


def test_SIGHUP(bench):
    interrupt_with(bench, signal.SIGHUP)
    bench.done("rollback")


def test_a_second_signal_ends_it_at_once(bench):
    child = begin_slowly(bench)
    blocker = bench.session("BEGIN; LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE")
    child.send_signal(signal.SIGINT)
    time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    result = bench.end(child, timeout=5)
    assert result.code == 6, result
    blocker.kill()
    blocker.wait()
    wait_until(lambda: not bench.done("status", "--json").json()["running"], "the server has noticed")
    finish(bench)


def test_SIGKILL_then_resume(bench):
    child = begin_slowly(bench)
    child.kill()
    child.wait()
    wait_until(lambda: not bench.done("status", "--json").json()["running"], "the server has noticed")
    finish(bench)


def test_waiting_for_a_lock_can_be_interrupted(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    bench.session("BEGIN; LOCK TABLE users IN ACCESS SHARE MODE")
    child = bench.begin("start", "01_age.json", "--lock-timeout", "200ms")
    time.sleep(1)
    child.send_signal(signal.SIGINT)
    result = bench.end(child, timeout=5)
    assert result.code == 6 and "waiting for a lock" in result.err, result


def test_progress_in_a_log_is_not_chatty(bench):
    bench.users(5000)
    bench.file("01_upper.json", UPPER_NAME)
    result = bench.done("start", "01_upper.json", "--backfill-batch-size", "50")
    assert len(result.err.splitlines()) < 30, result
