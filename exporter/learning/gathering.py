"""The sampled articles, read and normalised as an export would, with the role of each of their lines."""

from collections.abc import Container, Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from exporter.learning.sampling import Pick, digest_of
from exporter.model import Article, Record
from exporter.normalise import Rules, explain, urls
from exporter.normalise.shape import same
from exporter.normalise.text import clean_lines
from exporter.printable import place
from exporter.readers import stream
from exporter.sources import opening
from exporter.sources.object_file import Replaced

BATCH = 80_000_000
"""Weight of the articles that are held at a time: 100 to 150 MB. Each time, dumps of many sites are read again."""


class Seen(Struct, frozen=True, gc=False):
    """A line of an article that is not blank."""

    text: str
    """Clean."""
    key: str
    """As exporter.normalise.shape.same gives it: how a profile compares lines."""
    role: str
    """What it becomes now."""
    number: int
    """In the dump."""


class Document(Struct, frozen=True):
    """A sampled article."""

    record: Record
    rules: Rules
    article: Article
    lines: tuple[Seen, ...]
    """Empty if the record is pure: then none of its lines is chrome."""

    def place(self, number: int) -> str:
        """A line of its dump, for people: `samples: 2025/a.txt:14`."""
        return place(self.record.source, self.record.dump, number, self.record.member)


def batches(sites: Sequence[tuple[str, Sequence[Pick]]]) -> Iterator[list[tuple[str, list[Pick]]]]:
    """The sites in their order, as many at a time as BATCH allows: at least one, whose sample is bounded by itself."""
    batch: list[tuple[str, list[Pick]]] = []
    room = BATCH
    for name, picks in sites:
        kept = list(_within(picks))
        weight = sum(pick.weight for pick in kept)
        if batch and weight > room:
            yield batch
            batch, room = [], BATCH
        batch.append((name, kept))
        room -= weight
    if batch:
        yield batch


def _within(picks: Sequence[Pick]) -> Iterator[Pick]:
    """As many of these as may be held at a time: those with the smallest digests, in their own order."""
    room, kept = BATCH, set()
    for pick in sorted(picks, key=lambda pick: pick.digest):
        room -= pick.weight
        if room < 0:
            break
        kept.add(pick.digest)
    return (pick for pick in picks if pick.digest in kept)


def gather(batch: Sequence[tuple[str, Sequence[Pick]]], rules: dict[str, Rules]) -> dict[str, list[Document]]:
    """The articles of a batch of sites. Each dump is read once. What has changed or gone since it was sampled, and what
    normalise rejects, is left out.

    `rules`: by name of source.
    """
    wanted = sorted(
        ((pick, name) for name, picks in batch for pick in picks),
        key=lambda each: (each[0].source.name, each[0].dump.name, each[0].dump.location, each[0].number),
    )
    found: dict[str, list[Document]] = {name: [] for name, _ in batch}
    for _, group in groupby(wanted, key=lambda each: (each[0].source.name, each[0].dump.location)):
        picks = {pick.number: (pick, name) for pick, name in group}
        for number, record in _records(next(iter(picks.values()))[0], picks.keys()):
            pick, name = picks[number]
            document = _document(record, pick, rules[pick.source.name])
            if document is not None:
                found[name].append(document)
    return found


def _records(pick: Pick, numbers: Container[int]) -> Iterator[tuple[int, Record]]:
    try:
        with opening.opened(pick.dump) as (dump, file):
            for number, found in enumerate(stream(dump, file, pick.source.reader)):
                if number in numbers and isinstance(found, Record):
                    yield number, found
    except (OSError, Replaced):
        return  # it was there a moment ago


def _document(record: Record, pick: Pick, rules: Rules) -> Document | None:
    try:
        if digest_of(urls.canonical(record.url)) != pick.digest:
            return None
    except ValueError:
        return None
    rules = replace(rules, language="", site_language="und")  # what is configured is no evidence of what is written
    return judged(record, rules)


def judged(record: Record, rules: Rules) -> Document | None:
    """The record by these rules; None if they reject it."""
    explanation = explain(record, rules)
    if not isinstance(explanation.outcome, Article):
        return None
    if record.pure:
        return Document(record, rules, explanation.outcome, ())
    below = explanation.lines[len(explanation.lines) - len(record.lines) :]
    texts = clean_lines(record.lines)
    lines = tuple(
        [
            Seen(text, same(text), line.role, line.number)
            for text, line in zip(texts, below, strict=True)
            if text and line.role != "blank"
        ]
    )
    return Document(record, rules, explanation.outcome, lines)
