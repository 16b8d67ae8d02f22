"""The same text under another URL: one entry, whatever the order of dumps; and the way back."""

import json
import logging
import re
from collections import Counter
from datetime import date, timedelta
from itertools import permutations

import msgspec
import pytest
from msgspec.structs import replace

from exporter import originals, status
from exporter.config.schema import Profile, Publisher, Selection, Source
from exporter.export import Options
from exporter.intake import current, taking
from exporter.renderings import renderings
from exporter.report import Report
from exporter.store import places, stored
from exporter.store.database import set_meta
from exporter.store.locations import opened
from exporter.store.versions import DIGESTS, SIGNIFICANT
from tests.builders import article, utc
from tests.published import Tree
from tests.troubles import row, rows
from tests.world import PROFILE, World, cut_off, later, touched

BODY = (
    "The quay is open again, the harbour office says.",
    "It had been closed since the storm, and whoever waited there was glad to see the first boat come in on Friday.",
    "Ships came back & moored, one after the other, until the evening.",
)
OTHER = (*BODY[:2], "Nobody knows how long the repairs on the other side will take, or what they cost.")
MOMENT = timedelta(0)
STAMPS = {"now": f"{DIGESTS}.", "before": f"{SIGNIFICANT}."}
"""What the rules of an article begin with, and began with before there were digests of texts."""


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def dump(world, number, body=BODY, **changes):
    return world.dump(number, body=body, **changes)


def url(number, slug="kade"):
    return f"https://news.example/artikel/{number}-{slug}"


def published(world):
    """By URL, the other URLs that its NewsArticle names; the same in rows; feed and sitemap say nothing of them."""
    tree = Tree(world.tree, world.config.site.url)
    articles = [tree.json(path) for path in tree.files("articles/**/*.jsonld")]
    found = {one["url"]: one.get("sameAs", []) for one in articles}
    shards = [tree.path(one["contentUrl"]) for one in tree.json("data/dataset.jsonld")["distribution"]]
    rows = [json.loads(line) for path in shards for line in tree.read(path).splitlines()]
    assert {row["url"]: row.get("sameAs", []) for row in rows} == found
    assert {item["url"] for item in tree.json("feed.json")["items"]} == found.keys()
    sitemaps = [tree.read(path).decode() for path in tree.files("sitemaps/*/20*.xml")]
    assert {loc for text in sitemaps for loc in re.findall("<loc>(.*?)</loc>", text)} == found.keys()
    days = Counter(date.fromisoformat(one["datePublished"][:10]).toordinal() for one in articles)
    counted = world.rows("SELECT day, articles FROM counts WHERE feed = 0 AND articles <> 0")
    assert days == {date(1970, 1, 1).toordinal() + day: number for day, number in counted}
    members = "SELECT COUNT(*) FROM memberships JOIN articles USING (n) WHERE original IS NOT NULL"
    assert world.rows(members) == [(0,)]
    return found


def counts(report):
    names = ("new", "changed", "same", "superseded", "duplicate", "held", "rejected")
    return {name: getattr(report, name) for name in names if getattr(report, name)}


def digests(world):
    return {path: state[0] for path, state in world.state().items() if path != ".exporter.json"}


# What is one


def test_the_same_text_under_another_url_is_no_entry_of_its_own(world):
    dump(world, 1)
    world.run()
    before = world.state()
    dump(world, 2)
    assert counts(world.run()) == {"same": 1, "duplicate": 1}
    assert published(world) == {url(1): [url(2)]}
    changed = {path.split("/")[0] for path in touched(before, world.state())}
    assert changed == {"articles", "data"}, "feeds, sitemaps and pages are untouched"
    assert counts(world.run()) == {"same": 2}


def test_what_is_published_stays_though_the_other_states_an_earlier_time(world):
    dump(world, 2)
    world.run()
    dump(world, 1)
    world.run()
    assert published(world) == {url(2): [url(1)]}


@pytest.mark.parametrize("order", list(permutations("abc")))
@pytest.mark.parametrize("size", [1, 500])
def test_of_new_ones_the_earliest_is_the_original_whatever_their_order(tmp_path, monkeypatch, order, size):
    monkeypatch.setattr(current, "SLICE", size)
    trees = []
    for names in (order, "abc"):
        world = World(tmp_path / "".join(names) / str(len(trees)))
        for number, name in zip((3, 1, 2), names, strict=True):
            dump(world, number, name=f"{name}.txt")
        assert counts(world.run()) == {"new": 1, "duplicate": 2}
        assert published(world) == {url(1): [url(2), url(3)]}
        trees.append(digests(world))
    assert trees[0] == trees[1]


