"""A feed that its last articles left goes on to show them: a subscriber finds neither an empty document nor none."""

import json

import pytest
from msgspec.structs import replace

from exporter.config.schema import Selection
from tests.published import Tree
from tests.world import World

FEED = "sections/city/feed.json"


@pytest.fixture
def world(tmp_path):
    """A world whose section City has been left by its only article."""
    world = World(tmp_path)
    world.dump(1, tail=("City", "Share this article"))
    world.dump(2, tail=("Sport", "Share this article"))
    world.run()
    world.dump(1, tail=("Sport", "Share this article"))
    world.run()
    return world


def shown(world, path=FEED):
    return [item["title"] for item in json.loads(world.read(path))["items"]]


def test_it_shows_what_left_it_last(world):
    assert shown(world) == ["Quay 1 reopens"]
    assert world.run(full=True).written == 0


def test_it_shows_an_edit_of_what_left_it(world):
    world.dump(1, title="Quay 1 closes", tail=("Sport", "Share this article"))
    world.run()
    assert shown(world) == shown(world, "sections/sport/feed.json")[1:] == ["Quay 1 closes"]


def test_what_comes_drives_out_what_left(world):
    world.dump(3, tail=("City", "Share this article"))
    world.run()
    assert shown(world) == ["Quay 3 reopens"]
    world.dump(3, tail=("Sport", "Share this article"))
    world.run()
    assert shown(world) == ["Quay 3 reopens"]
    assert world.run(full=True).written == 0


def test_those_that_leave_together_stay_together_in_any_order(tmp_path):
    for order in ((1, 2), (2, 1)):
        world = World(tmp_path / str(order))
        for number in (1, 2):
            world.dump(number, tail=("City", "Share this article"))
        world.run()
        for place, number in enumerate(order):
            world.dump(number, tail=("Sport", "Share this article"), name=f"later-{place}.txt", title=f"Edit {number}")
        world.run()
        assert shown(world) == ["Edit 2", "Edit 1"]


def test_a_section_that_nobody_ever_saw_gets_no_feed(tmp_path):
    world = World(tmp_path)
    world.dump(1, name="a.txt", time="2025-02-14T01:00:00Z", tail=("City", "Share this article"))
    world.dump(1, name="b.txt", time="2025-02-14T02:00:00Z", tail=("Sport", "Share this article"))
    world.run()
    assert sorted(path.name for path in (world.tree / "sections").iterdir()) == ["sport"]


@pytest.mark.parametrize(
    "changes",
    [
        [{"formats": ("rss",), "archives": ()}, {"formats": ("atom", "rss", "json"), "archives": ("atom",)}],
        [{"formats": ("atom",), "archives": ("atom",)}],
        [{"sections": False}, {"sections": True}],
    ],
)
def test_it_follows_the_settings_and_no_document_names_what_is_not_there(world, changes):
    for change in changes:
        world.set(feeds=replace(world.config.feeds, **change))
        world.run()
        assert Tree(world.tree, world.config.site.url).dangling() == []
    there = {path.suffix[1:] for path in (world.tree / "sections" / "city").iterdir()}
    assert there == {*world.config.feeds.formats, "html"}


def test_it_moves_with_the_tree_and_with_its_address(world):
    world.set(
        site=replace(world.config.site, url="https://elsewhere.example/"),
        output=replace(world.config.output, directory=str(world.root / "other")),
    )
    world.run()
    world.tree = world.root / "other"
    assert json.loads(world.read(FEED))["feed_url"] == f"https://elsewhere.example/{FEED}"
    assert Tree(world.tree, world.config.site.url).dangling() == []


def test_a_selection_that_selects_nothing_any_more_shows_what_it_did(world):
    world.set(feed=(Selection(slug="one", title="One", sections=("Sport",)),))
    world.run()
    before = shown(world, "one/feed.json")
    world.set(feed=(Selection(slug="one", title="One", sections=("Nothing",)),))
    world.run()
    assert shown(world, "one/feed.json") == before
    assert world.run(full=True).written == 0
    world.set(feed=())
    world.run()
    assert not (world.tree / "one").exists()
    world.set(feed=(Selection(slug="one", title="One", sections=("Nothing",)),))
    world.run()
    assert shown(world, "one/feed.json") == before
    assert Tree(world.tree, world.config.site.url).dangling() == []
