"""zdm sandbox: a throw-away server that goes away whatever happens."""

import glob
import re

from workbench import *


def begin_waiting(bench, **environment):
    """A sandbox whose command waits; returns it with the folder of its server."""
    child = bench.begin("sandbox", "--", "sh", "-c", "echo $PGHOST; exec sleep 60", **environment)
    folder = child.stdout.readline().strip()
    assert os.path.isdir(folder), folder
    return child, folder


def gone(folder):
    servers = [f for f in glob.glob("/proc/[0-9]*/cmdline") if folder.encode() in read(f)]
    return not os.path.exists(folder) and not servers


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def test_runs_a_command_with_the_server_at_hand(bench):
    result = bench.done("sandbox", "--", "sh", "-c",
                        'psql -XAtc "SELECT 1 + 1" && psql -XAtc "SELECT 2 + 2" "$ZDM_POSTGRES_URL"')
    assert result.out == "2\n4\n", result


def test_gives_back_the_exit_code(bench):
    bench.expect(7, "sandbox", "--", "sh", "-c", "exit 7")
    bench.expect(128 + 15, "sandbox", "--", "sh", "-c", "kill -TERM $$")


def test_the_command_keeps_its_options(bench):
    assert bench.done("sandbox", "--", "echo", "--json", "--", "-v", "start").out == "--json -- -v start\n"


def test_zdm_in_a_sandbox(bench):
    result = bench.done("sandbox", "--", os.environ["ZDM"], "status", "--json")
    assert result.json()["schema"] == "public", result


def test_without_a_command_prints_the_url_and_waits(bench):
    child = bench.begin("sandbox")
    url = child.stdout.readline().strip()
    folder = re.search(r"host=([^&]*)", url).group(1).replace("%2F", "/")
    assert os.path.isdir(folder), url
    child.send_signal(signal.SIGTERM)
    assert bench.end(child).code == 0
    assert gone(folder)


def test_takes_itself_away(bench):
    child, folder = begin_waiting(bench)
    child.send_signal(signal.SIGTERM)
    assert bench.end(child).code == 128 + 15
    wait_until(lambda: gone(folder), "the sandbox is gone")


def test_takes_itself_away_when_killed(bench):
    child, folder = begin_waiting(bench)
    child.kill()
    child.wait()
    wait_until(lambda: gone(folder), "the sandbox is gone")


def test_says_what_to_install(bench):
    result = bench.refused(1, "sandbox", "--", "true", ZDM_PG_BINDIR="/nowhere", says="/nowhere")
    assert "hint: " in result.err, result
