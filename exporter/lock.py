"""One run at a time: an advisory lock that the kernel frees when its owner dies, however it dies."""

import fcntl
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from exporter.errors import Locked, Unavailable

log = logging.getLogger(__name__)

_PAUSE = 0.1
"""Seconds between two attempts."""


def of_runs(store: Path) -> Path:
    """Whoever works with this store, a run or who tells others between two, holds this one."""
    return store.with_name(f"{store.name}.lock")


def of_daemon(store: Path) -> Path:
    """A daemon that works for this store holds this one; its runs hold the others."""
    return store.with_name(f"{store.name}.daemon.lock")


def of_notices(store: Path) -> Path:
    """Before that: whoever tells others between two runs holds this one too, so that a run can wait for them alone."""
    return store.with_name(f"{store.name}.notify.lock")


@contextmanager
def held(
    path: Path, what: str, *, traceless: bool = False, patience: float = 0.0, level: int = logging.INFO
) -> Iterator[None]:
    """Hold the lock file while the block runs; it stays behind, empty of meaning. `what` names the run to whoever
    waits. `traceless`: make and write no file, and hold no lock where there is none. `patience`: seconds to wait for
    it; that it waits is logged at `level`.

    Raises:
        Locked: another process holds it; the message says which.
        Unavailable: the file cannot be opened.
    """
    descriptor = _opened(path, make=not traceless)
    if descriptor is None:
        yield
        return
    try:
        began, is_said = time.monotonic(), False
        while not _is_taken(descriptor):
            owner = os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip() or "another process"
            if time.monotonic() >= began + patience:
                raise Locked(f"another run is at work: {owner}; it holds {path}. Try again when it is done.")
            if not is_said:
                log.log(level, "waiting for %s, which holds %s", owner, path)
                is_said = True
            time.sleep(_PAUSE)
        if not traceless:
            _name(descriptor, f"pid {os.getpid()}, {what}\n")
        try:
            yield
        finally:
            if not traceless:
                _name(descriptor, "")  # whoever is refused by the next holder is not told of this one
    finally:
        os.close(descriptor)


def _name(descriptor: int, owner: str) -> None:
    with suppress(OSError):  # on a full disk it says nothing, and holds all the same
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, owner.encode(), 0)


def _is_taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _opened(path: Path, *, make: bool) -> int | None:
    try:
        if make:
            path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT * make | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        if isinstance(error, FileNotFoundError | NotADirectoryError) and not make:
            return None
        raise Unavailable(f"{path}: cannot open the lock file: {error.strerror}") from error
