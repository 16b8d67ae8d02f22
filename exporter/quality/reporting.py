"""What was measured, for people and for machines."""

from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from exporter.printable import json_text, printable
from exporter.quality.measuring import Measured
from exporter.quality.scoring import FIELDS, Mistake, Score, share
from exporter.quality.targets import Judged, judged

WIDTH = 100
"""Characters of a line of a dump, or of a value, that people are shown."""
_HEAD = ("", "articles", "precision", "recall", "lost", "shares left", "whole", *FIELDS)


def as_json(measured: Measured, shown: int) -> str:
    """One object: counts and shares in all, by language, with and without profile; the targets; `shown` mistakes."""
    document = {
        "total": _numbers(measured.total),
        "languages": {language: _numbers(score) for language, score in measured.languages.items()},
        "with_profile": _numbers(measured.profiled),
        "without_profile": _numbers(measured.unprofiled),
        "targets": [
            {
                "name": one.target.name,
                "must": one.target.must,
                "aim": one.target.aim,
                "value": one.value,
                "precision": one.precision,
                "verdict": one.verdict,
            }
            for one in judged(measured)
        ],
        "articles_a_second": _speed(measured),
        "mistakes": measured.mistakes[:shown],
    }
    return json_text(document)


def _numbers(score: Score) -> dict[str, object]:
    exact = {name: share(tally.right, tally.known) for name, tally in score.fields.items()}
    return {
        **msgspec.to_builtins(score),
        "precision": score.precision,
        "recall": score.recall,
        "body_lost": share(score.lost, score.body),
        "exact": exact,
    }


def as_text(measured: Measured, shown: int) -> Iterator[str]:
    """Tables of the languages and of the targets, then as many mistakes of each kind as are asked for."""
    parts = {**measured.languages, "total": measured.total}
    yield from _table([_HEAD, *(_row(name, score) for name, score in parts.items())])
    yield ""
    yield from _table([("target", "must", "aim", "measured", ""), *map(_target, judged(measured))])
    yield ""
    total = measured.total
    yield f"body lines lost   {total.lost:,} of {total.body:,}"
    yield f"chrome left       {total.furniture - total.removed:,} of {total.furniture:,}"
    if total.rejected:
        yield f"not read          {total.rejected:,} of {total.articles:,} articles"
    yield f"articles a second {_speed(measured):,.0f}"
    yield from _mistakes(measured.mistakes, shown)


def _speed(measured: Measured) -> float:
    return round(measured.total.articles / measured.seconds, 1) if measured.seconds else 0.0


def _row(name: str, score: Score) -> tuple[str, ...]:
    exact = [_percent(share(tally.right, tally.known)) if (tally := score.fields.get(name)) else "" for name in FIELDS]
    return (
        name,
        f"{score.articles:,}",
        _percent(score.precision),
        _percent(score.recall),
        _percent(share(score.lost, score.body), up=True),
        _percent(share(score.shares_left, score.shares), up=True),
        _percent(share(score.whole, score.labelled)),
        *exact,
    )


def _target(one: Judged) -> tuple[str, ...]:
    target = one.target
    at = [f" at {_percent(least)}" for least in target.precise] if target.precise else ["", ""]
    sign = "<=" if target.most else ">="
    measured = _percent(one.value, up=target.most) + (
        f" at {_percent(one.precision)}" if one.precision is not None else ""
    )
    verdict = {"aim": "reaches the aim", "must": "reaches the must", "missed": "MISSED"}.get(one.verdict, one.verdict)
    bounds = (f"{sign} {_percent(bound)}{exact}" for bound, exact in zip((target.must, target.aim), at, strict=True))
    return (target.name, *bounds, measured, verdict)


def _percent(part: float | None, *, up: bool = False) -> str:
    """To two places: of what should be all, cut, so that only all of it is shown as 100; of what should be nothing,
    `up`, so that only nothing is shown as 0."""
    if part is None:
        return ""
    millionths = round(part * 1_000_000)
    hundredths = -(-millionths // 100) if up else millionths // 100
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """The first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield "  ".join([f"{row[0]:{widths[0]}}", *cells]).rstrip()


def _mistakes(mistakes: Sequence[Mistake], shown: int) -> Iterator[str]:
    for kind in dict.fromkeys(one.kind for one in mistakes) if shown else ():
        alike = [one for one in mistakes if one.kind == kind]
        yield ""
        yield f"{kind}: {len(alike):,}"
        for one in islice(alike, shown):
            yield f"  {printable(one.dump, 200)}:{one.line}: {_said(one)}"


def _said(one: Mistake) -> str:
    if one.kind in {"lost", "left"}:
        return f"{one.truth}, read as {one.found or 'nothing'}: {printable(one.why, WIDTH)}"
    if one.kind in {"rejected", "missing"}:
        return f"{one.found} {printable(one.why, WIDTH)}".strip()
    return f"{printable(one.truth, WIDTH)!r}, read as {printable(one.found, WIDTH)!r}"
