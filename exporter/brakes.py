"""Brakes: a run that would do more to subscribers than a run ever should stops before it publishes.

Judged in the transaction in which a run settles, by what would be published: before anything is marked, so that the
tree and its validators stay as they are. What stops a run is taken back (store/undoing.py), so that the next one is as
if it had never been; `--force` goes on. The first run stops at nothing: nobody follows an empty tree.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from exporter.config import parse_duration
from exporter.config.schema import Config
from exporter.errors import Braked
from exporter.printable import printable
from exporter.store import effects, given, places, stored
from exporter.store.database import Database
from exporter.store.effects import Effect
from exporter.store.feeds import StoredFeed

log = logging.getLogger(__name__)


_ADVICE = (  # a sentence a line: a log shows each apart
    "What is published stays as it was, and what this run has read counts as unread.",
    "Mend the cause, and run it again; what came by standard input is to be piped again.",
    "If it is meant, `exporter export --force` does it, once; with --dry-run it only lists what would be written.",
)


class Excess(Struct, frozen=True):
    """Something that a run would do too much of."""

    what: str
    """It would ..."""
    limit: str
    """The key of [brakes] that says so, with its value."""
    causes: str
    """What usually is the cause."""
    examples: tuple[str, ...]


Lost = Mapping[str, Sequence[int]]
"""By complete source: numbers of the published articles that it has lost."""


def judge(db: Database, config: Config, run: int, lost: Lost, *, force: bool) -> None:
    """See whether the run may go on. All dumps are read, duplicates are found, and nothing has its place yet.

    `run`: the number that its versions bear. `force`: go on all the same, and say so.

    Raises:
        Braked: it may not.
    """
    if not places.sequenced(db):
        return
    found = list(_excesses(db, config, run, lost))
    if not found:
        return
    if not force:
        raise Braked(message(found))
    for one in found:
        log.warning("goes on because of --force: %s", one.what)


def message(found: Sequence[Excess]) -> str:
    """What a person reads who wants to know why nothing is published."""
    lines: list[str] = []
    for one in found:
        lines.append(f"stopped before anything was published: this run would {one.what} ({one.limit})")
        lines += [f"  such as {example}" for example in one.examples]
        lines.append(f"  the cause may be {one.causes}")
    return "\n".join((*lines, *_ADVICE))


def _excesses(db: Database, config: Config, run: int, lost: Lost) -> Iterator[Excess]:
    yield from _withdrawn(db, config, lost)
    yield from _shrunken(db, config, [n for numbers in lost.values() for n in numbers])
    yield from _reidentified(db, config)
    yield from _updated(db, config, run)


def _withdrawn(db: Database, config: Config, lost: Lost) -> Iterator[Excess]:
    limit, least = config.brakes.withdrawn, config.brakes.least
    for source, numbers in lost.items():
        is_all = bool(numbers) and given.is_all(db, source)
        if is_all or (len(numbers) >= least and len(numbers) > limit * given.count(db, source)):
            so_many = f"{len(numbers)} of {given.count(db, source)} articles"
            yield Excess(
                f"withdraw {so_many} of the source {printable(source, 200)!r}, which have disappeared from it",
                f"brakes.withdrawn = {limit:g}",
                "a source that is not all there yet, or that is not `complete`",
                tuple(_shown(db, numbers[: effects.EXAMPLES])),
            )


def _shrunken(db: Database, config: Config, lost: Sequence[int]) -> Iterator[Excess]:
    limit, wanted = config.brakes.shrink, {feed.slug for feed in config.feed}
    for feed, effect in effects.shrunken(db, config.brakes.least, lost):
        is_removed = feed.kind == "selection" and feed.name not in wanted  # by whoever wrote the configuration
        if effect.articles > limit * effect.of and not is_removed:
            yield Excess(
                f"take {effect.articles} of its {effect.of} articles out of {_called(feed)}",
                f"brakes.shrink = {limit:g}",
                "a site profile or [[feed]] that was changed, or dumps that have lost their sections",
                tuple(_shown(db, effect.examples)),
            )


def _called(feed: StoredFeed) -> str:
    if feed.kind == "main":
        return "the main feed"
    kind = {"section": "the section", "selection": "the [[feed]]"}[feed.kind]
    return f"{kind} {printable(feed.title or feed.name)!r}"


def _reidentified(db: Database, config: Config) -> Iterator[Excess]:
    limit, least = config.brakes.reidentified, config.brakes.least
    if effects.new(db) < least:
        return
    effect = effects.reidentified(db)
    if effect.articles >= least and effect.articles > limit * effect.of:
        yield Excess(
            f"publish {effect.articles} of {effect.of} new articles that are published already under another id, word "
            "for word or as a duplicate whose text has changed: subscribers would see them twice",
            f"brakes.reidentified = {limit:g}",
            "URLs that have changed where the `identity` of a site profile looks, that pattern itself, or a further "
            "source with the same articles",
            tuple(_paired(db, effect)),
        )


def _paired(db: Database, effect: Effect) -> Iterator[str]:
    for n in effect.examples:
        new, old = (next(stored.normalised(db, [number]))[1] for number in (n, effects.published_as(db, n)))
        yield f"{printable(new.title)}: {printable(new.url, 200)}, published as {printable(old.url, 200)}"


def _updated(db: Database, config: Config, run: int) -> Iterator[Excess]:
    limit, least = config.brakes.updated, config.brakes.least
    of_all = effects.updated(db, run, least)
    if of_all is None:
        return
    lately = effects.updated_lately(db, run, config.feeds.entries, parse_duration(config.feeds.window))
    excess = partial(
        Excess,
        limit=f"brakes.updated = {limit:g}",
        causes="dumps that were written anew with other words or line ends in every text, such as by another crawler",
    )
    for effect, where in ((lately, "that the main feed shows"), (of_all, "that are published")):
        if effect.articles >= least and effect.articles > limit * effect.of:
            what = f"show {effect.articles} of {effect.of} articles {where} as updated"
            yield excess(what, examples=tuple(_shown(db, effect.examples)))
            return


def _shown(db: Database, numbers: Sequence[int]) -> Iterator[str]:
    for _, article in stored.normalised(db, numbers):
        yield f"{printable(article.title)}: {printable(article.url, 200)}"
