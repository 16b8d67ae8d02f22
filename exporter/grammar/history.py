"""Archives of a feed (RFC 5005), in Atom and in RSS: which links a document has, by where it lies."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.etree import _Element

from exporter.grammar.values import is_absolute, quoted

FEED_HISTORY = "http://purl.org/syndication/history/1.0"

_PAGE = re.compile(r"archive/(\d{6,})\.(?:atom|rss)")
_ALONE = frozenset({"self", "current", "prev-archive", "next-archive"})


def archive_of(head: _Element) -> bool:
    """Whether it says that it is a page of an archive (section 4)."""
    return head.find(f"{{{FEED_HISTORY}}}archive") is not None


def page_of(path: str) -> int:
    """The number of an archive page, counted from 1; 0 if it is another document."""
    match = _PAGE.fullmatch(path)
    return int(match[1]) if match else 0


def chain(path: str, links: Sequence[_Element], archived: bool, where: str) -> Iterator[str]:
    """What is wrong with the links of a feed document to itself and its neighbours (section 4)."""
    number = page_of(path)
    by_rel: dict[str, str] = {link.get("rel", "alternate"): link.get("href", "") for link in links}
    for rel, found in Counter(link.get("rel", "alternate") for link in links).items():
        if rel in _ALONE and found > 1:
            yield f"{where} has {found} links {rel}, and may have one"
    if not by_rel.get("self", "").endswith("/" + path):
        yield f"{where} has no link to itself: self is {quoted(by_rel.get('self', ''))}"
    if archived != bool(number):
        yield f"{where} " + (
            "is no page of an archive, and says so" if archived else "does not say that it is archived"
        )
    if number:
        yield from _page(path, number, by_rel, where)
    elif "next-archive" in by_rel or "current" in by_rel:
        yield f"{where} has a link that only pages of an archive have"
    for hub in (link.get("href", "") for link in links if link.get("rel") == "hub"):
        if not is_absolute(hub):
            yield f"{where} has a hub that is no absolute IRI: {quoted(hub)}"


def _page(path: str, number: int, by_rel: dict[str, str], where: str) -> Iterator[str]:
    folder, _, suffix = path.rpartition(".")
    own = by_rel.get("self", "").removesuffix(path)
    wanted = {"current": f"feed.{suffix}"}
    if number > 1:
        wanted["prev-archive"] = f"{folder[: -len(f'{number:06d}')]}{number - 1:06d}.{suffix}"
    elif "prev-archive" in by_rel:
        yield f"{where} is the first page, and names one before it"
    if "next-archive" in by_rel:
        wanted["next-archive"] = f"{folder[: -len(f'{number:06d}')]}{number + 1:06d}.{suffix}"
    for rel, name in wanted.items():
        if by_rel.get(rel, "") != own + name:
            yield f"{where} should have a link {rel} to {name}, and has {quoted(by_rel.get(rel, ''))}"
    if "hub" in by_rel:
        yield f"{where} names a hub: nobody waits for a page of an archive"
