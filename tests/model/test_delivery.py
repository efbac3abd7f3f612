"""Delivery: stocks stand until delivered, flows lapse, capabilities count by contribution."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.model.delivery import delivery_block, late_costs
from offtake.model.figures.quantities import quantities


def need(period="2026", quantity=12.0, kind="stock", **more):
    return {
        "buyer": "state",
        "product": "good",
        "period": period,
        "quantity": quantity,
        "kind": kind,
        "value": 9,
        "late_cost": 1,
        **more,
    }


def test_what_is_late_stays_until_it_is_delivered(study, chain):
    block = delivery_block(quantities(study(), chain(2)), chain(2), 1)
    late = block.rows[0]

    assert late.name == "late_balance"
    assert [(t.variable, t.value.tolist(), t.node) for t in late.terms] == [
        ("late", [1], -1),
        ("deliver", [1], -1),
        ("late", [-1], 0),
    ]
    assert (late.lower.tolist(), late.upper.tolist()) == ([12], [12])


def test_what_is_missed_of_a_flow_is_gone(study, chain):
    block = delivery_block(
        quantities(study(requirements=[need(kind="flow", period="2027")]), chain(2)), chain(2), 1
    )
    missed = block.rows[1]

    assert missed.name == "missed_balance"
    assert [(t.variable, t.node) for t in missed.terms] == [("missed", -1), ("deliver", -1)]


def test_a_need_stated_for_a_year_is_spread_evenly_over_its_quarters(study, chain):
    q = quantities(
        study(periods=8, period="quarter", requirements=[need(), need("2027-H1", 6.0)]), chain(8)
    )

    assert q.requirements.need[:, 0].tolist() == [3, 3, 3, 3, 3, 3, 0, 0]


def test_value_and_late_cost_are_those_of_the_latest_row_that_has_begun(study, chain):
    rows = [need("2026", value=9), need("2028", value=11, late_cost=2)]
    q = quantities(study(periods=4, requirements=rows), chain(4))

    assert q.requirements.value[:, 0].tolist() == [9, 9, 11, 11]
    assert q.requirements.late_cost[:, 0].tolist() == [1, 1, 2, 2]


def test_costs_are_those_of_a_period_and_discounted_at_its_end(study, chain):
    # Eight quarters; rate 10%: first end at 1.1^-0.25.  Late cost 1 a unit-year is 0.25 a quarter, by the mean of a
    # quarter's beginning and end: half in the quarter, half in the next.
    q = quantities(study(periods=8, period="quarter", settings={"discount_rate": 0.1}), chain(8))
    deliver, late, _ = delivery_block(q, chain(8), 0, late_costs(q, chain(8))).variables

    assert deliver.cost.tolist() == pytest.approx([-9 * 1.1**-0.25])
    assert late.cost.tolist() == pytest.approx([0.125 * 1.1**-0.25 + 0.125 * 1.1**-0.5])
    assert late_costs(q, chain(8))[7].tolist() == pytest.approx([0.125 * 1.1**-2])


def test_a_flow_that_is_never_delivered_costs_late_cost_once(study, chain):
    q = quantities(
        study(periods=8, period="quarter", requirements=[need(kind="flow", late_cost=2)]), chain(8)
    )

    assert delivery_block(q, chain(8), 0).variables[2].cost.tolist() == [2]


def test_each_product_that_gives_a_capability_counts_by_its_contribution(study, chain):
    two = study(
        products=[{"product": "good", "unit": "goods"}, {"product": "better", "unit": "goods"}],
        capabilities=[
            {"capability": "reach", "product": "good", "contribution": 1},
            {"capability": "reach", "product": "better", "contribution": 2.5},
        ],
        requirements=[need(product="reach")],
    )
    q = quantities(two, chain(2))
    block = delivery_block(q, chain(2), 0)

    assert [key[3] for key in q.requirements.deliveries.keys] == ["good", "better"]
    assert block.variables[0].cost.tolist() == [-9, -22.5]
    assert block.rows[0].terms[1].value.tolist() == [1, 2.5]


def test_needs_follow_the_states_of_drivers(study, chain):
    driven = study(
        drivers=[{"driver": "war", "initial": "on"}],
        driver_states=[
            {
                "driver": "war",
                "date": "2027-01-01",
                "state": "on",
                "next": "off",
                "probability": 1.0,
            }
        ],
        driver_effects=[
            {
                "driver": "war",
                "state": "off",
                "table": "requirements",
                "column": "quantity",
                "operation": "scale",
                "value": 0.25,
            }
        ],
    )
    tree = type(chain(1))(
        np.array([-1, 0]),
        np.array([0, 1]),
        np.ones(2),
        ("war",),
        (("on", "off"),),
        np.array([[0], [1]]),
    )

    assert quantities(driven, tree).requirements.need[:, 0].tolist() == [12, 3]
