"""Who pays: payments grouped as a reader asks, with the worst case beside the mean."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from offtake.errors import UsageError
from offtake.formulas.bands import quantile
from offtake.formulas.finance import cvar
from offtake.study.wording.near import did_you_mean

WORST = 0.95
BY = ("arrangement", "payer", "item", "state", "year")


def grouped_payments(
    payments: pd.DataFrame, futures: pd.DataFrame, by: Sequence[str]
) -> pd.DataFrame:
    """by…, mean, p95, tail, worst of what is paid, summed within each future over all that `by` does not name.

    p95: 5% of futures cost more; tail: the mean of the 5% that cost most; worst: the most in any future.

    `payments` holds future, amount and the columns of `BY`; `futures` every future's probability and state.
    With `state` in `by`, figures are over the futures that end in it.  Raises UsageError for another column.
    """
    check_columns(by)
    rows = []
    for key, own in payments.groupby(list(by), sort=False):
        state = dict(zip(by, key, strict=True)).get("state")
        among = futures if state is None else futures[futures["state"] == state]
        paid = own.groupby("future")["amount"].sum().reindex(among["future"], fill_value=0.0)
        values = paid.to_numpy(float)
        weight = among["probability"].to_numpy(float)
        weight = weight / weight.sum()
        most, tail = values.max(), cvar(values, weight, WORST)
        rows.append((*key, weight @ values, float(quantile(values, weight, WORST)), tail, most))
    frame = pd.DataFrame(rows, columns=[*by, "mean", "p95", "tail", "worst"])
    return frame.sort_values(list(by), kind="stable").reset_index(drop=True)


def check_columns(by: Sequence[str]) -> None:
    """Raises UsageError for a column that payments are not told apart by, and for one named twice."""
    for name in by:
        if name not in BY:
            raise UsageError(
                f"payments are not told apart by {name!r}{did_you_mean(name, BY)}; choose from {', '.join(BY)}"
            )
    if not by or len(set(by)) < len(by):
        raise UsageError(f"name each column once: {', '.join(BY)}")
