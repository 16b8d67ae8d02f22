"""Gives an article its identity keys, and the id that follows from the first of them."""

import re
from functools import lru_cache
from hashlib import sha1
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from exporter.config.schema import Profile
from exporter.errors import ConfigError
from exporter.normalise import urls

NAMESPACE: Final = UUID("c43fa188-4992-4e28-b38d-3612c3b16f18")
"""The namespace of every article id (RFC 9562 section 5.5). Permanent: with another one every article would get a new
id, and every subscriber every article once more."""


def keys(url: str, named: tuple[str, Profile] | None) -> tuple[str, ...]:
    """The identity keys of the article at this canonical URL, strongest first (DESIGN.md decision 1).

    `NAME:CAPTURE` if the pattern of the profile of that name is found in path and query, and what it captures (its
    first group, or the whole match if it has none) is not empty; then `url:HOST/PATH?QUERY`. Raises ConfigError if the
    pattern is no regular expression.
    """
    by_url = f"url:{urls.identity(url)}"
    if named is None or not named[1].identity:
        return (by_url,)
    name, profile = named
    parts = urlsplit(url)
    found = _pattern(name, profile.identity).search(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    captured = found.group(1 if found.re.groups else 0) if found is not None else ""
    return (f"{name}:{captured}", by_url) if captured else (by_url,)


def article_id(key: str) -> str:
    """`urn:uuid:` and the version 5 UUID of an identity key (RFC 9562 section 5.5)."""
    octets = bytearray(sha1(NAMESPACE.bytes + key.encode(), usedforsecurity=False).digest()[:16])
    octets[6] = octets[6] & 0x0F | 0x50
    octets[8] = octets[8] & 0x3F | 0x80
    digits = octets.hex()  # what uuid.uuid5 gives, which takes 12 us for it, four times as long
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


@lru_cache(maxsize=256)
def _pattern(name: str, identity: str) -> re.Pattern[str]:
    try:
        return re.compile(identity)
    except re.error as error:
        raise ConfigError(
            f"profile {name!r}: identity {identity!r} is no regular expression: {error}. Correct it in config.toml."
        ) from error
