"""What a producer would rather do: the best moment on every path by hand, and by the list of moves as by trying all."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.deals.verdicts import search
from offtake.deals.verdicts.market import market
from offtake.deals.verdicts.search import enumerable, respond
from offtake.uncertainty.reduction.build import build_tree


@pytest.fixture(params=["each plan", "list of moves"])
def way(request, monkeypatch):
    """Every plan of its own is tried, or the list."""
    if request.param == "list of moves":
        monkeypatch.setattr(search, "FEW", 0)
    return request.param


@pytest.fixture
def may_grow(study):
    """may_grow(capex=…): 10 a year are needed and made; with even odds 20 in 2027 and 2028, at a margin of 2.5 a unit."""

    def make(**cells):
        more = {"project": "more", "line": "old", "kind": "expand", "adds": 10, "build_time": 0,
                "latest": "2028-01-01"} | cells  # fmt: skip
        return study(
            periods=3, settings={"leaves": 2},
            lines=[{"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 0.5}],
            projects=[more], prices=[{"producer": "maker", "product": "good", "price": 3}],
            requirements=[
                {"buyer": "state", "product": "good", "period": year, "quantity": 10, "kind": "flow", "value": 9, "late_cost": 0}
                for year in ("2026", "2027", "2028")
            ],
            drivers=[{"driver": "need", "initial": "same"}],
            driver_states=[
                {"driver": "need", "date": "2027-01-01", "state": "same", "next": state, "probability": 0.5}
                for state in ("same", "double")
            ],
            driver_effects=[
                {"driver": "need", "state": "double", "table": "requirements", "where": f"period={year}", "column": "quantity", "operation": "scale", "value": 2}
                for year in ("2027", "2028")
            ],
        )  # fmt: skip

    return make


def answer(study, begun, **bounds):
    """What the only producer would do where it has begun `begun` everywhere from 2026 on, or nothing; its market."""
    judged = market(study, build_tree(study))
    levels = np.full((judged.f.tree.size, 1), float(begun))
    at = judged.hold(levels)
    return respond(judged, judged.units[0], at, **bounds), judged


def stands(found, judged):
    """(path, year) where the best plan has begun the project, the path of double needs last."""
    tree = judged.f.tree
    paths = found.best.begun[:, 0][tree.leaf_paths]
    double = np.argsort(judged.f.q.requirements.need[tree.leaf_paths[:, -1]].sum(axis=1))
    return paths[double].tolist()


@pytest.mark.parametrize("begun", [0, 1])
def test_it_waits_and_builds_where_needs_double(may_grow, way, begun):
    # 10 units a year beside are worth 50 over 2027 and 2028.  For 30 at once: 25 - 30 < 0; where needs double: (50 - 30) / 2
    found, judged = answer(may_grow(capex=30), begun)

    assert stands(found, judged) == [[0, 0, 0], [0, 1, 1]]
    alone = 10 * 2.5 * 3
    assert found.best.value == pytest.approx(alone + 10)
    assert found.had.value == pytest.approx(alone - 5 * begun)
    assert found.gain == pytest.approx(10 + 5 * begun)


@pytest.mark.parametrize(("capex", "built"), [(49, True), (51, False)])
def test_what_pays_nowhere_is_begun_nowhere(may_grow, way, capex, built):
    found, _ = answer(may_grow(capex=capex), 0)
    assert found.best.begun.any() == built
    assert found.gains == built


def test_bounds_on_what_it_may_begin_hold(may_grow, way):
    study = may_grow(capex=30)
    nodes = build_tree(study).size

    held, _ = answer(study, 0, most=np.zeros((nodes, 1)))
    assert (held.gain, held.tried) == (0.0, 0)
    bound, _ = answer(study, 1, least=np.ones((nodes, 1)))
    assert (bound.gain, bound.best.begun.min()) == (0.0, 1)


def test_the_list_finds_what_trying_every_plan_finds_and_tries_less(may_grow, monkeypatch):
    for capex, limit in ((30, 1), (20, 2)):
        study = may_grow(capex=capex, limit=limit)
        every, judged = answer(study, 0)
        assert enumerable(judged, judged.units[0])
        with monkeypatch.context() as few:
            few.setattr(search, "FEW", 0)
            listed, _ = answer(study, 0)
        assert listed.best.value == pytest.approx(every.best.value, abs=1e-9)
        assert listed.tried <= every.tried
