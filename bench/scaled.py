"""A study made larger: copies of its products side by side, more futures, more periods.

Copies have products, lines, projects, needs, prices and orders of their own, and share buyers, producers and drivers,
so that budgets, which grow with the needs, are all that ties them.  Equal copies flatter whatever takes a study
apart; so each copy beyond the first has figures of its own, drawn from named streams of the seed.

>>> from offtake import examples, load
>>> study = scaled(load(examples["toy"]), 2)
>>> study.products["product"].tolist()
['motor', 'motor 2', 'pump', 'smart pump', 'pump 2', 'smart pump 2']
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from offtake.study.dictionary import TABLES
from offtake.study.schema import Table
from offtake.study.study import Study
from offtake.study.wording.where import conditions

COPIED = {"products": "product", "lines": "line", "projects": "project", "capabilities": "capability"}  # fmt: skip
NAMED = ("orders", "instruments")  # copied with what they name, under a name of their own
LEFT = ("rivals", "limits", "driver_effects")
EMPTIED = ("changes", "ranges", "history")  # they name figures that are not there any more
KIND = {
    ("requirements", "quantity"): "need",
    ("orders", "quantity"): "need",
    ("orders", "delivered"): "need",
    ("requirements", "value"): "worth",
    ("requirements", "late_cost"): "worth",
    ("prices", "price"): "price",
    ("orders", "price"): "price",
    ("lines", "capacity"): "capacity",
    ("projects", "adds"): "capacity",
    ("lines", "unit_cost"): "cost",
    ("lines", "fixed_cost"): "cost",
    ("projects", "capex"): "cost",
    ("projects", "fixed_cost"): "cost",
    ("products", "holding_cost"): "cost",
    ("products", "stock_value"): "cost",
}
SPREAD = 1.25  # a figure of a copy lies between this part and this multiple of the first's

Factors = Mapping[str, float]


def scaled(
    study: Study,
    copies: int,
    *,
    equal: bool = False,
    leaves: int | None = None,
    periods: int | None = None,
    seed: int = 1,
) -> Study:
    """`study` with `copies` of its products, over `leaves` futures and `periods` periods.

    Copy k calls its products, lines and projects by their names with k behind.  Years beyond the study's own need,
    and pay, what its last year does.
    """
    factors = [_drawn(k, equal, seed) for k in range(copies)]
    tables = {table.name: _copies(study, table, factors) for table in TABLES}
    tables["driver_effects"] = _effects(study, factors)
    more = sum(f["need"] * f["price"] for f in factors)
    tables["budgets"] = _times(study.budgets, ("amount", "authority"), more)
    tables["pledges"] = _times(study.pledges, ("product_share",), more)
    asked = {"leaves": leaves, "periods": periods}
    settings = {k: v for k, v in asked.items() if v is not None}
    if periods is not None:
        _reach(study, tables, periods)
    return study.with_(
        settings=settings,
        **{n: frame.iloc[:0] if n in EMPTIED else frame for n, frame in tables.items()},
    )


def _drawn(copy: int, equal: bool, seed: int) -> Factors:
    kinds = sorted(set(KIND.values()))
    if copy == 0 or equal:
        return dict.fromkeys(kinds, 1.0)
    reach = np.log(SPREAD)
    drawn = np.exp(np.random.default_rng([seed, copy]).uniform(-reach, reach, len(kinds)))
    return dict(zip(kinds, drawn.tolist(), strict=True))


def _copies(study: Study, table: Table, factors: list[Factors]) -> pd.DataFrame:
    frame = study.tables[table.name]
    renamed = [c.name for c in table.columns if set(c.refers_to) & set(COPIED)]
    renamed += [COPIED[table.name]] if table.name in COPIED else []
    if table.name in LEFT or not renamed or frame.empty:
        return frame
    named = frame[frame[renamed].fillna("").ne("").any(axis=1)]
    renamed += [table.key[0]] if table.name in NAMED else []
    parts = [frame]
    for k, factor in enumerate(factors[1:], start=2):
        own = named.copy()
        for column in renamed:
            own[column] = [f"{v} {k}" if v else v for v in own[column].fillna("")]
        parts.append(_scaled_figures(own, table.name, factor))
    return pd.concat(parts, ignore_index=True)


def _scaled_figures(frame: pd.DataFrame, table: str, factor: Factors) -> pd.DataFrame:
    own = frame.copy()
    for (name, column), kind in KIND.items():
        if name == table:
            own[column] = own[column] * factor[kind]
    return own


def _effects(study: Study, factors: list[Factors]) -> pd.DataFrame:
    """What a state does to rows that it names, for the rows of every copy; rows meant by kind are meant in all."""
    frame = study.driver_effects
    parts = [frame]
    for k, factor in enumerate(factors[1:], start=2):
        own = [_effect(row, k, factor) for _, row in frame.iterrows() if _names(row["where"])]
        parts.append(pd.DataFrame(own, columns=frame.columns).astype(frame.dtypes))
    return pd.concat(parts, ignore_index=True)


def _names(where: str) -> bool:
    return any(column in COPIED.values() for column, _ in conditions(where))


def _effect(row: pd.Series, copy: int, factor: Factors) -> pd.Series:
    parts = [
        f"{column}=" + "|".join(f"{v} {copy}" if column in COPIED.values() else v for v in values)
        for column, values in conditions(row["where"])
    ]
    own = row.copy()
    own["where"] = ";".join(parts)
    if row["operation"] != "scale":
        own["value"] *= factor.get(KIND.get((row["table"], row["column"]), ""), 1.0)
    return own


def _reach(study: Study, tables: dict[str, pd.DataFrame], periods: int) -> None:
    """Needs and budgets over `periods`: cut, or the last year's said again."""
    end = study.period_start(periods)
    last = study.period_start(periods - 1).year
    for name, column in (("requirements", "period"), ("budgets", "year")):
        frame = tables[name]
        if frame.empty:
            continue
        year = frame[column].astype(str).str[:4].astype(int)
        parts = [frame[year <= last]]
        for later in range(int(year.max()) + 1, last + 1):
            again = frame[year == year.max()].copy()
            told = again[column].astype(str).str[4:]
            again[column] = later if column == "year" else str(later) + told
            parts.append(again)
        tables[name] = pd.concat(parts, ignore_index=True)
    moves = tables["driver_states"]
    tables["driver_states"] = moves[[day < end for day in moves["date"]]]
    orders = tables["orders"]
    tables["orders"] = orders[[day < end for day in orders["starts"]]]


def _times(frame: pd.DataFrame, columns: tuple[str, ...], factor: float) -> pd.DataFrame:
    return frame.assign(**{c: frame[c] * factor for c in columns}) if len(frame) else frame
