"""Recognises a line of page furniture by its words, in 21 languages, and says what kind it is."""

import re
from functools import lru_cache
from typing import Final

from exporter.normalise import byline, formulas, vocabulary
from exporter.normalise.shape import TRIMMED, ends_sentence, fold, is_tag
from exporter.normalise.vocabulary import Known

MAX_LENGTH: Final = 200
"""No furniture that begins like a phrase of this table is longer; prose that does, may be."""
LONGEST_PHRASE: Final = 60
"""Characters. No phrase is longer."""
MAX_WORDS: Final = 8
"""Of a line that asks to share the article, or says whose picture it is."""

_BETWEEN: Final = re.compile(r"[,;|•·、，；،]| / ")
COLON: Final = re.compile(r"\s*[:：=＝]\s*|(?<=^Image source),\s+|(?:(?<=^[Ff]ot)|(?<=^FOT))\.\s+")
_AROUND_AGENCIES: Final = frozenset(formulas.AROUND_AGENCIES.split())
_IN_SHARE_LINES: Final = vocabulary.NETWORKS | vocabulary.AROUND_NETWORKS
_WITHOUTCOLON: Final = vocabulary.TOPIC_OPENINGS + vocabulary.MORE_FROM
_CODE: Final = re.compile(r"[a-z]{2,4}")
_TALLY: Final = re.compile(
    r"([^\W\d_]+) ?\(\d[\d.]*\)?|(\d[\d., ]*) ?([^\W\d_]+)|([^\W\d_]+) (\d+)|([^\W\d_]+)\d+ ?[件개条條]"
)
_ITEMS_BEHIND: Final = re.compile(r"(\D+?) ?\(\d[\d.]*\D{0,7}\)")
"""A phrase and how many there are: `View all photos (8)`, `コメント(14件)`."""
_STARS: Final = frozenset("★☆⭐")
"""How a critic rates."""
_PAIRS: Final = {"(": ")", "（": "）", "<": ">"}


def find(text: str) -> Known | None:
    """What the lexicon knows of this clean line, or None.

    The whole line is a phrase, or it begins with a phrase and a colon, or with one of the few openings that need none,
    or it holds nothing but words that ask for something, or the names of two or more networks, or it is one bare link.
    """
    if is_beyond(text):
        return None
    folded = fold(text)
    known = vocabulary.KNOWN.get(folded)
    if known is not None and (" " in folded or not ends_sentence(text)):
        return known  # one word and a full stop may be how the body ends: `Stop. Delen.`
    if not folded:
        return Known("furniture", "punctuation only") if text and _STARS.isdisjoint(text) else None
    if len(text) > MAX_LENGTH:
        return None
    return (
        _labelled(text)
        or _opened(text, folded)
        or _asked(text, folded)
        or _counted(text, folded)
        or _networks(folded)
        or _agencies(text)
        or _staff(text)
        or _in_brackets(text)
    )


def is_beyond(text: str) -> bool:
    """Whether the line is too long to be known here, by its length alone: most lines of most articles are."""
    return len(text) > MAX_LENGTH and len(text.strip(TRIMMED)) > MAX_LENGTH


def items(rest: str) -> tuple[str, ...]:
    """The names in what follows a heading: `Haven, Klimaat | Natuur` is three."""
    return tuple(item for item in map(str.strip, _BETWEEN.split(rest)) if item)


def is_rubric(text: str) -> bool:
    """Whether newspapers everywhere file articles under this name."""
    known = vocabulary.KNOWN.get(fold(text))
    return known is not None and known.kind == "rubric"


def is_share(text: str) -> bool:
    """Whether the whole line asks to share the article."""
    known = vocabulary.KNOWN.get(fold(text))
    return known is not None and known.kind == "share"


def is_network(text: str) -> bool:
    """Whether the line is the name of one network and nothing else. It could be a keyword: the lines around it tell."""
    return len(text) <= MAX_LENGTH and fold(text) in vocabulary.NETWORKS


@lru_cache(maxsize=1024)  # asked of the names of sections, which recur
def _is_closing(text: str) -> bool:
    return fold(text.strip("()（）")) in vocabulary.CLOSINGS


def is_closing(text: str) -> bool:
    """Whether the line closes a letter or a story: it is body, and names below it are those of a letter."""
    return len(text) <= MAX_LENGTH and _is_closing(text)


def _labelled(text: str) -> Known | None:
    colon = COLON.search(text, 0, LONGEST_PHRASE)
    if colon is None or not 0 < colon.start() <= 40 or colon.end() == len(text):
        return None
    rest = text[colon.end() :].strip()
    if rest.startswith("//"):
        return None
    folded = fold(text[: colon.start()])
    known = vocabulary.KNOWN.get(folded)
    if known is None or known.kind == "rubric":
        known = vocabulary.LABELLED.get(folded)
    return Known(known.kind, folded, rest) if known is not None and _may_follow(known, folded, rest) else None


