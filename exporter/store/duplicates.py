"""Duplicates: articles that are the same text as another one, under another URL.

One has a row of its own, with the number of its `original` and no sequence, so no document shows it. `judged` is the
digest that its text had when that was decided: when the two differ, it is decided anew. All of it happens where a run
settles, when every dump is read, so that neither the order of dumps nor where a slice ends decides anything.
"""

from collections.abc import Iterator

from msgspec import Struct

from exporter.store import counts, feeds, withdrawals
from exporter.store.database import Database

SLICE = 500
"""Articles that are looked at together."""


class Duplicate(Struct, frozen=True):
    """An article that has just been found to be one."""

    n: int
    original: int
    published: int
    url: str
    original_url: str
    withdrawn: int | None
    """When its original was withdrawn, and so it is, too; None: it was not."""


def count(db: Database) -> int:
    """How many there are."""
    return db.number("SELECT COUNT(*) FROM articles WHERE original IS NOT NULL AND withdrawn IS NULL")


def release(db: Database, *, every: bool) -> Iterator[list[int]]:
    """Those whose text has changed since they were judged, or every one, are duplicates no more; what they were
    duplicates of no longer names them. Those of what was withdrawn stay what they are.

    Gives their numbers by slices. They are members of no feed yet. Of one that came from the published tree, and was
    met in no dump, there is nothing to publish.
    """
    if db.row("SELECT 1 FROM articles WHERE original IS NOT NULL LIMIT 1") is None:
        return
    sql = (
        "SELECT n, original, published FROM articles WHERE original IS NOT NULL AND withdrawn IS NULL"
        " AND n NOT IN (SELECT n FROM restored WHERE met = 0) LIMIT :size"
        if every  # each that is released is no longer there, so there is no place to go on from
        else "SELECT d.n, a.original, a.published FROM dirty d JOIN articles a ON a.n = d.n"
        " WHERE d.n > :last AND a.original IS NOT NULL AND a.withdrawn IS NULL"
        " AND (a.text_digest IS NULL OR a.text_digest <> a.judged) ORDER BY d.n LIMIT :size"
    )
    last = 0
    while some := list(db.rows(sql, {"size": SLICE} if every else {"last": last, "size": SLICE})):
        numbers = [n for n, _, _ in some]
        last = numbers[-1]
        db.many("UPDATE articles SET original = NULL, judged = NULL WHERE n = ?", [(n,) for n in numbers])
        counts.tally(db, [published for _, _, published in some], 1)
        _touch(db, {*numbers, *(original for _, original, _ in some)})
        yield numbers
    # What is left of these shows nothing that has changed.
    db.run("DELETE FROM dirty WHERE EXISTS (SELECT 1 FROM articles a WHERE a.n = dirty.n AND a.original IS NOT NULL)")


def judge(db: Database) -> int:
    """Find the originals of the articles that have no place in the archive yet; returns how many have one.

    That is what was withdrawn and has ever had the same text; else the first in the archive that has it; if there is
    none, the first of the new ones by (published, id).
    """
    new = "c.n = d.n AND c.sequence IS NULL AND c.original IS NULL AND c.withdrawn IS NULL"
    same = "o.text_digest = c.text_digest AND o.original IS NULL AND o.withdrawn IS NULL AND o.n <> c.n"
    # Asked of each new article by the index, and ranked only where there is another: a text that a million articles
    # have is gone through once. CROSS JOIN: SQLite goes through `dirty`, and not through all without a sequence.
    of_withdrawn = db.run(
        "UPDATE articles SET original = gone.n, judged = articles.text_digest FROM"  # noqa: S608 - our own words
        " (SELECT c.n AS which, MIN(g.n) AS n FROM dirty d CROSS JOIN articles c CROSS JOIN gone_texts g"
        f" WHERE {new} AND g.digest = c.text_digest GROUP BY c.n) AS gone WHERE articles.n = gone.which"
    )
    return of_withdrawn + db.run(
        "UPDATE articles SET original = ranked.first, judged = articles.text_digest FROM"  # noqa: S608
        " (SELECT n, first FROM (SELECT n, sequence, FIRST_VALUE(n) OVER"
        " (PARTITION BY text_digest ORDER BY sequence IS NULL, sequence, published, id) AS first FROM articles"
        " WHERE original IS NULL AND withdrawn IS NULL AND text_digest IN"
        f" (SELECT c.text_digest FROM dirty d CROSS JOIN articles c WHERE {new} AND c.text_digest IS NOT NULL"
        f" AND EXISTS (SELECT 1 FROM articles o WHERE {same}))) AS alike"
        " WHERE sequence IS NULL AND n <> first) AS ranked WHERE articles.n = ranked.n"
    )


def judged(db: Database) -> Iterator[tuple[list[Duplicate], set[int]]]:
    """Those that `judge` has just found, by slices, and the feeds that they were members of until now: they leave them,
    are counted no more, and their originals name them."""
    last = 0
    while some := [
        Duplicate(*row)
        for row in db.rows(
            "SELECT d.n, a.original, a.published, a.url, o.url, o.withdrawn FROM dirty d JOIN articles a ON a.n = d.n"
            " JOIN articles o ON o.n = a.original WHERE d.n > :last ORDER BY d.n LIMIT :size",
            {"last": last, "size": SLICE},
        )
    ]:
        last = some[-1].n
        left = feeds.leave(db, [one.n for one in some])
        counts.tally(db, [one.published for one in some], -1)
        db.many("DELETE FROM dirty WHERE n = ?", [(one.n,) for one in some])
        _touch(db, {one.original for one in some if one.withdrawn is None})
        withdrawals.extend(db, {one.n: one.withdrawn for one in some if one.withdrawn is not None})
        yield some, left


def _touch(db: Database, numbers: set[int]) -> None:
    db.many("INSERT INTO dirty (n) VALUES (?) ON CONFLICT DO NOTHING", [(n,) for n in sorted(numbers)])
