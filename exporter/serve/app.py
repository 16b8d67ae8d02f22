"""The published tree as an ASGI application: a request in, an answer out. GET, HEAD and OPTIONS; no listings.

Bare ASGI, because a router and response objects would cost several times what answering 304 from memory does
(benchmarks/serve.py).
"""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from http import HTTPStatus
from typing import Any

from msgspec import Struct

from exporter.config.schema import Config
from exporter.printable import printable
from exporter.serve import access
from exporter.serve.conditions import Fields, accepts_gzip, byte_range, precondition
from exporter.serve.gone import Gone
from exporter.serve.headers import NOSNIFF, PREFLIGHT, Header, Policies
from exporter.serve.tree import ATTEMPTS, CHUNK, HELD, Changed, Resource, Tree, published_path

log = logging.getLogger(__name__)

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

HEALTH = b"/healthz"
SMALL = 256
"""Bytes. Below that gzip saves no packet."""
_ALLOW: Header = (b"allow", b"GET, HEAD, OPTIONS")


class Stretch(Struct, frozen=True):
    """Part of a file, or all of it, to be read while it is sent. Whoever gets one closes the descriptor."""

    descriptor: int
    first: int
    length: int

    async def chunks(self) -> AsyncIterator[bytes]:
        """The bytes; the file is held open, so a new one in its place does not disturb them."""
        position, end = self.first, self.first + self.length
        while position < end:
            data = await asyncio.to_thread(os.pread, self.descriptor, min(CHUNK, end - position), position)
            if not data:
                return
            position += len(data)
            yield data


class Answer(Struct, frozen=True):
    """A response before it is sent."""

    status: HTTPStatus
    headers: Sequence[Header]
    body: bytes | Stretch = b""

    @property
    def length(self) -> int:
        """Bytes of the body."""
        return len(self.body) if isinstance(self.body, bytes) else self.body.length


