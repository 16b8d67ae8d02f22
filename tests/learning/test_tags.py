"""Which short lines are sections, which keywords, and what the others are."""

import pytest
from msgspec.structs import replace

from exporter.learning import recurrence, tags
from exporter.learning.gathering import judged
from exporter.learning.proposing import propose
from exporter.normalise import evidence
from tests.learning.building import RULES, document, documents, stating

SHARE = "Share this article"
NAMES = ("Shoreline", "Old Town", "Boatyards", "Farmland")


def found_in(made, stated=()):
    found = recurrence.study(made)
    return tags.find(found.documents, stated, found.lines, evidence.site(None))


def named(found):
    return {one.text for one in found.sections.values()}, {one.text for one in found.keywords.values()}


def test_short_lines_beside_a_share_line_that_recur_are_sections():
    assert named(found_in(documents(20, lambda n: document(n, NAMES[n % 4], SHARE)))) == ({*NAMES}, set())


def test_a_line_of_nearly_every_article_files_none_away():
    found = found_in(documents(20, lambda n: document(n, "My account", NAMES[n % 4], SHARE)))
    assert named(found) == ({*NAMES}, set())


def test_without_furniture_and_without_the_site_saying_so_there_are_none():
    assert named(found_in(documents(20, lambda n: document(n, NAMES[n % 4])))) == (set(), set())


def test_the_url_says_that_a_line_is_a_section():
    def make(number):
        name = NAMES[number % 4]
        return document(number, name, path=f"/{name.lower().replace(' ', '-')}/{{0}}")

    found = found_in(documents(20, make))
    assert named(found) == ({*NAMES}, set())
    assert set(found.reasons.values()) == {"5 of their URLs say so"}


def test_where_urls_name_the_sections_what_they_do_not_name_is_a_keyword():
    def make(number):
        name = NAMES[number % 4]
        return document(number, name, "Herring", SHARE, path=f"/{name.lower().replace(' ', '-')}/{{0}}")

    made = [make(n) if n % 2 else document(n, NAMES[0], SHARE, path="/shoreline/{0}") for n in range(20)]
    assert named(found_in(made)) == ({"Shoreline", "Old Town", "Farmland"}, {"Herring"})


def test_dumps_that_state_sections_name_those_of_lines_too():
    made = documents(20, lambda n: document(n, NAMES[n % 4]))
    json = [judged_of(stating(n, NAMES[n % 4])) for n in range(40, 60)]
    assert named(found_in(made, json))[0] == {*NAMES}


def test_sections_that_only_dumps_state_are_found():
    json = [judged_of(stating(n, "Shoreline", f"Once {n}")) for n in range(20)]
    found = tags.find([], json, {}, evidence.site(None))
    assert {key: count for key, (_, count, _) in found.stated.items()} == {"shoreline": 20}


def judged_of(record):
    document = judged(record, RULES)
    assert document is not None
    assert document.lines == ()
    return document


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (lambda n: f"Topic {'abcdefghijklmnopqrstuvwxyz'[n % 25]}{n // 50}", "keywords"),
        (lambda n: f"Rover{n} Wanderers", "lists"),
        (lambda n: None, ""),
    ],
)
def test_other_short_lines_are_keywords_if_some_come_again_and_lists_if_none_does(other, said):
    def make(number):
        rare = other(number)
        return document(number, NAMES[number % 2], *([rare] if rare else []), SHARE)

    assert found_in(documents(100, make)).others == said


def test_many_articles_of_few_rare_names_are_neither():
    """Sixty small sections, say."""

    def make(number):
        return document(number, NAMES[number % 2], f"Ward {'abcdefghijklmnopqrstuvwxyz'[number // 8]}", SHARE)

    found = found_in(documents(200, make))
    assert (found.others, found.rare) == ("unsure", 200)


@pytest.mark.parametrize(
    ("name", "folder", "same"),
    [
        ("Cultuur & Media", "cultuur-en-media", True),
        ("Économie", "economie", True),
        ("Old Town", "old-town", True),
        ("Town", "old-town", False),
        ("Old Town", "town", False),
    ],
)
def test_a_folder_says_what_a_name_says(name, folder, same):
    assert tags.is_named_by(name, {folder}) is same


def test_folders_are_those_above_the_article_and_subdomains():
    assert tags.folders_of("https://www.sport.news.example/a/B%C3%A9/quay-1") == {"sport", "a", "be"}


def test_a_list_of_names_is_no_section():
    found = found_in(documents(20, lambda n: document(n, "The results:", "Milldam 3", "Fenwick 2")))
    assert named(found) == (set(), set())


def test_of_dumps_that_say_what_is_body_only_sections_identity_and_language_are_learnt():
    pure = [judged_of(replace(stating(n, "Shoreline"), url=f"https://news.example/a/{5000 + n}")) for n in range(20)]
    found = propose("news.example", pure, None, 20, complete=True)
    assert [(entry.text, entry.articles, entry.stated) for entry in found.sections] == [("Shoreline", 20, True)]
    assert found.identity is not None
    assert found.identity.value == r"/a/(\d+)(?:\?|$)"
    assert found.language is not None
    assert found.language.value == "en"
    assert (found.chrome, found.keywords, found.tags) == ((), (), None)
