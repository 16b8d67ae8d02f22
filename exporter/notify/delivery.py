"""Works off the outbox, never for longer than the budget: what is left stays for the next run, or the daemon."""

import logging
import random
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from exporter import __version__
from exporter.config import parse_duration
from exporter.config.schema import Config, IndexNow, Webhook
from exporter.errors import Locked
from exporter.notify import indexnow, webhook, websub
from exporter.notify.message import Answer, Message
from exporter.notify.queueing import To, addressees, untold
from exporter.store import outbox, runs
from exporter.store.database import Database, is_current
from exporter.store.locations import at
from exporter.store.outbox import Addressee, Notice

log = logging.getLogger(__name__)

REQUEST, SHORTEST = 5.0, 0.5
"""Seconds that one request may take; none is begun that could have less."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
"""After one failure, and after many: doubled each time in between."""
PATIENCE = timedelta(hours=24)
"""How long a notice is tried."""
SHOWN_FOR = timedelta(days=30)
"""How long what was given up is remembered."""
OF_ONE = frozenset({400, 422})
"""Statuses that refuse this message, and say nothing of the next."""
_BATCH = {"websub": 1, "indexnow": indexnow.MAX_URLS, "webhook": 1_000_000}
"""Notices in a message."""

Clock = Callable[[], float]


class Round(Struct, frozen=True):
    """One time of working off the outbox."""

    db: Database
    config: Config
    to: dict[Addressee, To]
    now: datetime
    began: float
    clock: Clock
    jitter: Clock

    @property
    def at(self) -> datetime:
        """What time it is by now."""
        return (self.now + timedelta(seconds=self.clock() - self.began)).replace(microsecond=0)

    @property
    def left(self) -> float:
        """Seconds of the budget."""
        return self.began + parse_duration(self.config.notify.budget).total_seconds() - self.clock()


def deliver(
    db: Database, config: Config, now: datetime, clock: Clock = time.monotonic, jitter: Clock = random.random
) -> None:
    """Tell whoever is to be told by now, everybody in turn, as long as the budget lasts.

    `clock` counts seconds; `jitter` gives a number of [0, 1). Nothing that the other sides do raises or takes longer: a
    request may take what is left, if that is less than usual. Who could not be reached last time waits for all others.
    """
    this = Round(db, config, _prune(db, config, now), now, clock(), clock, jitter)
    for unreachable in (False, True):
        waiting = deque(outbox.addressees(db, int(this.at.timestamp()), unreachable=unreachable))
        while waiting and this.left >= SHORTEST:
            addressee = waiting.popleft()
            if _tell(this, addressee):
                waiting.append(addressee)


def _tell(this: Round, addressee: Addressee) -> bool:
    """One message to this addressee; says whether to go on with the next."""
    if addressee.kind == "webhook" and runs.is_cut_off(this.db):
        return False  # there is no edition to tell of until a run completes it
    notices = outbox.due(this.db, addressee, int(this.at.timestamp()), _BATCH[addressee.kind])
    if not notices:
        return False
    try:
        answer = _post(this, addressee, _message(this, addressee, notices))
    except webhook.Unsigned as error:
        answer = Answer(fault=str(error))
    with this.db.transaction():
        return _settle(this, addressee, notices, answer)


def deliver_left_over(
    config: Config, now: datetime, clock: Clock = time.monotonic, jitter: Clock = random.random
) -> None:
    """As `deliver`, between runs. A run that is at work meanwhile does it itself, last; one that begins waits for this.

    Raises:
        Unavailable, StoreError: the store cannot be used.
    """
    place = at(config.store.url)
    if place.is_missing():
        return
    with place.opened_to_read() as db:
        due = outbox.next_due(db) if is_current(db) else None
        if due is None or due > now.timestamp():
            return
    try:
        started = f"notices of {config.output.directory} since {now:%Y-%m-%d %H:%M:%S} UTC"
        with (
            place.held("notices", started),
            place.held("runs", started),
            place.opened() as db,
        ):
            deliver(db, config, now, clock, jitter)
    except Locked:
        return


def foreseen(db: Database, config: Config, now: datetime) -> list[tuple[str, str, str]]:
    """Kind, target and subject of what is to be told, whenever it is due; nobody is."""
    _prune(db, config, now)
    return [(addressee.kind, addressee.target, subject) for addressee, subject in outbox.waiting(db)]


def _prune(db: Database, config: Config, now: datetime) -> dict[Addressee, To]:
    """Forget what nobody needs to be told any more; gives everybody who could be."""
    for reason in untold(config):
        log.warning("%s", reason)
    to = addressees(config)
    with db.transaction():
        outbox.keep(db, frozenset(to), config.site.url, int((now - SHOWN_FOR).timestamp()))
    return to


def _post(this: Round, addressee: Addressee, message: Message) -> Answer:
    from exporter.notify.post import post  # requests is heavy, and most runs have nothing to tell

    agent = f"exporter/{__version__} (+{this.config.site.url})"
    try:
        return post(message, agent, min(REQUEST, this.left), this.clock)
    except Exception as error:  # whatever the other side sent: it may neither fail this run nor every one after it
        fault = f"the request ended in {type(error).__name__}, which nobody foresaw"  # its words may hold a secret
        log.warning("%s %s: %s; please report this", addressee.kind, addressee.target, fault)
        return Answer(fault=fault)


def _message(this: Round, addressee: Addressee, notices: list[Notice]) -> Message:
    """What to send this addressee.

    Raises:
        Unsigned: the secret of a webhook cannot be had.
    """
    config, to = this.config, this.to[addressee]
    subjects = [one.subject for one in notices]
    if isinstance(to, IndexNow):
        return indexnow.submission(config.notify.indexnow_endpoint, to.host, to.key, subjects)
    if isinstance(to, Webhook):
        counts = runs.counts(this.db, min(one.since for one in notices))
        edition = max(one.edition for one in notices)
        topics = sorted(filter(None, subjects))
        return webhook.news(to, config.site.url, edition, counts, topics, this.at.astimezone(UTC))
    return websub.ping(addressee.target, subjects[0])


def _settle(this: Round, addressee: Addressee, notices: list[Notice], answer: Answer) -> bool:
    """Write down what came of a message; says whether the next one to this addressee may go out now."""
    told, at = f"{addressee.kind} {addressee.target}", int(this.at.timestamp())
    if not answer.reason:
        log.debug("told %s of %d", told, len(notices))
        outbox.done(this.db, notices)
        return True
    one_only = answer.status in OF_ONE
    attempts = 1 + (max(one.attempts for one in notices) if one_only else outbox.attempts(this.db, addressee))
    again = at + max(wait(attempts, this.jitter), answer.retry_after)
    patience = 0 if answer.is_gone else int(PATIENCE.total_seconds())
    refused = notices if one_only else None
    given_up = outbox.failed(this.db, addressee, refused, at, again, patience, answer.reason)
    if given_up:
        log.warning(
            "%s: %d given up after %d attempts, until they change again: %s", told, given_up, attempts, answer.reason
        )
    else:
        log.info("%s: attempt %d: %s; tried again in %d s", told, attempts, answer.reason, again - at)
    return one_only


def wait(attempts: int, jitter: Clock) -> int:
    """Seconds until the next attempt after so many: twice as long each time, between half and all of it at random."""
    longest: float = min(FIRST_WAIT * 2 ** min(attempts - 1, 20), LONGEST_WAIT).total_seconds()
    return round(longest * (1 + jitter()) / 2)
