"""A run that would do too much to subscribers stops before it publishes, and is as if it had never been."""

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from exporter.config.schema import Brakes, Profile, Selection
from exporter.daemon.child import Order, attempt
from exporter.errors import Braked
from exporter.status import as_text, gather
from exporter.store.runs import Stop
from exporter.takedown import Withdrawal
from tests.random_runs import check_taken_back, stored_tables
from tests.running import exporter
from tests.world import CONFIG, PROFILE, World, cut_off

MOMENT = timedelta(0)
ARTICLES = 8
BODY = ("The quay is open again, the harbour office says.", "Ships came back & moored at number {}.")
SETTLED = "SELECT value FROM meta WHERE name = 'settled'"
CITY, SPORT = ("City", "Share this article"), ("Sport", "Share this article")


def made(root: Path) -> World:
    """A world that has published eight articles, of which five are of the section City."""
    world = World(root, brakes=Brakes(least=3))
    for number in range(1, ARTICLES + 1):
        write(world, number)
    world.run()
    return world


def write(world: World, number: int, **changes: object) -> None:
    plain = {"tail": CITY if number <= 5 else SPORT, "body": tuple(line.format(number) for line in BODY)}
    world.dump(number, **{**plain, **changes})


@pytest.fixture
def world(tmp_path):
    return made(tmp_path / "world")


def digests(world: World) -> dict[str, str]:
    """The marker names the store, so no two worlds share it."""
    return {path: state[0] for path, state in world.state().items() if path != ".exporter.json"}


def stops(world: World, **options: object) -> str:
    """The run stops, and touches nothing; gives what it says."""
    before = world.state()
    with pytest.raises(Braked) as caught:
        world.run(after=MOMENT, **options)
    assert world.state() == before
    return str(caught.value)


def sections_lost(world: World) -> None:
    for number in range(1, 6):
        write(world, number, tail=SPORT)


def every_text_touched(world: World) -> None:
    for number in range(1, ARTICLES + 1):
        body = (f"The quay is open again, the harbour office says, by the way. {number}",)
        write(world, number, body=body, slug="quay")  # which is another key of each


def another_host(world: World) -> None:
    for number in range(1, ARTICLES + 1):
        write(world, number, host="other.example", name=f"other/{number}.txt")


def profile_that_knows_no_section(world: World) -> None:
    world.set(profile={"news.example": Profile(identity=PROFILE.identity, language="en", chrome=("City",))})


def selection_with_a_slip(world: World) -> None:
    world.set(feed=(Selection(slug="city", title="City", sections=("Ctiy",)),))


CAUSES = [
    (sections_lost, "take 5 of its 5 articles out of the section 'City' (brakes.shrink = 0.5)"),
    (every_text_touched, "show 8 of 8 articles that the main feed shows as updated (brakes.updated = 0.5)"),
    (another_host, "publish 8 of 8 new articles that are published already under another id, word for word or as"),
    (profile_that_knows_no_section, "take 5 of its 5 articles out of the section 'City' (brakes.shrink = 0.5)"),
    (selection_with_a_slip, "take 5 of its 5 articles out of the [[feed]] 'city' (brakes.shrink = 0.5)"),
]
DISTURBANCES = pytest.mark.parametrize(("disturb", "said"), CAUSES, ids=lambda value: getattr(value, "__name__", None))


def with_selection(world: World) -> World:
    world.set(feed=(Selection(slug="city", title="City", sections=("City",)),))
    world.run()
    return world


@DISTURBANCES
def test_a_run_that_would_do_too_much_stops_and_says_why_each_time(world, disturb, said):
    with_selection(world)
    disturb(world)
    first = stops(world)
    assert said in first
    assert "such as Quay 1 reopens" in first
    assert first.count("  such as") % 5 == 0
    assert "exporter export --force" in first
    assert stops(world) == first
    assert stops(world, dry_run=True) == first
    assert stops(world, full=True) == first


