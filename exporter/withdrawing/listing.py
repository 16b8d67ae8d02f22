"""What is withdrawn: for people, and for machines."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from exporter.config.schema import Config
from exporter.errors import ExporterError, StoreError
from exporter.preflight import refuse_lost
from exporter.printable import json_text, printable
from exporter.store import withdrawals
from exporter.store.database import is_current
from exporter.store.location import Location
from exporter.store.locations import at


class Withdrawn(Struct, frozen=True):
    """An article that is withdrawn."""

    id: str
    when: datetime
    url: str
    """Empty once it is erased, or came from a tree that did not tell."""
    reason: str


def store_of(config: Config) -> Location:
    """Where the configured store is.

    Raises:
        ExporterError: there is none, so there is nothing to withdraw; or it is lost.
    """
    place = at(config.store.url)
    if place.is_missing():
        refuse_lost(config)
        raise ExporterError(f"{place.where}: there is no store yet, so there is nothing to withdraw")
    return place


def gather(config: Config) -> list[Withdrawn]:
    """Everything that is withdrawn, the latest last; the store is only read.

    Raises:
        ExporterError: there is no store.
        Unavailable, StoreError: it cannot be read.
    """
    with store_of(config).opened_to_read() as db:
        if not is_current(db):
            raise StoreError(f"{db.where}: an earlier exporter was the last to use it; the next export adapts it")
        return [Withdrawn(one.id, one.when, one.url, one.reason) for one in withdrawals.every(db)]


def as_json(found: list[Withdrawn]) -> str:
    """An array of objects."""
    return json_text(found)


def as_text(found: Sequence[Withdrawn]) -> Iterator[str]:
    """A line each."""
    if not found:
        yield "nothing is withdrawn"
    for one in found:
        reason = f": {printable(one.reason, 500)}" if one.reason else ""
        yield f"{one.when:%Y-%m-%d %H:%M:%S} UTC  {one.id}  {printable(one.url, 500) or '(no longer stored)'}{reason}"


def out_of_reach(store: Location) -> str:
    """What erasing leaves alone, for whoever has promised that all of it is gone."""
    aside = store.aside()
    named = f" ({', '.join(aside)})" if aside else ""
    return (
        f"Not reached: the dumps themselves; backups; stores that were set aside{named}; log files; what others have"
        " fetched, readers, caches, search engines and hubs among them."
    )
