"""Which documents a change touches, and what a feed shows."""

from datetime import timedelta

import pytest

from exporter import plan
from exporter.config.schema import Selection
from exporter.model import Document
from tests.builders import article, utc

NOW = utc("2025-02-15T12:00:00")


def documents(*pairs):
    return [Document(kind, key) for kind, key in pairs]


def test_an_article_touches_its_file_its_day_its_month_its_host_its_page_and_its_feeds():
    assert list(
        plan.touched(utc("2025-02-14T21:00:45"), "urn:uuid:x", "a.example", (3, 7), (3, 7), 2, NOW)
    ) == documents(
        ("article", "urn:uuid:x"),
        ("shard", "2025-02-14"),
        ("sitemap", "a.example/2025-02"),
        ("news", "a.example"),
        ("archive", "2"),
        ("feed", "3"),
        ("page", "3"),
        ("feed", "7"),
        ("page", "7"),
    )


def test_an_old_unarchived_article_touches_neither_news_nor_archive():
    kinds = [one.kind for one in plan.touched(utc("2025-02-13T12:00:00"), "urn:uuid:x", "a.example", (), (), 0, NOW)]
    assert kinds == ["article", "shard", "sitemap"]


@pytest.mark.parametrize(
    ("sequence", "total", "page"),
    [(0, 250, 0), (1, 99, 0), (1, 100, 1), (100, 100, 1), (101, 199, 0), (101, 200, 2), (200, 250, 2), (201, 250, 0)],
)
def test_an_article_has_an_archive_page_only_once_that_is_full(sequence, total, page):
    assert plan.page_of(sequence, total, 100) == page


@pytest.mark.parametrize(
    ("before", "after", "pages"),
    [(0, 99, []), (0, 100, ["1"]), (99, 100, ["1"]), (100, 150, []), (150, 200, ["1", "2"]), (0, 350, ["1", "2", "3"])],
)
def test_filled_pages_are_written_with_the_one_before_them_which_has_a_successor_now(before, after, pages):
    assert list(plan.filled(before, after, 100)) == documents(*(("archive", page) for page in pages))


@pytest.mark.parametrize(
    ("key", "begin", "end"),
    [
        ("2024-02", "2024-02-01", "2024-03-01"),
        ("2025-12", "2025-12-01", "2026-01-01"),
        ("2025-01", "2025-01-01", "2025-02-01"),
    ],
)
def test_a_month_ends_where_the_next_begins(key, begin, end):
    assert plan.month(key) == (utc(begin), utc(end))


def test_recent_gives_at_least_so_many_and_all_within_the_window_of_the_newest():
    hours = [0, 1, 2, 30, 47, 49, 60]
    newest = utc("2025-02-14T00:00:00")
    articles = [article(number, published=newest - timedelta(hours=age)) for number, age in enumerate(hours, 1)]
    assert [one.id[-1] for one in plan.recent(articles, 2, timedelta(hours=48))] == ["1", "2", "3", "4", "5"]
    assert [one.id[-1] for one in plan.recent(articles, 6, timedelta(hours=1))] == ["1", "2", "3", "4", "5", "6"]
    assert list(plan.recent([], 5, timedelta(hours=1))) == []


def test_a_subscription_holds_what_the_archive_does_not_what_is_recent_and_what_was_edited():
    old, edited, recent = (article(n, published=utc(f"2025-02-{n:02d}T00:00:00")) for n in (1, 2, 3))
    shown, required = plan.subscription([recent], [old], [recent, edited])
    assert shown == (recent, edited, old)
    assert required == {old.id, edited.id}


def test_at_most_twenty_edited_articles_are_repeated():
    shown, _ = plan.subscription([article(99)], [], [article(n) for n in range(1, 40)])
    assert len(shown) == 21


def test_of_nothing_nothing_is_shown():
    assert plan.subscription([], [], []) == ((), frozenset())


def test_ties_in_time_are_ordered_by_id():
    assert [one.sequence for one in plan.newest_first([article(1), article(3), article(2)])] == [3, 2, 1]


@pytest.mark.parametrize(
    ("selection", "belongs"),
    [
        ({"sections": ("HARBOUR ",)}, True),
        ({"sections": ("Sport",)}, False),
        ({"hosts": ("example",)}, True),
        ({"hosts": ("ws.example",)}, False),
        ({"languages": ("en",)}, True),
        ({"languages": ("e",)}, False),
        ({"languages": ("en",), "sections": ("Sport", "harbour")}, True),
        ({"languages": ("en",), "authors": ("Ann Example",)}, False),
    ],
)
def test_a_selection_takes_what_matches_every_list_by_any_entry(selection, belongs):
    assert plan.belongs(article(language="en-GB"), Selection(slug="x", title="X", **selection)) is belongs


def test_an_article_is_in_the_feed_of_each_of_its_sections_and_selections():
    selections = (
        Selection(slug="english", title="English", languages=("en",)),
        Selection(slug="no", title="", hosts=("no",)),
    )
    assert plan.memberships(article(sections=("Nieuwsuur", "Buitenland")), selections) == (
        ("section", "nieuwsuur", "Nieuwsuur"),
        ("section", "buitenland", "Buitenland"),
        ("selection", "english", ""),
    )


def test_every_kind_of_document_has_its_stage_and_what_names_others_comes_later():
    order = {kind: number for number, stage in enumerate(plan.STAGES) for kind in stage.kinds}
    assert order["sitemap"] < order["sitemap-index"] < order["robots"]
    assert order["shard"] < order["dataset"]
    assert order["archive"] < order["feed"] < order["opml"]
    assert plan.STAGES[1].new_only
