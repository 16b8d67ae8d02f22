"""A source whose path has wildcards: what it stands for at each run, under which names, and what is told."""

import os
import random

import pytest
from msgspec.structs import replace

from exporter.config.places import fixed, is_pattern, matches
from exporter.config.schema import Source
from exporter.errors import Unavailable
from exporter.sources import blocks, listing, patterns
from exporter.sources.choice import Part, choose
from tests.sources.test_folder import write
from tests.world import World


def walked(path, tree="/nowhere", **changes):
    return list(listing.scan(Part(Source(path=str(path), name="dumps", **changes)), str(tree)))


def names(path, tree="/nowhere", **changes):
    return [dump.name for dump in walked(path, tree, **changes)]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*/dumps", ["a/dumps/1.txt", "a/dumps/x/2.txt", "b/dumps/3.txt"]),
        ("[ab]/dumps", ["a/dumps/1.txt", "a/dumps/x/2.txt", "b/dumps/3.txt"]),
        ("?/dumps/*.txt", ["a/dumps/1.txt", "b/dumps/3.txt"]),
        ("*/dumps/*", ["a/dumps/1.txt", "a/dumps/note.md", "a/dumps/x/2.txt", "b/dumps/3.txt"]),
        ("**/*.txt", ["a/dumps/1.txt", "a/dumps/x/2.txt", "a-b/4.txt", "b/dumps/3.txt"]),
        ("**/dumps", ["a/dumps/1.txt", "a/dumps/x/2.txt", "b/dumps/3.txt"]),
        ("**/**/x", ["a/dumps/x/2.txt"]),
        ("**", ["a-b/4.txt", "a/dumps/1.txt", "a/dumps/x/2.txt", "b/dumps/3.txt"]),
        ("*/dumps/*.md", ["a/dumps/note.md"]),
        (".h*/*.txt", [".hidden/5.txt"]),
        ("a/../*/dumps/3.txt", ["b/dumps/3.txt"]),
    ],
)
def test_what_a_pattern_stands_for_has_its_name_from_before_the_first_wildcard(tmp_path, pattern, found):
    write(
        tmp_path, "a/dumps/1.txt", "a/dumps/x/2.txt", "a/dumps/note.md", "b/dumps/3.txt", "a-b/4.txt", ".hidden/5.txt"
    )
    assert sorted(names(tmp_path / pattern)) == sorted(found)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*/d", ["a-b/d/", "a.b/d/", "a/d/", "a/d/z/", "b/d/"]),
        ("*", ["", "a-b/", "a-b/d/", "a.b/", "a.b/d/", "a/", "a/d/", "a/d/z/", "b/", "b/d/"]),
        ("**/*.txt", ["", "a-b/d/", "a.b/d/", "a/d/", "a/d/z/", "b/d/"]),
    ],
)
def test_folders_come_in_the_order_in_which_the_store_asks_for_them(tmp_path, pattern, found):
    write(tmp_path, "a/d/1.txt", "a-b/d/2.txt", "a/d/z/3.txt", "b/d/4.txt", "a.b/d/5.txt", "z.txt")
    part = Part(Source(path=f"{tmp_path}/{pattern}", name="dumps"))
    prefixes = [found.prefix for found in listing.walk(part, "/nowhere") if isinstance(found, blocks.Listed)]
    assert prefixes == sorted(prefixes) == found


def test_a_path_that_is_there_as_it_is_written_is_no_pattern(tmp_path):
    write(tmp_path, "[ab]/1.txt", "a/2.txt")
    assert names(tmp_path / "[ab]") == ["1.txt"]
    assert names(tmp_path / "[a]") == ["a/2.txt"]


@pytest.mark.parametrize("pattern", ["*/dumps", "gone/*", "2025-*.txt"])
def test_where_nothing_matches_the_source_is_unavailable_not_empty(tmp_path, pattern):
    (tmp_path / "a").mkdir()
    with pytest.raises(Unavailable, match=r"cannot read the source 'dumps': nothing matches it"):
        walked(tmp_path / pattern)


def test_of_a_spool_all_may_have_been_taken_but_not_the_folder(tmp_path):
    assert walked(tmp_path / "*.txt", taken="remove") == []
    with pytest.raises(Unavailable):
        walked(tmp_path / "gone" / "*.txt", taken="remove")


