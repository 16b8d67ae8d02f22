"""The body of an article as HTML and as plain text.

Everything in an article is text, whatever it looks like: it is escaped here once, and a format that wraps HTML in XML
escapes the wrapping once more (RFC 4287 section 3.1.1.2).
"""

from html import escape

from exporter.model import Article, Paragraph


def content_html(article: Article) -> str:
    """The body as HTML without attributes or URLs: `<p>` for a paragraph, `<h2>` for a sub-head, one a line.

    Empty if the body is.
    """
    return "\n".join(_element(paragraph) for paragraph in article.body)


def _element(paragraph: Paragraph) -> str:
    name = "h2" if paragraph.subhead else "p"
    return f"<{name}>{text_html(paragraph.text)}</{name}>"


def text_html(text: str) -> str:
    """Plain text for a place that takes HTML; quotes stay, because it never stands in an attribute."""
    return escape(text, quote=False)


def content_text(article: Article) -> str:
    """The body as plain text, a blank line between paragraphs. Empty if the body is."""
    return "\n\n".join(paragraph.text for paragraph in article.body)
