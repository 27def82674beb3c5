"""zdm create: operations given or asked for, numbers, and the check of what comes out."""

import os
import pty
import re
import subprocess

from workbench import *
from workbench import Result

NOWHERE = {"ZDM_POSTGRES_URL": None}

AGE = ["add_column", "table=users", "column.name=age", "column.type=int", "column.nullable=true", "up=length(name)"]


def written(bench, *arguments, **environment):
    file = bench.done("create", *arguments, **environment).out.strip()
    return file, (bench.folder / file).read_text()


def test_operations_that_are_given(bench):
    bench.users()
    file, text = written(bench, "add_age", *AGE, "create_index", "table=users", "name=by_name", "columns=name,email")
    assert file == "01_add_age.json", file
    assert json.loads(text) == {"operations": [
        {"add_column": {"table": "users", "column": {"name": "age", "type": "int", "nullable": True},
                        "up": "length(name)"}},
        {"create_index": {"table": "users", "name": "by_name", "columns": ["name", "email"]}}]}, text
    bench.done("start", file, "--complete")
    file, text = written(bench, "next", "--yaml", "--description", "because", "drop_column", "table=users",
                         "column=age")
    assert file == "02_next.yaml" and text.startswith("description: because\noperations:\n"), (file, text)
    data = bench.done("create", "json", "--json", "alter_column", "table=users", "column=name", "default=null").json()
    assert data["file"] == "03_json.json" and data["findings"][0]["code"] == "changes-nothing", data
    assert data["migration"]["operations"][0]["alter_column"]["default"] is None, data


def test_numbers_go_on_as_the_folder_has_them(bench):
    bench.file("a/007_x.json", [])
    assert written(bench, "next", "--empty", "--dir", "a")[0] == "a/008_next.json"
    assert written(bench, "020_own", "--empty", "--dir", "a")[0] == "a/020_own.json"
    bench.file("b/20200203040506_x.json", [])
    assert re.match(r"b/20[2-9]\d{11}_next\.json$", written(bench, "next", "--empty", "--dir", "b")[0])
    bench.file("c/first.json", [])
    assert written(bench, "second", "--empty", "--dir", "c")[0] == "c/second.json"
    bench.refused(2, "create", "alpha", "--empty", "--dir", "c", says='"alpha" would not come behind "second"')
    bench.file("d/99_x.json", [])
    bench.refused(2, "create", "next", "--empty", "--dir", "d", says='"100_next" would not come behind "99_x"')
    bench.refused(1, "create", "next", "--empty", "--dir", "nowhere", says="cannot read nowhere")


def test_a_mistake_is_told_and_nothing_is_written(bench):
    bench.users()
    bench.refused(3, "create", "x", "drop_column", "table=users", "column=nam", says='table "users" has no column "nam"')
    bench.refused(3, "create", "x", "rename_table", "from=users", says='"to"')
    bench.refused(2, "create", "x", "drop_colum", "table=users", says='did you mean "drop_column"?')
    bench.refused(2, "create", "x", "drop_column", "tabel=users", says='did you mean "table"?')
    bench.refused(2, "create", "x", "add_column", "column.nullable=yes", says='"yes" is not true or false')
    bench.refused(2, "create", "x", "table=users", says='"table=users" belongs to no operation')
    bench.refused(2, "create", "x", says="OPERATION is missing")
    bench.refused(2, "create", "a/b", "--empty", says='"a/b" is no migration')
    data = bench.expect(3, "create", "x", "--json", "drop_table", "name=user").json()
    assert data["file"] is None and data["findings"][0]["code"] == "missing-table", data
    assert not list(bench.folder.glob("*.json"))


def test_against_the_files_before_it(bench):
    bench.file("01_users.json", [{"create_table": {"name": "users", "columns": [{"name": "id", "type": "int", "pk": True}]}}])
    written(bench, "name", "add_column", "table=users", "column.name=name", "column.type=text", "up=''", **NOWHERE)
    bench.refused(3, "create", "again", "add_column", "table=users", "column.name=name", "column.type=text", "up=''",
                  **NOWHERE, says="has a column")
    said = bench.done("create", "other", "drop_table", "name=orders", **NOWHERE).err
    assert 'warning: there is no table "orders"' in said, said


def at_terminal(bench, answers, *arguments):
    """All answers are there before the questions, as if typed ahead."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen([os.environ["ZDM"], "create", *arguments], cwd=bench.folder,
                             env=bench.environment({}), stdin=theirs, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True)
    os.close(theirs)
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    out, err = child.communicate(timeout=30)
    os.close(ours)
    return Result(arguments, child.returncode, out, err)


def test_questions_on_a_terminal(bench):
    bench.users()
    result = at_terminal(bench, [
        "ad_column", "add_column", "users", "age", "int", "nulable", "nullable", "maybe", "true", "up", "length(name)",
        "drop_column", "users", "nam", "", "drop_column", "users", "email", "",
        "create_table", "pets", "id", "int", "pk", "true", "y", "name", "text", "", "n", "", ""], "asked")
    assert result.code == 0, result
    assert 'did you mean "nullable"?' in result.err and '"maybe" is not true or false' in result.err, result
    assert 'has no column "nam"' in result.err and "is left out" in result.err, result
    assert json.loads((bench.folder / result.out.strip()).read_text())["operations"] == [
        {"add_column": {"table": "users", "column": {"name": "age", "type": "int", "nullable": True},
                        "up": "length(name)"}},
        {"drop_column": {"table": "users", "column": "email"}},
        {"create_table": {"name": "pets", "columns": [
            {"name": "id", "type": "int", "pk": True}, {"name": "name", "type": "text"}]}}], result


def test_who_goes_away_leaves_nothing(bench):
    bench.users()
    result = at_terminal(bench, ["drop_column", "users", "\x04"], "gone")
    assert result.code == 6 and "nothing was written" in result.err, result
    assert not list(bench.folder.glob("*.json"))
