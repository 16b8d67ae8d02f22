"""In which encoding a web page is written: what it declares, what its server said, and what its bytes are.

A label is what pages and servers write (`ISO-8859-1`); a codec is what decodes it (`cp1252`). Labels mean what browsers
take them for (WHATWG Encoding Standard, section 4.2), and no others are known: some codecs of Python are not for text,
or take a time that grows with the square of the length.
"""

import re
from typing import Final

from exporter.readers.encoding import MAX_BAD, codec_of, decode

HEAD: Final = 4_096
"""Bytes in which a page may declare its encoding. The standard says 1,024; pages put comments first."""

_OF_THE_WEB: Final = {
    **dict.fromkeys(("unicode-1-1-utf-8", "x-unicode20utf8", "unicode"), "utf-8"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be", "utf-16-le", "utf-16-be"), "utf-8"),  # it was read as ASCII
    **dict.fromkeys(("x-sjis", "windows-31j", "ms932"), "shift_jis"),
    **dict.fromkeys(("x-gbk", "gb_2312-80", "csgb2312", "x-x-gbk"), "gbk"),
    **dict.fromkeys(("x-x-big5", "cn-big5", "big-5"), "big5"),
    **{f"x-cp125{number}": f"windows-125{number}" for number in range(9)},
    "x-euc-jp": "euc-jp",
    "iso-8859-8-i": "iso-8859-8",
    "windows-874": "cp874",
    "koi8-ru": "koi8-u",
    "koi": "koi8-r",
    "x-mac-roman": "macintosh",
}
"""Labels that pages have and Python does not know."""
_DECLARED: Final = re.compile(
    rb"""(?:charset|<\?xml[^>]{1,80}encoding)\s{0,8}=\s{0,8}["']?\s{0,8}([\w.:-]{2,30})""", re.I
)
_PARAMETER: Final = re.compile(r"""charset\s{0,8}=\s{0,8}["']?\s{0,8}([\w.:-]{2,30})""", re.IGNORECASE)
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ESCAPES: Final = b"\x1b$"
"""With it ISO-2022-JP begins what is not ASCII. To UTF-8 all of that is ASCII."""


def codec(label: str) -> str:
    """The codec that a label means, or empty if it is none that is known."""
    name = label.strip().lower()
    return codec_of(_OF_THE_WEB.get(name, name))


def of_content_type(value: str) -> str:
    """The label in a Content-Type (RFC 9110 section 8.3), or empty."""
    found = _PARAMETER.search(value[:1_000])
    return found[1] if found else ""


def decode_page(data: bytes, *said: str) -> tuple[str, str]:
    """The text of a page and the codec that gave it. NUL becomes U+FFFD: no page means one.

    Tried in this order: a byte order mark; UTF-8, because what is not UTF-8 almost never looks like it, whatever it
    declares; the labels that were `said` outside of it, first ones first; the one that it declares itself; then what
    the bytes tell (encoding.py). Each may leave one character in a thousand
    undecoded (U+FFFD).

    Raises:
        BinaryError: the bytes are no text.
        ValueError: there are none, or they are in no encoding that can be told.
    """
    text, name = _decoded(data, said)
    return text.replace("\0", "\ufffd"), name


def _decoded(data: bytes, said: tuple[str, ...]) -> tuple[str, str]:
    if not data or data.startswith(_BOMS):
        return decode(data)
    declared = _DECLARED.search(data, 0, HEAD)
    labels = (*said, declared[1].decode("ascii", "replace") if declared else "")
    codecs = [name for name in map(codec, labels) if name]
    escaped = "iso2022_jp" in codecs and _ESCAPES in data
    for name in codecs if escaped else ("utf-8", *codecs):
        text = data.decode(name, "replace")
        if _fits(text, data if name == "utf-8" else b""):
            return text, name
    return decode(data)


def _fits(text: str, utf8: bytes) -> bool:
    """Whether these are the characters that were meant. UTF-8 is to show itself: more letters whole than broken."""
    wrong = text.count("\ufffd") - utf8.count(b"\xef\xbf\xbd")
    if utf8 and wrong and sum(not character.isascii() for character in text) <= 2 * wrong:
        return False
    return wrong + text.count("\0") <= len(text) * MAX_BAD
