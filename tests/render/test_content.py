"""The body of an article as HTML and as plain text."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from exporter.model import Paragraph
from exporter.render.content import content_html, content_text, text_html
from exporter.render.escaping import text_xml
from tests.builders import article
from tests.render.texts import blocks, texts

BODY = (Paragraph("Ships & <tugs>."), Paragraph("What now?", subhead=True), Paragraph('"Nothing," said Jo.'))


def test_html_has_a_p_for_each_paragraph_and_an_h2_for_each_subhead() -> None:
    assert content_html(article(body=BODY)) == (
        '<p>Ships &amp; &lt;tugs&gt;.</p>\n<h2>What now?</h2>\n<p>"Nothing," said Jo.</p>'
    )


def test_text_has_a_blank_line_between_paragraphs_and_escapes_nothing() -> None:
    assert content_text(article(body=BODY)) == 'Ships & <tugs>.\n\nWhat now?\n\n"Nothing," said Jo.'


def test_an_empty_body_is_empty_in_both() -> None:
    assert (content_html(article(body=())), content_text(article(body=()))) == ("", "")


def test_text_that_looks_escaped_is_escaped_again_so_that_it_is_shown_as_it_was_written() -> None:
    assert text_html("Write &amp; for &") == "Write &amp;amp; for &amp;"


@given(
    st.lists(
        st.builds(Paragraph, st.text("&<>\r\n ab", max_size=5), st.sampled_from((False, False, True))), max_size=5
    ),
    st.sampled_from((str, text_xml)),
)
def test_paragraphs_escaped_and_joined_together_are_those_drawn_one_by_one(
    body: list[Paragraph], escaped: Callable[[str], str]
) -> None:
    lines = [
        escaped(f"<{tag}>{text_html(paragraph.text)}</{tag}>")
        for paragraph in body
        for tag in ["h2" if paragraph.subhead else "p"]
    ]
    assert content_html(article(body=tuple(body)), escaped) == "\n".join(lines)


@given(st.lists(st.builds(Paragraph, texts(), st.booleans()), max_size=5))
def test_a_browser_shows_exactly_the_text_and_finds_no_element_in_it(body: list[Paragraph]) -> None:
    shown = blocks(content_html(article(body=tuple(body))))
    assert shown == [("h2" if paragraph.subhead else "p", paragraph.text) for paragraph in body]
