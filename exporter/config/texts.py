"""What a single text of the configuration must look like: each check gives what is wrong with it, or an empty text."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from exporter.config import buckets, places, stores
from exporter.config.durations import parse_duration
from exporter.config.mistakes import nearest, quoted, toml_string

# RFC 5646 section 2.1, without what it keeps for history: language, script, region, variants, extensions, private use.
_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)
# What XML 1.0 section 2.2 cannot hold (TOML escapes and arguments can), the other controls, and what reverses text.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_URL = re.compile(r"(?:[!#$&-;=?-\[\]_a-z~]|%[0-9a-f]{2})+", re.IGNORECASE | re.ASCII)
"""Printable ASCII without what no URL may hold as it is (RFC 3986 section 2): space " < > \\ ^ ` { | }"""
_LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"(?=.{{1,253}}(:|$))({_LABEL}\.)+{_LABEL}(:[0-9]{{1,5}})?")
_SLUG = re.compile(r"[a-z0-9-]{1,80}")
_TREE = frozenset(
    ("archive", "articles", "assets", "data", "feed", "feeds", "index", "robots", "sections", "sitemap", "sitemaps")
)
"""Names that the published tree uses itself at its root."""
_LONGEST = timedelta(days=366)
_SHORTEST_OPENING = 3
_LONGEST_BUDGET = timedelta(minutes=10)
_INDEXNOW_KEY = re.compile(r"[A-Za-z0-9-]{8,128}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_ADDRESS = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})")


def fit(text: str) -> str:
    """Any text: it may end up in XML."""
    found = _UNFIT.search(text)
    return f"holds a character that no feed may: {toml_string(found[0])}" if found else ""


def line(text: str) -> str:
    """A name or a title."""
    if not text.strip():
        return "expected text, got an empty one"
    return "expected a single line" if "\n" in text or "\r" in text else ""


def chrome(text: str) -> str:
    """A line of page furniture, or how such a line begins and a `*`."""
    if text.endswith("*") and len(text.rstrip("* ")) < _SHORTEST_OPENING:
        return (
            f"expected at least {_SHORTEST_OPENING} characters before the *, which stands for the rest of a line,"
            f" got {quoted(text)}"
        )
    return line(text)


def url(text: str) -> str:
    """An absolute http(s) URL, or nothing at all."""
    return _no_url(text) if text else ""


def base_url(text: str) -> str:
    """The URL below which the tree is served: paths are appended to it."""
    fault = _no_url(text)
    if not fault and ("?" in text or "#" in text):
        return f"expected a URL without ? and #, got {quoted(text)}: paths are appended to it"
    return fault


def _no_url(text: str) -> str:
    wanted = f'expected an absolute http(s) URL such as "https://example.org/", got {quoted(text)}'
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        return f"{wanted}: {error}"
    if parts.scheme not in ("http", "https") or not host or port == 0:
        return wanted
    if parts.username is not None or parts.password is not None:
        return f"{wanted}: a published URL names no user"
    return "" if _URL.fullmatch(text) else f"{wanted}{_as_browsers_write_it(text)}"


def _as_browsers_write_it(text: str) -> str:
    import ada_url

    try:
        meant = ada_url.URL(text).href
    except ValueError:
        return ""
    return f" (did you mean {quoted(meant)}?)" if _URL.fullmatch(meant) else ""


def zone(text: str) -> str:
    """An IANA time zone, or nothing at all."""
    if text in ("", "UTC"):
        return ""
    wanted = f'expected a time zone such as "Europe/Amsterdam", got {quoted(text)}'
    # These are files too, but of this machine or of other rules: the same dumps would give other times elsewhere.
    if text.startswith(("localtime", "Factory", "posix", "right/")):
        return f"{wanted}: it is not the same on every machine"
    from zoneinfo import ZoneInfo, available_timezones

    try:
        ZoneInfo(text)
    except (LookupError, ValueError, OSError):  # unknown; "../x" or a NUL; a folder
        known = {name.lower(): name for name in available_timezones()}
        if not known:
            return f"cannot look up {quoted(text)}: this machine has no time zones: install its tzdata package"
        meant = known.get(nearest(text, known), "")
        return f"{wanted} (did you mean {quoted(meant)}?)" if meant else wanted
    return ""


def named_zone(text: str) -> str:
    """An IANA time zone."""
    return zone(text) if text else 'expected a time zone such as "Europe/Amsterdam", got ""'


def language(text: str) -> str:
    """A BCP 47 tag, or nothing at all."""
    if not text or _TAG.fullmatch(text):
        return ""
    dashed = text.replace("_", "-")
    hint = f" (did you mean {quoted(dashed)}?)" if _TAG.fullmatch(dashed) else ""
    return f'expected a BCP 47 language tag such as "nl" or "pt-BR", got {quoted(text)}{hint}'


def named_language(text: str) -> str:
    """A BCP 47 tag."""
    return language(text) if text else 'expected a BCP 47 language tag such as "nl" or "pt-BR", got ""'


def host(text: str) -> str:
    """A host as articles have it: lower case, punycode, a port only if it is unusual."""
    if _HOST.fullmatch(text):
        return ""
    meant = _host_meant(text)
    hint = f" (did you mean {quoted(meant)}?)" if meant else ""
    return f'expected a host such as "nos.nl", in quotes, got {quoted(text)}{hint}'


