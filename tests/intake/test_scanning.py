"""What an unchanged run looks at, and that it finds all that changed."""

import os
import random
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from exporter.intake.scanning import Scan
from exporter.sources import blocks
from tests.world import World, cut_off

LONG_AGO = 1_700_000_000
NAMES = ("a/1.txt", "a/2.txt", "b/1.txt", "b/c/1.txt", "top.txt")


@pytest.fixture(params=["full", "folders"])
def world(tmp_path, request):
    world = World(tmp_path)
    world.now = datetime.now(UTC) + timedelta(days=1)  # so that folders made just now have rested
    world.set(source=(replace(world.config.source[0], scan=request.param),))
    for number, name in enumerate(NAMES, 1):
        world.dump(number, name=name)
    return world


@pytest.fixture
def given(monkeypatch):
    """Names of the dumps that the last scan gave out to be compared."""
    names = []
    real = Scan.unread

    def unread(*arguments):
        names.clear()
        for found in real(*arguments):
            names.append(getattr(found, "name", ""))
            yield found

    monkeypatch.setattr(Scan, "unread", unread)
    return names


@pytest.fixture
def listed(monkeypatch):
    """Folders that were listed."""
    paths = []
    real = os.listdir

    def listdir(path):
        paths.append(os.path.basename(path))
        return real(path)

    monkeypatch.setattr(os, "listdir", listdir)
    return paths


def by_folders(world):
    return world.config.source[0].scan == "folders"


def test_a_run_compares_no_dump_of_a_folder_that_is_as_it_was(world, given):
    assert world.run().new == len(NAMES)
    assert sorted(given) == sorted(NAMES)
    assert world.run().same == len(NAMES)
    assert given == []


def test_with_folders_only_those_are_listed_that_have_another_time(world, listed):
    world.run()
    listed.clear()
    world.dump(9, name="b/9.txt")
    report = world.run()
    assert (report.new, report.same) == (1, len(NAMES))
    assert listed == (["b"] if by_folders(world) else ["dumps", "a", "b", "c"])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda world: world.dump(9, name="b/c/9.txt"), {"new": 1, "same": 5}),
        (lambda world: world.dump(9, name="new/9.txt"), {"new": 1, "same": 5}),
        (lambda world: (world.dumps / "a/1.txt").unlink(), {"same": 4}),
        (lambda world: (world.dumps / "a/1.txt").rename(world.dumps / "a/0.txt"), {"same": 5}),
        (lambda world: world.dump(9, name="a/9.txt", time="never"), {"rejected": 1, "same": 5}),
    ],
    ids=["a dump in a folder in a folder", "a new folder", "one that is gone", "another name", "a reject"],
)
def test_what_comes_or_goes_is_found_and_all_else_counted(world, change, expected):
    world.run()
    change(world)
    for expectation in (expected, {**expected, "same": expected["same"] + expected.get("new", 0), "new": 0}):
        report = world.run()
        assert {name: getattr(report, name) for name in expectation} == expectation


def test_an_edit_in_place_is_found_by_the_next_full_scan(world):
    world.run()
    world.dump(1, name="a/1.txt", title="Another title")
    assert world.run().changed == (0 if by_folders(world) else 1)
    assert world.run(after=timedelta(hours=23)).changed == (1 if by_folders(world) else 0)


@pytest.mark.parametrize("full", [False, True])
def test_a_full_run_lists_every_folder(world, listed, full):
    world.run()
    listed.clear()
    world.run(full=full)
    assert len(listed) == (0 if by_folders(world) and not full else 4)


def test_other_rules_or_another_include_list_every_folder(world, listed):
    world.run()
    (world.dumps / "a/3.article").write_text((world.dumps / "a/1.txt").read_text())
    world.run()
    world.set(source=(replace(world.config.source[0], include=("*.txt", "*.article")),))
    listed.clear()
    assert world.run().same == len(NAMES) + 1
    assert len(listed) == 4


