"""Migrations in YAML: the same life, the same mistakes found, as clear."""

from workbench import *

AGE = """\
# Everybody gets an age.
description: ages
operations:
  - add_column:
      table: users
      column:
        name: age
        type: integer
        nullable: yes
      up: |
        length(name)
"""


def test_a_migration_from_start_to_end(bench):
    bench.users()
    for name in ["01_age.yaml", "01_age.yml"]:
        bench.file(name, AGE)
        bench.done("start", name)
        bench.done("rollback")
    bench.done("start", "01_age.yml", "--complete")
    assert bench.sql("SELECT age FROM users LIMIT 1") == "6"
    assert bench.done("history", "--json").json()["migrations"][-1]["description"] == "ages"


def test_files_before_a_file_may_be_of_either_kind(bench):
    bench.file("01_t.yaml", "operations:\n- create_table: {name: t, columns: [{name: id, type: int}]}\n")
    bench.file("02_u.json", [{"rename_table": {"from": "t", "to": "u"}}])
    bench.file("03_v.yml", "operations:\n- rename_table: {from: u, to: v}\n")
    bench.done("validate", "--offline", "03_v.yml")


def test_two_files_of_one_name(bench):
    bench.file("01_t.yaml", "operations: []\n")
    bench.file("01_t.json", [])
    bench.refused(3, "validate", "--offline", "01_t.yaml", says="01_t.yaml: has the name of 01_t.json; ")
    bench.refused(3, "plan", "01_t.yaml", "01_t.json", says="01_t.json: has the name of 01_t.yaml; ")


def test_mistakes_of_the_tables_have_line_and_column(bench):
    bench.users()
    bench.file("01_x.yaml", "operations:\n  - rename_column:\n      table: users\n      from: nam\n      to: name2\n")
    for command in ["validate", "plan", "start"]:
        bench.refused(3, command, "01_x.yaml",
                      says='01_x.yaml:4:7: /operations/0/rename_column/from: table "users" has no column "nam"')


def test_a_text_without_its_quotes(bench):
    bench.file("01_x.yaml", "operations:\n- add_column:\n    table: on\n"
                            "    column: {name: a, type: int, default: 007}\n")
    bench.refused(3, "validate", "--offline", "01_x.yaml", says=[
        '01_x.yaml:3:5: /operations/0/add_column/table: must be a string, not a boolean; quote it: "on"',
        '01_x.yaml:4:34: /operations/0/add_column/column/default: must be a string, not a number; '
        'quote it: "007"'])


def test_hostile_files(bench):
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for i in range(1, 20):
        bomb += f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 10) + "]\n"
    hostile = {
        "bomb": (bomb, "holds more than 100000 values"),
        "deep": ("operations: " + "[" * 400_000 + "]" * 400_000, "nested more than 64 levels deep"),
        "unclosed brackets": ("operations: " + "[" * 900_000, "1:14: "),
        "dashes": ("- " * 400_000, "nested more than 64 levels deep"),
        "long": ("operations: '" + "x" * 3_000_000 + "'", "larger than 1 MiB"),
        "100 MB": (b"operations: []\n" + b"#" * 100_000_000, "larger than 8 MiB"),
        "two": ("operations: []\n---\noperations: []\n", "holds more than one document"),
        "binary": (bytes(range(256)) * 16, "is not"),
        "tabs": ("operations:\n\t- sql: {up: x}\n", "indent with spaces"),
        "unclosed": ('operations: "x\n', "a quote is not closed"),
        "empty": ("", "is empty"),
        "comment": ("# nothing\n", "is empty"),
    }
    for name, (text, says) in hostile.items():
        bench.file(f"{name}.yaml", text)
        begin = time.monotonic()
        bench.refused(3, "validate", "--offline", f"{name}.yaml", says=says)
        assert time.monotonic() - begin < 10, name
