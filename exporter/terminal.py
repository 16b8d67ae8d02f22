"""What a person, or the program that started this one, is shown: the result on standard output, progress beside it."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from exporter.errors import ExporterError
from exporter.printable import printable

if TYPE_CHECKING:
    from exporter.report import Progress, Report

COLOUR = ("auto", "always", "never")
"""What `--color` may say."""


@contextmanager
def progress(verbosity: int, *, quiet: bool) -> "Iterator[Progress]":
    """A bar on a terminal, lines in a log that says what is done, nothing anywhere else."""
    from exporter.progress import Bar, Lines
    from exporter.report import unseen

    if verbosity and not quiet:
        yield Lines(time.monotonic)
    elif quiet or not _is_watched():
        yield unseen
    else:
        bar = Bar(lambda text: click.echo(text, nl=False, err=True), time.monotonic)
        try:
            yield bar
        finally:
            bar.close()


def show(report: "Report", *, as_json: bool, quiet: bool) -> None:
    """What came of a run: as JSON; of a dry run as a list; else one line, if a person watches."""
    if as_json:
        print_result(report.as_json())
    elif report.paths is not None:
        for verb, path in report.paths:
            print_result(f"would {verb} {printable(path, 500)}")
        for kind, target, subject in report.notices or ():
            print_result(f"would tell {kind} {target} of {printable(subject, 500) or 'the edition'}")
        print_result(f"dry run: {report.summary()}")
    elif _is_watched() and not quiet:
        click.echo(report.summary(), err=True)


def _is_watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def is_coloured(choice: str) -> bool:
    """Whether the result is to be coloured, given one of COLOUR.

    `auto`: if a terminal shows it that can, and nobody said otherwise (https://no-color.org: NO_COLOR is set and not
    empty).
    """
    if choice != "auto":
        return choice == "always"
    watched = sys.stdout is not None and sys.stdout.isatty()
    return watched and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def print_result(text: str, *, coloured: bool = False) -> None:
    """The result, on standard output. Whoever reads it may go, as `head` does; what was done stays done."""
    try:
        click.echo(text, color=coloured or None)
    except BrokenPipeError:
        # What is left in the buffer has nowhere to go either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise ExporterError(
            f"standard output: cannot be written: {error.strerror}; what was done stays done"
        ) from error
