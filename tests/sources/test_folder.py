"""Dumps in a folder: which, in which order, and what happens when it cannot be read."""

import os

import pytest

from exporter.config.schema import Source
from exporter.errors import Unavailable
from exporter.model import Dump
from exporter.sources import folder, listing
from exporter.sources.choice import Part, choose


def write(root, *names):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def scan(root, include=("*.txt",), below="", tree="/nowhere"):
    return list(listing.scan(Part(Source(path=str(root), name="dumps", include=include), below), str(tree)))


def names(root, include=("*.txt",), below="", tree="/nowhere"):
    return [dump.name for dump in scan(root, include, below, tree)]


def test_dumps_are_found_to_the_depths_by_name(tmp_path):
    write(tmp_path, "b.txt", "a/2.txt", "a/10.txt", "a/b/c.txt", "B.txt")
    assert names(tmp_path) == ["B.txt", "b.txt", "a/10.txt", "a/2.txt", "a/b/c.txt"]


def test_hidden_other_and_unfinished_files_are_left_alone(tmp_path):
    write(tmp_path, "a.txt", ".b.txt", ".git/c.txt", "d.txt.part", "README.md", "e.txt~")
    assert names(tmp_path) == ["a.txt"]
    assert names(tmp_path, ("*.md", "a*")) == ["README.md", "a.txt"]


def test_a_file_is_a_source_of_one_dump_whatever_its_name(tmp_path):
    write(tmp_path, "dump")
    path = str(tmp_path / "dump")
    status = os.stat(path)
    assert scan(path) == [Dump("dumps", "dump", path, 4, status.st_mtime_ns)]


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
    (dump,) = scan(tmp_path)
    assert dump.name == "caf\\udce9.txt"
    assert folder.fetch(dump)[1] == b"x"


def test_a_missing_folder_is_unavailable_not_empty(tmp_path):
    with pytest.raises(Unavailable, match=r"gone: cannot read the source 'dumps': No such file"):
        scan(tmp_path / "gone")


def test_fetching_gives_the_dump_as_it_was_when_read(tmp_path):
    write(tmp_path, "a.txt")
    (dump,) = scan(tmp_path)
    (tmp_path / "a.txt").write_text("longer than before")
    fetched, data = folder.fetch(dump)
    assert data == b"longer than before"
    assert fetched.size == 18


@pytest.mark.parametrize(
    ("below", "found"),
    [
        ("", ["b.txt", "a/1.txt", "a/2.txt"]),
        ("a", ["a/1.txt", "a/2.txt"]),
        ("a/2.txt", ["a/2.txt"]),
        ("a/note.md", ["a/note.md"]),  # whoever names it means it
    ],
)
def test_a_part_of_a_source_has_the_names_that_it_has_in_the_whole(tmp_path, below, found):
    write(tmp_path, "a/1.txt", "a/2.txt", "a/note.md", "b.txt")
    assert names(tmp_path, below=below) == found


def test_links_into_the_published_tree_are_not_followed(tmp_path):
    write(tmp_path, "dumps/1.txt", "feeds/robots.txt", "feeds/articles/2.txt", "feeds-old/3.txt")
    for name, target in (("whole", "feeds"), ("part", "feeds/articles"), ("other", "feeds-old")):
        (tmp_path / "dumps" / name).symlink_to(tmp_path / target)
    assert names(tmp_path / "dumps", tree=tmp_path / "feeds") == ["1.txt", "other/3.txt"]


def test_a_folder_that_cannot_be_read_is_told_and_the_walk_goes_on(tmp_path, monkeypatch):
    write(tmp_path, "a/1.txt", "b/2.txt", "c.txt")
    real = os.listdir

    def listdir(path):  # root may read everything
        if str(path).endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "listdir", listdir)
    before, told, after = scan(tmp_path)
    assert isinstance(told, Unavailable)
    assert str(told) == f"{tmp_path}/a: cannot read a folder of the source 'dumps': Permission denied"
    assert [before.name, after.name] == ["c.txt", "b/2.txt"]


def test_a_path_in_a_configured_source_is_a_part_of_the_innermost(tmp_path, monkeypatch):
    write(tmp_path, "dumps/nl/1.txt", "else/2.txt")
    (tmp_path / "link").symlink_to(tmp_path / "dumps" / "nl")
    (tmp_path / "dumps" / "away").symlink_to(tmp_path / "else")
    monkeypatch.chdir(tmp_path)
    outer, inner = (Source(path=str(tmp_path / path), name=path) for path in ("dumps", "dumps/nl"))
    assert choose("dumps", (outer, inner)) == Part(outer)
    assert choose("dumps/", (outer,)) == Part(outer)
    assert choose("dumps/nl/1.txt", (outer, inner)) == choose("link/1.txt", (inner, outer)) == Part(inner, "1.txt")
    assert choose("dumps/nl/1.txt", (outer,)) == Part(outer, "nl/1.txt")
    assert choose("dumps/away/2.txt", (outer,)) == Part(outer, "away/2.txt")
    alone = str(tmp_path / "else/2.txt")
    assert choose("else/2.txt", (outer, inner)) == Part(Source(path=alone, name=alone)), "no name of a configured one"
    assert choose("dumps-old", (outer,)).source.name == str(tmp_path / "dumps-old")


def test_a_file_that_may_not_be_looked_at_is_told_and_one_that_is_no_file_is_not(tmp_path, monkeypatch):
    write(tmp_path, "a/1.txt", "a/2.txt", "b.txt")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")
    real = os.stat

    def stat(path, *arguments, **named):
        if path in ("1.txt", "2.txt"):  # as in a folder of mode r--
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **named)

    monkeypatch.setattr(os, "stat", stat)
    dump, told = scan(tmp_path)
    assert str(told) == (
        f"{tmp_path}/a/1.txt: cannot look at this file of the source 'dumps', nor 1 more beside it: Permission denied"
    )
    assert dump.name == "b.txt"


def test_a_pipe_is_no_source(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Unavailable, match="it is neither a folder nor a file"):
        scan(tmp_path / "pipe")
