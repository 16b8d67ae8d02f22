"""Readers of every kind tell their users of a published tree what they would tell them of a perfect feed."""

import os
from typing import Any

import pytest

from exporter import drawing, plan
from exporter.publish.folder import Folder
from tests import mutants
from tests.published import only_loopback
from tests.subscribers.histories import Edition, History, Step, random_history
from tests.subscribers.readers import MODELS
from tests.subscribers.simulator import play, shrunk, told

SEEDS = tuple(range(219, 229))
"""Together they hold all that may happen, as a test says."""
EDITIONS = 12


@pytest.mark.parametrize("seed", SEEDS)
def test_no_reader_tells_more_or_less_than_of_a_perfect_feed(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    only_loopback(monkeypatch)
    history, real = random_history(seed, EDITIONS), seed % 5 == 0
    played = play(history, real=real)
    assert played.failure is None, told(history, real=real)
    assert played.editions == EDITIONS
    assert played.told > len(MODELS), "nobody told anything: nothing was shown"


def test_the_histories_hold_all_that_may_happen() -> None:
    kinds = {step.kind for seed in SEEDS for one in random_history(seed, EDITIONS).editions for step in one.steps}
    assert {"appear", "appear_late", "appear_copied", "edit", "slug", "scheme", "revert", "stale", "break_"} <= kinds
    assert {"mend", "recrawl", "all_https", "upgrade", "new_rules", "full", "embargo", "site_url"} <= kinds
    assert {"withdraw", "undo", "lose", "twice", "swap", "away", "vanish_all", "longer", "profile", "edit_all"} <= kinds
    editions = [one for seed in SEEDS for one in random_history(seed, EDITIONS).editions]
    assert any(len(one.steps) > 50 for one in editions)
    assert any(one.minutes < 0 for one in editions)
    assert len({one.cut for one in editions}) > 5
    assert any(one.between for one in editions)
    histories = [random_history(seed, EDITIONS) for seed in SEEDS]
    for settings in ([(one.profile, one.shards, one.careful)[place] for one in histories] for place in range(3)):
        assert set(settings) == {True, False}


def caught(*kinds: str) -> str:
    """Whose notices gave it away in one of the same histories, first those in which most of this happens; empty if
    nobody's did."""
    histories = [random_history(seed, EDITIONS) for seed in SEEDS]
    histories.sort(key=lambda one: -sum(step.kind in kinds for edition in one.editions for step in edition.steps))
    failures = (play(one).failure for one in histories)
    return next((one.reader for one in failures if one), "")


@pytest.mark.parametrize(
    ("mutant", "kind"),
    [("id_from_slug", "slug"), ("guid_changes_with_scheme", "scheme"), ("updated_from_clock", "touch")],
)
def test_an_exporter_that_breaks_a_promise_is_caught(mutant: str, kind: str) -> None:
    with mutants.alive(mutant):
        assert caught(kind)


def test_an_exporter_that_hides_a_change_behind_an_old_time_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Folder._time_for

    def kept(self: Folder, part: Any) -> int | None:
        time, path = real(self, part), self._place(part)
        return time and (int(os.stat(path).st_mtime) if os.path.exists(path) else time)

    monkeypatch.setattr(Folder, "_time_for", kept)
    assert caught("edit") == "Witness"


def test_an_exporter_that_loses_what_came_in_a_burst_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """It shows a window, and what is on no archive page yet nowhere."""
    real = plan.subscription
    monkeypatch.setattr(drawing.plan, "subscription", lambda window, _unarchived, edited: real(window, (), edited))
    assert caught("appear_late")


def test_a_history_that_fails_is_shown_with_all_left_out_that_need_not_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.subscribers.simulator.ATTEMPTS", 25)
    nothing = tuple(Edition(number, (), 60) for number in (3, 5))
    history = History(
        1,
        (
            Edition(1, tuple(Step("appear", number, 0) for number in (1, 2, 3)), 60),
            nothing[0],
            Edition(4, (Step("restat", 1), Step("touch", 2, 0)), 60),
            nothing[1],
        ),
    )
    assert play(history).failure is None
    with mutants.updated_from_clock():
        short, failure = shrunk(history)
        assert failure.beyond
        steps = [step for one in short.editions for step in one.steps]
        assert steps == [Step("appear", 2, 0), Step("touch", 2, 0)]
        assert "seed 1" in told(history)