@pytest.mark.parametrize(("age", "skipped"), [(timedelta(seconds=1), 0), (timedelta(minutes=2), 1)])
def test_a_folder_that_changed_just_now_is_listed_again(world, listed, age, skipped):
    began = world.now + timedelta(hours=1)
    for path in (world.dumps / "b/c/1.txt", world.dumps / "b/c"):
        moment = (began - age).timestamp()
        os.utime(path, (moment, moment))
    world.run()
    listed.clear()
    world.run()
    if by_folders(world):
        assert listed == ([] if skipped else ["c"])


def test_a_held_dump_is_tried_at_each_run_and_its_folder_with_it(world, given):
    world.dump(9, name="a/9.txt", time=(world.now + timedelta(days=9)).isoformat())
    assert world.run().held == 1
    report = world.run()
    assert (report.held, report.same) == (1, len(NAMES))
    assert given == ["a/1.txt", "a/2.txt", "a/9.txt"]
    assert world.run(after=timedelta(days=9)).new == 1


def test_what_was_wrong_with_a_dump_that_is_gone_is_forgotten_and_of_others_kept(world):
    world.dump(8, name="a/8.txt", time="never")
    world.dump(9, name="b/9.txt", time="never")
    assert world.run().rejected == 2
    world.run()
    (world.dumps / "b/9.txt").unlink()
    assert world.run().rejected == 1
    assert world.rows("SELECT dump FROM rejects") == [("a/8.txt",)]


def test_a_folder_that_could_not_be_read_is_tried_again(world, monkeypatch):
    real = os.listdir

    def listdir(path):
        if str(path).endswith("/b"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "listdir", listdir)
        for _ in range(2):
            assert world.run().unavailable == 1
    report = world.run()
    assert (report.new, report.same, report.unavailable) == (2, 3, 0)


def test_folders_whose_dumps_are_still_with_workers_are_remembered_when_these_are_stored(world, given, monkeypatch):
    monkeypatch.setattr("exporter.intake.scanning.PENDING", 15)
    monkeypatch.setattr("exporter.intake.current.SLICE", 1)
    for number in range(10, 60):
        world.dump(number, name=f"{number // 3}/{number}.txt")
    world.run()
    world.run()
    assert given == []


def test_a_run_that_was_cut_off_before_it_took_all_is_completed(world, monkeypatch):
    with cut_off(monkeypatch, "exporter.intake.scanning.Scan.ended"):
        world.run()
    report = world.run()
    assert (report.new, report.same) == (0, len(NAMES))


@pytest.mark.parametrize("seed", range(3))
def test_any_history_is_counted_as_if_every_dump_had_been_compared(tmp_path, monkeypatch, seed):
    """The same changes, with and without what is known of folders."""
    monkeypatch.setattr(blocks, "WHOLE", 4)
    chosen = random.Random(seed)  # noqa: S311
    quick, slow = World(tmp_path / "quick"), World(tmp_path / "slow")
    for _ in range(8):
        for _ in range(chosen.randint(0, 6)):
            number, place, bad = chosen.randint(1, 30), chosen.choice(("", "a/", "a/b/", "a-b/")), chosen.random() < 0.1
            title, gone = f"Quay {chosen.randint(1, 3)} reopens", chosen.random() < 0.2
            for world in (quick, slow):
                path = world.dump(number, name=f"{place}{number}.txt", title=title, time="never" if bad else "")
                if gone:
                    path.unlink()
        counts = quick.run().numbers()
        slow.rows("DELETE FROM folders")
        assert counts == slow.run().numbers()


def test_a_large_folder_is_cut_so_that_a_dump_that_comes_changes_few_blocks(tmp_path):
    names = [f"{number:05d}.txt" for number in range(5000)]
    before = {tuple(some) for some in blocks.cut(names)}
    after = {tuple(some) for some in blocks.cut(["00000a.txt", *names])}
    assert sum(map(len, before)) == 5000
    assert len(after - before) <= 2
    assert all(len(some) <= 4 * blocks.WHOLE for some in before | after)
