"""A door before an HTTP server on loopback: it notes what is asked, and answers some of it otherwise than that."""

import http.client
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

import pytest

from tests.servers.objects import Objects

Otherwise = int | bytes | Literal["cut"] | None
"""A status, with the error that goes with it; 200 with these bytes; half of what the server answers; None: what
it answers."""
Rule = Callable[[str, str], Otherwise]
"""Of a method and a path with its query."""

_NOT_PASSED_ON = frozenset({"connection", "transfer-encoding", "content-length", "date", "server"})


def always(_method: str, _path: str) -> Otherwise:
    """Nothing is answered otherwise."""
    return None


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *asked: Any) -> None:
        """Whoever asked may have been killed meanwhile."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(*asked)


class Door:
    """`url`: where it is; `asked`: each method and path so far; `under_way`: those that are not answered yet; `rule`:
    what is answered otherwise from now on; `codes`: what failures are called by their status; `forgotten`: headers, in
    lower case, that the server is not told; `environment`: what leads a program to it that has the server's."""

    def __init__(self, server: Objects) -> None:
        self.rule: Rule = always
        self.asked: list[tuple[str, str]] = []
        self.under_way: set[int] = set()
        self.forgotten: tuple[str, ...] = ()
        self.codes = dict(server.codes)
        self._behind = server.port
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.environment = server.by(self.url)

    def start(self) -> None:
        """Open it."""
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Close it."""
        self._server.shutdown()
        self._server.server_close()

    def lead(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whoever has the server's environment comes by it."""
        for name, value in self.environment.items():
            monkeypatch.setenv(name, value)

    def of(self, method: str) -> list[str]:
        """Paths that were asked for in this way."""
        return [path for how, path in self.asked if how == method]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        door = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                door.under_way.add(id(self))
                try:
                    self.do()
                finally:
                    door.under_way.discard(id(self))

            def do(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                door.asked.append((self.command, self.path))
                otherwise = door.rule(self.command, self.path)
                if isinstance(otherwise, int):
                    said = f"<?xml version='1.0'?><Error><Code>{door.codes[otherwise]}</Code></Error>".encode()
                    self.tell(otherwise, {"Content-Type": "application/xml"}, said, len(said))
                    return
                if isinstance(otherwise, bytes):
                    self.tell(200, {"Content-Type": "application/xml"}, otherwise, len(otherwise))
                    return
                behind = http.client.HTTPConnection("127.0.0.1", door._behind, timeout=60)
                passed_on = {name: value for name, value in self.headers.items() if name.lower() not in door.forgotten}
                behind.request(self.command, self.path, body, passed_on)
                got = behind.getresponse()
                data = got.read()
                length = int(got.headers.get("Content-Length") or 0) if self.command == "HEAD" else len(data)
                kept = {name: value for name, value in got.headers.items() if name.lower() not in _NOT_PASSED_ON}
                behind.close()
                self.tell(got.status, kept, data[: len(data) // 2] if otherwise == "cut" else data, length)
                self.close_connection = otherwise == "cut"

            def tell(self, status: int, headers: dict[str, str], data: bytes, length: int) -> None:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(length))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(data)

            do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = answer  # noqa: N815 - as http.server calls them

            def log_message(self, *_said: object) -> None:
                return

        return Handler


@contextmanager
def before(server: Objects) -> Iterator[Door]:
    """A door before this server while the context lasts."""
    door = Door(server)
    door.start()
    try:
        yield door
    finally:
        door.stop()
