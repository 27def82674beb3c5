"""migrations-examples/ is one history: it applies from an empty database to the end."""

import pathlib

from workbench import *

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "migrations-examples"

ROWS = """
INSERT INTO users (name, email) SELECT 'user ' || i, i || '@example.org' FROM generate_series(1, 500) i;
INSERT INTO products (title, price_cents) SELECT 'product ' || i, i * 100 FROM generate_series(1, 50) i;
INSERT INTO orders (user_id) SELECT i FROM generate_series(1, 500) i;
INSERT INTO order_lines SELECT i, 1, i % 50 + 1, 2 FROM generate_series(1, 500) i;
"""


def lines(bench):
    """The whole database but zdm's state. Sorted: filled rows stand at other places in their table."""
    return sorted(bench.dump("--exclude-schema=zdm"))


def test_each_starts_goes_back_starts_again_and_completes(bench):
    for file in sorted(EXAMPLES.glob("*.json")):
        bench.done("init")
        before = lines(bench)
        bench.done("start", str(file))
        bench.done("rollback")
        assert lines(bench) == before, f"{file.stem}: rollback leaves another database"
        bench.done("start", str(file))
        bench.done("complete")
        if file.stem.startswith("02"):
            bench.sql(ROWS)
    assert bench.sql("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'public\\_%'") == "1"
    assert "_zdm" not in "\n".join(lines(bench))
    assert bench.sql("SELECT count(*) FROM zdm.migrations WHERE status = 'completed'") == str(
        len(list(EXAMPLES.glob("*.json"))))
