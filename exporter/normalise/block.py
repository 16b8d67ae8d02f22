"""Tells the tags above the tail of a dump from what a body ends with: names, dishes, verses, tables, answers
(exporter.normalise.chrome, rule 4)."""

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from typing import Final, Literal

from exporter.normalise import byline, lexicon, shape, vocabulary
from exporter.normalise.evidence import HASHTAGS, Finding, Site
from exporter.normalise.shape import fold

MAX_TAGS: Final = 8
"""Lines that could be tags and that a blank line parts from the text alone, or that the text speaks of."""
MAX_TAGS_ABOVE: Final = 2
"""Lines that could be tags above a share line or a heading, where their place is all that tells them from names,
dishes or verses at the end of a body."""
MAX_TAGS_BY_NAME: Final = 1
"""The same above the name of a section."""
MAX_DIGITS: Final = 3
"""Of a figure that is a score, a place or a number of points, and no year."""
MIN_QUESTIONS: Final = 2
"""Lines that end in a question mark, in an interview."""
STEM: Final = 5
"""Characters in which two forms of one word mostly agree: `dijk` and `dijken`, `vaart` and `vaarten`."""
_SENTENCE_END: Final = re.compile(r"[.!?…。！？؟] ?")
MIN_LIST: Final = 3
"""Short sentences, a line each, on end, the last of the text, that are a list."""
MIN_WORD: Final = 4
"""Characters of a word that tells something: not `de` or `van`."""


def start_of(texts: Sequence[str], first: int, top: int, site: Site, breaks: Set[int]) -> int:
    """Where the lines begin that stand directly above the topmost known one and could be tags: one block, up to a blank
    line, unless a blank line stands between any two. The first line of all is never one."""
    start = top
    while start - 1 > first and site.may_be_tag(texts[start - 1]) and not lexicon.is_closing(texts[start - 1]):
        start -= 1
    if breaks.isdisjoint(range(start, top + 1)):
        return start
    spaced = all(number in breaks for number in range(start + 1, top + 1))
    return start if spaced else max((number for number in range(start, top) if number in breaks), default=start)


def is_list(
    texts: Sequence[str], first: int, start: int, top: int, breaks: Set[int], topmost: Finding, weak: bool
) -> bool:
    """Whether the lines from `start` that could be tags are of the body instead: too many, introduced, joined to the
    text above, part of a poem, a table, an answer, or the names below a letter. `topmost`: what stands below them;
    `weak`: nothing in the tail vouches for more than the name of a section does."""
    above = texts[start - 1] if start > first else ""
    introduced = above.endswith((":", "：")) and (start < top or weak)
    if introduced or start == top:
        return introduced
    joined, parted = top not in breaks, start in breaks
    tags, body = texts[start:top], texts[first:start]
    if (not joined and not parted) or _are_too_many(tags, _most_above(topmost, joined and parted), body):
        return True
    if not shape.is_prose(above) and len(above) <= shape.SHORT_COLUMNS and not (joined and parted):
        return True
    if _is_table(tags, 1 if weak else 2) or _is_answer(texts, first, start) or _read_as_text(tags):
        return True
    if not parted and _goes_on(body, tags) and not any(first < number <= top for number in breaks):
        return True
    return not parted and (_is_announced(above, len(tags)) or _are_signed(body, tags))


def _are_too_many(tags: Sequence[str], most: int, body: Sequence[str]) -> bool:
    return len(tags) > most and not (len(tags) <= MAX_TAGS and _are_mentioned(body, tags))


def _most_above(finding: Finding, apart: bool) -> int:
    """How many tags may stand above this line; `apart`: a blank line parts them and it from the text."""
    if finding.why == HASHTAGS and not apart:
        return 0  # the tags of that page have a hash
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


def _read_as_text(tags: Sequence[str]) -> bool:
    """Whether one of the lines begins as sentences do (`Maar nu`), or two or more all begin with an article and go on
    in small letters (`De brug`, `Een sleutel`)."""
    begins = list(map(_beginning, tags))
    return "sentence" in begins or (len(tags) > 1 and begins.count("article") == len(tags))


@lru_cache(maxsize=4096)  # section names recur
def _beginning(text: str) -> Literal["sentence", "article", "name"]:
    word, _, rest = text.partition(" ")
    if not rest or (word.isupper() and len(word) > 1):
        return "name"
    if fold(word) in vocabulary.STARTERS:
        return "sentence"
    return "article" if rest[:1].islower() and fold(word) in vocabulary.ARTICLES else "name"


def _is_announced(above: str, count: int) -> bool:
    """Whether the last sentence above says how many lines follow: `De prijzen gingen naar twee mensen.`"""
    if count < 2:
        return False
    last = _SENTENCE_END.split(above[-shape.HEADLINE_COLUMNS :].rstrip(shape.STOPS).casefold())[-1]
    words = set(last.split())
    return str(count) in words or any(vocabulary.NUMBERS[word] == count for word in words & vocabulary.NUMBERS.keys())


def _goes_on(body: Sequence[str], tags: Sequence[str]) -> bool:
    """Whether the lines go on with what the text ends with, and it does not speak of them: the last of a list of short
    sentences, a number of things (`Two blankets`), one
    thing (`A torch`), or words in small letters."""
    short = len(body) >= MIN_LIST and all(map(_is_short_sentence, body[-MIN_LIST:]))
    return (short or any(map(_is_of_text, tags))) and not _are_mentioned(body, tags)


def _is_of_text(tag: str) -> bool:
    first, _, rest = tag.partition(" ")
    return bool(rest) and (tag[0].islower() or fold(first) in vocabulary.NUMBERS or _beginning(tag) == "article")


def _is_short_sentence(text: str) -> bool:
    return (
        len(text) <= shape.SHORT_COLUMNS >= shape.columns(text)
        and shape.ends_sentence(text)
        and not shape.is_quotation(text)
    )


def _are_signed(body: Sequence[str], tags: Sequence[str]) -> bool:
    """Whether the lines are two or more names of people of whom the text says nothing: they signed it."""
    if len(tags) < 2 or not all(map(_is_person, tags)):
        return False
    text = _text(body)
    return not any(_mentions(text, tag) for tag in tags)


def _is_person(text: str) -> bool:
    return byline.is_name(text) and fold(text.partition(" ")[0]) not in vocabulary.ARTICLES  # not `De Lier`


def _are_mentioned(body: Sequence[str], tags: Sequence[str]) -> bool:
    """Whether the text speaks of what each of the lines names, as it does of tags, and not of dishes or verses."""
    text = _text(body)
    return all(_mentions(text, tag) or lexicon.is_rubric(tag) for tag in tags)


def _text(body: Sequence[str]) -> str:
    return f" {' '.join(body)}".casefold()


def _mentions(text: str, tag: str) -> bool:
    """Whether a word of the tag stands in the text, at least in its first letters."""
    if shape.columns(tag) > len(tag):
        return tag.casefold() in text
    return any(f" {word[:STEM]}" in text for word in tag.casefold().split() if len(word) >= MIN_WORD)
