"""The daemon's loop through whole days, with a simulated clock."""

import itertools
import logging
import os
import time
from datetime import timedelta

import pytest
import time_machine
from msgspec.structs import replace

from exporter.config.schema import Source
from exporter.daemon.loop import LONGEST, SOON
from exporter.daemon.planner import use_utc
from exporter.errors import Locked
from exporter.outcome import Stored
from tests.builders import utc
from tests.daemon.simulation import DONE, FAILED, LOCKED, World, config, planner

SPRING, AUTUMN, ORDINARY = "2026-03-28T23:00:00", "2026-10-24T22:00:00", "2026-11-24T23:00:00"
"""Midnight in Amsterdam before a day of 23, 25 and 24 hours."""


@pytest.fixture(autouse=True)
def in_utc():
    """As the daemon sees to; afterwards as it was."""
    before = os.environ.get("TZ")
    use_utc()
    yield
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@pytest.fixture
def at():
    """Set the clock, and let it stand."""
    travels = []

    def travel(text):
        travels.append(time_machine.travel(utc(text).timestamp(), tick=False))
        return travels[-1].start()

    yield travel
    for each in travels:
        each.stop()


def times(world):
    return [began for began, _ in world.began]


@pytest.mark.parametrize(("midnight", "hours"), [(SPRING, 23), (AUTUMN, 25), (ORDINARY, 24)])
def test_an_interval_has_the_same_length_through_a_day_of_any_length(at, midnight, hours):
    world = World(at(midnight), config(every="10 minutes")).until(utc(midnight) + timedelta(hours=hours))
    began = times(world)
    assert began[0] == utc(midnight)
    assert len(began) == hours * 6
    gaps = {second - first for first, second in itertools.pairwise(began)}
    assert max(gaps) - min(gaps) < timedelta(seconds=1)
    assert world.most_at_work == 1


@pytest.mark.parametrize(
    ("midnight", "hours", "expected"),
    [
        (SPRING, 23, ["2026-03-29T01:30:00", "2026-03-29T04:00:00", "2026-03-29T16:30:00"]),
        (AUTUMN, 25, ["2026-10-25T00:30:00", "2026-10-25T05:00:00", "2026-10-25T17:30:00"]),
        (ORDINARY, 24, ["2026-11-25T01:30:00", "2026-11-25T05:00:00", "2026-11-25T17:30:00"]),
    ],
)
def test_each_time_of_day_comes_once_on_a_day_of_any_length(at, midnight, hours, expected):
    settings = config(at=("06:00", "18:30", "02:30"))
    world = World(at(midnight), settings).until(utc(midnight) + timedelta(hours=hours))
    first, *others = times(world)
    assert first == utc(midnight)  # at once
    assert [round(began.timestamp()) for began in others] == pytest.approx(
        [utc(each).timestamp() for each in expected], abs=1.5
    )


def test_what_is_due_again_and_again_during_a_run_is_one_run_after_it(at):
    world = World(at(ORDINARY), config(every="1 minute"), takes=timedelta(minutes=10, seconds=30))
    began = times(world.until(utc(ORDINARY) + timedelta(hours=1)))
    assert world.most_at_work == 1
    assert len(began) == 6
    assert {second - first >= timedelta(minutes=10) for first, second in itertools.pairwise(began)} == {True}


@pytest.mark.parametrize("settings", [{"every": "5 minutes"}, {"at": ("06:00", "07:00", "08:00")}])
def test_after_a_night_asleep_there_is_one_run(at, settings):
    world = World(at(ORDINARY), config(**settings))
    slept, woke = utc(ORDINARY) + timedelta(minutes=7), utc(ORDINARY) + timedelta(hours=9, minutes=3)
    world.asleep.append((slept, woke))
    world.until(woke + timedelta(minutes=4))
    after = [began for began in times(world) if began >= slept]
    assert len(after) == 1
    assert timedelta() <= after[0] - woke < timedelta(seconds=31)


def test_jitter_puts_off_each_run_by_another_part_of_it(at):
    world = World(at(ORDINARY), config(every="10 minutes", jitter="5 minutes"))
    began = times(world.until(utc(ORDINARY) + timedelta(hours=24)))
    gaps = [(second - first).total_seconds() for first, second in itertools.pairwise(began)]
    assert 599 < min(gaps) < 660
    assert 840 < max(gaps) < 902
    assert len({round(gap) for gap in gaps}) > 30


def test_jitter_of_a_time_of_day_neither_adds_nor_loses_a_day(at):
    start = utc(ORDINARY)
    world = World(at(ORDINARY), config(at=("06:00",), jitter="30 minutes")).until(start + timedelta(days=8))
    _, *began = times(world)
    assert len(began) == 8
    late = [(moment - start - timedelta(days=day, hours=6)).total_seconds() for day, moment in enumerate(began)]
    assert min(late) >= 0
    assert 600 < max(late) <= 1802


