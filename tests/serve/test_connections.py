"""Clients that open connections and do nothing, or too slowly, do not stop the others."""

import contextlib
import itertools
import threading
import time

import pytest

from exporter.config.schema import Serve
from exporter.serve import server
from tests.daemon.process import eventually
from tests.serve.client import ask, connected, serving, write

HALF = b"GET /feed.atom HTTP/1.1\r\nhost: x\r\nx-slow: "


@pytest.fixture
def root(tmp_path):
    write(tmp_path, "feed.atom", b"public" * 50)
    return tmp_path


def half_open(stack, url, many):
    """Connections on each of which half a request was sent."""
    found = []
    for number in range(many):
        one = stack.enter_context(connected(url))
        if number % 2:  # the others say nothing at all
            one.sendall(HALF)
        found.append(one)
    return found


def drip(connection):
    """A request a byte at a time, for as long as the server takes it, at most minutes."""
    with contextlib.suppress(ConnectionError):
        for byte in HALF + b"a" * 10_000:
            connection.sendall(bytes([byte]))
            time.sleep(0.02)


def is_cut(connection, seconds=60.0):
    connection.settimeout(seconds)
    try:
        while data := connection.recv(65536):
            assert data
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize("connections", [1000, 300, 20])
def test_500_half_open_clients_do_not_stop_others(root, connections):
    """Whether all of them fit under the cap, or many times more come than do."""
    with serving(root, serve=Serve(port=0, connections=connections)) as url, contextlib.ExitStack() as stack:
        held = half_open(stack, url, 500)
        for _ in range(20):
            assert ask(url, "/feed.atom").status == 200
        half_open(stack, url, 20)
        assert ask(url, "/feed.atom").status == 200
        cut = sum(is_cut(one, 0.02) for one in held[: 500 - connections])
        assert cut == max(0, 500 - connections)


def test_a_request_must_be_whole_in_time_however_steadily_its_bytes_drip(root, monkeypatch):
    monkeypatch.setattr(server, "HEADER_TIMEOUT", 1.0)
    with serving(root) as url, connected(url) as silent, connected(url) as dripping:
        drip(dripping)
        assert is_cut(silent)
        assert is_cut(dripping)
        assert ask(url, "/feed.atom").status == 200


def test_a_second_request_on_a_connection_must_be_whole_in_time_too(root, monkeypatch):
    monkeypatch.setattr(server, "HEADER_TIMEOUT", 1.0)
    with serving(root) as url, connected(url) as one:
        one.sendall(b"GET /feed.atom HTTP/1.1\r\nhost: x\r\n\r\n")
        assert one.recv(65536).startswith(b"HTTP/1.1 200")
        drip(one)
        assert is_cut(one)


def test_an_idle_connection_is_closed(root, monkeypatch):
    monkeypatch.setattr(server, "KEEP_ALIVE", 1)
    with serving(root) as url, connected(url) as one:
        one.sendall(b"GET /feed.atom HTTP/1.1\r\nhost: x\r\n\r\n")
        assert one.recv(65536)
        assert is_cut(one)


@pytest.mark.parametrize("held", [64 * 2**20, 1000], ids=["from memory", "from the disk"])
def test_a_client_that_does_not_read_its_answer_is_cut(root, monkeypatch, held):
    monkeypatch.setattr(server, "SEND_TIMEOUT", 1.0)
    monkeypatch.setattr("exporter.serve.app.HELD", held)
    monkeypatch.setattr("exporter.serve.tree.HELD", held)
    write(root, "sitemap.xml", bytes(40_000_000))
    cut, evict = [], server.Connection.evict
    monkeypatch.setattr(server.Connection, "evict", lambda self: (evict(self), cut.append(self)))
    with serving(root) as url, contextlib.ExitStack() as stack:
        for _ in range(5):
            one = stack.enter_context(connected(url))
            one.sendall(b"GET /sitemap.xml HTTP/1.1\r\nhost: x\r\n\r\n")
        eventually(lambda: len(cut) == 5)
        read = 0
        with contextlib.suppress(ConnectionError):
            while data := one.recv(1_000_000):
                read += len(data)
        assert read < 40_000_000
        assert len(ask(url, "/sitemap.xml").body) == 40_000_000


