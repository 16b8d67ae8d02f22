"""What `prepare` needs to know beside a dump: settings, and the rules that they make.

Apart from preparation.py, so that a run which reads no dump need not load what reads them.
"""

from datetime import datetime, timedelta

from msgspec import Struct

from exporter.config import digest
from exporter.config.schema import Config, Profile, Selection, Source
from exporter.normalise import VERSION as RULES_VERSION
from exporter.normalise import Rules
from exporter.readers import VERSION as READERS_VERSION
from exporter.readers import extras

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


def rules_of(config: Config, source: Source | None) -> Rules:
    """The rules for what a source gives; None stands for sources that are configured no more."""
    return Rules(
        timezone=(source.timezone if source else "") or config.site.timezone,
        dates=source.dates if source else "plain",
        language=source.language if source else "",
        site_language=config.site.language,
        profiles=config.profile,
        usual=_usual(source) if source else None,
        publisher=config.site.publisher,
    )


def _usual(source: Source) -> Profile | None:
    """What the source says of its sites, as a profile."""
    said = source.profile
    if said is None:
        return None
    return Profile(
        publisher=said.publisher,
        sections=said.sections,
        keywords=said.keywords,
        chrome=said.chrome,
        tags=said.tags,
    )


def all_rules(config: Config) -> dict[str, Rules]:
    """The rules by name of source; under the empty name those for sources that are configured no more."""
    return {"": rules_of(config, None)} | {source.name: rules_of(config, source) for source in config.source}


def settings_of(config: Config, source: Source, now: datetime) -> Settings:
    """What `prepare` needs for the dumps of a source."""
    rules = rules_of(config, source)
    reading = digest((READERS_VERSION, extras(), RULES_VERSION, source.reader, rules))
    return Settings(source.reader, rules, config.feed, now + AHEAD, reading)
