"""Stated rules on what lines may make at most, as less capacity.

A rule of table `limits` that caps `make` over lines of one product, or forbids it on any lines, takes from these lines
what they could make above it, each in proportion.  All other rules shaped the plan that is followed, and bind
what is done as planned; what is done beyond the plan is not held to them.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from offtake.frozen import Vector
from offtake.model.figures.quantities import Quantities
from offtake.model.limits import stated_limits
from offtake.study.study import Study
from offtake.study.wording.where import matching_rows
from offtake.uncertainty.tree import ScenarioTree


def under_ceilings(study: Study, q: Quantities, tree: ScenarioTree, capacity: Vector) -> Vector:
    """`capacity` (nodes, lines), units in the period, as far as the rules let it be used."""
    result = capacity.copy()
    names = pd.DataFrame(list(q.lines.labels.keys), columns=list(q.lines.labels.dims))
    for rule in stated_limits(study):
        if rule.variable != "make" or not np.isfinite(rule.maximum):
            continue
        lines = matching_rows(names, rule.where)
        if rule.maximum > 0.0 and np.unique(q.lines.product[lines]).size > 1:
            continue
        held = np.flatnonzero([rule.holds(study.period_start(t)) for t in range(tree.periods)])
        at = np.ix_(np.flatnonzero(np.isin(tree.period, held)), lines)
        total = result[at].sum(axis=1)
        share = np.divide(rule.maximum, total, out=np.ones_like(total), where=total > rule.maximum)
        result[at] = result[at] * share[:, None]
    return result
