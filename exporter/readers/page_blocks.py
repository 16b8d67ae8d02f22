"""The text of a short article: of the element that a page marks as its article, the blocks that are text.

For pages in which trafilatura finds too little to tell text from furniture, and gives all in one paragraph.
"""

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from exporter.readers import markup, page_furniture

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_MARKED: Final = 20
"""Elements of one kind that may be the article."""

_MARKS: Final = (
    "//*[contains(concat(' ', @itemprop, ' '), ' articleBody ')]",
    "//article[not(ancestor::article)]",
    "//main | //*[@role='main']",
)
"""Where the text of an article stands, the closest first (schema.org; HTML Standard sections 4.3.2 and 4.4.14)."""
_TEXTS: Final = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "dt", "dd"})
"""Tags of blocks of text."""
_MOST: Final = 0.6
"""Of the text that is left must stand in such blocks; if less does, blocks say nothing, and all of it is taken."""
_HALF: Final = 0.5
"""Of the text: what holds so much of it is no furniture, whatever its class says."""


def lines(tree: "HtmlElement") -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The lines of the marked article, and which are sub-heads, as `markup.lines` gives them; empty if none is marked.

    The tree stays as it is. Where several are marked it is the longest.
    """
    for mark in _MARKS:
        marked = tree.xpath(mark)[:MAX_MARKED]
        if marked and (found := _blocks(max(marked, key=_size)))[0]:
            return found
    return (), ()


def _blocks(marked: "HtmlElement") -> tuple[tuple[str, ...], tuple[int, ...]]:
    from lxml.etree import tostring

    root = deepcopy(marked)
    root.tail = None
    _clear(root)
    texts = _outermost(root)
    if sum(map(_size, texts)) < _MOST * _size(root):
        texts = [root]
    return markup.lines("".join(tostring(text, encoding="unicode", with_tail=False) for text in texts))


def _clear(root: "HtmlElement") -> None:
    """Drop what is no text: furniture, the headline, and lists in which every item is a link."""
    sizes = _sizes(root)
    most = _HALF * sizes[root]
    for element in list(root.iterdescendants()):
        if not isinstance(element.tag, str) or sizes[element] > most:
            continue
        if element.tag in ("h1", "time") or page_furniture.is_beside(element) or _is_menu(element, sizes):
            element.drop_tree()


def _sizes(root: "HtmlElement") -> dict["HtmlElement", int]:
    """Characters in each element, all that it holds together."""
    sizes: dict[HtmlElement, int] = {}
    for element in reversed(list(root.iter())):  # what an element holds comes before it
        inner = sum(sizes[child] + len((child.tail or "").strip()) for child in element)
        sizes[element] = inner + (len((element.text or "").strip()) if isinstance(element.tag, str) else 0)
    return sizes


def _is_menu(element: "HtmlElement", sizes: "dict[HtmlElement, int]") -> bool:
    if element.tag not in ("ul", "ol") or not sizes[element]:
        return False
    return sum(sizes[link] for link in element.iterfind("li//a")) >= sizes[element]


def _outermost(root: "HtmlElement") -> list["HtmlElement"]:
    """The blocks of text that stand in no other, in their order."""
    from lxml.etree import iterwalk

    found: list[HtmlElement] = []
    walk = iterwalk(root, events=("start",))
    for _event, element in walk:
        if element.tag in _TEXTS:
            found.append(element)
            walk.skip_subtree()
    return found


def _size(element: "HtmlElement") -> int:
    return sum(len(piece.strip()) for piece in element.itertext())
