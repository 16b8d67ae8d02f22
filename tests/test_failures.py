"""A run that fails: `exporter status` and `exporter healthcheck` say why, until one comes to its end."""

import json
import re
from contextlib import contextmanager
from datetime import timedelta

import pytest

from exporter import status
from exporter.errors import Damaged, Locked, PublishError, Refused, Unavailable
from exporter.health import check
from exporter.outcome import read_stored
from exporter.store import runs
from exporter.store.locations import opened_to_read
from tests import stores
from tests.servers import postgres
from tests.world import World, cut_off

WHY = "s3://bucket/feeds: cannot be reached: connection refused; nothing was half done, run it again"
OURS = "application_name LIKE 'pid %'"


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path)
    made.dump(1)
    made.run()
    return made


@contextmanager
def failing(monkeypatch, error, where="exporter.publish.folder.Folder.put"):
    """A run in the context fails so."""

    def fail(*_given, **_named):
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(where, fail)
        with pytest.raises(type(error)):
            yield


def said(world):
    """What `exporter status` says of the last run."""
    found = status.gather(world.config)
    [line] = [line for line in status.as_text(found) if line.startswith("last run ")]
    failed = json.loads(status.as_json(found))["failed"]
    assert (failed is not None) == (", failed: " in line)
    return line.removeprefix("last run   ")


@pytest.mark.parametrize(
    "where",
    [
        "exporter.publish.folder.Folder.put",  # in mid-run
        "exporter.export.engine_of",  # before it begins
        "exporter.publish.folder.Folder.owner",  # before the store is opened
    ],
)
@pytest.mark.parametrize("kind", [Unavailable, PublishError])
def test_why_it_failed_is_said_until_a_run_comes_to_its_end(world, monkeypatch, where, kind):
    world.dump(2)
    with failing(monkeypatch, kind(f"{WHY}\nand more of it"), where):
        world.run()
    began = f"{world.now:%Y-%m-%d %H:%M:%S} UTC"
    assert said(world) == f"{began}, failed: {WHY}"
    assert json.loads(status.as_json(status.gather(world.config)))["failed"] == {
        "at": int(world.now.timestamp()), "why": WHY,
    }  # fmt: skip
    assert check.judge(world.config, world.now).text.endswith(f" ago; the last run failed: {WHY}")
    world.run(after=timedelta())  # also where no time has passed, or the clock was set back
    assert "1 " in said(world)
    assert "failed" not in check.judge(world.config, world.now).text


def test_a_run_that_is_killed_after_one_that_failed_is_cut_off(world, monkeypatch):
    world.dump(2)
    with failing(monkeypatch, Unavailable(WHY)):
        world.run()
    with cut_off(monkeypatch, "exporter.output.put_out"):
        world.run()
    assert said(world) == f"{world.now:%Y-%m-%d %H:%M:%S} UTC, cut off or still at work"
    assert read_stored(world.config).failure == ""


def test_what_it_says_is_one_line_that_obeys_nobody_and_is_not_long(world, monkeypatch):
    world.dump(2)
    with failing(monkeypatch, Unavailable("a\x1b[2J\u202e" + "b" * 10_000)):
        world.run()
    with opened_to_read(world.config.store.url) as db:
        why = runs.failed(db).why
    assert why.startswith("a\\x1b[2J\\u202eb")
    assert (why.isprintable(), len(why)) == (True, 400)


@pytest.mark.parametrize("error", [Locked("pid 12 is"), Refused("not its tree"), Damaged("a row"), ZeroDivisionError()])
def test_what_others_say_or_nobody_may_write_is_not_noted(world, monkeypatch, error):
    before = world.rows("SELECT * FROM meta ORDER BY name")
    with failing(monkeypatch, error, "exporter.export.engine_of"):
        world.run()
    assert world.rows("SELECT * FROM meta ORDER BY name") == before


def test_a_dry_run_notes_nothing(world, monkeypatch):
    before = world.rows("SELECT * FROM meta ORDER BY name")
    with failing(monkeypatch, Unavailable(WHY), "exporter.export.engine_of"):
        world.run(dry_run=True)
    assert world.rows("SELECT * FROM meta ORDER BY name") == before


def test_where_there_is_no_store_none_is_made_for_it(tmp_path, monkeypatch):
    world = World(tmp_path)
    world.dump(1)
    with failing(monkeypatch, Unavailable(WHY), "exporter.publish.folder.Folder.owner"):
        world.run()
    assert list(tmp_path.rglob("*.db*")) == []


def test_a_store_that_cannot_be_written_then_hides_nothing(world, monkeypatch):
    def fail(*_):
        raise Unavailable("the disk is full")

    monkeypatch.setattr(runs, "fail", fail)
    with failing(monkeypatch, PublishError(WHY)):
        world.dump(2)
        world.run()
    assert said(world).endswith("cut off or still at work")


def test_a_connection_to_postgresql_that_is_lost_is_noted_over_another_one(tmp_path, monkeypatch):
    before, server = stores.use("postgresql"), postgres.shared()
    try:
        world = World(tmp_path)
        world.dump(1)
        world.run()
        world.dump(2)

        def lost(*_given, **_named):
            server.sql(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {OURS}")  # noqa: S608

        with monkeypatch.context() as patched:
            patched.setattr("exporter.export.departures.find", lost)
            with pytest.raises(Unavailable):
                world.run()
        assert re.search(r", failed: postgresql://exporter@\S+: the (connection|store) .* run it again", said(world))
        world.run()
        assert "failed" not in said(world)
    finally:
        stores.use(before)
