"""What must survive a power cut is flushed to the disk."""

import os
from pathlib import Path


def flush(path: str | Path) -> None:
    """Make the bytes of a file, or what was renamed or removed in a folder, survive a power cut (fsync(2)).

    Raises:
        OSError: it cannot be flushed.
    """
    # O_NONBLOCK: a pipe that has taken the name would be waited for; files and folders do not mind.
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
