"""Takes the lead of an article as its summary: the first whole sentences of the body."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import Final

from exporter.model import Paragraph
from exporter.normalise import sentences
from exporter.normalise.shape import is_prose

LIMIT: Final = 300
"""Characters (code points) of a summary at most."""
ENOUGH: Final = 120
"""A shorter lead goes on into the next paragraph: some sites begin with a line of a few words."""
ELLIPSIS: Final = "…"
_WIDE_STOP: Final = re.compile("[。！？]")
_TRIMMED: Final = frozenset(" ,;:-–—([\"'“„«‘/")


def summarise(body: Iterable[Paragraph]) -> str:
    """Whole sentences from the start of the body, LIMIT characters at most.

    Passed over are sub-heads, and short lines without a full stop (lists, verses) unless there is nothing else.

    Empty only if the body is. If the first sentence alone is too long, it is cut between words, or between grapheme
    clusters (UAX 29) in scripts without spaces, and ends in an ellipsis.
    """
    written = [paragraph.text for paragraph in body if not paragraph.subhead]
    prose = filter(is_prose, written)  # of most articles only the first is asked for
    first = next(prose, None)
    texts = written if first is None else chain([first], prose)
    lead = ""
    for text in texts:
        for sentence in _sentences(text, LIMIT if not lead else 0):
            longer = f"{lead} {sentence}" if lead and not _is_wide(lead) else lead + sentence
            if len(longer) > LIMIT:
                return lead or cut(sentence, LIMIT)
            lead = longer
        if len(lead) >= ENOUGH:
            break
    return lead


def _sentences(text: str, room: int) -> Iterable[str]:
    """Sentences of a paragraph, or all in one if they fit: with the spaces between them they are the paragraph, but for
    those in Chinese and Japanese. Not to look for them saves 8 us an article."""
    if len(text) <= room and _WIDE_STOP.search(text) is None:
        return (text,)
    return sentences.each(text[: 2 * LIMIT])  # what lies further on cannot be in a summary


def _is_wide(text: str) -> bool:
    """Whether the text ends as Chinese and Japanese sentences do, which no space follows."""
    return text.rstrip("」』）”’")[-1:] in "。！？"


def cut(text: str, limit: int) -> str:
    """The text within `limit` characters, the ellipsis included: cut after a word if one ends in the second half."""
    if len(text) <= limit:
        return text
    import regex

    kept: list[str] = []
    length = 0
    words_end = 0  # clusters before the last space, once half of the limit is used
    for cluster in regex.findall(r"\X", text[: limit + 1]):
        if cluster[0] == " " and length >= limit // 2:
            words_end = len(kept)
        length += len(cluster)
        if length > limit - len(ELLIPSIS):
            break
        kept.append(cluster)
    if words_end:
        del kept[words_end:]
    while kept and kept[-1] in _TRIMMED:
        kept.pop()
    return "".join(kept) + ELLIPSIS
