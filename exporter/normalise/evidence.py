"""Says whether a line is known to be page furniture, and by what: the site profile, the lexicon, or its form."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from exporter.config.schema import Profile
from exporter.normalise import aside, button, byline, desk, lexicon, shape, stamp, vocabulary, voice
from exporter.normalise.shape import is_tag, same

Kind = Literal["share", "topics", "tags", "teaser", "furniture", "rubric", "tag", "byline", "item"]
"""As in exporter.normalise.words; tag: a section or keyword of the profile; byline: who wrote the article; item: a
line of what the page says of another article."""

STRONG: Final = 2
WEAK: Final = 1
NONE: Final = 0


class Site(Struct, frozen=True):
    """What a site profile says of lines, folded for comparison."""

    sections: frozenset[str] = frozenset()
    keywords: frozenset[str] = frozenset()
    chrome: frozenset[str] = frozenset()
    chrome_openings: tuple[str, ...] = ()
    all_keywords: bool = False
    """Whether every tag that is no section is a keyword."""
    listed_only: bool = False
    """Whether only what the profile lists is a tag."""

    def is_chrome(self, text: str) -> bool:
        """Whether the profile lists this line under chrome, whole or by its beginning."""
        return bool(self.chrome) and self.lists_as_chrome(same(text))

    def lists_as_chrome(self, folded: str) -> bool:
        """The same of a line as exporter.normalise.shape.same gives it."""
        return folded in self.chrome or folded.startswith(self.chrome_openings)

    def may_be_tag(self, text: str) -> bool:
        """Whether this line, which nothing else knows, could be a tag line."""
        return not self.listed_only and is_tag(text)


class Finding(Struct, frozen=True, gc=False):
    """What a line is known as, and why."""

    kind: Kind
    why: str
    rest: str = ""
    """What follows a heading on the same line."""
    authors: tuple[str, ...] = ()
    by_profile: bool = False

    @property
    def vouches(self) -> int:
        """How much the line says of tags near it: STRONG, WEAK, or NONE (a byline, a credit, a copyright line)."""
        if self.by_profile or self.kind in ("share", "topics", "tags", "teaser"):
            return STRONG
        return WEAK if self.kind == "rubric" else NONE


_NETWORK: Final = Finding("share", "one of several networks")
"""If one of its neighbours is the name of a network too."""
_BY_LABEL: Final = "a byline by its label"
"""If none of its neighbours has another label: those are of a book, a play or a film."""
HASHTAGS: Final = "hashtags"
_RECURRING: Final = 60
"""Characters. Shorter lines are section names, share lines and the like, which stand below each article of a site."""


@lru_cache(maxsize=256)
def site(profile: Profile | None) -> Site:
    """The folded form of a profile; without one, of nothing."""
    if profile is None:
        return Site()
    sections, keywords, chrome = (
        frozenset(filter(None, map(same, names))) for names in (profile.sections, profile.keywords, profile.chrome)
    )
    openings = tuple(sorted(line.removesuffix("*") for line in chrome if line.endswith("*")))
    return Site(sections, keywords, chrome, openings, "*" in profile.keywords, profile.tags == "listed")


def find(texts: Sequence[str], number: int, known: Site) -> Finding | None:
    """What the line `texts[number]` is known as, or None. Texts are clean and not empty.

    The neighbours matter in two cases: a lone `Facebook` may be a keyword, but above or below `WhatsApp` it is a
    button; and `Author: Ann Field` is no byline above or below `Publisher: Quay Books`.
    """
    text = texts[number]
    listed = _listed(text, known) if known.sections or known.keywords or known.chrome else None
    if listed is not None:
        return listed
    if text[:1] == "#" and (hashtags := _hashtags(texts, number)):
        return hashtags
    found = _recurring(text) if len(text) <= _RECURRING else _by_itself(text)
    if found is _NETWORK and not _is_of_bar(texts, number):
        return None
    if found is not None and found.why == _BY_LABEL and any(map(_is_labelled, _neighbours(texts, number))):
        return None
    return None if found is not None and found.kind == "rubric" and known.listed_only else found


def find_in_tail(texts: Sequence[str], number: int, known: Site) -> Finding | None:
    """The same of a line below which nothing but furniture stands: there a page may also speak of itself."""
    found = find(texts, number, known)
    if found is not None or len(texts[number]) > lexicon.MAX_LENGTH:
        return found
    return _speaking(texts[number])


@lru_cache(maxsize=1024)
def _speaking(text: str) -> Finding | None:
    if aside.is_interruption(text):
        return BREAKS_IN
    said, asked = voice.words_of_page(text), button.words_of_button(text)
    if said >= voice.PLENTY or asked >= button.PLENTY:
        return SURE if said >= voice.PLENTY else ASKS_MUCH
    if said >= voice.ENOUGH or asked:
        return ASKS if asked else SPEAKS
    if desk.is_desk(text):
        return DESK
    return SAYS_WHO if voice.says_who(text) else None


ITEM: Final = Finding("item", "another article, and how old it is")
COMMENT: Final = Finding("furniture", "what a reader wrote, or the name above it")
SPEAKS: Final = Finding("furniture", "the page speaks of itself")
SURE: Final = Finding("furniture", "the page speaks of itself, in many words")
DESK: Final = Finding("byline", "a desk of the newspaper")
BREAKS_IN: Final = Finding("furniture", "it breaks into the text")
ASKS: Final = Finding("furniture", "what the page asks of its readers, or promises them")
ASKS_MUCH: Final = Finding("furniture", "what the page asks of its readers, or promises them, in many words")
SAYS_WHO: Final = Finding("furniture", "who the writer is")


def _by_itself(text: str) -> Finding | None:
    """What the line is known as to who knows neither the site nor the lines around it."""
    if lexicon.is_beyond(text):
        return None  # too long for a byline and a time as well: 0.3 us instead of 10
    found = lexicon.find(text)
    if found is not None:
        return Finding(found.kind, _why(found), found.rest)
    if lexicon.is_network(text):
        return _NETWORK
    return _byline(text) or _stamp(text)


def _byline(text: str) -> Finding | None:
    authors = byline.names(text)
    if authors:
        return Finding("byline", "a byline", authors=authors)
    authors = byline.names_by_label(text)
    return Finding("byline", _BY_LABEL, authors=authors) if authors else None


def _stamp(text: str) -> Finding | None:
    if stamp.is_reading(text):
        return Finding("furniture", "how long it takes to read")
    return Finding("furniture", "a time of publication") if stamp.labelled(text) else None


_recurring = lru_cache(maxsize=4096)(_by_itself)
"""About a megabyte at most. A line looked up costs 20 us, one remembered 0.1 us."""


def _listed(text: str, known: Site) -> Finding | None:
    """What the site profile says of the line."""
    folded = same(text)
    if known.lists_as_chrome(folded):
        return Finding("furniture", "the site profile lists it under chrome", by_profile=True)
    if folded in known.sections:
        return Finding("tag", "the site profile lists it under sections", by_profile=True)
    if folded in known.keywords:
        return Finding("tag", "the site profile lists it under keywords", by_profile=True)
    label, colon, rest = text.partition(":")
    if colon and same(rest.strip()) in known.sections and lexicon.is_share(label):
        return Finding("share", "a share line", rest.strip(), by_profile=True)
    return None


def _hashtags(texts: Sequence[str], number: int) -> Finding | None:
    """Two hashtags or more, on one line or on lines on end: a lone one may be of the text."""
    tags = texts[number].split()
    if not _are_hashtags(tags):
        return None
    if len(tags) > 1 or any(_are_hashtags(text.split()) for text in _neighbours(texts, number)):
        return Finding("tags", HASHTAGS, ", ".join(tags))
    return None


def _are_hashtags(words: list[str]) -> bool:
    return all(word[0] == "#" and word[1:].replace("_", "").isalnum() for word in words)


def _is_of_bar(texts: Sequence[str], number: int) -> bool:
    """Whether the name of a network stands beside another one, or right below a line that asks to share."""
    above = lexicon.find(texts[number - 1]) if number else None
    return (above is not None and above.kind == "share") or any(map(lexicon.is_network, _neighbours(texts, number)))


def _neighbours(texts: Sequence[str], number: int) -> tuple[str, ...]:
    return (*texts[max(number - 1, 0) : number], *texts[number + 1 : number + 2])


def _is_labelled(text: str) -> bool:
    """Whether the line is a label and something else that nothing here knows: `Publisher: Quay Books`."""
    label = text.partition(":")[0]
    return 0 < len(label) < min(len(text), _RECURRING) and not shape.is_prose(text) and lexicon.find(text) is None


def _why(found: vocabulary.Known) -> str:
    what = {
        "share": "a share line",
        "topics": "a heading above sections",
        "tags": "a heading above keywords",
        "teaser": "a heading above other articles",
        "furniture": "page furniture",
        "rubric": "a name under which newspapers file articles",
    }[found.kind]
    return f"{what} ({found.phrase})"
