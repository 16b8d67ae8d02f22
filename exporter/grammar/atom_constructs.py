"""What the elements of Atom hold (RFC 4287 sections 3 and 4.2), wherever they stand."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from lxml.etree import _Element

from exporter.grammar.markup import ATOM, XML, at, attributes, cardinality, known, leaf, local, no_text
from exporter.grammar.values import is_absolute, is_language, is_media_type, quoted, rfc_3339

MEDIA_TYPE = "application/atom+xml"

_A = f"{{{ATOM}}}"
_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "link": ("href", "rel", "type", "hreflang", "title", "length"),
    "category": ("term", "scheme", "label"),
    "generator": ("uri", "version"),
    "content": ("type", "src"),
    **dict.fromkeys(("title", "subtitle", "summary", "rights"), ("type",)),
}


def common(element: _Element) -> Iterator[str]:
    """What holds for any element of Atom (section 2)."""
    language = element.get(f"{{{XML}}}lang")
    if language is not None and not is_language(language):
        yield f"{at(element)} has no language tag as xml:lang, but {quoted(language)}"
    if element.get(f"{{{XML}}}base") is not None:
        yield f"{at(element)} has xml:base, which some readers ignore: write absolute addresses"
    yield from attributes(element, _ATTRIBUTES.get(local(element), ()))


def children(parent: _Element) -> Iterator[str]:
    """The rules of each child that is of Atom; of entries, their content and their source there are more."""
    for child in parent:
        rules = _RULES.get(local(child))
        if rules is not None and child.tag == f"{_A}{local(child)}":
            yield from common(child)
            yield from rules(child)
    alternates = Counter(
        (link.get("type"), link.get("hreflang"))
        for link in parent.findall(f"{_A}link")
        if link.get("rel", "alternate") == "alternate"
    )
    if any(number > 1 for number in alternates.values()):
        yield f"{at(parent)} has two alternate links of one type and language"


def moment(element: _Element | None) -> datetime | None:
    """The time that an element holds; None if it holds none."""
    found = rfc_3339(element.text or "") if element is not None else ""
    return found if isinstance(found, datetime) else None


def _text_construct(element: _Element) -> Iterator[str]:
    """Section 3.1; plain text is the only type that all readers show alike."""
    if element.get("type", "text") != "text":
        yield f"{at(element)} is of type {quoted(element.get('type', ''))}: here it is plain text"
    yield from leaf(element)
    if local(element) == "title" and not (element.text or "").strip():
        yield f"{at(element)} is empty"


def _person(person: _Element) -> Iterator[str]:
    """Section 3.2."""
    yield from no_text(person)
    yield from known(person, ATOM, ("name", "uri", "email"))
    yield from cardinality(person, ATOM, ("name",), ("uri", "email"))
    for child in person:
        if child.tag in {f"{_A}name", f"{_A}uri", f"{_A}email"}:
            yield from leaf(child)
            yield from attributes(child, ())
            said = child.text or ""
            if local(child) == "name" and not said.strip():
                yield f"{at(child)} is empty"
            if local(child) == "uri" and not is_absolute(said):
                yield f"{at(child)} is no absolute IRI: {quoted(said)}"
            if local(child) == "email" and not said.strip("@").count("@"):
                yield f"{at(child)} is no e-mail address: {quoted(said)}"


def _category(category: _Element) -> Iterator[str]:
    """Section 4.2.2."""
    yield from _empty(category)
    if not category.get("term"):
        yield f"{at(category)} has no term"
    if not is_absolute(category.get("scheme", "urn:x")):
        yield f"{at(category)} has a scheme that is no absolute IRI: {quoted(category.get('scheme', ''))}"


def _link(link: _Element) -> Iterator[str]:
    """Section 4.2.7."""
    yield from _empty(link)
    if not is_absolute(link.get("href", "")):
        yield f"{at(link)} has no absolute IRI as href: {quoted(link.get('href', ''))}"
    rel = link.get("rel", "alternate")
    if not rel or (":" in rel and not is_absolute(rel)):
        yield f"{at(link)} has a rel that is neither a name nor an IRI: {quoted(rel)}"
    if not is_media_type(link.get("type", "text/html")):
        yield f"{at(link)} has no media type as type: {quoted(link.get('type', ''))}"
    if not is_language(link.get("hreflang", "en")):
        yield f"{at(link)} has no language tag as hreflang: {quoted(link.get('hreflang', ''))}"
    if not link.get("length", "0").isdecimal():
        yield f"{at(link)} has a length that is no number of bytes: {quoted(link.get('length', ''))}"
    if rel in {"self", "current", "prev-archive", "next-archive"} and link.get("type", MEDIA_TYPE) != MEDIA_TYPE:
        yield f"{at(link)} names a document of this feed, but not as {MEDIA_TYPE}"


def _time(element: _Element) -> Iterator[str]:
    """Section 3.3."""
    yield from leaf(element)
    found = rfc_3339(element.text or "")
    if isinstance(found, str):
        yield f"{at(element)}: {found}"


def _empty(element: _Element) -> Iterator[str]:
    """All that it says stands in its attributes."""
    yield from leaf(element)
    if (element.text or "").strip():
        yield f"{at(element)} holds text, which no reader shows"


def _iri(element: _Element) -> Iterator[str]:
    yield from leaf(element)
    if not is_absolute(element.text or ""):
        yield f"{at(element)} is no absolute IRI: {quoted(element.text or '')}"


_RULES: dict[str, Callable[[_Element], Iterator[str]]] = {
    **dict.fromkeys(("title", "subtitle", "summary", "rights"), _text_construct),
    **dict.fromkeys(("author", "contributor"), _person),
    **dict.fromkeys(("updated", "published"), _time),
    **dict.fromkeys(("id", "icon", "logo"), _iri),
    "category": _category,
    "link": _link,
    "generator": leaf,
}
