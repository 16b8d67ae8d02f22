"""`exporter explain`: what each line of a dump, or of a stored article, became, and why."""

from datetime import UTC, datetime

import click

from exporter import terminal
from exporter.given import Common, Given, config_or_default


def register(group: click.Group, common: Common) -> None:
    """Add the command to the others."""
    parts = (
        group.command(),
        click.argument("what", metavar="FILE|URL|ID"),
        click.option("--json", "as_json", is_flag=True, help="Print it as JSON."),
        click.option(
            "--color",
            type=click.Choice(terminal.COLOUR),
            default="auto",
            help="Colour the lines by role. auto: on a terminal, unless NO_COLOR is set.",
        ),
        common,
    )
    command: object = explain
    for part in reversed(parts):
        command = part(command)


def explain(given: Given, what: str, as_json: bool, color: str) -> int:
    """Show what each line of a dump became, and why; then the article.

    With the URL or id of a stored article, the same of the record that it
    shows, also when its dump is gone. Works on a file, here or in a bucket,
    without a config.toml too: then only the built-in site profiles apply.
    Exits 3 if anything in it is rejected.
    """
    from exporter.explain import people, records, stored

    if what == "-":
        raise click.UsageError("explain -: standard input lies in no source, whose rules apply: name a file")
    if stored.is_name(what):
        explained: tuple[records.Explained, ...] = (stored.explain(what, given.config()),)
    else:
        explained = records.explain(what, config_or_default(given), datetime.now(UTC))
    if as_json:
        terminal.print_result(records.as_json(explained))
    else:
        coloured = terminal.is_coloured(color)
        lines = people.as_text(explained, people.painted if coloured else people.plain)
        terminal.print_result("\n".join(lines), coloured=coloured)
    return 3 if any(map(records.is_rejected, explained)) else 0
