"""zdm inverse: where it knows the tables from, what it says is lost, and what has no inverse."""

from workbench import *

NOWHERE = {"ZDM_POSTGRES_URL": None}

DROP_NAME = [{"drop_column": {"table": "users", "column": "name", "down": "'nobody'"}}]

CREATE = {"create_table": {"name": "users", "columns": [
    {"name": "id", "type": "int", "pk": True}, {"name": "name", "type": "varchar(20)", "default": "'x'"}]}}


def inverse(bench, *arguments, **environment):
    return bench.done("inverse", *arguments, **environment)


def operations(result):
    return json.loads(result.out)["operations"]


def definitions(bench):
    """A column with a second form stands last in its table: so in no order."""
    return sorted(line.rstrip(",") for line in bench.dump("--schema=public", "--schema-only"))


def difference(before, after):
    return [line for line in before if line not in after], [line for line in after if line not in before]


def test_a_dropped_column_as_the_database_has_it(bench):
    bench.users()
    bench.sql("CREATE UNIQUE INDEX names ON users (lower(name)) WHERE id > 0")
    bench.file("02_drop.json", DROP_NAME)
    before = bench.dump()
    result = inverse(bench, "02_drop.json")
    assert operations(result) == [
        {"add_column": {"table": "users", "column": {"name": "name", "type": "text"}, "up": "'nobody'"}},
        {"create_index": {"table": "users", "name": "names", "columns": [{"expression": "lower(name)"}],
                          "unique": True, "predicate": "(id > 0)"}}], result
    assert 'the values of column "name" of table "users", other than as its "down" has them, do not come back' \
        in result.err, result
    bench.unchanged(before)


def test_there_and_back_and_there_again(bench):
    bench.users()
    bench.file("01_change.json", [
        {"rename_table": {"from": "users", "to": "people"}},
        {"alter_column": {"table": "people", "column": "email", "type": "varchar(50)", "nullable": False,
                          "check": {"name": "has_at", "constraint": "email LIKE '%@%'"},
                          "up": "coalesce(email, '@')", "down": "email"}},
        {"add_column": {"table": "people", "column": {"name": "age", "type": "int", "nullable": True}}},
        {"create_index": {"table": "people", "name": "ages", "columns": [{"column": "age"}]}}])
    bench.file("02_back.json", inverse(bench, "01_change.json").out)
    before = definitions(bench)
    bench.done("start", "01_change.json", "--complete")
    after = definitions(bench)
    bench.done("validate", "02_back.json")
    bench.file("03_forth.json", inverse(bench, "02_back.json").out)
    bench.done("start", "02_back.json", "--complete")
    assert definitions(bench) == before, difference(before, definitions(bench))
    bench.done("start", "03_forth.json", "--complete")
    assert definitions(bench) == after, difference(after, definitions(bench))


def test_of_an_applied_migration_the_files_before_tell(bench):
    bench.file("01_users.json", [CREATE])
    bench.file("02_drop.json", [{"drop_column": {"table": "users", "column": "name"}}])
    for file in ["01_users.json", "02_drop.json"]:
        bench.done("start", file, "--complete")
    column = {"name": "name", "type": "character varying(20)", "default": "'x'"}
    for result in [inverse(bench, "02_drop.json"), inverse(bench, "02_drop.json", "--offline"),
                   inverse(bench, "02_drop.json", **NOWHERE)]:
        assert operations(result) == [{"add_column": {"table": "users", "column": column}}], result


def test_files_before_that_are_not_applied_yet(bench):
    bench.users()
    bench.file("01_rename.json", [{"rename_column": {"table": "users", "from": "name", "to": "title"}}])
    bench.file("02_drop.json", [{"drop_column": {"table": "users", "column": "title", "down": "''"}}])
    added = operations(inverse(bench, "02_drop.json"))[0]["add_column"]
    assert added["column"] == {"name": "title", "type": "text"}, added


