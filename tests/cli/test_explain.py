"""zdm explain: what is told of operations is what is known of them."""

import pathlib

from workbench import *

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_without_an_operation_all_are_listed(bench):
    lines = bench.done("explain", ZDM_POSTGRES_URL=None).out.splitlines()
    listed = [line.split()[0] for line in lines]
    assert "create_table" in listed and "sql" in listed, lines
    assert [each["operation"] for each in bench.done("explain", "--json").json()["operations"]] == listed


def test_an_operation_has_fields_phases_an_example_and_locks(bench):
    for operation in bench.done("explain", "--json").json()["operations"]:
        name = operation["operation"]
        text = bench.done("explain", name).out
        for field in operation["fields"]:
            assert f"\n  {field['name']}" in text, f"{field['name']} in\n{text}"
        for word in ["expand", "contract", "rollback", "Fields (* required)"]:
            assert word in text, f"{word} in\n{text}"
        assert operation["example"], f"{name} has no example named after it"
        assert (ROOT / "migrations-examples" / operation["example"]["file"]).read_text() == operation["example"]["text"]
        assert operation["example"]["steps"] and name in operation["example"]["text"], operation
        for step in operation["example"]["steps"]:
            assert step in text, f"{step} in\n{text}"
        assert bench.done("explain", name, "--json").json()["operations"] == [operation]


def test_an_operation_that_is_not_there(bench):
    bench.refused(2, "explain", "add_colunm", says='there is no operation "add_colunm"; did you mean "add_column"?')
    bench.refused(2, "explain", "add_column", "--markdown", says="goes by itself")


def test_the_reference_page_is_current(bench):
    assert bench.done("explain", "--markdown").out == (ROOT / "docs" / "operations.md").read_text(), (
        "run ./dev generate")


def field_names(fields, path=""):
    for field in fields:
        yield path + field["name"]
        inner = field
        while "of" in inner:
            inner = inner["of"]
        yield from field_names(inner.get("fields", []), path + field["name"] + "/")


def schema_names(schema, definition, path=""):
    for name, value in definition.get("properties", {}).items():
        yield path + name
        # Of several forms, the first is the whole one.
        while {"items", "anyOf"} & set(value) or isinstance(value.get("additionalProperties"), dict):
            value = value["anyOf"][0] if "anyOf" in value else value.get("items") or value["additionalProperties"]
        if "$ref" in value:
            value = schema["$defs"][value["$ref"].rsplit("/", 1)[1]]
        yield from schema_names(schema, value, path + name + "/")


def test_every_field_that_is_known_is_in_the_schema_and_no_other(bench):
    schema = json.loads((ROOT / "schema" / "migration.schema.json").read_text())
    operations = bench.done("explain", "--json").json()["operations"]
    assert {each["operation"] for each in operations} == set(schema["$defs"]["operation"]["properties"])
    for each in operations:
        known = set(field_names(each["fields"]))
        described = set(schema_names(schema, schema["$defs"][each["operation"]]))
        assert known == described, f"{each['operation']}: {known ^ described}"
