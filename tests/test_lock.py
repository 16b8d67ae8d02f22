"""One run at a time."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exporter import lock
from exporter.errors import Locked, Unavailable

HOLD = """
import sys, time
from pathlib import Path
from exporter import lock
with lock.held(Path(sys.argv[1]), "export of x"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    path = tmp_path / "exporter.lock"
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield path, process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_second_is_told_who_is_first(holder):
    path, process = holder
    with pytest.raises(Locked, match=rf"pid {process.pid}, export of x"), lock.held(path, "second"):
        raise AssertionError("two hold the lock")


def test_a_lock_is_free_as_soon_as_its_owner_is_killed(holder):
    path, process = holder
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with lock.held(path, "second"):
        assert path.read_text() == f"pid {os.getpid()}, second\n"


def test_a_lock_is_free_after_the_block(tmp_path):
    for _ in range(2):
        with lock.held(tmp_path / "deep" / "lock", "x"):
            time.sleep(0)


def test_without_a_trace_no_file_is_made(tmp_path):
    with lock.held(tmp_path / "deep" / "lock", "x", traceless=True):
        assert list(tmp_path.iterdir()) == []


def test_without_a_trace_a_lock_that_is_held_is_respected_and_a_free_one_is_left_as_it_is(holder):
    path, process = holder
    with pytest.raises(Locked, match=rf"pid {process.pid}"), lock.held(path, "second", traceless=True):
        raise AssertionError("two hold the lock")
    before = path.read_bytes()
    process.kill()
    process.wait()
    with lock.held(path, "second", traceless=True), pytest.raises(Locked), lock.held(path, "third"):
        raise AssertionError("two hold the lock")
    assert path.read_bytes() == before


@pytest.mark.parametrize("traceless", [False, True])
def test_a_lock_that_may_not_be_opened_is_unavailable(tmp_path, monkeypatch, traceless):
    def refuse(*_args, **_kwargs):
        raise PermissionError(errno.EACCES, "Permission denied")  # root may open everything

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(Path, "stat", refuse)
    with (
        pytest.raises(Unavailable, match=r"lock: cannot open the lock file: Permission denied"),
        lock.held(tmp_path / "lock", "x", traceless=traceless),
    ):
        raise AssertionError("it was opened")


def test_a_lock_that_was_let_go_names_nobody(tmp_path):
    with lock.held(tmp_path / "lock", "export of feeds"):
        assert "export of feeds" in (tmp_path / "lock").read_text()
    assert (tmp_path / "lock").read_text() == ""