def test_what_was_applied_counts_and_not_what_has_become_of_its_file(bench):
    bench.file("01_users.json", [CREATE])
    bench.file("02_title.json", [{"rename_column": {"table": "users", "from": "name", "to": "title"}}])
    bench.file("03_drop.json", [{"drop_column": {"table": "users", "column": "title"}}])
    for file in ["01_users.json", "02_title.json", "03_drop.json"]:
        bench.done("start", file, "--complete")
    bench.file("01_users.json", json.dumps({"operations": [CREATE]}).replace("varchar(20)", "varchar(99)"))
    (bench.folder / "02_title.json").unlink()
    bench.file("02_unapplied.json", [{"drop_table": {"name": "users"}}])
    column = {"name": "title", "type": "character varying(20)", "default": "'x'"}
    result = inverse(bench, "03_drop.json")
    assert operations(result) == [{"add_column": {"table": "users", "column": column}}], result
    assert "01_users.json: warning: has changed since it was applied" in result.err, result
    findings = inverse(bench, "03_drop.json", "--json").json()["findings"]
    assert [each["code"] for each in findings if each["file"] == "01_users.json"] == ["edited-history"]
    bench.file("03_drop.json", [{"drop_table": {"name": "users"}}])
    result = inverse(bench, "03_drop.json")
    assert operations(result) == [{"add_column": {"table": "users", "column": column}}], result
    assert "03_drop.json: warning: has changed since it was applied" in result.err, result


def test_nothing_of_the_tables_is_needed_for_a_name(bench):
    bench.file("02_rename.json", [{"rename_column": {"table": "users", "from": "name", "to": "title"}}])
    result = inverse(bench, "02_rename.json", **NOWHERE)
    assert operations(result) == [{"rename_column": {"table": "users", "from": "title", "to": "name"}}], result
    assert "was not tried out" in result.err, result


def test_yaml_stays_yaml(bench):
    bench.file("01_rename.yaml", "operations:\n  - rename_table: { from: users, to: people }\n")
    text = inverse(bench, "01_rename.yaml", **NOWHERE).out
    assert text.startswith("description: takes back 01_rename\noperations:\n  - rename_table:"), text


def test_json(bench):
    bench.users()
    bench.file("01_drop.json", DROP_NAME)
    data = inverse(bench, "01_drop.json", "--json").json()
    assert data["migration"]["description"] == "takes back 01_drop", data
    assert [finding["code"] for finding in data["findings"]] == ["inverse-loses"], data
    assert data["findings"][0]["pointer"] == "/operations/0/drop_column", data
    bench.file("02_sql.json", [{"sql": {"up": "SELECT 1"}}])
    data = bench.expect(3, "inverse", "02_sql.json", "--json").json()
    assert data["migration"] is None and data["findings"][0]["code"] == "no-inverse", data


def test_sql_without_down(bench):
    bench.file("01_sql.json", [{"sql": {"up": "SELECT 1", "irreversible": "there is nothing to undo"}}])
    bench.refused(3, "inverse", "01_sql.json", says=['01_sql.json: /operations/0/sql: sql without "down"'])


def test_sql_at_complete_beside_others(bench):
    bench.users()
    sql = {"sql": {"up": "ANALYZE users", "down": "SELECT 1", "onComplete": True}}
    bench.file("01_both.json", [*ADD_AGE, sql])
    bench.refused(3, "inverse", "01_both.json", says="runs at complete behind all others")
    bench.file("02_two.json", [sql, sql])
    assert len(operations(inverse(bench, "02_two.json"))) == 2


def test_what_was_dropped_is_not_known(bench):
    bench.file("02_drop.json", [{"drop_table": {"name": "users"}}, *DROP_NAME])
    bench.refused(3, "inverse", "02_drop.json", **NOWHERE, says=[
        '/operations/0/drop_table: table "users" as it was before is not known: name a database'])


def test_sql_in_a_file_before(bench):
    bench.file("01_users.json", [CREATE])
    bench.file("02_sql.json", [{"sql": {"up": "ALTER TABLE users ALTER name TYPE text", "down": ""}}])
    bench.file("03_drop.json", [{"drop_table": {"name": "users"}}])
    assert "sql in a file before may have changed tables" in inverse(bench, "03_drop.json", **NOWHERE).err


