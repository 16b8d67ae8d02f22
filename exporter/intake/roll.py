"""Which dumps of a source are there: asked where something is to be done about those that are not."""

from collections.abc import Sequence

from exporter.sources.choice import Part
from exporter.store import dumps, given
from exporter.store.database import Database

_AT_ONCE = 500


class Roll:
    """Called once, from the beginning of a scan to its end. What is present is kept by the store, however much."""

    def __init__(self, db: Database, part: Part) -> None:
        self._db, self._source = db, part.source
        self._is_noted = part.source.complete and not part.below
        self._answered: list[str] = []
        self.missing = {name for name in dumps.troubled(db, part.source.name) if part.holds(name)}
        """Names of dumps that something was wrong with, and that have not answered yet."""
        if self._is_noted:
            given.call_roll(db)

    @property
    def is_called(self) -> bool:
        """Whether anybody wants to know."""
        return self._is_noted or bool(self.missing)

    def answer(self, names: Sequence[str]) -> None:
        """These dumps are there."""
        self.missing.difference_update(names)
        if self._is_noted:
            self._answered += names
            if len(self._answered) >= _AT_ONCE:
                self._write()

    def answer_for(self, prefix: str) -> None:
        """So are all of a folder that is as it was. `prefix`: empty, or ending in `/`."""
        self.missing.difference_update([name for name in self.missing if dumps.folder_of(name) == prefix])
        if self._is_noted:
            given.answer_for(self._db, self._source.name, prefix)

    def is_emptied(self) -> bool:
        """Whether the source is complete, has given something, and gives nothing at all now."""
        self._write()
        return self._is_noted and given.is_emptied(self._db, self._source.name)

    def ended(self, *, whole: bool) -> bool:
        """All of the source was listed and read. `whole`: nothing of it is left for a later run, or cannot be read.

        Forgets the dumps that are gone; returns whether it is known now what the source gives, all of it.
        """
        self._write()
        with self._db.transaction():
            dumps.forget(self._db, self._source.name, self.missing)
            if not (self._is_noted and whole) or dumps.unreadable(self._db, self._source.name):
                return False
            given.strike(self._db, self._source.name)
            return True

    def _write(self) -> None:
        if self._answered:
            given.answer(self._db, self._answered)
            self._answered = []
