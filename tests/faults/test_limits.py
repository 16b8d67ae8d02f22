"""What a machine refuses a run: each time one line says so, and the next run that has it completes the tree."""

import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults import power, verdict
from tests.world import CONFIG, World

ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to mount")


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path)
    (tmp_path / "config.toml").write_text(CONFIG)
    for number in range(1, 8):
        made.dump(number)
    return made


def command(world, *arguments, limits=()):
    """Run it in a real process with these limits; its exit status, and what it says."""

    def limited():
        for what, much in limits:
            resource.setrlimit(what, (much, much))

    done = subprocess.run(
        [sys.executable, "-m", "exporter", *(arguments or ("export",))],
        cwd=world.root,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
    )
    return done.returncode, done.stderr


def completed(world):
    """The next run, without limits, publishes all."""
    assert command(world) == (0, "")
    found = verdict.documents(world.tree)
    assert len([path for path in found if path.startswith("articles/")]) >= 7
    assert not any(path.endswith(".tmp") for path in found)


def assert_told(said, status, *, why):
    assert status in {1, 75}
    assert re.fullmatch(rf"exporter: .*({why}).*\n", said), said


@pytest.mark.parametrize("kib", [1, 4, 8, 20, 40, 64])
def test_files_that_may_not_be_as_large_as_they_are(world, kib):
    status, said = command(world, limits=[(resource.RLIMIT_FSIZE, kib * 1024)])
    assert_told(said, status, why="File too large|disk I/O error|disk is full")
    completed(world)


@pytest.mark.parametrize("files", [8, 10, 12, 14, 16, 20, 32])
def test_few_files_that_may_be_open(world, files):
    status, said = command(world, limits=[(resource.RLIMIT_NOFILE, files)])
    if (status, said) != (0, ""):
        assert_told(said, status, why="Too many open files|unable to open database file")
    completed(world)


@pytest.mark.parametrize("mib", [50, 75, 100, 140])
def test_little_memory(world, mib):
    with open(world.dumps / "large.jsonl", "w") as file:
        for number in range(100):
            file.write('{"title": "Quay", "date_publish": "2025-02-14", "url": "https://news.example/artikel/')
            file.write(f'{number + 100}", "maintext": "{"The quay is open. " * 20_000}"}}\n')
    status, said = command(world, limits=[(resource.RLIMIT_AS, mib * 1024 * 1024)])
    if status == -signal.SIGSEGV:
        assert said == ""  # libraries in C that do not ask whether they were given any
    elif status != 0:
        assert_told(said, status, why="memory|can't start new thread")
    (world.dumps / "large.jsonl").unlink()
    completed(world)


@contextmanager
def read_only(folder):
    power.call("mount", "--bind", str(folder), str(folder))
    try:
        power.call("mount", "-o", "remount,ro,bind", str(folder))
        yield
    finally:
        power.call("umount", str(folder))


@ROOT
@pytest.mark.parametrize("what", ["feeds", "state"])
def test_what_is_read_only_is_told_and_healed(world, what):
    completed(world)
    world.dump(1, title="Quay 1 closes")
    before = verdict.documents(world.tree)
    with read_only(world.root / what):
        status, said = command(world)
        assert_told(said, status, why="Read-only file system|readonly database|unable to open")
        assert verdict.documents(world.tree) == before
        for watching in ("status", "healthcheck"):
            assert command(world, watching) == (0, "")
    completed(world)
    assert "Quay 1 closes" in world.read("feed.atom")


@ROOT
def test_folders_above_the_tree_are_made_and_no_temporary_file_leaves_its_file_system(world):
    (world.root / "disk").mkdir()
    with tempfile.TemporaryDirectory() as other:
        power.call("mount", "-t", "tmpfs", "none", str(world.root / "disk"))
        try:
            os.environ["TMPDIR"] = other
            assert command(world, "export", "--output", "disk/some/where") == (0, "")
            assert (world.root / "disk/some/where/feed.atom").exists()
        finally:
            os.environ.pop("TMPDIR")
            power.call("umount", str(world.root / "disk"))
