"""Which articles of a page are shown when a document may only weigh so much."""

from collections.abc import Callable
from datetime import datetime

from exporter.model import Article, FeedPage
from exporter.render.metadata import newest


def fit(
    page: FeedPage, room: int, separator: int, draw: Callable[[Article], bytes]
) -> tuple[tuple[Article, bytes], ...]:
    """The articles shown, in the order of the page, each with what `draw` made of it.

    `room` is how many bytes they may weigh together, `separator` how many stand between two of them. The oldest that
    the page does not require go first; what it requires always stays, as does all of an archive page, whose set of
    articles is fixed (RFC 5005 section 4). One article always stays. Each is drawn once, those dropped (but the first)
    never, so the cost is that of what is shown.

    Whatever `draw` raises gets a note that names the article.
    """
    pieces = {
        article.id: _drawn(article, draw) for article in page.articles if page.archive or article.id in page.required
    }
    room += separator - sum(len(piece) + separator for piece in pieces.values())
    for article in page.articles:
        if article.id in pieces:
            continue
        piece = _drawn(article, draw)
        room -= len(piece) + separator
        if room < 0 and pieces:
            break
        pieces[article.id] = piece
    return tuple((article, pieces[article.id]) for article in page.articles if article.id in pieces)


def spliced(
    page: FeedPage, limit: int, head_of: Callable[[datetime], bytes], draw: Callable[[Article], bytes], closing: bytes
) -> bytes:
    """A document of a head, what `draw` makes of each article shown, and a closing: at most `limit` bytes, if dropping
    articles can achieve that (see `fit`). The head, which holds the tombstones, is told when what is shown changed
    last."""
    last = newest(page.articles, page.tombstones)
    head = head_of(last)
    shown = fit(page, limit - len(head) - len(closing), 0, draw)
    last_shown = newest((article for article, _ in shown), page.tombstones)
    if last_shown != last:  # as long as before, because dates have one width
        head = head_of(last_shown)
    return head + b"".join([piece for _, piece in shown]) + closing


def _drawn(article: Article, draw: Callable[[Article], bytes]) -> bytes:
    try:
        return draw(article)
    except ValueError as error:
        error.add_note(f"while rendering article {article.id} ({article.url})")
        raise
