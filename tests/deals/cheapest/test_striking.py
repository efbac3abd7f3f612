"""Goods at rest: what is owed once goods are taken beside what was owed before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.deals.random_deals import random_deal

from offtake.deals.cheapest.deal import lift_and_owed
from offtake.deals.cheapest.striking import strike
from offtake.deals.verdicts.market import market
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.solver.program import Until
from offtake.uncertainty.reduction.build import build_tree


def test_goods_that_move_less_and_less_are_followed_to_rest():
    study = random_deal(1007)
    tree = build_tree(study)
    begun = solve_first_best(study, tree, Until(gap=0.0)).values["begun"]
    found = strike(market(study, tree), begun)
    assert found.settled
    assert found.offer.overspent == 0


@pytest.mark.parametrize("seed", [1000])
def test_in_a_large_program_too_the_best_alternative_is_worth_what_it_is_with_ties_settled(
    monkeypatch, seed
):
    study = random_deal(seed)
    tree = build_tree(study)
    begun = solve_first_best(study, tree, Until(gap=0.0)).values["begun"]
    monkeypatch.setattr("offtake.deals.verdicts.market.SMALL", 0)
    found = strike(market(study, tree), begun)
    here = found.market
    monkeypatch.undo()
    for unit, judged, instead in zip(found.units, found.before, found.found, strict=True):
        other = instead.other
        assert other is not None
        lift = here.lift.copy()
        lift[:, list(unit.lines)] = 0.0  # its own clauses are not signed
        there = here.under(lift if lift.any() else None, here.obliged)  # large: all is owed
        alone = there.of(unit, there.settled(other.begun.astype(float)))
        assert judged.outside == pytest.approx(alone.value, abs=1e-6)


def test_in_a_large_program_too_goods_rest_under_clauses_that_give_what_settling_ties_adds_to_an_alternative(
    monkeypatch,
):
    """Ties that make every alternative worth 0.1 more: clauses give that too, and goods rest where they are paid."""
    study = random_deal(1004)
    tree = build_tree(study)
    begun = solve_first_best(study, tree, Until(gap=0.0)).values["begun"]

    def raised(here):
        before = tuple(replace(p, outside=p.outside + 0.1) for p in here.before)
        return replace(here, before=before)

    monkeypatch.setattr("offtake.deals.cheapest.resting.ties_settled", raised)
    monkeypatch.setattr("offtake.deals.verdicts.market.SMALL", 0)
    found = strike(market(study, tree), begun)
    lift, owed = lift_and_owed(found)
    assert owed is not None
    again = market(study, tree).signed(lift, owed).position(begun).plan
    assert again.mean_cost == pytest.approx(found.target.plan.mean_cost, rel=1e-7)
    for judged, instead in zip(found.before, found.found, strict=True):
        other = instead.other
        assert other is not None
        assert judged.outside == pytest.approx(other.value + 0.1)
    assert all(judged.accepts for judged in found.after)
