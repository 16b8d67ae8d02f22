"""Whole runs: what becomes of dumps, and what is left alone."""

import gzip
import json
import os
import shutil
from datetime import timedelta

import pytest
from msgspec.structs import replace

from exporter.config.schema import Feeds, Publisher, Selection, Source
from exporter.errors import ConfigError, Locked, Refused, Unavailable
from exporter.report import Report
from exporter.store.locations import at, opened
from tests import stores
from tests.world import PROFILE, START, World, later, touched

HEADLINE = "The quay is open again, the harbour office says."


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def counts(report: Report) -> dict[str, int]:
    """What became of the records that were given."""
    names = ("new", "changed", "same", "superseded", "duplicate", "held", "rejected")
    return {name: getattr(report, name) for name in names if getattr(report, name)}


def ids(world: World) -> list[str]:
    return [row[0] for row in world.rows("SELECT id FROM articles ORDER BY sequence")]


def times(world: World) -> list[tuple[int, int]]:
    return world.rows("SELECT published, updated FROM articles ORDER BY sequence")


# From nothing


def test_a_first_run_publishes_the_whole_tree(world):
    for number in range(1, 8):
        world.dump(number)
    report = world.run()
    assert counts(report) == {"new": 7}
    assert (report.edition, report.exit_status) == (1, 0)
    paths = set(world.state())
    assert {
        "feed.atom",
        "feed.rss",
        "feed.json",
        "sections/harbour/feed.atom",
        "archive/000001.atom",
        "archive/000002.rss",
        "feeds.opml",
        "robots.txt",
        "sitemap.xml",
        "sitemaps/news.example/2025-02.xml",
        "data/dataset.jsonld",
    } <= paths
    assert "archive/000003.atom" not in paths
    assert len([path for path in paths if path.startswith("articles/2025/02/14/")]) == 7
    assert not [path for path in paths if path.endswith(".tmp")]


def test_nothing_is_published_before_there_is_an_article(world):
    assert world.run().written == 0
    assert not world.tree.exists()
    world.dump(1)
    assert counts(world.run()) == {"new": 1}


def test_a_subscription_holds_what_is_on_no_full_page_and_the_archive_holds_the_rest(world):
    world.set(feeds=Feeds(archive_page=3, entries=1, window="1 second"))
    for number in range(1, 9):
        world.dump(number)
    world.run()
    titles = lambda path: [f"Quay {n}" for n in range(9) if f"Quay {n} reopens" in world.read(path)]  # noqa: E731
    assert titles("archive/000001.atom") == ["Quay 1", "Quay 2", "Quay 3"]
    assert titles("archive/000002.atom") == ["Quay 4", "Quay 5", "Quay 6"]
    assert titles("feed.atom") == ["Quay 7", "Quay 8"]
    assert titles("feed.rss") == ["Quay 8"]  # there is no RSS archive here that it would have to continue


# Unchanged means untouched


def test_a_second_run_writes_no_byte_and_touches_no_time(world):
    for number in range(1, 8):
        world.dump(number)
    world.run()
    before = world.state()
    report = world.run()
    assert counts(report) == {"same": 7}
    assert (report.written, report.removed, report.edition) == (0, 0, None)
    assert world.state() == before


def test_dumps_that_were_only_touched_or_copied_change_nothing(world):
    path = world.dump(1)
    world.run()
    before = world.state()
    os.utime(path, (1, 1))
    shutil.copy(path, world.dumps / "copy.txt")
    assert counts(world.run()) == {"same": 2}
    assert world.state() == before


def test_dumps_that_rotate_away_withdraw_nothing(world):
    path = world.dump(1)
    world.run()
    before = world.state()
    path.unlink()
    assert counts(world.run()) == {}
    assert world.state() == before


# One new article


def test_one_new_article_rewrites_only_what_it_belongs_to(world):
    for number in range(1, 6):
        world.dump(number)
    world.dump(6, time="2025-01-10T10:00:00Z", tail=("Elsewhere", "Share this article"))
    world.run()
    before = world.state()
    world.dump(7, time="2025-01-10T11:00:00Z", tail=("Elsewhere", "Share this article"))
    assert counts(world.run()) == {"new": 1, "same": 6}
    changed = touched(before, world.state())
    written = [path for path in changed if path.startswith("articles/")]
    assert written == [f"articles/2025/01/10/{ids(world)[6].removeprefix('urn:uuid:')}.jsonld"]
    shards = {path for path in changed if path.startswith("data/2025")}
    assert len(shards) == 1
    assert next(iter(shards)).startswith("data/2025-01-10.")
    assert {path for path in changed if not path.startswith(("articles/", "data/2025"))} == {
        "data/dataset.jsonld",
        "feed.atom",
        "feed.json",
        "feed.rss",
        "index.html",
        "sections/elsewhere/feed.atom",
        "sections/elsewhere/feed.json",
        "sections/elsewhere/feed.rss",
        "sections/elsewhere/index.html",
        "sitemap.xml",
        "sitemaps/news.example/2025-01.xml",
    }


