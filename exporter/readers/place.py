"""Where records stand."""

from typing import Literal

from msgspec import Struct

from exporter.model import Dump, Record, Rejected

Found = Record | Rejected
"""What a reader gives."""

Code = Literal[
    "empty",
    "binary",
    "undecodable",
    "too-large",
    "unknown-format",
    "truncated",
    "damaged",
    "unreadable",
    "encrypted",
    "too-many-members",
    "bomb",
    "needs-extra",
    "not-an-article",
    "no-header",
    "no-title",
    "no-time",
    "no-url",
    "no-text",
    "bad-json",
    "bad-xml",
    "bad-parquet",
    "bad-warc",
]
"""Why something could not become a record. They are stored and counted, so they never change; docs/formats.md says what
each means."""


class Place(Struct, frozen=True):
    """A dump, or a member of it."""

    dump: Dump
    member: str = ""
    """Its path in an archive, printable, `!` between an archive and what is in it; empty for the dump itself."""
    encoding: str = ""
    """What something outside says that it is written in; empty if nothing does."""

    def rejected(self, line: int, code: Code, reason: str) -> Rejected:
        """That here is what could not become an article. `line`: counted from 1; 0: nowhere in particular."""
        return Rejected(self.dump.source, self.dump.name, line, code, reason, self.member)


class UnreadPage(Struct, frozen=True):
    """A web page as it was found: to read it is nearly all of the work, and may be done by somebody else."""

    place: Place
    data: bytes
    url: str
    """Where it was found; empty if nobody knows."""
    line: int
    """Its number in the dump, counted from 1."""
    headers_charset: str
    """The label in its Content-Type, as its server sent it; empty if it sent none."""
    format: Literal["html", "warc"]
    """Of the dump."""