@pytest.mark.parametrize("held", [64 * 2**20, 1000], ids=["from memory", "from the disk"])
def test_a_client_that_reads_slowly_gets_all_of_it(root, monkeypatch, held):
    """In more time than it may let pass without reading, of which a busy machine takes some."""
    monkeypatch.setattr(server, "SEND_TIMEOUT", 3.0)
    monkeypatch.setattr("exporter.serve.app.HELD", held)
    monkeypatch.setattr("exporter.serve.tree.HELD", held)
    write(root, "sitemap.xml", bytes(40_000_000))
    with serving(root) as url, connected(url) as one:
        one.sendall(b"GET /sitemap.xml HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        read = 0
        while data := one.recv(500_000):
            read += len(data)
            time.sleep(0.08)
        assert read > 40_000_000


def test_a_client_that_goes_on_asking_keeps_its_connection(root, monkeypatch):
    monkeypatch.setattr(server, "HEADER_TIMEOUT", 3.0)
    with serving(root) as url, connected(url) as one:
        for _ in range(9):
            one.sendall(b"GET /feed.atom HTTP/1.1\r\nhost: x\r\n\r\n")
            assert one.recv(65536).startswith(b"HTTP/1.1 200")
            time.sleep(0.4)


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /feed.atom HTTP/1.1\r\n" + b"x: " + b"a" * 10_000_000,
        b"GET /" + b"a" * 10_000_000,
        b"POST /feed.atom HTTP/1.1\r\nhost: x\r\ncontent-length: 10000000\r\n\r\n" + b"a" * 10_000_000,
    ],
    ids=["field", "path", "body"],
)
def test_a_request_without_end_is_cut(root, request_bytes):
    with serving(root) as url, connected(url) as one:
        with contextlib.suppress(ConnectionError):
            one.sendall(request_bytes)
        assert is_cut(one)
        assert ask(url, "/feed.atom").status == 200


def test_requests_sent_at_once_are_answered_in_order(root):
    write(root, "robots.txt", b"robots")
    lines = (b"GET /feed.atom", b"GET /robots.txt", b"HEAD /robots.txt", b"GET /nowhere", b"GET /robots.txt")
    with serving(root) as url, connected(url) as one:
        requests = [line + b" HTTP/1.1\r\nhost: x\r\n" for line in lines]
        one.sendall(b"\r\n".join(requests) + b"connection: close\r\n\r\n")
        found = b""
        while data := one.recv(65536):
            found += data
    assert [part[:3] for part in found.split(b"HTTP/1.1 ")[1:]] == [b"200", b"200", b"200", b"404", b"200"]


def test_many_who_ask_at_once_for_a_changing_file_get_whole_ones(root):
    """Each answer is one version of the file, with the tag and the length of that version."""
    stop, wrong = threading.Event(), []

    def client():
        while not stop.is_set():
            got = ask(url, "/feed.atom", accept_encoding="identity")
            if got.status != 200 or len(set(got.body)) != 1 or int(got.headers["content-length"]) != len(got.body):
                wrong.append(got)
            tags.setdefault(got.headers["etag"], got.body[:1])
            if tags[got.headers["etag"]] != got.body[:1]:
                wrong.append(got)

    tags = {}
    write(root, "feed.atom", b"a" * 50_000)
    with serving(root) as url:
        threads = [threading.Thread(target=client) for _ in range(6)]
        for thread in threads:
            thread.start()
        for number in itertools.count():
            if number >= 200 and (len(tags) > 10 or number == 10_000):
                break
            letter = bytes([97 + number % 26])
            (root / ".feed.atom.tmp").write_bytes(letter * (50_000 + number % 26))
            (root / ".feed.atom.tmp").rename(root / "feed.atom")
            time.sleep(0.005)
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == []
    assert len(tags) > 10
