"""Which objects of a bucket are dumps, what they are called and how they look: as the same files in folders."""

import os
from pathlib import Path

import pytest

from exporter.config.schema import Source
from exporter.errors import Unavailable
from exporter.model import Dump
from exporter.printable import printable
from exporter.sources import blocks, bucket, listing, object_file, opening
from exporter.sources.choice import Part, choose

KEYS = (
    *("a.txt", "a.log", ".hidden.txt", "b/a.txt", "b/c/d.txt", "b-1/a.txt", "b/.git/a.txt", "z.txt.gz"),
    *("é.txt", "日本 x.txt", "a%2Fb.txt", "a+b ?#.txt", "b/b.jsonl", "b/c.txt", "B/A.txt"),
)


def filled(objects, *keys: str, name: str = "") -> str:
    """A bucket with these objects, each of which says its key."""
    made = name or objects.bucket()
    for key in keys:
        objects.client().put_object(Bucket=made, Key=key, Body=key.encode())
    return made


def part(path: str, below: str = "", **changes) -> Part:
    return Part(Source(path=path, name="dumps", **changes), below)


PLACE = bucket._Place(Source(path="s3://x/in/"), "s3://x", "in", ("in",), (), "", is_whole=True)


def found(path: str, below: str = "", **changes) -> list[Dump]:
    every = list(listing.scan(part(path, below, **changes), "/nowhere"))
    assert all(isinstance(one, Dump) for one in every)
    return every


def names(path: str, below: str = "", **changes) -> list[str]:
    return sorted(dump.name for dump in found(path, below, **changes))


@pytest.mark.parametrize(
    "path", ["", "b/", "b", "*", "**/*.txt", "b/*", "*/a.txt", "?/c", "b/[cb]*", "**", "[aé]*.txt"]
)
def test_the_same_dumps_by_the_same_names_as_of_folders(objects, tmp_path, path):
    made = filled(objects, *(f"in/{key}" for key in KEYS), "in2/x.txt", "x.txt")
    for key in KEYS:
        file = tmp_path / "in" / key
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"in/{key}")
    assert names(objects.at(made, f"in/{path}")) == names(f"{tmp_path}/in/{path}") != []


@pytest.mark.parametrize("below", ["b", "b/c", "b/c/d.txt", "a.txt", "b/*.txt", "*/c"])
def test_so_does_a_part_of_them(objects, tmp_path, below):
    made = filled(objects, *(f"in/{key}" for key in KEYS))
    for key in KEYS:
        file = tmp_path / "in" / key
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    for root in ("in", "in/"):
        assert names(objects.at(made, root), below) == names(f"{tmp_path}/{root}", below) != []


def test_of_a_folder_of_which_only_some_are_asked_for_what_is_known_stays(objects):
    made = filled(objects, "a/1.txt", "a/2.txt")
    for path, below, prefixes in (("", "", ["a/"]), ("", "a", ["a/"]), ("", "a/1*", []), ("*/1*", "", ["a/"])):
        walked = list(bucket.walk(part(objects.at(made, path), below), "/nowhere"))
        assert [one.prefix for one in walked if isinstance(one, blocks.Listed)] == prefixes


@pytest.mark.parametrize(
    ("path", "configured", "below"),
    [
        ("s3://one/in/", "s3://one/in", ""),
        ("s3://one/in/b/c", "s3://one/in/", "b/c"),
        ("s3://one/in/b/", "s3://one/*/", "in/b"),
        ("s3://one/in/2025-*", "s3://one/in/", "2025-*"),
        ("s3://one/*/", "s3://one/*/", ""),
        ("s3://one/in2", "s3://one/in/", None),
        ("s3://two/in/b", "s3://one/in/", None),
        ("gs://one/in/b", "s3://one/in/", None),
        ("s3://one/in/b", "/one/in", None),
        ("one/in/b", "s3://one/in", None),
    ],
)
def test_which_source_a_url_names(path, configured, below):
    chosen = choose(path, [Source(path=configured, name="dumps")])
    assert (chosen.source.name, chosen.below) == (
        ("dumps", below) if below is not None else (os.path.abspath(path) if "://" not in path else path, "")
    )


