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


def _with_traps(story: Story, prose: list[Line]) -> list[Line]:
    """Sentences that begin as share lines and teasers do, the last of them at the very end."""
    first, second, third = story.all("trap")
    return [prose[0], *_body(first), *prose[1:], *_body(*story.rng.sample((second, third), 2))]


def _with_addresses(story: Story, prose: list[Line]) -> list[Line]:
    """Where and when, below an announcement."""
    return [*prose, *_body(*story.all("info"))]


def _recipe(story: Story, prose: list[Line]) -> list[Line]:
    """What is needed comes first, or is named last."""
    needed = _body(*story.all("recipe"))
    return [*needed, *prose] if story.rng.random() < 0.5 else [*prose, *needed]


def _with_a_section_as_subhead(story: Story, prose: list[Line]) -> list[Line]:
    """A heading inside the text that has the name of a department."""
    return [*prose[:-1], ("subhead", story.texts[f"section{story.theme}"][0]), prose[-1]]


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
    _with_traps,
    _with_poem,
    _with_addresses,
    _with_score,
    _with_a_section_as_subhead,
    _letter,
    _ends_short,
    _dated,
    _recipe,
    _with_table,
)
"""In the order in which articles take turns."""


def body(story: Story, turn: int) -> list[Line]:
    """A body of the kind whose turn it is."""
    prose = _body(*story.paragraphs(story.rng.choice((3, 4, 4, 5))))
    return KINDS[turn % len(KINDS)](story, prose)


def is_letter(turn: int) -> bool:
    """Whether the author of that kind may be told from a signature."""
    return KINDS[turn % len(KINDS)] is _letter
