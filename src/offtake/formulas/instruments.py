r"""The instruments: what each kind of clause pays, for a size of 1.  A new kind is one entry of `KINDS` here.

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

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Protocol

import numpy as np
import numpy.typing as npt

from offtake.formulas.flow import Flow, at_end, at_start
from offtake.formulas.schedule import deductible_fee, price_only, take_or_pay, uncalled
from offtake.formulas.schedule import reservation as reserve

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
FIRM_SHARES = (0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class ClauseTerms:
    """What a clause says beside its kind; first, last and credit_last are periods."""

    first: int
    last: int
    credit_last: int  # last period in which a prepayment is credited
    quantity: float  # units a year; NaN: none stated
    exercise_price: float  # NaN: the producer's price
    interest: float = 0.0  # per year, on a prepayment
    tested: bool = True  # whether a reservation pays for what is really ready, or for the nameplate
    steps: tuple[float, ...] = ()  # quantity a year and price in turn


@dataclass(frozen=True)
class Capital:
    """What the plan spends on one project, and the share of it that a grant may pay."""

    name: str
    project: int
    capex: Vector  # (nodes,)
    largest: float  # on any path
    cap: float  # share


class Covered(Protocol):
    """What a clause covers in a plan, at the nodes of a tree: what its payments depend on; (nodes,) each."""

    @property
    def terms(self) -> ClauseTerms:
        """What the clause says."""

    @property
    def step(self) -> float:
        """Years in a period."""

    @property
    def period(self) -> Indices:
        """Period of each node."""

    @property
    def parent(self) -> Indices:
        """Node before each node; -1 where there is none."""

    @property
    def inside(self) -> npt.NDArray[np.bool_]:
        """Whether the node's period lies within the clause's time."""

    @property
    def price(self) -> Vector:
        """Of one unit."""

    @property
    def called(self) -> Vector:
        """Units sold."""

    @property
    def capacity(self) -> Vector:
        """Units that the lines can make."""

    @property
    def committed(self) -> Vector:
        """Committed units, never more than the capacity that stands."""

    @property
    def reserved(self) -> Vector:
        """The same, but of the nameplate where what is ready is not tested."""

    @property
    def spare(self) -> Vector:
        """Units that could be made beside what the plan makes."""

    @property
    def unit_cost(self) -> Vector:
        """What making one unit more costs, parts included."""

    @property
    def capital(self) -> Iterable[Capital]:
        """Projects of the lines on which the plan spends anything in the clause's time."""

    @property
    def beyond(self) -> Vector:
        """Present cash so far, beyond that of the best alternative."""

    @property
    def end_factor(self) -> Vector:
        """Discount factor of the end of the node's period, at the producer's rate."""


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
class Followed:
    """Another plan that the producer might follow, as far as a clause that survives it asks; (nodes,) each."""

    inside: npt.NDArray[np.bool_]
    sold: Vector  # by the lines of the clause
    capex: Vector  # of the project that it is tied to; 0 where to none
    full: float  # largest capital cost of that project on any path of the plan that was agreed


@dataclass(frozen=True)
class Kind:
    """One kind of clause: the unit of its size, what it pays, what it survives, what it does early."""

    unit: str
    trigger: str  # what makes it fall due
    pays: Callable[[Covered], Iterator[Pay]]
    survives: Callable[[Followed], Flow] | None = None  # what it pays by whatever plan is followed
    whole: bool = False  # covers all products of the unit together
    lifts: bool = (
        False  # paid on top of a unit's price, so that a line may run that would stand idle
    )
    early: bool = False  # paid before goods are delivered, and credited against them
    capital: bool = False  # paid on capital cost, project by project


def _price_uplift(b: Covered) -> Iterator[Pay]:
    yield _pay(b, at_end(np.where(b.inside, b.called, 0.0)))


def _on_sales(f: Followed) -> Flow:
    return at_end(np.where(f.inside, f.sold, 0.0))


def _grant(b: Covered) -> Iterator[Pay]:
    none = np.zeros(b.period.size)
    for of in b.capital:
        yield Pay(
            at_start(of.capex / of.largest),
            at_end(none),
            at_end(none),
            cap=of.cap * of.largest,
            cap_reason="the share of capital cost that a grant may pay",
            label=of.name,
            project=of.project,
            full=of.largest,
        )


def _on_capital(f: Followed) -> Flow:
    return at_start(np.where(f.inside, f.capex, 0.0) / f.full)


def _prepayment(b: Covered) -> Iterator[Pay]:
    first = b.terms.first
    certain = _by_period(b.period, b.called * b.price, np.minimum)
    t = np.arange(certain.size)
    certain = np.where((t >= first) & (t <= b.terms.credit_last), certain, 0.0)
    if certain.sum() > 0.0:
        held = (t + 1 - first) * b.step
        credit = certain / certain.sum() * np.power(1.0 + b.terms.interest, held)
        used = credit > 0.0
        yield _pay(
            b,
            at_start(np.where(b.period == first, 1.0, 0.0)) + at_end(-credit[b.period]),
            cap=float((certain[used] / credit[used]).min()),
            cap_reason="the price of the deliveries that are certain",
        )


