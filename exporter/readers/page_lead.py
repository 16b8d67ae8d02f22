"""The lead of an article that stands apart from its text, between the headline and the byline or the picture."""

from itertools import dropwhile, islice
from typing import TYPE_CHECKING, Final

from exporter.readers import page_furniture, page_head

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MIN_LEAD: Final = 40
"""Characters. What is shorter is a kicker, or the name of a series."""
MAX_LEAD: Final = 1_000
"""Characters. What is longer is the text itself."""
MAX_ELEMENTS: Final = 40
"""Behind the headline that are looked at."""

_CALLED: Final = "standfirst lead lede intro ingress chapo chapeau sapo entradilla vorspann preamble manchet"
_LEADS: Final = frozenset(_CALLED.split())
"""Parts of the names of classes that say so, in the newsrooms' words of several languages."""
_LINES: Final = frozenset({"p", "div", "h2", "h3", "strong", "section"})
_SENTENCE_ENDS: Final = (".", "!", "?", "…", '"', "”", "»", "。", "！", "？", "」", "؟", "।")


def lead(tree: "HtmlElement") -> str:
    """The lead behind the headline of a page, in one line; empty if there is none that its class calls so.

    The page has one `h1`. A lead is one or more sentences.
    """
    if len(list(islice(tree.iter("h1"), 2))) != 1:
        return ""
    behind = dropwhile(lambda element: element.tag != "h1", tree.iter())
    for element in islice(behind, 1, MAX_ELEMENTS):
        if element.tag in _LINES and not _LEADS.isdisjoint(page_furniture.parts(element)):
            said = page_head.shown(element)
            if MIN_LEAD <= len(said) <= MAX_LEAD and said.endswith(_SENTENCE_ENDS) and not _is_beside(element):
                return said
    return ""


def _is_beside(element: "HtmlElement") -> bool:
    """Whether it, or what it stands in below the article, is no text: the caption of a lead picture is none."""
    around = (element, *islice(element.iterancestors("div", "p", "aside", "figure", "form", "nav"), MAX_ELEMENTS))
    return any(map(page_furniture.is_beside, around))
