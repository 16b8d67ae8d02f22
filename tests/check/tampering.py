"""Published trees, and how somebody could harm them."""

import gzip
import hashlib
import json
import os
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from exporter.check import against
from exporter.check.verdict import Verdict
from exporter.report import unseen
from tests.builders import utc
from tests.world import World

NOW = utc("2025-03-02T12:00:00")
EIGHTH = "urn:uuid:b30f47b6-71f1-50f9-ba08-f5440d283bd6"
"""The article of other.example, the only one of its day, the newest, and in no page of the archive yet."""
FIRST = "urn:uuid:522fabb6-a7c2-5f2a-b2bd-d38c1c2a58b8"
"""In the first page of the archive, with the second and the third."""
THIRD = "urn:uuid:e022db17-20fa-5e48-9b48-17507f3aa9f8"

Tamper = Callable[[Path], None]


def make(root: Path) -> World:
    """Eight articles of two hosts and days in pages of three, one edited since, with two sections."""
    world = World(root)
    for number in range(1, 8):
        world.dump(number, tail=("Harbour" if number % 2 else "Weather", "Share this article"))
    world.dump(8, time="2025-02-20T08:00:00+00:00", host="other.example", tail=("Harbour", "Share this article"))
    world.run()
    world.dump(2, title="Quay 2 reopens today", body=("The quay is open.",), tail=("Weather", "Share this article"))
    world.run(after=timedelta(hours=1))
    return world


def checked(tree: Path, now: datetime = NOW, url: str | None = None) -> Verdict:
    """The verdict on a folder alone."""
    return against.tree(str(tree), url, now, unseen, 1)


def lines(verdict: Verdict) -> list[str]:
    """Faults as `PATH: what`."""
    return [f"{one.path}: {one.what}" for one in verdict.faults]


def put(path: str, old: str, new: str, *, count: int = 1) -> Tamper:
    """Put other words into a document."""

    def tamper(tree: Path) -> None:
        text = (tree / path).read_text("utf-8")
        assert re.search(old, text, re.DOTALL), f"{path} has no {old}"
        (tree / path).write_text(re.sub(old, new, text, count=count, flags=re.DOTALL), "utf-8")

    return tamper


def delete(*paths: str) -> Tamper:
    def tamper(tree: Path) -> None:
        for path in paths:
            (tree / path).unlink()

    return tamper


def swap(one: str, other: str) -> Tamper:
    def tamper(tree: Path) -> None:
        first, second = (tree / one).read_bytes(), (tree / other).read_bytes()
        (tree / one).write_bytes(second)
        (tree / other).write_bytes(first)

    return tamper


def write(path: str, text: str) -> Tamper:
    def tamper(tree: Path) -> None:
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(text, "utf-8")

    return tamper


def both(*tampers: Tamper) -> Tamper:
    def tamper(tree: Path) -> None:
        for each in tampers:
            each(tree)

    return tamper


def chmod(path: str, mode: int) -> Tamper:
    return lambda tree: os.chmod(tree / path, mode)


def link(path: str, target: str) -> Tamper:
    def tamper(tree: Path) -> None:
        (tree / path).unlink()
        (tree / path).symlink_to(target)

    return tamper


def pipe(path: str) -> Tamper:
    def tamper(tree: Path) -> None:
        (tree / path).unlink()
        os.mkfifo(tree / path)

    return tamper


def dataset(change: Callable[[dict[str, Any]], None]) -> Tamper:
    """Change what the dataset says."""

    def tamper(tree: Path) -> None:
        path = tree / "data" / "dataset.jsonld"
        found = json.loads(path.read_text("utf-8"))
        change(found)
        path.write_text(json.dumps(found, indent=1) + "\n", "utf-8")

    return tamper


def rows(day: str, change: Callable[[list[dict[str, Any]]], None]) -> Tamper:
    """Change the rows of a shard, as somebody would who knows how: its name and the dataset say the same."""

    def tamper(tree: Path) -> None:
        def told(found: dict[str, Any]) -> None:
            [one] = [one for one in found["distribution"] if one["temporalCoverage"] == day]
            path = tree / one["contentUrl"].removeprefix("https://feeds.example.org/")
            listed = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
            change(listed)
            data = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in listed).encode()
            data = data.replace(b"&", rb"\u0026")
            packed = gzip.compress(data, mtime=0)
            name = f"data/{day}.{hashlib.sha256(data).hexdigest()[:16]}.jsonl.gz"
            path.unlink()
            (tree / name).write_bytes(packed)
            found["size"]["value"] += len(listed) - one["size"]["value"]
            one |= {
                "contentUrl": f"https://feeds.example.org/{name}",
                "contentSize": f"{len(packed)} B",
                "sha256": hashlib.sha256(packed).hexdigest(),
                "size": one["size"] | {"value": len(listed)},
                "dateModified": max(row["dateModified"] for row in listed),
            }

        dataset(told)(tree)

    return tamper


def article(identity: str, day: str) -> str:
    return f"articles/{day}/{identity.removeprefix('urn:uuid:')}.jsonld"


def entry_of(identity: str) -> str:
    """The pattern of an Atom entry or RSS item."""
    return rf"<(entry|item)[^>]*>(?:(?!</?(?:entry|item)).)*{identity}(?:(?!</(?:entry|item)>).)*</\1>\n"
