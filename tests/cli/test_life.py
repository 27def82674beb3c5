"""The way of a migration through every command, as text and as JSON."""

import fcntl
import pty
import re
import struct
import termios

from workbench import *

SHOWN = ("id", "name", "span", "description", "version_schema", "status", "checksum", "started_by",
         "started_at", "completed_at", "seconds")


def test_init(bench):
    result = bench.done("init")
    assert result.out == "" and "zdm" in result.err, result
    before = bench.dump()
    bench.done("init")
    bench.unchanged(before)
    bench.done("init", "--state-schema", "other_state")
    assert bench.sql("SELECT count(*) FROM pg_namespace WHERE nspname = 'other_state'") == "1"


def test_status_before_anything(bench):
    before = bench.dump()
    text = bench.done("status").out
    assert "version:     none, clients use public" in text and "next:        zdm start FILE" in text, text
    data = bench.done("status", "--json").json()
    assert data["active"] is None and data["latest"] is None and data["next"] == ["zdm start FILE"]
    assert bench.done("history").out == ""
    assert bench.done("history", "--json").json() == {"migrations": []}
    bench.unchanged(before)


def test_plan_as_text(bench):
    bench.users()
    bench.sql("CREATE TABLE orders (id int PRIMARY KEY)")
    bench.file("01_upper.json", {"description": "shouting", "operations": UPPER_NAME})
    before = bench.dump()
    text = bench.done("plan", "01_upper.json").out
    assert text.startswith("migration 01_upper: shouting\n"), text
    assert text.endswith("\n") and not text.endswith("\n\n") and text.isascii(), text
    phases = [text.index(f"\n{phase}\n") for phase in ["expand", "backfill", "build", "publish",
                                                       "contract (zdm complete)"]]
    assert phases == sorted(phases), text
    for part in ["ACCESS EXCLUSIVE on users, brief", "undo", "what complete loses for good",
                 'CREATE VIEW "_zdm_building_public_01_upper"."users"']:
        assert part in text, f"{part} in\n{text}"
    assert '"_zdm_building_public_01_upper"."orders"' not in text, text
    assert bench.done("plan", "01_upper.json").out == text
    assert '"_zdm_building_public_01_upper"."orders"' in bench.done("plan", "-v", "01_upper.json").out
    bench.unchanged(before)


def without_estimates(data):
    if isinstance(data, list):
        return [without_estimates(each) for each in data]
    if isinstance(data, dict):
        return {key: without_estimates(each) for key, each in data.items() if key not in ("estimate", "estimates")}
    return data


def test_plan_as_json(bench):
    bench.users()
    bench.file("01_upper.json", UPPER_NAME)
    data = bench.done("plan", "01_upper.json", "--json", "-o", "plan.json").json()
    assert list(data) == ["plans", "findings"] and [each["code"] for each in data["findings"]] == ["lost-by-type"], data
    assert data["plans"][0]["migration"] == "01_upper" and data["plans"][0]["steps"], data
    assert json.loads((bench.folder / "plan.json").read_text()) == without_estimates(data["plans"][0])


def chapters(script):
    """What start, complete and rollback run, each as psql can run it on a table of any size."""
    for name, value in [("$1::tid", "'(0,0)'::tid"), ("$2::tid", "'(4294967295,0)'::tid"), ("$3", "0"), ("$4", "0")]:
        script = script.replace(name, value)
    head, *parts = re.split(r"^-- ==== .*$", script, flags=re.M)
    assert len(parts) == 3, script
    return [head + part for part in parts]


def test_plan_as_sql_is_what_runs(bench):
    bench.users(50)
    bench.sql("CREATE INDEX by_name ON users (name)")
    bench.file("01_several.json", {"description": "two\nlines", "operations": UPPER_NAME + [
        {"add_column": {"table": "users", "column": {"name": "length", "type": "int"}, "up": "length(name)"}},
        {"drop_column": {"table": "users", "column": "email"}}]})
    bench.done("init")
    content = ["-N", "zdm"]
    start, complete, rollback = chapters(bench.done("plan", "01_several.json", "--sql").out)
    before = sorted(bench.dump(*content))
    bench.psql_file(start)
    by_hand = sorted(bench.dump(*content))
    bench.psql_file(rollback)
    assert sorted(bench.dump(*content)) == before
    bench.done("start", "01_several.json")
    assert sorted(bench.dump(*content)) == by_hand
    bench.done("rollback")
    bench.psql_file(start)
    bench.psql_file(complete)
    by_hand = sorted(bench.dump(*content))
    bench.sql('DROP SCHEMA "public_01_several" CASCADE; DROP TABLE users')
    bench.users(50)
    bench.sql("CREATE INDEX by_name ON users (name)")
    bench.done("start", "01_several.json", "--complete")
    assert sorted(bench.dump(*content)) == by_hand


