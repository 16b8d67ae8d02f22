"""The published tree as an ASGI application: a request in, an answer out. GET, HEAD and OPTIONS; no listings.

Bare ASGI, because a router and response objects would cost several times what answering 304 from memory does
(benchmarks/serve.py).
"""

import logging
import os
from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from exporter.config.schema import Config
from exporter.printable import printable
from exporter.serve import access
from exporter.serve.answers import Answer, Header, Stretch, plain
from exporter.serve.conditions import Fields, accepts_gzip, byte_range, precondition
from exporter.serve.gone import Gone
from exporter.serve.headers import PREFLIGHT, Policies, Variant
from exporter.serve.tree import ATTEMPTS, HELD, Changed, Resource, Tree, published_path

log = logging.getLogger(__name__)

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

HEALTH = b"/healthz"
SMALL = 256
"""Bytes. Below that gzip saves no packet."""
RANGES: Header = (b"accept-ranges", b"bytes")
_ALLOW: Header = (b"allow", b"GET, HEAD, OPTIONS")


class App:
    """Serves the tree of a configuration."""

    def __init__(self, config: Config) -> None:
        self._site, self._policies = config.site, Policies(config)
        self._tree = Tree(Path(config.output.directory), self._policies)
        self._gone = Gone(self._tree)

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
        described, variant = resource.described, resource.described.plain
        coded = (
            described.gzip is not None
            and SMALL <= resource.size <= HELD
            # A range is one of the bytes as they are: the same whatever this machine's zlib makes of them.
            and b"range" not in fields
            and accepts_gzip(fields.get(b"accept-encoding", b""))
        )
        if coded and described.gzip:
            variant = described.gzip
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
        return await self._whole(resource, variant, method, coded=coded)

    async def _whole(self, resource: Resource, variant: Variant, method: str, *, coded: bool) -> Answer:
        if resource.size > HELD:
            headers = (*variant.headers, RANGES, (b"content-length", b"%d" % resource.size))
            body = b"" if method == "HEAD" else Stretch(self._tree.open(resource), 0, resource.size)
            return Answer(HTTPStatus.OK.value, headers, body)
        data = await self._tree.body(resource, compressed=coded)
        coding = ((b"content-encoding", b"gzip"),) if coded else ()
        return Answer(
            HTTPStatus.OK.value, (*variant.headers, RANGES, *coding, (b"content-length", b"%d" % len(data))), data
        )

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
