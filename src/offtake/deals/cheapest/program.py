r"""The program of the cheapest deal: which clauses to sign, and how large.

With sizes x_k ≥ 0, signing z_k in {0, 1} where it matters, own worth of the plan NPV⁰_s and of a clause
NPV_ks on every path s, for every unit i with stance (λ, tail):

    minimise   Σ_k c_k x_k + f_k z_k + 10 Σ o                                  public cost; overspending
    NPV_is   = NPV⁰_is + Σ_k x_k NPV_ks + z_k NPV'_ks
    value_i  = (1-λ) Σ_s π_s NPV_is + λ (η_i - 1/tail Σ_s π_s v_is),   v_is ≥ η_i - NPV_is,  v_is ≥ 0
    value_i ≥ V0_i                                                            participation
    value_i ≥ V_d + Σ_k x_k g_dk                                              incentive, for deviation d
    balance⁰_n + Σ_k x_k b_kn ≥ -credit limit                                 liquidity, at every node
    Σ_k share_bk x_k a_kn - o_bn ≤ budget left to b in the year that ends at n    budgets
    Σ_k share_bk x_k w_ky ≤ authority of b in year y                          largest sum still to fall due
    m_k z_k ≤ x_k ≤ M_k z_k,   Σ_{k in menu} z_k ≤ 1                          menus

w_ky is gross: a credit that comes later does not make an advance smaller on the day it is paid.
c_k is at the buyers' own rates times their cost of public funds, NPV at the producer's own rate: no present
value ever passes from one party to another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from offtake.deals.acceptance.participation import Stance
from offtake.deals.clauses.on_offer import Clause
from offtake.market.figures import Figures
from offtake.market.flows import Flow, balances, due, path_sums, present_values, worst_to_come
from offtake.stochastic.solver.program import LinearProgram

Vector = npt.NDArray[np.float64]
OVERSPENDING = 10.0
_SLACK = 1e-9
_SIGNING = 1e-6  # millions; breaks ties, so that nothing is signed that changes nothing


@dataclass(frozen=True)
class Deviation:
    """A plan that a producer might follow instead: worth at most `value` + Σ slope · size."""

    value: float
    slope: Mapping[str, float]  # by key of the clause


@dataclass(frozen=True)
class Seat:
    """A unit at the table: its stance, its cash under the plan without clauses, its alternative."""

    unit: str
    stance: Stance
    flow: Flow
    outside: float = 0.0
    deviations: tuple[Deviation, ...] = ()


@dataclass(frozen=True)
class Headroom:
    """What buyers may still spend (nodes that end a year, buyers), and owe (years, buyers)."""

    node: npt.NDArray[np.int64]
    since: npt.NDArray[np.int64]  # last node of the year before on the path, -1 for none
    left: Vector
    first_node_year: npt.NDArray[np.int64]  # (years,) first period of each year
    authority: Vector


@dataclass(frozen=True)
class DealProgram:
    """The flat program, and where sizes, signatures and overspending lie in it."""

    program: LinearProgram
    sizes: slice
    signed: npt.NDArray[np.int64]  # clauses that have a signature
    signatures: slice
    over: slice


class _Builder:
    """Triplets of a sparse matrix, row by row."""

    def __init__(self) -> None:
        self.row: list[Vector] = []
        self.column: list[Vector] = []
        self.value: list[Vector] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def add(
        self,
        columns: Sequence[int] | npt.NDArray[np.int64],
        values: object,
        low: float,
        high: float,
    ) -> None:
        """One row; zeros are left out."""
        column, value = np.asarray(columns, np.int64), np.asarray(values, float)
        used = np.abs(value) > _SLACK * 1e-3
        self.row.append(np.full(int(used.sum()), len(self.low), float))
        self.column.append(column[used].astype(float))
        self.value.append(value[used])
        self.low.append(low)
        self.high.append(high)

    def matrix(self, columns: int) -> sp.csr_array:
        """The matrix of all rows."""
        row, column, value = (
            np.concatenate(part) if part else np.zeros(0)
            for part in (self.row, self.column, self.value)
        )
        where = (row.astype(np.int64), column.astype(np.int64))
        return sp.csr_array((value, where), shape=(len(self.low), columns))


def deal_program(
    f: Figures,
    seats: Sequence[Seat],
    clauses: Sequence[Clause],
    *,
    capped: bool = True,
    headroom: Headroom | None = None,
) -> DealProgram:
    """Build the program.  Without caps, sizes may pass the caps of law and table."""
    tree, step = f.tree, f.q.step
    count, probability = len(clauses), tree.probability[tree.leaves]
    signed = np.array([k for k, c in enumerate(clauses) if c.needs_signing], np.int64)
    place = {int(k): count + j for j, k in enumerate(signed)}
    averse = [s for s in seats if s.stance.risk_weight > 0]
    first_over = count + signed.size + len(averse) * (1 + probability.size)
    spending = headroom is not None and np.isfinite(headroom.left).any()
    rows = _Builder()
    maximum = [c.maximum if capped else np.inf for c in clauses]
    maximum = [m if c.pay.size is None else 0.0 for m, c in zip(maximum, clauses, strict=True)]

    threshold = count + signed.size
    for seat in seats:
        own = [k for k, c in enumerate(clauses) if c.unit == seat.unit]
        columns = [*own, *(place[k] for k in own if k in place)]
        rate = seat.stance.rate
        base = present_values(seat.flow, tree, rate, step)
        worth = [present_values(clauses[k].pay.each, tree, rate, step) for k in own]
        worth += [
            present_values(clauses[k].pay.fixed + clauses[k].pay.making, tree, rate, step)
            for k in own
            if k in place
        ]
        npv = np.stack(worth, axis=1) if worth else np.zeros((probability.size, 0))
        weight = seat.stance.risk_weight
        value_columns, value = list(columns), list((1 - weight) * (probability @ npv))
        constant = (1 - weight) * float(probability @ base)
        if weight > 0:
            excess = threshold + 1 + np.arange(probability.size)
            for s in range(probability.size):
                rows.add(
                    [int(excess[s]), threshold, *columns], [1.0, -1.0, *npv[s]], -base[s], np.inf
                )
            value_columns += [threshold, *excess.tolist()]
            value += [weight, *(-weight / seat.stance.tail * probability)]
            threshold += 1 + probability.size
        rows.add(value_columns, value, seat.outside - constant, np.inf)
        for deviation in seat.deviations:
            slope = [-deviation.slope.get(clauses[k].key, 0.0) for k in own]
            rows.add([*value_columns, *own], [*value, *slope], deviation.value - constant, np.inf)
        _add_liquidity(rows, f, seat, clauses, own, place)

    _add_menus(rows, clauses, signed, place, maximum, seats, f)
    over = 0
    if headroom is not None and spending:
        over = _add_budgets(rows, f, clauses, place, headroom, first_over)
    if headroom is not None:
        _add_authority(rows, f, clauses, place, headroom)

    columns_total = first_over + over
    cost = np.zeros(columns_total)
    cost[:count] = [c.cost for c in clauses]
    cost[count : count + signed.size] = [clauses[k].fixed_cost + _SIGNING for k in signed]
    cost[first_over:] = OVERSPENDING
    lower, upper = np.zeros(columns_total), np.full(columns_total, np.inf)
    upper[:count] = maximum
    upper[count : count + signed.size] = 1.0
    thresholds = [count + signed.size + j * (1 + probability.size) for j in range(len(averse))]
    lower[thresholds] = -np.inf
    integer = np.zeros(columns_total, bool)
    integer[count : count + signed.size] = True
    program = LinearProgram(
        cost, lower, upper, integer, rows.matrix(columns_total),
        np.array(rows.low), np.array(rows.high),
    )  # fmt: skip
    return DealProgram(
        program,
        slice(0, count),
        signed,
        slice(count, count + signed.size),
        slice(first_over, columns_total),
    )


def _add_liquidity(
    rows: _Builder,
    f: Figures,
    seat: Seat,
    clauses: Sequence[Clause],
    own: list[int],
    place: dict[int, int],
) -> None:
    if not np.isfinite(seat.stance.credit_limit):
        return
    base = balances(seat.flow, f.tree)
    paid = [balances(clauses[k].pay.each, f.tree) for k in own]
    signed = [k for k in own if k in place]
    paid += [balances(clauses[k].pay.fixed + clauses[k].pay.making, f.tree) for k in signed]
    columns = [*own, *(place[k] for k in signed)]
    least = sum((np.minimum(p, 0.0) for p in paid), np.zeros_like(base))
    need = -seat.stance.credit_limit - base
    for n, side in np.argwhere((need > -_SLACK) | (least < 0.0)).tolist():
        rows.add(columns, [p[n, side] for p in paid], float(need[n, side]), np.inf)


def _add_menus(
    rows: _Builder,
    clauses: Sequence[Clause],
    signed: npt.NDArray[np.int64],
    place: dict[int, int],
    maximum: list[float],
    seats: Sequence[Seat],
    f: Figures,
) -> None:
    menus: dict[str, list[int]] = {}
    for k in signed.tolist():
        clause = clauses[k]
        largest = maximum[k] if np.isfinite(maximum[k]) else _large_enough(clause, seats, f)
        rows.add([k, place[k]], [1.0, -largest], -np.inf, 0.0)
        if clause.minimum > 0.0:
            rows.add([k, place[k]], [1.0, -clause.minimum], 0.0, np.inf)
        if clause.menu:
            menus.setdefault(clause.menu, []).append(place[k])
    for columns in menus.values():
        rows.add(columns, np.ones(len(columns)), -np.inf, 1.0)


def _large_enough(clause: Clause, seats: Sequence[Seat], f: Figures) -> float:
    """A size beyond which the clause would alone make up for anything that its producer lacks."""
    seat = next(s for s in seats if s.unit == clause.unit)
    base = present_values(seat.flow, f.tree, seat.stance.rate, f.q.step)
    each = present_values(clause.pay.each, f.tree, seat.stance.rate, f.q.step)
    mean = float(f.tree.probability[f.tree.leaves] @ each)
    lowest = float(balances(seat.flow, f.tree).min())
    lack = np.abs(base).max() + abs(seat.outside) + abs(lowest) + 1.0
    return float(10.0 * lack / max(mean, 1e-3 * max(np.abs(each).max(), 1e-9)))


def _add_budgets(
    rows: _Builder,
    f: Figures,
    clauses: Sequence[Clause],
    place: dict[int, int],
    headroom: Headroom,
    first_over: int,
) -> int:
    """Rows of the clauses' payments in each year, one overspending column a row; their number."""
    signed = sorted(place)
    if not clauses:
        return 0
    flows = [c.pay.each for c in clauses] + [clauses[k].pay.fixed for k in signed]
    shares = np.stack([c.shares for c in clauses] + [clauses[k].shares for k in signed])
    sums = np.stack([path_sums(flow.cash, f.tree) for flow in flows])  # (columns, nodes)
    before = np.where(headroom.since >= 0, sums[:, headroom.since], 0.0)
    paid = sums[:, headroom.node] - before  # (columns, year ends)
    columns = np.array([*range(len(clauses)), *(place[k] for k in signed)], np.int64)
    used = 0
    for e, b in np.argwhere(np.isfinite(headroom.left)).tolist():
        amount = paid[:, e] * shares[:, b]
        if (amount > _SLACK).any():
            over = first_over + used
            left = float(max(headroom.left[e, b], 0.0))
            rows.add([*columns.tolist(), over], [*amount, -1.0], -np.inf, left)
            used += 1
    return used


def _add_authority(
    rows: _Builder,
    f: Figures,
    clauses: Sequence[Clause],
    place: dict[int, int],
    headroom: Headroom,
) -> None:
    for y, b in np.argwhere(np.isfinite(headroom.authority)).tolist():
        at = f.tree.period == headroom.first_node_year[y]
        amount = [
            float(worst_to_come(due(c.pay.each), f.tree)[at].max()) * c.shares[b] for c in clauses
        ]
        fixed = [
            float(worst_to_come(due(clauses[k].pay.fixed), f.tree)[at].max()) * clauses[k].shares[b]
            for k in sorted(place)
        ]
        columns = [*range(len(clauses)), *(place[k] for k in sorted(place))]
        rows.add(columns, [*amount, *fixed], -np.inf, float(headroom.authority[y, b]))
