"""OPML documents, as an importer sees them."""

import listparser
import pytest
from hypothesis import given
from lxml import etree

from exporter.config.schema import FeedFormat
from exporter.render import VERSIONS, opml
from tests.builders import feed, site
from tests.render.texts import texts

MAIN = feed()
SEA = feed(kind="section", folder="sections/sea/", title="Sea & shore", language="nl")
SKY = feed(kind="section", folder="sections/sky/", title="Sky", language="")
TUGS = feed(kind="selection", folder="tugs/", title="Tugs", description="All about tugs")

VERSION_1 = """\
<?xml version='1.0' encoding='UTF-8'?>
<opml version="2.0">
 <head>
  <title>Harbour Wire</title>
 </head>
 <body>
  <outline type="rss" text="Harbour Wire" title="Harbour Wire" xmlUrl="https://feeds.example.org/feed.atom" \
htmlUrl="https://www.example.org/" description="News of an invented harbour" language="en"/>
  <outline text="Sections">
   <outline type="rss" text="Sea &amp; shore" title="Sea &amp; shore" \
xmlUrl="https://feeds.example.org/sections/sea/feed.atom" htmlUrl="https://www.example.org/" language="nl"/>
   <outline type="rss" text="Sky" title="Sky" xmlUrl="https://feeds.example.org/sections/sky/feed.atom" \
htmlUrl="https://www.example.org/"/>
  </outline>
  <outline text="Selections">
   <outline type="rss" text="Tugs" title="Tugs" xmlUrl="https://feeds.example.org/tugs/feed.atom" \
htmlUrl="https://www.example.org/" description="All about tugs" language="en"/>
  </outline>
 </body>
</opml>
"""


def test_these_are_the_bytes_of_version_1_so_that_others_need_another_number() -> None:
    document = opml.render((TUGS, SEA, MAIN, SKY), site(), ("atom", "rss", "json"))
    assert document is not None
    assert document.decode() == VERSION_1
    assert VERSIONS["opml"] == 1


def test_an_importer_finds_every_feed_in_its_group() -> None:
    read = listparser.parse(opml.render((MAIN, SEA, TUGS), site(), ("rss",)))
    assert not read.bozo
    assert (read.version, read.meta.title) == ("opml2", "Harbour Wire")
    assert [(one.url, one.title, one.categories) for one in read.feeds] == [
        ("https://feeds.example.org/feed.rss", "Harbour Wire", []),
        ("https://feeds.example.org/sections/sea/feed.rss", "Sea & shore", [["Sections"]]),
        ("https://feeds.example.org/tugs/feed.rss", "Tugs", [["Selections"]]),
    ]


@pytest.mark.parametrize(
    ("formats", "ending"),
    [(("rss", "json", "atom"), ".atom"), (("json", "rss"), ".rss")],
)
def test_a_feed_is_listed_once_in_the_format_that_importers_read_best(
    formats: tuple[FeedFormat, ...], ending: str
) -> None:
    root = etree.fromstring(opml.render((MAIN,), site(), formats))
    assert [one.get("xmlUrl") for one in root.iter("outline")] == [f"https://feeds.example.org/feed{ending}"]


@pytest.mark.parametrize(("feeds", "formats"), [((MAIN,), ("json",)), ((MAIN,), ()), ((), ("atom",))])
def test_with_nothing_to_import_there_is_no_document(
    feeds: tuple[object, ...], formats: tuple[FeedFormat, ...]
) -> None:
    assert opml.render(feeds, site(), formats) is None


def test_there_is_no_group_without_feeds() -> None:
    root = etree.fromstring(opml.render((MAIN, TUGS), site(), ("atom",)))
    assert [one.get("text") for one in root.find("body")] == ["Harbour Wire", "Selections"]


@given(texts(), texts())
def test_titles_and_descriptions_survive(title: str, description: str) -> None:
    document = opml.render((feed(title=title, description=description),), site(title=title), ("atom",))
    root = etree.fromstring(document)
    [outline] = root.iter("outline")
    assert (outline.get("text"), outline.get("title"), outline.get("description")) == (title, title, description)
    assert root.findtext("head/title") == title
