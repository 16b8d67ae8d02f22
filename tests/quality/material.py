"""What the labelled set is written from: for each language towns, people, sentences and page furniture, all invented.

A file `material/LANGUAGE.txt` holds lines `key: text`; a key that is written again adds a text. `{town}`, `{person}`
and `{n}` stand for what an article is about. `s1` to `s3` are sentences of three themes, `t1` to `t3` their titles.
Furniture is worded in two ways, `share` and `share2`, so that rules which know the one are measured on the other, too.
"""

import random
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "material"
LANGUAGES = (
    *("nl", "en", "de", "fr", "es", "it", "pt", "pl", "cs", "sv", "da", "no", "fi", "ru", "uk", "el", "tr"),
    *("ja", "zh", "ko", "ar"),
)
UNSPACED = {"ja", "zh"}
"""Languages whose sentences follow each other without a space."""
GENDERED = {"ar", "el"}
"""Languages whose bylines are worded for a woman here. Names at even places are those of women, everywhere."""
TWO_WAYS = (
    *("share", "tagshead", "teaserhead", "pitch", "copyright", "comments", "byline", "nav", "listen", "reading", "ad"),
    "tip",
)
"""Keys of furniture that is worded in a second way, too."""
NUMBERS = tuple(number for number in range(25, 100) if number % 10 in {0, 5, 6, 7, 8, 9})
"""After these, Slavic languages want the same case, so that a sentence is right with any of them."""


@cache
def material(language: str) -> dict[str, tuple[str, ...]]:
    """All texts of a language, by key."""
    found: dict[str, list[str]] = {}
    for line in (FOLDER / f"{language}.txt").read_text("utf-8").splitlines():
        key, _, text = line.partition(": ")
        found.setdefault(key, []).append(text)
    return {key: tuple(texts) for key, texts in found.items()}


class Story:
    """What one article is about: its language, theme, town and people, and a source of numbers."""

    def __init__(self, language: str, theme: int, rng: random.Random, *, other: bool = False) -> None:
        """`other`: its site words its furniture in the second way (`share2` instead of `share`)."""
        self.language, self.theme, self.rng = language, theme, rng
        texts = material(language)
        self.texts = texts | ({key: texts[f"{key}2"] for key in TWO_WAYS} if other else {})
        self.town = rng.choice(self.texts["town"])
        names = self.texts["person"]
        self.about = rng.choice(names[::2])
        self.author = rng.choice([name for name in names[:: 2 if language in GENDERED else 1] if name != self.about])

    def fill(self, text: str, person: str = "") -> str:
        """The text, about this town and this person (the one whom the article is about, unless another is named)."""
        values = {"town": self.town, "person": person or self.about}
        return re.sub(r"\{(\w+)\}", lambda slot: values.get(slot[1]) or str(self.rng.choice(NUMBERS)), text)

    def one(self, key: str, person: str = "") -> str:
        """One of the texts of this key, at random."""
        return self.fill(self.rng.choice(self.texts[key]), person)

    def all(self, key: str) -> list[str]:
        return [self.fill(text) for text in self.texts[key]]

    def joined(self, sentences: Sequence[str]) -> str:
        return ("" if self.language in UNSPACED else " ").join(sentences)

    def paragraphs(self, count: int) -> list[str]:
        """So many, of one to three sentences of the theme, every sentence at most once."""
        sentences = self.rng.sample(self.texts[f"s{self.theme}"], 6)
        cuts = sorted(self.rng.sample(range(1, 6), count - 1))
        parts = [sentences[start:end] for start, end in zip([0, *cuts], [*cuts, 6], strict=True)]
        return [self.joined([self.fill(sentence) for sentence in part[:3]]) for part in parts]
