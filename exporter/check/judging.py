"""Holds each document of a tree against what those before it say."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urljoin, urlsplit

from msgspec.structs import replace

from exporter.check.archives import Page, number_of
from exporter.check.articles import FILE, MAIN, PAGES, SHARD, Articles, key_of
from exporter.check.claims import Claims, Download, Entry, Tombstone
from exporter.check.findings import Findings
from exporter.check.kinds import LANDMARKS, TreeKind, kind_of, shown
from exporter.check.place import Place
from exporter.check.promises import promised
from exporter.check.times import shown as time_shown

AHEAD = 24 * 60 * 60 + 60
"""Seconds that a time may be ahead: sources may be a day early, and clocks differ."""


class Look:
    """What is known of a tree while it is gone through."""

    def __init__(
        self, place: Place, base: str, now: int, articles: Articles | None = None, authority: str = ""
    ) -> None:
        """`base`: where the tree is served, empty if nobody knows; `now`: seconds since 1970; `articles`: those that
        are `authority`, as in "in the store", and then no others are shown."""
        self.place, self.base, self.now = place, base, now
        self.articles = articles or Articles()
        self.authority = authority
        self.findings = Findings()
        self.gone: dict[bytes, Tombstone] = {}
        self.downloads: dict[str, Download] = {}
        self.kinds: set[TreeKind] = set()
        """Kinds of which there are documents."""
        self.holes: set[TreeKind] = set()
        """... and of which one could not be read: what it holds is missed in vain."""
        self.unread: set[str] = set()
        """Those documents."""
        self.page_size = 0
        """Articles on a page of the archive; 0 if nobody knows."""
        self.pages: dict[str, dict[int, Page]] = {}
        self.mains: dict[str, Claims] = {}
        """Both by suffix: pages of the archive by number, and the subscription documents of the main feed."""
        self.named: set[str] = set(LANDMARKS)
        self.newest: dict[str, int] = {}
        """The newest `updated` in each sitemap, by its path."""
        self.indexes: list[Claims] = []
        self._feeds: dict[str, str] = {}
        """Which document has the id of a feed."""
        self._ids: dict[str, str] = {}
        """Of the feeds by their folders, as the dataset has them."""

    def judge(self, claims: Claims, told: Iterable[str]) -> None:
        """Hold a document against what is known so far. `told`: what somebody beside the tree has against it."""
        found, path = self.findings, claims.path
        found.documents[claims.kind] += 1
        self.kinds.add(claims.kind)
        for what in claims.faults:
            found.fault(shown(path), what)
        for what in told:
            found.between(shown(path), what)
        if claims.unreadable:
            self.miss(path)
            return
        if self.base and claims.own and claims.own not in {self.base + path, self._folder_url(path)}:
            found.between(path, f"calls itself {claims.own}, not {self.base}{path}")
        self._judge_kind(claims)
        self._judge_tombstones(claims)
        # Of an earlier edition: what it says of its articles was true then.
        is_earlier = claims.kind == "shard" and path not in self.downloads
        medium = self._medium(claims)
        for entry in claims.entries:
            if key_of(entry.id) in self.gone:
                found.between(path, f"shows {entry.id}, which was withdrawn")
            elif not is_earlier:
                self._judge_entry(claims, entry, medium)

    def miss(self, path: str) -> None:
        """A document is there, or should be, and cannot be read."""
        self.holes.add(kind_of(path))
        self.unread.add(path)

    def _folder_url(self, path: str) -> str:
        return self.base + path.removesuffix("index.html")

    def _judge_kind(self, claims: Claims) -> None:
        found, path = self.findings, claims.path
        suffix = path.rpartition(".")[2]
        if claims.kind == "gone":
            self.gone.update((key_of(one.id), one) for one in claims.tombstones)
        elif claims.kind == "dataset":
            self._ids, self.page_size = dict(claims.feeds), self.page_size or max(claims.page_size, 0)
            self.downloads = {
                name: one for one in claims.downloads for name in [self.resolve(claims, one.url)] if name is not None
            }
        elif claims.kind == "archive":
            shown_here = (entry.id for entry in claims.entries if key_of(entry.id) not in self.gone)
            held = sorted(map(self.articles.sequence, shown_here))
            self.pages.setdefault(suffix, {})[number_of(path)] = Page(replace(claims, entries=()), tuple(held))
        elif claims.kind == "feed" and "/" not in path:
            self.mains[suffix] = replace(claims, entries=())
        if claims.kind == "feed" and claims.feed:
            other = self._feeds.setdefault(claims.feed, path)
            if other != path:
                found.between(path, f"has the id of {other}: {claims.feed}")
            elif self._ids and self._ids.get(path.removesuffix("feed.atom")) != claims.feed:
                found.between(path, f"has the id {claims.feed}, which data/dataset.jsonld does not know it by")
        if claims.kind == "sitemap-index":
            self.indexes.append(claims)
        for what in promised(claims, self.downloads.get(path)):
            found.between(path, what)

    def _judge_tombstones(self, claims: Claims) -> None:
        if claims.kind == "gone":
            return
        for one in claims.tombstones:
            known = self.gone.get(key_of(one.id))
            if known is None:
                self.findings.between(claims.path, f"has a tombstone for {one.id}, which data/gone.jsonl does not have")
            elif known.when != one.when:
                self.findings.between(claims.path, f"says another time of withdrawal of {one.id} than data/gone.jsonl")

    def _judge_entry(self, claims: Claims, entry: Entry, medium: int) -> None:
        found, path = self.findings, claims.path
        if claims.kind in ("sitemap", "news"):
            if entry.updated is not None:
                self.newest[path] = max(entry.updated, self.newest.get(path, entry.updated))
            for what in self.articles.listed(entry, path) if self.authority else ():
                found.between(path, what)
            return
        if self.authority and entry.id not in self.articles:
            found.between(path, f"shows {entry.id}, which is not {self.authority}")
            return
        for what in self._dates(entry):
            found.fault(path, what)
        for what in self.articles.meet(entry, path, medium):
            found.between(path, what)

    def _dates(self, entry: Entry) -> Iterator[str]:
        if entry.published is not None and entry.updated is not None and entry.updated < entry.published:
            yield f"{entry.id} is updated {time_shown(entry.updated)}, before it is published"
        for name, time in (("published", entry.published), ("updated", entry.updated)):
            if time is not None and time > self.now + AHEAD:
                yield f"{entry.id} is {name} {time_shown(time)}, more than a day ahead"

    def _medium(self, claims: Claims) -> int:
        suffix = claims.path.rpartition(".")[2]
        if claims.kind == "feed":
            return 0 if "/" in claims.path else MAIN[suffix]
        return {"shard": SHARD, "article": FILE, "archive": PAGES.get(suffix, 0)}.get(claims.kind, 0)

    def resolve(self, claims: Claims, name: str) -> str | None:
        """The path that a document names, below the root; None for what is not of this tree."""
        try:
            if not urlsplit(name).scheme and claims.kind in ("page", "front-page"):
                path = unquote(urlsplit(urljoin(f"http://x/{claims.path}", name)).path).removeprefix("/")
                return path if not path.endswith("/") and path else f"{path}index.html"
            if not self.base or not name.startswith(self.base):
                return None
            path = name.removeprefix(self.base).partition("#")[0]
        except ValueError:
            return None
        # What a page links to besides, such as articles, may lie below the same URL.
        return None if claims.kind in ("page", "front-page") and kind_of(path) == "other" else path
