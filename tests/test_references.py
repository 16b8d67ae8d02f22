"""No reference dangles: not in the finished tree, and at no moment on the way there (DESIGN.md, promise P1)."""

import hashlib
import json
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from exporter.config.schema import Selection
from tests.published import Tree, samples
from tests.world import World, later


def test_every_url_below_the_tree_that_any_document_names_is_a_file_of_it(tmp_path: Path) -> None:
    with samples(tmp_path) as (tree, _):
        named = {name for _, name in tree.references()}
        assert tree.dangling() == []
        assert {path.split("/")[0] for path in named} >= {
            "feed.atom",
            "archive",
            "sitemaps",
            "data",
            "sections",
            "sitemap.xml",
        }
        # Nothing but the articles' own files, what people import and what crawlers ask for by name is found by no link.
        entrances = {"feeds.opml", "robots.txt"}
        assert {path for path in set(tree.files()) - named - entrances if not path.startswith("articles/")} == set()
        (tree.root / "archive/000001.atom").unlink()
        assert ("archive/000002.atom", "archive/000001.atom") in tree.dangling()


class Watch:
    """Looks at the whole tree after every file that is put in place or removed."""

    def __init__(self, world: World, patch: pytest.MonkeyPatch) -> None:
        self.world = world
        self.urls = {world.config.site.url}
        self.moments: list[str] = []
        """What happened at each: `+ feed.atom`, `- news.xml`."""
        self.found: list[tuple[str, str, str]] = []
        """(moment, document, what is wrong with it)"""
        self.patch = patch
        real_rename, real_unlink = os.rename, os.unlink

        def rename(path: str, target: str) -> None:
            real_rename(path, target)
            self.look("+", Path(target))

        def unlink(path: str, *, dir_fd: int | None = None) -> None:
            real_unlink(path, dir_fd=dir_fd)
            if dir_fd is None:  # else a test empties a folder
                self.look("-", Path(path))

        patch.setattr(os, "rename", rename)
        patch.setattr(os, "unlink", unlink)

    def look(self, action: str, path: Path) -> None:
        if self.world.tree not in path.parents or path.name.startswith("."):
            return
        what = f"{action} {path.relative_to(self.world.tree).as_posix()}"
        self.moments.append(what)
        tree = Tree(self.world.tree, self.world.config.site.url)
        self.found += [(what, document, f"names {name}") for document, name in tree.dangling(*self.urls)]
        self.found += [(what, document, "is broken") for document in broken_documents(tree)]

    def run(self, **changes: object) -> list[str]:
        """One run; what happened at each moment that was looked at. Nothing may be wrong at any of them.

        Documents that name each other and are all removed cannot all go first: while they go, what names an entrance
        to the rest may still be there.
        """
        self.urls.add(self.world.config.site.url)
        self.moments.clear()
        self.world.run(**changes)
        assert [one for one in self.found if not self._is_on_its_way_out(*one)] == []
        self.found.clear()
        return list(self.moments)

    def _is_on_its_way_out(self, moment: str, document: str, wrong: str) -> bool:
        """Whether this is a page of the archive that names its feed or the page after it, or a page for people that
        names the front page, and both are being removed."""
        name = wrong.removeprefix("names ")
        page, suffix = document.rpartition(".")[::2]
        mutual = (
            name == f"feed.{suffix}" or (name.startswith("archive/") and name > document)
            if page.startswith("archive/")
            else document.endswith("/index.html") and name == "index.html"
        )
        return mutual and moment.startswith("-") and not (self.world.tree / document).exists()


