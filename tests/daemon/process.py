"""`exporter daemon` as a process, for tests that send it signals and wait for what it says."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import world

CONFIG = f"""\
{world.CONFIG}
[schedule]
every = "1 hour"
"""
PATIENCE = 180
"""Seconds to wait for what must happen; much more than it takes, for a machine that is busy."""


def eventually(happens: Callable[[], object], what: str = "") -> None:
    """Wait until it happens."""
    until = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < until, what or happens
        time.sleep(0.02)


class Daemon:
    """The running process, and what it has said on standard error so far."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        with self.process.stderr:
            self.lines.extend(self.process.stderr)

    @property
    def said(self) -> str:
        return "".join(self.lines)

    def says(self, text: str, times: int = 1) -> None:
        """Wait until it has said it so often."""
        eventually(lambda: self.said.count(text) >= times, f"{text!r} in {self.lines}")

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Stop it by a signal; its exit status. It takes 5 seconds at most, and more on a machine that is busy."""
        self.send(number)
        status = self.process.wait(30)
        self.join()
        assert "Traceback" not in self.said, self.said
        return status

    def join(self) -> None:
        """Wait for its last words."""
        self._reader.join(PATIENCE)


@contextmanager
def daemon(root: Path, *arguments: str, **environment: str) -> Iterator[Daemon]:
    process = subprocess.Popen(
        [sys.executable, "-m", "exporter", "daemon", *arguments],
        cwd=root,
        env={**os.environ, **environment},
        stderr=subprocess.PIPE,
        text=True,
    )
    with listened_to(process) as running:
        yield running


@contextmanager
def listened_to(process: "subprocess.Popen[str]") -> Iterator[Daemon]:
    """A daemon that runs; it does not outlive the context."""
    running = Daemon(process)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.process.kill()
        running.process.wait()
        running.join()
