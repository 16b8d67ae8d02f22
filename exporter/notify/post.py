"""Sends one message over HTTP, in so many seconds at most, whatever the other side does.

The time-outs of requests bound each read, so a server that sends its headers a byte at a time holds a connection for as
long as it likes (dependencies: a byte each 0.2 s held a `timeout=0.5` for 3.8 s). Here each read and each write gets
what is left of one deadline, and so does the look-up of the host's name, which the system's resolver would go on with
for half a minute (resolv.conf). The body of an answer is never read, so it may be of any size.
"""

import io
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError, NewConnectionError

from exporter.notify.message import Answer, Message

Left = Callable[[], float]
"""Seconds until the deadline. Raises TimeoutError after it."""

MAX_RETRY_AFTER = 6 * 60 * 60
"""Seconds for which an answer may put us off (RFC 9110 section 10.2.3)."""


def post(message: Message, agent: str, seconds: float, clock: Callable[[], float]) -> Answer:
    """Post the message as `agent`; `clock` counts seconds.

    No redirect is followed, no proxy or netrc of the environment is used (CVE-2024-47081), certificates are checked.
    """
    until = clock() + seconds

    def left() -> float:
        remaining = until - clock()
        if remaining <= 0:
            raise TimeoutError
        return remaining

    headers = {"User-Agent": agent, "Content-Type": message.media_type, "Connection": "close", **message.headers}
    with _Session() as session:
        session.trust_env = False
        for scheme in ("http://", "https://"):
            session.mount(scheme, _Adapter(left))
        try:
            with session.post(message.url, data=message.body, headers=headers, timeout=seconds, stream=True) as answer:
                return Answer(answer.status_code, retry_after=_retry_after(answer.headers))
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            return Answer(fault=_fault(error, seconds))


def _retry_after(headers: Mapping[str, str]) -> int:
    """Seconds: as stated, or from the answer's own date to the stated one, so that no two clocks are compared."""
    value = headers.get("Retry-After", "")
    if value.isascii() and value.isdigit():
        return min(int(value[:10]), MAX_RETRY_AFTER)
    try:
        wait = parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError, OverflowError):  # of what is no date, of only one with a zone, of a year too far
        return 0
    return max(0, min(int(wait.total_seconds()), MAX_RETRY_AFTER))


def _fault(error: BaseException, seconds: float) -> str:
    """What went wrong, without any word of the error but the system's: others have URLs in them."""
    below = list(_causes(error))
    if any(isinstance(one, requests.Timeout | TimeoutError) for one in below):
        return f"no answer within {seconds:g} seconds"
    if isinstance(error, requests.exceptions.SSLError):
        return "no secure connection: its certificate or protocol was refused"
    if isinstance(error, requests.ConnectionError):
        said = [one.strerror for one in below if isinstance(one, OSError) and one.errno and one.strerror]
        return ": ".join(("no connection", *said[:1]))
    return "no valid answer"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """None, ever: requests reads the body of what it takes for a redirect, even of one that it does not follow."""
        return None


class _Adapter(HTTPAdapter):
    """Of one message."""

    def __init__(self, left: Left) -> None:
        self._left = left
        super().__init__(max_retries=0)

    def get_connection_with_tls_context(self, *arguments: Any, **named: Any) -> Any:
        """A pool whose connections keep the deadline."""
        pool: Any = super().get_connection_with_tls_context(*arguments, **named)
        pool.ConnectionCls = partial(_TimedTls if pool.scheme == "https" else _Timed, left=self._left)
        return pool


class _Timed(HTTPConnection):
    """A connection that keeps a deadline."""

    def __init__(self, *arguments: Any, left: Left, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._left = left

    def _new_conn(self) -> socket.socket:
        """urllib3's, but all addresses of a host share the time that is left."""
        try:
            found = _addresses(self._dns_host, self.port, self._left())
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, "timed out") from error
        failure = OSError("it has no address")
        for number, (family, kind, protocol, _, address) in enumerate(found):
            connection = socket.socket(family, kind, protocol)
            try:
                connection.settimeout(self._left() / (len(found) - number))
                connection.connect(address)
                connection.settimeout(self._left())  # for all of a TLS handshake
                return connection
            except OSError as error:
                connection.close()
                failure = error
        if isinstance(failure, TimeoutError):
            raise ConnectTimeoutError(self, "timed out") from failure
        raise NewConnectionError(self, "failed") from failure

    def connect(self) -> None:
        """Connect; from then on every read and write knows the deadline."""
        super().connect()
        self.sock: Any = _Socket(self.sock, self._left)


def _addresses(host: str, port: int, seconds: float) -> list[Any]:
    """As `socket.getaddrinfo`, which knows no time-out: one that takes longer ends in a thread that nobody awaits.

    Raises:
        TimeoutError: there was no answer within these seconds.
        OSError, UnicodeError: it failed.
    """
    found: Future[list[Any]] = Future()

    def look_up() -> None:
        try:
            found.set_result(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except Exception as error:  # it is raised where it is waited for
            found.set_exception(error)

    threading.Thread(target=look_up, daemon=True).start()
    return found.result(seconds)


class _TimedTls(_Timed, HTTPSConnection):
    """The same over TLS."""


class _Socket:
    """A connected socket that gives each read and write what is left."""

    def __init__(self, connected: socket.socket, left: Left) -> None:
        self._connected, self._left = connected, left

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connected, name)

    def sendall(self, data: bytes) -> None:
        """Send all of it."""
        view = memoryview(data)
        while view:
            self._connected.settimeout(self._left())
            view = view[self._connected.send(view) :]

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        """What http.client reads from."""
        return io.BufferedReader(_Reader(self._connected, self._left))


class _Reader(io.RawIOBase):
    def __init__(self, connected: socket.socket, left: Left) -> None:
        super().__init__()
        self._connected, self._left = connected, left
        self._raw: Any = connected.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._connected.settimeout(self._left())
        read: int | None = self._raw.readinto(buffer)
        return read

    def close(self) -> None:
        self._raw.close()
        super().close()
