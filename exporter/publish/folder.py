"""The published tree as a folder on this machine (DESIGN.md decision 5).

A file is written beside its place under a temporary name, flushed, made readable for the web server, given its time and
renamed; then its folder is flushed. Readers see the old bytes or the new ones, also after a power cut.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from threading import Event

import msgspec

from exporter import durable
from exporter.errors import PublishError, Unavailable
from exporter.model import Part
from exporter.publish.files import FILE_MODE, explained, new_file, refuse_links
from exporter.publish.tree import LANDMARKS, MARKER, Marker, Tree, encoded

FOLDER_MODE = 0o755
WRITERS = 8
"""Files that are written and flushed at a time."""


class Folder(Tree):
    """An output folder during one run."""

    def __init__(self, root: str, now: int) -> None:
        """`now`: seconds since 1970; what changes in this run is at least that new."""
        self.root = Path(root)
        self.where = str(self.root)
        self._now = now
        self._root = str(self.root)
        self._to_flush: set[str] = set()
        self._ready: set[str] = set()
        """Folders that are there, and swept."""
        self._own: set[str] = set()
        """Folders, below the root, to which no link leads."""

    def marker(self) -> Marker:
        """What the tree says of itself; nothing, if nobody publishes here.

        Raises:
            PublishError: a file is there, no folder.
            Refused: the marker cannot be read.
        """
        path = self.root / MARKER
        try:
            return msgspec.json.decode(path.read_bytes(), type=Marker)
        except FileNotFoundError:
            return Marker()
        except NotADirectoryError:
            raise PublishError(f"{self.root}: is a file: name a folder as output.directory, or with --output") from None
        except (OSError, msgspec.MsgspecError) as error:
            raise self._unreadable(error) from error

    def is_published(self) -> bool:
        """Whether subscribers may know this tree."""
        with explained(self.root):
            return any((self.root / name).exists() for name in (MARKER, *LANDMARKS))

    def claim(self, marker: Marker) -> None:
        """Write down that the tree belongs to a store, before anything else is written."""
        self.put([Part(MARKER, encoded(marker))])
        self.flush()

    def conclude(self, marker: Marker) -> None:
        """Write down which edition it is."""
        self.claim(marker)

    def put(self, parts: Sequence[Part], *, in_turn: bool = False) -> list[bool]:
        """Put these in place, one after the other; says of each whether its bytes differed from what was there.

        Raises:
            PublishError: one cannot be written; none of those not yet renamed is changed.
        """
        times = [self._time_for(part) for part in parts]
        waiting = [(part, time) for part, time in zip(parts, times, strict=True) if time is not None]
        written: dict[str, str] = {}
        try:
            self._write_temporaries(waiting, written)
            if waiting:
                self.affirm()
            for part, _ in waiting:
                path = self._place(part)
                with explained(path):
                    os.rename(written[path], path)
                del written[path]
                self._to_flush.add(os.path.dirname(path))
        finally:
            for temporary in tuple(written.values()):  # threads may still add to it
                with suppress(OSError):
                    os.unlink(temporary)
        return [time is not None for time in times]

    def differ(self, parts: Sequence[Part]) -> list[bool]:
        """Says of each whether `put` would write it."""
        return [self._time_for(part) is not None for part in parts]

    def _place(self, part: Part) -> str:
        # As text: what pathlib adds was a fifth of putting a small file in place.
        return f"{self._root}/{part.path}"

    def _write_temporaries(self, waiting: Sequence[tuple[Part, int]], written: dict[str, str]) -> None:
        """Write each beside its place, and note in `written` by its path where, as soon as it is.

        Several at once, because each waits for the disk until it is flushed: that was half of the time of a large run,
        and the disk flushes many as fast as one.
        """
        for folder in dict.fromkeys(os.path.dirname(self._place(part)) for part, _ in waiting):
            if folder not in self._ready:
                self._make_folder(Path(folder))
                self._sweep(folder)
                self._ready.add(folder)
        stopped = Event()

        def write(some: Sequence[tuple[Part, int]]) -> None:
            for part, time in some:
                if stopped.is_set():
                    return
                path = self._place(part)
                written[path] = self._write_temporary(path, part.data, time)

        if len(waiting) < 2:
            write(waiting)
            return
        from concurrent.futures import ThreadPoolExecutor  # 10 ms, and most runs write little

        with ThreadPoolExecutor(WRITERS) as writers:
            # A share for each, not a file: handing over takes as long as writing a small one. When one fails, or the
            # run is told to stop, what has begun is waited for, so that none is left.
            try:
                begun = [writers.submit(write, waiting[first::WRITERS]) for first in range(min(WRITERS, len(waiting)))]
                for one in begun:
                    one.result()
            except RuntimeError as error:  # for want of memory, or of processes that this user may have
                raise PublishError(
                    f"{self.root}: cannot publish: {error}. What is published stays whole; allow this user more "
                    "memory or processes (ulimit -u) and run it again: it goes on where it stopped."
                ) from error
            finally:
                stopped.set()

    def _time_for(self, part: Part) -> int | None:
        """When the file is to say that it was changed, in seconds since 1970; None if these bytes are in place.

        A whole second that the file never had before: If-Modified-Since and mtime-based ETags stay honest.
        """
        self._refuse_links(part.path)
        path = self._place(part)
        try:
            status = os.lstat(path)
            if S_ISREG(status.st_mode) and status.st_size == len(part.data):
                with open(path, "rb", buffering=0) as file:
                    if file.readall() == part.data:
                        return None
        except (FileNotFoundError, NotADirectoryError):
            return self._now
        except OSError as error:
            raise PublishError(f"{path}: cannot read what is published: {error.strerror}") from error
        return max(self._now, int(status.st_mtime) + 1)

    def _refuse_links(self, path: str) -> None:
        folder = os.path.dirname(path)
        if folder not in self._own:
            refuse_links(self._root, folder)
            self._own.add(folder)

    def lacks(self, path: str) -> bool:
        """Whether there is no file at this path."""
        with explained(self.root / path):
            return not (self.root / path).is_file()

    def read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """The bytes of these files, in their order; None of one that is not there.

        Raises:
            Unavailable: one cannot be read.
        """
        for path in paths:
            yield path, self._bytes(path)

    def _bytes(self, path: str) -> bytes | None:
        try:
            return (self.root / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise Unavailable(f"{self.root / path}: cannot be read: {error.strerror}") from error

    def flush(self) -> None:
        """Make every rename and removal since the last flush survive a power cut."""
        while self._to_flush:
            folder = self._to_flush.pop()
            with explained(folder):
                durable.flush(folder)

    def remove(self, paths: Sequence[str]) -> list[bool]:
        """Remove these files, one after the other, and folders that are left empty; says of each whether it was
        there."""
        if paths:
            self.affirm()
        return [self._remove(path) for path in paths]

    def _remove(self, path: str) -> bool:
        self._refuse_links(path)
        target = self.root / path
        with explained(target):
            try:
                target.unlink()
            except FileNotFoundError:
                return False
            self._to_flush.add(str(target.parent))
            for folder in target.parents:
                if folder == self.root:
                    break
                with suppress(OSError):  # not empty: then it stays
                    folder.rmdir()
                    self._ready.discard(str(folder))
                    self._to_flush.discard(str(folder))
                    self._to_flush.add(str(folder.parent))
        return True

    def files(self) -> Iterator[str]:
        """Every file below the root but hidden ones, by its path."""
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith("."):
                    yield (Path(folder) / name).relative_to(self.root).as_posix()

    def _write_temporary(self, path: str, data: bytes, time: int) -> str:
        folder, name = os.path.split(path)
        temporary = f"{folder}/.{name}.tmp"
        with explained(path):
            descriptor = new_file(temporary)
            try:
                with open(descriptor, "wb", buffering=0) as file:
                    view = memoryview(data)
                    while view:
                        view = view[file.write(view) :]
                    os.fchmod(descriptor, FILE_MODE)  # whatever the umask: the web server is another user
                    os.utime(descriptor, (time, time))
                    os.fsync(descriptor)
            except BaseException:
                # After a failed fsync the file is not trusted: the next run writes a new one.
                with suppress(OSError):
                    os.unlink(temporary)
                raise
        return temporary

    def _make_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        with explained(folder):
            if folder != self.root:
                self._make_folder(folder.parent)
            else:
                folder.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                folder.mkdir()
                folder.chmod(FOLDER_MODE)
                self._to_flush.add(str(folder.parent))

    def _sweep(self, folder: str) -> None:
        """Remove what a run that was killed left here under temporary names."""
        with explained(folder), os.scandir(folder) as found:
            for entry in found:
                if entry.name.startswith(".") and entry.name.endswith(".tmp"):
                    os.unlink(entry.path)
