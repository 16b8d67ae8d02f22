"""The feeds that a site would have if nothing ever went wrong: the plainest documents that tell the true history.

Independent of the exporter: its own window, its own archive, its own XML.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache
from html import escape
from xml.etree import ElementTree as ET

from msgspec import Struct

from tests.subscribers.truth import PAGE, Piece, Told, Truth

WINDOW = timedelta(hours=48)
EDITED = 20
TOMBSTONES = 100
SELECTED = "City"
"""The section that a selection has."""
BASE = "https://perfect.example/"
ATOM = "http://www.w3.org/2005/Atom"
AT = "http://purl.org/atompub/tombstones/1.0"
CONTENT = "http://purl.org/rss/1.0/modules/content/"

Ids = Mapping[int, str]
"""By number of an article, what it is called."""


class Line(Struct, frozen=True):
    """What a document shows of an article."""

    id: str
    piece: Piece
    published: datetime
    updated: datetime
    withdrawn: datetime | None


def documents(truth: Truth, ids: Ids, entries: int) -> dict[str, bytes]:
    """Every feed document by its path: of the main feed, of its archive, of each section and of a selection.

    `entries`: how many a feed shows at least.
    """
    placed = truth.placed
    if not truth.last:
        return {}
    pages = truth.last // PAGE
    window = recent(placed, entries)
    unarchived = [one for one in placed if one.sequence > pages * PAGE]
    both = _newest_first({one.number: one for one in (*window, *unarchived)}.values())
    edited = sorted(
        (one for one in placed if one.updated > one.published and one not in both),
        key=lambda one: (one.updated, ids[one.number]),
        reverse=True,
    )[:EDITED]
    gone = [one for one in truth.all.values() if one.withdrawn]
    found = {
        "feed.atom": _atom(_lines([*both, *edited], ids), _tombstones(gone, ids), pages),
        "feed.rss": _rss(_lines(both, ids), pages),
        "feed.json": _json(_lines(window, ids)),
    }
    for page in range(1, pages + 1):
        held, lost = (
            [one for one in some if (page - 1) * PAGE < one.sequence <= page * PAGE] for some in (placed, gone)
        )
        found[f"archive/{page:06}.atom"] = _atom(_lines(held, ids), _tombstones(lost, ids), page - 1)
        found[f"archive/{page:06}.rss"] = _rss(_lines(held, ids), page - 1)
    for section, numbers in truth.sections.items():
        shown = _lines(recent([one for one in placed if one.number in numbers], entries), ids)
        lost = [one for one in gone if section in one.left]
        for folder in [f"sections/{section.lower()}/", *["selected/"] * (section == SELECTED)]:
            found[folder + "feed.atom"] = _atom(shown, _tombstones(lost, ids), 0)
            found[folder + "feed.rss"] = _rss(shown, 0)
            found[folder + "feed.json"] = _json(shown)
    return found


def _lines(some: Iterable[Told], ids: Ids) -> tuple[Line, ...]:
    return tuple(
        Line(ids[one.number], one.piece, one.published, one.updated, one.withdrawn) for one in _newest_first(some)
    )


def _tombstones(gone: Iterable[Told], ids: Ids) -> tuple[Line, ...]:
    """The newest first."""
    found = sorted(_lines(gone, ids), key=lambda one: (one.withdrawn, one.id), reverse=True)
    return tuple(found[:TOMBSTONES])


def recent(placed: Sequence[Told], entries: int) -> list[Told]:
    """The newest, or all of the last 48 hours."""
    newest = _newest_first(placed)
    return [one for place, one in enumerate(newest) if place < entries or one.published >= newest[0].published - WINDOW]


def _newest_first(some: Iterable[Told]) -> list[Told]:
    return sorted(some, key=lambda one: one.published, reverse=True)


def html_of(one: Line) -> str:
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in one.piece.text)


def _summary(one: Line) -> str:
    return one.piece.text[0]


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, name, attributes)
    made.text = text
    return made


def _archive(page: int, suffix: str) -> str:
    return f"{BASE}archive/{page:06}.{suffix}"


@lru_cache(maxsize=1024)
def _atom(shown: tuple[Line, ...], gone: tuple[Line, ...], previous: int) -> bytes:
    feed = ET.Element(f"{{{ATOM}}}feed")
    _add(feed, f"{{{ATOM}}}id", "urn:perfect")
    _add(feed, f"{{{ATOM}}}title", "Harbour Wire")
    newest = max((one.updated for one in shown), default=datetime(2025, 1, 1))  # noqa: DTZ001 - rendered as it is
    _add(feed, f"{{{ATOM}}}updated", newest.isoformat())
    if previous:
        _add(feed, f"{{{ATOM}}}link", rel="prev-archive", href=_archive(previous, "atom"))
    for one in gone:
        _add(feed, f"{{{AT}}}deleted-entry", ref=one.id, when=one.withdrawn.isoformat())
    for one in shown:
        entry = _add(feed, f"{{{ATOM}}}entry")
        _add(entry, f"{{{ATOM}}}id", one.id)
        _add(entry, f"{{{ATOM}}}title", one.piece.title)
        _add(entry, f"{{{ATOM}}}link", rel="alternate", href=one.piece.url)
        _add(entry, f"{{{ATOM}}}published", one.published.isoformat())
        _add(entry, f"{{{ATOM}}}updated", one.updated.isoformat())
        _add(entry, f"{{{ATOM}}}category", term=one.piece.section)
        _add(entry, f"{{{ATOM}}}summary", _summary(one))
        _add(entry, f"{{{ATOM}}}content", html_of(one), type="html")
    return ET.tostring(feed, "utf-8", xml_declaration=True)


@lru_cache(maxsize=1024)
def _rss(shown: tuple[Line, ...], previous: int) -> bytes:
    rss = ET.Element("rss", version="2.0")
    channel = _add(rss, "channel")
    for name, text in (("title", "Harbour Wire"), ("link", BASE), ("description", "News")):
        _add(channel, name, text)
    if previous:
        _add(channel, f"{{{ATOM}}}link", rel="prev-archive", href=_archive(previous, "rss"))
    for one in shown:
        item = _add(channel, "item")
        _add(item, "title", one.piece.title)
        _add(item, "link", one.piece.url)
        _add(item, "description", _summary(one))
        _add(item, f"{{{CONTENT}}}encoded", html_of(one))
        _add(item, "guid", one.id, isPermaLink="false")
        _add(item, "category", one.piece.section)
        _add(item, "pubDate", format_datetime(one.published))
    return ET.tostring(rss, "utf-8", xml_declaration=True)


@lru_cache(maxsize=1024)
def _json(shown: tuple[Line, ...]) -> bytes:
    items = [
        {
            "id": one.id,
            "url": one.piece.url,
            "title": one.piece.title,
            "date_published": one.published.isoformat(),
            "date_modified": one.updated.isoformat(),
            "tags": [one.piece.section],
            "content_html": html_of(one),
        }
        for one in shown
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Wire", "items": items}).encode()
