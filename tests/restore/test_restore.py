"""A store that is lost comes back from the published tree alone, and nobody who reads the tree can tell."""

import gzip
import hashlib
import json
import os
import shutil
from datetime import timedelta

import pytest
from msgspec.structs import replace

from exporter.config.schema import Profile, Selection
from exporter.errors import Locked, Refused
from exporter.publish.folder import MARKER
from exporter.store.locations import at
from exporter.takedown import Withdrawal
from tests.restore import histories
from tests.restore.histories import bytes_of, lose, restored, store_of
from tests.running import exporter
from tests.world import CONFIG, START, World, cut_off

LONG = "It had been closed since the storm, and whoever waited there was glad to see the first boat. " * 3
MANIFEST = "data/dataset.jsonld"


def dated(world, path, **earlier):
    """The dump was written so much before the world's present."""
    time = (world.now - timedelta(**earlier)).timestamp()
    os.utime(path, (time, time))


@pytest.fixture
def world(tmp_path):
    """Seven articles in two editions, of which one was edited."""
    world = World(tmp_path)
    for number in range(1, 8):
        dated(world, world.dump(number), hours=1)
    world.run()
    dated(world, world.dump(3, body=("It was edited later, the harbour office says.",)), minutes=-30)
    world.run()
    return world


def nothing_happens(world, **options):
    before = world.state()
    report = world.run(**options)
    assert (report.written, report.removed) == (0, 0)
    assert world.state() == before


@pytest.mark.parametrize("seed", range(100, 102))
def test_histories_go_on_as_if_no_store_had_been_lost(seed):
    histories.check(seed, 8)


def test_the_harness_sees_that_what_was_published_does_not_win(monkeypatch):
    monkeypatch.setattr("exporter.store.restored.likeness", lambda *_, **__: 1)  # as any run decides
    with pytest.raises(AssertionError):
        histories.check(2, 6)


def test_what_was_withdrawn_stays_so_and_cannot_be_brought_back(world):
    url = "https://news.example/artikel/5-kade"
    world.run(withdrawal=Withdrawal((url,), "Because"))
    gone = world.read("data/gone.jsonl")
    lose(world)
    done = restored(world)
    assert (done.articles, done.withdrawn) == (6, 1)
    assert ": 6 articles, 1 withdrawn, " in done.as_text()
    nothing_happens(world)
    nothing_happens(world, full=True)
    world.dump(5, title="Quay 5 once more")
    assert world.run().withdrawn == 1
    assert world.read("data/gone.jsonl") == gone
    before = world.state()
    world.run(withdrawal=Withdrawal((url,), "", "undo"))
    assert world.state() == before


def test_a_list_of_what_is_gone_that_is_gone_itself_is_missed(world):
    world.run(withdrawal=Withdrawal(("https://news.example/artikel/7-kade",), "Because"))
    (world.tree / "data" / "gone.jsonl").unlink()
    lose(world)
    with pytest.raises(Refused, match="1 articles were withdrawn, and it names 0"):
        restored(world)


def test_all_dumps_are_read_again_and_nothing_is_written(world):
    kept = world.rows("SELECT id, sequence, published, updated, first_seen, host, url FROM articles ORDER BY id")
    keys = world.rows("SELECT a.id, k.key FROM keys k JOIN articles a USING (n) ORDER BY 1, 2")
    lose(world)
    done = restored(world)
    assert (done.articles, done.withdrawn, done.edition) == (7, 0, 2)
    assert kept == world.rows(
        "SELECT id, sequence, published, updated, first_seen, host, url FROM articles ORDER BY id"
    )
    assert keys == world.rows("SELECT a.id, k.key FROM keys k JOIN articles a USING (n) ORDER BY 1, 2")
    before = world.state()
    report = world.run()
    assert (report.written, report.removed, report.same, report.new, report.changed) == (0, 0, 7, 0, 0)
    assert world.state() == before
    nothing_happens(world, full=True)


def test_without_any_dump_nothing_is_written_or_removed(world):
    for path in world.dumps.iterdir():
        path.unlink()
    lose(world)
    restored(world)
    nothing_happens(world)
    nothing_happens(world, full=True)
    world.dump(8)
    assert world.run().new == 1


