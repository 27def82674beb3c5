"""What one types: options, help, mistakes in them."""

import pathlib
import re

from workbench import *


def test_version_within_20_ms(bench):
    times = []
    for _ in range(20):
        begin = time.monotonic()
        output = subprocess.run([os.environ["ZDM"], "--version"], capture_output=True, text=True)
        times.append(time.monotonic() - begin)
        assert output.returncode == 0 and output.stdout.startswith("zdm "), output
    with open(os.environ["ZDM"], "rb") as binary:
        limit = 0.300 if b"AddressSanitizer" in binary.read() else 0.020
    # The quickest: what it takes by itself, whatever else this machine is doing.
    assert min(times) < limit, f"quickest of {times}"


def test_version_needs_no_database(bench):
    bench.done("--version", ZDM_POSTGRES_URL="postgresql://nowhere.invalid/x")


def test_help_lists_every_command(bench):
    text = bench.done("--help").out
    for command in ["init", "plan", "start", "complete", "rollback", "status", "backfill", "history", "latest", "pull",
                    "validate", "lint", "convert", "inverse", "explain", "sandbox", "completion"]:
        assert f"\n  {command} " in text, f"{command} in\n{text}"
    for option in ["--postgres-url", "--schema", "--state-schema", "--lock-timeout",
                   "--lock-attempts-for", "--role", "--search-path", "--verbose", "--quiet"]:
        assert option in text, option
    assert "default: 500ms" in text and "default: 10m" in text, text


def test_each_command_has_its_help(bench):
    for command in bench.commands():
        text = bench.done(command, "--help").out
        assert f"Usage: zdm {command}" in text, text
        assert bench.done("-h", command).out == text
        documented = "--json: {" in text
        assert documented == (command not in ("init", "sandbox", "completion")), f"{command}: JSON keys\n{text}"


def test_no_command(bench):
    bench.refused(2, says=["zdm: a command is missing", "hint: "])


def test_misspelt_command(bench):
    bench.refused(2, "statu", says='there is no command "statu"; did you mean "status"?')


def test_misspelt_option(bench):
    bench.refused(2, "start", "--complet", "x.json", says='did you mean "--complete"?')
    bench.refused(2, "status", "--state-shema", "x", says='did you mean "--state-schema"?')


def test_options_need_their_values(bench):
    bench.refused(2, "status", "--schema", says="--schema: its value is missing")


def test_operands_are_counted(bench):
    bench.refused(2, "start", says="start: FILE is missing")
    bench.refused(2, "start", "a.json", "b.json", says='"b.json" is one operand too many')
    bench.refused(2, "status", "x", says='"x" is one operand too many')


def test_durations(bench):
    for text in ["5", "5x", "abc", "-1s", "10 m", "1e3s", "99999999h"]:
        bench.refused(2, "status", f"--lock-timeout={text}", says=["--lock-timeout: ", "500ms"])
    bench.refused(2, "status", "--lock-timeout", "0", says="at least 1ms")
    for text in ["500ms", "1.5s", "10m", "10min", "2h"]:
        bench.done("status", "--lock-attempts-for", text)


def test_numbers(bench):
    for text in ["0", "-1", "x", "1x", "99999999999999999999"]:
        bench.refused(2, "start", "x.json", f"--backfill-workers={text}", says="--backfill-workers: ")


def test_names_given_as_options(bench):
    bench.refused(2, "status", "--schema", "x" * 64, says="longer than 63 bytes")
    bench.refused(2, "status", "--schema", "", says="is empty")
    bench.refused(2, "status", "--schema", "zdm", says="a schema of its own")
    bench.refused(2, "status", "--search-path", "a,,b", says="is empty")


def test_options_that_exclude_each_other(bench):
    bench.refused(2, "status", "-v", "--quiet", says="do not go together")


def test_global_options_before_and_behind_the_command(bench):
    bench.done("--schema", "public", "status")
    bench.done("status", "--schema", "public")
    bench.done("status", "--schema=public")


def test_a_mistyped_url_option_does_not_show_the_password(bench):
    for arguments in [["status", "--postgres-ulr=postgres://me:s3cret@h/d"],
                      ["status", "postgres://me:s3cret@h/d"],
                      ["postgres://me:s3cret@h/d"],
                      ["status", "host=h password=s3cret"]]:
        result = bench.refused(2, *arguments)
        assert "s3cret" not in result.err, result


def test_a_full_disk_is_an_error(bench):
    with open("/dev/full", "w") as full:
        result = subprocess.run([os.environ["ZDM"], "--help"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert result.returncode == 1 and "cannot write" in result.stderr, result


def test_the_readme_names_every_command(bench):
    readme = (pathlib.Path(__file__).resolve().parents[2] / "README.md").read_text()
    named = readme.split("\nCommands: ")[1].split(";")[0]
    assert set(bench.commands()) == set(re.findall(r"`(\w+)`", named))


def test_an_empty_value_is_a_value(bench):
    bench.file("01_a.json", [])
    for given in [["--schema="], ["--schema", ""]]:
        bench.refused(2, *given, "validate", "--offline", "01_a.json", says="--schema: the name")
    bench.refused(2, "lint", "--format=", "01_a.json", says='--format: "" is not text')
    bench.refused(1, "latest", "migration", "--local=", says='cannot read "": ')
    bench.refused(1, "latest", "migration", "--local", "", says='cannot read "": ')


def test_an_option_before_the_command_that_it_belongs_to(bench):
    bench.refused(2, "--json", "lint", "x.sql", says="--json stands behind the command: zdm lint --json")
    bench.refused(2, "--complete", "start", "x.json", says="--complete stands behind the command: zdm start --complete")
    bench.refused(2, "--jsn", "lint", "x.sql", says='did you mean "--json"?')
