"""A small world for tests of whole runs: a folder of dumps, a configuration, a store and a tree, and a clock that is
told."""

import hashlib
import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from exporter import export
from exporter.config.schema import Config, Feeds, Output, Profile, Source, Store
from exporter.export import Options
from exporter.report import Progress, Report, unseen
from exporter.store.locations import opened
from tests import stores
from tests.builders import site, utc

START = utc("2025-03-01T12:00:00")
PROFILE = Profile(identity=r"/artikel/(\d+)", language="en")


CONFIG = """\
[site]
title = "Harbour Wire"
url = "https://feeds.example.org/"

[[source]]
path = "dumps"

[profile."news.example"]
identity = '/artikel/(\\d+)'
"""
"""Much the same in a file beside `dumps`, for tests of commands."""


@contextmanager
def no_room(monkeypatch: pytest.MonkeyPatch, after: int) -> Iterator[None]:
    """The disk is full from the flush of this number on, counted from 1."""
    real, calls = os.fsync, itertools.count(1)

    def fsync(descriptor: int) -> None:
        if next(calls) >= after:
            raise OSError(28, "No space left on device")
        real(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fsync)
        yield


@contextmanager
def cut_off(monkeypatch: pytest.MonkeyPatch, where: str) -> Iterator[None]:
    """A run in the context is cut off when it comes to the function `where`, by its dotted name."""

    def cut(*_arguments: Any, **_named: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(where, cut)
        with pytest.raises(KeyboardInterrupt):
            yield


class World:
    """Dumps go in by `dump`, `run` exports them; the clock goes on by an hour a run unless a test says otherwise."""

    def __init__(self, root: Path, **changes: Any) -> None:
        self.root = root
        self.now = START
        self.dumps = root / "dumps"
        self.dumps.mkdir(parents=True)
        self.tree = root / "feeds"
        self.config = replace(
            Config(
                site=site(),
                source=(Source(path=str(self.dumps), name="dumps"),),
                profile={"news.example": PROFILE},
                store=Store(url=stores.url(root)),
                feeds=Feeds(archive_page=3, archives=("atom", "rss")),
                output=Output(directory=str(self.tree)),
            ),
            **changes,
        )

    def dump(
        self,
        number: int = 1,
        *,
        name: str = "",
        title: str = "",
        time: str = "",
        slug: str = "kade",
        host: str = "news.example",
        body: tuple[str, ...] = ("The quay is open again, the harbour office says.", "Ships came back & moored."),
        tail: tuple[str, ...] = ("Harbour", "Share this article"),
    ) -> Path:
        """Write the dump of article `number`; by default it was published `number` hours into 2025-02-14."""
        stated = time or (utc("2025-02-14T00:00:00") + timedelta(hours=number)).isoformat()
        lines = (title or f"Quay {number} reopens", stated, f"https://{host}/artikel/{number}-{slug}", "", *body, *tail)
        path = self.dumps / (name or f"{number:06d}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines), "utf-8")
        return path

    def run(
        self,
        options: Options | None = None,
        *,
        after: timedelta = timedelta(hours=1),
        progress: Progress = unseen,
        **changes: Any,
    ) -> Report:
        """One run; `changes` go into Options."""
        self.now += after
        return export.run(self.config, self.now, options or Options(**changes), progress)

    def set(self, **sections: Any) -> None:
        """Change the configuration."""
        self.config = replace(self.config, **sections)

    def state(self) -> dict[str, tuple[str, int, int]]:
        """Digest, time and inode of every file of the tree: equal if nobody touched anything."""
        return {
            path.relative_to(self.tree).as_posix(): (
                hashlib.sha256(path.read_bytes()).hexdigest(),
                path.stat().st_mtime_ns,
                path.stat().st_ino,
            )
            for path in sorted(self.tree.rglob("*"))
            if path.is_file() and path.name != ".exporter.json"  # it counts editions
        }

    def read(self, path: str) -> str:
        """A document of the tree."""
        return (self.tree / path).read_text("utf-8")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the store answers."""
        with opened(self.config.store.url) as db:
            return list(db.rows(sql))


def touched(before: dict[str, tuple[str, int, int]], after: dict[str, tuple[str, int, int]]) -> set[str]:
    """Paths that were written, made or removed."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def later(time: datetime, **delta: float) -> str:
    """An ISO time so much later."""
    return (time + timedelta(**delta)).isoformat()
