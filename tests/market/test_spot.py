"""Tests of spot.py: the market without looking ahead."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.market.cash import cash
from offtake.market.spot import spot_plan


def test_where_nothing_is_worth_stocking_it_is_the_full_plan(two_states):
    spot = spot_plan(two_states.f, two_states.plan.values["begun"])

    for name in ("make", "deliver", "missed"):
        assert spot.values[name] == pytest.approx(two_states.plan.values[name], abs=1e-9)


def test_nothing_is_sold_beyond_need_capacity_or_money(toy):
    spot = spot_plan(toy.f, toy.plan.values["begun"])
    of, money = toy.f.q.requirements, cash(toy.f, spot)

    assert (spot.values["make"] <= money.capacity + 1e-9).all()
    assert spot.values["late"].min() >= 0
    assert spot.values["missed"].min() >= 0
    south = toy.f.buyers.index("South")
    price = toy.f.q.products.price[:, of.product]
    own = of.buyer[of.requirement] == south
    paid = (price * spot.values["deliver"])[:, own].sum(axis=1)
    for path in toy.tree.leaf_paths:
        for year in np.unique(toy.f.q.year):
            nodes = path[toy.f.q.year == year]
            budget = toy.f.q.buyers.budget[nodes, south].mean()
            before = 0.5 * 40  # at most what half of last year's budget leaves
            assert paid[nodes].sum() <= budget + before + 1e-9


def test_goods_use_up_their_parts(toy):
    spot = spot_plan(toy.f, toy.plan.values["begun"])
    make, recipe = spot.values["make"], toy.f.q.products.recipe
    made = np.zeros((toy.tree.size, recipe.shape[0]))
    for line, product in enumerate(toy.f.q.lines.product):
        made[:, product] += make[:, line]

    delivered = np.zeros_like(made)
    for d, product in enumerate(toy.f.q.requirements.product):
        delivered[:, product] += spot.values["deliver"][:, d]

    assert made == pytest.approx(delivered + made @ recipe.T)


def test_it_is_never_worth_more_than_the_best_plan_for_the_same_projects(toy):
    spot = spot_plan(toy.f, toy.plan.values["begun"])

    total, best = spot.values["deliver"].sum(), toy.plan.values["deliver"].sum()

    assert total <= best * 1.001
    assert total >= best * 0.8
