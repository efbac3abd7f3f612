"""Executors: one contract for all of them."""

from __future__ import annotations

import importlib.util
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from offtake.errors import UsageError
from offtake.solve.executor import Executor, LocalExecutor, Parts, RayExecutor, SerialExecutor

RAY = importlib.util.find_spec("ray") is not None
EXECUTORS = [
    pytest.param(SerialExecutor(), id="serial"),
    pytest.param(LocalExecutor(2), id="local"),
    pytest.param(
        RayExecutor(2), id="ray", marks=pytest.mark.skipif(not RAY, reason="Ray is not installed")
    ),
]


class Counter:
    """A part that remembers."""

    def __init__(self, start: int) -> None:
        self.total = start

    def add(self, number: int) -> int:
        self.total += number
        return self.total

    def fail(self) -> None:
        raise UsageError("asked to fail")

    def die_once(self, mark: str) -> str:
        """Kill the worker the first time that any part is asked."""
        if not Path(mark).exists():
            Path(mark).write_text("dead", encoding="utf-8")
            os._exit(1)
        return "alive"


@pytest.fixture(params=EXECUTORS)
def parts(request: pytest.FixtureRequest) -> Iterator[Parts]:
    executor: Executor = request.param
    made = executor.make([(Counter, (10 * k,)) for k in range(5)])
    yield made
    made.close()


def test_answers_come_in_the_order_of_the_parts(parts: Parts):
    assert parts.call("add", [(k,) for k in range(5)]) == [0, 11, 22, 33, 44]


def test_parts_keep_what_they_hold_between_calls(parts: Parts):
    parts.call("add", [(1,)] * 5)
    assert parts.call("add", [(1,)] * 5) == [2, 12, 22, 32, 42]


def test_a_fault_in_a_part_is_raised_here(parts: Parts):
    with pytest.raises(UsageError, match="asked to fail"):
        parts.call("fail", [()] * 5)


def test_a_worker_that_dies_loses_nothing(tmp_path: Path):
    parts = LocalExecutor(2).make([(Counter, (k,)) for k in range(4)])
    try:
        mark = str(tmp_path / "mark")
        assert parts.call("die_once", [(mark,)] * 4) == ["alive"] * 4
        assert parts.call("add", [(1,)] * 4) == [1, 2, 3, 4]
    finally:
        parts.close()


def test_no_worker_is_left_running():
    parts = LocalExecutor(2).make([(Counter, (k,)) for k in range(2)])
    processes = [worker.process for worker in parts.alive]
    parts.close()
    deadline = time.monotonic() + 5
    while any(p.is_alive() for p in processes) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(p.is_alive() for p in processes)


def test_fewer_than_one_worker_is_refused():
    with pytest.raises(UsageError, match="1 or more"):
        LocalExecutor(0)


@pytest.mark.skipif(RAY, reason="Ray is installed")
def test_without_ray_the_message_says_how_to_get_it():
    with pytest.raises(UsageError, match=r"offtake\[ray\]"):
        RayExecutor().make([])
