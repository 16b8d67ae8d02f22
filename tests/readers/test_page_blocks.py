"""The text that a page marks as its article's."""

import pytest
from lxml.html import document_fromstring

from exporter.readers.page_blocks import lines

SAID = ("The ferry runs every ten minutes.", "A second boat came on Friday.")
TEXT = "".join(f"<p>{line}</p>" for line in SAID)


def found(inner: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    return lines(document_fromstring(f"<html><body>{inner}</body></html>"))


@pytest.mark.parametrize(
    "inner",
    [
        f'<article><p>Before</p><div itemprop="articleBody">{TEXT}</div></article>',
        f"<main><p>Before</p><article>{TEXT}</article></main>",
        f"<p>Before</p><main>{TEXT}</main>",
        f'<p>Before</p><div role="main">{TEXT}</div>',
        f"<article><p>Short</p></article><article>{TEXT}</article>",
    ],
)
def test_the_closest_mark_counts_and_of_its_kind_the_longest(inner):
    assert found(inner) == (SAID, ())


def test_where_nothing_is_marked_nothing_is_found():
    assert found(f"<div>{TEXT}</div>") == ((), ())
    assert found("<main> </main>") == ((), ())


def test_headings_quotations_and_lists_are_lines_of_the_text():
    inner = (
        f"<main><h1>Ferry</h1>{TEXT}<h2>Fares</h2><blockquote><p>Never.</p></blockquote><ul><li>One<li>Two</ul></main>"
    )
    assert found(inner) == ((*SAID, "Fares", "Never.", "One", "Two"), (2,))


@pytest.mark.parametrize(
    "beside",
    [
        "<nav><p>Home</p></nav>",
        "<figure><p>x</p><figcaption>The boat</figcaption></figure>",
        '<ul class="share"><li>Share</li></ul>',
        '<ul><li><a href="/a">Mail</a></li><li><a href="/b">Print</a></li></ul>',
        '<p class="byline">By Jo Marsh</p>',
        "<time>14 February</time>",
    ],
)
def test_what_stands_around_the_text_is_left_out(beside):
    assert found(f"<article><h1>Ferry</h1>{beside}{TEXT}{beside}</article>") == (SAID, ())


def test_what_holds_most_of_the_text_is_no_furniture_whatever_its_class():
    assert found(f'<article><div class="share tags">{TEXT}</div></article>') == (SAID, ())


def test_a_text_in_no_paragraphs_is_taken_as_it_stands():
    inner = "".join(f'<div class="text">{line}</div>' for line in SAID)
    assert found(f"<article><p>Why?</p>{inner}</article>") == (("Why?", *SAID), ())


def test_the_page_stays_as_it_is():
    tree = document_fromstring(f"<html><body><main><nav>Home</nav>{TEXT}</main></body></html>")
    lines(tree)
    assert "Home" in tree.text_content()
