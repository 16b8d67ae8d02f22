"""Documents: which are marked to be written, which parts of each are published, which files are to be removed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, astuple

from exporter.model import Document
from exporter.store.checksums import of_values, verified
from exporter.store.database import Database, meta, set_meta
from exporter.store.stored import time_of


class Published(Struct, frozen=True):
    """One file of the published tree."""

    path: str
    kind: str
    key: str
    sha256: str
    """Of the bytes as published."""
    size: int
    count: int
    updated: int
    rendering: str
    edition: int
    expires: int | None = None

    def is_news(self, before: "Published | None") -> bool:
        """Whether it has other bytes than were recorded before. What is in the tree does not count: a run that was cut
        off may have put it there."""
        return before is None or before.sha256 != self.sha256

    @property
    def lastmod(self) -> datetime:
        """The newest `updated` in it."""
        return time_of(self.updated)


class Retired(Struct, frozen=True):
    """A file that no document names any more."""

    path: str
    kind: str
    edition: int
    at: int


SLICE = 5000
"""Documents that are marked with one statement."""

_COLUMNS = "path, kind, key, sha256, size, count, updated, rendering, edition, expires"


def mark(db: Database, documents: Iterable[Document]) -> None:
    """These are to be written."""
    remaining = iter(documents)
    # Articles that come together share most of their documents: each of these is marked once, not once an article.
    while some := dict.fromkeys(islice(remaining, SLICE)):
        db.many("INSERT INTO marks (kind, key) VALUES (?, ?) ON CONFLICT DO NOTHING", map(astuple, some))


def mark_published(db: Database, kind: str) -> None:
    """Every document of this kind that has a part in the tree is to be written."""
    db.run(
        "INSERT INTO marks (kind, key) SELECT DISTINCT kind, key FROM documents WHERE kind = :kind"
        " ON CONFLICT DO NOTHING",
        {"kind": kind},
    )


def mark_expired(db: Database, now: int) -> int:
    """Every document that the clock changes by now is to be written; returns how many were not already."""
    return db.run(
        # Not DISTINCT, which would walk the whole index by kind and key instead of the few that expire.
        "INSERT INTO marks (kind, key) SELECT kind, key FROM documents WHERE expires <= :now ON CONFLICT DO NOTHING",
        {"now": now},
    )


def marked(db: Database, kinds: Sequence[str]) -> Iterator[Document]:
    """The marked documents of these kinds, in order: those that have numbers for keys by number, articles as they lie
    in folders, by the day of publication, so that a folder is flushed once and not once an article."""
    for kind in kinds:
        sql = "SELECT key FROM marks WHERE kind = :kind ORDER BY key"
        if kind in {"archive", "feed", "page"}:
            sql = "SELECT key FROM marks WHERE kind = :kind ORDER BY LENGTH(key), key"
        elif kind == "article":
            sql = (
                "SELECT m.key FROM marks m LEFT JOIN articles a ON a.id = m.key WHERE m.kind = :kind"
                " ORDER BY a.published, m.key"
            )
        yield from [Document(kind, key) for (key,) in db.rows(sql, {"kind": kind})]  # type: ignore[arg-type]


def unmark(db: Database) -> None:
    """None is to be written."""
    db.run("DELETE FROM marks")


def marks(db: Database) -> int:
    """How many documents are to be written."""
    return db.number("SELECT COUNT(*) FROM marks")


def outstanding(db: Database) -> tuple[int, int]:
    """How many documents are to be written, and about how many bytes they are: as many as those of their kind that are
    published have on average. Looks at every document: for a run that has failed."""
    sql = (
        "SELECT COUNT(*), SUM(COALESCE(size, 0)) FROM marks m LEFT JOIN"
        " (SELECT kind, SUM(size) / COUNT(DISTINCT key) AS size FROM documents GROUP BY kind) d ON d.kind = m.kind"
    )
    number, size = db.row(sql) or (0, 0)
    return int(number), int(size or 0)


def parts(db: Database, document: Document) -> list[Published]:
    """The parts of a document that are in the tree, by path."""
    sql = f"SELECT {_COLUMNS}, checksum FROM documents WHERE kind = :kind AND key = :key ORDER BY path"  # noqa: S608
    return [_published(db, row) for row in db.rows(sql, {"kind": document.kind, "key": document.key})]


def _published(db: Database, row: Sequence[Any]) -> Published:
    """A row of these columns and its checksum. Raises Damaged if it is not what was written."""
    verified(db.where, "documents", row[0], row[-1], tuple(row[:-1]))
    return Published(*row[:-1])


def at_paths(db: Database, paths: Iterable[str]) -> dict[str, Published | None]:
    """What is published at these paths."""
    wanted = list(paths)
    found = db.rows_in(f"SELECT {_COLUMNS}, checksum FROM documents WHERE path IN (?)", wanted)  # noqa: S608
    return dict.fromkeys(wanted) | {row[0]: _published(db, row) for row in found}


def any_of(db: Database, kind: str) -> bool:
    """Whether a document of this kind is in the tree."""
    return db.row("SELECT 1 FROM documents WHERE kind = :kind LIMIT 1", {"kind": kind}) is not None


def of_kinds(db: Database, kinds: Sequence[str]) -> Iterator[Published]:
    """Every part of these kinds that is in the tree, by path."""
    sql = f"SELECT {_COLUMNS}, checksum FROM documents WHERE kind IN ({','.join('?' * len(kinds))}) ORDER BY path"  # noqa: S608
    return (_published(db, row) for row in db.rows(sql, list(kinds)))


def count(db: Database) -> list[tuple[str, int, int]]:
    """(kind, files, bytes) of the tree."""
    return list(db.rows("SELECT kind, COUNT(*), SUM(size) FROM documents GROUP BY kind ORDER BY kind"))


def settle(db: Database, settled: Mapping[Document, Sequence[Published]], edition: int, now: int) -> None:
    """Documents are in place and flushed, as these parts: those they no longer have are retired, and the marks go."""
    kept = {part.path for parts in settled.values() for part in parts}
    keys: dict[str, list[str]] = {}
    for document in settled:
        keys.setdefault(document.kind, []).append(document.key)
    for kind, of_kind in keys.items():
        sql = "SELECT path FROM documents WHERE kind = ? AND key IN (?)"
        gone = sorted(path for (path,) in db.rows_in(sql, of_kind, kind) if path not in kept)
        retire(db, [Retired(path, kind, edition, now) for path in gone])
    add(db, [part for parts in settled.values() for part in parts])
    db.many("DELETE FROM marks WHERE kind = ? AND key = ?", map(astuple, settled))


def add(db: Database, published: Sequence[Published]) -> None:
    """These files are in place and flushed; whatever is known of their paths so far is replaced."""
    db.many(
        f"INSERT INTO documents ({_COLUMNS}, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
        " ON CONFLICT (path) DO UPDATE SET kind = excluded.kind, key = excluded.key,"
        " sha256 = excluded.sha256, size = excluded.size, count = excluded.count, updated = excluded.updated,"
        " rendering = excluded.rendering, edition = excluded.edition, expires = excluded.expires,"
        " checksum = excluded.checksum",
        ((*row, of_values(*row)) for row in map(astuple, published)),
    )
    removed(db, (part.path for part in published))


def retire(db: Database, files: Iterable[Retired]) -> None:
    """No document names these files any more."""
    for file in files:
        db.run("DELETE FROM documents WHERE path = :path", {"path": file.path})
        db.run(
            "INSERT INTO retired (path, kind, edition, at) VALUES (:path, :kind, :edition, :at)"
            " ON CONFLICT (path) DO NOTHING",
            asdict(file),
        )


def retired(db: Database) -> list[Retired]:
    """The files that are to be removed, by path."""
    return [Retired(*row) for row in db.rows("SELECT path, kind, edition, at FROM retired ORDER BY path")]


def removed(db: Database, paths: Iterable[str]) -> None:
    """These files are gone from the tree."""
    db.many("DELETE FROM retired WHERE path = ?", [(path,) for path in paths])


def unknown(db: Database, paths: Iterable[str]) -> Iterator[str]:
    """Those of these files that the tree is not meant to hold, and did not hold lately. A name that does not print,
    such as one that is no UTF-8, is none that the store could be asked about, and none of ours."""
    remaining = iter(paths)
    while some := list(islice(remaining, SLICE)):
        asked = [path for path in some if path.isprintable()]
        known = {
            path
            for table in ("documents", "retired")
            for (path,) in db.rows_in(f"SELECT path FROM {table} WHERE path IN (?)", asked)  # noqa: S608
        }
        yield from (path for path in some if path not in known)


def look_for_strangers(db: Database, *, root: bool) -> None:
    """The tree may hold what this store does not know of; at its `root` too, if an earlier store or time left it."""
    if root or not meta(db, "strangers"):
        set_meta(db, "strangers", "root" if root else "folders")
