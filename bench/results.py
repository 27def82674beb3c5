"""What a bench hands back: spreads, tables, and the bars that its numbers are held against."""

import statistics
from dataclasses import dataclass, field


@dataclass
class Spread:
    """One number of each run."""

    values: list

    @property
    def median(self):
        return statistics.median(self.values)

    def over(self, other):
        """The ratio within each run: what slows the machine slows both."""
        return Spread([a / b for a, b in zip(self.values, other.values)])

    def minus(self, other):
        return Spread([a - b for a, b in zip(self.values, other.values)])

    def text(self, digits=2):
        median = f"{self.median:.{digits}f}"
        if len(self.values) == 1:
            return median
        return f"{median} ({min(self.values):.{digits}f}–{max(self.values):.{digits}f})"


@dataclass
class Bar:
    what: str
    bound: str
    reached: Spread
    unit: str
    met: bool

    def row(self):
        digits = 0 if self.unit in ("MiB", "statements") else 2
        reached = f"{self.reached.text(digits)} {self.unit}".strip()
        return [self.what, self.bound, reached, "met" if self.met else "**missed**"]


def at_most(bound, what, reached, unit=""):
    return Bar(what, f"≤ {bound} {unit}".strip(), reached, unit, reached.median <= bound)


def at_least(bound, what, reached, unit=""):
    return Bar(what, f"≥ {bound} {unit}".strip(), reached, unit, reached.median >= bound)


@dataclass
class Table:
    head: list
    rows: list

    def markdown(self):
        cells = [self.head, *([str(cell) for cell in row] for row in self.rows)]
        widths = [max(len(row[i]) for row in cells) for i in range(len(self.head))]
        lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(row, widths)) + " |" for row in cells]
        lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
        return "\n".join(lines)


def table_of(bars):
    return Table(["bar", "asked", "reached", ""], [bar.row() for bar in bars])


@dataclass
class Plot:
    file: str
    caption: str
    draw: object  # draw(path) writes the SVG


@dataclass
class Report:
    title: str
    text: str
    tables: list
    bars: list
    plots: list = field(default_factory=list)

    def markdown(self):
        parts = [f"## {self.title}", self.text]
        parts += [table.markdown() for table in self.tables]
        parts += [f"![{plot.caption}]({plot.file})" for plot in self.plots]
        return "\n\n".join(parts)