def test_a_run_that_fails_is_logged_and_the_next_one_is_tried(at, caplog):
    world = World(at(ORDINARY), config(every="10 minutes"))
    world.outcome = FAILED
    world.until(utc(ORDINARY) + timedelta(minutes=35))
    assert len(world.began) == 4
    assert [outcome.status for outcome in world.told] == [1] * 4
    assert [record.getMessage() for record in caplog.records].count("a run failed: the disk is full") == 4


def test_a_run_that_cannot_be_started_is_a_failure_too(at, caplog):
    world = World(at(ORDINARY), config(every="10 minutes"))

    def start(*_):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    world.loop._start = start
    world.until(utc(ORDINARY) + timedelta(minutes=15))
    assert [outcome.status for outcome in world.told] == [1, 1]
    assert "the run cannot be started: [Errno 11] Resource temporarily unavailable" in caplog.text


def test_each_source_has_a_schedule_of_its_own(at):
    sources = (
        Source(path="a", name="usual"),
        Source(path="b", name="often", every="7 minutes"),
        Source(path="c", name="morning", at=("06:00",)),
    )
    world = World(at(ORDINARY), config(*sources, every="30 minutes"))
    world.until(utc(ORDINARY) + timedelta(hours=24))
    assert world.began[0][1] == ("usual", "often", "morning")
    runs = {name: sum(name in names for _, names in world.began) for name in ("usual", "often", "morning")}
    assert runs["morning"] == 2
    assert runs["usual"] == 48
    assert runs["often"] in (205, 206)


def test_without_a_source_there_are_runs_too(at):
    empty = config(every="10 minutes")
    world = World(at(ORDINARY), type(empty)(site=empty.site, schedule=empty.schedule))
    assert len(times(world.until(utc(ORDINARY) + timedelta(minutes=25)))) == 3


def test_a_new_dump_is_read_at_once_and_only_its_source(at):
    world = World(at(ORDINARY), config(Source(path="a", name="a"), Source(path="b", name="b"), every="1 hour"))
    moment = utc(ORDINARY) + timedelta(minutes=10)
    world.events.append((moment, lambda: world.new.add("b")))
    world.until(utc(ORDINARY) + timedelta(minutes=20))
    assert [names for _, names in world.began] == [("a", "b"), ("b",)]
    assert world.began[1][0] - moment < timedelta(seconds=1)


def test_a_run_that_left_an_unfinished_dump_is_repeated_soon(at):
    world = World(at(ORDINARY), config(every="1 hour"))
    world.outcome = type(FAILED)(0.0, 0.0, 0, "1 unfinished", {"unfinished": 1})
    world.events.append((utc(ORDINARY) + timedelta(seconds=55), lambda: setattr(world, "outcome", FAILED)))
    began = times(world.until(utc(ORDINARY) + timedelta(minutes=50)))
    gaps = [(second - first).total_seconds() for first, second in itertools.pairwise(began)]
    assert gaps == pytest.approx([30, 30], abs=1)  # a run takes 20 s here, and 10 s are between


def test_a_run_that_finds_another_at_work_is_put_off_and_nobody_hears_of_it(at, caplog):
    caplog.set_level(logging.INFO)
    world = World(at(ORDINARY), config(every="1 hour"), takes=timedelta(seconds=1))
    world.outcome = LOCKED
    world.events.append((utc(ORDINARY) + timedelta(seconds=40), lambda: setattr(world, "outcome", DONE)))
    began = times(world.until(utc(ORDINARY) + timedelta(minutes=50)))
    assert [round((each - began[0]).total_seconds()) for each in began] == pytest.approx([0, 11, 22, 33, 44], abs=1)
    assert (world.starts, world.told) == (1, [DONE])
    assert {record.levelname for record in caplog.records} == {"INFO"}
    assert caplog.messages.count("a run is put off: another run is at work") == 1


def test_what_is_put_off_is_not_forgotten_for_what_is_due_before_it(at):
    world = World(at(ORDINARY), config(Source(path="a", name="a"), Source(path="b", name="b"), every="1 hour"))
    world.outcome, world.takes = LOCKED, timedelta(seconds=1)

    def appears():
        world.outcome = DONE
        world.new.add("b")

    world.events.append((utc(ORDINARY) + timedelta(seconds=5), appears))
    world.until(utc(ORDINARY) + timedelta(minutes=20))
    assert [names for _, names in world.began] == [("a", "b"), ("a", "b")]


def test_a_reload_brings_the_new_schedule_into_force_at_once(at, caplog):
    caplog.set_level(logging.INFO)
    world = World(at(ORDINARY), config(every="1 hour"))

    def change():
        world.settings = config(every="10 minutes")
        world.reload()

    world.events.append((utc(ORDINARY) + timedelta(minutes=5), change))
    began = times(world.until(utc(ORDINARY) + timedelta(minutes=36)))
    assert [round((each - began[0]).total_seconds() / 60) for each in began] == [0, 5, 15, 25, 35]
    assert "the configuration is read again" in caplog.messages


