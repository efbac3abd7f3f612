r"""The instruments: what each kind of clause pays, for a size of 1.  A new kind is one function here.

Given the plan, every payment is linear in the clause's size.  At node n, for the lines that a clause
covers, with price p, units called s (sold under the plan), capacity k, and the committed quantity
m = min(quantity Δ, k), or where no quantity is stated, what the plan sells in the period where demand is
highest:

    price_uplift      s                                   at the end of the period, for each unit sold
    grant             share of the largest capital cost on any path, at the start, with the capital cost
    prepayment        +1 at the first start; then -w_t (1+interest)^(time held) where delivery is certain
    take_or_pay       p (m - s)+                          nothing need be made
    reservation       m, and (exercise price - p) min(s, m) whatever the size; `option` is the same
    deductible_fee    (m - s)+                            the fee, deducted from the price when called
    cancellation_fee  what the share called, s/m, falls to a new low since `earliest`
    firm_order        p x, with x = (share · m - s)+ made and taken as capacity allows, at the maker's cost
    warm_base         Δ while the capacity stands         a yearly fee
    volume_price      (p' - p) min(s, q Δ) + p' (min(q Δ, k) - s)+      for one entry (q, p') of the menu `steps`
    claw_back         minus what cumulative present cash, beyond that of the best alternative, reaches above
                      its last high and above 0

Amounts at the end of the period but where said.  w_t is period t's part of the value of deliveries that
no future is without; no credit may exceed it.  Uncalled quantities are worked out here
from the plan: a relaxed row ≥ would be filled up, since the producer's side wants it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf

import numpy as np
import numpy.typing as npt

from offtake.formulas.schedule import deductible_fee, price_only, take_or_pay, uncalled
from offtake.formulas.schedule import reservation as reserve
from offtake.market.cash import Cash
from offtake.market.flows import (
    Flow,
    at_end,
    at_start,
    discounted,
    nothing,
    path_sums,
)

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
FIRM_SHARES = (0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Basis:
    """What one clause covers: lines of one producer that make one product, and when."""

    target: Cash
    lines: Indices
    projects: Indices  # projects of those lines, or the one that the clause is tied to
    rate: float  # the producer's own
    first: int
    last: int
    credit_last: int  # last period in which a prepayment is credited
    quantity: float  # units a year; NaN: none stated
    exercise_price: float  # NaN: the producer's price
    interest: float = 0.0  # per year, on a prepayment
    outside: Flow | None = None  # the producer's best alternative, where it is known
    tested: bool = True  # whether a reservation pays for what is really ready, or for the nameplate
    steps: tuple[float, ...] = ()  # quantity a year and price in turn

    @property
    def inside(self) -> npt.NDArray[np.bool_]:
        """(nodes,): does the node's period lie within the clause's time?"""
        t = self.target.f.tree.period
        return np.asarray((t >= self.first) & (t <= self.last))

    @property
    def price(self) -> Vector:
        """(nodes,): price of one unit."""
        return self.target.f.price[:, int(self.lines[0])]

    @property
    def called(self) -> Vector:
        """(nodes,): units sold."""
        return np.asarray(self.target.sold[:, self.lines].sum(axis=1))

    @property
    def capacity(self) -> Vector:
        """(nodes,): units that the lines can make."""
        return np.asarray(self.target.capacity[:, self.lines].sum(axis=1))

    @property
    def nameplate(self) -> Vector:
        """(nodes,): units that the lines and all that was begun on them would make at once and without loss."""
        f, begun = self.target.f, self.target.begun
        own = np.isin(f.q.projects.line, self.lines)
        added = (f.q.projects.adds * begun)[:, own].sum(axis=1)
        return np.asarray((f.q.lines.capacity[:, self.lines].sum(axis=1) + added) * f.q.step)

    @property
    def committed(self) -> Vector:
        """(nodes,): committed or reserved units; never more than the capacity that stands."""
        return self._wanted(self.capacity)

    @property
    def reserved(self) -> Vector:
        """(nodes,): the same, but of the nameplate where what is ready is not tested."""
        return self._wanted(self.capacity if self.tested else self.nameplate)

    def _wanted(self, most: Vector) -> Vector:
        f = self.target.f
        if np.isnan(self.quantity):
            wanted = _over_period(f.tree.period, self.called, np.maximum)
        else:
            wanted = np.full(f.tree.size, self.quantity * f.q.step)
        return np.where(self.inside, np.minimum(wanted, most), 0.0)


@dataclass(frozen=True)
class Pay:
    """What the producer receives for a size of 1, and whatever the size; the buyers pay as much.

    `making` is what the clause makes the producer spend besides, on goods that are used up.
    """

    each: Flow
    fixed: Flow
    making: Flow
    cap: float = inf
    cap_reason: str = ""
    size: float | None = None  # a size that is not to be chosen
    label: str = ""
    project: int = -1  # that a grant is tied to
    full: float = 1.0  # its largest capital cost on any path


@dataclass(frozen=True)
class Kind:
    """One kind of clause: the unit of its size, and what it pays."""

    unit: str
    trigger: str  # what makes it fall due
    pays: Callable[[Basis], Iterator[Pay]]
    whole: bool = False  # covers all products of the unit together
    stays: str = ""  # what it pays by whatever plan the producer follows: "sold" or "capital"


def _price_uplift(b: Basis) -> Iterator[Pay]:
    yield _pay(b, at_end(np.where(b.inside, b.called, 0.0)))


def _grant(b: Basis) -> Iterator[Pay]:
    f = b.target.f
    for project in b.projects.tolist():
        capex = f.increments(b.target.begun)[:, project] * f.q.projects.capex[:, project]
        capex = np.where(b.inside, capex, 0.0)
        largest = float(path_sums(capex, f.tree).max())
        if largest > 0.0:
            share = float(f.study.projects["grant_cap"].iloc[project])
            yield replace(
                _pay(b, at_start(capex / largest)),
                cap=share * largest,
                cap_reason="the share of capital cost that a grant may pay",
                label=f.projects[project],
                project=project,
                full=largest,
            )


def _prepayment(b: Basis) -> Iterator[Pay]:
    tree = b.target.f.tree
    certain = _over_period(tree.period, b.called * b.price, np.minimum)
    certain = np.where((tree.period >= b.first) & (tree.period <= b.credit_last), certain, 0.0)
    total = float(certain[tree.leaf_paths[0]].sum())
    if total > 0.0:
        paid = np.where(tree.period == b.first, 1.0, 0.0)
        held = (tree.period + 1 - b.first) * b.target.f.q.step
        credit = certain / total * np.power(1.0 + b.interest, held)
        used = credit > 0.0
        yield _pay(
            b,
            at_start(paid) + at_end(-credit),
            cap=float((certain[used] / credit[used]).min()),
            cap_reason="the price of the deliveries that are certain",
        )


def _take_or_pay(b: Basis) -> Iterator[Pay]:
    terms, plain = take_or_pay(1.0, 1.0), price_only(1.0)
    due = terms.payment(b.committed, b.called) - plain.payment(b.committed, b.called)
    yield _pay(b, at_end(b.price * due), cap=1.0, cap_reason="the whole price")


def _reservation(b: Basis) -> Iterator[Pay]:
    each = reserve(1.0, 0.0).payment(b.reserved, b.called)
    change = 0.0 if np.isnan(b.exercise_price) else b.exercise_price - b.price
    fixed = change * np.minimum(b.called, b.committed)
    yield _pay(b, at_end(np.asarray(each)), fixed=at_end(fixed))


def _deductible_fee(b: Basis) -> Iterator[Pay]:
    terms, plain = deductible_fee(1.0, 1.0), price_only(1.0)
    fee = terms.payment(b.committed, b.called) - plain.payment(b.committed, b.called)
    yield _pay(b, at_end(np.asarray(fee)), cap=float(b.price.max()), cap_reason="the whole price")


def _cancellation_fee(b: Basis) -> Iterator[Pay]:
    tree, committed = b.target.f.tree, b.committed
    short = np.divide(
        uncalled(committed, b.called), committed, out=np.zeros(tree.size), where=committed > 0.0
    )
    yield _pay(b, at_end(_new_highs(short, tree.parent)))


def _firm_order(b: Basis) -> Iterator[Pay]:
    f = b.target.f
    spare = np.maximum(b.capacity - b.target.make[:, b.lines].sum(axis=1), 0.0)
    parts = b.target.part_price[:, b.lines].mean(axis=1)
    cost = f.q.lines.unit_cost[:, b.lines].mean(axis=1) + parts
    for share in FIRM_SHARES:
        extra = np.minimum(uncalled(share * b.committed, b.called), spare)
        if extra.any():
            yield _pay(
                b,
                fixed=at_end(b.price * extra),
                making=at_end(-cost * extra),
                size=share * float(b.committed.max()) / f.q.step,
                label=f"{share:.0%} of the quantity",
            )


def _warm_base(b: Basis) -> Iterator[Pay]:
    ready = b.inside & (b.capacity > 0.0)
    yield _pay(b, at_end(np.where(ready, b.target.f.q.step, 0.0)))


def _claw_back(b: Basis) -> Iterator[Pay]:
    tree, step = b.target.f.tree, b.target.f.q.step
    flow = b.target.flow(b.lines.tolist(), b.rate)
    if b.outside is not None:
        flow = flow + -b.outside
    cash = Flow(flow.start, flow.end, np.zeros(tree.size))
    reached = np.maximum(path_sums(discounted(cash, tree, b.rate, step), tree), 0.0)
    gained = _new_highs(reached, tree.parent)
    _, end = b.target.f.factors(b.rate)
    back = np.where(b.inside, -gained / end[tree.period], 0.0)
    yield _pay(b, at_end(back), cap=1.0, cap_reason="all of the profit")


def _volume_price(b: Basis) -> Iterator[Pay]:
    f = b.target.f
    for quantity, price in zip(b.steps[::2], b.steps[1::2], strict=False):
        wanted = np.where(b.inside, quantity * f.q.step, 0.0)
        cheaper = (price - b.price) * np.minimum(b.called, wanted)
        unused = price * uncalled(np.minimum(wanted, b.capacity), b.called)
        yield _pay(
            b,
            fixed=at_end(cheaper + unused),
            size=quantity,
            label=f"{quantity:g} a year at {price:g}",
        )


KINDS: Mapping[str, Kind] = {
    "price_uplift": Kind("money/unit", "sale", _price_uplift, stays="sold"),
    "grant": Kind("money", "capital cost", _grant, stays="capital"),
    "prepayment": Kind("money", "signature", _prepayment),
    "take_or_pay": Kind("share of price", "not called", _take_or_pay),
    "reservation": Kind("money/unit", "readiness", _reservation),
    "option": Kind("money/unit", "readiness", _reservation),
    "deductible_fee": Kind("money/unit", "not called", _deductible_fee),
    "cancellation_fee": Kind("money", "calls fall", _cancellation_fee),
    "firm_order": Kind("unit/year", "making", _firm_order),
    "warm_base": Kind("money/year", "readiness", _warm_base),
    "claw_back": Kind("share of profit", "profit", _claw_back, whole=True),
    "volume_price": Kind("unit/year", "sale", _volume_price),
}


def _pay(
    b: Basis,
    each: Flow | None = None,
    *,
    fixed: Flow | None = None,
    making: Flow | None = None,
    cap: float = inf,
    cap_reason: str = "",
    size: float | None = None,
    label: str = "",
) -> Pay:
    none = nothing(b.target.f.tree)
    flows = (each or none, fixed or none, making or none)
    return Pay(*flows, cap=cap, cap_reason=cap_reason, size=size, label=label)


def _over_period(period: Indices, values: Vector, how: np.ufunc) -> Vector:
    """(nodes,): the largest or smallest value of the node's period, over all nodes of it."""
    found = np.array([how.reduce(values[period == t]) for t in range(int(period.max()) + 1)])
    return np.asarray(found[period], float)


def _new_highs(values: Vector, parent: Indices) -> Vector:
    """(nodes,): by how much each node exceeds the highest value before it on its path, or 0."""
    high, gain = np.zeros(values.size), np.zeros(values.size)
    for n in range(values.size):
        before = high[parent[n]] if parent[n] >= 0 else 0.0
        gain[n] = max(values[n] - before, 0.0)
        high[n] = before + gain[n]
    return gain
