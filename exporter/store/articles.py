"""Articles going in: versions are taken in batches, and what is stored is renewed under new rules."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

import msgspec
from msgspec.structs import asdict, replace

from exporter.model import Article, Record
from exporter.store import feeds
from exporter.store.database import Database
from exporter.store.places import KNOWN, Place, places
from exporter.store.stored import time_of
from exporter.store.versions import Known, Verdict, Version, adopted, first, next_known

_encode = msgspec.json.Encoder().encode
_decode_record = msgspec.json.Decoder(Record).decode

_COLUMNS = tuple(KNOWN.split(", "))
_UPSERT = (
    f"INSERT INTO articles ({KNOWN}, dirty) VALUES ({', '.join(f':{name}' for name in _COLUMNS)}, :dirty)"  # noqa: S608
    " ON CONFLICT (n) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name not in {"n", "id", "sequence", "first_seen"})
    + ", dirty = CASE WHEN excluded.dirty = 1 THEN 1 ELSE articles.dirty END"
)
_UPSERT_TEXT = (
    "INSERT INTO texts (n, record, article) VALUES (:n, :record, :article)"
    " ON CONFLICT (n) DO UPDATE SET record = excluded.record, article = excluded.article"
)


DumpName = tuple[str, str]
"""The names of a source and of a dump in it."""


class Batch:
    """Versions taken in together: what they ask for is read at once, and written at once.

    Within it the versions are decided one after another, so that two of one article meet as they would across batches.
    Lives within one transaction.
    """

    def __init__(
        self,
        db: Database,
        versions: Sequence[Version],
        gone: Mapping[DumpName, Set[str]],
        sources: Set[str],
        run: int,
        now: int,
    ) -> None:
        """`gone`: digests that each of the dumps of these versions gave when last read, and no longer gives;
        `sources`: the names of those that are configured."""
        keys = {key for version in versions for key in version.article.keys}
        digests = {version.digest for version in versions}.union(*gone.values())
        self._db, self._sources, self._run, self._now = db, sources, run, now
        self._by_key: dict[str, int] = dict(db.rows_in("SELECT key, n FROM keys WHERE key IN (?)", keys))
        found = db.rows_in("SELECT digest, n, run FROM records WHERE digest IN (?)", digests)
        self._seen: dict[tuple[str, int], int] = {(digest, n): run for digest, n, run in found}
        self._stored = known_by_number(db, set(self._by_key.values()))
        self._known = dict(self._stored)
        self._next = db.number("SELECT MAX(n) FROM articles") + 1
        self._shown: dict[int, Version] = {}
        self._gone = gone
        self._changed: set[int] = set()
        self._new_keys: dict[str, int] = {}
        self._new_records: set[tuple[str, int]] = set()

    def take(self, version: Version) -> Verdict:
        """Decide one version."""
        owners = list(dict.fromkeys(self._by_key[key] for key in version.article.keys if key in self._by_key))
        if not owners:
            n, self._next = self._next, self._next + 1
            self._show(first(version, n, self._run, self._now), version)
            return "new"
        n = owners[0]
        known = self._known[n]
        seen = [run for owner in owners if (run := self._seen.get((version.digest, owner))) is not None]
        replaced = self._gone.get((version.record.source, version.record.dump), ())  # it may be an edit of one of these
        if any(run != self._run for run in seen) and not any((digest, n) in self._seen for digest in replaced):
            self._meet_again(known, version)
            return "same"
        withdrawn = known.record in self._gone.get((known.source, known.dump), ())
        after, wins = next_known(known, version, self._run, self._now, withdrawn=withdrawn)
        if wins:
            self._show(after, version)
        else:
            self._known[n] = after
            self._remember(n, version)
        if self._run in seen or known.record == version.digest:
            return "same"
        if known.run == self._run:
            return "superseded"
        self._changed.add(n)
        return "changed"

    def _meet_again(self, known: Known, version: Version) -> None:
        """The words of an earlier run, of this article or of one that later turned out to be another's, are no version.

        (Those that a dump was edited back to are one; and two copies in one run are both compared, so that it does not
        matter which comes first.) But they may bring a key; and if what is shown came from a source that is configured
        no more, because it was renamed, it now belongs to this one, with its rules.
        """
        self._claim_keys(known.n, version)
        source = version.record.source
        if known.record == version.digest and known.source not in self._sources and source in self._sources:
            self._show(adopted(known, version), version)

    def write(self) -> tuple[list[Place], int]:
        """Write what was decided.

        Returns where the articles stood that were published and are changed now, and how many of those that `take`
        called changed turned out to show exactly what they showed (a dump that was only touched up).
        """
        with_new_key = set(self._new_keys.values())
        touched = {n: known for n, known in self._known.items() if self._stored.get(n) != known or n in with_new_key}
        texts = {n: text_of(version.article, touched[n]) for n, version in self._shown.items()}
        old_texts: dict[int, bytes] = dict(self._db.rows_in("SELECT n, article FROM texts WHERE n IN (?)", texts))
        dirty = {n for n, known in touched.items() if self._is_dirty(n, known, texts.get(n), old_texts.get(n))}
        dirty |= with_new_key  # data shards name every key
        before = list(places(self._db, {n for n in dirty if n in self._stored}))
        self._db.many(_UPSERT, [{**asdict(known), "dirty": int(n in dirty)} for n, known in touched.items()])
        self._db.many(
            _UPSERT_TEXT,
            [{"n": n, "record": _encode(self._shown[n].record), "article": text} for n, text in texts.items()],
        )
        self._db.many("INSERT INTO keys (key, n) VALUES (?, ?)", list(self._new_keys.items()))
        self._db.many(
            "INSERT INTO records (digest, n, run) VALUES (?, ?, ?)",
            [(digest, n, self._run) for digest, n in sorted(self._new_records)],
        )
        feeds.join(self._db, {n: version.feeds for n, version in self._shown.items()}, touched)
        return before, len(self._changed - dirty)

    def _is_dirty(self, n: int, known: Known, text: bytes | None, old_text: bytes | None) -> bool:
        old = self._stored.get(n)
        if old is None or text is None:
            return old is None or old.published != known.published
        return text != old_text or (old.published, old.updated) != (known.published, known.updated)

    def _show(self, known: Known, version: Version) -> None:
        self._known[known.n] = known
        self._shown[known.n] = version
        self._remember(known.n, version)

    def _remember(self, n: int, version: Version) -> None:
        self._claim_keys(n, version)
        if (version.digest, n) not in self._seen:
            self._seen[version.digest, n] = self._run
            self._new_records.add((version.digest, n))

    def _claim_keys(self, n: int, version: Version) -> None:
        for key in version.article.keys:
            if key not in self._by_key:
                self._by_key[key] = self._new_keys[key] = n


def text_of(article: Article, known: Known) -> bytes:
    """What is stored of an article: its content, with the published time that never moves."""
    return _encode(replace(article, published=time_of(known.published)))


def known_by_number(db: Database, numbers: Iterable[int]) -> dict[int, Known]:
    """What is known of these articles."""
    sql = f"SELECT {KNOWN} FROM articles WHERE n IN (?)"  # noqa: S608 - our own column names
    return {row[0]: Known(*row) for row in db.rows_in(sql, sorted(numbers))}


def stored_records(db: Database, slice_size: int) -> Iterator[list[tuple[Known, Record]]]:
    """Every article with the record that it shows, in slices."""
    names = ", ".join(f"a.{name}" for name in _COLUMNS)
    last = 0
    while rows := list(
        db.rows(
            f"SELECT {names}, t.record FROM articles a JOIN texts t ON t.n = a.n"  # noqa: S608
            " WHERE a.n > :last ORDER BY a.n LIMIT :size",
            {"last": last, "size": slice_size},
        )
    ):
        last = rows[-1][0]
        yield [(Known(*row[:-1]), _decode_record(row[-1])) for row in rows]


def renew(db: Database, renewed: Sequence[tuple[Known, Version]]) -> tuple[list[Place], int]:
    """Show stored records as new rules normalise them. Content may change; `published` and `updated` never do.

    Returns where those that changed stood, and how many they are.
    """
    keys = {key for _, version in renewed for key in version.article.keys}
    taken: dict[str, int] = dict(db.rows_in("SELECT key, n FROM keys WHERE key IN (?)", keys))
    numbers = [known.n for known, _ in renewed]
    old_texts: dict[int, bytes] = dict(db.rows_in("SELECT n, article FROM texts WHERE n IN (?)", numbers))
    rows, texts = [], []
    memberships: dict[int, tuple[feeds.FeedName, ...]] = {}
    new_keys: dict[str, int] = {}
    dirty: set[int] = set()
    for old, version in renewed:
        known = adopted(old, version)
        text = text_of(version.article, known)
        if text != old_texts[known.n]:
            dirty.add(known.n)
        rows.append(known)
        texts.append({"n": known.n, "record": _encode(version.record), "article": text})
        memberships[known.n] = version.feeds
        for key in version.article.keys:
            # A key that another article has already stays with that one: both are published, and ids are permanent.
            if key not in taken:
                taken[key] = new_keys[key] = known.n
                dirty.add(known.n)
    before = list(places(db, dirty))
    db.many(_UPSERT, [{**asdict(known), "dirty": int(known.n in dirty)} for known in rows])
    db.many(_UPSERT_TEXT, texts)
    db.many("INSERT INTO keys (key, n) VALUES (?, ?)", list(new_keys.items()))
    feeds.join(db, memberships, {known.n: known for known in rows})
    return before, len(dirty)
