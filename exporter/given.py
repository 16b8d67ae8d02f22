"""What a command in a module of its own is given by the door (cli.py), and how it joins the others there."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from exporter.config.schema import Config

CONFIG = Path("config.toml")
"""Read if no other file is named, and it is there."""

Common = Callable[[Callable[..., Any]], Callable[..., Any]]
"""Gives a command the options that all of them take, as one first argument: a `Given`."""


class Given(Protocol):
    """What every command is given."""

    @property
    def path(self) -> Path:
        """Of the configuration."""

    @property
    def settings(self) -> tuple[str, ...]:
        """`KEY=VALUE` each."""

    @property
    def verbosity(self) -> int:
        """How often `-v` was given."""

    @property
    def quiet(self) -> bool:
        """Whether only errors are wanted."""

    def config(self, **options: tuple[str, object]) -> "Config":
        """The configuration, checked."""


def config_or_default(given: Given) -> "Config":
    """The configuration; where none is named and none is there, one that knows only the built-in site profiles.

    Raises:
        ConfigError: there is one, and it is wrong.
    """
    if given.path != CONFIG or CONFIG.exists() or given.settings:
        return given.config()
    from exporter.config.schema import Config, Site

    return Config(site=Site(title="", url="http://localhost/"))
