"""From a dump to what it gives: all of the work on it that needs no store.

    source -> reader -> normalise

`prepare` needs nothing but dumps and settings, so that it can be mapped over workers.
"""

import hashlib
from collections.abc import Iterable, Sequence
from itertools import groupby, islice
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from exporter import plan
from exporter.config.schema import Selection
from exporter.model import Article, Dump, Record, Rejected
from exporter.normalise import Rules, fingerprint, normalise_all
from exporter.readers import read
from exporter.settings import Settings
from exporter.sources import folder
from exporter.store import dumps
from exporter.store.versions import DIGESTS, Known, Version, version_of


class Prepared(Struct, frozen=True):
    """What a dump gave."""

    seen: dumps.Seen
    versions: tuple[Version, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    held: tuple[dumps.Held, ...] = ()


class Stamps(dict[str, str]):
    """By host, what says under which rules an article was normalised and its significant digest computed: once a host,
    of which there are hundreds of articles."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    def __missing__(self, host: str) -> str:
        self[host] = found = f"{DIGESTS}.{fingerprint(self._rules, host)}"
        return found


Normalised = tuple[Article, Version] | Rejected
"""An article with what the store compares it by, or why the record is none."""


def normalised(records: Sequence[Record], rules: Rules, selections: Sequence[Selection]) -> list[Normalised]:
    """What becomes of each record."""
    stamps = Stamps(rules)
    return [
        outcome
        if isinstance(outcome, Rejected)
        else (
            outcome,
            version_of(record, outcome, stamps[outcome.host], plan.memberships(outcome, selections), rules.publisher),
        )
        for record, outcome in zip(records, normalise_all(records, rules), strict=True)
    ]


def renewed(
    outdated: Sequence[tuple[Known, Record, Rules]], selections: Sequence[Selection]
) -> list[tuple[Known, Version] | Rejected]:
    """Stored records as their present rules have them."""
    found: list[tuple[Known, Version] | Rejected] = []
    for rules, alike in groupby(outdated, key=itemgetter(2)):
        some = list(alike)
        outcomes = normalised([record for _, record, _ in some], rules, selections)
        for (known, _, _), outcome in zip(some, outcomes, strict=True):
            found.append(outcome if isinstance(outcome, Rejected) else (known, outcome[1]))
    return found


def prepare(some: Sequence[Dump], settings: Settings) -> list[Prepared]:
    """What a slice of dumps gives, in order, without those that are gone by now.

    Step by step for all of them, as `normalise_all` does, and for its reason.
    """
    opened = [one for dump in some if (one := _opened(dump, settings)) is not None]
    records = [record for one in opened for record in one.records]
    outcomes = normalised(records, settings.rules, settings.selections)
    remaining = iter(zip(records, outcomes, strict=True))
    return [_given(one, islice(remaining, len(one.records)), settings) for one in opened]


class _Opened(Struct, frozen=True):
    """A dump that has been read."""

    dump: Dump
    digest: str
    records: list[Record]
    rejected: list[Rejected]


def _opened(dump: Dump, settings: Settings) -> _Opened | None:
    """Fetched and read; None if it is gone."""
    try:
        dump, data = folder.fetch(dump)
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = f"cannot be read: {error.strerror}; let this user read it, it is tried again at each run"
        rejected = Rejected(dump.source, dump.name, 0, "unreadable", reason)
        return _Opened(replace(dump, size=-1, mtime=-1), "", [], [rejected])
    found = read(dump, data, settings.reader)
    records = [one for one in found if isinstance(one, Record)]
    rejections = [one for one in found if isinstance(one, Rejected)]
    return _Opened(dump, hashlib.sha256(data).hexdigest()[:32], records, rejections)


def _given(opened: _Opened, outcomes: Iterable[tuple[Record, Normalised]], settings: Settings) -> Prepared:
    """What a dump gave."""
    versions: list[Version] = []
    rejected = [*opened.rejected]
    held: list[dumps.Held] = []
    dump = opened.dump
    for record, outcome in outcomes:
        if isinstance(outcome, Rejected):
            rejected.append(outcome)
            continue
        article, version = outcome
        if article.published <= settings.horizon:
            versions.append(version)
        else:
            held.append(
                dumps.Held(dump.source, dump.name, record.title_line, article.published, article.title, article.url)
            )
    seen = dumps.Seen(
        source=dump.source,
        name=dump.name,
        size=dump.size,
        mtime=dump.mtime,
        digest=opened.digest,
        records=tuple([version.digest for version in versions]),
        rejected=len(rejected),
        held=len(held),
        rules=settings.reading,
    )
    return Prepared(seen, tuple(versions), tuple(sorted(rejected, key=lambda one: one.line)), tuple(held))
