"""What `explain` says of each line, and that it never disagrees with `normalise`."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exporter.config.schema import Profile
from exporter.model import Article, Rejected
from exporter.normalise import Explanation, Line, Rules, explain, normalise
from tests.builders import record

RULES = Rules(profiles={"news.example": Profile(identity=r"/artikel/(\d+)-", keywords=("Ports",))})


def test_each_line_is_explained_in_its_place() -> None:
    given = record("By Ann Field", "It is open.", " ", "Why now", "Nobody knows.", "Ports", "Local news", "Share:")
    assert explain(given, RULES) == Explanation(
        (
            Line(1, given.title, "title", "the first line of an article"),
            Line(2, given.time, "time", "the line below the title"),
            Line(3, given.url, "url", "the line below the time"),
            Line(4, "", "blank", "a blank line"),
            Line(5, "By Ann Field", "byline", "a byline, above the body"),
            Line(6, "It is open.", "body", "a paragraph"),
            Line(7, " ", "blank", "a blank line"),
            Line(8, "Why now", "subhead", "a sub-head: short, no full stop, alone between prose"),
            Line(9, "Nobody knows.", "body", "a paragraph"),
            Line(10, "Ports", "keyword", "the site profile lists it under keywords"),
            Line(11, "Local news", "section", "a name under which newspapers file articles (local news)"),
            Line(12, "Share:", "share", "a share line (share)"),
        ),
        normalise(given, RULES),
    )


def test_blank_lines_in_the_header_are_counted() -> None:
    given = replace(record("It is open."), title_line=3, time_line=5, url_line=6, lines_from=7)
    lines = explain(given, RULES).lines
    assert [(line.number, line.role) for line in lines] == [
        (3, "title"),
        (4, "blank"),
        (5, "time"),
        (6, "url"),
        (7, "blank"),
        (8, "body"),
    ]


def test_a_rejected_record_is_explained_too() -> None:
    explanation = explain(replace(record("It is open.", "Share"), time="soon"), RULES)
    assert [line.role for line in explanation.lines] == ["title", "time", "url", "blank", "body", "share"]
    assert isinstance(explanation.outcome, Rejected)
    assert explanation.outcome.code == "bad-date"


def test_of_a_record_that_is_too_long_only_the_header_is_explained() -> None:
    explanation = explain(record(*["x"] * 5001), RULES)
    assert [line.role for line in explanation.lines] == ["title", "time", "url"]
    assert isinstance(explanation.outcome, Rejected)
    assert explanation.outcome.code == "too-long"


LINES = st.sampled_from(
    ["", "It is open.", "Ports", "Local news", "Share", "Read more", "By Ann Field", "https://a.example/b"]
) | st.text(max_size=40)


@given(st.lists(LINES, max_size=12), st.sampled_from(["2025-02-14T22:00:45Z", "soon"]), st.text(max_size=10))
def test_explain_and_normalise_never_disagree(lines: list[str], time: str, title: str) -> None:
    given = replace(record(*lines), time=time, title=title)
    explanation = explain(given, RULES)
    assert explanation.outcome == normalise(given, RULES)
    assert [line.text for line in explanation.lines[3:]] == list(given.lines)
    assert [line.number for line in explanation.lines] == list(range(1, len(given.lines) + 4))
    if isinstance(explanation.outcome, Article):
        shown = [line.role == "subhead" for line in explanation.lines if line.role in ("body", "subhead")]
        assert shown == [paragraph.subhead for paragraph in explanation.outcome.body]
