"""`exporter restore`: the store, rebuilt from the published tree."""

from datetime import UTC, datetime

import click

from exporter import terminal
from exporter.given import Common, Given


def register(group: click.Group, common: Common) -> None:
    """Add the command to the others."""
    parts = (
        group.command(),
        click.option("--output", metavar="DIR|URL", help="Read this tree instead of output.directory."),
        click.option("--store", metavar="PATH|URL", help="Rebuild this store instead of store.url."),
        click.option("-n", "--dry-run", is_flag=True, help="Read and verify all, and change nothing."),
        click.option("--force", is_flag=True, help="Set a store aside that is sound."),
        click.option("--json", "as_json", is_flag=True, help="Print what was rebuilt as JSON."),
        common,
    )
    command: object = restore
    for part in reversed(parts):
        command = part(command)


def restore(given: Given, output: str | None, store: str | None, dry_run: bool, force: bool, as_json: bool) -> None:
    """Rebuild a store that is lost, damaged or an old copy from the published tree.

    Needs the data shards, whole. What was there is set aside, never deleted;
    the tree is only read. The next export reads all dumps again, and
    publishes what has changed since, and nothing else.
    """
    from exporter.config.stores import url_of
    from exporter.restore import replacing

    config = given.config(output=("output.directory", output), store=("store.url", store and url_of(store)))
    done = replacing.restore(config, datetime.now(UTC), dry_run=dry_run, force=force)
    if as_json:
        terminal.print_result(done.as_json())
    elif not given.quiet:
        terminal.print_result(done.as_text())