def test_a_page_that_fills_makes_the_one_before_it_name_it(world):
    for number in range(1, 6):
        world.dump(number)
    world.run()
    before = world.state()
    assert "next-archive" not in world.read("archive/000001.atom")
    world.dump(6)
    world.run()
    assert {"archive/000001.atom", "archive/000002.atom"} <= touched(before, world.state())
    assert 'rel="next-archive"' in world.read("archive/000001.atom")
    assert "archive/000002.atom" in world.read("feed.atom")


# Edits and identity


def test_an_edit_updates_an_article_once_with_its_id_and_published_as_they_were(world):
    world.dump(1)
    world.dump(2)
    world.run()
    before_ids, before_times = ids(world), times(world)
    world.dump(1, title="Quay 1 reopens late", slug="late", name="000001-b.txt", time="2025-02-14T05:00:00Z")
    assert counts(world.run()) == {"changed": 1, "same": 2}
    assert ids(world) == before_ids
    (published, updated), other = times(world)
    assert published == before_times[0][0]
    assert updated == before_times[0][0] + 4 * 3600
    assert other == before_times[1]
    atom = world.read("feed.atom")
    assert atom.count("Quay 1 reopens late") == 1
    assert "<title>Quay 1 reopens</title>" not in atom
    settled = world.state()
    assert counts(world.run()) == {"same": 3}
    assert world.state() == settled


def test_two_versions_found_at_once_are_one_article_published_at_the_first_time(world):
    world.dump(1, time="2025-02-14T10:00:00Z")
    world.dump(1, title="Edited", slug="edited", name="0.txt", time="2025-02-14T12:00:00Z")
    assert counts(world.run()) == {"new": 1, "superseded": 1}
    ((published, updated),) = times(world)
    assert updated - published == 2 * 3600
    assert world.read("feed.atom").count("<entry") == 1


def test_a_profile_that_arrives_later_finds_the_article_under_its_new_slug(world):
    world.set(profile={})
    world.dump(1)
    world.run()
    before = ids(world)
    world.set(profile={"news.example": PROFILE})
    world.dump(1, slug="new-slug", title="Edited", name="b.txt", time=later(START, hours=-1))
    assert counts(world.run()) == {"changed": 1, "same": 1}
    assert ids(world) == before
    assert world.rows("SELECT key FROM keys ORDER BY key") == [
        ("news.example:1",),
        ("url:news.example/artikel/1-kade",),
        ("url:news.example/artikel/1-new-slug",),
    ]


def test_a_changed_profile_normalises_what_is_stored_anew_without_moving_updated(world):
    world.dump(1).rename(world.dumps / "kept.txt")
    world.run()
    before = times(world)
    (world.dumps / "kept.txt").unlink()
    publisher = Publisher(name="Example News", url="https://news.example/")
    world.set(profile={"news.example": replace(PROFILE, publisher=publisher, keywords=("Harbour",))})
    report = world.run()
    assert (report.renewed, counts(report)) == (1, {})
    assert times(world) == before
    item = json.loads(world.read("feed.json"))["items"][0]
    assert item["authors"] == [{"name": "Example News", "url": "https://news.example/"}]
    article = next(path for path in world.state() if path.startswith("articles/"))
    assert json.loads(world.read(article))["keywords"] == ["Harbour"]


@pytest.mark.parametrize("changed", ["scheme", "slug", "title", "base", "www"])
def test_an_id_stays_whatever_else_changes(world, changed):
    world.dump(1)
    world.run()
    before = ids(world)
    text = (world.dumps / "000001.txt").read_text()
    text = {
        "scheme": text.replace("https://", "http://"),
        "www": text.replace("https://", "https://www."),
        "slug": text.replace("-kade", "-other"),
        "title": text.replace("Quay 1", "Pier 1"),
        "base": text + "\n",
    }[changed]
    (world.dumps / "000001.txt").write_text(text)
    if changed == "base":
        world.set(site=replace(world.config.site, url="https://elsewhere.example/"))
    world.run()
    assert ids(world) == before
    assert before[0] in world.read("feed.rss")


# Configuration


