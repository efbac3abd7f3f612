"""Two budget years of two periods each, along one course."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from offtake.deals.verdicts.headroom import Headroom
from offtake.formulas.flow import Flow

YEARS = Headroom(
    node=np.array([1, 3]),
    buyer=np.array([0, 0]),
    since=np.array([-1, 1]),
    before=np.array([-1, 0]),
    budget=np.array([9.0, 9.0]),
    goods=np.zeros(2),
    carry_over=0.0,
    authorities=(),
)


def test_a_year_counts_what_is_paid_in_it_and_nothing_of_the_years_before():
    course = SimpleNamespace(tree=SimpleNamespace(parent=np.arange(4) - 1))
    flow = Flow(np.array([1.0, 0, 0, 5]), np.array([0, 2.0, 4, 0]), np.zeros(4))

    assert YEARS.within(course, flow).tolist() == [1 + 2, 4 + 5]
