"""In which encoding a web page is written: what it declares, what its server said, and what its bytes are.

A label is what pages and servers write (`ISO-8859-1`); a codec is what decodes it (`cp1252`). Labels mean what browsers
take them for (WHATWG Encoding Standard, section 4.2), and no others are known: some codecs of Python are not for text,
or take a time that grows with the square of the length.
"""

import re
from typing import Final

from exporter.readers.encoding import MAX_BAD, decode

HEAD: Final = 4_096
"""Bytes in which a page may declare its encoding. The standard says 1,024; pages put comments first."""

_CODECS: Final[dict[str, str]] = {
    "utf-8": "utf8 unicode-1-1-utf-8 utf-16 utf-16le utf-16be unicode",  # it was read as ASCII: it is not UTF-16
    "cp1252": "iso-8859-1 iso8859-1 iso88591 latin1 latin-1 l1 windows-1252 cp-1252 us-ascii ascii x-cp1252",
    "cp1250": "windows-1250 x-cp1250",
    "cp1251": "windows-1251 x-cp1251",
    "cp1253": "windows-1253 x-cp1253",
    "cp1254": "windows-1254 x-cp1254 iso-8859-9 iso8859-9 latin5",
    "cp1255": "windows-1255 x-cp1255",
    "cp1256": "windows-1256 x-cp1256",
    "cp1257": "windows-1257 x-cp1257",
    "cp1258": "windows-1258 x-cp1258",
    "cp874": "windows-874 tis-620 iso-8859-11 iso8859-11",
    "iso8859_2": "iso-8859-2 iso8859-2 latin2",
    "iso8859_3": "iso-8859-3 iso8859-3",
    "iso8859_4": "iso-8859-4 iso8859-4",
    "iso8859_5": "iso-8859-5 iso8859-5",
    "iso8859_6": "iso-8859-6 iso8859-6",
    "iso8859_7": "iso-8859-7 iso8859-7",
    "iso8859_8": "iso-8859-8 iso8859-8 iso-8859-8-i",
    "iso8859_10": "iso-8859-10 iso8859-10",
    "iso8859_13": "iso-8859-13 iso8859-13",
    "iso8859_14": "iso-8859-14 iso8859-14",
    "iso8859_15": "iso-8859-15 iso8859-15 latin9 latin-9",
    "iso8859_16": "iso-8859-16",
    "koi8_r": "koi8-r koi8 koi",
    "koi8_u": "koi8-u koi8-ru",
    "cp866": "ibm866 866",
    "mac_roman": "macintosh x-mac-roman",
    "gb18030": "gb2312 gb-2312 gbk x-gbk gb_2312-80 chinese",
    "big5hkscs": "big5 big-5 big5-hkscs x-x-big5 cn-big5",
    "euc_jp": "euc-jp x-euc-jp",
    "cp932": "shift_jis shift-jis sjis x-sjis windows-31j ms_kanji",
    "iso2022_jp": "iso-2022-jp csiso2022jp",
    "cp949": "euc-kr ks_c_5601-1987 korean windows-949 ksc5601",
}
_LABELS: Final = {label: codec for codec, labels in _CODECS.items() for label in (codec, *labels.split())}
_DECLARED: Final = re.compile(
    rb"""(?:charset|<\?xml[^>]{1,80}encoding)\s{0,8}=\s{0,8}["']?\s{0,8}([\w.:-]{2,30})""", re.I
)
_PARAMETER: Final = re.compile(r"""charset\s{0,8}=\s{0,8}["']?\s{0,8}([\w.:-]{2,30})""", re.IGNORECASE)
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ESCAPES: Final = b"\x1b$"
"""With it ISO-2022-JP begins what is not ASCII. To UTF-8 all of that is ASCII."""


def codec(label: str) -> str:
    """The codec that a label means, or empty if it is none that is known."""
    return _LABELS.get(label.strip().lower(), "")


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
