"""How long `zdm lint` takes for a folder: plain .sql files, and migrations of four operations each."""

import json
import pathlib
import tempfile

from measure import say, zdm
from results import Report, Spread, Table, at_most

FILES = 1000

SQL = """SET lock_timeout = '2s';
CREATE TABLE t{i} (id bigint PRIMARY KEY, name text NOT NULL, user_id bigint REFERENCES users);
CREATE INDEX t{i}_user ON t{i} (user_id);
ALTER TABLE users ADD COLUMN c{i} integer NOT NULL DEFAULT 0;
ALTER TABLE users ADD CONSTRAINT k{i} CHECK (c{i} > 0) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT k{i};
CREATE INDEX CONCURRENTLY i{i} ON users (c{i});
INSERT INTO settings (key, value) VALUES ('a{i}', '1'), ('b{i}', '2');
-- zdm: allow rename because no client reads it
ALTER TABLE orders RENAME COLUMN a{i} TO b{i};
UPDATE orders SET b{i} = 1 WHERE id BETWEEN 1 AND 1000;
DROP INDEX CONCURRENTLY IF EXISTS old{i};
"""


def migration(i):
    return json.dumps({"operations": [
        {"create_table": {"name": f"t{i}", "columns": [{"name": "id", "type": "bigint", "pk": True}]}},
        {"add_column": {"table": "users", "column": {"name": f"c{i}", "type": "text", "nullable": True}}},
        {"create_index": {"table": "users", "name": f"i{i}", "columns": [{"column": f"c{i}"}]}},
        {"sql": {"up": f"UPDATE users SET c{i} = 'x' WHERE id = 1;\nSELECT 1", "down": "SELECT 1"}}]})


KINDS = {"plain SQL, eleven statements each": ("sql", lambda i: SQL.format(i=i)),
         "migrations of four operations": ("json", migration)}


def measure(ending, text, runs):
    with tempfile.TemporaryDirectory(prefix="zdm-bench-") as folder:
        for i in range(FILES):
            (pathlib.Path(folder) / f"{i}.{ending}").write_text(text(i))
        # 3: there are findings, as there should be
        return [zdm("postgres", "lint", folder, "--quiet", codes=(0, 3)) for _ in range(runs)]


def run(options):
    rows, bars = [], []
    for kind, (ending, text) in KINDS.items():
        runs = measure(ending, text, options.runs)
        seconds = Spread([done.seconds for done in runs])
        rows.append([kind, seconds.text(), Spread([done.peak_mib for done in runs]).text(0)])
        bars.append(at_most(2, f"lint of {FILES:,} files: {kind}", seconds, "s"))
        say(f"lint: {kind}: {seconds.text()} s")
    return Report("Lint of many files", f"`zdm lint` of a folder of {FILES:,} files; it needs no server.",
                  [Table(["files", "s", "memory of zdm, MiB"], rows)], bars)
