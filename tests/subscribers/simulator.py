"""Histories are played before readers: what each tells its user must be what it tells of a perfect feed.

python -m tests.subscribers.simulator [HISTORIES [EDITIONS [FIRST SEED]]]
"""

import logging
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tests.published import MEDIA_TYPES, Server
from tests.subscribers import perfect
from tests.subscribers.histories import Edition, History, Step, random_history
from tests.subscribers.libraries import Feedparser, FeedparserRss, Lemon24, Lemon24Json, Lemon24Rss
from tests.subscribers.newsroom import Newsroom
from tests.subscribers.polling import Ask, Ideal, folder, read
from tests.subscribers.readers import MODELS, Notice, Reader
from tests.subscribers.witness import Witness

PARSERS = (Feedparser, FeedparserRss)
REAL = (Lemon24, Lemon24Rss, Lemon24Json)
MEMORY = Path("/dev/shm")  # noqa: S108 - nothing is to survive, and nobody waits for a disk
ATTEMPTS = 150
"""How often a history that fails is played again to find a shorter one."""


class Failure(Struct, frozen=True):
    """What a reader told and should not have, or should have and did not."""

    reader: str
    edition: int
    beyond: tuple[Notice | str, ...]
    short: tuple[Notice | str, ...]

    def __str__(self) -> str:
        lines = [f"edition {self.edition}, {self.reader}:"]
        lines += [f"  beyond: {one}" for one in self.beyond[:6]] + [f"  short: {one}" for one in self.short[:6]]
        return "\n".join(lines)


class Pair:
    """One reader twice: subscribed to the published tree, and to a perfect feed of the same history."""

    def __init__(self, ours: Reader, ideal: Reader) -> None:
        self._ours, self._ideal = ours, ideal
        self.name, self.every = ours.name, ours.every
        self.told = 0
        self._beyond: Counter[Notice] = Counter()

    def poll(self, published: Ask, ideal: Ask) -> None:
        """Both ask once."""
        told, expected = self._ours.poll(published), self._ideal.poll(ideal)
        self.told += len(expected)
        self._beyond.update(told)
        self._beyond.subtract(expected)

    def judged(self, edition: int) -> Failure | None:
        """Whether both have told the same by now."""
        beyond, short = +self._beyond, -self._beyond
        if beyond or short:
            return Failure(self.name, edition, tuple(sorted(beyond.elements())), tuple(sorted(short.elements())))
        kept = Counter(self._ours.shown()), Counter(self._ideal.shown())
        if kept[0] != kept[1]:
            return Failure(self.name, edition, tuple(sorted(kept[0] - kept[1])), tuple(sorted(kept[1] - kept[0])))
        return None


class Played(Struct, frozen=True):
    """A history that was played to its end, or to where it failed."""

    failure: Failure | None
    editions: int
    told: int
    """Notices of all readers."""
    happened: Counter[str]
    """How often what does not happen in every edition."""


