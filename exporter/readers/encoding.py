"""From bytes to text: which encoding a dump is in, decided by evidence, never by the machine's locale."""

import codecs
import re
from collections import Counter

MAX_BAD = 0.001
"""Share of bytes that may be damaged in a text that is otherwise plainly UTF-8 (or has a byte order mark)."""
MAX_CONTROLS = 0.05
"""Share of control bytes above which nobody would call it text."""

_BOMS = (  # UTF-32 LE begins with the mark of UTF-16 LE, so it comes first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"\x1f\x8b", "gzip data"),
    (b"PK\x03\x04", "a zip archive (or an office document)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstandard data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
)
_MAGIC_STARTS = tuple(start for start, _ in (*_MAGIC, *_BOMS))
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b") + b"\x7f"
_HEAD = 4096
"""Bytes in which the URL of the first article is looked for."""
_HOST = re.compile(rb"https?://([A-Za-z0-9.-]{1,253})", re.IGNORECASE)
_WESTERN = frozenset(
    b"ad at au be br ca ch cl co de dk es fi fr gb ie is it li lu mc mx nl no nz pe pt se sm uk us va za".split()
)
"""Countries whose sites, if not in UTF-8, were in Windows-1252."""
_ALPHABETS = tuple(
    frozenset(letters)
    for letters in (
        "àâæçéèêëîïôœùûüÿ",  # French
        "áàâãçéêíóôõúü",  # Portuguese
        "áéíóúñüïçàèòºª",  # Spanish, Catalan
        "àèéìíîòóùú",  # Italian
        "äöüßéàèê",  # German
        "áàâéèêëíïóöúùüçñ",  # Dutch
        "æøåéèêóòöä",  # Danish, Norwegian, Swedish, Finnish
        "áéíóúýþæöð",  # Icelandic
        "äöõüšž",  # Estonian
    )
)
"""What the languages of Windows-1252 have beyond ASCII. Together they leave little out; each leaves out much of what
Polish, Czech, Croatian or Turkish look like when misread."""
_SIGNS = frozenset("“”‘’‚„–—…€£«»°•©®™§·\xa0½²¡¿´†")
MAX_FOREIGN = 0.1
"""Share of characters beyond ASCII that may be foreign to a Western text: names."""
_CODECS = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "koi8_r", "koi8_u"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949"),
]
"""What news was ever written in. Left to all that Python knows, the detector finds DOS Baltic in English; DOS and Mac
themselves are left out for what they do to short texts."""
_LIKE = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    **dict.fromkeys(("tis-620", "iso8859-11"), "cp874"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""What is written where these are declared: they name a smaller set (WHATWG Encoding Standard, section 4.2)."""
_LABEL = re.compile(r"[\w.:-]{2,40}", re.ASCII)
_DECLARED = re.compile(
    r"utf-8|cp125[0-8]|cp866|cp874|cp932|cp949|iso8859-\d{1,2}|koi8-[ru]|gb18030|big5hkscs|euc_jp|iso2022_jp|mac-roman"
)
"""Codecs that may be declared: no others of Python are for news."""
_ESCAPE = b"\x1b$"
"""With it ISO-2022-JP begins what is not ASCII. To UTF-8 all of that is ASCII."""
_LATVIAN = frozenset("āčēģīķļņšūžŗō")
_LATVIAN_WORDS = re.compile(rb"\b(?:ir|uz|ka|kas|vai|ar)\b")
"""The commonest words that need no letter beyond ASCII, and are none of French."""
MIN_LATVIAN = 8
"""Letters beyond ASCII that a text in Windows-1257 must have to be told by them."""


class BinaryError(ValueError):
    """The bytes are no text at all."""


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text, without a byte order mark, and the name of the codec that gave it.

    `declared` is what something outside says of it, a label as HTTP and mail have them (`ISO-8859-1`), or empty.

    Tried in this order: a byte order mark; UTF-16 without a mark; strict UTF-8; UTF-8 of which at most one byte in a
    thousand is damaged (each becomes U+FFFD); what is declared; Windows-1257 if the letters are those of Latvian, and
    the first URL is not of a Western country; Windows-1252 if it is, or if it is of no country (com, org) and the
    letters are those of a Western language; a detector, if then there is a URL in the text.

    Raises:
        BinaryError: compressed, an image, or mostly control bytes; says which.
        ValueError: empty, or nothing fits; says why, in words that may follow the name of the file.
    """
    if not data:
        raise ValueError("the file is empty")
    if data.startswith(_MAGIC_STARTS):
        return _begun(data)
    if b"\0" in data and (codec := _unmarked_utf16(data)):
        return data.decode(codec), codec
    _refuse_binary(data)
    codec = codec_of(declared) if declared else ""
    if codec == "iso2022_jp" and _ESCAPE in data and (found := _strictly(data, codec)):
        return found
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _not_quite_utf8(data, codec)


def codec_of(label: str) -> str:
    """The codec that a label means, or empty if it is none that news are written in."""
    try:
        name = codecs.lookup(label.strip()).name if _LABEL.fullmatch(label.strip()) else ""
    except LookupError:
        return ""
    name = _LIKE.get(name, name)
    return name if _DECLARED.fullmatch(name) else ""


def _strictly(data: bytes, codec: str) -> tuple[str, str] | None:
    try:
        return data.decode(codec), codec
    except UnicodeDecodeError:
        return None


def _begun(data: bytes) -> tuple[str, str]:
    """What the first bytes say: no text, or in which encoding."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise BinaryError(f"this is {what}, not text; unpack or convert it first")
    bom, codec = next((bom, codec) for bom, codec in _BOMS if data.startswith(bom))
    return _marked(data[len(bom) :], codec), codec


def _marked(data: bytes, codec: str) -> str:
    text = data.decode(codec, "replace")
    bad = text.count("\ufffd") - data.count("\ufffd".encode(codec))
    if bad > max(1, len(text) * MAX_BAD):  # one: a file cut off in its last character
        raise ValueError(f"the byte order mark says {codec}, but {bad} characters are not; save it as UTF-8")
    return text


def _unmarked_utf16(data: bytes) -> str:
    """The codec if it must be UTF-16, else nothing.

    Every dump has a time and a URL, in ASCII: in UTF-16 each of those characters is a pair with one NUL, always on the
    same side.
    """
    even, odd = data[::2].count(0), data[1::2].count(0)
    codec = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) < 16 or min(even, odd) * 50 > max(even, odd):
        return ""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return ""
    return codec if "http" in text[:_HEAD].lower() else ""


def _refuse_binary(data: bytes) -> None:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > len(data) * MAX_CONTROLS:
        raise BinaryError(
            f"{controls} of {len(data)} bytes are control codes, so this is not text; is it the right file?"
        )


def _not_quite_utf8(data: bytes, declared: str) -> tuple[str, str]:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    good = sum(not character.isascii() for character in text) - bad
    # Without more whole characters than broken ones there is no sign of UTF-8: an English text in Windows-1252 with two
    # curly quotes is no damaged UTF-8.
    if good > bad and bad <= len(data) * MAX_BAD:
        return text, "utf-8"
    if declared and (found := _strictly(data, declared)):
        return found
    host = _HOST.search(data, 0, _HEAD)
    domain = host[1].rstrip(b".").rpartition(b".")[2].lower() if host else b""
    return _windows_1257(data, domain) or _windows_1252(data, domain) or _detect(data)


def _windows_1257(data: bytes, domain: bytes) -> tuple[str, str] | None:
    """Latvian. Misread as Windows-1252 it has letters of French only, but not the commonest of these, `é`.

    One in eight of its letters beyond ASCII is `š` or `ž`, where French would have Icelandic ones. In a short text the
    words between tell.
    """
    found = _strictly(data, "cp1257") if domain not in _WESTERN else None
    if found is None:
        return None
    beyond = Counter(character for character in found[0].lower() if not character.isascii() and character.isalpha())
    total = beyond.total()
    is_latvian = (
        total >= MIN_LATVIAN
        and sum(beyond[letter] for letter in _LATVIAN) >= total * (1 - MAX_FOREIGN)
        and ((beyond["š"] + beyond["ž"]) * 20 >= total or len(set(_LATVIAN_WORDS.findall(data))) >= 2)
    )
    return found if is_latvian else None


def _windows_1252(data: bytes, domain: bytes) -> tuple[str, str] | None:
    found = _strictly(data, "cp1252")
    if found is None:
        return None  # five bytes are not in it
    # Other Baltic languages misread use the letters of French: another country's domain is left to the detector.
    is_generic = len(domain) > 2 or domain == b"eu"
    return found if domain in _WESTERN or (is_generic and _reads_as_western(found[0])) else None


def _reads_as_western(text: str) -> bool:
    beyond = Counter(character for character in text.lower() if not character.isascii())
    most = beyond.total() * MAX_FOREIGN
    return any(
        sum(count for character, count in beyond.items() if character not in letters and character not in _SIGNS)
        <= most
        for letters in _ALPHABETS
    )


def _detect(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes  # 30 ms, and hardly ever needed

    best = from_bytes(data, cp_isolation=_CODECS).best()
    # It finds an encoding for noise, too. A dump has a URL, so the right one shows it.
    if best is None or "http" not in str(best).lower():
        raise ValueError("no encoding gives these bytes a meaning; save the file as UTF-8")
    return str(best), best.encoding
