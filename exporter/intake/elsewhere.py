"""What workers say of dumps that are not for them what they are for this machine.

Dumps go out as addresses, and whoever opens one may find nothing there, or an older copy: of another folder, a mount
that stands still, a bucket of the same name at another service. This machine has listed them, so what it sees counts.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from msgspec.structs import replace

from exporter.config.places import is_bucket
from exporter.errors import Unavailable
from exporter.intake.preparation import Otherwise, Outcome, Prepared, ToStream, Unseen, left_unread
from exporter.model import Dump
from exporter.settings import Settings
from exporter.sources import opening
from exporter.sources.object_file import Replaced


def seen_here(outcomes: Iterable[Outcome], settings: Settings, *, is_shared: bool) -> Iterator[Prepared | ToStream]:
    """What holds here too of what somebody made of these dumps. What could not be opened, and is there all the same,
    cannot be read; the rest is gone by now.

    `is_shared`: whoever read them sees what we see.

    Raises:
        Unavailable: that is not so, though it should be.
        SourceLost: where a dump is cannot be reached.
    """
    for one in outcomes:
        if isinstance(one, Otherwise):
            yield one.read if is_shared else _compared(one)
        elif not isinstance(one, Unseen):
            yield one
        elif not is_shared and _can_be_opened(one.dump):
            raise Unavailable(
                f"{one.dump.location}: a worker on {one.host} cannot open it ({one.reason or 'it is not there'}), and "
                f"we can: {_remedy(one.dump)}. Nothing is withdrawn for it"
            )
        elif one.reason:
            yield left_unread(one, settings)


def _compared(one: Otherwise) -> Prepared | ToStream:
    """By its bytes, because times tell too much: file servers and their clients round them, each in its own way. It is
    remembered as it looks here, where the next run looks at it."""
    seen = one.read.seen
    try:
        now, digest = opening.digest(one.listed)
    except (OSError, Replaced):  # whoever streams it finds out what that means
        return ToStream(one.listed)
    if digest == seen.digest:
        return replace(one.read, seen=replace(seen, size=now.size, mtime=now.mtime))
    if now != one.listed:  # it is being written, so that who read which of its states nobody can say
        return ToStream(now)
    raise Unavailable(
        f"{now.location}: a worker on {one.host} reads another file at this place ({_look(seen.size, seen.mtime)}; "
        f"here {_look(now.size, now.mtime)}): {_remedy(now)}. Nothing of it is stored"
    )


def _look(size: int, mtime: int) -> str:
    return f"{size} bytes of {datetime.fromtimestamp(mtime // 10**9, UTC):%Y-%m-%d %H:%M:%S} UTC"


def _remedy(dump: Dump) -> str:
    if is_bucket(dump.location):
        return "give every machine of the cluster the same rights and the same endpoint in its environment"
    return (
        "mount the source, not a copy of it, at the same path on every machine of the cluster, for its user to read, "
        "or use object storage"
    )


def _can_be_opened(dump: Dump) -> bool:
    try:
        with opening.opened(dump):
            return True
    except OSError:
        return False
