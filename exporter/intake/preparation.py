"""From a dump to what it gives: all of the work on it that needs no store.

    source -> reader -> normalise

`prepare` and `given` need nothing but dumps or records, and settings, so that they can be mapped over workers.
"""

import hashlib
import io
import socket
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from exporter import plan
from exporter.config.schema import Selection
from exporter.intake import current
from exporter.model import Article, Dump, Record, Rejected
from exporter.normalise import Rules, fingerprint, normalise_all
from exporter.readers import Found, UnreadPage, stream
from exporter.settings import Settings
from exporter.sources import opening
from exporter.store import dumps
from exporter.store.versions import DIGESTS, Known, Version, version_of

MOST: Final = 4 * current.SLICE
"""Records of a dump that a worker holds at once."""
PAGE: Final = 8
"""Characters that take as long to normalise as a byte of a page to read: 0.8 us, where one takes 0.1."""
_KILLING: Final = (
    "whoever reads it is killed, for want of memory or by a library: allow more memory, or cut it up; it is left alone "
    "until it changes"
)
MOST_TEXT: Final = 16 * 1024 * 1024
"""Characters of them. What unpacks to more is left to be streamed."""


class Given(Struct, frozen=True):
    """What records, and what could not become one, came to."""

    versions: tuple[Version, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    held: tuple[dumps.Held, ...] = ()


class Prepared(Struct, frozen=True):
    """What a dump gave."""

    seen: dumps.Seen
    given: Given


class ToStream(Struct, frozen=True):
    """A dump that the run is to stream: it turned out to hold more than may be held at once, or changes meanwhile."""

    dump: Dump


class Otherwise(Struct, frozen=True):
    """A dump that did not look to whoever read it as it was listed: it has changed since, or is another file there."""

    listed: Dump
    read: Prepared
    host: str
    """The name of the machine that read it."""


class Unseen(Struct, frozen=True):
    """A dump that could not be opened by whoever was to read it."""

    dump: Dump
    reason: str
    """Empty: there is none of that name."""
    host: str
    """The name of the machine on which it was tried."""


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


def given(some: Sequence[Found | UnreadPage], settings: Settings) -> Given:
    """What becomes of these; pages are read now."""
    found = [_read(one) if isinstance(one, UnreadPage) else one for one in some]
    records = [one for one in found if isinstance(one, Record)]
    outcomes = zip(records, normalised(records, settings.rules, settings.selections), strict=True)
    return _given([one for one in found if isinstance(one, Rejected)], outcomes, settings)


def given_each(some: Sequence[Found | UnreadPage], settings: Settings) -> list[Given]:
    """The same as a list, which can be put together of parts of these; of nothing an empty one."""
    return [given(some, settings)] if some else []


def killing_piece(one: Found | UnreadPage) -> list[Given]:
    """What is known of a piece of a large dump that killed a worker which did nothing else."""
    if isinstance(one, Rejected):
        return [Given(rejected=(one,))]
    if isinstance(one, UnreadPage):
        dump, line, member = one.place.dump, one.line, one.place.member
        return [Given(rejected=(Rejected(dump.source, dump.name, line, "kills-reader", _KILLING, member),))]
    return [Given(rejected=(Rejected(one.source, one.dump, one.title_line, "kills-reader", _KILLING, one.member),))]


Outcome = Prepared | ToStream | Otherwise | Unseen


def prepare(some: Sequence[Dump], settings: Settings) -> list[Outcome]:
    """What a slice of dumps gives, in order.

    Step by step for all of them, as `normalise_all` does, and for its reason.

    Raises:
        SourceLost: where they are cannot be reached.
    """
    fetched = zip(some, opening.fetched(some), strict=True)
    opened = [_opened(dump, found, settings) for dump, found in fetched]
    records = [record for one in opened if isinstance(one, _Opened) for record in one.records]
    outcomes = normalised(records, settings.rules, settings.selections)
    remaining = iter(zip(records, outcomes, strict=True))
    return [
        _as_listed(dump, one.dump, _prepared(one, islice(remaining, len(one.records)), settings))
        if isinstance(one, _Opened)
        else one
        for dump, one in zip(some, opened, strict=True)
    ]


def _as_listed(listed: Dump, now: Dump, read: Prepared) -> Prepared | Otherwise:
    return read if now == listed else Otherwise(listed, read, socket.gethostname())


class _Opened(Struct, frozen=True):
    """A dump that has been read."""

    dump: Dump
    digest: str
    records: list[Record]
    rejected: list[Rejected]


def _opened(dump: Dump, fetched: tuple[Dump, bytes] | OSError, settings: Settings) -> _Opened | ToStream | Unseen:
    """Read."""
    if isinstance(fetched, OSError):
        reason = "" if isinstance(fetched, FileNotFoundError) else fetched.strerror or str(fetched)
        return Unseen(dump, reason, socket.gethostname())
    dump, data = fetched
    found = _held_at_once(stream(dump, io.BytesIO(data), settings.reader))
    if found is None or len(data) > current.LARGE:
        return ToStream(dump)
    records = [one for one in found if isinstance(one, Record)]
    rejections = [one for one in found if isinstance(one, Rejected)]
    return _Opened(dump, hashlib.sha256(data).hexdigest()[:32], records, rejections)


def killing(dump: Dump, settings: Settings) -> list[Outcome]:
    """What is known of a dump that killed a worker which did nothing else."""
    rejected = Rejected(dump.source, dump.name, 0, "kills-reader", _KILLING)
    return [_prepared(_Opened(dump, "", [], [rejected]), (), settings)]


def left_unread(unseen: Unseen, settings: Settings) -> Prepared:
    """What is known of a dump that is there and cannot be opened: it looks changed at the next run."""
    rejected = unreadable(unseen.dump, unseen.reason)
    return _prepared(_Opened(replace(unseen.dump, size=-1, mtime=-1), "", [], [rejected]), (), settings)


def unreadable(dump: Dump, why: str) -> Rejected:
    """That the dump is there and cannot be read."""
    reason = f"cannot be read: {why}; let this user read it, it is tried again at each run"
    return Rejected(dump.source, dump.name, 0, "unreadable", reason)


def _read(page: UnreadPage) -> Found:
    from exporter.readers import web_page  # of few dumps

    return web_page.read_page(page)


def weight(one: Found | UnreadPage) -> int:
    """Characters that it holds, about; of a page, those that take as long to normalise as it takes to read."""
    if isinstance(one, UnreadPage):
        return PAGE * len(one.data)
    return sum(map(len, one.lines)) if isinstance(one, Record) else len(one.reason)


def _held_at_once(found: Iterator[Found]) -> list[Found] | None:
    held: list[Found] = []
    text = 0
    for one in found:
        held.append(one)
        text += weight(one)
        if len(held) > MOST or text > MOST_TEXT:
            return None
    return held


def _prepared(opened: _Opened, outcomes: Iterable[tuple[Record, Normalised]], settings: Settings) -> Prepared:
    """What a dump gave."""
    dump, given = opened.dump, _given(opened.rejected, outcomes, settings)
    seen = dumps.Seen(
        source=dump.source,
        name=dump.name,
        size=dump.size,
        mtime=dump.mtime,
        digest=opened.digest,
        records=tuple([version.digest for version in given.versions]),
        rejected=len(given.rejected),
        held=len(given.held),
        rules=settings.reading,
        given=len(given.versions),
    )
    return Prepared(seen, given)


def _given(rejections: Iterable[Rejected], outcomes: Iterable[tuple[Record, Normalised]], settings: Settings) -> Given:
    versions: list[Version] = []
    rejected = [*rejections]
    held: list[dumps.Held] = []
    for record, outcome in outcomes:
        if isinstance(outcome, Rejected):
            rejected.append(outcome)
            continue
        article, version = outcome
        if article.published <= settings.horizon:
            if article.updated > settings.horizon:  # no edit is as far ahead: `updated` never moves back from there
                version = replace(version, stated=version.published)
            versions.append(version)
        else:
            where = (record.source, record.dump, record.title_line)
            held.append(dumps.Held(*where, article.published, article.title, article.url, record.member))
    # In the order of the dump, member by member.
    return Given(tuple(versions), tuple(sorted(rejected, key=lambda one: (one.member, one.line))), tuple(held))
