"""schema/migration.schema.json and zdm agree about what a migration may look like."""

import copy
import pathlib
import re

import jsonschema
import yaml

from workbench import *

ROOT = pathlib.Path(__file__).resolve().parents[2]

# zdm's findings about the form of a file, which a schema can tell as well.
FORM = {"unknown-key", "missing-key", "wrong-type", "one-operation", "unknown-operation", "empty-list"}


def schema():
    return json.loads((ROOT / "schema" / "migration.schema.json").read_text())


def validator():
    checked = schema()
    assert checked["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(checked)
    return jsonschema.Draft202012Validator(checked)


def without_comments(text):
    """Strings are matched first, so that what looks like a comment in one stays."""
    return re.sub(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', lambda m: m.group(1) or "", text, flags=re.S)


def examples():
    for file in sorted((ROOT / "migrations-examples").iterdir()):
        text = file.read_text()
        yield file.name, yaml.safe_load(text) if file.suffix == ".yaml" else json.loads(text)


def migrations_of_cases():
    for file in sorted((ROOT / "tests" / "cases").glob("*/*.case")):
        for section in re.split(r"^== ", file.read_text(), flags=re.M)[1:]:
            title, text = section.split("\n", 1)
            if title.split()[0] in ("migration", "before"):
                yield f"{file.parent.name}/{file.name}: {title}", text


def is_form(finding):
    return finding["code"] in FORM or finding["message"].startswith("must be one of")


def refused_for_their_form(bench, files):
    """Those that zdm refuses for their form, each with what it says."""
    found = {}
    for finding in bench.zdm("validate", "--offline", "--json", *files).json()["findings"]:
        if is_form(finding):
            found.setdefault(finding["file"], finding["pointer"] + ": " + finding["message"])
    return found


def test_every_example_is_valid(bench):
    check = validator()
    for name, document in examples():
        errors = [error.message for error in check.iter_errors(document)]
        assert not errors, f"{name}: {errors}"


def test_every_case_is_valid_or_refused_by_both(bench):
    check = validator()
    cases = {}
    for number, (title, text) in enumerate(migrations_of_cases()):
        try:
            document = json.loads(without_comments(text))
        except json.JSONDecodeError:
            continue  # a case about that
        cases[bench.file(f"{number:04}.json", text)] = (title, document)
    assert len(cases) > 100, len(cases)
    refused = refused_for_their_form(bench, list(cases))
    for file, (title, document) in cases.items():
        errors = [error.message for error in check.iter_errors(document)]
        if file in refused:
            assert errors, f"{title}: the schema takes what zdm refuses: {refused[file]}"
        elif errors:  # a name that is too long, for example
            assert bench.zdm("validate", "--offline", file).code == 3, f"{title}: {errors}"


def spoilt(value):
    """Copies of a document, each with one thing in it changed."""
    for other in [7, True, None, [], {}, "x"]:
        yield other
    if isinstance(value, dict):
        yield {**value, "zzz": 1}
        for key in value:
            yield {k: v for k, v in value.items() if k != key}
            for changed in spoilt(value[key]):
                yield {**value, key: changed}
    if isinstance(value, list):
        for index in range(len(value)):
            yield value[:index] + value[index + 1:]
            for changed in spoilt(value[index]):
                yield value[:index] + [changed] + value[index + 1:]


def test_what_is_spoilt_is_refused_by_both_or_by_none(bench):
    check = validator()
    documents = {}
    for name, document in examples():
        for number, changed in enumerate(spoilt(copy.deepcopy(document))):
            as_yaml = number % 5 == 0
            text = yaml.safe_dump(changed, sort_keys=False) if as_yaml else json.dumps(changed)
            stem = f"{len(documents) // 500}/{len(documents):05}"  # a folder is one history
            documents[bench.file(stem + (".yaml" if as_yaml else ".json"), text)] = (name, changed)
    files = list(documents)
    refused = {}
    for begin in range(0, len(files), 500):
        refused.update(refused_for_their_form(bench, files[begin:begin + 500]))
    assert len(refused) > len(files) / 3, f"{len(refused)} of {len(files)}"
    for file, (name, document) in documents.items():
        valid = check.is_valid(document)
        assert valid == (file not in refused), (
            f"{name}, with one change, is {'valid' if valid else 'not valid'} for the schema, but zdm says: "
            f"{refused.get(file, 'nothing')}\n{json.dumps(document)}")
