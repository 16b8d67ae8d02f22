"""Judges the lines above the body of a dump (exporter.normalise.chrome, rule 2)."""

from collections.abc import Sequence
from typing import Final

from exporter.normalise import aside, button, byline, byline_around, desk, evidence, lexicon, shape, stamp, vocabulary
from exporter.normalise.evidence import Finding, Site
from exporter.normalise.judged import Judged

TOP_LINES: Final = 4
"""More of them are a list of the body."""

HEADS: Final = 2
"""First lines that may be the name of a section."""


def judge(texts: Sequence[str], site: Site) -> list[Judged]:
    """What stands above the body, line by line; the body begins below. Texts are clean and not empty."""
    judged: list[Judged] = []
    for number, text in enumerate(texts):
        if number >= TOP_LINES and not (judged[-1].role == "share" and lexicon.is_network(text)):
            break  # a share bar that begins above goes on
        line = _above(texts, number, site)
        if line is None:
            break
        judged.append(line)
    return judged


def _above(texts: Sequence[str], number: int, site: Site) -> Judged | None:
    """What the line is if it stands above the body, or None if it is of it."""
    text = texts[number]
    finding = evidence.find(texts, number, site)
    if finding is not None and finding.kind == "byline":
        return Judged("byline", text, f"{finding.why}, above the body", authors=finding.authors)
    if finding is not None and finding.kind == "share":
        return None if finding.rest else Judged("share", text, f"{finding.why}, above the body")
    if finding is not None and number < HEADS and _heads_page(texts, number, finding, site):
        sections = (text,) if finding.kind == "rubric" else ()
        return Judged("section" if sections else "chrome", text, f"{finding.why}, at the very top", sections)
    if len(text) > byline.MAX_LENGTH:  # and too long for a time; of what is longer, only a credit can be known
        return _credit(text, finding)
    return _byline(texts, number, finding) or _time_or_credit(texts, number, finding)


def _byline(texts: Sequence[str], number: int, finding: Finding | None) -> Judged | None:
    """The line as a byline of which less tells than further down."""
    text = texts[number]
    authors = byline.names_at_top(text)
    if authors:
        return Judged("byline", text, "a byline, above the body", authors=authors)
    if desk.is_desk(text) or desk.is_desk_of(text):
        return Judged("byline", text, "a desk of the newspaper, above the body")
    authors = byline.alone(text) if finding is None else ()
    if not authors or shape.fold(text.partition(" ")[0]) in vocabulary.NUMBERS or any(map(_is_department, authors)):
        return None
    if not _are_writers(texts, number, authors):
        return None
    return Judged("byline", text, "names that the text does not speak of, above the body", authors=authors)


def _heads_page(texts: Sequence[str], number: int, finding: Finding, site: Site) -> bool:
    """Whether one of the first lines, a word that a page may say of itself or a newspaper of its pages, is theirs: of
    those below it one stands above a body too, before there is any prose, or the next begins a letter."""
    if finding.rest or not (finding.kind == "rubric" or aside.is_button(texts[number], alone=True)):
        return False
    below = texts[number + 1 : TOP_LINES]
    if finding.kind == "rubric" and below and _is_salutation(below[0]):
        return True
    for place, text in enumerate(below, number + 1):
        if shape.is_prose(text) or place == len(texts) - 1:
            return False
        if _above(texts, place, site) is not None:
            return True
    return False


def _is_salutation(text: str) -> bool:
    """Whether a letter begins with this line: `Dear editor,`."""
    return len(text) <= shape.SHORT_COLUMNS and text.endswith((",", "،", "，"))


def _is_department(name: str) -> bool:
    """Whether what has the form of a name is that of a department: `Yerel Haberler`, `Sport Regional`."""
    words = name.split()
    return lexicon.is_rubric(name) or lexicon.is_rubric(words[0]) or lexicon.is_rubric(words[-1])


def _are_writers(texts: Sequence[str], number: int, names: Sequence[str]) -> bool:
    """Whether the names on this line are those of writers: a time stands below it, or prose that names none of them."""
    below = texts[number + 1 : number + 2]
    if not below or _is_time(below[0]):
        return bool(below)
    prose = [text for text in texts[number + 1 :] if shape.is_prose(text)]
    if not any(map(shape.is_prose, texts[number + 1 : number + TOP_LINES])):
        return False
    last = [byline.last_name(name) for name in names]
    return not any(name in text for text in map(str.casefold, prose) for name in last)


def _is_time(text: str) -> bool:
    return stamp.labelled(text) or stamp.timed(text) or stamp.is_reading(text)


def _time_or_credit(texts: Sequence[str], number: int, finding: Finding | None) -> Judged | None:
    """What a line that is no byline is, if it stands above the body."""
    text = texts[number]
    if stamp.is_of_page(text) or (stamp.labelled(text) and not _is_repeated(texts, number)):
        return Judged("chrome", text, "a time or a trail, above the body")
    if stamp.timed(text) or (number and stamp.dated(text)):
        if any(map(stamp.dated, texts[number + 1 :])):
            return None
        return Judged("chrome", text, "the only date, above the body")
    if _is_time_of_source(text):
        return Judged("chrome", text, "a time and a source, above the body")
    if button.says_much(text) or (finding is not None and aside.is_button(text, alone=number > 0)):
        return Judged("chrome", text, "a button of the page, above the body")
    return _credit(text, finding)


def _is_time_of_source(text: str) -> bool:
    """Whether the line says when, and behind a label from where: `2025-02-14 16:20 来源:松溪晚报`."""
    rest, whole = byline_around.without_time(text)
    known = lexicon.find(rest) if whole else None
    return known is not None and known.kind == "furniture" and bool(known.rest)


def _credit(text: str, finding: Finding | None) -> Judged | None:
    if aside.is_with_agency(text) or (finding is not None and aside.is_credit(text)):
        return Judged("chrome", text, "a credit, above the body")
    return None


def _is_repeated(texts: Sequence[str], number: int) -> bool:
    """Whether, past the lines that follow directly, there is another such time: it heads an entry of a live blog."""
    below = number + 1
    while below < len(texts) and stamp.labelled(texts[below]):
        below += 1
    return any(map(stamp.labelled, texts[below:]))
