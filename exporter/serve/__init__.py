"""The published tree over HTTP, for readers, crawlers and people: `exporter serve`, or beside a daemon.

    app          a request in, an answer out (answers.py)
    tree         what each file is, by an index in memory that follows the tree
    conditions   preconditions, ranges, codings (RFC 9110)
    headers      what is said of each kind of file
    gone         what was withdrawn
    access       the access log
    server       sockets, time-outs, limits

It reads the tree and nothing else: neither the store nor the dumps.
"""

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from exporter.config.places import is_bucket
from exporter.config.schema import Config
from exporter.errors import ExporterError

if TYPE_CHECKING:
    import socket

    from exporter.serve.server import Server

log = logging.getLogger(__name__)


def run(config: Config) -> None:
    """Serve until SIGTERM or SIGINT, from the main thread.

    Raises:
        ExporterError: what serves is not installed.
        Unavailable: the address cannot be had.
    """
    server, listener = _made(config)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        server.stop()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        log.info("serving %s at %s", config.output.directory, _url(listener))
        _work(server, listener)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def background(config: Config) -> Iterator[str]:
    """Serve from a thread while the context lasts; gives the URL. Raises as `run` does."""
    server, listener = _made(config)
    url = _url(listener)
    thread = threading.Thread(target=_work, args=(server, listener), name="serve")
    thread.start()
    try:
        yield url
    finally:
        server.stop()
        thread.join()


def _made(config: Config) -> "tuple[Server, socket.socket]":
    if is_bucket(config.output.directory):
        raise ExporterError(
            f"{config.output.directory}: a bucket is served by its own service, or by a CDN in front of it, which "
            "sends each document with the media type that it has there (docs/operations.md); this server serves folders"
        )
    try:
        from exporter.serve.server import build, listening
    except ImportError as error:
        raise ExporterError(
            f"serving needs the package {error.name}, which is not installed: pip install 'exporter[serve]'"
        ) from error
    from exporter.serve.app import App

    listener = listening(config.serve.host, config.serve.port)
    root = Path(config.output.directory)
    if not root.is_dir():
        log.warning("%s: nothing is published there yet; it is served as soon as it is", root)
    return build(App(config), config.serve.connections), listener


def _work(server: "Server", listener: "socket.socket") -> None:
    with listener:
        server.run(sockets=[listener])
    log.info("stopped serving")


def _url(listener: "socket.socket") -> str:
    from exporter.serve.server import address

    host, port = listener.getsockname()[:2]
    return f"http://{address(host, port)}/"
