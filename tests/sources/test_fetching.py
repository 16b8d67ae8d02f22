"""One dump over HTTP, from servers that answer well, badly, or never come to an end."""

import gzip
import random
import socket
import ssl
import time
import zlib

import pytest

from exporter.errors import Unavailable
from exporter.sources import body, fetching
from exporter.sources.fetching import Request, Validators, fetch, reach
from tests.notify import peers
from tests.notify.peers import Peer, answers, tls
from tests.published import only_loopback
from tests.servers import free_port

DATED = {"Last_Modified": "Wed, 21 Oct 2015 07:28:00 GMT"}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    only_loopback(monkeypatch)


def request(url, **changes):
    usual = {"source": "wire", "agent": "exporter/1 (+https://a.example/)", "private": True, "seconds": 20.0}
    return Request(url=url, **{**usual, "max_bytes": 10**9, **changes})


class Got:
    """What came of it: a body for each attempt that got so far, waits between attempts, validators or a message."""

    def __init__(self, url, **changes):
        self.bodies, self.waits, self.validators, self.fault = [], [], None, ""
        try:
            self.validators = fetch(request(url, **changes), self._keep, sleep=self.waits.append, chance=lambda: 1.0)
        except Unavailable as error:
            self.fault = str(error).partition("source 'wire': ")[2]
            self.message = str(error)

    def _keep(self, pieces):
        self.bodies.append(bytearray())
        for piece in pieces:
            self.bodies[-1] += piece


def got(behave, **changes):
    with Peer(behave).running() as peer:
        found = Got(f"{peer.url}dump.txt", **changes)
        found.sent = peer.sent
    return found


def in_turn(*behaviours):
    """Each answers one request, the last all that follow."""
    left = list(behaviours)

    def behave(handler, sent):
        one = left.pop(0) if len(left) > 1 else left[0]
        one(handler, sent)

    return behave


def redirecting(target):
    return Peer(answers(302, Location=target)).running()


def raw(data):
    return lambda handler, _: handler.wfile.write(data)


def test_the_body_comes_whole_and_with_what_it_is_known_again_by():
    found = got(answers(200, b"hello", ETag='"a"', **DATED))
    assert found.bodies == [b"hello"]
    assert (found.validators.etag, found.validators.modified) == ('"a"', "Wed, 21 Oct 2015 07:28:00 GMT")
    [sent] = found.sent
    assert sent.headers["user-agent"] == "exporter/1 (+https://a.example/)"
    assert "if-none-match" not in sent.headers
    assert "authorization" not in sent.headers


def test_what_is_known_is_asked_for_on_condition_and_not_given_again():
    with Peer(answers(200, b"hello", ETag='"a"', **DATED)).running() as peer:
        known = Got(peer.url).validators
        peer.behave = answers(304)
        again = Got(peer.url, known=known)
        assert (again.bodies, again.validators, again.fault) == ([], None, "")
        assert peer.sent[-1].headers["if-none-match"] == '"a"'
        assert peer.sent[-1].headers["if-modified-since"] == "Wed, 21 Oct 2015 07:28:00 GMT"


def test_conditions_of_one_url_are_not_put_to_another():
    found = got(answers(200, b"x"), known=Validators("of another", '"a"', ""))
    assert "if-none-match" not in found.sent[0].headers
    assert got(answers(304), known=Validators("of another", '"a"', "")).fault == "HTTP 304"


@pytest.mark.parametrize(
    ("modified", "kept"),
    [("Thu, 22 Oct 2015 07:27:57 GMT", True), ("Thu, 22 Oct 2015 07:27:59 GMT", False), ("yesterday", False)],
)
def test_a_time_of_change_that_the_next_change_may_share_is_not_relied_on(modified, kept):
    head = f"HTTP/1.1 200 OK\r\nDate: Thu, 22 Oct 2015 07:28:00 GMT\r\nLast-Modified: {modified}\r\n"
    found = got(raw(f"{head}Content-Length: 1\r\n\r\nx".encode()))
    assert found.validators.modified == (modified if kept else "")


