"""Bands of what comes with noise: made by all, firm and country, and delivered, year by year; never delivered in all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from offtake.formulas.bands import BAND, described
from offtake.frozen import Vector
from offtake.simulation.follow import Deliveries
from offtake.simulation.noisy import Noisy

COLUMNS = ("variable", "product", "by", "name", "year", "mean", *BAND)
NEVER = ("product", "mean", *BAND)


def yearly_bands(d: Deliveries, n: Noisy) -> pd.DataFrame:
    """variable (made, delivered), product, by (all, firm, country), name, year, mean, p05 … p95; units a year."""
    lines, rows = d.study.lines, []
    for product in d.study.products["product"]:
        own = (lines["product"] == product).to_numpy()
        groups = [("all", "all lines", own)]
        for by, column in (("firm", "producer"), ("country", "country")):
            owner = lines[column].fillna("").astype(str).to_numpy()
            groups += [(by, name, own & (owner == name)) for name in sorted(set(owner[own]) - {""})]
        for by, name, these in groups:
            if these.any():
                units = n.made[:, :, these].sum(axis=2)
                rows += _of_years(("made", str(product), by, name), units, n)
        taken = np.array([key[3] == product for key in d.labels["deliver"].keys])
        if taken.any():
            units = n.delivered[:, :, taken].sum(axis=2)
            rows += _of_years(("delivered", str(product), "all", "all buyers"), units, n)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def never_bands(d: Deliveries, n: Noisy) -> pd.DataFrame:
    """product (or capability), mean and p05 … p95 over paths of the share of its need that is never delivered."""
    keys = d.labels["need"].keys
    rows: list[tuple[object, ...]] = []
    for name in dict.fromkeys(key[1] for key in keys):
        own = np.array([key[1] == name for key in keys])
        lost, whole = n.never[:, own].sum(axis=1), n.needed[:, own].sum(axis=1)
        share = np.divide(lost, whole, out=np.zeros_like(lost), where=whole > 0)
        total = float(n.probability @ whole)
        mean = float(n.probability @ lost) / total if total > 0 else 0.0
        band = described(share, n.probability) | {"mean": mean}
        rows.append((name, *band.values()))
    return pd.DataFrame(rows, columns=list(NEVER))


def _of_years(key: Sequence[str], units: Vector, n: Noisy) -> list[tuple[object, ...]]:
    return [
        (*key, int(year), *described(units[:, k], n.probability).values())
        for k, year in enumerate(n.years)
    ]
