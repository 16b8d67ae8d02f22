"""What a reader gets when it asks for a document, and what it finds in there."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from html import unescape
from pathlib import Path

from lxml import etree
from msgspec import Struct

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


class Answer(Struct, frozen=True):
    """Of a server: 200 with a body, 304 or 404."""

    status: int
    body: bytes = b""
    etag: str = ""
    modified: int = 0


Ask = Callable[[str, str, int], Answer]
"""A server: asked for a path, If-None-Match (or ""), If-Modified-Since (or 0)."""


def _answered(body: bytes, etag: str, modified: int, known: str, since: int) -> Answer:
    """What RFC 9110 section 13.2.2 asks for: the time counts only where no entity tag is sent."""
    if known == etag or (not known and since >= modified):
        return Answer(304, b"", etag, modified)
    return Answer(200, body, etag, modified)


def folder(root: Path) -> Ask:
    """A folder behind a stock web server: entity tags are made of time and size, as nginx makes them."""

    def ask(path: str, known: str, since: int) -> Answer:
        try:
            status, body = (root / path).stat(), (root / path).read_bytes()
        except FileNotFoundError:
            return Answer(404)
        modified = int(status.st_mtime)
        return _answered(body, f"{modified:x}-{status.st_size:x}", modified, known, since)

    return ask


class Ideal:
    """Documents behind a server that could not be better: tags from the bytes, times that only go on."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[bytes, int]] = {}
        self._times = 0

    def put(self, documents: dict[str, bytes]) -> None:
        """Serve these; others as they were."""
        self._times += 1
        for path, body in documents.items():
            if path not in self._held or self._held[path][0] != body:
                self._held[path] = (body, self._times)

    def bodies(self) -> dict[str, bytes]:
        return {path: body for path, (body, _) in self._held.items()}

    def __call__(self, path: str, known: str, since: int) -> Answer:
        if path not in self._held:
            return Answer(404)
        body, modified = self._held[path]
        return _answered(body, hashlib.sha256(body).hexdigest(), modified, known, since)


class Entry(Struct, frozen=True):
    """One entry of a document, in any format."""

    id: str
    link: str
    title: str
    text: str
    published: datetime
    updated: datetime | None
    """RSS does not say it."""
    tags: tuple[str, ...]

    @property
    def number(self) -> int:
        """Of the article: only its link says it."""
        return number_of(self.link)


class Page(Struct, frozen=True):
    """One document."""

    entries: tuple[Entry, ...]
    """In its order."""
    previous: str = ""
    """The path of the next older page of the archive."""
    gone: tuple[tuple[str, str], ...] = ()
    """(ref, when) of its tombstones."""


def number_of(link: str) -> int:
    found = re.search(r"/artikel/(\d+)-", link)
    assert found, link
    return int(found[1])


def plain(html: str) -> str:
    """The text of a piece of HTML, by words."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@lru_cache(maxsize=4096)
def read(path: str, body: bytes) -> Page:
    """What a reader finds in a document with this name."""
    if path.endswith(".json"):
        return _read_json(body)
    root = etree.fromstring(body)
    links = {one.get("rel"): one.get("href") for one in root.iterfind(f".//{_ATOM}link")}
    previous = links.get("prev-archive") or ""
    previous = f"archive/{previous.rpartition('/')[2]}" if previous else ""
    if path.endswith(".rss"):
        return Page(tuple(_item(one) for one in root.iterfind("channel/item")), previous)
    gone = root.iterfind("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    entries = tuple(_entry(one) for one in root.iterfind(f"{_ATOM}entry"))
    return Page(entries, previous, tuple((str(one.get("ref")), str(one.get("when"))) for one in gone))


def _entry(one: etree._Element) -> Entry:
    text = {name: one.findtext(_ATOM + name) or "" for name in ("id", "title", "content", "published", "updated")}
    return Entry(
        text["id"],
        one.find(f"{_ATOM}link").get("href"),
        text["title"],
        plain(text["content"]),
        datetime.fromisoformat(text["published"]),
        datetime.fromisoformat(text["updated"]),
        tuple(each.get("term") for each in one.iterfind(f"{_ATOM}category")),
    )


def _item(one: etree._Element) -> Entry:
    text = {name: one.findtext(name) or "" for name in ("guid", "link", "title", "description", "pubDate")}
    return Entry(
        text["guid"],
        text["link"],
        text["title"],
        plain(one.findtext(_CONTENT) or text["description"]),
        parsedate_to_datetime(text["pubDate"]),
        None,
        tuple(each.text or "" for each in one.iterfind("category")),
    )


def _read_json(body: bytes) -> Page:
    return Page(
        tuple(
            Entry(
                one["id"],
                one["url"],
                one["title"],
                plain(one["content_html"]),
                datetime.fromisoformat(one["date_published"]),
                datetime.fromisoformat(one["date_modified"]),
                tuple(one.get("tags", ())),
            )
            for one in json.loads(body)["items"]
        )
    )
