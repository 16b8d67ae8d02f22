"""What was written, before anyone judges it: config.toml, the `-s KEY=VALUE` over it, and where each value stands."""

import codecs
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from exporter.config.locate import KeyPath, leading_key, locate
from exporter.config.mistakes import dotted, is_secret, quoted, redacted, told
from exporter.errors import ConfigError
from exporter.printable import printable

_LINE_OF_ERROR = re.compile(r"(.*) \(at line (\d+), column (\d+)\)", re.DOTALL)
_LONGEST_OVERRIDE = 120
_ITEM = re.compile(r"[0-9]{1,6}")
_HINTS = (
    ("Unescaped '\\'", "write it in single quotes, where a backslash is a backslash"),
    ("Invalid hex value", "write it in single quotes, where a backslash is a backslash"),
    ("Invalid value", 'text needs quotes: key = "text"; true and false are lower case'),
    ("Invalid statement", "a line is key = value, or [section], or # a comment"),
    ("Expected '='", 'a line is key = value; a key with dots or spaces needs quotes: "nos.nl"'),
    ("Cannot overwrite", "this key is already set above: keep one of the two"),
    ("Cannot declare", "this section is already there above: join the two, or write [[section]] for one more"),
    ("Illegal character", 'text on several lines needs three quotes: """text"""'),
    ("Unclosed", "close it: every [ needs its ], and , stands between"),
    ("Unterminated", "close the quotes"),
)


Values = Mapping[KeyPath, Any]
"""Every value of the right type that was written."""


class Place(Struct, frozen=True, order=True):
    """Where a value was written. In order: of the file by line, then each -s, then each option."""

    override: int = 0
    """Which -s or option, counted from 1; 0: the file."""
    line: int = 0
    """In the file, counted from 1; 0: nowhere in it."""
    path: KeyPath = ()
    """The key that an override names."""
    text: str = ""
    """As a message shows it: `config.toml:9`, `-s feeds.entries=ten`, `--output tree`."""


Option = tuple[str, str]
"""An option of the command line as messages show it, and the `KEY=VALUE` that it stands for."""


class Written(Struct, frozen=True):
    """All that was written, by whoever."""

    file: Path
    tree: dict[str, Any]
    places: dict[KeyPath, Place]
    refused: tuple[tuple[Place, str], ...] = ()
    """Overrides that name no key, or no key that can be: which, and why."""

    def place(self, path: KeyPath) -> Place:
        """Where this value stands, or the nearest thing around it that stands anywhere."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.places:
                return self.places[path[:end]]
        return Place(text=str(self.file))

    def absolute(self, path: KeyPath, value: str) -> str:
        """A path of the file system: relative to the file's folder, or for an override to the working folder."""
        folder = Path.cwd() if self.place(path).override else self.file.absolute().parent
        return str(folder / value)


def read(file: Path, overrides: Sequence[str], options: Sequence[Option] = ()) -> Written:
    """Read the file (UTF-8, a BOM is allowed) and lay the overrides and then the options over it, the last on top.

    ConfigError if the file cannot be read or is no TOML; wrong overrides are told in `Written.refused`.
    """
    text = _text(file)
    try:
        tree = tomllib.loads(text)
        lines = locate(text)
    except ValueError as error:  # TOMLDecodeError is one; a number of thousands of digits is a plain one
        raise ConfigError(_no_toml(file, text, str(error))) from None
    except RecursionError:
        raise ConfigError(f"{file}: lists or tables are nested too deeply: no setting needs that") from None
    places = {path: Place(line=line, text=f"{file}:{line}") for path, line in lines.items()}
    written = Written(file, tree, places)
    shown = [f"-s {printable(_shown(text), _LONGEST_OVERRIDE)}" for text in overrides]
    laid = [*zip(shown, overrides, strict=True), *((redacted(text), override) for text, override in options)]
    refused = tuple(
        each
        for number, (text, override) in enumerate(laid, 1)
        for each in _lay(written, Place(override=number, text=text), override)
    )
    return Written(file, tree, places, refused)


