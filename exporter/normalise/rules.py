"""What decides how records are normalised, by itself: a run that reads nothing need not load the rules to name them."""

from typing import Final, Literal

from msgspec import Struct, field

from exporter.config.schema import Profile
from exporter.model import Publisher

VERSION: Final = 3
"""Of the rules of this package. Raise it when they change what becomes of a record: stored ones are normalised anew."""


class Rules(Struct, frozen=True):
    """What decides how the records of one source are normalised. Whoever has the configuration builds it."""

    timezone: str = "UTC"
    """IANA name: the source's if it names one, else the site's. A site profile's goes before it."""
    language: str = ""
    """The source's, BCP 47; may be empty. A site profile's goes before it; detection comes after it."""
    site_language: str = "und"
    """The tree's, BCP 47: for text whose language nothing tells."""
    profiles: dict[str, Profile] = field(default_factory=dict)
    """Those of config.toml, by host; they go before the built-in ones."""
    usual: Profile | None = None
    """What the source says of its sites: for whatever the profile of a site leaves out."""
    publisher: Publisher | None = None
    """The tree's: for articles whose site profile names none."""
    dates: Literal["plain", "day-first", "month-first"] = "plain"
    """What `03/04/2025` means in the source. A site profile's goes before it."""
