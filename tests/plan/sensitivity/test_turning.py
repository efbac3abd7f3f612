"""Where a first decision turns, by arithmetic: the plant is built where (80 v - 10) * 3.246589 covers its 100."""

from __future__ import annotations

from dataclasses import replace

import pytest

from offtake.plan.first_best import solve_first_best
from offtake.plan.sensitivity.assumptions import assumptions
from offtake.plan.sensitivity.resolving import at_hand
from offtake.plan.sensitivity.tornado import tornado
from offtake.plan.sensitivity.turning import turns
from offtake.stochastic.parallel.executor import executor_for
from offtake.stochastic.solver.program import Until
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree

EXACT = Until(1e-9)
UNITS = sum(w / 1.03**t for t, w in zip(range(1, 6), (1, 1, 0.5, 0.5, 0.5), strict=True))


@pytest.mark.parametrize(
    ("operation", "low", "high", "turn"),
    [
        ("scale", 0.2, 1.5, (100 / UNITS + 10) / 80),
        ("set", 20.0, 90.0, 100 / UNITS + 10),
        ("add", -60.0, 5.0, 100 / UNITS + 10 - 80),
    ],
)
def test_the_turn_lies_between_the_last_that_is_the_same_and_the_first_that_is_not(
    operation, low, high, turn
):
    study = read_study(case_path("two-states"))
    hand, base = at_hand(study, solve_first_best(study, build_tree(study), EXACT), EXACT)
    value = next(a for a in assumptions(study) if a.column == "value")
    wide = replace(value, low=low, high=high, operation=operation)
    found = turns(hand, tornado(hand, base, [wide], executor_for(1)), executor_for(1))
    [(k, end, (same, other))] = found
    assert (k, end) == (0, "low")
    assert other < turn < same
    assert same - other <= 0.01 * (high - low)


def test_where_nothing_turns_there_is_no_turn():
    study = read_study(case_path("two-states"))
    hand, base = at_hand(study, solve_first_best(study, build_tree(study), EXACT), EXACT)
    found = tornado(hand, base, assumptions(study)[:1], executor_for(1))
    assert turns(hand, found, executor_for(1)) == []
