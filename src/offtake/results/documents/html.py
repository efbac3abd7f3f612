"""A run and its deal as a notebook shows them."""

from __future__ import annotations

import pandas as pd

from offtake.notebook import significant, table
from offtake.results.solving.solved import Solved


class DealFrame(pd.DataFrame):
    """The clauses of a deal, one a row; what is made of it is an ordinary frame."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def _repr_html_(self) -> str:
        units = self.attrs.get("units", {})
        money = str(units.get("expected_cost", "money"))
        plain = money.partition(",")[0]
        rows = [
            (r["producer"], r["instrument"], r["covers"], float(r["size"]), str(r["unit"]).replace("money", plain).replace("/unit", " a unit").replace("/year", "s a year"),
             float(r["expected_cost"]), r["buyer"])
            for r in self.to_dict("records")
        ]  # fmt: skip
        heads = ("with", "clause", "covers", "size", "unit", "expected cost", "paid by")
        return table("The deal", heads, rows, f"Expected cost: public, present value, {money}")


def run_as_html(run: Solved) -> str:
    """One row a measure, one column an arrangement: mean, and the bands of 90% and 80% of futures."""
    found = run.tables["answer"]
    names = list(dict.fromkeys(found["arrangement"]))
    rows = []
    for (measure, unit), own in found.groupby(["measure", "unit"], sort=False):
        by = own.set_index("arrangement")
        cells = [_band(by.loc[name]) if name in by.index else "" for name in names]
        rows.append((str(measure).replace("_", " ").replace(":", ": "), *cells, str(unit)))
    title = f"Run {run.id} of {run.settings.name}: {run.settings.title}"
    note = f"Mean, and in brackets from 5% to 95% of {run.tree.leaves.size} futures; money in prices of {run.settings.price_year}"
    return table(title, ("measure", *names, "unit"), rows, note)


def _band(row: pd.Series) -> str:
    mean, *wide = (significant(float(row[name])) for name in ("mean", "p05", "p95"))
    inner = [significant(float(row[name])) for name in ("p10", "p90")]
    if wide == [mean, mean]:
        return mean
    more = "" if inner == wide else f"; 80%: {' to '.join(inner)}"
    return f"{mean} ({' to '.join(wide)}{more})"
