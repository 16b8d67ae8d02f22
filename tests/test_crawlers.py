"""Crawlers come by robots.txt: ultimate-sitemap-parser over HTTP, the schemas of sitemaps, and their limits."""

import urllib.robotparser
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace
from usp.objects.page import SitemapPage
from usp.objects.sitemap import AbstractSitemap, IndexXMLSitemap, InvalidSitemap, PagesXMLSitemap
from usp.tree import sitemap_tree_for_homepage
from usp.web_client.requests_client import RequestsWebClient

from tests.published import NOW, Server, Story, Tree, only_loopback, samples
from tests.render.vocabulary import schemas
from tests.world import World, later

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
N = "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    only_loopback(monkeypatch)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tree]:
    with samples(tmp_path_factory.mktemp("crawlers")) as (found, _):
        yield found


@pytest.fixture(scope="module")
def stories(tree: Tree) -> dict[str, Story]:
    return tree.stories()


def crawled(url: str) -> AbstractSitemap:
    """The tree of sitemaps that a crawler finds by robots.txt alone."""
    client = RequestsWebClient(wait=None)
    root = sitemap_tree_for_homepage(url, web_client=client, use_known_paths=False, normalize_homepage_url=False)
    broken = [sitemap for sitemap in root.all_sitemaps() if isinstance(sitemap, InvalidSitemap)]
    assert broken == []
    return root


def pages(root: AbstractSitemap, *, news: bool) -> list[SitemapPage]:
    """Of the news sitemaps, or of all others."""
    found = [one for one in root.all_sitemaps() if isinstance(one, PagesXMLSitemap)]
    return [page for one in found if one.url.endswith("/news.xml") is news for page in one.pages]


def test_a_crawler_finds_every_article_once_with_the_time_of_its_last_change(
    tree: Tree, stories: dict[str, Story]
) -> None:
    found = [(page.url, page.last_modified) for page in pages(crawled(tree.url), news=False)]
    assert sorted(found) == sorted((one.url, one.updated) for one in stories.values())


def test_the_news_of_two_days_are_what_a_crawler_finds_in_the_news_sitemaps(
    tree: Tree, stories: dict[str, Story]
) -> None:
    found = []
    for page in pages(crawled(tree.url), news=True):
        assert page.news_story is not None
        news = page.news_story
        found.append((page.url, news.title, news.publish_date, news.publication_language))
    recent = [one for one in stories.values() if one.published > NOW - timedelta(hours=48)]
    assert 0 < len(recent) < len(stories)
    assert sorted(found) == sorted((one.url, one.title, one.published, one.language) for one in recent)


def test_the_index_names_exactly_the_sitemaps_that_there_are(tree: Tree) -> None:
    (index,) = (one for one in crawled(tree.url).all_sitemaps() if isinstance(one, IndexXMLSitemap))
    assert index.url == tree.url + "sitemap.xml"
    named = [tree.path(one.url) for one in index.sub_sitemaps]
    assert named == tree.files("sitemaps/**/*.xml")
    assert len(named) > 20


def test_the_index_says_of_each_sitemap_when_an_article_in_it_last_changed(tree: Tree) -> None:
    index = etree.fromstring(tree.read("sitemap.xml"))
    stated = {
        tree.path(one.findtext(f"{S}loc") or ""): one.findtext(f"{S}lastmod") for one in index.iterfind(f"{S}sitemap")
    }
    for path, newest in stated.items():
        document = etree.fromstring(tree.read(path))
        assert newest == max(element.text for element in document.iter(f"{S}lastmod")), path


def test_robots_txt_lets_everybody_in_and_names_the_index(tree: Tree) -> None:
    read = urllib.robotparser.RobotFileParser()
    read.parse(tree.read("robots.txt").decode().splitlines())
    assert read.site_maps() == [tree.url + "sitemap.xml"]
    assert all(read.can_fetch("AnyBot", tree.url + path) for path in tree.files())


def test_the_schemas_accept_every_sitemap_and_each_keeps_to_the_limits(tree: Tree) -> None:
    valid = etree.XMLSchema(etree.parse(schemas() / "driver-urlset.xsd"))
    index = etree.XMLSchema(etree.parse(schemas() / "siteindex.xsd"))
    assert index.validate(etree.fromstring(tree.read("sitemap.xml"))), index.error_log
    for path in tree.files("sitemaps/**/*.xml"):
        data = tree.read(path)
        document = etree.fromstring(data)
        assert valid.validate(document), (path, valid.error_log)
        is_news = path.endswith("/news.xml")
        assert len(list(document.iter(f"{N}news"))) == (len(document) if is_news else 0), path
        assert 0 < len(document) <= (1000 if is_news else 50_000)
        assert len(data) <= 52_428_800
        # The schema lets a time without a zone pass.
        assert all((element.text or "").endswith("Z") for element in document.iter(f"{S}lastmod"))
    document[0].append(etree.Element(f"{S}priority"))
    assert not valid.validate(document)


def test_a_sitemap_lists_urls_of_its_own_host_alone(tree: Tree) -> None:
    for path in tree.files("sitemaps/**/*.xml"):
        document = etree.fromstring(tree.read(path))
        hosts = {(element.text or "").split("/")[2] for element in document.iter(f"{S}loc")}
        assert hosts == {path.split("/")[1]}


def test_a_crawler_that_comes_back_sees_edits_and_an_expired_news_sitemap(tmp_path: Path) -> None:
    world = World(tmp_path)
    with Server(world.tree).running() as server:
        world.set(site=replace(world.config.site, url=server.url))
        world.dump(1)
        world.dump(2, time=later(world.now, hours=-1))
        world.run()
        first = crawled(server.url)
        assert len(pages(first, news=True)) == 1
        before = {page.url: page.last_modified for page in pages(first, news=False)}
        world.dump(1, title="Pier 1 reopens", slug="pier", time="2025-02-20T10:00:00Z")
        world.run(after=timedelta(hours=50))
        second = crawled(server.url)
        after = {page.url: page.last_modified for page in pages(second, news=False)}
        assert pages(second, news=True) == []
        assert set(before) - set(after) == {"https://news.example/artikel/1-kade"}
        assert {url: time for url, time in after.items() if url not in before} == {
            "https://news.example/artikel/1-pier": datetime(2025, 2, 20, 10, tzinfo=UTC)
        }
