"""Where in a JSON document the articles are: it may be one, a list of them, or an object that holds such lists."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from msgspec import Struct

from exporter.readers.aliases import ALIASES
from exporter.readers.json_spans import CutError, SpanError, elements, members, past_space, value_end
from exporter.readers.json_text import JsonError, value

MAX_MEMBERS: Final = 10_000
"""Of an object, looked at by name; what stands behind them is not searched for articles."""
MAX_DEPTH: Final = 3
"""Objects within each other that are looked into for a list of articles."""
_LISTS: Final = (
    *("items", "articles", "results", "docs", "documents", "entries", "posts", "news", "stories", "records", "rows"),
    *("data", "value", "hits"),
)
"""What a list of articles is called, as by JSON Feed, NewsAPI, and servers of searches."""
_HOLDERS: Final = ("response", "data", "hits", "result", "feed", "channel", "payload")
"""What an object is called that holds such a list."""
_OF_FEED: Final = ("language", "authors", "author")
"""What JSON Feed 1.1 says of a whole feed that holds for its items."""
_TITLES: Final = frozenset(name for name in ALIASES["title"] if "." not in name)
_TEXTS: Final = frozenset(name for name in ALIASES["text"] if "." not in name)
_KNOWN: Final = frozenset(name for names in ALIASES.values() for name in names)


class Span(Struct, frozen=True):
    """Where one article is, and what is said around it that holds for it, too."""

    start: int
    end: int
    beside: Mapping[str, object]


class Cut(Struct, frozen=True):
    """Here the document ends too soon."""


class Fault(Struct, frozen=True):
    """Here it is no JSON; the rest cannot be told apart."""

    reason: str


Piece = Span | Cut | Fault


def pieces(text: bytes) -> Iterator[Piece]:
    """Where the articles of a JSON text in UTF-8 are, in its order; several documents on end are read one by one.

    A Cut or a Fault is the last piece.
    """
    at = past_space(text, 0)
    while at < len(text):
        try:
            if text[at : at + 1] == b"[":
                yield from _of_list(text, at, {})
            elif text[at : at + 1] == b"{":
                yield from _of_object(text, at, 0)
            else:
                yield Span(at, value_end(text, at), {})
            at = past_space(text, value_end(text, at))
        except CutError:
            yield Cut()
            return
        except SpanError as error:
            yield Fault(str(error))
            return
        if text[at : at + 1] == b",":  # rows that were taken out of a list
            at = past_space(text, at + 1)


def _of_list(text: bytes, at: int, beside: Mapping[str, object]) -> Iterator[Piece]:
    for start, end in elements(text, at):
        yield Span(start, end, beside)


def _of_object(text: bytes, at: int, depth: int) -> Iterator[Piece]:
    places, fault = _places(text, at)
    if holder := _holder(text, places, depth):
        yield from holder
        if fault:
            raise fault
        return
    if isinstance(fault, CutError):
        raise fault
    yield Span(at, value_end(text, at), {})


def _places(text: bytes, at: int) -> tuple[dict[str, int], CutError | SpanError | None]:
    """Where the value of each member begins, and what is wrong behind the last."""
    places: dict[str, int] = {}
    try:
        for name, place in islice(members(text, at), MAX_MEMBERS):
            places[name.decode("utf-8", "replace")] = place
    except (CutError, SpanError) as fault:
        return places, fault
    return places, None


def _holder(text: bytes, places: Mapping[str, int], depth: int) -> Iterator[Piece] | None:
    """The articles that an object holds, or None if it is to be taken for one."""
    if "@graph" in places or "@type" in places:
        return None
    if "jsonfeed.org" in str(_scalar(text, places.get("version"))) and _begins(text, places.get("items"), b"["):
        return _of_list(text, places["items"], {name: _scalar(text, places.get(name)) for name in _OF_FEED})
    if not (_TITLES.isdisjoint(places) or _TEXTS.isdisjoint(places)):
        return None
    for name in _LISTS:
        if name in places and _lists_objects(text, places[name]):
            return _of_list(text, places[name], {})
    for name in _HOLDERS if depth < MAX_DEPTH else ():
        if _begins(text, places.get(name), b"{"):
            return _of_object(text, places[name], depth + 1)
    return _of_names(text, places) if _KNOWN.isdisjoint(places) else None


def _of_names(text: bytes, places: Mapping[str, int]) -> Iterator[Piece] | None:
    """The articles of an object whose every member is a list of some, or one: names say nothing, or whose they are."""
    if places and all(_lists_objects(text, place) for place in places.values()):
        return (piece for name, place in places.items() for piece in _of_list(text, place, {"publisher": name}))
    if len(places) > 1 and all(_begins(text, place, b"{") for place in places.values()):
        return (Span(place, value_end(text, place), {}) for place in places.values())
    return None


def _begins(text: bytes, at: int | None, mark: bytes) -> bool:
    return at is not None and text[at : at + 1] == mark


def _lists_objects(text: bytes, at: int) -> bool:
    """Whether a list begins there whose first value is an object, if it has any."""
    if not _begins(text, at, b"["):
        return False
    first = past_space(text, at + 1)
    return text[first : first + 1] in (b"{", b"]", b"")


def _scalar(text: bytes, at: int | None) -> object:
    """The value that begins there, or None if it cannot be read."""
    if at is None:
        return None
    try:
        return value(text[at : value_end(text, at)])
    except (JsonError, CutError, SpanError, UnicodeDecodeError):
        return None
