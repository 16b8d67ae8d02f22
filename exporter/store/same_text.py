"""When two articles say the same: what of them is compared, and who counts as one publisher. Pure."""

import hashlib

from exporter.model import Article, Publisher

VERSION = "1"
"""Of what is compared. It is a part of each article's `rules`, so that a change of it computes all digests anew."""
MIN_TEXT = 200
"""Characters of a body that is compared, about three sentences. Shorter ones recur honestly: a forecast, a result, a
notice that a road is open again."""

_SAME_SITE = ("www.", "m.", "amp.")


def text_digest(article: Article, tree: Publisher | None = None) -> int | None:
    """64 bits of SHA-256, signed, over publisher and body: equal for articles that are the same text of one publisher;
    None if the body is too short to tell.

    `tree`: the tree's own publisher, which stands in for those whom nothing names. They go by host instead: two
    newspapers that print the same agency's text are two.

    The title is left out: one text often runs under two. So is where a paragraph ends, and what is a sub-head: pages
    for phones part the same words elsewhere. `normalise` gave the words, in NFC and with single spaces between them.
    Of a million articles two that differ have the same digest with a probability of 3e-8.
    """
    text = " ".join([paragraph.text for paragraph in article.body])
    if len(text) < MIN_TEXT:
        return None
    named = article.publisher if article.publisher != tree else None
    by = f"name {named.name}" if named else f"host {_site(article.host)}"
    return int.from_bytes(hashlib.sha256(f"{by}\n{text}".encode()).digest()[:8], signed=True)


def _site(host: str) -> str:
    """The host without what only says how its pages look."""
    for prefix in _SAME_SITE:
        rest = host.removeprefix(prefix)
        if rest != host and "." in rest:
            return _site(rest)
    return host
