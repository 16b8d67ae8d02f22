"""`/metrics` and `/healthz` over HTTP, from threads of a daemon."""

import logging
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from prometheus_client import CONTENT_TYPE_LATEST
from prometheus_client.exposition import ThreadingWSGIServer

from exporter.errors import Unavailable
from exporter.health.check import Verdict
from exporter.health.metrics import Metrics

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


log = logging.getLogger(__name__)

MOST = 20
"""Connections at a time; a new one beyond that takes the place of the one that is there for longest."""
DEADLINE = 10.0
"""Seconds that a connection may last, whatever its client does."""


class _Handler(WSGIRequestHandler):
    """Of one request: HTTP/1.0 ends a connection with its answer."""

    def log_message(self, *_: object) -> None:
        """Whoever watches asks every few seconds; that is no news."""


class _Server(ThreadingWSGIServer):
    daemon_threads = True
    block_on_close = False
    """A client that is slow does not keep the daemon."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._open: dict[Any, float] = {}
        """Connections, and since when."""

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread."""
        self._open[request] = time.monotonic()
        if len(self._open) > MOST:
            self._cut(min(self._open.copy().items(), key=itemgetter(1))[0])
        super().process_request(request, client_address)

    def service_actions(self) -> None:
        """Several times a second."""
        for request, since in self._open.copy().items():
            if time.monotonic() - since > DEADLINE:
                self._cut(request)

    def shutdown_request(self, request: Any) -> None:
        """An answer is given, or there will be none."""
        self._open.pop(request, None)
        super().shutdown_request(request)

    def _cut(self, request: Any) -> None:
        """Its thread finds nothing to read any more, and nowhere to write to."""
        self._open.pop(request, None)
        with suppress(OSError):
            request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes before its answer is no news."""
        if not isinstance(sys.exception(), OSError):
            log.warning("health.listen: an answer failed in a way that nobody foresaw; please report", exc_info=True)


class _IPv6(_Server):
    address_family = socket.AF_INET6


@contextmanager
def listening(address: str, metrics: Metrics, verdict: Callable[[], Verdict]) -> Iterator[str]:
    """Answer at `HOST:PORT` while the context lasts; gives the URL.

    Raises:
        Unavailable: the address cannot be had.
    """
    host, _, port = address.rpartition(":")
    family = _IPv6 if host.startswith("[") else _Server
    try:
        server: Any = make_server(host.strip("[]"), int(port), _app(metrics, verdict), family, _Handler)
    except OSError as error:
        raise Unavailable(f"cannot listen at {address}: {error.strerror or error}; see health.listen") from error
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, name="health", daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def _app(metrics: Metrics, verdict: Callable[[], Verdict]) -> Callable[..., Iterable[bytes]]:
    def answer(environment: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        status, kind, body = "404 Not Found", "text/plain; charset=utf-8", b"here are /metrics and /healthz\n"
        if environment["PATH_INFO"] == "/metrics":
            status, kind, body = "200 OK", CONTENT_TYPE_LATEST, metrics.text()
        elif environment["PATH_INFO"] == "/healthz":
            found = verdict()
            status = "200 OK" if found.is_healthy else "503 Service Unavailable"
            body = f"{found.text}\n".encode()
        start(status, [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")])
        return [] if environment["REQUEST_METHOD"] == "HEAD" else [body]

    return answer
