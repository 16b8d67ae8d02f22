"""All articles as data: a day's rows in gzipped shards, and the schema.org Dataset that lists the shards."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from typing import Literal

import msgspec
from isal import isal_zlib
from msgspec import UNSET, Struct, UnsetType, field

from exporter.config.schema import Site
from exporter.media import MEDIA_TYPES
from exporter.model import NEVER, Article, KeptFeed, Part
from exporter.render import json_ld
from exporter.render.schema_org import CONTEXT, Organization, document, license_url, organization

VERSION = 1
"""Of shards."""
MANIFEST_VERSION = 2
MEDIA_TYPE = MEDIA_TYPES[".jsonld"]
SHARD_MEDIA_TYPE = MEDIA_TYPES[".gz"]
"""RFC 6713. A shard is served as it is, without `Content-Encoding: gzip`, or its digest would not hold."""

PATH = "data/dataset.jsonld"
MAX_ROWS = 1000
"""In one shard: what one edit costs to write again, and what its reader needs to hold."""

_AT_ONCE = 64
"""Rows that are encoded, digested and compressed together: what a processor holds near by."""
_LEVEL = 2
"""A row of 5 KB takes 27 us, where zlib's level 4 takes 150 for files 3 % smaller. The same bytes on every x86-64
processor since 2008; level 3, which takes 57 us for 1 %, depends on the processor."""
_GZIP = 16 + isal_zlib.MAX_WBITS
"""A gzip header without a file name, with a time of 0 (RFC 1952 section 2.3)."""


class Shard(Struct, frozen=True):
    """A shard as published."""

    path: str
    sha256: str
    """Of its bytes, in hexadecimal."""
    size: int
    """Bytes."""
    count: int
    """Articles."""
    day: str
    """On which its articles were published, in UTC: `2025-02-14`."""
    updated: datetime
    """The newest `updated` among them."""


class Manifest(Struct, frozen=True):
    """What a manifest says, for whoever reads it again."""

    base: str
    """The URL below which all paths are."""
    shards: tuple[Shard, ...]
    feeds: tuple[KeptFeed, ...]


class _Quantity(Struct, frozen=True, tag_field="@type", tag="QuantitativeValue"):
    value: int
    unitText: Literal["articles"]  # noqa: N815 - as schema.org spells it


class _DataDownload(Struct, frozen=True, tag_field="@type", tag="DataDownload", rename="camel", kw_only=True):
    """https://schema.org/DataDownload."""

    content_url: str
    encoding_format: tuple[str, str] = (SHARD_MEDIA_TYPE, "application/x-ndjson")
    """What the file is, then what is in it."""
    content_size: str
    sha256: str
    size: _Quantity
    temporal_coverage: str
    date_modified: datetime


class _PropertyValue(Struct, frozen=True, tag_field="@type", tag="PropertyValue"):
    propertyID: Literal["kind", "name", "slug", "archive_page"]  # noqa: N815 - as schema.org spells it
    value: int | str


class _Item(Struct, frozen=True):
    id: str = field(name="@id")


class _DataFeed(Struct, frozen=True, tag_field="@type", tag="DataFeed", omit_defaults=True, rename="camel"):
    """https://schema.org/DataFeed."""

    id: str = field(name="@id")
    name: str
    description: str
    identifier: tuple[_PropertyValue, ...]
    data_feed_element: tuple[_Item, ...] = ()


class _Dataset(Struct, frozen=True, omit_defaults=True, rename="camel", kw_only=True):
    """https://schema.org/Dataset, in this order; what is empty is left out."""

    context: Literal["https://schema.org"] = field(name="@context")
    type: Literal["Dataset"] = field(name="@type")
    id: str = field(name="@id")
    identifier: str
    name: str
    description: str
    url: str
    creator: Organization | UnsetType = UNSET
    publisher: Organization | UnsetType = UNSET
    license: str = ""
    copyright_notice: str = ""
    date_modified: datetime
    temporal_coverage: str
    size: _Quantity
    distribution: tuple[_DataDownload, ...]
    has_part: tuple[_DataFeed, ...] = ()


_decode = msgspec.json.Decoder(_Dataset).decode


def shards(day: str, articles: Iterable[Article], site: Site, max_rows: int = MAX_ROWS) -> Iterator[Part]:
    """The articles of a UTC day (`2025-02-14`), a row each (see `json_ld.row`), in their order; none without articles.

    A shard is `data/DAY.DIGEST.jsonl.gz`, of at most `max_rows` rows. DIGEST is the first 16 hexadecimal digits of the
    SHA-256 of the rows before they are compressed, so the same name always holds the same rows. Only one shard, as
    compressed, is held at a time. Raises ValueError as `json_ld.row` does.
    """
    waiting = iter(articles)
    for first in waiting:
        yield _shard(day, chain((first,), islice(waiting, max_rows - 1)), site)


