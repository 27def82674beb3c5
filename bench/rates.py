"""How fast the server reads, rewrites, indexes and fills: what zdm plan's estimates rest on."""

from measure import copy_of, database, migrations, query, say, timed_query, zdm
from results import Report, Spread, Table, at_least

# Narrow rows are bound by their number, wide ones by their bytes.
SHAPES = {"narrow": 20, "wide": 900}
ROWS = {"narrow": 1_000_000, "wide": 200_000}

TABLE = """
CREATE TABLE items (id bigint PRIMARY KEY, amount integer NOT NULL, name text NOT NULL);
INSERT INTO items SELECT i, i % 1000, lpad(i::text, {width}, 'x') FROM generate_series(1, {rows}) i;
ALTER TABLE items ADD CONSTRAINT positive CHECK (amount >= 0) NOT VALID;
VACUUM ANALYZE items;
"""

# As assumed_rate (lib/plan/estimate.cpp) has them.
ASSUMED = {"reading": (500_000, 100), "rewriting": (100_000, 25), "building an index": (150_000, 50),
           "filling": (25_000, 10)}

SQL = {"reading": "ALTER TABLE items VALIDATE CONSTRAINT positive",
       "rewriting": "ALTER TABLE items ALTER amount TYPE bigint",
       "building an index": "CREATE INDEX CONCURRENTLY ON items (name)"}

FILL = {"alter_column": {"table": "items", "column": "name", "type": "text", "up": "upper(name)", "down": "name"}}


def fill(copy):
    with migrations({"01_fill": FILL}) as folder:
        done = zdm(copy, "start", "-v", "--backfill-workers", 1, folder / "01_fill.json")
    begun = next(when for when, text in done.lines if "fill the rows" in text)
    ended = next(when for when, text in done.lines if when > begun and "fill the rows" not in text)
    return ended - begun


def seconds_of(template):
    times = {}
    for work, sql in SQL.items():
        with copy_of(template) as copy:
            times[work] = timed_query(copy, sql).seconds
    with copy_of(template) as copy:
        times["filling"] = fill(copy)
    return times


def measured(shape, runs):
    with database(f"rates_{shape}", TABLE.format(width=SHAPES[shape], rows=ROWS[shape])) as name:
        mb = int(query(name, "SELECT pg_relation_size('items')")) / 1e6
        times = [seconds_of(name) for _ in range(runs)]
    rates = {work: (Spread([ROWS[shape] / each[work] for each in times]), Spread([mb / each[work] for each in times]))
             for work in ASSUMED}
    for work, (rows, bytes_) in rates.items():
        say(f"rates: {shape} rows, {work}: {rows.median:,.0f} rows/s, {bytes_.median:.0f} MB/s")
    return rates


def run(options):
    rates = {shape: measured(shape, options.runs) for shape in SHAPES}
    rows, bars = [], []
    for work, (assumed_rows, assumed_mb) in ASSUMED.items():
        narrow, wide = rates["narrow"][work][0], rates["wide"][work][1]
        rows.append([work, f"{narrow.median:,.0f}", f"{assumed_rows:,}", wide.text(0), assumed_mb])
        bars.append(at_least(1, f"{work}: rows/s of narrow rows, of what zdm plan assumes",
                             Spread([value / assumed_rows for value in narrow.values])))
        bars.append(at_least(1, f"{work}: MB/s of wide rows, of what zdm plan assumes",
                             Spread([value / assumed_mb for value in wide.values])))
    return Report(
        "What estimates assume",
        f"Where nothing is known of a server, `zdm plan` assumes rates that this machine should exceed, so that most\n"
        f"work takes less than was told. Measured on {ROWS['narrow']:,} narrow rows (their number counts) and {ROWS['wide']:,} wide ones (their\n"
        f"bytes do), with a primary key: VALIDATE of a CHECK, a type change that rewrites, CREATE INDEX CONCURRENTLY\n"
        f"on a text, and a backfill with one worker.",
        [Table(["work", "narrow: rows/s", "assumed", "wide: MB/s", "assumed"], rows)], bars)
