"""Recognises a line of page furniture by its words, in thirteen languages, and says what kind it is."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Final

from msgspec import Struct

from exporter.normalise import byline, formulas, phrases
from exporter.normalise.phrases import Kind
from exporter.normalise.shape import TRIMMED, ends_sentence, fold, is_tag

MAX_LENGTH: Final = 200
"""No furniture that begins like a phrase of this table is longer; prose that does, may be."""
LONGEST_PHRASE: Final = MAX_LENGTH // 4
"""No phrase is longer. Folding makes one character of at most four (UAX #15: the most that NFD makes of one)."""


class Known(Struct, frozen=True, gc=False):
    """What the lexicon says of one line."""

    kind: Kind
    phrase: str
    """The words it was known by, folded."""
    rest: str = ""
    """What follows the phrase and its colon, as it stands."""


_BETWEEN: Final = re.compile(r"[,;|•·]| / ")
_COUNTED: Final = frozenset(formulas.COUNTED.split())
_NETWORKS: Final = frozenset(formulas.NETWORKS.split())
_AROUND_NETWORKS: Final = frozenset(formulas.AROUND_NETWORKS.split())
_IN_SHARE_LINES: Final = _NETWORKS | _AROUND_NETWORKS
_AGENCIES: Final = frozenset(formulas.AGENCIES.split())
_AROUND_AGENCIES: Final = frozenset(formulas.AROUND_AGENCIES.split())
_WITH: Final = frozenset(("met", "mit", "avec", "with", "con"))
_PROMPTED: Final = frozenset(formulas.PROMPTED.split()) | _NETWORKS
_WITHOUT_COLON: Final = formulas.TOPIC_OPENINGS + formulas.MORE_FROM
_CODE: Final = re.compile(r"[a-z]{2,4}")
_TALLY: Final = re.compile(r"([^\W\d_]+) ?\(\d[\d.]*\)")


def _table() -> Iterator[tuple[str, Known]]:
    for kind, languages in phrases.LINES.items():
        for listed in languages.values():
            for phrase in map(fold, listed.split(",")):
                yield phrase, Known(kind, phrase)
    for kind, named in formulas.NAMED.items():
        for openings, words in named:
            for opening, word in product(openings.split(", "), words.split()):
                phrase = fold(opening.replace("*", word))
                yield phrase, Known(kind, phrase)


# A phrase of two kinds is what the earlier row says: `thema` a heading, not a rubric.
_KNOWN: Final = dict(reversed(tuple(_table())))
_CLOSINGS: Final = frozenset(map(fold, formulas.CLOSINGS.split(",")))
_ALSO: Final = frozenset(map(fold, formulas.ALSO.split(",")))
_INTERRUPTIONS: Final = frozenset(map(fold, formulas.INTERRUPTIONS.split(",")))
BEGINNING: Final = 4
_BEGINNINGS: Final = frozenset(phrase[:BEGINNING] for phrase in _ALSO | _INTERRUPTIONS)
"""The first characters of what may break into a text; none of these phrases is shorter."""
_UNNAMED: Final = frozenset(map(fold, formulas.UNNAMED.split(","))) | {"names of agencies", "a writer without a name"}
_CREDITS: Final = frozenset(map(fold, formulas.CREDITS.split(","))) | _UNNAMED
_LABELLED: Final = {fold(label): Known("furniture", fold(label)) for label in formulas.LABELS.split(",")}


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
    lower = text.casefold()
    return (
        _labelled(text)
        or _opened(text, folded, lower)
        or _counted(text, folded, lower)
        or _networks(folded)
        or _agencies(text)
        or _staff(text)
    )


def is_beyond(text: str) -> bool:
    """Whether the line is too long to be known here, by its length alone: most lines of most articles are."""
    return len(text) > MAX_LENGTH and len(text.strip(TRIMMED)) > MAX_LENGTH


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


@lru_cache(maxsize=1024)  # asked of the names of sections, which recur
def is_closing(text: str) -> bool:
    """Whether the line closes a letter or a story: it is body, and names below it are those of a letter."""
    return fold(text) in _CLOSINGS


def is_with_agency(text: str) -> bool:
    """Whether the line says with which news agency a newspaper wrote this: `Le Courrier avec AFP`."""
    if text.rpartition(" ")[2] not in _AGENCIES:
        return False
    words = text.split(" ")
    return 3 <= len(words) <= 8 and words[-2] in _WITH


def is_credit(text: str) -> bool:
    """Whether the line says whose picture or report this is, or that it is advertising: what stands above a body."""
    known = find(text)
    if known is None or known.kind != "furniture":
        return False
    return known.phrase in _CREDITS and (bool(known.rest) or known.phrase in _UNNAMED)


def is_interruption(text: str) -> bool:
    """Whether the line breaks into a text to say that it goes on, or names another article with words that say so."""
    if len(text) > MAX_LENGTH:
        return False
    if text[: BEGINNING + 1].isascii() and text[:1].isalnum() and text[:BEGINNING].lower() not in _BEGINNINGS:
        return False  # where ASCII stands on both sides, folding changes case only: 0.3 us instead of 2
    label, colon, rest = text.partition(":")
    if colon and rest.strip() and fold(label) in _ALSO:
        return not text.endswith(".")  # as in _may_follow
    return fold(text) in _INTERRUPTIONS


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
        return not rest.endswith(".")  # a sentence may be advice: `See also: the lighthouse and the goat.`
    if known.kind in ("topics", "tags"):
        return all(map(is_tag, items(rest)))
    if known.kind == "share" and " " not in label:
        return is_rubric(rest) or is_network(rest) or _networks(fold(rest)) is not None
    return not ends_sentence(rest) and len(rest.split()) <= 8


def _opened(text: str, folded: str, lower: str) -> Known | None:
    if lower.startswith(formulas.RIGHTS):
        return Known("furniture", "©")
    if lower.startswith(formulas.OPENINGS) and not ends_sentence(text) and len(text.split()) <= 10:
        return Known("furniture", " ".join(folded.split()[:2]))
    for opening in _WITHOUT_COLON if lower.startswith(_WITHOUT_COLON) else ():
        rest = text[len(opening) :].strip() if lower.startswith(opening) else ""
        if len(rest.split()) <= 3 and is_tag(rest) and not rest[0].islower():
            more = opening in formulas.MORE_FROM
            return Known("teaser", opening.strip()) if more else Known("topics", opening.strip(), rest)
    if folded.startswith(("http://", "https://", "www.")) and len(folded.split()) == 1:
        return Known("furniture", "bare link")
    return None


def _counted(text: str, folded: str, lower: str) -> Known | None:
    """A number of comments (`12 reacties`, `Comments (12)`), or a sentence that only furniture says."""
    words = folded.split(None, 2)
    if len(words) == 2 and words[0].isdecimal() and words[1] in _COUNTED:
        return Known("furniture", words[1])
    tally = _TALLY.fullmatch(lower) if lower.endswith(")") else None
    if tally is not None and tally[1] in _COUNTED:
        return Known("furniture", tally[1])
    return Known("furniture", " ".join(words[:2])) if _is_set_sentence(text, lower) else None


def _is_set_sentence(text: str, lower: str) -> bool:
    """Whether the line is a sentence that no article would say."""
    bare = lower.strip("(). ")
    if lower.startswith(formulas.SENTENCES) or bare.endswith(formulas.ENDINGS):
        return True
    if lower.startswith(formulas.PROMPTS):
        return not _PROMPTED.isdisjoint(re.findall(r"[^\W_]+", lower))
    for opening in formulas.CREDITED if bare.startswith(formulas.CREDITED) else ():
        if bare.startswith(opening):
            names = text.strip("(). ")[len(opening) :].partition(";")[0]
            return bool(byline.names(f"By {names}"))
    return False


def _networks(folded: str) -> Known | None:
    bare = folded.removeprefix("click to ").replace("(opens in new window)", "").replace(",", " ")
    if not _IN_SHARE_LINES.issuperset(bare.split(None, 1)[:1]):
        return None  # by its first word, as nearly all prose
    words = bare.split()
    if not _IN_SHARE_LINES.issuperset(words) or _NETWORKS.isdisjoint(words):
        return None
    return Known("share", "names of networks") if len(words) > 1 else None


def _agencies(text: str) -> Known | None:
    """A credit of agencies: `(dpa)`, `ANP`, `Avec AFP`, and with the codes of desks and editors: `tm/AFP`, `(dpa/lno)`.

    As the agencies write themselves: `pap` is food, `PAP` an agency.
    """
    words = text.strip("()[] .").replace(",", " ").split(None, 8)
    if not 1 <= len(words) <= 8:
        return None
    named = False
    for word in words:
        parts = word.split("/")
        agencies = [part in _AGENCIES for part in parts]
        named |= any(agencies)
        if any(agencies):
            if not all(known or _CODE.fullmatch(part) for known, part in zip(agencies, parts, strict=True)):
                return None
        elif word.casefold() not in _AROUND_AGENCIES:
            return None
    return Known("furniture", "names of agencies") if named else None


def _staff(text: str) -> Known | None:
    return Known("furniture", "a writer without a name") if byline.is_staff(text) else None
