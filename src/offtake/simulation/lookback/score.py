r"""Calibration and scoring rules: how good a forecast was.

With K outcomes y_k, forecasts with weights w over values x_i, and quantiles q of these,

    coverage    share of outcomes whose range meets the band [q(10%), q(90%)]
    bias        median of (q(50%) - y) / y: above 0 where the forecast was too high
    sharpness   median of (q(90%) - q(10%)) / y: narrower is better, where coverage holds
    CRPS        Σ w_i |x_i - y| - ½ Σ Σ w_i w_j |x_i - x_j|, in the outcome's unit (Gneiting and Raftery 2007); of several, the
                median of CRPS / y

Medians, since one plant of which nearly nothing came would decide a mean of shares.  An outcome reported as a range counts by
its middle, and is held where any of it lies in the band.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from offtake.formulas.bands import described
from offtake.frozen import Vector
from offtake.simulation.lookback.outcomes import Observed


@dataclass(frozen=True)
class Scored:
    """One outcome beside its forecast."""

    outcome: Observed
    p10: float
    p50: float
    p90: float
    crps: float
    naive: float | None  # the newest reading before the start, held on

    @property
    def inside(self) -> bool:
        """Whether the 80% band holds it."""
        slack = 1e-9 * max(abs(self.p10), abs(self.p90))
        return self.outcome.low <= self.p90 + slack and self.outcome.high >= self.p10 - slack


@dataclass(frozen=True)
class Score:
    """Outcomes together: of a whole study, or of one stage."""

    count: int
    inside: int
    bias: float
    sharpness: float
    crps: float  # median of CRPS ÷ outcome
    naive: float | None  # median of |newest reading - outcome| ÷ outcome, where each has one

    @property
    def coverage(self) -> float:
        """Share of outcomes in the band."""
        return self.inside / self.count


def held_against(outcome: Observed, values: Vector, weight: Vector, naive: float | None) -> Scored:
    """An outcome beside a forecast of weighted values."""
    band = described(values, weight)
    return Scored(
        outcome, band["p10"], band["p50"], band["p90"], crps(values, weight, outcome.middle), naive
    )


def crps(values: Vector, weight: Vector, happened: float) -> float:
    """Continuous ranked probability score of weighted values, in their unit.

    >>> crps(np.array([1.0, 3.0]), np.array([0.5, 0.5]), 2.0)
    0.5
    """
    order = np.argsort(values, kind="stable")
    x, w = values[order], weight[order]
    below = np.cumsum(w)[:-1]
    spread = 2.0 * float(np.sum(np.diff(x) * below * (1.0 - below)))
    return float(np.sum(w * np.abs(x - happened))) - spread / 2.0


def score(held: Sequence[Scored]) -> Score:
    """The scores of at least one outcome; outcomes of 0 enter coverage alone."""
    scaled = [h for h in held if h.outcome.middle > 0]

    def middle(values: list[float]) -> float:
        return float(np.median(values)) if values else float("nan")

    naive = [abs(h.naive - h.outcome.middle) / h.outcome.middle for h in scaled if h.naive is not None]  # fmt: skip
    return Score(
        count=len(held),
        inside=sum(h.inside for h in held),
        bias=middle([(h.p50 - h.outcome.middle) / h.outcome.middle for h in scaled]),
        sharpness=middle([(h.p90 - h.p10) / h.outcome.middle for h in scaled]),
        crps=middle([h.crps / h.outcome.middle for h in scaled]),
        naive=middle(naive) if naive and len(naive) == len(scaled) else None,
    )
