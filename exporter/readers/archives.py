"""Archives: what is in them, one member after the other. Nothing in them is ever written to a file under its name."""

from collections.abc import Iterator
from typing import BinaryIO, Literal

from exporter.printable import printable
from exporter.readers.member import Member
from exporter.readers.unpack import Budget

Archive = Literal["tar", "zip"]
MAX_NAME = 1000
"""Characters of the name of a member that are shown."""


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
    return f"{outer}!{shown}" if outer else shown


def _is_hidden(name: str) -> bool:
    """Whether it is what systems leave beside files: `.DS_Store`, `__MACOSX/._a.txt`."""
    parts = name.replace("\\", "/").split("/")
    return any(part == "__MACOSX" or (part[:1] == "." and part not in {".", ".."}) for part in parts)
