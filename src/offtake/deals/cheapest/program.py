r"""The buyers' (principals') problem, the program of the cheapest deal: which clauses to sign, and how large.

With sizes x_k ≥ 0, signing z_k in {0, 1} where it matters, own worth of the plan NPV⁰_s and of a clause
NPV_ks on every path s, for every unit i with stance (λ, tail):

    minimise   Σ_e π_e o_e, then  Σ_k c_k x_k + f_k z_k                        overspending, then public cost
    NPV_is   = NPV⁰_is + Σ_k x_k NPV_ks + z_k NPV'_ks
    value_i  = (1-λ) Σ_s π_s NPV_is + λ (η_i - 1/tail Σ_s π_s v_is),   v_is ≥ η_i - NPV_is,  v_is ≥ 0
    value_i ≥ V0_i                                                            participation
    value_i ≥ V_d + Σ_k x_k g_dk                                              incentive, for deviation d
    balance⁰_n + Σ_k x_k b_kn ≥ -credit limit                                 liquidity, at every node
    Σ_k share_k x_k a_ke + goods_e ≤ own_e + carried_e + o_e                  budgets, see `headroom`
    Σ_k share_bk x_k Σ_{m in P(s), t(m) ≥ y} d_km ≤ authority of b from y     most still to fall due, on every path s
    Σ_{uplifts on line l} x_k ≥ cost_l - price_l                              where a line is to run that would stand idle
    m_k z_k ≤ x_k ≤ M_k z_k,   Σ_{k in menu} z_k ≤ 1                          menus

d_km is gross: a credit that comes later does not make an advance smaller on the day it is paid.
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
from offtake.deals.verdicts.headroom import Headroom
from offtake.formulas.flow import Flow, due
from offtake.frozen import Vector
from offtake.market.figures import Figures
from offtake.market.flows import balances, present_values
from offtake.stochastic.solver.program import LinearProgram

_SLACK = 1e-9
AMPLE, AMPLE_BETWEEN = 10.0, 1000.0
"""How many times what it makes up for the size of a clause without a cap may be that has to be signed; and where producers pay each
other, who can then gain by more than they lack, their rates being different."""
_SIGNING = 1e-7  # millions; breaks ties, so that nothing is signed that changes nothing


@dataclass(frozen=True)
class Deviation:
    """A plan that a producer might follow instead: worth at most `value` + Σ slope · size."""

    value: float
    slope: Mapping[str, float]  # by key of the clause
    plan: bytes = b""  # its levels


@dataclass(frozen=True)
class Seat:
    """A unit at the table: its stance, its cash under the plan without clauses, its alternative."""

    unit: str
    stance: Stance
    flow: Flow
    outside: float = 0.0
    deviations: tuple[Deviation, ...] = ()


@dataclass(frozen=True)
class Floor:
    """Clauses whose sizes together must come to something: what a line lacks that is to run."""

    keys: frozenset[str]
    least: float


@dataclass(frozen=True)
class DealProgram:
    """The flat program, and where sizes, signatures and overspending lie in it."""

    program: LinearProgram
    sizes: slice
    signed: npt.NDArray[np.int64]  # clauses that have a signature
    signatures: slice
    over: slice
    weight: Vector  # (overspending columns,) probability of the end of the year


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
    floors: Sequence[Floor] = (),
) -> DealProgram:
    """Build the program.  Without caps, sizes may pass the caps of law and table."""
    tree, step = f.tree, f.q.step
    count, probability = len(clauses), tree.probability[tree.leaves]
    signed = np.array([k for k, c in enumerate(clauses) if c.needs_signing], np.int64)
    place = {int(k): count + j for j, k in enumerate(signed)}
    averse = [s for s in seats if s.stance.risk_weight > 0]
    first_over = count + signed.size + len(averse) * (1 + probability.size)
    rows = _Builder()
    maximum = [c.maximum if capped else np.inf for c in clauses]
    maximum = [m if c.pay.size is None else 0.0 for m, c in zip(maximum, clauses, strict=True)]

    threshold = count + signed.size
    for seat in seats:
        own = [k for k, c in enumerate(clauses) if seat.unit in (c.unit, c.payer)]
        columns = [*own, *(place[k] for k in own if k in place)]
        flows = _received(seat.unit, clauses, own, place)
        rate = seat.stance.rate
        base = present_values(seat.flow, tree, rate, step)
        worth = [present_values(flow, tree, rate, step) for flow in flows]
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
        _add_liquidity(rows, f, seat, flows, columns)

    _add_menus(rows, clauses, signed, place, maximum, seats, f)
    for floor in floors:
        own = [k for k, c in enumerate(clauses) if c.key in floor.keys]
        rows.add(own, np.ones(len(own)), floor.least, np.inf)
    spent = _Spent(np.zeros(0), np.zeros(0))
    if headroom is not None:
        spent = _add_budgets(rows, f, clauses, place, headroom, first_over)
        _add_authority(rows, f, clauses, place, headroom)
    over = spent.weight.size

    columns_total = first_over + over + spent.most.size
    cost = np.zeros(columns_total)
    cost[:count] = [c.cost for c in clauses]
    cost[count : count + signed.size] = [clauses[k].fixed_cost + _SIGNING for k in signed]
    lower, upper = np.zeros(columns_total), np.full(columns_total, np.inf)
    upper[:count] = maximum
    upper[count : count + signed.size] = 1.0
    upper[first_over + over :] = spent.most
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
        slice(first_over, first_over + over),
        spent.weight,
    )


def _received(
    unit: str, clauses: Sequence[Clause], own: list[int], place: dict[int, int]
) -> list[Flow]:
    """What a unit receives, or pays, for a size of 1 of each of its clauses, then for signing those with a signature."""
    each = [clauses[k].pay.each if clauses[k].unit == unit else -clauses[k].pay.each for k in own]
    signed = [clauses[k] for k in own if k in place]
    return each + [c.pay.fixed + c.pay.making if c.unit == unit else -c.pay.fixed for c in signed]


def _add_liquidity(
    rows: _Builder,
    f: Figures,
    seat: Seat,
    flows: list[Flow],
    columns: list[int],
) -> None:
    if not np.isfinite(seat.stance.credit_limit):
        return
    base = balances(seat.flow, f.tree)
    paid = [balances(flow, f.tree) for flow in flows]
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
    seated = {seat.unit for seat in seats}
    times = AMPLE_BETWEEN if any(c.payer for c in clauses) else AMPLE
    for k in signed.tolist():
        clause = clauses[k]
        if clause.unit not in seated:  # it is held as it stands
            continue
        largest = maximum[k] if np.isfinite(maximum[k]) else times * _makes_up(clause, seats, f)
        rows.add([k, place[k]], [1.0, -largest], -np.inf, 0.0)
        if clause.minimum > 0.0:
            rows.add([k, place[k]], [1.0, -clause.minimum], 0.0, np.inf)
        if clause.menu:
            menus.setdefault(clause.menu, []).append(place[k])
    for columns in menus.values():
        rows.add(columns, np.ones(len(columns)), -np.inf, 1.0)


def _makes_up(clause: Clause, seats: Sequence[Seat], f: Figures) -> float:
    """A size at which the clause alone makes up for anything that its producer lacks."""
    seat = next(s for s in seats if s.unit == clause.unit)
    base = present_values(seat.flow, f.tree, seat.stance.rate, f.q.step)
    each = present_values(clause.pay.each, f.tree, seat.stance.rate, f.q.step)
    mean = float(f.tree.probability[f.tree.leaves] @ each)
    lowest = float(balances(seat.flow, f.tree).min())
    lack = np.abs(base).max() + abs(seat.outside) + abs(lowest) + 1.0
    return float(lack / max(mean, 1e-3 * max(np.abs(each).max(), 1e-9)))


@dataclass(frozen=True)
class _Spent:
    """Columns of overspending, then of what is paid from the year's own amount and from what was carried into it."""

    weight: Vector  # (overspending,)
    most: Vector  # (own and carried,) upper bounds


