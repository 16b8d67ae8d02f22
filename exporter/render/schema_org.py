"""The schema.org terms that articles and the data set share, and how JSON-LD becomes bytes.

Terms are those of schema.org 30.0; a test checks every property that is rendered against its vocabulary.
"""

import re
from typing import Final

import msgspec
from msgspec import UNSET, Struct, UnsetType

from exporter.model import Publisher

CONTEXT: Final = "https://schema.org"

_URL = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_MARKUP = tuple((character.encode(), b"\\u%04x" % ord(character)) for character in "&<>")
_LINE_ENDS = tuple((character.encode(), b"\\u%04x" % ord(character)) for character in "\u0085\u2028\u2029")
_SIGNS_OF_LINE_ENDS = (re.compile(b"\xe2\x80[\xa8\xa9]"), re.compile(b"\xc2\x85"))
"""The same in UTF-8. To search 5 KB for a pattern that begins with fixed bytes takes 2.6 us: a replacement that finds
nothing takes 5 to 6, a pattern with both alternatives 43."""


class ImageObject(Struct, frozen=True, tag_field="@type", gc=False):
    """https://schema.org/ImageObject: only where it is; nobody knows its size."""

    url: str


class Organization(Struct, frozen=True, tag_field="@type", omit_defaults=True, gc=False):
    """https://schema.org/Organization: whether a publisher is more than that (a NewsMediaOrganization), nobody said."""

    name: str
    url: str = ""
    logo: ImageObject | UnsetType = UNSET


class Person(Struct, frozen=True, tag_field="@type", gc=False):
    """https://schema.org/Person: the name and nothing but the name."""

    name: str


def organization(publisher: Publisher) -> Organization:
    """A publisher in terms of schema.org."""
    logo = ImageObject(publisher.logo) if publisher.logo else UNSET
    return Organization(publisher.name, publisher.url, logo)


def publisher(node: Organization) -> Publisher:
    """The inverse of `organization`."""
    return Publisher(node.name, node.url, "" if node.logo is UNSET else node.logo.url)


def license_url(rights: str) -> str:
    """The rights if they are a URL, for `license`, which takes no text; else empty: they are a `copyrightNotice`."""
    return rights if _URL.fullmatch(rights) else ""


def document(node: Struct) -> bytes:
    """A JSON-LD document for people to read as well: indented, a final newline, and safe inside a script element."""
    return script_safe(msgspec.json.format(msgspec.json.encode(node), indent=1)) + b"\n"


def script_safe(json: bytes) -> bytes:
    """The same JSON without the characters that could end a script element, or a line.

    The content of a script element is not unescaped, so `</script>` and `<!--` must not occur in it (HTML Standard,
    "Restrictions for contents of script elements"). U+2028 and U+2029 end a line in older JavaScript, and with U+0085
    in whatever splits text rather than bytes. All six only stand inside JSON strings, where an escape means the same.
    """
    for character, escape in _MARKUP:
        json = json.replace(character, escape)
    if not json.isascii() and any(sign.search(json) for sign in _SIGNS_OF_LINE_ENDS):
        for character, escape in _LINE_ENDS:
            json = json.replace(character, escape)
    return json
