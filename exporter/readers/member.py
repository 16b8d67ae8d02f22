"""What an archive holds."""

from typing import BinaryIO

from msgspec import Struct

from exporter.readers.place import Code


class Member(Struct, frozen=True):
    """A file in an archive."""

    name: str
    """As the archive has it: a label, no path."""
    stream: BinaryIO | None
    """Its bytes, until the next member is asked for; None if they cannot be had."""
    code: Code = "damaged"
    """Why not: of the `Rejected` that it becomes."""
    reason: str = ""
