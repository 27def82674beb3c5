"""zdm migrate DIR: everything that is outstanding as one span."""

import pathlib

from workbench import *

CIC = "CREATE INDEX CONCURRENTLY users_email ON users (email)"


def add(column, table="users", up=None):
    return {"add_column": {"table": table, "column": {"name": column, "type": "int", "nullable": True},
                           **({"up": up} if up else {})}}


def sql(up, down="SELECT 1", **more):
    return {"sql": {"up": up, "down": down, **more}}


def folder(bench, rows=3, **files):
    """A table, and a folder m with files of these names and operations."""
    bench.users(rows)
    for name, operations in files.items():
        bench.file(f"m/{name[1:]}.json", operations if isinstance(operations, list) else [operations])


def three(bench, rows=3):
    folder(bench, rows, _01_a=UPPER_NAME, _02_b=add("b", up="length(name)"),
           _03_c=[{"rename_column": {"table": "users", "from": "b", "to": "c"}}, add("d", up="c + 1")])


def history(bench):
    return [(m["name"], m["status"]) for m in bench.done("history", "--json").json()["migrations"]]


def schemas(bench):
    return bench.sql("SELECT string_agg(nspname, ' ' ORDER BY nspname) FROM pg_namespace "
                     "WHERE nspname LIKE 'public_%'")


def migrate(bench, *options):
    return bench.done("migrate", "m", "--json", *options).json()


def test_three_files_as_one(bench):
    three(bench)
    before = bench.dump("-N", "zdm")
    done = migrate(bench)
    assert done["migrations"] == ["01_a", "02_b", "03_c"] and done["left"] == [], done
    assert done["status"] == "started" and done["search_path"] == '"public_03_c", public', done
    assert schemas(bench) == "public_03_c", "none in between"
    assert history(bench) == [(name, "started") for name in ["01_a", "02_b", "03_c"]]
    status = bench.done("status", "--json").json()
    assert status["active"]["span"] == ["01_a", "02_b", "03_c"] and status["active"]["name"] == "03_c", status
    assert len(status["backfills"]) == 1, "one pass over the table"
    assert "01_a, 02_b, 03_c (started" in bench.done("status").out
    assert bench.done("latest", "migration").out == "03_c\n"
    assert bench.sql('SELECT name, c, d FROM public_03_c.users WHERE id = 1') == "USER 1|6|7"
    bench.done("rollback")
    bench.unchanged(before, "-N", "zdm")
    assert {status for _, status in history(bench)} == {"rolled_back"}
    bench.done("migrate", "m")
    assert bench.done("complete", "--json").json()
    records = bench.done("history", "--json").json()["migrations"]
    assert [m["status"] for m in records] == ["rolled_back"] * 3 + ["completed"] * 3, records
    assert all(m["span"] == ["01_a", "02_b", "03_c"] and m["version_schema"] == "public_03_c" for m in records)
    assert "span" in bench.done("history").out.splitlines()[0]
    assert bench.sql("SELECT name, c, d FROM users WHERE id = 1") == "USER 1|6|7"


def test_nothing_outstanding_is_a_success(bench):
    three(bench)
    bench.done("migrate", "m", "--complete")
    before = bench.dump()
    assert "nothing is outstanding" in bench.done("migrate", "m").err
    assert "nothing is outstanding" in bench.done("plan", "m").err
    done = migrate(bench, "--complete")
    assert done["migrations"] == [] and done["status"] == "completed", done
    bench.unchanged(before)


def test_again_while_it_is_active(bench):
    three(bench)
    bench.done("migrate", "m")
    assert "active already" in bench.done("migrate", "m").err
    bench.file("m/04_d.json", [add("e")])
    bench.refused(5, "migrate", "m", says=['"01_a" to "03_c"', "zdm complete or zdm rollback"])
    bench.refused(5, "start", "m/02_b.json", says=['the span of migrations "01_a" to "03_c" is active'])
    bench.refused(5, "plan", "m/03_c.json", says='"01_a" to "03_c"')
    assert migrate(bench, "--complete")["migrations"] == ["01_a", "02_b", "03_c", "04_d"]


