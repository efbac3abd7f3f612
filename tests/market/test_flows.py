"""Cash over a tree, counted back to the start, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.formulas.flow import Flow
from offtake.market.flows import balances, present_values


def test_what_is_left_counts_at_the_end_of_the_study_and_not_in_the_balance(chain):
    # 121 left at the end of the second year are 100 today at 10%.
    flow = Flow(np.array([-50.0, 0.0]), np.array([11.0, 0.0]), np.array([0.0, 121.0]))

    assert present_values(flow, chain(2), 0.1, 1.0).tolist() == pytest.approx([-50 + 10 + 100])
    assert balances(flow, chain(2)).tolist() == [[-50, -39], [-39, -39]]
