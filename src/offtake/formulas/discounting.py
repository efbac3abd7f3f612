r"""When money counts: discount factors of the study's periods.

Periods have equal length Δ years.  Decisions (signing, capital cost, grants, prepayments) fall at the
*start* of a period; output, deliveries, operating cost and the payments for deliveries at its *end*.
At rate r per year, period t counted from 0:

    start of period   (1 + r)^-(t Δ)
    end of period     (1 + r)^-((t + 1) Δ)

Each party's own cash is discounted at its own rate, and only here.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]


def discount_factors(rate: float, step: float, periods: int) -> tuple[Vector, Vector]:
    """Factors (start, end), each of shape (periods,), at `rate` per year with periods of `step` years.

    >>> start, end = discount_factors(0.1, 1.0, 2)
    >>> start.round(4).tolist(), end.round(4).tolist()
    ([1.0, 0.9091], [0.9091, 0.8264])

    Raises ValueError where the rate is -1 or below, or the step not positive.
    """
    if rate <= -1.0:
        raise ValueError(f"a rate must be above -1 per year, got {rate}")
    if step <= 0.0:
        raise ValueError(f"a period must be longer than 0 years, got {step}")
    edges: Vector = np.power(1.0 + rate, -step * np.arange(periods + 1.0))
    return edges[:-1], edges[1:]


def share_left(rate: float, life: Vector, used: Vector) -> Vector:
    """Share of an asset's cost that is left after `used` years of its `life`, by annuity at `rate` a year.

    (1 - (1+r)^-(L-s)) / (1 - (1+r)^-L), and 0 once s reaches L.  Published worked figure:

    >>> float(share_left(0.1, np.array(20.0), np.array(10.0)).round(5))
    0.72174
    """
    left: Vector = np.maximum(np.asarray(life, float) - used, 0.0)
    if rate == 0:
        return np.asarray(left / life)
    growth = np.log1p(rate)
    return np.asarray(np.expm1(-left * growth) / np.expm1(-np.asarray(life, float) * growth))
