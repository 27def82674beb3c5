"""The plots. Matplotlib is loaded when they are drawn, after everything is measured: see measure.zdm."""

from pgbench import percentile

STEP = 0.5  # seconds


def pyplot():
    import matplotlib

    matplotlib.use("svg")
    # Same numbers, same bytes; text as text.
    matplotlib.rcParams.update({"svg.hashsalt": "zdm", "svg.fonttype": "none", "font.size": 9,
                                "axes.grid": True, "grid.alpha": 0.3})
    from matplotlib import pyplot as drawn

    return drawn


def save(figure, path):
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None, "Creator": "./dev bench"})
    # Matplotlib leaves blanks at the ends of lines.
    path.write_text("\n".join(line.rstrip() for line in path.read_text().splitlines()) + "\n")


def throughput(path, sizes, rates):
    """rates: technique → rows a second at each of the sizes."""
    figure, axes = pyplot().subplots(figsize=(7.5, 4.2))
    for name, values in rates.items():
        style = "-" if name.startswith("zdm") else "--"
        axes.plot(sizes, [value / 1000 for value in values], style, marker="o", label=name)
    axes.set_xscale("log")
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.minorticks_off()
    axes.set_ylim(bottom=0)
    axes.set_xlabel("rows in the table")
    axes.set_ylabel("thousand rows a second")
    axes.set_title("Filling a column of a table with three indexes")
    axes.legend()
    save(figure, path)


def latency(path, takes):
    """takes: which load → its Take."""
    figure, panels = pyplot().subplots(len(takes), 1, figsize=(7.5, 3.2 * len(takes)), squeeze=False)
    for axes, (title, taken) in zip(panels[:, 0], takes.items()):
        panel(axes, title, taken)
    panels[-1, 0].set_xlabel("seconds from the begin of zdm start")
    save(figure, path)


def panel(axes, title, taken):
    origin = taken.phase("before").end
    begins = steps(taken.phases[0].begin, taken.phases[-1].end)
    windows = [taken.log.between(begin, begin + STEP) for begin in begins]
    times = [begin - origin + STEP / 2 for begin in begins]
    for share, label in ((.5, "50 %"), (.95, "95 %"), (.99, "99 %")):
        axes.plot(times, [percentile(window, share) for window in windows], label=label)
    for place, phase in enumerate(taken.phases[1:]):
        mark(axes, phase, origin, place)
    axes.set_ylim(0, axes.get_ylim()[1] * 1.3)  # room for the names
    axes.set_ylabel("latency, ms")
    axes.set_title(f"Clients: {title}")
    axes.legend(loc="upper left")


def steps(begin, end):
    return [begin + STEP * i for i in range(int((end - begin) / STEP))]


def mark(axes, phase, origin, place):
    """A band from its begin to its end; the names one below the other, since some last an instant."""
    begin, end = phase.begin - origin, phase.end - origin
    axes.axvspan(begin, end, color="tab:grey", alpha=0.1 + 0.1 * (place % 2), linewidth=0)
    axes.axvline(begin, color="grey", linewidth=0.6, linestyle=":")
    axes.text(begin, 0.97 - 0.07 * place, f" {phase.name}", transform=axes.get_xaxis_transform(), va="top")
