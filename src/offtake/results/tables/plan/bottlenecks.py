r"""What holds the plan back: shadow prices of its limits, by year.

The shadow price of a limit at node n is what one more unit of it would be worth there, with the whole
projects that the plan begins held fixed:

.. math::  ψ_n = |μ_n| / e_t

where μ is the row's dual for one unit of the node's probability, in the minimised program, and e the discount
factor of the period's end; so ψ is money of that year, for one unit in that future.  Within a calendar year
it is averaged over the periods in which the limit stands.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from offtake.formulas.bands import BAND, summary
from offtake.results.dictionary import result
from offtake.results.tables.account import Account
from offtake.results.tables.futures import Array, by_future

# The rows that are limits of the real world, and what one more unit of them is.
FAMILIES = {"capacity": "unit made", "budget": "million of budget", "limit": "unit of the rule"}
NEVER = 1e-9  # a price below this, in millions, is the solver's rounding


def bottlenecks(a: Account) -> pd.DataFrame:
    """What one more unit of each limit would be worth; limits that never bind are left out."""
    return result("bottlenecks").frame(
        row for family in FAMILIES if family in a.plan.duals for row in _family(a, family)
    )


def _family(a: Account, family: str) -> list[tuple[object, ...]]:
    price = np.abs(a.plan.duals[family]) / a.q.end_factor[a.tree.period][:, None]
    names = [" ".join(key) for key in a.plan.labels[f"row {family}"].keys]
    unit = f"million {a.study.settings.currency} per {FAMILIES[family]}"
    figures = summary(_yearly_mean(a, price), a.weight, BAND)
    return [
        (a.arrangement, family, name, year, *(float(v[y, k]) for v in figures.values()), unit)
        for k, name in enumerate(names)
        for y, year in enumerate(a.years)
        if figures["mean"][:, k].max() > NEVER
    ]


def _yearly_mean(a: Account, values: Array) -> Array:
    """Mean over the periods of each year where the row stands, 0 where it does not: (leaves, years, k)."""
    paths = by_future(a.tree, values)
    means = []
    for year in a.years:
        there = paths[:, a.q.year == year]
        count = np.isfinite(there).sum(axis=1)
        means.append(np.nansum(there, axis=1) / np.maximum(count, 1))
    return np.stack(means, axis=1)
