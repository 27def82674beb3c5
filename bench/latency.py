"""What clients feel while `zdm start` fills a column of a table that they use."""

import re
import time
from dataclasses import dataclass

import plots
from measure import copy_of, database, migrations, query, say, zdm
from pgbench import CLIENTS, Load, make_accounts, percentile
from results import Plot, Report, Spread, Table, at_most

WARM_UP, BEFORE, AFTER, COMPUTING = 3, 10, 10, 5  # seconds
BUSY = "as fast as they can"
BALANCE = {"alter_column": {"table": "pgbench_accounts", "column": "abalance", "type": "bigint",
                            "up": "abalance::bigint * 100", "down": "(abalance / 100)::integer"}}


# What any session costs its neighbours that keeps one core of the machine busy: it takes no lock and writes nothing.
COMPUTE = f"""
DO $$
BEGIN
  WHILE clock_timestamp() < now() + interval '{COMPUTING} s' LOOP
  END LOOP;
END $$;
"""


@dataclass
class Phase:
    name: str
    begin: float  # Unix time, as pgbench's log has it
    end: float


@dataclass
class Take:
    """One run of pgbench with a start in its midst."""

    log: object
    phases: list  # before, those of start in their order, after

    def phase(self, name):
        return next(phase for phase in self.phases if phase.name == name)

    def latency(self, name, share):
        phase = self.phase(name)
        return percentile(self.log.between(phase.begin, phase.end), share)

    def per_second(self, name):
        phase = self.phase(name)
        return len(self.log.between(phase.begin, phase.end)) / (phase.end - phase.begin)


def phases_of(begin, lines):
    """start says what is done when it is done ("backfill: … (7.9 s)"); a phase goes on until its last step."""
    phases = []
    for when, line in lines:
        said = re.match(r"(expand|backfill|build|publish): .*\(\d[^()]*\)$", line)
        if not said:
            continue
        if phases and phases[-1].name == said[1]:
            phases[-1].end = when
        else:
            phases.append(Phase(said[1], phases[-1].end if phases else begin, when))
    return phases


def take(template, folder, per_second):
    with copy_of(template) as name, Load(name, per_second) as load:
        time.sleep(WARM_UP + BEFORE)
        begin = time.time()
        started = zdm(name, "start", folder / "01_balance.json")
        end = time.time()
        time.sleep(AFTER)
        computing = time.time()
        query(name, COMPUTE)
        computed = time.time()
        log = load.stop()
    phases = [Phase("before", begin - BEFORE, begin), *phases_of(begin, started.lines),
              Phase("after", end, end + AFTER), Phase("computing", computing, computed)]
    return Take(log, phases)


def takes_of(template, folder, runs, title, per_second):
    takes = []
    for number in range(1, runs + 1):
        taken = take(template, folder, per_second)
        takes.append(taken)
        say(f"latency: {title}, run {number}: 99 % within {taken.latency('before', .99):.1f} ms before, "
            f"{taken.latency('backfill', .99):.1f} ms during the backfill, "
            f"{taken.latency('after', .99):.1f} ms after, {taken.latency('computing', .99):.1f} ms beside a session "
            f"that computes; {taken.log.failed} failed")
    return takes


def row(title, name, takes):
    shares = [Spread([t.latency(name, share) for t in takes]).text(1) for share in (.5, .95, .99, 1)]
    phases = [t.phase(name) for t in takes]
    return [title, name, Spread([p.end - p.begin for p in phases]).text(1),
            Spread([t.per_second(name) for t in takes]).text(0), *shares]


def bars_of(title, takes):
    before, during = (Spread([t.latency(name, .99) for t in takes]) for name in ("before", "backfill"))
    return [at_most(2, f"{title}: 99th percentile during the backfill, of that before", during.over(before)),
            at_most(0, f"{title}: failed statements", Spread([t.log.failed for t in takes]), "statements")]


def loads_of(options):
    """Which load → its takes."""
    loads = {}
    with migrations({"01_balance": BALANCE}) as folder, database("latency") as template:
        make_accounts(template, options.scale)
        busy = takes_of(template, folder, options.runs, BUSY, None)
        loads[BUSY] = busy
        rate = max(int(Spread([t.per_second("before") for t in busy]).median / 4), 1)
        calm = f"{rate:,} a second"
        loads[calm] = takes_of(template, folder, options.runs, calm, rate)
    return loads


def run(options):
    loads = loads_of(options)
    head = ["clients", "phase", "lasts, s", "transactions/s", "50 %, ms", "95 %, ms", "99 %, ms", "longest, ms"]
    return Report(
        "Latency of clients",
        f"pgbench with {options.scale * 100_000:,} accounts and {CLIENTS} clients on the base schema, half of its\n"
        "transactions `tpcb-like` and half `select-only`: once as fast as they can, so that they and the backfill\n"
        "share the machine's cores, and once at a quarter of that rate. Meanwhile `zdm start`, at its default\n"
        "settings, makes a `bigint` of `abalance`, a column that every `tpcb-like` writes. \"Computing\" is without\n"
        "zdm: beside one more session that runs an empty loop in PL/pgSQL, and so takes no lock, reads nothing and\n"
        "writes nothing. What the clients feel then is the machine's scheduler, which has two cores for all of them.",
        [Table(head, [row(title, name, takes) for title, takes in loads.items()
                      for name in ("before", "backfill", "after", "computing")])],
        [bar for title, takes in loads.items() for bar in bars_of(title, takes)],
        [Plot("latency.svg", "Latency by half seconds while a migration starts",
              lambda path: plots.latency(path, {title: takes[0] for title, takes in loads.items()}))])
