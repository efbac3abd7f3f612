"""What changed in the answer between two runs, decision by decision."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from offtake.results.run import Run

DECISIONS = {
    "projects": ("projects", ("arrangement", "project"), ("share_begun", "begin")),
    "clauses": (
        "clauses",
        ("kind", "buyer", "producer", "covers", "unit"),
        ("size", "expected_cost"),
    ),
    "producers": ("producers", ("arrangement", "producer"), ("accepts", "acceptance", "npv_mean")),
}
"""By name: the result table, the columns that name a decision, and what is told of it."""


def changed_headline(before: Run, after: Run) -> pd.DataFrame:
    """arrangement, measure, unit, before, after, difference, noise: means, for what both runs have.

    `noise` is the difference that plans proved only to their gaps could have by themselves, in money; NaN elsewhere.
    """
    key = ["arrangement", "measure", "unit"]
    one, other = (run.tables["answer"][[*key, "mean"]] for run in (before, after))
    both = one.merge(other, on=key, how="inner", suffixes=("_before", "_after"), sort=False)
    both = both.rename(columns={"mean_before": "before", "mean_after": "after"})
    both["difference"] = both["after"] - both["before"]
    both["noise"] = [
        _noise(before, after, arrangement) if unit.startswith("million") else np.nan
        for arrangement, unit in zip(both["arrangement"], both["unit"], strict=True)
    ]
    return both


def changed_decisions(before: Run, after: Run, name: str) -> pd.DataFrame:
    """Decisions of one of `DECISIONS` that differ: what names it, then each figure before and after.

    A decision that stands in one run only has empty figures in the other.
    """
    table, key, figures = DECISIONS[name]
    one, other = (_table(run, table, key, figures) for run in (before, after))
    met = [*key, "nth"]
    both = one.merge(other, on=met, how="outer", suffixes=("_before", "_after"), sort=True)
    differs = np.zeros(len(both), bool)
    for figure in figures:
        differs |= ~_alike(both[f"{figure}_before"], both[f"{figure}_after"])
    columns = [f"{figure}_{side}" for figure in figures for side in ("before", "after")]
    return both.loc[differs, [*key, *columns]].reset_index(drop=True)


def _table(run: Run, table: str, key: tuple[str, ...], figures: tuple[str, ...]) -> pd.DataFrame:
    """The table's columns, with a number for rows whose key stands more than once."""
    frame = run.tables.get(table, pd.DataFrame(columns=[*key, *figures]))[[*key, *figures]]
    return frame.assign(nth=frame.groupby(list(key)).cumcount())


def _alike(one: pd.Series, other: pd.Series) -> npt.NDArray[np.bool_]:
    a, b = (pd.to_numeric(side, errors="coerce").to_numpy(float) for side in (one, other))
    text = (one.astype("str").fillna("") == other.astype("str").fillna("")).to_numpy(bool)
    return np.where(np.isnan(a) | np.isnan(b), text, np.isclose(a, b, rtol=1e-6, atol=1e-9))


def _noise(before: Run, after: Run, arrangement: str) -> float:
    plans = [run.plans[arrangement] for run in (before, after) if arrangement in run.plans]
    return float(sum(plan.gap * abs(plan.objective) for plan in plans))
