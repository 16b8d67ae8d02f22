"""A tree whose files can be listed, wherever it is kept: in a folder of this machine, or in a bucket."""

from collections.abc import Iterator
from typing import Protocol

from exporter.check.folder import Folder
from exporter.check.place import Place
from exporter.config.places import is_bucket
from exporter.engine import Engine
from exporter.objects import require


class Kept(Place, Protocol):
    """Where all documents are found, also those that none names."""

    def leftovers(self) -> Iterator[str]:
        """Files that a run which was cut off left under temporary names."""

    def hidden_from_others(self) -> Iterator[tuple[str, str]]:
        """(path, why) of each folder with documents that a web server of another user could not look into."""

    def state(self) -> bytes:
        """A digest of what the documents look like: another one if any was changed."""


def opened(root: str, engine: Engine) -> Kept:
    """The tree at a path, or a URL of a bucket.

    Raises:
        ExporterError: it is in object storage, and no client can be made for that.
    """
    if is_bucket(root):
        require(root)
        from exporter.check.bucket import Bucket  # its client is heavy

        return Bucket(root, engine)
    return Folder(root.rstrip("/") or "/", engine)