def test_of_those_that_state_one_time_the_lowest_id_decides(tmp_path):
    found = []
    for names in ("ab", "ba"):
        world = World(tmp_path / names)
        for number, name in zip((1, 2), names, strict=True):
            dump(world, number, name=f"{name}.txt", time="2025-02-14T08:00:00+00:00")
        world.run()
        found.append(published(world))
        ids = dict(world.rows("SELECT url, id FROM articles"))
        assert list(found[-1]) == [min(ids, key=lambda one: ids[one])]
    assert found[0] == found[1]


@pytest.mark.parametrize("slices", range(4))
def test_a_run_that_is_cut_off_anywhere_finds_the_same(tmp_path, monkeypatch, slices):
    monkeypatch.setattr(current, "SLICE", 1)
    whole, cut = World(tmp_path / "whole"), World(tmp_path / "cut")
    for world in (whole, cut):
        for number, body in ((3, BODY), (1, OTHER), (2, BODY), (4, OTHER)):
            dump(world, number, body=body, name=f"{9 - number}.txt")
    whole.run()
    real, stored_so_far = taking._store_slice, []

    def store_slice(*arguments):
        if len(stored_so_far) == slices:
            raise KeyboardInterrupt
        stored_so_far.append(real(*arguments))
        return stored_so_far[-1]

    monkeypatch.setattr(taking, "_store_slice", store_slice)
    cut.now += timedelta(hours=1)
    with pytest.raises(KeyboardInterrupt):
        cut.run(after=MOMENT)
    monkeypatch.setattr(taking, "_store_slice", real)
    report = cut.run(after=MOMENT)
    assert published(cut) == {url(1): [url(4)], url(2): [url(3)]}
    assert digests(cut) == digests(whole)
    assert sum(counts(report).values()) == 4
    assert report.new >= 0


def test_a_run_that_is_cut_off_when_it_settles_finds_the_same(world, monkeypatch):
    dump(world, 1)
    dump(world, 2)
    with cut_off(monkeypatch, "exporter.marking.settle"):
        world.run()
    world.run()
    assert published(world) == {url(1): [url(2)]}


def test_a_short_text_recurs_honestly(world):
    for number in (1, 2):
        dump(world, number, body=("It stays dry.", "There is little wind.", "It will be 20 degrees."))
    assert counts(world.run()) == {"new": 2}
    assert published(world) == {url(1): [], url(2): []}


def test_what_another_publisher_prints_is_another_article(world):
    dump(world, 1)
    dump(world, 2, host="views.example")
    assert counts(world.run()) == {"new": 2}


def test_two_hosts_of_one_publisher_are_one(world):
    by = Profile(publisher=Publisher("Harbour Papers"), identity=PROFILE.identity, language="en")
    world.set(profile={"news.example": by, "views.example": by})
    dump(world, 1)
    dump(world, 2, host="views.example")
    assert counts(world.run()) == {"new": 1, "duplicate": 1}


def test_a_page_for_phones_is_one_though_no_profile_knows_it(world):
    world.set(profile={}, site=replace(world.config.site, publisher=Publisher("Who publishes the tree")))
    dump(world, 1, host="www.paper.example")
    dump(world, 2, host="m.paper.example")
    dump(world, 3, host="other.example")
    assert counts(world.run()) == {"new": 2, "duplicate": 1}


def test_the_same_identity_or_canonical_url_is_the_same_article_and_names_nothing(world):
    world.set(profile={"news.example": PROFILE})
    dump(world, 1, name="a.txt")
    dump(world, 1, name="b.txt", slug="other-slug", title="Another headline")
    world.set(profile={})
    dump(world, 7, name="c.txt", host="paper.example")
    for name, written in (("d", "http://www.paper.example/artikel/7-kade/?utm_source=mail#top"), ("e", "")):
        lines = (world.dumps / "c.txt").read_text("utf-8").split("\n")
        (world.dumps / f"{name}.txt").write_text("\n".join([*lines[:2], written or lines[2], *lines[3:]]), "utf-8")
    world.set(profile={"news.example": PROFILE})
    report = world.run()
    assert (report.new, report.duplicate) == (2, 0)
    assert sorted(published(world).values()) == [[], []]


