"""zdm lint: formats, severities, settings, silence, and what it is given."""

import jsonschema
import pathlib

from workbench import *

ROOT = pathlib.Path(__file__).resolve().parents[2]
RENAME = "SET lock_timeout = '1s';\nALTER TABLE users RENAME TO people;\n"
WARNED = "CREATE TABLE t (id int, data json);\n"

# The published schema, where ./dev has fetched it: Debian has it in no package.
PUBLISHED_SARIF = ROOT / "build" / "schemas" / "sarif-2.1.0.json"

# The parts of SARIF 2.1.0 that zdm writes, as its specification requires them.
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "items": {
            "type": "object", "additionalProperties": False, "required": ["tool", "results"],
            "properties": {
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "tool": {"type": "object", "additionalProperties": False, "required": ["driver"], "properties": {
                    "driver": {"type": "object", "additionalProperties": False, "required": ["name"], "properties": {
                        "name": {"type": "string"},
                        "version": {"type": "string"},
                        "rules": {"type": "array", "uniqueItems": True, "items": {
                            "type": "object", "additionalProperties": False, "required": ["id"], "properties": {
                                "id": {"type": "string"},
                                "shortDescription": {"$ref": "#/$defs/message"},
                                "help": {"$ref": "#/$defs/message"},
                                "defaultConfiguration": {
                                    "type": "object", "additionalProperties": False,
                                    "properties": {"level": {"$ref": "#/$defs/level"}}}}}}}}}},
                "results": {"type": "array", "items": {
                    "type": "object", "additionalProperties": False, "required": ["message"], "properties": {
                        "ruleId": {"type": "string"},
                        "ruleIndex": {"type": "integer", "minimum": 0},
                        "level": {"$ref": "#/$defs/level"},
                        "message": {"$ref": "#/$defs/message"},
                        "locations": {"type": "array", "items": {
                            "type": "object", "additionalProperties": False, "properties": {
                                "logicalLocations": {"type": "array", "items": {
                                    "type": "object", "additionalProperties": False,
                                    "properties": {"fullyQualifiedName": {"type": "string"}}}},
                                "physicalLocation": {
                                    "type": "object", "additionalProperties": False,
                                    "required": ["artifactLocation"], "properties": {
                                        "artifactLocation": {
                                            "type": "object", "required": ["uri"], "additionalProperties": False,
                                            "properties": {"uri": {"type": "string",
                                                                   "pattern": "^[A-Za-z0-9._~/%:-]+$"}}},
                                        "region": {
                                            "type": "object", "additionalProperties": False,
                                            "properties": {
                                                "startLine": {"type": "integer", "minimum": 1},
                                                "startColumn": {"type": "integer", "minimum": 1}}}}}}}}}}}}}},
    },
    "$defs": {
        "message": {"type": "object", "additionalProperties": False, "required": ["text"],
                    "properties": {"text": {"type": "string", "minLength": 1}}},
        "level": {"enum": ["none", "note", "warning", "error"]},
    },
}


def write(bench, name, text):
    path = bench.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def codes(result):
    return [finding["code"] for finding in result.json()["findings"]]


def lint(bench, code, *arguments):
    return bench.expect(code, "lint", "--json", *arguments, ZDM_POSTGRES_URL="postgresql://nowhere.invalid/x")


def test_a_finding_says_where_what_and_what_instead(bench):
    result = bench.expect(3, "lint", write(bench, "a.sql", RENAME))
    assert result.out == ('a.sql:2:1: clients that know "users" by its old name fail; instead: views under both names; '
                          "add the new, move the clients, drop the old; the operation rename_table does it so: "
                          '{"rename_table": {"from": "users", "to": "people"}} '
                          "[rename]\n"), result
    assert "1 error, 0 warnings in 1 file" in result.err, result


def test_nothing_found(bench):
    result = bench.done("lint", write(bench, "a.sql", "SELECT 1;\n"))
    assert result.out == "" and "0 errors, 0 warnings in 1 file" in result.err, result
    assert bench.done("lint", "a.sql", "--quiet").err == ""
    for format in ["json", "sarif", "gitlab"]:
        json.loads(bench.done("lint", "a.sql", "--format", format).out)


def test_fail_on(bench):
    write(bench, "a.sql", WARNED)
    bench.done("lint", "a.sql")
    bench.expect(3, "lint", "a.sql", "--fail-on", "warning")
    bench.done("lint", "a.sql", "--fail-on=error")
    bench.refused(2, "lint", "a.sql", "--fail-on", "note", says='"note" is not warning or error')


