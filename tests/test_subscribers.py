"""Feed readers subscribe over HTTP: feedparser, fastfeedparser, lemon24's reader, listparser, and the schemas."""

import json
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import fastfeedparser
import feedparser
import jsonschema
import listparser
import pytest
import reader
from lxml import etree
from msgspec.structs import replace
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from exporter.config.schema import Feeds, Publisher
from tests.published import Server, Story, Tree, only_loopback, samples, text_of
from tests.render.vocabulary import schemas
from tests.world import PROFILE, World, later

FEED_FILES = ("feed.atom", "feed.rss", "feed.json")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    only_loopback(monkeypatch)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Tree, Server]]:
    with samples(tmp_path_factory.mktemp("subscribers")) as found:
        yield found


@pytest.fixture(scope="module")
def tree(published: tuple[Tree, Server]) -> Tree:
    return published[0]


@pytest.fixture(scope="module")
def stories(tree: Tree) -> dict[str, Story]:
    return tree.stories()


def fetched(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=60) as answer:
        data: bytes = answer.read()
    return data


def parsed(url: str) -> Any:
    """What feedparser makes of a document that it fetches itself; it must not stumble."""
    read = feedparser.parse(url)
    assert (read.bozo, read.get("bozo_exception"), read.status) == (False, None, 200), url
    assert read.version in {"atom10", "rss20"}, url
    return read


def moment(read: Any) -> datetime:
    return datetime(*read[:6], tzinfo=UTC)


def as_feedparser_sees(entry: Any, one: Story, *, atom: bool) -> Story:
    """The story that an entry tells. RSS has no `updated`, and its descriptions are HTML."""
    (content,) = entry.content
    assert content.type == "text/html"
    return Story(
        published=moment(entry.published_parsed),
        id=entry.id,
        url=entry.link,
        title=entry.title,
        updated=moment(entry.updated_parsed) if atom else one.updated,
        summary=entry.summary if atom else unescape(entry.summary),
        text=text_of(content.value),
        authors=tuple(author.name for author in entry.authors),
        tags=tuple(tag.term for tag in entry.get("tags", ())),
        language=content.language if atom else one.language,
    )


# feedparser


def test_feedparser_sets_bozo_for_no_feed_and_no_archive_page_and_reads_every_article_as_it_is(
    tree: Tree, stories: dict[str, Story]
) -> None:
    seen: set[str] = set()
    documents = tree.files("*.atom", "*.rss")
    kinds = {path.split("/")[0] for path in documents}
    assert {"feed.atom", "feed.rss", "archive", "sections", "nederlands", "energy"} <= kinds
    for path in documents:
        read = parsed(tree.url + path)
        ids = [entry.id for entry in read.entries]
        assert ids, path
        assert len(set(ids)) == len(ids), path
        for entry in read.entries:
            one = stories[entry.id]
            assert as_feedparser_sees(entry, one, atom=path.endswith(".atom")) == one, path
        dates = [(entry.published_parsed, entry.id) for entry in read.entries]
        assert dates == sorted(dates, reverse=True), path
        seen.update(ids)
    assert seen == stories.keys()


def test_feedparser_would_have_set_bozo_for_what_is_broken_or_served_wrongly(
    published: tuple[Tree, Server], tmp_path: Path
) -> None:
    whole = (published[0].root / "feed.atom").read_bytes()
    (tmp_path / "cut.atom").write_bytes(whole[:-20])
    (tmp_path / "typed.txt").write_bytes(whole)
    with Server(tmp_path).running() as server:
        for path in ("cut.atom", "typed.txt"):
            assert feedparser.parse(server.url + path).bozo, path


def test_each_document_says_itself_where_it_is_and_what_it_is_called(tree: Tree) -> None:
    for path in tree.files("*.atom", "*.rss"):
        links = [(link.rel, link.href) for link in parsed(tree.url + path).feed.links]
        assert [href for rel, href in links if rel == "self"] == [tree.url + path]
        assert ("alternate", "https://www.example.org/") in links
    for path in tree.files("feed.json"):
        assert tree.json(path)["feed_url"] == tree.url + path
        assert tree.json(path)["title"] == parsed(tree.url + path.replace(".json", ".atom")).feed.title