def test_an_article_names_a_hundred_others_at_most_and_is_the_only_entry_of_all(world, monkeypatch):
    monkeypatch.setattr(stored, "MAX_URLS", 3)
    for number in range(1, 9):
        dump(world, number)
    assert counts(world.run()) == {"new": 1, "duplicate": 7}
    others = [url(2), url(3), url(4)]
    assert published(world) == {url(1): others}
    with opened(world.config.store.url) as db:
        (one,) = stored.on_day(db, utc("2025-02-14T00:00:00"), utc("2025-02-15T00:00:00"))
    assert one.same_as == tuple(others), "no more are ever held"
    stated = msgspec.json.encode(article(same_as=("https://a.example/", url(1), "https://z.example/")))
    (whole,) = stored.whole([replace(one, content=stated)])
    assert whole.same_as == ("https://a.example/", *others[:2]), "its own is none, nor is what a row states lost"


def test_what_has_an_original_gets_no_place_in_the_archive(world):
    dump(world, 1)
    dump(world, 2)
    world.run()
    with opened(world.config.store.url) as db:
        db.run("INSERT INTO dirty (n) SELECT n FROM articles")
        assert places.sequence(db) == 0


# What becomes of it


def test_an_edit_of_its_text_makes_it_an_article_of_its_own(world):
    dump(world, 1)
    dump(world, 2, tail=("City", "Share this article"))
    world.set(feed=(Selection(slug="city", title="City", sections=("City",)),))
    world.run()
    first_seen = world.rows("SELECT first_seen FROM articles")
    assert not (world.tree / "city").exists()
    dump(world, 2, body=OTHER, tail=("City", "Share this article"))
    assert counts(world.run()) == {"same": 1, "changed": 1}
    assert published(world) == {url(1): [], url(2): []}
    assert world.rows("SELECT first_seen FROM articles") == first_seen
    assert world.rows("SELECT sequence FROM articles ORDER BY n") == [(1,), (2,)]
    assert url(2) in world.read("city/feed.json")
    assert url(2) in world.read("sections/city/feed.json")
    assert world.run(full=True).written == 0


def test_both_edited_alike_in_one_run_stay_one(world):
    dump(world, 1)
    dump(world, 2)
    world.run()
    dump(world, 1, body=OTHER)
    dump(world, 2, body=OTHER)
    world.run()
    assert published(world) == {url(1): [url(2)]}


def test_an_edit_makes_it_a_duplicate_of_another(world):
    dump(world, 1)
    dump(world, 2)
    dump(world, 3, body=OTHER)
    world.run()
    dump(world, 2, body=OTHER)
    world.run()
    assert published(world) == {url(1): [], url(3): [url(2)]}


def test_an_edit_of_the_original_alone_brings_no_old_text_back(world):
    dump(world, 1)
    dump(world, 2)
    world.run()
    dump(world, 1, body=OTHER)
    assert counts(world.run()) == {"changed": 1, "same": 1}
    assert published(world) == {url(1): [url(2)]}


def test_what_was_published_under_two_urls_stays_so_when_their_texts_become_one(world):
    dump(world, 1)
    dump(world, 2, body=OTHER)
    world.run()
    dump(world, 2)
    world.run()
    assert published(world) == {url(1): [], url(2): []}


def test_a_new_headline_or_url_of_a_duplicate_is_named_and_nothing_else(world):
    dump(world, 1)
    dump(world, 2)
    world.run()
    before = world.state()
    dump(world, 2, title="Another headline")
    assert counts(world.run()) == {"same": 2}
    assert touched(before, world.state()) == set()
    dump(world, 2, title="Another headline", slug="other")
    world.run()
    assert published(world) == {url(1): [url(2, "other")]}
    dump(world, 2, title="Yet another headline", slug="other", time="2025-01-03T08:00:00+00:00")
    world.run()
    assert published(world) == {url(1): [url(2, "other")]}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_versions_of_one_run_decide_by_the_one_that_wins_whichever_comes_first(world, monkeypatch, order):
    """It is edited and, later, edited back under another headline: in all, its text is what it was."""
    monkeypatch.setattr(current, "SLICE", 1)
    dump(world, 1)
    dump(world, 2)
    world.run()
    edits = (
        {"name": f"{order[0]}.txt", "body": OTHER, "time": "2025-02-15T08:00:00+00:00"},
        {"name": f"{order[1]}.txt", "title": "Another headline", "time": "2025-02-15T09:00:00+00:00"},
    )
    for edit in edits:
        dump(world, 2, **edit)
    dump(world, 3)
    world.run()
    assert published(world) == {url(1): [url(2), url(3)]}


