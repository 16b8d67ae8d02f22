"""The archive of RFC 5005: what a client finds that follows the links back from the subscription document."""

import feedparser
import pytest
from lxml import etree
from msgspec.structs import replace

from exporter.config.schema import ArchiveFormat
from exporter.model import FeedPage
from exporter.render import FEED_FORMATS
from tests.builders import article, feed, feed_page, feeds, site

HISTORY = "{http://purl.org/syndication/history/1.0}archive"


def pages(name: ArchiveFormat) -> tuple[FeedPage, ...]:
    """A subscription document with articles 5 to 4, and archive pages 2 (4, 3) and 1 (2, 1)."""
    form = FEED_FORMATS[name]
    first, second, top = form.archive_path(1), form.archive_path(2), form.file_name
    return (
        feed_page(article(5), article(4), path=top, previous=second),
        feed_page(article(4), article(3), path=second, archive=True, current=top, previous=first),
        feed_page(article(2), article(1), path=first, archive=True, current=top, next=second),
    )


def published(name: ArchiveFormat) -> dict[str, bytes]:
    return {site().url + page.path: FEED_FORMATS[name].render(page, site(), feeds()) for page in pages(name)}


def links(document: bytes) -> dict[str, str]:
    found = [link for link in feedparser.parse(document).feed.links if link.rel != "alternate"]
    assert len({link.rel for link in found}) == len(found)
    return {link.rel: link.href for link in found}


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_who_follows_the_links_back_finds_every_article_once_it_knows_the_ids(name: ArchiveFormat) -> None:
    tree = published(name)
    url, found = site().url + FEED_FORMATS[name].file_name, []
    while url:
        document = tree.pop(url)
        assert links(document)["self"] == url
        found += [entry.id for entry in feedparser.parse(document).entries]
        url = links(document).get("prev-archive", "")
    assert tree == {}
    assert list(dict.fromkeys(found)) == [article(number).id for number in (5, 4, 3, 2, 1)]


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_an_unchained_page_is_the_page_drawn_without_the_next_one(name: ArchiveFormat) -> None:
    form, page = FEED_FORMATS[name], pages(name)[2]
    document = form.render(page, site(), feeds())
    alone = form.render(replace(page, next=""), site(), feeds())
    assert form.unchained(document, page, site()) == alone != document


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_each_document_names_exactly_the_neighbours_it_has(name: ArchiveFormat) -> None:
    at = f"{site().url}archive/00000{{}}.{name}".format
    top = f"{site().url}feed.{name}"
    assert [links(document) for document in published(name).values()] == [
        {"self": top, "prev-archive": at(2)},
        {"self": at(2), "current": top, "prev-archive": at(1)},
        {"self": at(1), "current": top, "next-archive": at(2)},
    ]


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_archive_pages_and_no_others_are_marked_before_their_entries(name: ArchiveFormat) -> None:
    marks = []
    for document in published(name).values():
        root = etree.fromstring(document)
        head = root if name == "atom" else root[0]
        marks.append([child.tag for child in head].index(HISTORY) if root.find(f".//{HISTORY}") is not None else None)
        entries = [i for i, child in enumerate(head) if etree.QName(child).localname in ("entry", "item")]
        assert marks[-1] in (None, entries[0] - 1)
    assert [mark is not None for mark in marks] == [False, True, True]


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_the_links_of_history_are_in_the_head_and_in_no_entry(name: ArchiveFormat) -> None:
    for document in published(name).values():
        root = etree.fromstring(document)
        inside = [link.get("rel") for link in root.iterfind(".//{*}entry/{*}link")]
        inside += [link.get("rel") for link in root.iterfind(".//item/{http://www.w3.org/2005/Atom}link")]
        assert set(inside) <= {"alternate"}


def test_all_documents_are_one_logical_feed() -> None:
    read = [feedparser.parse(document).feed for document in published("atom").values()]
    assert {(one.id, one.title) for one in read} == {(feed().id, feed().title)}


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_no_size_limit_takes_an_article_out_of_an_archive_page(name: ArchiveFormat) -> None:
    for page in pages(name)[1:]:
        small = FEED_FORMATS[name].render(page, site(), feeds(max_bytes=1))
        assert small == FEED_FORMATS[name].render(page, site(), feeds())
