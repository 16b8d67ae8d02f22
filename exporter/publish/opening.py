"""Which kind of tree a place of the configuration is."""

from exporter.config.places import is_bucket
from exporter.objects import require
from exporter.publish.folder import Folder
from exporter.publish.tree import Tree


def opened(directory: str, now: int) -> Tree:
    """The tree at `output.directory`. Nothing is asked of it yet.

    `now`: seconds since 1970; what changes in this run is at least that new.

    Raises:
        ExporterError: it is in object storage, and no client can be made for that.
    """
    if is_bucket(directory):
        require(directory)
        from exporter.publish.bucket import Bucket  # its client is heavy

        return Bucket(directory)
    return Folder(directory, now)
