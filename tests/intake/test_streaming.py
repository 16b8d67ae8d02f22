"""Dumps that are too large to be held: the same comes of them, whatever happens meanwhile."""

import pytest

from exporter.config.schema import Engine
from exporter.intake import current, preparation
from exporter.readers import web_page
from exporter.store import dumps
from tests import golden_tree as golden
from tests.readers.test_warc import html, response
from tests.world import World, cut_off

ARTICLE = """Quay {0} {1}
2025-02-{2:02d}T09:{3:02d}:00+00:00
https://news.example/artikel/{0}-kade

The quay is {1} again, the harbour office says of number {0}.
Ships came back & moored.
"""


@pytest.fixture
def streamed(monkeypatch):
    """Every dump is too large."""
    monkeypatch.setattr(current, "LARGE", 1)
    monkeypatch.setattr(current, "SLICE", 7)


def write(world, numbers, word="open", name="all.txt", more=""):
    """One dump with an article for each of these numbers."""
    articles = [ARTICLE.format(number, word, number % 28 + 1, number % 60) for number in numbers]
    (world.dumps / name).write_text("\n".join(articles) + more)


@pytest.mark.parametrize("limit", ["LARGE", "MOST", "MOST_TEXT"])
def test_a_tree_is_the_same_byte_for_byte_whether_dumps_are_streamed_or_not(tmp_path, monkeypatch, limit):
    whole = golden.manifest(golden.files(golden.publish(tmp_path / "whole")))
    monkeypatch.setattr(current if limit == "LARGE" else preparation, limit, 0)
    assert golden.manifest(golden.files(golden.publish(tmp_path / "streamed"))) == whole


def test_slices_end_where_their_text_is_enough(monkeypatch):
    from exporter.intake.streaming import slices
    from tests.builders import record

    some = [record("x" * 1000) for _ in range(10)]
    monkeypatch.setattr("exporter.intake.streaming.MOST_TEXT", 10_000)
    assert [len(one) for one in slices(some)] == [3, 3, 3, 1]