def test_new_rules_release_nothing_and_an_edit_that_waits_is_judged_all_the_same(world, monkeypatch):
    dump(world, 1)
    dump(world, 2)
    world.run()
    dump(world, 1, body=OTHER)
    world.run()
    by = replace(PROFILE, publisher=Publisher("Harbour Papers"))
    world.set(profile={"news.example": by})
    assert world.run().renewed == 1
    assert published(world) == {url(1): [url(2)]}, "an upgrade must not flood a feed"
    dump(world, 2, body=(*BODY, "More is to come."))
    with cut_off(monkeypatch, "exporter.originals.settle"):
        world.run()
    world.set(profile={"news.example": replace(by, publisher=Publisher("Harbour Press"))})
    world.run()
    assert published(world) == {url(1): [], url(2): []}


def test_a_renamed_source_keeps_its_duplicates(world):
    dump(world, 1)
    dump(world, 2)
    world.run()
    before = digests(world)
    world.set(source=(Source(path=str(world.dumps), name="renamed"),))
    world.run()
    assert digests(world) == before


# The setting


def test_with_keep_both_are_published_and_stay_so(world):
    world.set(feeds=replace(world.config.feeds, duplicates="keep"))
    dump(world, 1)
    dump(world, 2)
    assert counts(world.run()) == {"new": 2}
    world.set(feeds=replace(world.config.feeds, duplicates="same-text"))
    before = world.state()
    world.run()
    assert touched(before, world.state()) == set(), "what is published once stays"
    dump(world, 3)
    assert counts(world.run()) == {"same": 2, "duplicate": 1}
    assert published(world) == {url(1): [url(3)], url(2): []}


def test_duplicates_come_back_once_they_are_to_be_kept(world, monkeypatch):
    monkeypatch.setattr("exporter.store.duplicates.SLICE", 2)
    for number in range(1, 7):
        dump(world, number, tail=("City" if number % 2 else "Sport", "Share this article"))
    world.run()
    assert list(published(world)) == [url(1)]
    assert not (world.tree / "sections" / "sport").exists()
    seen = world.rows("SELECT n, first_seen FROM articles ORDER BY n")
    world.set(feeds=replace(world.config.feeds, duplicates="keep"))
    world.run()
    assert published(world) == {url(number): [] for number in range(1, 7)}
    assert world.rows("SELECT n, first_seen FROM articles ORDER BY n") == seen
    assert [row[0] for row in world.rows("SELECT url FROM articles ORDER BY sequence")] == [
        url(number) for number in range(1, 7)
    ]
    assert len(json.loads(world.read("sections/sport/feed.json"))["items"]) == 3
    assert world.run(full=True).written == 0


def test_a_store_of_before_keeps_both_and_tells_what_comes_by_either(world):
    """An upgrade normalises all of it anew, and nothing vanishes or comes."""
    world.set(feeds=replace(world.config.feeds, duplicates="keep"))
    dump(world, 1)
    dump(world, 2)
    world.run()
    before = world.state()
    with opened(world.config.store.url) as db:
        db.run("UPDATE articles SET checksum = NULL, text_digest = NULL, rules = REPLACE(rules, :now, :before)", STAMPS)
        set_meta(db, "rules", "before")
    world.set(feeds=replace(world.config.feeds, duplicates="same-text"))
    world.run()
    assert touched(before, world.state()) == set()
    dump(world, 3)
    world.run()
    assert published(world) == {url(1): [url(3)], url(2): []}


def test_beginning_anew_with_force_judges_all(world):
    world.set(feeds=replace(world.config.feeds, duplicates="keep"))
    dump(world, 1)
    dump(world, 2)
    world.run()
    world.set(feeds=replace(world.config.feeds, duplicates="same-text"))
    assert counts(world.run(full=True, force=True)) == {"new": 1, "duplicate": 1}
    assert published(world) == {url(1): [url(2)]}


