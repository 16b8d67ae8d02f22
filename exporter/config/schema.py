"""The shape of config.toml: one frozen struct a section, each key with its default and what it means.

docs/configuration.md lists every key; a test holds the two together.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from exporter.model import Publisher

FeedFormat = Literal["atom", "rss", "json"]
ArchiveFormat = Literal["atom", "rss"]
Positive = Annotated[int, Meta(ge=1, le=2**31 - 1)]
Share = Annotated[float, Meta(ge=0, le=1)]
Workers = Annotated[int, Meta(ge=1, le=256)]
Port = Annotated[int, Meta(ge=0, le=65535)]
Formats = Annotated[tuple[FeedFormat, ...], Meta(min_length=1)]


class Site(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the published tree is, and where it is served."""

    title: str
    url: str
    """Where the tree is served, absolute, http(s). Ends in `/` once loaded."""
    description: str = ""
    home: str = ""
    """The site for people. Empty: the same as `url`."""
    language: str = "en"
    """BCP 47: of the feeds' own titles, and of whatever language cannot be told."""
    timezone: str = "UTC"
    """IANA name: for times without a zone whose source and profile name none."""
    rights: str = ""
    publisher: Publisher | None = None
    """Who publishes the tree, and the articles whose site profile names nobody."""


class SourceProfile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of the sites in one source, where the profile of a site says nothing."""

    publisher: Publisher | None = None
    sections: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    chrome: tuple[str, ...] = ()
    tags: Literal["short", "listed"] = "short"


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where dumps come from."""

    path: str
    """A folder, searched to its depths, or one file, or a pattern for several, here or in object storage; or an http(s)
    URL."""
    name: str = ""
    """What the store calls it. Empty: the path as written. Give one before you move the folder."""
    include: tuple[str, ...] = ()
    """Names of files in a folder that are dumps (shell patterns). Empty: those that dumps of its `reader` usually have.
    A file named as `path` always is one."""
    reader: Literal["auto", "text", "json", "jsonl", "feed", "html", "warc", "parquet"] = "auto"
    timezone: str = ""
    dates: Literal["plain", "day-first", "month-first"] = "plain"
    """What `03/04/2025` means. `plain`: nothing; it is rejected."""
    language: str = ""
    every: str = ""
    """The daemon reads it this often, instead of when `schedule` says."""
    at: tuple[str, ...] = ()
    """... and at these times of day."""
    complete: bool = False
    """Whether it holds all there is: what disappears from it is withdrawn."""
    scan: Literal["full", "folders"] = "full"
    """Look at every dump, or only at those in folders whose time has changed."""
    full_scan: str = "24 hours"
    """How often a run looks at every dump all the same, with `scan = "folders"`."""
    taken: Literal["keep", "move", "remove"] = "keep"
    """What becomes of a dump in a folder once all that it gave is stored."""
    taken_folder: str = ""
    """Where it is moved to, with `taken = "move"`."""
    private: bool = False
    """Of a URL: whether it, and what it redirects to, may have an address that is not of the public net."""
    timeout: str = "5 minutes"
    """Of a URL: how long it may take to fetch it, with redirects and further attempts."""
    max_bytes: Positive = 1_000_000_000
    """Of a URL, or standard input: how much is taken of it."""
    profile: SourceProfile | None = None


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of one site, by host (`nos.nl` also serves `www.nos.nl`)."""

    publisher: Publisher | None = None
    language: str = ""
    timezone: str = ""
    dates: Literal["source", "day-first", "month-first"] = "source"
    """As of a source. `source`: as that says."""
    identity: str = ""
    """A regular expression searched in path and query; its first group is what never changes of an article."""
    sections: tuple[str, ...] = ()
    """Names of sections: a line below the body that says one of these is a section."""
    keywords: tuple[str, ...] = ()
    """Tag lines that are keywords, not sections. `"*"`: all that are not in `sections`."""
    chrome: tuple[str, ...] = ()
    """Lines that are page furniture, as they stand in the dump (case and white space aside); with a `*` at the end,
    those that begin so."""
    tags: Literal["short", "listed"] = "short"
    """Which lines beside furniture are tag lines: short ones too, or only those that are listed above."""


class Store(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is remembered between runs."""

    url: str = "sqlite:///state/exporter.db"


class Selection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One [[feed]]: the articles that match every list given, by any entry of it."""

    slug: str
    title: str
    description: str = ""
    sections: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


class Feeds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every feed has in common."""

    formats: Formats = ("atom", "rss", "json")
    entries: Positive = 50
    """How many articles a feed shows at least, if there are as many."""
    window: str = "48 hours"
    """... and at least all that are this much older than the newest, at most."""
    max_bytes: Positive = 1_000_000
    """What a feed document may weigh; what the archive does not hold yet is never dropped for it."""
    content: Literal["full", "summary"] = "full"
    archive_page: Positive = 100
    """Articles on a page of the archive. Fixed once the first page is published."""
    archives: tuple[ArchiveFormat, ...] = ("atom",)
    sections: bool = True
    """A feed for each section."""
    duplicates: Literal["same-text", "keep"] = "same-text"
    """What becomes of a new article that is the same text as another one of its publisher, under another URL: that one
    names its URL (`same-text`), or both are published."""


