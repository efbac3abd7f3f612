r"""What is delivered when, what is needed, and what is late.

At node n of period length Δ and probability π, with u the units late of stock requirements, v those missed of
flow requirements, and q the units needed:

.. math::
    \text{unit-years late} &= \textstyle\sum_n π_n Δ\, (u_{a(n)} + u_n) / 2

since what is late rises and falls evenly within a period.  How long units wait, and what is never delivered, is
never one number: see `market.timeliness`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from offtake.formulas.bands import BAND, summary
from offtake.market.timeliness import Timeliness, of_plan, told
from offtake.results.tables.account import Account
from offtake.results.tables.futures import Array, at_year_end, by_future, by_year, summed_by, unique

LATENESS = (
    "arrangement", "product", "unit_years", "units_missed", "never_delivered", "of_flows", "of_stocks", "wait_months",
    *(f"wait_{level}" for level in BAND), "on_time", "still_open", "open_months",
)  # fmt: skip


def deliveries(a: Account) -> pd.DataFrame:
    """Units delivered in each period: arrangement, product, period, year, mean, p05 … p95.

    A capability that is required stands among the products, in its own units.
    """
    names, values = delivered(a)
    frame = _tidy(summary(by_future(a.tree, values), a.weight, BAND), _periods(a), names)
    frame.insert(0, "arrangement", a.arrangement)
    return frame


def deliveries_by_year(a: Account) -> pd.DataFrame:
    """Units delivered in each calendar year: arrangement, product, year, mean, p05 … p95."""
    names, values = delivered(a)
    sums = by_year(a.q.year, by_future(a.tree, values))
    frame = _tidy(summary(sums, a.weight, BAND), pd.DataFrame({"year": a.years}), names)
    frame.insert(0, "arrangement", a.arrangement)
    return frame


def need(a: Account) -> pd.DataFrame:
    """Units that fall due in each period, all buyers: product, period, mean, p05 … p95."""
    owner = needs(a)
    names = unique(owner)
    paths = by_future(a.tree, summed_by(a.q.requirements.need, owner, names))
    return _tidy(summary(paths, a.weight, BAND), _periods(a), names).drop(columns="year")


def shortfall(a: Account) -> pd.DataFrame:
    """Who is short when: arrangement, buyer, year, share_late, late.

    `late`: expected units needed up to the end of the year and not delivered by then, whether still late or
    missed for good; `share_late`: that, over all that was needed up to then; 0 where nothing was.
    """
    buyers = [buyer for (buyer,) in a.q.buyers.labels.keys]
    owner = [buyer for buyer, _, _ in a.q.requirements.labels.keys]
    stock = at_year_end(a.q.year, _along(a, a.short * a.q.requirements.is_stock, owner, buyers))
    flow = by_year(a.q.year, _along(a, a.short * ~a.q.requirements.is_stock, owner, buyers))
    arose = by_year(a.q.year, _along(a, a.q.requirements.need, owner, buyers))
    short = np.tensordot(a.weight, stock + np.cumsum(flow, axis=1), axes=1)
    due = np.tensordot(a.weight, np.cumsum(arose, axis=1), axes=1)
    share = np.divide(short, due, out=np.zeros_like(short), where=due > 0)
    return pd.DataFrame(
        {
            "arrangement": a.arrangement,
            "buyer": np.tile(buyers, len(a.years)),
            "year": np.repeat(a.years, len(buyers)),
            "share_late": share.ravel(),
            "late": short.ravel(),
        }
    )


def lateness(a: Account) -> pd.DataFrame:
    """How late each product or capability is: arrangement, product, then of its needs

    unit_years late (stocks) and units_missed (flows), expected; never_delivered, share of all need, and of_flows and
    of_stocks, shares of each kind; months that delivered stock units wait: wait_months, the mean over units, wait_p05
    to wait_p95, and on_time, the share that does not; still_open, units of stock open at the end, open_months, how
    long they have been.  Empty (NaN) where there is no such need.
    """
    waiting, lost, found = late(a), missed(a), timely(a)
    rows = [
        {
            "arrangement": a.arrangement,
            "product": name,
            "unit_years": waiting[name],
            "units_missed": lost[name],
            **{key: np.nan if v is None else v for key, v in _waits(a, found[name]).items()},
        }
        for name in waiting
    ]
    return pd.DataFrame(rows, columns=list(LATENESS))


def timely(a: Account) -> dict[str, Timeliness]:
    """By what is needed: what is never delivered and how long what comes is waited for."""
    return of_plan(a.q, a.tree, a.plan.values)


def _waits(a: Account, t: Timeliness) -> dict[str, float | None]:
    waits, ages = told(list(t.waits), a.weight), told(list(t.ages), a.weight)
    mean, open_for, *levels = (
        None if v is None else 12.0 * v for v in (waits.mean, ages.mean, *waits.levels)
    )
    open_ = float(a.weight @ t.never_stock)
    return {
        "never_delivered": t.never(a.weight),
        "of_flows": t.never_of_flows(a.weight),
        "of_stocks": t.never_of_stocks(a.weight),
        "wait_months": mean,
        **dict(zip((f"wait_{level}" for level in BAND), levels, strict=True)),
        "on_time": waits.on_time,
        "still_open": open_ if t.waits else None,
        "open_months": open_for,
    }


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


def _periods(a: Account) -> pd.DataFrame:
    labels = [a.study.period_label(t) for t in range(a.tree.periods)]
    return pd.DataFrame({"period": labels, "year": a.q.year})


def _tidy(figures: dict[str, Array], times: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Figures of shape (times, names) as rows, name by name."""
    frame = pd.concat([times] * len(names), ignore_index=True) if names else times.iloc[:0].copy()
    frame.insert(0, "product", np.repeat(np.asarray(names, dtype=object), len(times)))
    for label, values in figures.items():
        frame[label] = values.T.ravel()
    return frame.astype({"product": "str"})
