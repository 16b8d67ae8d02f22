"""Furniture of which only the ending differs: `Comments (12)`, `Comments (4)`; a profile says `Comments (*`.

The opening of a line is its first words, or what stands before its first figure.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set

from msgspec import Struct

from exporter.learning import positions
from exporter.learning.gathering import Document, Seen
from exporter.learning.positions import NOT_BODY, Recurs
from exporter.normalise import shape

LAST_LINES = 12
FIRST_LINES = 4
"""Where openings are looked for."""
MAX_WORDS = 8
MIN_LENGTH = 8
MIN_BEFORE_FIGURE = 6
MIN_IN_SENTENCES = 15
"""Characters of an opening: of any two words, before a figure, and of what reads like running text."""
MIN_ENDINGS = 3
MIN_ARTICLES = 3
MIN_SHARE = 0.1
MIN_SENTENCES = 5
MIN_SENTENCE_SHARE = 0.2
"""Of the articles: more than for a whole line, because an opening takes lines that nobody has seen; and of what reads
like running text yet more, because reports of one kind of event begin paragraphs alike."""
MAX_LIKELY = 200
"""Openings of a site that are looked at: those of most articles. Where every line begins like others there are more."""
MAX_INSIDE = 0.05
MAX_LABELLED_INSIDE = 0.2
"""Of the lines that begin so, how many may stand inside the text; and where the opening ends in a colon."""
_SAME = 0.9
"""An opening that has so many of the lines of a shorter one says as much, and more exactly."""
_KNOWN = NOT_BODY - {"section", "keyword"}
"""Roles of lines that the rules know without a profile."""
_WORDS = re.compile(r"\S+\s+")
_COLONS = (":", "：")
_FIGURE = re.compile(r"[0-9]")


class Opening(Struct):
    """How lines begin."""

    text: str
    first: str
    articles: int
    endings: int
    example: str


class _Met(Struct):
    text: str
    first: str
    example: str
    documents: set[int]
    endings: set[str]
    sentences: int = 0
    lines: int = 0

    def add(self, document: int, line: Seen) -> None:
        """One more line that begins so."""
        self.documents.add(document)
        self.endings.add(line.key)
        self.sentences += shape.is_prose(line.text)
        self.lines += 1


class _Standing(Struct):
    documents: set[int]
    lines: int = 0
    inside: int = 0

    def add(self, document: int, *, is_around: bool) -> None:
        """One more line that begins so."""
        self.documents.add(document)
        self.lines += 1
        self.inside += not is_around

    def is_around(self, *, labelled: bool) -> bool:
        """Whether they stand around the text, nearly always."""
        return self.inside <= (MAX_LABELLED_INSIDE if labelled else MAX_INSIDE) * self.lines


def openings_of(text: str) -> Iterator[str]:
    """How the line may begin that others continue otherwise."""
    end = 0
    for words in range(1, MAX_WORDS + 1):
        found = _WORDS.match(text, end)
        if found is None:
            break
        end = found.end()
        if words > 1 and end >= MIN_LENGTH:
            yield text[:end]
    figure = _FIGURE.search(text)
    before = text[: figure.start()] if figure else ""
    if len(before) >= MIN_BEFORE_FIGURE and (before[-1] != " " or before.count(" ") == 1):  # of two words it is above
        yield before


def find(documents: Sequence[Document], recurring: set[str], forms: Set[str] = frozenset()) -> list[Opening]:
    """Openings of lines around the body that do not recur as a whole. The shortest that says enough, in its order."""
    met = _met(documents, recurring)
    bound = {
        False: max(MIN_ARTICLES, MIN_SHARE * len(documents)),
        True: max(MIN_SENTENCES, MIN_SENTENCE_SHARE * len(documents)),
    }
    enough = [
        key
        for key, one in met.items()
        if len(one.endings) >= MIN_ENDINGS and len(one.documents) >= bound[_reads_on(one)] and _is_long_enough(one)
    ]
    enough.sort(key=lambda key: (-len(met[key].documents), key))
    likely = {key: met[key] for key in enough[:MAX_LIKELY]}
    stand = _stand(documents, recurring, forms, likely)
    chosen: list[str] = []
    for key in sorted(_most_exact(likely), key=lambda key: (len(key), key)):
        if not key.startswith(tuple(chosen)) and stand[key].is_around(labelled=_is_label(key)):
            chosen.append(key)
    found = ((likely[key], stand[key]) for key in sorted(chosen))
    return [Opening(one.text, one.first, len(at.documents), len(one.endings), one.example) for one, at in found]


def recurs_by(recurring: set[str], openings: Sequence[str], forms: Set[str] = frozenset()) -> Recurs:
    """Whether a line recurs: whole, by one of these openings, or by a form that figures alone change."""
    starts = tuple(map(shape.same, openings))
    known: dict[str, bool] = {}  # each line is asked about up to ten times, and compared with hundreds of openings

    def recurs(line: Seen) -> bool:
        found = known.get(line.key)
        if found is None:
            found = line.key in recurring or line.key.startswith(starts) or positions.form(line.key) in forms
            known[line.key] = found
        return found

    return recurs


def _met(documents: Sequence[Document], recurring: set[str]) -> dict[str, _Met]:
    """Openings that stand in articles enough. First they are only counted: most stand in one article."""
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update({shape.same(one) for line in _edge(document, recurring) for one in openings_of(line.text)})
    bound = max(MIN_ARTICLES, MIN_SHARE * len(documents))
    met: dict[str, _Met] = {}
    for number, document in enumerate(documents):
        for line in _edge(document, recurring):
            for opening in openings_of(line.text):
                key = shape.same(opening)
                if counts[key] < bound:
                    continue
                if key not in met:
                    met[key] = _Met(opening, document.place(line.number), line.text, set(), set())
                met[key].add(number, line)
    return met


def _edge(document: Document, recurring: set[str]) -> list[Seen]:
    """Lines at its beginning and end of which only the opening may recur."""
    lines = document.lines
    return [
        line
        for line in (*lines[:FIRST_LINES], *lines[max(FIRST_LINES, len(lines) - LAST_LINES) :])
        if line.key not in recurring and line.role not in _KNOWN and len(line.text) <= positions.MAX_LENGTH
    ]


def _reads_on(one: _Met) -> bool:
    return one.sentences * 2 > one.lines


def _is_long_enough(one: _Met) -> bool:
    return not _reads_on(one) or (len(one.text) >= MIN_IN_SENTENCES and one.text.count(" ") > 2)


def _most_exact(likely: dict[str, _Met]) -> list[str]:
    """Those that no longer one replaces."""
    covered: dict[str, int] = defaultdict(int)
    for key, one in likely.items():
        for shorter in openings_of(key):
            if shorter != key and shorter in likely:
                covered[shorter] = max(covered[shorter], len(one.documents))
    return [key for key, one in likely.items() if _is_label(key) or covered[key] < _SAME * len(one.documents)]


def _is_label(key: str) -> bool:
    return key.rstrip().endswith(_COLONS)


def _stand(
    documents: Sequence[Document], recurring: set[str], forms: Set[str], likely: dict[str, _Met]
) -> dict[str, _Standing]:
    """Where the lines stand that begin so, those that recur as a whole too."""
    stand = {key: _Standing(set()) for key in likely}
    recurs = recurs_by(recurring, [one.text for one in likely.values()], forms)
    for number, (line, is_around) in positions.occurrences(documents, recurs):
        for key in _begun(line, likely):
            stand[key].add(number, is_around=is_around)
    return stand


def _begun(line: Seen, likely: dict[str, _Met]) -> set[str]:
    return {key for opening in openings_of(line.text) if (key := shape.same(opening)) in likely}
