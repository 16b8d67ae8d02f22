"""What a document says of itself by its name, and what the dataset promises of a shard."""

from collections.abc import Iterator

from exporter.check.articles import id_of, key_of
from exporter.check.claims import Claims, Download
from exporter.check.times import shown


def promised(claims: Claims, download: Download | None) -> Iterator[str]:
    """In what a document is not what its path says, or what the dataset says of it."""
    if claims.kind == "article":
        yield from _article(claims)
    elif claims.kind == "shard":
        yield from _shard(claims, download)
    elif claims.kind == "dataset":
        yield from _dataset(claims)
    elif claims.kind == "sitemap":
        yield from _sitemap(claims)


def article_path(key: bytes, published: int) -> str:
    """Where the file of an article lies: in the folder of the UTC day on which it was published."""
    return f"articles/{shown(published)[:10].replace('-', '/')}/{id_of(key).removeprefix('urn:uuid:')}.jsonld"


def _article(claims: Claims) -> Iterator[str]:
    [entry] = claims.entries
    if entry.published is not None and article_path(key_of(entry.id), entry.published) != claims.path:
        yield f"holds {entry.id}, published {shown(entry.published)}, which has another path"


def _shard(claims: Claims, download: Download | None) -> Iterator[str]:
    day = claims.path.partition("/")[2][:10]
    for entry in claims.entries:
        if entry.published is not None and shown(entry.published)[:10] != day:
            yield f"holds {entry.id}, published {shown(entry.published)}, which is another day"
    if download is None:
        return
    newest = max((entry.updated for entry in claims.entries if entry.updated is not None), default=None)
    for name, promise, found in (
        ("SHA-256", download.sha256, claims.sha256),
        ("size", download.size, f"{claims.size} B"),
        ("number of articles", download.count, len(claims.entries)),
        ("day", download.day, day),
        ("newest change", download.updated, newest),
    ):
        if promise != found:
            yield f"has another {name} than data/dataset.jsonld says: {found}, not {promise}"


def _dataset(claims: Claims) -> Iterator[str]:
    total = sum(one.count for one in claims.downloads)
    if claims.count != total:
        yield f"says that there are {claims.count} articles, but its shards have {total}"


def _sitemap(claims: Claims) -> Iterator[str]:
    """That its URLs are of the host that it is named for, is left to the crawlers: folders may be digests."""
    if len({entry.url for entry in claims.entries}) != len(claims.entries):
        yield "lists a URL twice"
