"""The gate: whatever a renderer does wrong, the tree stays whole, the rest is published, the next run completes it."""

import hashlib
import logging
import pickle
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import get_args

import feedparser
import pytest
from msgspec.structs import replace

from exporter import holding, parts
from exporter.config.schema import IndexNow, Notify, Selection
from exporter.drawing import POINTERS, Drawing
from exporter.errors import PublishError
from exporter.health.check import judge
from exporter.model import Document, Kind, Part
from exporter.parts import Task
from exporter.takedown import Withdrawal
from tests.mutants import unescaped_title
from tests.published import Tree
from tests.test_references import broken_documents
from tests.world import World, later

KINDS: tuple[Kind, ...] = tuple(kind for kind in get_args(Kind) if kind != "gone")
"""What runs without a withdrawal draw."""
KEY = "0123456789abcdef"


def spoilt(draw: Callable[[], Iterable[Part]], how: str) -> Iterator[Part]:
    """What a renderer gives that has a bug."""
    for part in draw():
        if how == "raises":
            error = ValueError("no such letter")
            error.add_note("article urn:uuid:1")
            raise error
        yield replace(part, data={"garbage": b"garbage", "empty": b"", "cut off": part.data[:-20]}[how])


class Spoiler:
    """Has one kind of documents, or some of them, drawn by a renderer with a bug."""

    def __init__(self, patch: pytest.MonkeyPatch, kind: Kind, how: str, *keys: str) -> None:
        self.is_at_work = True

        def spoil(task: Task) -> Task:
            document = task.document
            if self.is_at_work and document.kind == kind and (not keys or document.key in keys):
                return Task(document, partial(spoilt, task.draw, how), task.weight)
            return task

        draw, introduce = Drawing.draw, Drawing.introduce
        patch.setattr(Drawing, "draw", lambda drawing, marked: map(spoil, draw(drawing, marked)))
        patch.setattr(Drawing, "introduce", lambda drawing, document, lacks: spoil(introduce(drawing, document, lacks)))


def world_of(folder: Path) -> World:
    """With documents of every kind."""
    world = World(folder)
    site = world.config.site
    world.set(
        feed=(Selection(slug="harbour-only", title="The harbour", sections=("Harbour",)),),
        notify=Notify(
            websub=("https://hub.invalid-tld.test/",), indexnow=(IndexNow(host="feeds.example.org", key=KEY),)
        ),
        site=replace(site, url="https://feeds.example.org/"),
    )
    return world


def begin(world: World) -> None:
    for number in range(1, 8):
        world.dump(number, tail=("Harbour" if number % 2 else "Weather", "Share this article"))
    world.dump(8, time=later(world.now, hours=-3))


def go_on(world: World) -> None:
    """New articles, which fill pages of the archive and open a section, an edit, one more that is news."""
    for number in range(9, 13):
        world.dump(number, tail=("Ferries", "Share this article"))
    world.dump(2, title="Pier 2 reopens")
    world.dump(13, time=later(world.now, hours=-1), host="other.example")


def documents_of(world: World) -> dict[str, str]:
    """Digest by path of every document that counts: shards that nothing names any more do not."""
    tree = Tree(world.tree, world.config.site.url)
    manifest = (
        tree.json("data/dataset.jsonld") if "data/dataset.jsonld" in tree.files("data/*") else {"distribution": []}
    )
    named = {one["contentUrl"].rsplit("/", 1)[1] for one in manifest["distribution"]}
    return {
        path: hashlib.sha256((world.tree / path).read_bytes()).hexdigest()
        for path in tree.files()
        if not path.endswith(".gz") or path.rsplit("/", 1)[1] in named
    }


def is_whole(world: World) -> None:
    tree = Tree(world.tree, world.config.site.url)
    assert tree.dangling() == []
    assert broken_documents(tree) == []


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """What the tree is after each of two runs without a fault."""
    world = world_of(tmp_path_factory.mktemp("undisturbed"))
    states = []
    for prepare in (begin, go_on):
        prepare(world)
        assert world.run().exit_status == 0
        states.append(documents_of(world))
    assert {path.rsplit("/", 1)[-1] for path in states[0]} >= {f"{KEY}.txt", "news.xml", "000002.rss", "icon.svg"}
    return states


