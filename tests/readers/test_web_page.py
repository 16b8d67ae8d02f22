"""What the reader of web pages makes of them."""

import io
import json
import logging
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter.model import Record, Rejected, Stated
from exporter.readers import page_body, web_page
from exporter.readers.web_page import MAX_BYTES, from_page
from tests.readers.shapes import PLACE

PAGES = Path(__file__).parent / "pages"
TEXT = (
    "The harbour ferry will run every ten minutes from Monday, twice as often as it does now, the council said.",
    "A second boat, built in the yard on the north bank, has been through its trials and will carry ninety people.",
    "Fares stay as they are until the autumn, when the council will look at how many passengers there are.",
)
URL = "https://www.harbourpost.example/news/ferry"
CANONICAL = f'<link rel="canonical" href="{URL}">'
DATED = '<meta property="article:published_time" content="2025-02-14T17:05:00Z">'
TITLE = "<title>Ferry twice as often</title>"
HEAD = TITLE + CANONICAL + DATED


def page(head: str = HEAD, text: str = "".join(f"<p>{line}</p>" for line in TEXT), heading: str = "") -> bytes:
    """A page with this in its head, and this in its body."""
    nav = '<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>'
    return f"<!doctype html><html><head>{head}</head><body>{nav}<main>{heading}{text}</main></body></html>".encode()


def linked(**properties: object) -> str:
    """A NewsArticle in JSON-LD."""
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **properties}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def read(data: bytes, url: str = "", **more: str) -> Record:
    found = from_page(PLACE, data, url, 1, **more)
    assert isinstance(found, Record), found
    return found


def rejected(data: bytes, url: str = "") -> Rejected:
    found = from_page(PLACE, data, url, 7)
    assert isinstance(found, Rejected), found
    assert found.line == 7
    assert found.reason
    return found


def sample(name: str) -> bytes:
    return (PAGES / f"{name}.html").read_bytes()


def stated(found: Record) -> Stated:
    assert found.stated is not None
    return found.stated


def test_a_page_with_a_graph_gives_all_that_it_states_and_nothing_around_the_text():
    found = read(sample("graph"))
    assert found.title == "Brücke am Alten Hafen ist wieder offen"
    assert found.time == "2025-02-14T21:00:45+00:00"
    assert found.url == "https://www.kuestenbote.example/hafen/bruecke-offen/"
    assert found.stated == Stated(
        modified="2025-02-15T08:30:00+00:00",
        authors=("Ole Brandt",),
        sections=("Hafen",),
        keywords=("Brücke", "Alter Hafen"),
        language="de-DE",
        summary="Seit Freitag rollt der Verkehr wieder.",
        image="https://www.kuestenbote.example/bilder/bruecke.jpg",
        publisher="Küstenbote Verlag",
    )
    assert found.format == "html"
    assert found.pure
    assert [found.lines[number] for number in found.subheads] == ["Drei Monate länger", "Was die Anwohner sagen"]
    assert found.lines[4] == "Pfeiler eins und vier sind neu gegründet"
    assert len(found.lines) == 9
    text = " ".join(found.lines)
    for chrome in ("Teilen", "Kommentare", "Na endlich", "Meistgelesen", "Impressum", "Sport", "Foto", "show_ad"):
        assert chrome not in text


def test_a_page_with_opengraph_alone_gives_as_much():
    found = read(sample("opengraph"))
    assert found.title == "Ferry to run every ten minutes"
    assert found.time == "2025-02-14T17:05:00Z"
    assert found.url == "https://www.harbourpost.example/news/2025/ferry-ten-minutes"
    assert found.stated == Stated(
        modified="2025-02-14T18:00:00Z",
        authors=("Jo Marsh",),
        sections=("Transport",),
        keywords=("ferry", "council"),
        language="en",
        summary="A second boat doubles the service from Monday.",
        image="https://www.harbourpost.example/images/ferry.jpg",
        publisher="Harbour Post",
    )
    assert [found.lines[number] for number in found.subheads] == ["Fares unchanged"]
    assert len(found.lines) == 5


