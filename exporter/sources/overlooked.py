"""What a source holds that its settings leave out, for whoever wonders why nothing is read."""

from collections.abc import Iterable
from itertools import islice
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from exporter.config import places
from exporter.errors import Unavailable
from exporter.model import Dump
from exporter.sources import listing, naming
from exporter.sources.choice import Part

MAX_DUMPS: Final = 1_000
"""Files that are looked at."""


class Overlooked(Struct, frozen=True):
    """A file that is no dump of its source, but would be with another reader."""

    path: str
    reader: str
    """As in the configuration: `html`."""
    names: str
    """A pattern for names like its own: `*.html.gz`."""


def first(parts: Iterable[Part], tree: str) -> Overlooked | None:
    """The first file in the folders of these sources that only another reader takes; None if there is none.

    `tree`: where the program publishes, which is no source. What cannot be read is passed over: the run has told it.
    """
    for part in parts:
        source = part.source
        if source.path == places.STANDARD_INPUT or places.is_url(source.path):
            continue
        every = Part(replace(source, include=naming.EVERY), part.below)
        try:
            found = [one for one in islice(listing.scan(every, tree), MAX_DUMPS) if isinstance(one, Dump)]
        except Unavailable:
            continue
        for dump in found:
            name = dump.name.rpartition("/")[2]
            read_by = naming.read_by(name)
            if read_by is not None and not naming.is_included(name, naming.included(source)):
                return Overlooked(dump.location, *read_by)
    return None
