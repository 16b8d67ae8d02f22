"""Atom 1.0 (RFC 4287) with archives (RFC 5005) and tombstones (RFC 6721)."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from lxml.etree import _Element

from exporter.grammar import content
from exporter.grammar.atom_constructs import children, common, moment
from exporter.grammar.history import archive_of, chain
from exporter.grammar.markup import ATOM, at, attributes, cardinality, known, leaf, no_text, parsed
from exporter.grammar.values import is_absolute, is_id, quoted, rfc_3339

TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"

_A = f"{{{ATOM}}}"
_DELETED = f"{{{TOMBSTONES}}}deleted-entry"
_SOURCE = frozenset({"author", "category", "contributor", "generator", "icon", "id", "link", "logo", "rights"}) | {
    "subtitle",
    "title",
    "updated",
}
_FEED = _SOURCE | {"entry"}
_ENTRY = frozenset({"author", "category", "content", "contributor", "id", "link", "published", "rights", "source"}) | {
    "summary",
    "title",
    "updated",
}


def faults(path: str, data: bytes) -> Iterator[str]:
    """Everything that is wrong with a feed document: a subscription document, or a page of the archive."""
    root = parsed(data)
    if isinstance(root, str):
        yield root
        return
    if root.tag != f"{_A}feed":
        yield f"{at(root)} is the root, which must be <feed> of {ATOM}"
        return
    yield from common(root)
    yield from no_text(root)
    yield from known(root, ATOM, _FEED)
    yield from cardinality(root, ATOM, ("id", "title", "updated"), ("subtitle", "generator", "icon", "logo", "rights"))
    yield from _order(root)
    yield from children(root)
    entries, tombstones = root.findall(f"{_A}entry"), root.findall(_DELETED)
    archived = archive_of(root)
    yield from chain(path, root.findall(f"{_A}link"), archived, at(root))
    if not entries and not tombstones:
        yield f"{at(root)} has neither entries nor tombstones"
    for entry in entries:
        yield from _entry(entry, credited=root.find(f"{_A}author") is not None)
    for tombstone in tombstones:
        yield from _tombstone(tombstone)
    yield from _ids(root, entries, tombstones)


def _order(root: _Element) -> Iterator[str]:
    """All that is said of the feed, tombstones and extensions too, comes before the first entry (RFC 4287 app. B)."""
    begun = False
    for child in root:
        if child.tag == f"{_A}entry":
            begun = True
        elif begun:
            yield f"{at(child)} stands behind an entry: what a feed says of itself comes first"


def _entry(entry: _Element, *, credited: bool) -> Iterator[str]:
    """An entry (section 4.1.2); `credited`: the feed has an author, which stands for it."""
    yield from common(entry)
    yield from no_text(entry)
    yield from known(entry, ATOM, _ENTRY)
    yield from cardinality(
        entry, ATOM, ("id", "title", "updated"), ("content", "published", "rights", "source", "summary")
    )
    yield from children(entry)
    if not credited and entry.find(f"{_A}author") is None and entry.find(f"{_A}source/{_A}author") is None:
        yield f"{at(entry)} has no author, and its feed has none"
    body = entry.find(f"{_A}content")
    links = entry.findall(f"{_A}link")
    if body is None and all(link.get("rel", "alternate") != "alternate" for link in links):
        yield f"{at(entry)} has neither content nor a link to it"
    if any(link.get("rel") in {"prev-archive", "next-archive", "current"} for link in links):
        yield f"{at(entry)} has a link to an archive: that belongs to the feed"
    if body is not None:
        yield from common(body)
        yield from _content(body)
    source = entry.find(f"{_A}source")
    if source is not None:
        yield from common(source)
        yield from known(source, ATOM, _SOURCE)
        yield from cardinality(source, ATOM, (), ("id", "title", "updated", "subtitle", "rights"))
        yield from children(source)
    times = [moment(entry.find(f"{_A}{name}")) for name in ("published", "updated")]
    if times[0] and times[1] and times[1] < times[0]:
        yield f"{at(entry)} was updated before it was published"


def _content(body: _Element) -> Iterator[str]:
    """Section 4.1.3, of what this tree has: HTML as text, or text."""
    if body.get("src") is not None:
        yield f"{at(body)} is elsewhere: readers show only what is in the feed"
    elif body.get("type", "text") not in {"html", "text"}:
        yield f"{at(body)} is of type {quoted(body.get('type', ''))}: only html and text are"
    else:
        yield from leaf(body)
        if body.get("type") == "html":
            yield from (f"{at(body)}: {wrong}" for wrong in content.faults(body.text or ""))


def _tombstone(tombstone: _Element) -> Iterator[str]:
    """RFC 6721 section 3."""
    yield from attributes(tombstone, ("ref", "when"))
    yield from no_text(tombstone)
    yield from known(tombstone, TOMBSTONES, ("by", "comment"))
    yield from cardinality(tombstone, TOMBSTONES, (), ("by", "comment"))
    if not is_absolute(tombstone.get("ref", "")):
        yield f"{at(tombstone)} has no id as ref: {quoted(tombstone.get('ref', ''))}"
    found = rfc_3339(tombstone.get("when", ""))
    if isinstance(found, str):
        yield f"{at(tombstone)}: {found}"


def _ids(root: _Element, entries: list[_Element], tombstones: list[_Element]) -> Iterator[str]:
    """No id twice, none both alive and withdrawn; the feed is as new as the newest of them (section 4.2.15)."""
    found = [entry.findtext(f"{_A}id", "") for entry in entries]
    gone = [tombstone.get("ref", "") for tombstone in tombstones]
    for identity, number in Counter(found + gone).items():
        if number > 1:
            state = "both alive and withdrawn" if identity in found and identity in gone else "there twice"
            yield f"{at(root)}: {quoted(identity)} is {state}"
    own = root.findtext(f"{_A}id", "")
    yield from (f"{at(root)}: {quoted(one)} is no urn:uuid:" for one in (own, *found, *gone) if not is_id(one))
    if own in found:
        yield f"{at(root)}: {quoted(own)} is the feed and one of its entries"
    moments = [moment(entry.find(f"{_A}updated")) for entry in entries]
    for tombstone in tombstones:
        when = rfc_3339(tombstone.get("when", ""))
        moments.append(when if isinstance(when, datetime) else None)
    newest, updated = max(filter(None, moments), default=None), moment(root.find(f"{_A}updated"))
    if newest and updated and newest != updated:
        yield f"{at(root)} was updated at {updated.isoformat()}, and the newest in it at {newest.isoformat()}"
