"""A feed page as Atom 1.0 (RFC 4287), with its history (RFC 5005) and what was withdrawn of it (RFC 6721).

feedgen draws the head of the feed; the entries are spliced into it as text, the same bytes as feedgen's (the tests draw
them both ways) for a fraction of its time. The whole is never a tree in memory.
"""

from datetime import datetime
from functools import partial

from feedgen.feed import FeedGenerator

from exporter.config.schema import Feeds, Site
from exporter.model import Article, FeedPage, Tombstone
from exporter.render import FEED_FORMATS
from exporter.render.content import content_html
from exporter.render.escaping import attribute_xml, text_xml, xml
from exporter.render.history import TOMBSTONES, Head, history_links, hub_links
from exporter.render.metadata import (
    Credit,
    credits_of,
    feed_description,
    feed_language,
    home_url,
    is_full,
    own_language,
    self_url,
    site_credit,
    tags,
    timestamp,
)
from exporter.render.size_limit import spliced

MEDIA_TYPE = FEED_FORMATS["atom"].media_type
_CLOSING = b"</feed>"


def render(page: FeedPage, site: Site, feeds: Feeds) -> bytes:
    """The document in UTF-8, at most `feeds.max_bytes` long if dropping articles can achieve that (see `spliced`).

    Raises ValueError if a text has a character that XML 1.0 forbids.
    """
    language = feed_language(page.feed, site)
    return spliced(
        page,
        feeds.max_bytes,
        partial(head_of, page, site),
        lambda article: entry(article, site, feeds, language),
        _CLOSING + b"\n",
    )


def head_of(page: FeedPage, site: Site, updated: datetime) -> bytes:
    """All of the document before its first entry, tombstones included; `updated`: when what it shows changed last."""
    whole: bytes = generator(page, site, updated).atom_str()
    return whole.removesuffix(_CLOSING) + b"".join(map(deleted_entry, page.tombstones))


def generator(page: FeedPage, site: Site, updated: datetime) -> FeedGenerator:
    """feedgen's feed with all metadata and no entry yet."""
    feed = FeedGenerator()
    feed.id(page.feed.id)
    feed.title(page.feed.title)
    feed.updated(updated)
    feed.language(feed_language(page.feed, site))
    feed.generator("exporter")  # no version: an upgrade that changes nothing else must not change the bytes
    by = site_credit(site)
    feed.author({"name": by.name, "uri": by.url})
    feed.link(href=self_url(page, site), rel="self", type=MEDIA_TYPE)
    feed.link(href=home_url(site), rel="alternate", type="text/html")
    for link in history_links(page, site):
        feed.link(href=link.url, rel=link.rel, type=MEDIA_TYPE)
    for link in hub_links(page):
        feed.link(href=link.url, rel=link.rel)
    if description := feed_description(page.feed, site):
        feed.subtitle(description)
    if site.rights:
        feed.rights(site.rights)
    namespaces = {"at": TOMBSTONES} if page.tombstones else {}
    feed.register_extension("head", partial(Head, page, site, updated, MEDIA_TYPE, namespaces))
    return feed


def entry(article: Article, site: Site, feeds: Feeds, language: str) -> bytes:
    """The `entry` element of an article, in a feed of that language, on a line of its own.

    Title, summary and rights are text constructs without a type, or of type `text`: never markup (section 3.1.1). There
    is no `source` element (section 4.2.11): articles come from dumps and are copied from no feed, so there is no id or
    date of an origin to state. An entry that credits nobody has the feed's author (section 4.2.1).

    Raises ValueError without an id or a title (section 4.1.2), and as `xml` does.
    """
    if not (article.id and article.title):
        raise ValueError("an entry must have an id and a title")
    own = own_language(article, language)
    pieces = [
        f'<entry xml:lang="{attribute_xml(own)}">' if own else "<entry>",
        f"<id>{text_xml(article.id)}</id>",
        f"<title>{text_xml(article.title)}</title>",
        f"<updated>{timestamp(article.updated)}</updated>",
        *[_author(credit) for credit in credits_of(article, site) if credit.name],
        *(('<content type="html">', content_html(article, text_xml), "</content>") if is_full(article, feeds) else ()),
        f'<link href="{attribute_xml(article.url)}" rel="alternate" type="text/html"/>',
        f'<summary type="text">{text_xml(article.summary)}</summary>' if article.summary else "",
        *[f'<category term="{attribute_xml(tag)}"/>' for tag in tags(article)],
        f"<published>{timestamp(article.published)}</published>",
        f"<rights>{text_xml(article.rights)}</rights>" if article.rights else "",
        "</entry>\n",
    ]
    return xml("".join(pieces))


def deleted_entry(tombstone: Tombstone) -> bytes:
    """The `at:deleted-entry` element of an article that was withdrawn (RFC 6721 section 3), on a line of its own.

    Raises ValueError as `xml` does.
    """
    opening = f'<at:deleted-entry ref="{attribute_xml(tombstone.id)}" when="{timestamp(tombstone.when)}"'
    if not tombstone.reason:
        return xml(f"{opening}/>\n")
    return xml(f"{opening}><at:comment>{text_xml(tombstone.reason)}</at:comment></at:deleted-entry>\n")


def _author(credit: Credit) -> str:
    uri = f"<uri>{text_xml(credit.url)}</uri>" if credit.url else ""
    return f"<author><name>{text_xml(credit.name)}</name>{uri}</author>"