class Output(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The published tree."""

    directory: str = "feeds"
    article_files: bool = True
    data_shards: bool = True
    sitemaps: bool = True
    opml: bool = True
    robots: bool = True
    page: bool = True
    """Pages for people: one for the tree, one for each further feed."""


class Withdrawals(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the tree tells of articles that were withdrawn, beside their ids and when."""

    publish_reasons: bool = False
    """Why, in tombstones of feeds and in data/gone.jsonl."""
    publish_urls: bool = False
    """Their URLs, in data/gone.jsonl."""


class Engine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the work is done; never what comes of it."""

    workers: Literal["auto"] | Workers = "auto"
    """Processes of this machine that read, normalise and render. `auto`: one for each processor; 1: none but the run
    itself."""
    kind: Literal["local", "dask"] = "local"
    """Who does the work: this machine, or the workers of a Dask cluster."""
    scheduler: str = ""
    """Where its scheduler is: `tls://HOST:PORT`."""
    ca_file: str = ""
    """The authority whose certificates the cluster has, as the next two in PEM format."""
    cert_file: str = ""
    """The certificate by which the cluster knows us, signed by the same authority."""
    key_file: str = ""
    """Its private key."""
    insecure: bool = False
    """Whether `tcp://` may lead to other machines."""


class IndexNow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One [[notify.indexnow]]: a host whose new and changed articles search engines are told of."""

    host: str
    """Of the URLs of articles."""
    key: str
    """What `https://HOST/KEY.txt` holds. Public, but only there."""


class Webhook(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One [[notify.webhook]]: a program of one's own that is told of each edition."""

    url: str
    """Secret: whoever knows it may post there."""
    secret_file: str = ""
    """A file with the secret that signs the body."""
    secret_env: str = ""
    """The environment variable with it."""


class Brakes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a run may do to what is published, at most; beyond that it stops before it publishes."""

    shrink: Share = 0.5
    """How much of a feed may leave it."""
    reidentified: Share = 0.2
    """How many of the new articles may have title, text and authors of one that is published under another id."""
    updated: Share = 0.5
    """How much of what the main feed shows, or of all, may get another `updated`."""
    withdrawn: Share = 0.1
    """How much of what a complete source gave may disappear from it."""
    least: Positive = 20
    """Fewer articles than this stop no run."""


class Notify(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is told that something changed."""

    websub: tuple[str, ...] = ()
    """Hubs, by URL: feeds name them, and they are told of feeds that changed."""
    indexnow: tuple[IndexNow, ...] = ()
    indexnow_endpoint: str = "https://api.indexnow.org/indexnow"
    webhook: tuple[Webhook, ...] = ()
    budget: str = "10 seconds"
    """How long a run may spend on telling; what is left is told by the next."""


class Schedule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When the daemon exports."""

    every: str = ""
    """Empty: every 5 minutes, or not at all if `at` is given."""
    at: tuple[str, ...] = ()
    """Times of day, `HH:MM`."""
    timezone: str = ""
    """What `at` means, of sources too. Empty: as `site.timezone`."""
    jitter: str = "0 seconds"
    """Each time is put off by a random part of this."""
    watch: bool = False
    """Export as soon as a dump appears, besides."""


class Health(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How others learn whether all is well."""

    ping: str = ""
    """A URL that is told of each run: URL/start, URL, URL/fail."""
    max_age: str = "1 hour"
    """How long ago the last successful run may be."""
    metrics: str = ""
    """A file for Prometheus' text-file collector, written after each run."""
    listen: str = ""
    """`HOST:PORT` where the daemon answers /metrics and /healthz."""


class Serve(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The published tree over HTTP."""

    host: str = "127.0.0.1"
    """Address to listen at; `0.0.0.0` or `::` for all of the machine."""
    port: Port = 8080
    """0: any free one."""
    connections: Positive = 300
    """At a time. Beyond that, a new one takes the place of the one that has been idle for longest."""


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of config.toml, in the order of the flow."""

    site: Site
    source: tuple[Source, ...] = ()
    profile: dict[str, Profile] = field(default_factory=dict)
    store: Store = field(default_factory=Store)
    feed: tuple[Selection, ...] = ()
    feeds: Feeds = field(default_factory=Feeds)
    output: Output = field(default_factory=Output)
    withdrawals: Withdrawals = field(default_factory=Withdrawals)
    engine: Engine = field(default_factory=Engine)
    brakes: Brakes = field(default_factory=Brakes)
    notify: Notify = field(default_factory=Notify)
    schedule: Schedule = field(default_factory=Schedule)
    health: Health = field(default_factory=Health)
    serve: Serve = field(default_factory=Serve)
