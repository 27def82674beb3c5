"""A backfill is watched and steered from other terminals."""

import pty
import re
import select

from workbench import *

ROWS = 5000
# Minutes, if nobody makes it faster.
SLOWLY = ["--backfill-batch-size", "20", "--backfill-batch-delay", "1s", "--backfill-workers", "1"]


def begin_slowly(bench, *more):
    bench.users(ROWS)
    bench.file("01_upper.json", UPPER_NAME)
    child = bench.begin("start", "01_upper.json", *SLOWLY, *more)
    wait_until(lambda: rows_written(bench) > 0, "the backfill has begun")
    return child


def status(bench, *more):
    return bench.done("status", "--json", *more).json()


def backfill(bench):
    backfills = status(bench)["backfills"]
    return backfills[0] if backfills else None


def rows_written(bench):
    its = backfill(bench)
    return its["rows_written"] if its else 0


def hurry(bench):
    bench.done("backfill", "set", "--batch-time", "200ms", "--batch-delay", "0")


def is_filled_once(bench):
    return (bench.sql("SELECT count(*) FROM public_01_upper.users WHERE name LIKE 'USER %'") == str(ROWS)
            and bench.sql("SELECT sum(rows_written), max(pass) FROM zdm.backfill") == f"{ROWS}|1")


def test_pause_retune_resume(bench):
    child = begin_slowly(bench)
    said = bench.done("backfill", "pause").err
    assert said == "the backfill of 01_upper is paused; zdm backfill resume goes on\n", said
    wait_until(lambda: backfill(bench)["pause"], "it pauses")
    user = bench.sql("SELECT session_user")
    assert re.fullmatch(rf"{user} has paused it at \S+Z; zdm backfill resume goes on",
                        backfill(bench)["pause"]), backfill(bench)
    wait_until(lambda: bench.sql("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' "
                                 "AND datname = current_database() AND query LIKE 'UPDATE%'") == "0",
               "the batch under way has ended")
    # What comes then would be all the rest at once.
    said = bench.done("backfill", "set", "--batch-size", "1000000", "--batch-delay", "0",
                      "--workers", "2").err
    assert "is set: workers 2, batch size 1000000, batch delay 0" in said, said
    before = rows_written(bench)
    time.sleep(1)
    assert rows_written(bench) == before < ROWS
    text = bench.done("status").out
    assert f"paused:      by {user} at " in text and "set:         workers 2, " in text, text
    assert "goes on" in bench.done("backfill", "resume").err
    result = bench.end(child)
    assert result.code == 0, result
    assert f": pauses, since {user} has paused it" in result.err, result
    assert re.search(r"fill the rows that are there: goes on$", result.err, re.M), result
    assert is_filled_once(bench)


def test_a_pause_survives_a_kill(bench):
    child = begin_slowly(bench)
    bench.done("backfill", "pause")
    wait_until(lambda: backfill(bench)["pause"], "it pauses")
    child.kill()
    child.wait()
    wait_until(lambda: not status(bench)["running"], "the server has noticed")
    at_kill = backfill(bench)
    assert 0 < at_kill["pages_done"] < at_kill["pages"] and at_kill["pause"] is None, at_kill
    said = bench.done("backfill", "set", "--max-lock-waiters", "9").err
    assert "no zdm is at work now: it holds when zdm start goes on" in said, said
    child = bench.begin("start", "01_upper.json")
    wait_until(lambda: backfill(bench)["pause"], "it pauses still")
    resumed = backfill(bench)
    assert (resumed["pages_done"], resumed["rows_written"]) == (at_kill["pages_done"],
                                                               at_kill["rows_written"]), resumed
    bench.done("backfill", "resume")
    result = bench.end(child)
    assert result.code == 0, result
    assert is_filled_once(bench)


def test_a_paused_start_can_be_interrupted_and_taken_back(bench):
    child = begin_slowly(bench)
    bench.done("backfill", "pause")
    wait_until(lambda: backfill(bench)["pause"], "it pauses")
    child.send_signal(signal.SIGINT)
    assert bench.end(child, timeout=10).code == 6
    bench.done("rollback")
    # The next start is another one, of which nobody has said anything.
    bench.done("start", "01_upper.json")
    assert bench.sql("SELECT sum(rows_written) FROM zdm.backfill WHERE migration_id = 2") == str(ROWS)


