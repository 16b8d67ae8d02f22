"""robots.txt, byte for byte and as the standard library's parser reads it."""

from urllib.robotparser import RobotFileParser

from exporter.render import VERSIONS, robots
from tests.builders import site


def test_it_allows_all_and_names_each_index_by_its_url() -> None:
    assert robots.render(["sitemap.xml", "sitemap-2.xml"], site()) == (
        b"User-agent: *\n"
        b"Allow: /\n"
        b"\n"
        b"Sitemap: https://feeds.example.org/sitemap.xml\n"
        b"Sitemap: https://feeds.example.org/sitemap-2.xml\n"
    )
    assert VERSIONS["robots"] == robots.VERSION == 1


def test_without_sitemaps_it_names_none() -> None:
    assert robots.render([], site()) == b"User-agent: *\nAllow: /\n"


def test_a_tree_below_a_folder_has_its_sitemaps_there() -> None:
    lines = robots.render(["sitemap.xml"], site(url="https://example.org/feeds/")).decode().splitlines()
    assert lines[-1] == "Sitemap: https://example.org/feeds/sitemap.xml"


def test_a_crawler_may_fetch_everything_and_finds_the_sitemaps() -> None:
    parser = RobotFileParser()
    parser.parse(robots.render(["sitemap.xml"], site()).decode().splitlines())
    assert parser.can_fetch("AnyBot/1.0", "https://feeds.example.org/articles/2025/02/14/x.jsonld")
    assert parser.site_maps() == ["https://feeds.example.org/sitemap.xml"]
