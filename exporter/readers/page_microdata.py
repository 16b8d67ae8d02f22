"""The articles that the tags of a web page state in microdata (HTML Standard section 5; names of schema.org)."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Final

from exporter.readers import linked_data, page_head

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_ITEMS: Final = 100
"""Items of a page that are looked at."""
MAX_VALUES: Final = 50
"""Of one property."""

_NAMED: Final = frozenset({"author", "creator", "publisher", "sourceorganization"})
"""Properties whose value is a person or an organisation."""
_READ: Final = (
    "headline alternativeHeadline name author creator publisher sourceOrganization datePublished dateModified "
    "dateCreated image thumbnailUrl url mainEntityOfPage articleSection keywords inLanguage description "
    "copyrightNotice articleBody"
)
_SPELLED: Final[Mapping[str, str]] = {name.lower(): name for name in _READ.split()}
"""Properties that are read, by their names in lower case."""
_LINKS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("a", "area", "link"), "href"),
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src"),
    "object": "data",
}
"""Tags whose value is a URL, and where it stands (HTML Standard section 5.2.4)."""
_URLS: Final = frozenset({"image", "thumbnailurl", "url", "mainentityofpage"})
_BODY: Final = "articleBody"


def articles(tree: "HtmlElement") -> tuple[Mapping[str, object], ...]:
    """The articles in the page, each as JSON-LD would say it; those that hold their text alone, if there are any.

    An `articleBody` is not given: its text is found with its lines elsewhere. `itemref` is not followed.
    """
    scopes = islice(tree.xpath("//*[@itemscope and @itemtype]"), MAX_ITEMS)
    found = [_item(scope) for scope in scopes if linked_data.is_article({"@type": scope.get("itemtype", "").split()})]
    whole = [item for item in found if _BODY in item]
    return tuple({key: value for key, value in item.items() if key != _BODY} for item in whole or found)


def _item(scope: "HtmlElement") -> dict[str, object]:
    values: dict[str, list[object]] = {}
    for element in _properties(scope):
        for name in element.get("itemprop", "").lower().split():
            known = values.setdefault(_SPELLED[name], []) if name in _SPELLED else None
            if known is not None and len(known) < MAX_VALUES and (value := _value(element, name)):
                known.append(value)
    item: dict[str, object] = {key: found[0] if len(found) == 1 else found for key, found in values.items() if found}
    stated = scope.get("itemid", "").strip()
    return {"@id": stated, **item} if stated else item


def _properties(scope: "HtmlElement") -> Iterator["HtmlElement"]:
    """The elements that are properties of this item: what is in another item is that one's."""
    from lxml.etree import iterwalk

    walk = iterwalk(scope, events=("start",))
    for _event, element in walk:
        if element is scope or not isinstance(element.tag, str):
            continue
        if "itemprop" in element.attrib:
            yield element
        if "itemscope" in element.attrib or not _NAMED.isdisjoint(element.get("itemprop", "").lower().split()):
            walk.skip_subtree()


def _value(element: "HtmlElement", name: str) -> object:
    if name in _NAMED:
        return _name(element)
    if name in _URLS and "itemscope" in element.attrib:
        held = (_link(inner) for inner in element.iter() if inner.get("itemprop") in ("url", "contentUrl"))
        return next(filter(None, held), _link(element) or element.get("itemid", ""))
    stated = element.get("content") or element.get("datetime")
    if stated is not None:
        return stated.strip()[: page_head.MAX_VALUE]
    return _link(element) if name in _URLS else page_head.shown(element)


def _name(element: "HtmlElement") -> str:
    """Who this is: what its `name` says, also where the element is no item though it should be; else its text."""
    for inner in element.iter():
        if inner is not element and inner.get("itemprop") == "name":
            return (inner.get("content") or "").strip() or page_head.shown(inner)
    return (element.get("content") or "").strip() or page_head.shown(element)


def _link(element: "HtmlElement") -> str:
    """The URL that an element states, as found."""
    return (element.get(_LINKS.get(str(element.tag), "content")) or element.get("content") or "").strip()
