r"""Orders that exist, one by one: what is called on their step, and when.

Orders of one buyer with one producer for one product that begin on one day are one step (`model.figures.orders`).
What is called on a step in a period goes to its orders by what has fallen due of each and was not delivered:

    got_o(t) = got_o(t-1) + called_s(t) · lacking_o(t) / Σ_{o' in s} lacking_o'(t),   lacking_o(t) = due_o(t) - got_o(t-1)

To that comes what was delivered before the study.  Nothing but a call is a delivery on an order: a buyer may also take
its producer's goods at the asked price, and need not call what it does not need.  The last day counts for the
period that holds it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd

from offtake.frozen import Indices, Vector
from offtake.market.channels import Owners
from offtake.model.figures.axes import positions
from offtake.model.figures.quantities import Quantities
from offtake.study.study import PERIODS_PER_YEAR, Study


@dataclass(frozen=True)
class OrderBook:
    """Table `orders`, as places and periods."""

    names: tuple[str, ...]
    buyer: Indices
    producer: Indices
    product: Indices
    quantity: Vector
    last_day: tuple[str, ...]
    due: Indices  # period by whose end all is due; `periods` where that is after the study
    before: Vector  # units delivered before the study


def order_book(study: Study) -> OrderBook:
    """The orders of a study; those whose last day is before its start are left out."""
    frame = study.orders
    starts = [study.period_start(t) for t in range(study.settings.periods + 1)]

    def period(day: object) -> int:
        return bisect_right(starts, pd.Timestamp(str(day)).date()) - 1

    due = np.array([period(day) for day in frame["ends"]], np.int64)
    there = due >= 0
    frame, due = frame[there], due[there]
    quantity = frame["quantity"].to_numpy(float)
    passed = np.array([_passed(study, row) for row in frame.to_dict("records")], float)
    stated = frame["delivered"].to_numpy(float)
    return OrderBook(
        names=tuple(str(name) for name in frame["order"]),
        buyer=positions(frame["buyer"], study.buyers["buyer"]),
        producer=positions(frame["producer"], study.producers["producer"]),
        product=positions(frame["product"], study.products["product"]),
        quantity=quantity,
        last_day=tuple(str(pd.Timestamp(str(day)).date()) for day in frame["ends"]),
        due=due,
        before=np.where(np.isnan(stated), quantity * passed, stated),
    )


def _passed(study: Study, row: dict[Hashable, Any]) -> float:
    """Share of an order's time that lies before the study."""
    first, after = study.clock(row["starts"]), study.clock(row["ends"] + timedelta(days=1))
    return float(np.clip(-first / (after - first), 0.0, 1.0))


def filled(orders: OrderBook, q: Quantities, called: Vector) -> Vector:
    """(courses, periods, orders): units that each order has got by the end of each period.

    `called` (courses, periods, steps) are units called on a step so far.
    """
    placed, step = q.orders.placed_due, q.orders.placed_step
    got = np.zeros((*called.shape[:2], step.size))
    fresh = np.diff(called, axis=1, prepend=0.0)
    for t in range(called.shape[1]):
        so_far = got[:, t - 1] if t else np.zeros(got.shape[::2])
        lacking = np.maximum(placed[t] - so_far, 0.0)
        total = Owners(step, called.shape[2]).sums(lacking)
        share = np.divide(fresh[:, t], total, out=np.zeros_like(total), where=total > 0.0)
        got[:, t] = so_far + lacking * share[:, step]
    place = {key[0]: k for k, key in enumerate(q.orders.placed.keys)}
    found = np.zeros((*called.shape[:2], len(orders.names))) + orders.before
    for k, name in enumerate(orders.names):
        if name in place:
            found[:, :, k] += got[:, :, place[name]]
    return found


def can_make(study: Study, orders: OrderBook) -> list[bool]:
    """Whether each order's producer has a line of the product at all; without one it is never filled."""
    lines = set(zip(study.lines["producer"], study.lines["product"], strict=True))
    firms, goods = study.producers["producer"].tolist(), study.products["product"].tolist()
    pairs = zip(orders.producer.tolist(), orders.product.tolist(), strict=True)
    return [(firms[f], goods[j]) in lines for f, j in pairs]


def share_in_time(orders: OrderBook, got: Vector) -> Vector:
    """(courses, orders): share of the quantity that was delivered by the last day, or by the study's end."""
    last = np.minimum(orders.due, got.shape[1] - 1)
    units = got[:, last, np.arange(last.size)]
    quantity = np.where(orders.quantity > 0.0, orders.quantity, 1.0)
    return np.asarray(np.where(orders.quantity > 0.0, units / quantity, 1.0))


def months_late(study: Study, orders: OrderBook, got: Vector) -> Vector:
    """(courses, orders): from the end of the period in which all was due to that in which all was there.

    An order that is not filled within the study counts up to its end: it will be later than that.
    """
    periods = got.shape[1]
    whole = got >= orders.quantity * (1.0 - 1e-9) - 1e-9
    at = np.where(whole.any(axis=1), whole.argmax(axis=1), periods - 1)
    length = 12 // PERIODS_PER_YEAR[study.settings.period]
    return np.asarray(np.maximum(at - orders.due, 0) * float(length))


def completed(orders: OrderBook, got: Vector) -> Vector:
    """(courses, orders): 1 where all was delivered within the study, else 0."""
    return np.asarray(got[:, -1] >= orders.quantity * (1.0 - 1e-9) - 1e-9, float)
