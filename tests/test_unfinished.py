"""Dumps that somebody may be writing just now: a daemon's runs leave them for later."""

import itertools
import os
from datetime import timedelta

import pytest

from tests.world import World


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def written(path, moment):
    os.utime(path, (moment.timestamp(), moment.timestamp()))


@pytest.mark.parametrize(
    ("ago", "taken"),
    [
        (timedelta(seconds=2), True),
        (timedelta(seconds=0.5), True),
        (timedelta(seconds=0.4), False),
        (timedelta(seconds=-5), False),  # a clock that is a little ahead, or written after the run began
        (timedelta(minutes=-2), True),  # a wrong clock says nothing
        (timedelta(hours=-25), True),
    ],
)
def test_a_dump_is_left_if_it_was_written_to_just_now(world, ago, taken):
    began = world.now + timedelta(hours=1)
    written(world.dump(1), began - ago)
    written(world.dump(2), began - timedelta(days=1))
    report = world.run(rested=began - timedelta(seconds=0.5))
    assert (report.new, report.unfinished) == ((2, 0) if taken else (1, 1))


def test_where_every_dump_was_written_to_just_now_nobody_is_told_that_there_is_none(world, caplog):
    began = world.now + timedelta(hours=1)
    written(world.dump(1), began)
    with caplog.at_level("INFO"):
        world.run(rested=began - timedelta(seconds=0.5))
    assert [one.message for one in caplog.records if one.levelname == "WARNING"] == []
    assert "there is no article yet; 1 dumps were written to just now, a later run reads them" in caplog.messages


def test_a_dump_that_is_written_to_during_a_long_run_is_left(world, monkeypatch):
    began = world.now + timedelta(hours=1)
    written(world.dump(1), began + timedelta(minutes=10))
    monkeypatch.setattr("time.monotonic", itertools.count(0, 600).__next__)
    assert world.run(rested=began).unfinished == 1


def test_what_it_gave_before_stays_as_it_is_until_it_rests(world):
    written(world.dump(1), world.now)
    world.run()
    before = world.state()
    began = world.now + timedelta(hours=1)
    written(world.dump(1, title="Half a ti"), began)
    assert world.run(rested=began - timedelta(seconds=1)).unfinished == 1
    assert world.state() == before
    written(world.dump(1, title="Half a title is none"), began)
    assert world.run(rested=began + timedelta(minutes=1)).changed == 1


def test_a_single_run_takes_everything(world):
    written(world.dump(1), world.now + timedelta(hours=1))
    report = world.run()
    assert (report.new, report.unfinished) == (1, 0)
