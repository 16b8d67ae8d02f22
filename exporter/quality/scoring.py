"""One article compared with the truth about it, as counts that can be added up."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from msgspec import Struct

from exporter.model import Article, Record, Rejected
from exporter.normalise import Explanation
from exporter.quality.truth import FURNITURE, PROSE, Truth

FIELDS = ("title", "url", "published", "sections", "keywords", "authors", "language")
"""What is compared as a whole, in the order in which it is shown."""
_KEPT = frozenset({"body", "subhead"})
"""Roles that `explain` gives to what stays in the body."""


class Mistake(Struct, frozen=True):
    """A line or a field that is not what the truth says."""

    dump: str
    line: int
    """In the dump, counted from 1."""
    kind: str
    """`lost`: of the body, but taken away; `left`: furniture, but still there; else the field that is wrong."""
    truth: str
    """The role, or the value."""
    found: str
    why: str = ""


class Tally(Struct, frozen=True, omit_defaults=True):
    """How often a field was right, of how many whose truth is known."""

    right: int = 0
    known: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.known + other.known)


class Score(Struct, frozen=True):
    """Counts over any number of articles."""

    articles: int = 0
    rejected: int = 0
    """Those of them that would be rejected, or are not found at all. Nothing of them is right."""
    body: int = 0
    """Lines that the truth calls body or sub-head."""
    lost: int = 0
    """Those of them that were taken for furniture."""
    furniture: int = 0
    """Lines that the truth calls furniture."""
    removed: int = 0
    """Those of them that did not stay in the body."""
    shares: int = 0
    shares_left: int = 0
    labelled: int = 0
    """Articles whose lines have roles in the truth."""
    whole: int = 0
    """Those of them without a line lost or left."""
    fields: dict[str, Tally] = {}

    def __add__(self, other: Self) -> "Score":
        """The sum."""
        names = self.fields.keys() | other.fields.keys()
        sums = {name: self.fields.get(name, Tally()) + other.fields.get(name, Tally()) for name in names}
        counts = {name: getattr(self, name) + getattr(other, name) for name in COUNTS}
        return Score(**counts, fields={name: sums[name] for name in FIELDS if name in sums})

    @property
    def precision(self) -> float | None:
        """Of the labelled lines that were taken away, the share that are furniture; None if there are none."""
        return share(self.removed, self.removed + self.lost)

    @property
    def recall(self) -> float | None:
        """Of the furniture, the share that was taken away."""
        return share(self.removed, self.furniture)


COUNTS = tuple(name for name in Score.__struct_fields__ if name != "fields")


def share(part: int, whole: int) -> float | None:
    """Between 0 and 1; None where there is nothing to have a share in."""
    return part / whole if whole else None


def score(truth: Truth, record: Record | None, explanation: Explanation | None) -> tuple[Score, list[Mistake]]:
    """How an article was read. None: no article begins there."""
    outcome = explanation.outcome if explanation else None
    article = outcome if isinstance(outcome, Article) else None
    lines, line_mistakes = _lines(truth, record, explanation)
    fields, field_mistakes = _fields(truth, article)
    reason = (
        [Mistake(truth.dump, outcome.line, "rejected", "", outcome.code, outcome.reason)]
        if isinstance(outcome, Rejected)
        else []
    )
    counted = Score(articles=1, rejected=article is None, fields=fields)
    return counted + lines, [*reason, *line_mistakes, *field_mistakes]


def _lines(truth: Truth, record: Record | None, explanation: Explanation | None) -> tuple[Score, list[Mistake]]:
    if truth.roles is None:
        return Score(), []
    found = _below(record, explanation)
    body = lost = furniture = removed = shares = shares_left = 0
    mistakes = []
    for place, role in enumerate(truth.roles):
        number, text, given, why = found.get(place, (truth.line, "", "", "no such line was read"))
        if role in PROSE:
            body += 1
            if given not in _KEPT:
                lost += 1
                mistakes.append(Mistake(truth.dump, number, "lost", role, given, f"{text} ({why})"))
        elif role in FURNITURE:
            furniture += 1
            stays = given in _KEPT or not given
            removed += not stays
            shares += role == "share"
            shares_left += role == "share" and stays
            if stays:
                mistakes.append(Mistake(truth.dump, number, "left", role, given, f"{text} ({why})"))
    counted = Score(
        body=body,
        lost=lost,
        furniture=furniture,
        removed=removed,
        shares=shares,
        shares_left=shares_left,
        labelled=1,
        whole=not mistakes,
    )
    return counted, mistakes


def _below(record: Record | None, explanation: Explanation | None) -> dict[int, tuple[int, str, str, str]]:
    """Number in the dump, text, role and reason of each line below the header, by its place there from 0."""
    if record is None or explanation is None:
        return {}
    if record.format != "text":
        below = explanation.lines[3:]
        return {place: (line.number, line.text, line.role, line.why) for place, line in enumerate(below)}
    after = record.url_line + 1
    numbered = ((line.number - after, line) for line in explanation.lines if line.number >= after)
    return {place: (line.number, line.text, line.role, line.why) for place, line in numbered}


def _fields(truth: Truth, article: Article | None) -> tuple[dict[str, Tally], list[Mistake]]:
    tallies, mistakes = {}, []
    for name in FIELDS:
        wanted = getattr(truth, name)
        if wanted is None:
            continue
        found = getattr(article, name) if article else None
        right = _same(name, wanted, found)
        tallies[name] = Tally(int(right), 1)
        if not right:
            mistakes.append(Mistake(truth.dump, truth.line, name, _shown(wanted), _shown(found)))
    return tallies, mistakes


def _same(name: str, wanted: object, found: object) -> bool:
    if name == "language" and isinstance(wanted, str) and isinstance(found, str):
        return wanted.partition("-")[0].lower() == found.partition("-")[0].lower()
    return wanted == found


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
