"""What a field of a row holds, as text, names or a URL, in whichever shape a tool wrote it.

The same thing is a string here, an object with a `name` there, and a list of either elsewhere; and what is missing is
null, an empty list, or the word "None".
"""

import html
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

MAX_NAMES = 200
"""Names taken of one field. Some pages state hundreds of keywords; a row could state millions."""
MAX_DEPTH = 4
"""Lists and objects within each other that are looked into: an image in a version in a list is three deep."""
_MAX_WHOLE = 10**18
"""No time or number of an article is larger; to write out one of a million digits takes minutes."""
_NOTHING = frozenset(
    {"None", "none", "NONE", "null", "NULL", "NaN", "nan", "NaT", "undefined", "N/A", "n/a", "[]", "{}"}
)
"""What programs write for nothing where a string is expected."""
_WRAPPED = ("@value", "rendered", "$date", "$numberLong", "$oid", "#text")
"""Of an object that is a string with something beside it: JSON-LD, WordPress, MongoDB, and XML as JSON."""
_NAMES = ("name", "label", "term", "termCode", "title", "display_name", "displayName", "@value", "#text", "rendered")
"""Of an object that has a name."""
_URLS = ("url", "contentUrl", "@id", "href", "src", "versions", "@list")
"""Of an object that is somewhere; `versions`: fundus, of a picture."""
_URL = re.compile(r"https?://[^\s/]\S*(?: \S+)*", re.IGNORECASE)
_UNSOUND = re.compile("[\0\ud800-\udfff]")
_COMMAS = re.compile(r"[,;\n]")
_SEMICOLONS = re.compile(r"[;\n]")


def text(value: object, depth: int = 0) -> str:
    """The first text in a value, stripped; empty if there is none. Numbers and times become text, true and false do
    not."""
    if isinstance(value, str):
        return _said(value)
    if value is None or isinstance(value, bool) or depth > MAX_DEPTH:
        return ""
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, date):  # of Parquet; a datetime is one, too
        return value.isoformat()
    return next(filter(None, (text(one, depth + 1) for one in _within(value, _WRAPPED))), "")


def _within(value: object, keys: tuple[str, ...]) -> Sequence[object]:
    """Where else to look: below these keys of an object, or at the beginning of a list."""
    if isinstance(value, Mapping):
        return [value[key] for key in keys if key in value]
    return value[:MAX_NAMES] if isinstance(value, list | tuple) else ()


def sound(found: str) -> str:
    """The text with U+FFFD for NUL and for halves of surrogate pairs, which neither XML nor UTF-8 can hold."""
    if found.isascii():
        return found.replace("\0", "\ufffd") if "\0" in found else found
    return _UNSOUND.sub("\ufffd", found)


def names(value: object, *, commas: bool = False) -> tuple[str, ...]:
    """The names in a value, in its order: of a string, a list, an object with a `name`, or a list of these.

    A string is split at `;` and line ends, and with `commas` at these too if it stands alone.
    """
    if commas and isinstance(value, list | tuple) and len(value) == 1 and isinstance(value[0], str):
        value = value[0]
    found: list[str] = []
    for one in _names(value, 0):
        found += _split(one, _COMMAS if commas and isinstance(value, str) else _SEMICOLONS)
        if len(found) >= MAX_NAMES:
            break
    return tuple(found[:MAX_NAMES])


def _names(value: object, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, str):
        yield _said(value)
    elif isinstance(value, Mapping):
        if "@list" in value:
            yield from _names(value["@list"], depth + 1)
        elif said := next((found for key in _NAMES if (found := text(value.get(key)))), ""):
            yield said
        else:
            yield " ".join(filter(None, (text(value.get("givenName")), text(value.get("familyName")))))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _names(one, depth + 1)


def _split(found: str, marks: re.Pattern[str]) -> list[str]:
    if "&" in found:  # the end of `&amp;` parts nothing
        found = html.unescape(found)
    return [name for piece in marks.split(found, MAX_NAMES) if (name := _said(piece))]


def link(value: object, depth: int = 0) -> str:
    """The first http(s) URL in a value: of a string, an object with a `url` or `@id`, or a list of these; or empty."""
    if isinstance(value, str):
        found = _said(value)
        return found if is_url(found) else ""
    if depth > MAX_DEPTH:
        return ""
    return next(filter(None, (link(one, depth + 1) for one in _within(value, _URLS))), "")


def is_url(found: str) -> bool:
    """Whether this is nothing but an http(s) URL with a host."""
    return _URL.fullmatch(found) is not None


def at(found: Mapping[str, object], path: str) -> object:
    """What stands at a path: a key, or keys with dots between (`meta.canonical`); None if nothing does."""
    if path in found or "." not in path:
        return found.get(path)
    key, _, rest = path.partition(".")
    inner = found.get(key)
    return at(inner, rest) if isinstance(inner, Mapping) else None


def _said(found: str) -> str:
    stripped = found.strip()
    return "" if stripped in _NOTHING else sound(stripped)


def _number(value: int | float) -> str:
    if not math.isfinite(value) or not -_MAX_WHOLE < value < _MAX_WHOLE:
        return ""
    return str(int(value)) if value == int(value) else str(value)
