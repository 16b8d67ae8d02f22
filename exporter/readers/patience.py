"""How long a reader goes on with a dump that gives nothing."""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from exporter.model import Rejected
from exporter.readers.place import Found, Place

MAX_REJECTED: Final = 10_000
"""Articles rejected on end. A dump of 64 MiB may hold 20 million rows of two bytes: each told would fill the memory."""


def patiently(place: Place, found: Iterable[Found]) -> Iterator[Found]:
    """The same, up to MAX_REJECTED on end that are rejected: then one more says that the rest was left unread."""
    on_end = 0
    for one in found:
        yield one
        on_end = on_end + 1 if isinstance(one, Rejected) else 0
        if isinstance(one, Rejected) and on_end == MAX_REJECTED:
            reason = f"{on_end:,} on end were rejected, so the rest of the dump is not read; is it the right reader?"
            yield replace(one, reason=reason)
            return
