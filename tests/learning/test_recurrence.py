"""Which lines recur, and where they stand."""

import pytest

from exporter.learning import chrome, positions, recurrence
from exporter.learning.openings import openings_of
from tests.learning.building import body_of, document, documents

PROMPT = "Tell the night desk what you saw, whatever the hour."
LABEL = "From our kitchen: the {0} dumplings"


def listed(found):
    """What would be listed under chrome, openings with their star."""
    lines = chrome.find(found.recurring(), frozenset(), len(found.documents))
    return {one.text for one in lines if not found.opens(one.text)} | {f"{one.text}*" for one in found.openings}


def test_a_line_below_every_body_is_furniture():
    assert listed(recurrence.study(documents(20, lambda n: document(n, PROMPT)))) == {PROMPT}


def test_a_line_that_stands_inside_the_text_is_not():
    found = recurrence.study(documents(20, lambda n: document(n, PROMPT, body_of(n + 100)[0])))
    assert listed(found) == set()
    [one] = found.recurring().values()
    assert (one.inside, one.tail) == (20, 0)
    assert chrome.is_often_inside(one)


@pytest.mark.parametrize(("inside", "is_listed"), [(3, True), (6, False)])
def test_some_may_stand_inside(inside, is_listed):
    def make(number):
        more = body_of(number + 100) if number < inside else ()
        return document(number, PROMPT, *more)

    assert listed(recurrence.study(documents(20, make))) == ({PROMPT} if is_listed else set())


def test_a_subhead_that_recurs_is_not():
    def make(number):
        first, second, third = body_of(number)
        return document(number, PROMPT, body=(first, "What now", second, "The costs", third))

    assert listed(recurrence.study(documents(20, make))) == {PROMPT}


def test_how_some_bodies_end_is_not():
    """A sentence in one article of fifteen: too few for running text, though enough for another line."""
    found = recurrence.study(documents(30, lambda n: document(n, *([PROMPT] if n < 2 else []))))
    assert listed(found) == set()


def test_below_furniture_a_sentence_may_be_as_seldom_as_another_line():
    around = ("From the shore to you", "Back to the front page of the Post")
    found = recurrence.study(documents(30, lambda n: document(n, *around, *([PROMPT] if n < 2 else []))))
    assert listed(found) == {*around, PROMPT}


def test_a_sentence_that_stands_in_a_text_too_may_not():
    around = ("From the shore to you", "Back to the front page of the Post")

    def make(number):
        first, *others = body_of(number)
        inside = [PROMPT] if number == 6 else []
        return document(number, *around, *([PROMPT] if number < 6 else []), body=(first, *inside, *others))

    assert listed(recurrence.study(documents(100, make))) == {*around}


def test_what_the_rules_know_anyhow_is_not_learnt():
    around = ("Share this article", "Facebook", "WhatsApp", "By Ann Field", "To be continued")
    assert listed(recurrence.study(documents(20, lambda n: document(n, *around)))) == set()


def test_a_name_above_some_bodies_may_be_of_who_wrote_them():
    def make(number):
        return document(number, PROMPT, top=("Ada Quayside",) if number % 3 == 0 else ())

    assert listed(recurrence.study(documents(30, make))) == {PROMPT}
    always = documents(30, lambda n: document(n, PROMPT, top=("Edition of the south",)))
    assert listed(recurrence.study(always)) == {PROMPT, "Edition of the south"}


def test_of_lines_with_different_endings_the_opening_is_learnt():
    assert listed(recurrence.study(documents(20, lambda n: document(n, LABEL, PROMPT)))) == {
        "From our kitchen: *",
        PROMPT,
    }


def test_an_opening_of_body_lines_is_not():
    """In half of the articles it stands last, in the others it does not."""

    def make(number):
        said = f"According to the harbour office, {body_of(number + 100)[0]}"[:150] + "."
        body = body_of(number)
        return document(number, PROMPT, body=(*body, said) if number % 2 else (body[0], said, *body[1:]))

    assert listed(recurrence.study(documents(20, make))) == {PROMPT}


def test_where_everything_recurs_it_is_text():
    """A report of the weather, or of the prices of herring."""

    def make(number):
        body = (
            f"The wind over the harbour is of force {number}.",
            f"The water at the old quay stands at {number} feet.",
        )
        return document(number, body=body)

    found = recurrence.study(documents(20, make))
    assert listed(found) == set()
    assert found.figures() == []


def test_openings_end_with_a_word_or_before_a_figure():
    assert list(openings_of("More from the quay today")) == ["More from ", "More from the ", "More from the quay "]
    assert list(openings_of("Comments (12)")) == ["Comments ("]
    assert list(openings_of("Readers: 12")) == ["Readers: "]
    assert list(openings_of("Day 12 of it")) == ["Day 12 of "]


def test_lines_that_only_figures_change_are_told_and_reach_further():
    """`Read 7 times` has an opening too short to list; what stands above it stands around the body all the same."""
    found = recurrence.study(documents(20, lambda n: document(n, "From the shore to you", "{0} times read")))
    assert listed(found) == {"From the shore to you"}
    [(count, text, place)] = found.figures()
    assert (count, text.endswith(" times read"), place.startswith("dumps: ")) == (20, True, True)


def test_of_one_article_under_two_titles_only_one_counts():
    """All of its lines would recur."""
    twice = [
        document(number // 2, title=f"Headline {number}", path=f"/news/{number}-quay/{{0}}") for number in range(20)
    ]
    assert len(positions.distinct(twice)) == 10
    assert recurrence.study(twice).recurring() == {}


def test_articles_with_the_same_furniture_are_not_one_article():
    long = "You can reach the night desk of the Quayside Post at any hour, and somebody always answers you."
    found = documents(20, lambda n: document(n, long, long + " Always.", body=body_of(n)[:1]))
    assert len(positions.distinct(found)) == 20


def test_case_and_spelling_do_not_count_and_most_decide():
    def make(number):
        return document(number, "BACK TO THE SHORE, and further" if number < 4 else "Back to the shore, and further")

    assert listed(recurrence.study(documents(20, make))) == {"Back to the shore, and further"}
