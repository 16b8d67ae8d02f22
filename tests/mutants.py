"""One exporter for each promise that breaks it: every harness shows that it would notice."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from unittest import mock

from exporter import plan


@contextmanager
def no_fsync() -> Iterator[None]:
    """Files are renamed before their bytes are on the disk, folders never flushed (P1)."""
    with mock.patch("os.fsync", return_value=None):
        yield


@contextmanager
def index_before_leaves() -> Iterator[None]:
    """What names others is put in place first (P1)."""
    with mock.patch.object(plan, "STAGES", tuple(reversed(plan.STAGES))):
        yield


ALL: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "no_fsync": no_fsync,
    "index_before_leaves": index_before_leaves,
}


def alive(name: str | None) -> AbstractContextManager[None]:
    """This one, while the context lasts; none if it has no name."""
    return ALL[name]() if name else nullcontext()
