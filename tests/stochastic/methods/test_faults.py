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
from offtake.stochastic.benders.futures import Futures
from offtake.stochastic.methods import tree_node
from offtake.stochastic.methods.copies import Copies
from offtake.stochastic.methods.nested import solve_nested
from offtake.stochastic.methods.staircase import solve_staircase
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.program.two_stage import TwoStage
from offtake.stochastic.solver.highs import Handle, Highs
from offtake.stochastic.solver.program import LinearProgram, Until

SMALL = {"sites": 3, "products": 2, "periods": 2}
UNKNOWN = highspy.HighsModelStatus.kUnknown


class Failing:
    """HiGHS that fails the first `times` times it is run, and counts its cold starts."""

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
    futures._handle._highs = Failing(futures._handle._highs, 1)
    assert futures.values(x) == pytest.approx(wanted)
    assert futures._handle._highs.cold == 1


def test_a_second_stage_that_fails_twice_is_named():
    problem = ramp(3, **SMALL)
    futures = Futures(problem, (7, 8, 9))
    futures._handle._highs = Failing(futures._handle._highs, 2)
    with pytest.raises(SolveError, match="future 7 ended as"):
        futures.values(np.zeros(problem.first.cost.size))


def test_a_priced_future_that_fails_twice_is_named():
    problem = ramp(2, **SMALL)
    held = Copies(problem, (4, 5), 1e-4)
    failing = held.handles[0]._highs = Failing(held.handles[0]._highs, 2)
    with pytest.raises(SolveError, match=r"future 4 ended as .*, from a cold start too"):
        held.priced(np.zeros((2, problem.first.cost.size)), 10.0)
    assert failing.cold == 1


@pytest.mark.parametrize("name", ["cost", "lower", "upper", "row_lower", "row_upper"])
def test_data_that_are_not_numbers_are_refused_when_a_program_is_loaded(name: str):
    one = np.ones(1)
    program = LinearProgram(
        one, np.zeros(1), one, np.zeros(1, bool), sp.csr_array(np.ones((1, 1))), np.zeros(1), one
    )
    with pytest.raises(SolveError, match=name):
        Handle(replace(program, **{name: np.array([np.nan])}))


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_coefficients_that_are_not_finite_are_refused(value: float):
    one = np.ones(1)
    program = LinearProgram(
        one, np.zeros(1), one, np.zeros(1, bool), sp.csr_array(np.full((1, 1), value)), one, one
    )
    with pytest.raises(SolveError, match="matrix"):
        Handle(program)


def test_a_node_that_fails_once_is_solved_from_a_cold_start(stock, monkeypatch):
    failing = handles_that_fail(monkeypatch, node=5, times=1)
    whole = solve_nested(stock(), Until(1e-9))
    assert whole.objective == pytest.approx(Highs()(flatten(stock()).program).objective)
    assert failing[5].cold == 1


def test_a_node_that_fails_twice_is_named_with_its_path(stock, monkeypatch):
    handles_that_fail(monkeypatch, node=5, times=2)
    with pytest.raises(SolveError, match=r"node 5 of the tree \(path 0 → 2 → 5\) ended as"):
        solve_nested(stock(), Until(1e-9))


def handles_that_fail(monkeypatch: pytest.MonkeyPatch, node: int, times: int) -> list[Failing]:
    """Nested Benders' handles, in the order of nodes; that of `node` fails."""
    made: list[Failing] = []

    def handle(*given: Any, **named: Any) -> Handle:
        found = Handle(*given, **named)
        made.append(Failing(found._highs, times if len(made) == node else 0))
        found._highs = made[-1]
        return found

    monkeypatch.setattr(tree_node, "Handle", handle)
    return made


def test_staircases_that_fail_once_are_tried_on_another_way(monkeypatch: pytest.MonkeyPatch):
    seeds = outcomes_that_fail(monkeypatch, times=1)
    answer = solve_staircase(stairs(), until=Until(1e-6))
    assert answer.objective == pytest.approx(4.5)
    assert seeds[:2] == [0, 1]


