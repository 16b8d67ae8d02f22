"""How the times of a site are read: what its profile says, else what its source does."""

from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from exporter.config.schema import Profile
from exporter.errors import ConfigError
from exporter.normalise.dates import Order
from exporter.normalise.rules import Rules


class Clock(Struct, frozen=True):
    """How times of one site are read."""

    zone: tzinfo
    """Of times without one."""
    order: Order = ""


def clock_of(profile: Profile | None, rules: Rules) -> Clock:
    """The clock of a site with this profile.

    Raises:
        ConfigError: there is no such time zone.
    """
    order = rules.dates if profile is None or profile.dates == "source" else profile.dates
    return Clock(_zone((profile and profile.timezone) or rules.timezone), "" if order == "plain" else order)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # a folder of the zone database gives an OSError
        raise ConfigError(f"timezone {name!r} is no IANA time zone; write one like 'Europe/Amsterdam'") from error
