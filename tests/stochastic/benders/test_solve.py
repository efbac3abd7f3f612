"""Benders' method: the same optimum as the extensive form, bounds that hold, answers that do not depend on workers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from bench.ramp import ramp
from tests.stochastic.benders.news_vendor import news_vendor

from offtake.errors import SolveError
from offtake.stochastic.benders.l_shaped import Benders
from offtake.stochastic.benders.solve import solve_benders
from offtake.stochastic.parallel.executor import LocalExecutor, SerialExecutor
from offtake.stochastic.program.two_stage import TwoStage, extensive
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram, Until

SMALL = {"sites": 4, "products": 3, "periods": 3}


def test_a_news_vendor_buys_the_critical_fractile():
    # Buying one more costs 2 and saves 10 where demand is above: buy while P(demand > x) > 0.2.
    # Of 1, 2, 3, 4, 5 that is up to 4; short by 1 in one future of five: 2 * 4 + 10 / 5 = 10.
    answer = solve_benders(news_vendor([1, 2, 3, 4, 5]), until=Until(1e-9))
    assert answer.objective == pytest.approx(10.0)
    assert answer.bound == pytest.approx(10.0)
    assert answer.first_stage == pytest.approx([4.0])


def test_a_first_stage_that_leaves_no_second_is_cut_off():
    # At most 1 may be short, so x >= 4 even if shortage were cheap.
    problem = replace(news_vendor([1, 5], most=1.0), cost=np.array([[0.1]]))
    answer = solve_benders(problem, until=Until(1e-9))
    assert answer.first_stage == pytest.approx([4.0])
    assert answer.objective == pytest.approx(2 * 4 + 0.1 / 2)


def test_an_impossible_problem_is_called_infeasible():
    problem = news_vendor([1, 500], most=1.0)
    assert solve_benders(problem).status == "infeasible"


@pytest.mark.parametrize("integer", [False, True])
@pytest.mark.parametrize("levels", [False, True])
def test_cost_equals_the_extensive_form_and_the_bound_is_below(integer: bool, levels: bool):
    problem = ramp(6, integer=integer, levels=levels, **SMALL)
    whole = Highs()(extensive(problem), Until(1e-7))
    answer = solve_benders(problem, until=Until(1e-5))
    assert answer.objective == pytest.approx(whole.objective, rel=2e-5)
    assert answer.bound <= whole.objective * (1 + 1e-9)
    assert answer.gap <= 1e-5


def sites_and_clients(seed: int, most: float = 1.0, futures: int = 6) -> TwoStage:
    """Open sites, each up to `most` times; a client who comes is served whole by one of them, or what lacks is dear."""
    draw = np.random.default_rng(seed)
    sites, clients = 4, 7
    size = draw.integers(3, 12, (clients, sites)).astype(float)
    comes = draw.integers(0, 2, (futures, clients)).astype(float)
    serves = clients * sites
    load = sp.hstack([sp.csr_array(-sp.diags_array(size[i]).toarray()) for i in range(clients)])
    once = sp.kron(sp.eye_array(clients), np.ones((1, sites)))
    lacks = sp.vstack([sp.eye_array(sites), sp.csr_array((clients, sites))])
    recourse = sp.csr_array(sp.hstack([sp.vstack([load, once]), lacks]))
    technology = sp.csr_array(
        sp.vstack([18.0 * sp.eye_array(sites), sp.csr_array((clients, sites))])
    )
    return TwoStage(
        first=LinearProgram(
            cost=draw.integers(8, 18, sites).astype(float),
            lower=np.zeros(sites),
            upper=np.full(sites, most),
            integer=np.ones(sites, dtype=bool),
            matrix=sp.csr_array((0, sites)),
            row_lower=np.zeros(0),
            row_upper=np.zeros(0),
        ),
        probability=np.full(futures, 1 / futures),
        technology=technology,
        recourse=recourse,
        cost=np.concatenate([-size.ravel(), np.full(sites, 40.0)])[None],
        lower=np.zeros((1, serves + sites)),
        upper=np.concatenate([np.ones(serves), np.full(sites, np.inf)])[None],
        row_lower=np.column_stack([np.zeros((futures, sites)), comes]),
        row_upper=np.column_stack([np.full((futures, sites), np.inf), comes]),
        integer=np.arange(serves + sites) < serves,
        technology_data=technology.data[None],
        recourse_data=recourse.data[None],
    )


@pytest.mark.parametrize(("seed", "most"), [(1, 1.0), (2, 1.0), (3, 1.0), (4, 2.0), (5, 2.0)])
def test_whole_second_stages_reach_the_extensive_form(seed: int, most: float):
    problem = sites_and_clients(seed, most)
    whole = Highs()(extensive(problem), Until(1e-9))
    answer = solve_benders(problem, until=Until(1e-6))
    assert answer.objective == pytest.approx(whole.objective, rel=2e-6)
    assert answer.bound <= whole.objective + 1e-6
    assert answer.gap <= 1e-6


def test_whole_second_stages_are_the_same_on_any_number_of_workers():
    problem = sites_and_clients(1)
    one = solve_benders(problem, until=Until(1e-6), executor=SerialExecutor())
    two = solve_benders(problem, until=Until(1e-6), executor=LocalExecutor(2))
    assert (one.objective, one.bound, one.iterations) == (two.objective, two.bound, two.iterations)


def test_a_plan_costs_what_the_answer_says():
    problem = ramp(6, integer=True, **SMALL)
    answer = solve_benders(problem, until=Until(1e-4))
    fixed = extensive(problem)
    n = problem.first.cost.size
    lower, upper = fixed.lower.copy(), fixed.upper.copy()
    lower[:n] = upper[:n] = answer.first_stage
    at_plan = Highs()(replace(fixed, lower=lower, upper=upper))
    assert np.array_equal(answer.first_stage, np.round(answer.first_stage))
    assert answer.objective == pytest.approx(at_plan.objective, rel=1e-8)


def test_the_answer_is_the_same_on_any_number_of_workers():
    problem = ramp(12, integer=True, **SMALL)
    one = solve_benders(problem, until=Until(1e-4), executor=SerialExecutor())
    two = solve_benders(problem, until=Until(1e-4), executor=LocalExecutor(2))
    assert one.objective == two.objective
    assert one.bound == two.bound
    assert np.array_equal(one.first_stage, two.first_stage)


def test_a_time_limit_is_kept_and_the_bound_still_holds():
    problem = ramp(8, integer=True, sites=12, products=8, periods=8)
    answer = solve_benders(problem, until=Until(1e-9, seconds=1.0))
    best = solve_benders(problem, until=Until(3e-3, seconds=20.0))
    assert answer.seconds < 6.0
    assert answer.bound <= best.objective * (1 + 1e-9)


def test_grouped_bounds_reach_the_same_cost():
    problem = ramp(9, **SMALL)
    grouped = solve_benders(problem, Benders(most_groups=3), Until(1e-6))
    each = solve_benders(problem, Benders(), Until(1e-6))
    assert grouped.objective == pytest.approx(each.objective, rel=2e-6)


def test_data_that_are_not_numbers_never_reach_the_solver():
    with pytest.raises(SolveError, match="future 1 holds values that are not numbers"):
        solve_benders(news_vendor([1.0, np.nan]))
