"""What a clause still pays a producer that does not do its part."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from offtake.deals.acceptance.participation import stances
from offtake.deals.cheapest.temptation import what_stays
from offtake.deals.clauses.instrument import Instrument
from offtake.deals.clauses.on_offer import clause_of, units


@pytest.fixture
def staying(two_states):
    """Cash by node of a clause of size 1, where the line sells 2 a year and the project begins a year later."""
    unit, tree = units(two_states.f)[0], two_states.tree
    begun = np.where(tree.period >= 1, 1.0, 0.0)[:, None]
    tried = SimpleNamespace(sold=np.full((tree.size, 1), 2.0), begun=begun)

    def flow(kind: str):
        row = Instrument(kind, kind)
        clause = clause_of(two_states.cash, unit, stances(two_states.study)[0], row)[0]
        return what_stays(two_states.f, unit, clause, tried)

    return flow


def test_a_grant_is_paid_with_the_capital_cost_whenever_it_falls_due(two_states, staying):
    # a grant of 1 is 1 of the 100 that the project costs, paid when it is begun
    assert staying("grant").start.tolist() == [float(t == 1) for t in two_states.tree.period]


def test_an_uplift_is_paid_on_what_is_sold(two_states, staying):
    assert staying("price_uplift").end.tolist() == [2.0] * two_states.tree.size


def test_what_pays_for_readiness_is_lost(staying):
    assert not staying("reservation").cash.any()