def _take_or_pay(b: Covered) -> Iterator[Pay]:
    terms, plain = take_or_pay(1.0, 1.0), price_only(1.0)
    due = terms.payment(b.committed, b.called) - plain.payment(b.committed, b.called)
    yield _pay(b, at_end(b.price * due), cap=1.0, cap_reason="the whole price")


def _reservation(b: Covered) -> Iterator[Pay]:
    each = reserve(1.0, 0.0).payment(b.reserved, b.called)
    exercise = b.terms.exercise_price
    change = 0.0 if np.isnan(exercise) else exercise - b.price
    fixed = change * np.minimum(b.called, b.committed)
    yield _pay(b, at_end(np.asarray(each)), fixed=at_end(fixed))


def _deductible_fee(b: Covered) -> Iterator[Pay]:
    terms, plain = deductible_fee(1.0, 1.0), price_only(1.0)
    fee = terms.payment(b.committed, b.called) - plain.payment(b.committed, b.called)
    yield _pay(b, at_end(np.asarray(fee)), cap=float(b.price.max()), cap_reason="the whole price")


def _cancellation_fee(b: Covered) -> Iterator[Pay]:
    committed, none = b.committed, np.zeros(b.period.size)
    short = np.divide(uncalled(committed, b.called), committed, out=none, where=committed > 0.0)
    yield _pay(b, at_end(_new_highs(short, b.parent)))


def _firm_order(b: Covered) -> Iterator[Pay]:
    for share in FIRM_SHARES:
        extra = np.minimum(uncalled(share * b.committed, b.called), b.spare)
        if extra.any():
            fixed, making = at_end(b.price * extra), at_end(-b.unit_cost * extra)
            size, label = share * float(b.committed.max()) / b.step, f"{share:.0%} of the quantity"
            yield _pay(b, fixed=fixed, making=making, size=size, label=label)


def _warm_base(b: Covered) -> Iterator[Pay]:
    ready = b.inside & (b.capacity > 0.0)
    yield _pay(b, at_end(np.where(ready, b.step, 0.0)))


def _claw_back(b: Covered) -> Iterator[Pay]:
    gained = _new_highs(np.maximum(b.beyond, 0.0), b.parent)
    back = np.where(b.inside, -gained / b.end_factor, 0.0)
    yield _pay(b, at_end(back), cap=1.0, cap_reason="all of the profit")


def _volume_price(b: Covered) -> Iterator[Pay]:
    for quantity, price in zip(b.terms.steps[::2], b.terms.steps[1::2], strict=False):
        wanted = np.where(b.inside, quantity * b.step, 0.0)
        cheaper = (price - b.price) * np.minimum(b.called, wanted)
        unused = price * uncalled(np.minimum(wanted, b.capacity), b.called)
        fixed, label = at_end(cheaper + unused), f"{quantity:g} a year at {price:g}"
        yield _pay(b, fixed=fixed, size=quantity, label=label)


KINDS: Mapping[str, Kind] = {
    "price_uplift": Kind("money/unit", "sale", _price_uplift, _on_sales, lifts=True),
    "grant": Kind("money", "capital cost", _grant, _on_capital, capital=True),
    "prepayment": Kind("money", "signature", _prepayment, early=True),
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
    b: Covered,
    each: Flow | None = None,
    *,
    fixed: Flow | None = None,
    making: Flow | None = None,
    cap: float = inf,
    cap_reason: str = "",
    size: float | None = None,
    label: str = "",
) -> Pay:
    none = at_end(np.zeros(b.period.size))
    flows = (each or none, fixed or none, making or none)
    return Pay(*flows, cap=cap, cap_reason=cap_reason, size=size, label=label)


def _by_period(period: Indices, values: Vector, how: np.ufunc) -> Vector:
    """(periods,): the largest or smallest value over all nodes of each period."""
    return np.array([how.reduce(values[period == t]) for t in range(int(period.max()) + 1)], float)


def highest_in_period(period: Indices, values: Vector) -> Vector:
    """(nodes,): the largest value of the node's period, over all nodes of it."""
    return _by_period(period, values, np.maximum)[period]


def _new_highs(values: Vector, parent: Indices) -> Vector:
    """(nodes,): by how much each node exceeds the highest value before it on its path, or 0."""
    high, gain = np.zeros(values.size), np.zeros(values.size)
    for n in range(values.size):
        before = high[parent[n]] if parent[n] >= 0 else 0.0
        gain[n] = max(values[n] - before, 0.0)
        high[n] = before + gain[n]
    return gain