def profile_host(text: str) -> str:
    """As `host`, or the same in Unicode: `bücher.example`."""
    meant = "" if text.isascii() else _host_meant(text)
    if not meant:
        return host(text)
    import ada_url

    known = ada_url.idna_to_unicode(meant)
    return "" if known == text else f"expected a host in lower case (did you mean {quoted(known)}?)"


def _host_meant(text: str) -> str:
    try:
        name = urlsplit(text if "://" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    import ada_url

    name = ada_url.idna_to_ascii(name).decode("ascii")
    return name if _HOST.fullmatch(name) else ""


def slug(text: str) -> str:
    """The name of a feed's folder in the published tree."""
    if not _SLUG.fullmatch(text):
        return f"expected 1 to 80 of a-z, 0-9 and -, got {quoted(text)}: it names a folder and is part of URLs"
    return f"{quoted(text)} is a name that the published tree uses itself: choose another" if text in _TREE else ""


def window(text: str) -> str:
    """A duration, above zero."""
    return _duration(text, timedelta(microseconds=1), "above zero")


def interval(text: str) -> str:
    """How often something happens, or nothing at all. `schedule` never returns from an interval of zero."""
    return _duration(text, timedelta(seconds=1), "of at least 1 second") if text else ""


def delay(text: str) -> str:
    """A duration that may be zero."""
    return _duration(text, timedelta(), "of zero or more")


def _duration(text: str, least: timedelta, wanted: str) -> str:
    try:
        length = parse_duration(text)
    except ValueError as error:
        return f"{error}, got {quoted(text)}"
    if not least <= length <= _LONGEST:
        return f"expected a duration {wanted} and up to {_LONGEST.days} days, got {quoted(text)}"
    return ""


def time_of_day(text: str) -> str:
    """`06:00`: hours and minutes."""
    return "" if _TIME.fullmatch(text) else f'expected a time of day such as "06:00" or "18:30", got {quoted(text)}'


def address(text: str) -> str:
    """Where to listen, or nothing at all: `127.0.0.1:9108`, `[::1]:9108`."""
    if not text or ((match := _ADDRESS.fullmatch(text)) and 0 < int(match[2]) < 65536):
        return ""
    return f'expected HOST:PORT such as "127.0.0.1:9108", got {quoted(text)}'


def path(text: str) -> str:
    """A path of the file system."""
    if not text.strip():
        return "expected a path, got an empty text"
    if "://" in text:
        return f"expected a path, got the URL {quoted(text)}: only a folder or a file can stand here"
    return '"~" is not your home here: write the whole path' if text.startswith("~") else ""


def tree(text: str) -> str:
    """Where a tree is published: a folder, or a bucket."""
    return buckets.tree_fault_of(text) if places.is_bucket(text) else path(text)


def source_path(text: str) -> str:
    """Where dumps are: a path, a pattern for several, a URL, or a place in object storage."""
    if text == places.STANDARD_INPUT:
        return 'got "-", standard input, which is there once and not at each run: use `exporter export --source -`'
    if places.is_url(text):
        return source_url(text)
    if places.is_bucket(text):
        return buckets.fault_of(text)
    if "://" in text:
        return f"expected a path, an http(s) URL, or one of a bucket, such as s3://BUCKET/dumps/, got {quoted(text)}"
    return path(text)


def source_url(text: str) -> str:
    """An http(s) URL, which may name a user and a password. No message shows these, nor the query."""
    try:
        bare, shown = places.bare(text)[0], places.shown(text)
    except ValueError:
        return "expected an absolute http(s) URL (yours is not shown)"
    if _no_url(bare):
        return f'expected an absolute http(s) URL such as "https://example.org/dump.jsonl", got {quoted(shown)}'
    return ""


def file_pattern(text: str) -> str:
    """A shell pattern for the name of a file."""
    if "/" in text:
        return (
            f"expected a pattern for file names, such as *.txt, got {quoted(text)}: folders are searched by themselves"
        )
    return line(text)


def store_url(text: str) -> str:
    """`sqlite:///PATH`, or a URL of PostgreSQL."""
    if stores.is_postgres(text):
        return stores.fault_of(text)
    wanted = f"expected {stores.FORMS}, got {quoted(text)}"
    if not text.startswith(stores.SQLITE) or text == stores.SQLITE:
        return wanted
    if text == "sqlite:///:memory:":
        return f"{wanted}: a store that forgets would make every run the first"
    return path(stores.file_of(text))


def endpoint(text: str) -> str:
    """Where something is posted: an absolute http(s) URL."""
    fault = _no_url(text)
    return f"expected a URL without #, got {quoted(text)}" if not fault and "#" in text else fault


def secret_endpoint(text: str) -> str:
    """As `endpoint`, for a URL that no message may show."""
    return "expected an absolute http(s) URL that names no user (yours is not shown)" if endpoint(text) else ""


def indexnow_key(text: str) -> str:
    """A key of IndexNow (its documentation: 8 to 128 of a-z, A-Z, 0-9 and -). No message shows it."""
    return "" if _INDEXNOW_KEY.fullmatch(text) else "expected 8 to 128 of a-z, A-Z, 0-9 and - (yours is not shown)"


def budget(text: str) -> str:
    """A duration of some minutes at most."""
    try:
        length = parse_duration(text)
    except ValueError as error:
        return f"{error}, got {quoted(text)}"
    if not timedelta() < length <= _LONGEST_BUDGET:
        return f"expected 1 second to {_LONGEST_BUDGET.seconds // 60} minutes, got {quoted(text)}"
    return ""
