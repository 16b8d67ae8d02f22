"""Whatever text comes in, valid documents that say the same come out: properties of whole runs (DESIGN.md, P4, P6)."""

import json
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec import Struct

from exporter.report import Report
from tests.published import MEDIA_TYPES, Story, Tree, text_of
from tests.render.texts import HOSTILE, undamaged
from tests.world import World

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
STRICT = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)

WORSE = (
    "\x00",
    "\x08\x0b\x0c\x1b",
    "\x85 \u2028 \u2029",
    "\ufeff",
    "\u202eesrever\u202c",
    "\u200b\u200d\u00ad",
    "\ud800",
    "\udfff\ud83d",
    "\ufffe\uffff",
    "e\u0301 a\u0308",
    "Ã©tÃ© â€œquotedâ€\x9d",
    "&#0; &#x1F; &#xD800; &nbsp;&eacute;&hellip;",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "<?xml version='1.0'?>",
    "https://news.example/artikel/77-elsewhere",
    "Share this article",
    "../../../etc/passwd",
    "\u1f468\U0001f469\u200d\U0001f467",
    "x" * 3000,
)
"""What dumps hold that no clean text does. No time: a line with one, and a URL below it, begin another article."""


class Written(Struct, frozen=True):
    """A dump before it is written: its lines are whatever hypothesis likes."""

    number: int
    title: str
    time: str
    body: tuple[str, ...]
    tail: tuple[str, ...]
    end: str
    """Between lines."""

    def data(self) -> bytes:
        """The bytes. Halves of surrogate pairs are written as if they were characters."""
        address = f"https://news.example/artikel/{self.number}-kade"
        lines = (self.title, self.time, address, "", *self.body, *self.tail)
        return self.end.join(lines).encode("utf-8", "surrogatepass")

    @property
    def marks(self) -> tuple[str, ...]:
        """A word of each paragraph that must come through, in order."""
        return tuple(paragraph.split()[1] for paragraph in self.body)


def anything() -> st.SearchStrategy[str]:
    """Text with any code point, control characters and surrogates too, and known trouble among it."""
    pieces = st.one_of(st.text(max_size=30), st.sampled_from(HOSTILE + WORSE))
    return st.lists(pieces, max_size=3).map(" ".join)


def one_line() -> st.SearchStrategy[str]:
    """The same, without what ends a line."""
    return anything().map(lambda text: text.replace("\n", " ").replace("\r", " "))


@st.composite
def dumps(draw: st.DrawFn) -> Written:
    number = draw(st.integers(1, 5))
    bodies = draw(st.lists(anything(), min_size=1, max_size=4))
    hour, minute = draw(st.integers(0, 23)), draw(st.integers(0, 59))
    return Written(
        number=number,
        title=draw(st.one_of(one_line(), one_line().map("Quay {}".format))),
        time=draw(one_line()) if draw(st.integers(0, 5)) == 0 else f"2025-02-14T{hour:02}:{minute:02}:45+0100",
        body=tuple(f"Paragraph z{number}q{place}z says {text} and ends." for place, text in enumerate(bodies)),
        tail=tuple(draw(st.lists(st.one_of(anything(), st.sampled_from(["Harbour", "Sport"])), max_size=3))),
        end=draw(st.sampled_from(["\n", "\r\n", "\r"])),
    )


def exported(folder: str, given_dumps: list[Written]) -> tuple[World, Report]:
    world = World(Path(folder))
    for place, dump in enumerate(given_dumps):
        (world.dumps / f"{place:03}.txt").write_bytes(dump.data())
    return world, world.run()


def documents(tree: Tree) -> dict[str, Any]:
    """Every document, parsed without any mercy."""
    found: dict[str, Any] = {}
    for path in tree.files():
        data = tree.read(path)
        if path.endswith((".atom", ".rss", ".xml", ".opml")):
            found[path] = etree.fromstring(data, STRICT)
            assert found[path].getroottree().docinfo.internalDTD is None
        elif path.endswith((".json", ".jsonld")):
            found[path] = json.loads(data.decode("utf-8", "strict"))
        elif path.endswith(".gz"):
            found[path] = [json.loads(line) for line in data.decode("utf-8", "strict").splitlines()]
    return found


