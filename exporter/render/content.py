"""The body of an article as HTML and as plain text.

Everything in an article is text, whatever it looks like: it is escaped here once, and a format that wraps HTML in XML
escapes the wrapping once more (RFC 4287 section 3.1.1.2).
"""

from collections.abc import Callable
from functools import cache
from html import escape

from exporter.model import Article
from exporter.render.escaping import is_plain


def content_html(article: Article, escaped: Callable[[str], str] = str) -> str:
    """The body as HTML without attributes or URLs: `<p>` for a paragraph, `<h2>` for a sub-head, one a line.

    Empty if the body is. `escaped`: how the format around it writes HTML, a character at a time.
    """
    texts = _escaped([paragraph.text for paragraph in article.body], escaped)
    p, end_p, h2, end_h2 = _tags(escaped)
    if texts and True not in [paragraph.subhead for paragraph in article.body]:
        # A third of the time that each by itself takes; to copy the whole once more takes 2.5 us.
        texts[0] = p + texts[0]
        texts[-1] += end_p
        return f"{end_p}\n{p}".join(texts)
    return "\n".join(
        [
            f"{h2}{text}{end_h2}" if paragraph.subhead else f"{p}{text}{end_p}"
            for text, paragraph in zip(texts, article.body, strict=True)
        ]
    )


def _escaped(texts: list[str], escaped: Callable[[str], str]) -> list[str]:
    """The texts as HTML, written as `escaped` does: the same list if that changes nothing."""
    whole = "\n".join(texts)  # asked once for all: of most articles that is all there is to escape
    if is_plain(whole):
        return texts
    html = escaped(text_html(whole)).split("\n")
    return html if len(html) == len(texts) else [escaped(text_html(text)) for text in texts]


@cache
def _tags(escaped: Callable[[str], str]) -> tuple[str, str, str, str]:
    return escaped("<p>"), escaped("</p>"), escaped("<h2>"), escaped("</h2>")


def text_html(text: str) -> str:
    """Plain text for a place that takes HTML; quotes stay, because it never stands in an attribute."""
    return text if is_plain(text) else escape(text, quote=False)


def content_text(article: Article) -> str:
    """The body as plain text, a blank line between paragraphs. Empty if the body is."""
    return "\n\n".join([paragraph.text for paragraph in article.body])
