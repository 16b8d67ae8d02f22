"""Feeds and which articles belong to them. Ids and slugs are given once and kept (DESIGN.md decisions 1 and 14)."""

import uuid
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from exporter.model import NEVER, KeptFeed
from exporter.names import fold, slugify, unused
from exporter.store import counts
from exporter.store.checksums import of_values, verified
from exporter.store.database import Database, meta
from exporter.store.places import first_in
from exporter.store.stored import time_of
from exporter.store.versions import Known

MAX_SECTIONS = 500
"""Sections with a feed (DESIGN.md decision 14): an OPML file of more helps nobody."""
MAX_LEFT = 1000
"""Articles that are named as the last of a feed which has none any more: far beyond what any document shows."""
NAMESPACE = uuid.UUID("6f1d3b52-5f0e-5d8b-9c58-0d2f6c1f7a31")
"""Of feed ids, for ever."""

FeedName = tuple[str, str, str]
"""(kind, name, title): the name is what is compared, the title what is shown."""


class StoredFeed(Struct, frozen=True):
    """A feed as the store knows it."""

    n: int
    kind: str
    name: str
    title: str
    slug: str
    """Empty: it has no documents."""
    id: str
    emptied: int = 0
    """1: its last articles have left it, which it goes on to show; 2: it was so before this run, which has some."""


_Memberships = Mapping[tuple[int, int], tuple[int, int]]
"""By feed and article: its published time, and whether it departed."""

_COLUMNS = "checksum, n, kind, name, title, COALESCE(slug, ''), COALESCE(id, ''), emptied"


def join(db: Database, memberships: Mapping[int, Sequence[FeedName]], known: Mapping[int, Known]) -> None:
    """Make each article a member of exactly these feeds; give the memberships of all `known` their published time.

    Memberships that end are only marked as departed; `depart` decides about them when all is read.
    """
    wanted = {(kind, name): title for names in memberships.values() for kind, name, title in names}
    _create(db, wanted)
    names = {name for _, name in wanted}
    found = db.rows_in("SELECT n, kind, name FROM feeds WHERE name IN (?)", names)
    feeds = {(kind, name): n for n, kind, name in found}
    before = {
        (feed, n): (published, departed)
        for feed, n, published, departed in db.rows_in(
            "SELECT feed, n, published, departed FROM memberships WHERE n IN (?)", sorted(known)
        )
    }
    after = {
        (feed, n): (published, 1) if n in memberships else (known[n].published, departed)
        for (feed, n), (published, departed) in before.items()
    }
    after |= {
        (feeds[kind, name], n): (known[n].published, 0) for n, names in memberships.items() for kind, name, _ in names
    }
    db.many("UPDATE feeds SET emptied = 2 WHERE n = ? AND emptied = 1", [(feed,) for feed in set(feeds.values())])
    db.many(
        "INSERT INTO memberships (feed, n, published, departed) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (n, feed) DO UPDATE SET published = excluded.published, departed = excluded.departed",
        sorted((*which, *state) for which, state in after.items() if before.get(which) != state),
    )
    _count(db, before, after)


def _count(db: Database, before: _Memberships, after: _Memberships) -> None:
    changes = counts.Changes()
    for sign, memberships in ((-1, before), (1, after)):
        for (feed, _), (published, _) in memberships.items():
            changes[feed, counts.day_of(published)] += sign
    counts.change(db, changes)


def _create(db: Database, wanted: Mapping[tuple[str, str], str]) -> None:
    last = db.number("SELECT MAX(n) FROM feeds")
    known = set(db.rows_in("SELECT kind, name FROM feeds WHERE name IN (?)", {name for _, name in wanted}))
    new = sorted(key for key in wanted if key not in known)
    rows = [(last + place, kind, name, wanted[kind, name]) for place, (kind, name) in enumerate(new, 1)]
    db.many(
        "INSERT INTO feeds (n, kind, name, title, checksum) VALUES (?, ?, ?, ?, ?)",
        [(*row, of_values(*row, "", "")) for row in rows],
    )


def reach(db: Database, feed: int, entries: int, window: timedelta) -> datetime:
    """The earliest time of publication of what a feed shows now, or would show with the articles that are being taken
    in: of its newest `entries`, or of those that the window before the newest holds; NEVER if it has fewer."""
    sql = (
        "SELECT published FROM memberships WHERE feed = :feed AND departed = 0"
        " ORDER BY published DESC LIMIT 1 OFFSET :skipped"
    )
    newest = db.row(sql, {"feed": feed, "skipped": 0})
    last = db.row(sql, {"feed": feed, "skipped": entries - 1})
    return min(time_of(newest[0]) - window, time_of(last[0])) if newest and last else NEVER