def test_plan_of_a_folder_is_what_runs(bench):
    three(bench)
    plan = bench.done("plan", "m", "-o", "plan.json").out
    assert plan.startswith("migrations 01_a, 02_b, 03_c as one"), plan
    assert plan.count("backfill") == 2 or "fill" in plan, plan
    assert bench.done("plan", "m", "--json").json()["plans"][0]["span"] == ["01_a", "02_b", "03_c"]
    assert bench.done("plan", "m", "--to", "02_b.json").out.startswith("migrations 01_a, 02_b as one")
    bench.refused(5, "migrate", "m", "--plan", "plan.json", "--to", "02_b", says="not the plan")
    bench.done("migrate", "m", "--plan", "plan.json")
    assert "stored plan" in bench.done("plan", "m").err


def test_to_a_name(bench):
    three(bench)
    assert migrate(bench, "--to", "02_b", "--complete")["migrations"] == ["01_a", "02_b"]
    assert schemas(bench) == "public_02_b"
    bench.refused(2, "migrate", "m", "--to", "03_d", says='did you mean "03_c"?')
    assert migrate(bench, "--to", "01_a")["migrations"] == []
    assert migrate(bench)["migrations"] == ["03_c"]


def test_expect_one(bench):
    three(bench)
    before = bench.dump()
    bench.refused(5, "migrate", "m", "--expect-one", says="there are 3")
    bench.unchanged(before)
    assert migrate(bench, "--expect-one", "--to", "01_a", "--complete")["migrations"] == ["01_a"]
    bench.done("migrate", "m", "--complete")
    bench.refused(5, "migrate", "m", "--expect-one", says="there is none")


def test_one_by_one(bench):
    three(bench)
    done = migrate(bench, "--one-by-one")
    assert done["migrations"] == ["01_a", "02_b", "03_c"] and done["status"] == "started", done
    assert history(bench) == [("01_a", "completed"), ("02_b", "completed"), ("03_c", "started")]
    assert schemas(bench) == "public_02_b public_03_c"
    assert migrate(bench, "--one-by-one", "--complete")["status"] == "completed"
    assert schemas(bench) == "public_03_c"


def test_a_killed_one_is_finished_by_the_same_command(bench):
    three(bench, rows=3000)
    slowly = ["--backfill-batch-size", "20", "--backfill-batch-delay", "100ms", "--backfill-workers", "1"]
    child = bench.begin("migrate", "m", *slowly)
    wait_until(lambda: any(b["rows_written"] for b in bench.zdm("status", "--json").json()["backfills"]),
               "the backfill has begun")
    child.kill()
    child.wait()
    status = bench.done("status", "--json").json()
    assert status["active"]["status"] == "starting" and status["next"][0] == "zdm migrate DIR", status
    bench.refused(5, "start", "m/01_a.json", says="zdm migrate with the same folder goes on")
    bench.file("m/04_d.json", [add("e")])
    done = migrate(bench)
    assert done["migrations"] == ["01_a", "02_b", "03_c"] and done["left"] == ["04_d"], done
    assert bench.sql("SELECT count(*) FROM public_03_c.users WHERE d = c + 1 AND name = upper(name)") == "3000"
    bench.done("rollback")
    child = bench.begin("migrate", "m", *slowly)
    wait_until(lambda: any(b["rows_written"] for b in bench.zdm("status", "--json").json()["backfills"]),
               "the backfill has begun")
    child.send_signal(signal.SIGINT)
    result = bench.end(child)
    assert result.code == 6 and "zdm migrate with the same folder goes on" in result.err, result
    bench.file("m/02_b.json", [add("x")])
    bench.refused(3, "migrate", "m", says="m/02_b.json: has changed since it was started")
    bench.done("rollback")
    assert schemas(bench) == ""


def test_sql_in_the_middle(bench):
    folder(bench, _01_a=UPPER_NAME, _02_mood=sql("CREATE TYPE mood AS ENUM ('ok')", "DROP TYPE mood"),
           _03_c={"add_column": {"table": "users", "column": {"name": "mood", "type": "mood", "default": "'ok'"}}})
    before = bench.dump()
    bench.done("plan", "m")
    bench.unchanged(before)
    assert migrate(bench)["left"] == []
    assert bench.sql("SELECT mood FROM public_03_c.users LIMIT 1") == "ok"
    bench.done("rollback")
    bench.unchanged(before, "-N", "zdm")
    assert migrate(bench, "--complete")["migrations"] == ["01_a", "02_mood", "03_c"]


