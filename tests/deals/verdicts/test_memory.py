"""What is known of plans where buyers owe something else: budgets of two years by hand, and random deals."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from tests.deals.random_deals import random_deal
from tests.deals.verdicts.test_headroom import YEARS

from offtake.deals.verdicts import search
from offtake.deals.verdicts.market import market
from offtake.deals.verdicts.memory import Memory
from offtake.deals.verdicts.search import respond, respond_again
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.solver.program import Until
from offtake.uncertainty.reduction.build import build_tree


@dataclass(frozen=True)
class Spent:
    spent: np.ndarray
    tied: bool = True


def known(spent, owed, carry_over=0.0):
    """A memory of one plan."""
    found = Memory(replace(YEARS, carry_over=carry_over))
    found.keep((b"", b""), np.array(owed, float), Spent(np.array(spent, float)))
    return lambda again: found.recall((b"", b""), np.array(again, float), True) is not None


def test_carried_money_is_spent_first_and_what_is_left_is_carried():
    # 9 a year, half carried: 9 - 4 - 1 leaves 4, of which 2; 9 + 2 - 10 leaves 1
    half = replace(YEARS, carry_over=0.5)
    assert half.spare(np.array([4.0, 10]), np.array([1.0, 0])).tolist() == [4, 1]
    assert YEARS.spare(np.array([4.0, 10]), np.array([1.0, 0])).tolist() == [4, -1]


def test_a_plan_stays_one_while_no_year_that_moves_binds_before_or_after():
    stands = known(spent=[4, 9], owed=[1, 0])
    assert stands([4.9, 0])
    assert not stands([5.1, 0])  # 4 + 5.1 > 9: fewer goods
    assert not stands([1, 0.5])  # the second year is spent to the last
    was_bound = known(spent=[4, 5], owed=[5, 0])
    assert not was_bound([4, 0])  # more goods may be taken now
    assert was_bound([5, 3.9])


def test_where_money_is_carried_the_years_after_count_too():
    stands = known(
        spent=[4, 10.5], owed=[0, 0], carry_over=0.5
    )  # leaves 5, of which 2.5: 11.5 for 10.5
    assert stands([1.9, 0])
    assert not stands([2.1, 0])  # leaves 2.9, of which 1.45: 10.45


@pytest.mark.parametrize("seed", [12, 1007])
def test_what_is_carried_to_other_clauses_finds_what_trying_all_finds(seed, monkeypatch):
    monkeypatch.setattr(search, "TOGETHER", 2)
    study = random_deal(seed)
    tree = build_tree(study)
    begun = solve_first_best(study, tree, Until(gap=0.0)).values["begun"]
    rng = np.random.default_rng(seed)
    first = market(study, tree)
    units = [u for u in first.units if first.has_part(u, begun)]
    had = [respond(first, u, first.hold(begun), most=begun) for u in units]
    stale = 0
    for size in (0.3, 3.0):
        owed = np.zeros((tree.size, len(first.f.buyers)))
        owed[:, first.f.q.buyers.limited] = rng.uniform(0, size)
        alone = market(study, tree).under(None, owed)  # remembers nothing
        for unit, before in zip(units, had, strict=True):
            there = first.under(None, owed)
            again = respond_again(there, unit, there.hold(begun), before, begun)
            whole = respond(alone, unit, alone.hold(begun), most=begun)
            stale += len(again.plans.stale)
            assert set(again.plans.seen) == set(whole.plans.seen)
            assert (again.other is None) == (whole.other is None)
            if whole.other is not None:
                assert again.other.value == pytest.approx(whole.other.value, abs=1e-8)
    assert stale
    cut = replace(had[0], whole=False)  # a list that was cut is cut under other clauses too
    assert not respond_again(first, units[0], first.hold(begun), cut, begun).whole