def test_a_setting_rewrites_what_it_affects(world):
    world.dump(1)
    world.run()
    before = world.state()
    world.set(feeds=replace(world.config.feeds, content="summary"))
    world.run()
    changed = touched(before, world.state())
    assert {"feed.atom", "feed.rss", "feed.json"} <= changed
    assert not [path for path in changed if path.startswith(("articles/", "data/", "sitemap"))]


def test_what_is_switched_off_is_removed_and_comes_back(world):
    world.dump(1)
    world.run()
    whole = {path: digest for path, (digest, *_) in world.state().items()}
    world.set(output=replace(world.config.output, article_files=False, sitemaps=False, opml=False))
    world.run()
    left = set(world.state())
    assert not [path for path in left if path.startswith(("articles/", "sitemap", "feeds.opml"))]
    assert "Sitemap:" not in world.read("robots.txt")
    world.set(output=replace(world.config.output, article_files=True, sitemaps=True, opml=True))
    world.run()
    assert {path: digest for path, (digest, *_) in world.state().items()} == whole


def test_another_title_of_a_selection_draws_it_anew_and_normalises_nothing(world, monkeypatch):
    world.set(feed=(Selection(slug="quays", title="Quays", sections=("Harbour",)),))
    world.dump(1)
    world.run()
    world.set(feed=(Selection(slug="quays", title="All quays", sections=("Harbour",)),))
    monkeypatch.setattr("exporter.normalise.normalise", None)
    world.run()
    assert "<title>All quays</title>" in world.read("quays/feed.atom")


def test_a_new_selection_takes_in_what_is_stored_already(world):
    world.dump(1)
    world.dump(2, tail=("Sport", "Share this article"))
    world.run()
    world.set(feed=(Selection(slug="sport-only", title="Only sport", sections=("sport",)),))
    world.run()
    items = json.loads(world.read("sport-only/feed.json"))
    assert [item["title"] for item in items["items"]] == ["Quay 2 reopens"]
    assert "Only sport" in world.read("feeds.opml")
    identity = items["items"][0]["id"]
    world.set(feed=())
    world.run()
    assert not (world.tree / "sport-only").exists()
    assert "Only sport" not in world.read("feeds.opml")
    assert identity in world.read("feed.json")


def test_the_size_of_archive_pages_is_fixed(world):
    world.dump(1)
    world.run()
    world.set(feeds=replace(world.config.feeds, archive_page=4))
    with pytest.raises(ConfigError, match=r"begun with 3 articles a page, got 4"):
        world.run()
    assert world.rows("SELECT COUNT(*) FROM runs") == [(1,)], "it was no run"


# Rejected and held


def test_one_bad_dump_is_rejected_with_its_place_and_everything_else_goes_on(world):
    world.dump(1)
    world.dump(2, time="31 February 2025")
    report = world.run()
    assert (counts(report), report.new_rejects, report.exit_status) == ({"new": 1, "rejected": 1}, 1, 3)
    ((dump, line, code, reason),) = world.rows("SELECT dump, line, code, reason FROM rejects")
    assert (dump, line, code) == ("000002.txt", 2, "bad-date")
    assert "31 February 2025" in reason


def test_a_known_reject_is_counted_but_not_new(world):
    world.dump(2, time="never")
    assert world.run().exit_status == 3
    report = world.run()
    assert (counts(report), report.exit_status) == ({"rejected": 1}, 0)


def test_a_reject_that_is_mended_or_gone_is_forgotten(world):
    world.dump(1, time="never")
    world.dump(2, time="never")
    world.run()
    world.dump(1)
    (world.dumps / "000002.txt").unlink()
    assert counts(world.run()) == {"new": 1}
    assert world.rows("SELECT * FROM rejects") == []


def test_a_reject_is_read_again_when_the_rules_change(world):
    world.dump(1, time="2025-02-14T10:00:00")
    world.set(site=replace(world.config.site, timezone="UTC"))
    world.dump(2, time="never")
    world.run()
    world.set(profile={"news.example": replace(PROFILE, timezone="Europe/Amsterdam")})
    report = world.run()
    assert counts(report) == {"same": 1, "rejected": 1}
    assert report.new_rejects == 0


def test_an_article_too_far_ahead_is_held_and_tried_at_each_run(world):
    world.dump(1, time=later(START, hours=30))
    assert counts(world.run()) == {"held": 1}
    assert not world.tree.exists()
    assert counts(world.run()) == {"held": 1}
    assert counts(world.run(after=timedelta(hours=6))) == {"new": 1}
    assert world.rows("SELECT * FROM held") == []


