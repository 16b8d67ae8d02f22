"""XML documents as trees, and what is asked of elements in every format of XML.

Nothing external is ever resolved, and a DOCTYPE, where entities are declared, is refused before a parser sees it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from lxml.etree import _Element

from exporter.grammar.values import quoted

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
MAX_ELEMENTS = 1_000_000
"""In one document: five for each of the 50,000 URLs of a sitemap, and room."""

_DECLARATION = re.compile(rb"<\?xml\s[^>]{0,100}\?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")


def parsed(data: bytes) -> _Element | str:
    """The root of a document; a string says why there is none: it must be UTF-8, declared or not, without a byte order
    mark, a DOCTYPE or anything before the declaration (XML 1.0 sections 2.8 and 4.3.3), and well-formed."""
    if wrong := beginning(data):
        return wrong
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"byte {error.start}: no UTF-8"
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return "a DOCTYPE, which could declare entities"
    if data.count(b"<") > 2 * MAX_ELEMENTS:
        return f"more than {MAX_ELEMENTS} elements"
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return f"not well-formed: {error.msg}"


def beginning(data: bytes) -> str:
    """What is wrong with how a document begins; empty if nothing is."""
    if not data:
        return "empty"
    if not data.startswith(b"<"):
        return "something stands before the XML declaration"
    declaration = _DECLARATION.match(data)
    if declaration is None:
        return "no XML declaration"
    encoding = _ENCODING.search(declaration[0])
    if encoding and encoding[1].upper() != b"UTF-8":
        return f"declared as {quoted(encoding[1].decode('latin-1'))}: every document is UTF-8"
    return ""


def at(element: _Element) -> str:
    """Where an element is, for a message."""
    return f"line {element.sourceline}: <{local(element)}>"


def local(element: _Element) -> str:
    """Its name without the namespace."""
    return str(element.tag).rpartition("}")[2]


def cardinality(parent: _Element, namespace: str, once: Iterable[str], at_most_once: Iterable[str]) -> Iterator[str]:
    """How often children of that namespace stand in an element."""
    found = Counter(str(child.tag) for child in parent)
    prefix = f"{{{namespace}}}" if namespace else ""
    for name in once:
        if found[prefix + name] != 1:
            yield f"{at(parent)} has {found[prefix + name] or 'no'} <{name}>, and must have one"
    for name in at_most_once:
        if found[prefix + name] > 1:
            yield f"{at(parent)} has {found[prefix + name]} <{name}>, and may have one"


def attributes(element: _Element, allowed: Iterable[str]) -> Iterator[str]:
    """Attributes without a namespace that nobody defined."""
    for name in set(element.attrib) - set(allowed):
        if not str(name).startswith("{"):
            yield f"{at(element)} has an attribute {quoted(str(name))} that there is not"


def leaf(element: _Element) -> Iterator[str]:
    """It holds text and no element."""
    if len(element):
        yield f"{at(element)} holds an element where only text may stand"


def no_text(parent: _Element) -> Iterator[str]:
    """Only elements stand in it, and white space."""
    if (parent.text or "").strip() or any((child.tail or "").strip() for child in parent):
        yield f"{at(parent)} holds text between its elements"


def known(parent: _Element, namespace: str, names: Iterable[str] | Mapping[str, object]) -> Iterator[str]:
    """Children of that namespace that nobody defined."""
    allowed = set(names)
    for child in parent:
        space, _, name = str(child.tag).rpartition("}")
        if space.removeprefix("{") == namespace and name not in allowed:
            yield f"{at(child)} has no place in <{local(parent)}>"
