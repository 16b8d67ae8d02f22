"""A file of JSON lines that grows is read from where it was left; whatever else becomes of it, it is read anew."""

import io
import json
import os
from contextlib import contextmanager
from datetime import timedelta

import pytest
from msgspec.structs import replace

from exporter.intake import current, streaming
from exporter.sources import opening
from exporter.store import dumps
from tests.troubles import row
from tests.world import World


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.setattr(current, "LARGE", 1)
    monkeypatch.setattr(current, "SLICE", 3)
    world = World(tmp_path)
    world.set(source=(replace(world.config.source[0], include=("*.jsonl",)),))
    return world


@pytest.fixture
def read(monkeypatch):
    """How many bytes of dumps were read from the beginning of the last run on."""

    class Counted(io.FileIO):
        bytes = 0

        def readinto(self, buffer):
            count = super().readinto(buffer)
            Counted.bytes += count or 0
            return count

    @contextmanager
    def opened(dump):
        with real(dump) as (now, _), io.BufferedReader(Counted(dump.location), 64) as file:
            yield now, file

    real = opening.opened
    monkeypatch.setattr(opening, "opened", opened)

    def since() -> int:
        count, Counted.bytes = Counted.bytes, 0
        return count

    return since


def line(number, **changes):
    text = f"Quay {number} of the harbour is open again, and no other article says so in these words.\n" * 3
    return json.dumps(row(number, **{"maintext": text, **changes})) + "\n"


def append(world, *lines, name="a.jsonl"):
    with (world.dumps / name).open("a") as file:
        file.write("".join(lines))


def numbers(report):
    return report.new, report.changed, report.same, report.rejected


def test_only_what_was_added_is_read(world, read, monkeypatch):
    monkeypatch.setattr(streaming, "_AROUND", 16)
    monkeypatch.setattr("exporter.readers.HEAD", 512)
    append(world, *map(line, range(1, 200)))
    assert numbers(world.run()) == (199, 0, 0, 0)
    whole = read()
    append(world, line(200), line(201))
    assert numbers(world.run()) == (2, 0, 199, 0)
    assert read() < whole / 10
    assert world.run().same == 201
    assert read() == 0


def test_a_row_that_was_not_whole_yet_is_read_when_it_is(world):
    append(world, line(1), line(2)[:-50])
    assert numbers(world.run()) == (1, 0, 0, 1)
    append(world, line(2)[-50:], line(3))
    assert numbers(world.run()) == (2, 0, 1, 0)
    assert world.rows("SELECT * FROM rejects") == []


def test_rejects_of_what_stands_stand(world):
    append(world, line(1), '{"title": oops}\n', line(3))
    report = world.run()
    assert (numbers(report), report.new_rejects) == ((2, 0, 0, 1), 1)
    append(world, line(4), '{"title": oops}\n')
    report = world.run()
    assert (numbers(report), report.new_rejects) == ((1, 0, 2, 2), 1)
    assert world.rows("SELECT line FROM rejects ORDER BY line") == [(2,), (5,)]


@pytest.mark.parametrize("change", ["beginning", "end", "shorter", "rules"])
def test_what_is_not_as_it_was_is_read_anew(world, read, change):
    append(world, *map(line, range(1, 20)))
    world.run()
    path = world.dumps / "a.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    if change == "beginning":
        lines[0] = line(1, title="Another quay entirely, says")
    elif change == "end":
        lines[-1] = line(19, title="Another quay entirely, says")
    elif change == "shorter":
        del lines[-1]
    else:
        world.set(source=(replace(world.config.source[0], timezone="Asia/Tokyo"),))
    read()
    path.write_text("".join(lines) + line(20))
    world.run()
    assert read() > path.stat().st_size  # all of it, and once more for what it gave before
    titles = {"beginning": 1, "end": 1, "shorter": 0, "rules": 0}
    assert world.read("feed.atom").count("<title>Another quay entirely, says</title>") == titles[change]


def test_nothing_but_a_new_time_gives_nothing(world):
    append(world, line(1), line(2))
    world.run()
    os.utime(world.dumps / "a.jsonl", (1, 1))
    assert numbers(world.run()) == (0, 0, 2, 0)
    append(world, "\n \n")
    assert numbers(world.run()) == (0, 0, 2, 0)


def test_an_article_that_is_held_is_tried_again_from_the_beginning(world):
    append(world, line(1), line(2, date_publish="2031-01-01 00:00:00"))
    assert world.run().held == 1
    append(world, line(3))
    report = world.run()
    assert (report.new, report.same, report.held) == (1, 1, 1)


