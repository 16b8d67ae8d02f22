"""Bodies of the labelled set, one paragraph a line, each with its role: plain ones, and ones easily misread."""

from collections.abc import Callable

from tests.quality.material import Story

Line = tuple[str, str]
"""A role and a text."""


def _body(*texts: str) -> list[Line]:
    return [("body", text) for text in texts]


def _with_subheads(story: Story, prose: list[Line]) -> list[Line]:
    first, second, *_ = story.rng.sample(story.all("sub"), 3)
    return [*prose[:1], ("subhead", first), *prose[1:-1], ("subhead", second), *prose[-1:]]


def _with_quotation(story: Story, prose: list[Line]) -> list[Line]:
    """A short quotation as the last paragraph, or one with its speaker among the others."""
    long, short = story.all("quote")
    return [*prose, *_body(short)] if story.rng.random() < 0.5 else [*prose[:2], *_body(long), *prose[2:]]


def _with_list(story: Story, prose: list[Line]) -> list[Line]:
    """A programme at the end of an announcement, or before the last paragraph."""
    items = _body(*story.all("item"))
    return [*prose, *items] if story.rng.random() < 0.5 else [*prose[:-1], *items, prose[-1]]


def _with_poem(story: Story, prose: list[Line]) -> list[Line]:
    return [*prose, *_body(*story.all("poem"))] if story.rng.random() < 0.5 else [*_body(*story.all("poem")), *prose]


def _live(story: Story, prose: list[Line]) -> list[Line]:
    return [*_body(*story.all("live")), *prose]


def _with_score(story: Story, prose: list[Line]) -> list[Line]:
    score = story.one("score")
    return [*prose, *_body(score)] if story.rng.random() < 0.5 else [*_body(score), *prose]


def _interview(story: Story, prose: list[Line]) -> list[Line]:
    """The answer to the last question is short, and ends it."""
    return [*prose, *_body(story.one("ask"), story.one("answer"))]


def _letter(story: Story, prose: list[Line]) -> list[Line]:
    """Its signature is the end of the letter to one reader, a byline to another."""
    return [*prose, ("either", story.one("sign"))]


def _with_captions(story: Story, prose: list[Line]) -> list[Line]:
    """What a picture shows may stay or go; who took it is furniture."""
    return [("either", story.one("caption")), ("chrome", story.one("credit", story.author)), *prose]


def _ends_short(story: Story, prose: list[Line]) -> list[Line]:
    return [*prose, *_body(story.one("short"))]


def _with_table(story: Story, prose: list[Line]) -> list[Line]:
    towns = story.texts["town"]
    points = sorted(story.rng.sample(range(10, 60), len(towns)), reverse=True)
    table = [f"{place}. {town} {number}" for place, (town, number) in enumerate(zip(towns, points, strict=True), 1)]
    return [*prose[:-1], *_body(*table), prose[-1]]


def _dated(story: Story, prose: list[Line]) -> list[Line]:
    """The first paragraph begins with where it was written, as agencies write it."""
    return [("body", f"{story.town.upper()} – {prose[0][1]}"), *prose[1:]]


def _plain(_: Story, prose: list[Line]) -> list[Line]:
    return prose


KINDS: tuple[Callable[[Story, list[Line]], list[Line]], ...] = (
    _plain,
    _with_subheads,
    _with_quotation,
    _plain,
    _with_list,
    _live,
    _with_captions,
    _with_subheads,
    _interview,
    _plain,
    _with_poem,
    _with_score,
    _letter,
    _ends_short,
    _dated,
    _with_table,
)
"""In the order in which articles take turns."""


def body(story: Story, number: int) -> list[Line]:
    """The body of the article of this number."""
    prose = _body(*story.paragraphs(story.rng.choice((3, 4, 4, 5))))
    return KINDS[number % len(KINDS)](story, prose)


def is_letter(number: int) -> bool:
    """Whether its author may be told from a signature."""
    return KINDS[number % len(KINDS)] is _letter
