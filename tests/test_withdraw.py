"""What was withdrawn is gone everywhere, at once, with a tombstone for who already has it (promise P9)."""

import gzip
import json
import re
from datetime import timedelta

import pytest
from lxml import etree
from msgspec.structs import replace

from exporter.config.schema import Profile, Selection, Withdrawals
from exporter.errors import Refused
from exporter.takedown import Withdrawal
from tests.builders import SHARED, utc
from tests.published import Tree
from tests.world import PROFILE, World, cut_off, later

AT = "{http://purl.org/atompub/tombstones/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"
TITLE = "Pelicanry reopens"
LONG = (
    "The quay is open again, the harbour office says. " * 3,
    "Whoever waited there was glad to see the first boat. " * 3,
)


def url(number: int, slug: str = "kade") -> str:
    return f"https://news.example/artikel/{number}-{slug}"


def made(root, articles: int = 7, **changes) -> World:
    """A tree in which article 2 has a title of its own; 3 articles a page of the archive."""
    world = World(root, **changes)
    for number in range(1, articles + 1):
        title = TITLE if number == 2 else ""
        world.dump(number, title=title, tail=("City" if number == 2 else f"Section {number % 2}", "Share this article"))
    world.run()
    return world


def withdraw(world, *names, **options):
    return world.run(withdrawal=Withdrawal(names or (url(2),), **options))


def identity(world, number: int = 2) -> str:
    return dict(world.rows("SELECT url, id FROM articles"))[url(number)]


