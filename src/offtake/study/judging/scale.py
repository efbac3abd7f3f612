"""Figures that can be so, and are more likely in another unit: told when a study is checked, never refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from offtake.study.study import PERIODS_PER_YEAR, Study

FAR = 1000.0
"""A cost or a price of a unit that is so many times its worth is more likely in another unit of money."""
BESIDE, OTHERS = 30.0, 3
"""A line that could make so many times what all others of its product can, of which there are so many, is more likely in
another unit."""


def out_of_scale(study: Study) -> list[str]:
    """A sentence for each kind of figure that is far out of scale, naming the first three rows."""
    currency = study.settings.currency
    values = study.requirements.groupby("product")["value"].max()
    worth = {str(product): float(value) for product, value in values.items()}
    told = [
        f"{kind} of {_some(names)}: at least {FAR:,.0f} times what a unit is worth (column value of requirements); "
        f"both are in millions of {currency} for one unit"
        for kind, rows in (("unit_cost", study.lines), ("price", study.prices))
        if (names := list(_far(rows, kind, worth)))
    ]
    told += [
        f"capacity of {name} ({capacity:g}): at least {BESIDE:g} times that of all other lines of {product} together; it is in {unit} a year"
        for name, capacity, product, unit in _beyond_all_others(study)
    ]
    years = study.settings.periods / PERIODS_PER_YEAR[study.settings.period]
    made = dict(zip(study.lines["line"], study.lines["product"], strict=True))
    projects = study.projects.to_dict("records")
    if names := [
        f"{row['project']} ({row['capex']:g})"
        for row in projects
        if 0 < FAR * row["adds"] * years * worth.get(made[row["line"]], 0.0) <= row["capex"]
    ]:
        told.append(
            f"capex of {_some(names)}: at least {FAR:,.0f} times the worth of all that it adds in the study; it is in millions of {currency}"
        )
    if names := [
        f"{row['project']} ({row['build_time']:g})"
        for row in projects
        if row["build_time"] >= years and not isinstance(row["begun"], date)
    ]:
        told.append(
            f"build_time of {_some(names)}: not complete before the study ends, after {years:g} {'year' if years == 1 else 'years'}; build_time is in years"
        )
    return told


def _far(rows: pd.DataFrame, column: str, worth: dict[str, float]) -> Iterator[str]:
    for row in rows.to_dict("records"):
        most = worth.get(row["product"], 0.0)
        if most > 0 and row[column] >= FAR * most:
            name = row.get("line") or f"{row['producer']} for {row['product']}"
            yield f"{name} ({row[column]:g}, worth {most:g})"


def _beyond_all_others(study: Study) -> Iterator[tuple[str, float, str, str]]:
    units = dict(zip(study.products["product"], study.products["unit"], strict=True))
    for product, lines in study.lines[study.lines["capacity"] > 0].groupby("product"):
        whole = lines["capacity"].sum()
        for name, capacity in zip(lines["line"], lines["capacity"], strict=True):
            if len(lines) > OTHERS and capacity >= BESIDE * (whole - capacity):
                yield str(name), float(capacity), str(product), str(units[product])


def _some(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
