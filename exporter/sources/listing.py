"""The dumps of a source, wherever it is: in a folder of this machine (folder.py), or in object storage (bucket.py)."""

from collections.abc import Iterator

from exporter.config.places import is_bucket
from exporter.errors import Unavailable
from exporter.model import Dump
from exporter.sources import bucket, folder
from exporter.sources.blocks import Block, Known, Listed, Passed, unknown
from exporter.sources.choice import Part


def scan(part: Part, tree: str) -> Iterator[Dump | Unavailable]:
    """The dumps that `walk` finds, and what is wrong.

    Raises:
        Unavailable: as `walk`.
    """
    for found in walk(part, tree):
        if isinstance(found, Block):
            yield from found.dumps()
        elif isinstance(found, Unavailable):
            yield found


def walk(part: Part, tree: str, known: Known = unknown) -> Iterator[Block | Listed | Passed | Unavailable]:
    """The dumps of a source, or of a part of it: what has the name of a dump (naming.py), or is named itself.

    `tree`: where we publish, which is no source. `known`: of folders that need not be listed.

    Raises:
        Unavailable: it cannot be read at all. Nothing is withdrawn because a disk was not mounted.
    """
    if is_bucket(part.source.path):
        return bucket.walk(part, tree)
    return folder.walk(part, tree, known)
