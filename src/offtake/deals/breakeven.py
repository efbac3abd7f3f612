r"""Break-even: the smallest guarantee, floor price or duration that makes a line bankable.

Share κ of what the plan sells turns up from the clause's first day on.  Sales, parts, running cost, and with
them what the clause pays, are worked out again for every κ; capital and fixed cost stay.  For a clause of
size s over T years,

    acceptance(κ, s) = value of (NPV(κ) + s NPV_clause(κ, T)) - V0

is concave in s, so the smallest s with acceptance ≥ 0 is found by bisection; NaN where none does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from offtake.deals.cash import Cash
from offtake.deals.clauses import Clause, public_cost, unit_flow
from offtake.deals.deal import Struck
from offtake.deals.dealprogram import Seat
from offtake.deals.flows import present_values
from offtake.deals.instruments import KINDS, Basis
from offtake.deals.participation import TOLERANCE

Vector = npt.NDArray[np.float64]
GRID = tuple(round(0.05 * k, 2) for k in range(21))


@dataclass(frozen=True)
class _Point:
    """One κ and duration: present values of the plan and of the clause, cost of a size of 1."""

    base: Vector
    each: Vector
    cost: float


def breakeven(
    struck: Struck,
    clause: Clause,
    *,
    kept: Sequence[float] = GRID,
    years: Sequence[float] = (),
) -> pd.DataFrame:
    """Smallest size that is accepted: producer, instrument, covers, years, kept, size, public_cost.

    `years` are durations to try, counted from the clause's first period; without them its own.
    """
    seat = _seat(struck, clause)
    rows = []
    for duration in years or (None,):
        for share in kept:
            point = _point(struck, seat, clause, share, duration)
            size = _smallest(struck, seat, point, clause.maximum)
            rows.append(
                {
                    "producer": clause.unit,
                    "instrument": clause.instrument,
                    "covers": clause.covers,
                    "years": clause.years if duration is None else duration,
                    "kept": share,
                    "size": size,
                    "unit": clause.size_unit,
                    "public_cost": point.cost * size,
                }
            )
    return pd.DataFrame(rows)


def acceptance_grid(
    struck: Struck, clause: Clause, *, kept: Sequence[float] = GRID, sizes: Sequence[float] = ()
) -> pd.DataFrame:
    """The grid behind the slider: kept, size, acceptance (present value), public_cost."""
    seat = _seat(struck, clause)
    probability = struck.target.cash.f.tree.probability[struck.target.cash.f.tree.leaves]
    largest = clause.maximum if np.isfinite(clause.maximum) else _reach(struck, seat, clause)
    tried = sizes or np.linspace(0.0, largest, 21).tolist()
    rows = []
    for share in kept:
        point = _point(struck, seat, clause, share, None)
        for size in tried:
            value = seat.stance.value(point.base + size * point.each, probability)
            rows.append(
                {
                    "kept": share,
                    "size": size,
                    "acceptance": value - seat.outside,
                    "public_cost": point.cost * size,
                }
            )
    return pd.DataFrame(rows)


def _seat(struck: Struck, clause: Clause) -> Seat:
    return next(seat for seat in struck.seats if seat.unit == clause.unit)


def _reach(struck: Struck, seat: Seat, clause: Clause) -> float:
    """A size large enough at full demand, doubled."""
    size = _smallest(struck, seat, _point(struck, seat, clause, 1.0, None), np.inf)
    return 2.0 * size if np.isfinite(size) and size > 0.0 else 1.0


def _point(struck: Struck, seat: Seat, clause: Clause, share: float, years: float | None) -> _Point:
    f = struck.target.cash.f
    unit = next(u for u in struck.units if u.name == clause.unit)
    basis = clause.basis
    cash = with_sales(struck.target.cash, unit.lines, share, basis.first)
    last, credit_last = basis.last, basis.credit_last
    if years is not None:
        last = credit_last = min(basis.first + max(round(years / f.q.step), 1), f.tree.periods) - 1
    quantity = clause.quantity if np.isnan(basis.quantity) else basis.quantity
    moved: Basis = replace(
        basis, target=cash, last=last, credit_last=credit_last, quantity=quantity
    )
    pays = [p for p in KINDS[clause.kind].pays(moved) if p.label == clause.pay.label]
    base = present_values(
        unit_flow(cash, unit, seat.stance.rate), f.tree, seat.stance.rate, f.q.step
    )
    if not pays:
        return _Point(base, np.zeros_like(base), 0.0)
    each = present_values(pays[0].each, f.tree, seat.stance.rate, f.q.step)
    return _Point(base, each, public_cost(f, pays[0].each, clause.shares))


def with_sales(cash: Cash, lines: Sequence[int], share: float, first: int) -> Cash:
    """The same cash with only `share` of the sales of `lines` from period `first` on."""
    factor = np.ones_like(cash.sold)
    at = cash.f.tree.period >= first
    factor[np.ix_(at, np.array(lines, np.int64))] = share
    return replace(
        cash,
        make=cash.make * factor,
        sold=cash.sold * factor,
        delivered=cash.delivered * factor,
        receipts=cash.receipts * factor,
        inputs=cash.inputs * factor,
        running=cash.running * factor,
    )


def _smallest(struck: Struck, seat: Seat, point: _Point, maximum: float) -> float:
    f = struck.target.cash.f
    probability = f.tree.probability[f.tree.leaves]

    def short(size: float) -> bool:
        value = seat.stance.value(point.base + size * point.each, probability)
        return bool(value < seat.outside - TOLERANCE)

    if not short(0.0):
        return 0.0
    high = maximum if np.isfinite(maximum) else 1.0
    while not np.isfinite(maximum) and short(high) and high < 1e9:
        high *= 2.0
    if short(high):
        return float("nan")
    low = 0.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if short(middle) else (low, middle)
    return high
