"""Finds where the body of a dump ends and its tail of furniture begins (exporter.normalise.chrome, rules 3 to 5)."""

from collections.abc import Mapping, Sequence, Set
from typing import Final

from msgspec import Struct

from exporter.normalise import evidence, lexicon, shape
from exporter.normalise.evidence import Finding, Site

MAX_TAGS: Final = 8
"""Lines that could be tags, in a row, below a share line, a heading or a line of the profile. Measured on 2,313 real
articles in 27 languages: with at most 8, precision rose from 0.968 to 0.979, and recall fell by two points."""
MAX_TAGS_ABOVE: Final = 2
"""The same above one, where their place is all that tells them from names, dishes or verses at the end of a body."""
MAX_TAGS_BY_NAME: Final = 1
"""The same above the name of a section."""
MAX_TAGS_BY_RUBRIC: Final = 3
"""The same below a rubric, a byline or furniture. Below furniture of one word none: `Contact` may be a sub-head."""
MAX_OTHERS: Final = 1
"""Other lines, in a row, below a known line. The same measurement: with 1 instead of 2, no line of a body was lost."""
MAX_TEASERS: Final = 5
"""The same below a teaser heading."""
MAX_DIGITS: Final = 3
"""Of a figure that is a score, a place or a number of points, and no year."""
MIN_QUESTIONS: Final = 2
"""Lines that end in a question mark, in an interview."""


class Tail(Struct, frozen=True):
    """Where the tail starts (the number of lines if there is none), and what its known lines are, by number."""

    start: int
    findings: Mapping[int, Finding]


def find(texts: Sequence[str], first: int, site: Site, breaks: Set[int] = frozenset()) -> Tail:
    """The tail of the lines `texts[first:]`; texts are clean and not empty, and `breaks` numbers those that stand below
    a blank line."""
    findings = _known_lines(texts, first, site)
    if not findings:
        return Tail(len(texts), {})
    top = min(findings)
    strength = max(finding.vouches for finding in findings.values())
    start = _block_above(texts, first, top, site, breaks)
    weak = strength == evidence.WEAK
    if not _is_list(texts, first, start, top, breaks, findings[top], weak):
        return Tail(start if strength else top, findings)
    return _without_rubrics(texts, findings) if weak else Tail(top, findings)


def _without_rubrics(texts: Sequence[str], findings: Mapping[int, Finding]) -> Tail:
    """The tail below the names of sections that are of the body: what is left of it vouches for nothing."""
    left = dict(findings)
    for number in sorted(findings):
        if findings[number].kind != "rubric":
            return Tail(number, left)
        del left[number]
    return Tail(len(texts), {})


def _known_lines(texts: Sequence[str], first: int, site: Site) -> dict[int, Finding]:
    """The known lines from the end up to the first prose, or up to a gap that is too wide."""
    findings: dict[int, Finding] = {}
    strength = tags = others = 0
    for number in range(len(texts) - 1, first - 1, -1):
        finding = evidence.find_in_tail(texts, number, site)
        if finding is not None:
            strength = max(strength, finding.vouches)
            if others > _others_below(finding) or tags > _tags_below(texts[number], finding, strength, site):
                break
            findings[number] = finding
            tags = others = 0
        elif shape.is_tag(texts[number]) and not lexicon.is_closing(texts[number]):
            tags += 1  # a tag is no prose and no headline of a teaser
        elif _is_end(texts, number, first, site):
            break
        else:
            others += 1
        if tags > MAX_TAGS or others > MAX_TEASERS:
            break
    while findings and all(map(_needs_company, findings.values())):
        del findings[min(findings)]
    return findings


def _needs_company(finding: Finding) -> bool:
    """Whether the line is furniture only beside other furniture: an article may say such a thing, if rarely."""
    return finding is evidence.SPEAKS or finding is evidence.SAYS_WHO


def _is_end(texts: Sequence[str], number: int, first: int, site: Site) -> bool:
    """Whether the search ends here: at prose, but for a question or a quotation without a full stop below a teaser
    heading, or at how a letter closes."""
    if not _may_be_teaser(texts[number]):
        return shape.is_prose(texts[number]) or lexicon.is_closing(texts[number])
    for above in range(number - 1, max(first, number - MAX_TEASERS) - 1, -1):
        finding = evidence.find(texts, above, site)
        if finding is not None:
            return finding.kind != "teaser" or bool(finding.rest)
        if shape.is_prose(texts[above]) and not _may_be_teaser(texts[above]):
            return True
    return True


