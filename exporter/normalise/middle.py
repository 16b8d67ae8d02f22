"""Judges the lines of the body of a dump, and what breaks into it (exporter.normalise.chrome, rule 1)."""

import re
from collections.abc import Sequence
from typing import Final

from exporter.normalise import aside, button, byline, desk, lexicon, shape, stamp
from exporter.normalise.evidence import Site
from exporter.normalise.judged import Judged, Role
from exporter.normalise.vocabulary import Known

INTRO_LINES: Final = 3
"""How far down a byline may stand: some sites put the introduction above it."""
MAX_TEASERS: Final = 3
"""Headlines below a teaser heading between paragraphs."""
MIN_WIDE: Final = 8
"""Columns that a headline without blanks has more than characters: seven of them."""
MIN_HEADLINE: Final = 4
"""Words of one of them; what is shorter may be a sub-head, and the heading one too."""

MAX_BUTTONS: Final = 2
"""Lines of one that belong to a notice."""
MAX_ITEMS: Final = 3
"""Lines of the body in which prose must follow the headlines."""
_FIGURE_OR_BULLET: Final = re.compile(r"\d|^[-–—•*·▪■]")
"""What entries of lists have. A headline may have a figure, too: the first one below the heading is taken anyway."""
_OF_TEXT: Final = frozenset(("bare link", "punctuation only"))
"""What an article may have on a line of its own as well."""
MIN_LINES: Final = 2
"""Lines of page furniture on end."""
MIN_BAR: Final = 3
"""Lines of a share bar that may all be short."""
MORE_THAN_A_WORD: Final = 10
"""Columns of one of them: lists have lines such as `Save` and `Print`."""


def judge(texts: Sequence[str], site: Site) -> list[Judged]:
    """The body, and what breaks into it. Texts are clean and not empty."""
    furniture: dict[int, Judged] = {}
    for number, text in enumerate(texts):
        if number in furniture or (len(text) > lexicon.MAX_LENGTH and not site.chrome):
            continue  # most lines of most articles
        if site.is_chrome(text):
            furniture[number] = Judged("chrome", text, "the site profile lists it under chrome")
        elif aside.is_interruption(text):
            furniture[number] = Judged("chrome", text, "it breaks into the text")
            furniture.update(_buttons_below(texts, number))
        elif len(text) <= aside.MAX_ASIDE:
            furniture.update(_asides(texts, number))
    if not furniture:
        return _body(texts)
    body = iter(_body([text for number, text in enumerate(texts) if number not in furniture]))
    return [furniture.get(number) or next(body) for number in range(len(texts))]


def _buttons_below(texts: Sequence[str], number: int) -> dict[int, Judged]:
    """The buttons of the page, of more than a word, right below a line that breaks into the text."""
    found: dict[int, Judged] = {}
    for below in range(number + 1, min(number + 1 + MAX_BUTTONS, len(texts))):
        if not aside.is_button(texts[below]):
            break
        found[below] = Judged("chrome", texts[below], "a button, below what breaks into the text")
    return found


def _asides(texts: Sequence[str], number: int) -> dict[int, Judged]:
    """What begins at this short line and is no body, by its words alone: mostly nothing."""
    text = texts[number]
    authors = byline.names(text) if number < INTRO_LINES else ()
    if not authors and number == 1:
        authors = byline.names_by_label(text)
    if not authors and 0 < number < INTRO_LINES and not any(map(shape.is_prose, texts[: number + 1])):
        authors = byline.names_at_top(text)
        if not authors and desk.is_desk(text):
            return {number: Judged("byline", text, "a desk of the newspaper, near the top")}
    if authors:
        return {number: Judged("byline", text, "a byline, near the top", authors=authors)}
    if stamp.labelled(text) and _is_of_article(texts, number):
        return {number: Judged("chrome", text, "the only time of publication")}
    known = aside.found(text)
    if (known is None or known.rest) and stamp.is_reading(text):
        return {number: Judged("chrome", text, "how long it takes to read")}
    if known is not None:
        return _known(texts, number, known)
    return _page_lines(texts, number) if _kind(texts, number, below_share=False) is not None else {}


def _is_of_article(texts: Sequence[str], number: int) -> bool:
    """Whether the time on this line is that of the whole article: there is no other, and it is full or above all prose.
    Others head entries of a live blog."""
    if any(map(stamp.labelled, texts[number + 1 :])) or any(map(stamp.labelled, texts[:number])):
        return False
    return stamp.is_full(texts[number]) or not any(map(shape.is_prose, texts[:number]))