def broken_documents(tree: Tree) -> list[str]:
    """Documents that are not whole, and shards that are not what their manifest says."""
    broken = []
    for path in tree.files():
        data = tree.read(path)
        try:
            if path.endswith((".atom", ".rss", ".xml", ".opml")):
                etree.fromstring(data)
            elif path.endswith((".json", ".jsonld")):
                json.loads(data)
        except (etree.XMLSyntaxError, ValueError):
            broken.append(path)
    if "data/dataset.jsonld" in tree.files("data/dataset.jsonld"):
        for entry in tree.json("data/dataset.jsonld")["distribution"]:
            shard = tree.root / "data" / entry["contentUrl"].rsplit("/", 1)[1]
            if not shard.is_file() or hashlib.sha256(shard.read_bytes()).hexdigest() != entry["sha256"]:
                broken.append(entry["contentUrl"])
    return broken


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def watch(world: World, monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(world, monkeypatch)


def test_no_reference_dangles_at_any_moment_of_a_first_run(world: World, watch: Watch) -> None:
    for number in range(1, 8):
        world.dump(number)
    world.dump(8, time=later(world.now, hours=-3))
    assert len(watch.run()) > 20
    assert (world.tree / "archive" / "000002.atom").exists()
    assert (world.tree / "sitemaps" / "news.example" / "news.xml").exists()


def test_no_reference_dangles_while_new_articles_fill_archive_pages(world: World, watch: Watch) -> None:
    for number in range(1, 3):
        world.dump(number)
    watch.run()
    for number in range(3, 13):
        world.dump(number)
        assert watch.run()
        pages = sorted(path.name for path in world.tree.glob("archive/*.atom"))
        assert pages == [f"{page:06d}.atom" for page in range(1, number // 3 + 1)]
    for number in range(13, 23):
        world.dump(number)
    watch.run()


def test_a_page_that_fills_or_changes_and_the_one_before_it_are_each_written_once_then_the_feed(
    world: World, watch: Watch
) -> None:
    for number in range(1, 9):
        world.dump(number)
    watch.run()
    world.dump(9)
    world.dump(1, title="Pier 1 reopens", time="2025-02-20T10:00:00Z")
    feeds = [what for what in watch.run() if what.startswith(("+ archive/", "+ feed."))]
    assert feeds == [
        *(f"+ archive/000003.{suffix}" for suffix in ("atom", "rss")),
        *(f"+ archive/{page}.{suffix}" for page in ("000001", "000002") for suffix in ("atom", "rss")),
        "+ feed.atom",
        "+ feed.rss",
        "+ feed.json",
    ]


def test_no_reference_dangles_while_an_article_is_edited_moved_and_put_into_other_sections(
    world: World, watch: Watch
) -> None:
    for number in range(1, 8):
        world.dump(number)
    watch.run()
    world.dump(
        2, title="Pier 2 reopens", slug="pier", time="2025-02-20T10:00:00Z", tail=("Sport", "Share this article")
    )
    assert watch.run()
    world.dump(3, slug="moved", host="other.example", name="000003.txt")
    assert watch.run()


def test_no_reference_dangles_while_a_news_sitemap_shrinks_and_expires(world: World, watch: Watch) -> None:
    world.dump(1)
    world.dump(2, time=later(world.now, hours=-40))
    world.dump(3, time=later(world.now, hours=-10))
    watch.run()
    news = world.tree / "sitemaps" / "news.example" / "news.xml"
    assert watch.run(after=timedelta(hours=10)) == ["+ sitemaps/news.example/news.xml"]
    assert news.exists()
    assert watch.run(after=timedelta(hours=40)) == ["+ sitemap.xml", "- sitemaps/news.example/news.xml"]
    assert not news.exists()


def test_no_reference_dangles_while_replaced_shards_are_kept_and_removed(world: World, watch: Watch) -> None:
    for number in range(1, 9):
        world.dump(number)
        watch.run(after=timedelta(minutes=50))
    assert len(list(world.tree.glob("data/*.gz"))) < 8


def test_no_reference_dangles_while_settings_change(world: World, watch: Watch) -> None:
    for number in range(1, 8):
        world.dump(number)
    watch.run()
    feeds, output, site = world.config.feeds, world.config.output, world.config.site
    selection = Selection(slug="harbour-only", title="The harbour", sections=("Harbour",))
    for changes in (
        {"feed": (selection,)},
        {"feeds": replace(feeds, archives=("atom",))},
        {"feeds": replace(feeds, archives=())},
        {"feeds": replace(feeds, formats=("rss",), archives=("rss",), sections=False)},
        {"feeds": feeds, "feed": ()},
        {"output": replace(output, sitemaps=False, data_shards=False)},
        {"output": output},
        {"output": replace(output, opml=False, robots=False, article_files=False)},
        {"output": output, "site": replace(site, url="https://elsewhere.example/tree/")},
    ):
        world.set(**changes)
        assert watch.run(), changes


@pytest.mark.parametrize(
    "changes",
    [
        {"feeds": {"sections": False}},
        {"feed": ()},
        {"output": {"page": False}},
        {"feeds": {"formats": ("rss", "json"), "archives": ("rss",)}},
        {"feeds": {"formats": ("json",), "archives": ()}},
        {"feeds": {"archives": ()}},
        {"output": {"opml": False}},
        {"output": {"article_files": False}},
        {"output": {"sitemaps": False}},
        {"output": {"data_shards": False}},
        {
            "feeds": {"formats": ("json",), "archives": (), "sections": False},
            "feed": (),
            "output": dict.fromkeys(("page", "opml", "article_files", "sitemaps", "data_shards", "robots"), False),
        },
    ],
    ids=str,
)
def test_no_reference_dangles_after_any_single_removal(
    world: World, watch: Watch, changes: dict[str, dict[str, object] | tuple[()]]
) -> None:
    for number in range(1, 11):
        world.dump(number, tail=("Harbour" if number % 2 else "Weather", "Share this article"))
    world.dump(11, time=later(world.now, hours=-3))
    world.set(feed=(Selection(slug="harbour-only", title="The harbour", sections=("Harbour",)),))
    watch.run()
    sections: dict[str, object] = {
        name: replace(getattr(world.config, name), **change) if isinstance(change, dict) else change
        for name, change in changes.items()
    }
    world.set(**sections)
    assert [what for what in watch.run() if what.startswith("-")]
    assert Tree(world.tree, world.config.site.url).dangling() == []


def test_no_reference_dangles_while_everything_is_written_anew(world: World, watch: Watch) -> None:
    for number in range(1, 8):
        world.dump(number)
    watch.run()
    shutil.rmtree(world.tree)
    assert len(watch.run()) > 20
    shutil.rmtree(world.tree / "archive")
    pages = [path.relative_to(world.tree) for path in world.tree.rglob("index.html")]
    for name in ("feed.atom", "feed.rss", "feeds.opml", *pages):  # what named the archive, or would name what is gone
        os.remove(world.tree / name)
    assert len(watch.run(full=True)) > 4
    (world.root / "dumps" / "000001.txt").rename(world.root / "elsewhere.txt")
    watch.run(full=True, force=True)


def test_a_tree_that_is_put_in_place_in_another_order_would_have_been_noticed(
    world: World, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    from exporter import plan

    monkeypatch.setattr(plan, "STAGES", tuple(reversed(plan.STAGES)))
    for number in range(1, 8):
        world.dump(number)
    with pytest.raises(AssertionError, match=r"index\.html.*names"):
        watch.run()
