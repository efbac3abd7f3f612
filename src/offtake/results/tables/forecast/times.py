r"""Delivery times and service levels, buyer by buyer: never delivered, wait, time to a share of a need, chance of meeting a date.

With N_b the units that buyer b needs under one name in all on a path, D_b(t) those delivered by time t,

.. math::
    T_x = \min \{ t : D_b(t) \ge x N_b \}, \quad x = 0.5,\ 0.9,\ 1

deliveries running evenly within a period; T_x is told as a calendar year (2028.5 is mid-2028), empty at a level where
that share is not reached within the study.  A flow that has lapsed is never delivered, so it may keep T_x from being
reached.  With late(y) units of stock late at the end of year y and lost(y) units of flow that lapsed in it, a year is
met where both are 0, and met for the most part where they are a tenth at most of what was late before it or fell due.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from offtake.formulas.bands import BAND, quantile
from offtake.market.timeliness import Timeliness, along_paths, of_buyers, of_plan, told
from offtake.results.dictionary import result
from offtake.results.tables.account import Account
from offtake.results.tables.futures import Array, at_year_end, by_year, unique

ALL = "all buyers"
SHARES = (0.5, 0.9, 1.0)
MOSTLY = 0.9
ROUNDING = 1e-6  # share of a need: what a solver leaves of it is none


def waits(a: Account) -> pd.DataFrame:
    """What is never delivered and how long the rest waits, of all buyers and of each."""
    rows: list[tuple[object, ...]] = []
    for name, buyer, t in _all(a):
        of = told(list(t.waits), a.weight)
        months = [None if v is None else 12.0 * v for v in (of.mean, *of.levels)]
        shares = t.never(a.weight), t.never_of_flows(a.weight), t.never_of_stocks(a.weight)
        needed = float(a.weight @ t.needed)
        rows.append((a.arrangement, name, buyer, needed, *shares, *months, of.on_time))
    return result("waits").frame(rows)


def waits_by_future(a: Account) -> pd.DataFrame:
    """The same by future; empty where there is nothing to be shared or waited for."""
    rows: list[tuple[object, ...]] = []
    for name, buyer, t in _all(a):
        never, wait = t.never_by_path(), 12.0 * t.wait_by_path()
        comes = sum((part.total for part in t.waits), np.zeros_like(wait)) > 0
        for k in range(wait.size):
            needs = float(t.needed[k])
            shown = never[k] if needs > 0 else np.nan, wait[k] if comes[k] else np.nan
            rows.append((a.arrangement, name, buyer, k, needs, *shown))
    return result("waits_by_future").frame(rows)


def reached(a: Account) -> pd.DataFrame:
    """When `SHARES` of each need are delivered, as calendar years."""
    need, given, length = along_paths(a.q, a.tree, a.plan.values)
    first = a.study.settings.start
    start = first.year + (first.month - 1) / 12
    rows: list[tuple[object, ...]] = []
    for name, buyer, own in _owners(a):
        whole, got = need[:, :, own].sum(axis=(1, 2)), given[:, :, own].sum(axis=2)
        for share in SHARES:
            when = _when(got, share * whole, length)
            ever = np.isfinite(when)
            levels = [float(quantile(when[:, None], a.weight, q)[0]) for q in BAND.values()]
            told_ = [start + v if np.isfinite(v) else np.nan for v in levels]
            rows.append((a.arrangement, name, buyer, share, *told_, float(a.weight[ever].sum())))
    return result("reached").frame(rows)


def met(a: Account) -> pd.DataFrame:
    """The chances that all, and that nine tenths at least, of what was late before a year or fell due in it is delivered in it."""
    stock = a.q.requirements.is_stock
    along = a.tree.leaf_paths
    late = at_year_end(a.q.year, (a.short * stock)[along])
    lost = by_year(a.q.year, (a.short * ~stock)[along])
    due = by_year(a.q.year, a.q.requirements.need[along])
    before = np.concatenate([np.zeros_like(late[:, :1]), late[:, :-1]], axis=1)
    rows: list[tuple[object, ...]] = []
    for name, buyer, own in _owners(a):
        asked = (due + before)[:, :, own].sum(axis=2)
        open_ = (late + lost)[:, :, own].sum(axis=2)
        chances = [
            a.weight @ (open_ <= (1.0 - share + ROUNDING) * asked) for share in (1.0, MOSTLY)
        ]
        for k, year in enumerate(a.years):
            rows.append((a.arrangement, name, buyer, year, *(float(c[k]) for c in chances)))
    return result("met").frame(rows)


def _all(a: Account) -> Iterator[tuple[str, str, Timeliness]]:
    """What is needed: of all buyers together, then of each."""
    whole, single = of_plan(a.q, a.tree, a.plan.values), of_buyers(a.q, a.tree, a.plan.values)
    for name, found in whole.items():
        yield name, ALL, found
        for (other, buyer), own in single.items():
            if other == name:
                yield name, buyer, own


def _owners(a: Account) -> Iterator[tuple[str, str, Array]]:
    """The same, as places among the requirements."""
    keys = a.q.requirements.labels.keys
    for name in unique([need for _, need, _ in keys]):
        yield name, ALL, np.array([need == name for _, need, _ in keys])
        for buyer in unique([b for b, need, _ in keys if need == name]):
            yield name, buyer, np.array([(b, need) == (buyer, name) for b, need, _ in keys])


def _when(got: Array, wanted: Array, length: Array) -> Array:
    """(paths,): years until `got` (paths, periods) add up to `wanted`; infinite where they do not."""
    edges = np.concatenate([[0.0], np.cumsum(length)])
    so_far = np.concatenate([np.zeros((got.shape[0], 1)), np.cumsum(np.maximum(got, 0), 1)], 1)
    enough = wanted * (1.0 - ROUNDING)
    period = (so_far[:, 1:] < enough[:, None]).sum(axis=1)
    at = np.minimum(period, length.size - 1)
    row = np.arange(at.size)
    low, high = so_far[row, at], so_far[row, at + 1]
    part = np.divide(enough - low, high - low, out=np.zeros_like(low), where=high > low)
    when = edges[at] + np.clip(part, 0.0, 1.0) * length[at]
    return np.where(wanted <= 0, 0.0, np.where(period < length.size, when, np.inf))
