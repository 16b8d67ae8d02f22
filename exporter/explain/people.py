"""What was explained, for people: a line of the dump and its role each, coloured by role on a terminal."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from exporter.explain.records import Explained, Kept
from exporter.model import Article, Rejected, Stated
from exporter.printable import place, printable

WIDTH = 88
"""Characters of a line of the dump that people are shown."""
SAID = 1_000
"""Characters of a value."""

COLOURS = {
    "title": 63,
    "time": 63,
    "url": 63,
    "subhead": 130,
    "section": 28,
    "keyword": 29,
    "byline": 98,
    "share": 131,
    "teaser": 163,
    "copyright": 132,
    "chrome": 243,
}
"""By role, of the 256 of xterm: those that stand out by 4.3 to 1 or more from white and from black alike (WCAG 2.2,
success criterion 1.4.3, asks 4.5 of text; no more than three hues reach that on both). The body has the terminal's own.
The role is written beside every line, so that colour says nothing that words do not."""
REJECTED = 131
_NO_COLOUR = "\x1b[0m"

Paint = Callable[[str, str], str]
"""A role and a text: the text in the colour of the role."""


def painted(role: str, text: str) -> str:
    """In the colour of the role; a sub-head in bold too, as it is shown."""
    if role == "rejected":
        return f"\x1b[1;38;5;{REJECTED}m{text}{_NO_COLOUR}"
    colour = COLOURS.get(role)
    if colour is None or not text:
        return text
    bold = "1;" if role in {"title", "subhead"} else ""
    return f"\x1b[{bold}38;5;{colour}m{text}{_NO_COLOUR}"


def plain(_role: str, text: str) -> str:
    """As it is."""
    return text


def as_text(explained: Sequence[Explained], paint: Paint = plain) -> Iterator[str]:
    """Lines for people, an empty one between records; where there are several, or members, with their places."""
    for number, one in enumerate(explained, 1):
        if number > 1:
            yield ""
        if len(explained) > 1 or (one.member and not one.kept):
            inside = f", in {printable(one.member, 200)}" if one.member else ""
            yield f"record {number} of {len(explained)}{inside}"
        yield from _text(one, paint)


def _text(one: Explained, paint: Paint) -> Iterator[str]:
    if one.explanation is None:
        if one.rejected:
            yield _rejection(one.rejected, paint)
        return
    if one.kept:
        yield from _kept(one.kept, one.member)
    below = False
    for line in one.explanation.lines:
        if not below and line.role not in {"title", "time", "url", "blank"}:
            below = True
            yield from _stated(one.stated)
        said = f"{line.role:8}  {printable(line.text, WIDTH)}".rstrip()
        yield f"{line.number:5}  {paint(line.role, said)}"
        if line.why:
            yield f"{'':17}({line.why})"
    if not below:
        yield from _stated(one.stated)
    yield ""
    outcome = one.explanation.outcome
    yield from [_rejection(outcome, paint)] if isinstance(outcome, Rejected) else _article(outcome, one)


def _kept(kept: Kept, member: str) -> Iterator[str]:
    """Where a stored article comes from; then follow the lines that it came with."""
    yield f"stored     {place(kept.source, kept.dump, kept.line, member)}"
    yield f"first seen {_when(kept.first_seen)}"
    if kept.withdrawn:
        yield f"withdrawn  {_when(kept.withdrawn)}: `exporter withdraw --undo` brings it back"
    elif kept.original:
        yield f"duplicate  of {printable(kept.original, 1000)}, which names this URL"
    else:
        yield f"sequence   {kept.sequence or 'not yet: a run that was cut off brought it'}"
    yield ""


def _stated(stated: Stated | None) -> Iterator[str]:
    """What the dump says of the article besides title, time, URL and text."""
    if stated is None:
        return
    for name in Stated.__struct_fields__:
        value = getattr(stated, name)
        if name == "own":
            said = "a row of a data shard of this program: it is taken as it is" if value else ""
        else:
            said = value if isinstance(value, str) else "; ".join(value)
        if said:
            yield f"{'':7}{name:9} {printable(said, WIDTH)}"
            yield f"{'':17}(the dump states it)"


def _rejection(rejected: Rejected, paint: Paint) -> str:
    said = f"rejected, line {rejected.line}: {rejected.code}: {printable(rejected.reason, SAID)}"
    return paint("rejected", said)


def _article(article: Article, one: Explained) -> Iterator[str]:
    subheads = sum(paragraph.subhead for paragraph in article.body)
    publisher = article.publisher.name if article.publisher else ""
    moved = article.updated > article.published
    for name, value in (
        ("id", article.id),
        ("title", article.title),
        ("url", article.url),
        ("published", _when(article.published)),
        ("updated", _when(article.updated) if moved else ""),
        ("language", article.language),
        ("publisher", publisher),
        ("authors", ", ".join(article.authors)),
        ("sections", ", ".join(article.sections)),
        ("keywords", ", ".join(article.keywords)),
        ("summary", article.summary),
        ("image", article.image),
        ("rights", article.rights),
        ("body", ", ".join((_count(len(article.body) - subheads, "paragraph"), _count(subheads, "sub-head")))),
        ("removed", _removed(one)),
        ("feeds", ", ".join(one.feeds)),
        ("keys", ", ".join(article.keys)),
        ("format", one.format if one.format != "text" else ""),
        ("encoding", one.encoding),
        ("held", "it states a time more than 24 hours ahead: each run tries it again" if one.held else ""),
    ):
        if value:
            yield f"{name:10} {printable(value, SAID)}"


def _removed(one: Explained) -> str:
    """How many lines of each role are not in the body."""
    roles = Counter(line.role for line in one.explanation.lines) if one.explanation else Counter()
    taken = [(role, count) for role, count in roles.items() if role not in {*_HEADER, "blank", "body", "subhead"}]
    return (
        f"{_count(sum(count for _, count in taken), 'line')}: " + ", ".join(f"{count} {role}" for role, count in taken)
        if taken
        else ""
    )


_HEADER = ("title", "time", "url")


def _when(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
