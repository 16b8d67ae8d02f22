"""The HTML of an article's content, as it stands in feeds: few elements, and harmless links."""

import re
from collections.abc import Iterator

from exporter.grammar.tags import Tag, tags
from exporter.grammar.values import is_web, quoted

_BLOCKS = ("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "br", "hr", "pre", "div", "figure")
_TABLES = ("figcaption", "table", "caption", "thead", "tbody", "tr")
_PHRASES = ("em", "strong", "b", "i", "u", "s", "small", "sub", "sup", "mark", "code", "span")
_PLAIN: frozenset[str] = frozenset()
ALLOWED: dict[str, frozenset[str]] = {
    **dict.fromkeys((*_BLOCKS, *_TABLES, *_PHRASES), _PLAIN),
    **dict.fromkeys(("blockquote", "q"), frozenset({"cite"})),
    **dict.fromkeys(("td", "th"), frozenset({"colspan", "rowspan"})),
    "a": frozenset({"href", "title", "rel", "hreflang"}),
    "abbr": frozenset({"title"}),
    "time": frozenset({"datetime"}),
    "img": frozenset({"src", "alt", "title", "width", "height"}),
}
"""Elements, each with its attributes; `lang` and `dir` may stand on all."""
_EVERYWHERE = frozenset({"lang", "dir"})
_ADDRESSES = frozenset({"href", "src", "cite"})
_MAIL = re.compile(r"mailto:[^\s<>\"\x00-\x20]+")


def faults(html: str) -> Iterator[str]:
    """What is wrong with a piece of HTML."""
    for tag in tags(html):
        if isinstance(tag, str):
            yield f"HTML, {tag}"
        elif tag.name not in ALLOWED:
            yield f"HTML, line {tag.line}: <{tag.name}> is not allowed"
        else:
            yield from _attributes(tag)


def _attributes(tag: Tag) -> Iterator[str]:
    for name, value in tag.attributes:
        if name not in ALLOWED[tag.name] | _EVERYWHERE:
            yield f"HTML, line {tag.line}: {name} is not allowed on <{tag.name}>"
        elif name in _ADDRESSES and not (is_web(value) or (name == "href" and _MAIL.fullmatch(value))):
            yield f"HTML, line {tag.line}: no absolute http, https or mailto address: {quoted(value)}"
