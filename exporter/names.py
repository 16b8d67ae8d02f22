"""How names of sections, keywords and authors are compared, and spelt in paths. Pure."""

import re
import unicodedata
from collections.abc import Container

_SPELT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ı": "i"})
"""Letters that NFKD does not take apart."""
MAX_SLUG = 80


def fold(name: str) -> str:
    """What two spellings of one name have in common: case, compatibility forms, apostrophes and white space aside."""
    # Folding case can take a character out of its normal form, so that is found again.
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(folded.replace("’", "'").split())


def slugify(name: str) -> str:
    """A folder name of `[a-z0-9-]`, 1 to 80 characters. A name without any Latin letter is spelt in code points."""
    text = unicodedata.normalize("NFKD", name.casefold()).translate(_SPELT)
    text = "".join(character for character in text if not unicodedata.combining(character))
    slug = re.sub(r"[^a-z0-9]+", "-", text).strip("-")
    if not slug:
        slug = "-".join(f"{ord(character):x}" for character in name if not character.isspace())
    return slug[:MAX_SLUG].strip("-") or "section"


def unused(slug: str, used: Container[str]) -> str:
    """The slug, or the first of SLUG-2, SLUG-3 ... that is not used."""
    number, candidate = 1, slug
    while candidate in used:
        number += 1
        candidate = f"{slug[: MAX_SLUG - 6]}-{number}"
    return candidate