def test_a_source_that_cannot_be_read_does_not_stop_the_others(world, caplog):
    world.dump(1)
    missing = Source(path=str(world.root / "gone"), name="gone")
    world.set(source=(missing, *world.config.source))
    report = world.run()
    assert (counts(report), report.exit_status) == ({"new": 1}, 75)


@pytest.fixture
def closed(monkeypatch):
    """Make folders of this name unreadable; root may read everything."""

    def close(name):
        real = os.listdir

        def listdir(path):
            if os.path.basename(path) == name:
                raise PermissionError(13, "Permission denied")
            return real(path)

        monkeypatch.setattr(os, "listdir", listdir)

    return close


def test_a_folder_that_cannot_be_read_stops_nothing_and_nothing_of_it_is_forgotten(world, closed, caplog):
    rejected = world.dump(1, name="a/1.txt", time="never")
    world.dump(2, name="a/2.txt")
    world.run()
    world.dump(3, name="b/3.txt")
    rejected.unlink()  # as a disk looks that went away
    closed("a")
    report = world.run()
    assert (report.new, report.unavailable, report.exit_status) == (1, 1, 75)
    assert f"{world.dumps}/a: cannot read a folder of the source 'dumps'" in caplog.text
    assert world.rows("SELECT dump FROM rejects") == [("a/1.txt",)]
    assert world.read("feed.atom").count("<entry>") == 2


def test_nobody_begins_anew_without_a_folder_that_cannot_be_read(world, closed):
    world.dump(1, name="a/1.txt")
    world.dump(2, name="b/2.txt")
    world.run()
    before = world.state()
    closed("b")
    with pytest.raises(Unavailable, match="b: cannot read a folder"):
        world.run(full=True, force=True)
    assert world.state() == before
    assert world.rows("SELECT COUNT(*) FROM articles") == [(2,)]


def test_a_dump_that_may_not_be_read_is_rejected_and_tried_again(world, monkeypatch):
    from exporter.sources import folder

    world.dump(1)
    real = folder.fetch

    def refuse(dump):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(folder, "fetch", refuse)
    assert counts(world.run()) == {"rejected": 1}
    monkeypatch.setattr(folder, "fetch", real)
    assert counts(world.run()) == {"new": 1}


# The clock


def test_news_sitemaps_hold_two_days_and_expire(world):
    world.dump(1, time=later(START, hours=-20))
    world.dump(2, time=later(START, hours=-46))
    world.run()
    news = "sitemaps/news.example/news.xml"
    assert world.read(news).count("<news:news>") == 2
    before = world.state()
    world.run(after=timedelta(hours=2))
    assert world.read(news).count("<news:news>") == 1
    assert touched(before, world.state()) == {news}
    world.run(after=timedelta(hours=30))
    assert not (world.tree / news).exists()
    assert news not in world.read("sitemap.xml")


def test_a_replaced_shard_stays_for_three_editions_and_an_hour(world):
    def shards():
        return {path for path in world.state() if path.startswith("data/2025-02-14.")}

    world.dump(1)
    world.run()
    (first,) = shards()
    for number in range(2, 6):
        world.dump(number)
        world.run(after=timedelta(minutes=30))
        assert (first in shards()) is (number < 5)
    assert len(shards()) == 4
    digests = {entry["contentUrl"] for entry in json.loads(world.read("data/dataset.jsonld"))["distribution"]}
    assert len(digests) == 1


def test_time_alone_makes_no_edition_and_removes_no_shard(world):
    for number in range(1, 5):
        world.dump(number)
        world.run()
    before = world.state()
    reports = [world.run(after=timedelta(days=1)) for _ in range(5)]
    assert [(report.written, report.removed, report.edition) for report in reports] == [(0, 0, None)] * 5
    assert world.state() == before


# Store and tree belong together


def test_a_lost_store_beside_a_published_tree_is_refused(world):
    world.dump(1)
    world.run()
    before = world.state()
    stores.lose(world.config.store.url)
    with pytest.raises(Refused, match="no store, or an empty one"):
        world.run()
    with pytest.raises(Refused, match="no store, or an empty one"):
        world.run(full=True)
    assert at(world.config.store.url).is_missing()
    with opened(world.config.store.url):
        pass
    with pytest.raises(Refused, match="no store, or an empty one"):
        world.run()
    assert world.state() == before
    report = world.run(full=True, force=True)
    assert counts(report) == {"new": 1}


def test_the_tree_of_another_store_is_refused(world, tmp_path):
    world.dump(1)
    world.run()
    other = World(tmp_path / "other")
    other.dump(1)
    other.run()
    other.set(output=world.config.output)
    with pytest.raises(Refused, match=r"published from another store.*remove .*\.exporter\.json"):
        other.run()
    (world.tree / ".exporter.json").unlink()  # as the message says
    (world.tree / "feed.rss").write_text("of another store")
    other.run()
    assert "<rss" in world.read("feed.rss")