def test_staircases_that_fail_twice_are_told(monkeypatch: pytest.MonkeyPatch):
    outcomes_that_fail(monkeypatch, times=2)
    with pytest.raises(SolveError, match="staircases ended as failed, twice"):
        solve_staircase(stairs(), until=Until(1e-6))


def stairs() -> TwoStage:
    """min x + 5 E[y], x + 4 y at least 2 or 5 (1/2 each), x whole to 9, y 0 or 1.

    x = 1 needs y in both: 6.  x = 2 in one: 2 + 2.5 = 4.5.  x = 5 in none: 5.
    """
    first = LinearProgram(
        np.ones(1), np.zeros(1), np.full(1, 9.0), np.ones(1, bool),
        sp.csr_array((0, 1)), np.zeros(0), np.zeros(0),
    )  # fmt: skip
    return TwoStage(
        first=first,
        probability=np.array([0.5, 0.5]),
        technology=sp.csr_array(np.ones((1, 1))),
        recourse=sp.csr_array(np.ones((1, 1))),
        cost=np.array([[5.0]]),
        lower=np.zeros((1, 1)),
        upper=np.ones((1, 1)),
        row_lower=np.array([[2.0], [5.0]]),
        row_upper=np.full((1, 1), np.inf),
        integer=np.ones(1, bool),
        technology_data=np.ones((1, 1)),
        recourse_data=np.full((1, 1), 4.0),
    )


def outcomes_that_fail(monkeypatch: pytest.MonkeyPatch, times: int) -> list[int]:
    """Whole programs of the staircase fail the first `times` times; the seeds that they were tried with."""
    right, seeds = Highs.__call__, []

    def call(self: Highs, program: LinearProgram, until: Until = Until(), **given: Any) -> Any:
        found = right(self, program, until, **given)
        if not program.integer.any():
            return found
        seeds.append(self.seed)
        return replace(found, status="failed") if len(seeds) <= times else found

    monkeypatch.setattr(Highs, "__call__", call)
    return seeds


@pytest.mark.parametrize(
    "name", ["cost", "row_lower", "row_upper", "recourse_data", "technology_data", "probability"]
)
def test_data_of_a_later_future_that_are_not_numbers_are_refused(name: str):
    problem = ramp(3, **SMALL)
    array = np.repeat(getattr(problem, name), 3 // getattr(problem, name).shape[0], axis=0)
    array = array.copy()
    array.reshape(3, -1)[2, 0] = np.nan
    with pytest.raises(SolveError, match=f"{name} of future 2"):
        replace(problem, **{name: array})


def test_infinite_costs_of_a_future_are_refused_and_infinite_bounds_are_not():
    problem = ramp(3, **SMALL)
    with pytest.raises(SolveError, match="cost holds"):
        replace(problem, cost=np.full_like(problem.cost, np.inf))
    replace(problem, row_upper=np.full_like(problem.row_upper, np.inf))


def test_a_constant_that_is_not_a_number_is_refused():
    one = np.ones(1)
    program = LinearProgram(
        one, one, one, np.zeros(1, bool), sp.csr_array(np.ones((1, 1))), one, one, offset=np.nan
    )
    with pytest.raises(SolveError, match="offset"):
        Handle(program)


def test_links_of_a_node_that_are_not_numbers_are_refused(stock):
    program = stock()
    broken = replace(program.nodes[4], link_value=np.array([np.nan]))
    nodes = (*program.nodes[:4], broken, *program.nodes[5:])
    with pytest.raises(SolveError, match=r"node 4 of the tree \(path 0 → 1 → 4\)"):
        solve_nested(replace(program, nodes=nodes))
    with pytest.raises(SolveError, match="matrix"):
        Handle(flatten(replace(program, nodes=nodes)).program)
