"""Work is mapped over workers: in order, no further ahead than needed, and whatever happens to a worker."""

import os
import signal
import subprocess
import sys
import time
from itertools import count, islice

import pytest

from exporter.config.schema import Engine as EngineSettings
from exporter.engine import AHEAD, ENOUGH, Engine, Processes, local, workers
from exporter.engine.crew import Killed
from exporter.errors import ExporterError
from tests.daemon.process import eventually
from tests.engine.histories import assert_killing_document_is_a_fault, history, small_slices
from tests.running import is_alive


@pytest.fixture(params=[1, 2, 4])
def engine(request):
    with local(request.param) as engine:
        yield engine


def test_results_come_in_the_order_of_the_slices_whatever_the_number_of_workers(engine):
    slices = [[number, 3, -number] for number in range(50)]
    assert list(engine.map(sorted, slices)) == [sorted(each) for each in slices]


def test_a_few_slices_start_no_process(monkeypatch):
    monkeypatch.setattr(Processes, "_started", lambda _self: pytest.fail("a process was started"))
    with local(4) as engine:
        assert list(engine.map(sum, [[1, 2]] * (ENOUGH - 1))) == [3] * (ENOUGH - 1)
        assert list(engine.map(sum, [])) == []


def test_the_work_is_done_elsewhere_once_there_is_enough_of_it():
    with local(2) as engine:
        done_by = set(engine.map(_process, [()] * 40))
    assert os.getpid() not in done_by
    assert 1 <= len(done_by) <= 2


def _process(_slice: object) -> int:
    return os.getpid()


def test_slices_are_taken_no_further_ahead_than_workers_need():
    taken = []
    with local(2) as engine:
        slices = (taken.append(number) or [number] for number in count())
        assert list(islice(engine.map(sum, slices), 30)) == list(range(30))
    assert len(taken) <= 30 + 2 * (1 + AHEAD)


def test_what_the_work_raises_is_raised_to_whoever_asked(engine):
    with pytest.raises(ZeroDivisionError):
        list(engine.map(_inverse, [*range(1, 2 * ENOUGH), 0, 5]))


def _inverse(number: int) -> float:
    return 1 / number


def test_a_worker_that_is_killed_fails_the_run_and_says_what_to_do():
    with local(2) as engine, pytest.raises(ExporterError, match=r"is killed.*engine\.workers = 1"):
        list(engine.map(_killed_at_3, range(2 * ENOUGH)))


def _killed_at_3(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_slice_that_kills_is_cut_until_what_kills_is_found_and_all_else_is_done():
    slices = [[10 * number + each for each in range(10)] for number in range(2 * ENOUGH)]
    with local(2) as engine:
        found = list(engine.map(_killed_at_some, slices, lambda one: [-one]))
    assert found == [[-one if one in KILLING else one for one in each] for each in slices]


KILLING = {33, 37, 38, 170}


def _killed_at_some(some: list[int]) -> list[int]:
    if KILLING & {*some}:
        os.kill(os.getpid(), signal.SIGKILL)
    return some


class Blamed:
    """A crew of one worker, whose first death is blamed on every slice that it had."""

    size = 1
    is_started = True
    said = ""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.renewed = 0

    def submit(self, work, each):
        self.asked.append(each)
        fails = (not self.renewed and len(self.asked) in {2, 3}) or {13} & {*each}
        return Answer(Killed() if fails else work(each))

    def renew(self) -> None:
        self.renewed += 1

    def stop(self) -> None:
        """It is not there anyway."""


class Answer:
    def __init__(self, came) -> None:
        self._came = came

    def result(self):
        if isinstance(self._came, Killed):
            raise self._came
        return self._came

    def cancel(self) -> None:
        """It is there already."""


def test_slices_that_a_worker_only_had_when_it_was_killed_are_done_again_alone():
    crew = Blamed()
    slices = [[10 * number, 10 * number + 1] for number in range(6)] + [[12, 13]]
    with Engine(Processes(1), crew) as engine:
        assert list(engine.map(sorted, slices, lambda one: [-one])) == [*slices[:6], [12, -13]]
    assert crew.asked.count([10, 11]) == crew.asked.count([20, 21]) == 2
    assert crew.asked[-4:] == [[12, 13], [12], [13], []]


def test_nothing_is_blamed_if_whoever_works_is_killed_whatever_it_does():
    with local(2) as engine, pytest.raises(ExporterError, match=r"is killed before it has begun.*Nothing is blamed"):
        list(engine.map(_killed_always, [[1]], lambda one: [-one], apart=True))


def _killed_always(_some: list[int]) -> list[int]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def test_what_may_kill_is_done_apart_however_little_it_is():
    with local(2) as engine:
        assert os.getpid() not in set(engine.map(_process, [()], apart=True))
    with local(1) as engine:
        assert set(engine.map(_process, [()], apart=True)) == {os.getpid()}


RUN = """
import time
from tests.engine.test_mapping import _says_who_it_is_and_sleeps
from exporter.engine import local
if __name__ == "__main__":
    with local(2) as engine:
        for _ in engine.map(_says_who_it_is_and_sleeps, range(40)):
            pass
"""


def _says_who_it_is_and_sleeps(_number: int) -> None:
    print(os.getpid(), flush=True)
    time.sleep(60)


def test_workers_end_when_their_run_is_killed(tmp_path):
    (tmp_path / "run.py").write_text(RUN, "utf-8")
    process = subprocess.Popen(
        [sys.executable, str(tmp_path / "run.py")],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert process.stdout is not None
    busy = {int(process.stdout.readline()) for _ in range(2)}
    assert all(is_alive(pid) for pid in busy)
    process.kill()
    process.wait()
    process.stdout.close()
    eventually(lambda: not any(map(is_alive, busy)))


def test_auto_stands_for_the_processors_that_this_process_may_use(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 3, 5}, raising=False)
    assert [workers("auto"), workers(7)] == [3, 7]


@pytest.fixture(scope="module")
def trees(tmp_path_factory):
    """What runs with so many workers publish of the same dumps."""
    with pytest.MonkeyPatch.context() as patched:
        small_slices(patched)
        return {
            number: history(tmp_path_factory.mktemp("world"), EngineSettings(workers=number)) for number in (1, 2, 4)
        }


@pytest.mark.parametrize("number", [2, 4])
def test_trees_are_identical_whatever_the_number_of_workers(trees, number):
    assert trees[number] == trees[1]
    assert trees[1][0] != trees[1][1]
    assert len(trees[1][0][1]) > 150


def test_a_document_that_kills_its_renderer_is_a_fault_and_all_others_are_published(tmp_path, monkeypatch):
    assert_killing_document_is_a_fault(tmp_path, monkeypatch, EngineSettings(workers=2))