def depart(db: Database, among: Container[int] | None = None) -> list[int]:
    """End the memberships of those that departed, but not where that would empty a published feed.

    `among`: only these feeds. Returns those where some ended, and those that would be empty now.

    Such a feed goes on to show those that left it last: an empty document has no honest `updated`, and a missing one
    breaks subscriptions.
    """
    # A few questions a feed, not one a membership, and none of a feed that was found empty before: a changed profile
    # may empty a feed of a million.
    sql = (
        "SELECT n, id FROM feeds f WHERE emptied <> 1"
        " AND EXISTS (SELECT 1 FROM memberships WHERE feed = f.n AND departed = 1) ORDER BY n"
    )
    changed = []
    for feed, identity in list(db.rows(sql)):
        if among is not None and feed not in among:
            continue
        staying = "SELECT 1 FROM memberships WHERE feed = :feed AND departed = 0 LIMIT 1"
        if not identity or db.row(staying, {"feed": feed}):
            _end(db, feed)
        else:
            db.run("UPDATE feeds SET emptied = 1 WHERE n = :feed", {"feed": feed})
        changed.append(feed)
    for (feed,) in list(db.rows("SELECT n FROM feeds WHERE emptied = 2")):
        if among is None or feed in among:
            db.run("UPDATE feeds SET emptied = 0 WHERE n = :feed", {"feed": feed})
    return changed


def _end(db: Database, feed: int) -> None:
    ended = "FROM memberships WHERE departed = 1 AND feed = :feed"
    changes = counts.Changes()
    for (published,) in db.walk(f"SELECT published {ended}", {"feed": feed}):
        changes[feed, counts.day_of(published)] -= 1
    db.run(f"DELETE {ended}", {"feed": feed})
    counts.change(db, changes)


def restore(db: Database, memberships: Mapping[int, Sequence[tuple[int, int, int]]]) -> None:
    """Make each article a member of exactly these feeds again: (feed, published, departed) of each."""
    before = {
        (feed, n): (published, departed)
        for feed, n, published, departed in db.rows_in(
            "SELECT feed, n, published, departed FROM memberships WHERE n IN (?)", sorted(memberships)
        )
    }
    after = {
        (feed, n): (published, departed) for n, feeds in memberships.items() for feed, published, departed in feeds
    }
    db.many("DELETE FROM memberships WHERE n = ?", [(n,) for n in memberships])
    db.many(
        "INSERT INTO memberships (feed, n, published, departed) VALUES (?, ?, ?, ?)",
        sorted((*which, *state) for which, state in after.items()),
    )
    _count(db, before, after)


def leave(db: Database, numbers: Sequence[int]) -> set[int]:
    """These articles are in no feed any more; returns those that they were in."""
    members = list(db.rows_in("SELECT feed, published FROM memberships WHERE n IN (?)", numbers))
    changes = counts.Changes()
    for feed, published in members:
        changes[feed, counts.day_of(published)] -= 1
    counts.change(db, changes)
    db.many("DELETE FROM memberships WHERE n = ?", [(n,) for n in numbers])
    return {feed for feed, _ in members}


def all_feeds(db: Database) -> Iterator[StoredFeed]:
    """Every feed with documents: the main feed, then selections, then sections, by title."""
    order = "CASE kind WHEN 'main' THEN 0 WHEN 'selection' THEN 1 ELSE 2 END, name"
    sql = f"SELECT {_COLUMNS} FROM feeds WHERE id IS NOT NULL ORDER BY {order}"  # noqa: S608 - our own column names
    return (_stored(db, row) for row in db.rows(sql))


def _stored(db: Database, row: Sequence[Any]) -> StoredFeed:
    verified(db.where, "feeds", row[1], row[0], tuple(row[1:-1]))
    return StoredFeed(*row[1:])


def _seal(db: Database, n: int) -> None:
    row = db.row(f"SELECT {_COLUMNS} FROM feeds WHERE n = :n", {"n": n})  # noqa: S608 - our own column names
    if row:
        db.run("UPDATE feeds SET checksum = :checksum WHERE n = :n", {"checksum": of_values(*row[1:-1]), "n": n})


def emptied(db: Database) -> list[str]:
    """Titles of the section feeds that no article belongs to any more: they show those that left last."""
    return [
        title for (title,) in db.rows("SELECT title FROM feeds WHERE kind = 'section' AND emptied = 1 ORDER BY title")
    ]


