"""What each buyer has of an arrangement: values of paper, and the identity with social value."""

from __future__ import annotations

import pytest

import offtake
from offtake.results.tables.deal.worth import buyer_worth
from offtake.results.tables.plan.money import expected, public_paid, resources, social


def test_a_buyer_has_what_is_delivered_less_lateness_and_what_its_money_costs(paper):
    # conftest: worth 10, price 5, funds 1.5, late 3 a year by the mean of a half-year's ends: 2.5 a unit less 0.75 for each
    # unit late at an end; delivered 5, 5, then 10, 10 (0.4) or 6, 0; late 3, 6, then 6, 6 or 0, 0; factors 1/1.1
    both = 10.25 / 1.1 + 5.75 / 1.21
    goes_on, stops = both + 16 / 1.331 + 16 / 1.4641, both + 10.5 / 1.331
    found = buyer_worth({"no-deal": paper}).iloc[0]

    assert found["net"] == pytest.approx(0.4 * goes_on + 0.6 * stops)
    assert found["worth"] - found["late_cost"] - found["burden"] == pytest.approx(found["net"])
    assert found[["gain", "gain_least", "gain_most", "gain_chance"]].tolist() == [0, 0, 0, 0]


def test_buyers_and_what_others_keep_are_social_value(paper):
    found = buyer_worth({"first-best": paper})

    kept = expected(paper, public_paid(paper)) - expected(paper, resources(paper))
    assert found["net"].sum() + kept == pytest.approx(expected(paper, social(paper)))
    assert found["gain"].isna().all()  # nothing to compare with


def test_what_a_buyer_gains_by_signing_is_told_future_by_future():
    # nothing comes without a deal; with it 80 a year, paid 40 less the credits, at 3%: five years or two
    run = offtake.solve(offtake.load(offtake.examples["two-states"]))
    five, two = (sum(1.03**-k for k in range(1, n + 1)) for n in (5, 2))
    goes_on, ends = (40 * n + 40 * two - 86.5266 for n in (five, two))
    gained = run.stats.buyer_worth().set_index("arrangement").loc["deal"]

    assert gained["gain"] == pytest.approx((goes_on + ends) / 2, abs=1e-3)
    assert gained["gain_least"] == pytest.approx(ends, abs=1e-3)
    assert gained["gain_most"] == pytest.approx(goes_on, abs=1e-3)
    assert gained["gain_chance"] == pytest.approx(1.0)
