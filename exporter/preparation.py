"""From a dump to what it gives: all of the work on it that needs no store.

    source -> reader -> normalise

`prepare` is a pure function of bytes and settings, so that it can be mapped over workers.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from exporter import plan
from exporter.config import digest
from exporter.config.schema import Config, Selection, Source
from exporter.model import Article, Dump, Record, Rejected
from exporter.normalise import VERSION as RULES_VERSION
from exporter.normalise import Rules, fingerprint, normalise
from exporter.readers import VERSION as READERS_VERSION
from exporter.readers import read
from exporter.sources import folder
from exporter.store import dumps
from exporter.store.versions import SIGNIFICANT, Version, record_digest, significant_digest

AHEAD = timedelta(hours=24)
"""How far ahead of now a time may lie; readers pin such articles to the top (reliability: NetNewsWire ignores them)."""


class Settings(Struct, frozen=True):
    """What `prepare` needs to know beside the dump."""

    reader: str
    rules: Rules
    selections: tuple[Selection, ...]
    horizon: datetime
    """Articles that state a later time are held."""
    reading: str
    """Says under which rules a dump is read: a rejected one is read again when this changes."""


class Prepared(Struct, frozen=True):
    """What a dump gave."""

    seen: dumps.Seen
    versions: tuple[Version, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    held: tuple[dumps.Held, ...] = ()


def rules_of(config: Config, source: Source | None) -> Rules:
    """The rules for what a source gives; None stands for sources that are configured no more."""
    return Rules(
        timezone=(source.timezone if source else "") or config.site.timezone,
        language=source.language if source else "",
        site_language=config.site.language,
        profiles=config.profile,
        publisher=config.site.publisher,
    )


def all_rules(config: Config) -> dict[str, Rules]:
    """The rules by name of source; under the empty name those for sources that are configured no more."""
    return {"": rules_of(config, None)} | {source.name: rules_of(config, source) for source in config.source}


def settings_of(config: Config, source: Source, now: datetime) -> Settings:
    """What `prepare` needs for the dumps of a source."""
    rules = rules_of(config, source)
    reading = digest((READERS_VERSION, RULES_VERSION, source.reader, rules))
    return Settings(source.reader, rules, config.feed, now + AHEAD, reading)


def stamp(rules: Rules, host: str) -> str:
    """Says under which rules an article was normalised and its significant digest computed."""
    return f"{SIGNIFICANT}.{fingerprint(rules, host)}"


def version_of(record: Record, article: Article, rules: Rules, selections: Sequence[Selection]) -> Version:
    """A normalised record with what the store compares it by."""
    return Version(
        record=record,
        article=article,
        digest=record_digest(record),
        significant=significant_digest(article),
        rules=stamp(rules, article.host),
        feeds=plan.memberships(article, selections),
    )


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
            versions.append(version_of(found, outcome, settings.rules, settings.selections))
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