def test_new_rules_find_articles_whose_dumps_are_gone(world):
    for path in world.dumps.iterdir():
        path.unlink()
    lose(world)
    restored(world)
    before = world.rows("SELECT id, updated FROM articles ORDER BY id")
    world.set(profile={"news.example": Profile(identity=r"/artikel/(\d+)", language="nl")})
    assert world.run().renewed == 7
    assert json.loads(next(world.tree.glob("articles/**/*.jsonld")).read_text())["inLanguage"] == "nl"
    assert world.rows("SELECT id, updated FROM articles ORDER BY id") == before


@pytest.mark.parametrize("order", [("000003.txt", "a.txt"), ("b.txt", "a.txt"), ("b.txt", "zz.txt")])
def test_an_earlier_version_in_another_dump_takes_nothing_back(tmp_path, order):
    world = World(tmp_path)
    first, second = order
    dated(world, world.dump(3, name=first, title="Quay 3 shut"), hours=5)
    world.run()
    dated(world, world.dump(3, name=second, title="Quay 3 open", time="2025-02-20T00:00:00+00:00"), minutes=10)
    world.run()
    before = world.state()
    for gone in (None, second):
        lose(world)
        restored(world)
        if gone:
            (world.dumps / gone).unlink()
        assert world.run().written == 0, "an earlier version was published again"
    assert world.state() == before
    assert "Quay 3 open" in world.read("feed.atom")


def test_what_is_published_wins_whichever_slice_it_comes_in(world, monkeypatch):
    world.dump(3, name="0-early.txt", title="Quay 3 before")
    world.dump(3, name="zz-late.txt", title="Quay 3 after all")  # as new as if all dumps had been copied
    lose(world)
    restored(world)
    monkeypatch.setattr("exporter.intake.current.SLICE", 1)
    with cut_off(monkeypatch, "exporter.marking.settle"):
        world.run()
    nothing_happens(world)


def test_an_edit_after_the_restoration_is_one(world):
    lose(world)
    restored(world)
    dated(world, world.dump(4, title="Quay 4 shut again"), minutes=-59)
    report = world.run()
    assert (report.new, report.changed) == (0, 1)
    assert world.rows("SELECT updated FROM articles WHERE id LIKE '%' AND url LIKE '%/4-%'") == [
        (int(world.now.timestamp()),)
    ]
    assert world.rows("SELECT COUNT(*) FROM restored WHERE met > 0") == [(0,)]
    nothing_happens(world)


def test_an_edit_that_states_its_time_wins_over_what_was_published(world):
    lose(world)
    restored(world)
    world.dump(4, name="follow-up.txt", title="Quay 4 shut again", time="2025-03-01T11:00:00+00:00")
    assert world.run().changed == 1
    assert "Quay 4 shut again" in world.read("feed.atom")


def duplicates(tmp_path):
    """An article, its duplicate, and its restoration after the first of them was edited."""
    world = World(tmp_path)
    dated(world, world.dump(1, body=(LONG,)), hours=9)
    world.run()
    dated(world, world.dump(2, body=(LONG,)), hours=5)
    assert world.run().duplicate == 1
    dated(world, world.dump(1, body=(LONG, "More came of it later on.")), minutes=-1)
    world.run()
    lose(world)
    restored(world)
    return world


def test_a_duplicate_stays_one_though_its_original_says_something_else_by_now(tmp_path):
    world = duplicates(tmp_path)
    nothing_happens(world)
    assert world.rows("SELECT COUNT(*) FROM articles WHERE original IS NOT NULL") == [(1,)]
    nothing_happens(world, full=True)


def test_a_duplicate_that_is_edited_afterwards_becomes_an_article(tmp_path):
    world = duplicates(tmp_path)
    world.run()
    world.dump(2, body=(LONG, "Nothing like it was seen before."))
    world.run()
    assert "artikel/2-kade" in world.read("feed.atom")
    assert "sameAs" not in "".join(path.read_text() for path in world.tree.glob("articles/**/*.jsonld"))


def test_duplicates_whose_dumps_are_gone_stay_named_and_are_never_published(tmp_path):
    world = duplicates(tmp_path)
    (world.dumps / "000002.txt").unlink()
    nothing_happens(world)
    world.set(feeds=replace(world.config.feeds, duplicates="keep"))
    nothing_happens(world)
    assert "artikel/2-kade" in "".join(path.read_text() for path in world.tree.glob("articles/**/*.jsonld"))


