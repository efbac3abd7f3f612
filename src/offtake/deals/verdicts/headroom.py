r"""Budget slack: what buyers may spend beside the goods of a plan, and what they may owe.

For every node e at which a budget year of buyer b ends, with Y(e) the nodes of that year on P(e):

    goods_e = Σ_{m in Y(e)} what b pays for goods at m;  own_e ≤ B_e;  carried_e ≤ κ (B_e' - own_e')

with e' the end of the year before on the path, as in `model.budget`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from offtake.formulas.flow import Flow
from offtake.frozen import Flags, Indices, Vector
from offtake.market.cash import Cash
from offtake.market.figures import Figures
from offtake.uncertainty.tree import path_sums


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

    def by_year(self, f: Figures, paid: Vector) -> Vector:
        """(ends,): what is `paid`, (nodes, buyers), in each of the years."""
        return _in_years(self, path_sums(paid, f.tree), self.buyer)

    def spare(self, goods: Vector, owed: Vector) -> Vector:
        """(ends,): what each year leaves beside goods and what is owed, carried money spent first; below 0 overspent."""
        spare, left = np.zeros(goods.size), np.zeros(goods.size)
        for e, before in enumerate(self.before.tolist()):
            kept = before >= 0 and self.carry_over > 0.0  # of money without limit none is no number
            carried = self.carry_over * left[before] if kept else 0.0
            own = max(goods[e] + owed[e] - carried, 0.0)
            spare[e] = self.budget[e] + carried - goods[e] - owed[e]
            left[e] = max(self.budget[e] - own, 0.0)
        return spare

    def overspent(self, f: Figures, owed: Vector) -> float:
        """Expected millions, Σ_e π_e o_e, beyond budgets where `owed`, (nodes, buyers), is paid beside goods."""
        left = self.spare(self.goods, self.by_year(f, owed))
        return float(f.tree.probability[self.node] @ np.maximum(-left, 0.0))

    def followed(self, ends: Flags) -> Flags:
        """(ends,): these, and where money is carried all years after them."""
        found = ends.copy()
        if self.carry_over > 0.0:
            for e, before in enumerate(self.before.tolist()):
                found[e] |= before >= 0 and found[before]
        return found


def headroom(f: Figures, cash: Cash) -> Headroom | None:
    """What buyers may still spend beside the goods of a plan, and owe; None where nothing is limited."""
    room = budget_years(f)
    return None if room is None else replace(room, goods=room.by_year(f, cash.paid))


def budget_years(f: Figures) -> Headroom | None:
    """The same before any goods are bought."""
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
    nothing, carry = np.zeros(node.size), buyers.carry_over
    return Headroom(node, buyer, last, before, budget, nothing, carry, authorities)


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
