"""Whether a store holds what was put there: pages, rows, and what rows of different tables say of each other.

Rows that are read to be shown, or to decide, are verified there (checksums.py). This looks at all of them.
"""

from collections.abc import Iterator
from typing import get_args

from exporter.errors import Damaged
from exporter.model import Kind
from exporter.store import checksums, places, runs
from exporter.store.counts import DAY
from exporter.store.database import Database, meta, set_meta
from exporter.store.places import KNOWN
from exporter.store.versions import Known, sealed

_DAY = f"(published - (published % {DAY} + {DAY}) % {DAY}) / {DAY}"
"""As `counts.day_of`: SQL rounds towards 0."""
_ROWS: tuple[tuple[str, str], ...] = (
    ("meta", "name, value"),
    ("documents", "path, kind, key, sha256, size, count, updated, rendering, edition, expires"),
    ("tombstones", "id, sequence, published, at, source, reason"),
    ("feeds", "n, kind, name, title, COALESCE(slug, ''), COALESCE(id, '')"),
)
"""Tables whose rows have one checksum, and the columns that it is of."""
_BY_DAY = f"SELECT {_DAY}, COUNT(*) FROM articles WHERE original IS NULL AND withdrawn IS NULL GROUP BY {_DAY}"  # noqa: S608 - our own words, as below
_BY_FEED = f"SELECT feed, {_DAY}, COUNT(*) FROM memberships GROUP BY feed, {_DAY}"  # noqa: S608
_UNREAD = "SELECT n FROM restored WHERE shown = ''"
_COUNTED = "SELECT day, articles FROM counts WHERE feed = 0 AND articles <> 0"
_COUNTED_BY_FEED = "SELECT feed, day, articles FROM counts WHERE feed > 0 AND articles <> 0"
_UNJUDGED = (
    "original IS NOT NULL AND withdrawn IS NULL AND n NOT IN (SELECT n FROM dirty)"
    " AND (judged <> text_digest OR (judged IS NULL) <> (text_digest IS NULL))"
)
_NONE: dict[str, str] = {
    "articles without a text": f"SELECT n FROM articles EXCEPT SELECT n FROM texts EXCEPT {_UNREAD}",  # noqa: S608
    "texts of no article": "SELECT n FROM texts EXCEPT SELECT n FROM articles",
    "articles without an identity key": "SELECT n FROM articles EXCEPT SELECT n FROM keys",
    "identity keys of no article": "SELECT n FROM keys EXCEPT SELECT n FROM articles",
    "members of a feed that are no articles": "SELECT n FROM memberships EXCEPT SELECT n FROM articles",
    "members of no feed": "SELECT feed FROM memberships EXCEPT SELECT n FROM feeds",
    "duplicates of no article": (
        "SELECT original FROM articles WHERE original IS NOT NULL EXCEPT SELECT n FROM articles"
    ),
    "duplicates that nobody judged": f"SELECT n FROM articles WHERE {_UNJUDGED}",  # noqa: S608
    "keys of nothing that is withdrawn": "SELECT id FROM gone_keys EXCEPT SELECT id FROM tombstones",
    "days that are counted wrongly": f"{_COUNTED} EXCEPT {_BY_DAY}",
    "days that are not counted": f"{_BY_DAY} EXCEPT {_COUNTED}",
    "days of feeds that are counted wrongly": f"{_COUNTED_BY_FEED} EXCEPT {_BY_FEED}",
    "days of feeds that are not counted": f"{_BY_FEED} EXCEPT {_COUNTED_BY_FEED}",
    "members whose time is not that of their article": (
        "SELECT m.n FROM memberships m JOIN articles a ON a.n = m.n WHERE a.published <> m.published"
    ),
}
"""What there is to be none of, and how it is looked for."""


SMALL = 16 * 1024 * 1024
"""Bytes that are looked at in a tenth of a second: some 2,000 articles."""
EVERY = 24 * 60 * 60
"""Seconds. A store of a million articles is looked at in about a minute."""


def faults(db: Database) -> Iterator[str]:
    """What is wrong with a store of this version, a sentence each; nothing is changed. A walk through all of it.

    Raises:
        Damaged: so much that it cannot be read.
    """
    with db.moment():
        yield from _faults(db)


def _faults(db: Database) -> Iterator[str]:
    if db.unlike():
        yield "its tables are not those of this version"
        return
    yield from db.faults()
    yield from _rows(db)
    for what, sql in _NONE.items():
        if found := db.number(f"SELECT COUNT(*) FROM ({sql}) AS found"):  # noqa: S608 - our own
            yield f"{found} {what}"
    if missing := places.missing(db):
        yield f"{missing} places of the archive are nobody's"
    kinds = set(get_args(Kind))
    for (kind,) in db.rows("SELECT kind FROM marks UNION SELECT kind FROM documents UNION SELECT kind FROM retired"):
        if kind not in kinds:
            yield f"a document of the kind {kind!r}"


def look(db: Database, now: int) -> None:
    """What a run does before it believes the store: look at its tables, and at all of it if that is small, if the last
    run was cut off, or if nobody has for a day.

    Raises:
        Damaged: something is wrong. Nothing was changed.
    """
    size = db.size()
    is_known = not db.unlike() and size > SMALL and not runs.is_cut_off(db)
    if is_known and now - int(meta(db, "looked") or 0) < EVERY:
        return
    if fault := next(faults(db), None):
        raise Damaged(f"{db.where}: the store is damaged: {fault}: {checksums.ADVICE}")
    if size > SMALL:
        with db.transaction():
            set_meta(db, "looked", str(now))


def _rows(db: Database) -> Iterator[str]:
    for row in db.walk(f"SELECT {KNOWN}, checksum FROM articles"):  # noqa: S608 - our own column names, as below
        if row[-1] is not None and row[-1] != sealed(Known(*row[:-1])):
            yield f"row {row[0]!r} of articles"
    for n, checksum, article, record in db.walk("SELECT n, checksum, article, record FROM texts"):
        if checksum is not None and checksum != checksums.of_text(_bytes(article), _bytes(record)):
            yield f"row {n!r} of texts"
    for table, columns in _ROWS:
        for checksum, *values in db.walk(f"SELECT checksum, {columns} FROM {table}"):  # noqa: S608
            if checksum is not None and checksum != checksums.of_values(*values):
                yield f"row {values[0]!r} of {table}"


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""
