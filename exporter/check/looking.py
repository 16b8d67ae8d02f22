"""One look at a tree: every document is read once, and then it is seen what is missing."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice

from exporter.check import completeness
from exporter.check.claims import Claims
from exporter.check.findings import Findings, some
from exporter.check.judging import Look
from exporter.check.kinds import ORDER, TreeKind, kind_of, shown
from exporter.check.place import Absent, Place
from exporter.report import Progress

PROBES = 10
"""Files of articles that are asked for over HTTP, until one is there, before it is believed that there are none."""
SHARES = 50
"""Parts in which documents are taken, kind by kind in turn, if it is to be left at so many."""

Told = Callable[[Claims], Iterable[str]]
"""Says what else is wrong with a document, by what somebody beside the tree knows."""


class Walk:
    """The documents that are still to be read, kind by kind, and those that are known of."""

    def __init__(self, place: Place) -> None:
        self.waiting: dict[TreeKind, dict[str, None]] = {kind: {} for kind in ORDER}
        self.seen: set[str] = set()
        self.namers: dict[str, str] = {}
        """Who named a document first."""
        self._taken: Counter[TreeKind] = Counter()
        for path in place.paths():
            self.add(path)

    def add(self, path: str, namer: str = "") -> None:
        """It is to be read, if it was not added before."""
        if path not in self.seen:
            self.seen.add(path)
            self.waiting[kind_of(path)][path] = None
            if namer:
                self.namers[path] = namer

    def take(self, most: int | None) -> tuple[TreeKind, list[str]] | None:
        """All that wait of the first kind of which any do. `most`: so many, of the kind of which the fewest were."""
        kinds = [kind for kind in ORDER if self.waiting[kind]]
        if not kinds:
            return None
        kind = kinds[0] if most is None else min(kinds, key=self._taken.__getitem__)
        paths = list(islice(self.waiting[kind], most))
        for path in paths:
            del self.waiting[kind][path]
        self._taken[kind] += len(paths)
        return kind, paths


def look(state: Look, told: Told, progress: Progress, most: int | None = None) -> Findings:
    """Go through a tree; says what was found. `most`: documents, some of each kind, after which it is left at that.

    Raises:
        Unavailable: it cannot be reached.
    """
    place, found, done = state.place, state.findings, 0
    absent: set[str] = set()
    walk = Walk(place)
    share = None if most is None else max(1, most // SHARES)
    while taken := walk.take(share):
        kind, paths = taken
        for answer in place.examine(paths):
            done += 1
            progress("documents", done, len(walk.seen))
            if isinstance(answer, Absent):
                absent.add(answer.path)
                _absent(state, answer, walk.namers.get(answer.path, ""))
            else:
                state.judge(answer, told(answer))
                _follow(state, answer, walk)
            if done == most:
                found.note("", f"left at {done:,} documents: nobody looked whether all is there that should be")
                return found
        _settle(state, kind, walk, whole=most is None)
    completeness.judge(state)
    if not place.crawls:
        _note_unnamed(state, walk.seen - absent)
    return found


def _absent(state: Look, absent: Absent, namer: str) -> None:
    if absent.why:
        state.miss(absent.path)
        state.findings.fault(shown(absent.path), absent.why)
    elif namer:
        state.miss(absent.path)
        state.findings.between(namer, f"names {absent.path}, which is not there")


def _follow(state: Look, claims: Claims, walk: Walk) -> None:
    """See that what a document names is there, or will be looked at."""
    for name in claims.names:
        path = state.resolve(claims, name)
        if path is None or path == claims.path:
            continue
        state.named.add(path)
        if state.place.crawls:
            walk.add(path, claims.path)
        elif path not in walk.seen and state.place.lacks(path):
            state.miss(path)
            state.findings.between(claims.path, f"names {path}, which is not there")


def _settle(state: Look, kind: TreeKind, walk: Walk, *, whole: bool) -> None:
    """Documents of a kind are read, if `whole` all of them: then what articles there are may be known."""
    known = whole and bool(state.articles) and not {"dataset", kind} & state.holes
    if kind == "shard" and known and not state.authority:
        state.authority = "in any data shard"
    if kind == "article" and known and not state.authority:
        state.authority = "in any file of an article"
    if kind == "shard" and state.place.crawls:
        first = state.place.examine(islice(completeness.files(state), PROBES))
        if any(not isinstance(answer, Absent) or answer.why for answer in first):
            for path in completeness.files(state):
                walk.add(path, "data/dataset.jsonld")


def _note_unnamed(state: Look, seen: set[str]) -> None:
    """Files that no document leads to are no fault: other people's, or kept for who follows an earlier edition."""
    known = set(completeness.files(state)) if "article" in state.kinds else set()
    unnamed = sorted(path for path in seen - state.named - known if kind_of(path) not in ("gone", "asset"))
    earlier = [path for path in unnamed if kind_of(path) == "shard"]
    others = [shown(path) for path in unnamed if kind_of(path) != "shard"]
    if earlier:
        state.findings.note("", f"data shards of earlier editions that are still there: {some(earlier)}")
    if others:
        state.findings.note("", f"files that no document names: {some(others)}")
