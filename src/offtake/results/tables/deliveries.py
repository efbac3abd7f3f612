r"""What is delivered when, what is needed, and what is late.

At node n of period length Δ and probability π, with u the units late of stock requirements, v those missed of
flow requirements, and q the units needed:

.. math::
    \text{unit-years late} &= \textstyle\sum_n π_n Δ\, u_n \\
    \text{mean delay}      &= 12 \textstyle\sum_n π_n Δ\, (u_n + v_n) \big/ \sum_n π_n q_n  && \text{months}

The second is Little's law: the mean time that a unit waits is the mean number waiting over the rate at which
needs arise.  A unit missed counts for the one period in which it was needed: its need lapses then.  Units still
late at the end of the study count up to that end only.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from offtake.results.tables.account import Account
from offtake.results.tables.futures import (
    BAND,
    FAN,
    Array,
    at_year_end,
    by_future,
    by_year,
    grouped,
    summary,
    unique,
)


def deliveries(a: Account) -> pd.DataFrame:
    """Units delivered in each period: arrangement, product, period, year, mean, p05 … p95.

    A capability that is required stands among the products, in its own units.
    """
    names, values = delivered(a)
    frame = _tidy(summary(by_future(a.tree, values), a.weight, FAN), _periods(a), names)
    frame.insert(0, "arrangement", a.arrangement)
    return frame


def deliveries_by_year(a: Account) -> pd.DataFrame:
    """Units delivered in each calendar year: arrangement, product, year, mean, p05 … p95."""
    names, values = delivered(a)
    sums = by_year(a.q.year, by_future(a.tree, values))
    frame = _tidy(summary(sums, a.weight, FAN), pd.DataFrame({"year": a.years}), names)
    frame.insert(0, "arrangement", a.arrangement)
    return frame


def need(a: Account) -> pd.DataFrame:
    """Units that fall due in each period, all buyers: product, period, mean, p05, p50, p95."""
    owner = needs(a)
    names = unique(owner)
    paths = by_future(a.tree, grouped(a.q.requirements.need, owner, names))
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
    """arrangement, product, unit_years (stock requirements late), units_missed (flow requirements)."""
    waiting, lost = late(a), missed(a)
    return pd.DataFrame(
        {
            "arrangement": a.arrangement,
            "product": list(waiting),
            "unit_years": list(waiting.values()),
            "units_missed": list(lost.values()),
        }
    )


def late(a: Account) -> dict[str, float]:
    """Expected unit-years late of stock requirements, by what is needed."""
    waiting = a.study.step * (a.tree.probability @ (a.short * a.q.requirements.is_stock))
    return _by_need(a, waiting)


def missed(a: Account) -> dict[str, float]:
    """Expected units of flow requirements that are never delivered, by what is needed."""
    return _by_need(a, a.tree.probability @ (a.short * ~a.q.requirements.is_stock))


def mean_delay(a: Account) -> float | None:
    """Months that a unit needed is late on average; None where none is needed."""
    waiting, arose = _waiting(a)
    total = float(a.weight @ arose)
    return 12.0 * float(a.weight @ waiting) / total if total > 0 else None


def delay_by_future(a: Account) -> Array:
    """The same ratio within each future, (leaves,); 0 where the future needs nothing."""
    waiting, arose = _waiting(a)
    return 12.0 * np.divide(waiting, arose, out=np.zeros_like(waiting), where=arose > 0)


def delivered(a: Account) -> tuple[list[str], Array]:
    """Products, then capabilities that are required, and units of each delivered: (nodes, names)."""
    keys, values = a.q.requirements.deliveries.keys, a.plan.values["deliver"]
    goods = {product for (product,) in a.q.products.labels.keys}
    products = unique([product for _, _, _, product in keys])
    abilities = unique([name for _, name, _, _ in keys if name not in goods])
    made = grouped(values, [product for _, _, _, product in keys], products)
    given = grouped(
        values * a.q.requirements.contribution, [name for _, name, _, _ in keys], abilities
    )
    return [*products, *abilities], np.concatenate([made, given], axis=1)


def needs(a: Account) -> list[str]:
    """What each requirement asks for: a product or a capability."""
    return [name for _, name, _ in a.q.requirements.labels.keys]


def _waiting(a: Account) -> tuple[Array, Array]:
    """Unit-years late or missed, and units needed, by future: (leaves,) each."""
    units = a.short.sum(axis=1, keepdims=True)
    arose = a.q.requirements.need.sum(axis=1, keepdims=True)
    paths = by_future(a.tree, np.concatenate([a.study.step * units, arose], axis=1)).sum(axis=1)
    return paths[:, 0], paths[:, 1]


def _along(a: Account, values: Array, owner: Sequence[str], names: Sequence[str]) -> Array:
    return by_future(a.tree, grouped(values, owner, names))


def _by_need(a: Account, values: Array) -> dict[str, float]:
    owner = needs(a)
    sums = grouped(values[None, :], owner, unique(owner))[0]
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
