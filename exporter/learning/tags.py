"""Which recurring short lines are sections, which keywords, and whether only those that are listed are tags.

A section recurs, is short, and stands below the body beside furniture; or the site itself says so: by a part of the
paths of its URLs, or because the dump states it. What recurs less is a keyword.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from math import ceil
from typing import Literal
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from exporter.learning import chrome
from exporter.learning.gathering import Document
from exporter.learning.positions import MIN_ARTICLES, Lines, least
from exporter.names import slugify
from exporter.normalise import lexicon, shape
from exporter.normalise.evidence import Site

CONFIRMED = 0.5
"""Of the articles with the line: in so many the URL or the dump says the same."""
COVERED = 0.6
"""Of the articles: where the site itself names the sections of so many, what it does not name is a keyword."""
USUAL = 0.5
"""Of the articles that have the line: in so many it is a tag now, or stands beside furniture."""
MIN_RARE = 3
"""Tags that are no sections, in all articles: with fewer there is nothing to say of keywords."""
KEYWORDS_RECUR = 0.2
KEYWORDS_DIFFER = 0.25
"""Of such lines: where so many are of names that stand in two articles, and there are so many names, they are keywords.
Few names that come again and again may be of small sections."""
LISTS_DIFFER = 0.05
MIN_LISTED = 20
"""Where at most so many are, and there are as many as that, they are lists of the body."""
MIN_WORD = 3
"""Letters of a word that tells one name from another."""

Others = Literal["keywords", "unsure", "lists", ""]


class Tags(Struct):
    """What was found."""

    sections: dict[str, Lines]
    reasons: dict[str, str]
    """By section: who else says so, if somebody does."""
    keywords: dict[str, Lines]
    stated: dict[str, tuple[str, int, str]]
    """Sections that only dumps state, by key: name, articles, place."""
    others: Others
    """What the other short lines beside furniture are."""
    rare: int
    """How many there are of them."""


def find(documents: Sequence[Document], stating: Sequence[Document], lines: Mapping[str, Lines], site: Site) -> Tags:
    """Of the lines of these documents, placed. `stating`: those that state
    anything, also without lines to judge. `site`: what the standing profile says."""
    places = _paths(documents)
    named = _stated(stating)
    likely = {key: one for key, one in lines.items() if _may_be_tag(one)}
    reasons = {key: reason for key, one in likely.items() if (reason := _reason(one, key, places, named))}
    count = len(documents)
    often = {
        key: one
        for key, one in likely.items()
        if one.articles >= (MIN_ARTICLES if key in reasons else least(count, sentence=False))
        and (key in reasons or (_is_beside(one) and one.articles <= chrome.ALWAYS * count))
    }
    sections, keywords = often, dict[str, Lines]()
    if _covered(documents, reasons.keys()) >= COVERED:
        sections = {key: one for key, one in often.items() if key in reasons or lexicon.is_rubric(one.text)}
        keywords = {key: one for key, one in often.items() if key not in sections}
    others, rare = _others(documents, often.keys() | site.sections | site.keywords, lines)
    bound = least(len(stating), sentence=False) if stating else MIN_ARTICLES
    only = {key: one for key, one in named.items() if key not in often and one[1] >= bound}
    return Tags(sections, reasons, keywords, only, others if sections or site.sections else "", rare)


def _may_be_tag(one: Lines) -> bool:
    text = one.text
    if chrome.is_known(text) or not shape.is_tag(text.lstrip("#")) or not chrome.stands_around(one):
        return False
    return one.tail > one.top


def _is_beside(one: Lines) -> bool:
    return max(one.tags, one.beside) >= USUAL * one.articles


def _paths(documents: Sequence[Document]) -> dict[str, list[set[str]]]:
    """By key of a line, the folders of the URLs of the articles that have it."""
    found: dict[str, list[set[str]]] = {}
    for document in documents:
        folders = folders_of(document.article.url)
        for key in {line.key for line in document.lines if len(line.text) <= shape.TAG_COLUMNS}:
            found.setdefault(key, []).append(folders)
    return found


def folders_of(url: str) -> set[str]:
    """The parts of the path but for the last, and the names before the domain, each as a slug."""
    parts = urlsplit(url)
    folders = [unquote(part) for part in parts.path.split("/")[:-1]]
    names = (parts.hostname or "").removeprefix("www.").split(".")[:-2]
    return {slugify(part) for part in (*folders, *names) if part}


def is_named_by(name: str, folders: set[str]) -> bool:
    """Whether one of the folders says what the name says: `Cultuur & Media`, `/cultuur-en-media/`."""
    slug = slugify(name)
    if slug in folders:
        return True
    words = {word for word in slug.split("-") if len(word) >= MIN_WORD}
    return len(words) > 1 and any(words == set(_long_words(folder)) for folder in folders)


def _long_words(folder: str) -> list[str]:
    return [word for word in folder.split("-") if len(word) >= MIN_WORD]


def _stated(documents: Sequence[Document]) -> dict[str, tuple[str, int, str]]:
    counts: Counter[str] = Counter()
    firsts: dict[str, tuple[str, str]] = {}
    for document in documents:
        if document.record.stated is None:
            continue
        names = {shape.same(name): name for name in document.article.sections}
        said = {shape.same(name) for name in document.record.stated.sections}
        for key in sorted(names.keys() & said):
            counts[key] += 1
            firsts.setdefault(key, (names[key], document.place(document.record.title_line)))
    return {key: (name, counts[key], place) for key, (name, place) in firsts.items()}


def _reason(
    one: Lines, key: str, places: Mapping[str, list[set[str]]], named: Mapping[str, tuple[str, int, str]]
) -> str:
    said = sum(is_named_by(one.text.lstrip("#"), folders) for folders in places.get(key, ()))
    if said and said >= CONFIRMED * one.articles:
        return f"{said} of their URLs say so"
    return f"{named[key][1]} dumps state it" if key in named else ""


def _covered(documents: Sequence[Document], confirmed: Set[str]) -> float:
    having = sum(any(line.key in confirmed for line in document.lines) for document in documents)
    return having / len(documents) if documents else 0.0


def _others(documents: Sequence[Document], listed: Set[str], lines: Mapping[str, Lines]) -> tuple[Others, int]:
    """What the tags are that are no sections: keywords, some of which come again, or names in lists, which do not."""

    rare: Counter[str] = Counter()
    for document in documents:
        rare.update({line.key for line in document.lines if line.role in ("section", "keyword")} - listed)
    for key in [key for key in rare if key in lines and lines[key].articles > chrome.ALWAYS * len(documents)]:
        del rare[key]  # furniture
    total = sum(rare.values())
    again = sum(count for count in rare.values() if count > 1)
    if total < MIN_RARE:
        return "", total
    if again >= ceil(KEYWORDS_RECUR * total) and len(rare) >= KEYWORDS_DIFFER * total:
        return "keywords", total
    return ("lists" if total >= MIN_LISTED and again <= LISTS_DIFFER * total else "unsure"), total
