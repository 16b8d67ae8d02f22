"""Whatever files, sections and hosts are called: paths of the tree are of our own letters, inside, and distinct."""

import json
import os
import random
import re
import unicodedata
from itertools import islice
from pathlib import Path

from exporter.config.schema import Source
from exporter.names import slugify, unused
from exporter.render import sitemap
from tests.hostile.strings import strings
from tests.troubles import HOST, TIME, text
from tests.world import World

OURS = re.compile(r"[a-z0-9][a-z0-9.-]*(?:/[a-z0-9][a-z0-9.-]*)*")
# fmt: off
NAMES = (
    "..", ".", "", "/", "//", "../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\con", "con", "NUL", "aux.txt", "-rf",
    "index.xml", ".htaccess", ".git", "feed.atom", "assets", "archive", "~root", "$HOME", "`id`", "a\x00b", "a\nb",
    "é" * 130, "e\u0301" * 130, "ﬁ", "ﬀ", "İ", "ı", "ß", "SS", "ẞ", "ſ", "\u212a", "\u212b", "Å", "\u2126", "a\u200db",
    "\u202egpj", "𝐀", "Ａ", "SPORT", "Sport", "sport", " sport ", "s-port", "s port", "sport-2", "sport-3", "--", "---",
    "a" * 300, "日本" * 100, "%2e%2e",
)
# fmt: on


def names(seed: int, count: int) -> list[str]:
    found = dict.fromkeys(NAMES)
    for one in strings(seed, longest=600):
        if len(found) == count:
            return list(found)
        found[one] = None
    raise AssertionError("there is no end")


def assert_safe(paths: list[str]) -> None:
    """Of our letters, none hidden, of 200 bytes at most, and none the same as another on any file system."""
    for path in paths:
        assert OURS.fullmatch(path), path
        assert len(path.encode()) <= 200, path
        assert ".." not in path
    assert len({unicodedata.normalize("NFKC", path).casefold() for path in paths}) == len(set(paths)) == len(paths)


def test_5000_sections_have_folders_of_their_own() -> None:
    used: set[str] = set()
    for name in names(1, 5_000):
        slug = unused(slugify(name), used)
        assert re.fullmatch("[a-z0-9-]{1,80}", slug)
        assert slug == unused(slugify(name), used)
        used.add(slug)
    assert len(used) == 5_000
    assert_safe([f"sections/{slug.strip('-')}-/feed.atom" for slug in used])


def test_5000_hosts_have_folders_of_their_own() -> None:
    folders = [
        sitemap.folder(name)
        for name in dict.fromkeys(name.encode("utf-8", "replace").decode() for name in names(2, 5_000))
    ]
    assert len(folders) > 4_800
    assert_safe([f"sitemaps/{folder}/news.xml" for folder in folders])


def test_the_tree_of_hostile_sections_is_of_our_letters(tmp_path: Path) -> None:
    world = World(tmp_path)
    rows = [
        {
            "title": f"Quay {number} reopens",
            "url": f"{HOST}/artikel/{number}",
            "date_publish": TIME,
            "maintext": f"The quay {number} is open again, the harbour office says.",
            "articleSection": [name],
        }
        for number, name in enumerate(names(3, 150))
    ]
    (world.dumps / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    report = world.run()
    assert report.new == 150
    paths = [path for path in world.state() if path != ".exporter.json"]
    assert_safe(paths)
    assert sum(path.startswith("sections/") and path.endswith("feed.atom") for path in paths) > 90
    assert [path.name for path in tmp_path.iterdir() if path.name not in {"dumps", "state", "feeds"}] == []


def test_the_tree_of_hostile_file_names_is_of_our_letters(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.set(source=(Source(path=str(world.dumps), name="dumps", include=("*",)),))
    folder, count = os.fsencode(world.dumps), 0
    for number, name in enumerate(_file_names(seed=4, count=300)):
        with open(folder + b"/" + name, "wb") as file:
            file.write(text(number).encode())
        count += not name.startswith(b".")
    report = world.run()
    assert report.new == count > 250
    assert report.rejected == 0
    assert_safe([path for path in world.state() if path != ".exporter.json"])
    dumps = [name for (name,) in world.rows("SELECT name FROM dumps")]
    assert len(dumps) == count
    assert all(name == name.encode("utf-8", "strict").decode() for name in dumps)


def _file_names(seed: int, count: int) -> list[bytes]:
    """Of any bytes that a file system takes, as long as it takes them."""
    chance = random.Random(seed)  # noqa: S311 - the same for a seed
    words = (one.encode("utf-8", "surrogatepass") for one in (*NAMES, *islice(strings(seed, longest=300), 10_000)))
    found: dict[bytes, None] = {}
    for word in words:
        noise = chance.randbytes(chance.randrange(12)) if chance.random() < 0.3 else b""
        name = (word + noise).replace(b"/", b"_").replace(b"\0", b"\x01")[:251]
        if name not in {b"", b".", b".."} and not name.endswith((b"~", b".tmp", b".part", b".swp")):
            found[name] = None
    return list(found)[:count]
