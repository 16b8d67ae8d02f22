"""Tell a URL of each run: URL/start, then URL or URL/fail, as services do that raise the alarm when nobody calls.

A thread of its own does it, so that a service that is down or slow delays nothing. What it cannot deliver is lost: the
service notices by itself that nobody calls.
"""

import logging
import queue
import threading
import time
from urllib.parse import urlsplit, urlunsplit

from exporter import __version__
from exporter.notify.message import Message
from exporter.printable import printable

log = logging.getLogger(__name__)

TIMEOUT = 10.0
"""Seconds that a ping may take, from the look-up of the host to the answer."""
LONGEST = 10_000
"""Bytes of a message, which such services keep in part (healthchecks.io: 100 kB)."""
KEPT = 10
"""Pings that wait for a slow service; beyond that the new ones are dropped."""

_END = ("end", "")


class Pinger:
    """Pings in order, one at a time."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._queue: queue.Queue[tuple[str, str]] = queue.Queue(KEPT)
        self._warned = False
        threading.Thread(target=self._work, name="ping", daemon=True).start()

    def start(self) -> None:
        """A run begins."""
        self._put("start", "")

    def success(self, message: str) -> None:
        """It did all it was to do."""
        self._put("", message)

    def failure(self, message: str) -> None:
        """It did not."""
        self._put("fail", message)

    def close(self) -> None:
        """End the thread once all is told; returns at once."""
        self._put(*_END)

    def flush(self, seconds: float) -> None:
        """Wait until everything is told, but no longer than this."""
        until = time.monotonic() + seconds
        with self._queue.all_tasks_done:
            while self._queue.unfinished_tasks and (left := until - time.monotonic()) > 0:
                self._queue.all_tasks_done.wait(left)

    def _put(self, step: str, message: str) -> None:
        try:
            self._queue.put_nowait((step, message))
        except queue.Full:
            self._fails("it is too slow, and pings are dropped")

    def _work(self) -> None:
        while (ping := self._queue.get()) != _END:
            try:
                self._send(*ping)
            except Exception as error:  # without its text, which could name the URL; the next ping is sent all the same
                self._fails(f"failed in a way that nobody foresaw ({type(error).__name__}); please report this")
            finally:
                self._queue.task_done()

    def _send(self, step: str, message: str) -> None:
        from exporter.notify.post import post  # requests is heavy

        body = message.encode("utf-8", "replace")[:LONGEST]
        ping = Message(beneath(self._url, step), "text/plain; charset=utf-8", body)
        if reason := post(ping, f"exporter/{__version__}", TIMEOUT, time.monotonic).reason:
            self._fails(reason)
        else:
            self._warned = False

    def _fails(self, what: str) -> None:
        """Say so once, until it works again. The path of the URL is a secret."""
        if not self._warned:
            self._warned = True
            log.warning("health.ping at %s: %s; runs go on", printable(urlsplit(self._url).hostname or ""), what)


def beneath(url: str, step: str) -> str:
    """The URL with a step added to its path."""
    parts = urlsplit(url)
    path = f"{parts.path.rstrip('/')}/{step}" if step else parts.path
    return urlunsplit(parts._replace(path=path))