def _shown(override: str) -> str:
    """As messages may have it."""
    key, _ = leading_key(override.strip())
    return f"{dotted(key)}=***" if is_secret(key) else redacted(override)


def _text(file: Path) -> str:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise ConfigError(f"{file}: no such file: run `exporter init` to write one, or name yours with -c") from None
    except IsADirectoryError:
        raise ConfigError(f"{file}: this is a folder: name the file in it, {file / 'config.toml'}") from None
    except PermissionError:
        raise ConfigError(f"{file}: not allowed to read this file: check its owner and mode") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise ConfigError(f"{quoted(str(file))}: cannot be read: {error}") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise ConfigError(f"{file}: this is UTF-16: save it as UTF-8") from None
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{file}:{line}: not UTF-8 (byte 0x{data[error.start]:02x}): save it as UTF-8") from None


def _no_toml(file: Path, text: str, error: str) -> str:
    """The message of tomllib, with the line where other messages have it, and what to do about it."""
    hint = next((f": {advice}" for start, advice in _HINTS if error.startswith(start)), "")
    if match := _LINE_OF_ERROR.fullmatch(error):
        return f"{file}:{match[2]}: not TOML: {match[1]} at column {match[3]}{hint}"
    line = text.rstrip().count("\n") + 1
    return f"{file}:{line}: not TOML: {error}{hint}" if "end of document" in error else f"{file}: not TOML: {error}"


def _lay(written: Written, place: Place, override: str) -> Iterator[tuple[Place, str]]:
    """Set what one `KEY=VALUE` says; gives the reason why it cannot be, if it cannot."""
    key, rest = leading_key(override.strip())
    if not key or not rest.lstrip().startswith("="):
        yield place, "expected KEY=VALUE, such as feeds.entries=100"
        return
    value = _value(rest.lstrip()[1:].strip())
    try:
        path = _set(written.tree, key, value)
    except LookupError as error:
        yield place, str(error.args[0])
        return
    place = replace(place, path=path)
    for known in [known for known in written.places if known[: len(path)] == path]:
        del written.places[known]
    for end in range(1, len(path)):
        written.places.setdefault(path[:end], place)
    written.places.update(dict.fromkeys(_paths_in(value, path), place))


def _value(text: str) -> Any:
    """A TOML value if it is one, else the text itself (a shell has eaten the quotes)."""
    try:
        tree = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    return tree["value"] if tree.keys() == {"value"} else text


def _set(tree: dict[str, Any], key: tuple[str, ...], value: object) -> KeyPath:
    """Put the value at the key, making the tables on the way. LookupError says why there is no such place."""
    holder: Any = tree
    path = KeyPath()
    for part, following in zip(key, (*key[1:], None), strict=True):
        step = _step(holder, part, path)
        path += (step,)
        if following is None:
            _put(holder, step, value)
            break
        if step not in (holder if isinstance(holder, dict) else range(len(holder))):
            _put(holder, step, [] if _ITEM.fullmatch(following) else {})
        holder = holder[step]
    return path


def _step(holder: object, part: str, path: KeyPath) -> str | int:
    if isinstance(holder, dict):
        return part
    if not isinstance(holder, list):
        raise LookupError(f"{dotted(path)} is {told(path, holder)}, which has no keys below it")
    if not _ITEM.fullmatch(part) or int(part) > len(holder):
        raise LookupError(f"{dotted(path)} is a list of {len(holder)}: name an item by its number, from 0")
    return int(part)


def _put(holder: Any, step: str | int, value: object) -> None:
    if isinstance(holder, list) and step == len(holder):
        holder.append(value)
    else:
        holder[step] = value


def _paths_in(value: object, path: KeyPath) -> Iterator[KeyPath]:
    """The path itself and every one below it."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield from _paths_in(item, (*path, step))