@pytest.mark.parametrize("kind", KINDS)
def test_a_first_run_with_a_fault_leaves_a_whole_tree_that_the_next_completes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, undisturbed: list[dict[str, str]], kind: Kind
) -> None:
    world = world_of(tmp_path)
    begin(world)
    spoiler = Spoiler(monkeypatch, kind, "garbage")
    report = world.run()
    assert (report.exit_status, report.faulty > 0) == (1, True)
    is_whole(world)
    spoiler.is_at_work = False
    report = world.run()
    assert (report.exit_status, report.faulty, report.held_back) == (0, 0, 0)
    is_whole(world)
    assert documents_of(world) == undisturbed[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_later_run_with_a_fault_leaves_what_is_published_and_puts_the_rest_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, undisturbed: list[dict[str, str]], kind: Kind
) -> None:
    world = world_of(tmp_path)
    begin(world)
    world.run()
    before, published = documents_of(world), world.state()
    go_on(world)
    spoiler = Spoiler(monkeypatch, kind, "raises")
    report = world.run()
    is_whole(world)
    now, state = documents_of(world), world.state()
    marked = set(world.rows("SELECT kind, key FROM marks"))
    of = {path: (kind, key) for path, kind, key in world.rows("SELECT path, kind, key FROM documents")}
    for path in now.keys() & before.keys():
        if of.get(path, ("", ""))[0] == kind:
            assert state[path] == published[path], "neither bytes nor time of a faulty document change"
    behind = {path for path in undisturbed[1] if state.get(path, ("",))[0] != undisturbed[1][path]}
    assert all(of[path] in marked for path in behind & of.keys()), "all that is not as it is to be is marked"
    others = {path for path in behind & of.keys() if state[path][0] != before.get(path)}
    assert {of[path][0] for path in others} <= POINTERS, "what is neither old nor new is drawn from what is there"
    assert (report.exit_status == 1) == any(kind == one for one, _ in marked)
    spoiler.is_at_work = False
    assert world.run().exit_status == 0
    assert world.rows("SELECT kind, key FROM marks") == []
    is_whole(world)
    assert documents_of(world) == undisturbed[1]


@pytest.mark.parametrize("how", ["raises", "garbage", "empty", "cut off"])
def test_a_withdrawal_whose_list_has_a_fault_takes_the_article_down_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    world = world_of(tmp_path)
    begin(world)
    world.run()
    spoiler = Spoiler(monkeypatch, "gone", how)
    report = world.run(withdrawal=Withdrawal(("https://news.example/artikel/3-kade",)))
    assert (report.exit_status, report.faulty, report.gone) == (1, 1, 1)
    is_whole(world)
    tree = Tree(world.tree, world.config.site.url)
    assert [path for path in tree.files() if b"artikel/3-kade" in tree.read(path)] == []
    assert tree.files("data/gone*") == []
    spoiler.is_at_work = False
    assert world.run().exit_status == 0
    assert tree.files("data/gone*") == ["data/gone.jsonl", "data/gone.map"]


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]


def test_pages_of_the_archive_behind_one_with_a_fault_wait_and_the_feed_does_not_name_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(tmp_path)
    for number in range(1, 11):
        world.dump(number)
    spoiler = Spoiler(monkeypatch, "archive", "cut off", "2")
    report = world.run()
    is_whole(world)
    assert [path.name for path in sorted(world.tree.glob("archive/*"))] == ["000001.atom", "000001.rss"]
    assert "next-archive" not in world.read("archive/000001.atom")
    assert "prev-archive" not in world.read("feed.atom")
    assert (report.faulty, report.held_back) == (1, 3), "pages 1 and 3, and the feed"
    assert errors(caplog)[0].startswith("archive/000002.atom is not published: not well-formed")
    assert "1 documents have a fault, 3 wait for them" in errors(caplog)[-1]
    assert "1 faulty, 3 held back" in report.summary()
    spoiler.is_at_work = False
    assert world.run().exit_status == 0
    assert "next-archive" in world.read("archive/000001.atom")
    assert "archive/000003.atom" in world.read("feed.atom")


def test_a_fault_of_a_page_that_is_published_holds_nothing_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path)
    for number in range(1, 8):
        world.dump(number)
    world.run()
    old = world.read("archive/000001.atom")
    world.dump(2, title="Pier 2 reopens")
    world.dump(8)
    Spoiler(monkeypatch, "archive", "garbage", "1")
    report = world.run()
    assert (report.faulty, report.held_back) == (1, 0)
    assert world.read("archive/000001.atom") == old
    assert "Quay 8" in world.read("feed.atom")
    is_whole(world)


def test_twenty_faults_are_told_one_by_one_and_all_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(tmp_path)
    for number in range(1, 24):
        world.dump(number)
    Spoiler(monkeypatch, "article", "empty")
    assert world.run().faulty == 23
    assert len(errors(caplog)) == holding.TOLD + 1
    assert errors(caplog)[-1].startswith("23 documents have a fault, 0 wait for them")


def test_the_name_of_a_key_file_is_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world = world_of(tmp_path)
    begin(world)
    Spoiler(monkeypatch, "indexnow-key", "garbage")
    world.run()
    assert errors(caplog)[0] == "KEY.txt is not published: it does not hold the key that it is called by"
    assert KEY not in caplog.text