def test_a_dump_is_where_any_machine_finds_it_and_looks_in_a_listing_as_when_it_is_read(objects):
    made = filled(objects, *KEYS, *(f"many/{number}.txt" for number in range(40)))
    dumps = found(objects.at(made, ""))
    assert {dump.location for dump in dumps} >= {objects.at(made, "b/c/d.txt"), objects.at(made, "a+b ?#.txt")}
    for dump, got in zip(dumps, opening.fetched(dumps), strict=True):
        assert got == (dump, dump.name.encode())
        with opening.opened(dump) as (now, file):
            assert (now, file.read()) == got
        assert opening.digest(dump)[0] == dump


def test_other_bytes_of_equal_size_in_the_same_second_look_different(objects):
    made = filled(objects, "a.txt")
    looks = set()
    for body in (b"one", b"two"):
        objects.client().put_object(Bucket=made, Key="a.txt", Body=body)
        looks.add(found(objects.at(made, ""))[0].mtime % 10**9)
    assert len(looks) == 2


def test_what_shows_a_folder_is_no_dump(objects):
    made = filled(objects, "in/a.txt")
    for key in ("in/", "in/b/", "in/x.txt/"):
        objects.client().put_object(Bucket=made, Key=key, Body=b"")
    dumps = found(objects.at(made, "in/"))
    assert [(dump.name, dump.size) for dump in dumps] == [("a.txt", 8), ("x.txt", 0)]
    assert isinstance(list(opening.fetched(dumps))[1], FileNotFoundError)
    assert names(objects.at(made, "in/"), include=("*",)) == ["a.txt", "b", "x.txt"]


def test_one_object_is_a_dump_whatever_it_is_called(objects):
    made = filled(objects, "in/what", "in/what.d/a.txt")
    url = objects.at(made, "in/what")
    assert [(dump.name, dump.location) for dump in found(url)] == [("what", url)]
    assert names(objects.at(made, "in/what.d")) == ["a.txt"]


def test_a_folder_may_be_empty_but_what_is_named_must_be_there(objects):
    made = filled(objects)
    assert found(objects.at(made, "")) == found(objects.at(made, "in/")) == []
    assert list(bucket.walk(part(objects.at(made, "in/")), "/nowhere")) == [blocks.Listed("", 0, ())]
    for path in ("in", "in/a.txt", "in/*.txt", "*/"):
        with pytest.raises(Unavailable, match="there is nothing to read: no object of this name"):
            found(objects.at(made, path))


@pytest.mark.s3  # Azurite does not begin a listing where it is told to
@pytest.mark.parametrize(
    "key", ["a//b.txt", "a/../b.txt", "./a.txt", "a/b\tc.txt", "a/b\x7f.txt", "a//", "a/b//c/d.txt", '"a/./"b.txt']
)
def test_behind_a_key_that_no_path_can_have_the_listing_goes_on(objects, key):
    made = filled(objects, key, "a/1.txt", "a/b/0.txt", "a/c.txt", "b.txt", "b/c.txt", "z.txt")
    told = [one for one in listing.scan(part(objects.at(made, "")), "/nowhere") if not isinstance(one, Dump)]
    assert [type(one) for one in told] == [Unavailable]
    assert f"{printable(key)!r}: it is passed over" in str(told[0])
    assert str(told[0]).endswith("(the source 'dumps')")
    left = {"\t": {"a/1.txt"}, "\x7f": {"a/1.txt", "a/b/0.txt"}}.get(key[3:4], set())  # before it, in the same folder
    every = [one.name for one in listing.scan(part(objects.at(made, "")), "/nowhere") if isinstance(one, Dump)]
    assert sorted(every) == sorted({"a/1.txt", "a/b/0.txt", "a/c.txt", "b.txt", "b/c.txt", "z.txt"} - left)