def test_a_page_with_dublin_core_and_no_url_is_read_if_it_is_known_where_it_stood():
    data = sample("dublin_core")
    assert rejected(data).code == "no-url"
    found = read(data, "https://gazette.example/marche")
    assert (found.title, found.url) == ("Le marché couvert rouvre samedi", "https://gazette.example/marche")
    assert found.time == "2025-02-13T19:40:00+01:00"  # of the same day as DC.date, with the hour
    assert found.encoding == "cp1252"
    assert stated(found).authors == ("Anaïs Roche",)
    assert stated(found).rights == "© Gazette des Vallées"
    assert found.lines[1].endswith("à l’entrée de la rue Haute.")


def test_an_old_page_in_a_table_that_states_nothing_is_read_by_what_its_url_says():
    found = read(sample("bare_table"), "http://ferry.example/2025/02/14/twice.htm")
    assert (found.title, found.time) == ("Ferry twice as often", "2025-02-14")
    assert len(found.lines) == 4
    assert rejected(sample("bare_table"), "http://ferry.example/twice.htm").code == "no-time"


def test_a_page_for_telephones_leads_to_the_page_itself():
    found = read(sample("amp"), "https://courier.example.net/ferry-twice/amp")
    assert found.url == "https://courier.example.net/ferry-twice"
    assert found.time == "2025-02-14T17:05:00Z"
    assert stated(found).publisher == "The Courier"
    assert len(found.lines) == 3


def test_a_live_blog_is_one_article_with_its_updates_in_it():
    found = read(sample("live_blog"))
    assert found.title == "Storm over the coast: latest updates"
    assert (found.time, stated(found).modified) == ("2025-02-14T06:00:00Z", "2025-02-14T19:50:00Z")
    assert stated(found).authors == ("Jo Marsh", "Ann Ley")
    assert len(found.subheads) == 8
    assert len(found.lines) == 16


def test_microdata_states_the_times():
    found = read(sample("microdata"))
    assert (found.time, stated(found).modified) == ("2025-02-14T17:05:00+00:00", "2025-02-14T18:05:00+00:00")


def test_the_text_in_the_json_ld_counts_where_no_article_is_found_on_the_page():
    said = "It left at noon. Ninety people were on it.\n\nIt came back."
    shown = "<div>Share</div><div>It left at noon. Ninety people were on it.</div><div>It came back.</div>"
    data = page(HEAD + linked(articleBody=said), shown).replace(b"main>", b"div>")
    assert [line for line in read(data).lines if line] == said.split("\n\n")


def test_microdata_states_an_article_however_short_and_goes_before_what_is_said_for_social_networks():
    kind = 'itemscope itemtype="https://schema.org/NewsArticle"'
    person = 'itemprop="author" itemscope itemtype="https://schema.org/Person"'
    organisation = 'itemprop="publisher" itemscope itemtype="https://schema.org/Organization"'
    shown = (
        f'<article {kind}><h1 itemprop="headline">Ferry runs again</h1><p {person}><b itemprop="name">Jo Marsh</b></p>'
        f'<time itemprop="datePublished" datetime="2025-02-14T18:00:00+01:00">14-02-2025 18:00</time>'
        f'<div itemprop="articleBody"><p>It left at noon.</p><p>Nobody was on it.</p></div>'
        f'<div {organisation}><meta itemprop="name" content="Harbour Post"></div></article>'
    )
    tags = '<meta property="og:title" content="Ferry!"><meta name="author" content="Harbour Post Ltd">'
    found = read(page(CANONICAL + tags, shown))
    assert (found.title, found.time) == ("Ferry runs again", "2025-02-14T18:00:00+01:00")
    assert (stated(found).authors, stated(found).publisher) == (("Jo Marsh",), "Harbour Post")
    assert found.lines == ("It left at noon.", "Nobody was on it.")
    linked_one = linked(headline="Ferry at noon", url=URL, author={"@type": "Person", "name": "Ann Ley"})
    both = read(page(CANONICAL + tags + linked_one, shown))
    assert (both.title, stated(both).authors) == ("Ferry at noon", ("Ann Ley",))
    assert (both.time, stated(both).publisher) == ("2025-02-14T18:00:00+01:00", "Harbour Post")


