"""A feed page as RSS 2.0, by the rules of the RSS Advisory Board's profile, with its history (RFC 5005 appendix B).

feedgen draws the channel; the items are spliced into it as text, as in atom.py.
"""

from datetime import datetime
from email.utils import format_datetime
from functools import partial

from feedgen.feed import FeedGenerator  # first: it loads lxml.etree, without which the next one cannot be imported

# isort: split
from feedgen.ext.dc import DcExtension

from exporter.config.schema import Feeds, Site
from exporter.model import Article, FeedPage
from exporter.render import FEED_FORMATS
from exporter.render.content import content_html, text_html
from exporter.render.escaping import text_xml, xml
from exporter.render.history import Head
from exporter.render.metadata import (
    credits_of,
    feed_description,
    feed_language,
    home_url,
    is_full,
    own_language,
    self_url,
    tags,
)
from exporter.render.size_limit import spliced

MEDIA_TYPE = FEED_FORMATS["rss"].media_type
_CLOSING = b"</channel></rss>"


def render(page: FeedPage, site: Site, feeds: Feeds) -> bytes:
    """The document in UTF-8, at most `feeds.max_bytes` long if dropping articles can achieve that (see `spliced`).

    Raises ValueError if a text has a character that XML 1.0 forbids.
    """
    language = feed_language(page.feed, site)
    return spliced(
        page,
        feeds.max_bytes,
        partial(head_of, page, site),
        lambda article: item(article, site, feeds, language),
        _CLOSING + b"\n",
    )


def head_of(page: FeedPage, site: Site, updated: datetime) -> bytes:
    """All of the document before its first item; `updated`: when what it shows changed last."""
    return character_data(generator(page, site, updated).rss_str()).removesuffix(_CLOSING)


def character_data(xml: bytes) -> bytes:
    """The same XML with `&` and `<` in texts as the RSS profile wants them (its section on character data).

    Some readers decode a plain title twice. They find `&#x3C;b>` harmless more often than `&lt;b&gt;`.
    """
    return xml.replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;")


def generator(page: FeedPage, site: Site, updated: datetime) -> FeedGenerator:
    """feedgen's feed with all metadata and no item yet."""
    feed = FeedGenerator()
    feed.title(page.feed.title)
    # It must not be empty. Some readers take it for text, some for HTML: a name from a dump is no markup to either.
    feed.description((feed_description(page.feed, site) or page.feed.title).replace("<", "&lt;"))
    feed.language(feed_language(page.feed, site))
    feed.generator("exporter")  # no version: an upgrade that changes nothing else must not change the bytes
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.link(href=self_url(page, site), rel="self", type=MEDIA_TYPE)
    feed.link(href=home_url(site), rel="alternate")  # last: feedgen takes the last link for the channel's
    if site.rights:
        feed.rights(site.rights)
    feed.register_extension("dc", DcExtension)  # for its namespace
    feed.register_extension("head", partial(Head, page, site, updated, MEDIA_TYPE))
    return feed


def item(article: Article, site: Site, feeds: Feeds, language: str) -> bytes:
    """The `item` element of an article, in a feed of that language, on a line of its own.

    Summary in `description`, full text after it in `content:encoded`; without a summary the full text is the
    description. Both hold HTML, so a plain summary is escaped for that. No `author`, which is an e-mail address.
    The guid is no permalink.

    Raises ValueError without an id or a title, and as `xml` does.
    """
    if not (article.id and article.title):
        raise ValueError("an item must have an id and a title")
    summary = _text(text_html(article.summary))
    full = content_html(article, _text) if is_full(article, feeds) else ""
    own = own_language(article, language)
    pieces = [
        f"<item><title>{_text(article.title)}</title>",
        f"<link>{_text(article.url)}</link>",
        *(("<description>", summary or full, "</description>") if summary or full else ()),
        *(("<content:encoded>", full, "</content:encoded>") if summary and full else ()),
        f'<guid isPermaLink="false">{_text(article.id)}</guid>',
        *[f"<category>{_text(tag)}</category>" for tag in tags(article)],
        *[f"<dc:creator>{_text(credit.name)}</dc:creator>" for credit in credits_of(article, site)],
        f"<dc:language>{_text(own)}</dc:language>" if own else "",
        f"<dc:rights>{_text(article.rights)}</dc:rights>" if article.rights else "",
        f"<pubDate>{format_datetime(article.published, usegmt=True)}</pubDate></item>\n",
    ]
    return xml("".join(pieces))


def _text(text: str) -> str:
    """Plain text for a place between tags, as `character_data` wants it."""
    return text_xml(text, "&#x26;", "&#x3C;")
