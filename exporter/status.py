"""What is stored and published, the last run, and what was rejected: for people, and for machines."""

from collections.abc import Iterator
from datetime import UTC, datetime

from msgspec import Struct

from exporter.config.schema import Config
from exporter.errors import StoreError
from exporter.preflight import refuse_lost
from exporter.printable import json_text, place, printable
from exporter.store import documents, dumps, duplicates, feeds, outbox, places, runs, withdrawals
from exporter.store.database import Database, is_current, meta
from exporter.store.locations import at

SHOWN = 20
"""Rejects that people are shown; machines get all."""


class Files(Struct, frozen=True):
    """Files of one kind in the published tree."""

    kind: str
    files: int
    bytes: int


class Status(Struct, frozen=True):
    """Everything that `exporter status` says."""

    store: str
    output: str
    articles: int
    duplicates: int
    """Articles that are the same text as one of these under another URL, and are not published."""
    withdrawn: int
    """Articles that were taken down, and stay so."""
    last_withdrawn: datetime | None
    newest: datetime | None
    archive_pages: int
    sections_with_feed: int
    sections_without_feed: int
    sections_emptied: tuple[str, ...]
    """Titles of section feeds that no article is in any more."""
    edition: int
    waiting: int
    """Documents that a run which was cut off has left to be written."""
    last_run: runs.Run | None
    failed: runs.Stop | None
    """The latest run, begun or not, if it failed and could say why."""
    stopped: runs.Stop | None
    """The run that a brake has stopped since."""
    published: tuple[Files, ...]
    held: tuple[dumps.Held, ...]
    rejected: tuple[dumps.Reject, ...]
    notices: tuple[outbox.Backlog, ...]
    """Whom to tell of what is published."""
    given_up: tuple[outbox.DeadLetter, ...]
    """Of what they were told in vain, for a day."""


def gather(config: Config) -> Status | None:
    """The status of the configured store; None if there is none yet.

    Raises:
        StoreError: there is none, but there is a tree that was published from one; or it is one of an earlier version.
    """
    place = at(config.store.url)
    if place.is_missing():
        refuse_lost(config)
        return None
    with place.opened_to_read() as db:
        if not is_current(db):
            raise StoreError(
                f"{db.where}: an earlier exporter was the last to use this store; the next export adapts it"
            )
        return _gather(db, config)


def _gather(db: Database, config: Config) -> Status:
    newest = next(iter(places.newest(db, 1)), None)
    latest = next(withdrawals.newest(db, 1), None)
    return Status(
        store=db.where,
        output=config.output.directory,
        articles=places.published(db),
        duplicates=duplicates.count(db),
        withdrawn=withdrawals.count(db),
        last_withdrawn=latest.when if latest else None,
        newest=newest.published if newest else None,
        archive_pages=places.sequenced(db) // int(meta(db, "archive_page") or 1),
        sections_with_feed=sum(feed.kind == "section" for feed in feeds.all_feeds(db)),
        sections_without_feed=feeds.without_feed(db),
        sections_emptied=tuple(feeds.emptied(db)),
        edition=runs.edition(db),
        waiting=documents.marks(db),
        last_run=runs.last(db),
        failed=runs.failed(db),
        stopped=runs.stopped(db),
        published=tuple(Files(*row) for row in documents.count(db)),
        held=tuple(dumps.held(db)),
        rejected=tuple(dumps.rejects(db)),
        notices=tuple(outbox.backlog(db)),
        given_up=tuple(outbox.given_up(db)),
    )


def as_json(status: Status | None) -> str:
    """One JSON object; `null` if there is no store yet."""
    return json_text(status)


