"""What a web page states of its article, from all that says something of it, in the words of schema.org.

Sites state the same thing up to five times, for search engines, for social networks, for browsers, and not every one of
them right. For each thing the first source that has it is taken: the JSON-LD of the article, its microdata
(page_microdata.py), then tags (page_head.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from exporter.readers import linked_data, page_byline, page_head, page_microdata, page_scripts
from exporter.readers.values import names, text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MIN_TEXT: Final = 250
"""Characters of text below which a page that does not say that it is an article is none; a wide one counts for two."""
_SEPARATORS: Final = (
    *(" | ", " - ", " – ", " — ", " :: ", " • ", " · ", " » ", " / ", ": "),
    *("|", "｜", "_", "-", "–"),
)
"""Between a headline and the name of its site."""
_CUT_OFF: Final = ("…", "...")
_MOST_LINKS: Final = 0.3
"""Share of the lines of a text that are links as a whole: with more, it is a list of other pages."""
_TEASERS: Final = 3
"""Headings that are links, each with another date: a page that has so many and does not say what it is, is a list."""
_MOST_HEADS: Final = 20
"""Headings of the first level that are looked at."""
_AUTHORS: Final = (
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "article:author",
    "byl",
)


class Page:
    """A parsed page, and where it was found."""

    def __init__(self, tree: "HtmlElement", url: str, beginning: str) -> None:
        self._tree = tree
        self._head = page_head.head(tree, url)
        scripts = tree.iterfind(".//script[@type]")
        said = page_scripts.documents(
            script.text or "" for script in scripts if "ld+json" in script.get("type", "").lower()
        )
        self._is_listing = page_scripts.is_listing(said)
        stated = page_head.address(self._head, "", url, beginning)
        urls = {key for each in (stated, url) if (key := _key(each))}
        node = self._chosen(linked_data.articles(said), urls)
        items = page_microdata.articles(tree)
        own = [item for item in items if not self._is_other(item, text(node.get("headline")), urls, stated or url)]
        marked = self._chosen(own, urls)
        self._node = {**marked, **{key: value for key, value in node.items() if value}}
        stated_there = (_url(self._node.get(key)) for key in ("url", "mainEntityOfPage", "@id"))
        self.url = page_head.address(self._head, next(filter(None, stated_there), ""), url, beginning)
        """Of the article; empty if nobody knows."""

    @cached_property
    def is_surely_article(self) -> bool:
        """Whether the page itself says that it is an article."""
        return bool(self._node) or (self._is_tagged and not self._is_listing and not page_head.is_front(self.url))

    @cached_property
    def _is_tagged(self) -> bool:
        stated = self._head.first("og:type").lower() in ("article", "news", "blog", "newsarticle")
        return stated or bool(self._head.first("article:published_time", "og:article:published_time"))

    def no_article(self) -> str:
        """Why the page is no article, by what it states; empty if it is, or may be, one."""
        if self.is_surely_article:
            return ""
        if self._is_listing:
            return "the page says that it lists other pages"
        if self.url and page_head.is_front(self.url):
            return "the front page of a site"
        heads = sum(head.find(".//a") is not None or _is_linked(head) for head in self._tree.iter("h2", "h3", "h4"))
        dates = {element.get("datetime") for element in self._tree.iter("time")}
        if heads >= _TEASERS and len(dates) >= _TEASERS:
            return f"{heads} headings that are links, and {len(dates)} dates: a list of articles"
        return ""

    def nothing_to_read(self, lines: Sequence[str]) -> str:
        """Why these lines, found as its text, are none of an article; empty if they are, or may be."""
        if self.is_surely_article:
            return ""
        links = {page_head.shown(link) for link in self._tree.iter("a")}
        linked = sum(line in links for line in lines)
        if linked >= 3 and linked > len(lines) * _MOST_LINKS:
            return f"{linked} of the {len(lines)} lines that it shows are links to other pages"
        shown = "".join(lines)
        if len(shown) < MIN_TEXT and len(shown) + sum(map(_is_wide, shown)) < MIN_TEXT:
            return f"the page does not say that it is an article, and shows only {len(shown)} characters of text"
        return ""

    def facts(self) -> dict[str, object]:
        """What is stated, by the name of its property in schema.org; without what nobody states."""
        head = self._head
        found = {key: value for key, value in self._node.items() if key != "identifier"}  # no page is a row of our own
        tags: dict[str, object] = {
            "dateModified": page_head.modified(head),
            "author": [name for name in head.every(*_AUTHORS) if "://" not in name] or page_byline.authors(self._tree),
            "articleSection": list(head.every("article:section", "og:article:section", "parsely-section")),
            "keywords": list(head.every("article:tag", "og:article:tag")) or head.first("news_keywords", "keywords"),
            "inLanguage": head.language or head.first("og:locale", "content-language", "dc.language", "language"),
            "description": head.first("og:description", "description", "twitter:description", "dc.description"),
            "publisher": head.first("og:site_name", "application-name", "dc.publisher"),
            "copyrightNotice": head.first("copyright", "dc.rights", "dcterms.rights", "rights"),
        }
        for key, value in tags.items():
            if not found.get(key):
                found[key] = value
        found["headline"] = self._title(found)
        found["url"] = self.url
        found["datePublished"] = page_head.surest(self._times(found))
        images = (_url(found.get("image")), head.first("og:image", "og:image:url", "twitter:image"))
        found["image"] = next(filter(None, map(head.absolute, images)), "")
        return {key: value for key, value in found.items() if value}

    def _chosen(self, articles: Sequence[Mapping[str, object]], urls: set[str]) -> Mapping[str, object]:
        """The article that the page is about, of those that it states: the one with its URL or title; or the only one,
        if the page is no list. An empty one if it is about none."""
        for node in articles:
            if urls & {_key(self._head.absolute(_url(node.get(key)))) for key in ("url", "mainEntityOfPage", "@id")}:
                return node
        headlines = [text(node.get("headline")) for node in articles]
        title = self._head.first("og:title")
        if title and title in headlines:
            return articles[headlines.index(title)]
        on_front = any(page_head.is_front(f"https://{url}") for url in urls)
        if len(set(headlines)) != 1 or on_front or (self._is_listing and not self._is_tagged):
            return {}
        return articles[0]

    def _is_other(self, item: Mapping[str, object], headline: str, urls: set[str], base: str) -> bool:
        """Whether an article in the microdata is a teaser: its URL is none of this page's, or its headline neither this
        one of the JSON-LD nor one that the page shows. `base`: what its URL is relative to if the page does not say."""
        base = self._head.base or base
        own = {_key(page_head.absolute(_url(item.get(key)), base)) for key in ("url", "mainEntityOfPage", "@id")} - {""}
        if own and urls and not own & urls:
            return True
        shown = {page_head.shown(head) for head in islice(self._tree.iter("h1"), _MOST_HEADS)}
        said = text(item.get("headline"))
        return bool(headline and said) and said not in {headline, *shown}

    def _times(self, found: Mapping[str, object]) -> Iterator[str]:
        yield text(found.get("datePublished"))
        yield from page_head.times(self._head, self._tree)
        for key in ("dateCreated", "uploadDate"):
            yield text(found.get(key))

    def _title(self, found: Mapping[str, object]) -> str:
        """The headline, without the name of the site; the one on the page where the stated one is cut off."""
        shown = [page_head.shown(head) for head in islice(self._tree.iter("h1"), _MOST_HEADS)]
        stated = text(found.get("headline")) or text(found.get("name"))
        if not stated:
            title = self._tree.find(".//head/title")
            title = self._tree.find(".//title") if title is None else title
            page_title = (title.text or "") if title is not None else ""
            tagged = self._head.first("og:title", "twitter:title", "dc.title", "parsely-title", "title")
            stated = self._bare(tagged, found) or (shown[0] if len(shown) == 1 else "") or self._bare(page_title, found)
            stated = stated or next(filter(None, shown), "")
        if stated.endswith(_CUT_OFF):
            begun = stated.rstrip("….").rstrip()
            return next((head for head in shown if len(begun) >= 20 and head.startswith(begun)), stated)
        return stated

    def _bare(self, title: str, found: Mapping[str, object]) -> str:
        title = " ".join(title.split())
        sites = {self._head.first("og:site_name"), *names(found.get("publisher"))[:1]} - {""}
        for separator in _SEPARATORS:
            for site in sites:
                if title.casefold().endswith((separator + site).casefold()):
                    return title[: -len(separator + site)].strip()
                if title.casefold().startswith((site + separator).casefold()):
                    return title[len(site + separator) :].strip()
        return title


def _is_wide(character: str) -> bool:
    """Whether it is of a script that says as much in half as many characters: Chinese, Japanese, Korean."""
    return east_asian_width(character) in ("W", "F")


def _is_linked(head: "HtmlElement") -> bool:
    parent = head.getparent()
    return parent is not None and parent.tag == "a"


def _url(value: object) -> str:
    """The URL in a value of JSON-LD: a string, an object with a `url` or `@id`, or the first of a list of these."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl") or value.get("@id")
    return value.strip() if isinstance(value, str) else ""


def _key(url: str) -> str:
    """The URL without what differs between two spellings of it; empty if it is empty."""
    return url.partition("#")[0].partition("://")[2].removeprefix("www.").rstrip("/")
