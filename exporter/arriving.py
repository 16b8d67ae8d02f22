"""What comes over the net or by standard input, beside what the store knows of it: one dump of one source.

It is a file by the time that readers see it, in a folder beside the store that lasts as long as the run.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct

from exporter import __version__
from exporter.config.places import STANDARD_INPUT, is_url
from exporter.config.schema import Config, Source
from exporter.errors import Unavailable
from exporter.model import Dump
from exporter.sources.spooling import Room, Spooled, room
from exporter.store import dumps, fetched
from exporter.store.database import Database
from exporter.store.locations import at

NAME = "stdin"
"""Of the dump that standard input is."""
_PIECE = 64 * 1024


class Incoming(Struct, frozen=True):
    """What all that arrives in a run has in common."""

    room: Room
    agent: str
    """How we introduce ourselves (RFC 9110 section 10.1.5)."""


def agent_of(config: Config) -> str:
    """How we introduce ourselves to servers."""
    return f"exporter/{__version__} (+{config.site.url})"


@contextmanager
def incoming(config: Config, *, dry_run: bool) -> Iterator[Incoming]:
    """While the context lasts, dumps may arrive. Only for whoever holds the lock of runs: what a run that was killed
    has left is removed. A dry run leaves no file beside the store, not for a moment."""
    with room(None if dry_run else at(config.store.url).incoming) as made:
        yield Incoming(made, agent_of(config))


def arrives(source: Source) -> bool:
    """Whether the source is no file or folder."""
    return source.path == STANDARD_INPUT or is_url(source.path)


class Arrival:
    """Of one source, in one run."""

    def __init__(self, db: Database, source: Source, reading: str, incoming: Incoming) -> None:
        """`reading`: says under which rules dumps are read."""
        self._db, self._source, self._reading, self._incoming = db, source, reading, incoming
        self._now: fetched.Fetched | None = None
        self._is_new = False

    def dumps(self) -> Iterator[Dump]:
        """The one dump, once it is here. One that is as it was when all that it gave was known is not fetched: it has
        no location then, and looks as it did.

        Raises:
            Unavailable: it cannot be had.
        """
        if self._source.path == STANDARD_INPUT:
            spooled = self._kept("standard input", _standard_input(), "write it to a file, and name that")
            yield Dump(self._source.name, NAME, spooled.path, spooled.size, spooled.mtime)
        else:
            yield self._fetched()

    def ended(self, *, whole: bool) -> None:
        """What was given out has been taken in. `whole`: all of it could be had."""
        self._incoming.room.clear()
        if not whole or not self._is_new:
            return
        with self._db.transaction():
            if self._now:
                fetched.remember(self._db, self._source.name, self._now)
            else:
                fetched.forget(self._db, self._source.name)

    def _fetched(self) -> Dump:
        from exporter.sources import fetching  # requests is heavy

        source, kept = self._source, list[Spooled]()
        name = fetching.name_of(source.path)
        known = self._known(name)
        validators = fetching.Validators(known.url, known.etag, known.modified) if known else None

        def keep(pieces: Iterator[bytes]) -> None:
            kept.append(self._kept(fetching.called(source), pieces, "raise max_bytes of this source"))

        found = fetching.fetch(fetching.request_of(source, self._incoming.agent, validators), keep)
        if found is None and known is not None:
            return Dump(source.name, name, "", known.size, known.mtime)
        spooled = kept[-1]
        if found:  # without validators it will be fetched in any case
            self._now = fetched.Fetched(found.url, found.etag, found.modified, spooled.size, spooled.mtime)
        self._is_new = True
        return Dump(source.name, name, spooled.path, spooled.size, spooled.mtime)

    def _kept(self, what: str, pieces: Iterator[bytes], remedy: str) -> Spooled:
        return self._incoming.room.keep(what, pieces, self._source.max_bytes, remedy)

    def _known(self, name: str) -> fetched.Fetched | None:
        """What was fetched last, if all that it gave is known, and nothing of it is to be tried again."""
        last = fetched.fetched(self._db, self._source.name)
        if last is None:
            return None
        look = dumps.standing(self._db, self._source.name, [name], self._reading).get(name)
        return last if look and look[:2] == (last.size, last.mtime) else None


def _standard_input() -> Iterator[bytes]:
    try:
        while piece := sys.stdin.buffer.read(_PIECE):
            yield piece
    except (OSError, ValueError, AttributeError) as error:  # a folder; closed; None, which it is where there is none
        why = error.strerror if isinstance(error, OSError) else "it is closed"
        raise Unavailable(f"standard input: cannot be read: {why}") from error
