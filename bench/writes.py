"""What clients' writes cost while a migration is active, beside the same without one.

Before each measurement the table is written anew (VACUUM FULL), so that only the triggers and the wider
row make the difference, and not the room that the backfill has left in the pages.
"""

from fill import ITEMS, PRICE
from measure import database, migrations, query, say, timed_query, zdm
from results import Report, Spread, Table, at_most

ROWS = 200_000
NEW_VERSION = "public_01_price,public"

INSERT = f"INSERT INTO items SELECT g, 'item ' || g, {{price}}, now() FROM generate_series({ROWS + 1}, {ROWS * 2}) AS g"
WRITES = {  # what is written → in the old version, in the new one
    "insert": (INSERT.format(price="g % 1000"), INSERT.format(price="g % 1000 * 100")),
    "update of the column": ("UPDATE items SET price = price + 1", "UPDATE items SET price = price + 100"),
    "update of another column": ("UPDATE items SET made = made + interval '1 s'",) * 2,
}
BOUNDS = {"insert": 1.5, "update of the column": 1.35, "update of another column": 1.35}


def seconds(name, sql, search_path=None):
    query(name, f"DELETE FROM public.items WHERE id > {ROWS}; VACUUM (FULL, ANALYZE) public.items; CHECKPOINT")
    return timed_query(name, sql, search_path).seconds


# What the triggers would cost if their functions took the client's search_path: none of zdm's does.
UNFIX = """
DO $$
DECLARE
  dual_write regprocedure;
BEGIN
  FOR dual_write IN SELECT DISTINCT tgfoid FROM pg_trigger WHERE tgrelid = 'items'::regclass AND NOT tgisinternal LOOP
    EXECUTE format('ALTER FUNCTION %s RESET search_path', dual_write);
  END LOOP;
END $$;
"""


def one_run(plain, migrated, unfixed):
    """write → seconds without a migration, as an old client, as a new client, as an old client of functions
    whose search_path is not fixed: one behind the other."""
    return {write: (seconds(plain, old), seconds(migrated, old), seconds(migrated, new, NEW_VERSION),
                    seconds(unfixed, old))
            for write, (old, new) in WRITES.items()}


def measure(count):
    items = ITEMS.format(rows=ROWS)
    runs = []
    with database("writes_plain", items) as plain, database("writes_migrated", items) as migrated, \
            database("writes_unfixed", items) as unfixed, migrations({"01_price": PRICE}) as folder:
        for name in (migrated, unfixed):
            zdm(name, "start", folder / "01_price.json")
        query(unfixed, UNFIX)
        for number in range(1, count + 1):
            runs.append(one_run(plain, migrated, unfixed))
            say(f"writes: run {number}: " + "; ".join(
                f"{write} {times[0]:.2f} s, old client {times[1]:.2f} s, new client {times[2]:.2f} s"
                for write, times in runs[-1].items()))
    return runs


def run(options):
    runs = measure(options.runs)
    rows, bars = [], []
    for write in WRITES:
        without, old, new, unfixed = (Spread([times[write][i] for times in runs]) for i in range(4))
        rows.append([write, without.text(), old.text(), old.over(without).text(),
                     new.text(), new.over(without).text(), unfixed.over(without).text()])
        for client, taken in (("old", old), ("new", new)):
            bars.append(at_most(BOUNDS[write], f"{write}, {client} client, of the same without a migration",
                                taken.over(without)))
    return Report(
        "Writes through a table in migration",
        f"One statement that writes {ROWS:,} rows of the table above, from an old client (on the base schema)\n"
        "and from a new one (through the version schema), while the migration above is active. The last column\n"
        "is what an old client's would cost if the functions did not fix their `search_path`: up to PostgreSQL 16\n"
        "to set and reset it is a third of what a dual write costs, and from 17 on next to nothing.",
        [Table([f"{ROWS:,} rows", "without, s", "old client, s", "of without", "new client, s", "of without",
                "search_path not fixed, of without"], rows)],
        bars)
