"""One table of aliases that reads an article from a row, whichever tool wrote it.

Read are, by the names that they write: news-please, trafilatura, fundus, newspaper4k, goose3, CC-News, schema.org in
JSON-LD, JSON Feed, WordPress, NewsAPI, and what people call such fields themselves. Codes of what is rejected,
permanent:

    not-an-article  neither a title nor a text, or a thing of another kind (a `@type` of schema.org that is no article)
    no-title        a text, but no title
    no-time         no time of publication
    no-url          no http(s) URL
    no-text         no text
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final
from urllib.parse import urljoin, urlsplit

from exporter.model import Format, Record, Stated
from exporter.printable import printable
from exporter.readers import body, linked_data, markup, own_rows, values
from exporter.readers.place import Code, Found, Place

ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": (
        *("title", "headline", "headline.main", "title_page", "title_rss", "meta.title", "metadata.title"),
        *("article_title", "webTitle", "opengraph.title", "post_title", "name"),
    ),
    "url": (
        *("url", "link", "canonical_link", "canonical_url", "canonicalUrl", "mainEntityOfPage", "permalink"),
        *("meta.canonical", "meta.url", "metadata.url", "webUrl", "web_url", "article_url", "page_url", "final_url"),
        *("requested_url", "responded_url", "external_url", "opengraph.url", "html.responded_url"),
        *("html.requested_url", "meta.og:url"),
        *("source", "uri", "@id", "id", "guid", "guid.rendered"),
    ),
    "text": (
        *("maintext", "articleBody", "content_html", "cleaned_text", "body", "text", "plaintext", "plain_text"),
        *("content",),
        *("content_text", "article", "article_text", "body_text", "body_html", "bodyText", "full_text", "fulltext"),
        *("fields.body", "fields.bodyText", "story", "paragraphs", "post_content", "liveBlogUpdate", "raw_text"),
    ),
    "time": (
        *("date_publish", "datePublished", "publishing_date", "publish_date", "date_published", "published_at"),
        *("publishedAt", "published_time", "publication_date", "publicationDate", "published_date", "publishedDate"),
        *("publishDate", "published", "pubDate", "pub_date", "webPublicationDate", "first_published_at"),
        *("first_publication_date", "post_date_gmt", "date_gmt", "post_date", "date", "datetime", "timestamp", "time"),
        *("meta.date", "metadata.date", "meta.article:published_time"),
    ),
    "created": ("dateCreated", "date_created", "created_at", "createdAt", "uploadDate"),
    "modified": (
        *("date_modify", "dateModified", "date_modified", "modified_gmt", "post_modified_gmt", "modified"),
        *("modified_at", "updated_at"),
        *("updatedAt", "last_modified", "lastModified", "updated"),
    ),
    "fetched": ("date_download", "fetched_at", "crawled_at", "scraped_at", "retrieved_at"),
    "authors": (
        *("authors", "author", "creator", "byline.original", "byline", "author_name", "author_names", "writers"),
        *("meta.author", "metadata.author"),
    ),
    "sections": ("articleSection", "section", "sections", "section_name", "sectionName", "categories", "category"),
    "keywords": ("tags", "topics", "keywords", "meta_keywords", "news_keywords", "meta.keywords", "subjects", "about"),
    "language": ("inLanguage", "meta_lang", "language", "lang", "meta.lang", "locale", "language_code"),
    "summary": (
        *("description", "excerpt", "abstract", "summary", "meta_description", "meta.description", "body.summary"),
        *("post_excerpt", "teaser", "standfirst", "dek", "lead", "fields.trailText"),
    ),
    "image": (
        *("image", "image_url", "imageUrl", "top_image", "thumbnailUrl", "urlToImage", "images", "thumbnail"),
        *("banner_image", "lead_image_url", "meta_img", "opengraph.image", "fields.thumbnail"),
    ),
    "rights": ("copyrightNotice", "license", "rights", "copyright", "usageInfo"),
    "publisher": (
        *("publisher", "source-hostname", "sitename", "site_name", "meta_site_name", "source_name", "source.name"),
        *("outlet", "opengraph.site_name", "publication"),
    ),
}
"""What each part of an article may be called, paths with dots; the first with a usable value wins."""
_FIRST_KEYS: Final = {part: tuple((path, path.partition(".")[0]) for path in paths) for part, paths in ALIASES.items()}
_KEYS: Final = {part: frozenset(key for pair in pairs for key in pair) for part, pairs in _FIRST_KEYS.items()}
UTC_TIMES: Final = frozenset({"post_date_gmt", "post_modified_gmt", "date_gmt", "modified_gmt"})
"""Names of times that are in UTC and do not say so (WordPress)."""
COMPUTED: Final[Mapping[str, str]] = {"keywords": "meta_keywords", "summary": "meta_keywords"}
"""Names that hold nothing that a site stated if a row also has the other name: newspaper4k counts words for them."""
KINDS: Final[Mapping[str, body.Kind]] = {"content_html": "markup", "body_html": "markup", "content_text": "plain"}
"""Names whose text is what they say; of others it shows which."""
_LACKING: Final[Mapping[str, Code]] = {"title": "no-title", "time": "no-time", "url": "no-url", "text": "no-text"}
_IDENTIFIERS: Final = frozenset({"source", "uri", "@id", "id", "guid", "guid.rendered"})
"""Names whose value may be a URL, but of the site as well: then it has no path."""
_WRAPPERS: Final = ("_source", "article", "document", "doc", "item", "data", "record")
"""Names of the one object in which some put all of a row: Elasticsearch, and others."""
_KINDS_OF_VALUES: Final = {list: "a list", str: "a string", bool: "true or false", type(None): "null"}
_NAMED: Final = ("alternateName", "identifier", "code", "name")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]00:00(?::00(?:\.0+)?)?)?")
"""A date alone, also as programs write it that know only datetimes."""
_YEAR: Final = re.compile(r"[0-9]{4}")
_NO_DATE: Final = ("0000-", "0001-01-01", "1970-01-01 00:00:00", "1970-01-01T00:00:00")
"""How the times begin that databases have for none."""
_UNZONED: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?")
_SECONDS: Final = re.compile(r"(-?\d{9,13})\.\d+")


def records(place: Place, value: object, line: int, format: Format) -> Iterator[Found]:  # noqa: A002 - the model's
    """The records of a value that JSON was decoded to: one of an object, or one for each article of a `@graph`."""
    if not isinstance(value, Mapping):
        kind = _KINDS_OF_VALUES.get(type(value), "a number")
        yield place.rejected(line, "not-an-article", f"an article is an object; this is {kind}")
        return
    graph = linked_data.articles(value) if "@graph" in value else ()
    for node in graph or (value,):
        yield record(place, node, line, format)


def record(place: Place, found: Mapping[str, object], line: int, format: Format) -> Found:  # noqa: A002 - the model's
    """The record that a row states, or why it states none.

    `found`: the row as JSON decoded, or a JSON-LD document that holds an article; `line`: where it stands, counted
    from 1. A row of a data shard of our own is read exactly (own_rows.py). Lines are the body and nothing else.
    """
    found = _inner(found)
    if own_rows.is_own(found):
        return own_rows.record(place, found, line, format)
    said, subheads = text(found)
    name, moment, address = title(found), time(found), url(found)
    if fault := _fault(found, {"title": name, "time": moment, "url": address, "text": said}):
        return place.rejected(line, *fault)
    if subheads[:1] == (0,) and said[0] == name and len(said) > 1:  # the page's own heading
        said, subheads = said[1:], tuple(number - 1 for number in subheads[1:])
    return Record(
        source=place.dump.source,
        dump=place.dump.name,
        member=place.member,
        title=name,
        time=moment,
        url=address,
        format=format,
        pure=True,
        subheads=subheads,
        stated=stated(found, address),
        lines=said,
        title_line=line,
        time_line=line,
        url_line=line,
        lines_from=line,
        encoding=place.encoding or "utf-8",
    )


def _fault(found: Mapping[str, object], parts: Mapping[str, object]) -> tuple[Code, str] | None:
    """Code and reason if that is no article, by the parts that it needs, or the first of these that it lacks."""
    if linked_data.is_something_else(found) and "articleBody" not in found:
        kind = printable(values.text(found["@type"]) or "something else")
        return "not-an-article", f"this is of the type {kind}, not an article; leave it out"
    if not parts["title"] and not parts["text"]:
        names = ", ".join(printable(str(name), 24) for name in list(found)[:6]) or "nothing"
        return "not-an-article", f"it has neither a title nor a text, only: {names}; is it a row of articles?"
    lacking = next((part for part, value in parts.items() if not value), "")
    return (_LACKING[lacking], _missing(lacking, str(parts["title"]))) if lacking else None


def title(found: Mapping[str, object]) -> str:
    """The title that a row states, in one line; or empty."""
    return " ".join(markup.flat(_first(found, "title", values.text)).split())


def text(found: Mapping[str, object]) -> body.Lines:
    """The lines of the text that a row states, and which are sub-heads; or none."""
    for path, value in _given(found, "text"):
        if value and (lines := body.lines(value, KINDS.get(path, "either")))[0]:
            return lines
    return (), ()


def url(found: Mapping[str, object]) -> str:
    """The URL of its page that a row states; or empty. Under names that may be the site's, only one with a path."""
    for path, value in _given(found, "url"):
        address = values.link(value)
        if address and (path not in _IDENTIFIERS or _has_path(address)):
            return address
    return ""


