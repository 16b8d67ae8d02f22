"""What each line of a dump became, and why, and what became of the whole: values, for people and for machines."""

import logging
from datetime import datetime
from itertools import islice
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from exporter import plan
from exporter.config import buckets
from exporter.config.places import is_bucket
from exporter.config.schema import Config, Selection
from exporter.errors import ExporterError
from exporter.model import Dump, Format, Record, Rejected, Stated
from exporter.normalise import Explanation, Rules
from exporter.normalise import explain as explain_record
from exporter.printable import json_text
from exporter.readers import stream as read
from exporter.settings import settings_of
from exporter.sources import opening
from exporter.sources.choice import choose, printable_name

log = logging.getLogger(__name__)

MOST = 1_000
"""Records of a dump that are explained: nobody reads more of them."""


class Kept(Struct, frozen=True):
    """What the store knows of an article that it has."""

    id: str
    source: str
    dump: str
    """Where the version comes from that is shown; its lines are kept, wherever the dump is now."""
    line: int
    published: datetime
    updated: datetime
    first_seen: datetime
    sequence: int
    """0 until given."""
    original: str = ""
    """Of a duplicate: the URL of the article that names its own."""
    withdrawn: datetime | None = None
    """When it was, or the article that it is a duplicate of."""


class Explained(Struct, frozen=True):
    """One record of a dump, or what was rejected before it became one."""

    encoding: str
    explanation: Explanation | None
    rejected: Rejected | None = None
    feeds: tuple[str, ...] = ()
    """Folders and names of the feeds that it would be in, the main feed left out."""
    held: bool = False
    """Whether a run would hold it back, because it states a time too far ahead."""
    format: Format = "text"
    member: str = ""
    """Where in the dump, if that is an archive."""
    stated: Stated | None = None
    """What the dump says of it besides title, time, URL and text."""
    kept: Kept | None = None
    """Of what is stored: what the store knows of it."""


def explain(file: str, config: Config, now: datetime) -> tuple[Explained, ...]:
    """What the dump gives, under the rules of the source that it lies in, to a run at `now`: the first MOST records.

    Raises:
        ExporterError: the file cannot be read.
        Unavailable: nor reached now, or it was replaced meanwhile.
    """
    if is_bucket(file) and (fault := buckets.fault_of(file)):
        raise ExporterError(fault)
    part = choose(file, config.source)
    source = part.source
    settings = settings_of(config, source, now)
    # What it looks like is told when it is opened.
    looked_for = Dump(source.name, printable_name(part.below or PurePath(file).name), file, 0, 0)
    try:
        with opening.opened(looked_for) as (dump, stream):
            given = list(islice(read(dump, stream, source.reader), MOST + 1))
    except IsADirectoryError:
        raise ExporterError(f"{file}: is a folder: name one of the dumps in it") from None
    except OSError as error:
        raise ExporterError(f"{file}: cannot be read: {error.strerror}") from error
    if len(given) > MOST:
        log.warning("%s: only the first %d records are explained: take apart what is to be looked at", file, MOST)
    rules = settings.rules, settings.selections, settings.horizon
    return tuple(explained(found, *rules) for found in given[:MOST])


def explained(
    found: Record | Rejected, rules: Rules, selections: tuple[Selection, ...], horizon: datetime | None
) -> Explained:
    """What becomes of one record; one of a time after `horizon` would be held."""
    if isinstance(found, Rejected):
        return Explained("", None, found, member=found.member)
    explanation = explain_record(found, rules)
    plain = Explained(found.encoding, explanation, format=found.format, member=found.member, stated=found.stated)
    article = explanation.outcome
    if isinstance(article, Rejected):
        return plain
    names = plan.memberships(article, selections)
    feeds = tuple(f"{kind} {title or name}" for kind, name, title in names)
    return replace(plain, feeds=feeds, held=horizon is not None and article.published > horizon)


def is_rejected(one: Explained) -> bool:
    """Whether a run would reject it."""
    return one.explanation is None or isinstance(one.explanation.outcome, Rejected)


def as_json(explained: tuple[Explained, ...]) -> str:
    """An array with an object for each record."""
    return json_text(explained)
