r"""Kinds of clause held against each other: each alone, the cheapest mix without it, and the risk weight λ at which one kind
overtakes another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

import numpy as np
from scipy.optimize import brentq

from offtake.deals.cheapest.cheapest import Lure, Offer, cheapest, kept_from_leaving, not_lured
from offtake.deals.cheapest.program import Seat
from offtake.deals.clauses.on_offer import Clause
from offtake.deals.verdicts.headroom import Headroom
from offtake.frozen import Vector
from offtake.market.figures import Figures

ALL = "all kinds"
_SMALL = 1e-7


@dataclass(frozen=True)
class Single:
    """The cheapest offer to one unit with clauses of one kind only."""

    unit: str
    kind: str
    clauses: tuple[Clause, ...]
    sizes: Vector
    cost: float  # inf where even without caps no size does
    over_cap: bool
    within_budget: bool = True  # and within the caps, with the clauses of others as they stand

    @property
    def size(self) -> float:
        """Size of the largest of its clauses; NaN where none does."""
        return float(self.sizes.max()) if self.sizes.size else float("nan")


def singles(
    f: Figures, seat: Seat, clauses: Sequence[Clause], lure: Lure = not_lured
) -> tuple[Single, ...]:
    """Every kind of clause on its own, without caps; flagged where it would pass one.  `lure` says who would rather deviate."""
    found = []
    for kind in dict.fromkeys(c.kind for c in clauses if c.unit == seat.unit):
        own = [c for c in clauses if c.unit == seat.unit and c.kind == kind]
        offer = kept_from_leaving(seat, partial(_uncapped, f, own), lure)
        sizes = offer.sizes if offer.found else np.zeros(0)
        over = any(s > c.maximum + 1e-9 for s, c in zip(sizes, own, strict=False))
        found.append(Single(seat.unit, kind, tuple(own), sizes, offer.cost, over or not sizes.size))
    return tuple(found)


def _uncapped(f: Figures, clauses: Sequence[Clause], seat: Seat) -> Offer:
    return cheapest(f, [seat], clauses, capped=False)


def without_each(
    f: Figures,
    seat: Seat,
    offer: Offer,
    headroom: Headroom | None = None,
    lure: Lure = not_lured,
    paying: Sequence[Seat] = (),
) -> dict[str, float]:
    """Cost of the unit's cheapest capped mix with all kinds (`ALL`), and with each kind of clause not on offer.

    The others' clauses stand as in `offer`, within the budgets and authority of `headroom`; producers that pay it (`paying`) are no
    worse off than without; inf where none does.
    """
    kinds = list(dict.fromkeys(c.kind for c in offer.clauses if c.unit == seat.unit))
    return {
        kind: _beside(f, seat, offer, headroom, {kind}, lure, paying=paying)
        for kind in (ALL, *kinds)
    }


def within_budget(
    f: Figures,
    seat: Seat,
    offer: Offer,
    headroom: Headroom | None,
    kind: str,
    lure: Lure = not_lured,
    paying: Sequence[Seat] = (),
) -> bool:
    """Whether clauses of one kind alone suit the unit within caps, budgets and authority, the others' as in `offer`."""
    others = {c.kind for c in offer.clauses if c.unit == seat.unit and c.kind != kind}
    cost = _beside(f, seat, offer, headroom, others, lure, over=offer.overspent, paying=paying)
    return bool(np.isfinite(cost))


def _beside(
    f: Figures,
    seat: Seat,
    offer: Offer,
    headroom: Headroom | None,
    without: set[str],
    lure: Lure,
    over: float = np.inf,
    paying: Sequence[Seat] = (),
) -> float:
    """Cost of the unit's cheapest clauses but for some kinds; inf where none does, or more than `over` is overspent."""
    kept = [c for c in offer.clauses if c.unit != seat.unit or c.kind not in without]

    def solve(asked: Seat) -> Offer:
        return cheapest(f, [asked], kept, headroom=headroom, held=offer, paying=paying)

    found = kept_from_leaving(seat, solve, lure)
    if not found.found or found.overspent > over + 1e-6 * max(1.0, over):
        return np.inf
    own = [k for k, c in enumerate(found.clauses) if c.unit == seat.unit and found.signed[k]]
    return float(sum(found.clause_cost(k) for k in own))


def rank_reversals(
    f: Figures, seat: Seat, clauses: Sequence[Clause]
) -> list[tuple[str, str, float]]:
    """(kind, kind, λ): from this risk weight on, the first kind alone is cheaper than the second.

    Costs are compared as λ goes from 0 to 1, the alternative without a deal being worth the same.
    """
    own = [c for c in clauses if c.unit == seat.unit]
    kinds = list(dict.fromkeys(c.kind for c in own))
    grid = np.linspace(0.0, 1.0, 11)
    costs = {k: [_single_cost(f, seat, own, k, lam) for lam in grid] for k in kinds}
    found = []
    for i, first in enumerate(kinds):
        for second in kinds[i + 1 :]:
            gaps = _differences(costs[first], costs[second])
            told = [(w, gap) for w, gap in zip(grid, gaps, strict=True) if not abs(gap) <= _SMALL]
            for (low, a), (high, b) in pairwise(
                told
            ):  # where they cost the same, neither is cheaper
                if np.isfinite([a, b]).all() and (a > 0.0) != (b > 0.0):
                    weight = _swap(f, seat, own, (first, second), float(low), float(high))
                    pair = (first, second) if b < a else (second, first)
                    found.append((*pair, weight))
    return sorted(found, key=lambda item: item[2])


def _differences(first: Sequence[float], second: Sequence[float]) -> list[float]:
    """First less second; NaN where either cannot do it at any size."""
    pairs = zip(first, second, strict=True)
    return [a - b if np.isfinite([a, b]).all() else np.nan for a, b in pairs]


def _single_cost(
    f: Figures, seat: Seat, clauses: Sequence[Clause], kind: str, weight: float
) -> float:
    fearful = replace(seat, stance=replace(seat.stance, risk_weight=float(weight)))
    return cheapest(f, [fearful], [c for c in clauses if c.kind == kind], capped=False).cost


def _swap(
    f: Figures,
    seat: Seat,
    clauses: Sequence[Clause],
    kinds: tuple[str, str],
    low: float,
    high: float,
) -> float:
    def difference(weight: float) -> float:
        a, b = (_single_cost(f, seat, clauses, k, weight) for k in kinds)
        return a - b

    return float(brentq(difference, low, high, xtol=1e-9))
