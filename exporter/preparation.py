"""From a dump to what it gives: all of the work on it that needs no store.

    source -> reader -> normalise

`prepare` needs nothing but dumps and settings, so that it can be mapped over workers.
"""

import hashlib
from collections.abc import Iterable, Sequence
from itertools import islice

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
from exporter.store.versions import SIGNIFICANT, Version, version_of


class Prepared(Struct, frozen=True):
    """What a dump gave."""

    seen: dumps.Seen
    versions: tuple[Version, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    held: tuple[dumps.Held, ...] = ()


def stamp(rules: Rules, host: str) -> str:
    """Says under which rules an article was normalised and its significant digest computed."""
    return f"{SIGNIFICANT}.{fingerprint(rules, host)}"


def version(record: Record, article: Article, rules: Rules, selections: Sequence[Selection]) -> Version:
    """A normalised record with what the store compares it by."""
    return version_of(record, article, stamp(rules, article.host), plan.memberships(article, selections))


def prepare(some: Sequence[Dump], settings: Settings) -> list[Prepared]:
    """What a slice of dumps gives, in order, without those that are gone by now.

    Step by step for all of them, as `normalise_all` does, and for its reason.
    """
    opened = [one for dump in some if (one := _opened(dump, settings)) is not None]
    records = [record for one in opened for record in one.records]
    outcomes = normalise_all(records, settings.rules)
    hosts = {outcome.host for outcome in outcomes if isinstance(outcome, Article)}
    stamps = {host: stamp(settings.rules, host) for host in hosts}  # of one host are hundreds
    versions = [
        version_of(record, outcome, stamps[outcome.host], plan.memberships(outcome, settings.selections))
        if isinstance(outcome, Article) and outcome.published <= settings.horizon
        else outcome
        for record, outcome in zip(records, outcomes, strict=True)
    ]
    remaining = iter(zip(records, versions, strict=True))
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


def _given(
    opened: _Opened, outcomes: Iterable[tuple[Record, Version | Article | Rejected]], settings: Settings
) -> Prepared:
    """What a dump gave; the articles among `outcomes` are held."""
    versions: list[Version] = []
    rejected = [*opened.rejected]
    held: list[dumps.Held] = []
    dump = opened.dump
    for record, outcome in outcomes:
        if isinstance(outcome, Version):
            versions.append(outcome)
        elif isinstance(outcome, Rejected):
            rejected.append(outcome)
        else:
            held.append(
                dumps.Held(dump.source, dump.name, record.title_line, outcome.published, outcome.title, outcome.url)
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
