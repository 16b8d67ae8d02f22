"""What a folder of the published tree asks of the file system, and what that may answer.

Its files and folders are its own: nothing is written, or removed, through a link that lies in it. Whoever can write to
the tree could otherwise have a run with more rights write elsewhere (CWE-59). The root itself may be a link: who made
it one has configured it.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISLNK

from exporter.errors import PublishError

FILE_MODE = 0o644
"""The web server is another user."""
FULL = {errno.ENOSPC, errno.EDQUOT}
"""What a full disk answers."""


def new_file(path: str) -> int:
    """Open a file that was not there: what was, a killed run left or somebody planted.

    Raises:
        OSError: it cannot be made.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        return os.open(path, flags, FILE_MODE)
    except FileExistsError:
        os.unlink(path)
        return os.open(path, flags, FILE_MODE)


def refuse_links(root: str, folder: str) -> None:
    """See that no folder on the way from the root down to `folder`, a path below it, is a link.

    Raises:
        PublishError: one is.
    """
    path = root
    for name in filter(None, folder.split("/")):
        path = f"{path}/{name}"
        try:
            mode = os.lstat(path).st_mode
        except OSError:  # it is not there, or whoever goes on will say why it cannot be used
            return
        if S_ISLNK(mode):
            raise PublishError(
                f"{path}: is a link, and nothing is written or removed through one. Make it a folder, or mount there "
                "what it leads to. (The root of the tree may be a link: output.directory.)"
            )


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