def as_text(status: Status | None) -> Iterator[str]:
    """Lines for people."""
    if status is None:
        yield "Nothing has been exported yet: run `exporter export`."
        return
    yield f"store      {status.store}"
    yield f"tree       {status.output}, edition {status.edition}"
    newest = f", the newest of {_when(status.newest)}" if status.newest else ""
    yield f"articles   {status.articles:,}{newest}"
    if status.duplicates:
        yield f"duplicates {status.duplicates:,}: the same text under another URL, which the NewsArticle names"
    if status.withdrawn:
        last = f", the last at {_when(status.last_withdrawn)}" if status.last_withdrawn else ""
        yield f"withdrawn  {status.withdrawn:,}{last}: `exporter withdraw --list` names them"
    yield f"archive    {status.archive_pages:,} full pages"
    yield f"sections   {status.sections_with_feed} with a feed" + (
        f", {status.sections_without_feed} without (only {feeds.MAX_SECTIONS} get one: the first, the largest first)"
        if status.sections_without_feed
        else ""
    )
    if status.sections_emptied:
        titles = ", ".join(printable(title, 100) for title in status.sections_emptied[:SHOWN])
        more = ", ..." if len(status.sections_emptied) > SHOWN else ""
        yield f"emptied    {len(status.sections_emptied)} of them, with no article now: {titles}{more}"
    yield f"last run   {_run(status.last_run, status.failed)}"
    if status.stopped:
        began = _when(datetime.fromtimestamp(status.stopped.at, UTC))
        yield f"stopped    {began}: {printable(status.stopped.why, 400)}"
    if status.waiting:
        yield f"waiting    {status.waiting} documents: a run was cut off, the next one writes them"
    for files in status.published:
        yield f"published  {files.files:,} {files.kind} files, {files.bytes:,} bytes"
    yield from _notices(status.notices)
    yield from _given_up(status.given_up)
    yield from _held(status.held)
    yield from _rejected(status.rejected)


def _run(run: runs.Run | None, failed: runs.Stop | None) -> str:
    if failed:
        return f"{_when(datetime.fromtimestamp(failed.at, UTC))}, failed: {printable(failed.why, 400)}"
    if run is None:
        return "none"
    began = _when(datetime.fromtimestamp(run.started, UTC))
    if run.report is None:
        return f"{began}, cut off or still at work"
    said = ", ".join(f"{value} {name.replace('_', ' ')}" for name, value in run.report.items() if value)
    return f"{began}: {said or 'nothing'}" + (
        f"; published edition {run.edition}" if run.edition else "; nothing published"
    )


def _notices(backlogs: tuple[outbox.Backlog, ...]) -> Iterator[str]:
    for one in backlogs:
        told = f"{one.notices:,} to {one.kind} {printable(one.target, 200)}"
        since = _when(datetime.fromtimestamp(one.since, UTC))
        failed = f"attempts that failed: {one.attempts}, the last: {printable(one.reason, 200)}"
        if one.dead:
            yield f"given up   {told}, since {since}: {failed}"
        elif one.reason:
            due = _when(datetime.fromtimestamp(one.due, UTC))
            yield f"to tell    {told}, since {since}; next at {due}: {failed}"
        else:
            yield f"to tell    {told}, since {since}: the next run does"


def _given_up(letters: tuple[outbox.DeadLetter, ...]) -> Iterator[str]:
    for one in letters[:SHOWN]:
        subject = printable(one.subject, 500) or "the edition"
        yield f"  {one.kind} {printable(one.target, 200)}: {subject}: {printable(one.reason, 200)}"
    if len(letters) > SHOWN:
        yield f"  ... and {len(letters) - SHOWN} more: `exporter status --json` lists all"


def _held(held: tuple[dumps.Held, ...]) -> Iterator[str]:
    if held:
        yield f"held       {len(held)}: they state a time more than 24 hours ahead; each run tries them again"
    for one in held[:SHOWN]:
        yield f"  {place(one.source, one.dump, one.line, one.member)}: {_when(one.published)}: {printable(one.title)}"


def _rejected(rejected: tuple[dumps.Reject, ...]) -> Iterator[str]:
    if rejected:
        yield f"rejected   {len(rejected)}"
    for one in rejected[:SHOWN]:
        found = one.rejected
        where = place(found.source, found.dump, found.line, found.member)
        yield f"  {where}: {found.code}: {printable(found.reason, 400)}"
    if len(rejected) > SHOWN:
        yield f"  ... and {len(rejected) - SHOWN} more: `exporter status --json` lists all"


def _when(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M:%S} UTC"
