"""A published tree as the outside sees it: over HTTP, with its articles as its NewsArticle files state them."""

import gzip
import hashlib
import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from html import unescape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from msgspec import Struct
from msgspec.structs import replace

from exporter import export
from exporter.config import load
from tests.builders import utc
from tests.render.texts import blocks

ROOT = Path(__file__).parents[1]
NOW = utc("2025-12-12T06:00:00")
"""A few hours after the newest sample, so that there are news sitemaps."""

MEDIA_TYPES = {
    ".atom": "application/atom+xml",
    ".rss": "application/rss+xml",
    ".json": "application/feed+json",
    ".jsonld": "application/ld+json",
    ".jsonl": "application/x-ndjson",
    ".xml": "application/xml",
    ".gz": "application/gzip",
    ".opml": "text/x-opml",
    ".txt": "text/plain; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}


class Server:
    """A folder over HTTP on the loopback interface, with entity tags."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.statuses: list[tuple[str, int]] = []
        """(path, status) of every answer."""
        self.honours_tags = True
        """False: answers 200 with the whole document whatever the client knows."""
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._http.server_port}/"

    def answer(self, path: str, known: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for a path, from a client that knows the entity tag `known`."""
        file = self.root / unquote(urlsplit(path).path).lstrip("/")
        if not file.is_file():
            return HTTPStatus.NOT_FOUND, {}, b""
        data = file.read_bytes()
        headers = {"ETag": f'"{hashlib.sha256(data).hexdigest()}"'}
        if self.honours_tags and known == headers["ETag"]:
            return HTTPStatus.NOT_MODIFIED, headers, b""
        return HTTPStatus.OK, {**headers, "Content-Type": MEDIA_TYPES[file.suffix]}, data

    @contextmanager
    def running(self) -> Iterator["Server"]:
        """Answer in a thread while the context lasts."""
        thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield self
        finally:
            self._http.shutdown()
            thread.join()
            self._http.server_close()


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = server.answer(self.path, self.headers.get("If-None-Match", ""))
            server.statuses.append((urlsplit(self.path).path, status))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != HTTPStatus.NOT_MODIFIED:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Not on standard error: `statuses` says it."""

    return Handler


class Story(Struct, frozen=True, order=True):
    """What an article is, by its NewsArticle file."""

    published: datetime
    id: str
    url: str
    title: str
    updated: datetime
    summary: str
    text: str
    """Paragraphs, an empty line between two."""
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    language: str


class Tree(Struct, frozen=True):
    """A published tree: its folder, and the URL it is served at."""

    root: Path
    url: str

    def files(self, *patterns: str) -> list[str]:
        """Paths of the files that match (all without a pattern), sorted; hidden ones are not published."""
        found = {path for pattern in patterns or ("*",) for path in self.root.rglob(pattern) if path.is_file()}
        return sorted(path.relative_to(self.root).as_posix() for path in found if not path.name.startswith("."))

    def read(self, path: str) -> bytes:
        """The bytes of a file; of a .gz file, what is in it."""
        data = (self.root / path).read_bytes()
        return gzip.decompress(data) if path.endswith(".gz") else data

    def json(self, path: str) -> Any:
        """A JSON document."""
        return json.loads(self.read(path))

    def path(self, url: str) -> str:
        """Where in the tree a URL points."""
        assert url.startswith(self.url), f"{url} is not below {self.url}"
        return url.removeprefix(self.url)

    def stories(self) -> dict[str, Story]:
        """Every article by its id, oldest first."""
        found = sorted(story(self.json(path)) for path in self.files("articles/**/*.jsonld"))
        return {one.id: one for one in found}

    def references(self, *urls: str) -> list[tuple[str, str]]:
        """(document, path it names) of each URL below the tree (or `urls`) that stands anywhere in a document, and of
        each relative link of a page."""
        bases = "|".join(re.escape(url) for url in urls or (self.url,))
        below = re.compile(rf"(?:{bases})([^\s\"'<>\\]*)")
        return sorted(
            (path, name)
            for path in self.files()
            for name in {*below.findall(unescape(self.read(path).decode())), *self._links(path)}
            if name  # the tree itself, as the page of the Dataset
        )

    def _links(self, path: str) -> set[str]:
        """The paths that a page links to relatively."""
        if not path.endswith(".html"):
            return set()
        links = map(unescape, re.findall(r'\b(?:href|src)="([^"#]+)', self.read(path).decode()))
        return {urljoin(f"/{path}", link).removeprefix("/") for link in links if not urlsplit(link).scheme}

    def dangling(self, *urls: str) -> list[tuple[str, str]]:
        """Those of the references that lead nowhere."""
        return [(path, name) for path, name in self.references(*urls) if not (self.root / name).is_file()]


def story(node: Any) -> Story:
    """What a NewsArticle says."""
    return Story(
        published=datetime.fromisoformat(node["datePublished"]),
        id=node["@id"],
        url=node["url"],
        title=node["headline"],
        updated=datetime.fromisoformat(node["dateModified"]),
        summary=node.get("description", ""),
        text=node.get("articleBody", ""),
        authors=tuple(author["name"] for author in node.get("author", ())),
        tags=(*node.get("articleSection", ()), *node.get("keywords", ())),
        language=node.get("inLanguage", "und"),
    )


def text_of(html: str) -> str:
    """The paragraphs of an article's HTML, an empty line between two."""
    return "\n\n".join(text for _, text in blocks(html))


@contextmanager
def samples(folder: Path) -> Iterator[tuple[Tree, Server]]:
    """The sample dumps, exported by config.toml as of NOW in two runs (the second has nothing to do), served."""
    with Server(folder / "feeds").running() as server:
        config = load(ROOT / "config.toml")
        config = replace(
            config,
            site=replace(config.site, url=server.url),
            output=replace(config.output, directory=str(folder / "feeds")),
            store=replace(config.store, url=f"sqlite:///{folder}/exporter.db"),
        )
        report = export.run(config, NOW)
        assert (report.exit_status, report.held) == (0, 0), report.summary()
        assert export.run(config, NOW + timedelta(minutes=1)).written == 0
        yield Tree(folder / "feeds", server.url), server


def only_loopback(patch: pytest.MonkeyPatch) -> None:
    """From now on, whoever asks for a host that is not this one fails."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in {"127.0.0.1", "::1"}:
            raise AssertionError(f"the network was asked for {address}")
        real(self, address)

    def resolve(host: Any, *_: Any, **__: Any) -> Any:
        raise AssertionError(f"the network was asked for {host!r}")

    real_resolve = socket.getaddrinfo
    patch.setattr(socket.socket, "connect", connect)
    patch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **named: (real_resolve if host == "127.0.0.1" else resolve)(host, *rest, **named),
    )
