"""Who wrote an article, as a web page shows it: for pages that state it in no other way."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from exporter.readers import page_furniture, page_head

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_LINE: Final = 100
"""Characters of a byline."""
MAX_AUTHORS: Final = 4
"""Whom one page calls its author; a page that has more lists articles."""
MAX_ELEMENTS: Final = 100
"""Links, or elements with the class of a byline, that are looked at."""

_NAMES: Final = re.compile(r"(?:[a-z0-9]+[-_]+)*(?:author|byline)[-_]+(?:full)?-?name|p-author|fn")
"""Whole classes of what is a name and nothing else (`fn`: hCard; `p-author`: h-entry)."""
_BYLINES: Final = re.compile(r"(?:(?:article|story|post|entry|content|news|meta)[-_]+)*(?:byline|authors?|writers?)")
"""Whole classes of what says who wrote the article."""
_OF_OTHERS: Final = frozenset({"aside", "nav", "footer", "form", "blockquote", "figure"})
_CLASSES_OF_OTHERS: Final = frozenset({"comment", "comments", "related", "teaser", "card", "sidebar", "popular"})


def authors(tree: "HtmlElement") -> list[str]:
    """Names or bylines (`By Jo Marsh`), as found: of links of the type `author` (HTML Standard section 4.6.7.3), else
    of elements with the class of a name, else of a byline. Empty if there are none, or too many for one article.
    """
    links = (link for link in tree.iter("a") if "author" in link.get("rel", "").lower().split())
    for elements in (links, _classed(tree, _NAMES), _classed(tree, _BYLINES)):
        found = list(dict.fromkeys(filter(None, map(page_head.shown, islice(elements, MAX_ELEMENTS)))))
        if found:
            return found if len(found) <= MAX_AUTHORS else []
    return []


def _classed(tree: "HtmlElement", classes: re.Pattern[str]) -> Iterator["HtmlElement"]:
    """Elements of such a class that are a line of this article: short, without a date, and beside no other text."""
    classed = (
        element
        for element in tree.iter()
        if isinstance(element.tag, str)
        and "class" in element.attrib
        and any(map(classes.fullmatch, page_furniture.names(element)))
    )
    for element in islice(classed, MAX_ELEMENTS):
        said = page_head.shown(element)
        if len(said) <= MAX_LINE and not any(map(str.isdigit, said)) and not _is_of_others(element.iterancestors()):
            yield element


def _is_of_others(above: Iterable["HtmlElement"]) -> bool:
    """Whether what stands in these elements is about a comment, a picture, a quotation or another article."""
    for element in above:
        if element.tag in _OF_OTHERS or not _CLASSES_OF_OTHERS.isdisjoint(page_furniture.parts(element)):
            return True
    return False