def ends_before(bench, name, why, **files):
    folder(bench, **files)
    done = migrate(bench)
    notes = [f for f in done["findings"] if f["code"] == "span-ends"]
    assert len(notes) == 1 and notes[0]["file"] == f"m/{name}.json" and why in notes[0]["message"], done
    assert done["left"][0] == name, done
    done = migrate(bench, "--complete")
    assert done["left"] == [] and done["status"] == "completed", done
    assert bench.sql("SELECT count(*) FROM users") == "3"


def test_sql_that_cannot_be_in_a_transaction(bench):
    ends_before(bench, "02_cic", "cannot run in a transaction", _01_a=UPPER_NAME,
                _02_cic=sql(CIC, "DROP INDEX users_email"), _03_c=add("c"))


def test_sql_alone_at_the_beginning(bench):
    ends_before(bench, "02_b", "has to run by itself", _01_cic=sql(CIC, "DROP INDEX users_email"), _02_b=add("b"),
                _03_c=add("c"))


def test_sql_on_a_table_that_a_file_before_changes(bench):
    ends_before(bench, "02_sql", 'its SQL touches table "users"', _01_a=UPPER_NAME,
                _02_sql=sql("UPDATE users SET email = NULL WHERE id = 1"), _03_c=add("c"))


def test_sql_that_needs_what_a_file_before_makes(bench):
    ends_before(bench, "02_sql", 'relation "tags" does not exist',
                _01_tags={"create_table": {"name": "tags", "columns": [{"name": "id", "type": "int", "pk": True}]}},
                _02_sql=sql("INSERT INTO tags VALUES (1)"), _03_c=add("c"))


def test_sql_that_takes_long(bench):
    ends_before(bench, "02_sql", "to try its SQL takes longer than --lock-timeout", _01_a=UPPER_NAME,
                _02_sql=sql("SELECT pg_sleep(0.6)"), _03_c=add("c"))


def test_sql_that_would_keep_clients_waiting_while_it_is_tried(bench):
    bench.sql("CREATE TABLE tags (id int PRIMARY KEY)")
    folder(bench, _01_a=UPPER_NAME, _02_sql=sql("ALTER TABLE tags ADD x int", "ALTER TABLE tags DROP x"))
    assert "02_sql.json: note: does not run as one" in bench.done("plan", "m", "--lock-timeout", "1ms").err
    assert "as one" not in bench.done("plan", "m", "--lock-timeout", "30s").err


def test_sql_that_takes_a_table_away(bench):
    bench.sql("CREATE TABLE tags (id int PRIMARY KEY)")
    folder(bench, _01_a=add("x", table="tags"), _02_sql=sql("DROP TABLE tags", "CREATE TABLE tags (id int)"),
           _03_c=add("c"))
    done = migrate(bench)
    assert done["left"] == ["02_sql", "03_c"], done
    assert bench.sql("SELECT to_regclass('tags')") == "tags"


def test_sql_at_complete_ends_the_span(bench):
    ends_before(bench, "02_b", "runs at complete",
                _01_a=[add("a"), sql("UPDATE users SET email = 'x'", onComplete=True)], _02_b=add("b"))


def test_a_value_of_an_enum(bench):
    bench.sql("CREATE TYPE mood AS ENUM ('ok')")
    ends_before(bench, "03_c", "", _01_a=add("a"), _02_value=sql("ALTER TYPE mood ADD VALUE 'sad'"),
                _03_c={"add_column": {"table": "users", "column": {"name": "mood", "type": "mood",
                                                                   "default": "'sad'"}}})


def test_mistakes_in_the_files(bench):
    folder(bench, _01_a=UPPER_NAME, _02_b=add("b", table="user"), _03_c={"add_colum": {}})
    before = bench.dump()
    bench.refused(3, "migrate", "m", says=["m/03_c.json: /operations/0/add_colum"])
    bench.file("m/03_c.json", [add("c", table="usrs")])
    bench.refused(3, "migrate", "m", says=["m/02_b.json: /operations/0", "m/03_c.json: /operations/0"])
    bench.unchanged(before)
    bench.refused(1, "migrate", "nowhere", says="cannot read nowhere")


