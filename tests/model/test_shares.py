"""Shares of supply over a budget year, coefficient by coefficient."""

from __future__ import annotations

import pytest

from offtake.model.figures.quantities import quantities
from offtake.model.shares import can_deliver, share_block, shares_of
from offtake.stochastic.program.blocks import OWN

FIRMS = ("maker", "rival")
NEED = {
    "product": "good",
    "kind": "stock",
    "quantity": 6,
    "value": 9,
    "late_cost": 1,
    "buyer": "state",
}
TABLES = {
    "producers": [{"producer": f, "cost_of_capital": 0.0} for f in FIRMS],
    "lines": [{"line": f, "producer": f, "product": "good", "capacity": 10, "unit_cost": 2} for f in FIRMS],
    "projects": [{"project": "p", "line": "maker", "kind": "expand", "adds": 4, "capex": 9, "build_time": 0.5}],
    "prices": [{"producer": f, "product": "good", "price": 4} for f in FIRMS],
    "requirements": [NEED | {"period": p} for p in ("2026-H1", "2026-H2", "2027-H1")],
}  # fmt: skip


@pytest.fixture
def shares(study, chain):
    """Half-years: the figures, the tree, and the rows of shares at every node, as {name: {(node, way): entry}}."""

    def make(row, **more):
        s = study(
            periods=3, period="half-year", **TABLES | more, supply=[{"buyer": "state", **row}]
        )
        q, tree = quantities(s, chain(3)), chain(3)
        found = []
        for n in range(3):
            rows = {}
            for r in share_block(q, tree, n).rows:
                entries = {}
                for t in r.terms:
                    assert t.variable in ("buy", "call", "deliver")
                    at = n if (isinstance(t.node, int) and t.node == OWN) else t.node
                    for column, value in zip(t.column, t.value, strict=True):
                        if t.variable == "buy":
                            line = q.ways.labels.keys[column][2]
                            entries[at, line] = float(value)
                rows[r.name] = (entries, float(r.lower[0]), float(r.upper[0]))
            found.append(rows)
        return q, tree, found

    return make


def test_a_least_share_is_kept_over_the_budget_year(shares):
    _, _, rows = shares({"producer": "maker", "min_share": 0.6})

    assert rows[0] == {}  # the year goes on
    entries, lower, upper = rows[1]["min_share"]
    # 1 - 0.6 from the row's own line, - 0.6 from the other, at both nodes of the year.
    assert entries == pytest.approx(
        {(n, f): v for n in (0, 1) for f, v in (("maker", 0.4), ("rival", -0.6))}
    )
    assert (lower, upper) == (0.0, float("inf"))
    # The study ends within the second year: that is counted as far as it goes.
    assert rows[2]["min_share"][0] == pytest.approx({(2, "maker"): 0.4, (2, "rival"): -0.6})


def test_a_largest_share_bounds_from_above(shares):
    _, _, rows = shares({"producer": "rival", "max_share": 0.25})

    entries, lower, upper = rows[1]["max_share"]
    assert entries == pytest.approx(
        {(n, f): v for n in (0, 1) for f, v in (("maker", -0.25), ("rival", 0.75))}
    )
    assert (lower, upper) == (float("-inf"), 0.0)


def test_a_row_without_a_share_is_none(shares):
    q, _, rows = shares({"producer": "rival", "extra_cost": 0.25})

    assert list(shares_of(q)) == []
    assert rows == [{}, {}, {}]


def test_a_least_share_does_not_bind_before_anything_can_be_made_there(shares):
    # The line opens in 2027; with the project begun on the first day it makes something in the second half of 2026.
    late = [
        dict(row, opens="2027-01-01") if row["line"] == "maker" else row for row in TABLES["lines"]
    ]
    never = [
        {"project": "p", "line": "rival", "kind": "expand", "adds": 4, "capex": 9, "build_time": 0}
    ]

    q, tree, rows = shares({"producer": "maker", "min_share": 0.6}, lines=late, projects=never)
    (share,) = shares_of(q)
    assert [can_deliver(q, tree, n, share, inside=True) for n in range(3)] == [False, False, True]
    assert [list(r) for r in rows] == [[], [], ["min_share"]]

    q, tree, _ = shares({"producer": "maker", "min_share": 0.6}, lines=late)
    (share,) = shares_of(q)
    assert [can_deliver(q, tree, n, share, inside=True) for n in range(3)] == [False, True, True]


def test_a_largest_share_does_not_bind_while_nobody_else_can_deliver(shares):
    late = [
        dict(row, opens="2027-01-01") if row["line"] == "maker" else row for row in TABLES["lines"]
    ]
    never = [
        {"project": "p", "line": "rival", "kind": "expand", "adds": 4, "capex": 9, "build_time": 0}
    ]

    _, _, rows = shares({"producer": "rival", "max_share": 0.25}, lines=late, projects=never)

    assert [list(r) for r in rows] == [[], [], ["max_share"]]
