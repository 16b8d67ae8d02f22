"""Where requests go, and what they carry: no spelling of an inner address is reached, no header is forged."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from exporter.connecting import Deadline, session
from exporter.errors import ConfigError, Unavailable
from exporter.notify.message import Message
from exporter.notify.post import post
from exporter.sources.fetching import Request, Validators, _digest, fetch
from tests.notify.peers import Peer, answers
from tests.running import exporter
from tests.world import CONFIG

SPELLINGS = (
    *(
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "0x7f000001",
        "2130706433",
        "017700000001",
        "127.000.000.1",
    ),
    *(
        "0",
        "0.0.0.0",  # noqa: S104
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
    ),
    *(
        "[2002:7f00:1::]",
        "localhost",
        "user@127.0.0.1",
        "news.example@127.0.0.1",
        "news.example:80@127.0.0.1",
        "a%00@127.0.0.1",
    ),
    *(
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "[fd00:ec2::254]",
        "[fe80::1]",
    ),
    *(
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "224.0.0.1",
        "[fc00::1]",
        "[::ffff:a9fe:a9fe]",
        "①②⑦.⓪.⓪.①",
        "１２７.0.0.1",
    ),
)
"""Of this machine, of networks inside, of services that give a machine's credentials to whoever asks from it."""

NEVER = (
    *(
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "[::ffff:169.254.169.254]",
        "[fd00:ec2::254]",
    ),
    *("100.100.100.200", "168.63.129.16", "[fe80::1]", "224.0.0.1", "0.0.0.0", "[::]", "[64:ff9b::a9fe:a9fe]"),  # noqa: S104
)
"""What gives credentials to whoever asks, neighbours on the cable, and nowhere: for no source."""


@pytest.fixture(autouse=True)
def _no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is asked for a name but the system for what it takes for numbers, and for its own."""
    real = socket.getaddrinfo

    def look_up(host: Any, *rest: Any, **named: Any) -> Any:
        if host != "localhost":
            named["flags"] = socket.AI_NUMERICHOST
        return real(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.fixture
def peer() -> Iterator[Peer]:
    with Peer(answers(200, b"secret of this machine")).running() as peer:
        yield peer


def request(url: str, **changes: Any) -> Request:
    usual = {"source": "wire", "agent": "exporter/1", "private": False, "seconds": 10.0, "max_bytes": 10**6}
    return Request(url=url, **{**usual, **changes})


def refused(one: Request) -> str:
    """Why nothing came of it; its body must not have been given to anybody."""

    def keep(pieces: Iterator[bytes]) -> None:
        raise AssertionError(b"".join(pieces))

    with pytest.raises(Unavailable) as error:
        fetch(one, keep, sleep=lambda _: None)
    return str(error.value)


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_an_inner_address_is_reached(host: str, peer: Peer) -> None:
    assert "secret of this machine" not in refused(request(f"http://{host}:{peer.port}/"))
    assert peer.sent == []


@pytest.mark.parametrize("host", NEVER)
def test_also_a_source_inside_leads_to_no_credentials(host: str, peer: Peer) -> None:
    """One that says that it is inside may lead to this machine, but not to what only this machine may ask."""
    with Peer(answers(302, Location=f"http://{host}:{peer.port}/")).running() as leading:
        assert "address: no source may" in refused(request(leading.url, private=True))
        assert peer.sent == []


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/_x", "data:,x"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_leads_to_the_web_or_nowhere(status: int, target: str) -> None:
    with Peer(answers(status, Location=target)).running() as leading:
        assert "it redirects to what is no" in refused(request(leading.url, private=True))


def test_a_name_that_changes_its_address_is_judged_where_it_is_connected_to(
    peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look-up says what is public; each attempt looks up anew, and is judged anew."""
    turns = iter([["93.184.216.34"], ["127.0.0.1"], ["169.254.169.254"], ["10.0.0.1", "127.0.0.1"]])
    monkeypatch.setattr(socket.socket, "connect", _unreachable)
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, port, **_: [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in next(turns, ["127.0.0.1"])
        ],
    )
    assert "its host has a loopback address" in refused(request(f"http://rebound.example:{peer.port}/"))
    assert peer.sent == []


def _unreachable(self: socket.socket, address: Any) -> None:
    assert address[0] == "93.184.216.34", f"connected to {address}"
    raise OSError(113, "No route to host")


@pytest.mark.parametrize("field", ["etag", "modified"])
def test_no_header_of_ours_is_forged_by_what_a_server_said(field: str, peer: Peer) -> None:
    """Such a validator is never kept; were it, nothing would be sent."""
    known = Validators(**{"url": _digest(peer.url), "etag": "", "modified": "", field: '"x"\r\nX-Forged: 1'})
    refused(request(peer.url, private=True, known=known))
    assert peer.sent == []


@pytest.mark.parametrize("value", ["a\r\nX-Forged: 1", "a\nb", "a\rb", "a\x00b"])
def test_no_header_of_a_notification_is_forged(value: str, peer: Peer) -> None:
    post(Message(peer.url, "text/plain", b"", {"X-Kind": value}), "exporter/1", 3.0, lambda: 0.0)
    assert not [one for one in peer.sent if "x-forged" in one.headers]


@pytest.mark.parametrize("url", ["http://a.example/\r\nX: 1", "file:///etc/passwd", "http://"])
def test_a_source_that_is_no_url_of_the_web_is_a_mistake_in_the_configuration(url: str, tmp_path: Any) -> None:
    (tmp_path / "config.toml").write_text(CONFIG.replace('"dumps"', '"""' + url.replace("\\", "\\\\") + '"""'))
    output, error, status = exporter(tmp_path, "export")
    assert status in {ConfigError.exit_status, Unavailable.exit_status}
    assert "root:" not in output + error


def test_redirects_are_never_followed_by_the_library(peer: Peer) -> None:
    with Peer(answers(302, Location=peer.url)).running() as leading, session(Deadline(5, lambda: 0)) as speaking:
        for follows in (True, False):
            assert speaking.get(leading.url, allow_redirects=follows, timeout=5).status_code == 302
    assert peer.sent == []
