"""Recognises a line of page furniture by its words, in seven languages, and says what kind it is."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from exporter.normalise import phrases
from exporter.normalise.phrases import Kind
from exporter.normalise.shape import ends_sentence, fold, is_tag

MAX_LENGTH: Final = 200
"""No furniture that begins like a phrase of this table is longer; prose that does, may be."""


class Known(Struct, frozen=True):
    """What the lexicon says of one line."""

    kind: Kind
    phrase: str
    """The words it was known by, folded."""
    rest: str = ""
    """What follows the phrase and its colon, as it stands."""


_BETWEEN: Final = re.compile(r"[,;|•·]| / ")
_COUNTED: Final = frozenset(phrases.COUNTED.split())
_NETWORKS: Final = frozenset(phrases.NETWORKS.split())
_AROUND_NETWORKS: Final = frozenset(phrases.AROUND_NETWORKS.split())


def _table() -> Iterator[tuple[str, Known]]:
    for kind, languages in phrases.LINES.items():
        for listed in languages.values():
            for phrase in map(fold, listed.split(",")):
                yield phrase, Known(kind, phrase)


# A phrase of two kinds is what the earlier row says: `thema` a heading, not a rubric.
_KNOWN: Final = dict(reversed(tuple(_table())))
_LABELLED: Final = {fold(label): Known("furniture", fold(label)) for label in phrases.LABELS.split(",")}


def find(text: str) -> Known | None:
    """What the lexicon knows of this clean line, or None.

    The whole line is a phrase, or it begins with a phrase and a colon, or with one of the few openings that need none,
    or it names nothing but two or more networks, or it is one bare link.
    """
    folded = fold(text)
    known = _KNOWN.get(folded)
    if known is not None and (" " in folded or not ends_sentence(text)):
        return known  # one word and a full stop may be how the body ends: `Stop. Delen.`
    if not folded:
        return Known("furniture", "punctuation only") if text else None
    if len(text) > MAX_LENGTH:
        return None
    return _labelled(text) or _opened(text, folded) or _networks(folded)


def items(rest: str) -> tuple[str, ...]:
    """The names in what follows a heading: `Haven, Klimaat | Natuur` is three."""
    return tuple(item for item in map(str.strip, _BETWEEN.split(rest)) if item)


def is_rubric(text: str) -> bool:
    """Whether newspapers everywhere file articles under this name."""
    known = _KNOWN.get(fold(text))
    return known is not None and known.kind == "rubric"


def is_share(text: str) -> bool:
    """Whether the whole line asks to share the article."""
    known = _KNOWN.get(fold(text))
    return known is not None and known.kind == "share"


def is_network(text: str) -> bool:
    """Whether the line is the name of one network and nothing else. It could be a keyword: the lines around it tell."""
    return fold(text) in _NETWORKS


def _labelled(text: str) -> Known | None:
    label, colon, rest = text.partition(":")
    rest = rest.strip()
    if not colon or not rest or len(label) > 40 or rest.startswith("//"):
        return None
    folded = fold(label)
    known = _KNOWN.get(folded) or _LABELLED.get(folded)
    return Known(known.kind, folded, rest) if known is not None and _may_follow(known, folded, rest) else None


def _may_follow(known: Known, label: str, rest: str) -> bool:
    """Whether the rest is what follows such a label in furniture, and not a sentence (`Share: 12 euro`)."""
    if known.kind == "rubric":
        return False
    if known.kind == "teaser":
        return True
    if known.kind in ("topics", "tags"):
        return all(map(is_tag, items(rest)))
    if known.kind == "share" and " " not in label:
        return is_rubric(rest) or is_network(rest) or _networks(fold(rest)) is not None
    return not ends_sentence(rest) and len(rest.split()) <= 8


def _opened(text: str, folded: str) -> Known | None:
    lower = text.casefold()
    if lower.startswith(phrases.RIGHTS):
        return Known("furniture", "©")
    if lower.startswith(phrases.OPENINGS) and not ends_sentence(text) and len(text.split()) <= 10:
        return Known("furniture", " ".join(folded.split()[:2]))
    for opening in phrases.TOPIC_OPENINGS:
        rest = text[len(opening) :].strip() if lower.startswith(opening) else ""
        if len(rest.split()) <= 3 and is_tag(rest) and not rest[0].islower():
            return Known("topics", opening.strip(), rest)
    words = folded.split()
    if len(words) == 1 and folded.startswith(("http://", "https://", "www.")):
        return Known("furniture", "bare link")
    if len(words) == 2 and words[0].isdecimal() and words[1] in _COUNTED:
        return Known("furniture", words[1])
    return None


def _networks(folded: str) -> Known | None:
    words = folded.replace(",", " ").split()
    named = sum(word in _NETWORKS for word in words)
    if not named or not all(word in _NETWORKS or word in _AROUND_NETWORKS for word in words):
        return None
    return Known("share", "names of networks") if len(words) > 1 else None
