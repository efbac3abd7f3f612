"""The optimality gap where futures come as samples: how far a plan may be from the true optimum, with confidence.

Sample-average approximation, multiple replications (Mak, Morton & Wood 1999).  M problems of N sampled futures each
have optima z_1 .. z_M whose mean is at most the true optimum in expectation; the plan's mean cost over fresh
futures is at least it.  With v the plan's cost in each replication's own futures, the mean of v_m - z_m estimates the
gap from above, and

    gap  <=  mean(v - z) + t_{M-1, confidence} * std(v - z) / sqrt(M)     with the confidence asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from offtake.stochastic.solver.program import Vector


@dataclass(frozen=True)
class SampledGap:
    """Confidence interval [0, upper] on how much the plan costs above the true optimum."""

    mean: float
    upper: float
    confidence: float
    cost: float  # mean cost of the plan over all replications' futures
    lowest: float  # mean of the replications' proved bounds


def gap_of(cost: Vector, lowest: Vector, confidence: float) -> SampledGap:
    """The interval from every replication's cost of the plan and what no plan can be below in it."""
    difference = cost - lowest
    reach = float(stdtrit(cost.size - 1, confidence)) / np.sqrt(cost.size)
    mean = float(difference.mean())
    upper = float(max(mean + reach * float(difference.std(ddof=1)), 0.0))
    return SampledGap(mean, upper, confidence, float(cost.mean()), float(lowest.mean()))
