"""What is demanded of a measured set: what must be, and what is aimed at."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from exporter.quality.measuring import Measured
from exporter.quality.scoring import Score, share

Verdict = Literal["aim", "must", "missed", "not measured"]


class Target(Struct, frozen=True):
    """One demand. Shares lie between 0 and 1."""

    name: str
    must: float
    aim: float
    value: Callable[[Measured], float | None]
    most: bool = False
    """Whether `must` and `aim` are the most that may be, not the least."""
    precise: tuple[float, float] | None = None
    """The precision that goes with `must` and with `aim`."""
    precision: Callable[[Measured], float | None] = lambda _: None

    def judged(self, measured: Measured) -> "Judged":
        """How the set meets it."""
        return Judged(self, self.value(measured), self.precision(measured), self._verdict(measured))

    def _verdict(self, measured: Measured) -> Verdict:
        value, precision = self.value(measured), self.precision(measured)
        if value is None:
            return "not measured"
        least = self.precise or (0.0, 0.0)
        met = [
            (value <= bound if self.most else value >= bound) and (precision is None or precision >= exact)
            for bound, exact in zip((self.must, self.aim), least, strict=True)
        ]
        return "aim" if met[1] else "must" if met[0] else "missed"


class Judged(Struct, frozen=True):
    """A demand, and what was measured."""

    target: Target
    value: float | None
    precision: float | None
    verdict: Verdict


def _exact(name: str) -> Callable[[Measured], float | None]:
    def value(measured: Measured) -> float | None:
        tally = measured.total.fields.get(name)
        return share(tally.right, tally.known) if tally else None

    return value


def _of(
    part: Callable[[Measured], Score], value: Callable[[Score], float | None]
) -> Callable[[Measured], float | None]:
    return lambda measured: value(part(measured))


def _unprofiled(measured: Measured) -> Score:
    return measured.unprofiled


def _profiled(measured: Measured) -> Score:
    return measured.profiled


def _total(measured: Measured) -> Score:
    return measured.total


def _recall(score: Score) -> float | None:
    return score.recall


def _precision(score: Score) -> float | None:
    return score.precision


TARGETS = (
    Target(
        *("chrome removed, no profile", 0.88, 0.95, _of(_unprofiled, _recall)),
        precise=(0.995, 0.998),
        precision=_of(_unprofiled, _precision),
    ),
    Target(
        *("chrome removed, profile", 0.94, 0.98, _of(_profiled, _recall)),
        precise=(0.995, 0.999),
        precision=_of(_profiled, _precision),
    ),
    Target("body lines lost", 0.001, 0.0002, _of(_total, lambda score: share(score.lost, score.body)), most=True),
    Target("share lines left", 0.002, 0, _of(_total, lambda score: share(score.shares_left, score.shares)), most=True),
    Target("title exact", 0.999, 1, _exact("title")),
    Target("url exact", 0.999, 1, _exact("url")),
    Target("published exact", 0.999, 1, _exact("published")),
    Target("language", 0.997, 0.999, _exact("language")),
)


def judged(measured: Measured) -> tuple[Judged, ...]:
    """Every demand, in the order in which it is shown."""
    return tuple(target.judged(measured) for target in TARGETS)
