"""Cleans one piece of text: what a reader sees stays, what no reader sees and XML cannot hold goes.

The ranges are written out, not asked of a Unicode database, so that the same text gives the same bytes under every
version of Python. (NFC is stable by the Unicode stability policy.)
"""

import html
import re
import unicodedata
from collections.abc import Sequence

_ORDINARY = (
    " -%'-~"  # ASCII but for controls and `&`
    "\xa1-\xac\xae-\u02af"  # Latin, but for NBSP and the soft hyphen
    "\u0388-\u03ff\u0400-\u0482\u048a-\u052f"  # Greek, Cyrillic
    "\u2010-\u2027\u2030-\u203b\u20ac\u2122"  # dashes, quotes, €, ™
    "\u3001-\u3020\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e"  # Chinese, Japanese, Korean
)
_UNUSUAL = re.compile(rf"[^{_ORDINARY}]")
"""Where there is none, nothing is to be done: no character of _ORDINARY is changed, or composed with another by NFC."""
_BLANKED = bytes(
    0 if byte in b"\t\n\v\f\r" else 32 if 0x20 < byte < 0x7F and byte != ord("&") else byte for byte in range(256)
)
"""For bytes.translate: a space for ASCII that is ordinary, NUL for what bytes.split would take for a space as well."""

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
"""With its semicolon: `AT&T`, `R&D` and `?a=1&copy=2` are text."""

_OTHER_SCRIPTS = "\u0388-\u03ff\u0410-\u044f\u3001-\u30ff\u4e00-\u9fff\uac00-\ud7a3\u0590-\u0dff\u0e00-\u0eff"
_SUSPECT = rf"[^\x00-\x7f{_OTHER_SCRIPTS}]"
_MAYBE_DAMAGED = re.compile(rf"[^\x00-\x7f](?:{_SUSPECT}|(?<={_SUSPECT})[^\x00-\x7f]|(?<=[\x80-\x9f])|(?<=[ÂÃÎÐ]) )")
"""What all of ftfy's signs of damage have in common: to look for them takes 60 us, for this 2 us. The letter or sign
that UTF-8 was mistaken for is never alone, unless a no-break space behind it became a plain one."""

_LOWER, _UPPER = "àáâãäåæçèéêëìíîïðñòóôõöøùúûü", "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜ"
_AMONG, _OPENING, _CLOSING = "’…–—", "“„‘‚«‹¿¡", "”»›"
_UNSUSPECTED = frozenset(
    (first + second).encode()
    for firsts, seconds in (
        (_LOWER, _LOWER + _AMONG),
        (_UPPER, _LOWER),
        (_AMONG, _LOWER + _UPPER + _AMONG + _OPENING + _CLOSING),
        (_OPENING, _LOWER + _UPPER + _AMONG),
        (_CLOSING, _AMONG),
    )
    for first in firsts
    for second in seconds
)
"""Two that stand together in good Dutch, German and French (`vóór`, `l’été`, `„Öl`): between ASCII no sign of damage to
ftfy, whatever ASCII. Of its signs only an `œ` before what is no letter escapes _MAYBE_DAMAGED."""

_MANY_MARKS = re.compile(r"[^\w\s\x00-\x7f]{31,}")
_MOST_MARKS = 30
"""On one letter: what the Stream-Safe Text Format allows (UAX #15 section 13), and more than any language has. NFC
sorts them, in a time that grows with the square of their number: a line of a megabyte took six minutes."""

_NEVER_SEEN = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls that are no white space
    "\xad\u034f\u17b4\u17b5\u200b\u2060-\u206f\u3164\ufeff\uffa0"  # soft hyphen, joiners and spaces without width
    "\u202a-\u202e"  # bidi embeddings and overrides (isolates, \u2066-\u2069, are above)
    "\ufff0-\ufffc"  # annotations, and the place of an object that is not there
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # format controls of shorthand and of music
    "\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_MARKS = re.compile("[\u200e\u200f\u061c]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

