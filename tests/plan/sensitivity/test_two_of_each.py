"""Two projects and two drivers, all of it on paper: what each project is for, and what knowing each driver is worth.

*A permit and its plant.*  The permit (4) is begun in 2026 or never, the plant (20, or 40 where building turns out dear, even odds,
known in 2027) in 2027 with a permit.  It makes 10 for 2028, worth 6 each, if they are needed then: even odds.  Begun, it brings
30 in the mean, so it is begun where it costs 20: V = -4 + (30 - 20)/2 = 1, all of which is lost without either.

- Permit: V = 5 - price.  Plant at k times its cost: V = -4 + (30 - 20k)/2 once 40k > 30, which is 0 at k = 1.1: 22.
- Knowing the need: with it -4 + (40 + 20)/2 = 26, else 0: 13, worth 12.  Knowing the cost: 6 or 0: 3, worth 2.
- All known: 36 and 16 of four courses: 13, worth 12; both are begun in those two.

*Two goods and one budget.*  Plants for 10 of a good worth 5 (30) and 10 of one worth 4 (10), begun in 2026 for 2027, at a price of 1.
The budget of 2027 is 20 with chance 3/4, else 10; the second good is needed with chance 4/5.  Together they bring

    3/4 (4/5 · 90 + 1/5 · 50) + 1/4 · 50 - 40 = 34;    the first alone 50 - 30 = 20, the second 4/5 · 40 - 10 = 22.

- So without the first 12 are lost, without the second 14; they drop out at 30 + 12 and 10 + 14.
- Budget known: 3/4 · 42 + 1/4 · 22 = 37, worth 3.  Need known: 4/5 · 40 + 1/5 · 20 = 36, worth 2.
- All known: 50, 20, 30 (the second alone) and 20 with chances .6, .15, .2 and .05: 40, worth 6; first in .8, second in .8.
"""

from __future__ import annotations

import pytest

from offtake.plan.first_best import solve_first_best
from offtake.plan.information import information
from offtake.plan.sensitivity.capital import Capital
from offtake.plan.sensitivity.left_out import drops_out_at, share_if_known, without_project
from offtake.plan.sensitivity.resolving import at_hand
from offtake.stochastic.parallel.executor import executor_for
from offtake.stochastic.solver.program import Until
from offtake.uncertainty.reduction.build import build_tree

EXACT = Until(0.0)


def project(name, line, adds, capex, **more):
    return {"project": name, "line": line, "kind": "new", "adds": adds, "capex": capex, "build_time": 0, **more}  # fmt: skip


def goods(*names):
    return {
        "products": [{"product": p, "unit": "goods"} for p in names],
        "prices": [{"producer": "maker", "product": p, "price": 1} for p in names],
        "lines": [{"line": p, "producer": "maker", "product": p, "capacity": 0, "unit_cost": 0} for p in names],
    }  # fmt: skip


def need(product, year, value):
    return {"buyer": "state", "product": product, "period": str(year), "quantity": 10, "kind": "flow", "value": value, "late_cost": 0}  # fmt: skip


def drivers(*found):
    """Each (name, day, chance that nothing happens, effect of what may happen then)."""
    return {
        "drivers": [{"driver": name, "initial": "open"} for name, *_ in found],
        "driver_states": [
            {"driver": name, "date": day, "state": "open", "next": state, "probability": p}
            for name, day, chance, _ in found for state, p in (("usual", chance), ("other", 1 - chance))
        ],
        "driver_effects": [{"driver": name, "state": "other", **effect} for name, _, _, effect in found],
    }  # fmt: skip


def effect(table, where, column, operation, value):
    return {"table": table, "where": where, "column": column, "operation": operation, "value": value}  # fmt: skip


CHAIN = {
    **goods("good"),
    "projects": [
        project("permit", "good", 0, 4, latest="2026-01-01"),
        project("plant", "good", 10, 20, requires="permit", earliest="2027-01-01", latest="2027-01-01"),
    ],
    "requirements": [need("good", 2028, 6)],
    **drivers(
        ("need", "2028-01-01", 0.5, effect("requirements", "", "quantity", "set", 0)),
        ("cost", "2027-01-01", 0.5, effect("projects", "project=plant", "capex", "scale", 2)),
    ),
}  # fmt: skip
BUDGET = {
    **goods("first", "second"),
    "projects": [
        project("first plant", "first", 10, 30, latest="2026-01-01"),
        project("second plant", "second", 10, 10, latest="2026-01-01"),
    ],
    "requirements": [need("first", 2027, 5), need("second", 2027, 4)],
    "budgets": [{"buyer": "state", "year": 2026, "amount": 0}, {"buyer": "state", "year": 2027, "amount": 20}],
    **drivers(
        ("money", "2027-01-01", 0.75, effect("budgets", "year=2027", "amount", "set", 10)),
        ("need", "2027-01-01", 0.8, effect("requirements", "product=second", "quantity", "set", 0)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("tables", "turned", "periods", "lost", "price", "known", "worth"),
    [
        (
            CHAIN,
            False,
            3,
            {"permit": 1, "plant": 1},
            {"permit": 5, "plant": 22},
            {"permit": 0.5, "plant": 0.5},
            {"EVPI": 12, "partial EVPI: need": 12, "partial EVPI: cost": 2},
        ),
        (
            BUDGET,
            True,  # rows in another order
            2,
            {"first plant": 12, "second plant": 14},
            {"first plant": 42, "second plant": 24},
            {"first plant": 0.8, "second plant": 0.8},
            {"EVPI": 6, "partial EVPI: money": 3, "partial EVPI: need": 2},
        ),
    ],
)
def test_each_is_worth_what_it_is_on_paper(study, tables, turned, periods, lost, price, known, worth):  # fmt: skip
    rows = {name: own[::-1] if turned else own for name, own in tables.items()}
    own = study(periods=periods, **rows)
    tree = build_tree(own, 16)
    hand, base = at_hand(own, solve_first_best(own, tree, EXACT), EXACT)

    left = {name: without_project(Capital(hand), base, name) for name in lost}
    assert {name: found.regret for name, found in left.items()} == pytest.approx(lost)
    drops = {name: drops_out_at(Capital(hand), found) for name, found in left.items()}
    assert drops == pytest.approx(price, rel=1e-5)
    assert share_if_known(hand, base, executor_for(1)) == pytest.approx(known)
    values = {w.name: w.value for w in information(own, tree, EXACT)}
    assert {name: values[name] for name in worth} == pytest.approx(worth, abs=1e-9)
