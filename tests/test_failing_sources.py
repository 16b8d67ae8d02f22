"""A source that fails, however it does, takes nothing away: neither of its own nor of the others (promise P7)."""

import json
import os
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from exporter.config.schema import Source
from tests.notify import peers
from tests.notify.peers import Peer, answers, drips_its_body, hangs_up, says_nothing
from tests.published import Tree, only_loopback
from tests.world import World

COMPLETE = pytest.mark.parametrize("complete", [False, True], ids=["", "complete"])


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    only_loopback(monkeypatch)


def shown(world: World) -> list[str]:
    return sorted(item["title"] for item in json.loads(world.read("feed.json"))["items"])


def dumps_of(folder: Path, *numbers: int) -> Path:
    """A folder of its own with the dumps of these articles."""
    made = World(folder)
    for number in numbers:
        made.dump(number)
    return made.dumps


def stands(world: World, *new: int) -> None:
    """A run in which one source fails publishes what is new of the other, and takes nothing away, twice."""
    before = shown(world)
    for number in new:
        world.dump(number)
        report = world.run()
        assert (report.unavailable, report.exit_status, report.gone, report.new) == (1, 75, 0, 1)
        before = sorted([*before, f"Quay {number} reopens"])
        assert shown(world) == before
    assert world.rows("SELECT COUNT(*) FROM tombstones") == [(0,)]
    assert Tree(world.tree, world.config.site.url).dangling() == []


def is_not_mounted(folder: Path) -> None:
    shutil.rmtree(folder)


def is_another_kind_of_thing(folder: Path) -> None:
    shutil.rmtree(folder)
    os.mkfifo(folder)


def is_a_link_to_nowhere(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder.parent / "nowhere")


@COMPLETE
@pytest.mark.parametrize("fail", [is_not_mounted, is_another_kind_of_thing, is_a_link_to_nowhere])
def test_a_folder_that_cannot_be_read(tmp_path, fail, complete):
    world, folder = World(tmp_path / "world"), dumps_of(tmp_path / "other", 1, 2, 3)
    world.dump(11)
    world.set(source=(Source(path=str(folder), name="other", complete=complete), *world.config.source))
    world.run()
    fail(folder)
    stands(world, 12, 13)


@pytest.mark.parametrize("path", ["", "*/", "**/*.txt"], ids=["folder", "pattern", "pattern of files"])
def test_a_disk_that_is_not_mounted_leaves_an_empty_folder(tmp_path, path):
    """Of which a source that is not complete says nothing, because it may well be empty; a complete one does."""
    world, folder = World(tmp_path / "world"), dumps_of(tmp_path / "other", 1, 2, 3)
    world.dump(11)
    other = Source(
        path=f"{folder.parent}/dumps" if not path else f"{folder.parent}/{path}", name="other", complete=True
    )
    world.set(source=(other, *world.config.source))
    world.run()
    for dump in folder.iterdir():
        dump.unlink()
    stands(world, 12, 13)


def breaks_off(handler: peers.Handler, _: peers.Sent) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n" + b"Quay 1\n")


@COMPLETE
@pytest.mark.parametrize(
    "behave",
    [answers(404), answers(500), says_nothing, drips_its_body, hangs_up, breaks_off],
    ids=["404", "500", "says nothing", "drips", "hangs up", "breaks off"],
)
def test_a_server_that_does_not_give(tmp_path, behave, complete, monkeypatch):
    monkeypatch.setattr("exporter.sources.fetching.FIRST_WAIT", 0.01)
    world, folder = World(tmp_path / "world"), dumps_of(tmp_path / "other", 1)
    world.dump(11)
    with Peer(answers(200, (folder / "000001.txt").read_bytes())).running() as peer:
        other = Source(path=f"{peer.url}a.txt", name="wire", private=True, complete=complete)
        world.set(source=(other, *world.config.source))
        world.run()
        world.set(source=(replace(other, timeout="1 second"), *world.config.source[1:]))
        peer.behave = behave
        stands(world, 12)


@COMPLETE
@pytest.mark.parametrize("body", [b"", b"404 not found\n", b"[]", b"<html><body>Down for maintenance</body></html>"])
def test_a_server_that_gives_something_else(tmp_path, body, complete):
    """What is no article is rejected; nothing is lost with it."""
    world, folder = World(tmp_path / "world"), dumps_of(tmp_path / "other", 1)
    world.dump(11)
    with Peer(answers(200, (folder / "000001.txt").read_bytes())).running() as peer:
        other = Source(path=f"{peer.url}a.txt", name="wire", private=True, complete=complete)
        world.set(source=(other, *world.config.source))
        world.run()
        peer.behave = answers(200, body)
        world.dump(12)
        report = world.run()
    assert (report.gone, shown(world)) == (0, ["Quay 1 reopens", "Quay 11 reopens", "Quay 12 reopens"])
    assert report.exit_status in (3, 75)


def test_a_304_of_a_complete_source_means_that_nothing_has_changed(tmp_path):
    world, folder = World(tmp_path / "world"), dumps_of(tmp_path / "other", 1)
    data = (folder / "000001.txt").read_bytes()

    def behave(handler: peers.Handler, sent: peers.Sent) -> None:
        handler.answer(304) if "if-none-match" in sent.headers else handler.answer(200, data, ETag='"1"')

    with Peer(behave).running() as peer:
        wire = Source(path=f"{peer.url}a.txt", name="wire", private=True, complete=True)
        world.set(source=(wire,))
        world.run()
        report = world.run()
        assert [("if-none-match" in one.headers) for one in peer.sent] == [False, True]
    assert (report.gone, report.unavailable, shown(world)) == (0, 0, ["Quay 1 reopens"])
