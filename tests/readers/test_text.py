"""What the reader of the text format makes of a dump."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exporter.model import Dump, Record, Rejected
from exporter.readers import read, stream
from exporter.readers.text import MAX_BYTES, MAX_LINE
from tests.builders import SHARED

DUMP = Dump(source="dumps", name="a.txt", location="/x/a.txt", size=0, mtime=0)
SEED = SHARED / "seeds" / "000_994c02dd919a356e.txt"

ONE = "Kade weer open\n2025-02-14T22:00:45+0100\nhttps://news.example/artikel/1-kade\n\nDe kade is open.\nDeel artikel:"
TWO = "Brug weer dicht\n2025-02-15T08:00:00+0100\nhttps://news.example/artikel/2-brug\n\nDe brug is dicht.\nDelen"
FIRST = Record(
    source="dumps",
    dump="a.txt",
    title="Kade weer open",
    time="2025-02-14T22:00:45+0100",
    url="https://news.example/artikel/1-kade",
    lines=("", "De kade is open.", "Deel artikel:"),
)
SECOND = Record(
    source="dumps",
    dump="a.txt",
    title="Brug weer dicht",
    time="2025-02-15T08:00:00+0100",
    url="https://news.example/artikel/2-brug",
    lines=("", "De brug is dicht.", "Delen"),
)


def records(text: str) -> list[Record | Rejected]:
    return read(DUMP, text.encode())


def moved(record: Record, by: int) -> Record:
    return replace(
        record,
        title_line=record.title_line + by,
        time_line=record.time_line + by,
        url_line=record.url_line + by,
        lines_from=record.lines_from + by,
    )


def test_the_real_dump_is_read_as_it_stands() -> None:
    if not SEED.exists():
        pytest.skip(f"no real dump at {SEED}")
    data = SEED.read_bytes()
    (found,) = read(DUMP, data)
    assert isinstance(found, Record)
    lines = data.decode().split("\n")
    assert found == Record(
        source="dumps",
        dump="a.txt",
        title=lines[0],
        time="2025-02-14T22:00:45+0100",
        url=lines[2],
        lines=tuple(lines[3:]),
    )
    assert len([line for line in found.lines if line]) == 16
    assert found.lines[-1] == "Deel artikel:"


def test_an_article_without_a_final_line_end_is_whole() -> None:
    assert records(ONE) == [FIRST]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
    text = ONE.replace("\n", end)
    assert records(text) == records(text + end) == [FIRST]


def test_line_ends_of_several_kinds_may_be_mixed() -> None:
    assert records(ONE.replace("\n", "\r\n") + "\n" + TWO.replace("\n", "\r")) == [FIRST, moved(SECOND, 6)]


@pytest.mark.parametrize("inside", ["\x85", "\u2028", "\u2029", "\v", "\f"])
def test_no_paragraph_is_torn_where_line_ends_are_others(inside: str) -> None:
    (found,) = records(ONE.replace("De kade", f"De{inside}kade"))
    assert found == replace(FIRST, lines=("", f"De{inside}kade is open.", "Deel artikel:"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n\n \n" + ONE, moved(FIRST, 3)),
        ("\ufeff\n" + ONE, moved(FIRST, 1)),
        (ONE.replace("\n\n", "\n"), replace(FIRST, lines=FIRST.lines[1:])),
        (ONE.replace("\n2025", "\n\n2025"), replace(moved(FIRST, 1), title_line=1)),
        (ONE.replace("\nhttps", "\n\n\nhttps"), replace(moved(FIRST, 2), title_line=1, time_line=2)),
        (ONE.replace("\nDeel", "\n\nDeel"), replace(FIRST, lines=("", "De kade is open.", "", "Deel artikel:"))),
        (ONE + "\n\n\n", FIRST),
        ("  " + ONE.replace("\n2025", "\t\n 2025"), FIRST),
        (ONE.replace("\n", "\n\n"), None),
    ],
    ids=[
        "leading",
        "leading bom",
        "none",
        "after title",
        "after time",
        "between paragraphs",
        "trailing",
        "spaces",
        "all",
    ],
)
def test_blank_lines_may_be_too_many_or_too_few(text: str, expected: Record | None) -> None:
    double = replace(
        FIRST,
        lines=("", "", "", "De kade is open.", "", "Deel artikel:"),
        time_line=3,
        url_line=5,
        lines_from=6,
    )
    assert records(text) == [expected or double]


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n\n", "\r\n", "\n\ufeff", "\n\f\n"])
def test_dumps_on_end_are_articles_each_with_its_lines(between: str) -> None:
    text = ONE + between + TWO
    gap = text[: text.index("Brug")].replace("\r\n", "\n").count("\n")
    assert records(text) == [FIRST, moved(SECOND, gap)]


def test_a_thousand_dumps_on_end_are_a_thousand_articles() -> None:
    found = records("\n".join([ONE, TWO] * 500))
    assert found == [moved(record, 6 * number) for number, record in enumerate([FIRST, SECOND] * 500)]


@pytest.mark.parametrize(
    "stated",
    [
        *("2025-02-14", "20250214T220045Z", "2025-W07-5", "1739566845", "1739566845123", "20250214220045"),
        *("Fri, 14 Feb 2025 22:00:45 +0100", "Fri Feb 14 22:00:45 CET 2025", "14-Feb-2025 10:11", "14/02/2025 22:00"),
        *("14 februari 2025 22:00", "vrijdag 14 februari 2025 om 22.00 uur", "14. Februar 2025, 22.00 Uhr"),
        *("Veröffentlicht am 14. Februar 2025", "Published on Friday, February 14, 2025", "Publié le 14 février 2025"),
        *("Freitag, den 14. Februar 2025 um 22:00 Uhr", "14 février 2025 à 22h00", "1er mars 2025"),
        *("February 14, 2025 10:00 PM", "Feb. 14, 2025, 10 p.m.", "14 Feb 25 22:00", "14.02.2025"),
        *("2025-02-31", "2025-13-45T99:99", "0000-00-00 00:00:00", "31 juni 2025", "0001-01-01T00:00:00"),
    ],
)
def test_a_time_of_any_form_starts_an_article_even_one_that_does_not_exist(stated: str) -> None:
    text = "\n".join([ONE, TWO.replace(SECOND.time, stated), ONE])
    assert records(text) == [FIRST, replace(moved(SECOND, 6), time=stated), moved(FIRST, 12)]


@pytest.mark.parametrize("stated", ["gisteren", "not a date", "n/a", "-", "Datum onbekend", "14 helmikuuta 2025"])
def test_an_article_between_two_whose_time_nobody_can_read_stays_apart(stated: str) -> None:
    text = "\n".join([ONE, TWO.replace(SECOND.time, stated), ONE])
    assert records(text) == [FIRST, replace(moved(SECOND, 6), time=stated), moved(FIRST, 12)]


@pytest.mark.parametrize("url", ["ftp://news.example/2", "file:///artikel/2", "feed://news.example/2"])
def test_an_article_between_two_whose_url_is_no_link_is_rejected_alone(url: str) -> None:
    first, rejected, last = records("\n".join([ONE, TWO.replace(SECOND.url, url), ONE]))
    assert (first, last) == (FIRST, moved(FIRST, 12))
    reason = f"not an http(s) URL, expected below title and time: {url}"
    assert rejected == Rejected("dumps", "a.txt", 9, "no-url", reason)


@pytest.mark.parametrize(
    "quoted",
    [
        ("https://other.example/1",),
        ("2025-02-14",),
        ("Bron:", "https://other.example/1", "", "Meer volgt."),
        ("Lees ook:", "Kade dicht", "https://other.example/1", "", "Meer volgt."),
        ("Het begon op 14 februari 2025.", "https://other.example/1", "", "Meer volgt."),
        ("2025-02-14", "Daarna: https://other.example/1"),
        ("2025-02-14", "Zie https://other.example/1 en verder"),
        ("https://a.example/1", "2025-02-14", "https://b.example/1"),
        ("Lees ook", "https://a.example/1", "https://b.example/1", "", "Meer volgt."),
        ("Een zin.", "Nog een zin.", "https://other.example/1", "", "Meer volgt."),
        ("Een zin.", "De brug van gisteren is weer open", "https://other.example/1", "", "Meer volgt."),
        ("Een zin.", "Brug dicht", "https://other.example/1", "Meer volgt."),
        ("Een zin.", "2025-02-14", "ftp://other.example/1"),
    ],
)
def test_a_body_may_quote_urls_and_dates(quoted: tuple[str, ...]) -> None:
    text = ONE.replace("Deel artikel:", "\n".join((*quoted, "Deel artikel:")))
    assert records(text) == [replace(FIRST, lines=("", "De kade is open.", *quoted, "Deel artikel:"))]


@pytest.mark.parametrize(
    ("text", "line", "code", "reason"),
    [
        ("", 1, "empty", "the file is empty"),
        ("\n \r\n\ufeff\u200b\n", 1, "empty", "there is nothing but white space in it"),
        ("Titel", 1, "no-header", "an article begins with a title, a time and a URL; there is only: Titel"),
        (
            "\n\nTitel\n2025-02-14\n",
            3,
            "no-header",
            "an article begins with a title, a time and a URL; there is only: Titel",
        ),
        (
            "Titel\n2025-02-14\nDe kade is \x1b[2Jopen.\n",
            3,
            "no-url",
            r"not an http(s) URL, expected below title and time: De kade is \x1b[2Jopen.",
        ),
        (
            "Titel\n2025-02-14\njavascript:alert(1)\n\nx",
            3,
            "no-url",
            "not an http(s) URL, expected below title and time: javascript:alert(1)",
        ),
        (
            "Titel\n\nhttps://news.example/1\n\nx",
            3,
            "no-time",
            "the URL where the time was expected: https://news.example/1",
        ),
        (
            "Titel\n" + "2" * 5000 + "\nhttps://news.example/1",
            2,
            "too-large",
            "a header line of 5,000 characters; at most 4,096 may be: '" + "2" * 79 + "…'",
        ),
        (
            "Titel\n2025-02-14\nhttps://news.example/1\n\n" + "x" * (MAX_LINE + 1),
            5,
            "too-large",
            "a line of 262,145 characters; at most 262,144 make a paragraph",
        ),
    ],
)
def test_what_cannot_be_a_record_is_rejected_where_it_fails(text: str, line: int, code: str, reason: str) -> None:
    assert records(text) == [Rejected("dumps", "a.txt", line, code, reason)]


def test_bytes_that_are_no_text_are_rejected_by_what_they_are() -> None:
    assert read(DUMP, b"%PDF-1.7", "text") == [
        Rejected("dumps", "a.txt", 1, "binary", "this is a PDF document, not text; unpack or convert it first")
    ]
    assert read(DUMP, b"\x81\x8d\x8f\x90\x9d\xff" * 60) == [
        Rejected("dumps", "a.txt", 1, "undecodable", "no encoding gives these bytes a meaning; save the file as UTF-8")
    ]


def test_a_dump_over_the_limit_is_rejected_unread_and_one_at_it_is_read() -> None:
    assert read(DUMP, b"\n" * (MAX_BYTES + 1)) == [
        Rejected("dumps", "a.txt", 1, "too-large", "the dump is over 16 MiB (16,777,217 bytes); split it")
    ]
    assert read(DUMP, ONE.encode().ljust(MAX_BYTES, b"\n")) == [FIRST]


def test_a_broken_first_article_costs_nobody_but_itself() -> None:
    broken = "Titel\nZomaar een tekst zonder tijd.\nEn zonder URL."
    assert records("\n".join([broken, ONE, TWO])) == [
        Rejected("dumps", "a.txt", 3, "no-url", "not an http(s) URL, expected below title and time: En zonder URL."),
        moved(FIRST, 3),
        moved(SECOND, 9),
    ]


def test_an_over_long_line_costs_nobody_but_its_article() -> None:
    long = ONE.replace("De kade is open.", "x" * (MAX_LINE + 1))
    assert records("\n".join([TWO, long, TWO])) == [
        SECOND,
        Rejected("dumps", "a.txt", 11, "too-large", "a line of 262,145 characters; at most 262,144 make a paragraph"),
        moved(SECOND, 12),
    ]


def test_the_encoding_is_part_of_the_record() -> None:
    assert read(DUMP, ONE.encode("utf-16")) == [replace(FIRST, encoding="utf-16-le")]


def test_auto_takes_it_for_text_and_an_unknown_name_is_an_error() -> None:
    assert read(DUMP, ONE.encode(), "text") == read(DUMP, ONE.encode(), "auto") == [FIRST]
    with pytest.raises(KeyError):
        read(DUMP, ONE.encode(), "nonsense")


@pytest.mark.parametrize("text", [ONE, "\n".join([ONE, TWO, "Titel"]), "", "Titel", "\ufeff" + ONE])
def test_a_stream_gives_what_the_whole_gives(text: str) -> None:
    assert list(stream(DUMP, io.BytesIO(text.encode()))) == records(text)
    assert list(stream(DUMP, io.BytesIO(text.encode()), "text")) == records(text)


@pytest.mark.parametrize("title", ["[Video] Kade open", "{Satire}", '{"Kade open"}', "<b>Kade open</b>", "[[Kade]]"])
@pytest.mark.parametrize("name", ["a.txt", "a", "a.json", "a.jsonl", "a.html", "a.xml", "a.gz"])
def test_a_title_that_looks_like_another_format_is_a_title(title: str, name: str) -> None:
    (found,) = read(replace(DUMP, name=name), ONE.replace(FIRST.title, title).encode())
    assert found == replace(FIRST, title=title, dump=name)


UNSEEN = " \x85\xad\u200b\u200e\u200f\u2060\ufeff"
"""What the lines below may have at their ends and the reader takes for blank."""
LINE = st.one_of(
    st.sampled_from(
        ["", " ", "Titel", "2025-02-14", "gisteren", "https://news.example/1", "Een zin.", "\ufeff", "x\x85y"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), max_size=12),
)


@given(st.lists(LINE, max_size=25))
def test_no_line_is_lost_or_given_twice_and_every_number_is_exact(lines: list[str]) -> None:
    text = "\n".join(["Titel", *lines, "Slot", ""])
    numbered = dict(enumerate(text.split("\n"), 1))
    found = records(text)
    told: list[int] = []
    for record in found[1:] if isinstance(found[0], Rejected) else found:
        assert isinstance(record, Record), "only what stands before the first header can be no article"
        header = (record.title_line, record.time_line, record.url_line)
        assert [numbered[number].strip(UNSEEN) for number in header] == [record.title, record.time, record.url]
        body = range(record.lines_from, record.lines_from + len(record.lines))
        assert record.lines == tuple(numbered[number] for number in body)
        told += [*header, *body]
    if isinstance(found[0], Rejected):  # it answers for all lines above the first article
        told += range(1, min(told, default=len(numbered) + 1))
    assert len(told) == len(set(told))
    assert [line for number, line in numbered.items() if number not in told and line.strip(UNSEEN)] == []


@pytest.mark.parametrize(
    "line", ["1 " * 500_000, "14 feb " * 150_000, "a" * 1_000_000, "\ufeff " * 300_000, "Mon, " * 200_000]
)
def test_a_line_of_a_megabyte_costs_no_more_than_its_length(line: str) -> None:
    # Anything quadratic in it would take hours, and is noticed by whoever waits.
    found = records(f"Titel\n{line}\nhttps://news.example/1\n\n{ONE}")
    assert found[-1] == moved(FIRST, 4)