def test_a_folder_on_the_way_that_cannot_be_read_is_told_and_the_others_are_read(tmp_path, monkeypatch):
    write(tmp_path, "a/x/1.txt", "b/x/2.txt")
    real = os.listdir

    def listdir(path):  # root may read everything
        if str(path).endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "listdir", listdir)
    told, dump = walked(tmp_path / "*/*/*.txt")
    assert str(told) == f"{tmp_path}/a: cannot read a folder of the source 'dumps': Permission denied"
    assert dump.name == "b/x/2.txt"


def test_where_we_publish_nothing_is_matched(tmp_path):
    write(tmp_path, "feeds/robots.txt", "feeds/data/1.txt", "dumps/2.txt", "feeds-old/3.txt")
    (tmp_path / "link").symlink_to(tmp_path / "feeds")
    assert names(tmp_path / "*", tmp_path / "feeds") == ["dumps/2.txt", "feeds-old/3.txt"]
    assert names(tmp_path / "**/*.txt", tmp_path / "feeds") == ["dumps/2.txt", "feeds-old/3.txt"]


def test_links_in_circles_are_not_followed_for_ever(tmp_path):
    write(tmp_path, "a/1.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone")
    assert names(tmp_path / "**/*.txt") == ["a/1.txt"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("/srv/*/dumps", ("/srv", ("*", "dumps"))),
        ("dumps/2025-*.jsonl.gz", ("dumps", ("2025-*.jsonl.gz",))),
        ("*.txt", (".", ("*.txt",))),
        ("/*", ("/", ("*",))),
        ("a//./b/?", ("a/b", ("?",))),
    ],
)
def test_the_fixed_part_ends_before_the_first_wildcard(pattern, expected):
    assert fixed(pattern) == expected


@pytest.mark.parametrize(
    ("parts", "wild", "expected"),
    [
        (("a", "dumps"), ("*", "dumps"), True),
        (("a",), ("*", "dumps"), False),
        (("a", "b", "c"), ("**", "c"), True),
        ((), ("**",), True),
        (("a",), (), False),
    ],
)
def test_a_path_is_held_against_a_pattern_part_by_part(parts, wild, expected):
    assert matches(parts, wild) is expected


def test_a_url_is_no_pattern():
    assert not is_pattern("https://a.example/dump?x=*")


def test_a_path_in_what_a_pattern_stands_for_is_a_part_of_that_source(tmp_path):
    write(tmp_path, "a/dumps/x/1.txt", "a/other/2.txt")
    source = Source(path=f"{tmp_path}/*/dumps", name="wire")
    assert choose(f"{tmp_path}/a/dumps/x", (source,)) == Part(source, "a/dumps/x")
    assert choose(f"{tmp_path}/a/dumps/x/1.txt", (source,)) == Part(source, "a/dumps/x/1.txt")
    assert choose(f"{tmp_path}/*/dumps", (source,)) == Part(source)
    assert choose(f"{tmp_path}/a/other", (source,)).source.name == f"{tmp_path}/a/other"
    part = Part(source, "a/dumps/x")
    assert [dump.name for dump in listing.scan(part, "/nowhere")] == ["a/dumps/x/1.txt"]


def test_a_pattern_in_a_configured_source_is_a_part_of_that_source(tmp_path):
    write(
        tmp_path, "dumps/a/2025-1.txt", "dumps/a/2025-2.md", "dumps/a/2024.txt", "dumps/2025/3.txt", "dumps/2025/x.md"
    )
    plain = Source(path=f"{tmp_path}/dumps", name="plain")
    for path, found in (
        ("dumps/a/2025-*", ["a/2025-1.txt", "a/2025-2.md"]),
        ("dumps/202*", ["2025/3.txt"]),
        ("dumps/*/2025*", ["a/2025-1.txt", "a/2025-2.md"]),
    ):
        part = choose(f"{tmp_path}/{path}", (plain,))
        assert (part.source, part.below) == (plain, path.removeprefix("dumps/"))
        assert [dump.name for dump in listing.scan(part, "/nowhere")] == found
    wild = Source(path=f"{tmp_path}/*/a", name="wild")
    part = choose(f"{tmp_path}/*/a/2024*", (wild,))
    assert [(dump.source, dump.name) for dump in listing.scan(part, "/nowhere")] == [("wild", "dumps/a/2024.txt")]


