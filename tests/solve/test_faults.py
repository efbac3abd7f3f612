"""Solvers that fail: tried once more from a cold start, then reported with the future, node or batch."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import highspy
import numpy as np
import pytest
import scipy.sparse as sp
from bench.ramp import ramp

from offtake.errors import SolveError
from offtake.solve import copies
from offtake.solve.copies import Copies
from offtake.solve.futures import Futures
from offtake.solve.highs import Highs, LinearProgram

SMALL = {"sites": 3, "products": 2, "periods": 2}
UNKNOWN = highspy.HighsModelStatus.kUnknown


class Failing:
    """A solver handle that fails the first `times` times it is run, and counts its cold starts."""

    def __init__(self, handle: Any, times: int) -> None:
        self.handle, self.left, self.cold = handle, times, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.handle, name)

    def run(self) -> None:
        self.handle.run()
        self.failed = self.left > 0
        self.left -= 1

    def clearSolver(self) -> None:  # noqa: N802  # the solver's name
        self.cold += 1
        self.handle.clearSolver()

    def getModelStatus(self) -> Any:  # noqa: N802  # the solver's name
        return UNKNOWN if self.failed else self.handle.getModelStatus()


def test_a_second_stage_that_fails_once_is_solved_from_a_cold_start():
    problem = ramp(3, **SMALL)
    x = np.full(problem.first.cost.size, 0.5)
    wanted = Futures(problem).values(x)
    futures = Futures(problem)
    futures._handle = Failing(futures._handle, 1)
    assert futures.values(x) == pytest.approx(wanted)
    assert futures._handle.cold == 1


def test_a_second_stage_that_fails_twice_is_named():
    problem = ramp(3, **SMALL)
    futures = Futures(problem, (7, 8, 9))
    futures._handle = Failing(futures._handle, 2)
    with pytest.raises(SolveError, match="future 7 ended as"):
        futures.values(np.zeros(problem.first.cost.size))


def test_a_priced_future_that_fails_twice_is_named(monkeypatch: pytest.MonkeyPatch):
    problem = ramp(2, **SMALL)
    held = Copies(problem, (4, 5), 1e-4)
    right, tries = copies.outcome, []

    def fails(handle, program, limits):
        tries.append(1)
        return replace(right(handle, program, limits), status="failed")

    monkeypatch.setattr(copies, "outcome", fails)
    with pytest.raises(SolveError, match="future 4 ended as failed, from a cold start too"):
        held.priced(np.zeros((2, problem.first.cost.size)), 10.0)
    assert len(tries) == 2


@pytest.mark.parametrize("name", ["cost", "lower", "upper", "row_lower", "row_upper"])
def test_data_that_are_not_numbers_are_refused_when_a_program_is_loaded(name: str):
    one = np.ones(1)
    program = LinearProgram(
        one, np.zeros(1), one, np.zeros(1, bool), sp.csr_array(np.ones((1, 1))), np.zeros(1), one
    )
    with pytest.raises(SolveError, match=name):
        Highs().load(replace(program, **{name: np.array([np.nan])}))


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_coefficients_that_are_not_finite_are_refused(value: float):
    one = np.ones(1)
    program = LinearProgram(
        one, np.zeros(1), one, np.zeros(1, bool), sp.csr_array(np.full((1, 1), value)), one, one
    )
    with pytest.raises(SolveError, match="matrix"):
        Highs().load(program)