def time(found: Mapping[str, object]) -> str:
    """When it was published, as a row states it; else when it was created, else when it was modified; or empty.

    Of a date alone and a time on that day, the time.
    """
    moments = [*_times(found, "time"), *_times(found, "created")]
    if not moments:
        return next(_times(found, "modified"), "")
    first = moments[0]
    if not _DAY.fullmatch(first):
        return first
    exact = (moment for moment in moments if not _DAY.fullmatch(moment))
    return next((moment for moment in exact if moment.startswith(first[:10])), first)


def stated(found: Mapping[str, object], address: str = "") -> Stated:
    """What else a row states, as found; `address`: the URL of its page, from which that of its image may start."""
    publisher = next(iter(_names(found, "publisher")), "")
    return Stated(
        modified=next(_times(found, "modified"), ""),
        authors=tuple(name for name in _names(found, "authors") if name.casefold() != publisher.casefold()),
        sections=_names(found, "sections"),
        keywords=_names(found, "keywords", commas=True),
        language=_first(found, "language", _language),
        summary=markup.flat(_first(found, "summary", _summary)),
        image=_first(found, "image", lambda value: _image(value, address)),
        rights=_first(found, "rights", lambda value: values.text(value) or values.link(value)),
        publisher=publisher,
        # Only where a relative time may need it: it changes with each crawl, and no article does with it.
        fetched="" if _YEAR.search(time(found)) else _first(found, "fetched", values.text),
    )