@pytest.mark.parametrize("status", [204, 206, 400, 401, 403, 404, 410, 501])
def test_a_refusal_is_told_at_once(status):
    found = got(answers(status))
    assert (found.fault, found.bodies, len(found.sent)) == (f"HTTP {status}", [], 1)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(status):
    found = got(in_turn(answers(status), peers.hangs_up, answers(200, b"at last")))
    assert (found.bodies, found.waits) == ([b"at last"], [1.0, 2.0])


def test_what_does_not_pass_is_told_after_four_attempts():
    found = got(answers(503))
    assert (found.fault, len(found.sent), found.waits) == ("HTTP 503, after 4 attempts", 4, [1.0, 2.0, 4.0])


def test_whoever_asks_us_to_wait_is_heard_within_the_deadline():
    assert got(in_turn(answers(429, Retry_After="7"), answers(200, b"x"))).waits == [7]
    found = got(answers(503, Retry_After="3600"))
    assert (found.fault, found.waits) == ("HTTP 503; another attempt, in 3600 s, would come too late", [])


def test_nobody_there_is_told_in_the_words_of_the_system():
    assert Got(f"http://127.0.0.1:{free_port()}/").fault == "no connection: Connection refused, after 4 attempts"


# Redirects


def test_redirects_are_followed_to_the_body():
    with (
        Peer(answers(200, b"there")).running() as there,
        Peer(answers(302, Location=f"{there.url}x")).running() as here,
    ):
        found = Got(here.url)
        assert found.bodies == [b"there"]
        assert [one.path for one in there.sent] == ["/x"]
        assert found.validators.url == Got(f"{there.url}x").validators.url


def test_five_redirects_are_enough():
    found = got(answers(302, Location="/again"))
    assert (found.fault, len(found.sent)) == ("more than 5 redirects", 6)


@pytest.mark.parametrize(
    ("target", "fault"),
    [
        ("file:///etc/passwd", "it redirects to what is no http(s) URL"),
        ("gopher://127.0.0.1/", "it redirects to what is no http(s) URL"),
        ("https:///path", "it redirects to what is no http(s) URL"),
        ("http://[::1", "it redirects to what is no URL"),
        ("http://a.example:99999/", "it redirects to what is no URL"),
        ("http://\xe9\xe9/", "it redirects to what is no URL"),  # no UTF-8
    ],
)
def test_redirects_to_elsewhere_are_refused(target, fault):
    found = got(
        lambda handler, _: handler.wfile.write(
            b"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: " + target.encode("latin-1") + b"\r\n\r\n"
        )
    )
    assert (found.fault, len(found.sent)) == (fault, 1)


def test_from_https_nobody_is_led_to_http():
    with pytest.raises(fetching._Failure, match="it redirects from https to http, where anybody"):
        fetching._next("https://a.example/x", "http://a.example/x")
    assert fetching._next("http://a.example/x", "//user@b.example/y#z") == "http://b.example/y"


def test_a_body_behind_a_redirect_that_never_ends_is_not_read():
    with Peer(answers(200, b"x")).running() as there, Peer(peers.floods(302, Location=there.url)).running() as here:
        assert Got(here.url).bodies == [b"x"]
        assert here.flooded < 2**26


# Addresses


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0", "2130706433", "0x7f.1"])
def test_nobody_is_led_inside(host, monkeypatch):
    monkeypatch.undo()  # the system's own look-up: none of these asks the network
    with Peer(answers(200, b"secret")).running() as peer:
        found = Got(f"http://{host}:{peer.port}/", private=False)
        assert (found.bodies, peer.sent, found.waits) == ([], [], [])
        assert found.fault.startswith("its host has a")
        assert found.fault.endswith("if that is meant, set private = true for this source")


def test_nobody_is_led_inside_by_a_redirect(monkeypatch):
    with (
        Peer(answers(200, b"secret")).running() as inside,
        Peer(answers(302, Location=inside.url)).running() as outside,
    ):
        judged = []

        def refusal(address):  # the first address is one of the public net
            judged.append(address)
            return "" if len(judged) == 1 else "it lies inside"

        monkeypatch.setattr(fetching, "refusal", refusal)
        found = Got(outside.url, private=False)
        assert (found.fault, inside.sent, len(outside.sent)) == ("it lies inside (redirected to 127.0.0.1)", [], 1)


