"""What producers ask and what a unit costs them with its parts, by hand."""

from __future__ import annotations

import pytest

from offtake.model.figures.quantities import quantities

FIRMS = [{"producer": f, "cost_of_capital": 0.0} for f in ("a", "b")]
GOODS = [{"product": p, "unit": "units"} for p in ("good", "part")]
LINES = [
    {"line": f"{f} {p}", "producer": f, "product": p, "capacity": 10, "unit_cost": cost}
    for f, p, cost in (("a", "good", 2), ("a", "part", 1), ("b", "good", 2.5), ("b", "part", 0.5))
]
TABLES = {
    "producers": FIRMS,
    "products": GOODS,
    "lines": LINES,
    "recipes": [{"product": "good", "input": "part", "quantity": 2}],
    "projects": [{"project": "p", "line": "a good", "kind": "expand", "adds": 1, "capex": 9, "build_time": 0}],
    "prices": [
        {"producer": "b", "product": "good", "price": 5, "index": 0.1},
        {"producer": "b", "product": "part", "price": 0.8},
    ],
}  # fmt: skip


@pytest.fixture
def of_line(study, chain):
    q = quantities(study(**TABLES), chain(2))
    place = {key[0]: k for k, key in enumerate(q.lines.labels.keys)}
    return lambda values, line: values[:, place[line]].tolist(), q


def test_a_unit_costs_its_line_and_the_cheapest_parts(of_line):
    column, q = of_line

    # a gets parts at 1 of its own or at the 0.8 that b asks; b makes them at 0.5.
    assert column(q.part_cost, "a good") == pytest.approx([2 + 2 * 0.8] * 2)
    assert column(q.part_cost, "b good") == pytest.approx([2.5 + 2 * 0.5] * 2)
    assert column(q.part_cost, "a part") == [1, 1]


def test_a_price_is_asked_with_its_yearly_change_and_cost_where_there_is_none(of_line):
    column, q = of_line

    assert column(q.asked, "b good") == pytest.approx([5, 5.5])
    assert column(q.asked, "b part") == pytest.approx([0.8, 0.8])
    assert column(q.asked, "a good") == pytest.approx([3.6, 3.6])  # nothing stated: at cost
