"""One tree feeds another: what is published as data shards is a dump like any other, and comes out the same."""

import json
import shutil

from msgspec.structs import replace

from exporter.config.schema import Feeds
from tests import golden_tree as golden
from tests.builders import site, utc
from tests.world import World

KEPT = ("url", "title", "content_html", "date_published", "tags", "authors", "language", "summary", "image")


def items(tree):
    """By URL, what the main JSON Feed of a tree says of each article."""
    return {
        one["url"]: {key: one.get(key) for key in KEPT} for one in json.loads((tree / "feed.json").read_text())["items"]
    }


def fed(root, tree):
    """A world whose only dumps are the data shards of a tree."""
    world = World(root)
    world.set(source=(replace(world.config.source[0], include=("*.jsonl.gz",)),), profile={})
    for shard in (tree / "data").glob("*.jsonl.gz"):
        shutil.copy(shard, world.dumps)
    return world


def test_articles_come_out_as_they_went_in(tmp_path):
    first = World(tmp_path / "first")
    for number in range(1, 8):
        first.dump(number)
    first.run()
    first.dump(3, time="2025-02-20T10:00:00+00:00", body=("It was edited later, the harbour office says.",))
    first.run()
    second = fed(tmp_path / "second", first.tree)
    report = second.run()
    assert (report.new, report.rejected) == (7, 0)
    assert items(second.tree) == items(first.tree)
    assert "date_modified" in second.read("feed.json")
    assert second.run().written == 0


def test_sub_heads_sections_keywords_and_authors_survive(tmp_path):
    first = golden.publish(tmp_path / "golden")
    second = fed(tmp_path / "second", first)
    second.set(feeds=Feeds(entries=500), site=site())
    second.now = utc("2026-06-01T00:00:00")
    report = second.run()
    assert report.rejected == 0
    ours, theirs = items(second.tree), items(first)
    assert ours.keys() >= theirs.keys()
    assert {url: ours[url] for url in theirs} == theirs


def test_an_article_that_was_edited_in_the_first_tree_is_changed_in_the_second(tmp_path):
    first = World(tmp_path / "first")
    first.dump(1)
    first.run()
    second = fed(tmp_path / "second", first.tree)
    second.run()
    first.dump(1, title="Quay 1 shut again", time="2025-02-15T10:00:00+00:00")
    first.run()
    for shard in (first.tree / "data").glob("*.jsonl.gz"):
        shutil.copy(shard, second.dumps)
    report = second.run()
    assert (report.new, report.changed) == (0, 1)
    assert "Quay 1 shut again" in second.read("feed.atom")


def test_the_other_urls_of_a_text_go_with_it(tmp_path):
    first = World(tmp_path / "first")
    body = ("The quay is open again, the harbour office says, " + "and ships come back to it " * 12 + "at last.",)
    first.dump(1, body=body)
    first.run()
    first.dump(2, body=body)
    assert first.run().duplicate == 1
    second = fed(tmp_path / "second", first.tree)
    assert second.run().new == 1
    [article] = (second.tree / "articles").rglob("*.jsonld")
    assert json.loads(article.read_text())["sameAs"] == ["https://news.example/artikel/2-kade"]
