"""`exporter quality`: how well the dumps of a labelled set are read."""

import time
from datetime import UTC, datetime
from pathlib import Path

import click

from exporter import terminal
from exporter.given import Common, Given, config_or_default


def register(group: click.Group, common: Common) -> None:
    """Add the command to the others."""
    path = click.Path(path_type=Path, readable=False)
    parts = (
        group.command(),
        click.argument("folder", type=path),
        click.option(
            "--truth", type=path, help="What is true of the dumps. Default: truth.jsonl in FOLDER, or beside it."
        ),
        click.option("--json", "as_json", is_flag=True, help="Print it as JSON."),
        click.option(
            "--show", type=click.IntRange(min=0), default=0, metavar="N", help="Show so many mistakes of each kind."
        ),
        common,
    )
    command: object = quality
    for part in reversed(parts):
        command = part(command)


def quality(given: Given, folder: Path, truth: Path | None, as_json: bool, show: int) -> None:
    """Measure how well the dumps in FOLDER are read.

    What each line and each article is, is said in a file of truth, which
    docs/quality.md describes. Site profiles are those of config.toml, if there
    is one, and the built-in ones. Nothing is stored or published.
    """
    from exporter.quality import measuring, reporting
    from exporter.quality.truth import default_place, load
    from exporter.settings import settings_of
    from exporter.sources.choice import choose

    config = config_or_default(given)
    source = choose(str(folder), config.source).source
    settings = settings_of(config, source, datetime.now(UTC))
    rows = load(truth or default_place(folder), folder)
    reading = measuring.Reading(source.name, settings.reader, settings.rules)
    measured = measuring.measure(rows, folder, reading, time.perf_counter)
    terminal.print_result(
        reporting.as_json(measured, show) if as_json else "\n".join(reporting.as_text(measured, show))
    )
