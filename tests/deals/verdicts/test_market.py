"""The market for given projects: what it was held at before changes where a plan starts, not what it costs."""

from __future__ import annotations

import numpy as np
import pytest
from tests.deals.random_deals import random_deal

from offtake.deals.verdicts.market import market
from offtake.uncertainty.reduction.build import build_tree


def test_a_market_under_other_clauses_starts_from_what_was_held_and_costs_the_same():
    study = random_deal(0)
    here = market(study, build_tree(study))
    levels = here.room.kept(here.room.lower)
    owed = np.zeros((here.f.tree.size, len(here.f.buyers)))
    owed[:, here.f.q.buyers.limited] = 0.1
    alone = market(study, here.f.tree).under(None, 2 * owed).hold(levels).plan

    here.under(None, owed).hold(levels)
    after = here.under(None, 2 * owed)
    assert after.dispatch is not here.under(None, owed).dispatch
    assert after.hold(levels).plan.objective == pytest.approx(alone.objective, rel=1e-9)
    for name in ("make", "deliver"):
        assert after.position(levels).plan.values[name] == pytest.approx(alone.values[name], abs=1e-6)  # fmt: skip
    assert list(after._bases) == list(here._bases)
    assert len(after._bases) == 1


def test_who_refuses_is_owed_nothing_and_its_lines_are_not_lifted():
    study = random_deal(0)
    here = market(study, build_tree(study))
    shape = len(here.units), here.f.tree.size, len(here.f.buyers)
    apart = np.zeros(shape)
    apart[0], apart[1] = 1.0, 2.0
    there = here.signed(None, apart)
    assert there.obliged == pytest.approx(np.full(shape[1:], 3.0))
    assert there.refused(here.units[0]).obliged == pytest.approx(apart[1])
    assert there.refused(here.units[1]).obliged == pytest.approx(apart[0])
    alone = here.signed(None, np.where(np.arange(shape[0])[:, None, None] == 0, apart, 0.0))
    assert alone.refused(here.units[0]).obliged is None
    assert alone.refused(here.units[1]) is alone
