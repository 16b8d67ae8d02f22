"""Opens a dump, whatever kind of source it is from: by then all of them are files (folder.py, spooling.py)."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from stat import S_ISREG
from typing import BinaryIO, cast

from exporter.model import Dump


@contextmanager
def opened(dump: Dump) -> Iterator[tuple[Dump, BinaryIO]]:
    """The dump as it is when it is opened, and its bytes from the beginning.

    One that is being written is read as far as it is; it looks different at the next run, which reads it again.

    Raises:
        OSError: it cannot be opened.
    """
    # O_NONBLOCK: to open a pipe that has taken the name would wait for whoever writes to it. Files do not mind.
    descriptor = os.open(dump.location, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        status = os.fstat(descriptor)
        if not S_ISREG(status.st_mode):
            kind = IsADirectoryError if os.path.isdir(dump.location) else OSError
            raise kind(errno.EINVAL, "it is no file", dump.location)
        with open(descriptor, "rb", closefd=False) as stream:
            yield Dump(dump.source, dump.name, dump.location, status.st_size, status.st_mtime_ns), stream
    finally:
        os.close(descriptor)


def digest(dump: Dump) -> tuple[Dump, str]:
    """The dump as it is now, and 32 hexadecimal digits over its bytes (SHA-256), however many they are.

    Raises:
        OSError: it cannot be read.
    """
    with opened(dump) as (now, file):
        return now, hashlib.file_digest(cast(BufferedReader, file), "sha256").hexdigest()[:32]
