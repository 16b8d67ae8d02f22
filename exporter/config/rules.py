"""What msgspec's types cannot say: one table of what single values must be, one of what must hold between values."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

from exporter.config import buckets, cluster, places, texts
from exporter.config.apart import folders_apart
from exporter.config.identity import fault_of
from exporter.config.locate import KeyPath
from exporter.config.mistakes import Mistake, quoted
from exporter.config.schema import ArchiveFormat, Feeds, Profile, Source
from exporter.config.written import Values, Written

Check = Callable[[str], str]
"""Gives what is wrong with a text, or an empty text."""


def _optional(check: Check) -> Check:
    """An empty text is right too."""
    return lambda text: check(text) if text else ""


SINGLE: tuple[tuple[str, Check], ...] = (
    ("site.title", texts.line),
    ("site.url", texts.base_url),
    ("site.home", texts.url),
    ("site.language", texts.named_language),
    ("site.timezone", texts.named_zone),
    ("*.publisher.name", texts.line),
    ("*.publisher.url", texts.url),
    ("*.publisher.logo", texts.url),
    ("source.*.path", texts.source_path),
    ("source.*.include.*", texts.file_pattern),
    ("source.*.timezone", texts.zone),
    ("source.*.language", texts.language),
    ("source.*.every", texts.interval),
    ("source.*.at.*", texts.time_of_day),
    ("source.*.full_scan", texts.window),
    ("source.*.taken_folder", _optional(texts.path)),
    ("source.*.timeout", texts.window),
    ("source.*.profile.publisher.name", texts.line),
    ("source.*.profile.publisher.url", texts.url),
    ("source.*.profile.publisher.logo", texts.url),
    ("source.*.profile.sections.*", texts.line),
    ("source.*.profile.keywords.*", texts.line),
    ("source.*.profile.chrome.*", texts.chrome),
    ("profile.*.publisher.name", texts.line),
    ("profile.*.publisher.url", texts.url),
    ("profile.*.publisher.logo", texts.url),
    ("profile.*.language", texts.language),
    ("profile.*.timezone", texts.zone),
    ("profile.*.identity", _optional(fault_of)),
    ("profile.*.sections.*", texts.line),
    ("profile.*.keywords.*", texts.line),
    ("profile.*.chrome.*", texts.chrome),
    ("store.url", texts.store_url),
    ("feed.*.slug", texts.slug),
    ("feed.*.title", texts.line),
    ("feed.*.sections.*", texts.line),
    ("feed.*.keywords.*", texts.line),
    ("feed.*.hosts.*", texts.host),
    ("feed.*.languages.*", texts.named_language),
    ("feed.*.authors.*", texts.line),
    ("feeds.window", texts.window),
    ("output.directory", texts.tree),
    ("engine.scheduler", _optional(cluster.scheduler)),
    ("engine.ca_file", _optional(texts.path)),
    ("engine.cert_file", _optional(texts.path)),
    ("engine.key_file", _optional(texts.path)),
    ("notify.websub.*", texts.endpoint),
    ("notify.indexnow.*.host", texts.host),
    ("notify.indexnow.*.key", texts.indexnow_key),
    ("notify.indexnow_endpoint", texts.endpoint),
    ("notify.webhook.*.url", texts.secret_endpoint),
    ("notify.webhook.*.secret_file", _optional(texts.path)),
    ("notify.budget", texts.budget),
    ("schedule.every", texts.interval),
    ("schedule.at.*", texts.time_of_day),
    ("schedule.timezone", texts.zone),
    ("schedule.jitter", texts.delay),
    ("health.ping", _optional(texts.secret_endpoint)),
    ("health.max_age", texts.window),
    ("health.metrics", _optional(texts.path)),
    ("health.listen", texts.address),
    ("serve.host", texts.line),
)
"""The first rule whose pattern fits a key judges it; `*` stands for one step."""

_ARCHIVED = get_args(ArchiveFormat)
_LISTS = ("sections", "keywords", "hosts", "languages", "authors")


def broken(values: Values, written: Written) -> Iterator[Mistake]:
    """Every rule that the values break."""
    for path, value in values.items():
        if isinstance(value, str) and (fault := texts.fit(value) or _fault(path, value)):
            yield Mistake(path, fault)
    for between in _BETWEEN:
        yield from between(values)
    yield from folders_apart(values, written)


def _fault(path: KeyPath, value: str) -> str:
    return next((check(value) for pattern, check in SINGLE if _fits(pattern, path)), "")


def _fits(pattern: str, path: KeyPath) -> bool:
    steps = pattern.split(".")
    return len(steps) == len(path) and all(step in ("*", part) for step, part in zip(steps, path, strict=True))


def _profile_hosts(values: Values) -> Iterator[Mistake]:
    for host, profile in values.get(("profile",), {}).items():
        whole = _unquoted(host, profile)
        if whole != host:
            yield Mistake(("profile", host), f"a host needs quotes: [profile.{quoted(whole)}]")
        elif fault := texts.profile_host(host):
            yield Mistake(("profile", host), fault)
        elif host.startswith("www."):
            yield Mistake(("profile", host), f"write it without www.: [profile.{quoted(host[4:])}] is for both")


def _unquoted(host: str, profile: object) -> str:
    """`nos.nl`, if [profile.nos.nl] made a table `nl` in the profile `nos`."""
    items = profile.items() if isinstance(profile, dict) else ()
    inner = ((key, item) for key, item in items if isinstance(item, dict) and key not in Profile.__struct_fields__)
    return next((_unquoted(f"{host}.{key}", item) for key, item in inner), host)


def _source_names(values: Values) -> Iterator[Mistake]:
    """The store tells sources apart by name; one without a name goes by its path."""
    seen: dict[str, int] = {}
    for number in range(len(values.get(("source",), ()))):
        path = values.get(("source", number, "path"), "")
        given = values.get(("source", number, "name"), "")
        name = given or source_name(path)
        if name in seen:
            key = "name" if given else "path"
            yield Mistake(
                ("source", number, key), f"source[{seen[name]}] is called {quoted(name)} too: give each a name"
            )
        elif name:
            seen[name] = number


def source_name(path: str) -> str:
    """What a source is called that was given no name: its path as written, `./` before and `/` after it aside; its URL
    without user, password and query, which one of a bucket has not."""
    if places.is_url(path):
        return "" if texts.source_url(path) else places.shown(path)
    if places.is_bucket(path):
        return "" if buckets.fault_of(path) else path.rstrip("/")
    return Path(path).as_posix() if path else ""


def _taken_folders(values: Values) -> Iterator[Mistake]:
    for number in range(len(values.get(("source",), ()))):
        path = ("source", number)
        where = values.get((*path, "path"), "")
        if values.get((*path, "taken"), "keep") != "keep" and places.is_elsewhere(where):
            yield Mistake((*path, "taken"), "this source is a URL, of which nothing can be taken away: leave it out")
        elif values.get((*path, "taken")) == "move" and not values.get((*path, "taken_folder")):
            yield Mistake((*path, "taken"), "needs taken_folder, the folder to move dumps to")


_NOT_IN_BUCKETS = {
    "scan": "folders have no time there: leave it out, each run lists all of it",
    "full_scan": "each run lists all of it: leave it out",
    "taken_folder": "nothing is taken away there: leave it out",
    "private": "that is about http(s) URLs; its endpoint stands in the environment: leave it out",
    "timeout": "that is about http(s) URLs; each request has a deadline of its own: leave it out",
    "max_bytes": "that is about http(s) URLs; objects are read like files, whatever their size: leave it out",
}
"""Keys of a source that say nothing of one in object storage."""
_USUAL = Source(path="")


def _buckets(values: Values) -> Iterator[Mistake]:
    for number in range(len(values.get(("source",), ()))):
        path = ("source", number)
        if places.is_bucket(values.get((*path, "path"), "")):
            for key, reason in _NOT_IN_BUCKETS.items():
                usual = getattr(_USUAL, key)
                if values.get((*path, key), usual) != usual:
                    yield Mistake((*path, key), f"this source is object storage: {reason}")


def _complete_sources(values: Values) -> Iterator[Mistake]:
    for number in range(len(values.get(("source",), ()))):
        path = ("source", number)
        if values.get((*path, "complete")) and values.get((*path, "taken"), "keep") != "keep":
            reason = (
                f"does not go with taken = {quoted(values[*path, 'taken'])}: each dump that is taken would disappear"
            )
            yield Mistake((*path, "complete"), reason)


def _feed_slugs(values: Values) -> Iterator[Mistake]:
    seen: dict[str, int] = {}
    for number in range(len(values.get(("feed",), ()))):
        slug = values.get(("feed", number, "slug"))
        if slug in seen:
            also = f"feed[{seen[slug]}] has the slug {quoted(slug)} too"
            yield Mistake(("feed", number, "slug"), f"{also}: choose another")
        elif slug is not None:
            seen[slug] = number


def _selections(values: Values) -> Iterator[Mistake]:
    for number, feed in enumerate(values.get(("feed",), ())):
        if isinstance(feed, dict) and not any(feed.get(name) for name in _LISTS):
            wanted = f"give at least one of {', '.join(_LISTS)}"
            yield Mistake(("feed", number), f"selects nothing: {wanted}; the main feed has everything already")


def _unique_formats(values: Values) -> Iterator[Mistake]:
    for key in ("formats", "archives"):
        written = values.get(("feeds", key), ())
        for number, name in enumerate(written):
            if name in written[:number]:
                yield Mistake(("feeds", key, number), f"{quoted(name)} is there twice: keep one")


def _archives(values: Values) -> Iterator[Mistake]:
    """RFC 5005 section 4: an archive document names its subscription document, in the same format."""
    formats = values.get(("feeds", "formats"), Feeds().formats)
    archives = [each for each in values.get(("feeds", "archives"), Feeds().archives) if each in _ARCHIVED]
    where = ("feeds", "archives" if ("feeds", "archives") in values else "formats")
    kept = ", ".join(quoted(each) for each in archives if each in formats)
    for name in archives:
        if name not in formats:
            needs = f"an archive in {name} needs the feed in {name} that it belongs to"
            yield Mistake(where, f"{needs}: add {quoted(name)} to feeds.formats, or write archives = [{kept}]")


def _notified_once(values: Values) -> Iterator[Mistake]:
    """Nobody is told twice of one thing."""
    for name, key in (("websub", ()), ("indexnow", ("host",)), ("webhook", ("url",))):
        seen: set[str] = set()
        for number in range(len(values.get(("notify", name), ()))):
            path: KeyPath = ("notify", name, number, *key)
            value = values.get(path)
            if isinstance(value, str) and value in seen:
                yield Mistake(path, "is there twice: keep one")
            elif isinstance(value, str):
                seen.add(value)


def _one_secret(values: Values) -> Iterator[Mistake]:
    for number in range(len(values.get(("notify", "webhook"), ()))):
        path = ("notify", "webhook", number)
        if values.get((*path, "secret_file")) and values.get((*path, "secret_env")):
            yield Mistake((*path, "secret_env"), "the secret is in secret_file already: keep one of the two")


_BETWEEN: tuple[Callable[[Values], Iterator[Mistake]], ...] = (
    _profile_hosts,
    _source_names,
    _taken_folders,
    _buckets,
    _complete_sources,
    _feed_slugs,
    _selections,
    _unique_formats,
    _archives,
    cluster.mistakes,
    _notified_once,
    _one_secret,
)