@pytest.mark.parametrize(
    ("url", "headline"),
    [('<a itemprop="url" href="/news/bridge">', "Bridge reopens"), ('<a href="/news/bridge">', "Bridge reopens")],
)
def test_the_microdata_of_a_teaser_is_not_this_articles(url, headline):
    kind = 'itemscope itemtype="https://schema.org/Article"'
    teaser = f'<div {kind}>{url}<b itemprop="headline">{headline}</b></a><i itemprop="author">Rude</i></div>'
    shown = "".join(f"<p>{line}</p>" for line in TEXT) + teaser
    found = read(page(HEAD + linked(headline="Ferry twice as often", url=URL), shown))
    assert (found.title, stated(found).authors) == ("Ferry twice as often", ())
    if "itemprop" in url:
        assert read(page(HEAD, shown)).title == "Ferry twice as often"


SHORT = (
    '<h1>Ferry twice as often</h1><p class="byline">By Jo Marsh</p>'
    '<ul class="share"><li><a href="/f">Share</a></li></ul>'
    '<div class="body"><p>It left at noon.</p><h2>Full</h2><p>Ninety people were on it.</p><div class="ad">Advert</div>'
    '<figure><img src="/a.jpg" alt=""><figcaption>The ferry</figcaption></figure><p>It came back.</p></div>'
    '<div class="tags"><ul><li><a href="/b">Boats</a></li></ul></div>'
)


@pytest.mark.parametrize("tag", ["article", "main", "section"])
def test_a_short_text_has_its_lines_and_nothing_of_what_stands_around_it(tag):
    kind = '<meta property="og:type" content="article">'
    found = read(page(kind + HEAD, f"<{tag}>{SHORT}</{tag}>"))
    assert found.lines == ("It left at noon.", "Full", "Ninety people were on it.", "It came back.")
    assert found.subheads == (1,)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("船は月曜日から毎日十分おきに出ると港の役所が金曜日に発表した。", 6),
        ("다리는 월요일부터 다시 열린다고 시가 금요일에 밝혔다.", 6),
    ],
)
def test_a_page_that_states_nothing_needs_half_the_characters_where_they_say_twice_as_much(line, number):
    lines = tuple(f"{count}{line}" for count in range(number))
    head = TITLE + CANONICAL + '<meta name="date" content="2025-02-14">'
    assert read(page(head, "".join(f"<p>{line}</p>" for line in lines))).lines == lines
    assert rejected(page(head, f"<p>{line}</p>")).code == "not-an-article"


def test_neither_the_label_of_an_advertisement_nor_a_date_is_a_line_of_the_text():
    text = '<div class="ad-slot">Anzeige</div>'.join(f"<p>{line}</p>" for line in TEXT)
    shown = f'<div class="body"><h2>Boats</h2>{text}</div>'
    assert read(page(text=f'<article><p class="post-date">14.2.2025</p>{shown}</article>')).lines == ("Boats", *TEXT)


def test_a_day_found_by_its_class_counts_though_it_is_no_line():
    kind = '<meta property="og:type" content="article">'
    shown = '<p class="post-date">14 February 2025</p>' + "".join(f"<p>{line}</p>" for line in TEXT)
    found = read(page(kind + TITLE + CANONICAL, shown))
    assert (found.time, found.lines) == ("2025-02-14", TEXT)


@pytest.mark.parametrize(
    ("name", "encoding", "title", "lines"),
    [
        ("shift_jis", "cp932", "港の新しい橋が開通", 4),
        ("windows_1251", "cp1251", "Мост открыт", 4),
        ("arabic", "utf-8", "افتتاح الجسر الجديد", 4),
    ],
)
def test_pages_in_other_scripts_are_read(name, encoding, title, lines):
    found = read(sample(name))
    assert (found.encoding, found.title, len(found.lines)) == (encoding, title, lines)


def test_a_list_of_articles_is_no_article():
    assert rejected(sample("index")).code == "not-an-article"


