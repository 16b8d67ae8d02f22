"""`exporter daemon` with a source on the net."""

import pytest

from tests.daemon.process import daemon, eventually
from tests.notify.peers import PATIENT, Peer, drip
from tests.world import CONFIG, World


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def test_a_url_is_read_at_each_turn_and_a_slow_one_holds_up_no_end(world):
    """A signal ends the daemon within 5 seconds (`stop`), also while it waits for a body."""
    data = world.dump(1).read_bytes()

    def behave(handler, sent):
        if len(peer.sent) < 3:
            handler.answer(304 if "if-none-match" in sent.headers else 200, data, ETag='"a"')
        else:
            handler.wfile.write(f"HTTP/1.1 200 OK\r\nContent-Length: {PATIENT}\r\n\r\n".encode())
            drip(handler, b"x" * PATIENT)

    with Peer(behave).running() as peer:
        source = f'[[source]]\npath = "{peer.url}dump.txt"\nprivate = true\nevery = "1 second"'
        (world.root / "config.toml").write_text(CONFIG.replace('[[source]]\npath = "dumps"', source))
        with daemon(world.root) as running:
            running.says("edition 1 is published")
            eventually(lambda: len(peer.sent) == 3)
            assert ["if-none-match" in one.headers for one in peer.sent] == [False, True, True]
            assert running.stop() == 0
    assert "Quay 1 reopens" in (world.tree / "feed.atom").read_text()
    assert not list((world.root / "state").glob("*.incoming"))
