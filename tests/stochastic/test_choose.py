"""The choice between methods, and what an answer says of itself."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from bench.ramp import ramp

from offtake.errors import UsageError
from offtake.stochastic.benders.l_shaped import Benders
from offtake.stochastic.choose import Auto, ExtensiveForm, choose, solve
from offtake.stochastic.instances import solve_smps
from offtake.stochastic.methods.answer import Answer
from offtake.stochastic.methods.hedging import Hedging
from offtake.stochastic.program.two_stage import extensive
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import Until, relative_gap

SMALL = {"sites": 4, "products": 3, "periods": 3}


def test_small_problems_are_written_out_and_large_ones_are_not():
    assert isinstance(choose(ramp(10))[0], ExtensiveForm)
    assert isinstance(choose(ramp(100))[0], Benders)
    assert isinstance(choose(ramp(10, integer=True))[0], Benders)


def test_few_whole_first_decisions_with_many_whole_later_ones_are_not_written_out():
    problem = ramp(800, integer=True, **SMALL)
    later = replace(problem, integer=np.ones(problem.cost.shape[1], dtype=bool))
    assert problem.first.cost.size == 12
    assert isinstance(choose(later)[0], Benders)
    loose = replace(later, first=problem.first.relaxed)
    assert not isinstance(choose(loose)[0], Benders)


def test_the_answer_says_which_method_and_why():
    answer = solve(ramp(4, **SMALL), Auto())
    assert answer.method == "extensive form"
    assert "small enough" in answer.why


@pytest.mark.parametrize("method", [ExtensiveForm(), Benders(), Hedging()])
def test_all_methods_bound_and_meet_the_same_optimum(method: ExtensiveForm | Benders | Hedging):
    problem = ramp(4, integer=True, **SMALL)
    best = Highs()(extensive(problem), Until(1e-8)).objective
    answer = solve(problem, method, Until(1e-3, seconds=10))
    assert answer.bound <= best * (1 + 1e-9)
    assert answer.objective >= best * (1 - 1e-9)
    if not isinstance(method, Hedging):
        assert answer.gap <= 1e-3


def test_a_gap_is_relative_and_infinite_while_unknown():
    assert relative_gap(200.0, 190.0) == pytest.approx(0.05)
    assert relative_gap(np.inf, 1.0) == np.inf
    assert relative_gap(-100.0, -101.0) == pytest.approx(0.01)


def test_an_answer_is_plain_json_even_without_a_plan():
    answer = Answer("time_limit", np.inf, -np.inf, np.zeros(0), 1.0, 3, "benders")
    said = json.loads(json.dumps(answer.to_json(), allow_nan=False))
    assert said["objective"] is None
    assert said["gap"] is None
    assert said["status"] == "time_limit"


def test_an_unknown_method_is_refused_with_the_known_ones():
    with pytest.raises(UsageError, match="auto, extensive-form, benders, hedging"):
        solve_smps("a", "b", "c", method="magic")