def test_policies(bench):
    three(bench)
    bench.done("migrate", "m", "--to", "02_b", "--complete")
    bench.file("m/015_late.json", [add("late")])
    bench.file("m/01_a.json", [add("other")])
    (bench.folder / "m/02_b.json").unlink()
    before = bench.dump()
    bench.refused(3, "migrate", "m", says=["m/015_late.json: sorts before", "m/01_a.json: has changed since",
                                           'warning: "02_b" is applied, and its file is not in the folder'])
    bench.refused(3, "plan", "m", says="m/01_a.json: has changed since")
    bench.file(".zdm.json", {"history": {"out-of-order": "warn", "edited": "allow", "missing": "refuse"}})
    bench.refused(3, "migrate", "m", says=["warning: sorts before", 'is not in the folder'])
    bench.unchanged(before)
    bench.refused(3, "migrate", "m", "--edited", "refuse", "--missing", "allow", says="has changed since")
    bench.file(".zdm.json", '{"history": {"edited": "maybe"}}')
    bench.refused(3, "migrate", "m", says=".zdm.json: /history/edited")
    bench.file(".zdm.json", {"history": {"out-of-order": "warn", "edited": "allow", "missing": "allow"}})
    done = migrate(bench)
    assert done["migrations"] == ["015_late", "03_c"] and [f["code"] for f in done["findings"]] == ["out-of-order"], done


def test_pull_writes_each_file_of_a_span(bench):
    three(bench)
    bench.done("migrate", "m")
    bench.done("pull", "copy")
    for name in ["01_a", "02_b", "03_c"]:
        assert (bench.folder / f"copy/{name}.json").read_text() == (bench.folder / f"m/{name}.json").read_text()


def test_a_state_of_before_there_were_spans(bench):
    """Upgraded with a migration under way in it."""
    bench.users()
    bench.file("m/01_a.json", UPPER_NAME)
    bench.file("m/02_b.json", [add("b")])
    bench.done("start", "m/01_a.json")
    bench.sql("DROP TABLE zdm.sightings, zdm.definitions; DROP INDEX zdm.one_active_migration; "
              "ALTER TABLE zdm.migrations DROP COLUMN span_id, ALTER COLUMN plan SET NOT NULL; "
              "DELETE FROM zdm.version WHERE version >= 3; "
              "CREATE UNIQUE INDEX one_active_migration ON zdm.migrations (schema_name) "
              "WHERE status IN ('starting', 'started', 'completing', 'rolling_back')")
    assert bench.done("status", "--json").json()["active"]["span"] == ["01_a"]
    assert "stored plan" in bench.done("plan", "m").err
    assert history(bench) == [("01_a", "started")]
    assert migrate(bench, "--complete")["migrations"] == ["01_a", "02_b"]


DEFINITIONS = """
SELECT table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable || ' ' || coalesce(column_default, '')
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
ORDER BY 1"""


def examples(bench, to, *options):
    """The examples as far as that, with rows from the second on: the names, and what comes of it."""
    root = pathlib.Path(__file__).resolve().parents[2]
    folder = str(root / "migrations-examples")
    if not history(bench):
        bench.done("migrate", folder, "--complete", "--to", "02_create_tables_with_keys")
        bench.sql((root / "tests/examples_rows.sql").read_text())
    done = bench.done("migrate", folder, "--complete", "--allow-irreversible", "--json", "--to", to, *options,
                      timeout=120).json()
    return done["migrations"], bench.sql(DEFINITIONS)


def test_the_examples_as_spans_and_one_by_one(bench):
    as_spans = examples(bench, "15_several_operations")
    with Workbench() as other:
        assert as_spans == examples(other, "15_several_operations", "--one-by-one")
    names, _ = examples(bench, "36_version_schema")
    assert len(names) == 21, names
    spans = {m["span"][0] for m in bench.done("history", "--json").json()["migrations"]}
    assert len(spans) < 18, f"{len(spans)} spans of 36 migrations"
