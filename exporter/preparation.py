"""From a dump to what it gives: all of the work on it that needs no store.

    source -> reader -> normalise

`prepare` is a pure function of bytes and settings, so that it can be mapped over workers.
"""

import hashlib
from collections.abc import Sequence

from msgspec import Struct

from exporter import plan
from exporter.config.schema import Selection
from exporter.model import Article, Dump, Record, Rejected
from exporter.normalise import Rules, fingerprint, normalise
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


def prepared(record: Record, article: Article, rules: Rules, selections: Sequence[Selection]) -> Version:
    """A normalised record with what the store compares it by."""
    return version_of(record, article, stamp(rules, article.host), plan.memberships(article, selections))


def prepare_all(dumps: Sequence[Dump], settings: Settings) -> list[Prepared]:
    """`prepare` for a slice of dumps: those that are still there, in order."""
    return [prepared for dump in dumps if (prepared := prepare(dump, settings)) is not None]


def prepare(dump: Dump, settings: Settings) -> Prepared | None:
    """Fetch, read and normalise one dump; None if it is gone by now."""
    try:
        dump, data = folder.fetch(dump)
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = f"cannot be read: {error.strerror}; let this user read it, it is tried again at each run"
        unread = dumps.Seen(dump.source, dump.name, -1, -1, "", (), 1, 0, settings.reading)
        return Prepared(unread, rejected=(Rejected(dump.source, dump.name, 0, "unreadable", reason),))
    versions: list[Version] = []
    rejected: list[Rejected] = []
    held: list[dumps.Held] = []
    for found in read(dump, data, settings.reader):
        outcome = normalise(found, settings.rules) if isinstance(found, Record) else found
        if isinstance(outcome, Rejected):
            rejected.append(outcome)
        elif outcome.published > settings.horizon and isinstance(found, Record):
            held.append(
                dumps.Held(dump.source, dump.name, found.title_line, outcome.published, outcome.title, outcome.url)
            )
        elif isinstance(found, Record):
            versions.append(prepared(found, outcome, settings.rules, settings.selections))
    seen = dumps.Seen(
        source=dump.source,
        name=dump.name,
        size=dump.size,
        mtime=dump.mtime,
        digest=hashlib.sha256(data).hexdigest()[:32],
        records=tuple(version.digest for version in versions),
        rejected=len(rejected),
        held=len(held),
        rules=settings.reading,
    )
    return Prepared(seen, tuple(versions), tuple(rejected), tuple(held))
