"""How buyers may take a product, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.model.figures.quantities import quantities
from offtake.model.figures.ways import POOL

FIRMS = ("a", "b", "c")
NEED = {"product": "good", "period": "2026", "quantity": 12, "kind": "stock", "value": 9}
TABLES = {
    "producers": [{"producer": f, "cost_of_capital": 0.0, "country": "USA" if f == "c" else "FRA"} for f in FIRMS],
    "lines": [{"line": f, "producer": f, "product": "good", "capacity": 10, "unit_cost": 2} for f in FIRMS],
    "projects": [{"project": "p", "line": "a", "kind": "expand", "adds": 1, "capex": 9, "build_time": 0}],
    "buyers": [{"buyer": b, "discount_rate": 0.0, "iso3": land} for b, land in (("state", "DEU"), ("other", "POL"))],
    "prices": [{"producer": f, "product": "good", "price": 5 if f == "c" else 4} for f in FIRMS],
    "requirements": [NEED | {"buyer": b, "late_cost": 1} for b in ("state", "other")],
}  # fmt: skip
ORDER = {"order": "o", "buyer": "state", "producer": "a", "product": "good", "quantity": 10, "price": 3,
         "starts": "2026-01-01", "ends": "2027-12-31"}  # fmt: skip


@pytest.fixture
def of(study, chain):
    """(buyer -> its ways as (lines, cost in the first year, pooled?), ways)."""

    def make(**more):
        q = quantities(study(**TABLES | more), chain(2))
        w, names = q.ways, [key[0] for key in q.lines.labels.keys]
        found: dict[str, list[tuple[str, float, bool]]] = {"state": [], "other": []}
        for k, key in enumerate(w.labels.keys):
            pooled = w.source[k] == POOL
            sources = q.offers.of_offer(w.offer[k]) if pooled else [w.source[k]]
            lines = [n for n, s in zip(names, q.offers.line_source, strict=True) if s in sources]
            found[key[0]].append(("".join(sorted(lines)), float(w.cost[0, k]), bool(pooled)))
        return {b: sorted(ways) for b, ways in found.items()}, q

    return make


def test_without_orders_a_way_leads_to_every_offer(of):
    ways, q = of()

    assert ways["state"] == ways["other"] == [("ab", 4, False), ("c", 5, False)]
    assert not q.ways.direct.any()
    assert q.ways.calls.size == 0


def test_a_lone_way_is_what_is_delivered(of):
    ways, q = of(prices=[{"producer": f, "product": "good", "price": 4} for f in FIRMS])

    assert ways["state"] == [("abc", 4, False)]
    assert q.ways.direct.all()
    assert sorted(q.ways.of_delivery.tolist()) == [0, 1]


def test_a_buyer_with_an_order_knows_whose_goods_it_takes_and_others_draw_on_the_pool(of):
    ways, q = of(orders=[ORDER])

    assert ways["state"] == [("a", 4, False), ("b", 4, False), ("c", 5, False)]
    assert ways["other"] == [("ab", 4, True), ("c", 5, False)]
    assert q.ways.drawn.size == 2  # the sources of a and of b
    assert not q.ways.direct.any()


def test_a_call_takes_the_producers_goods_at_the_price_of_its_step(of):
    _, q = of(orders=[ORDER], supply=[{"buyer": "state", "producer": "a", "extra_cost": 0.5}])

    lines = [q.lines.labels.keys[k][0] for own in q.ways.call_lines for k in own]
    assert lines == ["a"]
    assert q.ways.call_extra.tolist() == [[0.5], [0.5]]
    assert q.ways.calls.keys[0][:3] == ("state", "good", "2026-01-01")


def test_what_is_not_allowed_is_no_way_and_no_call(of):
    closed = [{"buyer": "DEU", "producer": land, "allowed": False} for land in ("FRA",)]
    ways, q = of(orders=[ORDER], supply=closed)

    assert ways["state"] == [("c", 5, False)]
    assert q.ways.calls.size == 0
    assert {line for line, _, _ in ways["other"]} == {"ab", "c"}


def test_extra_cost_is_part_of_what_a_unit_costs(of):
    ways, q = of(supply=[{"buyer": "POL", "producer": "USA", "extra_cost": 0.25}])

    assert ("c", 5.25, False) in ways["other"]
    assert ("c", 5.0, False) in ways["state"]
    assert np.count_nonzero(q.ways.extra_cost[0]) == 1
