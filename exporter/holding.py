"""What is not put in place: documents with a fault, and those that would name a file which is not there because of it.

They keep their marks, so the next run draws them again; what is published of them stays.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

from exporter.drawing import Drawing
from exporter.model import Document, Kind
from exporter.parts import Fault, Finished
from exporter.printable import printable
from exporter.publish.tree import Tree
from exporter.render import is_rendered
from exporter.report import Report
from exporter.store import documents

log = logging.getLogger(__name__)

TOLD = 20
"""Faults of one run that are told one by one: a bug in a renderer spoils all that it draws."""
LEAVES: frozenset[Kind] = frozenset({"article", "shard", "sitemap", "news"})
"""They name no other document."""
_LINK = re.compile(r"\b(?:href|src)=\"([^\"#]+)")

Drawn = list[tuple[Document, list[Finished]]]
"""Documents with their parts."""


class Holding:
    """Of one run. Nothing is looked for as long as no document has a fault: then none names what is not there."""

    def __init__(self, drawing: Drawing, tree: Tree, report: Report) -> None:
        self._drawing, self._tree, self._report = drawing, tree, report
        self._below = re.compile(re.escape(drawing.config.site.url) + r"([^\s\"'<>\\]*)")
        self._faulty: set[Document] = set()
        self._held: set[Document] = set()

    @property
    def is_empty(self) -> bool:
        """Whether every document so far has been put in place."""
        return not self._faulty and not self._held

    def sound(self, drawn: Iterable[list[tuple[Document, list[Finished] | Fault]]]) -> Iterator[Drawn]:
        """Those that have no fault; of the others it is said what is wrong with them."""
        for some in drawn:
            for document, its_parts in some:
                if isinstance(its_parts, Fault) and document not in self._faulty:
                    self._tell(document, its_parts)
            yield [(document, its_parts) for document, its_parts in some if not isinstance(its_parts, Fault)]

    def placeable(self, drawn: Drawn) -> Drawn:
        """Those that name no file which is neither in place nor about to be put there with them."""
        while not self.is_empty:
            together = {one.part.path for _, its_parts in drawn for one in its_parts}
            missing = ((document, self._missing(its_parts, together)) for document, its_parts in drawn)
            held = {document: name for document, name in missing if name is not None}
            if not held:
                break
            for document, name in held.items():
                log.info("%s waits: it would name %s, which is not there", _called(document), name)
            self._held |= held.keys()
            self._count()
            drawn = [(document, its_parts) for document, its_parts in drawn if document not in held]
        return drawn

    def placed(self, placed: Iterable[Document]) -> None:
        """These are in place as they are to be, whatever came between before."""
        if not self.is_empty:
            self._faulty.difference_update(placed)
            self._held.difference_update(placed)
            self._count()

    def named(self) -> frozenset[str]:
        """Paths that are named by what is published of documents which were not put in place."""
        found: set[str] = set()
        for document in self._faulty | self._held:
            if document.kind in LEAVES:
                continue
            for one in documents.parts(self._drawing.db, document):
                found |= self._names(one.path, self._tree.read(one.path) or b"")
        return frozenset(found)

    def summary(self) -> str:
        """What to say at the end; empty if all was put in place."""
        if self.is_empty:
            return ""
        return (
            f"{len(self._faulty)} documents have a fault, {self._report.held_back} wait for them: what is published of "
            "them stays as it was, and the next run draws them again. It is a bug of this program: please report it"
        )

    def _tell(self, document: Document, fault: Fault) -> None:
        self._faulty.add(document)
        self._count()
        if len(self._faulty) > TOLD:
            return
        name = "KEY.txt" if document.kind == "indexnow-key" else fault.path or _called(document)
        log.error("%s is not published: %s", printable(name, 200), printable(fault.reason, 500))
        if fault.trace:
            log.debug("%s", fault.trace)

    def _count(self) -> None:
        self._report.faulty, self._report.held_back = len(self._faulty), len(self._held - self._faulty)

    def _missing(self, its_parts: list[Finished], together: set[str]) -> str | None:
        names = (name for one in its_parts for name in sorted(self._names(one.part.path, one.part.data)))
        return next((name for name in names if name not in together and self._tree.lacks(name)), None)

    def _names(self, path: str, data: bytes) -> set[str]:
        """Documents of this tree that a document names."""
        if path.endswith(".gz"):
            return set()
        text = unescape(data.decode("utf-8", "replace"))
        found = set(self._below.findall(text))
        if path.endswith(".html"):
            links = (link for link in _LINK.findall(text) if not urlsplit(link).scheme)
            found |= {urljoin(f"/{path}", link).removeprefix("/") for link in links}
        return {one for one in found if is_rendered(one, self._drawing.selections, root=True)}


def _called(document: Document) -> str:
    return f"{document.kind} {document.key}".rstrip()
