"""Articles with the record that each shows: one that a person names, or all of them."""

from collections.abc import Iterable, Iterator

from exporter.model import Record
from exporter.store.articles import known_by_number
from exporter.store.database import Database
from exporter.store.places import KNOWN, checked
from exporter.store.versions import Known, restored

Found = tuple[Known, Record]


def by_id(db: Database, identity: str) -> Found | None:
    """The article of this id (`urn:uuid:...`), if it is stored."""
    row = db.row("SELECT n FROM articles WHERE id = :id", {"id": identity})
    return _whole(db, row[0]) if row else None


def by_keys(db: Database, keys: Iterable[str]) -> Found | None:
    """The article that has any of these identity keys, or ever had: the first of them that is known decides."""
    for key in keys:
        if row := db.row("SELECT n FROM keys WHERE key = :key", {"key": key}):
            return _whole(db, row[0])
    return None


def _whole(db: Database, number: int) -> Found | None:
    known = known_by_number(db, (number,)).get(number)
    text = db.row("SELECT record, article FROM texts WHERE n = :n", {"n": number})
    return (known, restored(*text)) if known and text else None


def stored_records(db: Database, slice_size: int) -> Iterator[list[tuple[Known, Record]]]:
    """Every article with the record that it shows, in slices."""
    names = ", ".join(f"a.{name}" for name in KNOWN.split(", "))
    last = 0
    while rows := list(
        db.rows(
            f"SELECT {names}, a.checksum, t.record, t.article FROM articles a JOIN texts t ON t.n = a.n"  # noqa: S608
            " WHERE a.n > :last ORDER BY a.n LIMIT :size",
            {"last": last, "size": slice_size},
        )
    ):
        last = rows[-1][0]
        yield [(checked(db, row[:-2]), restored(*row[-2:])) for row in rows]


def url_of(db: Database, n: int) -> str:
    """The URL of an article, by its number."""
    row = db.row("SELECT url FROM articles WHERE n = :n", {"n": n})
    return str(row[0]) if row else ""
