"""Dumps that kill whoever reads them: one of them costs a run nothing but itself."""

import os
import signal

import pytest

from exporter.config.schema import Engine as EngineSettings
from exporter.intake import current, preparation
from tests.world import World

KILLER = "000020.txt"


def killing(some, settings):
    """As `prepare`, of which a library has a bug."""
    if any(dump.name == KILLER for dump in some):
        os.kill(os.getpid(), signal.SIGKILL)
    return preparation.prepare(some, settings)


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.setattr(current, "SLICE", 3)
    monkeypatch.setattr("exporter.intake.taking._prepared", killing)
    made = World(tmp_path, engine=EngineSettings(workers=2))
    for number in range(1, 46):
        made.dump(number)
    return made


def test_it_is_rejected_and_left_alone_until_it_changes(world):
    report = world.run()
    assert (report.new, report.rejected, report.new_rejects) == (44, 1, 1)
    assert world.rows("SELECT dump, code FROM rejects") == [(KILLER, "kills-reader")]
    report = world.run()
    assert (report.same, report.rejected, report.new_rejects) == (44, 1, 0)
    world.dump(20, title="Quay 20 closes")
    world.dump(21, title="Quay 21 closes")
    report = world.run()  # so few that this process would have read them
    assert (report.changed, report.same, report.rejected) == (1, 43, 1)


def test_what_it_gave_before_stays(world, monkeypatch):
    monkeypatch.setattr("exporter.intake.taking._prepared", preparation.prepare)
    world.run()
    monkeypatch.setattr("exporter.intake.taking._prepared", killing)
    for number in range(1, 46):
        world.dump(number, title=f"Quay {number} closes")
    assert world.run(force=True).changed == 44
    assert "Quay 20 reopens" in world.read("articles/2025/02/14/" + _file(world))


def _file(world):
    [(identity,)] = world.rows("SELECT id FROM articles WHERE url LIKE '%/20-kade'")
    return f"{identity.removeprefix('urn:uuid:')}.jsonld"


def test_after_two_runs_that_were_killed_even_a_few_dumps_are_read_by_others(world):
    for path in sorted(world.dumps.iterdir()):
        if path.name not in {KILLER, "000021.txt"}:
            path.unlink()
    for _ in range(2):
        assert killed(world)
    report = world.run()
    assert (report.new, report.rejected) == (1, 1)


def killed(world) -> bool:
    pid = os.fork()
    if pid == 0:
        world.run()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])
