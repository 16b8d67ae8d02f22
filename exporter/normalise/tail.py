"""Finds where the body of a dump ends and its tail of furniture begins (exporter.normalise.chrome, rules 3 to 5)."""

from collections.abc import Mapping, Sequence, Set
from typing import Final

from msgspec import Struct

from exporter.normalise import aside, block, evidence, lexicon, shape, stamp, vocabulary
from exporter.normalise.evidence import Finding, Site

MAX_TAGS: Final = 8
"""Lines that could be tags, in a row, below a share line, a heading or a line of the profile. Measured on 2,313 real
articles in 27 languages: with at most 8, precision rose from 0.968 to 0.979, and recall fell by two points."""
MAX_TAGS_BY_RUBRIC: Final = 3
"""The same below a rubric, a byline or furniture. Below furniture of one word none: `Contact` may be a sub-head."""
MAX_OTHERS: Final = 1
"""Other lines, in a row, below a known line. The same measurement: with 1 instead of 2, no line of a body was lost."""
MIN_COMPANY: Final = 2
"""Short lines in which the page asks for something, and nothing else of a page beside them."""
MAX_COMMENTS: Final = 12
"""Lines below the number of comments in which one of a reader may stand: its name, its text, the buttons below it."""
MAX_TEASERS: Final = 5
"""The same below a teaser heading."""


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
    start = block.start_of(texts, first, top, site, breaks)
    weak = strength == evidence.WEAK
    if not block.is_list(texts, first, start, top, breaks, findings[top], weak):
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
    pending: dict[int, Finding] = {}  # known, but above a gap too wide for them: a line that allows more may follow
    strength = tags = others = 0
    age_below = age_after = False
    for number in range(len(texts) - 1, first - 1, -1):
        is_age = stamp.is_age(texts[number])
        is_item = is_age or ((age_below or age_after) and _is_item(texts[number], age_below, age_after))
        finding = evidence.ITEM if is_item else evidence.find_in_tail(texts, number, site)
        age_below, age_after = is_age, age_below
        if finding is None and (_is_comment(texts, number) or _is_comment(texts, number + 1)):
            finding = evidence.COMMENT
        if finding is not None:
            pending[number] = finding
            vouched = max(strength, finding.vouches)
            most = MAX_TEASERS if _is_bar(finding, pending.get(number + 1)) else _others_below(finding)
            if others <= most and tags <= _tags_below(texts[number], finding, vouched, site):
                findings.update(pending)
                pending.clear()
                strength = vouched
                tags = others = 0
        elif shape.is_tag(texts[number]) and not lexicon.is_closing(texts[number]):
            tags += 1  # a tag is no prose and no headline of a teaser
        elif _is_end(texts, number, first, site):
            break
        else:
            others += 1
        if tags > MAX_TAGS or others > MAX_TEASERS:
            break
    found = list(findings.values())
    return {} if all(map(_needs_company, found)) and found.count(evidence.ASKS) < MIN_COMPANY else findings


def _is_comment(texts: Sequence[str], number: int) -> bool:
    """Whether the line is what a reader wrote: a button to answer stands right below it, and above it, how many
    comments there are."""
    if number + 1 >= len(texts) or shape.fold(texts[number + 1]) not in vocabulary.REPLIES:
        return False
    return any(map(_counts_comments, texts[max(number - MAX_COMMENTS, 0) : number]))


def _counts_comments(text: str) -> bool:
    known = lexicon.find(text) if any(map(str.isdecimal, text)) else None
    return known is not None and known.kind == "furniture" and known.phrase in vocabulary.COUNTED


def _is_bar(finding: Finding, below: Finding | None) -> bool:
    """Whether the line is one of two share lines on end: no article has these."""
    return finding.kind == "share" and below is not None and below.kind == "share"


def _is_item(text: str, age_below: bool, age_after: bool) -> bool:
    """Whether the line is of another article: its headline, right above its age, or its section above both."""
    if age_below:
        return not shape.is_prose(text) or _may_be_teaser(text)
    return age_after and shape.is_tag(text) and not lexicon.is_share(text) and not aside.heads_teasers(text)


def _needs_company(finding: Finding) -> bool:
    """Whether the line is furniture only beside other furniture: an article may say such a thing, if rarely."""
    return finding in (evidence.SPEAKS, evidence.ASKS, evidence.SAYS_WHO, evidence.DESK)


def _is_end(texts: Sequence[str], number: int, first: int, site: Site) -> bool:
    """Whether the search ends here: at prose, but for a question or a quotation without a full stop below a teaser
    heading, or at how a letter closes."""
    if not _may_be_teaser(texts[number]):
        if "@" in texts[number] and " " in texts[number]:
            return True  # where to write to
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
    if finding is evidence.SURE or (finding.kind == "furniture" and aside.is_rights(text)):
        return MAX_TAGS_BY_RUBRIC  # no article goes on below these
    return MAX_TAGS_BY_RUBRIC if strength and (finding.kind != "furniture" or " " in text) else 0
