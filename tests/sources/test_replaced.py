"""What took the name of a dump after it was found."""

import os
import threading
from contextlib import suppress

import pytest

from exporter.model import Dump
from exporter.sources import folder


def test_a_pipe_that_took_the_name_is_not_waited_for(tmp_path):
    path = tmp_path / "a.txt"
    os.mkfifo(path)

    def write():
        with suppress(BrokenPipeError):  # whoever opened it may be gone again
            path.write_bytes(b"x")

    threading.Thread(target=write, daemon=True).start()
    with pytest.raises(OSError, match="it is no file"):
        folder.fetch(Dump("dumps", "a.txt", str(path), 1, 1))
    path.unlink()