def test_a_run_that_is_cut_off_within_a_dump_goes_on_and_shows_nothing_twice(tmp_path, monkeypatch, streamed):
    whole, cut = World(tmp_path / "whole"), World(tmp_path / "cut")
    for world in (whole, cut):
        write(world, range(1, 40))
    whole.run()
    taken = []
    real = dumps.remember

    def remember(*arguments):
        taken.append(arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(dumps, "remember", remember)
        with pytest.raises(KeyboardInterrupt):
            cut.run()
    assert taken
    assert real is dumps.remember
    assert cut.rows("SELECT count(*) FROM articles") == [(39,)]  # every slice is kept
    cut.run(after=whole.now - cut.now)
    assert cut.read("feed.atom") == whole.read("feed.atom")
    assert cut.rows("SELECT count(*), max(sequence) FROM articles") == [(39, 39)]


def test_a_streamed_dump_that_stands_is_not_read_again(tmp_path, streamed, monkeypatch):
    world = World(tmp_path)
    write(world, range(1, 20))
    assert world.run().new == 19
    with monkeypatch.context() as patched:
        patched.setattr("exporter.sources.opening.opened", None)
        assert world.run().same == 19


def test_a_streamed_dump_that_is_edited_and_edited_back_shows_what_it_says(tmp_path, streamed):
    world = World(tmp_path)
    for word, changed in (("open", 0), ("shut", 19), ("open", 19)):
        write(world, range(1, 20), word)
        assert world.run().changed == changed
        assert world.read("feed.atom").count(f"The quay is {word} again") >= 19


def test_of_a_dump_with_more_records_than_digests_are_kept_of_nothing_is_shown_twice(tmp_path, streamed, monkeypatch):
    monkeypatch.setattr(dumps, "MAX_DIGESTS", 10)
    world = World(tmp_path)
    write(world, range(1, 20))
    assert world.run().new == 19
    assert world.rows("SELECT records, given FROM dumps") == [("", 19)]
    assert world.run().same == 19
    write(world, range(1, 21))
    report = world.run()
    assert (report.new, report.same) == (1, 19)


def test_rejects_of_one_dump_are_kept_up_to_a_number_and_the_others_counted(tmp_path, streamed, monkeypatch, caplog):
    monkeypatch.setattr(dumps, "MAX_REJECTS", 3)
    world = World(tmp_path)
    write(world, range(1, 9))
    whole = (world.dumps / "all.txt").read_text()
    (world.dumps / "all.txt").write_text(whole.replace("2025-02-", "2025-13-"))
    report = world.run()
    assert (report.new, report.rejected, report.new_rejects) == (0, 8, 3)
    found = world.rows("SELECT code, reason FROM rejects ORDER BY line, code")
    assert found[0] == ("more-rejects", "5 more rejects, which are not kept one by one")
    assert len(found) == 4
    report = world.run()
    assert (report.rejected, report.new_rejects) == (8, 0)
    (world.dumps / "all.txt").write_text(whole)
    assert world.run().new == 8
    assert world.rows("SELECT * FROM rejects") == []


def test_a_streamed_dump_that_cannot_be_read_is_tried_again(tmp_path, streamed, monkeypatch):
    world = World(tmp_path)
    write(world, range(1, 9))

    def opened(dump):
        raise PermissionError(13, "Permission denied", dump.location)

    with monkeypatch.context() as patched:
        patched.setattr("exporter.sources.opening.opened", opened)
        assert world.run().new_rejects == 1
    assert world.rows("SELECT code FROM rejects") == [("unreadable",)]
    report = world.run()
    assert (report.new, report.rejected) == (8, 0)


def test_articles_of_a_streamed_dump_that_lie_ahead_are_held(tmp_path, streamed):
    world = World(tmp_path)
    write(world, range(1, 9))
    whole = (world.dumps / "all.txt").read_text()
    (world.dumps / "all.txt").write_text(whole.replace("2025-02-05", "2027-02-05"))
    report = world.run()
    assert (report.new, report.held) == (7, 1)
    assert world.run().held == 1  # tried again


def test_a_spool_of_large_dumps_is_emptied_once_they_are_stored(tmp_path, streamed):
    from msgspec.structs import replace

    world = World(tmp_path)
    world.set(source=(replace(world.config.source[0], taken="remove"),))
    write(world, range(1, 9))
    assert world.run().taken == 1
    assert list(world.dumps.iterdir()) == []


def test_a_cut_off_run_leaves_marks_that_the_next_one_settles(tmp_path, streamed, monkeypatch):
    world = World(tmp_path)
    write(world, range(1, 30))
    with cut_off(monkeypatch, "exporter.intake.streaming.tell_held"):
        world.run()
    world.run()
    assert world.read("feed.atom").count("<entry>") == 29


def test_a_dump_that_is_replaced_while_it_is_read_is_not_taken_for_read(tmp_path, streamed, monkeypatch):
    from msgspec.structs import replace

    world = World(tmp_path)
    world.set(source=(replace(world.config.source[0], taken="remove"),))
    write(world, range(1, 9))
    monkeypatch.setattr("exporter.intake.streaming.given_each", _given_after(lambda: write(world, range(1, 20))))
    assert world.run().taken == 0
    assert world.rows("SELECT digest FROM dumps") == [("",)]  # of no bytes that were not read
    assert (world.dumps / "all.txt").exists()


def _given_after(change):
    """`given_each`, with something that happens before the first slice is normalised."""
    real, done = preparation.given_each, []

    def given(found, settings):
        if not done:
            done.append(change())
        return real(found, settings=settings)

    return given


def test_pages_of_a_large_dump_are_read_by_workers(tmp_path, monkeypatch, streamed):
    monkeypatch.setattr("exporter.intake.streaming.MOST_TEXT", 0)  # each a slice of its own
    monkeypatch.setattr(web_page, "read_page", lambda _: pytest.fail("the run itself has read one"))
    world = World(tmp_path, engine=Engine(workers=2))
    (world.dumps / "all.warc").write_bytes(b"".join(response(number, html(number)) for number in range(20)))
    report = world.run()
    assert (report.new, report.duplicate, report.rejected) == (1, 19, 0)  # they say all the same
