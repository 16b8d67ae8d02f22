"""Two runs over the same dumps, whoever does the work: what they publish must be the same."""

import os
import signal
from pathlib import Path

import pytest

from exporter import output, parts
from exporter.config.schema import Engine
from exporter.intake import current
from exporter.report import Progress, unseen
from tests.world import World

DUMPS = 160
Outcome = tuple[dict[str, int], dict[str, str]]
"""What a report counts, and the digest of each file of the tree."""
KILLER = "Quay 20 reopens"
"""The title of an article that kills whoever renders its file."""


def small_slices(patched: pytest.MonkeyPatch) -> None:
    """Slices so small that this is enough to do for workers."""
    patched.setattr(current, "SLICE", 10)
    patched.setattr(output, "ARTICLES", 10)


def history(root: Path, engine: Engine, progress: Progress = unseen) -> list[Outcome]:
    """A first run, and one after every dump was edited."""
    world = World(root, engine=engine)
    return [edition(world, edit, progress) for edit in ("first", "second")]


def edition(world: World, edit: str, progress: Progress = unseen) -> Outcome:
    """One of them."""
    write(world, edit)
    report = world.run(progress=progress, force=True)
    return report.numbers(), digests(world)


def write(world: World, edit: str) -> None:
    """The dumps of one of them."""
    for each in range(1, DUMPS + 1):
        world.dump(each, body=(f"The {edit} text, it says.",), tail=(f"S{each % 7}", "Share this article"))


def digests(world: World) -> dict[str, str]:
    """Of every file of the tree."""
    return {path: state[0] for path, state in world.state().items()}


def assert_killing_document_is_a_fault(root: Path, patched: pytest.MonkeyPatch, engine: Engine) -> None:
    """One whose renderer is killed is not published; everything else is; the next run mends it."""
    small_slices(patched)
    world = World(root, engine=engine)
    with patched.context() as spoilt:
        spoilt.setattr("exporter.parts.finish", finish)
        write(world, "first")
        report = world.run()
        assert (report.new, report.faulty, report.exit_status) == (DUMPS, 1, 1)
        assert report.held_back == 0
        assert sum(path.startswith("articles/") for path in digests(world)) == DUMPS - 1
    world.run()
    assert sum(path.startswith("articles/") for path in digests(world)) == DUMPS


_finish = parts.finish


def finish(tasks):
    """As `parts.finish`, of which a library has a bug."""
    for task in tasks:
        if task.document.kind == "article" and KILLER.encode() in b"".join(part.data for part in task.draw()):
            os.kill(os.getpid(), signal.SIGKILL)
    return _finish(tasks)
