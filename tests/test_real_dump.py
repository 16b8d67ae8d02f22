"""A real article, with all its typography and chrome, through a whole export: not one mistake.

Its text is not this project's, so it lies beside it; only its first and last words are quoted here.
"""

import gzip
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree
from msgspec.structs import replace

from tests.builders import SHARED, utc
from tests.published import Tree, text_of
from tests.world import World

DUMP = SHARED / "seeds" / "000_994c02dd919a356e.txt"
DIGEST = "1aa34e0515879385"
PUBLISHED = utc("2025-02-14T21:00:45")
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"

pytestmark = pytest.mark.skipif(
    not DUMP.exists(), reason="no shared/seeds beside the project: the real dump is not checked"
)


@pytest.fixture
def lines() -> list[str]:
    """The dump line by line, of which the first 17 are title, time, URL, an empty line and 13 paragraphs."""
    return DUMP.read_text("utf-8").split("\n")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Without any profile of its own: the built-in one is what knows the site."""
    world = World(tmp_path, profile={})
    (world.dumps / DUMP.name).write_bytes(DUMP.read_bytes())
    assert world.run().new == 1
    return world


def only(elements: Any) -> Any:
    (one,) = elements
    return one


def in_atom(world: World, path: str = "feed.atom") -> Any:
    return only(etree.fromstring(world.read(path).encode()).iterfind(f"{ATOM}entry"))


def in_rss(world: World, path: str = "feed.rss") -> Any:
    return only(etree.fromstring(world.read(path).encode()).iter("item"))


def in_json(world: World, path: str = "feed.json") -> Any:
    return only(json.loads(world.read(path))["items"])


def in_file(world: World) -> Any:
    return only(json.loads(path.read_bytes()) for path in world.tree.rglob("articles/**/*.jsonld"))


def in_shard(world: World) -> Any:
    return only(json.loads(gzip.decompress(path.read_bytes())) for path in world.tree.glob("data/*.gz"))


def test_the_dump_is_the_one_that_the_expectations_are_of(lines: list[str]) -> None:
    assert hashlib.sha256(DUMP.read_bytes()).hexdigest().startswith(DIGEST)
    assert lines[3] == ""
    assert lines[17:] == ["Nieuwsuur", "Buitenland", "Deel artikel:"]


def test_its_title_is_its_first_line_everywhere(world: World, lines: list[str]) -> None:
    assert {
        in_atom(world).findtext(f"{ATOM}title"),
        in_rss(world).findtext("title"),
        in_json(world)["title"],
        in_file(world)["headline"],
        in_shard(world)["headline"],
    } == {lines[0]}


def test_it_was_published_at_its_instant_everywhere(world: World) -> None:
    assert in_atom(world).findtext(f"{ATOM}published") == "2025-02-14T21:00:45+00:00"
    assert in_rss(world).findtext("pubDate") == "Fri, 14 Feb 2025 21:00:45 GMT"
    assert in_json(world)["date_published"] == in_file(world)["datePublished"] == "2025-02-14T21:00:45Z"
    assert in_shard(world)["datePublished"] == "2025-02-14T21:00:45Z"
    for name in ("feed.atom", "feed.rss"):
        entry = only(feedparser.parse(world.read(name)).entries)
        assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == PUBLISHED
    assert in_atom(world).findtext(f"{ATOM}updated") == "2025-02-14T21:00:45+00:00"
    assert (world.tree / "sitemaps" / "nos.nl" / "2025-02.xml").exists()
    assert only(world.tree.glob("articles/2025/02/14/*.jsonld"))
    assert only(world.tree.glob("data/2025-02-14.*.gz"))


def test_its_thirteen_paragraphs_are_whole_everywhere_and_nothing_else_is_among_them(
    world: World, lines: list[str]
) -> None:
    paragraphs = lines[4:17]
    assert paragraphs[0].startswith("De Amerikanen committeren")
    assert paragraphs[-1].endswith('zit je aan tafel."')
    for found in (
        text_of(in_atom(world).findtext(f"{ATOM}content")),
        text_of(in_rss(world).findtext(CONTENT)),
        text_of(in_json(world)["content_html"]),
        in_file(world)["articleBody"],
        in_shard(world)["articleBody"],
    ):
        assert found.split("\n\n") == paragraphs
    for html in (in_atom(world).findtext(f"{ATOM}content"), in_rss(world).findtext(CONTENT)):
        assert html.count("<p>") == html.count("</p>") == 13
        assert "<h2>" not in html


def test_no_published_document_holds_its_share_line(world: World) -> None:
    tree = Tree(world.tree, world.config.site.url)
    assert [path for path in tree.files() if b"Deel artikel" in tree.read(path)] == []


def test_its_summary_is_its_lead_in_whole_sentences(world: World, lines: list[str]) -> None:
    summary = in_file(world)["description"]
    assert 0 < len(summary) <= 300
    assert lines[4].startswith(summary)
    assert summary[-1] == "."
    assert in_atom(world).findtext(f"{ATOM}summary") == in_json(world)["summary"] == summary
    assert in_rss(world).findtext("description") == summary


def test_its_sections_are_named_in_their_order_and_their_feeds_hold_it(world: World) -> None:
    assert [element.get("term") for element in in_atom(world).iterfind(f"{ATOM}category")] == [
        "Nieuwsuur",
        "Buitenland",
    ]
    assert [element.text for element in in_rss(world).iterfind("category")] == ["Nieuwsuur", "Buitenland"]
    assert in_json(world)["tags"] == ["Nieuwsuur", "Buitenland"]
    assert in_file(world)["articleSection"] == in_shard(world)["articleSection"] == ["Nieuwsuur", "Buitenland"]
    assert "keywords" not in in_file(world)
    assert sorted(path.name for path in (world.tree / "sections").iterdir()) == ["buitenland", "nieuwsuur"]
    identity = in_file(world)["@id"]
    for slug in ("nieuwsuur", "buitenland"):
        assert in_atom(world, f"sections/{slug}/feed.atom").findtext(f"{ATOM}id") == identity
        assert in_rss(world, f"sections/{slug}/feed.rss").findtext("guid") == identity
        assert in_json(world, f"sections/{slug}/feed.json")["id"] == identity


def test_its_language_publisher_and_url_are_those_of_its_site(world: World, lines: list[str]) -> None:
    node = in_file(world)
    assert (node["inLanguage"], node["publisher"]["name"], node["url"]) == ("nl", "NOS", lines[2])
    assert in_json(world)["language"] == "nl"
    assert in_atom(world).get("{http://www.w3.org/XML/1998/namespace}lang") == "nl"
    assert in_rss(world).findtext("{http://purl.org/dc/elements/1.1/}language") == "nl"
    assert in_rss(world).findtext("link") == in_json(world)["url"] == lines[2]
    assert in_atom(world).find(f"{ATOM}link").get("href") == lines[2]


@pytest.mark.parametrize("changed", ["headline", "slug", "scheme", "www", "dump name", "base URL", "time"])
def test_its_id_stays_when_something_else_changes(world: World, lines: list[str], changed: str) -> None:
    identity = in_file(world)["@id"]
    path = world.dumps / DUMP.name
    text = path.read_text("utf-8")
    url = lines[2]
    path.write_text(
        {
            "headline": text.replace(lines[0], "Rutte sprak met Vance"),
            "slug": text.replace(url, url.split("-")[0] + "-rutte-sprak-met-vance"),
            "scheme": text.replace(url, url.replace("https:", "http:")),
            "www": text.replace(url, url.replace("://", "://www.")),
            "time": text.replace("22:00:45", "23:30:00"),
        }.get(changed, text),
        "utf-8",
    )
    if changed == "dump name":
        path.rename(world.dumps / "other.txt")
    if changed == "base URL":
        world.set(site=replace(world.config.site, url="http://elsewhere.example/"))
    report = world.run()
    assert report.new == report.rejected == 0
    assert in_file(world)["@id"] == identity
    assert in_atom(world).findtext(f"{ATOM}id") == in_rss(world).findtext("guid") == in_json(world)["id"] == identity
    assert in_file(world)["datePublished"] == "2025-02-14T21:00:45Z"
    assert world.rows("SELECT COUNT(*) FROM articles") == [(1,)]
