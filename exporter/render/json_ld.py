"""An article as a schema.org NewsArticle in JSON-LD: a document of its own, or a row from which it can be rebuilt."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
from msgspec import UNSET, Struct, UnsetType, field
from msgspec.structs import force_setattr

from exporter.config.schema import Site
from exporter.media import MEDIA_TYPES
from exporter.model import NEVER, Article, Paragraph, Tombstone
from exporter.render.content import content_text
from exporter.render.schema_org import (
    CONTEXT,
    Organization,
    Person,
    document,
    license_url,
    organization,
    publisher,
    script_safe,
)

VERSION = 1
MEDIA_TYPE = MEDIA_TYPES[".jsonld"]

_BLANK_LINE = "\n\n"
_UNSPACED = frozenset({"bo", "dz", "ja", "km", "lo", "my", "th", "yue", "zh"})
"""Languages that put no spaces between words, so that ours is no way to count them."""


class _WebPage(Struct, frozen=True, tag_field="@type", tag="WebPage", gc=False):
    id: str = field(name="@id")


class _PropertyValue(Struct, frozen=True, tag_field="@type", tag="PropertyValue", gc=False):
    """An identifier of the exporter's own: `sequence` or `key`."""

    propertyID: Literal["sequence", "key"]  # noqa: N815 - as schema.org spells it
    value: int | str


class _Heading(Struct, frozen=True, tag_field="@type", tag="CreativeWork", gc=False):
    """What stands below a sub-head, and at which paragraph of `articleBody`, counted from 1, that is."""

    position: int
    headline: str


class _Article(Struct, frozen=True, omit_defaults=True, rename="camel", kw_only=True, gc=False):
    """https://schema.org/NewsArticle, in this order; what is empty is left out. The last three are for rows."""

    context: Literal["https://schema.org"] = field(name="@context")
    type: Literal["NewsArticle"] = field(name="@type")
    id: str = field(name="@id", default="")
    headline: str
    url: str
    main_entity_of_page: _WebPage
    same_as: tuple[str, ...] = ()
    date_published: datetime
    date_modified: datetime | UnsetType = UNSET
    in_language: str = ""
    author: tuple[Person | Organization, ...] = ()
    publisher: Organization | UnsetType = UNSET
    sd_publisher: Organization | UnsetType = UNSET
    article_section: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    image: str = ""
    description: str = ""
    word_count: int = 0
    article_body: str = ""
    license: str = ""
    copyright_notice: str = ""
    sd_date_published: datetime | UnsetType = UNSET
    identifier: tuple[_PropertyValue, ...] = ()
    has_part: tuple[_Heading, ...] = ()


_encode_lines = msgspec.json.Encoder().encode_lines
_decode = msgspec.json.Decoder(_Article).decode


def article_path(article: Article | Tombstone) -> str:
    """Where an article's document is published: `articles/2025/02/14/UUID.jsonld`, the day of `published` in UTC.

    Raises ValueError if its id is no `urn:uuid:`, so that whatever an id says, the path stays in its folder.
    """
    return f"articles/{article.published.date().isoformat().replace('-', '/')}/{UUID(article.id)}.jsonld"


def article(article: Article, site: Site) -> bytes:
    """A NewsArticle as a JSON-LD document in UTF-8, safe to stand in a script element as it is.

    Authors are persons; without any it is by its publisher. `publisher` is the article's own, else the site's;
    `sdPublisher`, the site's, is who derived this from the page. `dateModified` is `updated`, which the store never
    lets precede `published`. `wordCount` is how many words, parted by spaces, the paragraphs have; it is left out
    where the language is unknown or puts no spaces between words. `sameAs` are other URLs with the same text. Nobody
    knows whether the page is free to read, so nothing says so.
    """
    own = article.publisher or site.publisher
    node = _node(article, site, content_text(article))
    return document(msgspec.structs.replace(node, publisher=organization(own)) if own else node)


def rows(articles: Iterable[Article], site: Site) -> bytes:
    """The `row` of each, one after another; to encode them together takes less time.

    Raises ValueError as `row` does.
    """
    return script_safe(_encode_lines([_row(article, site) for article in articles]))


def row(article: Article, site: Site) -> bytes:
    """The same NewsArticle as one line of JSON with its newline, with all that rebuilds the article (see `read_row`).

    More than in the document: `sdDatePublished` says when the article was first seen; `identifier` its place in the
    archive (`sequence`) and its identity keys (`key`), strongest first; `hasPart` which paragraphs of `articleBody` are
    sub-heads. Less: without a publisher of its own there is only `sdPublisher`.

    Raises ValueError if a paragraph is empty or has a line break: then the blank lines of `articleBody` would not say
    where paragraphs end.
    """
    return rows((article,), site)


