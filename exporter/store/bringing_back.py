"""An empty store gets back what a published tree says (exporter/restore)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from exporter.model import Article, KeptFeed, Tombstone
from exporter.store import counts
from exporter.store.articles import write
from exporter.store.checksums import of_text, of_values
from exporter.store.database import Database
from exporter.store.versions import Known, Version
from exporter.store.withdrawals import purge, seal_tombstones

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Article).decode


def bring_back_feeds(db: Database, kept: Iterable[KeptFeed]) -> None:
    """These are the feeds of an empty store."""
    rows = [(n, one.kind, one.name, one.title, one.slug, one.id) for n, one in enumerate(kept, 1)]
    db.many(
        "INSERT INTO feeds (n, kind, name, title, slug, id, checksum) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(*row, of_values(*row)) for row in rows],
    )


def bring_back_gone(db: Database, gone: Sequence[Tombstone]) -> None:
    """These were withdrawn, and nothing else is known of them than of what is erased.

    Old shards of their days may hold them, if the run that took them down was cut off: the next one removes these.
    """
    tombstone = (
        "INSERT INTO tombstones (id, n, sequence, published, at, source, reason, url)"
        " VALUES (?, NULL, ?, ?, ?, '', ?, ?)"
    )
    db.many(
        tombstone,
        [
            (one.id, one.sequence or None, _seconds(one.published), _seconds(one.when), one.reason, one.url)
            for one in gone
        ],
    )
    seal_tombstones(db)
    member = "INSERT INTO tombstone_feeds (feed, id) SELECT n, ? FROM feeds WHERE id = ?"
    db.many(member, [(one.id, feed) for one in gone for feed in one.feeds])
    db.many("INSERT INTO gone_keys (digest, id) VALUES (?, ?)", [(key, one.id) for one in gone for key in one.keys])
    purge(db, {f"{one.published:%Y-%m-%d}" for one in gone})


def _seconds(time: datetime) -> int:
    return int(time.timestamp())


def keep_left(db: Database, kept: KeptFeed) -> bool:
    """Where no article belongs to a feed, those that left it last are its members again, as departed ones.

    Returns whether it has any member now.
    """
    feed = db.number("SELECT n FROM feeds WHERE id = :id", {"id": kept.id})
    if db.row("SELECT 1 FROM memberships WHERE feed = :feed LIMIT 1", {"feed": feed}):
        return True
    left = list(db.rows_in("SELECT n, published FROM articles WHERE id IN (?)", kept.left))
    db.many(
        "INSERT INTO memberships (feed, n, published, departed) VALUES (?, ?, ?, 1)",
        [(feed, n, published) for n, published in left],
    )
    counts.change(db, counts.Changes((feed, counts.day_of(published)) for _, published in left))
    db.run("UPDATE feeds SET emptied = 1 WHERE n = :feed", {"feed": feed})
    return bool(left)


def bring_back(
    db: Database, rows: Sequence[Known], versions: Sequence[Version], keys: Sequence[tuple[str, ...]]
) -> None:
    """These are articles of the published tree, with the keys of each. Of a duplicate there is no version."""
    texts = {known.n: version.content for known, version in zip(rows, versions, strict=bool(versions))}
    records = {known.n: version.record for known, version in zip(rows, versions, strict=bool(versions))}
    owners: dict[str, int] = {}
    for known, its_keys in zip(rows, keys, strict=True):
        owners |= dict.fromkeys(its_keys, known.n)
    write(db, rows, frozenset(), texts, records, owners)


def is_known(db: Database, identity: str, keys: Iterable[str]) -> bool:
    """Whether an article has this id, or any of these keys."""
    by_id = db.row("SELECT 1 FROM articles WHERE id = :id", {"id": identity})
    return by_id is not None or next(db.rows_in("SELECT 1 FROM keys WHERE key IN (?)", keys), None) is not None


def name_others(db: Database, n: int, urls: tuple[str, ...]) -> None:
    """This article states other URLs of its text."""
    for article, record in list(db.rows("SELECT article, record FROM texts WHERE n = :n", {"n": n})):
        content = _encode(replace(_decode(article), same_as=urls))
        db.run(
            "UPDATE texts SET article = :content, checksum = :checksum WHERE n = :n",
            {"content": content, "checksum": of_text(content, record), "n": n},
        )
