r"""Cash over a tree: what is paid at the start and at the end of every node's period.

For cash c⁰ at starts and c¹ at ends of periods, and what is left at the end of the study, w:

    NPV_s   = Σ_{n in P(s)} v_0(t(n)) c⁰_n + v_1(t(n)) c¹_n + v_1(T) w_s          for every path s
    balance = Σ_{m in P(n)} c⁰_m + c¹_m, before and after each period's end       what the bank sees

`left` is worth, not cash: it counts in the NPV and not in the balance.
"""

from __future__ import annotations

import numpy as np

from offtake.formulas.discounting import discount_factors
from offtake.formulas.flow import Flow
from offtake.frozen import Indices, Vector
from offtake.uncertainty.tree import ScenarioTree, path_sums


def nothing(tree: ScenarioTree) -> Flow:
    """No cash at all."""
    zero = np.zeros(tree.size)
    return Flow(zero, zero, zero)


def present_values(flow: Flow, tree: ScenarioTree, rate: float, step: float) -> Vector:
    """(leaves,): net present value of every path, at `rate` per year."""
    worth = discounted(flow, tree, rate, step)
    total: Vector = worth[tree.leaf_paths].sum(axis=1)
    return total


def discounted(flow: Flow, tree: ScenarioTree, rate: float, step: float) -> Vector:
    """(nodes,): cash of each node, counted back to the start of the study."""
    start, end = discount_factors(rate, step, tree.periods)
    t = tree.period
    worth: Vector = start[t] * flow.start + end[t] * flow.end + end[-1] * flow.left
    return worth


def expected_value(flow: Flow, tree: ScenarioTree, rate: float, step: float) -> float:
    """Expected net present value."""
    return float(tree.probability @ discounted(flow, tree, rate, step))


def balances(flow: Flow, tree: ScenarioTree) -> Vector:
    """(nodes, 2): cumulative cash after the payments at the start and after those at the end."""
    return np.stack([path_sums(flow.cash, tree) - flow.end, path_sums(flow.cash, tree)], axis=1)


def worst_to_come(values: Vector, tree: ScenarioTree) -> Vector:
    """(nodes,): the largest sum of `values` from each node, itself included, to any end."""
    ahead = np.zeros(tree.size)
    most = np.full(tree.size, -np.inf)
    for n in range(tree.size - 1, -1, -1):
        ahead[n] = values[n] + (most[n] if np.isfinite(most[n]) else 0.0)
        if tree.parent[n] >= 0:
            most[tree.parent[n]] = max(most[tree.parent[n]], ahead[n])
    return ahead


def grouped(values: Vector, group: Indices, count: int) -> Vector:
    """(nodes, count): sums over the entries of each group."""
    rows = values.shape[0]
    place = np.arange(rows)[:, None] * count + group
    total = np.bincount(place.ravel(), values.ravel(), rows * count).astype(np.float64)
    return total.reshape(rows, count)