def test_a_mistaken_migration_has_none(bench):
    bench.users()
    bench.file("01_x.json", [{"rename_column": {"table": "users", "from": "nam", "to": "title"}}])
    bench.refused(3, "inverse", "01_x.json", says='table "users" has no column "nam"')
    bench.file("02_x.json", [{"rename_column": {"table": "users", "from": "name"}}])
    bench.refused(3, "inverse", "02_x.json", says='"to"')
    bench.file("drop/02_x.json", [{"drop_table": {"name": "user"}}])
    bench.refused(3, "inverse", "drop/02_x.json", says='there is no table "user"')
    bench.file("03_x.json", "{")
    bench.refused(3, "inverse", "03_x.json", says="03_x.json: ")


def test_an_inverse_that_would_be_refused_is_none(bench):
    bench.users()
    bench.file("01_identity.json", [
        {"create_index": {"table": "users", "name": "names", "columns": [{"column": "name"}], "unique": True}},
        {"set_replica_identity": {"table": "users", "identity": {"type": "index", "index": "names"}}}])
    bench.refused(3, "inverse", "01_identity.json", says=[
        'there is no inverse: it would be refused: index "names" is the replica identity of table "users"'])


def test_values_that_up_has_changed(bench):
    bench.users()
    bench.file("01_upper.json", UPPER_NAME)
    assert 'the values of column "name" of table "users", other than as its "down" has them, do not come back' \
        in inverse(bench, "01_upper.json").err
    bench.file("02_type.json", [{"alter_column": {"table": "users", "column": "name", "type": "varchar(100)",
                                                  "up": "name", "down": "name"}}])
    assert "do not come back" not in inverse(bench, "02_type.json").err


def test_what_no_operation_makes_is_told(bench):
    bench.users()
    bench.sql("ALTER TABLE users ALTER name SET STATISTICS 500; CREATE INDEX names ON users (name);"
              "COMMENT ON INDEX names IS 'for search'; GRANT SELECT (name) ON users TO PUBLIC;"
              "CREATE STATISTICS pairs ON name, email FROM users")
    bench.file("01_drop.json", DROP_NAME)
    said = inverse(bench, "01_drop.json").err
    for lack in ['the statistics target of column "name"', 'the privileges of column "name"',
                 'the comment of index "names"', 'statistics "pairs"']:
        assert lack in said, said


def test_an_unlogged_table_would_come_back_logged(bench):
    bench.sql("CREATE UNLOGGED TABLE caches (id int PRIMARY KEY)")
    bench.file("01_drop.json", [{"drop_table": {"name": "caches"}}])
    assert 'warning: not made again, since no operation has a field for it: the UNLOGGED form of table "caches"' \
        in inverse(bench, "01_drop.json").err


def test_while_it_is_active_rollback_is_right(bench):
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    bench.done("start", "01_age.json")
    assert "the migration is active: zdm rollback takes it back" in inverse(bench, "01_age.json").err


def test_wrong_usage(bench):
    bench.refused(3, "inverse", "nothing.json", says="nothing.json: ")
    bench.file("a.sql", "SELECT 1;")
    bench.refused(3, "inverse", "a.sql", says=["a.sql: is SQL, and no migration", "zdm convert"])
    bench.refused(3, "inverse", "", says='"": is no file')
    bench.refused(3, "inverse", ".", says=".: ")
    bench.refused(2, "inverse", says="inverse: FILE is missing")
    bench.refused(2, "inverse", "a.json", "b.json", says='"b.json" is one operand too many')
    bench.refused(2, "inverse", "--ofline", "a.json", says='did you mean "--offline"?')


def test_a_database_that_is_not_there(bench):
    bench.file("01_x.json", [{"rename_table": {"from": "a", "to": "b"}}])
    elsewhere = {"ZDM_POSTGRES_URL": "postgresql://nowhere.invalid/x"}
    bench.refused(1, "inverse", "01_x.json", **elsewhere, says="nowhere.invalid")
    bench.done("inverse", "01_x.json", "--offline", **elsewhere)
