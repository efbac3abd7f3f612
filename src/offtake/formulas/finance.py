r"""Finance as pure functions of arrays: present values, annuities, end values, inflation, risk.

With rate r per year, factors v_0(t) = (1+r)^-(tΔ) at the start of period t and v_1(t) = (1+r)^-((t+1)Δ)
at its end (`offtake.formulas.discounting`):

    NPV        = Σ_t v_0(t) cash_start(t) + v_1(t) cash_end(t)
    a(r, T)    = (1 - (1+r)^-T) / r                       annuity: worth today of 1 a year for T years
    CRF(r, T)  = 1 / a(r, T)                              capital recovery factor
    salvage    = a(r, life - used) / a(r, life)           end value by annuity, share of capital cost
    CVaR_β(L)  = min_t  t + E[(L - t)+] / (1 - β)         losses (Rockafellar and Uryasev 2000)
    tail mean  = max_η  η - E[(η - NPV)+] / tail          the same for gains: mean of the worst share
    acceptance = (1 - λ) E[NPV] + λ tail mean             what a producer's shareholders look at

Rates are per year, times in years, money in any one unit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from offtake.formulas.discounting import discount_factors, share_left

Vector = npt.NDArray[np.float64]
Numbers = Sequence[float] | Vector


def npv(rate: float, *, start: Numbers = (), end: Numbers = (), step: float = 1.0) -> float:
    """Present value of cash at the starts and at the ends of consecutive periods.

    >>> round(npv(0.10, start=[-100.0], end=[30.0] * 5), 4)
    13.7236
    """
    first, last = np.asarray(start, float), np.asarray(end, float)
    at_start, at_end = discount_factors(rate, step, max(first.size, last.size))
    return float(at_start[: first.size] @ first + at_end[: last.size] @ last)


def annuity(rate: float, years: float) -> float:
    """Worth today of 1 a year, paid at the end of each of `years` years."""
    return years if rate == 0.0 else -math.expm1(-years * math.log1p(rate)) / rate


def capital_recovery(rate: float, years: float) -> float:
    """CRF: the equal yearly payment that pays back 1 with interest over `years` years."""
    return 1.0 / annuity(rate, years)


def levelised_charge(capex: float, rate: float, years: float, utilisation: float = 1.0) -> float:
    """Charge per unit made that pays back `capex` per unit of yearly capacity over the contract.

    `utilisation` is the share of capacity used; half of it doubles the charge.
    """
    return capex * capital_recovery(rate, years) / utilisation


def salvage(rate: float, life: float, used: float) -> float:
    """End value as a share of capital cost, `used` years after an asset of `life` years was bought.

    The part of its annuity still to come: after 10 of 20 years at 10% this is 0.72174.
    """
    return float(share_left(rate, np.asarray(life), np.asarray(used)))


def real_rate(nominal: float, inflation: float) -> float:
    """Real rate that goes with a nominal one."""
    return (1.0 + nominal) / (1.0 + inflation) - 1.0


def nominal_rate(real: float, inflation: float) -> float:
    """Nominal rate that goes with a real one."""
    return (1.0 + real) * (1.0 + inflation) - 1.0


def erosion(inflation: float, years: float) -> float:
    """Share of its worth that a price without index loses in `years` years."""
    return float(1.0 - (1.0 + inflation) ** -years)


def cvar(losses: Numbers, probability: Numbers, level: float) -> float:
    """Mean of the worst 1 - `level` share of losses; level 0 is the mean.  Weights sum to 1."""
    return -tail_mean(-np.asarray(losses, float), probability, 1.0 - level)


def tail_mean(values: Numbers, probability: Numbers, tail: float) -> float:
    """Mean of the worst `tail` share of values, high values being good.

    An atom that straddles the share counts in part, so the mean is continuous in `tail`.
    """
    value, weight = np.asarray(values, float), tail_weights(values, probability, tail)
    return float(weight @ value)


def tail_weights(values: Numbers, probability: Numbers, tail: float) -> Vector:
    """Weights (sum 1) under which the mean of `values` is their tail mean.

    Raises ValueError where the tail is not in (0, 1].
    """
    if not 0.0 < tail <= 1.0:
        raise ValueError(f"the tail must be a share above 0 and at most 1, got {tail}")
    value, weight = np.asarray(values, float), np.asarray(probability, float)
    order = np.argsort(value, kind="stable")
    before = np.concatenate([[0.0], np.cumsum(weight[order])[:-1]])
    taken = np.zeros_like(weight)
    taken[order] = np.clip(tail - before, 0.0, weight[order])
    total: float = taken.sum()
    return taken / total


def acceptance(values: Numbers, probability: Numbers, risk_weight: float, tail: float) -> float:
    """(1 - λ) mean + λ tail mean of a producer's net present values over its futures."""
    mean = float(np.asarray(probability, float) @ np.asarray(values, float))
    if risk_weight == 0.0:
        return mean
    return (1.0 - risk_weight) * mean + risk_weight * tail_mean(values, probability, tail)


def normal_tail_mean(mean: float, deviation: float, tail: float) -> float:
    """Mean of the worst `tail` share of a normal value: μ - σ φ(z)/tail, z its quantile."""
    return mean - deviation * normal_tail_coefficient(tail)


def normal_tail_coefficient(tail: float) -> float:
    """φ(z_a)/a: by how many deviations the worst share `tail` lies below the mean."""
    if tail >= 1.0:
        return 0.0
    z = NormalDist().inv_cdf(tail)
    return math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi) / tail


def learning_cost(first: float, rate: float, unit: Numbers) -> Vector:
    """Cost of unit n on a learning curve, Crawford's theory: first · n^log2(rate)."""
    return first * np.asarray(unit, float) ** math.log2(rate)


def learning_average(first: float, rate: float, units: int) -> float:
    """Mean cost of the first `units` units under Crawford's theory (not Wright's)."""
    return float(learning_cost(first, rate, np.arange(1.0, units + 1.0)).mean())
