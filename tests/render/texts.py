"""Texts as normalise lets them through: legal in XML 1.0, one line, no white space around, in any script or hostile."""

import re
import unicodedata
from datetime import UTC, datetime
from html.parser import HTMLParser

from hypothesis import strategies as st

from exporter.model import Paragraph

HOSTILE = (
    "Fish & chips",
    "a < b > c",
    "<b>bold</b>",
    "<script>alert(1)</script>",
    "]]>",
    "<![CDATA[x]]>",
    "&amp;amp;",
    "&lt;p&gt;",
    "&#8;",
    "\"double\" and 'single'",
    "https://news.example/?a=1&b=2",
    "🚢 👩‍👩‍👧‍👦 🇳🇱",
    "مرحبا بالعالم",
    "שלום עולם",
    "line\u2028separator",
    "Ünïcödé naïve café",
    "日本語の見出し",
    "-->",
    "%s {0} \\n",
)

_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", text)).strip()


def texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """Never empty."""
    any_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=max_size)
    pieces = st.lists(st.one_of(st.sampled_from(HOSTILE), any_text), min_size=1, max_size=3).map(" ".join)
    return pieces.map(_plain).filter(bool)


def undamaged(text: str) -> bool:
    """False for what feedparser takes for UTF-8 read as Latin-1 and "repairs": `Â¡` becomes `¡`."""
    try:
        return text.encode("iso-8859-1").decode() == text
    except UnicodeError:
        return True


def moments() -> st.SearchStrategy[datetime]:
    """Whole seconds in UTC, from the year 1000 to 9998."""
    return st.integers(-30_610_224_000, 253_370_764_799).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def bodies() -> st.SearchStrategy[tuple[Paragraph, ...]]:
    """Never empty."""
    return st.lists(st.builds(Paragraph, texts(), st.booleans()), min_size=1, max_size=4).map(tuple)


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, "".join(f" {name}={value}" for name, value in attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and data != "\n":
            tag, text = self.found[-1]
            self.found[-1] = (tag, text + data)


def blocks(html: str) -> list[tuple[str, str]]:
    """Each start tag with the text after it: what a browser would show, or a planted element if there is one."""
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    return parser.found