def test_a_tree_that_was_deleted_is_written_again_as_it_was(world):
    for number in range(1, 8):
        world.dump(number)
    world.run()
    before = {path: digest for path, (digest, *_) in world.state().items()}
    shutil.rmtree(world.tree)
    world.run()
    assert {path: digest for path, (digest, *_) in world.state().items()} == before


def test_full_mends_what_was_damaged_and_touches_nothing_else(world):
    for number in range(1, 8):
        world.dump(number)
    world.run()
    before = world.state()
    (world.tree / "feed.rss").write_text("broken")
    (world.tree / "sitemap.xml").unlink()
    report = world.run(full=True)
    after = world.state()
    assert touched(before, after) == {"feed.rss", "sitemap.xml"}
    assert {path: state[0] for path, state in after.items()} == {path: state[0] for path, state in before.items()}
    assert (report.written, report.removed) == (2, 0)


def test_starting_anew_sets_the_store_aside_and_gives_the_same_ids(world):
    for number in range(1, 4):
        world.dump(number)
    world.run()
    before = ids(world)
    world.run(full=True, force=True)
    assert ids(world) == before
    assert len(at(world.config.store.url).aside()) == 1


def test_a_moved_output_is_written_whole_and_the_old_one_is_left(world):
    world.dump(1)
    world.run()
    before = {path: digest for path, (digest, *_) in world.state().items()}
    world.set(output=replace(world.config.output, directory=str(world.root / "elsewhere")))
    world.run()
    assert {path: digest for path, (digest, *_) in world.state().items()} == before
    world.tree = world.root / "elsewhere"
    assert {path: digest for path, (digest, *_) in world.state().items()} == before


# Dry runs, locks, faults


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(world):
    world.dump(1)
    report = world.run(dry_run=True)
    assert ("write", "feed.atom") in report.paths
    assert sorted(path.name for path in world.root.iterdir()) == ["dumps"]
    world.run()
    before, rows = world.state(), world.rows("SELECT * FROM runs")
    world.dump(2, tail=("Sport", "Share this article"))
    report = world.run(dry_run=True)
    assert counts(report) == {"new": 1, "same": 1}
    assert ("write", "sections/sport/feed.rss") in report.paths
    assert not [path for _, path in report.paths if path.startswith("sections/harbour")]
    assert (world.state(), world.rows("SELECT * FROM runs")) == (before, rows)
    world.run(after=timedelta(0))
    assert touched(before, world.state()) == {path for _, path in report.paths}
    world.set(output=replace(world.config.output, article_files=False))
    report = world.run(dry_run=True, full=True)
    assert len(report.paths) == len(set(report.paths)), "what is removed is removed once"


def test_two_runs_at_once_are_refused(world):
    world.dump(1)
    other = at(world.config.store.url)
    with other.held("runs", "export of feeds"), pytest.raises(Locked, match=r"at work: pid .* export"):
        world.run()


def test_records_given_are_all_accounted_for(world):
    for number in range(1, 30):
        world.dump(
            number % 11, name=f"{number}.txt", time="never" if number % 7 == 0 else "", title=f"Version {number % 3}"
        )
    world.dump(50, time=later(START, days=30))
    first = world.run()
    assert sum(counts(first).values()) == 30
    assert sum(counts(world.run()).values()) == 30


def test_a_shard_holds_what_rebuilds_the_store(world):
    world.dump(1)
    world.run()
    (shard,) = (path for path in world.state() if path.startswith("data/2025"))
    row = json.loads(gzip.decompress((world.tree / shard).read_bytes()))
    assert row["@type"] == "NewsArticle"
    assert row["headline"] == "Quay 1 reopens"
    assert {"news.example:1", "url:news.example/artikel/1-kade"} <= {
        one["value"] for one in row["identifier"] if isinstance(one, dict)
    }


def test_the_keys_in_a_row_begin_with_the_strongest(world):
    world.set(profile={"zeitung.example": PROFILE})
    world.dump(1, host="zeitung.example")
    world.run()
    (shard,) = (path for path in world.state() if path.startswith("data/2025"))
    row = json.loads(gzip.decompress((world.tree / shard).read_bytes()))
    keys = [one["value"] for one in row["identifier"] if isinstance(one, dict) and one["propertyID"] == "key"]
    assert keys == ["zeitung.example:1", "url:zeitung.example/artikel/1-kade"]
