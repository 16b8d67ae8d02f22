"""A run that fails notes why, in the store, where that can still be written: `status` and `healthcheck` show it.

Over a connection of its own: what failed may have been the one that the run had.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from exporter.config.schema import Config
from exporter.errors import ConfigError, ExporterError, Locked, Refused, StoreError
from exporter.printable import printable
from exporter.store import runs
from exporter.store.locations import at

LIMIT = 400
"""Characters of a reason that are kept."""
_UNNOTED = (Locked, Refused, StoreError, ConfigError)
"""A run at work tells of itself, a brake too (`runs.stop`); and nothing is written into a store that may not be the
right one."""


@contextmanager
def noted(config: Config, now: datetime, *, dry_run: bool) -> Iterator[None]:
    """What the run in the context raises is noted, and goes on. `now`: when it began."""
    try:
        yield
    except _UNNOTED:
        raise
    except ExporterError as error:
        if not dry_run:
            with suppress(ExporterError):  # it may be the store that cannot be reached; what is raised says so
                _note(config, now, str(error).partition("\n")[0])
        raise


def _note(config: Config, now: datetime, why: str) -> None:
    place = at(config.store.url)
    if place.is_missing():
        return
    with place.held("runs", f"note of a failure since {now:%Y-%m-%d %H:%M:%S} UTC"), place.opened() as db:
        runs.fail(db, int(now.timestamp()), printable(why, LIMIT))
