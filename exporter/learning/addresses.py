"""What in the URLs of a site never changes of an article: a number, a UUID or a code that no other article has."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from exporter.config.identity import fault_of
from exporter.config.schema import Profile
from exporter.normalise import identity
from exporter.normalise.shape import same

MIN_FOUND = 0.95
"""Of the articles: in the URLs of so many the pattern is found. The others go by their whole URL."""
MAX_DATES = 0.5
"""Of what is captured: where more could be dates, it is the day of an article and not its name."""
MIN_DIFFERENT = 0.8
"""Of the URLs that it is found in: so many things it captures at least. A site edits some headlines, not most."""
APART = timedelta(days=7)
"""Between two versions of an article."""
MIN_WORD = 4
"""Letters of a word that says what an article is about."""
MIN_DIGITS: Final = 3
_UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
_CODE = r"[0-9a-f]{8,40}"
_KINDS = (
    (re.compile(_UUID), _UUID),
    (re.compile(rf"(?<![0-9A-Za-z])(?=[a-f]*[0-9])(?=[0-9]*[a-f]){_CODE}(?![0-9A-Za-z])"), _CODE),
    (re.compile(rf"(?<![0-9])[0-9]{{{MIN_DIGITS},}}(?![0-9])"), r"\d+"),
)
"""How a name of an article looks, and how a pattern says so."""
_WORD_BEFORE = re.compile(r"(?:^|[/\-_?&.])[A-Za-z]{1,20}[/\-_=.]?$")
_BREAK_BEFORE = re.compile(r"[/\-_=.]$")
_EXTENSION = re.compile(r"\.[a-z]{2,5}(?=$|\?)")
_SPECIAL = re.compile(r"[.^$*+?{}\[\]\\|()]")
_WORD = re.compile(r"\w+")
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:(?:0[1-9]|1[0-2])(?:(?:0[1-9]|[12][0-9]|3[01])(?:[0-9]{4}|[0-9]{6})?)?)?")
MAX_CANDIDATES = 40
"""Patterns of a site that are tried: those found in most of its URLs."""


class Address(Struct, frozen=True):
    """A canonical URL of an article, and what tells whether another one is of the same article."""

    url: str
    title: str
    published: datetime
    place: str

    def is_same(self, other: "Address") -> bool:
        """Whether both are one article, whatever an edit did to its headline: it has the same title, or the same time
        of publication to the second, or they are few days apart and two longer words stand in both titles."""
        one, two = self.published, other.published
        if same(self.title) == same(other.title) or (one == two and one.second):
            return True
        return abs(one - two) <= APART and len(_long_words(self.title) & _long_words(other.title)) > 1


class Pattern(Struct, frozen=True):
    """A pattern that tells the articles of a site apart, and what says so."""

    pattern: str
    found: int
    """URLs that it is found in."""
    articles: int
    """What it captures in them, each counted once."""
    again: int
    """Captures that stand in several URLs: the same article, whose headline or slug was changed."""
    example: str


def find(addresses: Sequence[Address]) -> Pattern | None:
    """The best pattern, if there is any: one that is found in nearly every URL, and captures something else for each
    article. The most exact one, in the end the first by alphabet.
    """
    targets = [_target(address.url) for address in addresses]
    counts = Counter(pattern for target in targets for pattern in set(_patterns(target)))
    likely = [pattern for pattern, count in counts.items() if count >= MIN_FOUND * len(addresses)]
    likely.sort(key=lambda pattern: (-counts[pattern], -_literal(pattern), pattern))
    verified = (_verified(pattern, addresses) for pattern in likely[:MAX_CANDIDATES] if not fault_of(pattern))
    return next((pattern for pattern in verified if pattern is not None), None)


def _long_words(title: str) -> set[str]:
    return {word for word in _WORD.findall(same(title)) if len(word) >= MIN_WORD}


def _target(url: str) -> str:
    """What a pattern is searched in (exporter.normalise.identity)."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _patterns(target: str) -> Iterator[str]:
    for kind, piece in _KINDS:
        for found in kind.finditer(target):
            before, after = target[: found.start()], target[found.end() :]
            for opening in _openings(before):
                yield f"{_literally(opening)}({piece}){_ending(after, in_query='?' in before)}"


def _openings(before: str) -> Iterator[str]:
    """What a pattern may have before the capture: a word and a mark, or the mark alone."""
    word = _WORD_BEFORE.search(before)
    if word:
        yield word[0]
    mark = _BREAK_BEFORE.search(before)
    if mark:
        yield mark[0]


def _ending(after: str, *, in_query: bool) -> str:
    if not after or after[0] in "?&":
        return "(?:&|$)" if in_query else r"(?:\?|$)"
    extension = _EXTENSION.match(after)
    return _literally(extension[0] if extension else after[0])


def _literally(text: str) -> str:
    """As a pattern says it; re.escape has a backslash before what means nothing there, too."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _literal(pattern: str) -> int:
    """How much of the pattern stands for itself."""
    return len(pattern.partition("(")[0])


def _verified(pattern: str, addresses: Sequence[Address]) -> Pattern | None:
    """The pattern, if what it captures, as an export would have it, is another for each article."""
    profile = Profile(identity=pattern)
    firsts: dict[str, Address] = {}
    urls: Counter[str] = Counter()
    for address in addresses:
        keys = identity.keys(address.url, ("", profile))
        if len(keys) > 1:
            if not firsts.setdefault(keys[0], address).is_same(address):
                return None
            urls[keys[0]] += 1
    found = urls.total()
    captures = [key.removeprefix(":") for key in firsts]
    if found < MIN_FOUND * len(addresses) or len(firsts) < MIN_DIFFERENT * found:
        return None
    if sum(_DATE.fullmatch(capture) is not None for capture in captures) > MAX_DATES * len(captures):
        return None
    return Pattern(pattern, found, len(firsts), _repeated(urls), next(iter(firsts.values())).place)


def _repeated(urls: Mapping[str, int]) -> int:
    return sum(count > 1 for count in urls.values())
