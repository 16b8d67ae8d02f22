"""`exporter learn`."""

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from exporter import terminal
from exporter.given import Common, Given, config_or_default

if TYPE_CHECKING:
    from exporter.config.schema import Config
    from exporter.sources.choice import Part

MOST = 500
"""Articles: no more of a site are looked at (exporter.learning.sampling)."""


def register(group: click.Group, common: Common) -> None:
    """Make it a command of `group`."""
    options = (
        click.argument("paths", metavar="[PATH]...", nargs=-1),
        click.option("--host", metavar="HOST", default="", help="Only this site."),
        click.option(
            "--min-articles",
            type=click.IntRange(2, MOST),
            default=10,
            show_default=True,
            help="Pass over sites with fewer.",
        ),
        click.option("--json", "as_json", is_flag=True, help="Print it as JSON."),
    )
    group.command("learn")(functools.reduce(lambda wrapped, option: option(wrapped), reversed(options), common(learn)))


def learn(given: Given, paths: tuple[str, ...], host: str, min_articles: int, as_json: bool) -> int:
    """Propose site profiles from what recurs in dumps, as TOML to keep.

    Reads the files and folders named, here or in a bucket, or all sources. Prints for each site which
    sections, keywords and page furniture its dumps show, what in its URLs tells
    articles apart, and its language, with the evidence as comments. Changes
    nothing: an export follows only what config.toml says.
    """
    from exporter.learning import study, writing

    config = config_or_default(given) if paths else given.config()
    with terminal.progress(given.verbosity, quiet=given.quiet) as progress:
        learnt = study.learn(config, _chosen(config, paths), _site(host), min_articles, progress)
    terminal.print_result(writing.as_json(learnt) if as_json else writing.as_toml(learnt))
    return learnt.exit_status


def _chosen(config: "Config", paths: Sequence[str]) -> "tuple[Part, ...]":
    from exporter.config import meets, texts
    from exporter.config.places import is_bucket
    from exporter.sources.choice import Part, choose

    for path in paths:
        if path == "-":
            raise click.UsageError("-: standard input cannot be read twice: name a file or a folder")
        if is_bucket(path) and (fault := texts.source_path(path)):
            raise click.UsageError(fault)
        if meets(path, config.output.directory):
            raise click.UsageError(f"{path} overlaps with the tree, {config.output.directory}: keep them apart")
    return tuple(choose(path, config.source) for path in paths) or tuple(map(Part, config.source))


def _site(host: str) -> str:
    """A host as articles have it, or the name of a profile; of a URL, its host."""
    from exporter.normalise import urls

    if not host:
        return ""
    try:
        return urls.host(host if "://" in host else f"https://{host}/").removeprefix("www.")
    except ValueError as error:
        raise click.UsageError(f"--host: {error}") from error
