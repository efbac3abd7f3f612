r"""Budget slack: what buyers may spend beside the goods of a plan, and what they may owe.

For every node e at which a budget year of buyer b ends, with Y(e) the nodes of that year on P(e):

    goods_e = Σ_{m in Y(e)} what b pays for goods at m;  own_e ≤ B_e;  carried_e ≤ κ (B_e' - own_e')

with e' the end of the year before on the path, as in `model.budget`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from offtake.formulas.flow import Flow
from offtake.frozen import Indices, Vector
from offtake.market.cash import Cash
from offtake.market.figures import Figures
from offtake.market.flows import path_sums


@dataclass(frozen=True)
class Authority:
    """The most that may still fall due to a buyer from a period on, along any one course."""

    buyer: int
    first: int  # period
    amount: float


@dataclass(frozen=True)
class Headroom:
    """Ends e of budget years of buyers with a budget, and authorities."""

    node: Indices  # (ends,)
    buyer: Indices  # (ends,)
    since: Indices  # (ends,) last node of the year before on the path, -1 for none
    before: Indices  # (ends,) the end of the year before, -1 for none
    budget: Vector  # (ends,)
    goods: Vector  # (ends,)
    carry_over: float
    authorities: tuple[Authority, ...]

    def within(self, f: Figures, flow: Flow) -> Vector:
        """(ends,): all that a flow pays in each of the years."""
        return _in_years(self, path_sums(flow.cash, f.tree)[:, None], np.zeros_like(self.buyer))


def headroom(f: Figures, cash: Cash) -> Headroom | None:
    """What buyers may still spend beside the goods of a plan, and owe; None where nothing is limited."""
    buyers, period = f.q.buyers, f.tree.period
    authorities = tuple(_authorities(f))
    if not buyers.limited.size and not authorities:
        return None
    place: dict[tuple[int, int], int] = {}
    rows: list[tuple[int, int, int, int]] = []
    for n in range(f.tree.size):
        for b in buyers.limited[buyers.ends_year[period[n], buyers.limited]].tolist():
            path = f.tree.path(n)
            year = buyers.year[period[path], b]
            since = int(f.tree.parent[path[int(np.argmax(year == year[-1]))]])
            place[n, b] = len(rows)
            rows.append((n, b, since, place.get((since, b), -1)))
    node, buyer, last, before = np.array(rows, np.int64).reshape(-1, 4).T
    budget = buyers.budget[node, buyer]
    room = Headroom(node, buyer, last, before, budget, budget, buyers.carry_over, authorities)
    goods = _in_years(room, path_sums(cash.paid, f.tree), buyer)
    return replace(room, goods=goods)


def _in_years(room: Headroom, sums: Vector, column: Indices) -> Vector:
    """(ends,): what sums along paths, (nodes, columns), come to within each year."""
    until = sums[room.node, column]
    return np.asarray(until - np.where(room.since >= 0, sums[room.since, column], 0.0))


def _authorities(f: Figures) -> list[Authority]:
    frame = f.study.budgets
    if "authority" not in frame.columns:
        return []
    found = []
    for row in frame.to_dict("records"):
        amount, b = float(row["authority"]), f.buyers.index(str(row["buyer"]))
        periods = np.flatnonzero(f.q.buyers.year[:, b] == int(row["year"]))
        if not np.isnan(amount) and periods.size:
            found.append(Authority(b, int(periods[0]), amount))
    return found
