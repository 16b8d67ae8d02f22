"""The published tree as an ASGI application: a request in, an answer out. GET, HEAD and OPTIONS; no listings.

Bare ASGI, because a router and response objects would cost several times what answering 304 from memory does
(benchmarks/serve.py).
"""

import logging
import os
import time
from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from exporter.config.schema import Config
from exporter.serve import access
from exporter.serve.answers import CHUNK, Answer, Header, Stretch, plain
from exporter.serve.conditions import Fields, accepts_gzip, byte_range, precondition
from exporter.serve.gone import Gone
from exporter.serve.headers import PREFLIGHT, Policies, Variant
from exporter.serve.tree import ATTEMPTS, HELD, Changed, Resource, Stopped, Tree, published_path

log = logging.getLogger(__name__)

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

READING = frozenset(("GET", "HEAD"))
HEALTH = b"/healthz"
SMALL = 256
"""Bytes. Below that gzip saves no packet."""
RANGES: Header = (b"accept-ranges", b"bytes")
CODED: Header = (b"content-encoding", b"gzip")
_ALLOW: Header = (b"allow", b"GET, HEAD, OPTIONS")


class App:
    """Serves the tree of a configuration."""

    def __init__(self, config: Config) -> None:
        self._site, self._policies = config.site, Policies(config)
        self._tree = Tree(Path(config.output.directory), self._policies)
        self._gone = Gone(self._tree)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3.0, of scopes only `http`."""
        answer = self._from_memory(scope) or await self._answer(scope)
        body = answer.body
        try:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            if isinstance(body, bytes) and len(body) <= CHUNK:
                await send({"type": "http.response.body", "body": body})
            else:
                # Of a file that became shorter less is sent than announced: the server then cuts the connection.
                async for chunk in answer.chunks():
                    if self._tree.stopped.is_set():
                        break
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
        finally:
            if not isinstance(body, bytes):
                os.close(body.descriptor)
        if access.log.isEnabledFor(logging.INFO):
            access.log.info("%s", access.line(scope, answer, time.time()))

    def stop(self) -> None:
        """Give up whatever is being read, for whose clients there is no connection any more."""
        self._tree.stopped.set()

    def _from_memory(self, scope: Scope) -> Answer | None:
        """304, if that is the answer and one stat of the file is enough to know it."""
        path = published_path(scope["raw_path"])
        resource = self._tree.known(path) if path else None
        if resource is None or scope["method"] not in READING:
            return None
        fields = _fields(scope["headers"])
        variant = _selected(resource, fields)
        refused = precondition(fields, variant.etag, resource.described.modified)
        return variant.not_modified if refused is HTTPStatus.NOT_MODIFIED else None

    async def _answer(self, scope: Scope) -> Answer:
        method, target = scope["method"], scope["raw_path"]
        if method not in READING:
            return _other_method(method)
        if target == HEALTH:
            return self._health()
        path = published_path(target)
        if path is None:
            return plain(HTTPStatus.NOT_FOUND, "There is nothing here.")
        try:
            return await self._represent(path, method, _fields(scope["headers"]))
        except Stopped:
            return plain(HTTPStatus.SERVICE_UNAVAILABLE, "The server stops.")
        except OSError as error:
            log.error("%s cannot be served: %s", path, error.strerror or error)
            return plain(HTTPStatus.INTERNAL_SERVER_ERROR, "This document cannot be read now.")

    async def _represent(self, path: str, method: str, fields: Fields) -> Answer:
        for _ in range(ATTEMPTS):
            resource = self._tree.known(path) or await self._tree.find(path)
            if resource is None:
                return await self._missing(path)
            try:
                return await self._of(resource, method, fields)
            except Changed:
                continue
        raise OSError("it changes faster than it can be read")

    async def _of(self, resource: Resource, method: str, fields: Fields) -> Answer:
        described, variant = resource.described, _selected(resource, fields)
        refused = precondition(fields, variant.etag, described.modified)
        if refused is HTTPStatus.NOT_MODIFIED:
            return variant.not_modified
        if refused is not None:
            return plain(refused, "The document is not what the request says it is.", variant.not_modified.headers)
        wanted = byte_range(fields, variant.etag, described.last_modified, resource.size) if method == "GET" else None
        if isinstance(wanted, HTTPStatus):
            none = (b"content-range", b"bytes */%d" % resource.size)
            return plain(wanted, "The document has no such bytes.", (*variant.not_modified.headers, none))
        if wanted is not None:
            return await self._part(resource, *wanted)
        return await self._whole(resource, variant, method)

    async def _whole(self, resource: Resource, variant: Variant, method: str) -> Answer:
        coded = variant is resource.described.gzip
        about = (*variant.headers, RANGES, *((CODED,) if coded else ()))
        if resource.size > HELD:
            body = b"" if method == "HEAD" else Stretch(self._tree.open(resource), 0, resource.size)
            return Answer(HTTPStatus.OK.value, (*about, (b"content-length", b"%d" % resource.size)), body)
        data = await self._tree.body(resource, compressed=coded)
        return Answer(HTTPStatus.OK.value, (*about, (b"content-length", b"%d" % len(data))), data)

    async def _part(self, resource: Resource, first: int, last: int) -> Answer:
        length = last - first + 1
        headers = (
            *resource.described.plain.headers,
            (b"content-range", b"bytes %d-%d/%d" % (first, last, resource.size)),
            (b"content-length", b"%d" % length),
        )
        if resource.size > HELD:
            return Answer(HTTPStatus.PARTIAL_CONTENT.value, headers, Stretch(self._tree.open(resource), first, length))
        data = await self._tree.body(resource, compressed=False)
        return Answer(HTTPStatus.PARTIAL_CONTENT.value, headers, data[first : last + 1])

    async def _missing(self, path: str) -> Answer:
        if path == "index.html":
            return self._no_page()
        if await self._gone.holds(path):
            return plain(HTTPStatus.GONE, "This article was withdrawn.")
        if await self._tree.find(f"{path}/index.html"):
            # Relative, so that it is right behind a web server that serves the tree below a path.
            there = f"./{quote(path.rsplit('/', 1)[-1])}/".encode()
            return plain(HTTPStatus.MOVED_PERMANENTLY, "The page of this folder ends in /.", ((b"location", there),))
        return plain(HTTPStatus.NOT_FOUND, "There is nothing here.")

    def _no_page(self) -> Answer:
        """What a tree without a page says at its root: what it is, and the feeds to subscribe to."""
        names = [name for name in self._policies.feeds if (self._tree.root / name).is_file()]
        if not names:
            return plain(HTTPStatus.NOT_FOUND, "Nothing is published here yet.")
        lines = [self._site.title, "", *(self._site.url + name for name in names)]
        return plain(HTTPStatus.OK, "\n".join(lines), self._policies.links("index.html"))

    def _health(self) -> Answer:
        kept: Header = (b"cache-control", b"no-store")
        if not self._tree.root.is_dir():
            return plain(HTTPStatus.SERVICE_UNAVAILABLE, "There is no published tree.", (kept,))
        return plain(HTTPStatus.OK, "ok", (kept,))


def _selected(resource: Resource, fields: Fields) -> Variant:
    """The representation that the client wants most (RFC 9110 section 12)."""
    gzip = resource.described.gzip
    if gzip is None or not SMALL <= resource.size <= HELD or b"range" in fields:
        # A range is one of the bytes as they are: the same whatever this machine's zlib makes of them.
        return resource.described.plain
    return gzip if accepts_gzip(fields.get(b"accept-encoding", b"")) else resource.described.plain


def _other_method(method: str) -> Answer:
    if method == "OPTIONS":
        return Answer(HTTPStatus.NO_CONTENT.value, (_ALLOW, *PREFLIGHT))
    return plain(HTTPStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD.", (_ALLOW,))


def _fields(headers: Iterable[Header]) -> dict[bytes, bytes]:
    """Header fields by name; lines of the same name become one (RFC 9110 section 5.3)."""
    fields: dict[bytes, bytes] = {}
    for name, value in headers:
        fields[name] = b"%b, %b" % (fields[name], value) if name in fields else value
    return fields
