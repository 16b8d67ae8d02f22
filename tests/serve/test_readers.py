"""Real readers subscribe to what `exporter serve` serves."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import feedparser
import pytest
import reader
from msgspec.structs import replace

from exporter import serve
from exporter.config.schema import Feeds, Serve
from exporter.serve import tree
from tests.published import only_loopback
from tests.world import World

FEED_FILES = ("feed.atom", "feed.rss", "feed.json")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    only_loopback(monkeypatch)


@pytest.fixture(params=[tree.RESTED, -1], ids=["files of this moment", "files that rest"])
def world(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Seven articles, published and served; `config.site.url` is where."""
    monkeypatch.setattr(tree, "RESTED", request.param)
    one = World(tmp_path, serve=Serve(port=0), feeds=Feeds(archive_page=3, archives=("atom", "rss")))
    with serve.background(one.config) as url:
        one.set(site=replace(one.config.site, url=url))
        for number in range(1, 8):
            one.dump(number)
        one.run()
        yield one


@pytest.mark.parametrize("name", ["feed.atom", "feed.rss"])
def test_feedparser_gets_304_by_entity_tag_and_by_date_until_there_is_something_new(world: World, name: str) -> None:
    url = world.config.site.url + name
    first: Any = feedparser.parse(url)
    assert (first.status, first.bozo, len(first.entries)) == (200, False, 7)
    assert first.headers["content-encoding"] == "gzip"
    for known in ({"etag": first.etag}, {"modified": first.modified}, {"etag": first.etag, "modified": first.modified}):
        again: Any = feedparser.parse(url, **known)
        assert (again.status, again.entries) == (304, [])
    world.run()
    assert feedparser.parse(url, etag=first.etag).status == 304
    world.dump(8)
    world.run()
    for known in ({"etag": first.etag}, {"modified": first.modified}, {"etag": first.etag, "modified": first.modified}):
        again = feedparser.parse(url, **known)
        assert (again.status, len(again.entries)) == (200, 8)


def history(world: World) -> Iterator[int]:
    """Editions: new articles, edits, a changed slug and runs with nothing new. Gives how many articles there are."""
    yield 7
    world.run()
    yield 7
    world.dump(8)
    world.dump(3, title="Quay 3 reopens at last", body=("It took a year.",))
    world.run()
    yield 8
    world.dump(8, slug="new-slug", title="Quay 8, renamed", name="again.txt")
    world.run()
    yield 8
    for number in range(9, 14):
        world.dump(number)
    world.run()
    world.run(full=True)
    yield 13


def test_the_reader_of_lemon24_sees_each_article_once_over_editions_and_edits(world: World) -> None:
    with reader.make_reader(":memory:") as one:
        for name in FEED_FILES:
            one.add_feed(world.config.site.url + name)
        seen = 0
        for total in history(world):
            for result in one.update_feeds_iter(scheduled=False):
                assert not isinstance(result.value, Exception), result
                assert (result.value.new if result.value else 0) == total - seen
            seen = total
            for name in FEED_FILES:
                entries = list(one.get_entries(feed=world.config.site.url + name))
                assert len({entry.id for entry in entries}) == len(entries) == total
        titles = {entry.title for entry in one.get_entries()}
        assert {"Quay 3 reopens at last", "Quay 8, renamed"} <= titles


@pytest.mark.skipif(not shutil.which("newsboat"), reason="newsboat is not installed: apt-get install newsboat")
@pytest.mark.parametrize("name", ["feed.atom", "feed.rss"])
def test_newsboat_sees_each_article_once_over_editions_and_edits(world: World, tmp_path: Path, name: str) -> None:
    """What it read is in its cache. (One feed at a time: it keeps an id once, whichever feed it came from.)"""
    home = tmp_path / "home"
    home.mkdir()
    (home / "urls").write_text(f"{world.config.site.url}{name}\n")
    (home / "config").touch()
    command = ["newsboat", "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload"]
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    seen = 0
    for total in history(world):
        subprocess.run(command, cwd=home, env=environment, check=True, capture_output=True, timeout=300)
        with closing(sqlite3.connect(home / "cache.db")) as cache:
            rows = cache.execute("SELECT guid, title, unread FROM rss_item WHERE deleted = 0").fetchall()
            ((tag,),) = cache.execute("SELECT etag FROM rss_feed").fetchall()
            cache.execute("UPDATE rss_item SET unread = 0")
            cache.commit()
        assert len({guid for guid, *_ in rows}) == len(rows) == total
        assert sum(unread for *_, unread in rows) == total - seen  # nothing read becomes unread again
        assert tag or not seen  # it asks conditionally; after its first reload it remembers no tag yet
        seen = total
    assert {"Quay 3 reopens at last", "Quay 8, renamed"} <= {title for _, title, _ in rows}