def test_to_read_a_part_by_a_pattern_forgets_nothing_of_the_folder(tmp_path):
    world = World(tmp_path)
    for number in (1, 2, 30):
        world.dump(number, name=f"a/{number}.txt")
    world.run()
    known = world.rows("SELECT prefix, blocks FROM folders ORDER BY prefix")
    world.dump(31, name="a/31.txt")
    report = world.run(parts=(choose(f"{world.dumps}/a/3*", world.config.source),))
    assert (report.new, report.same, report.read) == (1, 1, [])
    assert world.rows("SELECT prefix, blocks FROM folders ORDER BY prefix") == known
    assert world.run().same == 4


def test_what_is_asked_of_the_file_system_does_not_grow_with_the_files_of_a_folder(tmp_path, monkeypatch):
    write(tmp_path, *(f"{number}.txt" for number in range(50)))
    asked = []
    real = os.path.realpath
    monkeypatch.setattr(patterns.os.path, "realpath", lambda path, **named: asked.append(path) or real(path, **named))
    matched, _ = patterns.expand(f"{tmp_path}/*.txt", "/srv/feeds")
    assert len(matched) == 50
    assert len(asked) == 2  # of the folder, and of the one that it lies in


@pytest.mark.parametrize("mode", ["full", "folders"])
def test_runs_take_what_a_pattern_stands_for_each_time(tmp_path, mode):
    world = World(tmp_path)
    world.set(source=(replace(world.config.source[0], path=f"{world.dumps}/*/2025*", scan=mode),))
    for number, place in enumerate(("a/2025", "a/2024", "b/2025", "b/2025-old"), 1):
        world.dump(number, name=f"{place}/{number}.txt")
    assert world.run().new == 3
    report = world.run()
    assert (report.new, report.same) == (0, 3)
    world.dump(9, name="c/2025.txt")
    report = world.run()
    assert (report.new, report.same, report.unavailable) == (1, 3, 0)
    assert set(world.rows("SELECT name FROM dumps")) == {
        ("a/2025/1.txt",),
        ("b/2025/3.txt",),
        ("b/2025-old/4.txt",),
        ("c/2025.txt",),
    }


@pytest.mark.parametrize("mode", ["full", "folders"])
@pytest.mark.parametrize("pattern", ["*", "**/[0-9]*.txt", "a*"])
def test_any_history_is_counted_as_if_every_dump_had_been_compared(tmp_path, pattern, mode):
    """The same changes, with and without what is known of folders."""
    chosen = random.Random(pattern + mode)  # noqa: S311
    quick, slow = World(tmp_path / "quick"), World(tmp_path / "slow")
    for world in (quick, slow):
        world.set(source=(replace(world.config.source[0], path=f"{world.dumps}/{pattern}", scan=mode),))
        world.dump(99, name="a/99.txt")
    for _ in range(4):
        for _ in range(chosen.randint(0, 6)):
            number, place, gone = (
                chosen.randint(1, 30),
                chosen.choice(("", "a/", "a/b/", "a-b/")),
                chosen.random() < 0.2,
            )
            for world in (quick, slow):
                path = world.dump(number, name=f"{place}{number}.txt")
                os.utime(path, (world.now.timestamp(),) * 2)
                if gone:
                    path.unlink()
        report = quick.run()
        slow.rows("DELETE FROM folders")
        assert report.numbers() == slow.run().numbers()
        assert report.unavailable == 0


def test_a_pattern_that_stands_for_nothing_any_more_withdraws_nothing(tmp_path):
    world = World(tmp_path)
    world.set(source=(replace(world.config.source[0], path=f"{world.dumps}/*"),))
    path = world.dump(1)
    world.run()
    path.unlink()
    report = world.run()
    assert (report.unavailable, report.exit_status) == (1, 75)
    assert world.rows("SELECT COUNT(*) FROM articles") == [(1,)]


def test_files_that_a_pattern_stands_for_are_moved_away_once_taken(tmp_path):
    world = World(tmp_path)
    source = replace(world.config.source[0], path=f"{world.dumps}/*/*.txt", taken="move", taken_folder=f"{tmp_path}/t")
    world.set(source=(source,))
    world.dump(1, name="a/1.txt")
    assert world.run().taken == 1
    assert (tmp_path / "t" / "a" / "1.txt").exists()
    assert world.run().unavailable == 0
