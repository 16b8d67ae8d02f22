"""What is asked of a bucket, many requests at a time.

Each request blocks a thread. The client's coroutines are no way out: as the interpreter ends, a thread of theirs that
has just given its result may still want it, and one in ten short runs aborted (PyO3/pyo3-async-runtimes issue 40).
"""

import time
from collections.abc import Callable, Iterator, Sequence
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Any, TypeVar

import obstore
from msgspec import Struct
from obstore.exceptions import AlreadyExistsError, PreconditionError

from exporter import keys, objects
from exporter.config.places import in_bucket
from exporter.errors import PublishError, Unavailable

Version = dict[str, str | None]
"""What an object is known by until it changes: its ETag, and where there is one its generation."""
_NO_VERSION: Version = {"e_tag": f'"{"0" * 32}"', "version": "1"}
"""No object has it, on any service."""
DIGEST = "sha256"
"""Under this name an object says the digest of its bytes. The ETag is none everywhere: not of what was encrypted, nor
of what came in parts (S3 API, Object)."""
GRACE = 5.0
"""Seconds for which a run that is told to stop waits for answers."""
_Result = TypeVar("_Result")


class Seen(Struct, frozen=True):
    """An object, as it was when it was asked for."""

    version: Version
    size: int
    attributes: dict[str, str]
    """Content-Type, Cache-Control and what else it bears."""
    data: bytes = b""
    """Of one whose bytes were asked for."""


class Sent(Struct, frozen=True):
    """An object to be put."""

    path: str
    data: bytes
    attributes: dict[str, str]
    instead: Version
    """Which it is to replace, and no other; empty: none."""


class Changed(Exception):  # noqa: N818
    """An object is not any more what it was to be replaced as. Its text is the path."""


class Exchange:
    """A bucket, and what is below a prefix in it."""

    def __init__(self, url: str) -> None:
        """`url`: without a final slash. Raises ExporterError if no client can be made."""
        self.url = url
        self._store = objects.opened(url)

    def first(self, path: str, other: str) -> tuple[Seen | None, tuple[set[str], bool] | None, bool]:
        """What a run asks first, all at once: an object with its bytes, the names at the root, and whether there is
        another object."""
        asked = (lambda: self._get(path), lambda: self.names(""), lambda: self._get(other, head=True))
        found, names, seen = _together(lambda ask: ask(), asked)
        return found, names, seen is not None

    def look(self, paths: Sequence[str]) -> list[Seen | None]:
        """What these are, without their bytes; None where there is none."""
        return _together(lambda path: self._get(path, head=True), paths)

    def fetch(self, paths: Sequence[str], most: int | None = None) -> list[Seen | None]:
        """These with their bytes; of one that has more than `most` only what it is."""
        return _together(lambda path: self._get(path, most=most), paths)

    def put(self, some: Sequence[Sent], *, in_turn: bool = False) -> list[Version]:
        """Put these; all are in place when it returns. `in_turn`: each only once the one before it is.

        Raises:
            Changed: one is not any more what it was to replace.
        """
        return _together(self._put, some, 1 if in_turn else None)

    def heeds_conditions(self, sent: Sent) -> bool:
        """Whether the service refuses to put this, which is there, in place of another that is not."""
        return not _together(self._replaces_any, [sent])[0]

    def delete(self, paths: Sequence[str]) -> None:
        """Remove these, if they are there."""
        _together(self._delete, paths)

    def every(self) -> Iterator[tuple[str, str] | Unavailable]:
        """Every object: its path, and what changes when it does; or why some cannot be told."""
        root, prefix = in_bucket(self.url)
        for one in keys.listed(objects.opened(root), prefix, self.url):
            if isinstance(one, Unavailable):
                yield one
            elif not prefix or one["path"].startswith(f"{prefix}/"):
                path = one["path"][len(prefix) + bool(prefix) :]
                yield path, f"{one['size']} {one['e_tag']} {one['last_modified'].timestamp()}"

    def names(self, folder: str) -> tuple[set[str], bool] | None:
        """The names of the objects right below a path, and whether there are any further below; None if nobody can
        tell, because one has a key that no path can have."""
        try:
            with keys.told(f"{self.url}/{folder}"):
                found = obstore.list_with_delimiter(self._store, folder or None)
        except keys.Wrong:
            return None
        return {one["path"].rpartition("/")[2] for one in found["objects"]}, bool(found["common_prefixes"])

    def _get(self, path: str, *, head: bool = False, most: int | None = None) -> Seen | None:
        try:
            with objects.explained(f"{self.url}/{path}", "read"):
                found = obstore.get(self._store, path, options={"head": head})
                seen = Seen(_version(found.meta), found.meta["size"], dict(found.attributes))
                if head or (most is not None and seen.size > most):
                    return seen
                return Seen(seen.version, seen.size, seen.attributes, bytes(found.bytes()))
        except FileNotFoundError:
            return None

    def _put(self, sent: Sent) -> Version:
        """Put one, on its condition. If that is not met, or nobody knows, what is there may be ours all the same."""
        for attempts_left in (1, 0):
            try:
                return self._put_once(sent, sent.instead or "create")
            except objects.Unanswered:
                if not attempts_left:
                    raise
            except (AlreadyExistsError, PreconditionError):
                now = self._get(sent.path)
                if now is None or now.data != sent.data:
                    raise Changed(sent.path) from None
                return now.version
            except FileNotFoundError as error:
                raise objects.failure(f"{self.url}/{sent.path}", "write", str(error)) from None
        raise AssertionError("unreachable")

    def _replaces_any(self, sent: Sent) -> bool:
        try:
            self._put_once(sent, _NO_VERSION)
        except PreconditionError:
            return False
        return True

    def _put_once(self, sent: Sent, mode: Any) -> Version:
        attributes: Any = sent.attributes
        with objects.explained(f"{self.url}/{sent.path}", "write"):
            # Never in parts: what an interrupted upload leaves of these is stored, and paid for, unseen.
            return _version(
                obstore.put(self._store, sent.path, sent.data, attributes=attributes, mode=mode, use_multipart=False)
            )

    def _delete(self, path: str) -> None:
        try:
            with objects.explained(f"{self.url}/{path}", "remove"):
                obstore.delete(self._store, path)
        except FileNotFoundError:
            return


