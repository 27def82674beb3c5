"""A disk that is full on the server, while rows are filled and while an index is built.

The table is in a tablespace on a small disk in memory. It is mounted where only a server of this
file's own sees it, and is gone with that server: this file runs itself there.
"""

import pathlib
import sys
import tempfile

from workbench import *

INSIDE = "ZDM_SMALL_DISK"
AS_ROOT = ["unshare", "--mount"]
AS_ANYBODY = ["unshare", "--user", "--map-root-user", "--mount"]
SMALL_DISK = """
set -e
mount -t tmpfs -o size=24m,mode=700,uid="$(id -u postgres 2>/dev/null || echo 0)" small "$0"
exec "$ZDM" sandbox -- "$@"
"""


def inside(test):
    """On a server that has the disk. Where nothing may be mounted there is nothing to test."""
    disk = tempfile.mkdtemp(prefix="zdm-disk-")
    os.chmod(disk, 0o755)
    try:
        way = AS_ROOT if os.geteuid() == 0 else AS_ANYBODY
        if subprocess.run([*way, "true"], capture_output=True).returncode != 0:
            print("        (this machine lets nobody mount: not tested)")
            return
        result = subprocess.run(
            [*way, "bash", "-c", SMALL_DISK, disk, sys.executable, __file__, test.__name__],
            capture_output=True, text=True, env={**os.environ, INSIDE: disk}, timeout=120)
        assert result.returncode == 0, result.stdout + result.stderr
    finally:
        os.rmdir(disk)


def ballast():
    return pathlib.Path(os.environ[INSIDE]) / "ballast"


def big_table(bench):
    """9 MB, and what leaves little more than nothing beside it."""
    bench.sql(f"CREATE TABLESPACE small LOCATION '{os.environ[INSIDE]}'")
    bench.sql("CREATE TABLE users (id int, name text, pad text) TABLESPACE small")
    bench.sql("INSERT INTO users SELECT i, md5(i::text), repeat('x', 150) "
              "FROM generate_series(1, 40000) AS i")
    ballast().write_bytes(bytes(11 << 20))


def rows(bench):
    return bench.sql("SELECT count(*), sum(hashtext(users::text)) FROM users")


def fails_of_the_disk(bench, *arguments):
    result = bench.expect(1, *arguments)
    assert "No space left on device" in result.err, result
    return result


def backfill(bench):
    big_table(bench)
    bench.file("01_name.json", [{"alter_column": {"table": "users", "column": "name", "type": "varchar(100)",
                                                  "up": "upper(name)", "down": "lower(name)"}}])
    before = bench.dump("--exclude-schema=zdm", "--schema-only"), rows(bench)
    # By itself it takes back what it did.
    assert "was taken back" in fails_of_the_disk(bench, "start", "01_name.json").err
    assert (bench.dump("--exclude-schema=zdm", "--schema-only"), rows(bench)) == before
    # Kept, it goes on where it stopped.
    result = fails_of_the_disk(bench, "start", "01_name.json", "--keep-on-failure")
    assert "goes on where this one stopped" in result.err, result
    ballast().unlink()
    bench.done("start", "01_name.json", "--complete")
    assert bench.sql("SELECT count(*) FROM users WHERE name = upper(name)") == "40000"


def index_build(bench):
    big_table(bench)
    bench.file("01_index.json", [{"create_index": {"table": "users", "name": "users_pad", "columns": [
        {"column": "pad"}, {"column": "name"}]}}])
    bench.sql("ALTER DATABASE \"%s\" SET default_tablespace = small" % bench.database)
    assert "was taken back" in fails_of_the_disk(bench, "start", "01_index.json").err
    assert bench.sql("SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "0"
    fails_of_the_disk(bench, "start", "01_index.json", "--keep-on-failure")
    ballast().unlink()
    bench.done("start", "01_index.json", "--complete")
    assert bench.sql("SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_pad'::regclass") == "t"


def test_disk_full_in_backfill(bench):
    inside(backfill)


def test_disk_full_while_an_index_is_built(bench):
    inside(index_build)


if __name__ == "__main__":
    # The workbench takes the server from the environment, which this sandbox has set.
    with Workbench() as own:
        {"backfill": backfill, "index_build": index_build}[sys.argv[1]](own)
