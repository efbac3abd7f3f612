r"""Yield noise within a state: output of lines as a share of what they could make, year by year.

A row of table `noise` names lines, the mean m of their output as a share of what is planned for them, its coefficient
of variation v, and its memory ρ.  For line l in calendar year y on one path,

.. math::
    ε_{l,y} = m\, e^{s z_{l,y} - s^2/2}, \quad s^2 = \ln(1 + v^2), \quad
    z_{l,y} = ρ\, z_{l,y-1} + \sqrt{1 - ρ^2}\, ξ_{l,y}, \quad z_{l,0} = ξ_{l,0}, \quad ξ \sim N(0, 1)

so every year has mean m and deviation m v, and neighbouring years correlate.  ε is one number a year, the same in months,
quarters and years; it depends on seed, line, year and path alone.  It may exceed 1: a year may go better than planned.
"""

from __future__ import annotations

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.study.study import Study
from offtake.study.wording.where import matching_rows
from offtake.uncertainty.streams import stream


def noise_of(study: Study, years: Indices, count: int, seed: int) -> Vector:
    """(paths, years, lines): ε of `count` paths in calendar `years`, rising; 1 for lines without noise."""
    lines = [str(name) for name in study.lines["line"]]
    factor = np.ones((count, years.size, len(lines)))
    for row in study.noise.to_dict("records"):
        mean, spread, memory = (float(row[name]) for name in ("mean", "spread", "memory"))
        s = float(np.sqrt(np.log1p(spread**2)))
        for line in matching_rows(study.lines, str(row["where"] or "")).tolist():
            z = np.zeros(count)
            for k, year in enumerate(years.tolist()):
                fresh = stream(seed, "noise", lines[line], int(year)).standard_normal(count)
                z = fresh if k == 0 else memory * z + np.sqrt(1.0 - memory**2) * fresh
                factor[:, k, line] = mean * np.exp(s * z - s**2 / 2.0)
    return factor
