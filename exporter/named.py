"""An article as a person names it: by its id, or by any URL that it ever had, however that is spelt. Pure."""

import re
from collections.abc import Mapping
from uuid import UUID

from exporter.config.schema import Profile
from exporter.errors import ExporterError
from exporter.normalise import identity, profiles, urls
from exporter.printable import printable

_URL = re.compile(r"https?://", re.IGNORECASE)
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ID = re.compile(rf"(?:urn:uuid:)?({_UUID})", re.IGNORECASE)
_FILE = re.compile(rf"articles/\d{{4}}/\d\d/\d\d/({_UUID})\.jsonld", re.IGNORECASE)


def is_url(what: str) -> bool:
    """Whether this is a URL."""
    return bool(_URL.match(what))


def id_of(what: str, base: str = "") -> str:
    """`urn:uuid:...` if this is an id, with or without its beginning, or the URL below `base` of the file of an
    article; else empty."""
    below = what.removeprefix(base) if base else ""
    found = _ID.fullmatch(what) or (_FILE.fullmatch(below) if below != what else None)
    return f"urn:uuid:{UUID(found[1])}" if found else ""


def canonical(url: str) -> str:
    """A URL as articles have it.

    Raises:
        ExporterError: no article can have it.
    """
    try:
        return urls.canonical(url)
    except ValueError as error:
        raise ExporterError(f"{printable(url, 300)}: is no URL of an article: {error}") from error


def keys_of(url: str, known: Mapping[str, Profile]) -> tuple[str, ...]:
    """The identity keys that an article of this URL would have.

    Raises:
        ExporterError: no article can have it.
    """
    spelt = canonical(url)
    return identity.keys(spelt, profiles.find(known, urls.host(spelt)))
