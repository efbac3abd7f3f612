"""Offers and sources, and the ways that lead to them, by hand."""

from __future__ import annotations

import pytest

from offtake.model.figures.quantities import quantities

FIRMS = ("a", "b", "c")
TABLES = {
    "producers": [{"producer": f, "cost_of_capital": 0.0, "country": "USA" if f == "c" else "FRA"} for f in FIRMS],
    "lines": [{"line": f, "producer": f, "product": "good", "capacity": 10, "unit_cost": 2} for f in FIRMS],
    "projects": [{"project": "p", "line": "a", "kind": "expand", "adds": 1, "capex": 9, "build_time": 0}],
    "buyers": [{"buyer": "state", "discount_rate": 0.0, "iso3": "DEU"}],
}  # fmt: skip
ORDER = {"order": "o", "buyer": "state", "producer": "a", "product": "good", "quantity": 10, "price": 3,
         "starts": "2026-01-01", "ends": "2027-12-31"}  # fmt: skip


@pytest.fixture
def lines_of(study, chain):
    """(offers, sources): the lines in each, as sorted lists."""

    def make(prices, **more):
        rows = [{"producer": f, "product": "good", **row} for f, row in prices.items()]
        q = quantities(study(**TABLES | {"prices": rows} | more), chain(2))
        names, o = [key[0] for key in q.lines.labels.keys], q.offers
        sources = [
            [n for n, s in zip(names, o.line_source, strict=True) if s == k]
            for k in range(o.sources.size)
        ]
        offers = [
            sorted(n for s in o.of_offer(k) for n in sources[s]) for k in range(o.price.shape[1])
        ]
        return sorted(offers), sorted(sorted(s) for s in sources), q

    return make


def test_lines_of_one_price_are_one_offer(lines_of):
    offers, sources, q = lines_of({"a": {"price": 4}, "b": {"price": 4}, "c": {"price": 5}})

    assert offers == sources == [["a", "b"], ["c"]]
    assert sorted(q.offers.price[0].tolist()) == [4, 5]


def test_a_price_that_moves_otherwise_is_another_offer(lines_of):
    offers, _, q = lines_of({"a": {"price": 4}, "b": {"price": 4, "index": 0.1}, "c": {"price": 4}})

    assert offers == [["a", "c"], ["b"]]
    assert sorted(q.offers.price[1].tolist()) == pytest.approx([4, 4.4])


def test_supply_tells_lines_apart_where_its_terms_differ(lines_of):
    row = {"buyer": "DEU", "producer": "USA", "extra_cost": 0.5}
    same = {f: {"price": 4} for f in FIRMS}

    assert lines_of(same, supply=[row])[0] == [["a", "b"], ["c"]]
    assert lines_of(same, supply=[row | {"extra_cost": 0}])[0] == [["a", "b", "c"]]
    shared = [{"buyer": "state", "producer": f, "max_share": 0.5} for f in ("a", "b")]
    assert lines_of(same, supply=shared)[0] == [["a"], ["b"], ["c"]]


def test_a_producer_with_an_order_has_a_source_of_its_own_within_the_offer(lines_of):
    offers, sources, _ = lines_of({f: {"price": 4} for f in FIRMS}, orders=[ORDER])

    assert offers == [["a", "b", "c"]]
    assert sources == [["a"], ["b", "c"]]


def test_parts_that_no_buyer_takes_are_one_source_without_an_offer(lines_of):
    made = [{"line": f"{f} part", "producer": f, "product": "part", "capacity": 9, "unit_cost": 1 + k} for k, f in enumerate("ab")]  # fmt: skip
    offers, sources, q = lines_of(
        {f: {"price": 4} for f in FIRMS},
        products=[{"product": p, "unit": "units"} for p in ("good", "part")],
        lines=[*TABLES["lines"], *made],
        recipes=[{"product": "good", "input": "part", "quantity": 1}],
    )

    assert offers == [["a", "b", "c"]]
    assert sources == [["a", "b", "c"], ["a part", "b part"]]
    assert sorted(q.offers.offer.tolist()) == [-1, 0]
    assert q.offers.shared.size == 0