@pytest.mark.parametrize(
    "data",
    [
        page(TITLE + '<link rel="canonical" href="https://www.harbourpost.example/">' + DATED),
        page(HEAD.replace(DATED, "") + linked().replace("NewsArticle", "CollectionPage")),
        page(HEAD.replace(DATED, ""), "<p>Page not found.</p>"),
        page(HEAD.replace(DATED, ""), "".join(f'<p><a href="/{line}">{line}</a></p>' for line in TEXT)),
        b"<!-- nothing but a comment -->",
    ],
    ids=["front", "collection", "short", "links", "comment"],
)
def test_other_pages_are_no_articles_either(data):
    assert rejected(data).code == "not-an-article"


@pytest.mark.parametrize(
    ("missing", "code"), [(CANONICAL, "no-url"), (DATED, "no-time"), (TITLE, "no-title")], ids=["url", "time", "title"]
)
def test_an_article_that_lacks_something_is_told_by_its_code(missing, code):
    kind = '<meta property="og:type" content="article">'
    assert rejected(page(kind + HEAD.replace(missing, ""))).code == code


def test_an_article_without_a_text_is_told():
    assert rejected(page(text="")).code == "no-text"


def test_the_text_in_the_json_ld_counts_where_the_page_shows_far_less():
    whole = "\n\n".join(TEXT)
    teaser = f"<p>{TEXT[0]}</p>"
    assert read(page(HEAD + linked(articleBody=whole), teaser)).lines == (TEXT[0], "", TEXT[1], "", TEXT[2])
    assert read(page(HEAD + linked(articleBody=TEXT[0]))).lines == TEXT


@pytest.mark.parametrize(
    ("stated_title", "shown"),
    [
        ('<meta property="og:title" content="Ferry twice as often | Harbour Post">', "Ferry twice as often"),
        ('<meta property="og:title" content="Harbour Post - Ferry twice as often">', "Ferry twice as often"),
        ('<meta property="og:title" content="渡船加倍_Harbour Post">', "渡船加倍"),
        ('<meta property="og:title" content="Ferry | twice | as often">', "Ferry | twice | as often"),
        ("<title>Ferry twice\n as often – Harbour Post</title>", "Ferry twice as often"),
    ],
)
def test_the_name_of_the_site_is_cut_off_a_title_if_the_page_says_that_name(stated_title, shown):
    site = '<meta property="og:site_name" content="Harbour Post">'
    assert read(page(stated_title + site + CANONICAL + DATED)).title == shown


def test_the_heading_of_the_page_is_no_text_even_if_the_stated_title_differs():
    found = read(page(HEAD + linked(headline="Ferry: what changes on Monday"), heading="<h1>Ferry twice as often</h1>"))
    assert (found.title, found.lines) == ("Ferry: what changes on Monday", TEXT)


def test_a_link_may_name_the_author_if_it_does_not_name_everybodys():
    links = [
        f'<p>By <a rel="author" href="/by/{name}">{name}</a></p>' for name in ("Jo Marsh", "Ann Ley", "C", "D", "E")
    ]
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    assert stated(read(page(text="".join(links[:2] * 3) + text))).authors == ("Jo Marsh", "Ann Ley")
    assert stated(read(page(text="".join(links) + text))).authors == ()


def test_a_lead_that_stands_apart_is_the_first_line_of_the_text_and_stands_there_once():
    lead = "Twice as many boats will cross the harbour, and none of them will be late again."
    text = f"<p>{TEXT[0]}</p><h2>Full</h2>" + "".join(f"<p>{line}</p>" for line in TEXT[1:] * 5)
    heading = "<h1>Ferry twice as often</h1>"
    head = f'<header>{heading}<p class="standfirst">{lead}</p><p class="byline">Jo Marsh</p></header>'
    found = read(page(text=f'<article>{head}<div class="article-body">{text}</div></article>'))
    assert (found.lines[:3], found.subheads) == ((lead, TEXT[0], "Full"), (2,))
    assert " ".join(found.lines).count(lead) == 1
    inner = f'<div class="article-body"><p class="lead">{lead}</p>{text}</div>'
    within = read(page(text=f"<article>{heading}{inner}</article>"))
    assert within.lines == found.lines


