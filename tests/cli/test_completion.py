"""zdm completion: real shells ask the real zdm what may stand at a place."""

import os
import pathlib
import subprocess

from workbench import *

BASH = """
source <("$ZDM" completion bash)
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_TYPE=9
compopt() { echo ":files"; }
_zdm "$ZDM" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""

# zsh's own functions show what they are given; how a menu looks is zsh's affair.
ZSH = """
compdef() { : }
source <("$ZDM" completion zsh)
_describe() { print -rl -- ${(P)2} }
_files() { print -r -- :files }
words=("$ZDM" "${@:2}") CURRENT=$#
_zdm || true
"""

FISH = """
$ZDM completion fish | source
complete --do-complete "$argv"
"""


def shell(bench, program, script, *words):
    names = {"bash": ["--norc", "-c"], "zsh": ["-f", "-c"], "fish": ["--no-config", "-c"]}[program]
    # The scripts call the program by the name on the line.
    folder = bench.folder / "bin"
    folder.mkdir(exist_ok=True)
    zdm = folder / "zdm"
    if not zdm.exists():
        zdm.symlink_to(pathlib.Path(os.environ["ZDM"]).resolve())
    home = bench.folder / "home"
    home.mkdir(exist_ok=True)
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "ZDM": str(zdm), "HOME": str(home), "TERM": "dumb"}
    arguments = words if program == "fish" else [program, *words]
    done = subprocess.run([program, *names, script, *arguments], env=environment, cwd=bench.folder,
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and not done.stderr, done
    return [line for line in done.stdout.splitlines() if line]


def in_bash(bench, *words):
    return shell(bench, "bash", BASH, *words)


def in_zsh(bench, *words):
    return [line.split(":")[0] or line for line in shell(bench, "zsh", ZSH, *words)]


def in_fish(bench, line):
    return [each.split("\t")[0] for each in shell(bench, "fish", FISH, line)]


def test_commands_are_completed_with_their_meaning(bench):
    listed = bench.commands()
    assert in_bash(bench, "zdm", "") == listed
    assert in_bash(bench, "zdm", "st") == ["start", "status"]
    assert in_bash(bench, "zdm", "--schema", "shop", "st") == ["start", "status"]
    assert set(listed) <= set(in_zsh(bench, "zdm", ""))
    assert sorted(in_fish(bench, "zdm st")) == ["start", "status"]
    assert any(line.startswith("status\tversions live") for line in shell(bench, "fish", FISH, "zdm stat"))


def test_options_are_the_commands_own_and_the_global_ones(bench):
    assert in_bash(bench, "zdm", "start", "--backfill-b") == [
        "--backfill-batch-time", "--backfill-batch-size", "--backfill-batch-delay"]
    assert in_bash(bench, "zdm", "start", "--lock-t") == ["--lock-timeout"]
    assert in_bash(bench, "zdm", "status", "--complete") == []
    assert "--version" in in_bash(bench, "zdm", "--") and "--version" not in in_bash(bench, "zdm", "plan", "--")
    assert "--watch" in in_zsh(bench, "zdm", "status", "--w")
    assert in_fish(bench, "zdm plan --mark") == ["--markdown"]


def test_every_option_of_every_command_is_completed(bench):
    for command in in_bash(bench, "zdm", ""):
        offered = in_bash(bench, "zdm", command, "--")
        told = bench.done(command, "--help").out.split("\n\n")[2]
        for line in told.splitlines():
            for word in line.split("  ")[1].replace(",", " ").split():
                if word.startswith("--"):
                    assert word.split("[")[0] in offered, f"{command} {word}: {offered}"


def test_values_are_completed(bench):
    formats = ["text", "json", "sarif", "github", "gitlab"]
    assert in_bash(bench, "zdm", "lint", "--format", "") == formats
    assert in_bash(bench, "zdm", "lint", "--format", "=", "g") == ["github", "gitlab"], "as bash breaks it"
    assert in_bash(bench, "zdm", "lint", "--format", "=") == formats
    assert "--format=sarif" in in_zsh(bench, "zdm", "lint", "--format=s")
    assert in_fish(bench, "zdm lint --format=sa") == ["--format=sarif"]
    assert in_bash(bench, "zdm", "start", "--lock-timeout", "") == [], "a duration is the user's own"
    assert in_bash(bench, "zdm", "explain", "rename_") == ["rename_table", "rename_column", "rename_constraint"]
    assert in_fish(bench, "zdm completion f") == ["fish"]
    assert in_bash(bench, "zdm", "backfill", "") == ["pause", "resume", "set"]


def test_files_are_completed_where_files_may_stand(bench):
    bench.file("01_a.json", {})
    assert in_bash(bench, "zdm", "start", "") == [":files"]
    assert in_bash(bench, "zdm", "plan", "-o", "") == [":files"]
    assert in_bash(bench, "zdm", "sandbox", "--", "") == [":files"]
    assert in_bash(bench, "zdm", "status", "") == []
    assert in_zsh(bench, "zdm", "start", "") == [":files"]
    assert in_fish(bench, "zdm start 01") == ["01_a.json"]
    assert in_fish(bench, "zdm status 01") == []


def test_a_line_that_is_no_sense_completes_nothing(bench):
    assert in_bash(bench, "zdm", "no_such_command", "x") == []
    assert in_bash(bench, "zdm", "start", "--no-such-option=", "") == [":files"]


def test_another_shell(bench):
    bench.refused(2, "completion", "bsh", says='completion: "bsh" is not bash, zsh or fish; did you mean "bash"?')
    bench.refused(2, "completion", says="SHELL is missing")
    bench.refused(2, "lint", "--format", "sarf", "x.sql", says='--format: "sarf" is not text, json, sarif, github or gitlab; did you mean "sarif"?')
