"""Pages for people over many runs: they follow the feeds, and are written only if what they show changes."""

import pytest
from lxml import etree, html
from msgspec.structs import replace

from exporter import pages, plan
from exporter.config.schema import Selection
from tests.builders import utc
from tests.published import Tree
from tests.world import World, touched


@pytest.fixture
def world(tmp_path):
    """Five articles in Harbour, and one in City too."""
    world = World(tmp_path, feed=(Selection(slug="quays", title="Quays", sections=("Harbour",)),))
    for number in range(1, 6):
        world.dump(number)
    world.dump(6, tail=("Harbour", "City", "Share this article"))
    world.run()
    return world


def parsed(world, path="index.html"):
    return html.document_fromstring(world.read(path))


def headlines(world, path="index.html"):
    return [one.text_content() for one in parsed(world, path).xpath("//h4")]


def in_feed(world, path):
    return [one.text for one in etree.fromstring(Tree(world.tree, "").read(path)).iterfind("{*}entry/{*}title")]


def test_each_feed_has_a_page_that_shows_what_it_shows(world):
    assert sorted(path.parent.name for path in world.tree.rglob("index.html")) == ["city", "feeds", "harbour", "quays"]
    assert headlines(world) == headlines(world, "sections/harbour/index.html") == headlines(world, "quays/index.html")
    assert headlines(world) == [f"Quay {number} reopens" for number in range(6, 0, -1)]
    assert headlines(world, "sections/city/index.html") == ["Quay 6 reopens"]


def test_the_front_page_lists_every_feed_with_how_much_is_in_it(world):
    listed = parsed(world).xpath("//ul[@class='listed']/li")
    found = [(one.find("a").get("href"), one.find("span").text) for one in listed]
    assert found == [
        ("sections/harbour/index.html", "6"),
        ("sections/city/index.html", "1"),
        ("quays/index.html", "6"),
    ]


def test_a_second_run_at_another_time_writes_nothing_and_gathers_nothing(world, monkeypatch):
    before = world.state()
    monkeypatch.setattr(pages, "of_tree", None)
    monkeypatch.setattr(pages, "of_feed", None)
    world.run()
    assert touched(before, world.state()) == set()


def test_no_byte_depends_on_when_it_was_made(world, tmp_path):
    later = World(tmp_path / "later", feed=world.config.feed)
    later.now = utc("2031-01-01T00:00:00")
    for path in world.dumps.iterdir():
        (later.dumps / path.name).write_bytes(path.read_bytes())
    later.run()
    for path in ("index.html", "sections/harbour/index.html", "quays/index.html"):
        assert later.read(path) == world.read(path)


def test_an_edit_rewrites_the_pages_of_its_feeds_and_moves_when_they_last_changed(world):
    before = world.state()
    world.dump(6, title="Quay 6 closes", time="2025-02-20T10:00:00Z", tail=("Harbour", "City", "Share this article"))
    world.run()
    changed = {path for path in touched(before, world.state()) if path.endswith(("html", "css", "svg"))}
    assert changed == {"index.html", "quays/index.html", "sections/city/index.html", "sections/harbour/index.html"}
    world.dump(5, title="Quay 5 closes", time="2025-02-21T10:00:00Z")
    before = world.state()
    world.run()
    changed = {path for path in touched(before, world.state()) if path.endswith("html")}
    assert changed == {"index.html", "quays/index.html", "sections/harbour/index.html"}
    assert parsed(world).xpath("//p[@class='facts']//time/@datetime") == ["2025-02-21T10:00:00Z"]
    assert parsed(world, "sections/city/index.html").xpath("//p[@class='facts']//time/@datetime") == [
        "2025-02-20T10:00:00Z"
    ]


