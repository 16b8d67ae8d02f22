"""What each format says of hubs (W3C WebSub section 4): in what is subscribed to, and nowhere else."""

import json

import pytest
from lxml import etree

from exporter.model import FeedPage
from exporter.render import FEED_FORMATS
from tests.builders import article, feed_page, feeds, site

HUBS = ("https://hub.harbour.internal/", "https://second.harbour.internal/?a=1&b=2")
ATOM = "{http://www.w3.org/2005/Atom}"


def hubs_of(name: str, page: FeedPage) -> list[str]:
    data = FEED_FORMATS[name].render(page, site(), feeds())  # type: ignore[index]
    if name == "json":
        told = json.loads(data).get("hubs", [])
        assert {hub["type"] for hub in told} <= {"WebSub"}
        return [hub["url"] for hub in told]
    root = etree.fromstring(data)
    head = root if name == "atom" else root[0]
    entries = [place for place, child in enumerate(head) if child.tag in {f"{ATOM}entry", "item"}]
    links = [(place, child) for place, child in enumerate(head) if child.tag == f"{ATOM}link"]
    assert all(place < entries[0] for place, _ in links)
    assert [child.get("rel") for _, child in links].count("self") == 1
    return [str(child.get("href")) for _, child in links if child.get("rel") == "hub"]


@pytest.mark.parametrize("name", FEED_FORMATS)
def test_a_feed_names_its_hubs_in_their_order(name: str) -> None:
    path = FEED_FORMATS[name].file_name  # type: ignore[index]
    assert hubs_of(name, feed_page(article(1), path=path, hubs=HUBS)) == list(HUBS)
    assert hubs_of(name, feed_page(article(1), path=path)) == []


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_a_page_of_the_archive_names_none(name: str) -> None:
    page = feed_page(article(1), path="archive/000001.atom", archive=True, current="feed.atom", hubs=HUBS)
    assert hubs_of(name, page) == []


def test_the_channel_of_rss_still_links_to_the_site() -> None:
    root = etree.fromstring(FEED_FORMATS["rss"].render(feed_page(path="feed.rss", hubs=HUBS), site(), feeds()))
    assert [link.text for link in root[0].findall("link")] == [site().home]
