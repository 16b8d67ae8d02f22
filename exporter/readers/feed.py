"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom 1.0 (RFC 4287) and 0.3, with the extensions content, dc and media.

A feed often gives no more than a teaser; then that is the text. Tombstones (RFC 6721) and enclosures are passed over.
Codes of what is rejected besides those of aliases.py, permanent:

    empty           nothing in it, or a feed without items
    too-large       the dump is over 64 MiB, or has 100,000 elements where an item has a hundred
    binary          no text
    undecodable     text in no encoding that can be told
    bad-xml         it is no XML any more, or declares entities; the items before that count
    truncated       it ends too soon; the items before that count
    not-an-article  it is XML, but no feed
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

from msgspec.structs import replace

from exporter.model import Rejected
from exporter.printable import printable
from exporter.readers import aliases
from exporter.readers.encoding import BinaryError
from exporter.readers.feed_parsing import FeedError, items
from exporter.readers.feed_rows import Around, row
from exporter.readers.patience import patiently
from exporter.readers.place import Found, Place
from exporter.readers.whole import whole
from exporter.readers.xml_repair import repaired, stated_codec

MAX_BYTES: Final = 64 * 1024 * 1024
"""Of a feed."""


def read(place: Place, stream: BinaryIO) -> Iterator[Found]:
    """The records of a feed, in its order; at least one entry.

    Items are counted from 1, and have that number for a line. A feed that is no XML from some item on is read once
    more, with its most usual faults put right (xml_repair.py), and what comes after that item taken from there. Once
    10,000 items on end are rejected, the rest is not read.
    """
    return patiently(place, _read(place, stream))


def _read(place: Place, stream: BinaryIO) -> Iterator[Found]:
    data = whole(stream, MAX_BYTES)
    if data is None:
        yield place.rejected(1, "too-large", f"the feed is over {MAX_BYTES // 1024 // 1024} MiB; split it")
        return
    if not data.strip():
        yield place.rejected(1, "empty", "there is nothing but white space in it")
        return
    count = 0
    try:
        for found in _found(replace(place, encoding=stated_codec(data)), data):
            yield found
            count += 1
    except FeedError as error:
        yield from _again(place, data, count, error)
        return
    if not count:
        yield place.rejected(1, "empty", "a feed without items")


def _again(place: Place, data: bytes, count: int, error: FeedError) -> Iterator[Found]:
    """The items behind the first `count`, of a feed put right if that is what it takes; and what ended it."""
    if error.code not in ("bad-xml", "truncated"):
        yield _ended(place, count, error)
        return
    try:
        data, codec = repaired(data, place.encoding)
    except ValueError as wrong:
        yield place.rejected(count + 1, "binary" if isinstance(wrong, BinaryError) else "undecodable", str(wrong))
        return
    place = replace(place, encoding=codec)
    number = 0
    try:
        for number, found in enumerate(_found(place, data), 1):
            if number > count:
                yield found
    except FeedError as still:
        yield _ended(place, max(number, count), still)
        return
    if not number:
        yield place.rejected(1, "empty", "a feed without items")


def _found(place: Place, data: bytes) -> Iterator[Found]:
    around = None
    for number, item in enumerate(items(data), 1):
        around = around or Around(item)
        yield aliases.record(place, row(item, around), number, "feed")


def _ended(place: Place, count: int, error: FeedError) -> Rejected:
    what = {
        "truncated": "the feed ends too soon; fetch it again",
        "bad-xml": "the feed is no XML from here on",
        "too-large": "this is no feed for readers",
    }.get(error.code, "is it the right reader?")
    return place.rejected(count + 1, error.code, f"{printable(str(error), 200)}: {what}")
