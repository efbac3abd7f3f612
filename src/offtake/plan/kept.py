"""What is finished of a run that is not, one file a part, so that a killed run goes on where it stopped.

A part whose file is there is not done again, and a run that goes on has the very plan that it had before.  Each file
ends with a digest of what is in it: a part that is not as it was written is done again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import numpy as np

from offtake.files import write_bytes
from offtake.frozen import Vector
from offtake.plan.plan import Effort, Plan
from offtake.stochastic.parallel.executor import Executor, Recipe, called_once
from offtake.stochastic.program.blocks import Labels
from offtake.stochastic.solver.program import Status
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

SEAL = hashlib.sha256().digest_size


def call_kept(
    number: int,
    recipe: Callable[[int], Recipe],
    method: str,
    folder: Path | None,
    executor: Executor,
    *,
    arguments: tuple[object, ...] = (),
    at_once: int = 0,
    name: str = "part",
    names: Sequence[str] = (),
    tell: Callable[[int, int], None] | None = None,
) -> list[Vector]:
    """The array that `method` of every part gives; parts with a file in `folder` are read, not made.

    `at_once` parts are handed to the executor together, twice its workers where nothing is said, since each may hold a
    program, and kept before the next ones begin; without a folder nothing is kept.  `tell` hears how many of how many
    are there.  Files are numbered, or called by `names`, so that other calls find what they have in common.
    """
    if folder is None:
        with TemporaryDirectory() as spare:
            place = Path(spare)
            return call_kept(number, recipe, method, place, executor, arguments=arguments, at_once=at_once, tell=tell)  # fmt: skip
    at_once = at_once or 2 * int(getattr(executor, "workers", 1))
    called = names or [f"{k:05d}" for k in range(number)]
    files = [folder / f"{name}-{own}.npy" for own in called]
    values = {k: found for k, file in enumerate(files) if (found := kept(file)) is not None}
    missing = [k for k in range(number) if k not in values]
    for start in range(0, len(missing), at_once):
        if tell is not None:
            tell(len(values), number)
        batch = missing[start : start + at_once]
        answers = called_once(executor, [recipe(k) for k in batch], method, arguments)
        for k, found in zip(batch, answers, strict=True):
            keep_array(files[k], found)
            values[k] = found
    return [values[k] for k in range(number)]


def keep_array(file: Path, values: Vector) -> None:
    """Write an array to `file` (.npy)."""
    page = BytesIO()
    np.save(page, values)
    _seal(page.getvalue(), file)


def kept(file: Path) -> Vector | None:
    """The array in `file`; None where there is none that is whole."""
    data = _unsealed(file)
    return None if data is None else np.load(BytesIO(data))


def digested(*parts: object) -> str:
    """A short name of what is said by `parts`."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def study_mark(study: Study) -> str:
    """A name that changes with every figure and setting of a study."""
    digest = hashlib.sha256(repr(study.settings).encode())
    for name, frame in sorted(study.tables.items()):
        digest.update(f"{name}\n{frame.to_csv(index=False)}".encode())
    return digest.hexdigest()[:16]


def _seal(data: bytes, file: Path) -> None:
    write_bytes(data + hashlib.sha256(data).digest(), file)


def _unsealed(file: Path) -> bytes | None:
    if not file.is_file():
        return None
    found = file.read_bytes()
    data, digest = found[:-SEAL], found[-SEAL:]
    return data if hashlib.sha256(data).digest() == digest else None


def keep_plan(file: Path, plan: Plan) -> None:
    """Write `plan`, without its tree, to `file` (.npz)."""
    said = {
        "arrangement": plan.arrangement,
        "status": plan.status,
        "effort": asdict(plan.effort),
        "labels": {name: [own.dims, own.keys] for name, own in plan.labels.items()},
    }
    arrays: dict[str, Any] = {f"value {name}": values for name, values in plan.values.items()}
    arrays |= {f"dual {name}": values for name, values in plan.duals.items()}
    page = BytesIO()
    np.savez(page, said=np.array(json.dumps(said)), ends=[plan.objective, plan.bound], **arrays)
    _seal(page.getvalue(), file)


def kept_plan(file: Path, tree: ScenarioTree) -> Plan | None:
    """The plan in `file`, which was made for `tree`, bit for bit; None where there is none that is whole."""
    data = _unsealed(file)
    if data is None:
        return None
    with np.load(BytesIO(data)) as arrays:
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
