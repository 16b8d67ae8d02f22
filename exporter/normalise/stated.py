"""What a dump states of an article besides its text, checked and cleaned: kept if it can be used, else left out.

Nothing in here rejects a record: an article with an unreadable picture is an article.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from exporter.model import Paragraph, Publisher, Stated
from exporter.normalise import byline, dates, desk, formulas, language, summary, text, urls
from exporter.normalise.clock import Clock

MAX_NAME: Final = 120
"""Characters of a section, keyword, author or publisher. What is longer is a sentence."""
MAX_NAMES: Final = 50
"""Of each kind. Some sites state hundreds of keywords, for search engines."""
MAX_RIGHTS: Final = 500
"""Characters."""
_BRACKETS: Final = {"(": ")", "[": "]", "（": "）", "【": "】", "［": "］", "〔": "〕"}
_NOBODY: Final = frozenset(formulas.AGENCIES.casefold().split()) | {
    *("admin", "administrator", "webmaster", "root", "guest", "anonymous", "unknown", "n/a", "associated press"),
    *("press association", "view all posts", "agence france-presse", "deutsche presse-agentur"),
}
"""Of stated authors: agencies, accounts of those who keep the site, and buttons beside names."""
_CUT_OFF: Final = ("…", "...", "[…]", "[...]")
"""How a summary ends that a program has cut from the text, in mid-sentence: ours is better."""


def names(found: Iterable[str]) -> tuple[str, ...]:
    """Sections or keywords, in their order."""
    cleaned = (text.clean(name) for name in found)
    return tuple([name for name in cleaned if name and len(name) <= MAX_NAME][:MAX_NAMES])


def authors(found: Iterable[str]) -> tuple[str, ...]:
    """Names of people, each by itself (`Ann Field, Tom Oakes` is two); what a byline says around them (`By`) is left
    out, and so are addresses, brackets, and whoever is no person: desks, agencies, accounts.

    `Field, Ann` is one, surname first; so is `Van den Berg, Jan Willem`. `García Prado, Marta Inés` reads as two.
    """
    bare: list[str] = []
    for given in names(found):
        for part in given.split(";"):
            name = _without_brackets(part.strip())
            if name and "://" not in name and "@" not in name and not _is_nobody(name):
                bare += byline.names(name) or byline.several(name) or (name,)
    return tuple(bare[:MAX_NAMES])


def _is_nobody(name: str) -> bool:
    """Whether it names no person: a desk, an agency, an account, or what a page shows beside names."""
    return name.casefold() in _NOBODY or desk.is_desk(name) or any(each.isdigit() for each in name)


def _without_brackets(name: str) -> str:
    closing = _BRACKETS.get(name[:1])
    return name[1:-1].strip() if closing and name.endswith(closing) and name.count(closing) == 1 else name


def fetched(stated: Stated | None, clock: Clock) -> datetime | None:
    """When the page was fetched, if that is said: what a relative time is relative to."""
    if stated is None or not stated.fetched:
        return None
    try:
        return dates.parse(stated.fetched, clock.zone, clock.order)
    except ValueError:
        return None


def updated(stated: Stated | None, published: datetime, clock: Clock) -> datetime:
    """When the article was last modified, if the dump says so and it is after `published`; else that."""
    if stated is None or not stated.modified:
        return published
    try:
        return max(published, dates.parse(stated.modified, clock.zone, clock.order, fetched(stated, clock)))
    except ValueError:
        return published


def summarised(stated: Stated | None, body: tuple[Paragraph, ...]) -> str:
    """The summary that is stated, if it is whole, cut as one of ours is; else that of the body."""
    words = text.clean(stated.summary) if stated else ""
    if stated and stated.own and len(words) <= summary.LIMIT:
        return words
    if words and not words.endswith(_CUT_OFF):
        return summary.summarise((Paragraph(words),)) or summary.summarise(body)
    return summary.summarise(body)


def image(stated: Stated | None) -> str:
    """The URL of the picture, canonical, or empty."""
    return _link(stated.image) if stated else ""


def _link(found: str) -> str:
    try:
        return urls.canonical(found) if found else ""
    except ValueError:
        return ""


def same_as(stated: Stated | None) -> tuple[str, ...]:
    """Other URLs under which its publisher has the same text, canonical."""
    links = map(_link, stated.same_as[:MAX_NAMES]) if stated and stated.own else ()
    return tuple(filter(None, links))


def rights(stated: Stated | None) -> str:
    """Who owns the text, or empty."""
    found = text.clean(stated.rights) if stated else ""
    return found if len(found) <= MAX_RIGHTS else ""


def publisher(stated: Stated | None) -> Publisher | None:
    """Who is said to publish the article; where else they are found, only a row of our own says well enough."""
    named = names((stated.publisher,)) if stated else ()
    if not named or stated is None:
        return None
    return (
        Publisher(named[0], _link(stated.publisher_url), _link(stated.publisher_logo))
        if stated.own
        else Publisher(named[0])
    )


def tag(stated: Stated | None) -> str:
    """The language as a BCP 47 tag in its usual form (RFC 5646 section 2.1.1), or empty."""
    return language.well_formed(stated.language) if stated else ""
