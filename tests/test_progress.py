"""How far a run is: drawn on a terminal, said in a log, and nothing elsewhere."""

import logging

import pytest

from exporter.progress import CLEAR, Bar, Lines


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def drawn():
    return []


def test_a_short_run_draws_nothing(clock, drawn):
    bar = Bar(drawn.append, clock)
    for done in range(100):
        clock.now += 0.004
        bar("documents", done, 100)
    bar.close()
    assert drawn == []


def test_a_long_run_draws_a_bar_that_grows_says_what_is_left_and_goes(clock, drawn):
    bar = Bar(drawn.append, clock)
    for done in range(1, 1001):
        clock.now += 0.1
        bar("documents", done, 1000)
    bar.close()
    shown = [line.removeprefix(CLEAR) for line in drawn]
    assert "documents [" in shown[0]
    assert [line.count("#") for line in shown[:-1]] == sorted(line.count("#") for line in shown[:-1])
    assert any("500 of 1,000, 0:50 left" in line for line in shown)
    assert "[########################################] 1,000 of 1,000" in shown[-2]
    assert drawn[-1] == CLEAR
    assert all(line.startswith(CLEAR) for line in drawn)


def test_it_is_drawn_ten_times_a_second_at_most(clock, drawn):
    bar = Bar(drawn.append, clock)
    for done in range(1, 10_001):
        clock.now += 0.001
        bar("documents", done, 20_000)
    assert 80 < len(drawn) <= 96


def test_without_a_total_it_counts(clock, drawn):
    bar = Bar(drawn.append, clock)
    clock.now = 1
    bar("dumps read", 1500, 0)
    assert drawn == [f"{CLEAR}dumps read: 1,500"]


@pytest.mark.parametrize(("seconds", "left"), [(1, "1:40"), (90, "2:30:00")])
def test_what_is_left_is_a_time(clock, drawn, seconds, left):
    bar = Bar(drawn.append, clock)
    bar("documents", 0, 101)
    clock.now = seconds
    bar("documents", 1, 101)
    assert drawn[0].endswith(f"1 of 101, {left} left"[: len(drawn[0])])


def test_a_narrow_terminal_gets_one_line_all_the_same(clock, drawn, monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    bar = Bar(drawn.append, clock)
    clock.now = 1
    bar("documents", 5, 10)
    assert len(drawn[0].removeprefix(CLEAR)) == 29


def test_a_log_gets_a_line_every_half_minute(clock, caplog):
    caplog.set_level(logging.INFO)
    lines = Lines(clock)
    for second in range(100):
        clock.now = second
        lines("documents", second * 10, 0 if second < 50 else 1000)
    assert caplog.messages == ["documents: 300", "documents: 600 of 1,000", "documents: 900 of 1,000"]
