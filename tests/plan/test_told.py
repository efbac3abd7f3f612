"""One program for all that may be told at the start."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.plan.told import merged, told_program
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram
from offtake.uncertainty.reduction.build import build_tree
from offtake.uncertainty.reveal import courses, reveal


def test_merged_columns_take_one_value():
    # min x + 2y + z, x + y + z >= 6, x <= 1: with y standing for x, both at most 1 and z the rest.
    program = LinearProgram(
        np.array([1.0, 2.0, 9.0]), np.zeros(3), np.array([1.0, 5.0, 9.0]), np.zeros(3, bool),
        sp.csr_array(np.ones((1, 3))), np.array([6.0]), np.array([np.inf]),
    )  # fmt: skip
    one = merged(program, np.array([0, 0, 2]))

    assert one.cost.tolist() == [3, 9]
    assert one.upper.tolist() == [1, 9]
    assert Highs()(one).objective == pytest.approx(3 * 1 + 9 * 4)


@pytest.mark.parametrize(("risk", "expected"), [("course", 14_500), ("nested", 14_500)])
def test_the_dearest_parts_weigh_more_not_the_dearest_leaves_of_each(expansion, risk, expected):
    # Told at the start: 7,000 with low demand, 17,000 with high.  Weight and tail 1/2: 12,000/2 + 17,000/2.
    settings = {"risk_weight": 0.5, "tail": 0.5, "risk": risk}
    study = type(expansion)(expansion.settings.model_copy(update=settings), expansion.tables)
    tree = build_tree(study)
    program = told_program(study, tree, reveal(tree, "demand"), courses(tree, "demand"))

    assert Highs()(program).objective == pytest.approx(expected)
