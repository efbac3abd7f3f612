"""A run with what moves its answer: worked out from its first-best, kept as further tables of the run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from offtake.errors import UsageError
from offtake.plan.information import information
from offtake.plan.sensitivity.assumptions import assumptions
from offtake.plan.sensitivity.draws import design, drawn
from offtake.plan.sensitivity.resolving import at_hand
from offtake.plan.sensitivity.tornado import tornado
from offtake.plan.sensitivity.turning import turns
from offtake.results.run import Run
from offtake.results.solving.solve import information_frame
from offtake.results.tables.sensitivity import first_frame, spread_frame, tornado_frame
from offtake.stochastic.parallel.executor import Executor
from offtake.stochastic.solver.program import Limits

Progress = Callable[[str, int, int], None]
"""Receives the task, how many re-solves of it are done, and of how many."""


@dataclass(frozen=True)
class Asked:
    """What is to be found: how many assumptions are moved, whether sourced figures too, the relative gap of re-solves, how
    many draws (0: none), and whether the worth of knowing each driver is wanted."""

    top: int = 30
    sourced: bool = False
    gap: float = 0.001
    draws: int = 0
    drivers: bool = False


def matters(
    run: Run,
    asked: Asked,
    executor: Executor,
    folder: Path | None = None,
    tell: Progress | None = None,
) -> Run:
    """The run with tables `tornado` and, as asked, `spread`, `first_decisions` and `information`.

    Re-solves that are finished are kept in `folder`.  Raises UsageError where the run has no first-best, or its study no
    figure that may be moved, and for draws that cannot be made.
    """
    if "first-best" not in run.plans:
        raise UsageError(f"run {run.id} has no first-best, whose figures are moved; it has {', '.join(run.plans)}")  # fmt: skip
    chosen = assumptions(run.study, asked.sourced)[: asked.top]
    if not chosen:
        raise UsageError("every figure of the study comes from a document: --sourced moves those too")  # fmt: skip
    points = design(chosen, asked.draws, run.settings.seed) if asked.draws else None
    task = _Tasks(tell)
    task("Improving the plan at hand")(0, 1)
    hand, base = at_hand(run.study, run.plans["first-best"], Limits(asked.gap))
    moving = task(f"Moving {len(chosen)} assumption{'' if len(chosen) == 1 else 's'}")
    found = tornado(hand, base, chosen, executor, folder, moving)
    turned = turns(hand, found, executor, folder, task("Finding where first decisions turn"))
    tables = {**run.tables, "tornado": tornado_frame(run.study, found, turned)}
    if points is not None:
        many = drawn(hand, base, chosen, points, executor, folder, task("Moving all at once"))
        tables |= {"spread": spread_frame(many), "first_decisions": first_frame(many)}
    if asked.drivers and "information" not in tables:
        task("What knowing more is worth")(0, 1)
        worths = information(run.study, run.tree, Limits(run.options.gap, run.options.time_limit))
        tables["information"] = information_frame(worths)
    return replace(run, tables=tables)


@dataclass(frozen=True)
class _Tasks:
    tell: Progress | None

    def __call__(self, task: str) -> Callable[[int, int], None]:
        def listen(done: int, number: int) -> None:
            if self.tell is not None:
                self.tell(task, done, number)

        return listen