@pytest.mark.s3  # likewise
def test_of_many_such_keys_each_place_is_told_once_and_nothing_comes_twice(objects, monkeypatch):
    monkeypatch.setattr("exporter.keys.AT_ONCE", 3)
    good = [f"in/{a}/{b}/{c}.txt" for a in "ace" for b in "02" for c in range(3)]
    bad = [f"in/{a}/1/{way}/{n}.txt" for a in "ac" for way in ("", "..") for n in range(3)]
    made = filled(objects, *good, *bad, "in/a/1/x.txt", "in/b.txt", "out/x.txt")
    every = list(listing.scan(part(objects.at(made, "in/")), "/nowhere"))
    dumps = [one.name for one in every if isinstance(one, Dump)]
    assert sorted(dumps) == sorted([*(key[3:] for key in good), "a/1/x.txt", "b.txt"])
    assert len(every) - len(dumps) == 4
    monkeypatch.setattr("exporter.keys.PASSED", 2)
    with pytest.raises(Unavailable, match=r"cannot be listed to its end, .*, such as 'in/a/1//0.txt': rename them"):
        list(listing.scan(part(objects.at(made, "in/")), "/nowhere"))


def test_what_begins_with_a_slash_is_no_dump(objects):
    """Which clients leave out of a key."""
    made = filled(objects, "/a.txt")
    assert [type(one) for one in opening.fetched(found(objects.at(made, "")))] == [FileNotFoundError]


@pytest.mark.parametrize("tree", ["feeds", "feeds/", "a/feeds"])
def test_where_we_publish_is_no_source(objects, tree):
    made = filled(objects, "feeds/x.txt", "feeds2/y.txt", "a/feeds/z.txt", "a/feeds.txt")
    for pattern in ("*/", "**/*.txt"):
        left = [
            dump.name for dump in listing.scan(part(objects.at(made, pattern)), f"{objects.scheme}://{made}/{tree}")
        ]
        out = "feeds/x.txt" if tree[0] == "f" else "a/feeds/z.txt"
        assert sorted([*left, out]) == names(objects.at(made, pattern))
    assert len(list(listing.scan(part(objects.at(made, "**")), f"gs://{made}/{tree}"))) == 4


def test_no_such_bucket(objects):
    url = objects.at("nobodys-bucket", "in")
    with pytest.raises(Unavailable, match=f"^{url}: cannot list: HTTP 404, {objects.codes[404]}: make the"):
        found(f"{url}/")


def test_a_large_folder_comes_in_the_blocks_of_a_folder_before_all_of_it_is_listed(objects, tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "WHOLE", 4)
    monkeypatch.setattr(bucket, "HELD", 32)
    monkeypatch.setattr("exporter.keys.AT_ONCE", 50)
    keys = [f"in/{number:05}.txt" for number in range(150)] + [f"in/00100/{number}.txt" for number in range(5)]
    made = filled(objects, *keys)
    for key in keys:
        file = tmp_path / key
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    walked = [list(listing.walk(part(f"{root}/in/"), "/nowhere")) for root in (objects.at(made)[:-1], tmp_path)]
    files = [sorted(one.files for one in each if isinstance(one, blocks.Block)) for each in walked]
    assert files[0] == files[1]
    assert [one.prefix for one in walked[0] if isinstance(one, blocks.Listed)] == ["00100/", ""]
    kinds = [type(one) for one in bucket.walk(part(objects.at(made, "in/")), "/nowhere")]
    assert kinds.index(blocks.Listed) > 3


def test_blocks_do_not_depend_on_how_much_of_a_folder_is_held(monkeypatch):
    monkeypatch.setattr(blocks, "WHOLE", 4)
    monkeypatch.setattr(bucket, "HELD", 10)
    for number in range(60):
        looks = [(f"{one:03}.txt", one, one) for one in range(number)]
        folder = bucket._Folder(PLACE, "in/a")
        found = [*(block for look in looks for block in folder.add(look)), *folder.end()]
        assert found[-1] == blocks.Listed("a/", 0, ())
        wanted = [list(some) for some in blocks.cut([name for name, *_ in looks]) if some]
        assert [one.files for one in found[:-1]] == wanted
        assert [look for one in found[:-1] for look in one.looks] == looks


