"""Dumps in a folder: which, in which order, and what happens when it cannot be read."""

import os

import pytest

from exporter.errors import Unavailable
from exporter.model import Dump
from exporter.sources import folder


def write(root, *names):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def names(root, include=("*.txt",)):
    return [dump.name for dump in folder.scan("dumps", str(root), include)]


def test_dumps_are_found_to_the_depths_by_name(tmp_path):
    write(tmp_path, "b.txt", "a/2.txt", "a/10.txt", "a/b/c.txt", "B.txt")
    assert names(tmp_path) == ["B.txt", "a/10.txt", "a/2.txt", "a/b/c.txt", "b.txt"]


def test_hidden_other_and_unfinished_files_are_left_alone(tmp_path):
    write(tmp_path, "a.txt", ".b.txt", ".git/c.txt", "d.txt.part", "README.md", "e.txt~")
    assert names(tmp_path) == ["a.txt"]
    assert names(tmp_path, ("*.md", "a*")) == ["README.md", "a.txt"]


def test_a_file_is_a_source_of_one_dump_whatever_its_name(tmp_path):
    write(tmp_path, "dump")
    path = str(tmp_path / "dump")
    status = os.stat(path)
    assert list(folder.scan("one", path, ("*.txt",))) == [Dump("one", "dump", path, 4, status.st_mtime_ns)]


def test_links_are_followed_but_not_in_circles(tmp_path):
    write(tmp_path, "a/1.txt", "elsewhere/2.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "other").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "a" / "nowhere.txt").symlink_to(tmp_path / "gone")
    assert names(tmp_path / "a") == ["1.txt", "other/2.txt", "up/elsewhere/2.txt"]


def test_a_name_that_is_no_utf8_can_be_stored(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
    with open(path, "wb") as file:
        file.write(b"x")
    (dump,) = folder.scan("dumps", str(tmp_path), ("*.txt",))
    assert dump.name == "caf\\udce9.txt"
    assert folder.fetch(dump)[1] == b"x"


def test_a_missing_folder_is_unavailable_not_empty(tmp_path):
    with pytest.raises(Unavailable, match=r"gone: cannot read the source 'dumps': No such file"):
        list(folder.scan("dumps", str(tmp_path / "gone"), ("*.txt",)))


def test_fetching_gives_the_dump_as_it_was_when_read(tmp_path):
    write(tmp_path, "a.txt")
    (dump,) = folder.scan("dumps", str(tmp_path), ("*.txt",))
    (tmp_path / "a.txt").write_text("longer than before")
    fetched, data = folder.fetch(dump)
    assert data == b"longer than before"
    assert fetched.size == 18


def test_exists_knows_files_and_folders(tmp_path):
    write(tmp_path, "a/1.txt")
    assert folder.exists(str(tmp_path), "a/1.txt")
    assert not folder.exists(str(tmp_path), "a/2.txt")
    assert folder.exists(str(tmp_path / "a" / "1.txt"), "1.txt")
    assert not folder.exists(str(tmp_path / "a" / "2.txt"), "2.txt")
