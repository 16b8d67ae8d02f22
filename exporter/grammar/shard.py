"""Data shards: a day's articles as gzipped JSON lines (RFC 1952), under a name that says their digest."""

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Iterator

from exporter.grammar.json_text import parsed
from exporter.grammar.linked_data import moment, unsafe
from exporter.grammar.news_article import identifiers, row
from exporter.grammar.values import quoted

MAX_ROWS = 1000
MAX_UNPACKED = 1 << 30
"""Bytes of what is in one shard."""
MAX_ROW = 64 << 20
"""Bytes of one row."""

PATH = re.compile(r"data/(\d{4}-\d\d-\d\d)\.([0-9a-f]{16})\.jsonl\.gz")
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00"
"""Deflate, without a name, an extra field or a time: the same rows are always the same bytes."""
_PIECE = 1 << 20


def faults(path: str, data: bytes) -> Iterator[str]:
    """Everything that is wrong with a shard: how it is packed, its name, and each of its rows."""
    match = PATH.fullmatch(path)
    if match is None:
        yield f"{quoted(path)} is no name of a shard"
        return
    day, digest = match.groups()
    found, rows, rest = hashlib.sha256(), 0, b""
    seen: Counter[tuple[str, str]] = Counter()
    if not data.startswith(_HEADER):
        yield "no gzip, or one that says when or of what it was made"
        return
    for piece in unpacked(data):
        if isinstance(piece, str):
            yield piece
            return
        found.update(piece)
        *lines, rest = (rest + piece).split(b"\n")
        if len(rest) > MAX_ROW:
            yield f"row {rows + 1} has more than {MAX_ROW} bytes"
            return
        for line in lines:
            rows += 1
            yield from _row(line, f"row {rows}", day, seen)
    if rest:
        yield "the last row has no end"
    if not 0 < rows <= MAX_ROWS:
        yield f"{rows} rows, and may have 1 to {MAX_ROWS}"
    if found.hexdigest()[:16] != digest:
        yield f"its rows have the digest {found.hexdigest()[:16]}, its name says {digest}"
    yield from (f"{name} {quoted(value)} is there twice" for (name, value), number in seen.items() if number > 1)


def unpacked(data: bytes) -> Iterator[bytes | str]:
    """What is in a gzip file, a piece at a time; a string says what is wrong with it, and is the last."""
    stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
    waiting, size = data, 0
    try:
        while not stream.eof:
            piece = stream.decompress(waiting, _PIECE)
            size += len(piece)
            if size > MAX_UNPACKED:
                yield f"it unpacks to more than {MAX_UNPACKED} bytes"
                return
            if not piece and not stream.eof and not stream.unconsumed_tail:
                yield "the gzip stream is cut off"
                return
            waiting = stream.unconsumed_tail
            yield piece
    except zlib.error as error:
        yield f"the gzip stream is broken: {error}"
        return
    if stream.unused_data:
        yield "something stands behind the gzip stream"


def _row(line: bytes, where: str, day: str, seen: Counter[tuple[str, str]]) -> Iterator[str]:
    node = parsed(line)
    if isinstance(node, str):
        yield f"{where}: {node}"
        return
    if wrong := unsafe(line):
        yield f"{where}, {wrong}"
    yield from row(node, where)
    published = moment(node, "datePublished")
    if published and f"{published:%Y-%m-%d}" != day:
        yield f"{where} was published on {published:%Y-%m-%d}, and its shard is of {day}"
    seen["the id", str(node.get("@id"))] += 1
    for name in ("sequence", "key"):
        seen.update((f"the {name}", str(value)) for value in identifiers(node, name))