def test_a_byline_names_the_author_where_the_page_states_none():
    shown = '<p class="byline">By Jo Marsh</p>' + "".join(f"<p>{line}</p>" for line in TEXT)
    found = read(page(text=shown))
    assert (stated(found).authors, found.lines) == (("By Jo Marsh",), TEXT)
    assert stated(read(page(HEAD + '<meta name="author" content="Ann Ley">', shown))).authors == ("Ann Ley",)


def test_a_headline_that_is_cut_off_is_taken_from_the_page():
    heading = "<h1>The harbour ferry will run twice as often from Monday</h1>"
    found = read(page(HEAD + linked(headline="The harbour ferry will run twice…"), heading=heading))
    assert found.title == "The harbour ferry will run twice as often from Monday"
    assert found.lines == TEXT


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/news/ferry?id=1", "https://www.harbourpost.example/news/ferry?id=1"),
        ("ferry", "https://www.harbourpost.example/a/ferry"),
        ("//other.example/ferry", "https://other.example/ferry"),
        ("https://www.harbourpost.example/", "https://www.harbourpost.example/a/b"),
        ("javascript:alert(1)", "https://www.harbourpost.example/a/b"),
        ("javascript://x.example/%0aalert(1)", "https://www.harbourpost.example/a/b"),
        ("ftp://files.example/ferry", "https://www.harbourpost.example/a/b"),
        ("file:///etc/passwd", "https://www.harbourpost.example/a/b"),
        ("http://[::1", "https://www.harbourpost.example/a/b"),
        ("", "https://www.harbourpost.example/a/b"),
    ],
)
def test_what_the_page_gives_as_its_url_is_made_absolute_or_passed_over(href, url):
    head = TITLE + DATED + f'<link rel="canonical" href="{href}">'
    assert read(page(head), "https://www.harbourpost.example/a/b").url == url


def test_a_relative_url_in_a_page_from_nowhere_is_none():
    assert rejected(page(TITLE + DATED + '<link rel="canonical" href="/news/ferry">')).code == "no-url"


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0045)https://www.harbourpost.example/news/ferry -->",
        "<!--\n Page saved with SingleFile \n url: https://www.harbourpost.example/news/ferry \n-->",
    ],
)
def test_a_browser_that_saved_a_page_noted_its_url(comment):
    data = page(TITLE + DATED).replace(b"<html>", b"<html>" + comment.encode())
    assert read(data).url == URL


@pytest.mark.parametrize(
    ("tags", "time"),
    [
        ((("date", "2025-02-14"), ("article:published_time", "2025-02-14T17:05:00Z")), "2025-02-14T17:05:00Z"),
        (
            (("article:published_time", "2025-02-14T17:05"), ("date", "2025-02-14T17:05+01:00")),
            "2025-02-14T17:05+01:00",
        ),
        ((("article:published_time", "0001-01-01T00:00:00Z"), ("pubdate", "2025-02-14")), "2025-02-14"),
        ((("article:published_time", "-0001-11-30T00:00:00Z"), ("dc.date", "14 Feb 2025")), "14 Feb 2025"),
        ((("article:published_time", "1970-01-01T00:00:00Z"), ("date", "2025-02-14")), "2025-02-14"),
        ((("parsely-pub-date", "None"), ("date", "1739552700")), "1739552700"),
    ],
)
def test_the_time_is_the_first_that_can_be_one(tags, time):
    kind = '<meta property="og:type" content="article">'
    metas = "".join(f'<meta name="{name}" content="{value}">' for name, value in tags)
    assert read(page(kind + TITLE + CANONICAL + metas)).time == time


def test_the_json_ld_of_another_article_is_not_this_ones():
    teasers = "".join(
        linked(headline=f"Bridge {number}", datePublished="2020-01-01T00:00:01Z", url=f"https://x.example/{number}")
        for number in range(3)
    )
    found = read(page(teasers + HEAD))
    assert (found.title, found.time) == ("Ferry twice as often", "2025-02-14T17:05:00Z")
    own = linked(headline="Ferry!", datePublished="2025-02-14T18:00:00Z", url=URL + "/#top")
    assert read(page(teasers + own + HEAD)).title == "Ferry!"