def read_row(line: bytes) -> Article:
    """The inverse of `row`, exactly: `read_row(row(article, site)) == article`, whatever the site.

    Raises msgspec.DecodeError if the line is not JSON in UTF-8, and its subclass ValidationError, which says where, if
    it is not such a row. What a later version may add is skipped.
    """
    node = _decode(line)
    return Article(
        keys=tuple(str(key) for key in _values(node, "key")),
        url=node.url,
        host=_host(node),
        title=node.headline,
        published=node.date_published,
        body=_body(node),
        summary=node.description,
        language=node.in_language or "und",
        sections=node.article_section,
        keywords=node.keywords,
        authors=tuple(one.name for one in node.author if isinstance(one, Person)),
        publisher=None if node.publisher is UNSET else publisher(node.publisher),
        image=node.image,
        rights=node.license or node.copyright_notice,
        same_as=node.same_as,
        id=node.id,
        updated=NEVER if node.date_modified is UNSET else node.date_modified,
        first_seen=NEVER if node.sd_date_published is UNSET else node.sd_date_published,
        sequence=_sequence(node),
    )


def _row(article: Article, site: Site) -> _Article:
    texts = [paragraph.text for paragraph in article.body]
    text = _BLANK_LINE.join(texts)
    if "" in texts or text.count("\n") != len(_BLANK_LINE) * max(len(texts) - 1, 0):
        raise ValueError(f"{article.id} ({article.url}): a paragraph is empty or has a line break, so it has no row")
    node = _node(article, site, text)
    # It is nobody else's yet, and a copy takes 2 us.
    if article.first_seen != NEVER:
        force_setattr(node, "sd_date_published", article.first_seen)
    force_setattr(node, "identifier", _identifiers(article))
    if True in [paragraph.subhead for paragraph in article.body]:
        force_setattr(node, "has_part", _headings(article))
    return node


def _node(article: Article, site: Site, text: str) -> _Article:
    by = article.publisher or site.publisher
    persons = tuple([Person(name) for name in article.authors])
    licence = license_url(article.rights)
    return _Article(
        context=CONTEXT,
        type="NewsArticle",
        id=article.id,
        headline=article.title,
        url=article.url,
        main_entity_of_page=_WebPage(article.url),
        same_as=article.same_as,
        date_published=article.published,
        date_modified=UNSET if article.updated == NEVER else article.updated,
        in_language="" if article.language == "und" else article.language,
        author=persons or ((organization(by),) if by else ()),
        publisher=organization(article.publisher) if article.publisher else UNSET,
        sd_publisher=organization(site.publisher) if site.publisher else UNSET,
        article_section=article.sections,
        keywords=article.keywords,
        image=article.image,
        description=article.summary,
        word_count=_word_count(article, text),
        article_body=text,
        license=licence,
        copyright_notice="" if licence else article.rights,
    )


def _word_count(article: Article, text: str) -> int:
    if article.language == "und" or article.language.partition("-")[0].lower() in _UNSPACED:
        return 0
    # Counting spaces costs a twentieth of splitting; normalise leaves one between words, and none around them.
    return text.count(" ") + len(article.body)


def _headings(article: Article) -> tuple[_Heading, ...]:
    return tuple(
        [_Heading(number, paragraph.text) for number, paragraph in enumerate(article.body, 1) if paragraph.subhead]
    )


def _identifiers(article: Article) -> tuple[_PropertyValue, ...]:
    sequence = (_PropertyValue("sequence", article.sequence),) if article.sequence else ()
    return sequence + tuple([_PropertyValue("key", key) for key in article.keys])


def _host(node: _Article) -> str:
    """As `Article.host` is: a canonical URL has no credentials, and no port but an unusual one."""
    try:
        host = urlsplit(node.url).netloc
    except ValueError:  # a bracket that opens no IPv6 address
        host = ""
    if not host:
        raise msgspec.ValidationError(f"no absolute URL: {node.url!r} - at `$.url`")
    return host


def _values(node: _Article, name: Literal["sequence", "key"]) -> tuple[int | str, ...]:
    return tuple(one.value for one in node.identifier if one.propertyID == name)


def _sequence(node: _Article) -> int:
    match _values(node, "sequence"):
        case ():
            return 0
        case (int(number),):
            return number
        case values:
            raise msgspec.ValidationError(f"sequence must be one whole number, not {values!r} - at `$.identifier`")


def _body(node: _Article) -> tuple[Paragraph, ...]:
    texts = node.article_body.split(_BLANK_LINE) if node.article_body else []
    for part in node.has_part:
        if texts[part.position - 1 : part.position] != [part.headline]:
            raise msgspec.ValidationError(
                f"paragraph {part.position} of articleBody is not the sub-head {part.headline!r} - at `$.hasPart`"
            )
    subheads = {part.position for part in node.has_part}
    return tuple(Paragraph(text, number in subheads) for number, text in enumerate(texts, 1))
