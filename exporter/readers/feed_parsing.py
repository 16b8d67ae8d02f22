"""The items of a feed, one after another, as elements: well-formed XML only, nothing expanded, nothing fetched."""

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from exporter.readers.place import Code

if TYPE_CHECKING:
    from lxml.etree import XMLPullParser, _Element

MAX_ELEMENTS: Final = 100_000
"""In one item; and in all that is in no item. 64 MiB of empty elements would take 4 GiB as a tree."""
_CHUNK: Final = 65_536
_ROOTS: Final = frozenset({"rss", "rdf", "feed", "entry", "channel"})
_ITEMS: Final = frozenset({"item", "entry"})
_PARENTS: Final = frozenset({"channel", "rdf", "rss", "feed", "items"})


class FeedError(ValueError):
    """The items end here; says why, in words that may follow the place."""

    def __init__(self, code: Code, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        """`bad-xml`, `truncated`, `too-large`, or `not-an-article`: this is something else than a feed."""


def items(data: bytes) -> Iterator["_Element"]:
    """Each `item` (RSS) or `entry` (Atom) of a document, whole, in its order; the next one takes it out of the tree.

    What a feed says above its items is in the tree around them. At most one piece of 64 KiB and one item are a tree.

    Raises:
        FeedError: after those before the fault. A document type with declarations in it is a fault (entities); one
            that only names a DTD is not, and none is ever loaded.
    """
    from lxml.etree import XMLPullParser, XMLSyntaxError

    parser = XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    walk = _Walk(parser)
    for at in range(0, len(data), _CHUNK):
        raised = ""
        try:
            parser.feed(data[at : at + _CHUNK])
        except XMLSyntaxError as error:
            raised = str(error)
        yield from walk.items()
        if reason := _fatal(parser) or raised:  # of some faults it goes silent and raises nothing
            raise FeedError("bad-xml", reason)
    with suppress(XMLSyntaxError):
        parser.close()
    yield from walk.items()
    if (reason := _fatal(parser)) or not walk.has_begun:
        raise FeedError("truncated" if walk.has_begun else "bad-xml", reason or "there is no element in it")


def _fatal(parser: "XMLPullParser[_Element]") -> str:
    """What is wrong with the document so far, if that ends it; a prefix without a namespace does not."""
    found = next((entry for entry in parser.feed_error_log if entry.level_name == "FATAL"), None)
    return f"{' '.join(found.message.split())} in line {found.line}" if found else ""


class _Walk:
    """What the parser has seen so far."""

    def __init__(self, parser: "XMLPullParser[_Element]") -> None:
        self._parser = parser
        self._within: _Element | None = None
        self._last: _Element | None = None
        self._outside = self._inside = 0
        self.has_begun = False

    def items(self) -> Iterator["_Element"]:
        """Those that have ended by now."""
        for event, element in self._parser.read_events():
            if event == "start":
                self._start(element)
            elif (item := self._within) is not None and element is item:
                self._within = None
                yield item
                self._forget(item)

    def _start(self, element: "_Element") -> None:
        if not self.has_begun:
            _check_root(element)
            self.has_begun = True
        if self._within is None and _is_item(element):
            self._within = element
            self._inside = 0
        if self._within is None:
            self._outside += 1
        else:
            self._inside += 1
        if max(self._outside, self._inside) > MAX_ELEMENTS:
            raise FeedError("too-large", f"over {MAX_ELEMENTS:,} elements that make no item, or only one")

    def _forget(self, element: "_Element") -> None:
        # The parser may still be at the text behind this one, so it goes only once the next one has ended.
        element.clear(keep_tail=True)
        if self._last is not None and (parent := self._last.getparent()) is not None:
            parent.remove(self._last)
        self._last = element


def local_name(element: "_Element") -> str:
    """Without its namespace, in lower case."""
    return str(element.tag).rpartition("}")[2].lower()


def _is_item(element: "_Element") -> bool:
    if local_name(element) not in _ITEMS:
        return False
    parent = element.getparent()
    return parent is None or local_name(parent) in _PARENTS


def _check_root(root: "_Element") -> None:
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and (any(True for _ in dtd.iterentities()) or any(True for _ in dtd.iterelements())):
        raise FeedError("bad-xml", "it declares entities or elements of its own, which no feed needs and none is read")
    name = local_name(root)
    if name not in _ROOTS:
        raise FeedError("not-an-article", f"this XML is no feed: it begins with <{name[:40]}>")