def test_what_status_tells_of_a_backfill(bench):
    child = begin_slowly(bench)
    wait_until(lambda: (backfill(bench)["rows_per_second"] or 0) > 0, "there is a rate")
    its = backfill(bench)
    assert its["table"] == "users" and its["done"] is False and its["pause"] is None, its
    assert 0 < its["rows_left"] < ROWS * 2 and its["seconds_left"] > 1, its
    assert re.search(r"^backfill:    users \d+ %, [\d,]+ rows, about [\d,]+ left", bench.done("status").out,
                     re.M)
    hurry(bench)
    assert bench.end(child).code == 0
    its = backfill(bench)
    assert its["done"] is True and its["rows_left"] == 0 and its["rows_per_second"] is None, its


def test_the_settings_as_json(bench):
    child = begin_slowly(bench)
    bench.done("backfill", "set", "--batch-time", "150ms", "--batch-delay", "500ms", "--max-replica-lag", "3s",
               "--max-archive-lag", "2m", "--max-lock-waiters", "4", "--workers", "3")
    answer = bench.done("backfill", "pause", "--json").json()
    settings = answer["backfill_settings"]
    assert settings.pop("paused_at").endswith("Z")
    assert settings == {"paused_by": bench.sql("SELECT session_user"), "workers": 3, "batch_time_ms": 150,
                        "batch_size": None, "batch_delay_ms": 500, "max_replica_lag_ms": 3000,
                        "max_archive_lag_ms": 120000, "max_lock_waiters": 4}, settings
    assert answer["migration"] == "01_upper" and answer["running"] is True, answer
    assert status(bench)["backfill_settings"]["paused_by"] == settings["paused_by"]
    bench.done("backfill", "resume")
    bench.done("backfill", "set", "--as-started")
    assert set(status(bench)["backfill_settings"].values()) == {None}
    child.send_signal(signal.SIGINT)
    assert bench.end(child).code == 6
    bench.done("rollback")


def test_what_backfill_does_not_understand(bench):
    for arguments, says in [
            ([], "pause|resume|set is missing"),
            (["paus"], 'there is no "paus"; did you mean "pause"?'),
            (["stop"], 'there is no "stop"'),
            (["pause", "now"], '"now" is one operand too many'),
            (["set"], "nothing is to be set"),
            (["pause", "--workers", "2"], "backfill pause takes none of the options of set"),
            (["resume", "--as-started"], "backfill resume takes none of the options of set"),
            (["set", "--as-started", "--workers", "2"], "--as-started goes with no other setting"),
            (["set", "--workers", "0"], '--workers: "0" is no whole number from 1 up'),
            (["set", "--workers", "-1"], ""),
            (["set", "--workers", "1e3"], "is no whole number"),
            (["set", "--workers", "65"], "65 workers are more than 64"),
            (["set", "--workers", "99999999999999"], "is no whole number"),
            (["set", "--batch-time", "0"], "must be at least 1ms"),
            (["set", "--batch-time", "soon"], '--batch-time: "soon" is no duration'),
            (["set", "--batch-time", "-1s"], ""),
            (["set", "--batch-delay", "5"], '"5" lacks a unit'),
            (["set", "--batch-size", "0"], "is no whole number"),
            (["set", "--batch-size", "10", "--batch-time", "1s"], "do not go together"),
            (["set", "--max-replica-lag", "10 lightyears"], "has no unit that zdm knows"),
            (["set", "--max-archive-lag"], "its value is missing"),
            (["set", "--max-lock-waiters", "none"], "is no whole number"),
            (["set", "--worker", "2"], 'did you mean "--workers"?')]:
        bench.refused(2, "backfill", *arguments, says=says)
    for arguments, says in [(["--backfill-workers", "65"], "65 workers are more than 64"),
                            (["--backfill-batch-time", "0"], "must be at least 1ms"),
                            (["--max-lock-waiters", "0"], "is no whole number")]:
        bench.refused(2, "start", "01_x.json", *arguments, says=says)


def test_where_there_is_nothing_to_steer(bench):
    for action in [["pause"], ["resume"], ["set", "--workers", "1"]]:
        bench.refused(5, "backfill", *action, says=["no migration is active", "hint: start one"])
    bench.users()
    bench.file("01_upper.json", UPPER_NAME)
    bench.done("start", "01_upper.json")
    for action in [["pause"], ["resume"], ["set", "--workers", "1"]]:
        bench.refused(5, "backfill", *action, says='migration "01_upper" is started')
    bench.done("complete")
    bench.refused(5, "backfill", "pause", says="no migration is active")


