"""migrations-examples/ is one history, from an empty database to the end, as JSON and as YAML."""

import pathlib

import yaml

from workbench import *

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "migrations-examples"

ROWS = (EXAMPLES.parent / "tests/examples_rows.sql").read_text()


def examples():
    return sorted(file for file in EXAMPLES.iterdir() if file.suffix in (".json", ".yaml"))


def content(file):
    text = file.read_text()
    return json.loads(text) if file.suffix == ".json" else yaml.safe_load(text)


def written_as(bench, suffix):
    """All examples in that format: those of the other are translated."""
    for file in examples():
        if suffix == ".json":
            text = json.dumps(content(file), indent=2, ensure_ascii=False)
        else:
            text = yaml.safe_dump(content(file), sort_keys=False, allow_unicode=True, width=100)
        yield bench.file(file.stem + suffix, file.read_text() if file.suffix == suffix else text)


def lines(bench):
    """The whole database but zdm's state. Sorted: filled rows stand at other places in their table."""
    return sorted(bench.dump("--exclude-schema=zdm"))


def there_back_and_to_the_end(bench, suffix):
    bench.done("init")
    files = list(written_as(bench, suffix))
    bench.done("validate", "--offline", files[-1])
    for file in files:
        before = lines(bench)
        bench.done("start", file)
        bench.done("rollback")
        assert lines(bench) == before, f"{file}: rollback leaves another database"
        bench.done("start", file)
        bench.done("complete")
        if file.startswith("02"):
            bench.sql(ROWS)
    assert bench.sql("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'public\\_%'") == "1"
    assert "_zdm" not in "\n".join(lines(bench))
    assert bench.sql("SELECT count(*) FROM zdm.migrations WHERE status = 'completed'") == str(len(files))


def test_as_json_each_starts_goes_back_starts_again_and_completes(bench):
    there_back_and_to_the_end(bench, ".json")


def test_as_yaml_each_starts_goes_back_starts_again_and_completes(bench):
    there_back_and_to_the_end(bench, ".yaml")


def test_both_formats_make_the_same_plan(bench):
    for file, other in zip(written_as(bench, ".json"), written_as(bench, ".yaml")):
        plan = bench.done("plan", file, "--json").json()["plans"]
        assert plan == bench.done("plan", other, "--json").json()["plans"], file
        bench.done("start", file, "--complete")


def test_each_says_why(bench):
    for file in examples():
        assert content(file).get("description"), file
