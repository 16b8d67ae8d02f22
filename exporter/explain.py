"""What each line of a dump became and why, then the article: for people, and for machines."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from exporter import plan
from exporter.config.schema import Config
from exporter.errors import ExporterError
from exporter.model import Article, Dump, Record, Rejected
from exporter.normalise import Explanation
from exporter.normalise import explain as explain_record
from exporter.printable import printable
from exporter.readers import read
from exporter.settings import Settings, settings_of
from exporter.sources import folder
from exporter.sources.choice import choose, printable_name

WIDTH = 88
"""Characters of a line of the dump that people are shown."""


class Explained(Struct, frozen=True):
    """One record of a dump, or what was rejected before it became one."""

    encoding: str
    explanation: Explanation | None
    rejected: Rejected | None = None
    feeds: tuple[str, ...] = ()
    """Folders and names of the feeds that it would be in, the main feed left out."""
    held: bool = False
    """Whether a run would hold it back, because it states a time too far ahead."""


def explain(file: Path, config: Config, now: datetime) -> tuple[Explained, ...]:
    """Everything that the dump gives, under the rules of the source that it lies in, to a run at `now`.

    Raises:
        ExporterError: the file cannot be read.
    """
    part = choose(str(file), config.source)
    source = part.source
    try:
        # What it looks like is told when it is opened.
        dump, data = folder.fetch(Dump(source.name, printable_name(part.below or file.name), str(file), 0, 0))
    except IsADirectoryError:
        raise ExporterError(f"{file}: is a folder: name one of the dumps in it") from None
    except OSError as error:
        raise ExporterError(f"{file}: cannot be read: {error.strerror}") from error
    settings = settings_of(config, source, now)
    return tuple(_explained(found, settings) for found in read(dump, data, source.reader))


def _explained(found: Record | Rejected, settings: Settings) -> Explained:
    if isinstance(found, Rejected):
        return Explained("", None, found)
    explanation = explain_record(found, settings.rules)
    article = explanation.outcome
    if isinstance(article, Rejected):
        return Explained(found.encoding, explanation)
    names = plan.memberships(article, settings.selections)
    feeds = tuple(f"{kind} {title or name}" for kind, name, title in names)
    return Explained(found.encoding, explanation, None, feeds, article.published > settings.horizon)


def is_rejected(one: Explained) -> bool:
    """Whether a run would reject it."""
    return one.explanation is None or isinstance(one.explanation.outcome, Rejected)


def as_json(explained: tuple[Explained, ...]) -> str:
    """An array with an object for each record."""
    return msgspec.json.format(msgspec.json.encode(explained), indent=2).decode()


def as_text(explained: tuple[Explained, ...]) -> Iterator[str]:
    """Lines for people, an empty one between records."""
    for number, one in enumerate(explained):
        if number:
            yield ""
        yield from _text(one)


def _text(one: Explained) -> Iterator[str]:
    if one.explanation is None:
        if one.rejected:
            yield _rejection(one.rejected)
        return
    for line in one.explanation.lines:
        yield f"{line.number:5}  {line.role:8}  {printable(line.text, WIDTH)}"
        if line.why:
            yield f"{'':17}({line.why})"
    yield ""
    outcome = one.explanation.outcome
    yield from [_rejection(outcome)] if isinstance(outcome, Rejected) else _article(outcome, one)


def _rejection(rejected: Rejected) -> str:
    return f"rejected, line {rejected.line}: {rejected.code}: {printable(rejected.reason, 1000)}"


def _article(article: Article, one: Explained) -> Iterator[str]:
    subheads = sum(paragraph.subhead for paragraph in article.body)
    publisher = article.publisher.name if article.publisher else ""
    for name, value in (
        ("id", article.id),
        ("title", article.title),
        ("url", article.url),
        ("published", f"{article.published:%Y-%m-%dT%H:%M:%SZ}"),
        ("language", article.language),
        ("publisher", publisher),
        ("authors", ", ".join(article.authors)),
        ("sections", ", ".join(article.sections)),
        ("keywords", ", ".join(article.keywords)),
        ("summary", article.summary),
        ("body", ", ".join((_count(len(article.body) - subheads, "paragraph"), _count(subheads, "sub-head")))),
        ("feeds", ", ".join(one.feeds)),
        ("keys", ", ".join(article.keys)),
        ("encoding", one.encoding),
        ("held", "it states a time more than 24 hours ahead: each run tries it again" if one.held else ""),
    ):
        if value:
            yield f"{name:10} {printable(value, 1000)}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
