"""A tree over HTTP: as whoever subscribes to it gets it, one document after the other."""

import sys
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Self
from urllib.parse import quote

import requests
from msgspec import Struct
from urllib3.exceptions import HTTPError

from exporter import __version__
from exporter.check import reading
from exporter.check.claims import Claims
from exporter.check.folder import with_fault
from exporter.check.kinds import LANDMARKS, kind_of
from exporter.check.media import right, sent_wrongly
from exporter.check.place import Absent
from exporter.connecting import Deadline, fault, session
from exporter.errors import Unavailable
from exporter.printable import printable
from exporter.sources.body import PIECE, Unusable, pieces

TIMEOUT = 30.0
"""Seconds for the header of an answer, and for each piece of its body."""
MAX_BYTES = 128 * 1024 * 1024
"""Of a document, its content encoding undone."""
LONGEST = 300.0
"""Seconds for a body."""
ATTEMPTS = 3


class _Answer(Struct, frozen=True):
    status: int
    headers: dict[str, str]
    """By names in lower case."""
    body: bytes


def root_of(url: str) -> str:
    """The URL of a tree, that of one of its documents included."""
    plain = url.partition("#")[0].partition("?")[0]
    found = next((plain.removesuffix(name) for name in LANDMARKS if plain.endswith(f"/{name}")), plain)
    return found if found.endswith("/") else f"{found}/"


class Site:
    """A tree that somebody serves. Close it by leaving its context."""

    crawls = True

    def __init__(self, url: str, clock: Callable[[], float]) -> None:
        """`url`: of its root, with the final slash; `clock` counts seconds."""
        self.name = url
        self._clock = clock
        self._deadline = Deadline(float("inf"), clock)
        self._session = session(self._deadline)  # any address will do: whoever names it may look at it
        self._validators: dict[str, tuple[str, dict[str, str]]] = {}
        """Of the first document of each media type: its path, and how to ask whether it has changed."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._session.close()

    def paths(self) -> Iterable[str]:
        """Where a tree can be entered."""
        return LANDMARKS

    def lacks(self, path: str) -> bool:
        """Nobody knows before it is asked for, as all that is named will be."""
        return False

    def examine(self, paths: Iterable[str]) -> Iterator[Claims | Absent]:
        """What these documents say, in their order, and how they are served."""
        for path in paths:
            try:
                answer = self._asked(path, {})
            except Unusable as error:
                yield Absent(path, str(error))
                continue
            if answer.status in (404, 410):
                yield Absent(path)
            elif answer.status != 200:
                by = f" to {answer.headers['location']}" if "location" in answer.headers else ""
                yield Absent(path, f"is answered with HTTP {answer.status}{by}")
            else:
                yield with_fault(reading.read(path, answer.body), *self._served(path, answer.headers))

    def refreshed(self) -> Iterator[tuple[str, str]]:
        """Ask again for some of the documents, as whoever has them does: (path, what is wrong)."""
        for path, conditions in self._validators.values():
            try:
                answer = self._asked(path, conditions)
            except Unusable as error:
                yield path, str(error)
                continue
            same = answer.headers.get("etag") == conditions.get("If-None-Match", "")
            if answer.status == 200 and (same or "If-None-Match" not in conditions):
                yield path, "is sent again to who has it: a conditional request is not answered with 304"
            elif answer.status == 304 and answer.body:
                yield path, "a 304 has a body"

    def _served(self, path: str, headers: dict[str, str]) -> Iterator[str]:
        """What is wrong with how a document is sent."""
        yield from sent_wrongly(path, headers.get("content-type", ""), headers.get("content-encoding", "identity"))
        known = {"If-None-Match": headers.get("etag", ""), "If-Modified-Since": headers.get("last-modified", "")}
        conditions = {name: value for name, value in known.items() if value}
        if not conditions:
            yield "is sent with neither ETag nor Last-Modified: whoever asks for it again gets all of it"
        elif kind_of(path) != "other":
            self._validators.setdefault(right(path), (path, conditions))

    def _asked(self, path: str, conditions: dict[str, str]) -> _Answer:
        url = self.name + quote(path)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._attempt(url, conditions)
            except (requests.RequestException, HTTPError, OSError, UnicodeError) as error:
                if attempt == ATTEMPTS:
                    raise Unavailable(f"{printable(url, 300)}: cannot be fetched: {fault(error, TIMEOUT)}") from error
        raise AssertionError("unreachable")

    def _attempt(self, url: str, conditions: dict[str, str]) -> _Answer:
        headers = {"User-Agent": f"exporter/{__version__}", "Accept": "*/*", "Accept-Encoding": "gzip", **conditions}
        self._deadline.step(TIMEOUT)
        with self._session.get(url, headers=headers, stream=True, allow_redirects=False, timeout=TIMEOUT) as answer:
            named = {name.lower(): value for name, value in answer.headers.items()}
            body = self._body(url, answer) if answer.status_code == 200 else b""
            return _Answer(answer.status_code, named, body)

    def _body(self, url: str, answer: requests.Response) -> bytes:
        body, began = bytearray(), self._clock()
        if url.endswith(".gz"):  # as it is: its digest is that of these bytes
            found = answer.raw.stream(PIECE, decode_content=False)
        else:
            found = pieces(answer, self._deadline, sys.maxsize)
        for piece in found:
            self._deadline.step(TIMEOUT)
            body += piece
            if len(body) > MAX_BYTES:
                raise Unusable(f"has more than {MAX_BYTES} bytes")
            if self._clock() > began + LONGEST:
                raise Unusable(f"is not sent within {LONGEST:g} seconds")
        return bytes(body)
