"""The file that shows search engines whose a key of IndexNow is (https://www.indexnow.org/documentation)."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from exporter.config.schema import IndexNow, Site
from exporter.model import Part

VERSION = 1
MEDIA_TYPE = "text/plain"


def render(keys: Sequence[IndexNow], site: Site) -> Part | None:
    """`KEY.txt`, which holds the key, if the tree is served at the root of a host that has one.

    A key file speaks for the folder that it is in, so below any other folder it would be of no use.
    """
    base = urlsplit(site.url)
    if base.path != "/":
        return None
    return next((Part(f"{one.key}.txt", one.key.encode()) for one in keys if one.host == base.netloc), None)
