"""Requirements at every node, and the deliveries that can meet them.

A requirement r is (buyer, need, kind), its quantity stated for a longer time spread evenly over the periods
of that time.  A delivery d meets one requirement with one product: the product itself, or each product that
gives the capability, which counts by its contribution.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from offtake.frozen import Flags, Indices, Vector
from offtake.model.figures.axes import period_spans, positions
from offtake.stochastic.program.blocks import Labels
from offtake.study.study import Study
from offtake.uncertainty.effects import node_values
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Requirements:
    """Requirements r, and the deliveries d that meet them."""

    labels: Labels
    is_stock: Flags  # (requirements,)
    buyer: Indices  # (requirements,)
    need: Vector  # (nodes, requirements)
    value: Vector  # (nodes, requirements)
    late_cost: Vector  # (nodes, requirements)
    deliveries: Labels
    requirement: Indices  # (deliveries,)
    product: Indices  # (deliveries,)
    contribution: Vector  # (deliveries,)


def requirements_of(study: Study, tree: ScenarioTree) -> Requirements:
    """Tables `requirements` and `capabilities` at the nodes of `tree`."""
    frame = study.requirements
    rows = list(zip(frame["buyer"], frame["product"], frame["kind"], strict=True))
    keys = list(dict.fromkeys(rows))
    place = {key: k for k, key in enumerate(keys)}
    row_key = np.array([place[key] for key in rows], np.int64)
    first, count = period_spans(study, frame["period"])
    in_force = _in_force(row_key, first, len(keys), study.settings.periods)[tree.period]

    def at_nodes(column: str) -> Vector:
        return node_values(study, frame, "requirements", column, tree)

    need = np.zeros((tree.size, len(keys)))
    quantity = at_nodes("quantity")
    for row, key in enumerate(row_key):
        at = (tree.period >= first[row]) & (tree.period < first[row] + count[row])
        need[at, key] += quantity[at, row] / count[row]
    node = np.arange(tree.size)[:, None]
    deliveries, requirement, product, contribution = _deliveries(study, keys)
    return Requirements(
        labels=Labels(("buyer", "need", "kind"), tuple(tuple(map(str, key)) for key in keys)),
        is_stock=np.array([kind == "stock" for _, _, kind in keys], bool),
        buyer=positions(pd.Series([b for b, _, _ in keys], dtype=object), study.buyers["buyer"]),
        need=need,
        value=at_nodes("value")[node, in_force],
        late_cost=at_nodes("late_cost")[node, in_force],
        deliveries=deliveries,
        requirement=requirement,
        product=product,
        contribution=contribution,
    )


def _in_force(row_key: Indices, first: Indices, keys: int, periods: int) -> Indices:
    """(periods, requirements): the row whose value and late cost hold: the latest begun, or the first."""
    rows = np.zeros((periods, keys), np.int64)
    for key in range(keys):
        own = np.flatnonzero(row_key == key)
        own = own[np.argsort(first[own], kind="stable")]
        latest = np.searchsorted(first[own], np.arange(periods), side="right") - 1
        rows[:, key] = own[np.maximum(latest, 0)]
    return rows


def _deliveries(
    study: Study, keys: list[tuple[str, str, str]]
) -> tuple[Labels, Indices, Indices, Vector]:
    capabilities = study.capabilities
    place = {name: k for k, name in enumerate(study.products["product"])}
    found = []
    for r, key in enumerate(keys):
        rows = capabilities[capabilities["capability"] == key[1]]
        given = list(zip(rows["product"], rows["contribution"], strict=True))
        for name, share in [(key[1], 1.0)] if key[1] in place else given:
            found.append((tuple(map(str, (*key, name))), r, place[name], float(share)))
    labels, *parts = zip(*found, strict=True) if found else ((),) * 4
    requirement, product, contribution = map(np.array, parts, (np.int64, np.int64, float))
    keyed = Labels(("buyer", "need", "kind", "product"), tuple(labels))
    return keyed, requirement, product, contribution