def _version(found: Any) -> Version:
    return {name: found[name] for name in ("e_tag", "version") if found[name]}


def _together(call: Callable[[Any], _Result], arguments: Sequence[Any], most: int | None = None) -> list[_Result]:
    """What the call gives for each, in their order, so many at a time. Once one has failed, no further one begins.

    Not the main thread waits for an answer, so that a run which is told to stop does.
    """
    results: dict[int, _Result] = {}
    failed: list[Exception] = []
    waiting, one_at_a_time, stopped = enumerate(arguments), Lock(), Event()
    ended: SimpleQueue[None] = SimpleQueue()  # not `join`: one that a signal interrupts takes a thread for ended (3.11)

    def work() -> None:
        while not stopped.is_set():
            with one_at_a_time:
                at, argument = next(waiting, (-1, None))
            if at < 0:
                break
            try:
                results[at] = call(argument)
            except Exception as error:  # it is raised where it is waited for
                failed.append(error)
                stopped.set()
        ended.put(None)

    threads: list[Thread] = []
    try:
        _start(threads, work, min(most or objects.PARALLEL, len(arguments)))
        for _ in threads:
            ended.get()
    except BaseException:
        stopped.set()
        until = time.monotonic() + GRACE
        for thread in threads:
            if thread.ident is not None:  # else the signal came before it began
                thread.join(max(0.0, until - time.monotonic()))
        raise
    if failed:
        raise failed[0]
    return [results[at] for at in range(len(arguments))]


def _start(threads: list[Thread], work: Callable[[], None], number: int) -> None:
    """Start so many threads, or as many as there may be."""
    for _ in range(number):
        thread = Thread(target=work, daemon=True)  # one that waits for an answer must not keep the program from ending
        threads.append(thread)  # first: a signal may come while it starts, and it may have asked by then
        try:
            thread.start()
        except RuntimeError as error:
            threads.pop()
            if threads:
                return
            raise PublishError(
                f"cannot publish: {error}. What is published stays whole; allow this user more memory or processes "
                "(ulimit -u) and run it again: it goes on where it stopped."
            ) from error
