"""What a published tree says of its store. Whatever is not whole is refused: half a store would harm subscribers."""

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from exporter.errors import Refused
from exporter.model import Article, KeptFeed, Tombstone
from exporter.printable import printable
from exporter.publish.tree import Marker, Tree
from exporter.render import dataset, gone, json_ld

_SHARD = re.compile(r"data/\d{4}-\d\d-\d\d\.[0-9a-f]{16}\.jsonl\.gz")


class Row(Struct, frozen=True):
    """A row of a shard, and where it stands."""

    article: Article
    line: bytes
    path: str
    number: int
    """Counted from 1."""


class Published(Struct, frozen=True):
    """A tree that says all that rebuilds its store."""

    tree: Tree
    marker: Marker
    shards: tuple[dataset.Shard, ...]
    feeds: tuple[KeptFeed, ...]
    """The main one first."""
    gone: tuple[Tombstone, ...]
    """Everything that was withdrawn."""

    @property
    def where(self) -> str:
        """What messages call the tree."""
        return self.tree.where

    def rows(self) -> Iterator[list[Row]]:
        """Every article, a shard at a time.

        Raises:
            Refused: a shard is not what the manifest says.
        """
        for shard in self.shards:
            lines = gzip.decompress(_verified(self.tree, shard)).splitlines(keepends=True)
            if len(lines) != shard.count:
                raise _broken(self.tree.at(shard.path), f"it has {len(lines)} rows, the manifest says {shard.count}")
            yield [Row(_article(self.tree, shard, line), line, shard.path, at) for at, line in enumerate(lines, 1)]


def read(tree: Tree, marker: Marker) -> Published:
    """What the tree says; every shard is read, and its digest verified.

    Raises:
        Refused: something is not there, or not what it should be.
    """
    path = tree.at(dataset.PATH)
    try:
        manifest = dataset.read_manifest(_bytes(tree, dataset.PATH))
    except msgspec.DecodeError as error:
        raise _broken(path, f"it cannot be read: {error}") from error
    feeds = sorted(manifest.feeds, key=lambda feed: feed.kind != "main")
    if not feeds or feeds[0].kind != "main" or feeds[0].archive_page < 1:
        raise _broken(path, "it does not say which feeds there are: an earlier exporter published it")
    for shard in manifest.shards:
        if not _SHARD.fullmatch(shard.path):
            raise _broken(path, f"it names {printable(shard.path)!r}, which is no shard")
        _verified(tree, shard)
    return Published(tree, marker, manifest.shards, tuple(feeds), _gone(tree, marker))


def _gone(tree: Tree, marker: Marker) -> tuple[Tombstone, ...]:
    path = tree.at(gone.PATH)
    try:
        data = tree.read(gone.PATH)
        found = gone.read_lists(data) if data is not None else ()
    except ValueError as error:
        raise _broken(path, f"it cannot be read: {error}") from error
    if len(found) < marker.gone:
        raise _broken(path, f"{marker.gone} articles were withdrawn, and it names {len(found)}: others would come back")
    return found


def _article(tree: Tree, shard: dataset.Shard, line: bytes) -> Article:
    try:
        article = json_ld.read_row(line)
    except msgspec.DecodeError as error:
        raise _broken(tree.at(shard.path), f"a row cannot be read: {error}") from error
    if not article.id or not article.sequence or not article.keys:
        raise _broken(tree.at(shard.path), f"the row of {printable(article.url)} lacks id, sequence or keys")
    return article


def _verified(tree: Tree, shard: dataset.Shard) -> bytes:
    data = _bytes(tree, shard.path)
    if hashlib.sha256(data).hexdigest() != shard.sha256:
        raise _broken(tree.at(shard.path), "its SHA-256 is not that of the manifest")
    try:
        rows = gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise _broken(tree.at(shard.path), f"it cannot be unpacked: {error}") from error
    if hashlib.sha256(rows).hexdigest()[:16] != shard.path.split(".")[1]:
        raise _broken(tree.at(shard.path), "its rows are not those that its name says")
    return data


def _bytes(tree: Tree, path: str) -> bytes:
    data = tree.read(path)
    if data is None:
        raise _broken(
            tree.at(path), "it is not there, as when output.data_shards is off, or all articles were withdrawn"
        )
    return data


def _broken(path: str, why: str) -> Refused:
    return Refused(
        f"{path}: {why}. The store can only be rebuilt from a whole tree: bring this file back (from a mirror, a "
        "cache, a backup of the tree), or the store from a backup; nothing was changed."
    )
