"""Documents in place: whole, readable, flushed, and untouched where nothing changed."""

import errno
import os
import stat

import pytest

from exporter.errors import PublishError, Refused
from exporter.model import Part
from exporter.publish.folder import Folder
from exporter.publish.preview import Preview
from exporter.publish.tree import MARKER, Marker

NOW = 1_700_000_000


@pytest.fixture
def tree(tmp_path):
    return Folder(str(tmp_path / "feeds"), NOW)


def state(tree):
    """Path, bytes, mode and time of every file, hidden ones too."""
    return {
        str(path.relative_to(tree.root)): (
            path.read_bytes(),
            path.stat().st_mode,
            path.stat().st_mtime_ns,
            path.stat().st_ino,
        )
        for path in tree.root.rglob("*")
        if path.is_file()
    }


def test_a_document_is_put_in_place_for_a_web_server_to_read(tree):
    old = os.umask(0o077)
    try:
        assert tree.put([Part("sections/kade/feed.atom", b"<feed/>")]) == [True]
    finally:
        os.umask(old)
    path = tree.root / "sections/kade/feed.atom"
    assert path.read_bytes() == b"<feed/>"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (tree.root, path.parent, path.parent.parent)} == {0o755}
    assert path.stat().st_mtime_ns == NOW * 10**9
    assert list(state(tree)) == ["sections/kade/feed.atom"]


def test_the_same_bytes_touch_nothing(tree):
    tree.put([Part("a", b"1"), Part("b", b"2")])
    before = state(tree)
    assert Folder(str(tree.root), NOW + 60).put([Part("a", b"1"), Part("b", b"2")]) == [False, False]
    assert state(tree) == before


def test_a_change_always_gets_a_second_that_the_file_never_had(tree):
    for version in range(5):
        tree.put([Part("a", b"%d" % version)])
        assert (tree.root / "a").stat().st_mtime_ns == (NOW + version) * 10**9
    tree.put([Part("a", b"clock set back")])
    assert (tree.root / "a").stat().st_mtime == NOW + 5


def test_other_bytes_of_the_same_length_and_time_are_seen(tree):
    tree.put([Part("a", b"1")])
    (tree.root / "a").write_bytes(b"x")
    os.utime(tree.root / "a", (NOW, NOW))
    assert tree.put([Part("a", b"1")]) == [True]
    assert (tree.root / "a").read_bytes() == b"1"


def test_what_a_killed_run_left_under_temporary_names_is_swept(tree):
    tree.put([Part("data/a", b"1")])
    (tree.root / "data" / ".b.tmp").write_bytes(b"half")
    Folder(str(tree.root), NOW).put([Part("data/a", b"2")])
    assert list(state(tree)) == ["data/a"]


def test_a_planted_link_is_not_written_through(tree, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("precious")
    tree.root.mkdir()
    (tree.root / ".a.tmp").symlink_to(victim)
    (tree.root / "a").symlink_to(victim)
    tree.put([Part("a", b"1")])
    assert victim.read_text() == "precious"
    assert (tree.root / "a").read_bytes() == b"1"
    assert not (tree.root / "a").is_symlink()


def test_when_one_cannot_be_written_none_of_the_batch_is_changed(tree, monkeypatch):
    tree.put([Part("a", b"old"), Part("b", b"old")])
    calls = []

    def fsync(descriptor):
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(PublishError, match=r"feeds/[ab]: cannot publish: No space left on device.*make room"):
        tree.put([Part("a", b"new"), Part("b", b"new")])
    monkeypatch.undo()
    assert {path: bytes_ for path, (bytes_, *_) in state(tree).items()} == {"a": b"old", "b": b"old"}


def test_a_file_that_could_not_be_flushed_is_never_flushed_again(tree, monkeypatch):
    held, real = [], os.fsync

    def fsync(descriptor):
        held.append(os.dup(descriptor))  # so that no other file gets its number
        if len(held) == 1:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(PublishError, match="Input/output error"):
        tree.put([Part("a", b"new")])
    assert list(tree.root.iterdir()) == []
    tree.put([Part("a", b"new")])
    files = [os.fstat(descriptor).st_ino for descriptor in held]
    assert len(set(files)) == len(files) == 2
    for descriptor in held:
        os.close(descriptor)


def test_every_renamed_file_and_its_folder_is_flushed(tree, monkeypatch):
    flushed = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: (flushed.append(os.readlink(f"/proc/self/fd/{fd}")), real(fd))[1])
    tree.put([Part("data/a", b"1")])
    tree.flush()
    root = str(tree.root)
    assert flushed[0] == f"{root}/data/.a.tmp"
    assert set(flushed[1:]) == {f"{root}/data", root, str(tree.root.parent)}
    flushed.clear()
    tree.flush()
    assert flushed == []


def test_removing_leaves_no_empty_folder_and_says_whether_it_was_there(tree):
    tree.put([Part("articles/2025/02/a", b"1"), Part("articles/2025/03/b", b"1")])
    assert tree.remove(["articles/2025/02/a"]) == [True]
    assert tree.remove(["articles/2025/02/a"]) == [False]
    assert list(state(tree)) == ["articles/2025/03/b"]
    assert not (tree.root / "articles/2025/02").exists()
    tree.flush()


def test_a_tree_remembers_its_store(tree):
    assert (tree.owner(), tree.is_published()) == ("", False)
    tree.claim(Marker("6d5c"))
    assert (tree.owner(), tree.is_published()) == ("6d5c", True)


def test_a_tree_without_its_marker_is_known_by_its_landmarks(tree):
    tree.put([Part("feed.rss", b"<rss/>")])
    assert (tree.owner(), tree.is_published()) == ("", True)


def test_a_marker_that_cannot_be_read_stops_the_run(tree):
    tree.root.mkdir()
    (tree.root / MARKER).write_text("{")
    with pytest.raises(Refused, match="cannot tell which store"):
        tree.owner()


def test_an_output_that_is_a_file_is_an_error_that_says_so(tmp_path):
    (tmp_path / "feeds").write_text("")
    with pytest.raises(PublishError, match=r"feeds.*: cannot publish: "):
        Folder(str(tmp_path / "feeds"), NOW).put([Part("a/b", b"1")])


def test_a_preview_answers_and_writes_nothing(tree):
    tree.put([Part("a", b"1")])
    before = state(tree)
    preview = Preview(Folder(str(tree.root), NOW))
    assert preview.put([Part("a", b"1"), Part("b/c", b"1"), Part("a", b"2")]) == [False, True, True]
    assert (preview.remove(["a", "z"]), preview.remove(["a"])) == ([True, False], [False])
    preview.claim(Marker("x"))
    preview.flush()
    assert state(tree) == before


def test_files_lists_what_is_not_hidden(tree):
    tree.put([Part("b/c", b"1"), Part("a", b"1")])
    tree.claim(Marker("x"))
    assert list(tree.files()) == ["a", "b/c"]