def _shard(day: str, articles: Iterator[Article], site: Site) -> Part:
    digest = hashlib.sha256()
    gzip = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, _GZIP)
    pieces, count, updated = [], 0, NEVER
    while some := list(islice(articles, _AT_ONCE)):
        rows = json_ld.rows(some, site)
        digest.update(rows)
        pieces.append(gzip.compress(rows))
        count, updated = count + len(some), max(updated, *[article.updated for article in some])
    pieces.append(gzip.flush())
    return Part(f"data/{day}.{digest.hexdigest()[:16]}.jsonl.gz", b"".join(pieces), count, updated)


def manifest(shards: Iterable[Shard], site: Site, feeds: Iterable[KeptFeed] = ()) -> bytes:
    """The Dataset as a JSON-LD document in UTF-8: its shards by day, those of one day in the order given; as `hasPart`
    every feed that ever had an id, without its URLs, because its documents are put in place later.

    `dateModified` is the newest `updated`, `temporalCoverage` the first day and the last. What people read is English,
    but for the site's own words; the articles may be in any language, so there is no `inLanguage`. Raises ValueError
    without shards: a Dataset without data has no honest `dateModified`.
    """
    by_day = sorted(shards, key=lambda shard: shard.day)
    if not by_day:
        raise ValueError("a Dataset needs a shard: without one, publish no manifest")
    by = organization(site.publisher) if site.publisher else UNSET
    licence = license_url(site.rights)
    node = _Dataset(
        context=CONTEXT,
        type="Dataset",
        id=site.url + PATH,
        identifier=site.url + PATH,
        name=site.title,
        description=_description(site),
        url=site.url,
        creator=by,
        publisher=by,
        license=licence,
        copyright_notice="" if licence else site.rights,
        date_modified=max(shard.updated for shard in by_day),
        temporal_coverage=_interval(by_day[0].day, by_day[-1].day),
        size=_Quantity(sum(shard.count for shard in by_day), "articles"),
        distribution=tuple(_download(shard, site) for shard in by_day),
        has_part=tuple(_data_feed(feed, site) for feed in feeds),
    )
    return document(node)


def read_manifest(data: bytes) -> Manifest:
    """The inverse of `manifest`, exactly, but for what of the site is in it.

    Raises msgspec.DecodeError if it is no JSON in UTF-8, and its subclass ValidationError if it is no such manifest.
    What a later version may add is skipped.
    """
    node = _decode(data)
    return Manifest(
        node.url,
        tuple(_shard_of(one, node.url) for one in node.distribution),
        tuple(_kept(one) for one in node.has_part),
    )


def _shard_of(node: _DataDownload, base: str) -> Shard:
    size = node.content_size.removesuffix(" B")
    if not node.content_url.startswith(base) or not size.isdecimal():
        raise msgspec.ValidationError(f"{node.content_url!r} is no shard below {base!r} - at `$.distribution`")
    return Shard(
        path=node.content_url.removeprefix(base),
        sha256=node.sha256,
        size=int(size),
        count=node.size.value,
        day=node.temporal_coverage,
        updated=node.date_modified,
    )


def _kept(node: _DataFeed) -> KeptFeed:
    said = {one.propertyID: one.value for one in node.identifier}
    kind, page = str(said.get("kind", "")), said.get("archive_page", 0)
    if not isinstance(page, int):
        raise msgspec.ValidationError(f"archive_page must be a whole number, not {page!r} - at `$.hasPart`")
    return KeptFeed(
        id=node.id,
        kind=kind,
        name=str(said.get("name", "")),
        slug=str(said.get("slug", "")),
        title=node.name if kind == "section" else "",
        archive_page=page,
        left=tuple(one.id for one in node.data_feed_element),
    )


def _data_feed(feed: KeptFeed, site: Site) -> _DataFeed:
    said: dict[Literal["kind", "name", "slug", "archive_page"], int | str] = {
        "kind": feed.kind,
        "name": feed.name,
        "slug": feed.slug,
        "archive_page": feed.archive_page,
    }
    called = feed.title or feed.slug or site.title
    what = f"The news articles of {site.title}" + (f" in its {feed.kind} {called}" if feed.slug else "")
    return _DataFeed(
        id=feed.id,
        name=called,
        description=f"{what}, newest first, as a feed to subscribe to.",
        identifier=tuple(_PropertyValue(name, value) for name, value in said.items() if value),
        data_feed_element=tuple(map(_Item, feed.left)),
    )


def _description(site: Site) -> str:
    # Google's Dataset Search wants at least 50 characters, which the site's own description may not have.
    own = f" {site.description}" if site.description else ""
    return (
        f"The news articles of {site.title}, by day of publication in UTC: each a schema.org NewsArticle on a line of"
        f" JSON, in files compressed with gzip.{own}"
    )


def _interval(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"


def _download(shard: Shard, site: Site) -> _DataDownload:
    return _DataDownload(
        content_url=site.url + shard.path,
        content_size=f"{shard.size} B",
        sha256=shard.sha256,
        size=_Quantity(shard.count, "articles"),
        temporal_coverage=shard.day,
        date_modified=shard.updated,
    )
