"""What in a web page is certainly none of its article, by its tags and by what its classes say.

Names of classes are free (HTML Standard section 3.2.6), and sites make up many. What is dropped for its class is short,
so that `no-ads` on the whole article costs nothing.
"""

import re
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_ADVERT: Final = 200
"""Characters of what is dropped as an advertisement: its label. The advertisement itself comes from elsewhere."""
MAX_DATE: Final = 40
"""Characters of what is dropped as the line of a date."""
MAX_DATES: Final = 2
"""In a page: of publication and of the last change. More of them are those of a live blog, and its text."""
MAX_CARD: Final = 400
"""Characters of what is dropped as the teaser of another article."""
MAX_URL: Final = 2_000
"""Characters of a link that are looked at."""
MAX_NAMES: Final = 500
"""Characters of a class or an id that are looked at."""

_PIECES: Final = 50
"""Of text, between tags, in what may be an advertisement, a date or a teaser."""
_ADVERTS: Final = (
    "ads?|adverts?|advertisements?|advertising|adbox|adslot|adunit|adsbygoogle|anzeigen?|werbung|reklam[aey]?|"
    "advertentie|annons|annonse|annonce|mainos|publicite|publicidad|publicidade|pubblicita"
)
_ADVERT: Final = re.compile(rf"(?:{_ADVERTS})(?:[-_]{{1,2}}[a-z0-9_-]*)?|[a-z0-9_-]*[-_](?:{_ADVERTS})")
"""A whole class: `ad`, `ad-slot`, `inline-ad`."""
_NO_ADVERT: Final = re.compile(r"(?:no|has|with|without|after|before)[-_]|ads?[-_]{1,2}(?:free|off)\b")
_DATES: Final = frozenset(
    f"{first}{part}"
    for first in ("", "post-", "entry-", "article-", "publish-", "pub-", "meta-")
    for part in ("date", "time")
) | {"pubdate", "published", "posted-on", "timestamp", "dateline"}
"""Whole classes of what says when an article was published."""
_LINES: Final = frozenset({"p", "div", "section", "ul", "li", "dl", "h5", "h6"})
"""Tags of what is a line of its own."""
_TEXTS: Final = frozenset({"html", "body", "main", "article", "h1"})
"""Tags of what is no advertisement, whatever its class says."""
_ASIDE: Final = (
    "nav aside footer form figure figcaption button iframe dialog menu select noscript script style template"
)
_BESIDE: Final = frozenset(_ASIDE.split())
"""Tags of what is none of the article's text."""
_AROUND: Final = (
    "ad ads advert advertisement author authors authorbox breadcrumb breadcrumbs byline bylines caption captions "
    "comment comments consent cookie cookies copyright credit credits date dateline disqus gallery mostread newsletter "
    "paywall popular promo pubdate published recommended related share sharebar sharing social sponsored subscribe "
    "tag taglist tags teaser teasers timestamp toolbar topics trending widget"
)
_WORDS: Final = frozenset(_AROUND.split())
"""Parts of the names of classes of what stands around a text."""
_PARTS: Final = re.compile(r"[a-z0-9]+")


def drop(tree: "HtmlElement", url: str) -> None:
    """Take out of the tree what is none of the article: labels of advertisements, and what else is short and has their
    classes; lines that have a date and the class of one; teasers of other articles that are an `article` themselves.

    `url`: of the page; what links to a place in it is no other article.
    """
    named = [found for found in tree.iter() if isinstance(found.tag, str) and found.attrib and found.tag not in _TEXTS]
    dates = [element for element in named if element.tag in _LINES and _is_date(element)]
    adverts = [element for element in named if _is_advert(element)]
    articles = tree.xpath("//article[not(ancestor::article)]")
    cards = [article for article in articles if _is_card(article, _path(url))]
    for element in adverts:
        element.drop_tree()
    if len(dates) <= MAX_DATES:
        for element in dates:
            element.drop_tree()
    if any(article.find(".//h1") is not None for article in articles):
        for article in cards:
            article.drop_tree()


def _is_advert(element: "HtmlElement") -> bool:
    if not any(_ADVERT.fullmatch(name) and not _NO_ADVERT.match(name) for name in names(element)):
        return False
    return (shown := _shown(element)) is not None and len(shown) <= MAX_ADVERT


def _is_date(element: "HtmlElement") -> bool:
    if _DATES.isdisjoint(names(element)):
        return False
    return (shown := _shown(element)) is not None and len(shown) <= MAX_DATE and any(map(str.isdigit, shown))


def _is_card(article: "HtmlElement", path: str) -> bool:
    """Whether an `article` is the teaser of another: short, and its heading is a link that leads away from this page,
    which has this path."""
    if article.find(".//h1") is not None or "liveblogupdate" in article.get("itemprop", "").lower():
        return False
    if (shown := _shown(article)) is None or len(shown) > MAX_CARD:
        return False
    links = (link for head in article.iter("h2", "h3", "h4") for link in (head.find(".//a"), head.getparent()))
    return any(link is not None and link.tag == "a" and _path(link.get("href", "")) not in ("", path) for link in links)


def _path(url: str) -> str:
    """The path of a URL, absolute or not; empty if it has none."""
    try:
        return urlsplit(url[:MAX_URL]).path.rstrip("/")
    except ValueError:  # a bracket in the name of the host
        return ""


def names(element: "HtmlElement") -> list[str]:
    """Its classes and its id, in lower case."""
    return f"{element.get('class', '')} {element.get('id', '')}"[:MAX_NAMES].lower().split()


def _shown(element: "HtmlElement") -> str | None:
    """The text of an element, in one line; None if it is in more pieces than something small has."""
    pieces = list(islice(element.itertext(), _PIECES))
    return " ".join("".join(pieces).split()) if len(pieces) < _PIECES else None


def is_beside(element: "HtmlElement") -> bool:
    """Whether an element that stands inside an article is none of its text, by its tag, its role or its classes."""
    if element.tag in _BESIDE or "hidden" in element.attrib or element.get("role") in ("navigation", "complementary"):
        return True
    return not _WORDS.isdisjoint(parts(element))


def parts(element: "HtmlElement") -> list[str]:
    """The words in its classes, its id and the properties that it is: `article__share` has two."""
    said = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    return _PARTS.findall(said[:MAX_NAMES].lower())