def _may_follow(known: Known, label: str, rest: str) -> bool:
    """Whether the rest is what follows such a label in furniture, and not a sentence (`Share: 12 euro`)."""
    if known.kind == "teaser":
        return not rest.endswith((".", "。"))  # a sentence may be advice: `See also: the lighthouse and the goat.`
    if known.kind in ("topics", "tags"):
        return all(map(is_tag, items(rest)))
    if known.kind == "share" and " " not in label:
        return is_rubric(rest) or is_network(rest) or _networks(fold(rest)) is not None
    return not ends_sentence(rest) and len(rest.split()) <= MAX_WORDS


def is_right(text: str) -> bool:
    """Whether the line begins as lines on copyright do."""
    return text.lstrip(TRIMMED)[:LONGEST_PHRASE].casefold().startswith(formulas.RIGHTS)


def _opened(text: str, folded: str) -> Known | None:
    if is_right(text):
        return Known("furniture", "©")
    if folded.startswith(vocabulary.OPENINGS) and not ends_sentence(text) and len(folded.split()) <= 10:
        return Known("furniture", " ".join(folded.split()[:2]))
    for opening in _WITHOUTCOLON if folded.startswith(_WITHOUTCOLON) else ():
        rest = text.lstrip(TRIMMED).split(None, len(opening.split()))[-1] if folded.startswith(opening) else ""
        if rest and len(rest.split()) <= 3 and is_tag(rest) and not rest[0].islower():
            more = opening in vocabulary.MORE_FROM
            return Known("teaser", opening.strip()) if more else Known("topics", opening.strip(), rest)
    if folded.startswith(("http://", "https://", "www.")) and len(folded.split()) == 1:
        return Known("furniture", "bare link")
    return None


def _asked(text: str, folded: str) -> Known | None:
    """A button of the page, or a line that asks to share: nothing but the words of one language for that."""
    first, _, rest = folded.partition(" ")
    if not rest or ends_sentence(text):
        return None
    last = rest.rpartition(" ")[2]
    if first not in vocabulary.ASKING and last not in vocabulary.ASKING_LAST:
        return None
    words = folded.replace(",", " ").replace("/", " ").split()
    if len(words) > MAX_WORDS:
        return None
    for asking in (*vocabulary.ASKING.get(first, ()), *vocabulary.ASKING_LAST.get(last, ())):
        if asking.asks(words):
            return Known(asking.kind, folded)
    return None


def _counted(text: str, folded: str) -> Known | None:
    """A number of comments (`12 reacties`, `Comments (12)`), or a sentence that only furniture says."""
    tally = _TALLY.fullmatch(folded)
    if tally is not None:
        word = tally[1] or tally[3] or tally[4] or tally[6]
        return Known("furniture", word) if word in vocabulary.COUNTED else None
    behind = _ITEMS_BEHIND.fullmatch(folded)
    known = vocabulary.KNOWN.get(behind[1]) if behind is not None else None
    if known is not None and known.kind == "furniture":
        return known
    return Known("furniture", " ".join(folded.split(None, 2)[:2])) if _is_set_sentence(text, folded) else None


def _is_set_sentence(text: str, folded: str) -> bool:
    """Whether the line is a sentence that no article would say."""
    bare = folded.strip("(). ")
    if folded.startswith(vocabulary.SENTENCES) or bare.endswith(formulas.ENDINGS):
        return True
    if folded.endswith(vocabulary.RESERVED) or folded.startswith(vocabulary.RESERVED):
        return True
    if folded.startswith(vocabulary.PROMPTS):
        return not vocabulary.PROMPTED.isdisjoint(re.findall(r"[^\W_]+(?:-[^\W_]+)*", folded))
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
    if not _IN_SHARE_LINES.issuperset(words) or vocabulary.NETWORKS.isdisjoint(words):
        return None
    return Known("share", "names of networks") if len(words) > 1 else None


def _agencies(text: str) -> Known | None:
    """A credit of agencies: `(dpa)`, `ANP`, `Avec AFP`, and with the codes of desks and editors: `tm/AFP`, `(dpa/lno)`.

    As the agencies write themselves: `pap` is food, `PAP` an agency.
    """
    words = text.strip("()[]（）【】 .").replace(",", " ").split(None, 8)
    if not 1 <= len(words) <= 8:
        return None
    named = False
    for word in words:
        parts = word.split("/")
        agencies = [part in formulas.AGENCY_NAMES for part in parts]
        named |= any(agencies)
        if any(agencies):
            if not all(known or _CODE.fullmatch(part) for known, part in zip(agencies, parts, strict=True)):
                return None
        elif word.casefold() not in _AROUND_AGENCIES:
            return None
    return Known("furniture", "names of agencies") if named else None


def _staff(text: str) -> Known | None:
    return Known("furniture", "a writer without a name") if byline.is_staff(text) else None


def _in_brackets(text: str) -> Known | None:
    """What is known without the brackets around it: `(Advertentie)`."""
    if _PAIRS.get(text[:1], "") != text[-1:] or len(text) < 3:
        return None
    known = vocabulary.KNOWN.get(fold(text[1:-1]))
    return known if known is not None and known.kind in ("share", "furniture", "teaser") else None
