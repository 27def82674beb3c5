"""Mistakes in files: a clear message with its place, the right exit code, and nothing has changed."""

from workbench import *


def refused_everywhere(bench, file, *says, commands=("validate", "plan", "start")):
    """They say the same, and leave the database alone."""
    before = bench.dump()
    for command in commands:
        result = bench.refused(3, command, file, says=says)
        assert result.err.startswith(file), f"the file's name first in\n{result}"
        found = bench.expect(3, command, file, "--json").json()["findings"]
        assert any(f["severity"] == "error" for f in found), found
    bench.unchanged(before)


def test_unknown_key(bench):
    bench.users()
    bench.file("01_age.json", [{"add_column": {"table": "users", "column": {
        "name": "age", "type": "int", "nullble": True}}}])
    refused_everywhere(bench, "01_age.json", "/operations/0/add_column/column/nullble: ",
                       'did you mean "nullable"?')


def test_unknown_key_at_the_top(bench):
    bench.file("01_x.json", {"operation": [], "operations": []})
    refused_everywhere(bench, "01_x.json", "/operation: ", 'did you mean "operations"?')


def test_unknown_operation(bench):
    bench.file("01_x.json", [{"add_colum": {}}])
    refused_everywhere(bench, "01_x.json", "/operations/0/add_colum: ", 'did you mean "add_column"?')


def test_wrong_types(bench):
    bench.users()
    bench.file("01_x.json", [{"add_column": {"table": 7, "column": {
        "name": "age", "type": "int", "nullable": "yes"}}}])
    refused_everywhere(bench, "01_x.json", "/operations/0/add_column/table: ",
                       "/operations/0/add_column/column/nullable: ")


def test_operations_of_the_wrong_type(bench):
    for number, content in enumerate(['[]', '{"operations": {}}', '{"operations": [1]}', '"x"', '{}']):
        bench.file(f"0{number}_x.json", content)
        refused_everywhere(bench, f"0{number}_x.json")


def test_missing_required_key(bench):
    bench.file("01_x.json", [{"rename_column": {"table": "users", "from": "name"}}])
    refused_everywhere(bench, "01_x.json", "/operations/0/rename_column", '"to"')


def test_missing_table(bench):
    bench.users()
    bench.file("01_x.json", [{"rename_column": {"table": "user", "from": "name", "to": "n"}}])
    refused_everywhere(bench, "01_x.json", "/operations/0/rename_column/table: ", '"user"', "users")


def test_missing_column(bench):
    bench.users()
    bench.file("01_x.json", [{"rename_column": {"table": "users", "from": "nam", "to": "n"}}])
    refused_everywhere(bench, "01_x.json", "/operations/0/rename_column/from: ",
                       'table "users" has no column "nam"; columns are id, name, email')


def test_expressions_that_do_not_parse(bench):
    bench.users()
    bench.file("01_x.json", [{"alter_column": {"table": "users", "column": "email", "nullable": False,
                                               "up": "coalesce(email,"}}])
    refused_everywhere(bench, "01_x.json", "/operations/0/alter_column/up: ")


def test_expressions_with_unknown_columns(bench):
    bench.users()
    bench.file("01_x.json", [{"alter_column": {"table": "users", "column": "email", "nullable": False,
                                               "up": "coalesce(emial, '')"}}])
    refused_everywhere(bench, "01_x.json", "/operations/0/alter_column/up: ", "emial")


def test_expressions_of_the_wrong_type(bench):
    bench.users()
    bench.file("01_x.json", [{"alter_column": {"table": "users", "column": "name", "type": "int",
                                               "up": "now()", "down": "name::text"}}])
    refused_everywhere(bench, "01_x.json", "/operations/0/alter_column/up: ")


def test_unknown_type(bench):
    bench.users()
    bench.file("01_x.json", [{"add_column": {"table": "users", "column": {
        "name": "age", "type": "integr", "nullable": True}}}])
    refused_everywhere(bench, "01_x.json", "/operations/0/add_column/column/type: ", "integr")


def test_a_column_name_over_63_bytes(bench):
    bench.users()
    bench.file("01_x.json", [{"add_column": {"table": "users", "column": {
        "name": "x" * 64, "type": "int", "nullable": True}}}])
    refused_everywhere(bench, "01_x.json", "/operations/0/add_column/column/name: ", "63 bytes")


