"""Articles going in: versions are taken in batches, and what is stored is renewed under new rules."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set

from msgspec.structs import astuple, replace

from exporter.store import counts, feeds, unsettled, withdrawals
from exporter.store import restored as from_tree
from exporter.store.checksums import of_text
from exporter.store.database import Database
from exporter.store.given import Given
from exporter.store.places import KNOWN, Place, checked, places
from exporter.store.versions import Known, Verdict, Version, adopted, first, next_known, sealed

_COLUMNS = tuple(KNOWN.split(", "))
_UPSERT = (
    f"INSERT INTO articles ({KNOWN}, checksum) VALUES ({', '.join('?' * (len(_COLUMNS) + 1))})"  # noqa: S608
    " ON CONFLICT (n) DO UPDATE SET checksum = excluded.checksum, "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name not in {"n", "id", "sequence", "first_seen"})
)
_UPSERT_TEXT = (
    "INSERT INTO texts (n, article, record, checksum) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (n) DO UPDATE SET article = excluded.article, record = excluded.record, checksum = excluded.checksum"
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
        lost: Mapping[DumpName, Set[str]],
        written: Mapping[DumpName, int],
        sources: Set[str],
        run: int,
        now: int,
    ) -> None:
        """`lost`: digests that each of the dumps of these versions gave when last read, and no longer gives; `written`:
        when each of them was written, in nanoseconds since 1970; `sources`: the names of those that are configured."""
        keys = {key for version in versions for key in version.keys}
        self._db, self._sources, self._run, self._now = db, sources, run, now
        self._by_key: dict[str, int] = dict(db.rows_in("SELECT key, n FROM keys WHERE key IN (?)", keys))
        self._erased = withdrawals.erased(db, keys - self._by_key.keys())
        self._stored = known_by_number(db, set(self._by_key.values()))
        found = db.rows_in("SELECT digest, n, run FROM records WHERE n IN (?)", self._stored)
        self._seen: dict[tuple[str, int], int] = {(digest, n): run for digest, n, run in found}
        self._known = dict(self._stored)
        self._restored = from_tree.of(db, self._stored)
        self._met: dict[int, int] = {}
        self._fresh = {name for name, at in written.items() if self._restored and at >= from_tree.since(db)}
        self._next = last(db) + 1
        self._shown: dict[int, Version] = {}
        self._lost = lost
        self._changed: set[int] = set()
        self._new_keys: dict[str, int] = {}
        self._new_records: set[tuple[str, int]] = set()
        self._given: list[Given] = []

    def take(self, version: Version) -> Verdict:
        """Decide one version."""
        if self._erased and self._is_erased(version):
            return "withdrawn"
        owners = list(dict.fromkeys(self._by_key[key] for key in version.keys if key in self._by_key))
        if not owners:
            n, self._next = self._next, self._next + 1
            self._given.append((version.source, version.dump, n))
            self._show(first(version, n, self._run, self._now), version)
            return "new"
        self._given += [(version.source, version.dump, n) for n in owners]
        verdict = self._compare(owners, version)
        if self._known[owners[0]].withdrawn is not None:
            return "withdrawn"
        if verdict == "changed":
            self._changed.add(owners[0])
        return verdict

    def _compare(self, owners: Sequence[int], version: Version) -> Verdict:
        """Decide a version of the first of these articles, which have its keys."""
        n = owners[0]
        known = self._known[n]
        seen = [run for owner in owners if (run := self._seen.get((version.digest, owner))) is not None]
        replaced = self._lost.get((version.source, version.dump), ())  # it may be an edit of one of these
        if any(run != self._run for run in seen) and not any((digest, n) in self._seen for digest in replaced):
            self._meet_again(known, version)
            return "same"
        lost = known.record in self._lost.get((known.source, known.dump), ())
        if n in self._restored:
            after, wins = self._meet_restored(known, version, lost=lost)
        else:
            after, wins = next_known(known, version, self._run, self._now, lost=lost)
        if wins:
            self._show(after, version)
        else:
            self._known[n] = after
            self._remember(n, version)
        if self._run in seen or known.record == version.digest:
            return "same"
        return "superseded" if known.run == self._run else "changed"

    def _is_erased(self, version: Version) -> bool:
        """Whether the strongest key that is known is one of an erased article: then its others are known, too."""
        known = next((key for key in version.keys if key in self._by_key or key in self._erased), None)
        if known is None or known in self._by_key:
            return False
        identity = self._erased[known]
        new = [key for key in version.keys if key not in self._by_key and key not in self._erased]
        withdrawals.add_keys(self._db, ((key, identity) for key in new), settled=False)
        self._erased.update(dict.fromkeys(new, identity))
        return True

    def _meet_restored(self, known: Known, version: Version, *, lost: bool) -> tuple[Known, bool]:
        """What came from the published tree is met in a dump: what was published stays, if any version says that.

        A duplicate stays one, whatever it says: of what it said nothing is known. What a dump says that was there when
        the tree was published, and was not published, are words of an earlier run.
        """
        one, is_first = self._restored[known.n], known.run != self._run
        told = (known.significant, known.updated) if is_first else (known.prior_significant, known.prior_updated)
        is_fresh = (version.source, version.dump) in self._fresh
        alike = from_tree.likeness(version, one.shown, *told, is_fresh=is_fresh) if one.shown else 1
        if not alike:
            return known, False
        so_far = self._met.get(known.n, one.met - 1)
        if not one.shown and is_first:  # its times were its original's
            known = replace(known, published=version.published)
        after, wins = next_known(known, version, self._run, self._now, lost=lost, alike=(alike, max(so_far, 0)))
        self._met[known.n] = alike if wins else so_far
        return (after if one.shown else replace(after, judged=after.text_digest)), wins

    def _meet_again(self, known: Known, version: Version) -> None:
        """The words of an earlier run, of this article or of one that later turned out to be another's, are no version.

        (Those that a dump was edited back to are one; and two copies in one run are both compared, so that it does not
        matter which comes first.) But they may bring a key; and if what is shown came from a source that is configured
        no more, because it was renamed, it now belongs to this one, with its rules.
        """
        self._claim_keys(known.n, version)
        source = version.source
        if known.record == version.digest and known.source not in self._sources and source in self._sources:
            self._show(adopted(known, version), version)

    def write(self) -> tuple[list[Place], int]:
        """Write what was decided.

        Returns where the articles stood that were published and are changed now, and how many of those that `take`
        called changed turned out to show exactly what they showed (a dump that was only touched up).
        """
        with_new_key = set(self._new_keys.values())
        # One that is shown anew is touched, even if its row ends as it was.
        written = with_new_key | self._shown.keys()
        touched = {n: known for n, known in self._known.items() if self._stored.get(n) != known or n in written}
        texts = {n: version.content for n, version in self._shown.items()}
        old_texts = _stored_texts(self._db, [n for n in texts if n in self._stored])
        shown = _shown(touched)
        dirty = {n for n, known in shown.items() if self._is_dirty(n, known, texts.get(n), old_texts.get(n))}
        dirty |= with_new_key & shown.keys()  # data shards name every key
        before = list(places(self._db, {n for n in dirty if n in self._stored}))
        dirty |= _dirty_duplicates(self._stored, touched)
        records = {n: self._shown[n].record for n in texts}
        unsettled.keep(self._db, [self._stored[n] for n in touched if n in self._stored])
        write(self._db, touched.values(), dirty, texts, records, self._new_keys)
        self._db.many(
            "INSERT INTO records (n, digest, run) VALUES (?, ?, ?)",
            [(n, digest, self._run) for digest, n in self._new_records],
        )
        withdrawals.add_keys_of(
            self._db, [n for n in with_new_key if self._known[n].withdrawn is not None], settled=False
        )
        gone = [n for n, known in touched.items() if known.withdrawn is not None]
        withdrawals.add_texts_of(self._db, gone, settled=False)
        from_tree.meet(self._db, self._met)
        counts.change(self._db, self._moves(shown))
        feeds.join(self._db, {n: version.feeds for n, version in self._shown.items() if n in shown}, shown)
        return before, len(self._changed - dirty)

    def given(self, complete: Set[str]) -> list[Given]:
        """Which dump gave which article: of these sources, and what is withdrawn of any."""
        return [one for one in self._given if one[0] in complete or self._known[one[2]].withdrawn is not None]

    def _moves(self, shown: Mapping[int, Known]) -> counts.Changes:
        changes = counts.Changes()
        for n, known in shown.items():
            changes[counts.ALL, counts.day_of(known.published)] += 1
            if n in self._stored:
                changes[counts.ALL, counts.day_of(self._stored[n].published)] -= 1
        return changes

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
        for key in version.keys:
            if key not in self._by_key and key not in self._erased:
                self._by_key[key] = self._new_keys[key] = n


def _shown(known: Mapping[int, Known]) -> dict[int, Known]:
    """Of these articles those that documents show, or will: neither duplicates nor withdrawn."""
    return {n: one for n, one in known.items() if one.original is None and one.withdrawn is None}


def _dirty_duplicates(before: Mapping[int, Known], after: Mapping[int, Known]) -> set[int]:
    """Of these articles the duplicates that are to be judged anew, and the originals of those that have another URL. No
    document shows a duplicate, but its original names it."""
    duplicates = [known for known in after.values() if known.original is not None and known.withdrawn is None]
    edited = {known.n for known in duplicates if known.text_digest != known.judged}
    return edited | {known.original for known in duplicates if known.original and known.url != before[known.n].url}


def write(
    db: Database,
    rows: Collection[Known],
    dirty: Set[int],
    texts: Mapping[int, bytes],
    records: Mapping[int, bytes],
    new_keys: Mapping[str, int],
) -> None:
    """Write these rows, with those of their texts that are given (the article as JSON, and what is kept of its record),
    and keys that are new."""
    db.many(_UPSERT, ((*astuple(one), sealed(one)) for one in rows))
    db.many("INSERT INTO dirty (n) VALUES (?) ON CONFLICT DO NOTHING", [(n,) for n in sorted(dirty)])
    db.many(_UPSERT_TEXT, ((n, text, records[n], of_text(text, records[n])) for n, text in texts.items()))
    db.many("INSERT INTO keys (key, n) VALUES (?, ?)", new_keys.items())


def _stored_texts(db: Database, numbers: Iterable[int]) -> dict[int, bytes]:
    return dict(db.rows_in("SELECT n, article FROM texts WHERE n IN (?)", numbers))


def last(db: Database) -> int:
    """The number of the article that was taken in last."""
    return db.number("SELECT MAX(n) FROM articles")


def known_by_number(db: Database, numbers: Iterable[int]) -> dict[int, Known]:
    """What is known of these articles."""
    sql = f"SELECT {KNOWN}, checksum FROM articles WHERE n IN (?)"  # noqa: S608 - our own column names
    return {row[0]: checked(db, row) for row in db.rows_in(sql, sorted(numbers))}


def renew(db: Database, renewed: Sequence[tuple[Known, Version]]) -> tuple[list[Place], int]:
    """Show stored records as new rules normalise them. Content may change; `published` and `updated` never do.

    Returns where those that changed stood, and how many they are.
    """
    keys = {key for _, version in renewed for key in version.keys}
    taken: dict[str, int] = dict(db.rows_in("SELECT key, n FROM keys WHERE key IN (?)", keys))
    taken |= dict.fromkeys(withdrawals.erased(db, keys - taken.keys()), 0)
    versions = {known.n: version for known, version in renewed}
    rows = {known.n: adopted(known, version) for known, version in renewed}
    texts = {n: version.content for n, version in versions.items()}
    old_texts = _stored_texts(db, rows)
    shown = _shown(rows)
    dirty = {n for n, text in texts.items() if text != old_texts[n]}
    new_keys: dict[str, int] = {}
    for n, version in versions.items():
        for key in version.keys:
            # A key that another article has already, or had before it was erased, stays with that one: ids are
            # permanent.
            if key not in taken:
                taken[key] = new_keys[key] = n
                dirty.add(n)
    # Of the others only the rules are other ones: they are put back by being renewed once more.
    unsettled.keep(db, [known for known, _ in renewed if known.n in dirty])
    dirty &= shown.keys()
    before = list(places(db, dirty))
    changed = len(dirty)
    dirty |= _dirty_duplicates({known.n: known for known, _ in renewed}, rows)
    write(db, rows.values(), dirty, texts, {n: version.record for n, version in versions.items()}, new_keys)
    withdrawals.add_keys_of(db, [n for n in new_keys.values() if rows[n].withdrawn is not None], settled=False)
    feeds.join(db, {n: version.feeds for n, version in versions.items() if n in shown}, shown)
    return before, changed
