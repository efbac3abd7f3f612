"""A run's plans as labelled arrays, for those who work in xarray."""

from __future__ import annotations

import numpy as np
import xarray as xr

from offtake.plan.plan import Plan
from offtake.results.solving.solved import Solved
from offtake.results.tables.futures import by_future

UNITS = {
    "begun": "projects",
    "make": "units",
    "hold": "units",
    "deliver": "units",
    "late": "units",
    "missed": "units",
}


def dataset(run: Solved) -> xr.Dataset:
    """Dimensions arrangement, future, period, then each variable's own labels; NaN where there is no entry.

    Futures count from 0, as in every table; `course` says in words what happens in each.

    `probability` stands by future; `unit` in the attributes of each variable.
    """
    plans = list(run.plans.values())
    arrays = {
        name: xr.concat([_array(run, plan, name) for plan in plans], "arrangement", join="outer")
        for name in UNITS
        if all(plan.labels[name].size for plan in plans if name in plan.labels)
    }
    data = xr.Dataset(arrays).assign_coords(arrangement=list(run.plans))
    data["probability"] = ("future", run.tree.probability[run.tree.leaves])
    data["course"] = ("future", [run.tree.future(int(leaf)) for leaf in run.tree.leaves])
    settings = run.settings
    data.attrs = {
        "run": run.id,
        "study": settings.name,
        "currency": settings.currency,
        "price_year": settings.price_year,
    }
    return data


def _array(run: Solved, plan: Plan, name: str) -> xr.DataArray:
    labels = plan.labels[name]
    names = {
        dim: list(dict.fromkeys(key[k] for key in labels.keys)) for k, dim in enumerate(labels.dims)
    }
    paths = by_future(plan.tree, plan.values[name])
    values = np.full((*paths.shape[:2], *(len(items) for items in names.values())), np.nan)
    for column, key in enumerate(labels.keys):
        place = [names[dim].index(part) for dim, part in zip(labels.dims, key, strict=True)]
        index: tuple[slice | int, ...] = (slice(None), slice(None), *place)
        values[index] = paths[:, :, column]
    periods = [run.study.period_label(t) for t in range(run.tree.periods)]
    return xr.DataArray(
        values,
        dims=("future", "period", *labels.dims),
        coords={"future": np.arange(plan.tree.leaves.size), "period": periods, **names},
        attrs={"unit": UNITS[name]},
    )