def test_json(bench):
    write(bench, "a.sql", "\n  " + RENAME.splitlines()[1])
    finding = [each for each in lint(bench, 3, "a.sql").json()["findings"] if each["code"] == "rename"][0]
    assert finding == {"code": "rename", "severity": "error", "file": "a.sql", "pointer": "", "line": 2, "column": 3,
                       "message": 'clients that know "users" by its old name fail', "hint": finding["hint"]}
    assert bench.expect(3, "lint", "--format", "json", "a.sql").out == lint(bench, 3, "a.sql").out


def test_sarif(bench):
    write(bench, "with blank, ü.sql", RENAME + WARNED + "-- zdm: allow renam because x\n")
    bench.file("01_sql.json", [{"sql": {"up": "DROP TABLE a", "down": "SELECT 1"}}])
    write(bench, "broken.json", "{")
    sarif = bench.expect(3, "lint", ".", "--format", "sarif").json()
    jsonschema.Draft202012Validator.check_schema(SARIF)
    jsonschema.validate(sarif, SARIF, cls=jsonschema.Draft202012Validator)
    if PUBLISHED_SARIF.exists():
        jsonschema.validate(sarif, json.loads(PUBLISHED_SARIF.read_text()),
                            format_checker=jsonschema.FormatChecker())
    [run] = sarif["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules) and {"rename", "json-type", "drop-table", "unknown-code"} <= set(rules), rules
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"], result
    places = [result["locations"][0]["physicalLocation"] for result in run["results"] if result["ruleId"] == "rename"]
    assert places == [{"artifactLocation": {"uri": "./with%20blank%2C%20%C3%BC.sql"},
                       "region": {"startLine": 2, "startColumn": 1}}], places
    levels = {result["ruleId"]: result["level"] for result in run["results"]}
    assert levels["rename"] == "error" and levels["json-type"] == "warning", levels


def test_github(bench):
    write(bench, "a,b.sql", RENAME)
    out = bench.expect(3, "lint", "a,b.sql", "--format", "github").out
    assert out.startswith("::error file=a%2Cb.sql,line=2,col=1,title=zdm%3A rename::clients that know"), out
    assert out.count("\n") == 1, out
    write(bench, "a,b.sql", "DROP SCHEMA \"50%\n::\";")
    assert 'the schema "50%25%0A::" is gone' in bench.expect(3, "lint", "a,b.sql", "--format", "github").out


def test_gitlab(bench):
    write(bench, "a.sql", RENAME + "DROP SCHEMA a;\nDROP SCHEMA a;\n" + WARNED)
    issues = bench.expect(3, "lint", "a.sql", "--format", "gitlab").json()
    assert [issue["check_name"] for issue in issues] == ["rename", "drop-schema", "drop-schema", "json-type"], issues
    assert len({issue["fingerprint"] for issue in issues}) == 4, issues
    assert {issue["severity"] for issue in issues} == {"major", "minor"}, issues
    assert issues[0]["location"] == {"path": "a.sql", "lines": {"begin": 2}}, issues
    write(bench, "a.sql", "\n\n" + RENAME)
    moved = bench.expect(3, "lint", "a.sql", "--format", "gitlab").json()
    assert moved[0]["fingerprint"] == issues[0]["fingerprint"], "the same, a few lines below"


def test_migrations_are_read_and_their_sql_is_judged(bench):
    bench.file("01_sql.json", [{"sql": {"up": "SELECT 1;\nALTER TABLE users RENAME TO people", "down": "DROP TABLE x"}}])
    result = lint(bench, 3, "01_sql.json")
    assert codes(result) == ["rename", "drop-table", "not-idempotent"], result
    rename = result.json()["findings"][0]
    assert rename["pointer"] == "/operations/0/sql/up" and rename["line"] > 0, rename
    assert rename["message"].startswith("line 2: "), rename
    write(bench, "02.yaml", "operations:\n  - sql:\n      up: DROP TABLE a\n      onComplete: true\n")
    result = lint(bench, 3, "02.yaml")
    assert codes(result) == ["drop-table"] and result.json()["findings"][0]["line"] == 3, result
    write(bench, "03.json", '{"operations": [{"add_colum": {}}]}')
    assert codes(lint(bench, 3, "03.json")) == ["unknown-operation"]


def test_a_folder_is_all_that_is_in_it(bench):
    write(bench, "m/b.sql", RENAME)
    write(bench, "m/deep/a.sql", RENAME)
    write(bench, "m/.git/a.sql", RENAME)
    write(bench, "m/readme.md", "DROP TABLE a;")
    bench.file("01_a.json", [])
    result = lint(bench, 3, "m", "01_a.json", "m/b.sql")
    assert result.json()["files"] == 3, result
    assert [each["file"] for each in result.json()["findings"]] == ["m/b.sql", "m/deep/a.sql"], result


def test_settings(bench):
    write(bench, "m/deep/a.sql", RENAME + WARNED)
    write(bench, "m/b.sql", RENAME)
    write(bench, "m/.zdm.json", '{"lint": {"rules": {"rename": "warning"}}}')
    result = lint(bench, 0, "m")
    assert codes(result) == ["rename", "rename", "json-type"], result
    assert {each["severity"] for each in result.json()["findings"]} == {"warning"}, result
    write(bench, "m/deep/.zdm.json", '{"lint": {"rules": {"rename": "off", "json-type": "error"}}}')
    assert codes(lint(bench, 3, "m")) == ["rename", "json-type"], "the nearest one counts"


def test_settings_in_the_working_folder(bench):
    write(bench, "a.sql", RENAME)
    write(bench, ".zdm.json", '{"lint": {"rules": {"rename": "off"}}}')
    assert codes(lint(bench, 0, "a.sql")) == []
    assert codes(lint(bench, 0, str(bench.folder / "a.sql"))) == []


def test_mistakes_in_settings(bench):
    write(bench, "a.sql", "SELECT 1;")
    write(bench, "b.sql", "SELECT 1;")
    for text, code, says in [('{"lint": {"rules": {"renam": "off"}}}', "unknown-code", "rename"),
                             ('{"lint": {"rules": {"rename": "on"}}}', "bad-value", ""),
                             ('{"lint": {"rule": {}}}', "unknown-key", "rules"),
                             ('{"lint": ', "bad-json", "")]:
        write(bench, ".zdm.json", text)
        result = lint(bench, 3, "a.sql", "b.sql")
        [finding] = result.json()["findings"]
        assert finding["file"] == ".zdm.json" and says in (finding["hint"] or ""), result


def test_bad_input(bench):
    bench.refused(2, "lint", says="lint: FILE|DIR is missing")
    bench.refused(2, "lint", "x", "--format", "xml", says='"xml" is not text, json, sarif, github or gitlab')
    bench.refused(2, "lint", "x", "--json", "--format", "sarif", says="do not go together")
    write(bench, "empty/readme.md", "")
    bench.refused(2, "lint", "empty", says="there is nothing to lint in empty")
    assert codes(lint(bench, 3, "missing.sql", "missing.json")) == ["unreadable-file", "unreadable-file"]
    assert codes(lint(bench, 3, write(bench, "a.sql", b"SELECT '\xff';"))) == ["not-utf8"]
    assert codes(lint(bench, 3, write(bench, "a.sql", b"SELECT 1;\0DROP TABLE a"))) == ["zero-byte"]


def test_what_is_no_sql_is_told_and_the_rest_is_judged(bench):
    for text in ["'", "$$", "/*", "\"", "(((", ";;;", "\\", "SELECT " + "(" * 30000, "\\.\nCOPY t FROM stdin;\n"]:
        lint(bench, 0, write(bench, "a.sql", text))
    assert "drop-table" in codes(lint(bench, 3, write(bench, "a.sql", "SELEC 1;\nDROP TABLE a;")))
    assert "drop-table" in codes(lint(bench, 3, write(bench, "a.sql", "\ufeffDROP TABLE a;")))


def test_a_large_file(bench):
    write(bench, "a.sql", "INSERT INTO t VALUES (" + "'x', " * 50000 + "1);\n" + "SELECT 1;\n" * 20000 + RENAME)
    result = lint(bench, 3, "a.sql")
    assert "rename" in codes(result), codes(result)
    assert [each["line"] for each in result.json()["findings"] if each["code"] == "rename"] == [20003], codes(result)


def test_plan_and_validate_warn_of_the_hazards_too(bench):
    bench.users()
    bench.file("01_sql.json", [{"sql": {"up": "ALTER TABLE users RENAME TO people",
                                        "down": "ALTER TABLE IF EXISTS people RENAME TO users"}}])
    for arguments in [["plan"], ["validate"], ["validate", "--offline"]]:
        result = bench.done(*arguments, "01_sql.json", "--json")
        told = [(each["code"], each["severity"], each["pointer"]) for each in result.json()["findings"]]
        assert ("rename", "warning", "/operations/0/sql/up") in told, result
    bench.file(".zdm.json", '{"lint": {"rules": {"rename": "off"}}}')
    assert "rename" not in codes(bench.done("validate", "01_sql.json", "--json"))
    (bench.folder / ".zdm.json").unlink()
    bench.done("start", "01_sql.json", "--complete")
    assert codes(bench.done("validate", "01_sql.json", "--json")) == [], "it is applied"


def test_the_page_of_hazards_is_current(bench):
    assert bench.done("lint", "--hazards").out == (ROOT / "docs" / "hazards.md").read_text(), "run ./dev generate"
    bench.refused(2, "lint", "--hazards", "a.sql", says="goes by itself")


def test_fix_replaces_sql_operations_in_place(bench):
    write(bench, "01_a.json", """// kept
{
  "operations": [
    // the first
    {
      "sql": {
        "up": "ALTER TABLE users ADD COLUMN age int; CREATE INDEX users_age ON users (age)",
        "down": "DROP INDEX users_age"
      }
    } // behind it
  ]
}
""")
    result = lint(bench, 0, "--fix", "01_a.json")
    assert codes(result) == [] and "01_a.json: 1 of its sql operations rewritten" in result.err, result
    assert (bench.folder / "01_a.json").read_text() == """// kept
{
  "operations": [
    // the first
    {"add_column": {"table": "users", "column": {"name": "age", "type": "int", "nullable": true}}},
    {"create_index": {"table": "users", "name": "users_age", "columns": [{"column": "age"}]}} // behind it
  ]
}
"""
    bench.users()
    bench.done("start", "01_a.json", "--complete")


def test_fix_in_yaml(bench):
    write(bench, "01_a.yaml", """# kept
operations:
  # the first
  - drop_table: {name: a}
  - sql:
      up: |
        DROP TABLE b;

        DROP INDEX i
      onComplete: true

# behind it
description: x
""")
    lint(bench, 0, "--fix", "01_a.yaml")
    assert (bench.folder / "01_a.yaml").read_text() == """# kept
operations:
  # the first
  - drop_table: {name: a}
  - drop_table:
      name: b
  - drop_index:
      name: i

# behind it
description: x
"""


def test_fix_leaves_what_it_cannot_know(bench):
    for up, why in [("ALTER TABLE users ALTER name DROP NOT NULL", "stays sql: what clients of the old version see"),
                    ("VACUUM FULL users", "stays sql: no operation does this"),
                    ("CREATE TYPE t AS ENUM (); CREATE TABLE x (a t)", "stays sql: it would take several migrations")]:
        bench.file("01_sql.json", [{"sql": {"up": up, "down": "SELECT 1"}}])
        before = (bench.folder / "01_sql.json").read_text()
        result = bench.zdm("lint", "--fix", "01_sql.json")
        assert why in result.err and (bench.folder / "01_sql.json").read_text() == before, result
    write(bench, "01_flow.yaml", 'operations: [{sql: {up: "DROP TABLE a"}}]\n')
    assert "stays sql: it cannot be replaced in this layout" in bench.zdm("lint", "--fix", "01_flow.yaml").err


def test_fix_writes_a_migration_beside_a_sql_file(bench):
    write(bench, "m/02_rename.sql", RENAME)
    write(bench, "m/03_fine.sql", "SET lock_timeout = '1s';\nSET statement_timeout = '1min';\nSELECT 1;\n")
    result = bench.expect(3, "lint", "--fix", "m")
    assert json.loads((bench.folder / "m/02_rename.json").read_text()) == \
        {"operations": [{"rename_table": {"from": "users", "to": "people"}}]}, result
    assert "m/02_rename.sql: m/02_rename.json does it with operations" in result.err, result
    assert not (bench.folder / "m/03_fine.json").exists()
    again = bench.expect(3, "lint", "--fix", "m/02_rename.sql")
    assert "nothing is written: m/02_rename.json is there already" in again.err, again
