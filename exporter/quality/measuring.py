"""A whole labelled set, read as a run would read it, and compared with the truth about it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from exporter.errors import ExporterError
from exporter.model import Dump, Record, Rejected
from exporter.normalise import Explanation, Rules, explain, profiles, urls
from exporter.quality.scoring import Mistake, Score, score
from exporter.quality.truth import Truth
from exporter.readers import read
from exporter.sources import folder as dumps

UNKNOWN = "?"
"""The language of articles of which the truth says none."""


class Measured(Struct, frozen=True):
    """What came of a set."""

    total: Score
    languages: dict[str, Score]
    """By language, as the truth has it; in the order of their codes."""
    profiled: Score
    """Articles of sites that have a profile."""
    unprofiled: Score
    """Articles of sites that have none."""
    mistakes: tuple[Mistake, ...]
    seconds: float
    """What reading and normalising took."""


_Found = tuple[Record, Explanation]


class Reading(Struct, frozen=True):
    """How the dumps are read."""

    source: str
    """What the source is called."""
    reader: str
    rules: Rules


def measure(rows: Iterable[Truth], folder: Path, reading: Reading, clock: Callable[[], float]) -> Measured:
    """Read each dump that the truth names, and compare; the same in, the same out, but for the seconds.

    Raises:
        ExporterError: a dump cannot be read.
    """
    total = profiled = unprofiled = Score()
    languages: dict[str, Score] = {}
    mistakes: list[Mistake] = []
    seconds = 0.0
    ordered = sorted(rows, key=lambda row: row.place)
    for name, group in groupby(ordered, key=lambda row: row.dump):
        began = clock()
        found, refused = _found(name, folder, reading)
        seconds += clock() - began
        for row in group:
            record, explanation = found.get((row.member, row.line), (None, None))
            one, wrong = score(row, record, explanation)
            total += one
            language = row.language or UNKNOWN
            languages[language] = languages.get(language, Score()) + one
            if record is not None and _has_profile(record, reading.rules):
                profiled += one
            else:
                unprofiled += one
            mistakes += wrong if record else [*(refused or [_missing(row)]), *wrong]
    return Measured(total, dict(sorted(languages.items())), profiled, unprofiled, tuple(mistakes), seconds)


def _found(name: str, folder: Path, reading: Reading) -> tuple[dict[tuple[str, int], _Found], list[Mistake]]:
    """What the dump gives, by member and line, and what its reader rejects."""
    found: dict[tuple[str, int], _Found] = {}
    refused = []
    for one in _read(name, folder, reading):
        if isinstance(one, Record):
            found[one.member, one.title_line] = one, explain(one, reading.rules)
        else:
            refused.append(Mistake(name, one.line, "rejected", "", one.code, one.reason))
    return found, refused


def _missing(row: Truth) -> Mistake:
    return Mistake(row.dump, row.line, "missing", "", "", "no article begins there")


def _read(name: str, folder: Path, reading: Reading) -> Iterator[Record | Rejected]:
    path = folder / name
    try:
        dump, data = dumps.fetch(Dump(reading.source, name, str(path), 0, 0))
    except OSError as error:
        raise ExporterError(f"{path}: cannot be read: {error.strerror}") from error
    yield from read(dump, data, reading.reader)


def _has_profile(record: Record, rules: Rules) -> bool:
    try:
        host = urls.host(urls.canonical(record.url))
    except ValueError:
        return False
    return profiles.find(rules.profiles, host) is not None
