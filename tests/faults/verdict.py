"""What a run that was disturbed has left, beside what an undisturbed one makes of the same: in words."""

import functools
import gzip
import hashlib
import json
import re
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import html5lib
from lxml import etree
from msgspec import Struct

from exporter import export
from exporter.grammar import faults
from exporter.publish.folder import MARKER, Folder
from tests.faults.scenes import Stage
from tests.world import World

Documents = dict[str, bytes]
"""By path."""


class Remembered(Struct, frozen=True):
    """What the store holds that subscribers notice."""

    articles: list[tuple[Any, ...]]
    notices: list[tuple[Any, ...]]
    edition: str
    waiting: int


class Expected(Struct, frozen=True):
    """Of one scene."""

    before: Documents
    after: Documents
    times: dict[str, int]
    """By path, when the file was changed, before."""
    between: dict[str, set[bytes]]
    """Versions that are in place for a moment, of documents that were not there: without naming what is to come."""
    remembered: Remembered
    """After it."""


def documents(tree: Path) -> Documents:
    """Every file but the marker, which names the store."""
    return {
        path.relative_to(tree).as_posix(): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def remembered(world: Stage) -> Remembered:
    """Asked of the store as it is."""
    return Remembered(
        world.rows("SELECT id, sequence, published, updated, first_seen FROM articles ORDER BY id"),
        sorted(world.rows("SELECT kind, target, subject FROM outbox")),
        str(world.rows("SELECT value FROM meta WHERE name = 'edition'")),
        int(world.rows("SELECT COUNT(*) FROM marks")[0][0]),
    )


@contextmanager
def recorded() -> Iterator[dict[str, list[bytes]]]:
    """Every version of every document that is put in place meanwhile, by path."""
    versions: dict[str, list[bytes]] = defaultdict(list)
    real = Folder.put

    def put(self: Folder, parts: Any, **named: bool) -> list[bool]:
        for part in parts:
            versions[part.path].append(part.data)
        return real(self, parts, **named)

    Folder.put = put  # type: ignore[method-assign]
    try:
        yield versions
    finally:
        Folder.put = real  # type: ignore[method-assign]


def expected(world: Stage) -> Expected:
    """Run undisturbed, and see."""
    before = documents(world.tree)
    times = {path: (world.tree / path).stat().st_mtime_ns for path in before}
    with recorded() as versions:
        again(world)
    after = documents(world.tree)
    between = {path: set(found) - {after[path]} for path, found in versions.items() if path in after}
    assert not {path for path in before if between.get(path)}, "only what was not there is introduced"
    for path, some in [*before.items(), *after.items(), *((p, one) for p, found in between.items() for one in found)]:
        assert not invalid(path, some), (path, invalid(path, some))
    return Expected(before, after, times, between, remembered(world))


def again(world: Stage) -> None:
    """One run, at the very time of the one that was disturbed."""
    export.run(world.config, world.now, world.act)


def left(world: Stage, wanted: Expected) -> list[str]:
    """What is wrong with what is published and stored right after a fault."""
    return published(world, wanted) + damaged(world)


def published(world: Stage, wanted: Expected) -> list[str]:
    """Each document must be as before or as after, and every reference lead to a file."""
    found, wrong = settled(documents(world.tree)), []
    for path in sorted(found.keys() | wanted.before.keys()):
        versions = {wanted.before.get(path), wanted.after.get(path), *wanted.between.get(path, ())}
        if found.get(path) not in versions:
            wrong.append(f"{path}: {_said(found.get(path))}, neither as before nor as after")
    return wrong + [f"{path} names {name}, which is not there" for path, name in dangling(found)]


def healed(world: Stage, wanted: Expected) -> list[str]:
    """Run again: what differs from the undisturbed run then."""
    again(world)
    found, wrong = documents(world.tree), []
    for path in sorted(found.keys() | wanted.after.keys()):
        if found.get(path) != wanted.after.get(path):
            wrong.append(f"{path}: {_said(found.get(path))} after the next run")
        elif wanted.before.get(path) is not None:
            same, moved = found[path] == wanted.before[path], _time(world, path) - wanted.times[path]
            if moved != 0 if same else moved < 1_000_000_000:
                wrong.append(f"{path}: {'unchanged' if same else 'changed'}, and its time moved by {moved} ns")
    now = remembered(world)
    return wrong + [
        f"{name}: {getattr(now, name)} instead of {getattr(wanted.remembered, name)}"
        for name in Remembered.__struct_fields__
        if getattr(now, name) != getattr(wanted.remembered, name)
    ]


def _time(world: Stage, path: str) -> int:
    return (world.tree / path).stat().st_mtime_ns


def settled(found: Documents) -> Documents:
    """Without temporary files, which a run that is killed may leave to the next."""
    return {path: data for path, data in found.items() if not path.rpartition("/")[2].startswith(".")}


def _said(data: bytes | None) -> str:
    return "not there" if data is None else f"{len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()[:12]}"


def damaged(world: World) -> list[str]:
    """What SQLite finds wrong with the store, if there is one."""
    path = world.root / "state" / "exporter.db"
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as db:
        said = [row[0] for row in db.execute("PRAGMA integrity_check")]
    return [] if said == ["ok"] else [f"store: {said}"]


def dangling(found: Documents) -> list[tuple[str, str]]:
    """(document, path it names) of each reference that leads nowhere."""
    return sorted((path, name) for path, data in found.items() for name in references(path, data) if name not in found)


_BELOW = re.compile(r"https://feeds\.harbour\.test/([^\s\"'<>\\]*)")
_LINK = re.compile(r'\b(?:href|src)="([^"#]+)')


@functools.lru_cache(4096)
def references(path: str, data: bytes) -> frozenset[str]:
    """Paths of the tree that a document names."""
    text = unescape(_unpacked(path, data).decode())
    names = set(_BELOW.findall(text))
    if path.endswith(".html"):
        names |= {urljoin(f"/{path}", link).removeprefix("/") for link in _LINK.findall(text) if "://" not in link}
    return frozenset(names - {""})


def _unpacked(path: str, data: bytes) -> bytes:
    return gzip.decompress(data) if path.endswith(".gz") else data


@functools.lru_cache(4096)
def invalid(path: str, data: bytes) -> str:
    """Why a document cannot be read as what its name says; empty if it can."""
    try:
        text = _unpacked(path, data)
        if path.endswith((".atom", ".rss", ".xml", ".opml")):
            etree.fromstring(text)
        elif path.endswith((".json", ".jsonld")):
            json.loads(text)
        elif path.endswith((".jsonl", ".jsonl.gz")):
            [json.loads(line) for line in text.splitlines()]
        elif path.endswith(".html"):
            html5lib.HTMLParser(strict=True).parse(text.decode())
        else:
            text.decode()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "; ".join(faults(path, data)) if text else "is empty"


def restore(root: Path, copy: Path) -> None:
    """Bring a world back to what it was when it was copied, with the times of its files."""
    for child in root.iterdir():
        if child.name in {"dumps", "state", "feeds"}:
            shutil.rmtree(child)
    shutil.copytree(copy, root, dirs_exist_ok=True)
