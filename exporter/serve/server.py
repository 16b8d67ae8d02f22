"""The socket side: uvicorn, with what it lacks against clients that open connections and then do nothing."""

import asyncio
import errno
import logging
import os
import resource
import socket
from asyncio import Transport
from functools import partial
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from exporter.errors import Unavailable
from exporter.serve.app import App

log = logging.getLogger(__name__)

HEADER_TIMEOUT = 10.0
"""Seconds that a client may take for a whole request, byte by byte or not, from connecting or from the last answer."""
SEND_TIMEOUT = 60.0
"""Seconds that an answer may wait for a client that does not read it."""
KEEP_ALIVE = 5
"""Seconds that a connection may rest between requests."""
STOP_TIMEOUT = 3
"""Seconds that answers under way get when the server is told to stop."""
LONGEST_REQUEST = 64 * 1024
"""Bytes of a request line and header fields, or of a body, which nobody wants."""


class Connection(HttpToolsProtocol):
    """One client. Besides what uvicorn does, it knows since when it waits for the client."""

    def __init__(self, *arguments: Any, most: int, **named: Any) -> None:
        """`most`: connections at a time."""
        super().__init__(*arguments, **named)
        self._most = most
        self._since = self.loop.time()
        self._stalled: float | None = None
        self._received = 0
        self._evicted = False

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Take the connection; if there are too many, in place of the one whose client has done nothing for longest."""
        super().connection_made(transport)
        if len(self.connections) > self._most:
            idle = {each: each.idle_since for each in self.connections if isinstance(each, Connection)}
            longest = min((since, id(each), each) for each, since in idle.items() if since is not None)
            longest[2].evict()

    @property
    def idle_since(self) -> float | None:
        """Since when it is the client's turn to send or to read; None if it is ours, or the client was put out."""
        if self._evicted:
            return None
        return self._stalled if self._is_answering else self._since

    @property
    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def evict(self) -> None:
        """Cut the connection, whatever is still to be sent."""
        self._evicted = True
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Feed the parser, within limits."""
        self._received += len(data)
        super().data_received(data)
        if self._received > LONGEST_REQUEST and not self.transport.is_closing():
            self.send_400_response("Request too large.")

    def on_headers_complete(self) -> None:
        """A request is there."""
        self._received = 0
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """An answer is given: now it is the client's turn."""
        self._since = self.loop.time()
        super().on_response_complete()

    def pause_writing(self) -> None:
        """The client reads more slowly than we write."""
        self._stalled = self.loop.time()
        super().pause_writing()

    def resume_writing(self) -> None:
        """It reads again."""
        self._stalled = None
        super().resume_writing()

    def is_overdue(self, now: float) -> bool:
        """Whether the client has had its time."""
        since = self.idle_since
        if since is None:
            return False
        unread = self._is_answering or self.transport.get_write_buffer_size() > 0
        return now - since > (SEND_TIMEOUT if unread else HEADER_TIMEOUT)


class Server(uvicorn.Server):
    """uvicorn's, with time-outs, and without an opinion on how a process ends."""

    def __init__(self, config: uvicorn.Config, app: App) -> None:
        super().__init__(config)
        self._app = app

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second; once a second, cut connections whose clients have had their time."""
        if counter % 10 == 0:
            now = asyncio.get_running_loop().time()
            for connection in list(self.server_state.connections):
                if isinstance(connection, Connection) and connection.is_overdue(now):
                    connection.evict()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """uvicorn's, but what is not done in time is cut here: uvicorn would report each as an error of ours, and wait
        for whatever a thread is reading."""
        asyncio.get_running_loop().call_later(STOP_TIMEOUT, self._cut)
        await super().shutdown(sockets)

    def _cut(self) -> None:
        self._app.stop()
        for connection in list(self.server_state.connections):
            if isinstance(connection, Connection):
                connection.evict()

    def stop(self) -> None:
        """End soon: at once for those who wait, within STOP_TIMEOUT seconds for answers under way."""
        self.should_exit = True


def build(app: App, connections: int) -> Server:
    """A server for this application, with at most so many connections at a time."""
    _adopt_log()
    _raise_descriptors(3 * connections + 100)
    config = uvicorn.Config(
        app,
        http=partial(Connection, most=connections),  # type: ignore[arg-type]
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=STOP_TIMEOUT + 1,
    )
    return Server(config, app)


def listening(host: str, port: int) -> socket.socket:
    """A socket at this address; port 0: any free one.

    Raises:
        Unavailable: it cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, UnicodeError) as error:
        advice = {
            errno.EADDRINUSE: "another program serves there: stop it, or choose another port (serve.port, --port)",
            errno.EACCES: "ports below 1024 are for root: choose a higher one, and put a web server before it",
            errno.EADDRNOTAVAIL: "this machine has no such address: see serve.host",
        }.get(getattr(error, "errno", None) or 0, "see serve.host and serve.port")
        raise Unavailable(f"cannot serve at {address(host, port)}: {_reason(error)}; {advice}") from error


def address(host: str, port: int) -> str:
    """`127.0.0.1:8080`, `[::1]:8080`."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _reason(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "there is no such host"
    return os.strerror(error.errno).lower() if isinstance(error, OSError) and error.errno else str(error)


def _adopt_log() -> None:
    """What uvicorn has to say goes where our own log lines go; not what any client can make it say."""
    for name in ("uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers[:], logger.propagate = [], False
        logger.setLevel(logging.ERROR)
    logging.getLogger("uvicorn.error").handlers[:] = logging.getLogger("exporter").handlers


def _raise_descriptors(wanted: int) -> None:
    """Each connection takes a descriptor, and a second while a large file is sent."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        enough = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (enough, hard))
        if enough < wanted:
            log.warning("only %d files can be open at a time: raise the limit, or lower serve.connections", enough)
