"""How the encoding of a web page is told."""

import pytest

from exporter.readers.charset import codec, decode_page, of_content_type
from exporter.readers.encoding import BinaryError

DUTCH = "<meta charset='{}'><p>Het café is één dag dicht – ‘vóór’ de zomer.</p>"
RUSSIAN = "<meta charset={}><p>Мост через старую гавань открыли в пятницу утром.</p>"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("UTF-8", "utf-8"),
        (" Windows-1252 ", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("latin1", "cp1252"),
        ("Shift_JIS", "cp932"),
        ("gb2312", "gb18030"),
        ("EUC-KR", "cp949"),
        ("utf-16", "utf-8"),
        ("", ""),
        ("klingon", ""),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label: str, expected: str) -> None:
    assert codec(label) == expected


@pytest.mark.parametrize("label", ["punycode", "idna", "unicode_escape", "rot13", "zip", "undefined", "utf-7", "hex"])
def test_codecs_of_python_that_are_no_encoding_of_pages_are_unknown(label: str) -> None:
    assert codec(label) == ""
    assert decode_page(f"<meta charset={label}>+AGE-xn--caf-dma".encode())[1] == "utf-8"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text/html; charset=utf-8", "utf-8"),
        ('text/html;charset="ISO-8859-1"; q=1', "ISO-8859-1"),
        ("text/html; Charset = 'windows-1251'", "windows-1251"),
        ("text/html", ""),
        ("text/html; charset=", ""),
    ],
)
def test_the_label_of_a_content_type_is_found(value: str, expected: str) -> None:
    assert of_content_type(value) == expected


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_above_all(mark: str) -> None:
    text = DUTCH.format("iso-8859-1")
    assert decode_page(text.encode(mark), "windows-1251")[0] == text


@pytest.mark.parametrize("said", ["", "iso-8859-1", "windows-1251", "no-such-thing"])
def test_utf8_is_utf8_whatever_it_declares(said: str) -> None:
    text = DUTCH.format("windows-1251")
    assert decode_page(text.encode(), said) == (text, "utf-8")


def test_utf8_with_a_damaged_byte_is_not_read_as_the_declared_encoding() -> None:
    data = (DUTCH * 30).format(*["iso-8859-1"] * 30).encode() + b"\xe9"
    text, name = decode_page(data, "iso-8859-1")
    assert name == "utf-8"
    assert text.count("één") == 30
    assert text.count("\ufffd") == 1


def test_a_few_quotes_beyond_ascii_are_no_damaged_utf8():
    text = "<meta charset=windows-1252><p>" + "The quay is open. " * 200 + "“It was time.”</p>"
    assert decode_page(text.encode("cp1252")) == (text, "cp1252")


def test_what_the_server_said_comes_before_what_the_page_declares() -> None:
    data = RUSSIAN.format("iso-8859-1").encode("cp1251")
    assert decode_page(data, "windows-1251") == (data.decode("cp1251"), "cp1251")
    assert decode_page(data, "", "windows-1251")[1] == "cp1251"


def test_what_the_page_declares_counts_if_nobody_said_anything() -> None:
    data = RUSSIAN.format("koi8-r").encode("koi8_r")
    assert decode_page(data) == (data.decode("koi8_r"), "koi8-r")


def test_a_label_that_does_not_fit_is_passed_over() -> None:
    data = "<meta charset=shift_jis><p>港の新しい橋が金曜日に開通した。</p>".encode("cp932")
    assert decode_page(data, "euc-jp", "utf-8") == (data.decode("cp932"), "cp932")


def test_an_encoding_that_is_all_ascii_is_not_taken_for_utf8() -> None:
    data = "<meta charset=iso-2022-jp><p>港の新しい橋が金曜日に開通した。</p>".encode("iso2022_jp")
    assert decode_page(data) == (data.decode("iso2022_jp"), "iso2022_jp")


def test_an_xml_declaration_declares_too() -> None:
    data = '<?xml version="1.0" encoding="iso-8859-2"?><html><p>Most został otwarty; łódź płynie</p>'.encode(
        "iso8859_2"
    )
    assert decode_page(data)[1] == "iso8859-2"


def test_nothing_declared_is_decided_by_the_bytes() -> None:
    data = "<p>Het café is één dag dicht. https://nieuws.example.nl/cafe https://x.nl</p>".encode("cp1252")
    assert decode_page(data)[0].startswith("<p>Het café is één")


def test_nul_becomes_a_visible_mark() -> None:
    text, _ = decode_page(b"<p>" + b"harbour " * 300 + b"\0</p>")
    assert "\0" not in text
    assert text.count("\ufffd") == 1


def test_images_and_packed_data_are_no_pages() -> None:
    for data in (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, b"\x1f\x8b\x08" + bytes(range(256)) * 9):
        with pytest.raises(BinaryError):
            decode_page(data, "iso-8859-1")
    with pytest.raises(ValueError, match="empty"):
        decode_page(b"")
