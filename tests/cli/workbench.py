"""What every test works with: zdm, a database and a folder of its own."""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.parse

SERVER = os.environ.get("ZDM_POSTGRES_URL", "")
counter = 0


class Result:
    def __init__(self, arguments, code, out, err):
        self.arguments, self.code, self.out, self.err = arguments, code, out, err

    def json(self):
        return json.loads(self.out)

    def __str__(self):
        return f"zdm {' '.join(self.arguments)}\nexit {self.code}\n{self.out}{self.err}"


class Workbench:
    def __enter__(self):
        global counter
        counter += 1
        self.database = f"cli_{os.getpid()}_{counter}"
        self.psql_in("postgres", f'CREATE DATABASE "{self.database}"')
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zdm-cli-"))
        self.children = []
        return self

    def __exit__(self, *_):
        for child in self.children:
            if child.poll() is None:
                child.kill()
                child.wait()
        self.psql_in("postgres", f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')
        shutil.rmtree(self.folder)

    # ------------------------------------------------------------ zdm

    def url(self, password=None, user=None):
        parts = urllib.parse.urlsplit(SERVER)
        name = (user or parts.username) + (f":{password}" if password else "")
        return f"postgresql://{name}@/{self.database}?{parts.query}"

    def environment(self, changes):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        environment["ZDM_POSTGRES_URL"] = self.url()
        environment.update(changes)
        return {k: v for k, v in environment.items() if v is not None}

    def begin(self, *arguments, **environment):
        """Starts zdm and does not wait for it."""
        child = subprocess.Popen(
            [os.environ["ZDM"], *arguments], cwd=self.folder, env=self.environment(environment),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        child.arguments_of_zdm = arguments
        self.children.append(child)
        return child

    def end(self, child, timeout=60):
        out, err = child.communicate(timeout=timeout)
        return Result(child.arguments_of_zdm, child.returncode, out, err)

    def zdm(self, *arguments, timeout=60, **environment):
        return self.end(self.begin(*arguments, **environment), timeout)

    def expect(self, code, *arguments, **environment):
        result = self.zdm(*arguments, **environment)
        assert result.code == code, f"exit code {code} expected of\n{result}"
        return result

    def done(self, *arguments, **environment):
        return self.expect(0, *arguments, **environment)

    def refused(self, code, *arguments, says=(), **environment):
        """Ends with this code, an empty stdout, and all of these in stderr."""
        result = self.expect(code, *arguments, **environment)
        assert result.out == "", f"nothing on stdout expected of\n{result}"
        said = re.sub(r"(\.json|\.ya?ml):\d+:\d+: ", r"\1: ", result.err)  # lines and columns may be told
        for text in [says] if isinstance(says, str) else says:
            assert text in said or text in result.err, f"{text!r} expected in\n{result}"
        return result

    # ------------------------------------------------------------ files

    def commands(self):
        listed = self.done("--help").out.split("Commands:\n")[1].split("\n\n")[0]
        return [line.split()[0] for line in listed.splitlines()]

    def file(self, name, content):
        """Writes a migration: a list of operations, a whole document, or text as it is."""
        if isinstance(content, list):
            content = {"operations": content}
        text = content if isinstance(content, (str, bytes)) else json.dumps(content, indent=2)
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return name

    # ------------------------------------------------------------ the database

    def psql_in(self, database, sql):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ZDM")}
        result = subprocess.run(
            ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql],
            capture_output=True, text=True, env=environment)
        assert result.returncode == 0, result.stderr
        return result.stdout.strip()

    def sql(self, sql):
        return self.psql_in(self.database, sql)

    def psql_file(self, script):
        """Runs a script as it is, each statement outside of BEGIN by itself."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ZDM")}
        result = subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", self.database], input=script,
                                capture_output=True, text=True, env=environment)
        assert result.returncode == 0, result.stderr + script

    def session(self, sql, application="psql"):
        """A psql that runs this and stays, with its transaction open; waits until it has."""
        child = subprocess.Popen(["psql", "-XAtq", "-d", self.database], text=True,
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                 env={**os.environ, "PGAPPNAME": application})
        self.children.append(child)
        child.stdin.write(sql + ";\nSELECT 'there';\n")
        child.stdin.flush()
        while child.stdout.readline().strip() != "there":
            assert child.poll() is None, "psql has ended"
        return child

    def dump(self, *options):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ZDM")}
        result = subprocess.run(["pg_dump", "-d", self.database, *options], capture_output=True, text=True,
                                env=environment)
        assert result.returncode == 0, result.stderr
        # Newer releases guard the script by a key that is never the same.
        return [line for line in result.stdout.splitlines() if "restrict" not in line]

    def unchanged(self, before, *options):
        after = self.dump(*options)
        new = [line for line in after if line not in before]
        gone = [line for line in before if line not in after]
        assert after == before, "the database has changed: " + "\n".join(new[:9] + gone[:9])

    def users(self, rows=3):
        """A table to migrate."""
        self.sql("CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, email text)")
        self.sql(f"INSERT INTO users SELECT i, 'user ' || i, i || '@x' "
                 f"FROM generate_series(1, {rows}) AS i")


def wait_until(condition, what, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.02)


ADD_AGE = [{"add_column": {"table": "users", "column": {"name": "age", "type": "int", "nullable": True}}}]

# Has rows to fill, and so something to be interrupted in.
UPPER_NAME = [{"alter_column": {"table": "users", "column": "name", "type": "varchar(100)",
                                "up": "upper(name)", "down": "name"}}]

__all__ = ["ADD_AGE", "UPPER_NAME", "Workbench", "wait_until", "signal", "json", "os", "subprocess",
           "time"]
