"""Documents to learn from, without files."""

import random
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from exporter.learning.gathering import Document, judged
from exporter.model import Record, Stated
from exporter.normalise import Rules
from tests.builders import record
from tests.learning.sites import ENGLISH, sentence

RULES = Rules(site_language="und")


def body_of(number: int, paragraphs: int = 3) -> tuple[str, ...]:
    """What article `number` says: always the same, and hardly ever what another one does."""
    chance = random.Random(number)  # noqa: S311
    return tuple(" ".join(sentence(ENGLISH, chance) for _ in range(3)) for _ in range(paragraphs))


def document(
    number: int,
    *around: str,
    top: Sequence[str] = (),
    body: Sequence[str] | None = None,
    path: str = "/news/{0}-quay",
    rules: Rules = RULES,
    **changes: object,
) -> Document:
    """Article `number` of news.example: lines above its body, the body, and then those around it, each with its number
    for `{0}`."""
    lines = [line.format(number) for line in (*top, *(body_of(number) if body is None else body), *around)]
    plain = record(
        *lines,
        title=f"What is new on quay {number}",
        time=f"2025-02-{1 + number % 28:02}T{number % 24:02}:00:{number % 60:02}Z",
        url=f"https://news.example{path.format(number)}",
        dump=f"{number:03}.txt",
    )
    found = judged(replace(plain, **changes), rules)
    assert found is not None
    return found


def documents(count: int, make: Callable[[int], Document]) -> list[Document]:
    """So many of them."""
    return [make(number) for number in range(count)]


def stating(number: int, *sections: str, pure: bool = True) -> Record:
    """A record of another format, all of whose lines are body."""
    return replace(
        document(number).record, format="json", pure=pure, stated=Stated(sections=sections), subheads=(), lines_from=1
    )
