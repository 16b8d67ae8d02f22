"""What a folder of the published tree asks of the file system, and what that may answer."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exporter.errors import PublishError

FILE_MODE = 0o644


def flush_folder(path: str | Path) -> None:
    """Make what was renamed or removed in a folder survive a power cut.

    Raises:
        OSError: it cannot be flushed.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def new_file(path: str) -> int:
    """Open a file that was not there: what was, a killed run left or somebody planted, and a planted link is never
    written through."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        return os.open(path, flags, FILE_MODE)
    except FileExistsError:
        os.unlink(path)
        return os.open(path, flags, FILE_MODE)


@contextmanager
def explained(path: Path | str) -> Iterator[None]:
    """Turn what the system says into our own error, which says what to do."""
    try:
        yield
    except OSError as error:
        advice = {
            errno.ENOSPC: "make room",
            errno.EDQUOT: "make room, or raise the quota",
            errno.EROFS: "mount it writable",
            errno.EACCES: "let this user write there",
            errno.EPERM: "let this user write there",
        }.get(error.errno or 0, "see to it")
        raise PublishError(
            f"{path}: cannot publish: {error.strerror}. What is published stays whole; {advice} and run it again: "
            "it goes on where it stopped."
        ) from error