def test_one_feed_has_one_id_in_its_subscription_document_and_all_its_archive_pages(tree: Tree) -> None:
    ids = {path: parsed(tree.url + path).feed.id for path in tree.files("*.atom")}
    main = {id_ for path, id_ in ids.items() if path == "feed.atom" or path.startswith("archive/")}
    others = [id_ for path, id_ in ids.items() if path != "feed.atom" and not path.startswith("archive/")]
    assert len(main) == 1
    assert len({*main, *others}) == 1 + len(others)


def test_every_format_of_a_feed_shows_the_same_articles_in_the_same_order(tree: Tree) -> None:
    for path in tree.files("feed.json"):
        shown = [item["id"] for item in tree.json(path)["items"]]
        for other in ("atom", "rss"):
            assert [entry.id for entry in parsed(tree.url + path.replace("json", other)).entries] == shown


@pytest.mark.parametrize("suffix", ["atom", "rss"])
def test_the_archive_walked_from_the_subscription_document_reaches_every_article_once(
    tree: Tree, stories: dict[str, Story], suffix: str
) -> None:
    pages = walked(tree.url + f"feed.{suffix}")
    archived = [id_ for _, ids in pages[1:] for id_ in ids]
    assert [len(ids) for _, ids in pages[1:]] == [10, 10, 10, 10]
    assert len(set(archived)) == len(archived)
    assert {*archived, *pages[0][1]} == stories.keys()
    assert sorted(url for url, _ in pages[1:]) == [tree.url + path for path in tree.files(f"archive/*.{suffix}")]


def walked(url: str) -> list[tuple[str, list[str]]]:
    """(URL, ids) of a subscription document and its archive pages, the newest first (RFC 5005 section 4.1)."""
    found: list[tuple[str, list[str]]] = []
    current, newer = url, ""
    while url:
        read = parsed(url)
        links = {link.rel: link.href for link in read.feed.links}
        if found:
            assert links["current"] == current
            assert links.get("next-archive", current) == newer
            assert b"<fh:archive" in fetched(url)
        found.append((url, [entry.id for entry in read.entries]))
        assert len(found) < 100, "the chain of archive pages has no end"
        newer, url = url, links.get("prev-archive", "")
    return found


