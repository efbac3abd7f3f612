"""What buyers may still spend beside the goods of a plan, and what they may owe."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from offtake.deals.cheapest.program import Headroom
from offtake.deals.response.table import Position, Table

Vector = npt.NDArray[np.float64]


def headroom(table: Table, target: Position) -> Headroom | None:
    """What buyers may still spend beside the plan's goods, and owe; None where nothing is limited."""
    f, tree = table.f, table.f.tree
    t = np.arange(tree.periods)
    ends = np.flatnonzero(np.append(f.q.year[1:] != f.q.year[:-1], True))
    firsts = np.concatenate([[0], ends[:-1] + 1])
    authority = _authority(table, f.q.year[ends])
    budget = f.q.buyers.budget
    if not np.isfinite(budget).any() and not np.isfinite(authority).any():
        return None
    node = np.flatnonzero(np.isin(tree.period, ends))
    first_of = dict(zip(ends.tolist(), firsts.tolist(), strict=True))
    since = np.array(
        [
            tree.ancestors[n, first_of[int(tree.period[n])] - 1]
            if first_of[int(tree.period[n])]
            else -1
            for n in node
        ]
    )
    spent = target.cash.paid[tree.ancestors[node]] * (tree.ancestors[node] >= 0)[:, :, None]
    year_of = f.q.year[t]
    in_year = year_of[None, :] == f.q.year[tree.period[node]][:, None]
    paid = (spent * in_year[:, :, None]).sum(axis=1)
    return Headroom(node, since, budget[node] - paid, firsts, authority)


def _authority(table: Table, years: npt.NDArray[np.int64]) -> Vector:
    """(years, buyers): largest liability that a buyer may owe; infinite where none is stated."""
    f, frame = table.f, table.f.study.budgets
    limit = np.full((years.size, len(f.buyers)), np.inf)
    if "authority" in frame.columns:
        for row in frame.to_dict("records"):
            value = float(row["authority"])
            at = np.flatnonzero(years == int(row["year"]))
            if not np.isnan(value) and at.size:
                limit[at[0], f.buyers.index(str(row["buyer"]))] = value
    return limit
