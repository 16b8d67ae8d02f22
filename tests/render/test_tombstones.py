"""Feeds that tell of what was withdrawn, and the lists of all of it."""

import json

import feedparser
import pytest
from lxml import etree
from msgspec.structs import replace

from exporter.model import Tombstone
from exporter.render import FEED_FORMATS, gone
from tests.builders import SHARED, article, feed_page, feeds, site, utc

AT = "{http://purl.org/atompub/tombstones/1.0}"
OLD = Tombstone(
    "urn:uuid:00000000-0000-5000-8000-000000000008", utc("2025-03-01T12:00:00"), utc("2025-02-14T01:00:00"), 8
)
NEW = replace(OLD, id="urn:uuid:00000000-0000-5000-8000-000000000009", when=utc("2025-03-02T12:00:00"), sequence=9)


def drawn(name, *articles, **changes) -> bytes:
    page = replace(feed_page(path=FEED_FORMATS[name].file_name), articles=articles, tombstones=(NEW, OLD))
    return FEED_FORMATS[name].render(replace(page, **changes), site(), feeds(max_bytes=changes.pop("room", 10**6)))


def test_atom_has_them_before_its_entries_with_the_reasons_that_may_be_told():
    told = (replace(NEW, reason='By order of <Court> & "Co"'), OLD)
    root = etree.fromstring(drawn("atom", article(1), tombstones=told))
    found = list(root.iter(f"{AT}deleted-entry"))
    assert [(one.get("ref"), one.get("when"), "".join(one.itertext())) for one in found] == [
        (NEW.id, "2025-03-02T12:00:00+00:00", 'By order of <Court> & "Co"'),
        (OLD.id, "2025-03-01T12:00:00+00:00", ""),
    ]
    names = [etree.QName(child).localname for child in root]
    assert names[-3:] == ["deleted-entry", "deleted-entry", "entry"]


def test_a_feed_without_any_declares_nothing():
    assert b"tombstones" not in drawn("atom", article(1), tombstones=())


@pytest.mark.parametrize("articles", [(), (article(1),)])
@pytest.mark.parametrize("name", ["atom", "rss", "json"])
def test_each_format_is_valid_and_as_new_as_what_was_withdrawn_last(name, articles):
    data = drawn(name, *articles)
    if name == "json":
        assert len(json.loads(data)["items"]) == len(articles)
        return
    parsed = feedparser.parse(data)
    assert not parsed.bozo
    assert len(parsed.entries) == len(articles)
    assert parsed.feed.updated_parsed[:6] == (2025, 3, 2, 12, 0, 0)
    rng = SHARED / "schemas" / "atom.rng"
    if name == "atom" and rng.exists():
        etree.RelaxNG(etree.parse(rng)).assertValid(etree.fromstring(data))


def test_an_article_that_is_newer_than_the_last_of_them_counts():
    assert b"<updated>2025-03-05" in drawn("atom", article(1, updated=utc("2025-03-05T12:00:00")))


@pytest.mark.parametrize("name", ["atom", "rss"])
@pytest.mark.parametrize("articles", [(), (article(2), article(1))])
def test_a_page_of_the_archive_without_the_next_is_the_same_page(name, articles):
    form = FEED_FORMATS[name]
    archive = {"archive": True, "current": form.file_name, "path": form.archive_path(1)}
    page = replace(feed_page(**archive), articles=articles, tombstones=(NEW, OLD), next=form.archive_path(2))
    data = form.render(page, site(), feeds())
    assert form.unchained(data, page, site()) == form.render(replace(page, next=""), site(), feeds())


def test_they_count_for_the_size_and_are_never_dropped():
    many = tuple(article(number) for number in range(9, 0, -1))
    whole, room = drawn("atom", *many), len(drawn("atom", *many)) - 1
    page = replace(feed_page(path="feed.atom"), articles=many, tombstones=(NEW, OLD))
    less = FEED_FORMATS["atom"].render(page, site(), feeds(max_bytes=room))
    assert len(less) <= room < len(whole)
    assert (less.count(b"<entry>"), less.count(b"<at:deleted-entry")) == (8, 2)


def test_the_lists_have_a_line_each_and_say_no_more_than_they_are_given():
    rows, table = gone.lists((OLD, replace(NEW, keys=("ab",), url="https://news.example/9", sequence=0)), site())
    path = "articles/2025/02/14/00000000-0000-5000-8000-00000000000"
    assert [json.loads(line) for line in rows.data.splitlines()] == [
        {"id": OLD.id, "when": "2025-03-01T12:00:00Z", "path": f"{path}8.jsonld", "sequence": 8},
        {
            "id": NEW.id,
            "when": "2025-03-02T12:00:00Z",
            "path": f"{path}9.jsonld",
            "keys": ["ab"],
            "url": "https://news.example/9",
        },
    ]
    assert table.data.decode() == f"/{path}8.jsonld 1;\n/{path}9.jsonld 1;\n"
    assert (rows.count, rows.updated, rows.data[-1:]) == (2, NEW.when, b"\n")
    assert list(gone.lists((), site())) == []


def test_a_list_can_be_read_and_damage_is_told_by_its_line():
    told = replace(NEW, keys=("ab",), feeds=("urn:uuid:1",), url="https://news.example/9", reason="Why")
    [rows, _] = gone.lists((OLD, told), site())
    midnight = utc("2025-02-14T00:00:00")
    assert gone.read_lists(rows.data) == (replace(OLD, published=midnight), replace(told, published=midnight))
    for damaged in (b"{}", b"nonsense", rows.data.splitlines()[0].replace(b"14/0", b"14/1"), b'{"id":"x"}'):
        with pytest.raises(ValueError, match="line 3: "):
            gone.read_lists(rows.data + damaged)
    first, second = rows.data.splitlines(keepends=True)
    for said_twice in (first, first.replace(b"8", b"7").replace(b'"sequence":7', b'"sequence":8'), second):
        with pytest.raises(ValueError, match="line 3: its id, its place or a key of it is that of a line before it"):
            gone.read_lists(rows.data + said_twice)
    for sequence in (b"-1", b"9007199254740992"):
        with pytest.raises(ValueError, match="line 1: Expected `int`"):
            gone.read_lists(first.replace(b'"sequence":8', b'"sequence":' + sequence))


def test_the_table_has_paths_as_a_server_sees_them():
    [_, table] = gone.lists((OLD,), site(url="https://example.org/a%20%22b%22/"))
    assert table.data.startswith(rb'"/a \"b\"/articles/2025/')
