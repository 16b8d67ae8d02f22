"""One daemon for one store, also when the lock that says so is lost."""

import logging
import re
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from exporter.daemon.alone import Alone
from exporter.errors import Locked, Unavailable
from exporter.store.locations import at
from tests.daemon.process import CONFIG, daemon
from tests.servers import postgres
from tests.world import World


class Place:
    """Where a lock may be had: `held` says how often it is, `trouble` what is raised instead."""

    where = "the store"

    def __init__(self):
        self.held_now, self.taken = 0, 0
        self.trouble = None
        self.is_lost = False

    @contextmanager
    def held(self, work, what):
        assert (work, what) == ("daemon", "daemon since now")
        if self.trouble:
            raise self.trouble
        self.is_lost = False
        self.held_now += 1
        self.taken += 1
        try:
            yield self._affirm
        finally:
            self.held_now -= 1

    def _affirm(self):
        if self.is_lost:
            raise Unavailable("the connection is lost")


@pytest.fixture
def place():
    return Place()


def test_a_lock_that_is_held_is_left_as_it_is(place):
    with Alone(place, "daemon since now") as alone:
        assert [alone.affirm(), alone.affirm()] == [True, True]
        assert (place.held_now, place.taken) == (1, 1)
    assert place.held_now == 0


def test_a_lock_that_is_lost_is_taken_anew_as_soon_as_it_can_be_had(place, caplog):
    caplog.set_level(logging.INFO)
    with Alone(place, "daemon since now") as alone:
        place.is_lost, place.trouble = True, Unavailable("the server is away")
        assert [alone.affirm(), alone.affirm()] == [False, False]
        assert place.held_now == 0  # nothing of the old one is left
        place.trouble = None
        assert [alone.affirm(), alone.affirm()] == [True, True]
        assert (place.held_now, place.taken) == (1, 2)
    assert place.held_now == 0
    assert [(one.levelname, one.message) for one in caplog.records] == [
        ("INFO", "the lock that keeps other daemons from the store is lost with its connection"),
        ("INFO", "no other daemon has come to the store meanwhile: the lock is held again"),
    ]


def test_whoever_finds_another_daemon_in_his_place_says_so(place):
    with Alone(place, "daemon since now") as alone:
        place.is_lost, place.trouble = True, Locked("pid 12")
        with pytest.raises(Locked, match="pid 12"):
            alone.affirm()


@pytest.mark.parametrize("trouble", [Locked("pid 12"), Unavailable("the server is away")])
def test_at_the_start_it_must_be_had(place, trouble):
    place.trouble = trouble
    with pytest.raises(type(trouble)), Alone(place, "daemon since now"):
        raise AssertionError("it was had")


def test_files_and_memory_lose_none(tmp_path):
    for where in (f"sqlite:///{tmp_path}/exporter.db", "sqlite:///:memory:"):
        with Alone(at(where), "daemon since now") as alone:
            assert alone.affirm()


@pytest.fixture
def world(tmp_path):
    """Whose store is kept by a PostgreSQL that may be started anew."""
    made = World(tmp_path)
    made.dump(1)
    config = CONFIG.replace("1 hour", "2 seconds")
    server = postgres.shared()
    (tmp_path / "config.toml").write_text(f'{config}\n[store]\nurl = "{server.url("alone")}"\n')
    yield made
    server.start()
    server.sql("DROP SCHEMA IF EXISTS alone CASCADE")


def second(world):
    """Another daemon, of which nobody knows whether it is let in: what it says, and its exit status."""
    done = subprocess.run(
        [sys.executable, "-m", "exporter", "daemon"],
        cwd=world.root, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return done.stderr, done.returncode


LOST, AGAIN = "is lost with its connection", "the lock is held again"


def test_a_daemon_whose_server_starts_anew_goes_on_and_lets_nobody_in_beside_it(world):
    server = postgres.shared()
    with daemon(world.root) as running:
        running.says("edition 1 is published")
        for time, end in enumerate((server.crash, server.kill), 1):
            end()
            running.says(LOST, time)
            running.says("a run failed: postgresql://")
            server.start()
            running.says(AGAIN, time)
            said, status = second(world)
            assert status == 75
            who = (
                rf"another run is at work: pid {running.process.pid} on \S+, daemon since [-0-9]+ [:0-9]+ UTC; it holds"
            )
            assert re.search(who, said)
            assert len(said.splitlines()) == 1
        world.dump(2)
        running.says("edition 2 is published")
        assert running.stop() == 0
        assert not [line for line in running.lines if "ERROR" in line and "a run failed" not in line]
    assert server.sql("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'") == []


def test_a_daemon_in_whose_place_another_one_has_come_ends_and_says_who(world):
    server = postgres.shared()
    with daemon(world.root) as first:
        first.says("edition 1 is published")
        first.send(signal.SIGSTOP)
        server.crash()
        server.start()
        with daemon(world.root) as other:
            other.says("exporting to")
            first.send(signal.SIGCONT)
            assert first.process.wait(60) == 75
            first.join()
            assert first.said.count(f"another run is at work: pid {other.process.pid} on ") == 1
            assert "Traceback" not in first.said
            assert other.stop() == 0
