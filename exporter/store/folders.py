"""Folders of sources as they were when all that they gave was last known, so that nobody looks at each dump again."""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from exporter.store.database import Database


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


_folders = msgspec.json.Decoder(tuple[str, ...])
_blocks = msgspec.json.Decoder(tuple[Block, ...])


def known(db: Database, source: str, prefix: str, rules: str) -> Folder | None:
    """What is known of a folder under these rules."""
    row = db.row(
        "SELECT mtime, folders, blocks FROM folders WHERE source = ? AND prefix = ? AND rules = ?",
        (source, prefix, rules),
    )
    return Folder(prefix, row[0], _folders.decode(row[1]), _blocks.decode(row[2])) if row else None


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
