"""The door: one short function a command, no logic.

Standard output is the result, standard error the log. Heavy modules are imported by the commands that need
them, so that `--help` and `status` answer at once.
"""

import functools
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import click

from exporter import __version__, logs, terminal
from exporter.check.command import register as register_check
from exporter.errors import ExporterError, memory_explained
from exporter.explain.command import register as register_explain
from exporter.learning.command import register as register_learn
from exporter.printable import printable
from exporter.quality.command import register as register_quality
from exporter.restore.command import register as register_restore
from exporter.withdrawing.command import register as register_withdraw

if TYPE_CHECKING:
    from exporter.config.schema import Config
    from exporter.sources.choice import Part

CONFIG = Path("config.toml")
FILE = click.Path(path_type=Path, readable=False)  # whoever opens it says what is wrong with it, and exits accordingly


class Terminated(BaseException):
    """SIGTERM arrived."""


class Given(NamedTuple):
    """What every command is given."""

    path: Path
    settings: tuple[str, ...]
    quiet: bool
    verbosity: int
    log_format: str

    def config(self, **options: tuple[str, object]) -> "Config":
        """The configuration, checked. What an option sets, by its name (`output=("output.directory", "tree")`), goes
        over all else; None: it was not given."""
        import json
        import shlex

        from exporter.config import load

        set_by = {name: setting for name, setting in options.items() if setting[1] is not None}
        return load(
            self.path,
            self.settings,
            [
                (f"--{name} {printable(shlex.quote(str(value)))}", f"{key}={json.dumps(value)}")
                for name, (key, value) in set_by.items()
            ],
        )


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that all of them take, and make them one argument."""

    @functools.wraps(command)
    def with_common(
        config: Path,
        settings: tuple[str, ...],
        verbose: int,
        quiet: bool,
        log_format: str,
        **own: Any,
    ) -> Any:
        logs.set_up(-1 if quiet else verbose, log_format)
        return command(Given(config, settings, quiet, verbose, log_format), **own)

    options = (
        click.option("-c", "--config", type=FILE, default=CONFIG, help="Default: ./config.toml."),
        click.option(
            "-s", "--set", "settings", metavar="KEY=VALUE", multiple=True, help="Set any key, e.g. feeds.entries=20."
        ),
        click.option("-v", "--verbose", count=True, help="Say what is done; -vv: for each document."),
        click.option("-q", "--quiet", is_flag=True, help="Only errors."),
        click.option("--log-format", type=click.Choice(["text", "json"]), default="text", help="How log lines look."),
    )
    return functools.reduce(lambda wrapped, option: option(wrapped), reversed(options), with_common)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="exporter")
def cli() -> None:
    """Turn dumps of news articles into feeds, sitemaps and structured data.

    \b
    Exit status: 0 done; 1 failed; 2 usage; 3 done, with rejects that are new
    in this run; 75 another run holds the lock, or a source or store cannot be
    reached; 78 configuration; 130 and 143 on a signal.
    """


@cli.command()
@click.option(
    "--source",
    "sources",
    metavar="PATH|URL|-",
    multiple=True,
    help="Read this file, folder, URL or (-) standard input, not all sources; repeatable.",
)
@click.option("--output", metavar="DIR|URL", help="Publish here instead of output.directory.")
@click.option("--store", metavar="PATH|URL", help="Remember here instead of store.url.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be written, and who told; do neither.")
@click.option("--full", is_flag=True, help="Render every document again from the store.")
@click.option(
    "--force", is_flag=True, help="Go on where a brake stops; with --full: begin anew, whatever is published."
)
@click.option("--json", "as_json", is_flag=True, help="Print what happened as JSON.")
@common
def export(
    given: Given,
    sources: tuple[str, ...],
    output: str | None,
    store: str | None,
    dry_run: bool,
    full: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Bring the published tree up to date with the dumps, once."""
    from exporter import export as flow
    from exporter import health
    from exporter.config.stores import url_of

    if full and force and sources:
        raise click.UsageError("--full --force begins anew with all that is configured: it does not go with --source")
    config = given.config(output=("output.directory", output), store=("store.url", store and url_of(store)))
    options = flow.Options(parts=_chosen(config, sources), dry_run=dry_run, full=full, force=force)
    now = datetime.now(UTC)
    with (
        health.observed(config, now, dry_run=dry_run) as observer,
        terminal.progress(given.verbosity, quiet=given.quiet) as progress,
    ):
        report = flow.run(config, now, options, progress)
        observer.ended(report)
    terminal.show(report, as_json=as_json, quiet=given.quiet)
    return report.exit_status


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@common
def status(given: Given, as_json: bool) -> None:
    """Show what is stored and published, the last run, and what was rejected or is held."""
    from exporter import status as shown

    found = shown.gather(given.config())
    terminal.print_result(shown.as_json(found) if as_json else "\n".join(shown.as_text(found)))


