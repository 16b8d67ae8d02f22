"""Builds the fault shim, runs harnesses under it, and arms it from within them."""

import ctypes
import errno
import functools
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("shim.c")
COUNT, KILL, TORN, ERRNO, POWER, SHORT = range(6)
ROOT = Path(__file__).parents[2]


def absent() -> str:
    """Why the shim cannot be built here; empty if it can."""
    return "" if shutil.which("gcc") else "no gcc: apt-get install gcc libc6-dev"


@functools.cache
def built() -> Path:
    """The shim as a library, built once for each version of its source."""
    digest = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]
    library = Path(tempfile.gettempdir()) / f"exporter-faults-{os.getuid()}-{digest}.so"
    if not library.exists():
        new = library.with_suffix(f".{os.getpid()}")
        command = ["gcc", "-O2", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror", "-o", str(new), str(SOURCE), "-ldl"]
        subprocess.run(command, check=True)
        new.rename(library)
    return library


def under(module: str, *arguments: object, timeout: float = 3600) -> dict[str, Any]:
    """Run a harness under the shim: `module` prints its figures as JSON in its last line.

    Raises AssertionError with all that it said if it fails.
    """
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "LD_PRELOAD": str(built()), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
    )
    assert done.returncode == 0, (
        f"{module} {arguments}: {done.returncode}\n{done.stdout[-4000:]}\n{done.stderr[-8000:]}"
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


_here = ctypes.CDLL(None)


def arm(at: int, how: int = COUNT, error: int = errno.EIO, fd: int = -1, *, persists: bool = False) -> None:
    """The call number `at` goes wrong from now on; 0: they are only counted."""
    _here.fault_arm(ctypes.c_long(at), how, error, fd, int(persists))


def count() -> int:
    """How many calls there were since it was armed."""
    _here.fault_count.restype = ctypes.c_long
    return int(_here.fault_count())


def cut_power(fd: int) -> None:
    """The file system of this folder loses its power."""
    assert _here.fault_power(fd) == 0


def forked(work: Callable[[], int]) -> int:
    """Do it in a process of its own; its wait status."""
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        status = 99
        try:
            status = work()
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    return os.waitpid(pid, 0)[1]