def test_the_address_that_was_judged_is_the_one_that_is_connected_to(monkeypatch):
    """A name that is looked up a second time may lead elsewhere."""
    with Peer(answers(200, b"x")).running() as peer:
        asked = []

        def look_up(host, port, **_):
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        assert Got(f"http://rebound.example:{peer.port}/").bodies == [b"x"]
        assert asked == ["rebound.example"]
        assert peer.sent[0].headers["host"] == f"rebound.example:{peer.port}"


def test_of_several_addresses_only_those_outside_are_connected_to(monkeypatch):
    with Peer(answers(200, b"x")).running() as peer:
        both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, peer.port)) for host in ("127.0.0.9", "127.0.0.1")]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
        monkeypatch.setattr(fetching, "refusal", lambda address: "inside" if address == "127.0.0.9" else "")
        assert Got(f"http://two.example:{peer.port}/", private=False).bodies == [b"x"]


# Credentials


def test_credentials_go_to_their_own_origin_only_and_into_no_message():
    with Peer(answers(404)).running() as there, redirecting(f"{there.url}x?y=1") as here:
        url = here.url.replace("http://", "http://reader:p%40ss%C3%A9@") + "dump?token=sesame"
        found = Got(url)
        assert here.sent[0].headers["authorization"] == "Basic cmVhZGVyOnBAc3PDqQ=="
        assert here.sent[0].path == "/dump?token=sesame"
        assert "authorization" not in there.sent[0].headers
        assert found.message == f"{here.url}dump: cannot fetch the source 'wire': HTTP 404 (redirected to 127.0.0.1)"


def test_a_certificate_that_nobody_vouches_for_is_refused_at_once(tmp_path):
    def serve(server, context):
        connection, _ = server.accept()
        with pytest.raises((ssl.SSLError, OSError)):
            context.wrap_socket(connection, server_side=True)
        connection.close()

    with tls(tmp_path, serve) as (url, _):
        found = Got(url)
    assert (found.fault, found.waits) == ("no secure connection: its certificate or protocol was refused", [])


def test_neither_proxies_nor_netrc_of_the_environment_are_used(monkeypatch, tmp_path):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    found = got(answers(200, b"x"))
    assert found.bodies == [b"x"]
    assert "authorization" not in found.sent[0].headers


# Bodies


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        CHUNKED + b"4\r\nhalf\r\n",
        CHUNKED + b"A\r\nhalf",
        b"HTTP/1.1 200 OK\r\nContent-Length: 60\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 99)[:-4],
    ],
    ids=["length", "chunks", "chunk", "gzip"],
)
def test_a_body_that_is_cut_off_counts_for_nothing_and_is_asked_for_again(data):
    assert got(in_turn(raw(data), answers(200, b"whole"))).bodies[1:] == [b"whole"]
    assert got(raw(data)).fault.endswith("cut off, after 4 attempts")


def test_a_body_in_chunks_is_whole():
    assert got(raw(CHUNKED + b"4\r\nhalf\r\n3\r\nand\r\n0\r\n\r\n")).bodies == [b"halfand"]


def test_a_body_of_which_nobody_knows_the_end_is_refused():
    found = got(raw(b"HTTP/1.0 200 OK\r\n\r\nwhole?"))
    assert found.fault.startswith("says neither how long its body is nor where it ends")
    assert len(found.sent) == 1


@pytest.mark.parametrize("length", ["five", "-5", "5, 5", "5_0", "+5", "\xb2"])
def test_a_length_that_is_none_is_none(length):
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n".encode("latin-1")
    assert got(raw(head + b"x" * 50)).fault.startswith("says neither how long its body is")


def test_chunks_that_are_packed_are_refused():
    found = got(raw(CHUNKED.replace(b"chunked", b"gzip, chunked") + b"3\r\nabc\r\n0\r\n\r\n"))
    assert found.fault == "its body has an encoding that was not asked for"


