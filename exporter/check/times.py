"""Times as documents state them, in seconds since 1970; None for what is no time, which the grammar complains of."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def rfc3339(text: str) -> int | None:
    """RFC 3339, or the whole date of a W3C date-time."""
    try:
        found = datetime.fromisoformat(text)
        return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return None


def rfc822(text: str) -> int | None:
    """RFC 822 as RSS has it."""
    try:
        found = parsedate_to_datetime(text)
        return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())
    except (ValueError, TypeError, OverflowError):
        return None


def shown(seconds: int) -> str:
    """For people."""
    try:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"
    except (ValueError, OverflowError, OSError):
        return f"{seconds} s after 1970"