def test_no_page_passes_for_a_row_of_our_own():
    key = {"@type": "PropertyValue", "propertyID": "key", "value": "url:x.example/1"}
    row = {"@id": "urn:uuid:00000000-0000-5000-8000-000000000001", "url": URL, "headline": "Ferry", "identifier": [key]}
    found = read(page(HEAD + linked(**row, datePublished="2025-02-14T18:00:00Z", articleBody="<b>x</b>")))
    assert not stated(found).own
    assert (found.title, found.lines) == ("Ferry", TEXT)


def test_a_broken_json_ld_leaves_the_tags():
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Fer</script>'
    assert read(page(broken + HEAD)).title == "Ferry twice as often"


def test_what_the_server_said_of_the_encoding_is_heard():
    data = page(text="".join(f"<p>{line} Мост через старую гавань.</p>" for line in TEXT)).decode().encode("cp1251")
    assert read(data, headers_charset="windows-1251").lines[0].endswith("Мост через старую гавань.")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "binary"),
        (b"x" * (MAX_BYTES + 1), "too-large"),
        (page(text=("<div>" + "<b>x</b>" * 50 + "</div>") * 600), "too-large"),
        (page(text="<div>" * 100_000 + "x" + "</div>" * 100_000), "too-large"),
        (page(text="<p>x</p>" * 4_000), "too-large"),
        (page(text=("<div>" * 200 + "x" + "</div>" * 200) * 100), "too-large"),
        (page(text="<p>" + "x" * 10_500_000), "too-large"),
    ],
    ids=["nothing", "blank", "mark", "image", "bytes", "elements", "depth", "children", "effort", "text"],
)
def test_what_is_no_page_or_too_much_of_one_is_told(data, code):
    assert rejected(data).code == code


def test_the_limit_of_elements_is_above_a_live_blog_of_a_day():
    updates = "".join(f"<div><h2>Update {n}</h2><p>{TEXT[0]} {n}</p><p>{TEXT[1]}</p></div>" for n in range(1_500))
    data = page(text=f"<section>{updates}</section>")
    assert len(read(data).lines) == 4_500


def test_a_file_is_read_to_its_end_however_small_its_pieces(monkeypatch):
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(100, size or 100))

    [found] = web_page.read(PLACE, Slow(page()))
    assert isinstance(found, Record)
    assert found.lines == TEXT


def test_entities_and_files_are_never_read(tmp_path):
    canary = tmp_path / "canary"
    canary.write_text("CANARY")
    doctype = f'<!DOCTYPE html [<!ENTITY a SYSTEM "{canary.as_uri()}"><!ENTITY b "BOMB"><!ENTITY c "&b;&b;">]>'
    data = page(text="".join(f"<p>{line} &a; &c;</p>" for line in TEXT)).replace(b"<!doctype html>", doctype.encode())
    text = " ".join(read(data).lines)
    assert "CANARY" not in text
    assert "BOMBBOMB" not in text


def test_nothing_is_fetched(monkeypatch):
    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    frame = '<iframe src="http://canary.example/"></iframe><img src="http://canary.example/i.png">'
    link = '<link rel="stylesheet" href="http://canary.example/s.css"><base href="http://canary.example/">'
    for data in (page(link + HEAD, frame + "".join(f"<p>{line}</p>" for line in TEXT)), b"http://canary.example/"):
        from_page(PLACE, data, "http://canary.example/x", 1)


