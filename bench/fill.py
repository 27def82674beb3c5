"""What filling a new form of a column costs, beside the other ways to do it.

Each run measures every technique on a copy of the same table: a primary key and two more indexes.
"""

from dataclasses import dataclass

import plots
from measure import copy_of, database, migrations, query, say, timed_query, zdm
from results import Plot, Report, Spread, Table, at_least, at_most

PLAIN, PER_ROW, REWRITE = "plain UPDATE", "per-row triggers", "ALTER TABLE with a rewrite"
ONE, TWO = "zdm start, 1 worker", "zdm start, 2 workers"

# As tables of applications are: when a row was made follows the order of the rows, what it is called does not.
ITEMS = """
CREATE TABLE items (id bigint PRIMARY KEY, name text NOT NULL, price integer NOT NULL, made timestamptz NOT NULL);
INSERT INTO items SELECT g, 'item ' || g::bigint * 7919 % {rows}, g % 1000, timestamptz '2020-01-01' + g * interval '1 min'
  FROM generate_series(1, {rows}) AS g;
CREATE INDEX items_name ON items (name);
CREATE INDEX items_made ON items (made);
VACUUM ANALYZE items;
CHECKPOINT;
"""

PRICE = {"alter_column": {"table": "items", "column": "price", "type": "bigint",
                          "up": "price::bigint * 100", "down": "(price / 100)::integer"}}

# The technique at its best: the walk over the key is one index range a batch and runs in the server, and
# the functions compare the search path once and have nothing else to decide.
DIRECTION = """
CREATE FUNCTION items_{direction}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  id items.id%TYPE := NEW.id;
  name items.name%TYPE := NEW.name;
  price items.price%TYPE := NEW.price;
  made items.made%TYPE := NEW.made;
  new_price items.new_price%TYPE := NEW.new_price;
BEGIN
  IF (current_setting('search_path') = 'new_version') = {is_new} THEN
    NEW.{target} := {value};
    NEW.needs_backfill := false;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {direction} BEFORE INSERT OR UPDATE ON items FOR EACH ROW EXECUTE FUNCTION items_{direction}();
"""
TRIGGERS = (
    "ALTER TABLE items ADD COLUMN new_price bigint, ADD COLUMN needs_backfill boolean DEFAULT true;"
    + DIRECTION.format(direction="up", is_new="false", target="new_price", value="price::bigint * 100")
    + DIRECTION.format(direction="down", is_new="true", target="price", value="(new_price / 100)::integer"))
BATCHES = """
DO $$
DECLARE
  done bigint := 0;
  upto bigint;
BEGIN
  LOOP
    SELECT max(id) INTO upto FROM (SELECT id FROM items WHERE id > done ORDER BY id LIMIT 1000) AS batch;
    EXIT WHEN upto IS NULL;
    UPDATE items SET id = id WHERE id > done AND id <= upto AND needs_backfill;
    COMMIT;
    done := upto;
  END LOOP;
END $$;
"""


@dataclass
class Cost:
    seconds: float
    wal: float  # MiB, as the others
    table: float
    indexes: float
    peak: float


def plain_update(name):
    query(name, "ALTER TABLE items ADD COLUMN cents bigint")
    return timed_query(name, "UPDATE items SET cents = price::bigint * 100")


def per_row(name):
    query(name, TRIGGERS)
    return timed_query(name, BATCHES)


def rewrite(name):
    return timed_query(name, "ALTER TABLE items ALTER COLUMN price TYPE bigint USING price::bigint * 100")


def zdm_with(workers):
    def start(name):
        with migrations({"01_price": PRICE}) as folder:
            return zdm(name, "start", folder / "01_price.json", "--backfill-workers", workers)
    return start


TECHNIQUES = {PLAIN: plain_update, PER_ROW: per_row, REWRITE: rewrite, ONE: zdm_with(1), TWO: zdm_with(2)}


def sizes(name):
    numbers = query(name, "SELECT pg_current_wal_insert_lsn() - '0/0', pg_table_size('items'), "
                          "pg_indexes_size('items')")
    return [int(number) / 2**20 for number in numbers.split()]


