"""Worlds that differ in who does their work and where everything lies, and in nothing else."""

import hashlib
from contextlib import suppress
from itertools import combinations, product
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_type_hints

from msgspec.structs import replace

from exporter.config.schema import Engine, Feeds, Output, Store
from exporter.publish.tree import MARKER
from tests.servers import postgres
from tests.servers.objects import Objects
from tests.world import World

Place = Literal["folder", "bucket"]


class Way(NamedTuple):
    """Who does the work, and where its store, tree and dumps are."""

    engine: Literal["inline", "processes", "dask"]
    store: Literal["sqlite", "postgresql"]
    tree: Place
    dumps: Place


WAYS = (
    Way("inline", "sqlite", "folder", "folder"),
    Way("inline", "postgresql", "bucket", "bucket"),
    Way("processes", "sqlite", "folder", "bucket"),
    Way("processes", "postgresql", "bucket", "folder"),
    Way("dask", "sqlite", "bucket", "folder"),
    Way("dask", "postgresql", "folder", "bucket"),
)
"""The first is the plainest."""


def pairs(ways: tuple[Way, ...]) -> set[tuple[str, str, str, str]]:
    """Every two values that go together in one of them, each with what it is a value of."""
    return {
        (one, getattr(way, one), other, getattr(way, other))
        for way in ways
        for one, other in combinations(Way._fields, 2)
    }


def every() -> tuple[Way, ...]:
    """All that there could be."""
    return tuple(Way(*values) for values in product(*(get_args(kind) for kind in get_type_hints(Way).values())))


class Going(World):
    """A world that goes one of these ways."""

    def __init__(self, root: Path, way: Way, dask: Engine, objects: Objects, **changes: Any) -> None:
        """`dask`: [engine] of a cluster."""
        super().__init__(root, feeds=Feeds(archive_page=10), **changes)
        self.way, self.name = way, hashlib.sha256(str(root).encode()).hexdigest()[:16]
        self._objects, self._put = objects, dict[str, bytes]()
        self.bucket = objects.bucket() if "bucket" in way else ""
        engines = {"inline": Engine(workers=1), "processes": Engine(workers=2), "dask": dask}
        self.set(engine=engines[way.engine], store=self.stored(way.store))
        if way.dumps == "bucket":
            self.set(source=(replace(self.config.source[0], path=f"s3://{self.bucket}/dumps/"),))
        if way.tree == "bucket":
            self.set(output=Output(directory=f"s3://{self.bucket}/feeds"))

    def stored(self, kind: str) -> Store:
        """[store] of this world, of either kind."""
        if kind == "postgresql":
            return Store(url=postgres.shared().url(f"beyond_{self.name}"))
        return Store(url=f"sqlite:///{self.root}/state/exporter.db")

    def brought(self) -> None:
        """Dumps of the folder are in the bucket, those that changed are put anew, and no others are there."""
        if self.way.dumps == "folder":
            return
        there = {path.relative_to(self.dumps).as_posix(): path.read_bytes() for path in self.dumps.rglob("*.txt")}
        for name in self._put.keys() - there.keys():
            self._objects.client().delete_object(Bucket=self.bucket, Key=f"dumps/{name}")
        for name, data in there.items():
            if self._put.get(name) != data:
                self._objects.client().put_object(Bucket=self.bucket, Key=f"dumps/{name}", Body=data)
        self._put = there

    def digests(self) -> dict[str, str]:
        """Of every document of its tree: its MD5, which is what the server calls an object by."""
        if self.way.tree == "folder":
            found = {path: hashlib.md5((self.tree / path).read_bytes()).hexdigest() for path in self.state()}  # noqa: S324
        else:
            pages = (
                self._objects.client().get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix="feeds/")
            )
            every_one = (one for page in pages for one in page.get("Contents", ()))
            found = {one["Key"].removeprefix("feeds/"): one["ETag"].strip('"') for one in every_one}
        return {path: digest for path, digest in found.items() if path != MARKER}


def documents(objects: Objects, bucket: str, prefix: str) -> dict[str, bytes]:
    """What is in a bucket, by another client than ours: the bytes of each object by its path below the prefix. One that
    is removed meanwhile is not there."""
    client, found = objects.client(), {}
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for key in (one["Key"] for one in page.get("Contents", ())):
            with suppress(client.exceptions.NoSuchKey):
                found[key.removeprefix(prefix)] = client.get_object(Bucket=bucket, Key=key)["Body"].read()
    return found