def _may_be_teaser(text: str) -> bool:
    """Whether a line that looks like prose may be a headline: `Why is it cold?`, `'We lost all': the miller`."""
    if len(text) > shape.HEADLINE_COLUMNS:
        return False
    return text.endswith(("?", "？")) or (text[:1] in shape.QUOTES and not shape.ends_sentence(text))


def _others_below(finding: Finding) -> int:
    """How many lines that are neither known nor tags may stand below this one."""
    if finding.kind == "teaser" and not finding.rest:
        return MAX_TEASERS
    if finding.kind == "topics" and not finding.rest and " " in finding.why.rpartition("(")[2]:
        return MAX_TEASERS  # `Mehr zum Thema`; a lone `Thema` may be a sub-head
    return MAX_OTHERS if finding.kind in ("share", "topics", "tags", "teaser", "furniture") else 0


def _tags_below(text: str, finding: Finding, strength: int, site: Site) -> int:
    """How many lines that look like tags may stand below this known one; `strength`: of what is known from there on.

    Where only listed tags count, more of them below one are a list of the body.
    """
    if site.listed_only and finding.kind == "tag":
        return MAX_OTHERS
    if finding.vouches == evidence.STRONG:
        return MAX_TAGS
    return MAX_TAGS_BY_RUBRIC if strength and (finding.kind != "furniture" or " " in text) else 0


def _block_above(texts: Sequence[str], first: int, top: int, site: Site, breaks: Set[int]) -> int:
    """Where the lines begin that stand directly above the topmost known one and could be tags: one block, up to a blank
    line, unless a blank line stands between any two. The first line of all is never one."""
    start = top
    while start - 1 > first and site.may_be_tag(texts[start - 1]) and not lexicon.is_closing(texts[start - 1]):
        start -= 1
    if breaks.isdisjoint(range(start, top + 1)):
        return start
    spaced = all(number in breaks for number in range(start + 1, top + 1))
    return start if spaced else max((number for number in range(start, top) if number in breaks), default=start)


def _is_list(
    texts: Sequence[str], first: int, start: int, top: int, breaks: Set[int], topmost: Finding, weak: bool
) -> bool:
    """Whether the lines from `start` that could be tags are of the body instead: too many, introduced, joined to the
    text above, part of a poem, a table, an answer, or the names below a letter. `topmost`: what stands below them;
    `weak`: nothing in the tail vouches for more than the name of a section does."""
    above = texts[start - 1] if start > first else ""
    if above.endswith((":", "：")) and (start < top or weak):
        return True
    if start == top:
        return False
    joined, parted = top not in breaks, start in breaks
    if top - start > _most_above(topmost, joined and parted) or (not joined and not parted):
        return True
    if not shape.is_prose(above) and len(above) <= shape.SHORT_COLUMNS and not (joined and parted):
        return True
    return _is_table(texts[start:top], 1 if weak else 2) or _is_answer(texts, first, start)


def _most_above(finding: Finding, apart: bool) -> int:
    """How many tags may stand above this line; `apart`: a blank line parts them and it from the text."""
    if finding.kind in ("rubric", "tag") and not apart:
        return MAX_TAGS_BY_NAME
    return MAX_TAGS if apart else MAX_TAGS_ABOVE


def _is_table(tags: Sequence[str], least: int) -> bool:
    """Whether at least so many of the lines are a name and a small figure: `Milldam 10`, `Fenwick 9`."""
    last = [text.split()[-1] for text in tags if " " in text]
    return len(last) >= least and sum(word.isdecimal() and len(word) <= MAX_DIGITS for word in last) >= least


def _is_answer(texts: Sequence[str], first: int, number: int) -> bool:
    """Whether the line stands below a question that is a line of its own, and not the only one: an interview."""
    if number <= first or not texts[number - 1].endswith(("?", "？")):
        return False
    return sum(text.endswith(("?", "？")) for text in texts[first:number]) >= MIN_QUESTIONS