def test_steering_needs_the_rights_to_the_state(bench):
    child = begin_slowly(bench)
    name = f"other_{bench.database}"
    bench.sql(f"CREATE ROLE {name}; GRANT USAGE ON SCHEMA public TO {name}")
    bench.refused(1, "backfill", "pause", "--role", name, says=[f'role "{name}" may not', "GRANT USAGE"])
    hurry(bench)
    assert bench.end(child).code == 0
    bench.sql(f"DROP OWNED BY {name}; DROP ROLE {name}")


def test_watch_in_a_log_says_what_changes_and_ends_with_the_migration(bench):
    child = begin_slowly(bench)
    watch = bench.begin("status", "--watch")
    first = watch.stdout.readline()
    assert first.startswith("01_upper is starting: steps "), first
    assert re.match(r"backfill users: \d+ %, [\d,]+ rows", watch.stdout.readline())
    bench.done("backfill", "pause")
    line = ""
    while "pauses: " not in line:
        line = watch.stdout.readline()
        assert line, "the watch has ended"
    hurry(bench)
    bench.done("backfill", "resume")
    assert bench.end(child).code == 0
    assert watch.poll() is None, "a started migration is active"
    bench.done("rollback")
    rest, _ = watch.communicate(timeout=30)
    assert watch.returncode == 0 and rest.splitlines()[-1] == "no migration is active", rest


def test_watch_as_json_is_a_status_on_each_line(bench):
    child = begin_slowly(bench)
    watch = bench.begin("status", "--watch", "--json")
    statuses = [json.loads(watch.stdout.readline()) for _ in range(2)]
    assert statuses[0] != statuses[1] and statuses[1]["active"]["name"] == "01_upper"
    watch.send_signal(signal.SIGINT)
    result = bench.end(watch, timeout=10)
    assert result.code == 6 and result.err == "", result
    hurry(bench)
    assert bench.end(child).code == 0


def test_watch_without_a_migration_ends_at_once(bench):
    bench.users()
    assert bench.done("status", "--watch").out == "no migration is active\n"


class Terminal:
    """zdm with a terminal of its own for all that it says."""

    def __init__(self, bench, *arguments):
        self.master, slave = pty.openpty()
        self.child = subprocess.Popen([os.environ["ZDM"], *arguments], cwd=bench.folder, stdin=slave,
                                      stdout=slave, stderr=slave,
                                      env=bench.environment({"TERM": "xterm"}))
        bench.children.append(self.child)
        os.close(slave)
        self.text = ""

    def read(self, seconds=0.1):
        if not select.select([self.master], [], [], seconds)[0]:
            return
        try:
            self.text += os.read(self.master, 65536).decode()
        except OSError:  # nobody has the other end any more
            time.sleep(seconds)

    def shows(self, pattern):
        self.read()
        return re.search(pattern, self.text)


def test_watch_on_a_terminal_is_redrawn(bench):
    child = begin_slowly(bench)
    watch = Terminal(bench, "status", "--watch")
    # Up by as many lines as there were, and all below anew.
    wait_until(lambda: watch.shows(r"\x1b\[\d+A\r\x1b\[Jschema: "), "it is drawn again")
    lines = watch.text.split("\x1b[")[0].count("\n")
    assert f"\x1b[{lines}A" in watch.text, watch.text
    assert re.search(r"backfill:    users \d+ %", watch.text), watch.text
    watch.child.send_signal(signal.SIGINT)
    assert watch.child.wait(timeout=10) == 6
    hurry(bench)
    assert bench.end(child).code == 0


def test_start_on_a_terminal_shows_a_bar(bench):
    bench.users(ROWS)
    bench.file("01_upper.json", UPPER_NAME)
    start = Terminal(bench, "start", "01_upper.json", *SLOWLY)
    wait_until(lambda: start.shows(r"\[#*-+\] backfill users: \d+ %, [\d,]+ rows, about [\d,]+ left"),
               "there is a bar")
    bench.done("backfill", "pause")
    wait_until(lambda: start.shows(r"pauses, since "), "it says why it pauses")
    hurry(bench)
    bench.done("backfill", "resume")
    wait_until(lambda: start.shows("is started") or start.child.poll(), "it has started")
    assert start.child.wait(timeout=30) == 0, start.text
