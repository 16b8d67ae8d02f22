"""The targets, and the figure of each from what was measured.

A figure is taken of each round, from processes that ran one after the other; what is shown is the median of the rounds.
Rows that compare two sizes compare medians.
"""

import statistics
from collections.abc import Callable
from typing import NamedTuple

USUAL = 100_000
"""The size of corpus that targets speak of, unless they say another."""
SMALL, LARGE = 10_000, 1_000_000


class Row(NamedTuple):
    """One target."""

    name: str
    says: str
    unit: str
    must: float
    aim: float
    jobs: tuple[str, ...]
    figures: Callable[..., list[float]]
    """Of the costs of each job, one argument a job."""
    size: int = USUAL
    """Of the sizes that were measured the nearest to this one is shown."""
    sizes: tuple[int, int] | None = None
    """Two sizes that are compared: then `figures` is a figure of one, and the row is the second's by the first's."""
    more: bool = False
    """More is better."""

    def met(self, figure):
        """Whether a figure is as good as it must be, and as it should."""
        return tuple(figure >= wanted if self.more else figure <= wanted for wanted in (self.must, self.aim))


def _each(formula):
    """A figure of each round."""
    return lambda *costs: [formula(*each) for each in zip(*costs, strict=False)]


def _wall_ratio(one, other):
    return one.wall / other.wall


def _beyond(one, other):
    return one.wall - other.wall


def _wall(one):
    return one.wall


ROWS = (
    Row("bulk-cpu", "bulk, without a file an article: CPU against the floor's", "x", 4, 2, ("bulk", "floor"),
        _each(lambda bulk, floor: bulk.cpu / floor.cpu)),
    Row("than-hugo", "bulk wall time: faster than Hugo with RSS of everything, NDJSON, sitemap", "x", 4, 9,
        ("hugo", "bulk"), _each(_wall_ratio), more=True),
    Row("than-hugo-50", "... than Hugo with RSS of the newest 50, NDJSON, sitemap", "x", 1.8, 4, ("hugo-50", "bulk"),
        _each(_wall_ratio), more=True),
    Row("scattered-beyond", "100 new articles over 70 months, beyond the unchanged run", "s", 1.5, 0.6,
        ("scattered", "unchanged"), _each(_beyond)),
    Row("memory", "peak memory of the bulk run, all processes (PSS)", "MiB", 300, 200, ("bulk",),
        _each(lambda bulk: bulk.pss), size=LARGE),
    Row("memory-size", "... at 1M against 100k", "x", 1.2, 1.2, ("bulk",), _each(lambda bulk: bulk.pss),
        sizes=(USUAL, LARGE)),
    Row("time-size", "bulk wall time an article: at 1M against 100k", "x", 1.15, 1.0, ("bulk",), _each(_wall),
        sizes=(USUAL, LARGE)),
    Row("workers", "two workers against one, bulk wall time: faster", "x", 1.6, 1.8, ("workers-1", "workers-2"),
        _each(_wall_ratio), more=True),
    Row("unchanged-scan", "unchanged run: against scandir + stat of the same tree plus bare start-up", "x", 2, 1.3,
        ("unchanged", "scan"), _each(_wall_ratio)),
    Row("one-beyond", "one new article, beyond the unchanged run", "s", 0.25, 0.08, ("one", "unchanged"),
        _each(_beyond)),
    Row("one-size", "... at 1M against 10k", "x", 1.3, 1.1, ("one", "unchanged"), _each(_beyond),
        sizes=(SMALL, LARGE)),
    Row("help-time", "`exporter --help`", "s", 0.15, 0.10, ("help",), _each(_wall)),
    Row("status-time", "`exporter status`", "s", 0.15, 0.10, ("status",), _each(_wall)),
    Row("files-added", "a file an article: added wall time against writing and flushing such files bare", "x", 1.5, 1.2,
        ("files", "bulk", "files-bare", "files-read"),
        _each(lambda ours, without, bare, read: (ours.wall - without.wall) / (bare.wall - read.wall))),
)  # fmt: skip
PER_ARTICLE = {"time-size"}
"""Rows whose figures are divided by the number of articles before sizes are compared."""


class Found(NamedTuple):
    """A row as it was measured."""

    row: Row
    sizes: tuple[int, ...]
    least: float
    median: float
    most: float
    rounds: int


def found(row, measured):
    """The row from `measured`, {size: {job: costs}}; None where a job that it needs was not run."""
    held = {size: jobs for size, jobs in measured.items() if all(jobs.get(job) for job in row.jobs)}
    if row.sizes:
        return _compared(row, held) if set(row.sizes) <= held.keys() else None
    if not held:
        return None
    size = min(held, key=lambda size: abs(size - row.size))
    figures = row.figures(*(held[size][job] for job in row.jobs))
    return Found(row, (size,), min(figures), statistics.median(figures), max(figures), len(figures))


def _compared(row, held):
    small, large = ([*row.figures(*(held[size][job] for job in row.jobs))] for size in row.sizes)
    by = statistics.median(small) * (row.sizes[1] / row.sizes[0] if row.name in PER_ARTICLE else 1)
    figures = [figure / by for figure in large]
    return Found(row, row.sizes, min(figures), statistics.median(figures), max(figures), len(figures))
