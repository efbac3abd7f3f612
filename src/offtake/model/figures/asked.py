r"""What producers ask, and what a unit costs them with its parts.

For line l of producer f, product j, at node n:

.. math::
    c_l     &= \text{unit\_cost}_l + \sum_i R_{i,j}\, g_{f,i}                 && \text{with its parts} \\
    a_l     &= \text{price of } (f, j),\ \text{or } c_l \text{ where the table has no row} \\
    g_{f,i} &= \min\big( \min_{l' \in f,\, j(l') = i} c_{l'},\ \min_{l' \notin f,\, j(l') = i} a_{l'} \big)

the cheapest way in which f gets part i: own lines at their cost, others at what they ask.  Millions a unit.
"""

from __future__ import annotations

import numpy as np

from offtake.frozen import Vector
from offtake.model.figures.lines import Lines
from offtake.model.figures.products import asking_prices
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree


def asked_and_cost(
    study: Study, tree: ScenarioTree, lines: Lines, recipe: Vector
) -> tuple[Vector, Vector]:
    """(nodes, lines) each: what the line's producer asks for a unit, and what one costs with its parts."""
    stated = asking_prices(study, tree)
    pairs = zip(study.prices["producer"], study.prices["product"], strict=True)
    row = {pair: k for k, pair in enumerate(pairs)}
    wanted = zip(study.lines["producer"], study.lines["product"], strict=True)
    place = [row.get(pair, -1) for pair in wanted]
    cost, asked = lines.unit_cost.copy(), np.zeros_like(lines.unit_cost)
    for j in reversed(parts_last(recipe)):
        for line in np.flatnonzero(lines.product == j).tolist():
            for i in np.flatnonzero(recipe[:, j]).tolist():
                part = _cheapest(lines, cost, asked, i, int(lines.producer[line]))
                cost[:, line] += recipe[i, j] * part
            asked[:, line] = stated[:, place[line]] if place[line] >= 0 else cost[:, line]
    return asked, cost


def parts_last(recipe: Vector) -> list[int]:
    """Products in an order in which every one stands before its parts; recipes hold no circle."""
    order: list[int] = []
    left = set(range(recipe.shape[0]))
    while left:
        free = sorted(j for j in left if not any(recipe[j, k] for k in left))
        order += free
        left -= set(free)
    return order


def _cheapest(lines: Lines, cost: Vector, asked: Vector, part: int, buyer: int) -> Vector:
    """(nodes,): the cheapest way in which producer `buyer` gets a unit of `part`."""
    own = np.flatnonzero((lines.product == part) & (lines.producer == buyer))
    others = np.flatnonzero((lines.product == part) & (lines.producer != buyer))
    ways = np.concatenate([cost[:, own], asked[:, others]], axis=1)
    return np.asarray(ways.min(axis=1))
