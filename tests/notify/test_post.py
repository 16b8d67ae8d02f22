"""One message over HTTP: it ends when it should, whatever the other side does."""

import socket
import ssl
import threading
import time

import pytest

from exporter.connecting import MAX_RETRY_AFTER
from exporter.notify.message import Answer, Message
from exporter.notify.post import post
from tests.notify import peers
from tests.notify.peers import Peer, answers, floods, tls
from tests.published import only_loopback
from tests.servers import free_port


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    only_loopback(monkeypatch)


def sent_to(url, seconds=0.4, **changes):
    return post(
        Message(url, "text/plain", b"hello", **changes), "exporter/1 (+https://a.example/)", seconds, time.monotonic
    )


def answer_of(behave, seconds=0.4):
    with Peer(behave).running() as peer:
        return sent_to(peer.url, seconds)


@pytest.mark.parametrize("status", [200, 202, 204])
def test_any_success_will_do(status):
    answer = answer_of(answers(status), 60)
    assert (answer.status, answer.reason) == (status, "")


@pytest.mark.parametrize(
    ("behave", "seconds", "reason"),
    [
        (answers(500), 5, "HTTP 500"),
        (answers(404), 5, "HTTP 404"),
        (answers(302, Location="file:///etc/passwd"), 5, "HTTP 302: it has moved, and redirects are not followed"),
        (answers(307, Location="gopher://127.0.0.1/"), 5, "HTTP 307: it has moved"),
        (peers.drips_its_headers, 0.4, "no answer within 0.4 seconds"),
        (peers.continues_for_ever, 0.4, "no answer within 0.4 seconds"),
        (peers.says_nothing, 0.4, "no answer within 0.4 seconds"),
        (peers.hangs_up, 5, "no connection"),
        (peers.babbles, 5, "no connection"),
        (answers(200, X_Long="x" * 70_000), 5, "no connection"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_everything_else_is_a_reason_to_try_again(behave, seconds, reason):
    assert answer_of(behave, seconds).reason.startswith(reason)


def test_a_body_that_never_comes_is_not_waited_for():
    assert answer_of(peers.drips_its_body, 60) == Answer(204)


@pytest.mark.parametrize("behave", [floods(200), floods(302, Location="/elsewhere")], ids=["answer", "redirect"])
def test_a_body_that_never_ends_is_not_read(behave):
    with Peer(behave).running() as peer:
        assert sent_to(peer.url, 60).status in {200, 302}
        assert peer.flooded < 2**26  # what fits into the buffers of two sockets


def test_a_redirect_to_another_host_is_not_followed():
    with Peer(answers(204)).running() as other, Peer(answers(307, Location=other.url)).running() as peer:
        assert sent_to(peer.url, 60).status == 307
        assert (len(peer.sent), other.sent) == (1, [])


def test_a_peer_that_takes_nothing_in_is_left():
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        message = Message(url, "text/plain", b"x" * 2**26)
        assert post(message, "a", 0.4, time.monotonic).reason == "no answer within 0.4 seconds"


def test_nobody_there_is_told_in_the_words_of_the_system():
    assert sent_to(f"http://127.0.0.1:{free_port()}/secret", 60).fault == "no connection: Connection refused"


def test_all_addresses_of_a_host_share_the_time(monkeypatch):
    """Several that never answer the first packet: what a host with a dead IPv6 network looks like."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.settimeout(0)
            one.connect_ex(address)
        real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: real("127.0.0.1", address[1], type=1) * 40)
        began = time.monotonic()
        assert sent_to(f"http://127.0.0.1:{address[1]}/", 0.5).reason == "no answer within 0.5 seconds"
        assert time.monotonic() - began < 10  # 20 if each had all of it
        for one in waiting:
            one.close()


def test_a_name_that_is_looked_up_for_ever_is_left(monkeypatch):
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(20) and [])
    assert sent_to("http://hub.harbour.internal/", 0.2).fault == "no answer within 0.2 seconds"
    assert not answered.is_set()
    answered.set()


def test_a_name_that_does_not_exist_is_no_connection(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert sent_to("http://hub.harbour.internal/secret", 60).fault == "no connection: Name or service not known"


def test_who_asks_us_to_wait_until_a_date_is_heard_by_the_same_clock():
    """Its clock is ten years behind ours: what counts is the time between the two dates that it gives."""

    def behave(handler, _):
        handler.send_response_only(503)
        handler.send_header("Date", "Wed, 21 Oct 2015 07:28:00 GMT")
        handler.send_header("Retry-After", "Wed, 21 Oct 2015 07:30:00 GMT")
        handler.end_headers()

    assert answer_of(behave, 60).retry_after == 120


@pytest.mark.parametrize("date", ["Mon, 01 Jan 99999999999999999999 00:00:00 GMT", ""])
def test_whose_own_date_is_none_is_not_waited_for(date):
    def behave(handler, _):
        handler.send_response_only(503)
        handler.send_header("Date", date)
        handler.send_header("Retry-After", "Wed, 21 Oct 2015 07:30:00 GMT")
        handler.end_headers()

    assert answer_of(behave, 60) == Answer(503)


def test_what_is_sent_says_who_sends_it_and_keeps_its_headers():
    with Peer(answers(204)).running() as peer:
        sent_to(peer.url + "hook?x=1", 5, headers={"X-Exporter-Signature": "sha256=ab"})
    [sent] = peer.sent
    assert (sent.method, sent.path, sent.body) == ("POST", "/hook?x=1", b"hello")
    assert sent.headers["user-agent"] == "exporter/1 (+https://a.example/)"
    assert (sent.headers["content-type"], sent.headers["x-exporter-signature"]) == ("text/plain", "sha256=ab")


def test_proxies_and_passwords_of_the_environment_are_not_used(monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    netrc.chmod(0o600)
    with Peer(answers(502)).running() as proxy, Peer(answers(204)).running() as peer:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        monkeypatch.setenv("NETRC", str(netrc))
        assert sent_to(peer.url, 60).status == 204
    assert (proxy.sent, "authorization" in peer.sent[0].headers) == ([], False)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("9999999", MAX_RETRY_AFTER),
        ("-5", 0),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 0),
        ("9" * 5000, MAX_RETRY_AFTER),
        ("²", 0),
        ("Mon, 01 Jan 99999999999999999999 00:00:00 GMT", 0),
        ("Mon, 01 Jan 0001 00:00:00 +2359", 0),
        ("Mon, 01 Jan 2026 00:00:00 +99999999999999999999", 0),
    ],
)
def test_who_asks_us_to_wait_is_heard_within_limits(value, seconds):
    def behave(handler, _):
        handler.answer(503, Retry_After=value.encode("utf-8").decode("latin-1"))

    assert answer_of(behave, 60).retry_after == seconds


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path):
    def serve(server, context):
        connection, _ = server.accept()
        with pytest.raises((ssl.SSLError, OSError)):
            context.wrap_socket(connection, server_side=True)
        connection.close()

    with tls(tmp_path, serve) as (url, _):
        assert sent_to(url, 60).fault == "no secure connection: its certificate or protocol was refused"


def test_over_tls_the_deadline_holds_as_well(tmp_path, monkeypatch):
    def serve(server, context):
        connection, _ = server.accept()
        with context.wrap_socket(connection, server_side=True) as secure:
            secure.recv(65536)
            try:
                for _ in range(peers.PATIENT):
                    secure.sendall(b"H")
                    time.sleep(0.02)
            except OSError:
                return

    with tls(tmp_path, serve) as (url, certificate):
        monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(certificate))
        assert sent_to(url, 1.0).fault == "no answer within 1 seconds"


def test_a_tls_handshake_that_never_ends_is_left(tmp_path):
    def serve(server, _context):
        connection, _ = server.accept()
        connection.recv(65536)
        with connection:
            connection.recv(65536)

    with tls(tmp_path, serve) as (url, _):
        assert sent_to(url, 0.4).fault == "no answer within 0.4 seconds"