def test_the_page_of_a_section_that_its_last_article_left_goes_on_to_show_it_like_the_feed(world):
    world.dump(6, title="Quay 6 closes")
    world.run()
    assert (
        headlines(world, "sections/city/index.html") == in_feed(world, "sections/city/feed.atom") == ["Quay 6 closes"]
    )
    world.dump(1, tail=("City", "Share this article"))
    world.run()
    assert (
        headlines(world, "sections/city/index.html") == in_feed(world, "sections/city/feed.atom") == ["Quay 1 reopens"]
    )
    assert "1 article since" in world.read("sections/city/index.html")
    assert world.run(full=True).written == 0


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({"output": {"page": False}}, set()),
        ({"feeds": {"sections": False}}, {"index.html", "quays/index.html"}),
        ({"feed": ()}, {"index.html", "sections/city/index.html", "sections/harbour/index.html"}),
    ],
)
def test_what_is_switched_off_goes_and_nothing_names_it(world, changes, left):
    config = world.config
    new = {key: replace(getattr(config, key), **value) if value else value for key, value in changes.items()}
    world.set(**new)
    world.run()
    tree = Tree(world.tree, world.config.site.url)
    assert set(tree.files("*.html")) == left
    assert bool(tree.files("*.css", "*.svg")) == bool(left)
    assert tree.dangling() == []
    world.set(**{key: getattr(config, key) for key in changes})
    world.run()
    assert len(tree.files("*.html")) == 4
    assert tree.dangling() == []


def test_before_there_is_an_article_there_is_no_page(tmp_path):
    world = World(tmp_path)
    world.run()
    assert not list(world.tree.rglob("*.html"))


def test_articles_without_sections_have_the_front_page_alone(tmp_path):
    world = World(tmp_path)
    world.dump(1, tail=())
    world.run()
    assert Tree(world.tree, "").files("*.html") == ["index.html"]
    assert parsed(world).xpath("//*[@id='sections']") == []


def test_a_tree_of_more_sections_than_a_page_can_hold_stays_below_its_limit(tmp_path):
    world = World(tmp_path)
    for number in range(1, 401):
        world.dump(number, title="W&" * 400, tail=(f"{number} {'Harbour' * 5}", "Share this article"))
    world.run()
    sizes = {path: (world.tree / path).stat().st_size for path in Tree(world.tree, "").files("*.html")}
    assert len(sizes) > 300
    assert max(sizes.values()) < 100_000


@pytest.mark.parametrize(
    ("first", "last", "unit", "count", "begin", "end"),
    [
        ("2025-02-14T10:00:00", "2025-02-14T11:00:00", "day", 14, "2025-02-01T00:00:00", "2025-02-15T00:00:00"),
        ("2025-01-01T00:00:00", "2025-03-01T00:00:00", "day", 60, "2025-01-01T00:00:00", "2025-03-02T00:00:00"),
        ("2025-01-01T00:00:00", "2025-03-02T00:00:00", "month", 12, "2024-04-01T00:00:00", "2025-04-01T00:00:00"),
        ("2015-03-31T00:00:00", "2025-02-01T00:00:00", "month", 120, "2015-03-01T00:00:00", "2025-03-01T00:00:00"),
        ("2015-02-28T00:00:00", "2025-02-01T00:00:00", "year", 11, "2015-01-01T00:00:00", "2026-01-01T00:00:00"),
        ("1700-01-01T00:00:00", "2025-02-01T00:00:00", "year", 60, "1966-01-01T00:00:00", "2026-01-01T00:00:00"),
    ],
)
def test_the_history_is_told_by_days_months_or_years_without_gaps(first, last, unit, count, begin, end):
    told, stretches = plan.periods(utc(first), utc(last))
    assert (told, len(stretches)) == (unit, count)
    assert (stretches[0][0], stretches[-1][1]) == (utc(begin), utc(end))
    assert [after for _, after in stretches[:-1]] == [since for since, _ in stretches[1:]]


def test_what_is_older_than_the_picture_is_counted_before_it(tmp_path):
    world = World(tmp_path)
    for number, year in enumerate((1700, 1800, 1964, 1966, 2024), 1):
        world.dump(number, time=f"{year}-05-05T00:00:00Z")
    world.run()
    rows = [[cell.text for cell in row] for row in parsed(world).xpath("//figure//tr")][1:]
    assert rows == [["2024", "1"], ["1966", "1"], ["Before 1965", "3"]]
    assert "5 articles since 5 May 1700" in world.read("index.html")
