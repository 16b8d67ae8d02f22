"""What in URLs tells articles apart."""

import pytest

from exporter.config.identity import fault_of
from exporter.learning.addresses import Address, find
from tests.builders import utc


def addresses(*paths, titles=None, times=None):
    return [
        Address(
            f"https://news.example{path}",
            titles[number] if titles else f"Title {'abcdefghijklmnopqrstuvwxyz'[number % 26] * 5}{number}",
            times[number] if times else utc(f"2025-{1 + number % 12:02}-{1 + number % 28:02}T07:00:{number % 60:02}"),
            f"dumps: {number}.txt:3",
        )
        for number, path in enumerate(paths)
    ]


def uuid(number):
    return f"{number * 2654435761 % 2**32:08x}-1111-4222-8333-{number:012x}"


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        (lambda n: f"/artikel/{2_541_000 + n}-een-naam", r"/artikel/(\d+)-"),
        (lambda n: f"/story/{500 + n}/a-name", r"/story/(\d+)/"),
        (lambda n: f"/news/a-name-{71_000 + 3 * n}", r"-name-(\d+)(?:\?|$)"),
        (lambda n: f"/lokales/ein-name-a-{5000 + n}.html", r"-a-(\d+)\.html"),
        (lambda n: f"/2025/un_nom_{5000 + n}.html", r"_nom_(\d+)\.html"),
        (lambda n: f"/read?lang=en&id={5000 + n}", r"&id=(\d+)(?:&|$)"),
        (lambda n: f"/read?id={5000 + n}&page=1", r"\?id=(\d+)(?:&|$)"),
        (
            lambda n: f"/news/{uuid(n)}",
            r"/news/([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})(?:\?|$)",
        ),
        (lambda n: f"/2025/03/name{'xyz'[n % 3]}-{n * 2654435761 % 2**40:08x}a1", r"-([0-9a-f]{8,40})(?:\?|$)"),
    ],
)
def test_a_number_or_code_that_each_article_has_to_itself_is_found(path, pattern):
    found = find(addresses(*map(path, range(1, 21))))
    assert found is not None
    assert found.pattern == pattern
    assert (found.found, found.articles, found.again) == (20, 20, 0)
    assert fault_of(found.pattern) == ""


@pytest.mark.parametrize(
    "path",
    [
        lambda n: f"/news/a-name-{'abcdefghijklmnopqrstuvwxyz'[n]}",
        lambda n: f"/2025/{1 + n % 12:02}/{n:02}/a-name",
        lambda n: f"/news/202502{n:02}/a-name",  # the day: each has another, so far
        lambda n: f"/news/20250214{n:02}3000/a-name",
        lambda n: f"/channel/{700 + n % 5}/a-name",
        lambda n: f"/news/{5000 + n}/a-name" if n % 4 else "/news/another-name",
    ],
)
def test_what_does_not_tell_them_apart_is_not(path):
    assert find(addresses(*map(path, range(1, 21)))) is None


def test_an_article_under_two_urls_is_evidence_for_the_pattern():
    paths = [f"/artikel/{52000 + n // 2}-name-{'ab'[n % 2]}" if n < 4 else f"/artikel/{52000 + n}-x" for n in range(20)]
    titles = [f"Brug {2000 + n // 2} bij Oudeveer" if n < 4 else f"Titel {n}" for n in range(20)]
    found = find(addresses(*paths, titles=titles))
    assert found is not None
    assert (found.found, found.articles, found.again) == (20, 18, 2)


def test_two_articles_under_one_number_are_evidence_against_it():
    paths = [f"/artikel/{52000 + n // 2}-name" if n < 2 else f"/artikel/{52000 + n}-x" for n in range(20)]
    assert find(addresses(*paths)) is None


@pytest.mark.parametrize(
    ("title", "time", "same"),
    [
        ("Bridge at Oudeveer closed for weeks", "2025-03-12T09:05:33", True),  # a new headline, a day later
        ("Something else", "2025-03-11T18:40:12", True),  # the time of publication, to the second
        ("Something else", "2025-03-12T09:05:33", False),
        ("Bridge at Oudeveer closed for weeks", "2026-03-12T09:05:33", False),
    ],
)
def test_what_an_edit_leaves_tells_that_two_are_one(title, time, same):
    first = Address("https://news.example/1", "Bridge at Oudeveer closed", utc("2025-03-11T18:40:12"), "a:3")
    assert first.is_same(Address("https://news.example/1", title, utc(time), "b:3")) is same


def test_a_day_without_a_time_is_the_same_for_many_articles():
    midnight = utc("2025-03-11T00:00:00")
    first, other = (Address("https://news.example/1", title, midnight, "a:3") for title in ("Storm", "Herring"))
    assert not first.is_same(other)


def test_a_date_alone_never_makes_a_section_an_identity():
    """All were published on one day: times do not tell them apart, but there are too few captures."""
    midnight = [utc("2025-03-11T00:00:00")] * 20
    titles = [f"Long words about harbour {n}" for n in range(20)]
    assert (
        find(
            addresses(
                *[f"/channel/700/name-{'abcdefghijklmnopqrstuvwxyz'[n]}" for n in range(20)],
                titles=titles,
                times=midnight,
            )
        )
        is None
    )
