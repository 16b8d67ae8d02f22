"""What came of a run, in a form that leaves its process, for those who watch over runs."""

import time
from datetime import datetime

from msgspec import Struct

from exporter.config.schema import Config
from exporter.errors import ExporterError
from exporter.report import Report
from exporter.store import counts, documents, outbox, runs
from exporter.store.database import is_current
from exporter.store.locations import at


class Stored(Struct, frozen=True):
    """What the store says of past runs, and holds."""

    successes: dict[str, int | None]
    """By source, when the last run ended that read all of it, in Unix time; None if none has. Without any source: by an
    empty name, when the last run ended."""
    last_finished: int | None
    """When the last run ended that came to its end."""
    articles: int
    waiting: int
    """Documents that a run which was cut off has left to be written."""
    edition: int
    next_notice: int | None = None
    """When hubs and others are to be told next of what they could not be told yet, in Unix time; None if nobody is."""
    failure: str = ""
    """Why the latest run failed, in one line; empty if it did not, or could not say."""

    @property
    def behind(self) -> str:
        """The source whose last success is longest ago."""
        return min(self.successes, key=lambda name: self.successes[name] or 0)

    @property
    def last_success(self) -> int | None:
        """When that was; None if it never was."""
        return self.successes[self.behind]


class Outcome(Struct, frozen=True):
    """What came of one run."""

    started: float
    """Unix time."""
    seconds: float
    status: int
    """As an exit status: 0 done, 3 with new rejects, all else is a failure."""
    message: str
    """In one line or more: what it did, or what was wrong."""
    numbers: dict[str, int] = {}
    """Counts of its report; empty if it failed."""
    stored: Stored | None = None
    """After the run; None if the store cannot be read."""
    is_locked: bool = False
    """Another run was at work, so nothing was done. That is no news: the other tells of itself."""

    @property
    def is_success(self) -> bool:
        """Whether the run did all that it was to do. Rejects are no failure: they would come back at every run."""
        return self.status in (0, 3)


def succeeded(now: datetime, report: Report, stored: Stored | None) -> Outcome:
    """A run that began at `now` came to its end."""
    return _ended(now, report.exit_status, report.summary(), stored, report.numbers())


def told(now: datetime, stored: Stored | None) -> Outcome:
    """Between runs, from `now` on, hubs and others were told what they could be told."""
    return _ended(now, 0, "told what the last run could not tell", stored)


def failed(now: datetime, status: int, message: str, stored: Stored | None) -> Outcome:
    """A run that began at `now` did not come to its end."""
    return _ended(now, status, message, stored)


def _ended(
    now: datetime, status: int, message: str, stored: Stored | None, numbers: dict[str, int] | None = None
) -> Outcome:
    began = now.timestamp()
    return Outcome(began, max(0.0, time.time() - began), status, message, numbers or {}, stored)


def stored_in(config: Config) -> Stored | None:
    """What the configured store says; None if there is none or it cannot be read."""
    try:
        return read_stored(config)
    except ExporterError:
        return None  # whoever uses the store says what is wrong with it


def read_stored(config: Config) -> Stored | None:
    """What the configured store says; None if there is none yet.

    Raises:
        Unavailable, StoreError: it cannot be read.
    """
    place = at(config.store.url)
    if place.is_missing():
        return None
    with place.opened_to_read() as db:
        last_finished, failed = runs.last_finished(db), runs.failed(db)
        return Stored(
            successes=runs.successes(db, [source.name for source in config.source]) or {"": last_finished},
            last_finished=last_finished,
            articles=counts.total(db),
            waiting=documents.marks(db),
            edition=runs.edition(db),
            next_notice=outbox.next_due(db) if is_current(db) else None,
            failure=failed.why if failed else "",
        )
