"""One dump over HTTP: asked for again only if it has changed, tried again while that may help, within one deadline.

User-Agent     exporter/VERSION (+site.url)
redirects      followed by hand: at most five, never from https to http, each to an address that may be connected to
conditions     If-None-Match and If-Modified-Since, of the URL that they came from (RFC 9110 section 13.1)
retries        429, 5xx and failed connections, after Retry-After if one is stated (RFC 9110 section 10.2.3)
credentials    those of the URL go to its own origin only, and into no message
proxies        none: who connects by way of one cannot judge addresses. netrc is not read either
"""

import hashlib
import logging
import random
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import requests
from msgspec import Struct
from urllib3.exceptions import HTTPError

from exporter.config import parse_duration
from exporter.config.places import bare, is_url, shown
from exporter.config.schema import Source
from exporter.connecting import Deadline, Forbidden, causes, fault, retry_after, session
from exporter.errors import Unavailable
from exporter.printable import printable
from exporter.sources import body
from exporter.sources.addresses import refusal, refusal_inside
from exporter.sources.body import Unusable
from exporter.sources.choice import printable_name

log = logging.getLogger(__name__)

ATTEMPTS = 4
FIRST_WAIT = 1.0
"""Seconds before the second attempt at most; before each further one twice as long."""
ANSWER = 30.0
"""Seconds from the look-up of a host to the end of the header of its answer."""
REDIRECTS = 5
LONGEST = 1000
"""Characters of a validator that is kept."""
SETTLED = timedelta(seconds=2)
"""How old a Last-Modified must be, by the clock of whoever states it, to tell one version from the next."""
_MOVED = frozenset({301, 302, 303, 307, 308})
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class Validators(Struct, frozen=True):
    """What an answer says by which its body is known again (RFC 9110 section 8.8)."""

    url: str
    """Of whom: a digest of the URL that gave the body, after redirects."""
    etag: str = ""
    modified: str = ""

    def __bool__(self) -> bool:
        return bool(self.etag or self.modified)


class Request(Struct, frozen=True):
    """What to fetch, and how."""

    url: str
    source: str
    """Its name, for messages."""
    agent: str
    private: bool
    """Whether it may lie inside: at an address that is not of the public net."""
    seconds: float
    """For all of it."""
    max_bytes: int
    """Of the body, content encoding undone."""
    known: Validators | None = None
    """Of the body that is known already; None: it is wanted in any case."""


def request_of(source: Source, agent: str, known: Validators | None = None) -> Request:
    """How a source is fetched."""
    seconds = parse_duration(source.timeout).total_seconds()
    return Request(source.path, source.name, agent, source.private, seconds, source.max_bytes, known)


def called(source: Source) -> str:
    """What messages call it."""
    return f"{printable(shown(source.path), 200)}: cannot fetch the source {source.name!r}"


def name_of(url: str) -> str:
    """What its dump is called: the last part of its path, else its host."""
    parts = urlsplit(shown(url))
    return printable_name(parts.path.rstrip("/").rpartition("/")[2] or parts.netloc)


Keep = Callable[[Iterator[bytes]], None]
"""Takes the body; what it raises ends the fetching."""


class _Failure(Exception):  # noqa: N818
    """An attempt failed. Its text says why."""

    def __init__(self, why: str, *, again: bool = False, wait: int = 0) -> None:
        super().__init__(why)
        self.again, self.wait = again, wait
        self.host = ""
        """To which redirects have led, if that is another one."""

    def __str__(self) -> str:
        by_way = f" (redirected to {printable(self.host)})" if self.host else ""
        return f"{super().__str__()}{by_way}"


def fetch(
    request: Request,
    keep: Keep,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    chance: Callable[[], float] = random.random,
) -> Validators | None:
    """Fetch the body and give it to `keep`, anew at each attempt; None if it is the known one, which is not given.

    `clock` counts seconds, `chance` spreads attempts.

    Raises:
        Unavailable: it cannot be had.
    """
    deadline = Deadline(request.seconds, clock)
    attempt = 0
    while True:
        attempt += 1
        try:
            return _attempt(request, keep, deadline)
        except _Failure as failure:
            what = f"{printable(shown(request.url), 200)}: cannot fetch the source {request.source!r}: {failure}"
            wait = max(failure.wait, FIRST_WAIT * 2 ** (attempt - 1) * (1 + chance()) / 2)
            if not failure.again:
                raise Unavailable(what) from None
            if attempt == ATTEMPTS:
                raise Unavailable(f"{what}, after {attempt} attempts") from None
            if wait >= deadline.all_left:
                raise Unavailable(f"{what}; another attempt, in {wait:.0f} s, would come too late") from None
            log.info("%s; tried again in %.1f s", what, wait)
        sleep(wait)


