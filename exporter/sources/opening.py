"""Opens a dump, wherever it is: a file of this machine (folder.py, spooling.py), or an object (object_file.py)."""

import errno
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from io import BufferedReader
from stat import S_ISREG
from typing import BinaryIO, cast

from exporter.config.places import is_bucket
from exporter.model import Dump
from exporter.sources import folder, object_file
from exporter.sources.choice import written_at


def opened(dump: Dump) -> AbstractContextManager[tuple[Dump, BinaryIO]]:
    """The dump as it is when it is opened, and its bytes from the beginning.

    One that is being written is read as far as it is; it looks different at the next run, which reads it again.

    Raises:
        OSError: it cannot be opened.
        SourceLost: where it is cannot be reached, now or while it is read.
    """
    return object_file.opened(dump) if is_bucket(dump.location) else _opened(dump)


@contextmanager
def _opened(dump: Dump) -> Iterator[tuple[Dump, BinaryIO]]:
    # O_NONBLOCK: to open a pipe that has taken the name would wait for whoever writes to it. Files do not mind.
    descriptor = os.open(dump.location, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        status = os.fstat(descriptor)
        if not S_ISREG(status.st_mode):
            kind = IsADirectoryError if os.path.isdir(dump.location) else OSError
            raise kind(errno.EINVAL, "it is no file", dump.location)
        with open(descriptor, "rb", closefd=False) as stream:
            yield Dump(dump.source, dump.name, dump.location, status.st_size, written_at(status)), stream
    finally:
        os.close(descriptor)


def fetched(some: Sequence[Dump]) -> Iterator[tuple[Dump, bytes] | OSError]:
    """Of each of these dumps, which are small and all of one kind, all bytes and how it looked when they were read; or
    why it cannot be read.

    Raises:
        SourceLost: where they are cannot be reached.
    """
    if some and is_bucket(some[0].location):
        yield from object_file.fetch_each(some)
        return
    for dump in some:
        try:
            yield folder.fetch(dump)
        except OSError as error:
            yield error


def digest(dump: Dump) -> tuple[Dump, str]:
    """The dump as it is now, and 32 hexadecimal digits over its bytes (SHA-256), however many they are.

    Raises:
        OSError: it cannot be read.
        SourceLost: as `opened`.
    """
    with opened(dump) as (now, file):
        return now, hashlib.file_digest(cast(BufferedReader, file), "sha256").hexdigest()[:32]
