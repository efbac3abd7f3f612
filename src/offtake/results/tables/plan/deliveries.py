r"""What is delivered when, what is needed, and what is late.

At node n of period length Δ and probability π, with u the units late of stock requirements, v those missed of
flow requirements, and q the units needed:

.. math::
    \text{unit-years late} &= \textstyle\sum_n π_n Δ\, (u_{a(n)} + u_n) / 2

since what is late rises and falls evenly within a period.  How long units wait, and what is never delivered, is
never one number: see `market.timeliness`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from offtake.formulas.bands import BAND, summary
from offtake.market.timeliness import Timeliness, of_plan, told
from offtake.results.dictionary import result
from offtake.results.tables.account import Account
from offtake.results.tables.futures import Array, at_year_end, by_future, by_year, summed_by, unique


def deliveries(a: Account) -> pd.DataFrame:
    """Units delivered in each period; a capability that is required stands among the products, in its own units."""
    names, values = delivered(a)
    return _tidy(a, "deliveries", by_future(a.tree, values), _periods(a), names)


def deliveries_by_year(a: Account) -> pd.DataFrame:
    """Units delivered in each calendar year."""
    names, values = delivered(a)
    sums = by_year(a.q.year, by_future(a.tree, values))
    return _tidy(a, "deliveries_by_year", sums, {"year": a.years}, names)


def need(a: Account) -> pd.DataFrame:
    """Units that fall due in each period, all buyers."""
    owner = needs(a)
    names = unique(owner)
    paths = by_future(a.tree, summed_by(a.q.requirements.need, owner, names))
    return _tidy(a, "need", paths, _periods(a), names)


def shortfall(a: Account) -> pd.DataFrame:
    """Who is short when, whether what is needed is still late or missed for good; the share is 0 where nothing was needed."""
    buyers = [buyer for (buyer,) in a.q.buyers.labels.keys]
    owner = [buyer for buyer, _, _ in a.q.requirements.labels.keys]
    stock = at_year_end(a.q.year, _along(a, a.short * a.q.requirements.is_stock, owner, buyers))
    flow = by_year(a.q.year, _along(a, a.short * ~a.q.requirements.is_stock, owner, buyers))
    arose = by_year(a.q.year, _along(a, a.q.requirements.need, owner, buyers))
    short = np.tensordot(a.weight, stock + np.cumsum(flow, axis=1), axes=1)
    due = np.tensordot(a.weight, np.cumsum(arose, axis=1), axes=1)
    share = np.divide(short, due, out=np.zeros_like(short), where=due > 0)
    return result("shortfall").frame(
        {
            "arrangement": a.arrangement,
            "buyer": np.tile(buyers, len(a.years)),
            "year": np.repeat(a.years, len(buyers)),
            "share_late": share.ravel(),
            "late": short.ravel(),
        }
    )


def lateness(a: Account) -> pd.DataFrame:
    """How late each product or capability is; empty where there is no such need."""
    lost, found = missed(a), timely(a)
    return result("lateness").frame(
        (a.arrangement, name, units, lost[name], *_waits(a, found[name]))
        for name, units in late(a).items()
    )


def timely(a: Account) -> dict[str, Timeliness]:
    """By what is needed: what is never delivered and how long what comes is waited for."""
    return of_plan(a.q, a.tree, a.plan.values)


def _waits(a: Account, t: Timeliness) -> tuple[float | None, ...]:
    """Columns of `lateness` from never_delivered on."""
    waits, ages = told(list(t.waits), a.weight), told(list(t.ages), a.weight)
    *months, open_for = (
        None if v is None else 12.0 * v for v in (waits.mean, *waits.levels, ages.mean)
    )
    shares = t.never(a.weight), t.never_of_flows(a.weight), t.never_of_stocks(a.weight)
    still_open = float(a.weight @ t.never_stock) if t.waits else None
    return (*shares, *months, waits.on_time, still_open, open_for)


def late(a: Account) -> dict[str, float]:
    """Expected unit-years late of stock requirements, by what is needed."""
    parent, short = a.tree.parent[:, None], a.short * a.q.requirements.is_stock
    before = np.where(parent >= 0, short[a.tree.parent], 0.0)
    return _by_need(a, a.study.step * (a.tree.probability @ (before + short)) / 2)


def missed(a: Account) -> dict[str, float]:
    """Expected units of flow requirements that are never delivered, by what is needed."""
    return _by_need(a, a.tree.probability @ (a.short * ~a.q.requirements.is_stock))


def delivered(a: Account) -> tuple[list[str], Array]:
    """Products, then capabilities that are required, and units of each delivered: (nodes, names)."""
    keys, values = a.q.requirements.deliveries.keys, a.plan.values["deliver"]
    goods = {product for (product,) in a.q.products.labels.keys}
    products = unique([product for _, _, _, product in keys])
    abilities = unique([name for _, name, _, _ in keys if name not in goods])
    made = summed_by(values, [product for _, _, _, product in keys], products)
    given = summed_by(
        values * a.q.requirements.contribution, [name for _, name, _, _ in keys], abilities
    )
    return [*products, *abilities], np.concatenate([made, given], axis=1)


def needs(a: Account) -> list[str]:
    """What each requirement asks for: a product or a capability."""
    return [name for _, name, _ in a.q.requirements.labels.keys]


def _along(a: Account, values: Array, owner: Sequence[str], names: Sequence[str]) -> Array:
    return by_future(a.tree, summed_by(values, owner, names))


def _by_need(a: Account, values: Array) -> dict[str, float]:
    owner = needs(a)
    sums = summed_by(values[None, :], owner, unique(owner))[0]
    return dict(zip(unique(owner), sums.tolist(), strict=True))


def _periods(a: Account) -> dict[str, Sequence[object]]:
    labels = [a.study.period_label(t) for t in range(a.tree.periods)]
    return {"period": labels, "year": a.q.year.tolist()}


def _tidy(
    a: Account, name: str, values: Array, times: Mapping[str, Sequence[object]], names: list[str]
) -> pd.DataFrame:
    """Mean and levels of values (paths, times, names) as rows of a result table, name by name."""
    figures = summary(values, a.weight, BAND)
    own = {level: numbers.T.ravel() for level, numbers in figures.items()}
    when = {key: [*stated] * len(names) for key, stated in times.items()}
    products = np.repeat(np.asarray(names, dtype=object), values.shape[1])
    return result(name).frame({"arrangement": a.arrangement, "product": products, **when, **own})
