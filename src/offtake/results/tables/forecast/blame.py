r"""Counterfactual backlogs: what would be late, had only some of the limits held from the start, and what each is to blame for.

Of one need, with q_b what falls due for buyer b in the period, d_b what the plan gives it, and A(S) what the lines of the
products in S let be delivered of it:

.. math::
    k_b &= \min(d_b,\ u^S_{b,a(n)} + q_b)                                          && \text{what it gets it keeps} \\
    g_b &= u^S_{b,a(n)} + q_b - k_b, \quad \text{at most } m_b \text{ where money is in } S && \text{what it could claim beyond} \\
    u^S_{b,n} &= u^S_{b,a(n)} + q_b - k_b - g_b \min\big(1,\ (A(S) - \sum k)^+ / \sum g\big)  && \text{late under } S

(a flow carries nothing over).  Without limits nothing is late; with more of them never less; what all of them leave is
at most what is late.  A limit that would have let a need be made up by now has no part in what is late now, so a backlog
has the same reasons in years as in quarters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import factorial

import numpy as np

from offtake.results.tables.futures import Array
from offtake.uncertainty.tree import ScenarioTree

MONEY = -1


@dataclass(frozen=True)
class Claims:
    """Of one need, (nodes, buyers) each: what falls due, what the plan gives, what each could still pay for beyond."""

    due: Array
    got: Array
    payable: Array
    stands: bool  # a stock; a flow lapses


def shapley(
    tree: ScenarioTree, lines: Mapping[tuple[int, ...], Array], claims: Claims
) -> dict[int, Array]:
    """Limit (product, or MONEY) -> (nodes, buyers) units: its Shapley value in what is late or missed.

    `lines`: for every set of products what their lines let be delivered, (nodes,).
    """
    everyone = (*max(lines, key=len), MONEY)
    sets = [(players, money) for players in lines for money in (False, True)]
    weight = _weights(everyone, sets)
    most = np.stack([lines[players] for players, _ in sets])
    money = np.array([has for _, has in sets])[:, None, None]
    found = np.zeros((len(everyone), *claims.due.shape))
    late = nothing = np.zeros((len(sets), 1, 1))
    for t in range(tree.periods):
        n = tree.at(t)
        if t and claims.stands:
            late = late[:, np.searchsorted(tree.at(t - 1), tree.parent[n])]
        before = late if claims.stands else nothing
        late = _late(before + claims.due[n], claims.got[n], claims.payable[n], most[:, n], money)
        found[:, n] = np.tensordot(weight, late, axes=1)
    return dict(zip(everyone, found, strict=True))


def _late(open_: Array, got: Array, payable: Array, most: Array, money: Array) -> Array:
    """(sets, nodes, buyers): what stays open of `open_` under each set of limits."""
    kept = np.minimum(got, open_)
    claim = open_ - kept
    claim = np.where(money, np.minimum(claim, payable), claim)
    total = claim.sum(axis=2)
    more = np.maximum(most - kept.sum(axis=2), 0.0)
    part = np.where(more < total, np.divide(more, total, out=np.ones_like(total), where=total > 0), 1.0)  # fmt: skip
    late: Array = np.maximum(open_ - kept - claim * part[:, :, None], 0.0)
    return late


def _weights(everyone: tuple[int, ...], sets: list[tuple[tuple[int, ...], bool]]) -> Array:
    """(limits, sets): how often what a set leaves counts for a limit, in the mean over all orders of lifting them."""
    count = len(everyone)
    members = [{*players, MONEY} if money else set(players) for players, money in sets]
    found = np.zeros((count, len(sets)))
    for k, player in enumerate(everyone):
        for s, held in enumerate(members):
            others = len(held - {player})
            share = factorial(others) * factorial(count - others - 1) / factorial(count)
            found[k, s] = share if player in held else -share
    return found
