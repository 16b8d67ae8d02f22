"""Archives: what is in them, one member after the other. Nothing in them is ever written to a file under its name."""

from collections.abc import Iterator
from typing import BinaryIO, Literal

from exporter.printable import printable
from exporter.readers.member import Member
from exporter.readers.unpack import Budget

Archive = Literal["tar", "zip"]
MAX_NAME = 1000
"""Bytes, as UTF-8, of what a member is called: an index of PostgreSQL takes 2,704 of a dump and its member together."""

_MORE = "…"


def members(stream: BinaryIO, kind: Archive, budget: Budget) -> Iterator[Member]:
    """The files in an archive, in its order, without hidden ones. Folders, links and devices are no files.

    Raises:
        EOFError: it is cut off.
        Stopped: it is damaged, or costs more than `budget` has.
        OSError: of the stream, or a temporary file cannot be written.
    """
    if kind == "tar":
        from exporter.readers import tar_files

        found = tar_files.members(stream)
    else:
        from exporter.readers import zip_files

        found = zip_files.members(stream, budget)
    for member in found:
        if not _is_hidden(member.name):
            budget.count()
            yield member


def label(outer: str, name: str) -> str:
    """What a member is called: `!` stands between an archive and what is in it."""
    shown = printable(name, MAX_NAME) or "?"
    whole = f"{outer}!{shown}" if outer else shown
    if len(data := whole.encode()) <= MAX_NAME:
        return whole
    return data[: MAX_NAME - len(_MORE.encode())].decode(errors="ignore") + _MORE


def _is_hidden(name: str) -> bool:
    """Whether it is what systems leave beside files: `.DS_Store`, `__MACOSX/._a.txt`."""
    parts = name.replace("\\", "/").split("/")
    return any(part == "__MACOSX" or (part[:1] == "." and part not in {".", ".."}) for part in parts)
