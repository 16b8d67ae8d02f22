"""One exporter for each promise that breaks it: every harness shows that it would notice."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any
from unittest import mock

from exporter import plan
from exporter.normalise import identity
from exporter.publish import folder
from exporter.store import versions


@contextmanager
def no_fsync() -> Iterator[None]:
    """Files are renamed before their bytes are on the disk, folders never flushed (P1)."""
    with mock.patch.object(folder.os, "fsync", return_value=None):
        yield


@contextmanager
def index_before_leaves() -> Iterator[None]:
    """What names others is put in place first (P1)."""
    with mock.patch.object(plan, "STAGES", tuple(reversed(plan.STAGES))):
        yield


@contextmanager
def id_from_slug() -> Iterator[None]:
    """An article is known by its address alone, whatever the profile says that never changes of it (P3)."""
    real = identity.keys
    with mock.patch.object(identity, "keys", lambda url, _named: real(url, None)):
        yield


@contextmanager
def guid_changes_with_scheme() -> Iterator[None]:
    """... and http:// and https:// are two addresses (P3)."""
    real = identity.keys

    def keys(url: str, named: Any) -> tuple[str, ...]:
        return tuple(f"{url.partition(':')[0]} {key}" for key in real(url, named))

    with mock.patch.object(identity, "keys", keys):
        yield


@contextmanager
def updated_from_clock() -> Iterator[None]:
    """`updated` says when a dump was read, not when anything of the article changed (P3)."""

    def moved(updated: int, _significant: str, _version: Any, now: int) -> int:
        return max(now, updated + 1)

    with mock.patch.object(versions, "moved", moved):
        yield


ALL: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "no_fsync": no_fsync,
    "index_before_leaves": index_before_leaves,
    "id_from_slug": id_from_slug,
    "guid_changes_with_scheme": guid_changes_with_scheme,
    "updated_from_clock": updated_from_clock,
}


def alive(name: str | None) -> AbstractContextManager[None]:
    """This one, while the context lasts; none if it has no name."""
    return ALL[name]() if name else nullcontext()
