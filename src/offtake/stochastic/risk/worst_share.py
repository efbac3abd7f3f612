"""The mean of the worst share of futures (conditional value at risk; Rockafellar and Uryasev 2000)."""

from __future__ import annotations

import numpy as np

from offtake.stochastic.solver.program import Vector


def worst_share_mean(cost: Vector, probability: Vector, tail: float) -> float:
    """Mean of the worst (largest) share `tail` of costs.

    >>> worst_share_mean(np.array([100.0, 20, -10, -30]), np.array([0.05, 0.05, 0.4, 0.5]), 0.1)
    60.0
    """
    order = np.argsort(-cost, kind="stable")
    taken = np.diff(np.minimum(np.concatenate([[0.0], np.cumsum(probability[order])]), tail))
    return float(np.dot(taken, cost[order]) / tail)
