"""Articles that came from the published tree, because the store was lost: until their dumps are met again.

The tree has no records, so whatever their dumps say seems to be new words. Which of them are what was published, is
told by that.
"""

import hashlib
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from exporter.model import Article
from exporter.store.database import Database, meta
from exporter.store.versions import Version

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Article).decode


class Restored(Struct, frozen=True):
    """One that no settled run has met."""

    n: int
    shown: str
    """Digest of what was published of it (`shown_digest`); empty of a duplicate."""
    met: int
    """0 until a dump gives it; else 1 and the likeness of the version that is shown."""


def shown_digest(content: bytes) -> str:
    """Of an article as JSON, all that is published of it but what it is called, its times, and its duplicates."""
    return hashlib.sha256(_encode(replace(_decode(content), id="", keys=(), same_as=()))).hexdigest()[:32]


def likeness(version: Version, shown: str, significant: str, updated: int, *, is_fresh: bool) -> int:
    """How alike a version is to what was published with these digests: 3 the same, 2 the same to subscribers.

    4: it states a time after all that was published, so it is an edit that came since, whatever else still says what
    was published. 1: its dump was written since (`is_fresh`), so it is one if nothing says what was published: dumps
    that were copied are as new. 0: it is an earlier one.
    """
    if version.significant != significant:
        return 4 if version.stated > updated else int(is_fresh)
    return 3 if shown_digest(version.content) == shown else 2


def of(db: Database, numbers: Iterable[int]) -> dict[int, Restored]:
    """Which of these articles are, by number."""
    found = db.rows_in("SELECT n, shown, met FROM restored WHERE n IN (?)", sorted(numbers))
    return {row[0]: Restored(*row) for row in found}


def since(db: Database) -> int:
    """When the run began that published the tree, in nanoseconds since 1970: dumps that are older, it has read."""
    return int(meta(db, "restored") or 0) * 1_000_000_000


def add(db: Database, some: Iterable[Restored]) -> None:
    """These come from the tree."""
    db.many("INSERT INTO restored (n, shown, met) VALUES (?, ?, ?)", [(one.n, one.shown, one.met) for one in some])


def meet(db: Database, met: Mapping[int, int]) -> None:
    """Dumps have given these, by number, and so alike is what is shown of them now."""
    db.many("UPDATE restored SET met = ? WHERE n = ?", [(1 + likeness, n) for n, likeness in met.items()])


def unmeet(db: Database) -> None:
    """What was read since the last run settled is taken back: nobody has met them."""
    db.run("UPDATE restored SET met = 0")


def settle(db: Database) -> None:
    """All dumps are read: those that were met are as any other from now on."""
    db.run("DELETE FROM restored WHERE met > 0")
