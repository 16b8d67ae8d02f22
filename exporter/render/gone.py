"""Everything that was withdrawn: rows for programs, and a table for a web server that answers 410."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import unquote, urlsplit

import msgspec
from msgspec import Meta, Struct

from exporter.config.schema import Site
from exporter.media import MEDIA_TYPES
from exporter.model import Part, Tombstone
from exporter.render import json_ld

VERSION = 1
MEDIA_TYPE, MAP_MEDIA_TYPE = MEDIA_TYPES[".jsonl"], MEDIA_TYPES[".map"]

PATH, MAP_PATH = "data/gone.jsonl", "data/gone.map"

_PLAIN = re.compile(r"[A-Za-z0-9/._~-]+")


class _Row(Struct, frozen=True, omit_defaults=True):
    """One article that was withdrawn; what is empty is left out."""

    id: str
    when: datetime
    path: str
    """Of the file that it had, below the root of the tree."""
    sequence: Annotated[int, Meta(ge=0, lt=2**53)] = 0  # a store could not hold more
    keys: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    url: str = ""
    reason: str = ""


_decoder = msgspec.json.Decoder(_Row)


def lists(tombstones: Sequence[Tombstone], site: Site) -> Iterator[Part]:
    """A JSON object a line, and a line of a `map` block of nginx each; nothing if nothing was withdrawn.

    `tombstones`: by (when, id). A server sees whole paths, so those of the table begin with the path of `site.url`.
    """
    if not tombstones:
        return
    newest = max(one.when for one in tombstones)
    paths = [json_ld.article_path(one) for one in tombstones]
    rows = [
        _Row(one.id, one.when, path, one.sequence, one.keys, one.feeds, one.url, one.reason)
        for one, path in zip(tombstones, paths, strict=True)
    ]
    yield Part(PATH, msgspec.json.Encoder().encode_lines(rows), len(rows), newest)
    below = unquote(urlsplit(site.url).path)
    table = "".join(f"{_quoted(below + path)} 1;\n" for path in paths)
    yield Part(MAP_PATH, table.encode(), len(rows), newest)


def read_lists(data: bytes) -> tuple[Tombstone, ...]:
    """The inverse of the rows of `lists`, but that of `published` only the day is told.

    Raises ValueError if a line is no such row, or says what another one has said; says which.
    """
    found, said = list[Tombstone](), set[str | int]()
    for number, line in enumerate(data.splitlines(), 1):
        one = _tombstone(number, line)
        own = [one.id, *one.keys, *([one.sequence] if one.sequence else ())]
        if not said.isdisjoint(own):
            raise ValueError(f"line {number}: its id, its place or a key of it is that of a line before it")
        said.update(own)
        found.append(one)
    return tuple(found)


def _tombstone(number: int, line: bytes) -> Tombstone:
    try:
        row = _decoder.decode(line)
        year, month, day = map(int, row.path.split("/")[1:4])
        published = datetime(year, month, day, tzinfo=UTC)
        one = Tombstone(row.id, row.when, published, row.sequence, row.reason, row.url, row.keys, row.feeds)
        if json_ld.article_path(one) != row.path:
            raise ValueError("its path is not that of its id")
    except ValueError as error:  # those of msgspec are such
        raise ValueError(f"line {number}: {error}") from error
    return one


def _quoted(path: str) -> str:
    """A value as nginx reads it: in quotes unless it needs none."""
    if _PLAIN.fullmatch(path):
        return path
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'
