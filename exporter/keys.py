"""Objects below a prefix, in the order of their keys, a thousand a request; and on behind keys that no path can have.

The client gives none of the thousand objects that were listed together with a key such as `a//b`. So the listing begins
again behind all keys that are wrong at that place; what came before is listed folder by folder, but for what lies in
the folder in which the key goes wrong. All that may be missing then is told, so that nothing counts for gone.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from exporter import objects
from exporter.errors import ExporterError, Unavailable
from exporter.printable import printable

if TYPE_CHECKING:
    from obstore.store import ObjectStore

AT_ONCE = 1_000
"""Objects that a request lists: the most that S3 gives."""
PASSED = 100
"""Such places behind which a listing goes on."""
_QUOTED = re.compile(r'Path "(.*?)"(?= contained|: Encountered)', re.DOTALL)
_CONTROL = re.compile(r"[\0-\x1f\x7f]")


class Wrong(Exception):  # noqa: N818
    """A listing holds a key that no path can have. Its text is the key, if that is known."""


def listed(client: "ObjectStore", here: str, url: str) -> Iterator[Any]:
    """What the service says of each object below a path, and an Unavailable for what is passed over.

    `url`: of that path, for messages.

    Raises:
        ExporterError: it cannot be listed, or not to its end.
    """
    behind = ""
    for _ in range(PASSED):
        try:
            for some in _pages(client, here, behind, url):
                yield from some
                behind = some[-1]["path"]
            return
        except Wrong as wrong:
            key = str(wrong)
        above, next_one = _around(key)
        if next_one <= behind:
            break
        yield from _before(client, here, above, behind, url)
        yield Unavailable(
            f"{url}: holds an object with a key that no path can have, {printable(key, 200)!r}: it is passed over, "
            "with all that have such keys there, and perhaps some right beside it. Rename it, or remove it"
        )
        behind = next_one
    raise Unavailable(
        f"{url}: cannot be listed to its end, for it holds objects with keys that no path can have"
        f"{f', such as {printable(key, 200)!r}' if key else ''}: rename them, or remove them"
    )


def _pages(client: "ObjectStore", here: str, behind: str, url: str) -> Iterator[Any]:
    import obstore

    with told(url):
        yield from filter(None, obstore.list(client, here or None, offset=behind or None, chunk_size=AT_ONCE))


@contextmanager
def told(url: str) -> Iterator[None]:
    """As `objects.explained`, for a listing. Raises Wrong if it holds a key that no path can have."""
    from obstore.exceptions import InvalidPathError

    try:
        with objects.explained(url, "list"):
            yield
    except ExporterError as error:
        if not isinstance(error.__context__, InvalidPathError):
            raise
        key = _QUOTED.search(str(error.__context__))
        raise Wrong(key[1] if key else "") from None


def _around(key: str) -> tuple[str, str]:
    """The folder in which a key goes wrong, and the first path behind all that do so in the same way.

    `0` comes next after `/`: all that begins with `a//` lies before `a/0`.
    """
    parts = key.split("/")
    for at, part in enumerate(parts):
        above, control = "/".join(parts[:at]), _CONTROL.search(part)
        if (part in ("", ".", "..") and at) or part in (".", ".."):
            return above, f"{above}/{part}0".lstrip("/")
        if control:
            last = " " if control[0] < " " else chr(0x80)
            return above, f"{above}/{part[: control.start()]}{last}".lstrip("/")
    return "", ""


def _before(client: "ObjectStore", here: str, above: str, behind: str, url: str) -> Iterator[Any]:
    """What comes after `behind`, and lies below `here` beside the way down to the folder `above`, before it."""
    import obstore

    parts = above.split("/")
    for depth in range(len(here.split("/")) if here else 0, len(parts)):
        folder, way = "/".join(parts[:depth]), "/".join((*parts[: depth + 1], ""))
        try:
            with told(url):
                found = obstore.list_with_delimiter(client, folder or None)
        except Wrong:  # one that was passed over lies in this folder
            continue
        files = {one["path"]: one for one in found["objects"]}
        for path in sorted([*files, *(f"{one}/" for one in found["common_prefixes"])]):
            if path >= way:
                break
            if path in files:
                yield from [files[path]] if path > behind else ()
            elif f"{path[:-1]}0" > behind:
                for some in _pages(client, path[:-1], behind, url):
                    yield from some
