"""Whether the pages of an archive are all there, in a row, and hold all that they should (RFC 5005 section 4)."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from exporter.check.claims import Claims
from exporter.check.findings import Finding, holes, ranges, some


class Page(Struct, frozen=True):
    """A page of the archive."""

    claims: Claims
    """Without entries."""
    held: tuple[int, ...]
    """Sequence numbers of its articles, ascending; 0 for those of whom nobody knows it."""

    @property
    def number(self) -> int:
        """Counted from 1."""
        return number_of(self.claims.path)


def number_of(path: str) -> int:
    """`archive/000012.atom` is page 12."""
    return int(path.rpartition("/")[2].partition(".")[0])


def path_of(number: int, suffix: str) -> str:
    """The inverse."""
    return f"archive/{number:06d}.{suffix}"


def chain(pages: Mapping[int, Page], feed: Claims | None, suffix: str, base: str) -> Iterator[Finding]:
    """What is wrong with how pages and their subscription document name each other.

    `feed`: the subscription document, if it could be read; `base`: where the tree is served; empty if nobody knows.
    """
    last = max(pages)
    if missing := list(holes(sorted(pages))):
        yield Finding(path_of(last, suffix), f"is page {last} of the archive, but there is no page {some(missing)}")
    identity = "" if feed is None else feed.feed

    def url(number: int) -> str:
        return base + path_of(number, suffix) if 1 <= number <= last else ""

    for number, page in sorted(pages.items()):
        claims = page.claims
        if claims.unreadable:
            continue
        if not claims.archived:
            yield Finding(claims.path, "is a page of the archive, and does not say so")
        wanted = (
            ("prev-archive", claims.previous, url(number - 1)),
            ("next-archive", claims.next, url(number + 1)),
            ("current", claims.current, f"{base}feed.{suffix}"),
        )
        for rel, stated, right in wanted if base else ():
            if stated != right:
                yield Finding(claims.path, f"names {stated or 'nothing'} as {rel}, not {right or 'nothing'}")
        if identity and claims.feed and claims.feed != identity:
            yield Finding(claims.path, f"is of the feed {claims.feed}, but feed.{suffix} is {identity}")
    if feed is not None and base and feed.previous != url(last):
        yield Finding(feed.path, f"names {feed.previous or 'nothing'} as prev-archive, not {url(last)}")


def size_of(pages: Mapping[int, Page], gone: frozenset[int], last: int) -> int:
    """How many articles a page of the archive is for, told by what the pages hold; 0 if nothing fits.

    `gone`: sequence numbers of what was withdrawn, which no page shows; `last`: the highest of all.
    """
    spans = [(number, page.held[0], page.held[-1]) for number, page in pages.items() if page.held and page.held[0]]
    low = max([-(-highest // number) for number, _, highest in spans], default=1)
    high = min([(lowest - 1) // (number - 1) for number, lowest, _ in spans if number > 1], default=last)
    fitting = [size for size in range(low, high + 1) if _fills(pages.get(1), size, gone)]
    # Withdrawn articles at the end of a page leave open how long it is; how many pages there are does not.
    return next((size for size in fitting if last // size == max(pages)), fitting[0] if fitting else 0)


def _fills(first: Page | None, size: int, gone: frozenset[int]) -> bool:
    return first is None or len(first.held) == size - sum(1 for one in gone if one <= size)


def contents(page: Page, size: int, gone: frozenset[int]) -> Iterator[str]:
    """What is wrong with what a page holds."""
    if page.claims.unreadable:
        return
    wanted = set(range((page.number - 1) * size + 1, page.number * size + 1)) - gone
    held = set(page.held)
    if missing := sorted(wanted - held):
        yield f"lacks the articles with sequence {ranges(missing)}"
    if strange := sorted(held - wanted - {0}):
        yield f"holds the articles with sequence {ranges(strange)}, which belong to another page"