def ids(path: str, document: Any) -> list[str]:
    """Of the articles in a feed document or shard, in its order."""
    if path.endswith(".atom"):
        return [entry.findtext(f"{ATOM}id") for entry in document.iterfind(f"{ATOM}entry")]
    if path.endswith(".rss"):
        return [item.findtext("guid") for item in document.iter("item")]
    if path.endswith("feed.json"):
        return [item["id"] for item in document["items"]]
    return [row["@id"] for row in document] if path.endswith(".gz") else []


def told(path: str, document: Any) -> list[tuple[str, str, str, str]]:
    """(id, title, URL, text) of each article in an Atom or RSS document, as a strict parser reads them."""
    if path.endswith(".atom"):
        return [
            (
                entry.findtext(f"{ATOM}id"),
                entry.findtext(f"{ATOM}title"),
                entry.find(f"{ATOM}link").get("href"),
                text_of(entry.findtext(f"{ATOM}content") or ""),
            )
            for entry in document.iterfind(f"{ATOM}entry")
        ]
    return [
        (item.findtext("guid"), item.findtext("title"), item.findtext("link"), text_of(item.findtext(CONTENT) or ""))
        for item in document.iter("item")
    ]


def moment(read: Any) -> datetime:
    return datetime(*read[:6], tzinfo=UTC)


def assert_feedparser_agrees(path: str, data: bytes, stories: dict[str, Story]) -> None:
    kind = MEDIA_TYPES[Path(path).suffix]
    read = feedparser.parse(data, response_headers={"content-type": kind})
    assert (read.bozo, read.get("bozo_exception")) == (False, None), path
    for entry in read.entries:
        one = stories[entry.id]
        assert (entry.link, moment(entry.published_parsed)) == (one.url, one.published)
        if path.endswith(".atom"):
            assert moment(entry.updated_parsed) == one.updated
        # What looks like HTML in an RSS title feedparser treats as such, whatever RSS says.
        if undamaged(one.title) and entry.title_detail.type == "text/plain":
            assert entry.title == one.title
        if one.text and undamaged(one.text):
            assert text_of(entry.content[0].value) == one.text


SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@SLOW
@given(st.lists(dumps(), min_size=1, max_size=5))
def test_whatever_the_dumps_say_the_tree_is_valid_and_says_the_same_in_every_format(given_dumps: list[Written]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world, report = exported(folder, given_dumps)
        assert len(given_dumps) == sum(
            (report.new, report.changed, report.same, report.superseded, report.duplicate, report.held, report.rejected)
        )
        tree = Tree(world.tree, world.config.site.url)
        stories = tree.stories()
        assert len(stories) == report.new
        assert tree.dangling() == []
        for path, document in documents(tree).items():
            found = ids(path, document)
            assert len(set(found)) == len(found), path
            assert set(found) <= stories.keys()
            if path.endswith((".atom", ".rss")):
                expected = [(stories[id_].id, stories[id_].title, stories[id_].url, stories[id_].text) for id_ in found]
                assert told(path, document) == expected
                assert_feedparser_agrees(path, tree.read(path), stories)
        before = world.state()
        assert world.run().new_rejects == 0
        assert world.state() == before


@SLOW
@given(dumps())
def test_every_paragraph_comes_through_whole_and_in_order(dump: Written) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world, report = exported(folder, [dump])
        assert report.new + report.rejected + report.held == 1
        if report.new:
            (one,) = Tree(world.tree, world.config.site.url).stories().values()
            words = Counter(one.text.split())
            assert [words[mark] for mark in dump.marks] == [1] * len(dump.marks)
            assert list(dump.marks) == sorted(dump.marks, key=one.text.index)


@SLOW
@given(anything(), anything())
def test_a_bad_dump_harms_no_other(title: str, text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        world.dump(1)
        world.run()
        before = world.read("feed.atom")
        data = f"{title}\nnever\n{text}\n".encode("utf-8", "surrogatepass")
        (world.dumps / "bad.txt").write_bytes(data)
        report = world.run()
        assert (report.same, report.rejected, report.new) == (1, 1, 0)
        assert world.read("feed.atom") == before
        ((dump, reason),) = world.rows("SELECT dump, reason FROM rejects")
        assert dump == "bad.txt"
        assert reason.isprintable()
