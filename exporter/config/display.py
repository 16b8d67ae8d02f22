"""The configuration as TOML for people: the one in effect with the origin of each line, and one to start from."""

from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

from msgspec import Struct
from msgspec.structs import fields

from exporter.config.loading import settled
from exporter.config.locate import KeyPath
from exporter.config.mistakes import dotted, is_secret, redacted, toml_string
from exporter.config.written import Place, Written, read
from exporter.errors import ExporterError

_WIDEST = 60
"""Comments line up here; a longer line pushes its own out."""


def show(path: Path, overrides: Sequence[str] = ()) -> str:
    """The configuration in effect, as TOML that means the same; each line ends in its origin.

    Origins are `default`, `config.toml:12` and `-s`. Passwords in URLs, keys of IndexNow, URLs of webhooks
    and `health.ping` are not shown. ConfigError as `load`.
    """
    written = read(path, overrides)
    config = settled(written)
    blocks: list[str] = []
    for name in (each.name for each in fields(config)):
        blocks += _blocks(getattr(config, name), (name,), written)
    return "\n".join(blocks)


def template() -> str:
    """The commented config.toml that `exporter init` writes: it loads as it is, and shows every key."""
    return resources.files("exporter.config").joinpath("template.toml").read_text(encoding="utf-8")


def write_template(path: Path, *, force: bool) -> None:
    """Write the commented configuration to `path`; over what is there only with `force`.

    Raises:
        ExporterError: it is there already, or cannot be written.
    """
    try:
        with path.open("w" if force else "x", encoding="utf-8") as file:
            file.write(template())
    except (FileExistsError, IsADirectoryError):
        if path.is_dir():
            raise ExporterError(f"{path}: is a folder: name the file, {path / 'config.toml'}") from None
        raise ExporterError(f"{path}: is there already; --force writes over it") from None
    except OSError as error:
        raise ExporterError(f"{path}: cannot be written: {error.strerror}") from error


def _blocks(value: object, path: KeyPath, written: Written) -> Iterator[str]:
    """A table, or several, and the tables in it: each its header and its keys."""
    if isinstance(value, Struct):
        yield from _table(value, path, written)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _table(item, (*path, name), written)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _table(item, (*path, number), written)


def _table(table: Struct, path: KeyPath, written: Written) -> Iterator[str]:
    named = dotted(tuple(part for part in path if isinstance(part, str)))  # a table in one of several: of the last one
    header = f"[[{named}]]" if isinstance(path[-1], int) else f"[{named}]"
    lines = [_line(header, path, written)]
    within: list[tuple[KeyPath, Struct]] = []
    for each in fields(table):
        value, key = getattr(table, each.name), (*path, each.encode_name)
        if isinstance(value, Struct):
            within.append((key, value))
        elif isinstance(value, tuple) and value and isinstance(value[0], Struct):
            within += [((*key, number), item) for number, item in enumerate(value)]
        elif value is not None:
            shown = '"***"' if is_secret(key) and value else _value(value)
            lines.append(_line(f"{each.encode_name} = {shown}", key, written))
    yield "\n".join(lines) + "\n"
    for key, inner in within:
        yield from _table(inner, key, written)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(_value(each) for each in value)}]"
    return toml_string(redacted(value)) if isinstance(value, str) else str(value)


def _line(text: str, path: KeyPath, written: Written) -> str:
    return f"{text:<{_WIDEST}}  # {_origin(written.places.get(path), written.file.name)}"


def _origin(place: Place | None, file: str) -> str:
    if place is None:
        return "default"
    return "-s" if place.override else f"{file}:{place.line}"
