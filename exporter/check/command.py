"""`exporter check`."""

import functools
from datetime import UTC, datetime

import click

from exporter import terminal
from exporter.given import Common, Given


def register(group: click.Group, common: Common) -> None:
    """Make it a command of `group`."""
    options = (
        click.argument("where", metavar="[DIR|URL]", required=False),
        click.option("--url", metavar="URL", help="Where DIR is served. Default: where its documents say."),
        click.option(
            "--max-documents", "most", metavar="N", type=click.IntRange(1), help="Of a URL: stop after so many."
        ),
        click.option("--json", "as_json", is_flag=True, help="Print all that was found as JSON."),
    )
    group.command("check")(functools.reduce(lambda wrapped, option: option(wrapped), reversed(options), common(check)))


def check(given: Given, where: str | None, url: str | None, most: int | None, as_json: bool) -> int:
    """Verify a published tree: every document, every reference, every digest.

    Without an argument that of config.toml, and against its store: whether all
    is published that should be. A folder or URL is verified on its own, with no
    config.toml. Nothing is changed; beside a run that is at work it is safe.

    Exits 1 if there is a fault, 75 if the tree cannot be reached.
    """
    from exporter.check import against, verdict
    from exporter.config.places import is_url

    if where is None and (url or most):
        raise click.UsageError("--url goes with DIR, --max-documents with URL: without these, config.toml says it all")
    if where and (url if is_url(where) else most):
        raise click.UsageError("--url goes with DIR, and --max-documents with URL")
    now = datetime.now(UTC)
    with terminal.progress(given.verbosity, quiet=given.quiet) as progress:
        if where is None:
            found = against.configured(given.config(), now, progress)
        elif is_url(where):
            found = against.site(where, now, progress, most)
        else:
            found = against.tree(where, url, now, progress)
    if as_json:
        terminal.print_result(verdict.as_json(found))
    elif not given.quiet:
        terminal.print_result("\n".join(verdict.as_text(found)))
    return found.exit_status
