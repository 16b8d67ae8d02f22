"""What is wrong with feeds that programs wrote by joining strings, put right before they are read a second time."""

import re
from contextlib import suppress
from html.entities import html5
from typing import Final

from exporter.readers.recoding import guessed, known, marked

_DECLARATION: Final = re.compile(r"\s*<\?xml\b[^<>]{0,1000}\?>")
_ENCODING: Final = re.compile(rb"<\?xml\b[^<>]{0,200}?encoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,40})[\"']")
_ILLEGAL: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (section 2.2)."""
_AMPERSAND: Final = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)?", re.DOTALL
)
_PREDEFINED: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})


def repaired(data: bytes, declared: str = "") -> tuple[bytes, str]:
    """The document as UTF-8 that it was meant to be, and the codec that it was in.

    Put right are: an encoding that is not the declared one; white space before the declaration; characters that XML
    cannot hold; entities of HTML; an `&` that begins none. `declared`: the encoding by something outside.

    Raises:
        ValueError: in no encoding that can be told; a BinaryError if it is no text at all.
    """
    text, codec = _decoded(data, declared)
    text = _ILLEGAL.sub("", text)
    text = text[found.end() :] if (found := _DECLARATION.match(text)) else text
    return _AMPERSAND.sub(_escaped, text.lstrip()).encode(), codec


def stated_codec(data: bytes) -> str:
    """The codec that a document says it is in: by its first bytes, else by its declaration, else UTF-8.

    (XML 1.0 appendix F.)
    """
    codec, _ = marked(data[:4])
    said = _ENCODING.search(data, 0, 2000)
    return codec or (known(said[1].decode()) if said else "") or "utf-8"


def _decoded(data: bytes, declared: str) -> tuple[str, str]:
    _, mark = marked(data[:4])
    for codec in filter(None, (stated_codec(data), "utf-8", known(declared))):
        with suppress(ValueError):  # it is in another
            return data[mark:].decode(codec), codec
    return guessed(data)


def _escaped(found: re.Match[str]) -> str:
    name = found[1]
    if found[0].startswith("<") or name in _PREDEFINED:
        return found[0]
    if name is None:
        return "&amp;"
    if name.startswith("#"):
        number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        return "" if number > 0x10FFFF or number == 0 or _ILLEGAL.match(chr(number)) else found[0]
    shown = html5.get(f"{name};", "")
    return shown.replace("&", "&amp;").replace("<", "&lt;") if shown else f"&amp;{name};"
