"""zdm convert: where it reads and writes, formats, and exit codes."""

from workbench import *

SIMPLE = "BEGIN;\nALTER TABLE users ADD COLUMN age int;\nCOMMIT;\n"
PARTS = "CREATE TYPE mood AS ENUM ('ok');\nALTER TABLE users ADD COLUMN mood mood;\n"


def write(bench, name, text):
    (bench.folder / name).write_text(text)
    return name


def convert(bench, code, *arguments):
    return bench.expect(code, "convert", *arguments, ZDM_POSTGRES_URL="postgresql://nowhere.invalid/x")


def test_a_file_to_standard_output(bench):
    result = convert(bench, 0, write(bench, "a.sql", SIMPLE))
    assert json.loads(result.out) == {"operations": [{"add_column": {
        "table": "users", "column": {"name": "age", "type": "int", "nullable": True}}}]}, result
    assert "statements: 1 became operations, 0 sql, 2 left out" in result.err, result
    assert convert(bench, 0, "a.sql", "--format", "yaml").out.startswith("operations:\n  - add_column:\n"), result


def test_what_it_writes_can_be_started(bench):
    bench.users()
    write(bench, "02_age.sql", SIMPLE)
    convert(bench, 0, "02_age.sql", "-o", "02_age.json")
    bench.done("start", "02_age.json", "--complete")
    assert bench.psql_in(bench.database, "SELECT count(age) FROM users") == "0"


def test_into_a_file_or_a_folder(bench):
    write(bench, "a.sql", SIMPLE)
    (bench.folder / "m").mkdir()
    convert(bench, 0, "a.sql", "-o", "b.yaml")
    convert(bench, 0, "a.sql", "-o", "m")
    convert(bench, 0, "a.sql", "-o", "m/", "--name", "03_age", "--format", "yaml")
    assert (bench.folder / "b.yaml").read_text().startswith("operations:")
    assert sorted(path.name for path in (bench.folder / "m").iterdir()) == ["03_age.yaml", "a.json"]


def test_nothing_is_overwritten_without_force(bench):
    write(bench, "a.sql", PARTS)
    write(bench, "m_2.json", "filled in by hand")
    result = convert(bench, 1, "a.sql", "-o", "m.json")
    assert "m_2.json is there already" in result.err and not (bench.folder / "m_1.json").exists(), result
    convert(bench, 0, "a.sql", "-o", "m.json", "--force")
    assert json.loads((bench.folder / "m_2.json").read_text())["operations"], result


def test_sql_that_has_to_be_alone_makes_several_migrations(bench):
    bench.users()
    write(bench, "a.sql", PARTS)
    result = convert(bench, 0, "a.sql")
    assert "// a_1.json\n" in result.out and "// a_2.json\n" in result.out, result
    assert "---\n# a_2.yaml\n" in convert(bench, 0, "a.sql", "--format", "yaml").out
    convert(bench, 0, "a.sql", "-o", "05_mood.json")
    for part in ["05_mood_1.json", "05_mood_2.json"]:
        bench.done("start", part, "--complete")


def test_json(bench):
    write(bench, "a.sql", PARTS + "ALTER TABLE users ALTER name DROP NOT NULL;")
    result = convert(bench, 3, "a.sql", "--json").json()
    assert [each["name"] for each in result["migrations"]] == ["a_1", "a_2"], result
    assert result["statements"] == {"operations": 2, "sql": 1, "left_out": 0}, result
    missing = [each for each in result["findings"] if each["severity"] == "error"]
    assert [(each["code"], each["file"], each["line"], each["column"]) for each in missing] == \
        [("missing-down", "a.sql", 3, 19)], result


def test_what_has_to_be_filled_in_is_no_runnable_file(bench):
    bench.users()
    write(bench, "04_name.sql", "ALTER TABLE users DROP CONSTRAINT users_pkey;")
    result = convert(bench, 3, "04_name.sql", "-o", "04_name.json")
    assert "04_name.sql:1:19: " in result.err and "fill in" in result.err and "down" in result.err, result
    bench.expect(3, "start", "04_name.json")


def test_another_schema(bench):
    write(bench, "a.sql", "ALTER TABLE shop.users ADD COLUMN age int;")
    assert "sql" in convert(bench, 0, "a.sql").out
    assert "add_column" in convert(bench, 0, "--schema", "shop", "a.sql").out


def test_bad_input(bench):
    write(bench, "a.sql", SIMPLE)
    bench.refused(2, "convert", "a.sql", "--format", "xml", says='"xml" is not json or yaml')
    bench.refused(2, "convert", "a.sql", "-o", "x.txt", says="does not end in .json, .yaml or .yml")
    bench.refused(2, "convert", "a.sql", "-o", "x.json", "--name", "y", says="--output names the file")
    assert "missing.sql" in convert(bench, 3, "missing.sql").err
    (bench.folder / "b.sql").write_bytes(b"SELECT '\xff';")
    assert "UTF-8" in convert(bench, 3, "b.sql").err
    for text in ["", "'", "$$", "/*", "(((", ";;;", "\\", "SELECT " + "(" * 30000]:
        convert(bench, 0, write(bench, "c.sql", text))
