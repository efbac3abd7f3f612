r"""Lagrangian prices and shares (price- and resource-directive decomposition) of what parts share, in rounds.

At shares θ_j the parts are a plan, and say what more of each link would be worth to them, μ_j; at prices λ they bound
the whole from below, and spend z_j(λ) as if there were no budgets.  With x_j what part j spends of a link at its
share, in round t

.. math::
    \bar μ = \sum_j x_j μ_j \Big/ \sum_j x_j, \qquad
    λ \leftarrow λ + \frac{2}{t + 3} ( \bar μ - λ ), \qquad
    θ_j \leftarrow θ_j + w \Big( \frac{z_j(λ)}{\sum_i z_i(λ)} - θ_j \Big), \qquad w = 0.35 .

Prices and shares are means, since each answer alone jumps from corner to corner of the parts' programs: prices of what
money was worth, shares of what would be spent (the primal side of a subgradient method is such a mean of its answers
too: Larsson, Patriksson and Strömberg 1999).  Both programs are nearly those of the round before and cost a tenth of
the first.  The best bound and the cheapest shares seen are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from offtake.plan.apart.held import Answered
from offtake.plan.apart.tied import Tied, worth_of_shared
from offtake.stochastic.parallel.executor import Parts
from offtake.stochastic.solver.program import Vector, relative_gap

FOLLOWING = 0.35  # w

Tell = Callable[[float, float], None]


@dataclass(frozen=True)
class Balance:
    """Prices (links,) and shares (parts, links) at hand, and the best that was seen."""

    price: Vector
    share: Vector
    mean: Vector  # (links,) of what more was worth to the parts at these shares
    bound: float = -np.inf
    cost: float = np.inf
    cheapest: Vector | None = None  # shares of `cost`
    costs: Vector | None = None  # (parts,) of which `cost` is made
    iterations: int = 0
    stopped: bool = False  # by the user

    @property
    def gap(self) -> float:
        """Relative distance between the cheapest and the bound."""
        return relative_gap(self.cost, self.bound)

    def left(self, gap: float) -> float:
        """What whole numbers and buyers apart may still cost, so that plan and bound are within `gap`."""
        return max(gap * abs(self.cost) - (self.cost - self.bound), gap * abs(self.cost) / 10)

    @property
    def best_share(self) -> Vector:
        """(parts, links): the shares that were the cheapest."""
        return self.share if self.cheapest is None else self.cheapest


def first_shares(whole: Tied, parts: Parts) -> Vector:
    """(parts, links): every link shared as parts spend altogether where nothing is scarce."""
    none = np.zeros(whole.link.size)
    answers: list[Answered] = parts.call("at_prices", [(none,)] * whole.parts)
    total = np.array([max(float(a.spent.sum()), 0.0) for a in answers])
    each = total / total.sum() if total.sum() > 0 else np.full(total.size, 1 / total.size)
    return np.repeat(each[:, None], none.size, axis=1)


def balanced(
    whole: Tied,
    parts: Parts,
    share: Vector,
    gap: float,
    rounds: int,
    tell: Tell,
    late: Callable[[], bool],
) -> Balance:
    """From these shares until cost and bound are within `gap`, or there were `rounds`, or it is `late`, or the user stops
    it once there is a bound."""
    nothing = np.zeros(whole.link.size)
    at = _at_shares(whole, parts, Balance(nothing, share, nothing))
    at = replace(at, price=at.mean)
    for t in range(1, rounds + 1):
        try:
            at = _at_prices(whole, parts, at)
            tell(at.cost, at.bound)
            if at.gap <= gap or t == rounds or late():
                break
            at = _at_shares(whole, parts, at)
            at = replace(at, price=at.price + 2 / (t + 3) * (at.mean - at.price))
        except KeyboardInterrupt:
            if not np.isfinite(at.bound):
                raise
            return replace(at, stopped=True)
    return at


def _at_shares(whole: Tied, parts: Parts, at: Balance) -> Balance:
    answers: list[Answered] = parts.call("at_shares", [(share,) for share in at.share])
    costs = np.array([a.value for a in answers])
    cost = whole.program.offset + float(costs.sum())
    worth = np.array([a.worth for a in answers])
    found = replace(
        at,
        mean=_mean(worth, np.array([a.spent for a in answers])),
        iterations=at.iterations + sum(a.iterations for a in answers),
    )
    return replace(found, cost=cost, cheapest=at.share, costs=costs) if cost < at.cost else found


def _at_prices(whole: Tied, parts: Parts, at: Balance) -> Balance:
    answers: list[Answered] = parts.call("at_prices", [(at.price,)] * whole.parts)
    bound = worth_of_shared(whole, at.price) + sum(a.value for a in answers)
    steps = at.iterations + sum(a.iterations for a in answers)
    wanted = _parted(np.array([a.spent for a in answers]), at.share)
    share = at.share + FOLLOWING * (wanted - at.share)
    return replace(at, bound=max(at.bound, bound), share=share, iterations=steps)


def _mean(worth: Vector, spent: Vector) -> Vector:
    """(links,): the mean of `worth` (parts, links), by what is spent; where nothing is, of all."""
    return np.asarray(
        (_parted(spent, np.full(spent.shape, 1 / spent.shape[0])) * worth).sum(axis=0)
    )


def _parted(spent: Vector, otherwise: Vector) -> Vector:
    """(parts, links): each part's share of what is spent of a link; where nothing is, as said."""
    spent = np.maximum(spent, 0.0)
    total = spent.sum(axis=0)
    return np.where(total > 0, spent / np.where(total > 0, total, 1.0), otherwise)
