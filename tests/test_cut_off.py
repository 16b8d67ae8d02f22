"""A run that is cut off, anywhere and however: the next one completes it, and nobody can tell."""

import multiprocessing
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from exporter.config.schema import Engine
from exporter.errors import PublishError
from tests.world import World, cut_off, no_room

MOMENT = timedelta(0)


def made(root: Path, articles: int) -> World:
    world = World(root, engine=Engine(workers=1))  # processes that are forked cannot share a server of workers
    for number in range(1, articles + 1):
        world.dump(number, tail=(f"Section {number % 7}", "Share this article"))
    return world


def published(world: World) -> dict[str, str]:
    """Digests of the files; the marker names the store, so no two worlds share it."""
    return {path: state[0] for path, state in world.state().items() if path != ".exporter.json"}


@pytest.mark.parametrize("fail_at", range(1, 40, 3))
def test_a_run_that_fails_anywhere_while_publishing_is_completed_by_the_next(tmp_path, monkeypatch, fail_at):
    whole, cut = made(tmp_path / "whole", 7), made(tmp_path / "cut", 7)
    whole.run()
    with no_room(monkeypatch, fail_at), pytest.raises(PublishError, match="No space left"):
        cut.run()
    cut.run(after=MOMENT)
    assert published(cut) == published(whole)


def test_of_a_full_disk_it_is_said_how_much_is_still_to_be_written(tmp_path, monkeypatch):
    world = made(tmp_path, 7)
    with (
        no_room(monkeypatch, 5),
        pytest.raises(PublishError, match=r"make room.*Still to be written: \d+ documents\.$"),
    ):
        world.run()
    world.run()
    world.dump(1, title="Quay 1 closes")
    with (
        no_room(monkeypatch, 3),
        pytest.raises(PublishError, match=r"Still to be written: \d+ documents, about 1 MiB\.$"),
    ):
        world.run()


def test_an_edition_of_which_all_was_written_when_its_run_was_cut_off_is_counted_by_the_next(tmp_path, monkeypatch):
    world = made(tmp_path, 3)
    with cut_off(monkeypatch, "exporter.store.runs.finish"):
        world.run()
    report = world.run(after=MOMENT)
    assert (report.written, report.edition) == (0, 1)
    assert world.run().edition is None
    world.dump(4)
    assert world.run().edition == 2


def test_a_run_that_is_killed_over_and_over_ends_as_if_it_never_was(tmp_path):
    whole, cut = made(tmp_path / "whole", 120), made(tmp_path / "cut", 120)
    for change in ("first", "second"):
        for world in (whole, cut):
            for number in range(1, 121, 3 if change == "second" else 121):
                world.dump(number, body=(f"The {change} text of all.",), tail=("Harbour", "Share this article"))
        whole.run()
        cut.now += timedelta(hours=1)
        killed, patience = 0, 0.02
        while _is_cut_off(cut, patience):
            killed, patience = killed + 1, patience * 1.2
        assert killed >= 3
        assert published(cut) == published(whole)
        temporary = [path for path in cut.tree.rglob(".*") if path.name.endswith(".tmp")]
        assert temporary == []


def _is_cut_off(world: World, patience: float) -> bool:
    """Run, but kill the process after so many seconds; whether that came in time."""
    process = multiprocessing.get_context("fork").Process(target=world.run, kwargs={"after": MOMENT})
    process.start()
    process.join(patience)
    process.kill()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0