@pytest.mark.parametrize("seed", range(8))
def test_whatever_bytes_a_server_sends_it_is_a_body_or_a_message(seed):
    chosen = random.Random(seed)  # noqa: S311
    whole = [
        b'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: "a"\r\n\r\nhello',
        CHUNKED + b"5\r\nhello\r\n0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nETag: a\r\n b\r\n\r\n" + gzip.compress(b"hello" * 9),
    ]
    with Peer(answers(200)).running() as peer:
        for _ in range(25):
            data = bytearray(chosen.choice(whole))
            for _ in range(chosen.randint(0, 6)):
                place = chosen.randrange(len(data))
                data[place : place + chosen.randint(0, 3)] = chosen.randbytes(chosen.randint(0, 3))
            peer.behave = raw(bytes(data))
            found = Got(f"{peer.url}x", seconds=5)
            assert (found.validators is None) == bool(found.fault), (data, found.fault)
            assert len(found.waits) <= 3


def test_a_validator_that_cannot_be_sent_back_is_not_kept():
    found = got(raw(b'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nETag: "a\x01b"\r\n\r\nx'))
    assert (found.bodies, found.validators.etag) == ([b"x"], "")


def test_gzip_is_undone_whatever_its_pieces_and_members(monkeypatch):
    monkeypatch.setattr(body, "PIECE", 7)
    text = bytes(range(256)) * 40
    packed = gzip.compress(text) + gzip.compress(b"") + gzip.compress(b"more")
    assert got(answers(200, packed, Content_Encoding="gzip")).bodies == [text + b"more"]
    assert got(raw(b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed)).bodies == [text + b"more"]


@pytest.mark.parametrize(
    ("data", "fault"),
    [(b"no gzip at all", "damaged"), (gzip.compress(b"x")[:-1] + b"y", "damaged"), (b"", "cut off")],
    ids=["none", "spoilt", "empty"],
)
def test_gzip_that_is_damaged_counts_for_nothing(data, fault):
    assert got(answers(200, data, Content_Encoding="gzip")).fault == f"its gzip encoding is {fault}, after 4 attempts"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "x"])
def test_an_encoding_that_nobody_asked_for_is_refused(encoding):
    found = got(answers(200, b"x", Content_Encoding=encoding))
    assert found.fault == "its body has an encoding that was not asked for"


def test_a_bomb_is_found_before_it_has_gone_off():
    packer = zlib.compressobj(6, wbits=31)
    bomb = b"".join(packer.compress(bytes(2**20)) for _ in range(30)) + packer.flush()
    found = got(answers(200, bomb, Content_Encoding="gzip"))
    assert found.fault == "unpacks to more than 200 times its size: that is no news"
    assert (len(found.bodies[0]), len(found.sent)) == (pytest.approx(body.RATIO_FROM, abs=2**23), 1)


def test_a_body_that_says_that_it_is_too_large_is_not_read():
    found = got(peers.floods(200), max_bytes=1000)
    assert found.fault == f"has {2**40} bytes, more than 1000: raise max_bytes of this source"


# Time


@pytest.mark.parametrize(
    "behave", [peers.drips_its_headers, peers.continues_for_ever, peers.says_nothing], ids=lambda each: each.__name__
)
def test_who_does_not_come_to_an_answer_is_left_and_tried_again(behave, monkeypatch):
    monkeypatch.setattr(fetching, "ANSWER", 0.2)
    assert got(behave).fault == "no answer within 0.2 seconds, after 4 attempts"


def drips(handler, _):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n")
    peers.drip(handler, b"x" * 400)


def test_a_body_that_drips_is_left(monkeypatch):
    monkeypatch.setattr(body, "SLOWEST", 0.2)
    assert got(drips).fault == (
        f"its body stops, or comes more slowly than {body.PIECE} bytes in 0.2 seconds, after 4 attempts"
    )


def test_all_of_it_ends_within_the_deadline():
    began = time.monotonic()
    found = got(drips, seconds=0.4)
    assert found.fault.startswith("not done within 0.4 seconds: raise timeout of this source")
    assert time.monotonic() - began < 10


def test_to_reach_a_source_its_body_is_not_read():
    with Peer(peers.floods(200)).running() as peer:
        reach(request(peer.url, max_bytes=2**41))
        assert peer.flooded < 2**26
    with pytest.raises(Unavailable, match="Connection refused"):
        reach(request(peer.url, seconds=0.5))