def _known(texts: Sequence[str], number: int, known: Known) -> dict[int, Judged]:
    """The same at a line that the lexicon knows as something."""
    if known.kind == "teaser":
        return _teasers(texts, number) if aside.heads_teasers(texts[number]) else {}
    if lexicon.is_share(texts[number]) and number < INTRO_LINES and not any(map(shape.is_prose, texts[:number])):
        bar = number + 1
        while bar < len(texts) and lexicon.is_network(texts[bar]):
            bar += 1
        return {line: Judged("share", texts[line], "a share line, above all prose") for line in range(number, bar)}
    if number and lexicon.is_share(texts[number]) and any(map(stamp.is_clock, texts[number + 1 : number + 2])):
        return {number: Judged("share", texts[number], "a share line, above the time of the next entry")}
    return _page_lines(texts, number) if known.kind in ("share", "furniture") else {}


def _page_lines(texts: Sequence[str], number: int) -> dict[int, Judged]:
    """Furniture between paragraphs that begins at this line: lines on end of which each is known as that of a page,
    and one by more than a word; or one that says so in many words."""
    below = number
    kinds: list[Role] = []
    while below < len(texts) and (kind := _kind(texts, below, bool(kinds) and kinds[-1] == "share")) is not None:
        kinds.append(kind)
        below += 1
    if not _are_sure(texts[number:below], kinds):
        text = texts[number]
        alone = aside.is_picture(text) or aside.is_aside(text) or button.says_much(text)
        return {number: Judged(kinds[0] if kinds else "chrome", text, "only a page says so")} if alone else {}
    return {
        number + place: Judged(kind, texts[number + place], "one of several lines of page furniture on end")
        for place, kind in enumerate(kinds)
    }


def _are_sure(texts: Sequence[str], kinds: Sequence[Role]) -> bool:
    """Whether lines on end that may be of a page are."""
    if len(kinds) < MIN_LINES:
        return False
    return kinds.count("share") >= MIN_BAR or any(shape.columns(text) > MORE_THAN_A_WORD for text in texts)


def _kind(texts: Sequence[str], number: int, below_share: bool) -> Role | None:
    """What of a page the line is by its words alone, or None; `below_share`: a share line stands above it."""
    text = texts[number]
    if len(text) > aside.MAX_ASIDE:
        return None
    known = aside.found(text)
    if known is not None:
        if known.kind not in ("share", "furniture") or known.phrase in _OF_TEXT:
            return None
        if known.rest and not aside.is_picture(text):
            return None
        return "share" if known.kind == "share" else "chrome"
    if lexicon.is_network(text) and (below_share or any(map(lexicon.is_share, texts[number + 1 : number + 2]))):
        return "share"
    return "chrome" if button.words_of_button(text) else None


def _teasers(texts: Sequence[str], number: int) -> dict[int, Judged]:
    """A teaser heading and the headlines below it, if prose follows: at once, or below a line of a list of the body."""
    below = number + 1
    while below < len(texts) and below - number <= MAX_TEASERS and _is_headline(texts[below]):
        if below > number + 1 and _may_be_item(texts[below]):
            break
        below += 1
    after = texts[below : below + MAX_ITEMS]
    if below == number + 1 or not after:
        return {}
    if not shape.is_prose(after[0]) and not (_may_be_item(after[0]) and any(map(shape.is_prose, after))):
        return {}
    return {line: Judged("teaser", texts[line], "another article, between paragraphs") for line in range(number, below)}


def _may_be_item(text: str) -> bool:
    """Whether a line below a headline may be an entry of a programme, a recipe or a list, and no second headline."""
    return _FIGURE_OR_BULLET.search(text) is not None


def _is_headline(text: str) -> bool:
    if len(text) > shape.HEADLINE_COLUMNS or text.endswith((":", "：")):
        return False
    asks = text.endswith(("?", "？"))
    long_enough = len(text.split()) >= MIN_HEADLINE or shape.columns(text) >= len(text) + MIN_WIDE
    return asks or (not shape.is_prose(text) and long_enough)


def _body(texts: Sequence[str]) -> list[Judged]:
    return [
        Judged("subhead", text, "a sub-head: short, no full stop, alone between prose")
        if len(text) <= shape.SUBHEAD_COLUMNS and _is_subhead(texts, number)
        else Judged("body", text, "a paragraph")
        for number, text in enumerate(texts)
    ]


def _is_subhead(texts: Sequence[str], number: int) -> bool:
    if not shape.is_subhead(texts[number]) or number + 1 == len(texts):
        return False
    above = texts[number - 1] if number else ""
    alone = not above or (not shape.is_subhead(above) and not above.endswith((":", "：")))
    below = texts[number + 1]
    if not alone or not (shape.is_prose(below) or len(below) > shape.SUBHEAD_COLUMNS):
        return False
    known = lexicon.find(texts[number])
    return known is None or known.kind in ("rubric", "topics", "tags")
