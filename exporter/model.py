"""The nouns that cross the borders between stages: frozen values, no behaviour beyond what they are.

Every datetime in here is aware, in UTC and of whole seconds (RSS and HTTP cannot say more). What articles are made of
can be in no cycle, so the collector need not know it (gc=False): to decode an article takes 12 us instead of 16.
"""

from datetime import UTC, datetime
from typing import Literal

from msgspec import Struct

NEVER = datetime(1, 1, 1, tzinfo=UTC)
"""What a time is before a run has set it. Never rendered."""


class Dump(Struct, frozen=True):
    """One file that a source offers: what it is called and what it looked like, not what it says."""

    source: str
    """The name of its source in the configuration."""
    name: str
    """Its place inside the source, `/` between folders, the same on every machine. UTF-8 can hold it; make it printable
    before it is shown."""
    location: str
    """Where its source finds the bytes (for a folder: the path)."""
    size: int
    """Bytes."""
    mtime: int
    """Nanoseconds since 1970."""


class Stated(Struct, frozen=True, omit_defaults=True):
    """What a dump says of an article besides title, time, URL and text, as found."""

    modified: str = ""
    authors: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    language: str = ""
    summary: str = ""
    image: str = ""
    """A URL."""
    rights: str = ""
    publisher: str = ""
    """A name."""
    publisher_url: str = ""
    publisher_logo: str = ""
    same_as: tuple[str, ...] = ()
    """Other URLs of the same text; taken of a row of our own only."""
    fetched: str = ""
    """When: what a relative time is relative to."""
    own: bool = False
    """A row of a data shard that this program wrote: what it says is taken as it is."""


