"""`exporter withdraw`."""

import functools
import logging
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from exporter import terminal
from exporter.given import Common, Given
from exporter.printable import printable

if TYPE_CHECKING:
    from exporter.report import Decided

log = logging.getLogger(__name__)

MAX_REASON = 500
"""Characters: a sentence or two, that every reader of the feed may be shown."""
STANDARD_INPUT = "-"


def register(group: click.Group, common: Common) -> None:
    """Make it a command of `group`."""
    options = (
        click.argument("names", metavar="[URL|ID|-]...", nargs=-1),
        click.option("--reason", default="", help="Why; published only if withdrawals.publish_reasons says so."),
        click.option("--undo", is_flag=True, help="Bring them back."),
        click.option("--erase", is_flag=True, help="Forget their words, too: nobody can bring them back."),
        click.option("--list", "listed", is_flag=True, help="Show what is withdrawn."),
        click.option("-n", "--dry-run", is_flag=True, help="Say what would be written, and who told; do neither."),
        click.option("--json", "as_json", is_flag=True, help="Print what happened as JSON."),
    )
    wrapped = functools.reduce(lambda inner, option: option(inner), reversed(options), common(withdraw))
    group.command("withdraw")(wrapped)


def withdraw(
    given: Given,
    names: tuple[str, ...],
    reason: str,
    undo: bool,
    erase: bool,
    listed: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Take articles down everywhere, at once.

    Names are URLs, ids (urn:uuid:...), or - for a list on standard input, one
    a line. They leave every feed, page, sitemap, file and shard; who has them
    already finds a tombstone. No dump brings them back. Reads no source, and
    waits up to 10 minutes for a run that is at work.
    Those that are stored are withdrawn; the others are named, and it exits 1.
    """
    from exporter import export
    from exporter.takedown import Withdrawal
    from exporter.withdrawing import listing

    _check(names, reason, undo=undo, erase=erase, listed=listed)
    config = given.config()
    if listed:
        found = listing.gather(config)
        terminal.print_result(listing.as_json(found) if as_json else "\n".join(listing.as_text(found)))
        return 0
    store = listing.store_of(config)
    wanted = _named(names)
    if not wanted:
        log.warning("standard input names no article")  # as when the program before the pipe has failed
    withdrawal = Withdrawal(wanted, reason, "undo" if undo else "erase" if erase else "withdraw")
    options = export.Options(dry_run=dry_run, withdrawal=withdrawal)
    with terminal.progress(given.verbosity, quiet=given.quiet) as progress:
        report = export.run(config, datetime.now(UTC), options, progress)
    done = [_said(one) for one in report.decided if not one.is_refused]
    if not as_json and not given.quiet:
        for line in done:
            terminal.print_result(f"would be {line}" if dry_run else line)
    terminal.show(report, as_json=as_json, quiet=given.quiet)
    if erase and done and not dry_run and not as_json and not given.quiet:
        terminal.print_result(listing.out_of_reach(store))
    return report.exit_status


def _said(one: "Decided") -> str:
    """What became of an article, with its URL where it was named otherwise."""
    url = f" ({printable(one.url, 500)})" if one.url not in ("", one.name) else ""
    return f"{one.verdict}: {printable(one.name, 500)}{url}"


def _check(names: tuple[str, ...], reason: str, *, undo: bool, erase: bool, listed: bool) -> None:
    from exporter.config.texts import fit

    if listed and (names or reason or undo or erase):
        raise click.UsageError("--list shows what is withdrawn: it takes no names and no other option")
    if not listed and not names:
        raise click.UsageError("name the URLs or ids of articles, or - for a list on standard input")
    if undo and (erase or reason):
        raise click.UsageError("--undo brings back: it goes with neither --erase nor --reason")
    if fault := fit(reason):
        raise click.UsageError(f"--reason: {fault}")
    if len(reason) > MAX_REASON or "\n" in reason:
        raise click.UsageError(f"--reason: expected one line of at most {MAX_REASON} characters")


def _named(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, with those on standard input: one a line; blank ones, and those that begin with #, are none."""
    found: list[str] = []
    for name in names:
        if name != STANDARD_INPUT:
            found.append(name.encode("utf-8", "replace").decode())  # of bytes that are no text, as those of the list
            continue
        lines = map(str.strip, sys.stdin.buffer.read().decode("utf-8", "replace").splitlines())
        found += [line for line in lines if line and not line.startswith("#")]
    return tuple(found)
