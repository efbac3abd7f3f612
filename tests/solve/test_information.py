"""What knowing more is worth, on a published problem whose four costs are known."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.solve.highs import Highs, Limits, LinearProgram
from offtake.solve.information import information, merged
from offtake.uncertainty.reduction import build_tree


@pytest.fixture
def worth(expansion):
    found = information(expansion, build_tree(expansion), Limits(gap=0.0))
    return {w.name: w for w in found}


def test_perfect_information_is_worth_1500(worth):
    assert worth["EVPI"].value == pytest.approx(1_500)
    assert worth["EVPI"].dearer == pytest.approx(13_500)
    assert worth["EVPI"].cheaper == pytest.approx(12_000)


def test_planning_for_uncertainty_is_worth_750(worth):
    assert worth["VSS"].value == pytest.approx(750)
    assert worth["VSS"].dearer == pytest.approx(14_250)


def test_deciding_later_is_worth_1500(worth):
    assert worth["value of multistage"].value == pytest.approx(1_500)
    assert worth["value of multistage"].dearer == pytest.approx(15_000)


def test_the_only_driver_is_worth_as_much_as_everything(worth):
    assert worth["partial EVPI: demand"].value == pytest.approx(1_500)


def test_exact_plans_leave_no_error(worth):
    assert all(w.error == pytest.approx(0, abs=1e-6) for w in worth.values())


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
