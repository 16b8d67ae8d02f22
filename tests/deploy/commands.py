"""What containers are told to do: is it something that our programs understand, with files that are there?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click
from distributed.cli.dask_scheduler import main as scheduler
from distributed.cli.dask_worker import main as worker
from distributed.security import Security

from exporter.cli import cli

DASK: Mapping[str, click.Command] = {"scheduler": scheduler, "worker": worker}
TLS = ("ca_file", "cert", "key")


@dataclass(frozen=True)
class Container:
    """A container, wherever it is declared."""

    part: str
    command: Sequence[str]
    probes: Sequence[Sequence[str]] = ()
    files: Mapping[str, Path] = field(default_factory=dict)
    """By their paths in the container: what is put there."""

    def faults(self) -> list[str]:
        """Why this container could not do its work."""
        missing = [
            f"{self.part}: there is no {path} for {name}" for name, path in self.files.items() if not path.exists()
        ]
        if missing:
            return missing
        return [f"{self.part}: {fault}" for command in (self.command, *self.probes) for fault in self._faults(*command)]

    def _faults(self, program: str, *arguments: str) -> Iterator[str]:
        try:
            if program == "python":
                compile(arguments[arguments.index("-c") + 1], "probe", "exec")
            elif program == "exporter":
                yield from self._of_exporter(*arguments)
            elif program == "dask":
                yield from self._of_dask(*arguments)
            elif program != "pg_isready":
                yield f"no program of ours: {program}"
        except (click.ClickException, SyntaxError, OSError) as error:
            yield f"{program} {' '.join(arguments)}: {getattr(error, 'message', error)}"

    def _of_exporter(self, name: str, *arguments: str) -> Iterator[str]:
        command = cli.commands.get(name)
        if command is None:
            yield f"exporter has no {name}"
            return
        config = command.make_context(name, list(arguments)).params["config"]
        if str(config) not in self.files:
            yield f"exporter {name}: nobody puts a {config} there"

    def _of_dask(self, name: str, *arguments: str) -> Iterator[str]:
        given = [self._where_it_is(argument) for argument in arguments]
        params = DASK[name].make_context(name, given).params
        tls = {short: params[f"tls_{short}"] for short in TLS}
        if None in tls.values() or not (params["protocol"] or params.get("scheduler", "")).startswith("tls"):
            yield f"dask {name} without TLS"
            return
        files = {f"tls_{name}_{short}": tls[short] for short in ("cert", "key")}
        Security(require_encryption=True, tls_ca_file=tls["ca_file"], **files).get_listen_args(name)
        if params["dashboard"] or not params["dashboard_address"].startswith("127.0.0.1:"):
            yield f"dask {name} tells everybody of itself over HTTP"

    def _where_it_is(self, argument: str) -> str:
        option, equals, value = argument.partition("=")
        return f"{option}={self.files[value]}" if equals and value in self.files else argument


def option(command: Sequence[str], name: str) -> str:
    """The value of an option `--name=value`."""
    (found,) = [word.removeprefix(f"--{name}=") for word in command if word.startswith(f"--{name}=")]
    return found