class App:
    """Serves the tree of a configuration."""

    def __init__(self, config: Config, tree: Tree) -> None:
        self._config, self._tree = config, tree
        self._policies, self._gone = Policies(config), Gone(tree)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3.0, of scopes only `http`."""
        try:
            answer = await self._answer(scope)
        except OSError as error:
            log.error("%s cannot be served: %s", printable(scope["path"], 500), error.strerror or error)
            answer = plain(HTTPStatus.INTERNAL_SERVER_ERROR, "This document cannot be read now.")
        try:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            if isinstance(answer.body, bytes):
                await send({"type": "http.response.body", "body": answer.body})
            else:
                # Of a file that became shorter less is sent than announced: the server then cuts the connection.
                async for chunk in answer.body.chunks():
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
        finally:
            if not isinstance(answer.body, bytes):
                os.close(answer.body.descriptor)
        access.note(scope, answer.status, 0 if scope["method"] == "HEAD" else answer.length)

    async def _answer(self, scope: Scope) -> Answer:
        method, target = scope["method"], scope["raw_path"]
        if method not in ("GET", "HEAD"):
            return _other_method(method)
        if target == HEALTH:
            return self._health()
        path = published_path(target)
        if path is None:
            return plain(HTTPStatus.NOT_FOUND, "There is nothing here.")
        fields = _fields(scope["headers"])
        for _ in range(ATTEMPTS):
            resource = self._tree.known(path) or await self._tree.find(path)
            if resource is None:
                return await self._missing(path)
            try:
                return await self._represent(resource, method, fields)
            except Changed:
                continue
        raise OSError(f"{path} changes faster than it can be read")

    async def _represent(self, resource: Resource, method: str, fields: Fields) -> Answer:
        policy = self._policies.of(resource.path)
        coded = (
            policy.compressible
            and SMALL <= resource.size <= HELD
            # A range is one of the bytes as they are: the same whatever this machine's zlib makes of them.
            and b"range" not in fields
            and accepts_gzip(fields.get(b"accept-encoding", b""))
        )
        # Another coding is another representation: it needs another strong validator (RFC 9110 section 8.8.3.3).
        etag = b'"%b%b"' % (resource.digest.encode(), b"-gzip" if coded else b"")
        modified = resource.last_modified
        headers = [(b"etag", etag), (b"last-modified", modified), *policy.fixed]
        refused = precondition(fields, etag, resource.modified)
        if refused is HTTPStatus.NOT_MODIFIED:
            return Answer(refused, headers)
        if refused is not None:
            return plain(refused, "The document is not what the request says it is.", headers)
        wanted = byte_range(fields, etag, modified, resource.size) if method == "GET" else None
        if wanted is HTTPStatus.RANGE_NOT_SATISFIABLE:
            none = (b"content-range", b"bytes */%d" % resource.size)
            return plain(HTTPStatus.RANGE_NOT_SATISFIABLE, "The document has no such bytes.", (*headers, none))
        headers += policy.described
        if isinstance(wanted, tuple):
            return await self._part(resource, headers, *wanted)
        return await self._whole(resource, headers, method, coded=coded)

    async def _whole(self, resource: Resource, headers: list[Header], method: str, *, coded: bool) -> Answer:
        if resource.size > HELD:
            headers.append((b"content-length", b"%d" % resource.size))
            body = b"" if method == "HEAD" else Stretch(self._tree.open(resource), 0, resource.size)
            return Answer(HTTPStatus.OK, headers, body)
        data = await self._tree.body(resource, compressed=coded)
        if coded:
            headers.append((b"content-encoding", b"gzip"))
        headers.append((b"content-length", b"%d" % len(data)))
        return Answer(HTTPStatus.OK, headers, data)

    async def _part(self, resource: Resource, headers: list[Header], first: int, last: int) -> Answer:
        length = last - first + 1
        headers += (
            (b"content-range", b"bytes %d-%d/%d" % (first, last, resource.size)),
            (b"content-length", b"%d" % length),
        )
        if resource.size > HELD:
            return Answer(HTTPStatus.PARTIAL_CONTENT, headers, Stretch(self._tree.open(resource), first, length))
        data = await self._tree.body(resource, compressed=False)
        return Answer(HTTPStatus.PARTIAL_CONTENT, headers, data[first : last + 1])

    async def _missing(self, path: str) -> Answer:
        if path == "index.html":
            return self._no_page()
        if await self._gone.holds(path):
            return plain(HTTPStatus.GONE, "This article was withdrawn.")
        return plain(HTTPStatus.NOT_FOUND, "There is nothing here.")

    def _no_page(self) -> Answer:
        """What a tree without a page says at its root: what it is, and the feeds to subscribe to."""
        names = [name for name in self._policies.feeds if (self._tree.root / name).is_file()]
        if not names:
            return plain(HTTPStatus.NOT_FOUND, "Nothing is published here yet.")
        lines = [self._config.site.title, "", *(self._config.site.url + name for name in names)]
        return plain(HTTPStatus.OK, "\n".join(lines), self._policies.links("index.html"))

    def _health(self) -> Answer:
        kept: Header = (b"cache-control", b"no-store")
        if not self._tree.root.is_dir():
            return plain(HTTPStatus.SERVICE_UNAVAILABLE, "There is no published tree.", (kept,))
        return plain(HTTPStatus.OK, "ok", (kept,))


def plain(status: HTTPStatus, text: str, headers: Iterable[Header] = ()) -> Answer:
    """An answer of our own in words."""
    body = f"{text}\n".encode()
    about = ((b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body)), NOSNIFF)
    return Answer(status, (*headers, *about), body)


def _other_method(method: str) -> Answer:
    if method == "OPTIONS":
        return Answer(HTTPStatus.NO_CONTENT, (_ALLOW, *PREFLIGHT))
    return plain(HTTPStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD.", (_ALLOW,))


def _fields(headers: Iterable[Header]) -> dict[bytes, bytes]:
    """Header fields by name; lines of the same name become one (RFC 9110 section 5.3)."""
    fields: dict[bytes, bytes] = {}
    for name, value in headers:
        fields[name] = b"%b, %b" % (fields[name], value) if name in fields else value
    return fields
