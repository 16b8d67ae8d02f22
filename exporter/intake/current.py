"""What each part of taking in needs to know of the run that it is a part of."""

from datetime import datetime
from math import inf

from msgspec import Struct

from exporter.arriving import Incoming
from exporter.config.schema import Config

SLICE = 500
"""Dumps, or records of a large one, in one transaction, and in one task for a worker."""
LARGE = 4 * 1024 * 1024
"""Bytes of a dump that is streamed. Smaller ones are each read by a worker, as a whole."""


class Current(Struct, frozen=True):
    """The run."""

    number: int
    versions: int
    """The number that its versions bear: a run that was cut off and the one that completes it share it."""
    config: Config
    now: datetime
    incoming: Incoming
    """What comes over the net, or by standard input."""
    began: float
    """The same moment by `time.monotonic`."""
    rested: datetime | None = None
    """Dumps that were written to since are left for a later run: they may not be whole yet."""
    full: bool = False
    """List every folder, also those that seem to be as they were."""

    @property
    def newest(self) -> float:
        """When a dump may have been written to last, in seconds since 1970."""
        return self.rested.timestamp() if self.rested else inf

    @property
    def configured(self) -> frozenset[str]:
        """Names of the configured sources."""
        return frozenset(source.name for source in self.config.source)

    @property
    def complete(self) -> frozenset[str]:
        """Names of those that are complete."""
        return frozenset(source.name for source in self.config.source if source.complete)
