"""Small whole parts: the same optimum as the extensive form, bounds below it, and what is not such a problem."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.errors import UsageError
from offtake.stochastic.choose import choose
from offtake.stochastic.methods.staircase import Staircase, parts_of, solve_staircase
from offtake.stochastic.program.two_stage import TwoStage, extensive
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram, Until


def acquisition(futures: int, *, periods: int = 2, seed: int = 1, flip: bool = False) -> TwoStage:
    """Room of two kinds bought over periods at a fixed charge; three tasks a period each take some, or pay.

    Columns of the first stage: room, charge for each kind and period; of the second: task on kind 1, on kind 2,
    nowhere.  `flip` states the room rows as at-least rows instead of at-most ones.
    """
    draw = np.random.default_rng(seed)
    kinds, tasks = 2, 3
    first = 2 * kinds * periods
    own = sp.csr_array(sp.kron(sp.eye_array(kinds * periods), np.array([[1.0, -1.0]])))
    T = np.zeros((periods * (kinds + tasks), first))
    W = np.zeros((periods * (kinds + tasks), periods * tasks * 3))
    for t in range(periods):
        for i in range(kinds):
            row = t * (kinds + tasks) + i
            T[row, [2 * (u * kinds + i) for u in range(t + 1)]] = -1.0
            W[row, [(t * tasks + j) * 3 + i for j in range(tasks)]] = 1.0
        for j in range(tasks):
            column = (t * tasks + j) * 3
            W[t * (kinds + tasks) + kinds + j, column : column + 3] = 1.0
    room = np.tile(np.arange(kinds + tasks) < kinds, periods)
    data = np.tile(sp.csr_array(W).data, (futures, 1))
    pattern = sp.csr_array(W)
    of_room = np.repeat(room, np.diff(pattern.indptr))
    data[:, of_room] = draw.uniform(0.2, 1.0, (futures, int(of_room.sum())))
    side = np.where(room, -1.0, 1.0) if flip else np.ones(room.size)
    data *= np.repeat(side, np.diff(pattern.indptr))
    T *= side[:, None]
    low, high = np.where(room, -np.inf, 1.0), np.where(room, 0.0, 1.0)
    if flip:
        low, high = np.where(room, 0.0, 1.0), np.where(room, np.inf, 1.0)
    technology = sp.csr_array(T)
    return TwoStage(
        first=LinearProgram(
            cost=np.tile([2.0, 5.0], kinds * periods) * draw.uniform(0.8, 1.2, first),
            lower=np.zeros(first),
            upper=np.tile([np.inf, 1.0], kinds * periods),
            integer=np.tile([False, True], kinds * periods),
            matrix=own,
            row_lower=np.full(kinds * periods, -np.inf),
            row_upper=np.zeros(kinds * periods),
            offset=3.0,
        ),
        probability=np.full(futures, 1 / futures),
        technology=technology,
        recourse=pattern,
        cost=np.tile([1.0, 1.5, 30.0], periods * tasks)[None],
        lower=np.zeros((1, W.shape[1])),
        upper=np.ones((1, W.shape[1])),
        row_lower=low[None],
        row_upper=high[None],
        integer=np.ones(W.shape[1], dtype=bool),
        technology_data=technology.data[None],
        recourse_data=data,
    )


@pytest.mark.parametrize("flip", [False, True])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_optimum_is_that_of_the_extensive_form(seed: int, flip: bool):
    problem = acquisition(8, seed=seed, flip=flip)
    best = Highs()(extensive(problem), Until(1e-7)).objective
    answer = solve_staircase(problem, until=Until(1e-4, seconds=20))
    assert answer.status in ("gap", "optimal")
    assert answer.objective == pytest.approx(best, rel=2e-4)
    assert answer.objective >= best - 1e-4
    assert answer.bound <= best + 1e-4


def test_the_plan_costs_what_the_answer_says():
    problem = acquisition(8)
    answer = solve_staircase(problem, until=Until(1e-3, seconds=20))
    flat = extensive(problem)
    lower, upper = flat.lower.copy(), flat.upper.copy()
    lower[:8] = upper[:8] = answer.first_stage
    held = Highs()(replace(flat, lower=lower, upper=upper), Until(1e-9))
    assert held.objective == pytest.approx(answer.objective, rel=1e-6)


def test_parts_are_the_periods_with_an_answer_for_each_assignment():
    parts = parts_of(acquisition(5))
    assert parts is not None
    assert [part.needs.shape for part in parts] == [(5, 27, 2), (5, 27, 2)]


def test_expected_cost_is_the_mean_of_the_cheapest_answers_that_fit():
    problem = acquisition(2, periods=1)
    (part,) = parts_of(problem) or ()
    # With no room all three tasks go nowhere; with plenty each takes the cheaper kind.
    assert part.expected(np.array([[0.0, 0.0], [9.0, 9.0], [0.0, 9.0]])) == pytest.approx(
        [90, 3, 4.5]
    )


def test_a_time_limit_leaves_a_bound_and_is_kept():
    answer = solve_staircase(acquisition(30), until=Until(0.0, seconds=0.5))
    assert answer.seconds < 5
    assert answer.bound <= answer.objective


def test_rows_that_no_room_meets_are_infeasible():
    problem = acquisition(3)
    # Nobody may go without: the charge of every kind is forbidden, so there is no room.
    first = replace(problem.first, upper=np.zeros(problem.first.cost.size))
    upper = problem.upper.copy()
    upper[0, 2::3] = 0.0
    answer = solve_staircase(replace(problem, first=first, upper=upper))
    assert answer.status == "infeasible"


def test_continuous_second_stages_and_random_technology_are_no_staircases():
    problem = acquisition(3)
    whole = problem.integer.copy()
    whole[0] = False
    assert parts_of(replace(problem, integer=whole)) is None
    varied = np.repeat(problem.technology_data, 3, axis=0)
    assert parts_of(replace(problem, technology_data=varied)) is None
    both_sides = replace(
        problem, row_lower=np.where(np.isinf(problem.row_lower), -9.0, problem.row_lower)
    )
    assert parts_of(both_sides) is None
    with pytest.raises(UsageError, match="small whole parts"):
        solve_staircase(both_sides)


def test_it_is_chosen_where_futures_are_many():
    method, why = choose(acquisition(100))
    assert isinstance(method, Staircase)
    assert "2 small whole parts" in why
