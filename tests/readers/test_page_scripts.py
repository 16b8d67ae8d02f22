"""What can be read of the JSON-LD in pages."""

import pytest

from exporter.readers.page_scripts import documents, is_listing


@pytest.mark.parametrize(
    "script",
    [
        '{"headline": "Quay"}',
        '\n <!-- {"headline": "Quay"} --> \n',
        '//<![CDATA[\n{"headline": "Quay"}\n//]]>',
        '/*<![CDATA[*/ {"headline": "Quay"} /*]]>*/',
        '{"headline": "Quay"};',
        '{"headline": "Quay",}',
        '{"headline": "Quay"\n , \n }',
        "{&quot;headline&quot;: &quot;Quay&quot;}",
    ],
)
def test_what_wraps_json_and_small_mistakes_in_it_are_no_hindrance(script: str) -> None:
    assert documents([script]) == [{"headline": "Quay"}]


def test_line_ends_in_strings_are_read() -> None:
    assert documents(['{"headline": "Quay\n\treopens"}']) == [{"headline": "Quay\n\treopens"}]


def test_a_comma_in_a_string_is_none_to_repair() -> None:
    assert documents(['{"a": ",}", "b": "\\",]", }']) == [{"a": ",}", "b": '",]'}]


@pytest.mark.parametrize(
    "script",
    [
        "",
        "var x = 1;",
        "{'headline': 'Quay'}",
        '{"headline": "Qu',
        '{"a": }',
        "[" * 100_000 + "]",
        '{"a":' * 100_000 + "}",
    ],
)
def test_what_is_broken_says_nothing_and_harms_no_other(script: str) -> None:
    assert documents([script, '{"headline": "Quay"}']) == [{"headline": "Quay"}]


def test_a_page_may_hold_many_scripts_but_not_any_number() -> None:
    assert len(documents(["{}"] * 10_000)) == 100


@pytest.mark.parametrize(
    "said",
    [
        {"@type": "CollectionPage"},
        {"@graph": [{"@type": "WebSite"}, {"@type": ["WebPage", "ItemList"]}]},
        [{"@type": "http://schema.org/SearchResultsPage"}],
        {"@type": "WebPage", "mainEntity": {"@type": "schema:ItemList"}},
    ],
)
def test_a_page_that_lists_others_is_known_by_its_type(said: object) -> None:
    assert is_listing([said])


@pytest.mark.parametrize(
    "said",
    [{"@type": "NewsArticle"}, {"@type": "BreadcrumbList"}, {"hasPart": {"@type": "ItemList"}}, [], "ItemList", None],
)
def test_other_pages_are_not(said: object) -> None:
    assert not is_listing([said])
