"""Dumps that leave once they are taken."""

import errno
import os
from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.world import World, cut_off


@pytest.fixture
def spool(tmp_path):
    def make(taken):
        world = World(tmp_path)
        aside = str(tmp_path / "taken")
        world.set(source=(replace(world.config.source[0], taken=taken, taken_folder=aside),))
        return world

    return make


def left(world):
    return sorted(path.relative_to(world.dumps).as_posix() for path in world.dumps.rglob("*") if path.is_file())


def aside(world):
    folder = world.root / "taken"
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("taken", ["keep", "move", "remove"])
def test_what_is_stored_leaves_its_folder_as_configured(spool, taken):
    world = spool(taken)
    said = world.dump(1, name="a/1.txt").read_text()
    report = world.run()
    assert (report.new, report.taken) == (1, 0 if taken == "keep" else 1)
    assert left(world) == (["a/1.txt"] if taken == "keep" else [])
    assert aside(world) == ({"a/1.txt": said} if taken == "move" else {})
    before = world.state()
    assert world.run().written == 0
    assert world.state() == before, "what it gave stays published"


def test_what_is_rejected_or_held_stays(spool):
    world = spool("remove")
    world.dump(1)
    world.dump(2, name="bad.txt", time="never")
    world.dump(3, name="early.txt", time=(world.now + timedelta(days=9)).isoformat())
    assert world.run().taken == 1
    assert left(world) == ["bad.txt", "early.txt"]
    assert world.run(after=timedelta(days=9)).taken == 1


def test_a_dry_run_counts_and_moves_nothing(spool):
    world = spool("remove")
    world.dump(1)
    assert world.run(dry_run=True).taken == 1
    assert left(world) == ["000001.txt"]


def test_a_run_that_was_cut_off_before_it_moved_them_leaves_them_to_the_next(spool, monkeypatch):
    world = spool("move")
    world.dump(1)
    with cut_off(monkeypatch, "exporter.spool.clear"):
        world.run()
    assert left(world) == ["000001.txt"]
    report = world.run()
    assert (report.same, report.taken) == (1, 1)


def test_nothing_leaves_before_it_is_stored_durably(spool, monkeypatch):
    world = spool("remove")
    world.dump(1)
    with cut_off(monkeypatch, "exporter.marking.settle"):
        world.run()
    assert left(world) == ["000001.txt"]


def test_a_dump_that_was_written_to_meanwhile_stays_whatever_its_time_and_size(spool, monkeypatch):
    from exporter import marking

    world = spool("remove")
    path = world.dump(1)
    status, real = path.stat(), marking.settle

    def settle(*arguments, **named):
        path.write_text(path.read_text().replace("again", "ag@in"))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        return real(*arguments, **named)

    monkeypatch.setattr(marking, "settle", settle)
    assert world.run().taken == 0
    assert left(world) == ["000001.txt"]


def test_another_file_of_the_name_is_not_written_over_and_the_same_is_not_kept_twice(spool):
    world = spool("move")
    first = world.dump(1, name="1.txt").read_text()
    world.run()
    second = world.dump(1, name="1.txt", title="Another title").read_text()
    assert world.run().changed == 1
    assert aside(world) == {"1.txt": first, "1.txt.1": second}
    world.dump(1, name="1.txt")
    world.run()
    assert len(aside(world)) == 2


def test_to_another_file_system_it_is_copied(spool, monkeypatch):
    real = os.rename

    def rename(source, target):
        if "/dumps/" in str(source):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        real(source, target)

    monkeypatch.setattr(os, "rename", rename)
    world = spool("move")
    said = world.dump(1, name="1.txt").read_text()
    world.run()
    assert (left(world), aside(world)) == ([], {"1.txt": said})


def test_what_a_link_leads_to_outside_stays(spool):
    world = spool("remove")
    world.dump(1)
    outside = world.root / "outside"
    world.dump(2, name="../outside/2.txt")
    (world.dumps / "link").symlink_to(outside)
    report = world.run()
    assert (report.new, report.taken) == (2, 1)
    assert (outside / "2.txt").exists()


def test_what_cannot_be_moved_is_told_and_tried_again(spool, monkeypatch, caplog):
    world = spool("remove")
    world.dump(1)

    real = os.unlink

    def refuse(path, **named):
        if str(path).startswith(str(world.dumps)):
            raise PermissionError(13, "Permission denied")
        real(path, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, "unlink", refuse)
        assert world.run().taken == 0
    assert "000001.txt: is stored, but cannot be taken out of the spool: Permission denied" in caplog.text
    assert world.run().taken == 1


def test_a_dump_that_no_worker_could_hold_leaves_too(spool, monkeypatch):
    monkeypatch.setattr("exporter.intake.current.LARGE", 1)
    monkeypatch.setattr("exporter.sources.folder.MAX_BYTES", 10)
    world = spool("remove")
    world.dump(1)
    assert world.run().taken == 1
    assert left(world) == []
