"""The tables that lines are looked up in, made once from the words of every language (exporter.normalise.languages).

All of them hold folded text (exporter.normalise.shape.fold).
"""

from collections.abc import Iterator
from itertools import product
from typing import Final

from msgspec import Struct

from exporter.normalise import formulas
from exporter.normalise.languages import LANGUAGES
from exporter.normalise.shape import fold, folded
from exporter.normalise.words import KINDS, Kind, Words, phrases


class Known(Struct, frozen=True, gc=False):
    """What the lexicon says of one line."""

    kind: Kind
    phrase: str
    """The words it was known by, folded."""
    rest: str = ""
    """What follows the phrase and its colon, as it stands."""


class Asking(Struct, frozen=True):
    """How the pages of one language ask for something: the words that such a line consists of."""

    kind: Kind
    words: frozenset[str]
    nouns: frozenset[str]
    """One of these must be among them; none, if it is empty."""

    def asks(self, words: list[str]) -> bool:
        """Whether this asks for something: it holds nothing but such words."""
        return self.words.issuperset(words) and (not self.nouns or not self.nouns.isdisjoint(words))


def _folded(field: str, parted_by: str = ",") -> Iterator[str]:
    """The phrases of one row, of all languages, folded."""
    return folded((getattr(words, field) for words in LANGUAGES.values()), parted_by)


def _split(listed: str) -> frozenset[str]:
    return frozenset(folded((listed,), " "))


def _known() -> dict[str, Known]:
    """Of a phrase of two kinds, or two languages, what comes first counts: `thema` is a heading, not a rubric."""
    found: dict[str, Known] = {}
    for kind in KINDS:
        for phrase in _folded(kind):
            found.setdefault(phrase, Known(kind, phrase))
    for phrase, kind in _unspaced():
        found.setdefault(phrase, Known(kind, phrase))
    return found


def _unspaced() -> Iterator[tuple[str, Kind]]:
    """What asks for something in Chinese and Japanese, where no blanks part the words: `收听本文`, `記事を共有`."""
    for language, forms in (("zh", ("{verb}{noun}",)), ("ja", ("{noun}を{verb}", "{noun}{verb}"))):
        words = LANGUAGES[language]
        asked: tuple[tuple[Kind, str], ...] = (("share", "share_verbs"), ("furniture", "act_verbs"))
        for kind, field in asked:
            for form, verb, noun in product(forms, _row(words, field), _row(words, "nouns")):
                yield form.format(verb=verb, noun=noun), kind


def _row(words: Words, field: str) -> frozenset[str]:
    return frozenset(folded((getattr(words, field),)))


def _asking(last: bool) -> dict[str, tuple[Asking, ...]]:
    """By the verb that such a line begins with; `last`: that it ends with, in languages where it may."""
    found: dict[str, tuple[Asking, ...]] = {}
    for words in LANGUAGES.values():
        if last and not words.verb_last:
            continue
        nouns, around = _row(words, "nouns"), _row(words, "around")
        rows: tuple[tuple[Kind, frozenset[str], frozenset[str]], ...] = (
            ("share", _row(words, "share_verbs"), frozenset()),
            ("furniture", _row(words, "act_verbs"), nouns),
        )
        for kind, verbs, needed in rows:
            asking = Asking(kind, verbs | nouns | around | (NETWORKS if kind == "share" else frozenset()), needed)
            for verb in verbs:
                found[verb] = (*found.get(verb, ()), asking)
    return found


NETWORKS: Final = _split(formulas.NETWORKS) | frozenset(folded((formulas.NETWORKS_OF_WORDS,)))
AROUND_NETWORKS: Final = _split(formulas.AROUND_NETWORKS)
KNOWN: Final = _known()
ASKING: Final = _asking(last=False)
ASKING_LAST: Final = _asking(last=True)
CLOSINGS: Final = frozenset(_folded("closings"))
MIN_TEASING: Final = 12
"""Characters of a teaser heading of several words that, before a colon and a name, is chrome wherever it stands."""
ALSO: Final = frozenset(_folded("also")) | {
    phrase for phrase in _folded("teaser") if " " in phrase and len(phrase) >= MIN_TEASING
}
MIN_CAPITALS: Final = 6
"""Characters of such a heading in capitals, of one word or more: `ZOBACZ: ...`."""
ALSO_IN_CAPITALS: Final = ALSO | {phrase for phrase in _folded("teaser") if len(phrase) >= MIN_CAPITALS}
INTERRUPTIONS: Final = frozenset(_folded("interruptions"))
LABELLED: Final = {label: Known("furniture", label) for label in _folded("labels")}
COUNTED: Final = frozenset(_folded("counted"))
REPLIES: Final = frozenset(folded((formulas.REPLIES,)))
OPENINGS: Final = tuple({f"{opening} " for opening in _folded("openings")})
TOPIC_OPENINGS: Final = tuple(sorted({f"{opening} " for opening in _folded("topic_openings")}, key=len, reverse=True))
MORE_FROM: Final = tuple(sorted({f"{opening} " for opening in _folded("more_from")}, key=len, reverse=True))
PROMPTS: Final = tuple({f"{prompt} " for prompt in _folded("prompts")})
PROMPTED: Final = frozenset(_folded("prompted")) | NETWORKS
SENTENCES: Final = tuple(set(_folded("sentences", "|")))
ADVERTISING: Final = frozenset(folded((formulas.UNNAMED,)))
UNNAMED: Final = ADVERTISING | {"©", "names of agencies", "a writer without a name"}
PICTURES: Final = frozenset(_folded("credits"))
"""Labels of what tells whose picture it is."""
RESERVED: Final = tuple(set(folded((formulas.RESERVED,))))
_IN_NAMES: Final = _split(
    "de den des du el la i as an for men dan ben sen ella elle kim jos ma no si su on so me at per om hun vi nu kun et "
    "det das un une una een ein a"
)
"""What begins a sentence in one language, and in another a name, or what stands before one."""
STARTERS: Final = frozenset(_folded("starters")) - _IN_NAMES
ARTICLES: Final = frozenset(_folded("articles"))
JOINERS: Final = frozenset(_folded("joiners"))
_OTHERWISE: Final = frozenset(("to", "due", "fire", "sei", "dos"))
"""Numbers in one language, and in another what is in every second sentence."""
NUMBERS: Final = {
    form: number
    for words in LANGUAGES.values()
    for number, forms in enumerate(phrases(words.numbers), 2)
    for written in forms.split()
    for form in (written, fold(written))
    if form not in _OTHERWISE
}
