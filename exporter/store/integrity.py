"""Whether a store holds what was put there."""

from collections.abc import Iterator

from exporter.store.database import Database


def faults(db: Database) -> Iterator[str]:
    """What is wrong with it, one sentence each; nothing is changed."""
    for (said,) in db.rows("PRAGMA integrity_check"):
        if said != "ok":
            yield f"SQLite: {said}"
