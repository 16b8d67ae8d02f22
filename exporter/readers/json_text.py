"""JSON decoded, as strictly as RFC 8259 has it, but for what programs write all the same."""

import json
from typing import Final

import msgspec

_LONG: Final = 400
"""Digits of a whole number above which it stays text: to make a number of a million digits takes minutes."""


class JsonError(ValueError):
    """It is no JSON; says why, in words that may follow the place."""

    def __init__(self, reason: str, *, is_cut: bool = False) -> None:
        super().__init__(reason)
        self.is_cut = is_cut
        """Whether it is the beginning of a value that only ends too soon."""


def value(data: bytes) -> object:
    """The value that the text is, objects as dicts; of two members of one name the last.

    `NaN` and `Infinity` become None, halves of surrogate pairs stay as they are, and whole numbers of over 400 digits
    are text: Python and others write the former two, and no number is a reason to lose an article.

    Raises:
        UnicodeDecodeError: it is not in UTF-8.
        JsonError: it is no JSON, or nested too deep.
    """
    try:
        return msgspec.json.decode(data)
    except (msgspec.MsgspecError, RecursionError) as error:
        return _leniently(data, seems_cut="truncated" in str(error))


def _leniently(data: bytes, *, seems_cut: bool) -> object:
    text = data.decode()
    try:
        found: object = json.loads(text, parse_constant=lambda _: None, parse_int=_whole)
    except RecursionError:
        raise JsonError("lists or objects are nested too deep in it; no article is") from None
    except json.JSONDecodeError as error:
        reason = f"{_lowered(error.msg)} at character {error.pos + 1:,}"
        is_cut = seems_cut or error.msg.startswith("Unterminated") or error.pos >= len(text.rstrip())
        raise JsonError(reason, is_cut=is_cut) from None
    return found


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONG else digits


def _lowered(message: str) -> str:
    """As the middle of a sentence."""
    return message[:1].lower() + message[1:].removesuffix(" starting at")