@DISTURBANCES
def test_once_the_cause_is_mended_nobody_can_tell(tmp_path, disturb, said):
    """Also where dumps that came are gone again: what they gave is not published by a later run."""
    disturbed, undisturbed = (with_selection(made(tmp_path / name)) for name in ("disturbed", "undisturbed"))
    config, dumps = disturbed.config, disturbed.root / "kept"
    shutil.copytree(disturbed.dumps, dumps)
    disturb(disturbed)
    stops(disturbed)
    shutil.rmtree(disturbed.dumps)
    shutil.copytree(dumps, disturbed.dumps)
    disturbed.config = config
    assert disturbed.run(after=MOMENT).written == 0
    for world in (disturbed, undisturbed):
        write(world, 9, tail=CITY)
        write(world, 2, title="Quay 2 closes")
        world.run()
    assert digests(disturbed) == digests(undisturbed)
    assert stored_tables(disturbed) == stored_tables(undisturbed)


@DISTURBANCES
def test_with_force_it_goes_on_as_if_there_were_no_brakes(tmp_path, disturb, said):
    forced, free = (with_selection(made(tmp_path / name)) for name in ("forced", "free"))
    free.set(brakes=Brakes(shrink=1, reidentified=1, updated=1, withdrawn=1))
    for world in (forced, free):
        disturb(world)
    stops(forced)
    forced.run(force=True)
    free.run()
    assert digests(forced) == digests(free)
    assert forced.run().written == 0


@DISTURBANCES
def test_fewer_than_the_least_stop_no_run(world, disturb, said):
    with_selection(world)
    world.set(brakes=Brakes(least=9))
    disturb(world)
    before = world.rows(SETTLED)
    world.run()
    assert world.rows(SETTLED) != before


def test_the_first_run_stops_at_nothing(tmp_path):
    world = World(tmp_path, brakes=Brakes(least=1))
    another_host(world)
    for number in range(1, ARTICLES + 1):
        write(world, number)
    assert world.run().edition == 1


def test_a_feed_that_is_taken_out_of_the_configuration_goes(world):
    with_selection(world)
    world.set(feed=())
    assert world.run().removed
    assert not (world.tree / "city" / "feed.atom").exists()


def test_what_drives_out_those_that_had_left_an_emptied_feed_stops_no_run(world):
    sections_lost(world)
    world.run(force=True)
    for number in (10, 11):
        write(world, number, tail=CITY)
    world.run()
    assert "Quay 11 reopens" in world.read("sections/city/feed.atom")
    assert "Quay 1 reopens" not in world.read("sections/city/feed.atom")


def test_after_that_a_brake_is_as_good_as_before(world):
    sections_lost(world)
    world.run(force=True)
    for number in (10, 11, 12):
        write(world, number, tail=CITY)
    world.run()
    for number in (10, 11, 12):
        write(world, number, tail=SPORT)
    assert "take 3 of its 3 articles out of the section 'City'" in stops(world)


# What is the same article, a duplicate, or too much


def moved(world: World, **changes: object) -> Callable[[], object]:
    for number in range(1, ARTICLES + 1):
        write(world, number, **changes)
    return world.run


def test_http_and_https_are_the_same_article(world):
    for path in sorted(world.dumps.iterdir()):
        path.write_text(path.read_text().replace("https://news", "http://news"))
    assert world.run().new == 0


def test_with_or_without_www_is_the_same_article(world):
    assert moved(world, host="www.news.example")().new == 0


def test_another_slug_is_the_same_article_where_the_profile_knows_the_number(world):
    assert moved(world, slug="quay")().new == 0


LONG = tuple(
    f"{line} It had been closed since the storm, and whoever waited there was glad to see a boat." for line in BODY
)


@pytest.mark.parametrize("duplicates", ["same-text", "keep"])
def test_a_slug_in_what_identifies_an_article_makes_duplicates_or_stops(tmp_path, duplicates):
    world = World(tmp_path, brakes=Brakes(least=3), profile={})
    world.set(feeds=replace(world.config.feeds, duplicates=duplicates))
    long = {n: tuple(line.format(n) for line in LONG) for n in range(1, ARTICLES + 1)}
    for slug in ("kade", "quay"):
        for number, body in long.items():
            world.dump(number, slug=slug, body=body, name=f"{slug}/{number}.txt")
        if slug == "kade":
            world.run()
    if duplicates == "same-text":
        report = world.run()
        assert (report.new, report.duplicate) == (0, ARTICLES)
        return
    said = stops(world)
    assert "publish 8 of 8 new articles that are published already under another id, word for word or as" in said
    assert "/artikel/1-quay, published as https://news.example/artikel/1-kade" in said


