"""What one document says of others, of the articles that it shows, and of itself."""

from hashlib import blake2b

from msgspec import Struct

from exporter.check.kinds import TreeKind


def digest(text: str | None) -> int:
    """Eight bytes for a text; 0 for none."""
    if not text:
        return 0
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


class Entry(Struct, frozen=True, gc=False):
    """An article as one document shows it. What it leaves out is empty, or None."""

    id: str = ""
    """Empty in a sitemap, which knows URLs alone."""
    url: str = ""
    title: str = ""
    published: int | None = None
    """Seconds since 1970, as the next."""
    updated: int | None = None
    sequence: int = 0
    summary: int = 0
    """Digests of its words, as the next two; 0 for none."""
    text: int = 0
    """The whole body in plain text."""
    html: int = 0
    """... and as feeds have it."""


class Tombstone(Struct, frozen=True, gc=False):
    """An article that was withdrawn, as one document says it."""

    id: str
    when: int | None
    sequence: int = 0


class Download(Struct, frozen=True):
    """A data shard as the dataset promises it."""

    url: str
    sha256: str
    size: str
    """As stated: `1234 B`."""
    count: int
    day: str
    updated: int | None


class Claims(Struct, frozen=True, kw_only=True):
    """Everything that one document says, as far as others can be held against it."""

    path: str
    kind: TreeKind
    sha256: str = ""
    """Of its bytes, as the next."""
    size: int = 0
    faults: tuple[str, ...] = ()
    """What is wrong with it whatever the others say."""
    unreadable: bool = False
    """True: it says nothing that could be held against others."""
    own: str = ""
    """The URL that it calls its own; empty if it names none."""
    base: str = ""
    """Where it says that the tree is served, by that URL; empty if it does not."""
    names: tuple[str, ...] = ()
    """URLs that it refers to, absolute, or relative to itself."""
    entries: tuple[Entry, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    feed: str = ""
    """The id of the feed that it is a document of."""
    title: str = ""
    archived: bool = False
    """Whether it says that it is a page of the archive (RFC 5005 section 4)."""
    current: str = ""
    """URLs of its neighbours, as the next two (ibid.)."""
    previous: str = ""
    next: str = ""
    downloads: tuple[Download, ...] = ()
    feeds: tuple[tuple[str, str], ...] = ()
    """Of the dataset: (folder below the root, id) of every feed."""
    page_size: int = 0
    """... and how many articles a page of the archive is for; 0 if it does not say."""
    count: int | None = None
    """How many articles it says that there are."""
    listed: tuple[tuple[str, int | None], ...] = ()
    """Of an index of sitemaps: (URL, lastmod)."""
