"""Methods on workers: the same answer on any number of them, and when some are killed."""

from __future__ import annotations

import importlib.util
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from bench.ramp import ramp

from offtake.stochastic.benders.solve import solve_benders
from offtake.stochastic.methods.answer import Answer
from offtake.stochastic.methods.hedging import Hedging, solve_hedging
from offtake.stochastic.parallel.executor import (
    Executor,
    LocalExecutor,
    Parts,
    RayExecutor,
    SerialExecutor,
)
from offtake.stochastic.parallel.workers import Recipe
from offtake.stochastic.program.two_stage import TwoStage
from offtake.stochastic.solver.program import Until

RAY = importlib.util.find_spec("ray") is not None
needs_ray = pytest.mark.skipif(not RAY, reason="Ray is not installed")
ON_RAY = RayExecutor(2)
LIMITS = Until(1e-4)


@pytest.fixture(scope="module", autouse=True)
def _ray_ends() -> Iterator[None]:
    yield
    ON_RAY.close()


@pytest.fixture(scope="module")
def problem() -> TwoStage:
    return ramp(12, integer=True, sites=4, products=3, periods=4)


@pytest.fixture(scope="module")
def alone(problem: TwoStage) -> Answer:
    return solve_benders(problem, until=LIMITS, executor=SerialExecutor())


@dataclass(frozen=True)
class Killing:
    """An executor whose workers' processes are killed while they are busy with certain calls."""

    inner: Executor
    process: Callable[[Any], int]  # of a worker
    at: tuple[int, ...]
    killed: list[int] = field(default_factory=list)

    def make(self, recipes: Sequence[Recipe]) -> Parts:
        return _KillingParts(self.inner.make(recipes), self)


@dataclass
class _KillingParts:
    parts: Any
    asked: Killing
    calls: int = 0

    def call(self, method: str, arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
        self.calls += 1
        if self.calls in self.asked.at:
            workers = self.parts.workers
            process = self.asked.process(workers[self.calls % len(workers)])
            self.asked.killed.append(process)
            threading.Timer(0.002, os.kill, (process, signal.SIGKILL)).start()
        return self.parts.call(method, arguments)

    def close(self) -> None:
        self.parts.close()


def of_process(worker: Any) -> int:
    return worker.process.pid


def same(one: Answer, other: Answer) -> bool:
    plans = np.array_equal(one.first_stage, other.first_stage)
    return plans and (one.objective, one.bound) == (other.objective, other.bound)


@pytest.mark.parametrize(
    "executor",
    [
        *[pytest.param(LocalExecutor(n), id=f"local {n}") for n in (1, 2, 3)],
        pytest.param(ON_RAY, id="ray", marks=needs_ray),
    ],
)
def test_any_number_of_workers_gives_the_same_answer(problem, alone, executor):
    assert same(solve_benders(problem, until=LIMITS, executor=executor), alone)


@pytest.mark.parametrize(
    ("executor", "process"),
    [
        pytest.param(LocalExecutor(2), of_process, id="local"),
    ],
)
def test_benders_with_workers_killed_on_the_way_gives_the_same_answer(
    problem, alone, executor, process
):
    killing = Killing(executor, process, at=(2, 5))
    found = solve_benders(problem, until=LIMITS, executor=killing)
    assert same(found, alone)
    assert len(set(killing.killed)) == 2


def test_hedging_with_a_worker_killed_on_the_way_gives_the_same_answer(problem):
    small = problem.select(range(4), np.full(4, 0.25))
    method = Hedging(rounds=6)
    whole = solve_hedging(small, method, LIMITS)
    killing = Killing(LocalExecutor(2), of_process, at=(4,))
    assert same(solve_hedging(small, method, LIMITS, killing), whole)
    assert len(killing.killed) == 1
