r"""Means, bands and standard errors over paths.

With weights w_k of paths k (sum 1) and a figure X,

    mean = Σ w_k X_k,     standard error = sqrt( n/(n-1) Σ w_k² (X_k - mean)² ),     n paths

which for equal weights is the usual s/√n.  The q-quantile is the smallest value that is reached with
probability q at least, so it occurs on some path.  The mean of the worst share α of costs has, to first order,
the standard error of the excess over its quantile, divided by α.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from offtake.formulas.bands import described, quantile
from offtake.frozen import Vector
from offtake.market.timeliness import timeliness, told
from offtake.simulation.follow import Deliveries
from offtake.simulation.orders import can_make, completed, months_late, share_in_time
from offtake.stochastic.risk.worst_share import worst_share_mean


def standard_error(values: Vector, weight: Vector) -> float:
    """How far the mean over these paths may lie from that over all there could be; 0 for one path.

    >>> round(standard_error(np.array([0.0, 1.0, 0.0, 1.0]), np.full(4, 0.25)), 6)
    0.288675
    """
    if values.size < 2:
        return 0.0
    off = values - np.sum(weight * values)
    return float(np.sqrt(values.size / (values.size - 1) * np.sum(weight**2 * off**2)))


def worst_mean(cost: Vector, weight: Vector, tail: float) -> tuple[float, float]:
    """Mean of the worst share `tail` of costs, and its standard error."""
    threshold = quantile(cost, weight, 1.0 - tail)
    error = standard_error(np.maximum(cost - threshold, 0.0), weight) / tail
    return worst_share_mean(cost, weight, tail), error


def by_year(d: Deliveries) -> pd.DataFrame:
    """Units delivered in each calendar year: product, year, mean, standard_error, p05 … p95.

    A capability that is required stands among the products, in its own units.
    """
    rows: list[dict[str, object]] = [
        {"product": name, "year": int(year), **_sampled(d, units[:, k])}
        for name, units in yearly(d, d.values["deliver"]).items()
        for k, year in enumerate(np.unique(d.year))
    ]
    return _frame(rows, "product", "year")


def delivery_times(d: Deliveries) -> dict[str, dict[str, float]]:
    """never_delivered, share of need, and wait_months, mean over delivered stock units, each by what is needed."""
    keys, given = d.labels["deliver"].keys, d.values["deliver"] * d.contribution
    needs = list(dict.fromkeys(key[:3] for key in keys))
    got = np.stack([given[:, :, [key[:3] == n for key in keys]].sum(axis=2) for n in needs], axis=2)
    short = {
        (*key, kind): d.values[name][:, :, k]
        for name, kind in (("late", "stock"), ("missed", "flow"))
        for k, key in enumerate(d.labels[name].keys)
    }
    need = got.copy()
    for r, (buyer, name, kind) in enumerate(needs):
        open_ = short[buyer, name, kind]
        need[:, :, r] += np.diff(open_, axis=1, prepend=0.0) if kind == "stock" else open_
    is_stock = np.array([kind == "stock" for _, _, kind in needs])
    names, length = [name for _, name, _ in needs], np.full(got.shape[1], d.study.step)
    never, wait = {}, {}
    for name, found in timeliness(names, is_stock, need, got, length).items():
        share, years = found.never(d.weight), told(list(found.waits), d.weight).mean
        if share is not None:
            never[name] = share
        if years is not None:
            wait[name] = 12.0 * years
    return {"never_delivered": never, "wait_months": wait}


def order_statistics(d: Deliveries) -> pd.DataFrame:
    """One row an order: who, what, how much and by when; `makes`, whether the producer has a line of the product;
    the share delivered by the last day and the months late, each with its band; and `completed`, the share of
    paths on which all of it is delivered within the study."""
    o = d.orders
    share, late = share_in_time(o, d.filled), months_late(d.study, o, d.filled)
    whole, makes = completed(o, d.filled), can_make(d.study, o)
    of = (("buyers", "buyer"), ("producers", "producer"), ("products", "product"))
    buyers, firms, goods = (d.study.tables[table][name].tolist() for table, name in of)
    rows: list[dict[str, object]] = [
        {
            "order": name,
            "buyer": buyers[o.buyer[k]],
            "producer": firms[o.producer[k]],
            "product": goods[o.product[k]],
            "quantity": float(o.quantity[k]),
            "ends": o.last_day[k],
            "makes": makes[k],
            **{f"in_time_{n}": v for n, v in described(share[:, k], d.weight).items()},
            **{f"months_late_{n}": v for n, v in described(late[:, k], d.weight).items()},
            "completed": float(np.sum(d.weight * whole[:, k])),
        }
        for k, name in enumerate(o.names)
    ]
    return _frame(rows, "order")


def yearly(d: Deliveries, deliver: Vector) -> dict[str, Vector]:
    """Name of every product and capability delivered -> (courses, years) units.

    `deliver` is (courses, periods, deliveries), of `d` or of the tree that its plan was made for.
    """
    keys = d.labels["deliver"].keys
    goods = set(d.study.products["product"])
    years = np.unique(d.year)
    found: dict[str, Vector] = {}
    none = np.zeros((deliver.shape[0], years.size))
    for column, (_, need, _, product) in enumerate(keys):
        sums = np.stack([deliver[:, d.year == y, column].sum(axis=1) for y in years], axis=1)
        found[product] = found.get(product, none) + sums
        if need not in goods:
            found[need] = found.get(need, none) + sums * d.contribution[column]
    return found


def _sampled(d: Deliveries, by_course: Vector) -> dict[str, float]:
    """Mean, its standard error and the band of a figure known by course."""
    told = described(by_course, d.weight)
    error = standard_error(by_course[d.course], d.probability)
    return {"mean": told.pop("mean"), "standard_error": error, **told}


def _frame(rows: list[dict[str, object]], *names: str) -> pd.DataFrame:
    return pd.DataFrame(rows) if rows else pd.DataFrame(columns=list(names))
