"""An article is compared with its truth line by line and field by field; what is not known is not counted."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from exporter.config.schema import Profile
from exporter.model import Record
from exporter.normalise import Rules, explain
from exporter.quality.scoring import Mistake, Score, Tally, score
from exporter.quality.truth import Truth
from tests.builders import record

RULES = Rules(site_language="en")
"""Of texts as short as these, the language is that of the site."""
LINES = ("It is open.", "Ships came back.", "Sport", "Share:", "Facebook")


def scored(roles: tuple[str, ...], given: Record | None = None, **fields: object) -> tuple[Score, list[Mistake]]:
    given = given or record(*LINES)
    return score(Truth(dump="a.txt", roles=("blank", *roles), **fields), given, explain(given, RULES))  # type: ignore[arg-type]


def test_what_is_read_as_it_is_gives_full_marks():
    one, mistakes = scored(("body", "body", "section", "share", "share"))
    assert mistakes == []
    assert (one.body, one.lost, one.furniture, one.removed, one.shares, one.shares_left) == (2, 0, 3, 3, 2, 0)
    assert (one.precision, one.recall, one.whole, one.labelled) == (1, 1, 1, 1)


def test_a_body_line_that_was_taken_for_furniture_is_lost():
    one, (mistake,) = scored(("body", "body", "body", "share", "share"))
    assert (one.body, one.lost, one.removed, one.whole) == (3, 1, 2, 0)
    assert one.precision == pytest.approx(2 / 3)
    assert (mistake.kind, mistake.line, mistake.truth, mistake.found) == ("lost", 7, "body", "section")
    assert mistake.why.startswith("Sport (")


def test_furniture_that_stays_in_the_body_is_left_and_share_lines_are_counted_apart():
    one, mistakes = scored(("body", "share", "section", "share", "share"))
    assert (one.furniture, one.removed, one.shares, one.shares_left) == (4, 3, 3, 1)
    assert one.recall == 0.75
    assert [(mistake.kind, mistake.line) for mistake in mistakes] == [("left", 6)]


def test_a_line_that_may_be_either_is_not_counted_whatever_became_of_it():
    one, mistakes = scored(("either", "body", "either", "share", "share"))
    assert mistakes == []
    assert (one.body, one.furniture) == (1, 2)


def test_a_subhead_is_a_line_of_the_body():
    assert scored(("subhead", "body", "section", "share", "share"))[0].lost == 0
    assert scored(("body", "body", "subhead", "share", "share"))[0].lost == 1


def test_roles_are_counted_from_the_line_below_the_url_wherever_the_article_begins():
    given = replace(record(*LINES), title_line=11, time_line=12, url_line=13, lines_from=14)
    one, mistakes = scored(("body", "body", "body", "share", "share"), given)
    assert one.lost == 1
    assert mistakes[0].line == 17


def test_lines_that_the_truth_does_not_reach_are_not_counted():
    one, _ = scored(("body",))
    assert (one.body, one.furniture, one.labelled) == (1, 0, 1)


def test_lines_that_are_not_there_are_lost_or_left():
    one, mistakes = scored(("body", "body", "section", "share", "share", "body", "share"))
    assert (one.lost, one.shares_left) == (1, 1)
    assert {mistake.why for mistake in mistakes} == {" (no such line was read)"}


def test_without_roles_only_fields_are_compared():
    given = record(*LINES)
    one, _ = score(Truth(dump="a.txt", title=given.title), given, explain(given, RULES))
    assert (one.articles, one.labelled, one.body, one.precision, one.recall) == (1, 0, 0, None, None)
    assert one.fields == {"title": Tally(1, 1)}


def test_fields_are_compared_whole_and_what_is_wrong_is_shown():
    given = record(*LINES)
    one, mistakes = scored(
        ("body", "body", "section", "share", "share"),
        given,
        title=given.title,
        published=datetime(2001, 1, 1, tzinfo=UTC),
        sections=("Sport", "Local"),
        keywords=(),
        language="en-GB",
    )
    assert one.fields["title"] == one.fields["keywords"] == one.fields["language"] == Tally(1, 1)
    assert one.fields["published"] == one.fields["sections"] == Tally(0, 1)
    assert "authors" not in one.fields
    wrong = {mistake.kind: (mistake.truth, mistake.found) for mistake in mistakes}
    assert wrong["sections"] == ("Sport, Local", "Sport")
    assert wrong["published"][0] == "2001-01-01T00:00:00+00:00"


def test_of_a_rejected_article_no_field_is_right_but_its_lines_count():
    given = replace(record(*LINES), time="soon")
    one, mistakes = scored(("body", "body", "section", "share", "share"), given, title=given.title, sections=())
    assert (one.rejected, one.removed, one.fields) == (1, 3, {"title": Tally(0, 1), "sections": Tally(0, 1)})
    assert mistakes[0].kind == "rejected"
    assert mistakes[0].found == "bad-date"


def test_of_an_article_that_is_not_found_everything_is_lost_and_left():
    one, _ = score(Truth(dump="a.txt", roles=("blank", "body", "share"), title="T"), None, None)
    assert (one.articles, one.rejected, one.lost, one.removed, one.shares_left) == (1, 1, 1, 0, 1)
    assert one.fields == {"title": Tally(0, 1)}


def test_scores_add_up():
    right, _ = scored(("body", "body", "section", "share", "share"), title="Another")
    wrong, _ = scored(("body", "body", "body", "share", "share"), language="en")
    both = right + wrong
    assert (both.articles, both.body, both.lost, both.whole, both.labelled) == (2, 5, 1, 1, 2)
    assert both.fields == {"title": Tally(0, 1), "language": Tally(1, 1)}
    assert Score() + right == right == right + Score()


def test_a_profile_changes_what_is_measured():
    rules = Rules(profiles={"news.example": Profile(chrome=("Ships came back.",))})
    given = record(*LINES)
    truth = Truth(dump="a.txt", roles=("blank", "body", "teaser", "section", "share", "share"))
    assert score(truth, given, explain(given, RULES))[0].removed == 3
    assert score(truth, given, explain(given, rules))[0].removed == 4