def cost(template, technique):
    with copy_of(template) as name:
        before = sizes(name)
        done = technique(name)
        growth = [after - earlier for earlier, after in zip(before, sizes(name))]
    return Cost(done.seconds, *growth, done.peak_mib)


def measure(rows, runs):
    """technique → its Cost in each run."""
    costs = {technique: [] for technique in TECHNIQUES}
    with database(f"fill_{rows}", ITEMS.format(rows=rows)) as template:
        for run in range(1, runs + 1):
            for name, technique in TECHNIQUES.items():
                costs[name].append(cost(template, technique))
            say(f"fill: {rows:,} rows, run {run}: "
                + "; ".join(f"{name} {taken[-1].seconds:.2f} s" for name, taken in costs.items()))
    return costs


def spread(costs, technique, what):
    return Spread([getattr(one, what) for one in costs[technique]])


def table_of_costs(rows, costs):
    plain = spread(costs, PLAIN, "seconds")
    lines = []
    for name in TECHNIQUES:
        seconds = spread(costs, name, "seconds")
        lines.append([name, seconds.text(), seconds.over(plain).text(), f"{rows / seconds.median:,.0f}",
                      *(spread(costs, name, what).text(0) for what in ("wal", "table", "indexes"))])
    return Table([f"{rows:,} rows", "s", "of plain UPDATE", "rows/s", "WAL, MiB", "table grows by, MiB",
                  "indexes grow by, MiB"], lines)


def bars_of(rows, costs):
    plain, per_row_time, one, two = (spread(costs, name, "seconds") for name in (PLAIN, PER_ROW, ONE, TWO))
    peaks = Spread([taken.peak for taken in costs[ONE] + costs[TWO]])
    return [at_most(1.10, f"{rows:,} rows: start with 1 worker, of one plain UPDATE", one.over(plain)),
            at_most(1.15, f"{rows:,} rows: the same, the older bar", one.over(plain)),
            at_most(0.70, f"{rows:,} rows: start with 2 workers, of one plain UPDATE", two.over(plain)),
            at_least(3, f"{rows:,} rows: 2 workers, times as fast as per-row triggers", per_row_time.over(two)),
            at_most(64, f"{rows:,} rows: memory of zdm", peaks, "MiB")]


def rate_bars(measured):
    """Whether the rate stays as tables grow: the largest beside the one before it."""
    if len(measured) < 2:
        return []
    small, large = sorted(measured)[-2:]
    bars = []
    for name in (ONE, TWO):
        rates = [rows / spread(measured[rows], name, "seconds").median for rows in (small, large)]
        bars.append(at_least(0.8, f"{name}: rate at {large:,} rows, of that at {small:,}",
                             Spread([rates[1] / rates[0]])))
    return bars


def run(options):
    measured = {rows: measure(rows, options.runs if rows <= 1_000_000 else 1) for rows in options.rows}
    # At 100,000 rows what counts is what a start costs at least; the bars are about large tables.
    judged = {rows: costs for rows, costs in measured.items() if rows >= 1_000_000} or measured
    rates = {name: [rows / spread(costs, name, "seconds").median for rows, costs in measured.items()]
             for name in TECHNIQUES}
    return Report(
        "Filling a column",
        "An integer column with a primary key and two more indexes beside it becomes a `bigint` with other\n"
        "values. `zdm start` is timed as a whole: planning, triggers, backfill, proof, views. The other\n"
        "techniques are timed without what they need before and after: the column is there for the UPDATE,\n"
        "the triggers are for the per-row technique (a plpgsql function for each direction, `UPDATE … SET\n"
        "id = id` in batches of 1,000 by key in one DO block, a mark column). ALTER TABLE lets nobody read\n"
        "the table meanwhile, and needs room for a second table and its indexes until it ends.",
        [table_of_costs(rows, costs) for rows, costs in measured.items()],
        [bar for rows, costs in judged.items() for bar in bars_of(rows, costs)] + rate_bars(judged),
        [Plot("throughput.svg", "Rows a second by rows in the table, for each technique",
              lambda path: plots.throughput(path, options.rows, rates))])
