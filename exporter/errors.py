"""What can go wrong with the world. Bad data is no error: it is a `Rejected`.

    ExporterError         1    a run failed
    ├── ConfigError      78    the configuration cannot be used; says every mistake, with its line
    ├── Unavailable      75    a source, a store or the tree cannot be reached: try again later
    │   ├── Locked       75    another run holds the lock
    │   └── SourceLost   75    a source that could be listed cannot be read any more: the others go on
    ├── StoreError        1    the store cannot be used as it is
    │   └── Damaged       1    because what it holds is not what was put there: `exporter restore` rebuilds it
    ├── PublishError      1    a document could not be put in place
    └── Refused           1    the run would harm subscribers; says what would go on
        └── Braked        1    what it has read would; it goes on with --force

Each class knows its exit status (sysexits.h where it has one). The command line prints the message in one line, or as
it is when it has several, and never a traceback. Anything else that escapes is a bug, and keeps its traceback.
"""

from collections.abc import Iterator
from contextlib import contextmanager


class ExporterError(Exception):
    """The root. `str()` of any of these says where, what was wrong, and what to do."""

    exit_status = 1


class ConfigError(ExporterError):
    """The configuration cannot be used."""

    exit_status = 78


class Unavailable(ExporterError):  # noqa: N818 - reads as what it says
    """Something outside cannot be reached now."""

    exit_status = 75


class Locked(Unavailable):
    """Another run holds the lock."""


class SourceLost(Unavailable):
    """A source could be reached when it was listed, and cannot be when it is read."""


class StoreError(ExporterError):
    """The store cannot be used as it is."""


class Damaged(StoreError):  # noqa: N818
    """What the store holds is not what was put there."""


class PublishError(ExporterError):
    """A document could not be put in place."""


class Refused(ExporterError):  # noqa: N818
    """The run would harm subscribers, and was stopped before it touched the tree."""


class Braked(Refused):
    """What the run has read would harm subscribers more than [brakes] of the configuration allows."""


@contextmanager
def memory_explained() -> Iterator[None]:
    """Turn what Python raises where no memory is left into our own error, which says what to do."""
    try:
        yield
    except (MemoryError, ImportError) as error:
        if isinstance(error, ImportError) and "failed to map" not in str(error):  # else a library found no room
            raise
        raise ExporterError(
            "out of memory. What is published is whole; allow it more, set engine.workers = 1, or cut up large dumps. "
            "Run it again: it goes on where it stopped"
        ) from None