def test_a_reload_of_a_wrong_configuration_keeps_the_one_before_and_says_every_mistake(at, caplog):
    world = World(at(ORDINARY), config(every="10 minutes"))

    def spoil():
        world.settings = None
        world.reload()

    world.events.append((utc(ORDINARY) + timedelta(minutes=5), spoil))
    began = times(world.until(utc(ORDINARY) + timedelta(minutes=35)))
    assert [round((each - began[0]).total_seconds() / 60) for each in began] == [0, 10, 20, 30]
    assert caplog.messages == [
        "config.toml:3: feeds.entries: expected a whole number",
        "config.toml:4: wrong too",
        "the configuration is not changed: the one before stays in force",
    ]


def test_a_clock_that_is_set_back_does_not_stop_it(at, caplog):
    traveller = at(ORDINARY)
    world = World(traveller, config(every="10 minutes"))
    back = utc(ORDINARY) - timedelta(days=30)
    plan = planner(world.settings, world.now())
    assert plan.due(world.now()) == {"dumps"}
    traveller.move_to(back.timestamp())
    assert plan.due(world.now()) is None
    assert plan.patience() == pytest.approx(600, abs=1)
    assert "the clock was set back" in caplog.text


def test_stopping_in_the_middle_of_a_run_tells_the_run(at):
    world = World(at(ORDINARY), config(every="10 minutes"), takes=timedelta(minutes=5))
    world.until(utc(ORDINARY) + timedelta(minutes=2))
    assert world.told == []
    assert world.loop._running is None  # it was told, and seen to end


def test_it_looks_at_the_clock_now_and_then_and_not_all_the_time(at):
    world = World(at(ORDINARY), config(every="1 hour")).until(utc(ORDINARY) + timedelta(hours=24))
    assert 24 * 120 <= world.waits < 24 * 130


def waiting(world, *, seconds=None):
    """What a run says of the outbox when it ends: somebody is to be told in so many seconds, or nobody is."""
    due = None if seconds is None else int(world.now().timestamp()) + seconds
    return replace(DONE, stored=Stored({}, None, 1, 0, 1, next_notice=due))


def test_between_runs_those_are_told_who_could_not_be_told_and_nobody_else(at):
    world = World(at("2025-02-14T06:10:00"), config(at=("06:00",)))
    world.outcome = waiting(world, seconds=60)
    world.events.append((utc("2025-02-14T06:10:30"), lambda: setattr(world, "outcome", waiting(world))))
    world.until(utc("2025-02-14T09:00:00"))
    assert [f"{time:%H:%M:%S}" for time in world.told_at] == ["06:11:00"]
    assert len(world.began) == len(world.told) == 1, "it is no run, and nobody who watches over runs hears of it"


def test_telling_is_tried_again_no_more_often_than_twice_a_minute(at):
    world = World(at("2025-02-14T06:10:00"), config(at=("06:00",)))
    world.outcome = waiting(world, seconds=-1000)  # another process holds the lock, and tells nobody
    world.until(utc("2025-02-14T06:20:00"))
    assert 15 <= len(world.told_at) <= 20


def test_a_run_that_is_due_does_not_wait_for_a_slow_hub(at):
    world = World(at("2025-02-14T06:00:00"), config(every="5 minutes"))
    world.telling_takes = timedelta(hours=1)
    world.outcome = waiting(world, seconds=60)
    world.until(utc("2025-02-14T06:12:00"))
    assert [f"{time:%H:%M}" for time, _ in world.began] == ["06:00", "06:05", "06:10"]
    assert world.most_at_work == 1


def test_the_lock_that_keeps_other_daemons_out_is_asked_for_before_each_run_and_now_and_then(at):
    world = World(at(ORDINARY), config(every="10 minutes")).until(utc(ORDINARY) + timedelta(hours=1))
    assert set(times(world)) <= set(world.asked)
    assert max(second - first for first, second in itertools.pairwise(world.asked)) <= timedelta(seconds=LONGEST)


def test_runs_go_on_while_that_lock_cannot_be_had_and_it_is_asked_for_more_often(at):
    world = World(at(ORDINARY), config(every="10 minutes"))
    world.is_alone = False
    world.until(utc(ORDINARY) + timedelta(hours=1))
    assert len(world.began) == 6
    assert max(second - first for first, second in itertools.pairwise(world.asked)) <= timedelta(seconds=SOON)


def test_where_another_daemon_has_taken_over_no_run_begins_any_more(at):
    world = World(at(ORDINARY), config(every="10 minutes"))
    another = Locked("another run is at work: pid 12 on OTHER, daemon since noon")
    world.events.append((utc(ORDINARY) + timedelta(minutes=15), lambda: setattr(world, "is_alone", another)))
    with pytest.raises(Locked, match="pid 12 on OTHER"):
        world.until(utc(ORDINARY) + timedelta(hours=1))
    assert len(world.began) == 2
    assert world.asked[-1] - utc(ORDINARY) == timedelta(minutes=15)