def test_articles_that_moved_and_then_are_edited_all_at_once_are_not_published_twice(tmp_path):
    world = World(tmp_path, brakes=Brakes(least=3), profile={})
    for slug in ("kade", "quay"):
        for number in range(1, ARTICLES + 1):
            world.dump(number, slug=slug, body=tuple(line.format(number) for line in LONG))
        world.run()
    for number in range(1, ARTICLES + 1):
        world.dump(number, slug="quay", body=(*(line.format(number) for line in LONG), "A line that is in all."))
    said = stops(world)
    assert "publish 8 of 8 new articles that are published already under another id, word for word or as" in said
    assert "/artikel/1-quay, published as https://news.example/artikel/1-kade" in said
    assert stops(world) == said
    assert world.run(force=True).written


def test_what_a_withdrawn_article_says_in_a_run_that_stops_is_nobody_elses_duplicate(tmp_path):
    world = World(tmp_path / "world", brakes=Brakes(least=3))
    for number in range(1, ARTICLES + 1):
        write(world, number)
    world.run()
    world.run(withdrawal=Withdrawal(("https://news.example/artikel/1-kade",)))
    every_text_touched(world)
    write(world, 1, body=LONG)  # which a crawler has mixed up
    stops(world)
    for number in range(1, ARTICLES + 1):
        write(world, number)
    write(world, 20, body=LONG)
    report = world.run()
    assert (report.new, report.withdrawn) == (1, 1)
    assert "Quay 20 reopens" in world.read("feed.atom")


def test_another_identity_pattern_makes_no_new_article_but_stops_if_the_slugs_change_too(world):
    world.set(profile={"news.example": Profile(identity=r"/artikel/(.*)", language="en")})
    assert moved(world)().new == 0
    for number in range(1, ARTICLES + 1):
        write(world, number, slug="quay")
    said = stops(world)
    assert "publish 8 of 8 new articles that are published already under another id, word for word or as" in said


def test_fewer_than_the_share_stop_no_run(world):
    for number in range(1, 4):
        write(world, number, host="other.example", name=f"other/{number}.txt")
    for number in range(20, 33):
        write(world, number)
    world.run()  # 3 of 16 are not more than 0.2
    assert len(world.rows("SELECT n FROM articles WHERE sequence IS NOT NULL")) == 24


def test_an_edit_of_half_of_what_is_shown_stops_no_run(world):
    for number in range(1, 5):
        write(world, number, title=f"Quay {number} closes")
    assert world.run().changed == 4


def test_updates_are_judged_by_what_the_main_feed_shows(tmp_path):
    world = World(tmp_path, brakes=Brakes(least=3))
    world.set(feeds=replace(world.config.feeds, entries=4, window="1 hour"))
    for number in range(1, 21):
        write(world, number)
    world.run()
    for number in (20, 19, 18):
        write(world, number, title=f"Quay {number} closes")
    assert "show 3 of 4 articles that the main feed shows as updated" in stops(world)


# What a run that stops leaves behind


def test_a_run_that_was_cut_off_before_is_taken_back_with_it(tmp_path, monkeypatch):
    disturbed, undisturbed = (made(tmp_path / name) for name in ("disturbed", "undisturbed"))
    write(disturbed, 1, title="Never to be seen")
    write(disturbed, 30)
    with cut_off(monkeypatch, "exporter.originals.settle"):
        disturbed.run(after=MOMENT)
    (disturbed.dumps / "000030.txt").unlink()
    every_text_touched(disturbed)
    stops(disturbed)
    for world in (disturbed, undisturbed):
        for number in range(1, ARTICLES + 1):
            write(world, number)
        world.run()
    assert digests(disturbed) == digests(undisturbed)


