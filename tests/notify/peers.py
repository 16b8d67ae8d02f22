"""Whoever is told: a server on the loopback interface that records what it is sent, and answers well or badly."""

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec import Struct


class Sent(Struct, frozen=True):
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    def form(self) -> dict[str, str]:
        """The fields of a form, in the body of a POST, else in the query."""
        text = self.body.decode() if self.method == "POST" else urlsplit(self.path).query
        return {name: value for name, [value] in parse_qs(text).items()}


class Handler(BaseHTTPRequestHandler):
    """One connection to a peer."""

    peer: "Peer"

    def do_GET(self) -> None:
        self._take()

    def do_POST(self) -> None:
        self._take()

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        sent = Sent(self.command, self.path, headers, body)
        self.peer.sent.append(sent)
        with suppress(OSError):  # whoever asked may have gone
            self.peer.behave(self, sent)
            self.peer.finished += 1

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """A whole answer."""
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Not on standard error: `sent` says it."""


Behaviour = Callable[[Handler, Sent], None]
PATIENT = 400
"""Pieces that a slow peer sends, of 0.02 s each: far more than anybody should wait for, yet no test hangs."""


def answers(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    return lambda handler, _: handler.answer(status, body, **headers)


def drips_its_headers(handler: Handler, _: Sent) -> None:
    drip(handler, b"HTTP/1.1 204 No Content\r\nX-Drip: " + b"x" * PATIENT + b"\r\n\r\n")


def drips_its_body(handler: Handler, _: Sent) -> None:
    handler.wfile.write(b"HTTP/1.1 204 No Content\r\nContent-Length: 400\r\n\r\n")
    drip(handler, b"x" * PATIENT)


def continues_for_ever(handler: Handler, _: Sent) -> None:
    for _number in range(PATIENT):
        handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.02)
    handler.answer(204)


def says_nothing(handler: Handler, _: Sent) -> None:
    handler.peer.closing.wait(8)
    handler.answer(204)


def floods(status: int, **headers: str) -> Behaviour:
    """An answer whose body never ends."""

    def flood(handler: Handler, _: Sent) -> None:
        handler.answer(status, Content_Length=str(2**40), **headers)
        while not handler.peer.closing.is_set():
            handler.wfile.write(b"x" * 65536)
            handler.peer.flooded += 65536

    return flood


def hangs_up(handler: Handler, _: Sent) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def babbles(handler: Handler, _: Sent) -> None:
    handler.wfile.write(b"\x00\xff no HTTP at all\r\n\r\n")


def drip(handler: Handler, data: bytes) -> None:
    for number in range(len(data)):
        handler.wfile.write(data[number : number + 1])
        time.sleep(0.02)


class Peer:
    """The server."""

    def __init__(self, behave: Behaviour, port: int = 0) -> None:
        self.behave = behave
        self.sent: list[Sent] = []
        self.flooded = 0
        self.finished = 0
        """How many answers were sent to their end."""
        self.closing = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", port), type("Bound", (Handler,), {"peer": self}))
        self._http.daemon_threads = False
        self.port = self._http.server_port
        self.url = f"http://127.0.0.1:{self.port}/"

    @property
    def topics(self) -> list[str]:
        """Of the pings, in order."""
        return [one.form()["hub.url"] for one in self.sent]

    @contextmanager
    def running(self) -> Iterator["Peer"]:
        """Answer in threads while the context lasts."""
        thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield self
        finally:
            self.closing.set()
            self._http.shutdown()
            thread.join()
            self._http.server_close()


@contextmanager
def tls(tmp_path, serve):
    """A server with a certificate that nobody vouches for."""
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl here to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-keyout", key, "-out", certificate, "-subj", "/CN=127.0.0.1"),
            *("-addext", "subjectAltName=IP:127.0.0.1"),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server, context))
        thread.start()
        yield f"https://127.0.0.1:{server.getsockname()[1]}/", certificate
        thread.join()
