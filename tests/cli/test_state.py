"""Commands in a state that does not allow them: exit code 5, and the right command in the message."""

from workbench import *


def test_complete_before_any_migration(bench):
    before = bench.dump()
    bench.refused(5, "complete", says="zdm start")
    bench.unchanged(before)


def test_rollback_with_nothing_to_take_back(bench):
    bench.refused(5, "rollback")


def test_rollback_of_a_completed_migration(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    bench.done("start", "01_age.json", "--complete")
    before = bench.dump()
    bench.refused(5, "rollback", says="01_age")
    bench.unchanged(before)


def test_complete_once_more_is_a_success(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    bench.done("start", "01_age.json")
    assert bench.done("complete", "--json").json()["already_complete"] is False
    before = bench.dump()
    result = bench.done("complete", "--json")
    assert result.json()["already_complete"] is True, result
    assert "already" in bench.done("complete").err
    bench.unchanged(before)


def test_a_migration_that_is_applied_already(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    bench.done("start", "01_age.json", "--complete")
    before = bench.dump()
    for command in ["start", "plan"]:
        bench.refused(5, command, "01_age.json", says="01_age")
    bench.done("validate", "01_age.json")
    bench.unchanged(before)


def test_another_migration_is_active(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    bench.file("02_x.json", [{"drop_column": {"table": "users", "column": "email"}}])
    bench.done("start", "01_age.json")
    before = bench.dump()
    for command in ["start", "plan"]:
        bench.refused(5, command, "02_x.json", says=["01_age", "zdm complete", "zdm rollback"])
    bench.unchanged(before)


def test_start_of_the_active_migration_again(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    first = bench.done("start", "01_age.json")
    before = bench.dump()
    again = bench.zdm("start", "01_age.json")
    assert again.code in (0, 5), again
    if again.code == 0:
        assert again.out == first.out, again
    bench.unchanged(before)


def test_a_rolled_back_migration_may_start_again(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    bench.done("start", "01_age.json")
    bench.done("rollback")
    bench.refused(5, "rollback")
    bench.done("start", "01_age.json", "--complete")
    assert [m["status"] for m in bench.done("history", "--json").json()["migrations"]] == [
        "rolled_back", "completed"]


def test_two_at_once(bench):
    bench.users(2000)
    bench.file("01_upper.json", UPPER_NAME)
    first = bench.begin("start", "01_upper.json", "--backfill-batch-size", "10",
                        "--backfill-batch-delay", "1s", "--backfill-workers", "1")
    wait_until(lambda: bench.zdm("status", "--json").json()["running"], "zdm runs")
    for command in [["start", "01_upper.json"], ["complete"], ["rollback"]]:
        bench.refused(5, *command)
    first.send_signal(signal.SIGINT)
    assert bench.end(first).code == 6
    bench.done("rollback")


def test_a_database_that_cannot_be_reached(bench):
    bench.file("01_x.json", ADD_AGE)
    for url in ["postgresql:///x?host=/nowhere", "postgresql://u:s3cret@127.0.0.1:1/x",
                "postgresql://u:s3cret@no-such-host.invalid/x", "no url password=s3cret",
                "postgresql://u:s3cret@[::1/x", "postgresql://u:s3cret@h:port/x",
                "host=/nowhere passwrd=s3cret"]:
        for command in [["status"], ["plan", "01_x.json"], ["start", "01_x.json"], ["complete"],
                        ["rollback"], ["history"], ["init"], ["validate", "01_x.json"]]:
            result = bench.refused(1, *command, ZDM_POSTGRES_URL=url, PGCONNECT_TIMEOUT="5",
                                   says=["zdm: ", "hint: "])
            assert "s3cret" not in result.err, result


def test_a_schema_that_is_not_there(bench):
    bench.file("01_x.json", ADD_AGE)
    for command in [["status"], ["plan", "01_x.json"], ["start", "01_x.json"], ["complete"], ["rollback"],
                    ["history"]]:
        bench.refused(1, *command, "--schema", "nowhere",
                      says=['there is no schema "nowhere"', "hint: create it, or name another"])


def test_rollback_of_a_complete_that_could_not_begin(bench):
    bench.users()
    bench.file("01_upper.json", UPPER_NAME)
    before = bench.dump("-N", "zdm")
    bench.done("start", "01_upper.json")
    blocker = bench.session("BEGIN; LOCK TABLE users IN ACCESS SHARE MODE")
    bench.refused(4, "complete", "--lock-timeout", "50ms", "--lock-attempts-for", "300ms")
    status = bench.done("status", "--json").json()
    assert status["active"]["status"] == "completing" and status["next"] == ["zdm complete", "zdm rollback"], status
    assert "zdm complete or zdm rollback" in bench.done("status").out
    blocker.kill()
    blocker.wait()
    bench.done("rollback")
    bench.unchanged(before, "-N", "zdm")


def test_nobody_is_told_to_drop_with_cascade(bench):
    bench.users()
    bench.file("01_x.json", [{"drop_column": {"table": "users", "column": "email"}}])
    bench.done("start", "01_x.json")
    bench.sql("CREATE VIEW mails AS SELECT email FROM users")
    result = bench.refused(1, "complete", says=[
        "view mails depends on", "hint: drop or change first what depends on it; "])
    assert "CASCADE" not in result.err and ".;" not in result.err, result
    bench.sql("DROP VIEW mails")
    bench.done("complete")


def test_a_lock_that_cannot_be_had(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    before = bench.dump("-N", "zdm")
    blocker = bench.session("BEGIN; LOCK TABLE users IN ACCESS SHARE MODE")
    pid = bench.sql("SELECT pid FROM pg_locks WHERE relation = 'users'::regclass")
    result = bench.refused(4, "start", "01_age.json", "--lock-timeout", "50ms",
                           "--lock-attempts-for", "500ms", says=["hint: ", f"pid {pid}"])
    assert "idle in transaction" in result.err, result
    blocker.kill()
    blocker.wait()
    bench.unchanged(before, "-N", "zdm")
    bench.done("start", "01_age.json")


def test_the_order_of_connection_settings(bench):
    nowhere = "postgresql:///x?host=/nowhere"
    good = bench.url()
    bench.done("status", "--postgres-url", good, ZDM_POSTGRES_URL=nowhere, DATABASE_URL=nowhere)
    bench.done("status", ZDM_POSTGRES_URL=good, DATABASE_URL=nowhere)
    bench.done("status", ZDM_POSTGRES_URL=None, DATABASE_URL=good, PGHOST="/nowhere")
    bench.done("status", ZDM_POSTGRES_URL=None, PGDATABASE=bench.database, PGHOST=os.environ["PGHOST"],
               PGUSER=os.environ["PGUSER"])


def test_start_runs_just_the_plan_that_was_kept(bench):
    bench.users()
    bench.file("01_upper.json", UPPER_NAME)
    bench.done("plan", "01_upper.json", "-o", "plan.json")
    kept = (bench.folder / "plan.json").read_text()
    bench.done("start", "01_upper.json", "--plan", "plan.json")
    assert bench.sql("SELECT plan FROM zdm.migrations") + "\n" == kept
    bench.done("complete")


def test_start_refuses_a_plan_that_the_database_has_left_behind(bench):
    bench.users()
    bench.file("01_upper.json", UPPER_NAME)
    bench.done("plan", "01_upper.json", "-o", "plan.json")
    bench.sql("CREATE INDEX users_name ON users (name)")
    before = bench.dump()
    result = bench.refused(5, "start", "01_upper.json", "--plan", "plan.json", says=[
        "this is not the plan that would run now", "\n+ build.", "hint: make it anew with zdm plan -o"])
    assert "users_name" in result.err, result
    bench.unchanged(before)
    bench.sql("ALTER TABLE users DROP COLUMN name")
    bench.refused(3, "start", "01_upper.json", "--plan", "plan.json", says='no column "name"')
    bench.file("02_other.json", ADD_AGE)
    bench.refused(5, "start", "02_other.json", "--plan", "plan.json", says="- migration: 01_upper")


def test_a_start_that_goes_on_is_held_to_its_plan_too(bench):
    bench.users(2000)
    bench.file("01_upper.json", UPPER_NAME)
    bench.done("plan", "01_upper.json", "-o", "plan.json")
    first = bench.begin("start", "01_upper.json", "--plan", "plan.json", "--backfill-batch-size", "10",
                        "--backfill-batch-delay", "1s", "--backfill-workers", "1")
    wait_until(lambda: bench.zdm("status", "--json").json()["backfills"], "rows are filled")
    first.send_signal(signal.SIGINT)
    assert bench.end(first).code == 6
    edited = (bench.folder / "plan.json").read_text().replace("upper(", "lower(")
    bench.file("edited.json", edited)
    bench.refused(5, "start", "01_upper.json", "--plan", "edited.json", says="this is not the plan")
    bench.done("start", "01_upper.json", "--plan", "plan.json")


def test_a_plan_that_is_none(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    bench.refused(1, "start", "01_age.json", "--plan", "none.json", says="cannot read none.json: No such file")
    bench.file("plan.json", "{}")
    bench.refused(1, "start", "01_age.json", "--plan", "plan.json", says="not a plan of this version")