def test_what_is_on_no_archive_page_is_in_the_subscription_document_whatever_its_size(tmp_path: Path) -> None:
    world = World(tmp_path)
    with Server(world.tree).running() as server:
        small = Feeds(archive_page=3, entries=1, window="1 second", max_bytes=1, archives=("atom", "rss"))
        world.set(site=replace(world.config.site, url=server.url), feeds=small)
        for number in range(1, 9):
            world.dump(number)
            world.run()
            everything = {row[0] for row in world.rows("SELECT id FROM articles")}
            assert len(everything) == number
            for suffix in ("atom", "rss"):
                pages = walked(f"{server.url}feed.{suffix}")
                assert [len(ids) for _, ids in pages[1:]] == [3] * (number // 3)
                assert {id_ for _, ids in pages for id_ in ids} == everything


# Second opinions


def test_fastfeedparser_agrees_on_every_feed(tree: Tree, stories: dict[str, Story]) -> None:
    for path in tree.files("*.atom", "*.rss"):
        read = fastfeedparser.parse(tree.read(path))
        first = parsed(tree.url + path)
        assert read.feed.title == first.feed.title
        assert [
            (entry.id, entry.title, entry.link, datetime.fromisoformat(entry.published)) for entry in read.entries
        ] == [(entry.id, entry.title, entry.link, stories[entry.id].published) for entry in first.entries]


def test_listparser_finds_every_feed_once_under_the_title_it_has(tree: Tree) -> None:
    read = listparser.parse(fetched(tree.url + "feeds.opml").decode())
    assert not read.bozo
    listed = {one.url: one.title for one in read.feeds}
    assert len(listed) == len(read.feeds)
    outlines = etree.fromstring(fetched(tree.url + "feeds.opml")).iterfind(".//outline[@xmlUrl]")
    assert {(one.get("xmlUrl"), one.get("text"), one.get("title")) for one in outlines} == {
        (url, title, title) for url, title in listed.items()
    }
    assert listed == {
        tree.url + path: parsed(tree.url + path).feed.title
        for path in tree.files("*.atom")
        if not path.startswith("archive/")
    }


def test_the_schema_of_rfc_4287_accepts_every_atom_document(tree: Tree) -> None:
    valid = etree.RelaxNG(file=str(schemas() / "atom.rng"))
    for path in tree.files("*.atom"):
        document = etree.fromstring(tree.read(path))
        assert valid.validate(document), (path, valid.error_log)
    document.remove(document[0])
    assert not valid.validate(document)


def test_the_schema_of_json_feed_accepts_every_json_feed_and_its_items_are_the_articles(
    tree: Tree, stories: dict[str, Story]
) -> None:
    schema, older = (json.loads((schemas() / name).read_bytes()) for name in ("feed.json", "feed-1.json"))
    registry: Any = Registry().with_resources(
        [
            (name, Resource.from_contents(older, default_specification=DRAFT4))
            for name in ("feed-1", older.get("id", ""))
        ]
    )
    valid = jsonschema.Draft4Validator(schema, registry=registry, format_checker=jsonschema.FormatChecker())
    assert len(tree.files("feed.json")) > 30
    for path in tree.files("feed.json"):
        document = tree.json(path)
        assert list(valid.iter_errors(document)) == [], path
        assert document["version"] == "https://jsonfeed.org/version/1.1"  # the schema lets any URI pass
        assert [as_json_feed_tells(item, document) for item in document["items"]] == [
            stories[item["id"]] for item in document["items"]
        ]
    del document["title"]
    assert list(valid.iter_errors(document))


def as_json_feed_tells(item: Any, document: Any) -> Story:
    return Story(
        published=datetime.fromisoformat(item["date_published"]),
        id=item["id"],
        url=item["url"],
        title=item["title"],
        updated=datetime.fromisoformat(item["date_modified"]),
        summary=item["summary"],
        text=text_of(item["content_html"]),
        authors=tuple(author["name"] for author in item["authors"]),
        tags=tuple(item.get("tags", ())),
        language=item.get("language", document.get("language")),
    )


# lemon24's reader, a subscriber with a memory


class Subscriber:
    """Subscribed to each format of the main feed; `update` says what it would tell its user."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.reader = reader.make_reader(":memory:")
        for name in FEED_FILES:
            self.reader.add_feed(server.url + name)

    def update(self) -> dict[str, tuple[int, int]]:
        """(new, modified) by file, for each feed of which any was."""
        found = {}
        for result in self.reader.update_feeds_iter(scheduled=False):
            assert not isinstance(result.value, Exception), result
            if result.value is not None and (result.value.new, result.value.modified) != (0, 0):
                found[result.url.removeprefix(self.server.url)] = (result.value.new, result.value.modified)
        return found

    def entries(self, name: str) -> dict[str, reader.Entry]:
        return {entry.id: entry for entry in self.reader.get_entries(feed=self.server.url + name)}


def told(new: int, modified: int, *names: str) -> dict[str, tuple[int, int]]:
    return dict.fromkeys(names or FEED_FILES, (new, modified))


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture(params=["with entity tags", "without"])
def subscriber(world: World, request: pytest.FixtureRequest) -> Iterator[Subscriber]:
    """Of a world of seven articles, before its first update; the server may hand everything out again each time."""
    with Server(world.tree).running() as server:
        server.honours_tags = request.param == "with entity tags"
        world.set(site=replace(world.config.site, url=server.url))
        for number in range(1, 8):
            world.dump(number)
        world.run()
        one = Subscriber(server)
        yield one
        one.reader.close()


def test_a_first_update_sees_all_and_a_second_nothing(world: World, subscriber: Subscriber) -> None:
    assert subscriber.update() == told(7, 0)
    assert subscriber.update() == {}
    world.run()
    world.run(full=True)
    assert subscriber.update() == {}
    repeated = [status for path, status in subscriber.server.statuses if path == "/feed.atom"][1:]
    assert repeated == [304 if subscriber.server.honours_tags else 200] * 2


def test_a_subscriber_reads_every_article_as_it_is(world: World, subscriber: Subscriber) -> None:
    subscriber.update()
    stories = Tree(world.tree, subscriber.server.url).stories()
    for name in FEED_FILES:
        entries = subscriber.entries(name)
        assert entries.keys() == stories.keys()
        for id_, entry in entries.items():
            one = stories[id_]
            content = entry.get_content(prefer_summary=False)
            assert content is not None
            assert content.value is not None
            summary = unescape(entry.summary or "") if name == "feed.rss" else entry.summary  # RSS has HTML there
            assert (entry.title, entry.link, entry.published, text_of(content.value), summary) == (
                one.title,
                one.url,
                one.published,
                one.text,
                one.summary,
            )
            assert [author.name for author in entry.authors] == list(one.authors)


def test_an_edit_shows_one_modified_and_a_new_article_one_new(world: World, subscriber: Subscriber) -> None:
    subscriber.update()
    world.dump(7, body=("The quay is closed again, the harbour office says.",), time=later(world.now, minutes=-5))
    world.run()
    assert subscriber.update() == told(0, 1)
    assert subscriber.update() == {}
    world.dump(8)
    world.run()
    assert subscriber.update() == told(1, 0)
    assert subscriber.update() == {}
    for name in FEED_FILES:
        assert len(subscriber.entries(name)) == 8


@pytest.mark.parametrize(
    "changed", [{"slug": "other"}, {"title": "Pier 7 reopens"}, {"slug": "pier", "title": "Pier 7 reopens"}]
)
@pytest.mark.parametrize("in_place", [True, False])
def test_another_slug_or_headline_shows_one_modified_and_none_new(
    world: World, subscriber: Subscriber, changed: dict[str, str], in_place: bool
) -> None:
    subscriber.update()
    world.dump(7, name="" if in_place else "000007-b.txt", time="2025-02-14T09:30:00Z", **changed)
    world.run()
    assert subscriber.update() == told(0, 1)
    assert subscriber.update() == {}


@pytest.mark.parametrize(
    "before_and_after", [("https://", "http://"), ("https://", "https://www."), ("Harbour", "Sport")]
)
def test_another_scheme_host_alias_or_section_shows_nothing_new(
    world: World, subscriber: Subscriber, before_and_after: tuple[str, str]
) -> None:
    subscriber.update()
    path = world.dumps / "000007.txt"
    path.write_text(path.read_text("utf-8").replace(*before_and_after), "utf-8")
    assert world.run().new == 0
    assert {new for new, _ in subscriber.update().values()} <= {0}
    for name in FEED_FILES:
        assert len(subscriber.entries(name)) == 7


def test_changed_rules_show_nothing_new(world: World, subscriber: Subscriber) -> None:
    subscriber.update()
    updated = world.rows("SELECT id, updated FROM articles ORDER BY id")
    publisher = Publisher(name="Example News", url="https://news.example/")
    world.set(profile={"news.example": replace(PROFILE, publisher=publisher, keywords=("Harbour",), identity="")})
    assert world.run().renewed == 7
    news = subscriber.update()
    assert news.keys() == set(FEED_FILES)
    assert {new for new, _ in news.values()} == {0}
    assert world.rows("SELECT id, updated FROM articles ORDER BY id") == updated


def test_a_profile_that_changes_nothing_in_the_articles_shows_nothing(world: World, subscriber: Subscriber) -> None:
    subscriber.update()
    world.set(profile={"news.example": replace(PROFILE, chrome=("Subscribe to our letter",))})
    world.run()
    assert subscriber.update() == {}


def test_dumps_that_move_rotate_away_or_are_crawled_anew_show_nothing(world: World, subscriber: Subscriber) -> None:
    subscriber.update()
    for number in range(1, 8):
        moved = world.dump(number, name=f"2025/{number}.txt")
        (world.dumps / f"{number:06d}.txt").unlink()
        moved.write_bytes(moved.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    world.run()
    assert subscriber.update() == {}
    for path in world.dumps.glob("2025/*.txt"):
        path.unlink()
    world.run()
    assert subscriber.update() == {}


def test_a_tree_that_moves_to_another_url_shows_its_subscribers_nothing_new(
    world: World, subscriber: Subscriber
) -> None:
    subscriber.update()
    for url in ("https://feeds.example.org/", "http://elsewhere.example/news/"):
        world.set(site=replace(world.config.site, url=url))
        assert world.run().written > 0
        assert subscriber.update() == {}


def test_thirty_runs_of_a_lively_source_tell_a_subscriber_exactly_what_happened(
    world: World, subscriber: Subscriber
) -> None:
    subscriber.update()
    for generation in range(30):
        number = 8 + generation
        world.dump(number)
        if generation % 3 == 0:  # an edit of what was new a run ago
            world.dump(number - 1, title=f"Pier {number - 1} reopens", slug="pier", time=later(world.now, minutes=-1))
        if generation % 5 == 0:  # somebody copies the archive once more
            world.dump(3, name=f"copies/{generation}.txt")
        world.run()
        assert subscriber.update() == told(1, 1 if generation % 3 == 0 else 0)
    for name in FEED_FILES:
        assert len(subscriber.entries(name)) == 37