@pytest.mark.parametrize("verb", ["withdraw", "undo", "erase"])
def test_what_was_decided_by_hand_meanwhile_is_not_taken_back(world, monkeypatch, verb):
    url = "https://news.example/artikel/1-kade"
    if verb == "undo":
        world.run(withdrawal=Withdrawal((url,)))
    write(world, 1, title="Half taken in")
    with cut_off(monkeypatch, "exporter.originals.settle"):
        world.run(after=MOMENT)
    world.run(withdrawal=Withdrawal((url,), verb=verb))
    every_text_touched(world)
    stops(world)
    found = world.rows("SELECT sequence, withdrawn IS NULL FROM articles WHERE url LIKE '%/1-kade'")
    assert found == {"withdraw": [(None, 0)], "undo": [(1, 1)], "erase": []}[verb]
    assert world.rows("SELECT COUNT(*) FROM unsettled") == [(0,)]
    for number in range(1, ARTICLES + 1):
        write(world, number)
    world.run()
    assert ("Quay 1 " in world.read("feed.json")) == (verb == "undo")


def test_to_the_daemon_it_is_a_run_that_failed_and_says_all_of_it(world):
    every_text_touched(world)
    for path in world.dumps.iterdir():
        os.utime(path, (1_750_000_000, 1_750_000_000))  # else it would leave them for a later run
    outcome = attempt(Order(world.config, world.config.source, 0, "text"))
    first, *others = outcome.message.splitlines()
    assert (outcome.status, outcome.is_success) == (1, False)
    assert first.startswith("stopped before anything was published: this run would show 8 of 8 articles")
    assert "  such as Quay 1 reopens: https://news.example/artikel/1-quay" in others


def test_in_its_messages_nothing_steers_a_terminal(world):
    for number in range(1, ARTICLES + 1):
        write(world, number, title="Quay\x1b[2J\x9b\u202e" + f"{number}", body=(f"Another text of number {number}.",))
    assert stops(world).replace("\n", "").isprintable()


def test_it_counts_as_no_run_and_is_shown_until_one_comes_to_its_end(world):
    every_text_touched(world)
    before = world.rows("SELECT * FROM runs")
    stops(world)
    assert world.rows("SELECT * FROM runs") == before
    found = gather(world.config)
    assert found is not None
    assert (found.waiting, found.stopped) == (0, Stop(int(world.now.timestamp()), stops(world).partition("\n")[0]))
    [line] = [line for line in as_text(found) if line.startswith("stopped ")]
    assert "this run would show 8 of 8 articles that the main feed shows as updated" in line
    world.run(force=True)
    shown = gather(world.config)
    assert shown is not None
    assert shown.stopped is None


def test_what_a_run_before_it_has_left_to_be_written_is_still_to_be(world, monkeypatch):
    write(world, 9)
    with cut_off(monkeypatch, "exporter.output.put_out"):
        world.run(after=MOMENT)
    waiting = set(world.rows("SELECT kind, key FROM marks"))
    every_text_touched(world)
    stops(world)
    assert waiting
    assert waiting <= set(world.rows("SELECT kind, key FROM marks"))
    for number in range(1, ARTICLES + 1):
        write(world, number)
    world.run()
    assert "Quay 9 reopens" in world.read("feed.json")


def test_the_command_says_it_in_lines_and_goes_on_with_force(tmp_path):
    world = World(tmp_path)
    (tmp_path / "config.toml").write_text(f"{CONFIG}\n[brakes]\nleast = 3\n")
    for number in range(1, ARTICLES + 1):
        write(world, number)
    assert exporter(tmp_path, "export") == ("", "", 0)
    every_text_touched(world)
    out, err, status = exporter(tmp_path, "export")
    assert (out, status) == ("", 1)
    assert err.splitlines()[0].startswith("exporter: stopped before anything was published: this run would show 8 of 8")
    assert "If it is meant, `exporter export --force` does it, once; with --dry-run it only" in err.splitlines()[-1]
    out, err, status = exporter(tmp_path, "export", "--dry-run", "--force")  # which the last line names
    assert "would write feed.atom" in out
    assert status == 0
    _, err, status = exporter(tmp_path, "export", "--force")
    assert status == 0
    assert "goes on because of --force: show 8 of 8 articles that the main feed shows as updated" in err


def test_a_source_that_fails_beside_it_changes_nothing_of_that(world):
    from exporter.config.schema import Source

    world.set(source=(*world.config.source, Source(path=str(world.root / "gone"), name="gone")))
    every_text_touched(world)
    stops(world)


@pytest.mark.parametrize("seed", [2])
def test_whatever_a_run_had_read_that_stops_it_is_as_if_it_had_never_been(seed, monkeypatch):
    check_taken_back(seed, 5, monkeypatch)
