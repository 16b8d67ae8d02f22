"""Records that a later run meets again: under another profile, source or name. Nobody is shown anything twice."""

import os

import pytest
from msgspec.structs import replace

from exporter.config.schema import Source
from exporter.sources.choice import Part, choose
from tests.world import PROFILE, World, cut_off

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
        "SELECT id, json_extract(CAST(article AS TEXT), '$.title') FROM texts JOIN articles USING (n) ORDER BY sequence"
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
        return world.rows("SELECT json_extract(CAST(article AS TEXT), '$.language') FROM texts")

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


@pytest.mark.parametrize("damage", ["Quay", ""], ids=["half-written", "emptied"])
def test_an_edit_back_is_one_also_if_the_dump_was_met_damaged_in_between(world, damage):
    path = world.dump(1, title="One")
    one = path.read_bytes()
    world.run()
    world.dump(1, title="Two, and longer")
    world.run()
    path.write_text(damage)
    world.run()
    path.write_bytes(one)
    world.run()
    assert [title for _, title in titles(world)] == ["One"]
    before = world.state()
    touch(path)
    world.run()
    assert world.state() == before


def test_a_dump_corrected_to_an_earlier_time_before_its_run_was_completed_counts(world, monkeypatch):
    world.dump(1, title="Wrong", time="2025-02-14T12:00:00Z")
    with cut_off(monkeypatch, "exporter.marking.settle"):
        world.run()
    world.dump(1, title="Right", time="2025-02-14T11:00:00Z")
    world.run()
    assert [title for _, title in titles(world)] == ["Right"]


def test_a_version_cut_out_of_a_dump_of_two_changes_nothing_and_no_count(world):
    later, earlier = (
        world.dump(1, title=title, time=time).read_text()
        for title, time in (("Later", "2025-02-14T10:00:00Z"), ("Earlier", "2025-02-14T09:00:00Z"))
    )
    world.dump(1).write_text(f"{later}\n\n{earlier}")
    world.run()
    world.dump(1).write_text(later)
    report = world.run()
    assert (report.changed, report.same, report.written) == (0, 1, 0)


def test_rejects_of_a_source_named_once_stay_until_it_is_mended(world, tmp_path):
    world.dump(1)
    world.run()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "000001.txt").write_text("only a title")
    part = choose(str(tmp_path / "other"), world.config.source)
    assert world.run(parts=(part,)).exit_status == 3
    assert world.rows("SELECT source, code FROM rejects") == [(str(tmp_path / "other"), "no-header")]


def test_a_folder_called_as_a_source_is_in_another_place_is_none_of_it(world, tmp_path, monkeypatch):
    world.dump(1, time="never")
    world.run()
    (tmp_path / "x" / "dumps").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "x")
    world.run(parts=(choose("dumps", world.config.source),))
    assert world.rows("SELECT source FROM rejects") == [("dumps",)]


def test_another_broken_record_at_the_same_place_is_a_new_reject(world):
    world.dump(1)
    path = world.dumps / "today.txt"
    for day, expected in (("Monday", 3), ("Tuesday", 3), ("Tuesday", 0)):
        path.write_text(f"News of {day}\n2025-02-14T12:00:00Z\nno url on {day}\n\nText.\n")
        touch(path)
        assert world.run().exit_status == expected


def test_a_reject_in_a_dump_whose_name_is_no_utf8_is_told_once_and_stays_in_the_status(world):
    with open(os.path.join(os.fsencode(world.dumps), b"\xe9" * 60 + b".txt"), "wb") as file:
        file.write(b"only a title")
    assert [world.run().exit_status, world.run().exit_status] == [3, 0]
    assert len(world.rows("SELECT dump FROM rejects")) == 1
