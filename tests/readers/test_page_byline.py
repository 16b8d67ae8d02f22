"""Who wrote an article, by what its page shows."""

import pytest
from lxml.html import document_fromstring

from exporter.readers.page_byline import authors


def found(inner: str) -> list[str]:
    return authors(document_fromstring(f"<html><body><main>{inner}</main></body></html>"))


@pytest.mark.parametrize(
    ("inner", "names"),
    [
        ('<a rel="author" href="/jo">Jo Marsh</a><p class="byline">By Ann Ley</p>', ["Jo Marsh"]),
        ('<p class="byline">By <span class="author-name">Jo Marsh</span>, Quay</p>', ["Jo Marsh"]),
        ('<span class="author vcard"><b class="fn n">Jo Marsh</b></span>', ["Jo Marsh"]),
        ('<div class="article__author__name">Jo Marsh</div>', ["Jo Marsh"]),
        ('<p class="byline">By Jo Marsh</p><p class="byline">By Jo Marsh</p>', ["By Jo Marsh"]),
        ('<div class="article-byline">Jo Marsh</div><div class="post-author">Ann Ley</div>', ["Jo Marsh", "Ann Ley"]),
    ],
)
def test_links_go_before_names_and_names_before_bylines(inner, names):
    assert found(inner) == names


@pytest.mark.parametrize(
    "inner",
    [
        "<p>By Jo Marsh</p>",
        '<p class="authority">Jo Marsh</p>',
        '<p class="byline">By Jo Marsh, 14 February 2025</p>',
        f'<p class="byline">{"By Jo Marsh " * 20}</p>',
        '<p class="byline"> </p>',
        '<div class="comments"><b class="author">Rude</b></div>',
        '<aside><b class="author">Jo Marsh</b></aside>',
        '<article class="card"><b class="author">Jo Marsh</b></article>',
        "".join(f'<p class="byline">By Jo {name}</p>' for name in "ABCDE"),
    ],
)
def test_what_may_be_about_something_else_names_nobody(inner):
    assert found(inner) == []
