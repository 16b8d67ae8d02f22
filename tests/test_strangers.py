"""Files in the tree that no document accounts for: what an earlier store left goes, other people's stay."""

import os
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from exporter.config.schema import Output, Selection
from exporter.errors import Refused, Unavailable
from exporter.render import is_rendered
from exporter.store.locations import at
from tests.published import Tree
from tests.world import World, cut_off

MANIFEST = Path(__file__).parent / "golden" / "manifest.txt"
THEIRS = (
    "articles/my-essay.html",
    "archive/1999.html",
    "data/mine.csv",
    "sections/about/us.html",
    "assets/style.css",
    "sections/stranger.txt",
    "sitemaps/notes.txt",
    "blog/feed.rss",
    "logo.png",
)
LEFT = (
    "archive/000009.atom",
    "articles/2001/02/03/00000000-0000-5000-8000-000000000001.jsonld",
    "data/2001-02-03.0123456789abcdef.jsonl.gz",
    "sections/gone/feed.json",
    "sections/gone/index.html",
    "sitemaps/gone.example/2001-02.xml",
    "sitemaps/gone.example/2001-02-2.xml",
    "sitemaps/gone.example/news.xml",
)


@pytest.fixture
def world(tmp_path):
    world = World(tmp_path)
    for number in range(1, 8):
        world.dump(number)
    return world


def put(world, paths):
    for path in paths:
        (world.tree / path).parent.mkdir(parents=True, exist_ok=True)
        (world.tree / path).write_text("not of this store")


def there(world, paths):
    return [path for path in paths if (world.tree / path).exists()]


def test_every_path_that_is_published_is_known_as_one_that_a_renderer_gives():
    paths = [line.split(" ", 2)[2] for line in MANIFEST.read_text("utf-8").splitlines()]
    paths = [path + ".gz" * path.endswith(".jsonl") for path in paths if path != "robots.txt"]
    selections = {path.split("/")[0] for path in paths if path.count("/") == 1 and "/feed." in path}
    assert len(paths) > 100
    assert [path for path in paths if not is_rendered(path, selections, root=True)] == []


def test_full_leaves_other_peoples_files_alone(world):
    put(world, THEIRS)
    world.run()
    world.run(full=True)
    assert there(world, THEIRS) == list(THEIRS)


def test_an_ordinary_run_leaves_everything_alone_that_it_does_not_know(world):
    world.run()
    put(world, LEFT)
    world.run()
    assert there(world, LEFT) == list(LEFT)


def test_full_removes_what_an_earlier_store_left(world):
    world.run()
    put(world, LEFT)
    report = world.run(full=True)
    assert there(world, LEFT) == []
    assert report.removed == len(LEFT)


def test_a_sitemap_of_somebody_else_at_the_root_stays(world):
    world.set(output=replace(world.config.output, sitemaps=False))
    world.run()
    put(world, ["sitemap.xml", "robots.txt"])
    (world.tree / "robots.txt").write_text("User-agent: *\nDisallow:\n")
    world.set(output=replace(world.config.output, robots=False))
    world.run(full=True)
    assert there(world, ["sitemap.xml"]) == ["sitemap.xml"]


def test_a_tree_that_was_left_and_is_come_back_to_holds_nothing_of_then(world):
    world.set(feed=(Selection(slug="one", title="One", sections=("Harbour",)),))
    world.run()
    here = world.config.output
    world.set(
        output=replace(here, directory=str(world.root / "other"), sitemaps=False),
        feeds=replace(world.config.feeds, formats=("atom",), archives=()),
        feed=(),
    )
    world.run()
    world.set(output=replace(here, sitemaps=False))
    world.run()
    assert world.state().keys() == {
        *(path for path in world.state() if path.startswith(("articles/", "data/"))),
        *("feed.atom", "sections/harbour/feed.atom", "feeds.opml", "robots.txt"),
        *("index.html", "sections/harbour/index.html", "assets/style.css", "assets/icon.svg"),
    }


def test_beginning_anew_leaves_no_stale_document(world):
    world.run()
    world.set(output=Output(directory=world.config.output.directory, opml=False, sitemaps=False))
    for path in world.dumps.iterdir():
        path.unlink()
    world.dump(9, time="2025-02-20T00:00:00Z", tail=("Sport", "Share this article"))
    world.run(full=True, force=True)
    assert not there(world, ["sections/harbour/feed.atom", "feeds.opml", "sitemap.xml", "archive/000001.atom"])
    assert Tree(world.tree, world.config.site.url).dangling() == []


@pytest.mark.parametrize("source", ["unreadable", "empty"])
def test_beginning_anew_without_the_dumps_keeps_what_is_published(world, source):
    world.run()
    before = world.state()
    shutil.move(world.dumps, world.root / "away")
    if source == "empty":
        world.dumps.mkdir()
    with pytest.raises((Unavailable, Refused), match=r"cannot read the source|no source has a dump"):
        world.run(full=True, force=True)
    assert world.state() == before
    assert not at(world.config.store.url).is_missing()
    shutil.rmtree(world.dumps, ignore_errors=True)
    shutil.move(world.root / "away", world.dumps)
    world.run()
    assert world.state() == before


def test_what_lies_about_goes_even_if_the_run_that_should_have_removed_it_was_cut_off(world, monkeypatch):
    world.run()
    put(world, LEFT)
    with cut_off(monkeypatch, "exporter.output.remove_strangers"):
        world.run(full=True)
    world.run()
    assert there(world, LEFT) == []


def test_a_tree_whose_visible_files_were_all_removed_is_written_again(world):
    world.run()
    before = {path: state[0] for path, state in world.state().items()}
    for path in world.tree.iterdir():
        if not path.name.startswith("."):  # as `rm -rf feeds/*` does
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    world.run()
    assert {path: state[0] for path, state in world.state().items()} == before


def test_a_file_of_others_whose_name_is_no_utf8_is_left_alone(world):
    world.run()
    path = os.path.join(os.fsencode(world.tree), b"caf\xe9.html")
    with open(path, "wb") as file:
        file.write(b"theirs")
    world.run(full=True)
    world.run()
    assert os.path.exists(path)


@pytest.mark.parametrize("how", ["a later run", "beginning anew"])
def test_at_the_root_of_a_folder_that_was_never_ours_nothing_is_removed(world, how):
    world.set(output=Output(directory=str(world.tree), sitemaps=False, opml=False))
    if how == "a later run":
        world.run()
    theirs = world.root / "www"
    theirs.mkdir()
    for name in ("sitemap.xml", "feeds.opml"):
        (theirs / name).write_text("theirs")
    world.set(output=replace(world.config.output, directory=str(theirs)))
    world.run(full=True, force=True) if how == "beginning anew" else world.run()
    assert (theirs / "feed.atom").exists()
    assert {(theirs / name).read_text() for name in ("sitemap.xml", "feeds.opml")} == {"theirs"}


def test_beginning_anew_that_was_cut_off_is_completed_by_an_ordinary_run(world, monkeypatch):
    world.run()
    for number in range(3, 8):
        (world.dumps / f"{number:06d}.txt").unlink()
    with cut_off(monkeypatch, "exporter.marking.settle"):
        world.run(full=True, force=True)
    world.run()
    ours = {path for (path,) in world.rows("SELECT path FROM documents")}
    assert set(world.state()) == ours
