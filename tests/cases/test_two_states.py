"""The two-state study is the published test bed, figure by figure, and its cash gives its tables."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from offtake.formulas.discounting import discount_factors
from offtake.plan.first_best import solve_first_best
from offtake.study.study import Study
from offtake.uncertainty.reduction.build import build_tree

ReadCase = Callable[..., Study]


def present_value(study: Study, rate: float, margin: float, sold: int) -> float:
    """Margin a year on one unit, at the end of each of the years sold, less the capital at the start."""
    _, end = discount_factors(rate, study.step, study.settings.periods)
    made = float(study.projects["adds"].iloc[0])
    return margin * made * float(end[:sold].sum()) - float(study.projects["capex"].iloc[0])


def figures(study: Study) -> tuple[float, float, float]:
    price = float(study.prices["price"].iloc[0])
    cost = float(study.lines["unit_cost"].iloc[0])
    value = float(study.requirements["value"].iloc[0])
    return price, cost, value


def test_it_is_yearly_from_2026_to_2030_with_invented_money(case: ReadCase) -> None:
    settings = case("two-states").settings
    assert (settings.period, settings.periods, settings.start.year) == ("year", 5, 2026)
    assert settings.synthetic


def test_the_producer_s_value_in_each_state_is_that_of_the_table(case: ReadCase) -> None:
    study = case("two-states")
    price, cost, _ = figures(study)
    rate = float(study.producers["hurdle_rate"].iloc[0])
    assert rate == study.producers["cost_of_capital"].iloc[0]
    high = present_value(study, rate, price - cost, 5)
    low = present_value(study, rate, price - cost, 2)
    assert high == pytest.approx(13.7236, abs=5e-5)
    assert low == pytest.approx(-47.9339, abs=5e-5)
    assert (high + low) / 2 == pytest.approx(-17.1051, abs=5e-5)


def test_building_is_worth_127_261_to_society(case: ReadCase) -> None:
    study = case("two-states")
    _, cost, value = figures(study)
    rate = float(study.buyers["discount_rate"].iloc[0])
    worth = [present_value(study, rate, value - cost, sold) for sold in (5, 2)]
    assert sum(worth) / 2 == pytest.approx(127.261, abs=5e-4)


def test_the_plan_of_one_owner_finds_that_value(case: ReadCase) -> None:
    study = case("two-states")
    plan = solve_first_best(study, build_tree(study))
    assert -plan.objective == pytest.approx(127.261, abs=5e-4)


def test_demand_parts_once_at_the_start_of_2028_with_even_odds(case: ReadCase) -> None:
    study = case("two-states")
    tree = build_tree(study)
    leaves = tree.probability[tree.period == 4]
    assert sorted(leaves.tolist()) == [0.5, 0.5]
    assert np.bincount(tree.period).tolist() == [1, 1, 2, 2, 2]


def test_no_clause_is_bound_to_numbers_that_stand_in_other_tables(case: ReadCase) -> None:
    """Caps, quantities and dates follow from prices, deliveries and the driver, so that other ones may be put in."""
    instruments = case("two-states").instruments.set_index("kind")
    assert instruments["maximum"].dropna().to_dict() == {"take_or_pay": 1.0}
    assert instruments[["quantity", "earliest", "latest"]].isna().all(axis=None)


@pytest.mark.parametrize(("policy", "weight"), [("25", 0.25), ("50", 0.5), ("100", 1.0)])
def test_the_fearful_policies_set_the_weight_on_the_worse_half(
    case: ReadCase, policy: str, weight: float
) -> None:
    producer = case("two-states", f"fearful-{policy}").producers.iloc[0]
    assert (producer["risk_weight"], producer["tail"]) == (weight, 0.5)
