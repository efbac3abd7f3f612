"""Work part by part, so that a killed run goes on where it stopped; the cost of one plan in very many futures.

Each part is done by a worker and kept as one file; a part whose file is there is not done again.
A file appears whole or not at all.  The files carry a fingerprint of the problem and the plan, and a
folder that holds parts of another problem or plan is refused.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from offtake.errors import StoreError
from offtake.stochastic.methods.futures import Futures
from offtake.stochastic.parallel.executor import Executor, Recipe, SerialExecutor
from offtake.stochastic.program.two_stage import TwoStage

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Valuer:
    """Values one part of the futures; made again after a crash it starts from nothing but its recipe."""

    problem: TwoStage
    members: tuple[int, ...]

    def values(self, x: Vector) -> Vector:
        """Cost of each member's second stage at x; infinite where x leaves none."""
        return Futures(self.problem, self.members).values(x)


def value_plan(
    problem: TwoStage,
    x: Vector,
    folder: Path,
    executor: Executor = SerialExecutor(),  # noqa: B008  # frozen
    *,
    size: int = 100,
    at_once: int = 8,
) -> Vector:
    """Cost of every future's second stage at plan x, in the futures' order; parts are kept in `folder`.

    `size` futures a part, `at_once` parts handed to the executor together.  Whole second-stage decisions are
    relaxed.  Raises StoreError where the folder holds parts of another problem or plan.
    """
    claim(folder, fingerprint(problem, x, size))
    split = [np.arange(k, min(k + size, problem.futures)) for k in range(0, problem.futures, size)]

    def recipe(k: int) -> Recipe:
        return Valuer, (problem.select(split[k]), tuple(split[k].tolist()))

    return np.concatenate(
        call_kept(len(split), recipe, "values", (x,), folder, executor, at_once=at_once)
    )


def call_kept(
    number: int,
    recipe: Callable[[int], Recipe],
    method: str,
    arguments: tuple[object, ...],
    folder: Path,
    executor: Executor,
    *,
    at_once: int = 8,
    name: str = "part",
) -> list[Vector]:
    """The array that `method` of every part gives; parts with a file in `folder` are read, not made.

    `at_once` parts are handed to the executor together, and kept before the next ones begin.
    """
    files = [folder / f"{name}-{k:05d}.npy" for k in range(number)]
    missing = [k for k, file in enumerate(files) if not file.exists()]
    for start in range(0, len(missing), at_once):
        batch = missing[start : start + at_once]
        parts = executor.make([recipe(k) for k in batch])
        try:
            for k, found in zip(batch, parts.call(method, [arguments] * len(batch)), strict=True):
                keep(files[k], found)
        finally:
            parts.close()
    return [np.load(file) for file in files]


def fingerprint(problem: TwoStage, x: Vector, size: int) -> str:
    """A name for problem, plan and part size that changes when any of them does."""
    digest = hashlib.sha256(f"{size} {problem.futures}".encode())
    for array in (
        x,
        problem.cost,
        problem.lower,
        problem.upper,
        problem.row_lower,
        problem.row_upper,
        problem.technology_data,
        problem.technology.indices,
        problem.recourse_data,
        problem.recourse.indices,
    ):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def claim(folder: Path, mark: str) -> None:
    """Make `folder` that of the problem with this fingerprint.

    Raises StoreError where it holds parts of another problem or plan.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "fingerprint.txt"
    if path.exists() and path.read_text(encoding="utf-8") != mark:
        raise StoreError(f"{folder} holds parts of another problem or plan; name another folder")
    path.write_text(mark, encoding="utf-8")


def keep(file: Path, values: Vector) -> None:
    """Write beside, then move into place: a killed write leaves no half file under the name."""
    beside = file.with_name(f".{file.stem}.tmp.npy")
    np.save(beside, values)
    os.replace(beside, file)
