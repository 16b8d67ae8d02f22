"""Finds where the body of a dump ends and its tail of furniture begins (exporter.normalise.chrome, rules 3 to 5)."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from exporter.normalise import evidence, lexicon, shape
from exporter.normalise.evidence import Finding, Site

MAX_TAGS: Final = 8
"""Lines that could be tags, in a row, beside a share line, a heading or a line of the profile. Measured on 2,313 real
articles in 27 languages: with at most 8, precision rose from 0.968 to 0.979, and recall fell by two points."""
MAX_TAGS_BY_RUBRIC: Final = 3
"""The same, where only the name of a rubric vouches for them: a longer list may be names or ingredients."""
MAX_OTHERS: Final = 1
"""Other lines, in a row, below a known line. The same measurement: with 1 instead of 2, no line of a body was lost."""
MAX_TEASERS: Final = 5
"""The same below a teaser heading."""


MAX_DIGITS: Final = 3
"""Of a figure that is a score, a place or a number of points, and no year."""
MIN_QUESTIONS: Final = 3
"""Lines that end in a question mark, in an interview."""


class Tail(Struct, frozen=True):
    """Where the tail starts (the number of lines if there is none), and what its known lines are, by number."""

    start: int
    findings: Mapping[int, Finding]


def find(texts: Sequence[str], first: int, site: Site) -> Tail:
    """The tail of the lines `texts[first:]`; texts are clean and not empty."""
    findings = _known_lines(texts, first, site)
    if not findings:
        return Tail(len(texts), {})
    top = min(findings)
    strength = max(finding.vouches for finding in findings.values())
    tags = _tags_above(texts, first, top)
    if not _is_list(texts, first, top, tags, strength):
        return Tail(top - tags if strength else top, findings)
    return Tail(top, findings) if strength != evidence.WEAK else Tail(len(texts), {})


def _known_lines(texts: Sequence[str], first: int, site: Site) -> dict[int, Finding]:
    """The known lines from the end up to the first prose, or up to a gap that is too wide."""
    findings: dict[int, Finding] = {}
    strength = tags = others = 0
    for number in range(len(texts) - 1, first - 1, -1):
        finding = evidence.find(texts, number, site)
        if finding is not None:
            strength = max(strength, finding.vouches)
            if others > _gap_below(finding) or (tags and not strength):
                break
            findings[number] = finding
            tags = others = 0
        elif shape.is_prose(texts[number]) or lexicon.is_closing(texts[number]):
            break
        elif shape.is_tag(texts[number]):
            tags += 1
        else:
            others += 1
        if tags > MAX_TAGS or others > MAX_TEASERS:
            break
    return findings


def _gap_below(finding: Finding) -> int:
    """How many lines that are neither known nor tags may stand below this one."""
    if finding.kind == "teaser" and not finding.rest:
        return MAX_TEASERS
    return MAX_OTHERS if finding.kind in ("share", "topics", "tags", "teaser", "furniture") else 0


def _tags_above(texts: Sequence[str], first: int, top: int) -> int:
    """How many lines directly above the topmost known one could be tags. The first line of all is never one."""
    number = top
    while number - 1 > first and shape.is_tag(texts[number - 1]) and not lexicon.is_closing(texts[number - 1]):
        number -= 1
    return top - number


def _is_list(texts: Sequence[str], first: int, top: int, tags: int, strength: int) -> bool:
    """Whether the lines that could be tags are of the body instead: too many, introduced, part of a poem, a table, an
    answer, or the names below a letter."""
    if tags > (MAX_TAGS if strength == evidence.STRONG else MAX_TAGS_BY_RUBRIC):
        return True
    above = texts[top - tags - 1] if top - tags > first else ""
    if above.endswith((":", "：")) and (tags or strength == evidence.WEAK):
        return True
    if not tags:
        return False
    if not shape.is_prose(above) and len(above) <= shape.SHORT_COLUMNS:
        return True
    return _is_table(texts[top - tags : top]) or _is_answer(texts, first, top - tags)


def _is_table(tags: Sequence[str]) -> bool:
    """Whether two of the lines or more are a name and a small figure: `Milldam 10`, `Fenwick 9`."""
    last = [text.split()[-1] for text in tags if " " in text]
    return sum(word.isdecimal() and len(word) <= MAX_DIGITS for word in last) > 1


def _is_answer(texts: Sequence[str], first: int, number: int) -> bool:
    """Whether the line stands below the last of at least three questions that are lines of their own: an interview."""
    if number <= first or not texts[number - 1].endswith(("?", "？")):
        return False
    return sum(text.endswith(("?", "？")) for text in texts[first:number]) >= MIN_QUESTIONS
