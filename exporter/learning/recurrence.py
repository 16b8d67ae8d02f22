"""What recurs on a site: whole lines, openings, and lines that only figures change; each knows of the others."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from exporter.learning import chrome, openings, positions
from exporter.learning.gathering import Document
from exporter.learning.openings import Opening
from exporter.learning.positions import Lines
from exporter.normalise import shape


class Recurrence(Struct, frozen=True):
    """What recurs in the articles of a site."""

    documents: list[Document]
    """One of each article, of those that have lines to judge."""
    lines: dict[str, Lines]
    """By key, lines that recur, and short ones that stand in two articles at least: where they stand."""
    keys: set[str]
    """Of those that recur."""
    openings: list[Opening]
    """Of lines that recur but for their endings."""
    forms: set[str]
    """Of lines that recur but for their figures."""

    def recurring(self) -> dict[str, Lines]:
        """The lines that recur as a whole."""
        return {key: one for key, one in self.lines.items() if key in self.keys}

    def opens(self, text: str) -> bool:
        """Whether one of the openings says what this line says."""
        return shape.same(text).startswith(tuple(shape.same(one.text) for one in self.openings))

    def figures(self) -> list[tuple[int, str, str]]:
        """In how many articles, text and place: lines of most articles that are body now, and recur only by form."""
        counts: Counter[str] = Counter()
        firsts: dict[str, tuple[str, str]] = {}
        for document in self.documents:
            kept = {positions.form(line.key): line for line in document.lines if line.role not in positions.NOT_BODY}
            for form in self.forms & kept.keys():
                line = kept[form]
                if line.key not in self.keys and not self.opens(line.text):
                    counts[form] += 1
                    firsts.setdefault(form, (line.text, document.place(line.number)))
        often = (form for form in sorted(counts) if counts[form] > chrome.ALWAYS * len(self.documents))
        return [(counts[form], *firsts[form]) for form in often]


def study(documents: Sequence[Document]) -> Recurrence:
    """What recurs in the documents, each of which has lines to judge. The first example of each is that of the first
    document."""
    once = positions.distinct(documents)
    keys, forms = positions.recurring(once), positions.forms(once)
    opened = [one for one in openings.find(once, keys, forms) if not chrome.is_known(one.example)]
    starts = [one.text for one in opened]
    keys |= positions.below_furniture(once, openings.recurs_by(keys, starts, forms))
    recurs = openings.recurs_by(keys, starts, forms)
    return Recurrence(once, positions.placed(once, recurs, keys | _twice(once)), keys, opened, forms)


def _twice(documents: Sequence[Document]) -> set[str]:
    """Keys of short lines that stand in two articles."""
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update({line.key for line in document.lines if len(line.text) <= shape.TAG_COLUMNS})
    return {key for key, count in counts.items() if count >= positions.MIN_ARTICLES}
