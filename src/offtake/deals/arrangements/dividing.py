r"""Which driver the payments turn on, by variance decomposition: the one whose states lie furthest apart.

With X the money that all buyers pay in a future, as it falls due, and S_d the state in which driver d ends,

    share_d = Var(E[X | S_d]) / Var(X)                      variance between states, as a share of all

the payments are split by the driver with the largest share; of equal ones by the first in table `drivers`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from offtake.deals.arrangements.arrangements import Arrangements
from offtake.deals.arrangements.statistics import buyer_flow
from offtake.frozen import Vector
from offtake.uncertainty.tree import ScenarioTree

_EQUAL = 1e-9  # shares that differ by less come from rounding


@dataclass(frozen=True)
class Divide:
    """A driver, its place in table `drivers`, and the share of the variance that lies between its states."""

    driver: str
    place: int
    share: float


def divide(a: Arrangements) -> Divide | None:
    """The driver that moves payments most, in the deal or else in the last arrangement; None where none ends in several states."""
    f = a.market.f
    main = "deal" if "deal" in a.positions else list(a.positions)[-1]
    paid = a.positions[main].cash.paid.sum(axis=1)
    if main == "deal" and a.deal is not None:
        for b in range(len(f.buyers)):
            paid = paid + buyer_flow(f, a.deal.struck.offer, b).cash
    return largest_divide(f.tree, paid[f.tree.leaf_paths].sum(axis=1))


def largest_divide(tree: ScenarioTree, total: Vector) -> Divide | None:
    """The driver whose states part `total`, (leaves,), most."""
    weight = tree.probability[tree.leaves]
    spread = float(weight @ (total - weight @ total) ** 2)
    found: Divide | None = None
    for d, driver in enumerate(tree.drivers):
        ends = tree.state[tree.leaves, d]
        if np.unique(ends).size < 2:
            continue
        share = between(ends, total, weight) / spread if spread > _EQUAL else 0.0
        if found is None or share > found.share + _EQUAL:
            found = Divide(driver, d, share)
    return found


def between(group: npt.NDArray[np.int64], values: Vector, weight: Vector) -> float:
    """Variance of the means of the groups."""
    mean = float(weight @ values)
    total = 0.0
    for g in np.unique(group):
        own = weight[group == g]
        total += float(own.sum()) * (float(own @ values[group == g] / own.sum()) - mean) ** 2
    return total
