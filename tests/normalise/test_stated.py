"""What a dump states besides its text: kept if it can be used, and never a reason to reject an article."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exporter.model import Paragraph, Publisher, Stated
from exporter.normalise import language, stated
from exporter.normalise.clock import Clock
from tests.builders import utc

PUBLISHED = utc("2025-02-14T21:00:45")
ZONE = Clock(ZoneInfo("Europe/Amsterdam"))
BODY = (Paragraph("The quay is open again."),)


def test_names_are_cleaned_and_keep_their_order():
    assert stated.names(["  Harbour\u00a0news ", "", "Ships &amp; trains"]) == ("Harbour news", "Ships & trains")


def test_a_sentence_is_no_name_and_hundreds_are_too_many():
    assert stated.names(["x" * 121, "Harbour"]) == ("Harbour",)
    assert len(stated.names(str(number) for number in range(400))) == 50


@pytest.mark.parametrize(
    ("found", "names"),
    [
        (("Mara Lindqvist",), ("Mara Lindqvist",)),
        (("By Mara Lindqvist and Tom Oakes",), ("Mara Lindqvist", "Tom Oakes")),
        (("https://news.example/authors/mara", "mara@news.example", "Mara Lindqvist"), ("Mara Lindqvist",)),
        (("Redactie", "Staff", "By Staff Reporter", "Reuters", "admin", "12 min read"), ()),
        (("Anna Lesná, Petr Horák",), ("Anna Lesná", "Petr Horák")),
        (("Anna Lesná; Petr Horák",), ("Anna Lesná", "Petr Horák")),
        (("Lesná, Anna; Horák, Petr",), ("Lesná, Anna", "Horák, Petr")),
        (("Alice Mården och Olle Lind",), ("Alice Mården", "Olle Lind")),
        (("Horák, Petr",), ("Horák, Petr",)),
        (("Van den Berg, Jan Willem",), ("Van den Berg, Jan Willem",)),
        (("Field & Sons",), ("Field & Sons",)),
        (("Ministry of Ships, Quays and Piers",), ("Ministry of Ships, Quays and Piers",)),
        (("【高橋花子】",), ("高橋花子",)),
        (("高橋花子、田村一郎",), ("高橋花子", "田村一郎")),
        (("ジョン・フィールド",), ("ジョン・フィールド",)),
        (("홍길동, 김철수",), ("홍길동", "김철수")),
        (("(Nell Oakes)",), ("Nell Oakes",)),
        (("Nell (Oakes)",), ("Nell (Oakes)",)),
        ((" ; ", "()"), ()),
    ],
)
def test_authors_are_people_not_addresses(found, names):
    assert stated.authors(found) == names


@pytest.mark.parametrize(
    ("modified", "updated"),
    [
        ("2025-02-15T08:00:00+01:00", "2025-02-15T07:00:00"),
        ("2025-02-15 08:00:00", "2025-02-15T07:00:00"),  # in the zone of the source
        ("2025-02-13T08:00:00Z", "2025-02-14T21:00:45"),  # before it was published
        ("yesterday", "2025-02-14T21:00:45"),
        ("0001-01-01", "2025-02-14T21:00:45"),
        ("", "2025-02-14T21:00:45"),
    ],
)
def test_it_was_updated_when_it_says_so_if_that_is_later(modified, updated):
    assert stated.updated(Stated(modified=modified), PUBLISHED, ZONE) == utc(updated)


def test_what_is_relative_is_so_to_when_the_page_was_fetched():
    one = Stated(modified="2 hours ago", fetched="2025-02-16T08:00:00Z")
    assert stated.updated(one, PUBLISHED, ZONE) == utc("2025-02-16T06:00:00")
    assert stated.fetched(Stated(fetched="yesterday"), ZONE) is None


def test_what_states_nothing_was_never_updated():
    assert stated.updated(None, PUBLISHED, ZONE) == PUBLISHED


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("The island line sails again.", "The island line sails again."),
        ("The island line sails ag…", "The quay is open again."),
        ("The island line sails ag [...]", "The quay is open again."),
        ("", "The quay is open again."),
        (" \u200b", "The quay is open again."),
    ],
)
def test_a_summary_is_taken_if_it_is_whole(summary, expected):
    assert stated.summarised(Stated(summary=summary), BODY) == expected


def test_a_long_summary_is_cut_as_one_of_ours():
    assert len(stated.summarised(Stated(summary="A long sentence about ships. " * 30), BODY)) <= 300


def test_a_summary_of_our_own_is_taken_as_it_is():
    assert stated.summarised(Stated(summary="It was cut by us…", own=True), BODY) == "It was cut by us…"


@pytest.mark.parametrize(
    ("url", "image"),
    [
        ("HTTPS://CDN.example/a.jpg", "https://cdn.example/a.jpg"),
        ("javascript:alert(1)", ""),
        ("/a.jpg", ""),
        ("data:image/png;base64,AAAA", ""),
        ("", ""),
    ],
)
def test_a_picture_has_an_address_that_all_can_open(url, image):
    assert stated.image(Stated(image=url)) == image


def test_rights_are_a_line_not_a_contract():
    assert stated.rights(Stated(rights=" © Harbour\nWire ")) == "© Harbour Wire"
    assert stated.rights(Stated(rights="x" * 501)) == ""
    assert stated.rights(None) == ""


def test_a_publisher_is_a_name():
    assert stated.publisher(Stated(publisher=" Harbour Wire ")) == Publisher(name="Harbour Wire")
    assert stated.publisher(Stated(publisher="x" * 200)) is None
    assert stated.publisher(None) is None


def test_where_a_publisher_is_found_is_taken_of_our_own_rows_only_and_only_if_it_can_be_opened():
    one = Stated(publisher="Wire", publisher_url="https://wire.example/", publisher_logo="javascript:x")
    assert stated.publisher(one) == Publisher(name="Wire")
    assert stated.publisher(replace(one, own=True)) == Publisher(name="Wire", url="https://wire.example/")


def test_other_urls_of_the_same_text_are_taken_of_our_own_rows_only():
    one = Stated(same_as=("HTTPS://Wire.example/b#x", "javascript:x"))
    assert stated.same_as(one) == ()
    assert stated.same_as(replace(one, own=True)) == ("https://wire.example/b",)


def test_a_summary_that_says_it_is_ours_and_is_longer_than_those_is_not():
    assert len(stated.summarised(Stated(summary="A sentence on ships. " * 40, own=True), BODY)) <= 300


@pytest.mark.parametrize(
    ("found", "tag"),
    [
        ("en", "en"),
        ("PT_br", "pt-BR"),
        ("en_US.UTF-8", "en-US"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("nl-NL", "nl-NL"),
        ("und", ""),
        ("English", ""),
        ("en; drop", ""),
        ("", ""),
    ],
)
def test_a_language_is_a_tag_in_its_usual_form(found, tag):
    assert language.well_formed(found) == tag
    assert stated.tag(Stated(language=found)) == tag


DUTCH = ["Het kabinet heeft vandaag besloten dat de haven weer open gaat voor alle schepen van het eiland."]


@pytest.mark.parametrize(("said", "expected"), [("nl-BE", "nl-BE"), ("nl", "nl"), ("en", "nl"), ("", "nl")])
def test_the_text_goes_before_what_a_page_says_of_its_site_unless_that_says_more(said, expected):
    assert language.find(("", ""), "De haven gaat weer open", DUTCH, said) == expected


def test_what_is_configured_goes_before_all():
    assert language.find(("", "fy"), "De haven gaat weer open", DUTCH, "nl-BE") == "fy"


def test_what_is_said_helps_where_the_text_does_not():
    assert language.find((), "", ["12 - 4"], "sv", "en") == "sv"
    assert language.find((), "", ["12 - 4"], "", "en") == "en"


@given(st.text(max_size=300))
def test_whatever_is_stated_nothing_is_raised(found):
    one = Stated(modified=found, authors=(found,), language=found, summary=found, image=found, publisher=found)
    assert stated.updated(one, PUBLISHED, ZONE) >= PUBLISHED
    for part in (stated.names, stated.authors):
        assert all(len(name) <= 120 for name in part((found,)))
    assert len(stated.summarised(one, BODY)) <= 300
    assert "javascript" not in stated.image(one)
    assert len(stated.rights(one)) <= 500
    assert stated.publisher(one) is None or stated.tag(one) is not None
