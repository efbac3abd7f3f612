"""A run with what moves its answer: worked out from its first-best, kept as further tables of the run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from offtake.errors import UsageError
from offtake.plan.sensitivity.assumptions import assumptions
from offtake.plan.sensitivity.resolving import at_hand
from offtake.plan.sensitivity.tornado import tornado
from offtake.results.run import Run
from offtake.results.tables.sensitivity import tornado_frame
from offtake.stochastic.parallel.executor import Executor
from offtake.stochastic.solver.program import Limits

Progress = Callable[[str, int, int], None]
"""Receives the task, how many re-solves of it are done, and of how many."""


@dataclass(frozen=True)
class Asked:
    """How many assumptions are moved, whether sourced figures too, and the relative gap of re-solves."""

    top: int = 30
    sourced: bool = False
    gap: float = 0.001


def matters(
    run: Run,
    asked: Asked,
    executor: Executor,
    folder: Path | None = None,
    tell: Progress | None = None,
) -> Run:
    """The run with table `tornado`; re-solves that are finished are kept in `folder`.

    Raises UsageError where the run has no first-best, or its study no figure that may be moved.
    """
    if "first-best" not in run.plans:
        raise UsageError(f"run {run.id} has no first-best, whose figures are moved; it has {', '.join(run.plans)}")  # fmt: skip
    chosen = assumptions(run.study, asked.sourced)[: asked.top]
    if not chosen:
        raise UsageError("every figure of the study comes from a document: --sourced moves those too")  # fmt: skip
    if tell is not None:
        tell("Improving the plan at hand", 0, 1)
    hand, base = at_hand(run.study, run.plans["first-best"], Limits(asked.gap))

    def listen(done: int, number: int) -> None:
        if tell is not None:
            tell(f"Moving {len(chosen)} assumptions", done, number)

    found = tornado(hand, base, chosen, executor, folder, listen)
    tables = {**run.tables, "tornado": tornado_frame(run.study, found)}
    return replace(run, tables=tables)
