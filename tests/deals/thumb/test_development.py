"""Tests of development.py: push, pull and their mix for the smart pump of the toy study."""

from __future__ import annotations

import pytest

from offtake.deals.thumb.development import developments
from offtake.deals.verdicts.market import market


@pytest.fixture
def row(toy, vary):
    """row(…): what is said of the one development of toy, with cells of its tables changed."""

    def found(**cells: tuple[str, object]) -> dict[str, object]:
        study = vary(toy.study, **cells)
        (only,) = developments(market(study, toy.tree), toy.plan)
        return vars(only)

    return found


PLAIN = {
    "buyers": ("public_fund_cost", 1.0),
    "producers": ("risk_weight", 0.0),
    "producers__2": ("cost_of_capital", 0.03),
    "producers__3": ("hurdle_rate", 0.03),
}
CHEAP = [0.3, 0.3, 1.0, 1.0, 1.3]  # prices of motors, pumps and smart pumps


def test_the_development_of_the_study_is_the_one_that_may_come_to_nothing(row):
    found = row()

    assert (found["project"], found["producer"], found["product"]) == ("develop smart pump", "Beta", "smart pump")  # fmt: skip
    assert found["chance"] == pytest.approx(0.6)
    assert found["cost"] == pytest.approx(5 * 1.08**-0.5)  # begun half a year in, at 8%
    assert found["prize"] == pytest.approx(found["cost"] / 0.6)
    assert found["rent"] == pytest.approx(0)


def test_at_equal_rates_without_fear_push_and_pull_cost_what_is_missing(row):
    found = row(**PLAIN, prices=("price", CHEAP))

    assert found["gap"] > 0.1
    for way in ("push_cost", "pull_cost", "mix_cost"):
        assert found[way] == pytest.approx(found["gap"], rel=1e-6)


def test_a_producer_that_waits_at_a_higher_rate_makes_the_pull_dearer_than_the_push(row):
    dear = PLAIN | {
        "producers__2": ("cost_of_capital", 0.08),
        "producers__3": ("hurdle_rate", 0.08),
    }
    found = row(**dear, prices=("price", CHEAP))

    assert found["push_cost"] < found["pull_cost"]
    assert found["mix_cost"] <= found["pull_cost"] + 1e-9
    # the grant is paid half a year in: the gap at 8% of the producer, discounted by the buyers at 3%
    assert found["push"] == pytest.approx(found["gap"] * 1.08**0.5)
    assert found["push_cost"] == pytest.approx(found["push"] * 1.03**-0.5)


def test_a_mix_takes_the_grant_to_its_cap_and_the_rest_per_unit(row):
    dear = PLAIN | {
        "producers__2": ("cost_of_capital", 0.08),
        "producers__3": ("hurdle_rate", 0.08),
    }
    found = row(**dear, prices=("price", [1.0, 1.0, 1.0, 0.3, 0.3]))

    assert found["push"] > 0.5 * 5  # grant_cap: half of 5
    assert found["mix_push"] == pytest.approx(2.5)
    assert 0 < found["mix_pull"] < found["pull"]


def test_the_fund_paid_early_pays_the_first_units_their_worth(row):
    found = row(**PLAIN, prices=("price", CHEAP))

    # two pumps' work at 2 each is worth 4; the top-up to that lasts until the fund is spent
    assert found["worth"] == pytest.approx(4)
    assert found["units_at_top"] == pytest.approx(found["fund"] / (4 - 1.3))
    assert found["average_price"] == pytest.approx(1.3 + found["pull"])


def test_a_development_that_the_plan_leaves_alone_is_named_without_figures(toy):
    from dataclasses import replace

    import numpy as np

    nothing = replace(toy.plan, values=toy.plan.values | {"begun": np.zeros_like(toy.plan.values["begun"])})  # fmt: skip
    (row,) = developments(market(toy.study, toy.tree), nothing)

    assert row.begun is False
    assert np.isnan(row.pull)


def test_a_study_without_one_has_no_rows(two_states):
    assert developments(market(two_states.study, two_states.tree), two_states.plan) == []