def test_a_row_that_is_edited_by_a_later_one_is_an_edit(world):
    append(world, line(1), line(2))
    world.run()
    append(world, line(1, title="Quay 1 shut again"))
    assert numbers(world.run()) == (0, 1, 2, 0)
    assert "Quay 1 shut again" in world.read("feed.atom")


def test_a_dump_that_is_taken_once_it_is_stored_is_read_as_a_whole(world):
    world.set(source=(replace(world.config.source[0], taken="remove"),))
    append(world, line(1))
    assert world.run().taken == 1
    append(world, line(1), line(2))
    report = world.run()
    assert (report.new, report.same, report.taken) == (1, 1, 1)


def test_a_last_row_without_an_end_is_counted_once(world):
    append(world, line(1), line(2)[:-1])
    assert numbers(world.run()) == (2, 0, 0, 0)
    append(world, "\n", line(3))
    assert numbers(world.run()) == (1, 0, 2, 0)
    assert world.run().same == 3


def test_rejects_that_are_not_kept_one_by_one_are_counted_on(world, monkeypatch):
    monkeypatch.setattr(dumps, "MAX_REJECTS", 5)
    append(world, *["{oops}\n"] * 12, line(13))
    assert numbers(world.run()) == (1, 0, 0, 12)
    append(world, line(14), "{oops}\n")
    assert numbers(world.run()) == (1, 0, 1, 13)
    [(reason,)] = world.rows("SELECT reason FROM rejects WHERE code = 'more-rejects'")
    assert reason.startswith("7 more rejects")


@pytest.mark.parametrize("added", ["{\n", "[\n", "\ufeff\n", "\n"])
def test_a_row_means_the_same_wherever_reading_went_on(world, tmp_path, added):
    rows = "SELECT line, code, reason FROM rejects ORDER BY line"
    append(world, line(1))
    world.run()
    append(world, added, line(3))
    world.run()
    whole = World(tmp_path / "whole", source=world.config.source[:0])
    whole.set(source=(replace(world.config.source[0], path=str(whole.dumps)),))
    append(whole, line(1), added, line(3))
    assert whole.run().new == 2
    assert (world.rows(rows), len(world.rows("SELECT n FROM articles"))) == (whole.rows(rows), 2)


@pytest.mark.parametrize("by", [os.replace, lambda new, old: old.write_bytes(new.read_bytes())])
def test_a_file_that_became_another_while_it_was_read_is_read_anew(world, monkeypatch, by):
    append(world, *map(line, range(1, 20)))
    append(world, *map(line, range(101, 140)), name="next.tmp")

    def passed(self, data):
        if not data and os.path.exists(world.dumps / "next.tmp"):
            by(world.dumps / "next.tmp", world.dumps / "a.jsonl")
            os.utime(world.dumps / "a.jsonl", (1, 1))
        return real(self, data)

    with monkeypatch.context() as patched:
        real = streaming.Passing._pass
        patched.setattr(streaming.Passing, "_pass", passed)
        assert world.run().new == 19
    assert numbers(world.run()) == (39, 0, 0, 0)


def test_other_formats_have_no_place_to_go_on_from(world):
    (world.dumps / "a.jsonl").write_text(json.dumps([row(1), row(2)], indent=1))
    world.run()
    assert world.rows("SELECT position FROM dumps") == [("",)]


def test_with_full_it_is_read_anew(world, read):
    append(world, *map(line, range(1, 20)))
    world.run()
    read()
    append(world, line(20))
    assert world.run(full=True).new == 1
    assert read() > (world.dumps / "a.jsonl").stat().st_size


def test_where_a_reader_gave_up_nothing_goes_on(world, monkeypatch):
    monkeypatch.setattr("exporter.readers.patience.MAX_REJECTED", 5)
    monkeypatch.setattr(streaming, "MAX_REJECTED", 5)
    append(world, *['{"kind": "log"}\n'] * 8)
    world.run()
    assert world.rows("SELECT position FROM dumps") == [("",)]


def test_a_file_that_is_always_written_to_is_read_all_the_same(world):
    append(world, line(1))
    report = world.run(rested=world.now - timedelta(days=1))
    assert (report.new, report.unfinished) == (1, 0)
    append(world, line(2)[:-30], name="a.jsonl")
    assert world.run(rested=world.now - timedelta(days=1)).unfinished == 0
    append(world, line(2)[-30:], name="a.jsonl")
    assert world.run(rested=world.now - timedelta(days=1)).new == 1
