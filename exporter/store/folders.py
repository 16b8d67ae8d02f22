"""Folders of sources as they were when all that they gave was last known, so that nobody looks at each dump again."""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from exporter.store.database import Database, Row


class Block(Struct, frozen=True, array_like=True):
    """Dumps of a folder of which nothing is to be tried again as long as they look as they did."""

    digest: str
    """Of how they look."""
    dumps: int
    records: int
    """How many became articles."""
    rejected: int


class Folder(Struct, frozen=True):
    """A folder as it was when last listed."""

    prefix: str
    """What the names of dumps in it begin with: empty for the source itself, or ending in `/`."""
    mtime: int
    """In nanoseconds, if it may be passed by as long as it has this time; else 0."""
    folders: tuple[str, ...]
    """Names of the folders in it."""
    blocks: tuple[Block, ...]


PAGE = 1000
_PAGE = (
    "SELECT prefix, mtime, folders, blocks FROM folders"
    " WHERE source = ? AND rules = ? AND prefix >= ? ORDER BY prefix LIMIT ?"
)
_folders = msgspec.json.Decoder(tuple[str, ...])
_blocks = msgspec.json.Decoder(tuple[Block, ...])


class Known:
    """Folders of a source, asked for by prefix, each after those before it: read in pages beside a walk, because to
    look up each by itself costs as much as to list it."""

    def __init__(self, db: Database, source: str, rules: str) -> None:
        """`rules`: what is known under others is of no use."""
        self._db, self._source, self._rules = db, source, rules
        self._rows: list[Row] = []
        self._next = 0

    def folder(self, prefix: str) -> Folder | None:
        """What is known of a folder."""
        if not self._rows or self._rows[-1][0] < prefix:
            self._rows = list(self._db.rows(_PAGE, (self._source, self._rules, prefix, PAGE)))
            self._next = 0
        while self._next < len(self._rows) and self._rows[self._next][0] < prefix:
            self._next += 1
        if self._next == len(self._rows) or self._rows[self._next][0] != prefix:
            return None
        _, mtime, inner, blocks = self._rows[self._next]
        return Folder(prefix, mtime, _folders.decode(inner), _blocks.decode(blocks))


def remember(db: Database, source: str, rules: str, folders: Iterable[Folder]) -> None:
    """Remember how these folders are."""
    encode = msgspec.json.encode
    db.many(
        "INSERT INTO folders (source, prefix, rules, mtime, folders, blocks) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (source, prefix) DO UPDATE SET rules = excluded.rules, mtime = excluded.mtime,"
        " folders = excluded.folders, blocks = excluded.blocks",
        [
            (source, one.prefix, rules, one.mtime, encode(one.folders).decode(), encode(one.blocks).decode())
            for one in folders
        ],
    )
