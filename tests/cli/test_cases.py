"""tests/cases: what each operation has to have."""

import pathlib
import re

from workbench import *

CASES = pathlib.Path(__file__).resolve().parents[1] / "cases"


def sections(file):
    for section in re.split(r"^== ", file.read_text(), flags=re.M)[1:]:
        title, _, text = section.partition("\n")
        yield title.split(" on ")[0], text


def writes(text):
    return re.search(r"^(INSERT|UPDATE|DELETE|MERGE|WITH)\b", text, flags=re.M | re.I) is not None


def operations_that_both_versions_write_under(file):
    """Empty if not both an old and a new client write while the migration of the case is active."""
    parts = list(sections(file))
    for client in ["old client", "new client"]:
        if not any(title == client and writes(text) for title, text in parts):
            return set()
    migration = "".join(text for title, text in parts if title.startswith("migration "))
    return set(re.findall(r'"(\w+)": *\{', migration)) | set(re.findall(r"^ *- (\w+):", migration, flags=re.M))


def test_each_operation_has_one_in_which_clients_of_both_versions_write(bench):
    listed = {each["operation"] for each in bench.done("explain", "--json").json()["operations"]}
    found = set().union(*map(operations_that_both_versions_write_under, CASES.glob("*/*.case")))
    assert listed <= found, f"none for {sorted(listed - found)}"
