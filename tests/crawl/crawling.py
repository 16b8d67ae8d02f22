"""A crawler that follows everything a tree names, and remembers by which validators it knows each document.

`python -m tests.crawl.crawling 5000` crawls so often, half through nginx, half through `exporter serve`, while an
exporter publishes edition after edition.
"""

import hashlib
import http.client
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml import etree

from tests.crawl.publishing import Publisher, made, nginx, own_server

Figures = Counter[str]
"""`crawls`, `documents`, `not modified`, `editions`; `too slow`: crawls that are not counted; and FAULTS."""

FAULTS = ("dangling", "mixed", "stale", "broken")
EDITIONS = 20
"""Between the first crawl and the last at least, however slow the exporter is."""
KEPT_EDITIONS = 3
"""Data shards stay for as many: a crawl that lasts longer may miss one."""
SEEDS = ("robots.txt", "feed.atom", "feed.rss", "feed.json", "feeds.opml", "index.html", "data/dataset.jsonld")
"""Taken from the end."""
VALIDATORS = {"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}


class Crawler:
    """One client, with its memory of validators."""

    def __init__(self, url: str, site: str) -> None:
        """`url`: where the tree is served; `site`: where its documents say that it is."""
        where = urlsplit(url)
        self._connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=300)
        self._site = site
        self._known: dict[str, dict[str, str]] = {}
        """By path the validators of its last answer."""
        self._digests: dict[tuple[str, str, str], str] = {}
        """By path, and name and value of a validator: the digest of the bytes that came with it."""
        self._promised: dict[str, str] = {}
        """By path the digest that the manifest of this crawl gives of a shard."""
        self.figures: Figures = Counter()
        self.faults: list[str] = []

    def crawl(self) -> None:
        """Once through everything; the manifest first, and the shards that it names last."""
        self.figures["crawls"] += 1
        done: set[str] = set()
        waiting = list(SEEDS)
        while waiting:
            path = waiting.pop()
            if path not in done:
                done.add(path)
                body = self._get(path)
                if body is not None:
                    waiting += self._names(path, body)
        for path, sha256 in self._promised.items():
            body = self._get(path)
            if body is not None and hashlib.sha256(body).hexdigest() != sha256:
                self._fault("mixed", f"{path}: other bytes than its manifest promises")

    def _fault(self, kind: str, said: str) -> None:
        self.figures[kind] += 1
        self.faults.append(f"{kind}: {said}")

    def _get(self, path: str) -> bytes | None:
        """The document as a whole. First it is asked for by what is known of it: by its entity tag and by its date in
        turns, because both must be honest."""
        self.figures["documents"] += 1
        try:
            status, headers, body = self._ask(path, self._conditions(path))
            if status == 304:
                self.figures["not modified"] += 1
                status, headers, body = self._ask(path, {})
        except http.client.HTTPException as error:
            self._fault("broken", f"{path}: {error!r}")
            self._connection.close()  # the next request connects anew
            return None
        if status != 200:
            self._fault("dangling", f"{path}: {status}")
            return None
        self._remember(path, headers, hashlib.sha256(body).hexdigest())
        return body

    def _conditions(self, path: str) -> dict[str, str]:
        field, name = list(VALIDATORS.items())[self.figures["crawls"] % 2]
        known = self._known.get(path)
        return {field: known[name]} if known else {}

    def _ask(self, path: str, fields: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        self._connection.request("GET", f"/{path}", headers=fields)
        answer = self._connection.getresponse()
        return answer.status, {name: answer.headers[name] for name in VALIDATORS.values()}, answer.read()

    def _remember(self, path: str, headers: dict[str, str], digest: str) -> None:
        """A validator that came with other bytes before hides the change from whoever asks by it."""
        self._known[path] = headers
        for name, value in headers.items():
            if self._digests.setdefault((path, name, value), digest) != digest:
                self._fault("stale", f"{path}: other bytes under the {name} {value}")

    def _names(self, path: str, body: bytes) -> list[str]:
        """The paths that a document names, but for shards."""
        try:
            if path == "data/dataset.jsonld":
                named = json.loads(body)["distribution"]
                self._promised = {one["contentUrl"].removeprefix(self._site): one["sha256"] for one in named}
                return []
            if path.endswith((".atom", ".rss", ".xml", ".opml")):
                etree.fromstring(body)
            text = unescape(body.decode())
        except (etree.XMLSyntaxError, ValueError) as error:
            self._fault("broken", f"{path}: {error}")
            return []
        found = re.findall(rf"{re.escape(self._site)}([^\s\"'<>\\]*)", text)
        if path.endswith(".html"):
            links = re.findall(r'\b(?:href|src)="([^"#]+)', text)
            found += [urljoin(f"/{path}", link).removeprefix("/") for link in links if not urlsplit(link).scheme]
        return [name for name in found if name]

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


def crawl(url: str, site: str, times: int, publisher: Publisher, *, patient: bool) -> tuple[Figures, list[str]]:
    """So many crawls at least, over EDITIONS at least; or, if not `patient`, until the first fault. Those that took
    longer than shards are kept are not counted, because they are promised nothing."""
    slow = 0
    with closing(Crawler(url, site)) as crawler:
        while crawler.figures["crawls"] < times or publisher.editions < EDITIONS:
            if crawler.faults and not patient:
                break
            assert publisher.is_alive(), "the exporter has failed: see its traceback"
            began, figures, faults = publisher.editions, crawler.figures.copy(), len(crawler.faults)
            crawler.crawl()
            if publisher.editions - began >= KEPT_EDITIONS:
                slow += 1
                crawler.figures, crawler.faults[faults:] = figures, []
    crawler.figures["too slow"] = slow
    return crawler.figures, crawler.faults


def crawl_all(
    folder: Path, times: int, seed: int = 1, changed: Callable[[], None] | None = None
) -> tuple[Figures, list[str]]:
    """So many crawls, half of them through each server, while editions are published by a process in which `changed`
    was called first: then the first fault ends it."""
    figures: Figures = Counter()
    faults: list[str] = []
    world = made(folder / "world")
    with nginx(world) as first, own_server(world) as second, Publisher(world, seed, changed) as publisher:
        with ThreadPoolExecutor(2) as clients:
            asked = [
                clients.submit(crawl, url, world.config.site.url, (times + 1) // 2, publisher, patient=not changed)
                for url in (first, second)
            ]
            for one in asked:
                some, said = one.result()
                figures, faults = figures + some, faults + said
        figures["editions"] = publisher.editions
    return figures, faults


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        told, wrong = crawl_all(Path(temporary), int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
    print(*wrong[:20], dict(told), sep="\n")
    sys.exit(bool(wrong))
