"""pgbench in the background, with a log of every transaction."""

import pathlib
import re
import signal
import subprocess
import tempfile
from array import array

from measure import Broken, environment

CLIENTS = 4


def make_accounts(database, scale):
    done = subprocess.run(["pgbench", "-i", "-q", f"--scale={scale}"], env=environment(database),
                          capture_output=True, text=True)
    if done.returncode != 0:
        raise Broken(f"pgbench -i: {done.stderr.strip()}")


class Load:
    """Half of pgbench's own transactions write, half only read. For an hour, or until stop()."""

    def __init__(self, database, per_second=None):
        self.folder = tempfile.TemporaryDirectory(prefix="zdm-bench-")
        rate = [f"--rate={per_second}"] if per_second else []
        self.process = subprocess.Popen(
            ["pgbench", "-n", f"--client={CLIENTS}", "--time=3600", "--protocol=prepared", *rate,
             "--builtin=tpcb-like", "--builtin=select-only", "--log", f"--log-prefix={self.folder.name}/log"],
            env=environment(database), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def stop(self):
        """As if its time were over: pgbench sets itself an alarm for that. Returns the Log."""
        self.process.send_signal(signal.SIGALRM)
        output, _ = self.process.communicate(timeout=60)
        log = Log(output, pathlib.Path(self.folder.name).iterdir())
        self.folder.cleanup()
        return log

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()
        self.folder.cleanup()


class Log:
    """Of every transaction when it ended (Unix time) and how long it took (ms). With a rate, it counts
    from when it should have begun: one that has waited for its turn has kept its client waiting."""

    def __init__(self, output, files):
        if not re.search(r"number of transactions actually processed: [1-9]", output):
            raise Broken(f"pgbench: {output.strip()}")
        self.ends, self.took = array("d"), array("d")
        self.failed = len(re.findall(r"aborted|ERROR|FATAL", output))
        for file in files:
            with open(file, encoding="ascii") as lines:
                for line in lines:
                    self.add(line.split())

    def add(self, fields):
        if fields[2] in ("failed", "serialization", "deadlock"):
            self.failed += 1
            return
        self.ends.append(int(fields[4]) + int(fields[5]) / 1e6)
        self.took.append(int(fields[2]) / 1000)

    def between(self, begin, end):
        return [took for when, took in zip(self.ends, self.took) if begin <= when < end]


def percentile(values, share):
    """nan where there are none."""
    values = sorted(values)
    return values[min(int(len(values) * share), len(values) - 1)] if values else float("nan")
