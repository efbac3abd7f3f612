"""Executors: one contract for all of them."""

from __future__ import annotations

import importlib.util
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from offtake.errors import ClusterError, SolveError, UsageError
from offtake.stochastic.parallel.executor import (
    Executor,
    LocalExecutor,
    LocalWorker,
    Parts,
    RayExecutor,
    SerialExecutor,
)
from offtake.stochastic.parallel.workers import Held, NoRoom, Past, SpreadParts

RAY = importlib.util.find_spec("ray") is not None
needs_ray = pytest.mark.skipif(not RAY, reason="Ray is not installed")
ON_RAY = RayExecutor(2)
SPREAD = [
    pytest.param(LocalExecutor(2), id="local"),
    pytest.param(ON_RAY, id="ray", marks=needs_ray),
]
EXECUTORS = [pytest.param(SerialExecutor(), id="serial"), *SPREAD]


class Counter:
    """A part that remembers."""

    def __init__(self, start: int) -> None:
        self.total = start

    def add(self, number: int) -> int:
        self.total += number
        return self.total

    def fail(self, why: str) -> None:
        if why:
            raise UsageError(why)

    def fail_oddly(self) -> None:
        raise Unsendable("asked", "to fail")

    def add_once(self, mark: str) -> int:
        """Add one; the first time, the whole process is killed in the middle of it."""
        self.total += 1
        if not Path(mark).exists():
            Path(mark).write_text("killed", encoding="utf-8")
            os.kill(os.getpid(), signal.SIGKILL)
        return self.total

    def die(self, mark: str) -> None:
        with Path(mark).open("a", encoding="utf-8") as tries:
            tries.write("x")
        os.kill(os.getpid(), signal.SIGKILL)

    def need_much(self, mark: str) -> None:
        with Path(mark).open("a", encoding="utf-8") as tries:
            tries.write("x")
        raise MemoryError


