"""HTTP connections that keep a deadline, whatever the other side does, and that go only to addresses that they may.

The time-outs of requests bound each read, so a server that sends its headers a byte at a time holds a connection for as
long as it likes (dependencies: a byte each 0.2 s held a `timeout=0.5` for 3.8 s). Here each read and each write gets
what is left of one deadline, and so does the look-up of the host's name, which the system's resolver would go on with
for half a minute (resolv.conf).

An address is judged where it is connected to: whoever judged the name first would be given another address by the
second look-up (DNS rebinding).
"""

import io
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from email.utils import parsedate_to_datetime
from functools import partial
from math import inf
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

MAX_RETRY_AFTER = 6 * 60 * 60
"""Seconds for which an answer may put us off (RFC 9110 section 10.2.3)."""

Judge = Callable[[str], str]
"""Given an IP address, says why nobody may connect to it; an empty text if one may."""


def anywhere(_address: str) -> str:
    """Every address will do."""
    return ""


class Forbidden(OSError):  # noqa: N818 - reads as what it says
    """No address of the host may be connected to. Its text names neither host nor address."""


class Deadline:
    """When all must be done, and the step that is under way."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        """`seconds`: for all of it; `clock` counts seconds."""
        self._clock = clock
        self._until, self._step_until = clock() + seconds, inf

    def step(self, seconds: float) -> None:
        """What comes now may take so long, if there is as much left."""
        self._step_until = self._clock() + seconds

    def left(self) -> float:
        """Seconds until then. Raises TimeoutError after it."""
        remaining = min(self._until, self._step_until) - self._clock()
        if remaining <= 0:
            raise TimeoutError
        return remaining

    @property
    def all_left(self) -> float:
        """Seconds for all of it; may be negative."""
        return self._until - self._clock()


def session(deadline: Deadline, judge: Judge = anywhere) -> requests.Session:
    """A session whose connections keep the deadline. It follows no redirect, and uses no proxy and no netrc of the
    environment (CVE-2024-47081); certificates are checked."""
    made = _Session()
    made.trust_env = False
    for scheme in ("http://", "https://"):
        made.mount(scheme, _Adapter(deadline, judge))
    return made


def retry_after(headers: Mapping[str, str]) -> int:
    """Seconds: as stated, or from the answer's own date to the stated one, so that no two clocks are compared."""
    value = headers.get("Retry-After", "")
    if value.isascii() and value.isdigit():
        return min(int(value[:10]), MAX_RETRY_AFTER)
    try:
        wait = parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError, OverflowError):  # of what is no date, of only one with a zone, of a year too far
        return 0
    return max(0, min(int(wait.total_seconds()), MAX_RETRY_AFTER))


def fault(error: BaseException, seconds: float) -> str:
    """What went wrong, without any word of the error but the system's: others have URLs in them.

    `seconds`: how long it was waited for.
    """
    below = list(causes(error))
    forbidden = next((one for one in below if isinstance(one, Forbidden)), None)
    if forbidden is not None:
        return str(forbidden)
    if any(isinstance(one, requests.Timeout | TimeoutError) for one in below):
        return f"no answer within {seconds:g} seconds"
    if isinstance(error, requests.exceptions.SSLError):
        return "no secure connection: its certificate or protocol was refused"
    if isinstance(error, requests.ConnectionError):
        said = [one.strerror for one in below if isinstance(one, OSError) and one.errno and one.strerror]
        return ": ".join(("no connection", *said[:1]))
    return "no valid answer"


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and what it came of."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """None, ever: requests reads the body of what it takes for a redirect, even of one that it does not follow."""
        return None


class _Adapter(HTTPAdapter):
    def __init__(self, deadline: Deadline, judge: Judge) -> None:
        self._deadline, self._judge = deadline, judge
        super().__init__(max_retries=0)

    def get_connection_with_tls_context(self, *arguments: Any, **named: Any) -> Any:
        """A pool whose connections keep the deadline."""
        pool: Any = super().get_connection_with_tls_context(*arguments, **named)
        kind = _TimedTls if pool.scheme == "https" else _Timed
        pool.ConnectionCls = partial(kind, deadline=self._deadline, judge=self._judge)
        return pool


class _Timed(HTTPConnection):
    """A connection that keeps a deadline."""

    def __init__(self, *arguments: Any, deadline: Deadline, judge: Judge, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._deadline, self._judge = deadline, judge

    def _new_conn(self) -> socket.socket:
        """urllib3's, but all addresses of a host share the time that is left, and are judged."""
        left = self._deadline.left
        try:
            found = _addresses(self._dns_host, self.port, left())
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, "timed out") from error
        refusals = [self._judge(str(one[4][0])) for one in found]
        found = [one for one, refusal in zip(found, refusals, strict=True) if not refusal]
        if refusals and not found:
            raise Forbidden(refusals[0])
        failure = OSError("it has no address")
        for number, (family, kind, protocol, _, address) in enumerate(found):
            connection = socket.socket(family, kind, protocol)
            try:
                connection.settimeout(left() / (len(found) - number))
                connection.connect(address)
                connection.settimeout(left())  # for all of a TLS handshake
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
        self.sock: Any = _Socket(self.sock, self._deadline)


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

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self._connected, self._deadline = connected, deadline

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connected, name)

    def sendall(self, data: bytes) -> None:
        """Send all of it."""
        view = memoryview(data)
        while view:
            self._connected.settimeout(self._deadline.left())
            view = view[self._connected.send(view) :]

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        """What http.client reads from."""
        return io.BufferedReader(_Reader(self._connected, self._deadline))


class _Reader(io.RawIOBase):
    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        super().__init__()
        self._connected, self._deadline = connected, deadline
        self._raw: Any = connected.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._connected.settimeout(self._deadline.left())
        read: int | None = self._raw.readinto(buffer)
        return read

    def close(self) -> None:
        self._raw.close()
        super().close()
