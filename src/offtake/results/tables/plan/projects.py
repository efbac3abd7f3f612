"""Which projects a plan begins, in how many futures, and when.

One row for each project of the study, begun or not: the figures of one project as the study states them
(capex, adds), the share of futures in which it is begun at all, and the dates of its first start.  `begin`
is the median over the futures in which it is begun; `build_end` and `full_rate` follow from the build
time and ramp that the study states before any slip.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from offtake.formulas.bands import quantile
from offtake.results.dictionary import result
from offtake.results.tables.account import Account
from offtake.results.tables.futures import by_future

BEGUN = 0.5  # a count of projects is whole up to the solver's tolerance


def projects(a: Account) -> pd.DataFrame:
    """Every project of the study; dates are ISO text, missing where it is begun in no future."""
    study = a.study
    stated = study.projects.merge(
        study.lines[["line", "producer", "product"]], on="line", how="left", validate="m:1"
    )
    share, first = starts(a)
    rows = []
    for project in stated.to_dict("records"):
        name = str(project["project"])
        period = first.get(name)
        begin = None if period is None else study.period_start(period)
        built = None if begin is None else _after(begin, float(project["build_time"]))
        full = None if built is None else _after(built, _ramp_years(project["ramp"]))
        dates = {"begin": _iso(begin), "build_end": _iso(built), "full_rate": _iso(full)}
        about = {"arrangement": a.arrangement, "share_begun": share.get(name, 0.0)}
        rows.append(project | about | dates)
    return result("projects").frame(rows)


def starts(a: Account) -> tuple[dict[str, float], dict[str, int]]:
    """By project: the share of futures in which it is begun, and the median first period among those."""
    weight = a.weight
    begun = by_future(a.tree, a.plan.values["begun"]) > BEGUN
    share, first = {}, {}
    for k, (project,) in enumerate(a.plan.labels["begun"].keys):
        ever = begun[:, -1, k]
        share[project] = min(float(weight[ever].sum()), 1.0)
        if ever.any():
            period = np.argmax(begun[ever, :, k], axis=1).astype(float)
            median = quantile(period[:, None], weight[ever] / weight[ever].sum(), 0.5)
            first[project] = int(median[0])
    return share, first


def earliest(a: Account) -> dict[str, int]:
    """First period in which each project is begun in any future."""
    begun = by_future(a.tree, a.plan.values["begun"]) > BEGUN
    return {
        project: int(np.argmax(begun[:, :, k].any(axis=0)))
        for k, (project,) in enumerate(a.plan.labels["begun"].keys)
        if begun[:, :, k].any()
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _ramp_years(ramp: object) -> float:
    """Years from completion until the full rate: entries of the ramp below 1."""
    shares = ramp if isinstance(ramp, tuple | list | np.ndarray) else ()
    return float(sum(1 for share in shares if share < 1.0))


def _after(day: date, years: float) -> date:
    """The first of the month that many years later, to the nearest month."""
    month = day.year * 12 + day.month - 1 + round(12.0 * years)
    return date(month // 12, month % 12 + 1, 1)