def test_objects_in_no_order_are_all_found(monkeypatch, objects):
    made = filled(objects, "a.txt", "b/c.txt")
    there = [
        {"path": key, "size": 1, "e_tag": key, "last_modified": Moment()} for key in ("b/c.txt", "a.txt", "b/d.txt")
    ]
    monkeypatch.setattr("obstore.list", lambda *_given, **_named: iter([there]))
    assert names(objects.at(made, "")) == ["a.txt", "b/c.txt", "b/d.txt"]


class Moment:
    def timestamp(self) -> float:
        return 1_750_000_000.75


@pytest.mark.parametrize("etag", [None, '"x"', 'W/"x"', "x"])
def test_how_an_object_looks_depends_on_no_way_of_writing(etag):
    size, mtime = object_file.look_of({"size": 3, "e_tag": etag, "last_modified": Moment()})
    same = object_file.look_of({"size": 3, "e_tag": etag and "x", "last_modified": Moment()})
    assert (size, mtime) == same
    assert mtime // 10**9 == 1_750_000_000


def test_a_body_is_read_up_to_what_any_reader_takes(objects, monkeypatch):
    monkeypatch.setattr(object_file, "MAX_BYTES", 10)
    made = filled(objects, "in/0123456789.txt")
    [(dump, data)] = opening.fetched(found(objects.at(made, "")))
    assert (dump.size, data) == (17, b"in/01234567")


def test_an_object_is_read_as_a_file_piece_by_piece(objects, monkeypatch):
    monkeypatch.setattr(object_file, "PIECE", 1000)
    made, body = filled(objects), bytes(range(256)) * 40
    objects.client().put_object(Bucket=made, Key="a.zip", Body=body)
    asked = []
    real = object_file._Ranges._range
    monkeypatch.setattr(
        object_file._Ranges, "_range", lambda self, end: asked.append((self._at, end)) or real(self, end)
    )
    with opening.opened(found(objects.at(made, "a.zip"))[0]) as (_, file):
        assert (file.seek(-4, 2), file.read()) == (len(body) - 4, body[-4:])
        assert (file.seek(5), file.read(3), file.read(3)) == (5, body[5:8], body[8:11])
        assert (file.seek(20_000), file.read(), file.tell()) == (20_000, b"", 20_000)
    assert asked == [(len(body) - 4, len(body)), (5, 1005)]


@pytest.mark.parametrize("again", [b"2" * 5000, None], ids=["replaced", "removed"])
def test_an_object_that_is_replaced_while_it_is_read_is_no_mixture(objects, monkeypatch, again):
    monkeypatch.setattr(object_file, "PIECE", 1000)
    made = filled(objects)
    objects.client().put_object(Bucket=made, Key="a.txt", Body=b"1" * 5000)
    with opening.opened(found(objects.at(made, ""))[0]) as (_, file):
        assert file.read(1000) == b"1" * 1000
        if again:
            objects.client().put_object(Bucket=made, Key="a.txt", Body=again)
        else:
            objects.client().delete_object(Bucket=made, Key="a.txt")
        with pytest.raises(object_file.Replaced, match="was replaced or removed while it was read"):
            file.read(4000)


def test_what_is_gone_is_gone(objects):
    made = filled(objects, "a.txt")
    gone = found(objects.at(made, ""))[0]
    objects.client().delete_object(Bucket=made, Key="a.txt")
    assert isinstance(next(opening.fetched([gone])), FileNotFoundError)
    with pytest.raises(FileNotFoundError, match="No such file"), opening.opened(gone):
        pytest.fail("it was opened")


def test_nothing_leaves_this_machine_for_what_is_a_path(tmp_path):
    path = Path(tmp_path, "s3:", "a.txt")
    path.parent.mkdir()
    path.write_text("x")
    assert names(str(path)) == ["a.txt"]
