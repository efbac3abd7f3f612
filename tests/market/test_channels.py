"""What is bought, drawn and delivered, told apart by the source that goods leave, and put together again.

Two firms ask the same for rounds.  North has an order with alfa, so it chooses between the firms; for south they are one
offer, whose pool is drawn from both.
"""

from __future__ import annotations

import numpy as np
import pytest

from offtake.market.channels import along_channels, channels_of
from offtake.model.figures.quantities import quantities
from offtake.uncertainty.reduction.build import build_tree

FIRMS = {"alfa": "fill", "beta": "press"}


@pytest.fixture
def q(study):
    made = study(
        periods=1,
        products=[{"product": "round", "unit": "rounds"}],
        producers=[{"producer": firm, "cost_of_capital": 0} for firm in FIRMS],
        lines=[
            {"line": line, "producer": firm, "product": "round", "capacity": 9, "unit_cost": 2}
            for firm, line in FIRMS.items()
        ],
        projects=[{"project": "more", "line": "fill", "kind": "expand", "adds": 4, "capex": 6, "build_time": 0}],
        buyers=[{"buyer": b, "discount_rate": 0} for b in ("north", "south")],
        requirements=[
            {"buyer": b, "product": "round", "period": "2026", "quantity": 8, "kind": "flow", "value": 9}
            for b in ("north", "south")
        ],
        prices=[{"producer": firm, "product": "round", "price": 5} for firm in FIRMS],
        orders=[{"order": "frame", "buyer": "north", "producer": "alfa", "product": "round", "quantity": 3, "price": 4, "starts": "2026-01-01", "ends": "2026-12-31"}],
    )  # fmt: skip
    return quantities(made, build_tree(made))


def test_channels_follow_ways_calls_and_what_the_pool_is_drawn_from(q):
    x, ways = channels_of(q), q.ways
    buyers = [key[0] for key in q.buyers.labels.keys]
    pooled = {buyers[b]: bool(p) for b, p in zip(x.buyer, x.pool >= 0, strict=True)}
    assert pooled == {"north": False, "south": True}

    bought = {"north": [2.0, 3.0], "south": [6.0]}
    buy = np.array([bought[buyers[b]].pop(0) for b in ways.buyer[~ways.direct]])
    owners = [buyers[b] for b in q.requirements.buyer[q.requirements.requirement]]
    units = along_channels(
        x,
        q,
        {
            "buy": buy[None],
            "call": np.array([[3.0]]),
            "draw": np.array([[2.0, 4.0]]),  # the 6 that south takes
            "deliver": np.array([[{"north": 8.0, "south": 6.0}[b] for b in owners]]),
        },
    )[0]

    north = x.buyer == buyers.index("north")
    assert units[x.called].tolist() == pytest.approx([3.0])
    assert sorted(units[north & ~x.called]) == pytest.approx([2.0, 3.0])
    assert units[~north].tolist() == pytest.approx([2.0, 4.0])


def test_a_plan_delivers_less_than_it_bought_from_every_channel_alike(q):
    # half of what was bought is delivered as what is needed: each channel counts for half
    x, ways = channels_of(q), q.ways
    values = {
        "buy": np.full((1, (~ways.direct).sum()), 4.0),
        "call": np.array([[4.0]]),
        "draw": np.array([[1.0, 3.0]]),
        "deliver": np.array([[6.0, 6.0]]),
    }
    units = along_channels(x, q, values)[0]
    for d in (0, 1):
        assert units[x.delivery == d].sum() == pytest.approx(6.0)
    assert np.ptp(units[x.pool < 0]) == pytest.approx(0.0)  # three of north, 2 each
    assert units[x.pool >= 0].tolist() == pytest.approx([6 * 1 / 4, 6 * 3 / 4])