@cli.command()
@click.option("--serve", "and_serve", is_flag=True, help="Serve the published tree over HTTP, too.")
@common
def daemon(given: Given, and_serve: bool) -> None:
    """Export on the schedule of config.toml, until SIGTERM or SIGINT.

    SIGHUP reads config.toml again. Says what it does, unless given -q;
    with --serve and -vv, every answer too.
    """
    from exporter import daemon as running

    verbosity = -1 if given.quiet else max(1, given.verbosity)
    logs.set_up(verbosity, given.log_format)
    running.run(given.config, verbosity, given.log_format, and_serve=and_serve)


@cli.command()
@click.option("--max-age", metavar="DURATION", help="Instead of health.max_age.")
@common
def healthcheck(given: Given, max_age: str | None) -> int:
    """Say how long ago the last successful run was; exit 1 if that is too long.

    Each source counts by itself, and the one that was read longest ago decides;
    rejects are no failure.
    """
    from exporter.health import check

    config = given.config(**{"max-age": ("health.max_age", max_age)})
    verdict = check.judge(config, datetime.now(UTC))
    terminal.print_result(verdict.text)
    return verdict.exit_status


@cli.command()
@click.option("--host", help="Listen at this address instead of serve.host.")
@click.option("--port", type=int, help="Listen at this port instead of serve.port; 0: any free one.")
@common
def serve(given: Given, host: str | None, port: str | None) -> None:
    """Serve the published tree over HTTP, until SIGTERM or SIGINT.

    With -v it says where, and logs every answer in the common log format.
    """
    from exporter import serve as server

    server.run(given.config(host=("serve.host", host), port=("serve.port", port)))


@cli.group(name="config")
def configuration() -> None:
    """Check config.toml, or show what is in force."""


@configuration.command()
@common
def check(given: Given) -> None:
    """Say everything that is wrong with the configuration; exit 78 if anything is."""
    given.config()
    terminal.print_result(f"{given.path}: ok")


@configuration.command()
@common
def show(given: Given) -> None:
    """Show every setting that is in force, and where it comes from."""
    from exporter import config

    terminal.print_result(config.show(given.path, given.settings).removesuffix("\n"))


@cli.command()
@click.argument("path", type=FILE, default=CONFIG)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def init(path: Path, force: bool) -> None:
    """Write a commented config.toml to start from."""
    from exporter import config

    config.write_template(path, force=force)
    terminal.print_result(f"{path}: written. Set [site] and [[source]] in it, then run `exporter export`.")


register_check(cli, common)
register_explain(cli, common)
register_learn(cli, common)
register_quality(cli, common)
register_restore(cli, common)
register_withdraw(cli, common)


def _chosen(config: "Config", paths: Sequence[str]) -> "tuple[Part, ...]":
    """What the command line names to be read."""
    from exporter.config import meets, texts
    from exporter.config.places import STANDARD_INPUT, is_elsewhere, is_url
    from exporter.sources.choice import choose

    if paths.count(STANDARD_INPUT) > 1:
        raise click.UsageError("--source -: standard input is there once: name it once")
    for path in paths:
        if is_elsewhere(path) and (fault := texts.source_path(path)):
            raise click.UsageError(f"--source: {fault}")
        if path != STANDARD_INPUT and not is_url(path) and meets(path, config.output.directory):
            raise click.UsageError(
                f"--source {path} overlaps with the tree, {config.output.directory}: keep them apart"
            )
    return tuple(choose(path, config.source) for path in paths)


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise Terminated


def main() -> NoReturn:
    """The console command."""
    signal.signal(signal.SIGTERM, _terminate)
    sys.exit(_status())


def _status() -> int:
    try:
        with memory_explained():
            result = cli.main(standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except ExporterError as error:
        for line in str(error).splitlines():
            click.echo(f"exporter: {printable(line, logs.LIMIT)}", err=True)
        return error.exit_status
    except (KeyboardInterrupt, click.Abort):
        click.echo("exporter: interrupted; the next run goes on where this one stopped", err=True)
        return 128 + signal.SIGINT
    except Terminated:
        click.echo("exporter: terminated; the next run goes on where this one stopped", err=True)
        return 128 + signal.SIGTERM
