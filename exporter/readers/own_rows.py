"""Rows of the data shards that this program writes, read back exactly: so one tree can feed another.

Their form is in docs/formats.md: a schema.org NewsArticle with an empty line between the paragraphs of `articleBody`,
`hasPart` that says which of them are sub-heads, and `identifier` with the keys of the article, by which such a row is
told from anybody else's.
"""

from collections.abc import Mapping
from typing import Final

from exporter.model import Format, Record, Stated
from exporter.readers.place import Code, Found, Place
from exporter.readers.values import sound

_BLANK_LINE: Final = "\n\n"
_NEEDED: Final[tuple[tuple[Code, str], ...]] = (
    ("no-title", "headline"),
    ("no-time", "datePublished"),
    ("no-url", "url"),
    ("no-text", "articleBody"),
)


def is_own(found: Mapping[str, object]) -> bool:
    """Whether it is a row of a shard: a NewsArticle called `urn:uuid:` with one identity key at least."""
    if found.get("@type") != "NewsArticle" or not _said(found, "@id").startswith("urn:uuid:"):
        return False
    return any(
        one.get("@type") == "PropertyValue" and one.get("propertyID") == "key" for one in _objects(found, "identifier")
    )


def record(place: Place, found: Mapping[str, object], line: int, format: Format) -> Found:  # noqa: A002 - the model's
    """The record of a row for which `is_own` is true, its parts spelled as they are.

    Id, keys, sequence and `sdDatePublished` are the store's that wrote them, and are not taken over.
    """
    for code, name in _NEEDED:
        if not _said(found, name):
            reason = f"a row of a data shard without {name}; was it edited? take it from the shard again"
            return place.rejected(line, code, reason)
    paragraphs = tuple(_said(found, "articleBody").split(_BLANK_LINE))
    return Record(
        source=place.dump.source,
        dump=place.dump.name,
        member=place.member,
        title=_said(found, "headline"),
        time=_said(found, "datePublished"),
        url=_said(found, "url"),
        format=format,
        pure=True,
        subheads=_subheads(found, paragraphs),
        stated=_stated(found),
        lines=paragraphs,
        title_line=line,
        time_line=line,
        url_line=line,
        lines_from=line,
        encoding=place.encoding or "utf-8",
    )


def _stated(found: Mapping[str, object]) -> Stated:
    publisher = _object(found, "publisher")
    return Stated(
        modified=_said(found, "dateModified"),
        authors=tuple(_said(one, "name") for one in _objects(found, "author") if one.get("@type") == "Person"),
        sections=_strings(found, "articleSection"),
        keywords=_strings(found, "keywords"),
        language=_said(found, "inLanguage"),
        summary=_said(found, "description"),
        image=_said(found, "image"),
        rights=_said(found, "license") or _said(found, "copyrightNotice"),
        publisher=_said(publisher, "name"),
        publisher_url=_said(publisher, "url"),
        same_as=_strings(found, "sameAs"),
        publisher_logo=_said(_object(publisher, "logo"), "url"),
        own=True,
    )


def _subheads(found: Mapping[str, object], paragraphs: tuple[str, ...]) -> tuple[int, ...]:
    """Indexes of the paragraphs that `hasPart` names by place and words; what fits none is passed over."""
    places = {
        place: _said(part, "headline")
        for part in _objects(found, "hasPart")
        if isinstance(place := part.get("position"), int)
    }
    return tuple(number for number, text in enumerate(paragraphs) if places.get(number + 1) == text)


def _said(found: Mapping[str, object], name: str) -> str:
    value = found.get(name)
    return sound(value) if isinstance(value, str) else ""


def _object(found: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = found.get(name)
    return value if isinstance(value, Mapping) else {}


def _objects(found: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    value = found.get(name)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list | tuple) else []


def _strings(found: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = found.get(name)
    return tuple(sound(one) for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ()
