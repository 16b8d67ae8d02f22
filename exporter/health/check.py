"""`exporter healthcheck`: whether the last successful run is recent enough, for those who ask from outside."""

from datetime import UTC, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from exporter.config import parse_duration
from exporter.config.mistakes import quoted
from exporter.config.schema import Config
from exporter.outcome import Stored, read_stored

SET_BACK = timedelta(minutes=1)
"""A success so far in the future says that the clock was set back since, and nothing of how things are."""


class Verdict(Struct, frozen=True):
    """What is said of the health, and whether it is good."""

    is_healthy: bool
    text: str

    @property
    def exit_status(self) -> int:
        """0 healthy; 1 not."""
        return 0 if self.is_healthy else 1


def judge(config: Config, now: datetime) -> Verdict:
    """The verdict on the configured store, which is read and not changed.

    Raises:
        Unavailable, StoreError: it cannot be read.
    """
    stored = read_stored(config)
    verdict = of(stored, parse_duration(config.health.max_age), now)
    if stored and stored.failure:
        return replace(verdict, text=f"{verdict.text}; the last run failed: {stored.failure}")
    return verdict


def of(stored: Stored | None, max_age: timedelta, now: datetime) -> Verdict:
    """The verdict on what a store says."""
    if stored is None:
        return _failing("no run has succeeded yet; `exporter status` shows the last one")
    whose = f" of {quoted(stored.behind)}" if len(set(stored.successes.values())) > 1 else ""
    if stored.last_success is None:
        return _failing(f"no run{whose} has succeeded yet; `exporter status` shows the last one")
    latest = datetime.fromtimestamp(max(filter(None, stored.successes.values())), UTC)
    if latest > now + SET_BACK:
        return _failing(f"the clock was set back: a run ended at {latest:%F %T} UTC, which is yet to come")
    age = max(timedelta(), now.replace(microsecond=0) - datetime.fromtimestamp(stored.last_success, UTC))
    said = f"the last successful run{whose} ended {age} ago"
    if age > max_age:
        return _failing(f"{said}, health.max_age is {max_age}; see `exporter status`")
    return Verdict(is_healthy=True, text=f"ok: {said}")


def _failing(text: str) -> Verdict:
    return Verdict(is_healthy=False, text=f"failing: {text}")