def test_a_feed_that_was_left_by_all_goes_on_to_show_them(world):
    for number in range(1, 8):
        dated(world, world.dump(number, tail=("Share this article",)), minutes=-59)
    world.run()
    assert json.loads(world.read(MANIFEST))["hasPart"][1]["dataFeedElement"]
    lose(world)
    restored(world)
    nothing_happens(world)
    nothing_happens(world, full=True)
    assert world.rows("SELECT emptied FROM feeds WHERE kind = 'section'") == [(1,)]


def test_feeds_that_are_switched_off_keep_their_ids(world):
    identity = (
        json.loads(world.read("sections/harbour/feed.json"))["items"][0]["id"],
        world.rows("SELECT id, slug FROM feeds ORDER BY id"),
    )
    world.set(feeds=replace(world.config.feeds, sections=False))
    world.run()
    lose(world)
    restored(world)
    world.set(feeds=replace(world.config.feeds, sections=True))
    world.run()
    assert identity == (
        json.loads(world.read("sections/harbour/feed.json"))["items"][0]["id"],
        world.rows("SELECT id, slug FROM feeds ORDER BY id"),
    )


def test_a_selection_of_other_articles_is_refused_until_they_are_the_same_again(world):
    chosen = (Selection(slug="sel", title="Sel", sections=("Harbour",)),)
    world.set(feed=chosen)
    world.run()
    lose(world)
    world.set(feed=(Selection(slug="sel", title="Sel", sections=("Nowhere",)),))
    with pytest.raises(Refused, match=r"no article belongs to the selection 'sel' by this configuration"):
        restored(world)
    assert at(world.config.store.url).is_missing()
    world.set(feed=chosen)
    restored(world)
    nothing_happens(world)


def test_shards_of_earlier_editions_stay_as_long_as_their_manifests_promised(world):
    kept = {path.name for path in world.tree.glob("data/*.gz")}
    assert len(kept) == 2
    lose(world)
    restored(world)
    nothing_happens(world)
    for number in range(8, 12):
        world.dump(number)
        world.run()
    assert not kept & {path.name for path in world.tree.glob("data/*.gz")}


def test_what_others_keep_at_the_root_is_not_taken_for_ours(world):
    world.set(output=replace(world.config.output, robots=False))
    world.run()
    (world.tree / "robots.txt").write_text("User-agent: *\n")
    lose(world)
    restored(world)
    nothing_happens(world)


# What is refused


def test_a_sound_store_is_kept_unless_forced(world):
    with pytest.raises(Refused, match="this store is sound"):
        restored(world)
    restored(world, force=True)
    (aside,) = at(world.config.store.url).aside()
    assert aside.endswith(str(int(world.now.timestamp())))
    nothing_happens(world)


def rewritten(world, change):
    """The manifest, with something else in it."""
    node = json.loads(world.read(MANIFEST))
    change(node)
    (world.tree / MANIFEST).write_text(json.dumps(node))


def another_row(world):
    """The shard that the manifest names has another row, and its digest; its name is that of the rows before."""
    node = json.loads(world.read(MANIFEST))
    path = world.tree / node["distribution"][0]["contentUrl"].removeprefix(node["url"])
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"Quay 1", b"Quay 9")))
    node["distribution"][0]["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (world.tree / MANIFEST).write_text(json.dumps(node))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (
            lambda world: (world.tree / MANIFEST).unlink(),
            "jsonld: it is not there, as when output.data_shards is off",
        ),
        (lambda world: (world.tree / MANIFEST).write_text("{"), "dataset.jsonld: it cannot be read"),
        (lambda world: [path.unlink() for path in world.tree.glob("data/*.gz")], r"gz: it is not there"),
        (lambda world: [path.write_bytes(b"x") for path in world.tree.glob("data/*.gz")], "its SHA-256 is not that"),
        (lambda world: rewritten(world, lambda node: node.pop("hasPart")), "does not say which feeds there are"),
        (lambda world: rewritten(world, lambda node: node["distribution"][0]["size"].update(value=6)), "it has 7 rows"),
        (
            lambda world: rewritten(
                world, lambda node: node["distribution"][0].update(contentUrl=node["url"] + "../state/x")
            ),
            "which is no shard",
        ),
        (another_row, "its rows are not those that its name says"),
        (
            lambda world: (world.tree / MARKER).unlink(),
            r"exporter\.json: it is not there, as in a tree that was copied",
        ),
        (lambda world: shutil.rmtree(world.tree), "nothing was published here"),
        (lambda world: (world.tree / MARKER).write_text("{"), "cannot tell which store this tree belongs to"),
    ],
)
def test_a_tree_that_is_not_whole_is_refused_and_nothing_is_changed(world, harm, said):
    lose(world)
    harm(world)
    before = world.state()
    with pytest.raises(Refused, match=said):
        restored(world)
    assert world.state() == before
    assert at(world.config.store.url).is_missing()


