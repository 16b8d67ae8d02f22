"""Whole runs over what arrives: URLs, and standard input."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from exporter import arriving
from exporter.config.schema import Source
from exporter.errors import Unavailable
from exporter.sources.choice import Part, choose
from exporter.sources.spooling import Room
from exporter.store.locations import at
from tests.notify import peers
from tests.notify.peers import Peer, answers
from tests.published import only_loopback
from tests.servers import free_port
from tests.world import CONFIG, World, cut_off


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    only_loopback(monkeypatch)


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


@pytest.fixture
def peer(world):
    """A server that gives the dump of article 1, and knows it again by its bytes."""
    path = world.dump(1)

    def behave(handler, sent):
        data = path.read_bytes()
        tag = f'"{len(data)}-{data[:40].hex()}"'
        if sent.headers.get("if-none-match") == tag:
            handler.answer(304)
        else:
            handler.answer(200, data, ETag=tag)

    with Peer(behave).running() as peer:
        world.set(source=(Source(path=f"{peer.url}latest.txt", name="wire", private=True),))
        yield peer


def left(world):
    """What is beside the store and is not it."""
    return {path.name for path in (world.root / "state").iterdir()} - {"exporter.db", "exporter.db.lock"}


def conditional(peer):
    return ["if-none-match" in one.headers for one in peer.sent]


def test_a_url_is_fetched_and_then_asked_for_only_if_it_has_changed(world, peer):
    assert world.run().new == 1
    assert world.rows("SELECT source, name FROM dumps") == [("wire", "latest.txt")]
    state = world.state()
    report = world.run()
    assert (report.same, report.unavailable, report.read) == (1, 0, ["wire"])
    assert conditional(peer) == [False, True]
    assert world.state() == state
    world.dump(1, title="Quay 1 stays open")
    assert world.run().changed == 1
    assert conditional(peer) == [False, True, True]
    assert peer.sent[0].headers["user-agent"].endswith(f" (+{world.config.site.url})")


def test_the_same_bytes_are_the_same_dump_whoever_says_otherwise(world, peer):
    path = world.dumps / "000001.txt"
    peer.behave = lambda handler, _: handler.answer(200, path.read_bytes())
    world.run()
    opened = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("exporter.intake.taking._prepared", lambda *_, **__: opened.append(1))
        assert world.run().same == 1
    assert (opened, conditional(peer)) == ([], [False, False])


def test_other_bytes_of_the_same_length_are_another_dump(world, peer):
    world.dump(1, title="Quay one")
    world.run()
    world.dump(1, title="Quay two")
    assert world.run().changed == 1


def test_what_is_to_be_tried_again_is_fetched_whatever_it_is(world, peer):
    world.dump(1, time="1 Smarch 2025")
    assert world.run().rejected == 1
    assert world.run().rejected == 1
    world.set(source=(replace(world.config.source[0], language="fy"),))
    assert world.run().rejected == 1
    assert conditional(peer) == [False, True, False]


def test_a_source_that_fails_takes_nothing_away_and_the_others_go_on(world, peer):
    (world.root / "other").mkdir()
    world.run()
    other = World(world.root / "else")
    other.dump(2)
    world.set(source=(*world.config.source, Source(path=str(other.dumps), name="other")))
    peer.behave = answers(404)
    report = world.run()
    assert (report.new, report.unavailable, report.exit_status, report.read) == (1, 1, 75, ["other"])
    assert world.rows("SELECT COUNT(*) FROM articles") == [(2,)]
    assert "Quay 1 reopens" in world.read("feed.atom")


def test_a_body_that_breaks_off_half_way_gives_nothing(world, peer):
    whole = (world.dumps / "000001.txt").read_bytes()
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(whole)}\r\n\r\n".encode()
    peer.behave = lambda handler, _: handler.wfile.write(head + whole[:-40])
    report = world.run()
    assert (report.new, report.rejected, report.unavailable) == (0, 0, 1)
    assert left(world) == set()


def test_what_arrived_is_gone_after_the_run_and_what_a_killed_run_left_too(world, peer, monkeypatch):
    stale = world.root / "state" / "exporter.db.incoming" / "1"
    stale.parent.mkdir(parents=True)
    stale.write_text("of a run that was killed")
    seen = []
    monkeypatch.setattr(
        arriving.Arrival, "ended", lambda *_, **__: seen.extend(path.name for path in stale.parent.iterdir())
    )
    world.run()
    assert seen == ["1"]
    assert left(world) == set()


def test_what_arrived_of_one_source_is_gone_before_the_next_arrives(world, peer, monkeypatch):
    one = world.config.source[0]
    world.set(source=(one, replace(one, name="again", path=f"{one.path}?again")))
    kept, real = [], Room.keep

    def keep(room, *arguments):
        spooled = real(room, *arguments)
        kept.append(len(list(Path(spooled.path).parent.iterdir())))
        return spooled

    monkeypatch.setattr(Room, "keep", keep)
    assert world.run().unavailable == 0
    assert kept == [1, 1]


def test_a_dry_run_leaves_nothing_behind(world, peer):
    report = world.run(dry_run=True)
    assert report.new == 1
    assert not (world.root / "state").exists()
    world.run()
    world.dump(1, title="Quay 1 stays open")
    assert world.run(dry_run=True).changed == 1
    assert world.run().changed == 1


def test_a_run_that_was_cut_off_before_all_was_stored_is_completed(world, peer, monkeypatch):
    for where in ("exporter.intake.taking._store_slice", "exporter.arriving.Arrival.ended", "exporter.marking.settle"):
        with cut_off(monkeypatch, where):
            world.run()
    assert left(world) == set()
    assert world.run().numbers()["unavailable"] == 0
    assert "Quay 1 reopens" in world.read("feed.atom")


def test_no_secret_of_a_url_is_stored_or_told(world, peer, caplog):
    url = peer.url.replace("http://", "http://swordsman:swordfish@") + "latest.txt?token=sesame"
    world.set(source=(Source(path=url, name=choose(url, ()).source.name, private=True, timeout="1 second"),))
    with caplog.at_level("DEBUG"):
        world.run()
        peer.behave = answers(503)
        world.run()
    stored = b"".join(path.read_bytes() for path in (world.root / "state").iterdir())
    said = "\n".join(one.getMessage() for one in caplog.records if one.name.startswith("exporter"))
    for secret in ("swordfish", "sesame", "swordsman"):
        assert secret not in said  # what urllib3 says is shown to nobody (logs.set_up)
        assert secret.encode() not in stored
    assert f"{peer.url}latest.txt: cannot fetch the source" in said


def test_a_body_that_is_too_large_is_not_kept(world, peer):
    world.set(source=(replace(world.config.source[0], max_bytes=100),))
    peer.behave = peers.floods(200)
    assert world.run().unavailable == 1
    chunk = b"64\r\n" + b"x" * 100 + b"\r\n"
    endless = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk * 50
    peer.behave = lambda handler, _: handler.wfile.write(endless)
    assert world.run().unavailable == 1
    assert left(world) == set()


def test_where_there_is_no_room_the_source_waits_and_the_others_go_on(world, peer, monkeypatch, caplog):
    monkeypatch.setattr(
        "exporter.sources.spooling.os.utime", lambda *_, **__: (_ for _ in ()).throw(OSError(28, "Full"))
    )
    assert world.run().unavailable == 1
    assert f"cannot be kept in {world.root}/state/exporter.db.incoming while it is read: Full" in caplog.text


def test_nobody_begins_anew_without_a_source_that_cannot_be_fetched(world, peer):
    world.run()
    assert world.run(full=True, force=True).new == 1
    world.set(source=(replace(world.config.source[0], path=f"http://127.0.0.1:{free_port()}/", timeout="1 second"),))
    with pytest.raises(Unavailable, match="Connection refused"):
        world.run(full=True, force=True)
    assert world.rows("SELECT COUNT(*) FROM articles") == [(1,)]


def test_a_url_of_the_command_line_is_a_source_of_its_own_or_the_configured_one(world, peer):
    configured = world.config.source[0]
    assert choose(configured.path, world.config.source) == Part(configured)
    own = choose(f"{peer.url}other.txt?x=1", world.config.source)
    assert own.source.name == f"{peer.url}other.txt"


# Standard input


def given(world, monkeypatch, data, **changes):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    part = choose("-", world.config.source)
    return world.run(parts=(replace(part, source=replace(part.source, **changes)),))


def test_standard_input_is_one_dump(world, monkeypatch):
    first, second = world.dump(1).read_bytes(), world.dump(2).read_bytes()
    assert given(world, monkeypatch, first).new == 1
    assert world.rows("SELECT source, name, size FROM dumps") == [("-", "stdin", len(first))]
    assert given(world, monkeypatch, first).same == 1
    assert given(world, monkeypatch, second).new == 1
    assert given(world, monkeypatch, first).same == 1
    assert world.rows("SELECT COUNT(*) FROM articles") == [(2,)]
    assert left(world) == set()


def test_nothing_in_standard_input_is_told_and_takes_nothing_away(world, monkeypatch):
    given(world, monkeypatch, world.dump(1).read_bytes())
    report = given(world, monkeypatch, b"")
    assert (report.rejected, report.exit_status) == (1, 3)
    assert world.rows("SELECT COUNT(*) FROM articles") == [(1,)]


def test_of_standard_input_no_more_is_taken_than_the_limit(world, monkeypatch, caplog):
    assert given(world, monkeypatch, b"x" * 1000, max_bytes=999).unavailable == 1
    assert "standard input: gives more than 999 bytes: write it to a file, and name that" in caplog.text


def test_where_there_is_no_standard_input_that_is_told(world, monkeypatch, caplog):
    monkeypatch.setattr(sys, "stdin", None)
    assert world.run(parts=(choose("-", ()),)).unavailable == 1
    assert "standard input: cannot be read: it is closed" in caplog.text


def test_one_run_at_a_time_keeps_what_arrives(world, peer):
    """What arrives lies where only the run that holds the lock may put it."""
    folder = at(world.config.store.url).path.with_name("exporter.db.incoming")
    with arriving.incoming(world.config, dry_run=False) as incoming:
        assert not folder.exists()
        incoming.room.keep("x", iter([b"a", b"b"]), 2, "")
        assert [path.read_bytes() for path in folder.iterdir()] == [b"ab"]
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()


def test_a_pipe_into_the_command_is_exported(world):
    (world.root / "config.toml").write_text(CONFIG)
    dump = world.dump(1).read_bytes()
    (world.dumps / "000001.txt").unlink()
    command = [sys.executable, "-m", "exporter", "export", "--source", "-", "-s", "engine.workers=2"]
    done = subprocess.run(command, cwd=world.root, input=dump, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Quay 1 reopens" in world.read("feed.atom")
