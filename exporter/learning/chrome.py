"""Lines that recur around the body and name nothing: what a profile lists under `chrome`."""

from collections.abc import Iterator, Mapping, Set

from exporter.learning.positions import Lines
from exporter.normalise import byline, lexicon, shape

MAX_INSIDE = 0.2
"""Of the articles that have the line: where more have it inside the text, it is no furniture."""
ALWAYS = 0.6
"""Of the articles: a short line that stands below more of them files none of them away, unless the site says so."""
MOST = 60
"""Lines for a site: those that stand in most articles."""


def is_known(text: str) -> bool:
    """Whether the rules know the line without a profile, or know that it is body: nothing is to be learnt of it."""
    if lexicon.is_network(text) or lexicon.is_closing(text) or byline.names(text):
        return True
    known = lexicon.find(text)
    return known is not None and known.kind != "rubric"


def stands_around(one: Lines) -> bool:
    """Whether the line stands around the body, nearly always."""
    return one.inside <= MAX_INSIDE * one.articles


def is_often_inside(one: Lines) -> bool:
    """Whether a person should look at a line that recurs inside the text: it may be furniture that breaks into it."""
    return not stands_around(one) and not shape.is_tag(one.text)


def find(lines: Mapping[str, Lines], tags: Set[str], articles: int) -> Iterator[Lines]:
    """The lines to list. `tags`: keys of those that are sections or keywords. Of other short lines, only those of most
    articles: above some bodies stands who wrote them."""
    for key, one in lines.items():
        if key in tags or is_known(one.text) or not stands_around(one) or _is_removed(one):
            continue
        if not shape.is_tag(one.text) or one.articles > ALWAYS * articles:
            yield one


def _is_removed(one: Lines) -> bool:
    """Whether the rules take the line out wherever it stands, and for no tag."""
    return not one.kept and not one.tags
