"""Processes that serve one set of parts after the other."""

from __future__ import annotations

import os

import pytest

from offtake.errors import SolveError
from offtake.stochastic.parallel.executor import LocalExecutor, SerialExecutor, lasting


class Numbered:
    """A part that knows its number, and in which process it is."""

    def __init__(self, number: int) -> None:
        self.number = number

    def told(self) -> tuple[int, int]:
        return self.number, os.getpid()

    def dies(self) -> None:
        os._exit(1)


def _told(executor, numbers):
    parts = executor.make([(Numbered, (n,)) for n in numbers])
    try:
        return parts.call("told", [()] * len(numbers))
    finally:
        parts.close()


def test_the_next_parts_are_made_in_the_processes_of_the_last():
    with lasting(LocalExecutor(2)) as executor:
        first, second = _told(executor, [1, 2, 3]), _told(executor, [4, 5])

    assert [n for n, _ in first + second] == [1, 2, 3, 4, 5]
    assert {p for _, p in second} == {p for _, p in first}
    for process in {p for _, p in first}:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_a_process_that_is_lost_serves_nobody_any_more():
    with lasting(LocalExecutor(1)) as executor:
        before = _told(executor, [1])
        parts = executor.make([(Numbered, (2,))])
        with pytest.raises(SolveError, match="workers died 3 times"):
            parts.call("dies", [()])
        parts.close()
        after = _told(executor, [3])

    assert [n for n, _ in after] == [3]
    assert after[0][1] != before[0][1]


def test_parts_of_this_process_need_nothing():
    with lasting(SerialExecutor()) as executor:
        assert _told(executor, [7]) == [(7, os.getpid())]
