"""Splits a paragraph into sentences: abbreviations, initials, dates and quotations in nl, en, de and fr are no ends."""

import re
from collections.abc import Iterator
from typing import Final

from exporter.normalise.shape import STOPS

_CLOSERS: Final = "\"'“”‘’«»‹›)\\]}）】〕」』"
_OPENERS: Final = "\"'“„‚‘«‹([{（【「『¿¡—–"
_WIDE_STOPS: Final = "。！？"
_STOPS: Final = re.escape(STOPS)
_END: Final = re.compile(
    # The stop comes first, so that `re` looks for nothing else where there is none: half of the time.
    rf"[{_STOPS}](?:"
    # Possessive, and only from the first stop of a run: linear. French puts a space before the closing mark.
    rf"(?<![{_STOPS}]{{2}})[{_STOPS}]*+[{_CLOSERS}]*+(?: [»›])?(?= |$)"
    # No space follows these, so what could open the next sentence does not close this one.
    rf"|(?<=[{_WIDE_STOPS}])[{_WIDE_STOPS}]*[”’）】〕」』]*)"
)

# With their final stop, compared caseless. What may well end a sentence (etc., enz., usw., Inc.) is not here; what is
# also a word or a name (`no.`, `jan.`) counts only before a figure.
_ABBREVIATIONS: Final = (
    "dhr. mevr. mw. mej. drs. ir. ing. mr. prof. dr. ds. st. ca. bijv. bv. o.a. d.w.z. m.b.t. t.o.v. i.p.v. resp. "
    "incl. excl. jl. a.s. blz. afb. zgn. evt. vgl. mrs. ms. messrs. rev. hon. gov. sen. rep. pres. gen. lt. capt. "
    "cpl. sgt. maj. cmdr. adm. supt. insp. vs. v. e.g. i.e. cf. approx. dept. mt. ft. hr. fr. z.b. u.a. d.h. bzw. "
    "ggf. evtl. inkl. exkl. str. abs. ziff. bd. hrsg. geb. gest. sog. zzgl. jh. jhd. mio. mrd. i.d.r. u.u. z.t. "
    "o.ä. dipl. m. mm. mme. mmes. mlle. mlles. mgr. ste. av. env. p.ex. hab."
)
_BEFORE_FIGURES: Final = (
    "no. nos. nr. art. fig. vol. p. pp. chap. kap. tel. jan. feb. febr. mar. mrt. apr. jun. jul. aug. sep. sept. "
    "oct. okt. nov. dec. dez. janv. févr. avr. juil. août. déc. max. min. ex."
)
_ALWAYS: Final = frozenset(_ABBREVIATIONS.split())
_WITH_FIGURE: Final = frozenset(_BEFORE_FIGURES.split())
_NEAR: Final = 24
"""Characters around a stop that are looked at: no abbreviation is longer, and the work stays linear in the text."""
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.-?)+")
_ORDINAL: Final = re.compile(r"\d{1,2}\.")


def split(paragraph: str) -> tuple[str, ...]:
    """The sentences of one clean line, without the spaces between them; joined by those they are the line again.

    Where it cannot tell, it does not split: two sentences taken for one do less harm in a summary than half a one.
    """
    return tuple(each(paragraph))


def each(paragraph: str) -> Iterator[str]:
    """The same, one after another: for whoever needs only the first ones."""
    start = 0
    for match in _END.finditer(paragraph):
        end = match.end()
        if end < len(paragraph) and _is_end(paragraph, start, match):
            yield paragraph[start:end]
            start = end + (paragraph[end] == " ")
    if start < len(paragraph):
        yield paragraph[start:]


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    stops = match.group()
    if stops[0] in _WIDE_STOPS:
        return True
    ahead = text[match.end() + 1 : match.end() + 1 + _NEAR]
    following = ahead.lstrip(_OPENERS + " ")[:1] if text[match.end()] == " " else ""
    if not following or following.islower():
        return False
    return (
        stops[0] != "."
        or stops.startswith("..")
        or not _is_abbreviated(text[max(start, match.start() - _NEAR) : match.start() + 1], following)
    )


def _is_abbreviated(sentence: str, following: str) -> bool:
    """Whether the stop at the end belongs to its last word: `Mr.`, `z.B.`, `J. D.`, `14.` (Februar)."""
    word = sentence[sentence.rfind(" ") + 1 :].lstrip(_OPENERS)
    folded = word.casefold()
    if folded in _ALWAYS or (folded in _WITH_FIGURE and following.isdecimal()):
        return True
    return _INITIALS.fullmatch(word) is not None or _ORDINAL.fullmatch(word) is not None
