"""Erasing: of a withdrawn article nothing is left in the store but its tombstone and the digests of its keys."""

import logging
from collections.abc import Collection

from exporter.printable import printable
from exporter.store import documents
from exporter.store.articles import known_by_number
from exporter.store.database import Database, meta, set_meta
from exporter.store.stored import normalised
from exporter.store.versions import restored
from exporter.store.withdrawals import GONE

log = logging.getLogger(__name__)

_REMNANTS = "remnants"


def erase(db: Database, numbers: Collection[int]) -> None:
    """Forget these withdrawn articles, their duplicates, and what was noted of their dumps that names them. Within a
    transaction; `scrub` follows it."""
    duplicates = [n for (n,) in db.rows_in("SELECT n FROM articles WHERE original IN (?)", sorted(numbers))]
    every = sorted({*numbers, *duplicates})
    _forget_words(db, _words(db, every))
    for table in (
        "texts",
        "keys",
        "records",
        "memberships",
        "dirty",
        "given",
        "unsettled",
        "restored",
        "gone_texts",
        "articles",
    ):
        db.many(f"DELETE FROM {table} WHERE n = ?", [(n,) for n in every])  # noqa: S608 - our own table names
    db.many("UPDATE tombstones SET n = NULL, url = '' WHERE n = ?", [(n,) for n in every])
    documents.mark(db, [GONE])
    set_meta(db, _REMNANTS, "1")


def _words(db: Database, numbers: Collection[int]) -> set[str]:
    """Titles and URLs by which something that was noted tells of these articles."""
    words = {one.url for one in known_by_number(db, numbers).values()}
    for _, article in normalised(db, numbers):
        words |= {article.title, *article.same_as}
    for text in db.rows_in("SELECT record, article FROM texts WHERE n IN (?)", numbers):
        record = restored(*text)
        words |= {record.url, record.title}
    return {spelt for word in words if word for spelt in (word, printable(word))}


def _forget_words(db: Database, words: Collection[str]) -> None:
    for table, column in (("held", "url"), ("held", "title"), ("outbox", "subject")):
        db.many(f"DELETE FROM {table} WHERE {column} = ?", [(word,) for word in sorted(words)])  # noqa: S608
    columns = ("source", "dump", "member", "line", "code")
    naming = [
        row[:-1]
        for row in db.rows(f"SELECT {', '.join(columns)}, reason FROM rejects")  # noqa: S608 - our own column names
        if any(word in row[-1] for word in words)
    ]
    db.many(f"DELETE FROM rejects WHERE {' AND '.join(f'{name} = ?' for name in columns)}", naming)  # noqa: S608


def scrub(db: Database) -> None:
    """Leave no byte of what was erased in the files of the store, if anything was erased since the last time."""
    if not meta(db, _REMNANTS):
        return
    log.info("%s: is written anew without what was erased", db.where)
    if db.scrub():
        with db.transaction():
            set_meta(db, _REMNANTS, "")
    else:
        log.warning("%s: somebody is reading it, so its files may still hold what was erased: run it again", db.where)