def _add_budgets(
    rows: _Builder,
    f: Figures,
    clauses: Sequence[Clause],
    place: dict[int, int],
    room: Headroom,
    first: int,
) -> _Spent:
    """Rows of what buyers pay in each year; their columns begin at `first`."""
    columns, flows, shares = _payments(clauses, place)
    if not flows:
        return _Spent(np.zeros(0), np.zeros(0))
    paid = np.stack([room.within(f, flow) for flow in flows]) * shares[:, room.buyer]
    touched = np.unique(room.buyer[(np.abs(paid) > _SLACK).any(axis=0)])
    ends = np.flatnonzero(np.isin(room.buyer, touched))
    if not room.carry_over > 0.0:
        ends = ends[(np.abs(paid[:, ends]) > _SLACK).any(axis=0)]
    over = {e: first + k for k, e in enumerate(ends.tolist())}
    weight = f.tree.probability[room.node[ends]]
    if not room.carry_over > 0.0:
        for e, column in over.items():
            left = float(room.budget[e] - room.goods[e])
            rows.add([*columns, column], [*paid[:, e], -1.0], -np.inf, left)
        return _Spent(weight, np.zeros(0))
    own = {e: first + ends.size + k for k, e in enumerate(over)}
    carried = {e: first + 2 * ends.size + k for k, e in enumerate(over)}
    most = np.concatenate([room.budget[ends], np.where(room.before[ends] >= 0, np.inf, 0.0)])
    for e, column in over.items():
        used = [column, own[e], carried[e]]
        rows.add([*columns, *used], [*paid[:, e], -1.0, -1.0, -1.0], -np.inf, -float(room.goods[e]))
        before = int(room.before[e])
        if before >= 0:
            share = room.carry_over
            side = share * float(room.budget[before])
            rows.add([carried[e], own[before]], [1.0, share], -np.inf, side)
    return _Spent(weight, most)


def _payments(
    clauses: Sequence[Clause], place: dict[int, int]
) -> tuple[list[int], list[Flow], Vector]:
    """Columns by which buyers pay, what each pays for a size of 1, and who pays which share."""
    signed = sorted(place)
    columns = [*range(len(clauses)), *(place[k] for k in signed)]
    flows = [c.pay.each for c in clauses] + [clauses[k].pay.fixed for k in signed]
    payers = [c.shares for c in clauses] + [clauses[k].shares for k in signed]
    return columns, flows, np.stack(payers) if payers else np.zeros((0, 0))


def _add_authority(
    rows: _Builder,
    f: Figures,
    clauses: Sequence[Clause],
    place: dict[int, int],
    room: Headroom,
) -> None:
    columns, flows, shares = _payments(clauses, place)
    if not flows:
        return
    falls = np.stack([due(flow) for flow in flows])  # (columns, nodes)
    for held in room.authorities:
        late = f.tree.leaf_paths[:, held.first :]
        courses = falls[:, late].sum(axis=2) * shares[:, [held.buyer]]  # (columns, leaves)
        for amount in np.unique(courses.T.round(12), axis=0):
            rows.add(columns, amount, -np.inf, held.amount)
