"""Runs psql, zdm and pgbench's databases for the benches, and tells what each run took."""

import contextlib
import json
import os
import pathlib
import subprocess
import tempfile
import time
from dataclasses import dataclass, field

ZDM = os.environ.get("ZDM", "build/zdm")


class Broken(Exception):
    """A bench could not be carried out: what it ran has failed."""


@dataclass
class Done:
    seconds: float
    peak_mib: float = 0
    lines: list = field(default_factory=list)  # of stderr: when it came (Unix time), its text


def say(text):
    print(text, flush=True)


def environment(database, search_path=None):
    """libpq's variables alone, which psql, pgbench and zdm all heed."""
    result = {k: v for k, v in os.environ.items() if not k.endswith(("POSTGRES_URL", "DATABASE_URL"))}
    result["PGDATABASE"] = database
    if search_path:
        result["PGOPTIONS"] = f"-c search_path={search_path}"
    return result


# ---------------------------------------------------------------- psql


def query(database, sql, search_path=None):
    """Runs a script in psql, each statement a transaction of its own; returns what it prints."""
    done = subprocess.run(
        ["psql", "-XqAt", "-F", " ", "-v", "ON_ERROR_STOP=1"],
        input=sql, capture_output=True, text=True, env=environment(database, search_path))
    if done.returncode != 0:
        raise Broken(f"psql: {done.stderr.strip()}")
    return done.stdout.strip()


def timed_query(database, sql, search_path=None):
    begin = time.monotonic()
    query(database, sql, search_path)
    return Done(time.monotonic() - begin)


def make_database(name, sql=""):
    query("postgres", f"CREATE DATABASE {name}")
    if sql:
        query(name, sql)


def drop_database(name):
    query("postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextlib.contextmanager
def database(name, sql=""):
    make_database(name, sql)
    try:
        yield name
    finally:
        drop_database(name)


@contextlib.contextmanager
def copy_of(template):
    """A database with the same files, byte for byte: every technique begins with the same pages."""
    copy = template + "_copy"
    # The other strategy, which is the default from 15 on, writes all of it to the WAL.
    strategy = "STRATEGY file_copy" if int(query("postgres", "SHOW server_version_num")) >= 150000 else ""
    query("postgres", f"CREATE DATABASE {copy} TEMPLATE {template} {strategy}")
    os.sync()  # what the copy has left to write must not slow what is measured next
    try:
        yield copy
    finally:
        drop_database(copy)


# ---------------------------------------------------------------- zdm


def zdm(database_name, *arguments, codes=(0,)):
    """Time, peak memory and messages of one run.

    The peak is the kernel's (ru_maxrss). It counts what the forked child had before exec, too, which
    is this Python: so it is never too low, and the benches that hold much in memory come last.
    """
    begin = time.monotonic()
    process = subprocess.Popen(
        [ZDM, *map(str, arguments)], env=environment(database_name),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    lines = [(time.time(), line.rstrip()) for line in process.stderr]
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)  # we have waited in Popen's place
    process.stderr.close()
    if process.returncode not in codes:
        tail = "\n".join(text for _, text in lines[-10:])
        raise Broken(f"zdm {' '.join(map(str, arguments))}: exit {process.returncode}\n{tail}")
    return Done(seconds, usage.ru_maxrss / 1024, lines)


@contextlib.contextmanager
def migrations(operations):
    """A folder with a file for each; operations: name → its one operation."""
    with tempfile.TemporaryDirectory(prefix="zdm-bench-") as folder:
        for name, operation in operations.items():
            file = pathlib.Path(folder) / f"{name}.json"
            file.write_text(json.dumps({"operations": [operation]}))
        yield pathlib.Path(folder)
