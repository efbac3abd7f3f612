"""Who pays which share of a clause, and when each entry of a menu of durations ends."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from offtake.deals.acceptance.participation import stances
from offtake.deals.clauses.instrument import Instrument
from offtake.deals.clauses.on_offer import buyer_shares, clause_of, units

INF = np.inf


def paying(budget: list[list[float]], paid: list[list[float]]) -> SimpleNamespace:
    """Two buyers over two nodes that are each sure to come."""
    f = SimpleNamespace(
        buyers=["A", "B"],
        tree=SimpleNamespace(probability=np.ones(2)),
        q=SimpleNamespace(buyers=SimpleNamespace(budget=np.array(budget))),
    )
    return SimpleNamespace(f=f, paid=np.array(paid))


@pytest.mark.parametrize(
    ("budget", "shares"),
    [
        ([[30.0, 10.0], [30.0, 10.0]], [0.75, 0.25]),  # in proportion to budgets
        ([[30.0, INF], [30.0, INF]], [0.2, 0.8]),  # one states none: to what they pay for goods
        ([[INF, INF], [INF, INF]], [0.2, 0.8]),
    ],
)
def test_buyers_share_by_budget_or_where_one_has_none_by_what_they_pay(budget, shares):
    goods = [[1.0, 2.0], [1.0, 6.0]]

    assert buyer_shares(paying(budget, goods), "").tolist() == pytest.approx(shares)
    assert buyer_shares(paying(budget, goods), "B").tolist() == [0.0, 1.0]


def test_a_duration_counts_whole_periods_from_the_first(two_states):
    unit, stance = units(two_states.f)[0], stances(two_states.study)[0]
    row = Instrument("fee", "reservation", durations=(1.0, 3.0, 9.0))
    found = clause_of(two_states.cash, unit, stance, row)

    assert [(c.years, c.cover.terms.first, c.cover.terms.last) for c in found] == [
        (1.0, 0, 0), (3.0, 0, 2), (9.0, 0, 4),
    ]  # fmt: skip
    assert all(c.cover.terms.credit_last == c.cover.terms.last for c in found)
    assert len({c.menu for c in found}) == 1


def test_the_last_day_ends_a_clause_before_its_duration_does(two_states):
    unit, stance = units(two_states.f)[0], stances(two_states.study)[0]
    last = two_states.study.period_start(1)
    row = replace(Instrument("fee", "reservation", durations=(3.0,)), latest=last)
    (found,) = clause_of(two_states.cash, unit, stance, row)

    assert found.cover.terms.last == 1
