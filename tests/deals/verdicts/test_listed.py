"""The list of what is tried at least, written out from its words: three drivers, quarters, two projects of a producer."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from offtake.deals.verdicts import search
from offtake.deals.verdicts.market import market
from offtake.deals.verdicts.search import enumerable, respond
from offtake.uncertainty.reduction.build import build_tree

QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1")
NEVER = len(QUARTERS)
MOVES = {"war": "2026-04-01", "funds": "2026-07-01", "crops": "2027-01-01"}


@pytest.fixture
def three(study):
    """Needs of 5 a quarter, three times scaled; a hall, a press after it, and a second hall of the same project."""
    return study(
        periods=5, period="quarter", settings={"leaves": 8},
        lines=[{"line": line, "producer": "maker", "product": "good", "capacity": 4, "unit_cost": cost} for line, cost in (("old", 0.5), ("new", 0.6))],
        projects=[
            {"project": "hall", "line": "old", "kind": "expand", "adds": 4, "capex": 1, "build_time": 0, "limit": 2},
            {"project": "press", "line": "new", "kind": "expand", "adds": 6, "capex": 1.5, "build_time": 0.25, "limit": 1, "latest": "2026-10-01"},
        ],
        prices=[{"producer": "maker", "product": "good", "price": 2}],
        requirements=[
            {"buyer": "state", "product": "good", "period": quarter, "quantity": 4, "kind": "flow", "value": 9, "late_cost": 0}
            for quarter in QUARTERS
        ],
        drivers=[{"driver": name, "initial": "same"} for name in MOVES],
        driver_states=[
            {"driver": name, "date": day, "state": "same", "next": state, "probability": 0.5}
            for name, day in MOVES.items() for state in ("same", "more")
        ],
        driver_effects=[
            {"driver": name, "state": "more", "table": "requirements", "column": "quantity", "operation": "scale", "value": factor}
            for name, factor in zip(MOVES, (1.5, 0.7, 1.2), strict=True)
        ],
    )  # fmt: skip


def begun_from(tree, may, m, date):
    """(nodes,): where a copy stands that is begun at the first node from `date` on, at and under node m, at which it may be."""
    stands = np.zeros(tree.size, bool)
    for n in range(tree.size):
        path = [k for k in tree.path(n) if m in tree.path(k)]
        stands[n] = any(may[k] and tree.period[k] >= date for k in path)
    return stands


def listed(here, part, own):
    """Nothing; and for each project never, one less, one more, and begun at each date, everywhere or in one subtree."""
    tree, room = here.f.tree, here.room
    yield room.nothing(own, part)
    for p, m in product(own.tolist(), range(tree.size)):
        under = np.array([m in tree.path(n) for n in range(tree.size)])
        may, most = room.open_now[:, p], round(part[:, p].max())
        for copy, date in product((most, most + 1), range(int(tree.period[m]), NEVER + 1)):
            if not 1 <= copy <= room.upper[:, p].max():
                continue
            has, parent = part[:, p] > copy - 0.5, int(tree.parent[m])
            there = begun_from(tree, may, m, date)
            ways = [np.where(under, there, has)]
            if (
                parent >= 0 and has[parent]
            ):  # it stands before: elsewhere once m is left, or nowhere
                off = np.zeros(tree.size, bool)
                for n in range(tree.size):
                    apart = [
                        k for k in tree.path(n) if m not in tree.path(k) and k not in tree.path(m)
                    ]
                    off[n] = not under[n] and any(may[k] and has[k] for k in apart)
                ways = [there | off, there]
            for way in ways:
                levels = part.copy()
                levels[:, p] += way.astype(float) - has
                yield room.kept(levels)


@pytest.mark.parametrize("most", [True, False])  # for V0, no more and no earlier than its part
def test_with_three_drivers_and_quarters_all_that_is_listed_is_tried(three, monkeypatch, most):
    here = market(three, build_tree(three))
    unit, tree = here.units[0], here.f.tree
    own = here.own_projects(unit)
    part = np.ones((tree.size, own.size))
    part[:, own[1]] = tree.period >= 1
    part = here.room.kept(part)
    assert (tree.leaves.size, own.size) == (8, 2)
    monkeypatch.setattr(search, "FEW", 0)
    assert not enumerable(here, unit)
    found = respond(here, unit, here.hold(part), most=part if most else None)
    missing = [
        levels
        for levels in listed(here, part, own)
        if levels.round().astype(np.int16).tobytes() not in found.plans.seen
        and not (most and (levels > part + 0.5).any())
    ]
    assert found.whole
    assert len(missing) == 0