_EMOJI = "[\xa9\xae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55"
_EMOJI += "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_STYLED = f"{_EMOJI}[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]?"
_JOINING = (  # Arabic, Syriac, N'Ko and others; Indic; Tibetan, Myanmar; Khmer, Mongolian; presentation forms; plane 1
    "[\u0620-\u08ff\u0900-\u0dff\u0f40-\u109f\u1780-\u17b3\u17b6-\u18af\ua840-\ua8ff\ua980-\ua9df\uaa60-\uaa7f\uabc0-\uabff"
    "\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010a00-\U00010aff\U00011000-\U00011fff\U0001e900-\U0001e95f]"
)
_IDEOGRAPH = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_JOINER = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0000-\U000e0fff]")
_JOINERS = re.compile(
    "("
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"  # the flag of a part of a country
    f"|{_STYLED}(?:\u200d{_STYLED})*"
    "|[#*0-9]\ufe0f\u20e3"  # a key
    f"|{_JOINING}[\u200c\u200d]"
    f"|{_IDEOGRAPH}[\ufe00-\ufe02\U000e0100-\U000e01ef]"
    f")|{_JOINER.pattern}"
)
"""Group 1: joiners, variation selectors and tags that shape what stands before them. Otherwise: a stray one."""


def clean_lines(lines: Sequence[str]) -> list[str]:
    """`clean` of each line. To look at them all in one takes 30 us an article; one by one it took 360."""
    if _is_plain("~".join(lines)):  # as ordinary as any: it hides nothing of the lines, and adds nothing to them
        return [line.strip(" ") for line in lines]
    return [clean(line) for line in lines]


def clean(text: str) -> str:
    """One line of plain text in NFC that XML 1.0 and JSON can hold: what `text` shows, and nothing else.

    In this order: entities are unescaped, at most twice; halves of surrogate pairs are joined or become U+FFFD; damaged
    text is repaired if ftfy's own test finds damage; controls, noncharacters, invisible characters and bidi
    overrides go, and marks beyond thirty on one letter; white space of every kind becomes one space, and none at the
    ends.

    Joiners stay in emoji and behind letters of scripts that join (a wider rule than RFC 5892 appendix A, because a
    text, unlike a domain name, may end in one), variation selectors behind emoji and ideographs, tags in flags. LRM,
    RLM and ALM stay where the text has right-to-left letters: they put its punctuation in place and, unlike overrides,
    reach no further.

    It is text, not markup: `&lt;b&gt;` becomes `<b>`, and whoever writes markup must escape it. `clean` of its result
    is the result, unless an entity (escaped more than twice) or a sign of damage is left in it.
    """
    if _is_plain(text):
        return text.strip(" ")
    if "  " not in text and not _UNUSUAL.search(text):
        repaired = _repaired(text)
        if repaired == text:
            return text.strip(" ")
        text = repaired  # into what may be neither ordinary nor text
    for _ in range(2):
        text = _ENTITY.sub(_character, text)
    text = _repaired(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
    return " ".join(_visible(text).split())


def _is_plain(text: str) -> bool:
    """Whether nothing but the spaces at its ends is to be cleaned: no for some text of which that is true, too.

    The patterns see only what is left of the text without ordinary ASCII, each run once. They would say the same of the
    whole, but for a capital that damage may begin with: here a space follows each.
    """
    data = text.encode("utf-8", "surrogatepass")
    if data.rfind(b"  ") >= 0:  # from the end it takes 6 us of a text of 4,000 characters, from the beginning 10
        return False
    runs = set(data.translate(_BLANKED).split())
    left = b" ".join([*runs, b""]).decode("utf-8", "surrogatepass")
    if not left:
        return True
    if _UNUSUAL.search(left):
        return False
    if not _MAYBE_DAMAGED.search(left):
        return True
    suspected = b" ".join([*(runs - _UNSUSPECTED), b""]).decode()
    return not (_MAYBE_DAMAGED.search(suspected) or "œ" in left or "Œ" in left)


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])


def _repaired(text: str) -> str:
    if text.isascii() or not _MAYBE_DAMAGED.search(text):
        return text
    from ftfy import TextFixerConfig, fix_text  # 60 ms, and only here
    from ftfy.badness import is_bad

    if not is_bad(text):
        return text
    config = TextFixerConfig(
        # What is on is the repair of encodings. What is off would change text that is not damaged, or is done here.
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
    return fix_text(text, config)


def _visible(text: str) -> str:
    # NFC first, so that the rules below see the letters that stay; and last, because what went may have kept two apart.
    text = _NEVER_SEEN.sub("", unicodedata.normalize("NFC", _MANY_MARKS.sub(_fewer_marks, text)))
    if _JOINER.search(text):
        text = _JOINERS.sub(r"\1", text)
    if _MARKS.search(text) and not _RIGHT_TO_LEFT.search(text):
        text = _MARKS.sub("", text)
    return unicodedata.normalize("NFC", _MANY_MARKS.sub(_fewer_marks, text))


def _fewer_marks(found: re.Match[str]) -> str:
    """A run that may be marks, with no more than _MOST_MARKS of them on end."""
    kept = []
    marks = 0
    for character in found[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)