Format = Literal["text", "json", "jsonl", "feed", "html", "warc", "parquet"]


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One article as a dump words it: decoded and split into lines, otherwise as found.

    Its digest is taken over what stands from `title` to `lines` (store/versions.py): where it was found comes before or
    after.
    """

    source: str
    dump: str
    member: str = ""
    """Where in the dump, if that is an archive; `!` between an archive and what is in it."""
    title: str
    time: str
    url: str
    format: Format = "text"
    pure: bool = False
    """The lines are the body, and nothing else."""
    subheads: tuple[int, ...] = ()
    """Which of the lines are sub-heads, counted from 0; of pure ones only."""
    stated: Stated | None = None
    lines: tuple[str, ...]
    """Everything below the URL, blank lines included."""
    title_line: int = 1
    """Where in the dump each part stands, counted from 1: lines, or articles where it has no lines."""
    time_line: int = 2
    url_line: int = 3
    lines_from: int = 4
    encoding: str = "utf-8"


class Rejected(Struct, frozen=True):
    """What could not become an article: where, and why. Never an exception (DESIGN.md, promise P4)."""

    source: str
    dump: str
    line: int
    code: str
    """A short permanent word for machines: `no-url`, `bad-date`, `undecodable`."""
    reason: str
    """A sentence for people; quotes the offending text, cut and made printable."""
    member: str = ""
    """As of a record."""


class Publisher(Struct, frozen=True, omit_defaults=True, gc=False):
    """Who publishes a site."""

    name: str
    url: str = ""
    logo: str = ""


class Paragraph(Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """A piece of the body: plain text, one line."""

    text: str
    subhead: bool = False


class Article(Struct, frozen=True, omit_defaults=True, gc=False):
    """A normalised article. The last block is given by the store, once (DESIGN.md decisions 1 to 3)."""

    keys: tuple[str, ...]
    """Identity keys, strongest first: `PROFILE:CAPTURE`, then `url:HOST/PATH?QUERY`."""
    url: str
    """Canonical, absolute, ASCII."""
    host: str
    """Of the URL: lower case, punycode, no port unless unusual."""
    title: str
    published: datetime
    """From `normalise`: the time the record states. From the store: the first such time, for ever."""
    body: tuple[Paragraph, ...]
    summary: str = ""
    """Plain text, whole sentences, at most 300 characters; may be empty only if the body is."""
    language: str = "und"
    """BCP 47; `und` when nobody knows."""
    sections: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publisher: Publisher | None = None
    image: str = ""
    rights: str = ""
    same_as: tuple[str, ...] = ()
    """Other URLs under which its publisher has the same text."""

    id: str = ""
    """`urn:uuid:...`, permanent."""
    updated: datetime = NEVER
    """Last significant change."""
    first_seen: datetime = NEVER
    sequence: int = 0
    """Place in the archive, counted from 1; 0 until given."""


FeedKind = Literal["main", "section", "selection"]


class Feed(Struct, frozen=True):
    """One thing to subscribe to, whatever the format."""

    id: str
    """`urn:uuid:...`, permanent, the same in every format and archive page."""
    kind: FeedKind
    folder: str
    """Below the root of the tree: empty, `sections/SLUG/` or `SLUG/`."""
    title: str
    description: str = ""
    language: str = ""
    """BCP 47 if the whole feed has one language, else empty."""


class Tombstone(Struct, frozen=True):
    """What is left of an article that was withdrawn."""

    id: str
    """Of the article."""
    when: datetime
    """It was withdrawn; never before its last `updated` (RFC 6721 section 3: of the two the later one counts)."""
    published: datetime
    """Of the article: its file was named after that day."""
    sequence: int = 0
    """Its place in the archive, which nobody else gets; 0: it had none, so nobody ever saw it."""
    reason: str = ""
    """Plain text; empty where it is not published, as the next."""
    url: str = ""
    keys: tuple[str, ...] = ()
    """SHA-256 of each identity key that it had, or that a duplicate of it had, in hexadecimal; sorted."""
    feeds: tuple[str, ...] = ()
    """Ids of the feeds that it belonged to but the main one, sorted."""


class KeptFeed(Struct, frozen=True):
    """What no document of a feed, and no article, says of it: with these two a lost store gets it back."""

    id: str
    """`urn:uuid:...`, permanent."""
    kind: str
    name: str
    """By which it is told from others of its kind; of the main feed empty."""
    slug: str
    """Of the main feed empty."""
    title: str
    """Of a section; empty of others, whose titles the configuration gives."""
    archive_page: int = 0
    """Of the main feed: articles on a page of its archive."""
    left: tuple[str, ...] = ()
    """Where no article belongs to it any more: ids of those that left last, newest first, which it goes on to show."""


class FeedPage(Struct, frozen=True):
    """What one feed document shows: a subscription document, or a page of the archive (RFC 5005)."""

    feed: Feed
    path: str
    """Below the root of the tree, `/` between folders: `sections/buitenland/feed.atom`."""
    articles: tuple[Article, ...]
    """Newest first by (published, id); no id twice. None only where there are tombstones."""
    required: frozenset[str] = frozenset()
    """Ids that a size limit may not drop."""
    tombstones: tuple[Tombstone, ...] = ()
    """Newest first by (when, id); of none of the articles."""
    archive: bool = False
    """True for an archive page, False for the subscription document."""
    current: str = ""
    """In an archive page: the path of its subscription document."""
    previous: str = ""
    """The path of the next older archive page, or empty."""
    next: str = ""
    """In an archive page: the path of the next newer one, or empty."""
    hubs: tuple[str, ...] = ()
    """In a subscription document: URLs of the hubs that tell of its changes (WebSub)."""


Kind = Literal[
    "article",
    "shard",
    "sitemap",
    "news",
    "gone",
    "archive",
    "sitemap-index",
    "dataset",
    "feed",
    "opml",
    "robots",
    "indexnow-key",
    "asset",
    "page",
    "front-page",
]


class Document(Struct, frozen=True, order=True):
    """The unit that is marked, rendered and put in place: a kind and a key within it.

    It is published as one part, or several when it is split, or none when nothing is left in it.
    """

    kind: Kind
    key: str = ""
    """article: its id; shard: `2025-02-14`; sitemap: `HOST/2025-02`; news: HOST;
    feed, page: the feed's number in the store; archive: the page's number; otherwise empty."""


class Part(Struct, frozen=True):
    """One file of the published tree, before it is put in place."""

    path: str
    data: bytes
    count: int = 0
    """Articles in it."""
    updated: datetime = NEVER
    """The newest `updated` among them."""
    expires: datetime = NEVER
    """When the clock alone changes it: only news sitemaps have that."""
    alone: bytes = b""
    """Of a page of the archive that names a newer one: its bytes while that one is not in place."""
