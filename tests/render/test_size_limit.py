"""What a size limit drops, and what it never does."""

from hypothesis import given
from hypothesis import strategies as st

from exporter.model import Article, FeedPage
from exporter.render.size_limit import fit
from tests.builders import article, feed_page

SIZE = 10


def draw(one: Article) -> bytes:
    return one.title.ljust(SIZE, ".").encode()


def page(count: int, *required: int, archive: bool = False) -> FeedPage:
    """Articles `count` to 1; those numbered in `required` may not be dropped."""
    shown = tuple(article(number, title=str(number)) for number in range(count, 0, -1))
    return feed_page(*shown, required=frozenset(article(number).id for number in required), archive=archive)


def numbers(a_page: FeedPage, room: int, separator: int = 0) -> list[int]:
    return [one.sequence for one, _ in fit(a_page, room, separator, draw)]


def test_the_oldest_go_first() -> None:
    assert [numbers(page(4), room) for room in (40, 39, 30, 29, 10)] == [
        [4, 3, 2, 1],
        [4, 3, 2],
        [4, 3, 2],
        [4, 3],
        [4],
    ]


def test_separators_count() -> None:
    assert [numbers(page(3), room, 2) for room in (34, 33)] == [[3, 2, 1], [3, 2]]


def test_one_always_stays() -> None:
    assert [numbers(page(3), room) for room in (9, 0, -100)] == [[3], [3], [3]]


def test_what_is_required_stays_in_its_place_and_takes_room_from_the_others() -> None:
    assert numbers(page(4, 1, 2), 30) == [4, 2, 1]
    assert numbers(page(4, 1, 2), 20) == [2, 1]
    assert numbers(page(4, 1, 2), 0) == [2, 1]


def test_all_of_an_archive_page_stays() -> None:
    assert numbers(page(3, archive=True), 0) == [3, 2, 1]


def test_each_article_is_drawn_once_and_of_those_dropped_only_the_first() -> None:
    drawn: list[int] = []
    fit(page(1_000, 7), 50, 0, lambda one: drawn.append(one.sequence) or draw(one))
    assert drawn == [7, 1000, 999, 998, 997, 996]


@given(st.integers(1, 8), st.sets(st.integers(1, 8)), st.integers(-20, 100), st.integers(0, 3))
def test_it_is_what_dropping_the_oldest_one_by_one_gives(
    count: int, required: set[int], room: int, separator: int
) -> None:
    kept = list(range(count, 0, -1))
    for number in range(1, count + 1):
        if len(kept) * (SIZE + separator) - separator <= room or len(kept) == 1:
            break
        if number not in required:
            kept.remove(number)
    assert numbers(page(count, *required), room, separator) == kept
