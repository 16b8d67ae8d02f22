"""What is small and becomes large, or has no end: it is stopped, said so, and fits into a memory that is limited.

What each packing does by itself: tests/readers/test_unpack.py and test_archives.py. Here is what they do together."""

import bz2
import gzip
import io
import lzma
import multiprocessing
import resource
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import pytest

from exporter.model import Dump, Record
from exporter.normalise import Rules, normalise_all
from exporter.readers import stream
from tests.troubles import row, rows, tarred, zipped, zstd

MEMORY = 512 * 1024**2
"""Bytes of address space beyond what was had before: less than any of these would take."""
GIBIBYTE = 1024**3
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstd.compress,
}


class Endless(io.RawIOBase):
    """A beginning, then the same over and over up to a size. It cannot be sought in, and is nowhere whole."""

    def __init__(self, beginning: bytes, again: bytes, size: int) -> None:
        self._waiting, self._left = beginning, size
        self._again = again * (65_536 // len(again))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._waiting and self._left > 0:
            self._waiting = self._again
            self._left -= len(self._again)
        piece = self._waiting[: len(buffer)]
        buffer[: len(piece)] = piece
        self._waiting = self._waiting[len(piece) :]
        return len(piece)


def codes(name: str, source: Callable[[], Any]) -> list[str]:
    """What a dump gives, read in a process whose memory is limited: `article`, or the code of each reject."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_read, args=(theirs, name, source))
    child.start()
    theirs.close()
    try:
        said = ours.recv()
    except EOFError:
        said = "it ended whoever read it"
    finally:
        child.join()
    assert isinstance(said, list), said
    return said


def _read(there: Connection, name: str, source: Callable[[], Any]) -> None:
    warm = rows(row(1))
    list(stream(Dump("d", "a.jsonl", "", 0, 0), io.BytesIO(warm)))
    with open("/proc/self/statm") as file:
        had = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (had + MEMORY, had + MEMORY))
    try:
        found = list(stream(Dump("dumps", name, name, 0, 0), source()))
        outcomes = normalise_all([one for one in found if isinstance(one, Record)], Rules())
        there.send(
            sorted({getattr(one, "code", "article") for one in (*found, *outcomes) if not isinstance(one, Record)})
        )
    except BaseException as error:
        there.send(f"{type(error).__name__}: {error}")


@pytest.mark.parametrize(
    ("name", "beginning", "again", "size", "expected"),
    [
        ("a.jsonl", rows(row(1)) + b'{"title": "', b"a", GIBIBYTE, {"article", "too-large"}),
        ("a.json", b'{"title": "', b"a", GIBIBYTE // 4, {"too-large"}),
        ("a.json", b'{"a":', b"[", GIBIBYTE // 4, {"too-large"}),
        ("a.txt", b"Quay\n2025-02-14T22:00:45+0100\nhttps://news.example/1\n\n", b"a", GIBIBYTE // 4, {"too-large"}),
        ("a.xml", b"<rss><channel><item><title>", b"a", GIBIBYTE // 4, {"too-large"}),
        ("a.xml", b"<rss>", b"<a>", GIBIBYTE // 4, {"too-large"}),
        ("a.html", b"<!doctype html><p>", b"a", GIBIBYTE // 4, {"too-large"}),
        ("a.warc", b"WARC/1.0\r\nX: ", b"a", GIBIBYTE // 4, {"bad-warc"}),
    ],
    ids=lambda value: value.decode("latin-1")[:12] if isinstance(value, bytes) else None,
)
def test_what_has_no_end_is_left(name: str, beginning: bytes, again: bytes, size: int, expected: set[str]) -> None:
    found = set(codes(name, lambda: io.BufferedReader(Endless(beginning, again, size))))
    assert found, name
    assert found & expected, found
    assert "article" not in found - expected


@pytest.mark.parametrize("outer", PACKINGS)
@pytest.mark.parametrize("inner", PACKINGS)
def test_a_bomb_in_a_bomb_goes_off_once(outer: str, inner: str) -> None:
    data = PACKINGS[outer](PACKINGS[inner](bytes(3_000_000)))
    assert len(data) < 20_000
    assert codes(f"a.txt.{inner}.{outer}", lambda: io.BytesIO(data)) == ["bomb"]


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_bomb_in_an_archive_costs_the_others_nothing(packing: str) -> None:
    bomb = PACKINGS[packing](bytes(3_000_000))
    members = ((f"bomb.{packing}", bomb), ("b.jsonl", rows(row(1))))
    for name, data in (("a.zip", zipped(*members)), ("a.tar", tarred(*members))):
        assert codes(name, lambda data=data: io.BytesIO(data)) == ["article", "bomb"]


def test_archives_in_archives_without_end_are_left() -> None:
    data = rows(row(1))
    for depth in range(40):
        data = zipped((f"{depth}.zip", data)) if depth % 2 else tarred((f"{depth}.tar", data))
    assert codes("a.zip", lambda: io.BytesIO(data)) == ["unknown-format"]


@pytest.mark.parametrize(
    "text",
    [
        b"[" * 1_000_000,
        b'{"a":' * 1_000_000,
        b'{"title":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"title": ' + b"9" * 5_000_000 + b"}",
        b'{"title": -' + b"9" * 5_000 + b"e" + b"9" * 5_000 + b"}",
        b'{"title": 1e999999999999999999}',
        b'{"title": "' + b"\\ud800" * 500_000 + b'"}',
        b'{"title": {' + b",".join(b'"%d": 1' % number for number in range(200_000)) + b"}}",
    ],
    ids=lambda text: text[:16].decode(),
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_json_that_no_parser_likes_is_a_reject(name: str, text: bytes) -> None:
    assert "article" not in codes(name, lambda: io.BytesIO(text + b"\n"))


def test_numbers_and_depth_beside_an_article_cost_it_nothing() -> None:
    odd = b'{"n": ' + b"9" * 5_000 + b', "deep": ' + b"[" * 200 + b"]" * 200 + b", " + rows(row(1)).lstrip(b"{")
    assert codes("a.jsonl", lambda: io.BytesIO(odd)) == ["article"]


def test_what_takes_more_is_caught() -> None:
    with pytest.raises(AssertionError, match="MemoryError"):
        codes("a.jsonl", lambda: io.BytesIO(bytes(2 * MEMORY)))
