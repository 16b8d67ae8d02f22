"""What a peer is, and what several of them share."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import NamedTuple

from benchmarks import floor

PAGE = 100


class Tools(NamedTuple):
    """Where the peers are installed."""

    bin: Path
    """Of a Python environment of their own."""
    node_modules: Path


def _nothing(dumps, folder):
    """Most peers read the dumps themselves."""


class Peer(NamedTuple):
    """Another program that does a part of what the exporter does, as one whole process."""

    name: str
    does: str
    command: Callable[[Tools, Path, Path, Path], list[str]]
    """Of tools, dumps, the folder that was made ready, and the folder to write into."""
    pip: tuple[str, ...] = ()
    npm: tuple[str, ...] = ()
    prepare: Callable[[Path, Path], None] = _nothing
    """Give it the dumps in the form that it reads; not timed."""
    most: int = 100_000
    """Articles that it gets through in minutes."""
    memory: int = 0
    """KiB an article: a machine that has less free leaves it out."""


def drawn_by(name):
    """The command of a peer that is a library, driven by the module of its name here."""

    def command(tools, dumps, _prepared, output):
        return [str(tools.bin / "python"), "-m", f"benchmarks.peers.{name}", str(dumps), str(output)]

    return command


class Article(NamedTuple):
    title: str
    published: datetime
    url: str
    paragraphs: list[str]

    @property
    def html(self):
        return "".join(f"<p>{escape(each, quote=False)}</p>" for each in self.paragraphs)


def articles(dumps):
    """Every article of a corpus, as the floor reads it."""
    for path in floor.files(dumps):
        title, time, url, _, *body = floor.read(path).decode().split("\n")
        yield Article(title, datetime.fromisoformat(time).astimezone(UTC), url, body)


def pages(dumps, output):
    """(where to write it, articles) of each Atom document of a hundred."""
    os.makedirs(output)
    held, number = [], 0
    for article in articles(dumps):
        held.append(article)
        if len(held) == PAGE:
            number += 1
            yield os.path.join(output, f"{number:06d}.atom"), held
            held = []
    if held:
        yield os.path.join(output, f"{number + 1:06d}.atom"), held
