"""Answers between solved points: the run's break-even grid, read off by straight lines, and how far off that can be.

Of each project the run holds what its producer's part is worth (acceptance) and what the guarantee costs the public
(payout) for shares g of the line's rate that are guaranteed and shares d of the planned demand that turns up, both in
tenths.  Between four points

    v(g, d) = (1-s)(1-t) v00 + s (1-t) v10 + (1-s) t v01 + s t v11

with s and t the way from one point to the next.  How far off: every second row and column is left out and read off
the others; the largest error is told.  The grid in use is twice as fine, so its own error is no larger where the
curve has one kink between two points of the coarse grid.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from offtake.views.web.desk import Desk

Array = npt.NDArray[np.float64]
VALUES = ("acceptance", "payout")


def grids(desk: Desk, name: str) -> dict[str, Any]:
    """Every project's grid: guarantees, demands, values by [guarantee][demand], and the largest error of each."""
    run = desk.run(name)
    frame = run.tables.get("breakeven", pd.DataFrame(columns=["project"]))
    return {
        "run": run.id,
        "currency": run.settings.currency,
        "study": run.settings.name,
        "policy": run.options.policy,
        "at": next(
            (n for n in (run.settings.name, f"example {run.settings.name}") if n in desk.studies()),
            "",
        ),
        "projects": [
            _grid(str(project), own) for project, own in frame.groupby("project", sort=False)
        ],
    }


def _grid(project: str, frame: pd.DataFrame) -> dict[str, Any]:
    found: dict[str, Any] = {"project": project, "producer": str(frame["producer"].iloc[0])}
    for name in VALUES:
        table = frame.pivot_table(index="guarantee", columns="demand", values=name, aggfunc="first")
        found["guarantees"] = [float(v) for v in table.index]
        found["demands"] = [float(v) for v in table.columns]
        values = table.to_numpy(float)
        found[name] = values.tolist()
        found[f"{name}_error"] = largest_error(values)
    return found


def largest_error(values: Array) -> float:
    """Largest error at points that are left out, every second row and column, and read off those that stay.

    A plane is read off without error; a kink in the middle of two points, of slope 1 to both sides, with error 1.

    >>> largest_error(np.add.outer(np.arange(5.0), 2.0 * np.arange(3.0)))
    0.0
    >>> largest_error(np.abs(np.arange(5.0) - 1.0)[:, None] * np.ones(3))
    1.0
    """
    rows, columns = (n - (n + 1) % 2 for n in values.shape)
    fine = values[:rows, :columns]
    kept = fine[::2, ::2]
    read = _between(_between(kept).T).T
    return float(np.abs(read - fine).max()) if fine.size else 0.0


def _between(values: Array) -> Array:
    """The rows, with the mean of two neighbours put between them."""
    found = np.empty((2 * len(values) - 1, values.shape[1]))
    found[::2] = values
    found[1::2] = 0.5 * (values[:-1] + values[1:])
    return found