def test_a_version_schema_over_63_bytes(bench):
    bench.users()
    name = "01_" + "x" * 60 + ".json"
    bench.file(name, ADD_AGE)
    refused_everywhere(bench, name, "63 bytes", "version_schema")


def test_no_json(bench):
    bench.file("01_x.json", '{\n  "operations": [\n    { "add_column": }\n  ]\n}\n')
    refused_everywhere(bench, "01_x.json", "01_x.json:3:")


def test_an_empty_file(bench):
    bench.file("01_x.json", "")
    refused_everywhere(bench, "01_x.json")


def test_no_utf8(bench):
    bench.file("01_x.json", b'{"operations": [], "description": "\xff\xfe"}')
    refused_everywhere(bench, "01_x.json")


def test_binary(bench):
    bench.file("01_x.json", bytes(range(256)) * 16)
    refused_everywhere(bench, "01_x.json")


def test_a_file_that_is_not_there(bench):
    refused_everywhere(bench, "01_none.json", "No such file")


def test_a_folder(bench):
    """Of zdm plan one is welcome."""
    (bench.folder / "01_x.json").mkdir()
    refused_everywhere(bench, "01_x.json", "folder", commands=("validate", "start"))


def test_100_MB(bench):
    with open(bench.folder / "01_x.json", "wb") as file:
        file.write(b'{"operations": [' + b"{}," * 3)
        file.write(b" " * (100 * 1024 * 1024) + b"]}")
    begin = time.monotonic()
    refused_everywhere(bench, "01_x.json", "8 MiB")
    assert time.monotonic() - begin < 10


def test_deep_nesting(bench):
    bench.file("01_x.json", '{"operations": ' + "[" * 200000 + "]" * 200000 + "}")
    refused_everywhere(bench, "01_x.json")


def test_a_long_expression(bench):
    bench.users()
    bench.file("01_x.json", [{"alter_column": {"table": "users", "column": "email", "nullable": False,
                                               "up": " || ".join(["email"] * 100000)}}])
    refused_everywhere(bench, "01_x.json", "/operations/0/alter_column/up: ")


def test_all_mistakes_of_a_file_at_once(bench):
    bench.users()
    bench.file("02_add_age.json", [
        {"add_column": {"table": "users", "column": {"name": "a", "type": "int", "nullable": True}}},
        {"add_column": {"table": "users", "column": {"name": "b", "type": "int", "nullble": True}}},
        {"rename_column": {"table": "users", "from": "nam", "to": "n"}},
        {"drop_table": {"name": "nothing"}},
        {"add_column": {"table": "users", "column": {"name": "c", "type": 5}}}])
    refused_everywhere(
        bench, "02_add_age.json",
        '02_add_age.json: /operations/1/add_column/column/nullble: unknown key; did you mean "nullable"?',
        '02_add_age.json: /operations/2/rename_column/from: table "users" has no column "nam"; '
        "columns are id, name, email, a",
        "02_add_age.json: /operations/3/drop_table/name: ",
        "02_add_age.json: /operations/4/add_column/column/type: ")


def test_mistakes_of_several_files(bench):
    bench.users()
    bench.file("01_a.json", [{"drop_table": {"name": "nothing"}}])
    bench.file("02_b.json", [{"drop_column": {"table": "users", "column": "nothing"}}])
    bench.refused(3, "validate", "01_a.json", "02_b.json",
                  says=["01_a.json: /operations/0/drop_table", "02_b.json: /operations/0/drop_column"])


def test_mistakes_are_told_even_where_the_database_cannot_be_reached(bench):
    bench.file("01_x.json", [{"add_colum": {}}, {"drop_table": {"name": "users"}}])
    result = bench.refused(3, "start", "01_x.json", ZDM_POSTGRES_URL="postgresql:///x?host=/nowhere",
                           says=['did you mean "add_column"?', "not checked against the database"])
    assert "not checked" in result.err.splitlines()[-1], result


def test_irreversible_sql_has_to_be_allowed(bench):
    bench.users()
    bench.file("01_x.json", [{"sql": {"up": "UPDATE users SET name = 'x'"}}])
    before = bench.dump()
    bench.refused(3, "start", "01_x.json", says=["/operations/0/sql", "--allow-irreversible"])
    planned = bench.expect(3, "plan", "01_x.json")
    assert "what rollback cannot take back" in planned.out, planned
    bench.unchanged(before)
    bench.done("start", "01_x.json", "--allow-irreversible")
    assert bench.sql("SELECT DISTINCT name FROM users") == "x"
