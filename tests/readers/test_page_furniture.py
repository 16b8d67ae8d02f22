"""What is dropped of a page before its text is looked for, and what is not."""

import pytest
from lxml.html import document_fromstring, fragment_fromstring

from exporter.readers.page_furniture import drop, is_beside

TEXT = "<p>The ferry runs every ten minutes.</p>"


def left(inner: str) -> list[str]:
    tree = document_fromstring(f"<html><body><main>{inner}</main></body></html>")
    drop(tree, "https://www.harbourpost.example/news/storm/")
    return [found for piece in tree.itertext() if (found := piece.strip())]


@pytest.mark.parametrize(
    "names",
    [
        "ad",
        "ads",
        "AD",
        "ad-slot",
        "ad_unit--wide",
        "inline-ad",
        "x advertisement",
        "anzeige",
        "reklama",
        "adsbygoogle",
    ],
)
def test_the_label_of_an_advertisement_is_dropped_and_what_follows_it_stays(names):
    assert left(f'{TEXT}<div class="{names}"><span>Anzeige</span></div>and more') == [TEXT[3:-4], "and more"]
    assert left(f'<div id="{names}">Anzeige</div>{TEXT}') == [TEXT[3:-4]]


@pytest.mark.parametrize(
    "names", ["no-ads", "has-ad", "ad-free", "with-adverts", "address", "adventure", "load", "reading", "advice", "pad"]
)
def test_other_classes_are_none_of_an_advertisement(names):
    assert left(f'<div class="{names}">{TEXT}</div>') == [TEXT[3:-4]]


def test_what_has_more_text_than_a_label_is_none():
    assert len(left(f'<div class="ad">{TEXT * 10}</div>')) == 10
    assert len(left(f'<div class="ad">{"<b>a</b>" * 60}</div>')) == 60


def test_an_article_is_no_advertisement_whatever_its_class_says():
    assert left(f'<article class="ad">{TEXT}</article>') == [TEXT[3:-4]]


def test_the_line_of_a_date_is_dropped_but_not_those_of_a_live_blog():
    dated = '<p class="date">14.2.2025</p>'
    assert left(dated + TEXT) == [TEXT[3:-4]]
    assert left(f'<p class="date">Nobody knows when</p>{TEXT}') == ["Nobody knows when", TEXT[3:-4]]
    assert left(f'<p><b class="time">14:05</b> The boat leaves.</p>{TEXT}')[0] == "14:05"
    assert left((dated + TEXT) * 3).count("14.2.2025") == 3


CARD = '<article><h3><a href="/bridge">Bridge reopens</a></h3><p>It was shut for a year.</p></article>'


def test_the_teaser_of_another_article_is_dropped_where_the_page_has_an_article_with_its_headline():
    story = f"<article><h1>Ferry</h1>{TEXT}</article>"
    assert left(story + CARD) == ["Ferry", TEXT[3:-4]]
    linked = '<article><a href="/bridge"><h3>Bridge reopens</h3></a></article>'
    assert left(story + linked) == ["Ferry", TEXT[3:-4]]
    assert left(f"<h1>Ferry</h1>{CARD}") == ["Ferry", "Bridge reopens", "It was shut for a year."]


@pytest.mark.parametrize(
    "update",
    [
        CARD.replace("/bridge", "#update-1"),
        CARD.replace("/bridge", "?update=1"),
        CARD.replace("/bridge", "/news/storm?update=1"),
        CARD.replace("/bridge", "https://www.harbourpost.example/news/storm/#update-1"),
        CARD.replace("<article", '<article itemprop="liveBlogUpdate"'),
        "<article><h3>Bridge reopens</h3><p>It was shut for a year.</p></article>",
        CARD.replace("year", "year " * 200),
    ],
)
def test_an_update_is_no_teaser(update):
    assert "Bridge reopens" in left(f"<article><h1>Ferry</h1>{TEXT}</article>{update}")


@pytest.mark.parametrize(
    "element",
    [
        "<aside>x</aside>",
        '<div class="article__share">x</div>',
        '<p class="byline">x</p>',
        '<ul id="tags">x</ul>',
        '<div itemprop="author">x</div>',
        '<div role="navigation">x</div>',
        "<p hidden>x</p>",
    ],
)
def test_what_stands_beside_a_text_is_known_by_its_tag_its_role_or_its_classes(element):
    assert is_beside(fragment_fromstring(element))


@pytest.mark.parametrize("element", ["<p>x</p>", '<p class="shareholders update">x</p>', '<div role="main">x</div>'])
def test_other_elements_are_text(element):
    assert not is_beside(fragment_fromstring(element))
