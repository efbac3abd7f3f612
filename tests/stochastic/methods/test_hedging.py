"""Hedging: bounds below every plan, whole numbers in both stages, plans left out once valued."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.stochastic.benders.solve import solve_benders
from offtake.stochastic.methods.hedging import Hedging, solve_hedging
from offtake.stochastic.program.two_stage import TwoStage, extensive
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram, Until


def covers(sites: int, futures: int, *, seed: int = 2, binary: bool = True) -> TwoStage:
    """Open sites before customers are known; each then is served whole by one open site, or at a penalty."""
    draw = np.random.default_rng(seed)
    customers = 3
    serve = sp.kron(sp.eye_array(customers), np.ones((1, sites)))
    miss = sp.eye_array(customers)
    use = sp.kron(np.ones((1, customers)), sp.eye_array(sites))
    W = sp.csr_array(
        sp.vstack(
            [sp.hstack([serve, miss]), sp.hstack([use, sp.csr_array((sites, customers))])],
            format="csr",
        )
    )
    T = sp.csr_array(
        sp.vstack([sp.csr_array((customers, sites)), -2.0 * sp.eye_array(sites)], format="csr")
    )
    n = W.shape[1]
    presence = draw.integers(0, 2, (futures, customers)).astype(float)
    row_lower = np.hstack([presence, np.full((futures, sites), -np.inf)])
    row_upper = np.hstack([presence, np.zeros((futures, sites))])
    cost = np.concatenate([draw.uniform(1, 4, customers * sites), np.full(customers, 20.0)])
    return TwoStage(
        first=LinearProgram(
            cost=draw.uniform(3, 6, sites),
            lower=np.zeros(sites),
            upper=np.full(sites, 1.0 if binary else 3.0),
            integer=np.ones(sites, dtype=bool),
            matrix=sp.csr_array(np.ones((1, sites))),
            row_lower=np.array([-np.inf]),
            row_upper=np.array([float(sites)]),
        ),
        probability=np.full(futures, 1 / futures),
        technology=T,
        recourse=W,
        cost=cost[None],
        lower=np.zeros((1, n)),
        upper=np.ones((1, n)),
        row_lower=row_lower,
        row_upper=row_upper,
        integer=np.ones(n, dtype=bool),
        technology_data=T.data[None],
        recourse_data=W.data[None],
    )


def optimum(problem: TwoStage) -> float:
    return Highs()(extensive(problem), Until(1e-9)).objective


@pytest.mark.parametrize("binary", [True, False])
def test_the_cost_is_the_extensive_forms_and_the_bound_is_below(binary: bool):
    problem = covers(4, 6, binary=binary)
    answer = solve_hedging(problem, until=Until(1e-6, seconds=10))
    best = optimum(problem)
    assert answer.objective == pytest.approx(best, rel=1e-6) or answer.objective > best
    assert answer.bound <= best + 1e-6


def test_zero_one_plans_are_solved_exactly():
    problem = covers(4, 6)
    answer = solve_hedging(problem, until=Until(1e-9, seconds=30))
    assert answer.objective == pytest.approx(optimum(problem))
    assert answer.bound == pytest.approx(answer.objective)


def test_more_plans_than_are_valued_one_by_one_are_closed_by_leaving_them_out():
    problem = covers(9, 3)
    answer = solve_hedging(problem, Hedging(), Until(1e-6, seconds=30))
    assert answer.objective == pytest.approx(optimum(problem), rel=1e-6)
    assert answer.bound <= optimum(problem) + 1e-6


def test_the_bound_holds_when_time_runs_out():
    problem = covers(9, 8)
    answer = solve_hedging(problem, until=Until(1e-12, seconds=0.5))
    assert answer.bound <= optimum(problem) + 1e-6


def test_probabilities_that_do_not_sum_to_one_are_used_as_they_stand():
    problem = covers(3, 4)
    heavier = replace(problem, probability=problem.probability * 1.1)
    answer = solve_hedging(heavier, until=Until(1e-9, seconds=20))
    assert answer.objective == pytest.approx(optimum(heavier))
    assert answer.bound == pytest.approx(answer.objective)


def test_nor_do_the_bounds_by_prices_scale_them():
    problem = covers(3, 4, binary=False)
    heavier = replace(problem, probability=problem.probability * 1.2)
    answer = solve_hedging(heavier, until=Until(1e-6, seconds=10))
    best = optimum(heavier)
    assert answer.bound <= best + 1e-6
    assert answer.bound >= 0.8 * best
    assert answer.objective >= best - 1e-6


@pytest.mark.parametrize("integer", [True, False])
def test_benders_counts_second_stages_whole_and_bounds_from_below(integer: bool):
    problem = covers(4, 6)
    first = replace(problem.first, integer=np.full(4, integer))
    problem = replace(problem, first=first)
    answer = solve_benders(problem, until=Until(1e-6, seconds=5))
    best = optimum(problem)
    assert answer.bound <= best + 1e-6
    assert answer.objective >= best - 1e-6
    assert np.isfinite(answer.objective)
