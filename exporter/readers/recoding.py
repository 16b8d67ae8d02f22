"""JSON in other encodings than UTF-8, recoded: found by a byte order mark, by NULs, or as dumps in text are."""

import codecs
import io
import re
from typing import BinaryIO, Final

from exporter.readers.encoding import decode

MAX_FAILURES: Final = 8
"""Times that an encoding is looked for in vain in one dump: to look through 16 MiB takes seconds."""
_CHUNK: Final = 262_144
_MARKS: Final = (  # UTF-32 LE begins with the mark of UTF-16 LE, so it comes first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HOST: Final = re.compile(rb"https?:(?:\\?/){2}([A-Za-z0-9.-]{1,253})")
_BEGINNINGS: Final = (b"{", b"[", b"<", b" ", b"\n", b"\r", b"\t")
"""Of JSON and XML; what begins otherwise may be known for what it is by its first bytes."""
_NOT_OF_TEXTS: Final = frozenset({"idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined", "utf_7"})
"""Codecs of Python for pieces of text. To decode what is no punycode takes a time that grows faster than its length."""
_NULS: Final[dict[tuple[bool, ...], str]] = {
    (True, True, True, False): "utf-32-be",
    (False, True, True, True): "utf-32-le",
    (True, False, True, False): "utf-16-be",
    (False, True, False, True): "utf-16-le",
}
"""Which of the first four bytes are NUL, where the text begins with two characters of ASCII (RFC 4627 section 3)."""


def marked(head: bytes) -> tuple[str, int]:
    """The codec that the first bytes of a JSON text tell, and how many of them are a byte order mark; else empty, 0."""
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec, len(mark)
    return _NULS.get(tuple(byte == 0 for byte in head[:4]), ""), 0


def known(encoding: str) -> str:
    """The name of the codec of an encoding that texts are in; empty if there is none of that name."""
    try:
        name = codecs.lookup(encoding).name
        b"a".decode(name, "replace")
    except (LookupError, ValueError):  # not even a name, or not of texts
        return ""
    return "" if name.replace("-", "_") in _NOT_OF_TEXTS else name


def guessed(data: bytes) -> tuple[str, str]:
    """The text and its codec, as `encoding.decode` finds them, wherever in the data the first URL stands.

    It looks for one near the beginning, where dumps in text have it; rows have it anywhere, and may escape its slashes.

    Raises:
        ValueError: as `encoding.decode` does.
    """
    host = _HOST.search(data)
    if host is None or data[:1] not in _BEGINNINGS:
        return decode(data)
    before = b"http://" + host[1] + b"/\n"
    text, codec = decode(before + data)
    return text.removeprefix(before.decode()), codec


class Recoding:
    """From whichever encoding to UTF-8, piece by piece of one dump: what was found once is tried first."""

    def __init__(self, declared: str = "") -> None:
        """`declared`: the name of an encoding, by something outside; nothing if no codec has that name."""
        self._tried = list(filter(None, [known(declared)]))
        self._failures = 0

    def utf_8(self, data: bytes) -> tuple[bytes, str]:
        """A piece that is not strict UTF-8 as UTF-8, and the codec that it was in.

        Raises:
            ValueError: in no encoding that can be told; a BinaryError if it is no text at all.
        """
        for codec in self._tried:
            try:
                return data.decode(codec).encode(), codec
            except UnicodeError:
                continue
        if self._failures >= MAX_FAILURES:
            raise ValueError("not UTF-8, like others before it in which no encoding was found; save the dump as UTF-8")
        try:
            text, codec = guessed(data)
        except ValueError:
            self._failures += 1
            raise
        if codec != "utf-8":
            self._tried.append(codec)
        return text.encode("utf-8", "replace"), codec


class Recoded(io.RawIOBase):
    """A stream in UTF-16 or UTF-32 as one in UTF-8; what is damaged in it becomes U+FFFD."""

    def __init__(self, head: bytes, stream: BinaryIO, codec: str) -> None:
        """`head`: what was read of the stream already, without its byte order mark."""
        self._decoder = codecs.getincrementaldecoder(codec)("replace")
        self._stream = stream
        self._waiting = memoryview(self._decoder.decode(head).encode())
        self._has_ended = False

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fills as much of the buffer as one piece of the stream gives; 0 at its end."""
        target = memoryview(buffer)  # type: ignore[arg-type]  # typeshed's Buffer, which 3.11 cannot name
        while not self._waiting and not self._has_ended:
            piece = self._stream.read(_CHUNK)
            self._has_ended = not piece
            self._waiting = memoryview(self._decoder.decode(piece, final=self._has_ended).encode())
        count = min(len(target), len(self._waiting))
        target[:count] = self._waiting[:count]
        self._waiting = self._waiting[count:]
        return count