def test_archives_with_a_gap_are_refused(tmp_path):
    world = World(tmp_path)
    world.dump(1)
    world.dump(2, time="2025-02-16T00:00:00+00:00")
    world.dump(3, time="2025-02-18T00:00:00+00:00")
    world.run()
    rewritten(world, lambda node: node["distribution"].pop(1))
    lose(world)
    with pytest.raises(Refused, match="the archive has 3 places, and 1 of them are in no data shard"):
        restored(world)


@pytest.mark.file
def test_an_old_copy_is_refused_by_export_and_replaced_by_restore(world):
    old = store_of(world).read_bytes()
    world.dump(8)
    world.run()
    lose(world)
    store_of(world).write_bytes(old)
    before = world.state()
    with pytest.raises(Refused, match=r"knows of edition 2, but .* is edition 3: it is an old copy.*exporter restore"):
        world.run()
    restored(world)
    nothing_happens(world)
    assert world.state() == before


@pytest.mark.file
def test_a_store_that_is_none_is_told_without_the_advice_to_restore(world, caplog):
    lose(world)
    store_of(world).write_bytes(b"x" * 8192)
    restored(world)
    assert caplog.messages[0].endswith("the store is damaged or is no store: file is not a database")
    nothing_happens(world)


def test_no_run_may_be_at_work(world):
    lose(world)
    with at(world.config.store.url).held("runs", "a run"), pytest.raises(Locked):
        restored(world)


def test_a_dry_run_verifies_and_changes_nothing(world):
    lose(world)
    before = sorted(path.name for path in world.root.rglob("*"))
    assert restored(world, dry_run=True).articles == 7
    assert sorted(path.name for path in world.root.rglob("*")) == before


@pytest.mark.parametrize(
    "where",
    [
        "restore.replacing.rebuild",
        "restore.replacing._file",
        pytest.param("store.sqlite_file.File.set_aside", marks=pytest.mark.file),
        pytest.param("durable.flush", marks=pytest.mark.file),
    ],
)
def test_killed_anywhere_the_next_one_does_it_all(world, monkeypatch, where):
    with cut_off(monkeypatch, f"exporter.{where}"):
        restored(world, force=True)
    restored(world, force=True)
    nothing_happens(world)
    assert not list(world.root.glob("state/*.restoring*"))


def test_the_command(tmp_path):
    world = World(tmp_path)
    for number in range(1, 8):
        world.dump(number)
    (tmp_path / "config.toml").write_text(CONFIG)
    assert exporter(tmp_path, "export")[2] == 0
    world.now = START
    before = bytes_of(world)
    for path in (tmp_path / "state").iterdir():
        path.unlink()
    out, err, status = exporter(tmp_path, "export")
    assert (out, status) == ("", 1)
    assert "`exporter restore`" in err
    for command in (
        ("status",),
        ("check",),
        ("withdraw", "--list"),
        ("explain", "https://news.example/artikel/1-kade"),
    ):
        _, err, status = exporter(tmp_path, *command)
        assert "was published from one: run `exporter restore`" in err
        assert status == 1
    out, _, status = exporter(tmp_path, "restore", "--dry-run")
    assert (status, "would be rebuilt from" in out) == (0, True)
    out, _, status = exporter(tmp_path, "restore", "--json")
    assert (status, json.loads(out)["articles"], json.loads(out)["edition"]) == (0, 7, 1)
    out, err, status = exporter(tmp_path, "export", "--json")
    assert (status, json.loads(out)["written"], err) == (0, 0, "")
    assert bytes_of(world) == before
    _, err, status = exporter(tmp_path, "restore")
    assert (status, "this store is sound" in err) == (1, True)