def test_the_libraries_say_nothing(caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        for name in ("bare_table", "index"):
            from_page(PLACE, sample(name), "", 1)
        from_page(PLACE, page(HEAD.replace(DATED, ""), "<p>x"), URL, 1)
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


def test_the_same_page_gives_the_same_record_under_any_hash_seed_and_on_any_day():
    code = (
        "import sys, pathlib, time_machine\n"
        "from exporter.readers.web_page import from_page\n"
        "from tests.readers.shapes import PLACE\n"
        "with time_machine.travel(float(sys.argv[1])):\n"
        "    for path in sorted(pathlib.Path(sys.argv[2]).iterdir()):\n"
        "        print(ascii(from_page(PLACE, path.read_bytes(), 'https://x.example/a/2040/01/05/b', 1)))\n"
    )
    root = Path(__file__).parents[2]
    given_by = {
        subprocess.run(
            [sys.executable, "-c", code, clock, str(PAGES)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, clock, zone in (("1", "1000000000", "UTC"), ("2", "2000000000", "Asia/Tokyo"))
    }
    assert len(given_by) == 1
    assert next(iter(given_by)).count("Record(") == len(list(PAGES.iterdir())) - 1


def test_a_day_found_in_the_text_does_not_depend_on_today():
    kind = '<meta property="og:type" content="article">'
    data = page(
        kind + TITLE + CANONICAL, '<div class="date">14 February 2025</div>' + "".join(map("<p>{}</p>".format, TEXT))
    )
    for now in (1_000_000_000, 2_000_000_000):
        with time_machine.travel(now):
            assert read(data).time == "2025-02-14"


def test_without_the_extra_a_page_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    page_body.require.cache_clear()
    try:
        found = rejected(page())
    finally:
        page_body.require.cache_clear()
    assert found.code == "needs-extra"
    assert 'pip install "exporter[html]"' in found.reason


def test_a_failure_of_the_library_leaves_what_the_page_marks_as_its_text(monkeypatch):
    import trafilatura

    def fail(*_args: object, **_more: object) -> None:
        raise RecursionError

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    assert read(page()).lines == TEXT
    assert rejected(page().replace(b"main>", b"div>")).code == "no-text"


def test_the_library_does_not_remember_every_long_page():
    from trafilatura.utils import trim

    for number in range(30):
        read(page(text="".join(f"<p>{number}{line * 1_000}</p>" for line in TEXT)))
    assert trim.cache_info().currsize < 30 * len(TEXT)


FRAGMENTS = st.sampled_from(
    [
        *("<p>", "</p>", "<div>", "</div", "<!--", "-->", "<![CDATA[", "]]>", "[", "]", "}", "<svg>", "<h1>", TEXT[0]),
        *("<script type='application/ld+json'>", "</script>", '{"@type":"NewsArticle","headline":', '"x",', "'>"),
        *(
            "<meta property='og:title' content='",
            "<time datetime='2025-02-14'>",
            "<title>",
            "<base href='http://[::1'>",
        ),
        *("&#0;", "&#xD800;", "\0", "\ud7ff", "<link rel=canonical href='", "https://a.example/1", "<table><tr><td>"),
    ]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=300), st.lists(FRAGMENTS, max_size=30).map(lambda all_: "".join(all_).encode())))
def test_any_bytes_are_a_record_or_a_reject(data):
    [found] = web_page.read(PLACE, io.BytesIO(data))
    assert isinstance(found, Record | Rejected)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="htps:/[]@%?#.x1\\\0 ", max_size=20))
def test_any_url_gives_a_record_or_a_reject(url):
    linked_url = linked(headline="Ferry", url=url, image=url, mainEntityOfPage={"@id": url})
    for data in (
        page(),
        page(HEAD + linked_url),
        page(TITLE + DATED + f'<base href="{url}"><link rel=canonical href="/a">'),
    ):
        for found in (from_page(PLACE, data, url, 1), from_page(PLACE, data, f"http://{url}", 1)):
            assert isinstance(found, Record | Rejected)


@pytest.mark.parametrize("name", ["graph", "opengraph", "live_blog", "shift_jis"])
def test_a_page_cut_anywhere_is_a_record_or_a_reject(name):
    data = sample(name)
    for end in range(0, len(data), max(1, len(data) // 25)):
        assert isinstance(from_page(PLACE, data[:end], URL, 1), Record | Rejected)


@pytest.mark.parametrize("code", [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0x85, 0xFFFE, 0xFFFF])
def test_no_control_ends_the_reading_wherever_it_stands(code):
    """lxml refuses some where text is moved, as behind a script that is dropped."""
    hostile = chr(code).encode("utf-8", "surrogatepass")
    data = sample("graph").replace(b"</script>", b"</script>" + hostile).replace(b"<p>", hostile + b"<p>" + hostile)
    found = from_page(PLACE, data.replace(b"</p>", hostile + b"</p>"), URL, 1)
    assert isinstance(found, Record), found
    assert found.lines
