"""Which encoding a dump is read in."""

import codecs
import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.readers.encoding import BinaryError, decode

DUTCH = (
    "Zeeën en reünies\n2025-02-14T22:00:45+0100\nhttps://nieuws.nl/artikel/1-kade\n\n"
    "De coördinatie van ’s lands havens kost € 40 miljoen, zei minister Müller.\nDe vloot is één dag te laat.\n"
)
RUSSIAN = (
    "Порт снова открыт\n2025-02-14T22:00:45+0100\nhttps://novosti.ru/1\n\n"
    "Суда вернулись в гавань после трёх недель ремонта, сообщила администрация порта в пятницу вечером.\n"
)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (DUTCH.encode(), (DUTCH, "utf-8")),
        (codecs.BOM_UTF8 + DUTCH.encode(), (DUTCH, "utf-8")),
        (codecs.BOM_UTF16_LE + DUTCH.encode("utf-16-le"), (DUTCH, "utf-16-le")),
        (codecs.BOM_UTF16_BE + DUTCH.encode("utf-16-be"), (DUTCH, "utf-16-be")),
        (codecs.BOM_UTF32_LE + DUTCH.encode("utf-32-le"), (DUTCH, "utf-32-le")),
        (codecs.BOM_UTF32_BE + DUTCH.encode("utf-32-be"), (DUTCH, "utf-32-be")),
        (DUTCH.encode("utf-16-le"), (DUTCH, "utf-16-le")),
        (DUTCH.encode("utf-16-be"), (DUTCH, "utf-16-be")),
        (RUSSIAN.encode("utf-16-le"), (RUSSIAN, "utf-16-le")),
        (RUSSIAN.encode("utf-16-be"), (RUSSIAN, "utf-16-be")),
        (DUTCH.encode("cp1252"), (DUTCH, "cp1252")),
        (RUSSIAN.encode("cp1251"), (RUSSIAN, "cp1251")),
    ],
    ids=[
        *("utf-8", "utf-8 bom", "16le bom", "16be bom", "32le bom", "32be bom", "16le", "16be", "ru 16le", "ru 16be"),
        *("cp1252 on a Western site", "cp1251 detected"),
    ],
)
def test_each_encoding_gives_the_same_text(data: bytes, expected: tuple[str, str]) -> None:
    assert decode(data) == expected


def test_a_few_damaged_bytes_do_not_make_a_text_in_utf8_another_encoding() -> None:
    body = DUTCH.encode() * 20
    data = body[:1000] + b"\xff" + body[1000:]
    assert decode(data) == (data.decode("utf-8", "replace"), "utf-8")
    assert decode(data)[0].count("\ufffd") == 1


def test_a_text_in_utf8_may_say_that_it_was_damaged_before() -> None:
    assert decode("één \ufffd".encode()) == ("één \ufffd", "utf-8")


def test_two_curly_quotes_in_english_are_windows_1252_and_no_damage() -> None:
    text = "A title\n2025-02-14\nhttps://news.example.co.uk/1\n\n" + "Plain words of English. " * 200 + "‘Yes’"
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_many_damaged_bytes_are_not_forgiven() -> None:
    damaged = DUTCH.replace("ë", "\udcff").replace("ü", "\udcfe").encode("utf-8", "surrogateescape")
    assert decode(damaged)[1] != "utf-8"


def test_a_file_cut_off_inside_its_last_character_is_read() -> None:
    data = codecs.BOM_UTF16_LE + DUTCH.encode("utf-16-le") + b"\x41"
    assert decode(data) == (DUTCH + "\ufffd", "utf-16-le")


def test_a_byte_order_mark_that_lies_is_refused() -> None:
    halves = "".join(map(chr, range(0xDC00, 0xDC80))).encode("utf-16-le", "surrogatepass")
    with pytest.raises(
        ValueError, match=r"^the byte order mark says utf-16-le, but 128 characters are not; save it as UTF"
    ):
        decode(codecs.BOM_UTF16_LE + halves)


def _zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", DUTCH)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(DUTCH.encode()), "this is gzip data, not text; unpack or convert it first"),
        (_zip(), "this is a zip archive (or an office document), not text; unpack or convert it first"),
        (b"%PDF-1.7\n" + DUTCH.encode(), "this is a PDF document, not text; unpack or convert it first"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "this is a PNG image, not text; unpack or convert it first"),
        (b"\x00" * 100, "100 of 100 bytes are control codes, so this is not text; is it the right file?"),
        (b"ab\x00\x01" * 9, "18 of 36 bytes are control codes, so this is not text; is it the right file?"),
    ],
)
def test_what_is_no_text_is_refused_and_named(data: bytes, reason: str) -> None:
    with pytest.raises(BinaryError) as error:
        decode(data)
    assert str(error.value) == reason


def test_one_stray_control_does_not_make_a_text_binary() -> None:
    assert decode(DUTCH.replace("haven", "ha\0ven").encode()) == (DUTCH.replace("haven", "ha\0ven"), "utf-8")


def test_nothing_is_refused_as_nothing() -> None:
    with pytest.raises(ValueError, match=r"^the file is empty$"):
        decode(b"")


def test_noise_is_refused_with_a_reason() -> None:
    noise = bytes(range(128, 256)) * 4
    with pytest.raises(ValueError, match=r"^no encoding gives these bytes a meaning; save the file as UTF-8$"):
        decode(noise)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused_with_a_reason(data: bytes) -> None:
    try:
        text, codec = decode(data)
    except UnicodeError:
        pytest.fail("the reason is not one for people")
    except ValueError:
        return
    assert text.encode("utf-8").decode() == text, "no half of a surrogate pair comes out"
    assert codecs.lookup(codec)