def reach(request: Request) -> None:
    """See that it could be fetched now: its body is not read.

    Raises:
        Unavailable: it cannot be had.
    """
    fetch(request, lambda _pieces: None)


def _attempt(request: Request, keep: Keep, deadline: Deadline) -> Validators | None:
    url, user = bare(request.url)
    home = _origin(url)
    try:
        with session(deadline, refusal_inside if request.private else refusal) as speaking:
            for _ in range(REDIRECTS + 1):
                own = user if _origin(url) == home else None
                with closing(_asked(speaking, url, own, request, deadline)) as answer:
                    target = answer.headers.get("Location", "")
                    if answer.status_code not in _MOVED or not target:
                        return _taken(answer, url, request, keep, deadline)
                url = _next(url, target)
        raise _Failure(f"more than {REDIRECTS} redirects")
    except _Failure as failure:
        if _origin(url) != home:
            failure.host = _origin(url)[1]
        raise


def _asked(
    speaking: requests.Session, url: str, user: tuple[str, str] | None, request: Request, deadline: Deadline
) -> requests.Response:
    """The answer, of which only the header is read so far."""
    headers = {"User-Agent": request.agent, "Accept": "*/*", "Accept-Encoding": "gzip", "Connection": "close"}
    if user is not None:  # RFC 7617 section 2
        headers["Authorization"] = f"Basic {b64encode(':'.join(user).encode()).decode()}"
    deadline.step(ANSWER)
    try:
        return speaking.get(
            url,
            headers=headers | _conditions(request, url),
            stream=True,
            allow_redirects=False,
            timeout=ANSWER,
        )
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        if deadline.all_left <= 0:
            raise _late(request) from error
        final = isinstance(error, requests.exceptions.SSLError | ValueError)
        again = not final and not any(isinstance(one, Forbidden) for one in causes(error))
        raise _Failure(fault(error, ANSWER), again=again) from error


def _conditions(request: Request, url: str) -> dict[str, str]:
    known = request.known
    if known is None or known.url != _digest(url):
        return {}
    named = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in named.items() if value}


def _taken(answer: requests.Response, url: str, request: Request, keep: Keep, deadline: Deadline) -> Validators | None:
    status = answer.status_code
    if status == 304 and _conditions(request, url):
        return None
    if status not in (200, 203):
        raise _Failure(f"HTTP {status}", again=status in _AGAIN, wait=retry_after(answer.headers))
    keep(_steady(answer, request, deadline))
    return Validators(_digest(url), _sendable(answer.headers.get("ETag", "")), _modified(answer.headers))


def _steady(answer: requests.Response, request: Request, deadline: Deadline) -> Iterator[bytes]:
    """The body; whatever fails is a failure of this attempt."""
    try:
        yield from body.pieces(answer, deadline, request.max_bytes)
    except Unusable as error:
        raise _Failure(str(error), again=error.again) from error
    except (HTTPError, OSError) as error:
        if deadline.all_left <= 0:
            raise _late(request) from error
        if any(isinstance(one, TimeoutError) for one in causes(error)):
            pace = f"{body.PIECE} bytes in {body.SLOWEST:g} seconds"
            raise _Failure(f"its body stops, or comes more slowly than {pace}", again=True) from error
        raise _Failure("its body is cut off", again=True) from error


def _late(request: Request) -> _Failure:
    return _Failure(f"not done within {request.seconds:g} seconds: raise timeout of this source")


def _next(url: str, target: str) -> str:
    """Where a redirect leads. What user it names is none of ours."""
    try:
        found = bare(urljoin(url, target.encode("latin-1").decode("utf-8")))[0]
        origin = _origin(found)
    except ValueError:
        raise _Failure("it redirects to what is no URL") from None
    if not is_url(found) or not origin[1]:
        raise _Failure("it redirects to what is no http(s) URL")
    if _origin(url)[0] == "https" and origin[0] != "https":
        raise _Failure("it redirects from https to http, where anybody on the way could change what it says")
    return found


def _origin(url: str) -> tuple[str, str, int]:
    """RFC 6454. ValueError if it is no URL."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)


def _modified(headers: Mapping[str, str]) -> str:
    """Last-Modified, unless it is so new that the next change may bear the same time (RFC 9110 section 8.8.2.2)."""
    stated = headers.get("Last-Modified", "")
    try:
        age = parsedate_to_datetime(headers.get("Date", "")) - parsedate_to_datetime(stated)
    except (ValueError, TypeError, OverflowError):  # of what is no date, or of only one with a zone
        return ""
    return _sendable(stated) if age >= SETTLED else ""


def _sendable(validator: str) -> str:
    """The same if a header field of ours can hold it: one that was folded over several lines cannot be sent back."""
    return validator if len(validator) <= LONGEST and validator.isprintable() else ""


def _digest(url: str) -> str:
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32]
