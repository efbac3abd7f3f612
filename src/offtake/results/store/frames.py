"""Trees and plans as frames, and back: what is stored of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from offtake.plan.plan import Plan
from offtake.stochastic.program.blocks import Labels
from offtake.uncertainty.tree import ScenarioTree


def tree_frame(tree: ScenarioTree) -> pd.DataFrame:
    """node, parent, period, probability, and the number of the state of every driver."""
    frame = pd.DataFrame(
        {
            "node": np.arange(tree.size),
            "parent": tree.parent,
            "period": tree.period,
            "probability": tree.probability,
        }
    )
    for k in range(tree.state.shape[1]):
        frame[f"state_{k}"] = tree.state[:, k]
    return frame


def tree_from_frame(frame: pd.DataFrame, record: Mapping[str, Any]) -> ScenarioTree:
    """The tree of a frame that `tree_frame` made; `record` holds what is not by node."""
    states = [frame[f"state_{k}"].to_numpy(np.int64) for k in range(len(record["drivers"]))]
    return ScenarioTree(
        parent=frame["parent"].to_numpy(np.int64),
        period=frame["period"].to_numpy(np.int64),
        probability=frame["probability"].to_numpy(float),
        drivers=tuple(record["drivers"]),
        states=tuple(tuple(names) for names in record["states"]),
        state=np.stack(states, axis=1) if states else np.zeros((len(frame), 0), np.int64),
        distance=record["distance"],
        full_leaves=record["full_leaves"],
        starts=tuple(date.fromisoformat(day) for day in record["starts"]),
    )


def plan_frames(plans: Mapping[str, Plan]) -> dict[str, pd.DataFrame]:
    """By variable: arrangement, node, its labels, value; in the order of nodes, then entries."""
    names = dict.fromkeys(name for plan in plans.values() for name in plan.values)
    return {
        name: pd.concat(
            [_of_plan(plan, name) for plan in plans.values() if name in plan.values],
            ignore_index=True,
        )
        for name in names
    }


def plans_from_frames(
    frames: Mapping[str, pd.DataFrame],
    records: Mapping[str, Mapping[str, Any]],
    dims: Mapping[str, Sequence[str]],
    tree: ScenarioTree,
) -> dict[str, Plan]:
    """The plans of frames that `plan_frames` made; `records` holds status, objective and bound of each."""
    plans = {}
    for arrangement, record in records.items():
        values, labels = {}, {}
        for name, frame in frames.items():
            own = frame[frame["arrangement"] == arrangement]
            if len(own) or not len(frame):
                values[name] = (
                    own["value"].to_numpy(float).reshape(tree.size, -1 if len(own) else 0)
                )
                labels[name] = _labels(own, dims[name], len(own) // tree.size)
        plans[arrangement] = Plan(
            arrangement,
            tree,
            values,
            labels,
            record["status"],
            float(record["objective"]),
            float(record["bound"]),
        )
    return plans


def _of_plan(plan: Plan, name: str) -> pd.DataFrame:
    frame = plan.frame(name).rename(columns={name: "value"})
    frame.insert(0, "arrangement", plan.arrangement)
    texts = {"arrangement": "str"} | dict.fromkeys(plan.labels[name].dims, "str")
    return frame.astype(texts)


def _labels(frame: pd.DataFrame, dims: Sequence[str], entries: int) -> Labels:
    first = frame.iloc[:entries]
    keys = tuple(zip(*(first[dim] for dim in dims), strict=True)) if entries else ()
    return Labels(tuple(dims), keys)
