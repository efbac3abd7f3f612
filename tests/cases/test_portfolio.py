"""The portfolio: eight products, tied by parts and budgets."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from offtake.model.figures.quantities import quantities
from offtake.plan.first_best import solve_first_best
from offtake.plan.plan import Plan
from offtake.stochastic.solver.program import Until
from offtake.study.study import Study
from offtake.uncertainty.reduction.build import build_tree

ReadCase = Callable[..., Study]
ENGINES = {"ambulance": 1, "fire engine": 2, "generator": 1, "pump": 1, "boat": 2}


@pytest.fixture(scope="module")
def planned(case: ReadCase) -> tuple[Study, Plan]:
    study = case("portfolio")
    return study, solve_first_best(study, build_tree(study), Until(gap=1e-3))


def test_in_the_first_year_512_engines_are_asked_for_and_400_can_be_made(case: ReadCase) -> None:
    study = case("portfolio")
    first = study.requirements.query("period == '2027'")
    need = first.groupby("product")["quantity"].sum()
    # 130 ambulances, 50 fire engines, 140 generators, 90 pumps, 26 boats
    assert [need[p] for p in ENGINES] == [130, 50, 140, 90, 26]
    assert sum(k * need[p] for p, k in ENGINES.items()) == 130 + 100 + 140 + 90 + 52 == 512
    assert study.lines.set_index("line")["capacity"]["engines"] == 400


def test_every_engine_made_is_in_a_product_or_in_stock(planned: tuple[Study, Plan]) -> None:
    study, plan = planned
    q = quantities(study, plan.tree)
    goods = study.products["product"].tolist()
    made = np.zeros((plan.tree.size, len(goods)))
    np.add.at(made, (slice(None), q.lines.product), plan.values["make"])
    used = sum(k * made[:, goods.index(p)] for p, k in ENGINES.items())
    held = plan.values["hold"][:, [p for p, _ in q.offers.sources.keys].index("engine")]
    before = np.where(plan.tree.parent >= 0, held[plan.tree.parent], 0.0)
    assert made[:, goods.index("engine")] - used == pytest.approx(held - before, abs=1e-6)


def test_fire_engines_of_equal_makers_are_made_in_proportion_to_capacity(
    planned: tuple[Study, Plan],
) -> None:
    study, plan = planned
    lines = study.lines["line"].tolist()
    north, south = (lines.index(f"fire engines {where}") for where in ("north", "south"))
    level = plan.values["begun"][:, study.projects["project"].tolist().index("fire hall north")]
    assert level.max() == 1  # then the north has twice the south's capacity, a year later
    make = plan.values["make"]
    same = make[level == 0]
    assert same[:, north] == pytest.approx(same[:, south], abs=1e-4)
    assert (make[:, north] >= make[:, south] - 1e-4).all()