def texts(world) -> dict[str, str]:
    """Every file of the tree, unpacked."""
    found = {}
    for path in sorted(world.tree.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            data = path.read_bytes()
            found[path.relative_to(world.tree).as_posix()] = (
                gzip.decompress(data) if path.suffix == ".gz" else data
            ).decode()
    return found


def naming(world, word: str) -> list[str]:
    return [path for path, text in texts(world).items() if word in text or word in path]


def tombstones(text: str) -> list[tuple[str, str, str]]:
    """(ref, when, comment) of each, in order."""
    root = etree.fromstring(text.encode())
    return [(one.get("ref"), one.get("when"), "".join(one.itertext())) for one in root.iter(f"{AT}deleted-entry")]


def updated(text: str) -> str:
    return etree.fromstring(text.encode()).findtext(f"{ATOM}updated")


def holds(world) -> None:
    """What must hold of any tree."""
    assert Tree(world.tree, world.config.site.url).dangling() == []
    again = world.run(full=True)
    assert (again.written, again.removed) == (0, 0)
    rng = SHARED / "schemas" / "atom.rng"
    schema = etree.RelaxNG(etree.parse(rng)) if rng.exists() else None
    for path, text in texts(world).items():
        if path.endswith(".atom"):
            root = etree.fromstring(text.encode())
            if schema is not None:
                schema.assertValid(root)
            entries = {one.findtext(f"{ATOM}id"): one.findtext(f"{ATOM}updated") for one in root.iter(f"{ATOM}entry")}
            gone = {ref: when for ref, when, _ in tombstones(text)}
            assert not entries.keys() & gone.keys()
            assert root.findtext(f"{ATOM}updated") == max([*entries.values(), *gone.values()])


@pytest.fixture
def world(tmp_path):
    return made(tmp_path)


def test_it_is_gone_from_every_file_at_once_and_leaves_a_tombstone(world):
    its_id = identity(world)
    report = withdraw(world)
    assert (report.gone, report.exit_status, report.edition) == (1, 0, 2)
    for word in (TITLE, url(2), "2-kade"):
        assert naming(world, word) == []
    uuid = its_id.removeprefix("urn:uuid:")
    expected = ["archive/000001.atom", "data/gone.jsonl", "data/gone.map", "feed.atom", "sections/city/feed.atom"]
    assert naming(world, uuid) == expected
    assert not list(world.tree.glob(f"articles/**/{uuid}.jsonld"))
    for path in ("archive/000001.atom", "feed.atom", "sections/city/feed.atom"):
        assert tombstones(world.read(path)) == [(its_id, "2025-03-01T14:00:00+00:00", "")]
        assert updated(world.read(path)) == "2025-03-01T14:00:00+00:00"
    assert tombstones(world.read("sections/section-1/feed.atom")) == []
    holds(world)


def test_the_shard_that_held_it_is_gone_in_the_same_run_with_those_retired_before(world):
    world.dump(5, title="An edit")
    world.run()
    shards = sorted(path.name for path in (world.tree / "data").glob("*.gz"))
    assert len(shards) == 2
    withdraw(world)
    left = sorted(path.name for path in (world.tree / "data").glob("*.gz"))
    assert len(left) == 1
    assert not set(left) & set(shards)
    assert world.rows("SELECT * FROM purges") == []


def test_a_shard_of_another_day_is_kept_as_ever(world):
    world.dump(8, time="2025-02-20T10:00:00Z")
    world.run()
    world.dump(8, time="2025-02-20T10:00:00Z", title="An edit")
    world.run()
    withdraw(world)
    assert len(list((world.tree / "data").glob("2025-02-20.*.gz"))) == 2


def test_the_list_says_which_when_and_by_which_keys_and_nothing_else_unless_it_may(world):
    its_id = identity(world)
    withdraw(world, reason="A court's order")
    [row] = [json.loads(line) for line in world.read("data/gone.jsonl").splitlines()]
    city = re.search(r"<id>(urn:uuid:[^<]+)", world.read("sections/city/feed.atom"))[1]
    assert row == {
        "id": its_id,
        "when": "2025-03-01T14:00:00Z",
        "path": f"articles/2025/02/14/{its_id.removeprefix('urn:uuid:')}.jsonld",
        "sequence": 2,
        "keys": row["keys"],
        "feeds": [city],
    }
    assert len(row["keys"]) == 2
    assert world.read("data/gone.map") == f"/{row['path']} 1;\n"
    world.set(withdrawals=Withdrawals(publish_reasons=True, publish_urls=True))
    world.run()
    [row] = [json.loads(line) for line in world.read("data/gone.jsonl").splitlines()]
    assert (row["url"], row["reason"]) == (url(2), "A court's order")
    assert tombstones(world.read("feed.atom")) == [(its_id, "2025-03-01T14:00:00+00:00", "A court's order")]
    holds(world)


def test_no_dump_setting_or_rule_brings_it_back(world):
    withdraw(world)
    before = {path: state for path, state in world.state().items() if path.startswith(("archive", "feed", "data"))}
    world.dump(2, title=TITLE, tail=("City", "Share this article"), name="copy.txt")
    report = world.run()
    assert (report.withdrawn, report.new, report.changed) == (1, 0, 0)
    world.dump(2, title=TITLE + ", an edit", body=("Another text.",), tail=("Sport", "Share this article"))
    assert world.run().withdrawn == 1
    world.run(full=True)
    assert {path: world.state().get(path) for path in before} == before
    world.set(
        profile={"news.example": Profile(language="nl")}, feed=(Selection(slug="all", title="A", languages=("nl",)),)
    )
    world.run()
    assert naming(world, TITLE) == []
    assert not (world.tree / "sections/sport").exists()
    holds(world)


def test_it_is_known_by_every_url_that_it_has_had(world):
    withdraw(world)
    world.dump(2, title=TITLE, slug="another", name="copy.txt")
    world.run()
    world.set(profile={})  # from now on only URLs tell articles apart
    world.dump(2, title="Renamed", slug="another", name="again.txt")
    assert world.run().withdrawn == 1
    assert len(json.loads(world.read("data/gone.jsonl"))["keys"]) == 3
    holds(world)


@pytest.mark.parametrize("how", ["url", "spelt otherwise", "id", "uuid", "file", "earlier slug"])
def test_it_is_found_however_it_is_named(world, how):
    its_id = identity(world)
    if how == "earlier slug":
        world.dump(2, title=TITLE, slug="later")
        world.run()
    name = {
        "url": url(2),
        "spelt otherwise": "HTTPS://NEWS.example:443/artikel/2-kade?utm_source=mail#top",
        "id": its_id,
        "uuid": its_id.removeprefix("urn:uuid:").upper(),
        "file": f"{world.config.site.url}articles/2025/02/14/{its_id.removeprefix('urn:uuid:')}.jsonld",
        "earlier slug": url(2),
    }[how]
    assert withdraw(world, name).gone == 1
    assert naming(world, TITLE) == []


def test_a_url_takes_down_all_that_it_means_or_that_shows_it(tmp_path):
    world = World(tmp_path, profile={})
    world.dump(1, slug="a")
    world.dump(1, slug="b", name="b.txt", time="2025-02-15T00:00:00Z")
    world.run()
    world.set(profile={"news.example": PROFILE})  # from now on the number belongs to the first, but both are published
    world.run()
    report = withdraw(world, url(1, "b"))
    assert [(one.verdict, one.url) for one in report.decided] == [
        ("withdrawn", url(1, "a")),
        ("withdrawn", url(1, "b")),
    ]
    assert naming(world, "reopens") == []
    holds(world)
    assert [one.verdict for one in withdraw(world, url(1, "b"), verb="undo").decided] == ["back", "back"]


def test_those_that_are_known_are_withdrawn_and_the_others_named(world, caplog):
    report = withdraw(world, url(2), url(99), "nonsense", url(2, "another"), url(3))
    assert [one.verdict for one in report.decided] == ["withdrawn", "unknown", "unknown", "named twice", "withdrawn"]
    assert (report.gone, report.exit_status) == (2, 1)
    assert f"{url(99)}: no article of this URL or id is stored" in caplog.text
    report = withdraw(world)
    assert [one.verdict for one in report.decided] == ["withdrawn before"]
    assert (report.gone, report.written, report.exit_status) == (0, 0, 0)


def test_undone_it_is_back_and_only_when_it_changed_is_another(world):
    before, its_id = texts(world), identity(world)
    withdraw(world)
    withdraw(world, verb="undo")
    after = texts(world)
    iso, mail, people = (
        r"2025-[0-9T:-]+(\+00:00|Z)",
        r"\w{3}, \d\d \w{3} 2025 [0-9:]+ GMT",
        r"\d+ \w+ 2025, [0-9:]+ UTC",
    )
    changes = f"{iso}|{mail}|{people}"
    shards = r"\.[0-9a-f]{16}\.jsonl|\"(sha256|contentSize)\": \"[^\"]+\""

    def plain(found):
        return {re.sub(shards, "", path): re.sub(f"{changes}|{shards}", "", text) for path, text in found.items()}

    assert plain(after) == plain(before)
    entry = json.loads(next(text for path, text in after.items() if its_id[9:] in path))
    assert (entry["datePublished"], entry["dateModified"]) == ("2025-02-14T02:00:00Z", "2025-03-01T15:00:00Z")
    assert "<at:deleted-entry" not in "".join(after.values())
    holds(world)


def test_an_undone_one_comes_after_its_tombstone_even_at_once_and_when_times_lie_ahead(tmp_path):
    world = made(tmp_path)
    world.dump(2, title="Ahead", time=later(world.now, hours=9))
    world.run()
    world.run(withdrawal=Withdrawal((url(2),)), after=timedelta(0))
    [(_, when, _)] = tombstones(world.read("feed.atom"))
    assert when == "2025-03-01T22:00:00+00:00"  # not before its last `updated`, which was stated
    world.run(withdrawal=Withdrawal((url(2),), verb="undo"), after=timedelta(0))
    assert "<updated>2025-03-01T22:00:01+00:00</updated>" in world.read("feed.atom")
    holds(world)


def test_undone_it_shows_what_was_said_of_it_meanwhile(world):
    withdraw(world)
    world.dump(2, title="What was said meanwhile", tail=("Sport", "Share this article"))
    world.run()
    withdraw(world, verb="undo")
    assert "What was said meanwhile" in world.read("archive/000001.atom")
    assert "What was said meanwhile" in world.read("sections/city/feed.atom"), "that feed would be empty"
    world.run()
    assert "What was said meanwhile" in world.read("sections/sport/feed.atom")
    holds(world)


def test_withdrawn_again_it_leaves_a_later_tombstone(world):
    for verb in ("withdraw", "undo", "withdraw"):
        withdraw(world, verb=verb)
    assert [when for _, when, _ in tombstones(world.read("feed.atom"))] == ["2025-03-01T16:00:00+00:00"]
    holds(world)


def test_all_of_them_withdrawn_every_feed_is_there_and_valid_and_no_page_lies(world):
    feeds = [path for path in texts(world) if path.endswith(("feed.atom", "feed.rss", "feed.json", "index.html"))]
    report = withdraw(world, *(url(number) for number in range(1, 8)))
    assert report.gone == 7
    after = texts(world)
    assert set(feeds) <= after.keys()
    assert len(tombstones(after["feed.atom"])) == 7
    assert [len(tombstones(after[f"archive/00000{page}.atom"])) for page in (1, 2)] == [3, 3]
    assert json.loads(after["feed.json"])["items"] == []
    assert "<lastBuildDate>Sat, 01 Mar 2025 14:00:00 GMT</lastBuildDate>" in after["feed.rss"]
    assert "No articles now" in after["index.html"]
    assert not [
        path for path in after if path.startswith(("sitemap", "articles/")) or path.endswith((".gz", "dataset.jsonld"))
    ]
    assert "sitemap" not in after["robots.txt"]
    assert 'xmlUrl="https://feeds.example.org/feed.atom"' in after["feeds.opml"]
    holds(world)
    world.dump(9)
    world.run()
    assert "Quay 9" in world.read("feed.atom")
    assert world.rows("SELECT sequence FROM articles WHERE sequence IS NOT NULL") == [(8,)]
    holds(world)


def test_the_main_feed_keeps_its_name_when_its_first_article_goes(world):
    before = re.search("<id>[^<]+", world.read("feed.atom"))[0]
    withdraw(world, url(1))
    world.run(full=True)
    assert re.search("<id>[^<]+", world.read("feed.atom"))[0] == before


def test_feeds_carry_the_newest_hundred_and_archives_all_of_theirs(tmp_path):
    world = World(tmp_path)
    for number in range(1, 107):
        world.dump(number)
    world.run()
    withdraw(world, url(1))
    withdraw(world, *(url(number) for number in range(2, 106)))
    assert len(tombstones(world.read("feed.atom"))) == 100
    assert len(tombstones(world.read("sections/harbour/feed.atom"))) == 100
    assert identity(world, 1) not in world.read("feed.atom")
    assert identity(world, 1) in world.read("archive/000001.atom")
    holds(world)


def test_pages_and_status_count_what_is_left(world):
    from exporter import status

    withdraw(world, url(2), url(3))
    found = status.gather(world.config)
    assert (found.articles, found.withdrawn, found.archive_pages) == (5, 2, 2)
    assert "withdrawn  2, the last at 2025-03-01 14:00:00 UTC" in "\n".join(status.as_text(found))
    assert "5 articles since" in world.read("index.html")
    assert world.rows("SELECT SUM(articles) FROM counts WHERE feed = 0") == [(5,)]


def test_a_duplicate_goes_with_what_it_is_one_of_and_no_later_one_comes(tmp_path):
    world = World(tmp_path)
    world.dump(1, body=LONG)
    world.dump(2, body=LONG)
    world.run()
    assert withdraw(world, url(2)).gone == 1  # the name of the duplicate: their one entry goes
    assert naming(world, "reopens") == []
    world.dump(3, body=LONG)
    report = world.run()
    assert (report.new, report.duplicate, report.withdrawn) == (0, 0, 1)
    world.dump(2, body=("Quite another text, at last. " * 9,), name="edit.txt")
    world.set(feeds=replace(world.config.feeds, duplicates="keep"))
    assert world.run().withdrawn == 1
    assert naming(world, "reopens") == []
    assert len(json.loads(world.read("data/gone.jsonl"))["keys"]) == 6
    holds(world)
    withdraw(world, verb="undo")
    world.run()
    assert sorted(set(re.findall("Quay . reopens", world.read("feed.atom")))) == [
        f"Quay {n} reopens" for n in (1, 2, 3)
    ]
    holds(world)


def test_an_edit_of_a_duplicate_that_is_withdrawn_says_when_it_was_made(tmp_path):
    world = World(tmp_path)
    world.dump(1, body=LONG)
    world.dump(2, body=LONG)
    world.run()
    withdraw(world, url(1))
    world.dump(2, body=("Quite another text, at last. " * 9,), time="2025-02-14T09:00:00Z")
    world.run()
    withdraw(world, url(1), verb="undo")
    world.run()
    times = world.rows(f"SELECT published, updated FROM articles WHERE url = '{url(2)}'")  # noqa: S608
    assert times == [(utc("2025-02-14T02:00:00").timestamp(), utc("2025-02-14T09:00:00").timestamp())]


def test_no_text_that_it_had_comes_back_by_another_url(tmp_path):
    world = World(tmp_path)
    notice = ("This article was removed, and here is why, at some length. " * 9,)
    world.dump(1, body=LONG)
    world.run()
    withdraw(world, url(1))
    world.dump(1, body=notice)
    world.run()
    world.dump(2, body=LONG)
    world.dump(3, body=notice)
    report = world.run()
    assert (report.withdrawn, report.new) == (2, 0)
    assert naming(world, "reopens") == []
    withdraw(world, url(1), verb="undo")
    world.dump(4, body=LONG)
    assert world.run().new == 1
    assert len(set(re.findall("Quay . reopens", world.read("feed.atom")))) == 2
    holds(world)


@pytest.mark.parametrize("text", [("Quite another text, at last. " * 9,), ("Too short to compare.",)])
def test_a_duplicate_that_was_edited_meanwhile_is_judged_once_it_is_back(tmp_path, text):
    world = World(tmp_path)
    world.dump(1, body=LONG)
    world.dump(2, body=LONG)
    world.run()
    withdraw(world, url(1))
    world.dump(2, body=text)
    world.run()
    withdraw(world, url(1), verb="undo")
    world.run()
    assert len(set(re.findall("Quay . reopens", world.read("feed.atom")))) == 2
    holds(world)


def test_what_no_run_has_given_a_place_yet_can_be_withdrawn(world, monkeypatch):
    world.dump(8, title="Never seen")
    with cut_off(monkeypatch, "exporter.marking.settle"):
        world.run()
    assert withdraw(world, url(8)).gone == 1
    world.run()
    assert naming(world, "Never seen") == []
    assert tombstones(world.read("feed.atom")) == []
    assert "sequence" not in json.loads(world.read("data/gone.jsonl"))
    withdraw(world, url(8), verb="undo")
    world.run()
    assert "Never seen" in world.read("feed.atom")
    holds(world)


def test_what_another_run_has_half_taken_in_is_left_to_the_next(tmp_path, monkeypatch):
    worlds = [made(tmp_path / name) for name in ("whole", "cut")]
    for number, world in enumerate(worlds):
        world.dump(8, title="New in the run that is cut off")
        world.dump(3, title="Moved", tail=("City", "Share this article"))
        world.dump(4, title="Edited")
        world.now += timedelta(hours=1)
        if number:
            with cut_off(monkeypatch, "exporter.marking.settle"):
                world.run(after=timedelta(0))
        withdraw(world)
        if number:
            assert naming(world, "New in the run") == []
        world.now -= timedelta(hours=1)
        world.run(after=timedelta(0))
        holds(world)
    whole, cut = ({path: text for path, text in texts(world).items() if "gz" not in path} for world in worlds)
    assert cut == whole


@pytest.mark.parametrize(
    "where", ["exporter.output.put_out", "exporter.output._remove", "exporter.store.documents.settle"]
)
@pytest.mark.parametrize("next_is", ["export", "withdraw"])
def test_cut_off_in_the_middle_it_is_completed_by_the_next(world, monkeypatch, where, next_is):
    with cut_off(monkeypatch, where):
        withdraw(world)
    if next_is == "export":
        world.run()
    else:
        withdraw(world, url(3))
    assert naming(world, TITLE) == []
    assert len(list((world.tree / "data").glob("*.gz"))) == 1
    holds(world)


def test_cut_off_before_it_is_settled_it_never_was(world, monkeypatch):
    before = world.state()
    with cut_off(monkeypatch, "exporter.marking.mark_again"):
        withdraw(world)
    world.run()
    assert world.state() == before


def test_a_dry_run_says_what_it_would_do_and_does_nothing(world):
    before = world.state()
    report = world.run(withdrawal=Withdrawal((url(2),)), dry_run=True)
    assert world.state() == before
    assert world.rows("SELECT * FROM tombstones") == []
    real = withdraw(world)
    assert report.numbers() == real.numbers()


def test_settings_of_the_tree_count_as_in_any_run(world):
    world.set(output=replace(world.config.output, directory=str(world.root / "moved")))
    withdraw(world)
    world.tree = world.root / "moved"
    assert naming(world, TITLE) == []
    assert "Quay 1" in world.read("feed.atom")
    holds(world)


def test_beginning_anew_brings_nothing_back(world):
    its_id = identity(world)
    withdraw(world)
    [row] = [json.loads(line) for line in world.read("data/gone.jsonl").splitlines()]
    report = world.run(full=True, force=True)
    assert (report.new, report.withdrawn) == (6, 1)
    assert naming(world, TITLE) == []
    [again] = [json.loads(line) for line in world.read("data/gone.jsonl").splitlines()]
    assert again == {name: row[name] for name in ("id", "when", "path", "keys")}
    [one] = withdraw(world, its_id, verb="undo").decided
    assert one.verdict.endswith("cannot come back")
    holds(world)


def test_beginning_anew_is_refused_where_nobody_can_tell_what_was_withdrawn(world):
    withdraw(world)
    (world.tree / "data" / "gone.jsonl").write_text('{"id": "urn:uuid:1"}\n')
    before = world.state()
    with pytest.raises(Refused, match="line 1: "):
        world.run(full=True, force=True)
    assert world.state() == before
