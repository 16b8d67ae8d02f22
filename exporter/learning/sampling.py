"""Which articles to learn from: of each site so many, whatever the order in which they are met.

Of a site are kept those articles whose digests of their URLs are the smallest (bottom-k sampling: Cohen and Kaplan,
"Summarizing data using bottom-k sketches", 2007). That is a fair choice, and the same however the dumps are sorted.
"""

import hashlib
import heapq
import logging
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from exporter.config.places import is_url, shown
from exporter.config.schema import Config, Source
from exporter.config.texts import profile_host
from exporter.errors import SourceLost, Unavailable
from exporter.model import Dump, Record
from exporter.normalise import profiles, urls
from exporter.printable import printable
from exporter.readers import stream
from exporter.sources import listing, opening
from exporter.sources.choice import Part
from exporter.sources.object_file import Replaced

log = logging.getLogger(__name__)

MAX_PER_SITE = 500
"""Articles of a site that are looked at. What stands in one of twenty stands in 25 of them, give or take 10."""
LEAST_PER_SITE = 20
"""... however many sites there are."""
MAX_SAMPLE = 20_000
"""Articles that are looked at in all: some 10 MB are needed to remember which."""
MAX_SITES = 1_000
"""Sites at a time. When there are more, those with the fewest articles so far are forgotten."""
MAX_CHARACTERS = 100_000
MAX_LINES = 300
"""Of an article below its URL. What is longer, a live blog or a list, teaches nothing."""
LINE = 200
"""Characters that a line weighs besides its own."""
_DIGESTS = 2**64


class Pick(Struct, frozen=True, order=True):
    """Where a sampled article stands."""

    dump: Dump
    number: int
    """Among the records of the dump, counted from 0."""
    source: Source
    digest: int
    weight: int
    """About how many characters it takes to hold the article."""


class Sample:
    """The articles of one site that are looked at."""

    def __init__(self) -> None:
        self.records = 0
        """All that were met, versions of one article and what is left out included."""
        self._picks: dict[int, Pick] = {}
        self._largest: list[int] = []
        self._complete = True

    def __len__(self) -> int:
        return len(self._picks)

    @property
    def picks(self) -> list[Pick]:
        """In the order of their dumps."""
        return sorted(self._picks.values(), key=_place)

    @property
    def articles(self) -> int:
        """How many there are: exactly if all are in the sample, else as their digests tell (within 10 % or so)."""
        if self._complete:
            return len(self._picks)
        return (len(self._picks) - 1) * _DIGESTS // max(-self._largest[0], 1)

    @property
    def is_complete(self) -> bool:
        """Whether every article is in the sample."""
        return self._complete

    def add(self, pick: Pick, most: int) -> None:
        """One more; of two versions of an article, the one in the later dump stays."""
        known = self._picks.get(pick.digest)
        if known is not None:
            self._picks[pick.digest] = max(known, pick, key=_place)
        elif len(self._picks) < most or pick.digest < -self._largest[0]:
            self._picks[pick.digest] = pick
            heapq.heappush(self._largest, -pick.digest)
            self.shrink(most)
        else:
            self._complete = False

    def shrink(self, most: int) -> None:
        """Keep so many."""
        while len(self._picks) > most:
            del self._picks[-heapq.heappop(self._largest)]
            self._complete = False


class Samples:
    """What is sampled of each site, by the name that its profile has or would have."""

    def __init__(self, config: Config, host: str = "") -> None:
        """`host`: only this site, by the name of its profile or by a host of it."""
        self._config, self._only = config, host
        self._most = MAX_PER_SITE
        self._total = 0
        self._sites: dict[str, Sample] = {}
        self.unavailable = 0
        """Sources, folders and dumps that could not be read."""
        self.rejected = 0
        self.forgotten = 0
        """How often sites were forgotten because there were too many."""

    def __iter__(self) -> Iterator[tuple[str, Sample]]:
        return iter(sorted(self._sites.items()))

    def read(self, parts: Sequence[Part], tree: str) -> Iterator[Dump]:
        """Read every dump of the parts, and say which was. What cannot be read is logged and counted."""
        for part in parts:
            try:
                for dump in self._dumps(part, tree):
                    self._read(part.source, dump)
                    yield dump
            except SourceLost as error:
                self._missing(error)

    def _dumps(self, part: Part, tree: str) -> Iterator[Dump]:
        try:
            if is_url(part.source.path):
                raise Unavailable(
                    f"{shown(part.source.path)}: only files, folders and buckets are learnt from: fetch it first"
                )
            for found in listing.scan(part, tree):
                if isinstance(found, Dump):
                    yield found
                else:
                    self._missing(found)
        except Unavailable as error:
            self._missing(error)

    def _missing(self, error: Exception) -> None:
        self.unavailable += 1
        log.error("%s; the others go on", error)

    def _read(self, source: Source, dump: Dump) -> None:
        try:
            with opening.opened(dump) as (now, file):
                for number, found in enumerate(stream(now, file, source.reader)):
                    if isinstance(found, Record):
                        self._take(found, number, dump, source)
                    else:
                        self.rejected += 1
        except FileNotFoundError:
            return  # gone since it was listed
        except OSError as error:
            self._missing(Unavailable(f"{dump.location}: cannot be read: {error.strerror}"))
        except Replaced as error:
            self._missing(error)

    def _take(self, record: Record, number: int, dump: Dump, source: Source) -> None:
        try:
            url = urls.canonical(record.url)
            host, digest = urls.host(url), digest_of(url)
        except ValueError:
            self.rejected += 1
            return
        name = self._name(host)
        if not name or (self._only and self._only not in (name, host, host.removeprefix("www."))):
            return
        sample = self._sites.setdefault(name, Sample())
        sample.records += 1
        lines, characters = len(record.lines), sum(map(len, record.lines))
        if characters <= MAX_CHARACTERS and lines <= MAX_LINES:
            before = len(sample)
            sample.add(Pick(dump, number, source, digest, characters + LINE * lines), self._most)
            self._total += len(sample) - before
        self._limit()

    def _name(self, host: str) -> str:
        served = profiles.find(self._config.profile, host)
        return served[0] if served is not None else name_of(host)

    def _limit(self) -> None:
        if len(self._sites) > MAX_SITES:
            self.forgotten += 1
            fewest = sorted(self._sites, key=lambda name: (len(self._sites[name]), name))
            for name in fewest[: MAX_SITES // 4]:
                self._total -= len(self._sites.pop(name))
        while self._total > MAX_SAMPLE and self._most > LEAST_PER_SITE:
            self._most = max(LEAST_PER_SITE, self._most * 3 // 4)
            for sample in self._sites.values():
                sample.shrink(self._most)
            self._total = sum(map(len, self._sites.values()))


@lru_cache(maxsize=4096)
def name_of(host: str) -> str:
    """What the profile of a host that none serves would be called; empty if none can be, as of `[::1]`."""
    bare = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    bare = bare.removeprefix("www.") if bare.count(".") > 1 else bare
    if profile_host(bare):
        log.info("%s: no profile can be for this host", printable(host))
        return ""
    return bare


def digest_of(url: str) -> int:
    """64 bits over what tells this canonical URL from others, whatever the hash seed."""
    return int.from_bytes(hashlib.blake2b(urls.identity(url).encode(), digest_size=8).digest())


def _place(pick: Pick) -> tuple[str, str, int]:
    return pick.source.name, pick.dump.name, pick.number


def tree_of(config: Config) -> str:
    """Where the published tree is: no source is read there."""
    return config.output.directory
