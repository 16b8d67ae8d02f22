"""What a page states of its article in microdata."""

import pytest
from lxml.html import document_fromstring

from exporter.readers.page_microdata import MAX_ITEMS, MAX_VALUES, articles

KIND = 'itemscope itemtype="https://schema.org/NewsArticle"'


def found(inner: str) -> tuple[object, ...]:
    return articles(document_fromstring(f"<html><body>{inner}</body></html>"))


def test_an_article_states_its_properties_where_its_elements_have_them():
    inner = (
        '<meta itemprop="datePublished" content="2025-02-14T17:05:00Z"><h1 itemprop="headline">Ferry <i>again</i></h1>'
        '<time itemprop="dateModified" datetime="2025-02-15">Saturday</time><a itemprop="url" href="/ferry">here</a>'
        '<img itemprop="image" src="/a.jpg"><span itemprop="keywords">boats</span><span itemprop="keywords">sea</span>'
        '<div itemprop="articleBody"><p>The ferry runs.</p></div><span itemprop="wordCount">3</span>'
    )
    assert found(f"<div {KIND}>{inner}</div>") == (
        {
            "datePublished": "2025-02-14T17:05:00Z",
            "headline": "Ferry again",
            "dateModified": "2025-02-15",
            "url": "/ferry",
            "image": "/a.jpg",
            "keywords": ["boats", "sea"],
        },
    )


@pytest.mark.parametrize(
    "author",
    [
        '<span itemprop="author">Jo Marsh</span>',
        '<meta itemprop="author" content="Jo Marsh">',
        '<p itemprop="author">By <b itemprop="name">Jo Marsh</b></p>',
        '<p itemprop="author" itemscope itemtype="https://schema.org/Person">By <b itemprop="name">Jo Marsh</b></p>',
        '<p itemprop="author" itemscope><meta itemprop="name" content="Jo Marsh"><i itemprop="jobTitle">Editor</i></p>',
    ],
)
def test_who_wrote_it_is_what_the_name_says(author):
    assert found(f"<div {KIND}>{author}</div>") == ({"author": "Jo Marsh"},)


def test_what_is_in_another_item_is_that_ones():
    comment = (
        '<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><b itemprop="author">Rude</b></div>'
    )
    assert found(f'<div {KIND}><b itemprop="headline">Ferry</b>{comment}</div>') == ({"headline": "Ferry"},)


def test_a_picture_that_is_an_item_is_where_its_url_says():
    image = '<div itemprop="image" itemscope><meta itemprop="url" content="/a"></div>'
    assert found(f"<div {KIND}>{image}</div>") == ({"image": "/a"},)


@pytest.mark.parametrize(
    "kind", ["http://schema.org/Article", "https://schema.org/Thing https://schema.org/BlogPosting"]
)
def test_articles_of_every_kind_are_known(kind):
    assert found(f'<div itemscope itemtype="{kind}" itemid="https://a.example/1"></div>') == (
        {"@id": "https://a.example/1"},
    )


@pytest.mark.parametrize("kind", ["", "https://schema.org/WebPage", "https://schema.org/Person"])
def test_other_items_are_none(kind):
    assert found(f'<div itemscope itemtype="{kind}"><b itemprop="headline">Ferry</b></div>') == ()


def test_of_several_articles_those_that_hold_their_text_count():
    teaser = f'<div {KIND}><b itemprop="headline">Bridge</b></div>'
    story = f'<div {KIND}><b itemprop="headline">Ferry</b><p itemprop="articleBody">It runs.</p></div>'
    assert found(teaser + story + teaser) == ({"headline": "Ferry"},)
    assert len(found(teaser * 3)) == 3


def test_neither_items_nor_values_are_without_a_limit():
    assert len(found(f"<div {KIND}></div>" * 1_000)) == MAX_ITEMS
    [item] = found(f"<div {KIND}>{'<b itemprop=keywords>x</b>' * 1_000}</div>")
    assert isinstance(item, dict)
    assert len(item["keywords"]) == MAX_VALUES
