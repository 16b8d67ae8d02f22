"""What sources on the net were when last fetched, so that they are asked for again only if they have changed."""

from msgspec import Struct

from exporter.store.database import Database


class Fetched(Struct, frozen=True):
    """The body that a source gave last."""

    url: str
    """A digest of the URL that gave it: the URL itself may hold what is secret."""
    etag: str
    modified: str
    """Its `Last-Modified`, as stated; may be empty, as may be the ETag, but not both."""
    size: int
    """Of the dump that it was, in bytes,"""
    mtime: int
    """and its time, in nanoseconds (Dump)."""


def fetched(db: Database, source: str) -> Fetched | None:
    """What this source gave last, if it was said how to ask for it again."""
    sql = "SELECT url, etag, modified, size, mtime FROM fetched WHERE source = :source"
    found = db.row(sql, {"source": source})
    return Fetched(*found) if found else None


def remember(db: Database, source: str, body: Fetched) -> None:
    """Remember what this source gave."""
    db.run(
        "INSERT INTO fetched (source, url, etag, modified, size, mtime)"
        " VALUES (:source, :url, :etag, :modified, :size, :mtime)"
        " ON CONFLICT (source) DO UPDATE SET url = excluded.url, etag = excluded.etag, modified = excluded.modified,"
        " size = excluded.size, mtime = excluded.mtime",
        {
            "source": source,
            "url": body.url,
            "etag": body.etag,
            "modified": body.modified,
            "size": body.size,
            "mtime": body.mtime,
        },
    )


def forget(db: Database, source: str) -> None:
    """Forget it: the next body of this source is fetched whatever it is."""
    db.run("DELETE FROM fetched WHERE source = :source", {"source": source})
