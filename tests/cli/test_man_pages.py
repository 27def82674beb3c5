"""The man pages: one for each command, which say what --help says."""

import os
import pathlib
import re
import subprocess

from workbench import *

PAGES = pathlib.Path(os.environ["ZDM"]).resolve().parent / "man"


def shown(page):
    done = subprocess.run(["mandoc", "-T", "ascii", "-O", "width=200", PAGES / page], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return " ".join(done.stdout.replace("\b", "\0").split())


def plain(text):
    """Without overstriking, by which mandoc shows bold."""
    return re.sub(".\0", "", text)


def test_each_command_has_a_page(bench):
    assert {page.name for page in PAGES.iterdir()} == {"zdm.1", *(f"zdm-{name}.1" for name in bench.commands())}


def test_mandoc_finds_nothing_to_warn_of(bench):
    for page in PAGES.iterdir():
        # That the page has no date: it is of its version.
        done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page], capture_output=True, text=True)
        warnings = [line for line in done.stdout.splitlines() if "missing date" not in line]
        assert not warnings, warnings


def test_pages_say_what_help_says(bench):
    for name in bench.commands():
        text = plain(shown(f"zdm-{name}.1"))
        for line in bench.done(name, "--help").out.split("Global options:")[0].splitlines():
            words = line.replace("Usage:", "").replace(f"zdm {name}:", "").split("   ")
            for part in words:
                assert " ".join(part.split()) in text, f"{name}: {part!r} in\n{text}"


def test_the_general_page_lists_commands_options_and_exit_codes(bench):
    text = plain(shown("zdm.1"))
    for name in bench.commands():
        assert f"zdm-{name}(1)" in text, name
    for word in ["--lock-attempts-for DURATION", "(default: 10m)", "wrong usage"]:
        assert word in text, word
