r"""The option to wait (real options): what uncertainty alone asks of an investment, and what a push is worth.

A project worth V that moves as a geometric Brownian motion (volatility s, payout d) and costs I is
worth beginning, at riskless rate r, when

    V / I  >=  β / (β - 1),    β = 1/2 - (r-d)/s² + sqrt(((r-d)/s² - 1/2)² + 2 r/s²)

(Dixit and Pindyck 1994, chapter 5).  With suspension at running cost C the trigger price solves the
smooth-pasting conditions of chapter 6; with unit-by-unit expansion, Pindyck (1988).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass


def roots(rate: float, payout: float, volatility: float) -> tuple[float, float]:
    """(β₁, β₂), the positive and negative root of ½ s² β(β-1) + (r-d) β - r = 0."""
    drift = (rate - payout) / volatility**2
    centre, spread = 0.5 - drift, math.sqrt((drift - 0.5) ** 2 + 2.0 * rate / volatility**2)
    return centre + spread, centre - spread


def trigger_ratio(rate: float, payout: float, volatility: float) -> float:
    """V / I at which waiting is no longer worth while."""
    beta, _ = roots(rate, payout, volatility)
    return beta / (beta - 1.0)


def grant_share_to_begin(ratio: float, rate: float, payout: float, volatility: float) -> float:
    """Share of capital cost that a grant must pay for a project of V / I = `ratio` to begin now."""
    return max(1.0 - ratio / trigger_ratio(rate, payout, volatility), 0.0)


@dataclass(frozen=True)
class Choice:
    """A project begun now, or in a year in those futures where it then pays."""

    now: float
    wait: float

    @property
    def option(self) -> float:
        """What the freedom to wait adds to beginning now."""
        return max(self.wait - max(self.now, 0.0), 0.0)


def now_or_next_year(
    capex: float, price: float, later: Sequence[tuple[float, float]], rate: float
) -> Choice:
    """Begin now or wait a year: price now, then for ever one of `later` = (probability, price)."""
    growth = 1.0 + rate
    worth = [(chance, p * growth / rate) for chance, p in later]  # at the start of next year
    now = price - capex + sum(chance * value for chance, value in worth) / growth
    wait = sum(chance * max(value - capex, 0.0) for chance, value in worth) / growth
    return Choice(now, wait)


def trigger_price_with_suspension(
    capex: float, running_cost: float, rate: float, payout: float, volatility: float
) -> float:
    """Price at which a plant that may stand idle at no cost is worth building.

    Solves (β₁-β₂) A₂ P^β₂ + (β₁-1) P/d - β₁ (C/r + I) = 0 with
    A₂ = C^(1-β₂)/(β₁-β₂) · (β₁/r - (β₁-1)/d), for P above C; C^(1-β₂) P^β₂ is taken as C (P/C)^β₂, for
    β₂ falls without bound as the volatility goes to 0.
    """
    if volatility == 0.0:
        return payout * (running_cost / rate + capex)
    b1, b2 = roots(rate, payout, volatility)
    idle = b1 / rate - (b1 - 1.0) / payout  # (β₁-β₂) A₂ / C^(1-β₂)

    def gap(price: float) -> float:
        worth = running_cost * (price / running_cost) ** b2 * idle if running_cost > 0.0 else 0.0
        return float(worth + (b1 - 1.0) * price / payout - b1 * (running_cost / rate + capex))

    high = running_cost + capex
    while gap(high) < 0.0:
        high *= 2.0
    return _root(gap, running_cost, high)


def capacity_under_irreversibility(
    level: float, unit_capex: float, rate: float, payout: float, volatility: float
) -> float:
    """Capacity worth building for linear demand P = level - Q and no running cost (Pindyck 1988).

    The K-th unit earns level - 2K at the margin, so 2K stands where a running cost would, and it is
    built while its trigger lies below `level`.
    """

    def margin(capacity: float) -> float:
        trigger = trigger_price_with_suspension(
            unit_capex, 2.0 * capacity, rate, payout, volatility
        )
        return trigger - level

    return _root(margin, 1e-12, level / 2.0)


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where an increasing function passes through zero, by bisection to machine precision."""
    for _ in range(200):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        low, high = (middle, high) if function(middle) < 0.0 else (low, middle)
    return 0.5 * (low + high)
