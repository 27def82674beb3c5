"""What a reader has to know to judge the numbers: the machine, the versions, the server's settings."""

import os
import platform
import re
import shutil
import subprocess

from measure import ZDM, query

SETTINGS = ["shared_buffers", "max_wal_size", "wal_level", "fsync", "full_page_writes",
            "synchronous_commit", "max_locks_per_transaction", "autovacuum"]


def first_match(pattern, text, otherwise="unknown"):
    found = re.search(pattern, text, re.MULTILINE)
    return found[1].strip() if found else otherwise


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def output(*command):
    if not shutil.which(command[0]):
        return ""
    return subprocess.run(command, capture_output=True, text=True).stdout


def memory():
    kib = int(first_match(r"^MemTotal:\s+(\d+)", read("/proc/meminfo"), "0"))
    return f"{kib / 2**20:.0f} GiB"


def file_system():
    """Of the throw-away server's data."""
    folder = query("postgres", "SHOW data_directory")
    return output("stat", "--file-system", "--format=%T", folder).strip() or "unknown"


def compiler():
    """As it has signed the binary."""
    return first_match(r"\]\s+(.*)$", output("readelf", "-p", ".comment", ZDM))


def facts():
    settings = [f"{name} = {query('postgres', f'SHOW {name}')}" for name in SETTINGS]
    return [
        ("processor", first_match(r"^model name\s*:(.*)$", read("/proc/cpuinfo")) + f", {os.cpu_count()} cores"),
        ("memory", memory()),
        ("kernel", f"{platform.system()} {first_match(r'^([0-9.]+)', platform.release())}"),
        ("server's data on", file_system()),
        ("PostgreSQL", query("postgres", "SHOW server_version")),
        ("settings", ", ".join(settings)),
        ("zdm", output(ZDM, "--version").strip().removeprefix("zdm ")),
        ("compiler", compiler()),
    ]
