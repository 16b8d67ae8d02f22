"""What arrives lies in a file while it is read, and nowhere afterwards."""

import time
from pathlib import Path

import pytest

from exporter.errors import Unavailable
from exporter.sources.spooling import room


def test_a_body_is_a_file_whose_time_stands_for_its_bytes(tmp_path):
    with room(tmp_path / "in") as made:
        first = made.keep("wire", [b"hel", b"", b"lo"], 5, "")
        again, other = made.keep("wire", [b"hello"], 5, ""), made.keep("wire", [b"hellO"], 5, "")
        assert (first.size, first.mtime) == (again.size, again.mtime)
        assert (other.size, other.mtime != first.mtime) == (5, True)
        assert Path(first.path).read_bytes() == b"hello"
        assert first.mtime < (time.time() - 10**8) * 10**9
        assert (tmp_path / "in").stat().st_mode & 0o777 == 0o700
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_made_where_nothing_arrives(tmp_path):
    with room(tmp_path / "in"):
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [ZeroDivisionError, KeyboardInterrupt])
def test_what_breaks_off_leaves_no_file(tmp_path, ending):
    def pieces():
        yield b"half"
        raise ending

    with room(tmp_path / "in") as made:
        with pytest.raises(ending):
            made.keep("wire", pieces(), 10, "")
        assert list((tmp_path / "in").iterdir()) == []


def test_one_byte_too_many_is_too_many(tmp_path):
    with room(tmp_path / "in") as made:
        made.keep("wire", [b"12345"], 5, "")
        with pytest.raises(Unavailable, match=r"^wire: gives more than 5 bytes: send less$"):
            made.keep("wire", [b"12345", b"6"], 5, "send less")
        assert len(list((tmp_path / "in").iterdir())) == 1


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with room(tmp_path / "file" / "in") as made, pytest.raises(Unavailable, match=r"wire: cannot be kept in .*file/in"):
        made.keep("wire", [b"x"], 5, "")


def test_a_link_in_its_place_leads_nowhere(tmp_path):
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "file").write_text("")
    (tmp_path / "in").symlink_to(tmp_path / "precious")
    with room(tmp_path / "in") as made, pytest.raises(Unavailable):
        made.keep("wire", [b"x"], 5, "")
    assert [path.name for path in (tmp_path / "precious").iterdir()] == ["file"]


def test_without_a_folder_one_of_the_system_is_used_and_removed():
    with room(None) as made:
        path = made.keep("wire", [b"x"], 5, "").path
        assert Path(path).read_bytes() == b"x"
    assert not Path(path).parent.exists()
