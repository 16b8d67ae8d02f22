"""The configured tree against its store: what is published is what should be, and the store itself is whole.

Nothing is written, and no lock is held: a run may begin, or be at work.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import msgspec

from exporter.check import kept
from exporter.check.articles import Articles
from exporter.check.claims import Claims, Entry, digest
from exporter.check.findings import Findings, some
from exporter.check.judging import Look
from exporter.check.kept import Kept
from exporter.check.kinds import shown
from exporter.check.place import Absent
from exporter.check.verdict import Verdict, judged, verdict
from exporter.config.schema import Config
from exporter.engine import Engine
from exporter.errors import Damaged, ExporterError, Refused, StoreError, Unavailable
from exporter.model import Article
from exporter.preflight import refuse_lost
from exporter.printable import printable
from exporter.publish.opening import opened as opened_tree
from exporter.publish.tree import MARKER, Tree
from exporter.render import is_rendered
from exporter.report import Progress
from exporter.store import documents, feeds, integrity, runs, stored, withdrawals
from exporter.store.database import Database, is_current, meta
from exporter.store.location import Location
from exporter.store.locations import at

ADVICE = "`exporter export --full` writes anew what is damaged, and removes what does not belong there."

DAMAGED = "The store is damaged: `exporter restore` sets it aside, and rebuilds it from the tree."
OLD = "The store is an old copy: `exporter restore` sets it aside, and rebuilds it from the tree."


class Known:
    """The documents that the store says are published, and those that were lately."""

    crawls = False

    def __init__(self, folder: Kept, db: Database) -> None:
        self.name, self._folder, self._db = folder.name, folder, db

    def paths(self) -> Iterator[str]:
        """All of them."""
        for (path,) in self._db.walk("SELECT path FROM documents UNION ALL SELECT path FROM retired"):
            yield str(path)

    def lacks(self, path: str) -> bool:
        """Whether there is no file at this path."""
        return self._folder.lacks(path)

    def examine(self, paths: Iterable[str]) -> Iterator[Claims | Absent]:
        """What these documents say; one that is missing is a fault."""
        for found in self._folder.examine(paths):
            lost = (
                isinstance(found, Absent) and not found.why and documents.at_paths(self._db, [found.path])[found.path]
            )
            yield Absent(found.path, "is missing: by the store it is published") if lost else found


def check(config: Config, now: int, engine: Engine, progress: Progress) -> Verdict:
    """Check the tree of `output.directory`. `now`: seconds since 1970.

    Raises:
        Unavailable: the store or the tree cannot be read.
        StoreError: there is no store that could be used.
        ExporterError: nothing was exported yet.
    """
    place = at(config.store.url)
    tree = opened_tree(config.output.directory, now)
    if place.is_missing():
        refuse_lost(config)
        raise ExporterError("nothing has been exported yet: run `exporter export`")
    with place.opened_to_read() as db:
        if not is_current(db):
            raise StoreError(
                f"{db.where}: an earlier exporter was the last to use this store; the next export adapts it"
            )
        return _check(config, db, place, tree, now, engine, progress)


def _check(
    config: Config, db: Database, place: Location, tree: Tree, now: int, engine: Engine, progress: Progress
) -> Verdict:
    folder = kept.opened(tree.where, engine)
    if damage := _damage(db):
        found = _alone(config, folder, now, progress)
        for what in damage:
            found.fault("", what)
        advice = DAMAGED
    else:
        met = [place.at_work()]

        def disturbed() -> bool:
            met.append(place.at_work())
            return any(met)

        found = _beside(config, db, folder, now, progress, disturbed)
        _strangers(config, db, folder, found)
        advice = OLD if _marker(db, tree, found) else ADVICE
        _excuse(db, found, next(filter(None, (*met, place.at_work())), ""))
    for path_, why in folder.hidden_from_others():
        found.fault(path_, why)
    if leftovers := list(folder.leftovers()):
        found.note("", f"left of a run that was cut off, until the next removes it: {some(leftovers)}")
    return verdict(tree.where, config.site.url, found, advice)


def _damage(db: Database) -> list[str]:
    """What is wrong with the store, as it is at one moment."""
    try:
        return [f"{db.where}: {what}" for what in integrity.faults(db)]
    except Damaged as error:
        return [str(error)]


def _alone(config: Config, folder: Kept, now: int, progress: Progress) -> Findings:
    """The tree by itself: a damaged store is never trusted."""
    before = folder.state()
    return judged(lambda: Look(folder, config.site.url, now), lambda _: (), progress, lambda: folder.state() != before)


def _beside(
    config: Config, db: Database, folder: Kept, now: int, progress: Progress, disturbed: Callable[[], bool]
) -> Findings:
    """The tree held against the store. `disturbed`: whether a run was at work so far."""
    before = runs.edition(db), folder.state()
    return judged(
        lambda: _look(config, db, folder, now),
        lambda claims: _as_published(db, claims),
        progress,
        lambda: disturbed() or (runs.edition(db), folder.state()) != before,
    )


def _excuse(db: Database, found: Findings, running: str) -> None:
    """What documents that wait to be written are not yet is no fault of theirs. `running`: the run that was at work."""
    if running:
        found.note("", f"a run is at work: {printable(running, 200)}")
        found.excuse("a run is at work; check again when it is done", lambda _: True)
    elif waiting := documents.marks(db):
        found.note("", f"{waiting:,} documents wait to be written, which the next run does")
        found.excuse("the next run writes what waits", partial(_waits, db))


def _look(config: Config, db: Database, folder: Kept, now: int) -> Look:
    articles = Articles()
    for article in stored.whole(stored.every(db)):
        deque(articles.meet(_entry(article), "the store"), maxlen=0)  # nobody has said anything before to disagree with
    look = Look(Known(folder, db), config.site.url, now, articles, "in the store")
    look.page_size = int(meta(db, "archive_page") or 0)
    return look


def _entry(article: Article) -> Entry:
    return Entry(
        article.id,
        article.url,
        article.title,
        int(article.published.timestamp()),
        int(article.updated.timestamp()),
        article.sequence,
        digest(article.summary),
        digest("\n\n".join(paragraph.text for paragraph in article.body)),
    )


def _as_published(db: Database, claims: Claims) -> Iterator[str]:
    """In what a document is not what the store says of it, unless it waits to be written."""
    known = documents.at_paths(db, [claims.path])[claims.path]
    if known is None:
        return
    same = (known.sha256, known.size) == (claims.sha256, claims.size)
    if not same and not _waits(db, claims.path):
        found = f"{claims.size:,} bytes of SHA-256 {claims.sha256}"
        yield f"is not as it was published: {found}, not {known.size:,} of {known.sha256}"
    if claims.path == "data/gone.jsonl":
        yield from _tombstones(db, claims)


def _waits(db: Database, path: str) -> bool:
    """Whether a document, of which a file is or will be at this path, is to be written."""
    known = documents.at_paths(db, [path])[path]
    where = {"kind": known.kind, "key": known.key} if known else {}
    return known is None or db.row("SELECT 1 FROM marks WHERE kind = :kind AND key = :key", where) is not None


def _tombstones(db: Database, claims: Claims) -> Iterator[str]:
    stored = {(row[0], row[1]) for row in db.rows("SELECT id, at FROM tombstones")}
    listed = {(one.id, one.when) for one in claims.tombstones}
    if lacking := sorted(identity for identity, _ in stored - listed):
        yield f"lacks what the store has withdrawn: {some(lacking)}"
    if strange := sorted(identity for identity, _ in listed - stored):
        yield f"names what the store has not withdrawn: {some(strange)}"


def _strangers(config: Config, db: Database, folder: Kept, found: Findings) -> None:
    """What lies where a renderer would put it, and is no document."""
    selections = {feed.slug for feed in feeds.all_feeds(db) if feed.kind == "selection"} | {
        one.slug for one in config.feed
    }
    others = []
    for path in documents.unknown(db, folder.paths()):
        if is_rendered(path, selections, root=False):
            found.between(path, "is there, but the store knows nothing of it")
        else:
            others.append(shown(path))
    if others:
        found.note("", f"files that were not published from here: {some(others)}")


def _marker(db: Database, tree: Tree, found: Findings) -> bool:
    """What the tree says of itself, and whose it is. Gives whether the store is an old copy."""
    try:
        data, marker = tree.read(MARKER), tree.marker()
    except (Unavailable, Refused) as error:
        found.fault(MARKER, f"cannot be read: {error}")
        return False
    if data is None:
        if runs.edition(db):  # else the first run was cut off before it began to publish
            found.fault(MARKER, "is missing: the next run writes it")
        return False
    edition = runs.edition(db)
    is_old = marker.store == meta(db, "store") and marker.edition > edition
    if marker.store != meta(db, "store"):
        found.fault(MARKER, f"names another store than {db.where}: this tree was published from that one")
    elif is_old:
        found.fault(MARKER, f"knows edition {marker.edition}, the store only {edition}: the store is an old copy")
    elif (marker.edition, marker.gone) != (edition, withdrawals.count(db)):
        found.between(MARKER, f"knows edition {marker.edition} with {marker.gone} withdrawn, the store {edition}")
    elif msgspec.json.encode(marker) + b"\n" != data or marker.format != 1 or not _is_of_a_run(db, marker.began):
        found.fault(MARKER, "is not as it was written: delete it, the next run writes it anew")
    return is_old


def _is_of_a_run(db: Database, began: int) -> bool:
    """Whether a run began then, or may have: the first are forgotten."""
    first = db.row("SELECT n, started FROM runs ORDER BY n LIMIT 1")
    if began in (0, int(meta(db, "restored") or 0)) or first is None or (first[0] > 1 and began < first[1]):
        return True
    return db.row("SELECT 1 FROM runs WHERE started = :began", {"began": began}) is not None
