"""Articles are taken down, or brought back: what a withdrawing run does instead of reading sources.

All of it happens in one transaction, which also marks every document that it touches, so that a run which is cut off is
completed by the next. What another run has half taken in is left alone: it is neither given a place nor settled.
"""

import logging
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Literal

from msgspec import Struct

from exporter import plan
from exporter.config.schema import Config
from exporter.errors import ExporterError
from exporter.marking import mark_places
from exporter.model import Document
from exporter.named import canonical, id_of, is_url, keys_of
from exporter.notify.queueing import queue_urls
from exporter.printable import printable
from exporter.report import CANNOT, Decided, Report
from exporter.store import articles, documents, erasing, feeds, places, runs, stored, withdrawals
from exporter.store.database import Database
from exporter.store.withdrawals import GONE, Standing

log = logging.getLogger(__name__)

PATIENCE = 600.0
"""Seconds for which a withdrawal waits for a run that is at work."""


class Withdrawal(Struct, frozen=True):
    """What somebody wants to be gone, or back."""

    names: tuple[str, ...]
    """URLs and ids of articles, as given."""
    reason: str = ""
    verb: Literal["withdraw", "undo", "erase"] = "withdraw"


def settle(db: Database, config: Config, withdrawal: Withdrawal, now: datetime, report: Report) -> None:
    """Take these articles down, or bring them back, and mark what shows it. Names that no article has are reported."""
    with db.transaction():
        chosen: dict[str, Standing] = {}
        for name, found in find(db, config, withdrawal.names):
            if not found:
                report.decided.append(Decided(name, "unknown"))
            for one in found:
                verdict = _verdict(one, withdrawal.verb) if one.id not in chosen else "named twice"
                report.decided.append(Decided(name, verdict, one.id, one.url))
                chosen[one.id] = one
        known = [(one, one.n) for one in chosen.values() if one.n is not None]
        live = [n for one, n in known if one.withdrawn is None]
        if withdrawal.verb == "undo":
            bring_back(db, config, [n for one, n in known if one.withdrawn], now)
            return
        take_down(db, config, live, now, withdrawal.reason, told=withdrawal.verb == "withdraw")
        report.gone += len(live)
        withdrawals.by_hand(db, [n for one, n in known if one.withdrawn])
        if withdrawal.verb == "erase" and known:
            erasing.erase(db, [n for _, n in known])


def find(db: Database, config: Config, names: Iterable[str]) -> Iterator[tuple[str, list[Standing]]]:
    """By each name, once, the articles that are meant: that of this id, or of the file of this URL in the tree; all
    that have, or had, an identity key of this URL, or show this URL."""
    wanted = dict.fromkeys(names)
    spelt = {name: url for name in wanted if (url := _canonical(name))}
    showing = withdrawals.by_urls(db, set(spelt.values()))
    for name in wanted:
        if identity := id_of(name, config.site.url):
            one = withdrawals.by_id(db, identity)
            yield name, [one] if one else []
        elif name in spelt:
            url = spelt[name]
            found = [*withdrawals.by_keys(db, keys_of(url, config.profile)), *showing.get(url, ())]
            yield name, list({one.id: one for one in found}.values())
        else:
            yield name, []


def _canonical(name: str) -> str:
    try:
        return canonical(name) if is_url(name) else ""
    except ExporterError:
        return ""  # it is told as unknown


def _verdict(found: Standing, verb: str) -> str:
    if verb == "undo":
        if found.n is None:
            return CANNOT
        return "back" if found.withdrawn else "not withdrawn"
    if verb == "erase":
        return "erased before" if found.n is None else "erased"
    return "withdrawn before" if found.withdrawn else "withdrawn"


def take_down(
    db: Database,
    config: Config,
    numbers: Collection[int],
    now: datetime,
    reason: str = "",
    source: str = "",
    *,
    told: bool = True,
) -> None:
    """Withdraw these articles, which are no duplicates, and mark what showed them. Within a transaction.

    `source`: the complete source that gives them no more; `told`: search engines are to hear of it.
    """
    if not numbers:
        return
    stood = list(places.places(db, numbers))
    mark_places(db, config, stood, now)
    _mark(db, {feed for place in stood for feed in place.feeds})
    if told:
        _tell(db, config, numbers, now)
    withdrawals.withdraw(db, numbers, int(now.timestamp()), reason, source)


def bring_back(db: Database, config: Config, numbers: Collection[int], now: datetime) -> None:
    """Undo the withdrawal of these articles, and mark what shows them again. Within a transaction.

    A feed that one of them belongs to no more, because rules or settings have changed, shows it all the same if nothing
    else is left in it.
    """
    if not numbers:
        return
    left = withdrawals.undo(db, numbers, int(now.timestamp()))
    known = articles.known_by_number(db, numbers)
    memberships = {n: plan.memberships(article, config.feed) for n, article in stored.normalised(db, numbers)}
    feeds.join(db, memberships, known)
    feeds.depart(db, left)
    stood = list(places.places(db, numbers))
    mark_places(db, config, stood, now)
    _mark(db, left | {feed for place in stood for feed in place.feeds})
    _tell(db, config, [n for n, one in known.items() if one.sequence], now)


def _mark(db: Database, its_feeds: Iterable[int]) -> None:
    """Every feed that has a tombstone more, or less, however far back it reaches."""
    documents.mark(db, (document for feed in sorted(its_feeds) for document in plan.of_feed(feed)))
    documents.mark(db, [Document("feed", str(feeds.main(db))), GONE, *plan.POINTERS])


def _tell(db: Database, config: Config, numbers: Collection[int], now: datetime) -> None:
    urls = [one.url for _, one in sorted(articles.known_by_number(db, numbers).items())]
    queue_urls(db, config, urls, runs.edition(db) + 1, int(now.timestamp()))


def say(report: Report) -> None:
    """What became of each article that was named."""
    for one in report.decided:
        named = printable(one.name, 500)
        if one.is_refused:
            log.error(
                "%s: %s", named, "no article of this URL or id is stored" if one.verdict == "unknown" else one.verdict
            )
        else:
            log.info("%s: %s", one.verdict, named)
