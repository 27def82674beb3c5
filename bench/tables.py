"""What thousands of tables cost: to read them, and to make and drop their views."""

from dataclasses import dataclass

from measure import database, migrations, query, say, zdm
from results import Report, Spread, Table, at_most

# In pieces, since the lock table of a server at its defaults does not hold the locks of all of them.
TABLES = """
DO $$
BEGIN
  FOR i IN 1..{count} LOOP
    EXECUTE format('CREATE TABLE t%s (id bigint PRIMARY KEY, name text NOT NULL, amount integer, '
                   'made timestamptz NOT NULL DEFAULT now(), note varchar(100), parent bigint %s)',
                   i, CASE WHEN i % 3 = 0 THEN format('REFERENCES t%s', i - 1) END);
    EXECUTE format('CREATE INDEX ON t%s (name)', i);
    IF i % 100 = 0 THEN
      COMMIT;
    END IF;
  END LOOP;
END $$;
VACUUM ANALYZE;
"""


def column(number):
    return {"add_column": {"table": "t1", "column": {"name": f"c{number}", "type": "text"}, "up": "name"}}


# Refused as soon as the catalog has been read.
NO_SUCH_TABLE = {"drop_table": {"name": "there_is_none"}}
REFUSED = 3


@dataclass
class Life:
    """Of one migration, in a run of its own for each command."""

    read: float
    plan: float
    start: float
    complete: float
    peak: float


def live(name, small, file, refused):
    """What the refusal takes longer than beside one table alone is the reading of the catalog."""
    alone, among_many = (zdm(each, "plan", refused, codes=(REFUSED,)) for each in (small, name))
    plan, start, complete = (zdm(name, *command) for command in
                             (["plan", file], ["start", file], ["complete"]))
    peak = max(done.peak_mib for done in (plan, start, complete))
    return Life(among_many.seconds - alone.seconds, plan.seconds, start.seconds, complete.seconds, peak)


def lives_of(count, runs):
    files = {f"{number:02}_column": column(number) for number in range(1, runs + 1)}
    with migrations({**files, "99_refused": NO_SUCH_TABLE}) as folder, database(f"tables_{count}", TABLES.format(count=count)) as name, \
            database("tables_1", TABLES.format(count=1)) as small:
        lives = []
        for number, file in enumerate(files, 1):
            lives.append(live(name, small, folder / f"{file}.json", folder / "99_refused.json"))
            say(f"tables: {count:,} of them, run {number}: catalog {lives[-1].read:.2f} s, "
                f"plan {lives[-1].plan:.2f} s, start {lives[-1].start:.2f} s, "
                f"complete {lives[-1].complete:.2f} s, {lives[-1].peak:.0f} MiB")
        return lives


def spread(lives, what):
    return Spread([getattr(life, what) for life in lives])


def bars_of(count, lives):
    times = [at_most(bound, f"{count:,} tables: {title}", spread(lives, what), "s")
             for bound, title, what in ((0.6, "reading the catalog", "read"),
                                        (4, "start of a one-column migration", "start"),
                                        (4, "complete of it", "complete"))]
    return times if count <= 5000 else []


def run(options):
    # Only from the second migration on is there an old version schema that complete drops.
    measured = {count: lives_of(count, max(options.runs, 2)) for count in options.tables}
    largest = max(measured)
    rows = [[f"{count:,}", *(spread(lives, what).text() for what in ("read", "plan", "start", "complete")),
             spread(lives, "peak").text(0)] for count, lives in measured.items()]
    return Report(
        "Thousands of tables",
        "Each with six columns, a primary key, one more index, and every third with a foreign key, on a server\n"
        "at its default settings. Several migrations one after the other, each of which adds a column with an\n"
        "`up` to one table. The catalog's time is that of a `zdm plan` which is refused, since it names a table that\n"
        "is not there, less that of the same in a database with one table. The first `complete` has no old version schema to drop; those behind it have.",
        [Table(["tables", "catalog, s", "plan, s", "start, s", "complete, s", "memory of zdm, MiB"], rows)],
        [bar for count, lives in measured.items() for bar in bars_of(count, lives)]
        + [at_most(256, f"{largest:,} tables: memory of zdm", spread(measured[largest], "peak"), "MiB")])