def kept(db: Database) -> Iterator[KeptFeed]:
    """Every feed that has an id, whether the configuration wants it or not, as a tree keeps it."""
    departed = counts.departed(db)
    for one in list(all_feeds(db)):
        page = int(meta(db, "archive_page") or 0) if one.kind == "main" else 0
        left = _left(db, one.n) if one.n in departed else ()
        yield KeptFeed(one.id, one.kind, one.name, one.slug, one.title, page, left)


def _left(db: Database, feed: int) -> tuple[str, ...]:
    """When a run has settled, memberships that departed are only there where no other is."""
    sql = (
        "SELECT a.id FROM memberships m JOIN articles a ON a.n = m.n WHERE m.feed = :feed AND m.departed = 1"
        " ORDER BY m.published DESC, a.id DESC LIMIT :most"
    )
    return tuple([identity for (identity,) in db.rows(sql, {"feed": feed, "most": MAX_LEFT})])


def by_number(db: Database, n: int) -> StoredFeed | None:
    """The feed with this number."""
    row = db.row(f"SELECT {_COLUMNS} FROM feeds WHERE n = :n", {"n": n})  # noqa: S608
    return _stored(db, row) if row else None


def main(db: Database) -> int:
    """The number of the main feed, which exists from the first."""
    _create(db, {("main", ""): ""})
    return db.number("SELECT n FROM feeds WHERE kind = 'main'")


def found(db: Database) -> list[int]:
    """Give id and slug to the feeds that have articles and none yet; returns their numbers.

    What they are called depends on the articles and their sequence alone, not on the order in which dumps were
    read: of a section, the earliest article decides how it is spelt and, with the name, which id it has. It never
    depends on where the tree is served.
    """
    given = [*_found_main(db), *_found_selections(db), *_found_sections(db)]
    for n, title, slug, identity in given:
        db.run(
            "UPDATE feeds SET title = :title, slug = :slug, id = :id, checksum = NULL WHERE n = :n",
            {"title": title, "slug": slug, "id": identity, "n": n},
        )
        _seal(db, n)
    return [n for n, *_ in given]


def _found_main(db: Database) -> Iterator[tuple[int, str, str, str]]:
    n = main(db)
    earliest = db.row("SELECT id FROM articles WHERE sequence = 1")
    if earliest and db.row("SELECT n FROM feeds WHERE n = :n AND id IS NULL", {"n": n}):
        yield n, "", "", _identity("main", "", earliest[0])


def _found_selections(db: Database) -> Iterator[tuple[int, str, str, str]]:
    for n, name in list(db.rows("SELECT n, name FROM feeds WHERE kind = 'selection' AND id IS NULL ORDER BY name")):
        if earliest := _earliest(db, n):
            yield n, "", name, _identity("selection", name, earliest[0])


def _found_sections(db: Database) -> Iterator[tuple[int, str, str, str]]:
    used = {slug for (slug,) in db.rows("SELECT slug FROM feeds WHERE kind = 'section' AND slug IS NOT NULL")}
    waiting = list(
        db.rows(
            "SELECT f.n, f.name FROM feeds f JOIN memberships m ON m.feed = f.n JOIN articles a ON a.n = m.n"
            " WHERE f.kind = 'section' AND f.slug IS NULL AND a.sequence IS NOT NULL"
            " GROUP BY f.n, f.name ORDER BY COUNT(*) DESC, f.name LIMIT :limit",
            {"limit": max(0, MAX_SECTIONS - len(used))},
        )
    )
    for n, name in waiting:
        if earliest := _earliest(db, n):
            identity, spellings = earliest
            title = next((spelling for spelling in spellings if fold(spelling) == name), name)
            slug = unused(slugify(title), used)
            used.add(slug)
            yield n, title, slug, _identity("section", name, identity)


def _earliest(db: Database, feed: int) -> tuple[str, Sequence[str]] | None:
    article = first_in(db, feed)
    return (article.id, article.sections) if article else None


def _identity(kind: str, name: str, article: str) -> str:
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, f'{kind}:{name}:{article}')}"


def without_feed(db: Database) -> int:
    """How many sections have articles and no feed, because there are too many sections."""
    return db.number(
        "SELECT COUNT(*) FROM feeds WHERE kind = 'section' AND slug IS NULL"
        " AND EXISTS (SELECT 1 FROM memberships WHERE feed = feeds.n)"
    )
