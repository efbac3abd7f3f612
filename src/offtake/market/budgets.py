"""Budgets after the fact: what was paid beyond them.

Money that was carried into a budget year is spent first, for it lapses with the year; what is left of the year's own
amount is carried into the next by the share that the study allows.
"""

from __future__ import annotations

import numpy as np

from offtake.frozen import Vector
from offtake.model.figures.quantities import Quantities
from offtake.uncertainty.tree import ScenarioTree

_SMALL = 1e-6  # of the year's amount, at least of a million: a solver's tolerance, no overspending


def overspent(q: Quantities, tree: ScenarioTree, paid: Vector) -> Vector:
    """(nodes, buyers), millions: paid beyond the budget, where a node ends a budget year on its path; else 0."""
    buyers, over = q.buyers, np.zeros_like(paid)
    spent, carried, left = np.zeros_like(paid), np.zeros_like(paid), np.zeros_like(paid)
    for n in range(tree.size):
        before, year = int(tree.parent[n]), buyers.year[tree.period[n]]
        goes_on = (before >= 0) & (year == buyers.year[tree.period[before]])
        spent[n] = paid[n] + np.where(goes_on, spent[before], 0.0)
        into = buyers.carry_over * left[before] if before >= 0 else np.zeros(year.size)
        carried[n] = np.where(goes_on, carried[before], into)
        amount = buyers.budget[n]
        own = np.maximum(spent[n] - carried[n], 0.0)
        ends = buyers.ends_year[tree.period[n]] & np.isfinite(amount)
        beyond = np.where(ends, own - np.where(ends, amount, 0.0), 0.0)
        over[n] = np.where(beyond > _SMALL * np.maximum(np.abs(spent[n]), 1.0), beyond, 0.0)
        left[n] = np.where(ends, np.maximum(np.where(ends, amount, 0.0) - own, 0.0), 0.0)
    return over
