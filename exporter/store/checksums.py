"""Checksums of rows: a disk that gives back other bytes than it was given is not believed.

SQLite sees what is wrong with its pages and indexes, not with a value: of single bits that were flipped it let 86 %
pass. They are CRC-32 (of 4 KB in 0.1 us, by isal; zlib takes 3), two of them in one number, because documents need not
all that decisions do. None: an earlier version wrote the row, so it is not verified. What SQL changes by itself
(sequence, original, judged, withdrawn, emptied) is left out; integrity.py looks at that.
"""

from typing import Any

import msgspec
from isal import isal_zlib

from exporter.errors import Damaged

ADVICE = "what is published stays; run `exporter restore`, which sets it aside and rebuilds it from the tree"

crc32 = isal_zlib.crc32
_encode = msgspec.json.Encoder().encode


def of_values(*values: Any) -> int:
    """Of a whole row."""
    return crc32(_encode(values))


def of_article(shown: tuple[Any, ...], decided: tuple[Any, ...]) -> int:
    """Of a row of `articles`: what documents show of it, and what else decides about it."""
    return crc32(_encode(shown)) | (crc32(_encode(decided)) & 0x7FFFFFFF) << 32


def of_text(article: bytes, record: bytes) -> int:
    """Of a row of `texts`."""
    return crc32(article) | (crc32(record) & 0x7FFFFFFF) << 32


def is_shown(stored: int | None, *shown: Any) -> bool:
    """Whether a row of `articles` shows what it was to show."""
    return stored is None or stored & 0xFFFFFFFF == crc32(_encode(shown))


def is_text(stored: int | None, article: bytes) -> bool:
    """Whether a row of `texts` has the article that it was given; it may be anything by now."""
    return stored is None or (isinstance(article, bytes) and stored & 0xFFFFFFFF == crc32(article))


def damaged(where: str, table: str, key: object) -> Damaged:
    """That this row is not what it was."""
    return Damaged(f"{where}: row {key!r} of {table} is damaged: {ADVICE}")


def verified(where: str, table: str, key: object, stored: int | None, values: tuple[Any, ...]) -> None:
    """See that a whole row is what it was.

    Raises:
        Damaged: it is not.
    """
    if stored is not None and stored != of_values(*values):
        raise damaged(where, table, key)
