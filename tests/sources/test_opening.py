"""A dump is opened as the file that it is by then."""

import os
import threading

import pytest

from exporter.model import Dump
from exporter.sources.opening import opened


def dump_at(path):
    return Dump("dumps", "a.txt", str(path), 0, 0)


def test_the_dump_is_given_as_it_is_when_it_is_opened(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"hello\nthere")
    with opened(dump_at(path)) as (dump, stream):
        assert (dump.size, dump.mtime) == (11, path.stat().st_mtime_ns)
        assert (stream.readline(3), stream.read()) == (b"hel", b"lo\nthere")


def test_what_is_written_meanwhile_is_read_as_far_as_it_is(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"half")
    with opened(dump_at(path)) as (dump, stream):
        with path.open("ab") as file:
            file.write(b" and more")
        assert (dump.size, stream.read()) == (4, b"half and more")


def test_one_that_is_gone_or_no_file_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError), opened(dump_at(tmp_path / "gone")):
        pass
    with pytest.raises(IsADirectoryError), opened(dump_at(tmp_path)):
        pass


def test_a_pipe_that_has_taken_the_name_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    errors = []

    def work():
        try:
            with opened(dump_at(tmp_path / "a.txt")):
                pass
        except OSError as error:
            errors.append(error.strerror)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(60)
    assert errors == ["it is no file"]


def test_nothing_stays_open(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    before = len(os.listdir("/proc/self/fd"))
    with opened(dump_at(path)) as (_, stream):
        pass
    with pytest.raises(ZeroDivisionError), opened(dump_at(path)):
        raise ZeroDivisionError
    assert stream.closed
    assert len(os.listdir("/proc/self/fd")) == before
