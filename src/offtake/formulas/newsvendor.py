r"""The newsvendor, one period, one capacity, uncertain demand: what each clause makes a supplier build.

Demand D has distribution F and S(K) = E[min(D, K)].  Under a schedule with fee o and exercise price e, a
supplier with running cost c and capacity cost k earns

    (e - c) S(K) - (k - o) K,   so it builds   1 - F(K) = (k - o) / (e - c)

One owner of everything, to whom a unit is worth r, would build 1 - F(K) = k / (r - c).  Looking only at
the worst share η of profits scales the quantile: F(K) = η (1 - (k - o)/(e - c)) (Gotoh and Takano 2007).
A firm order Q must be made and taken, whatever the demand, so the supplier builds at least Q.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Protocol

import numpy as np

from offtake.formulas.schedule import Schedule, price_only


class Demand(Protocol):
    """Uncertain demand of one period."""

    def quantile(self, share: float) -> float:
        """Demand that is not exceeded with probability `share`."""

    def expected_sales(self, capacity: float) -> float:
        """E[min(D, K)]."""


@dataclass(frozen=True)
class NormalDemand:
    """Normal demand."""

    mean: float
    deviation: float

    def quantile(self, share: float) -> float:
        """Demand that is not exceeded with probability `share`."""
        return NormalDist(self.mean, self.deviation).inv_cdf(share)

    def expected_sales(self, capacity: float) -> float:
        """μ - σ (φ(z) - z (1 - Φ(z)))."""
        z, unit = (capacity - self.mean) / self.deviation, NormalDist()
        return self.mean - self.deviation * (unit.pdf(z) - z * (1.0 - unit.cdf(z)))


@dataclass(frozen=True)
class UniformDemand:
    """Demand spread evenly between two bounds."""

    low: float
    high: float

    def quantile(self, share: float) -> float:
        """Demand that is not exceeded with probability `share`."""
        return self.low + share * (self.high - self.low)

    def expected_sales(self, capacity: float) -> float:
        """E[min(D, K)] for K between the bounds."""
        k = min(max(capacity, self.low), self.high)
        short = (k - self.low) ** 2 / (2.0 * (self.high - self.low))
        return k - short if capacity >= self.low else capacity


@dataclass(frozen=True)
class FuturesDemand:
    """Demand that is known in each of several futures, with their probabilities."""

    values: tuple[float, ...]
    probability: tuple[float, ...]

    def quantile(self, share: float) -> float:
        """The smallest demand that is not exceeded with probability `share` at least."""
        order = np.argsort(self.values, kind="stable")
        reached = np.cumsum(np.array(self.probability)[order])
        first = int(np.searchsorted(reached, share - 1e-9))
        return float(np.array(self.values)[order][min(first, order.size - 1)])

    def expected_sales(self, capacity: float) -> float:
        """E[min(D, K)]."""
        return float(np.array(self.probability) @ np.minimum(self.values, capacity))


@dataclass(frozen=True)
class Supplier:
    """What making and holding capacity costs."""

    unit_cost: float
    capacity_cost: float


@dataclass(frozen=True)
class Split:
    """A capacity and what supplier and buyer gain from it."""

    capacity: float
    supplier: float
    buyer: float
    surplus_goods: float = 0.0

    @property
    def together(self) -> float:
        """Gain of both."""
        return self.supplier + self.buyer


def best_capacity(
    schedule: Schedule, supplier: Supplier, demand: Demand, tail: float = 1.0
) -> float:
    """Capacity that the supplier builds; with `tail` below 1 it looks only at its worst share.

    Raises ValueError where the fee alone pays for capacity: then no capacity is large enough.
    """
    margin = schedule.exercise_price - supplier.unit_cost
    net = supplier.capacity_cost - schedule.fee
    if net <= 0.0:
        raise ValueError("the fee covers the whole cost of capacity, so no quantity is best")
    if margin <= net:
        return 0.0
    return demand.quantile(tail * (1.0 - net / margin))


def shared_gain(
    schedule: Schedule, supplier: Supplier, demand: Demand, capacity: float, worth: float
) -> Split:
    """What both sides gain when `capacity` is built and paid for under `schedule`."""
    sales = demand.expected_sales(capacity)
    paid = schedule.fee * capacity + schedule.exercise_price * sales
    cost = supplier.unit_cost * sales + supplier.capacity_cost * capacity
    return Split(capacity, paid - cost, worth * sales - paid)


def first_best(supplier: Supplier, demand: Demand, worth: float) -> Split:
    """What one owner of everything builds."""
    owner = price_only(worth)
    return shared_gain(owner, supplier, demand, best_capacity(owner, supplier, demand), worth)


def firm_order(
    quantity: float,
    price: float,
    supplier: Supplier,
    demand: Demand,
    worth: float,
    stock_value: float = 0.0,
) -> Split:
    """A firm order that must be made and taken; goods beyond demand are worth `stock_value`.

    It changes nothing until it exceeds what the supplier would build for the price alone.
    """
    capacity = max(best_capacity(price_only(price), supplier, demand), quantity)
    sales = demand.expected_sales(capacity)
    made = sales + quantity - demand.expected_sales(quantity)
    supplier_gain = (price - supplier.unit_cost) * made - supplier.capacity_cost * capacity
    buyer_gain = worth * sales + stock_value * (made - sales) - price * made
    return Split(capacity, supplier_gain, buyer_gain, made - sales)


def coordinating_fee(price: float, supplier: Supplier, worth: float) -> float:
    """Deductible fee, or payment per unit not called, under which the supplier builds first best."""
    gain = worth - supplier.unit_cost - supplier.capacity_cost
    return supplier.capacity_cost * (worth - price) / gain


def coordinating_reservation(exercise_price: float, supplier: Supplier, worth: float) -> float:
    """Reservation fee at which a buyer that may call at `exercise_price` reserves first best."""
    share = (worth - exercise_price) / (worth - supplier.unit_cost)
    return supplier.capacity_cost * share


def reserve(schedule: Schedule, demand: Demand, worth: float) -> float:
    """Quantity that a buyer reserves, the supplier building what is reserved."""
    return demand.quantile(1.0 - schedule.fee / (worth - schedule.exercise_price))


def portfolio(
    schedules: Sequence[Schedule], demand: Demand, shortage_cost: float
) -> tuple[float, ...]:
    """Quantities reserved under each of several schedules, cheapest to exercise first.

    Martínez-de-Albéniz and Simchi-Levi (2005): up to the total of the first i schedules,
    1 - F = (o_i - o_{i+1}) / (e_{i+1} - e_i), shortage standing for a schedule without a fee.
    """
    last = Schedule(0.0, shortage_cost)
    totals = [
        demand.quantile(1.0 - (a.fee - b.fee) / (b.exercise_price - a.exercise_price))
        for a, b in zip(schedules, [*schedules[1:], last], strict=True)
    ]
    return tuple(float(q) for q in np.diff([0.0, *totals]))


def buyers_price(supplier: Supplier, demand: Demand, worth: float) -> float:
    """Price that is best for a buyer who knows what the supplier builds for it (golden section)."""

    def gain(price: float) -> float:
        offer = price_only(price)
        capacity = best_capacity(offer, supplier, demand)
        return shared_gain(offer, supplier, demand, capacity, worth).buyer

    low, high = supplier.unit_cost + supplier.capacity_cost, worth
    ratio = (5.0**0.5 - 1.0) / 2.0
    while high - low > 1e-12 * max(1.0, worth):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        low, high = (left, high) if gain(left) < gain(right) else (low, right)
    return 0.5 * (low + high)