def test_nobody_is_told_of_what_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(tmp_path)
    world.set(
        site=replace(world.config.site, url="https://feeds.harbour.test/"),
        notify=Notify(websub=("https://hub.harbour.test/",), budget="0 seconds"),
    )
    world.dump(1)
    Spoiler(monkeypatch, "feed", "garbage", "1")
    monkeypatch.setattr("exporter.notify.delivery.deliver", lambda *_: None)
    world.run()
    told = {subject for (subject,) in world.rows("SELECT subject FROM outbox")}
    assert told == {f"https://feeds.harbour.test/feed.{suffix}" for suffix in ("atom", "rss", "json")}, (
        "not the section"
    )


def test_shards_that_a_manifest_with_a_fault_goes_on_to_name_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path)
    world.dump(1)
    world.run()
    [first] = world.tree.glob("data/*.gz")
    spoiler = Spoiler(monkeypatch, "dataset", "garbage")
    for number in range(2, 8):
        world.dump(number)
        world.run(after=timedelta(hours=2))
        is_whole(world)
    assert first.exists()
    assert len(list(world.tree.glob("data/*.gz"))) < 7, "shards that nothing names go when their time has come"
    spoiler.is_at_work = False
    world.run(after=timedelta(hours=2))
    is_whole(world)
    assert not first.exists()


def test_what_an_earlier_store_left_stays_while_a_document_has_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path)
    world.dump(1)
    world.run()
    old = world.read("feed.rss")
    spoiler = Spoiler(monkeypatch, "feed", "raises")
    assert world.run(full=True, force=True).exit_status == 1
    assert world.read("feed.rss") == old
    spoiler.is_at_work = False
    assert world.run().exit_status == 0


def test_a_shard_that_holds_what_was_withdrawn_goes_as_soon_as_there_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path)
    for number in (1, 2):
        world.dump(number)
    world.run()
    [old] = world.tree.glob("data/*.gz")
    spoiler = Spoiler(monkeypatch, "shard", "raises")
    assert world.run(withdrawal=Withdrawal(("https://news.example/artikel/1-kade",))).exit_status == 1
    is_whole(world)
    assert old.exists(), "the manifest names it, and there is no other yet"
    spoiler.is_at_work = False
    assert world.run().exit_status == 0
    is_whole(world)
    assert not old.exists(), "not some editions later, as others do"


@pytest.mark.parametrize("title", ["Quay & pier", "Quay <1>", "Quay <b>1"])
def test_a_title_that_is_not_escaped_stays_unpublished(tmp_path: Path, title: str) -> None:
    world = World(tmp_path)
    world.dump(1)
    world.run()
    world.dump(2, title=title)
    with unescaped_title():
        report = world.run()
    assert (report.exit_status, report.faulty) == (1, 2), "the main feed and the section's"
    is_whole(world)
    assert "Quay 1 reopens" in world.read("feed.atom")
    assert world.run().exit_status == 0
    assert len(feedparser.parse(world.read("feed.atom")).entries) == 2


def test_a_dry_run_says_what_would_not_be_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(tmp_path)
    for number in range(1, 5):
        world.dump(number)
    assert world.run(dry_run=True).exit_status == 0
    world.run()
    before = world.state()
    world.dump(5, tail=("Ferries", "Share this article"))
    Spoiler(monkeypatch, "feed", "garbage", "3")
    report = world.run(dry_run=True)
    assert report.faulty == 1
    assert report.held_back == 2, "its page, and the list of feeds"
    assert "sections/ferries/feed.atom" not in {path for _, path in report.paths or ()}
    assert world.state() == before


def test_a_run_with_a_fault_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(tmp_path)
    world.dump(1)
    spoiler = Spoiler(monkeypatch, "opml", "raises")
    world.run()
    assert not judge(world.config, world.now).is_healthy
    spoiler.is_at_work = False
    world.run()
    assert judge(world.config, world.now).is_healthy


def raising() -> Iterator[Part]:
    raise PublishError("the disk is full")


def test_what_a_worker_gives_can_be_handed_over_and_the_world_is_no_fault() -> None:
    document = Document("article", "urn:uuid:1")
    draw = partial(spoilt, partial(iter, [Part("feed.atom", b"x")]), "raises")
    [(_, fault)] = pickle.loads(pickle.dumps(parts.finish([Task(document, draw)])))  # noqa: S301 - as an executor does
    assert isinstance(fault, parts.Fault)
    assert fault.reason == "ValueError: no such letter; article urn:uuid:1"
    assert "in spoilt" in fault.trace
    with pytest.raises(PublishError, match="the disk is full"):
        parts.finish([Task(document, raising)])