class Unsendable(Exception):  # noqa: N818
    """An exception that cannot be made again from its arguments."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}")


def refuses(start: int) -> Counter:
    if start == 2:
        raise UsageError("part 2 cannot be made")
    return Counter(start)


@pytest.fixture(scope="module", autouse=True)
def _ray_ends() -> Iterator[None]:
    yield
    ON_RAY.close()


@pytest.fixture(params=EXECUTORS)
def executor(request: pytest.FixtureRequest) -> Executor:
    made: Executor = request.param
    return made


@pytest.fixture
def parts(executor: Executor) -> Iterator[Parts]:
    made = executor.make([(Counter, (10 * k,)) for k in range(5)])
    yield made
    made.close()


def test_answers_come_in_the_order_of_the_parts(parts: Parts):
    assert parts.call("add", [(k,) for k in range(5)]) == [0, 11, 22, 33, 44]


def test_parts_keep_what_they_hold_between_calls(parts: Parts):
    parts.call("add", [(1,)] * 5)
    assert parts.call("add", [(1,)] * 5) == [2, 12, 22, 32, 42]


def test_the_fault_of_the_first_part_that_has_one_is_raised_here(parts: Parts):
    with pytest.raises(UsageError, match="second"):
        parts.call("fail", [("",), ("second",), ("third",), ("",), ("fifth",)])


def test_after_a_fault_parts_answer_as_before(parts: Parts):
    parts.call("add", [(1,)] * 5)
    with pytest.raises(UsageError):
        parts.call("fail", [("at once",)] * 5)
    assert parts.call("add", [(1,)] * 5) == [2, 12, 22, 32, 42]


def test_a_fault_that_cannot_be_sent_is_told_in_words(parts: Parts):
    with pytest.raises(SolveError, match="Unsendable: asked to fail"):
        parts.call("fail_oddly", [()] * 5)


def test_a_part_that_cannot_be_made_says_why_when_it_is_called(executor: Executor):
    parts = executor.make([(refuses, (k,)) for k in range(4)])
    try:
        with pytest.raises(UsageError, match="part 2 cannot be made"):
            parts.call("add", [(1,)] * 4)
    finally:
        parts.close()


def test_want_of_memory_is_told_at_once_and_not_tried_again(parts: Parts, tmp_path: Path):
    mark = tmp_path / "tries"
    with pytest.raises(SolveError, match="part 0 ran out of memory during 'need_much'"):
        parts.call("need_much", [(str(mark) + str(k),) for k in range(5)])
    assert (tmp_path / "tries0").read_text(encoding="utf-8") == "x"


@pytest.fixture(params=SPREAD)
def lossy(request: pytest.FixtureRequest) -> Iterator[Parts]:
    made = request.param.make([(Counter, (10 * k,)) for k in range(4)])
    yield made
    made.close()


def test_a_worker_that_is_killed_loses_nothing(lossy: Parts, tmp_path: Path):
    lossy.call("add", [(k,) for k in range(4)])  # 0, 11, 22, 33
    mark = str(tmp_path / "mark")
    assert lossy.call("add_once", [(mark,)] * 4) == [1, 12, 23, 34]
    assert lossy.call("add", [(1,)] * 4) == [2, 13, 24, 35]


def test_a_call_that_kills_its_worker_each_time_is_given_up(lossy: Parts, tmp_path: Path):
    mark = tmp_path / "tries"
    with pytest.raises(SolveError, match="died 3 times during 'die'"):
        lossy.call("die", [(str(mark) + str(k),) for k in range(4)])
    assert (tmp_path / "tries0").read_text(encoding="utf-8") == "xxx"


class Here:
    """A worker of this process, of which there is room for some."""

    room = 0

    def __init__(self, pasts: dict[int, Past]) -> None:
        if Here.room == 0:
            raise NoRoom("no processor is free")
        Here.room -= 1
        self.held, self.found = Held(pasts), {}

    def ask(self, method: str, asked: dict) -> None:
        self.found = self.held.answers(method, asked)

    def take(self, pasts: dict[int, Past]) -> None:
        self.held.take(pasts)

    def answers(self) -> dict:
        return self.found

    def close(self) -> None:
        pass


def test_parts_for_which_there_is_no_room_go_to_the_workers_that_there_are():
    # Room for two of four workers: five parts, all of them on the first two, answers in order.
    Here.room = 2
    parts = SpreadParts([(Counter, (10 * k,)) for k in range(5)], 4, Here)
    assert len(parts.workers) == 2
    assert parts.call("add", [(k,) for k in range(5)]) == [0, 11, 22, 33, 44]
    Here.room = 0
    with pytest.raises(ClusterError, match="no worker is left: no processor is free"):
        SpreadParts([(Counter, (0,))], 1, Here)


def test_a_process_that_was_killed_is_told_with_its_signal(tmp_path: Path):
    parts = LocalExecutor(1).make([(Counter, (0,))])
    try:
        with pytest.raises(SolveError, match=r"signal 9 \(killed, perhaps for want of memory\)"):
            parts.call("die", [(str(tmp_path / "tries"),)])
    finally:
        parts.close()


def test_what_comes_back_for_a_call_that_was_left_is_passed_over():
    worker = LocalWorker({0: Past((Counter, (0,)))})
    try:
        worker.ask("add", {0: (5,)})
        worker.ask("add", {0: (2,)})
        assert worker.answers() == {0: (True, 7)}
    finally:
        worker.close()


def test_no_worker_is_left_running():
    workers = [LocalWorker({0: Past((Counter, (0,)))}) for _ in range(2)]
    for worker in workers:
        worker.close()
    assert all(worker.process.poll() is not None for worker in workers)


def test_fewer_than_one_worker_is_refused():
    with pytest.raises(UsageError, match="1 or more"):
        LocalExecutor(0)
    with pytest.raises(UsageError, match="1 or more"):
        RayExecutor(0)
