"""The truth about a labelled set: a file of JSON objects, one a line, each about one article (docs/quality.md)."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from exporter.errors import ExporterError
from exporter.printable import printable

Role = Literal[
    "body", "subhead", "section", "keyword", "share", "byline", "teaser", "copyright", "chrome", "blank", "either"
]
"""What a line below the header is. `chrome`: furniture that is none of the others; `either`: body to one reader and
furniture to another, so it is not counted."""
PROSE = frozenset({"body", "subhead"})
"""Roles that belong to the article."""
FURNITURE = frozenset(get_args(Role)) - PROSE - {"blank", "either"}
"""Roles that must not stay in the body."""
NAME = "truth.jsonl"
MAX_BYTES = 256 * 1024 * 1024
"""Of a file of truth: some hundred thousand articles."""
MAX_PROBLEMS = 20
"""Bad rows that one message names."""


class Truth(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is true of one article. What is left out (or null) is not measured."""

    dump: Annotated[str, Meta(min_length=1)]
    """Its path below the folder, `/` between folders."""
    line: Annotated[int, Meta(ge=1)] = 1
    """Where it begins in the dump: the line of its title, counted from 1."""
    member: str = ""
    """Where in the dump, if that is an archive."""
    roles: tuple[Role, ...] | None = None
    """Of each line below the header, from the first after the URL; blank lines at the end may be left out."""
    title: str | None = None
    url: str | None = None
    """Canonical: as it is published."""
    published: Annotated[datetime, Meta(tz=True)] | None = None
    sections: tuple[str, ...] | None = None
    keywords: tuple[str, ...] | None = None
    authors: tuple[str, ...] | None = None
    language: str | None = None
    """BCP 47; only its first part, the language itself, is compared."""

    @property
    def place(self) -> tuple[str, str, int]:
        """Dump, member and line: what no two rows share."""
        return self.dump, self.member, self.line


def default_place(folder: Path) -> Path:
    """Where the truth about the dumps in a folder is looked for: in it, or else beside it."""
    inside = folder / NAME
    return inside if inside.exists() else folder.absolute().parent / NAME


def load(path: Path, folder: Path) -> tuple[Truth, ...]:
    """The truth of the file about dumps in the folder, in the order of its rows; empty lines are passed over.

    Raises:
        ExporterError: there is no such folder; the file cannot be read; or rows are wrong, all of them named with
            their lines: no JSON object of this form, a dump that is not in the folder, an article that an earlier row
            is about.
    """
    if not folder.is_dir():
        raise ExporterError(f"{folder}: is no folder; name the one that holds the dumps")
    rows: dict[tuple[str, str, int], tuple[int, Truth]] = {}
    problems: list[str] = []
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line, type=Truth)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            problems.append(f"{path}:{number}: {printable(str(error), 300)}")
            continue
        if (problem := _problem(row, folder)) is not None:
            problems.append(f"{path}:{number}: {problem}")
        elif row.place in rows:
            first = rows[row.place][0]
            problems.append(f"{path}:{number}: line {row.line} of {printable(row.dump)!r} is in row {first} already")
        else:
            rows[row.place] = number, row
    if problems:
        more = len(problems) - MAX_PROBLEMS
        raise ExporterError("\n".join([*problems[:MAX_PROBLEMS], *([f"... and {more} more"] if more > 0 else [])]))
    if not rows:
        raise ExporterError(f"{path}: says nothing; write one JSON object a line, as docs/quality.md describes it")
    return tuple(row for _, row in rows.values())


def _lines(path: Path) -> list[bytes]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ExporterError(f"{path}: is not there; name the truth about the dumps with --truth FILE") from None
    except OSError as error:
        raise ExporterError(f"{path}: cannot be read: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise ExporterError(f"{path}: is over {MAX_BYTES // 1024 // 1024} MiB; split the set")
    return data.split(b"\n")


def _problem(row: Truth, folder: Path) -> str | None:
    """What is wrong with a row that has the right form."""
    parts = row.dump.split("/")
    if "\0" in row.dump or ".." in parts or "" in parts:
        return f"the dump {printable(row.dump)!r} is no path below the folder; write one like 'site.example/001.txt'"
    if not (folder / row.dump).is_file():
        return f"the dump {printable(row.dump)!r} is not in {folder}; correct the name, or remove the row"
    return None