def test_plan_as_markdown(bench):
    bench.users()
    bench.file("01_upper.json", {"description": "<b>all | of\n# it \\", "operations": UPPER_NAME})
    text = bench.done("plan", "01_upper.json", "--markdown").out
    assert text.startswith("### zdm: 01\\_upper\n\n\\<b\\>all \\| of \\# it \\\\\n"), text
    rows = [line for line in text.split("**Which")[0].splitlines() if line.startswith("|")]
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 4 for row in rows) and len(rows) > 8, rows
    assert text.count("<details>") == text.count("</details>") == 5 == text.count("```sql"), text
    assert "- the old form of column users.name" in text, text
    bench.file("02_bad.json", [{"drop_column": {"table": "users", "column": "nam"}}])
    result = bench.expect(3, "plan", "02_bad.json", "--markdown")
    assert "there is no plan" in result.out and 'has no column "nam"' in result.out, result


def test_plan_in_one_form(bench):
    bench.file("01_age.json", ADD_AGE)
    bench.refused(2, "plan", "01_age.json", "--sql", "--json", says="do not go together")


def test_plan_of_several_files(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    bench.file("02_years.json", [{"rename_column": {"table": "users", "from": "age", "to": "years"}},
                                 {"create_index": {"table": "users", "name": "by_years",
                                                   "columns": [{"column": "years"}]}}])
    bench.file("03_x.json", [{"drop_index": {"name": "by_years"}}])
    plans = bench.done("plan", "01_age.json", "02_years.json", "03_x.json", "--json").json()["plans"]
    assert [p["version_schema"] for p in plans] == ["public_01_age", "public_02_years", "public_03_x"]
    assert plans[1]["old_version_schema"] == "public_01_age", plans[1]
    for file in ["01_age.json", "02_years.json"]:
        bench.done("start", file, "--complete")
    alone = bench.done("plan", "03_x.json", "--json").json()["plans"][0]
    assert alone == plans[2], "the plan on the database is another than the one foretold"


def test_a_plan_that_cannot_be_kept(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    result = bench.expect(1, "plan", "01_age.json", "-o", "no/folder/plan.json")
    assert "cannot write no/folder/plan.json" in result.err, result


def test_the_whole_way(bench):
    bench.users()
    bench.file("01_upper.json", {"description": "shouting", "operations": UPPER_NAME})
    started = bench.done("start", "01_upper.json")
    assert started.out == 'SET search_path TO "public_01_upper", public;\n', started
    assert bench.sql(started.out + "SELECT name FROM users WHERE id = 1") == "USER 1"

    data = bench.done("status", "--json").json()
    assert data["active"]["name"] == "01_upper" and data["active"]["status"] == "started", data
    assert tuple(data["active"]) == SHOWN, data
    assert data["new_version_schema"] == "public_01_upper" and data["old_version_schema"] is None, data
    assert data["next"] == ["zdm complete", "zdm rollback"] and not data["running"], data
    assert 0 < data["steps_done"] < data["steps_total"], data
    text = bench.done("status").out
    assert "active:      01_upper (started" in text and "zdm complete or zdm rollback" in text, text

    done = bench.done("complete", "--json").json()
    assert done == {"migration": "01_upper", "status": "completed", "version_schema": "public_01_upper",
                    "search_path": '"public_01_upper", public', "already_complete": False}, done
    data = bench.done("status", "--json").json()
    assert data["active"] is None and data["latest"]["name"] == "01_upper", data
    assert data["old_version_schema"] == "public_01_upper", data

    history = bench.done("history", "--json").json()["migrations"]
    assert [tuple(entry) for entry in history] == [SHOWN], history
    assert history[0]["description"] == "shouting" and history[0]["completed_at"], history
    text = bench.done("history").out
    assert text.splitlines()[0].startswith("id  migration") and "01_upper" in text, text


def test_start_as_json(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    data = bench.done("start", "01_age.json", "--json").json()
    assert data == {"migration": "01_age", "status": "started", "version_schema": "public_01_age",
                    "search_path": '"public_01_age", public', "findings": []}, data


def test_start_and_complete(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    result = bench.done("start", "01_age.json", "--complete")
    assert result.out == 'SET search_path TO "public_01_age", public;\n', result
    assert bench.done("status", "--json").json()["latest"]["status"] == "completed"


def test_rollback(bench):
    bench.users()
    bench.file("01_upper.json", UPPER_NAME)
    bench.done("init")
    before = bench.sql("SELECT attname FROM pg_attribute WHERE attrelid = 'users'::regclass "
                       "AND attnum > 0 AND NOT attisdropped")
    bench.done("start", "01_upper.json")
    data = bench.done("rollback", "--json").json()
    assert data == {"migration": "01_upper", "status": "rolled_back", "version_schema": None}, data
    assert bench.sql("SELECT attname FROM pg_attribute WHERE attrelid = 'users'::regclass "
                     "AND attnum > 0 AND NOT attisdropped") == before
    assert bench.done("status", "--json").json()["active"] is None


def test_names_that_need_quotes(bench):
    bench.sql('CREATE SCHEMA "My ""Schema"; CREATE TABLE "My ""Schema"."T 1" (id int PRIMARY KEY)')
    bench.file("01 Über.json", [{"add_column": {"table": "T 1", "column": {
        "name": 'a"b', "type": "int", "nullable": True}}}])
    result = bench.done("start", "01 Über.json", "--schema", 'My "Schema')
    assert result.out == 'SET search_path TO "My ""Schema_01 Über", "My ""Schema";\n', result
    assert bench.sql(result.out + 'SELECT count("a""b") FROM "T 1"') == "0"
    bench.done("complete", "--schema", 'My "Schema')


def test_a_role(bench):
    owner = f"owner_{bench.database}"
    bench.sql(f"CREATE ROLE {owner}; GRANT CREATE ON DATABASE \"{bench.database}\" TO {owner}; "
              f"GRANT CREATE ON SCHEMA public TO {owner}")
    try:
        bench.users()
        bench.sql(f"ALTER TABLE users OWNER TO {owner}")
        bench.file("01_upper.json", UPPER_NAME)
        bench.done("start", "01_upper.json", "--complete", "--role", owner)
        assert bench.sql("SELECT nspowner::regrole FROM pg_namespace WHERE nspname = 'zdm'") == owner
        bench.refused(1, "status", "--role", "nobody_here", says="nobody_here")
    finally:
        bench.sql(f"DROP OWNED BY {owner} CASCADE; DROP ROLE {owner}")


def test_quiet_and_verbose(bench):
    bench.users()
    bench.file("01_upper.json", UPPER_NAME)
    assert bench.done("start", "--quiet", "01_upper.json").err == ""
    assert bench.done("rollback", "--quiet").err == ""
    result = bench.done("start", "-v", "01_upper.json")
    assert "ADD COLUMN" in result.err and " ms]" in result.err, result
    assert "\033" not in result.err and "\r" not in result.err, "no colour and no bar without a terminal"


def on_a_terminal(bench, *arguments, **environment):
    """What zdm shows on a terminal of 80 columns."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    child = subprocess.Popen([os.environ["ZDM"], *arguments], cwd=bench.folder, stderr=its,
                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             env=bench.environment({"TERM": "xterm", **environment}))
    os.close(its)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
    os.close(ours)
    child.wait()
    return shown.decode()


def test_a_bar_on_a_terminal(bench):
    bench.users(20000)
    bench.file("01_upper.json", UPPER_NAME)
    shown = on_a_terminal(bench, "start", "01_upper.json", "--backfill-batch-size", "500")
    assert "\r\033[K[#" in shown and "backfill users: " in shown, repr(shown)
    lines = [line for line in re.split(r"[\r\n]|\033\[K", shown) if ": note: " not in line]
    assert max(len(line) for line in lines) <= 90, repr(shown)
    last = shown.rstrip("\r\n").splitlines()[-1]
    assert last.startswith("next: "), repr(last)


def test_colour_on_a_terminal(bench):
    assert "\033[1;31mzdm:" in on_a_terminal(bench, "complete")
    assert "\033" not in on_a_terminal(bench, "complete", NO_COLOR="1")
    assert "\033" not in on_a_terminal(bench, "complete", TERM="dumb")


def test_validate(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    before = bench.dump()
    result = bench.done("validate", "01_age.json")
    assert result.out == "" and "01_age.json: no mistakes found; checked against the database" in result.err
    assert bench.done("validate", "01_age.json", "--json").json() == {"valid": True, "findings": []}
    bench.unchanged(before)


def test_validate_without_a_database(bench):
    bench.file("m/01_users.json", [{"create_table": {"name": "users", "columns": [
        {"name": "id", "type": "int", "pk": True}]}}])
    bench.file("m/02_age.json", ADD_AGE)
    bench.file("m/03_bad.json", [{"drop_column": {"table": "users", "column": "agee"}}])
    bench.file("m/04_later.json", [{"drop_table": {"name": "users"}}])
    offline = {"ZDM_POSTGRES_URL": None}
    result = bench.done("validate", "m/02_age.json", **offline)
    assert "without a database" in result.err, result
    bench.refused(3, "validate", "m/03_bad.json", **offline,
                  says='m/03_bad.json: /operations/0/drop_column/column: table "users" has no column '
                       '"agee"; columns are id, age')
    bench.refused(3, "validate", "--offline", "m/03_bad.json", says="columns are id, age")


def test_validate_behind_raw_sql(bench):
    """What raw SQL does to the tables is not known: nothing about them is an error."""
    bench.file("01_sql.json", [{"sql": {"up": "CREATE TABLE made (id int)", "down": "DROP TABLE made"}}])
    bench.file("02_x.json", [{"drop_table": {"name": "made"}}])
    result = bench.done("validate", "--offline", "02_x.json")
    assert "02_x.json" in result.err and "warning: " in result.err, result
    result = bench.done("validate", "01_sql.json", "02_x.json")
    assert "cannot be planned yet" in result.err, result
    plans = bench.done("plan", "01_sql.json", "02_x.json", "--json").json()["plans"]
    assert [plan["migration"] for plan in plans] == ["01_sql"], plans


def test_validate_of_the_active_migration(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    bench.done("start", "01_age.json")
    assert "only its form was checked" in bench.done("validate", "01_age.json").err


def test_files_that_do_not_agree_with_the_history(bench):
    bench.users()
    city = [{"add_column": {"table": "users", "column": {"name": "city", "type": "text", "nullable": True}}}]
    bench.done("start", bench.file("02_age.json", ADD_AGE), "--complete")
    bench.file("01_city.json", city)
    bench.file("03_later.json", [{"drop_column": {"table": "users", "column": "city", "down": "'Oslo'"}}])
    late = '01_city.json: warning: sorts before "02_age", which is applied already'
    for command in [("plan", "01_city.json"), ("validate", "01_city.json", "02_age.json", "03_later.json"),
                    ("start", "01_city.json")]:
        result = bench.done(*command)
        assert result.err.count("sorts before") == 1 and late in result.err, result
    bench.done("rollback")
    bench.file("02_age.json", city)
    bench.refused(3, "validate", "02_age.json", says="02_age.json: has changed since it was applied")
    findings = bench.expect(3, "validate", "02_age.json", "--json").json()["findings"]
    assert [finding["code"] for finding in findings] == ["edited-history"]
    for command in ["plan", "start"]:
        bench.refused(3, command, "02_age.json", says="02_age.json: has changed since it was applied")
        findings = bench.expect(3, command, "02_age.json", "--json").json()["findings"]
        assert [finding["code"] for finding in findings] == ["edited-history"]
    bench.refused(3, "plan", "02_age.json", "03_later.json", says="02_age.json: has changed")


def test_the_order_of_files_is_that_of_their_full_names(bench):
    bench.users()
    bench.done("start", bench.file("01_a-2.json", []), "--complete")
    assert "sorts before" not in bench.done("start", bench.file("01_a.yaml", "operations: []"), "--complete").err
    assert bench.done("latest", "migration", "--local", ".").out == "01_a\n"
    assert '01_a-1.json: warning: sorts before "01_a"' in bench.done("plan", bench.file("01_a-1.json", [])).err


def test_an_active_migration_whose_file_was_edited(bench):
    bench.users()
    bench.done("start", bench.file("01_age.json", ADD_AGE))
    bench.file("01_age.json", [])
    for command in ["plan", "start"]:
        bench.refused(3, command, "01_age.json", says=["has changed since it was started", "zdm rollback"])
    bench.done("rollback")
    bench.done("start", "01_age.json")


def test_what_a_type_has_no_place_for_is_told(bench):
    bench.sql("CREATE TABLE prices (id int PRIMARY KEY, price double precision)")
    bench.file("01_whole.json", [{"alter_column": {
        "table": "prices", "column": "price", "type": "integer", "up": "price::integer", "down": "price"}}])
    told = "/operations/0/alter_column/type: note: integer has no place for fractions"
    assert told in bench.done("plan", "01_whole.json").err
    assert told in bench.done("start", "01_whole.json").err


def test_a_password_is_never_shown_nor_stored(bench):
    bench.users()
    bench.file("01_upper.json", UPPER_NAME)
    secret = "s3cret-word"
    for arguments in [["init"], ["plan", "01_upper.json"], ["validate", "01_upper.json"],
                      ["start", "-v", "01_upper.json"], ["status", "--json"], ["complete", "-v"],
                      ["history"]]:
        result = bench.done(*arguments, ZDM_POSTGRES_URL=bench.url(password=secret))
        assert secret not in result.out + result.err, result
    assert not [line for line in bench.dump() if secret in line]


def test_a_password_in_a_service_file_is_never_shown(bench):
    secret = "s3cret-word"
    for host, code in [("/nowhere", 1), ("a b", 1)]:
        (bench.folder / "services").write_text(f"[shop]\nhost={host}\npassword={secret}\n")
        for url in ["service=shop", "postgresql:///?service=shop", None]:
            result = bench.expect(code, "status", "-v", ZDM_POSTGRES_URL=url, PGSERVICE="shop",
                                  PGSERVICEFILE=str(bench.folder / "services"))
            assert secret not in result.out + result.err, result
