"""ci/review, which the GitHub action and the GitLab template call."""

import pathlib
import re

import yaml

from workbench import *
from workbench import Result

ROOT = pathlib.Path(__file__).resolve().parents[2]
RAW_INDEX = [{"sql": {"up": "CREATE INDEX users_age ON users (age)", "down": "DROP INDEX users_age"}}]


def git(bench, *arguments):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main", *arguments],
                   cwd=bench.folder, check=True, capture_output=True)


def change(bench, content, name="m/02_change.json"):
    """A branch that adds a migration to a folder that has one already."""
    git(bench, "init")
    bench.file("m/01_users.json", [{"create_table": {"name": "users", "columns": [
        {"name": "id", "type": "int", "pk": True}]}}])
    git(bench, "add", "."), git(bench, "commit", "-m", "users"), git(bench, "checkout", "-b", "change")
    bench.file(name, content)
    git(bench, "add", "."), git(bench, "commit", "-m", "change")


def review(bench, *arguments, **environment):
    result = subprocess.run([ROOT / "ci/review", *arguments, "m"], cwd=bench.folder, text=True, capture_output=True,
                            env=bench.environment({"DATABASE_URL": None, **environment}))
    return Result(["review", *arguments], result.returncode, result.stdout, result.stderr)


def plan_of(bench):
    return (bench.folder / "plan.md").read_text()


def test_only_what_has_changed_is_planned_on_a_database_of_its_own(bench):
    change(bench, ADD_AGE)
    result = review(bench, "--base", "main", "--plan", "plan.md", "--html", "plan.html", ZDM_POSTGRES_URL=None)
    assert result.code == 0, result
    assert "<h1" in (bench.folder / "plan.html").read_text()
    assert "02_change" in plan_of(bench) and "ADD COLUMN" in plan_of(bench), plan_of(bench)
    assert "CREATE TABLE" not in plan_of(bench), plan_of(bench)


def test_on_a_database_nothing_changes(bench):
    change(bench, ADD_AGE)
    bench.done("start", "m/01_users.json", "--complete")
    before = bench.dump()
    result = review(bench, "--base", "main", "--plan", "plan.md")
    assert result.code == 0 and "ADD COLUMN" in plan_of(bench), result
    assert bench.dump() == before


def test_findings_are_in_the_form_that_is_asked_for(bench):
    change(bench, RAW_INDEX)
    result = review(bench, "--format", "github", "--fail-on", "warning", ZDM_POSTGRES_URL=None)
    assert result.code == 3 and "::" in result.out and "02_change.json" in result.out, result
    review(bench, "--format", "gitlab", "--findings", "findings.json", ZDM_POSTGRES_URL=None)
    assert json.loads((bench.folder / "findings.json").read_text())[0]["location"]["path"] == "m/02_change.json"


def test_what_cannot_be_planned_is_told_in_the_plan(bench):
    change(bench, [{"drop_column": {"table": "nobody", "column": "x", "down": "1"}}])
    result = review(bench, "--plan", "plan.md", ZDM_POSTGRES_URL=None)
    assert result.code == 3 and "nobody" in plan_of(bench), result


def test_nothing_has_changed(bench):
    change(bench, "no migration", name="README")
    result = review(bench, "--base", "main", "--plan", "plan.md", ZDM_POSTGRES_URL=None)
    assert result.code == 0 and plan_of(bench) == "No migration has changed.\n", result


def test_a_base_that_is_not_there(bench):
    change(bench, ADD_AGE)
    result = review(bench, "--base", "nowhere", ZDM_POSTGRES_URL=None)
    assert result.code == 2 and "fetch-depth" in result.err, result


def test_a_comment_is_made_once_and_then_kept_up_to_date(bench):
    # A gh that keeps the comments in a file.
    bench.file("bin/gh", """#!/bin/bash
case "$*" in
  *--jq*) [[ -f posted ]] && echo 7 || true ;;
  *POST*) body=${*: -1}; cp "${body#body=@}" posted ;;
  *PATCH*comments/7*) body=${*: -1}; cp "${body#body=@}" patched ;;
  *) exit 9 ;;
esac
""")
    (bench.folder / "bin/gh").chmod(0o755)
    (bench.folder / "plan.md").write_text("the plan\n")
    for _ in range(2):
        subprocess.run([ROOT / "ci/comment", "github", "plan.md"], cwd=bench.folder, check=True, env=bench.environment({
            "PATH": f"{bench.folder}/bin:{os.environ['PATH']}", "GITHUB_REPOSITORY": "o/r", "PULL_REQUEST": "5"}))
    for name in ["posted", "patched"]:
        assert (bench.folder / name).read_text().endswith("-->\nthe plan\n")


def test_the_wrappers_call_what_is_there(bench):
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    assert action["runs"]["using"] == "composite"
    used = json.dumps(action)
    for name in action["inputs"]:
        assert f"inputs.{name} " in used or f"inputs.{name}}}" in used, f"input {name} is not used"
    _, job = yaml.safe_load_all((ROOT / "ci/gitlab.yml").read_text())
    options = review(bench, "--help").out
    for text in [used, json.dumps(job)]:
        for option in re.findall(r"(?<= )--[a-z-]+", text):
            assert option in options, f"{option} is no option of ci/review"