def play(history: History, *, real: bool = False) -> Played:
    """Play it before the models; `real`: before real readers, too, lemon24's over HTTP."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as root, ExitStack() as on:
        settings = {"profile": history.profile, "shards": history.shards, "careful": history.careful}
        site = Newsroom(Path(root) / "world", **settings)
        ideal = Ideal()
        published = folder(site.world.tree)
        pairs = [Pair(model(), model()) for model in (*MODELS, *PARSERS * real)]
        if real:
            urls = [on.enter_context(_served(ask)) for ask in (published, ideal)]
            for model in REAL:
                both = [model(url) for url in urls]
                pairs.append(Pair(*both))
                for one in both:
                    on.callback(one.close)
        return _Play(history, site, ideal, published, pairs).run()


class _Play:
    def __init__(self, history: History, site: Newsroom, ideal: Ideal, published: Ask, pairs: list[Pair]) -> None:
        self._history, self._site, self._ideal, self._published, self._pairs = history, site, ideal, published, pairs
        self._witness = Witness(site.world.tree)
        site.decided = self._publish

    def run(self) -> Played:
        failure, played = None, 0
        for edition in self._history.editions:
            played += 1
            failure = self._edition(edition)
            if failure:
                break
        return Played(failure, played, sum(pair.told for pair in self._pairs), self._site.happened)

    def _edition(self, edition: Edition) -> Failure | None:
        site = self._site
        site.prepare(edition)
        known = {one.number for one in site.truth.placed}
        if site.run(edition.cut, edition.nth):
            self._publish(partly=True)
            if edition.between in known:
                site.withdraw(Step("withdraw", edition.between))
            else:
                self._poll(edition)
            site.run()
        self._publish()
        polled = self._poll(edition)
        if self._witness.faults:
            return Failure("Witness", edition.number, tuple(self._witness.faults), ())
        return next(filter(None, (pair.judged(edition.number) for pair in polled)), None)

    def _publish(self, *, partly: bool = False) -> None:
        """The perfect site is as far as the published tree, or, partly, as far as each of its documents."""
        changed = self._witness.look()
        documents = perfect.documents(self._site.truth, self._ids(), self._site.entries)
        self._ideal.put({path: body for path, body in documents.items() if not partly or path in changed})
        if not partly:
            self._witness.empty_but({path for path, body in documents.items() if not read(path, body).entries})

    def _ids(self) -> dict[int, str]:
        return {number: self._witness.ids.get(number, f"urn:unheard-of:{number}") for number in self._site.truth.all}

    def _poll(self, edition: Edition) -> list[Pair]:
        polled = []
        last = edition is self._history.editions[-1]
        for pair in self._pairs:
            choose = random.Random(f"{self._history.seed} {edition.number} {pair.name}")  # noqa: S311
            if last or choose.random() < pair.every:
                pair.poll(self._published, self._ideal)
                polled.append(pair)
        return polled


class _AskServer(Server):
    """Over HTTP what is asked in this process elsewhere."""

    def __init__(self, ask: Ask) -> None:
        super().__init__(Path())
        self._ask = ask

    def answer(self, path: str, known: str) -> tuple[int, dict[str, str], bytes]:
        answer = self._ask(path.lstrip("/"), known.strip('"'), 0)
        headers = {"ETag": f'"{answer.etag}"', "Content-Type": MEDIA_TYPES[Path(path).suffix]}
        return answer.status, headers, answer.body


@contextmanager
def _served(ask: Ask) -> Iterator[str]:
    with _AskServer(ask).running() as server:
        yield server.url


def shrunk(history: History, *, real: bool = False) -> tuple[History, Failure]:
    """A history that fails still, with as much left out as can be found by leaving out one thing after the other.

    Raises:
        ValueError: it does not fail.
    """
    failure = play(history, real=real).failure
    if failure is None:
        raise ValueError("it does not fail")
    attempts = 0
    again = True
    while again and attempts < ATTEMPTS:
        again = False
        for shorter in _shorter(history):
            attempts += 1
            found = play(shorter, real=real).failure
            if found and (found.reader == failure.reader):
                history, failure, again = shorter, found, True
                break
            if attempts >= ATTEMPTS:
                break
    return history, failure


def _shorter(history: History) -> Iterator[History]:
    """The same with one thing left out: the larger first."""
    editions = history.editions
    for size in (len(editions) // 2, len(editions) // 4, 1):
        for first in range(len(editions) - size, -1, -max(size, 1)):
            if 0 < size < len(editions):
                yield replace(history, editions=editions[:first] + editions[first + size :])
    for place, one in enumerate(editions):
        fewer = [replace(one, cut="")] if one.cut else []
        for size in (len(one.steps) // 2, 1):
            if size:
                fewer += [
                    replace(one, steps=one.steps[:first] + one.steps[first + size :])
                    for first in range(0, len(one.steps), size)
                ]
        for less in fewer:
            yield replace(history, editions=(*editions[:place], less, *editions[place + 1 :]))


def told(history: History, *, real: bool = False) -> str:
    """Why a history fails, and a short one that fails so."""
    short, failure = shrunk(history, real=real)
    return f"{failure}\nof seed {history.seed}, with all left out that need not be:\n{short}"


def run(scale: str, first: int = 0) -> dict[str, int]:
    """The long part: figures of `short` or `long`. AssertionError, with seed and history, if anything does not hold."""
    histories, editions = {"short": (10, 12), "long": (200, 30)}[scale]
    return simulate(histories, editions, first)


def simulate(histories: int, editions: int, first: int = 0) -> dict[str, int]:
    """Play so many histories of so many editions, from this seed on; every fifth before real readers, too."""
    figures = {
        "histories": 0,
        "editions": 0,
        "readers": len(MODELS) + len(PARSERS) + len(REAL),
        "notices": 0,
        "wrong": 0,
    }
    for seed in range(first, first + histories):
        history, real = random_history(seed, editions), seed % 5 == 0
        played = play(history, real=real)
        assert played.failure is None, told(history, real=real)
        figures["histories"] += 1
        figures["editions"] += played.editions
        figures["notices"] += played.told
        for what, often in played.happened.items():
            figures[what] = figures.get(what, 0) + often
        if sys.stderr.isatty():
            print(f"\r{figures}", end="", file=sys.stderr, flush=True)
    return figures


if __name__ == "__main__":
    logging.disable()
    os.environ["TZ"] = "UTC"
    numbers = [int(one) for one in sys.argv[1:]]
    print(simulate(*(numbers or [100, 20])))
