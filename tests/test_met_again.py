"""Records that a later run meets again: under another profile, source or name. Nobody is shown anything twice."""

import os

import pytest
from msgspec.structs import replace

from exporter.config.schema import Source
from exporter.sources.choice import Part
from tests.world import PROFILE, World

HOUR = 3600


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def touch(path):
    """Another time, the same bytes: the dump is read again."""
    status = path.stat()
    os.utime(path, (status.st_atime, status.st_mtime + HOUR))


def titles(world):
    return world.rows(
        "SELECT id, json_extract(article, '$.title') FROM texts JOIN articles USING (n) ORDER BY sequence"
    )


def test_two_articles_that_a_late_profile_calls_one_stay_two_and_are_never_mixed(world):
    world.set(profile={})
    world.dump(7, slug="a", name="1.txt", title="First headline")
    world.run()
    second = world.dump(7, slug="b", name="2.txt", title="Second headline")
    world.run()
    before = titles(world)
    assert [title for _, title in before] == ["First headline", "Second headline"]
    world.set(profile={"news.example": PROFILE})
    world.run()
    touch(second)
    report = world.run()
    assert (report.changed, report.same) == (0, 2)
    assert titles(world) == before


def test_a_key_that_comes_with_a_record_met_again_is_in_the_data(world):
    world.set(profile={"news.example": replace(PROFILE, identity=r"/artikel/(\d+)")})
    first = world.dump(7, slug="a", name="1.txt")
    world.run()
    world.dump(7, slug="b", name="2.txt", title="Another headline")
    world.run()
    world.set(profile={"news.example": replace(PROFILE, identity=r"/artikel/(.*)")})
    world.run()
    touch(first)
    world.run()
    assert world.run(full=True).written == 0


def test_a_renamed_source_keeps_its_articles_under_its_settings(world):
    def language():
        return world.rows("SELECT json_extract(article, '$.language') FROM texts")

    world.set(profile={}, source=(Source(path=str(world.dumps), name="old", language="fy"),))
    world.dump(1)
    world.run()
    assert language() == [("fy",)]
    times = world.rows("SELECT id, published, updated, first_seen FROM articles")
    world.set(source=(Source(path=str(world.dumps), name="new", language="fy"),))
    world.run()
    assert language() == [("fy",)]
    world.set(source=(Source(path=str(world.dumps), name="new", language="nl"),))
    world.run()
    assert language() == [("nl",)]
    assert world.rows("SELECT id, published, updated, first_seen FROM articles") == times


def test_a_copy_in_another_configured_source_takes_no_article_over(world, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    here, there = Source(path=str(world.dumps), name="here"), Source(path=str(other), name="there", language="nl")
    world.set(profile={}, source=(here, there))
    path = world.dump(1)
    world.run()
    (other / "copy.txt").write_bytes(path.read_bytes())
    world.run()
    assert world.rows("SELECT source FROM articles") == [("here",)]


def test_a_one_off_source_takes_no_article_over(world):
    world.dump(1)
    world.run()
    world.run(parts=(Part(Source(path=str(world.dumps), name="once")),))
    assert world.rows("SELECT source FROM articles") == [("dumps",)]


def test_rejects_go_with_the_name_of_their_source(world):
    path = world.dump(1, time="never")
    world.run()
    world.set(source=(Source(path=str(world.dumps), name="new"),))
    world.run()
    assert world.rows("SELECT source, code FROM rejects") == [("new", "bad-date")]
    world.dump(1)
    touch(path)
    world.run()
    assert world.rows("SELECT source, code FROM rejects") == []


@pytest.mark.parametrize("order", [("d1", "d2"), ("d2", "d1")])
def test_of_dumps_that_change_places_the_later_version_wins_in_any_order(world, tmp_path, order):
    sources = {}
    for name in order:
        (tmp_path / name).mkdir()
        sources[name] = Source(path=str(tmp_path / name), name=name)
    world.set(source=tuple(sources[name] for name in order))
    old, new = (
        world.dump(1, title=title, time=time).read_bytes()
        for title, time in (
            ("Old", "2025-02-14T01:00:00Z"),
            ("New", "2025-02-14T05:00:00Z"),
        )
    )
    for first, second in ((old, new), (new, old)):
        for name, data in (("d1", first), ("d2", second)):
            path = tmp_path / name / "a.txt"
            path.write_bytes(data)
            os.utime(path, (1, 1 if first is old else 2))
        world.run()
    assert [title for _, title in titles(world)] == ["New"]