def test_the_setting_has_no_document_drawn_anew(world):
    kept = replace(world.config, feeds=replace(world.config.feeds, duplicates="keep"))
    assert renderings(kept) == renderings(world.config)


# What else knows of it


def test_status_counts_them_and_a_run_names_both_urls(world, caplog):
    dump(world, 1)
    dump(world, 2)
    with caplog.at_level(logging.INFO, logger="exporter"):
        report = world.run()
    assert f"duplicate {url(2)}: the same text as {url(1)}" in caplog.messages
    assert "1 new, 1 duplicate" in report.summary()
    assert json.loads(report.as_json())["duplicate"] == 1
    found = status.gather(world.config)
    assert found
    assert (found.articles, found.duplicates) == (1, 1)
    assert "duplicates 1: the same text under another URL, which the NewsArticle names" in list(status.as_text(found))


def test_a_dry_run_says_so_and_changes_nothing(world):
    dump(world, 1)
    world.run()
    before = world.state()
    dump(world, 2)
    assert counts(world.run(Options(dry_run=True))) == {"same": 1, "duplicate": 1}
    assert world.state() == before
    assert world.rows("SELECT COUNT(*) FROM articles") == [(1,)]


def test_a_feed_that_seemed_to_reach_less_far_while_they_came_is_drawn_anew(tmp_path, monkeypatch):
    """While dumps are read they are members: an old article that leaves the feed meanwhile seems to be out of reach."""
    monkeypatch.setattr(current, "SLICE", 1)
    world = World(tmp_path)
    world.set(feeds=replace(world.config.feeds, entries=1, window="1 hour"))
    dump(world, 1, tail=("City", "Share this article"))
    dump(world, 2, body=OTHER, tail=("City", "Share this article"))
    dump(world, 3, body=(*OTHER, "More."), tail=("Sport", "Share this article"))
    world.run()
    assert url(2) in world.read("sections/city/feed.json")
    world.dump(9, name="000000.txt", body=(*OTHER, "More."), tail=("City", "Share this article"))
    dump(world, 2, body=OTHER, tail=("Sport", "Share this article"))
    world.run()
    assert url(2) not in world.read("sections/city/feed.json")
    assert url(1) in world.read("sections/city/feed.json")
    assert world.run(full=True).written == 0


def test_a_duplicate_of_an_older_time_makes_the_history_no_longer(world):
    dump(world, 2)
    world.run()
    before = world.read("index.html")
    dump(world, 1, time=later(world.now, days=-900))
    world.run()
    assert world.read("index.html") == before


def test_the_work_for_many_of_one_text_grows_as_they_do(world):
    """Each asks the index whether there is another, and one walk ranks them."""
    steps = []
    for number in (1000, 4000):
        with opened("sqlite:///:memory:") as db:
            db.run(
                "INSERT INTO articles (n, id, published, updated, first_seen, host, url, stated, source, dump, record,"
                " significant, rules, run, prior_updated, prior_significant, text_digest)"
                " WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < :number)"
                " SELECT i, 'u' || i, i, i, i, 'h', 'u' || i, i, 's', 'd', 'r', 'g', 'x', 1, 0, '', 7 FROM c",
                {"number": number},
            )
            db.run("INSERT INTO dirty (n) SELECT n FROM articles")
            steps.append(0)

            def count() -> int:
                steps[-1] += 1
                return 0

            db._connection.set_progress_handler(count, 100)
            originals.settle(db, world.config, Report(new=number), 0)
            assert db.number("SELECT COUNT(*) FROM articles WHERE original = 1") == number - 1
            assert list(db.rows("SELECT n FROM dirty")) == [(1,)]
    assert steps[1] < 6 * steps[0]


def test_nobody_can_keep_an_article_from_being_published_by_stating_whose_it_is(tmp_path):
    world = World(tmp_path)
    world.set(source=(replace(world.config.source[0], include=("*.jsonl",)),))
    for number, host in enumerate(("evil.example", "news.example")):
        said = row(1, url=f"https://{host}/artikel/1", publisher="News Example", maintext=BODY[0] * 3)
        (world.dumps / f"{number}.jsonl").write_bytes(rows(said))
        report = world.run()
        assert (report.new, report.duplicate) == (1, 0)
