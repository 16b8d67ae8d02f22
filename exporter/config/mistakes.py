"""What is wrong in a configuration, and how that is worded: where, which key, what was expected, what stands there."""

import json
import re
from collections.abc import Iterable

from msgspec import Struct

from exporter.config.locate import KeyPath

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PASSWORD = re.compile(r"(?<=://)([^/?#@\s:]*):[^/?#\s]*@")
_PASSWORD_OPTION = re.compile(
    r"(?<=[?&])((?:ssl)?password|sig|X-(?:Amz|Goog)-(?:Signature|Credential|Security-Token))=[^&#\s'\"]*", re.IGNORECASE
)
"""The last are those of URLs that are signed for whoever has them (S3, GCS; `sig`: Azure)."""
_LONGEST_QUOTE = 80
_SECRET = (("notify", "indexnow"), ("notify", "webhook"), ("health", "ping"))
_NOT_SECRET = frozenset({"host", "secret_file", "secret_env"})


class Mistake(Struct, frozen=True):
    """One thing that is wrong, and with which key."""

    path: KeyPath
    text: str


def dotted(path: KeyPath) -> str:
    """As a person writes it: `profile."nos.nl".sections[2]`."""
    words = ""
    for part in path:
        if isinstance(part, int):
            words += f"[{part}]"
        else:
            words += f"{'.' if words else ''}{part if _BARE.fullmatch(part) else toml_string(part)}"
    return words


def toml_string(text: str) -> str:
    """A TOML basic string on one line. What does not print (bidi overrides too) is escaped: no reader may be fooled."""
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(character if character.isprintable() else _escape(character) for character in plain)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def quoted(value: object) -> str:
    """A value as a message shows it: short, printable, no password in it."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > 64:  # str() refuses past 4,300 digits
        return "a number of more than 64 bits"
    if not isinstance(value, str):
        return str(value)
    text = redacted(value)
    return toml_string(text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}...")


def told(path: KeyPath, value: object) -> str:
    """As `quoted`, but nothing of what may hold a secret."""
    return "what is not shown here" if is_secret(path) else quoted(value)


def is_secret(path: KeyPath) -> bool:
    """Whether a value at this path, or what it was mistaken for, may let its reader speak for somebody else."""
    return path in (("notify",), ("health",)) or (path[:2] in _SECRET and path[-1] not in _NOT_SECRET)


def redacted(text: str) -> str:
    """The text without the password, or signature, of any URL in it: `postgresql://u:***@h/db`."""
    return _PASSWORD_OPTION.sub(r"\1=***", _PASSWORD.sub(r"\1:***@", text))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or an empty text."""
    import difflib

    close = difflib.get_close_matches(word.lower(), sorted(known), n=1, cutoff=0.6)
    return close[0] if close else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` (did you mean "rss"?)`, or an empty text."""
    meant = nearest(word, known)
    return f" (did you mean {toml_string(meant)}?)" if meant else ""
