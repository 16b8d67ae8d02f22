"""What a process costs: CPU, wall time and memory, those of its children included."""

import ctypes
import os
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import NamedTuple

INTERVAL = 0.03
"""Seconds between two looks at the memory, at least."""
SHARE = 0.1
"""A look at a process of gigabytes takes long and holds it up: looking takes at most this part of the time."""
SEES_MEMORY = os.path.exists("/proc/self/smaps_rollup")
"""Linux only."""


class Failed(Exception):  # noqa: N818
    """A process ended with another status than 0."""


class Cost(NamedTuple):
    """What one process took."""

    cpu: float
    """Seconds, user and system, of the process and of all that descend from it (outside Linux: that it waited for)."""
    wall: float
    """Seconds."""
    pss: float
    """MiB at the peak, all processes together, what they share counted once (proc(5), smaps_rollup). 0: not Linux."""
    rss: float
    """MiB at its own peak, of the process with the largest (getrusage(2))."""


def run(command, log, env=None, cwd=None):
    """Run a command, its output into the file `log`.

    Raises:
        Failed: it ended with a status that is not 0; says its last lines.
    """
    adopts, before = _adopts_orphans(), _children()
    os.sync()  # what was written before is not this one's to wait for
    own = {**os.environ, **(env or {})}
    own.pop("PYTHONDONTWRITEBYTECODE", None)  # installed programs have their bytecode beside them
    with open(log, "wb") as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=cwd, env=own, start_new_session=True
        )
        watch = _Watch(process.pid)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGTERM)
            raise
        wall = time.perf_counter() - began
    orphans = _reaped(before) if adopts else 0.0
    process.returncode = os.waitstatus_to_exitcode(status)
    pss = watch.ended()
    if process.returncode:
        said = Path(log).read_text(errors="replace").splitlines()[-20:]
        raise Failed("\n".join([f"{' '.join(command)}: status {process.returncode}", *said]))
    # getrusage(2): kibibytes on Linux, bytes on macOS
    rss = usage.ru_maxrss / (1024 if SEES_MEMORY else 1024 * 1024)
    return Cost(usage.ru_utime + usage.ru_stime + orphans, wall, pss, rss)


def _adopts_orphans():
    """Become the parent of descendants whose own parent ends (prctl(2), PR_SET_CHILD_SUBREAPER): the exporter does not
    wait for the process that its workers come from, and what they took would be missing."""
    return hasattr(os, "sched_getaffinity") and ctypes.CDLL(None).prctl(36, 1, 0, 0, 0) == 0


def _children():
    """Those of this process, which may have some of its own."""
    return {int(pid) for task in Path("/proc/self/task").glob("*/children") for pid in task.read_text().split()}


def _reaped(before):
    """CPU seconds of all descendants that the process left behind, once they have ended; `before`: no such ones."""
    seconds = 0.0
    while left := _children() - before:
        for pid in left:
            _, _, usage = os.wait4(pid, 0)
            seconds += usage.ru_utime + usage.ru_stime
    return seconds


class _Watch:
    """Looks at the memory of a process and its descendants until it is told that they ended."""

    def __init__(self, pid):
        self._leader, self._peak, self._done = b"%d" % pid, 0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        if SEES_MEMORY:
            self._thread.start()

    def ended(self):
        """The peak, in MiB."""
        self._done.set()
        if SEES_MEMORY:
            self._thread.join()
        return self._peak / 1024

    def _look(self):
        pause = 0.0
        while not self._done.wait(pause):
            began = time.perf_counter()
            self._peak = max(self._peak, sum(map(_pss, _session(self._leader))))
            pause = max(INTERVAL, (time.perf_counter() - began) / SHARE)


def _session(leader):
    """The processes of a session: what was started in one of its own, and its descendants."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            # proc(5), stat: after the name in parentheses come state, parent, group and session
            fields = _read(f"/proc/{name}/stat").rpartition(b")")[2].split()
            if fields[3:4] == [leader]:
                yield name


def _pss(pid):
    """KiB."""
    for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
        if line.startswith(b"Pss:"):
            return int(line.split()[1])
    return 0


def _read(path):
    """What a file of /proc holds; nothing if its process has ended."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""