def _given(found: Mapping[str, object], part: str) -> Iterator[tuple[str, object]]:
    """The names of a part that a row has, in the order of the table, and what stands there."""
    if _KEYS[part].isdisjoint(found):  # so of most parts, for most rows, it is done
        return
    for path, first in _FIRST_KEYS[part]:
        if (first in found or path in found) and COMPUTED.get(path) not in found:
            yield path, values.at(found, path)


def _first(found: Mapping[str, object], part: str, read: Callable[[object], str]) -> str:
    return next((said for _, value in _given(found, part) if (said := read(value))), "")


def _names(found: Mapping[str, object], part: str, *, commas: bool = False) -> tuple[str, ...]:
    every = ([_flat(name) for name in values.names(value, commas=commas)] for _, value in _given(found, part))
    return next(filter(None, (tuple(name for name in some if not values.is_url(name)) for some in every)), ())


def _flat(name: str) -> str:
    return markup.flat(name) if "<" in name else name


def _times(found: Mapping[str, object], part: str) -> Iterator[str]:
    for path, value in _given(found, part):
        moment = values.text(value)
        if seconds := _SECONDS.fullmatch(moment):
            moment = seconds[1]
        if moment and not moment.startswith(_NO_DATE):
            yield f"{moment}Z" if path in UTC_TIMES and _UNZONED.fullmatch(moment) else moment


def _summary(value: object) -> str:
    """A text, or a list of paragraphs (fundus)."""
    return " ".join(filter(None, map(values.text, value))) if isinstance(value, list) else values.text(value)


def _language(value: object) -> str:
    if isinstance(value, Mapping):
        return next((said for key in _NAMED if (said := values.text(value.get(key)))), "")
    return values.text(value)


def _image(value: object, address: str) -> str:
    found = values.link(value)
    path = value if isinstance(value, str) else ""
    if found or not path.startswith("/") or not address:
        return found
    try:
        return urljoin(address, path)
    except ValueError:
        return ""


def _has_path(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return len(parts.path) > 1 or bool(parts.query)


def _inner(found: Mapping[str, object]) -> Mapping[str, object]:
    """The article in a document: of a graph the first, of a wrapper what is in it."""
    if "@graph" in found or linked_data.is_something_else(found):
        return next(iter(linked_data.articles(found)), found)
    if not _KEYS["title"].isdisjoint(found) or "text" in found:
        return found
    return next((inner for key in _WRAPPERS if isinstance(inner := found.get(key), Mapping)), found)


def _missing(what: str, name: str) -> str:
    known = ", ".join(ALIASES[what][:5])
    noun = {"url": "http(s) URL", "time": "time of publication"}.get(what, what)
    about = f" of {printable(name)!r}" if name else ""
    return f"no {noun}{about}; write one under any of these names: {known}"
