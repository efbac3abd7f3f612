"""A plan as one file among the parts of a run, so that a run that goes on has the very plan that it had before."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

import numpy as np

from offtake.plan.plan import Effort, Plan
from offtake.stochastic.program.blocks import Labels
from offtake.stochastic.solver.program import Status
from offtake.uncertainty.tree import ScenarioTree


def keep_plan(file: Path, plan: Plan) -> None:
    """Write `plan`, without its tree, to `file` (.npz); the file appears whole or not at all."""
    said = {
        "arrangement": plan.arrangement,
        "status": plan.status,
        "effort": asdict(plan.effort),
        "labels": {name: [own.dims, own.keys] for name, own in plan.labels.items()},
    }
    arrays: dict[str, Any] = {f"value {name}": values for name, values in plan.values.items()}
    arrays |= {f"dual {name}": values for name, values in plan.duals.items()}
    beside = file.with_name(f".{file.stem}.tmp.npz")
    np.savez(beside, said=np.array(json.dumps(said)), ends=[plan.objective, plan.bound], **arrays)
    os.replace(beside, file)


def kept_plan(file: Path, tree: ScenarioTree) -> Plan:
    """The plan in `file`, which was made for `tree`; equal to the one that was kept, bit for bit."""
    with np.load(file) as arrays:
        said = json.loads(str(arrays["said"]))
        objective, bound = arrays["ends"].tolist()
        found = {name: arrays[name] for name in arrays.files}
    status: Status = next(s for s in get_args(Status) if s == said["status"])
    return Plan(
        arrangement=said["arrangement"],
        tree=tree,
        values={n.removeprefix("value "): v for n, v in found.items() if n.startswith("value ")},
        labels={
            name: Labels(tuple(dims), tuple(tuple(key) for key in keys))
            for name, (dims, keys) in said["labels"].items()
        },
        status=status,
        objective=objective,
        bound=bound,
        effort=Effort(**said["effort"]),
        duals={n.removeprefix("dual "): v for n, v in found.items() if n.startswith("dual ")},
    )
