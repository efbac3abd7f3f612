r"""Orders that exist, one by one: first in, first served.

Of what leaves as product j in a period, producer f's part is its share of all that was made of j so far,

    supply_f,j(t) = Σ_d y_d(t) · Σ_{τ≤t} x_f,j(τ) / Σ_{τ≤t} x_j(τ)

for goods in stock bear no name.  Each producer serves its firm orders with it in the order of their first days,
then of the table, before it sells anything else; an order gets no more than what it still lacks, what is left of
the supply, and what its buyer takes of j in the period.  The first and the last day count for the periods that
hold them; an order that began before the study is served from the study's start.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
import pandas as pd

from offtake.model.figures.places import positions
from offtake.model.figures.quantities import Quantities
from offtake.stochastic.program.blocks import Indices, Vector
from offtake.study.study import PERIODS_PER_YEAR, Study


@dataclass(frozen=True)
class Orders:
    """Table `orders`, as places and periods."""

    names: tuple[str, ...]
    buyer: Indices
    producer: Indices
    product: Indices
    quantity: Vector
    last_day: tuple[str, ...]
    first: Indices  # period in which delivery may begin; `periods` where that is after the study
    due: Indices  # period by whose end all is due; `periods` where that is after the study

    @property
    def queue(self) -> list[int]:
        """Orders in the order in which they are served."""
        return sorted(range(len(self.names)), key=lambda k: (int(self.first[k]), k))


def orders_of(study: Study) -> Orders:
    """The orders of a study; those whose last day is before its start are left out."""
    frame = study.orders
    starts = [study.period_start(t) for t in range(study.settings.periods + 1)]

    def period(day: object) -> int:
        return bisect_right(starts, pd.Timestamp(str(day)).date()) - 1

    due = np.array([period(day) for day in frame["ends"]], np.int64)
    there = due >= 0
    frame, due = frame[there], due[there]
    first = np.array([max(period(day), 0) for day in frame["starts"]], np.int64)
    return Orders(
        names=tuple(str(name) for name in frame["order"]),
        buyer=positions(frame["buyer"], study.buyers["buyer"]),
        producer=positions(frame["producer"], study.producers["producer"]),
        product=positions(frame["product"], study.products["product"]),
        quantity=frame["quantity"].to_numpy(float),
        last_day=tuple(str(pd.Timestamp(str(day)).date()) for day in frame["ends"]),
        first=first,
        due=due,
    )


def filled(study: Study, q: Quantities, orders: Orders, make: Vector, deliver: Vector) -> Vector:
    """(courses, periods, orders): units that each order has got by the end of each period.

    `make` (courses, periods, lines) and `deliver` (courses, periods, deliveries) are units of the period.
    """
    courses, periods = make.shape[:2]
    of, products = q.requirements, q.products.labels.size
    firm = positions(study.lines["producer"], study.producers["producer"])
    total = np.zeros((courses, periods, len(orders.names)))
    so_far = np.zeros((courses, len(study.producers), products))
    got = np.zeros((courses, len(orders.names)))
    for t in range(periods):
        for line, j in enumerate(q.lines.product.tolist()):
            so_far[:, firm[line], j] += make[:, t, line]
        taken = np.zeros((courses, q.buyers.labels.size, products))
        for d, j in enumerate(of.product.tolist()):
            taken[:, of.buyer[of.requirement[d]], j] += deliver[:, t, d]
        everyone = so_far.sum(axis=1, keepdims=True)
        share = np.divide(so_far, everyone, out=np.zeros_like(so_far), where=everyone > 0.0)
        supply = share * taken.sum(axis=1, keepdims=True)
        for k in orders.queue:
            if orders.first[k] > t:
                continue
            b, f, j = orders.buyer[k], orders.producer[k], orders.product[k]
            lacking = orders.quantity[k] - got[:, k]
            units = np.minimum(np.minimum(lacking, supply[:, f, j]), taken[:, b, j])
            units = np.maximum(units, 0.0)
            got[:, k] += units
            supply[:, f, j] -= units
            taken[:, b, j] -= units
        total[:, t] = got
    return total


def can_make(study: Study, orders: Orders) -> list[bool]:
    """Whether each order's producer has a line of the product at all; without one it is never filled."""
    lines = set(zip(study.lines["producer"], study.lines["product"], strict=True))
    firms, goods = study.producers["producer"].tolist(), study.products["product"].tolist()
    pairs = zip(orders.producer.tolist(), orders.product.tolist(), strict=True)
    return [(firms[f], goods[j]) in lines for f, j in pairs]


def share_in_time(orders: Orders, got: Vector) -> Vector:
    """(courses, orders): share of the quantity that was delivered by the last day, or by the study's end."""
    last = np.minimum(orders.due, got.shape[1] - 1)
    units = got[:, last, np.arange(last.size)]
    quantity = np.where(orders.quantity > 0.0, orders.quantity, 1.0)
    return np.asarray(np.where(orders.quantity > 0.0, units / quantity, 1.0))


def months_late(study: Study, orders: Orders, got: Vector) -> Vector:
    """(courses, orders): from the end of the period in which all was due to that in which all was there.

    An order that is not filled within the study counts up to its end: it will be later than that.
    """
    periods = got.shape[1]
    whole = got >= orders.quantity * (1.0 - 1e-9) - 1e-9
    at = np.where(whole.any(axis=1), whole.argmax(axis=1), periods - 1)
    length = 12 // PERIODS_PER_YEAR[study.settings.period]
    return np.asarray(np.maximum(at - orders.due, 0) * float(length))


def completed(orders: Orders, got: Vector) -> Vector:
    """(courses, orders): 1 where all was delivered within the study, else 0."""
    return np.asarray(got[:, -1] >= orders.quantity * (1.0 - 1e-9) - 1e-9, float)
