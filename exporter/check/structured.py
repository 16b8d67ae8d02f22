"""What structured data says: NewsArticle files, data shards, the dataset, and the list of what was withdrawn."""

from collections.abc import Iterator

import msgspec
from msgspec import Struct, field

from exporter.check.claims import Claims, Download, Entry, Tombstone, digest
from exporter.check.times import rfc3339
from exporter.sources.body import Unusable, unpacked

MAX_LINE = 64 * 1024 * 1024
"""Bytes. No row of a shard is longer; what is stands in a file that was not written here."""
PIECE = 64 * 1024


class _Property(Struct, frozen=True, gc=False):
    propertyID: str = ""  # noqa: N815 - as schema.org spells it
    value: int | str = ""


class _Article(Struct, frozen=True, rename="camel", gc=False):
    id: str = field(name="@id")
    headline: str
    url: str
    date_published: str
    date_modified: str = ""
    description: str = ""
    article_body: str = ""
    identifier: tuple[_Property, ...] = ()


_article = msgspec.json.Decoder(_Article).decode


def article(claims: Claims, data: bytes) -> Claims:
    """Of a NewsArticle in a file of its own."""
    return msgspec.structs.replace(claims, entries=(_entry(_article(data)),))


def _entry(found: _Article) -> Entry:
    places = [one.value for one in found.identifier if one.propertyID == "sequence" and isinstance(one.value, int)]
    return Entry(
        found.id,
        found.url,
        found.headline,
        rfc3339(found.date_published),
        rfc3339(found.date_modified),
        places[0] if places else 0,
        digest(found.description),
        digest(found.article_body),
    )


def shard(claims: Claims, data: bytes) -> Claims:
    """Of the rows of a data shard."""
    entries = tuple(_entry(_article(line)) for line in _lines(data))
    return msgspec.structs.replace(claims, entries=entries)


def _lines(data: bytes) -> Iterator[bytes]:
    """What stands in a gzip file, line by line, never all of it at once.

    Raises:
        ValueError: it is damaged, or no such file.
    """
    held = b""
    packed = (data[start : start + PIECE] for start in range(0, len(data), PIECE))
    try:
        for piece in unpacked(packed):
            *whole, held = (held + piece).split(b"\n")
            yield from whole
            if len(held) > MAX_LINE:
                raise ValueError("a row has no end")
    except Unusable as error:
        raise ValueError(str(error)) from error
    if held:
        yield held


class _Size(Struct, frozen=True):
    value: int


class _Shard(Struct, frozen=True, rename="camel"):
    content_url: str
    content_size: str
    sha256: str
    size: _Size
    temporal_coverage: str
    date_modified: str


class _Feed(Struct, frozen=True):
    id: str = field(name="@id")
    identifier: tuple[_Property, ...] = ()


class _Dataset(Struct, frozen=True, rename="camel"):
    id: str = field(name="@id")
    url: str
    name: str
    size: _Size
    distribution: tuple[_Shard, ...]
    has_part: tuple[_Feed, ...] = ()


_FOLDERS = {"main": "", "section": "sections/{}/", "selection": "{}/"}
_dataset = msgspec.json.Decoder(_Dataset).decode


def dataset(claims: Claims, data: bytes) -> Claims:
    """Of the dataset."""
    found = _dataset(data)
    return msgspec.structs.replace(
        claims,
        own=found.id,
        title=found.name,
        names=tuple(one.content_url for one in found.distribution),
        count=found.size.value,
        feeds=tuple((_folder(_said(one)), one.id) for one in found.has_part),
        page_size=next((size for one in found.has_part if isinstance(size := _said(one).get("archive_page"), int)), 0),
        downloads=tuple(
            Download(
                one.content_url,
                one.sha256,
                one.content_size,
                one.size.value,
                one.temporal_coverage,
                rfc3339(one.date_modified),
            )
            for one in found.distribution
        ),
    )


def _said(feed: _Feed) -> dict[str, int | str]:
    return {one.propertyID: one.value for one in feed.identifier}


def _folder(said: dict[str, int | str]) -> str:
    return _FOLDERS.get(str(said.get("kind")), "{}").format(said.get("slug"))


class _Gone(Struct, frozen=True, gc=False):
    id: str
    when: str
    sequence: int = 0


_gone = msgspec.json.Decoder(_Gone).decode


def gone(claims: Claims, data: bytes) -> Claims:
    """Of the list of what was withdrawn. The map beside it, for nginx, says the same in fewer words."""
    if not claims.path.endswith(".jsonl"):
        return claims
    rows = (_gone(line) for line in data.split(b"\n") if line)
    return msgspec.structs.replace(
        claims, tombstones=tuple(Tombstone(row.id, rfc3339(row.when), row.sequence) for row in rows)
    )
