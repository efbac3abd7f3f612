"""Survival analysis, times of which some are only known to be longer (censored): the distribution behind censored cases.

Let T be a time (here mostly a ratio: time taken over time promised), F its distribution, S(u) = P(T > u).  Case i
is seen at z_i with weight w_i, either *over* (T = z_i) or *open* (T > z_i).  Before any case F is drawn from a
Dirichlet process of strength α around S₀, so that α counts as so many cases.  With

    N(u) = Σ_{z_i > u} w_i,     W = Σ w_i,     λ_c = weight of cases open at c,

the mean of S given the cases is (Susarla and Van Ryzin, Journal of the American Statistical Association 71, 1976)

    S(u) = (α S₀(u) + N(u)) / (α + W) · Π_{open c ≤ u} (α S₀(c) + N(c) + λ_c) / (α S₀(c) + N(c)).

For α → 0 it is the product-limit estimator of Kaplan and Meier (1958); without open cases the mixture of S₀ and
the cases in proportion α : W.  So a class with few cases says mostly what its parent says.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """A distribution on finitely many points: P(T > points[k]) = beyond[k], the points rising, the last 0."""

    points: Vector
    beyond: Vector

    def survival(self, at: ArrayLike) -> Vector:
        """P(T > u) for each u in `at`."""
        place = np.searchsorted(self.points, np.asarray(at, dtype=float), side="right")
        return np.concatenate([[1.0], self.beyond])[place]

    def quantile(self, share: float) -> float:
        """The least point that at least `share` of the mass does not exceed.

        >>> Spread(np.array([1.0, 2.0]), np.array([0.5, 0.0])).quantile(0.5)
        1.0
        """
        return float(self.points[np.argmax(1.0 - self.beyond >= share - 1e-12)])

    @property
    def mass(self) -> Vector:
        """Probability of each point."""
        return -np.diff(self.beyond, prepend=1.0)

    @property
    def mean(self) -> float:
        """Expected time."""
        return float(self.mass @ self.points)

    def slices(self, count: int) -> list[float]:
        """Mean of each of `count` slices of equal probability, rising; their mean is that of the whole.

        >>> Spread(np.array([1.0, 2.0, 6.0]), np.array([0.5, 0.25, 0.0])).slices(2)
        [1.0, 4.0]
        """
        edges = np.linspace(0.0, 1.0, count + 1)
        upto = np.cumsum(self.mass)
        parts = np.diff(np.clip(upto[None, :], edges[:-1, None], edges[1:, None]), prepend=edges[:-1, None], axis=1)  # fmt: skip
        return [float(value) for value in count * parts @ self.points]


def posterior(
    prior: Spread, strength: float, seen: ArrayLike, over: ArrayLike, weight: ArrayLike
) -> Spread:
    """The spread of T given cases: `seen` z_i, `over` whether T = z_i, `weight` w_i; α is `strength` > 0.

    Every case at which the prior has no mass beyond must be over, or another must lie beyond it.
    """
    z, w = np.asarray(seen, dtype=float), np.asarray(weight, dtype=float)
    ended = np.asarray(over, dtype=bool)
    points = np.union1d(prior.points, z)
    start = prior.survival(points)
    at_risk = strength * start + (w[:, None] * (z[:, None] > points)).sum(axis=0)
    opened = (w[:, None] * ((z[:, None] == points) & ~ended[:, None])).sum(axis=0)
    raised = np.where(opened > 0, (at_risk + opened) / np.where(opened > 0, at_risk, 1.0), 1.0)
    beyond = np.cumprod(raised) * at_risk / (strength + w.sum())
    return Spread(points, np.minimum.accumulate(np.clip(beyond, 0.0, 1.0)))
