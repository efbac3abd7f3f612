"""Tests of participation.py: what a producer makes of its part, and what would turn it round."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.deals.acceptance.participation import (
    Stance,
    flip_rate,
    flip_risk_weight,
    hurting_futures,
    judge,
    stances,
)
from offtake.errors import UsageError
from offtake.formulas.flow import Flow, at_end, at_start


def flow(two_states) -> Flow:
    """100 spent at the start; 30 a year, but nothing after two years in the bad future."""
    return two_states.cash.producer_flow(0, 0.10)


def test_a_producer_accepts_what_is_worth_its_alternative_and_no_less(two_states):
    tree = two_states.tree

    at_par = judge("M", Stance("M", 0.10), flow(two_states), tree, 1.0, outside=-17.10514)
    short = judge("M", Stance("M", 0.10), flow(two_states), tree, 1.0, outside=-17.0)

    assert at_par.accepts
    assert not short.accepts
    assert short.gap == pytest.approx(0.10514, abs=1e-5)


def test_a_bank_that_lends_too_little_stops_a_project_that_pays(two_states):
    stance = Stance("M", 0.0, credit_limit=99.0)
    found = judge("M", stance, flow(two_states), two_states.tree, 1.0, outside=-1000.0)

    assert found.lowest_balance == pytest.approx(-100)
    assert not found.liquid
    assert not found.accepts
    assert found.acceptance > 0


def test_the_mean_of_the_worst_half_is_the_bad_future(two_states):
    found = judge("M", Stance("M", 0.10, 1.0, 0.5), flow(two_states), two_states.tree, 1.0)

    assert found.value == found.tail_mean == pytest.approx(-47.9339, abs=5e-5)
    assert found.mean == pytest.approx(-17.1051, abs=5e-5)


def test_the_future_that_hurts_most_comes_first(two_states):
    found = judge("M", Stance("M", 0.10), flow(two_states), two_states.tree, 1.0)

    worst, best = hurting_futures(found, two_states.tree)

    assert worst.npv == pytest.approx(-47.9339, abs=5e-5)
    assert best.npv == pytest.approx(13.7236, abs=5e-5)
    assert worst.probability == 0.5


def test_the_rate_at_which_it_turns_is_the_internal_rate_of_return(two_states):
    tree = two_states.tree
    year = tree.period
    bond = at_start(np.where(year == 0, -100.0, 0.0)) + at_end(np.where(year == 1, 121.0, 0.0))

    assert flip_rate(bond, Stance("M", 0.05), tree, 1.0) == pytest.approx(0.10)
    assert flip_rate(at_end(np.ones(tree.size)), Stance("M", 0.05), tree, 1.0) is None


def test_the_fear_at_which_it_turns_lies_on_the_line_from_mean_to_worst():
    npv, chance = np.array([10.0, -10.0]), np.array([0.75, 0.25])

    # mean 5, worst quarter -10: 5 - 15 λ = 0
    found = flip_risk_weight(npv, Stance("M", 0.1, tail=0.25), chance)

    assert found == pytest.approx(1 / 3)
    assert flip_risk_weight(npv, Stance("M", 0.1, tail=0.25), chance, outside=6.0) is None


def test_the_hurdle_counts_where_there_is_one_and_the_cost_of_capital_where_not(two_states, vary):
    with_hurdle = stances(vary(two_states.study, producers=("cost_of_capital", 0.08)))
    without = stances(vary(two_states.study, producers=("hurdle_rate", float("nan"))))

    assert with_hurdle[0].rate == 0.10
    assert without[0].rate == two_states.study.producers["cost_of_capital"].iloc[0]


def test_risk_counted_twice_is_refused_by_name_and_allowed_when_forced(two_states, vary):
    study = vary(
        two_states.study, producers=("cost_of_capital", 0.08), producers__2=("risk_weight", 0.5)
    )

    with pytest.raises(UsageError, match=r"Maker: .* count risk twice"):
        stances(study)
    settings = study.settings.model_copy(update={"allow_double_risk": True})
    assert stances(type(study)(settings, study.tables))[0].risk_weight == 0.5
