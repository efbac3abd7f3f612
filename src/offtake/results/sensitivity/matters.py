"""A run with what moves its answer: worked out from its first-best, kept as further tables of the run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from offtake.errors import UsageError
from offtake.plan.information import information
from offtake.plan.kept import digested, study_mark
from offtake.plan.sensitivity.assumptions import Assumption, assumptions
from offtake.plan.sensitivity.draws import design, drawn
from offtake.plan.sensitivity.moving import Move
from offtake.plan.sensitivity.reckoning import Reckoned, most_promising, reckoned
from offtake.plan.sensitivity.resolving import at_hand, measure_names
from offtake.plan.sensitivity.tornado import swung, tornado
from offtake.plan.sensitivity.turning import turns
from offtake.results.documents.rounding import rounded
from offtake.results.run import Run
from offtake.results.sensitivity.arranged import Arranged
from offtake.results.solving.solve import information_frame
from offtake.results.tables.sensitivity import (
    beside,
    first_frame,
    spread_frame,
    tornado_document,
    tornado_frame,
)
from offtake.stochastic.parallel.executor import Executor, Recipe
from offtake.stochastic.solver.program import Until

Progress = Callable[[str, int, int], None]
"""Receives the task, how many re-solves of it are done, and of how many."""


FIRST = "first-best"


@dataclass(frozen=True)
class Question:
    """What is to be found: how many assumptions are moved, whether sourced figures too, the relative gap of re-solves, how
    many draws (0: none), whether the worth of knowing each driver is wanted, whether every figure is to be looked at,
    and of which arrangement."""

    top: int = 30
    sourced: bool = False
    gap: float = 0.001
    draws: int = 0
    drivers: bool = False
    judgement: bool = False
    arrangement: str = FIRST


def matters(
    run: Run,
    asked: Question,
    executor: Executor,
    folder: Path | None = None,
    tell: Progress | None = None,
) -> Run:
    """The run with tables `tornado` and, as asked, `spread`, `first_decisions` and `information`; its headline then says
    which assumptions move it most and, where every figure was looked at, how many of those that do are judgement.

    Re-solves that are finished are kept in `folder`.  Raises UsageError where the run has no first-best, or its study no
    figure that may be moved, and for draws that cannot be made.
    """
    if asked.arrangement not in run.plans:
        raise UsageError(f"run {run.id} has no {asked.arrangement}, whose figures are moved; it has {', '.join(run.plans)}")  # fmt: skip
    every = assumptions(run.study, asked.sourced or asked.judgement)
    if not every:
        raise UsageError("every figure of the study comes from a document: --sourced moves those too")  # fmt: skip
    task = _Tasks(tell)
    if asked.arrangement != FIRST:
        return _of_another(run, asked, every[: asked.top], executor, folder, task)
    task("Improving the plan at hand")(0, 1)
    hand, base = at_hand(run.study, run.plans["first-best"], Until(asked.gap))
    told: list[Reckoned] = []
    if asked.judgement:
        changes = reckoned(
            hand, every, executor, folder, task(f"Reckoning {len(every)} assumptions")
        )
        every, told = most_promising(every, changes, asked.top)
    chosen = every[: asked.top]
    points = design(chosen, asked.draws, run.settings.seed) if asked.draws else None
    moving = task(f"Moving {len(chosen)} assumptions")
    found = tornado(hand, base, chosen, executor, folder, moving)
    turned = turns(hand, found, executor, folder, task("Finding where first decisions turn"))
    frame = tornado_frame(run.study, found, turned, told)
    tables = {**run.tables, "tornado": beside(run.tables.get("tornado"), frame)}
    if points is not None:
        many = drawn(hand, base, chosen, points, executor, folder, task("Moving all at once"))
        tables |= {"spread": spread_frame(many), "first_decisions": first_frame(many)}
    if asked.drivers and "information" not in tables:
        task("What knowing more is worth")(0, 1)
        worths = information(run.study, run.tree, Until(run.options.gap, run.options.time_limit))
        tables["information"] = information_frame(worths)
    headline = {**run.headline, **rounded(tornado_document(frame, bool(told) or asked.judgement))}
    return replace(run, tables=tables, headline=headline)


def _of_another(
    run: Run,
    asked: Question,
    chosen: Sequence[Assumption],
    executor: Executor,
    folder: Path | None,
    task: _Tasks,
) -> Run:
    """The run with table `tornado` of no-deal, the deal or course, each end being arranged anew."""
    if only := [said for said, on in (("--draws", asked.draws), ("--judgement", asked.judgement), ("--drivers", asked.drivers)) if on]:  # fmt: skip
        raise UsageError(f"{' and '.join(only)}: of {FIRST} alone, since {asked.arrangement} would have to be found anew too often")  # fmt: skip
    plan = run.plans[asked.arrangement]
    ground = (run.study, run.tree, asked.arrangement, run.options.instruments, Until(run.options.gap))  # fmt: skip
    task(f"Working out {asked.arrangement} as it stands")(0, 1)
    base = Arranged(*ground).measures_within()

    def again(move: Move) -> Recipe:
        return Arranged, (*ground, (move,))

    name = digested(study_mark(run.study), asked.arrangement, run.options)
    moving = task(f"Moving {len(chosen)} assumptions")
    found = swung(run.study, measure_names(plan), base, again, chosen, executor, folder, moving, name)  # fmt: skip
    frame = tornado_frame(run.study, found, arrangement=asked.arrangement)
    return replace(run, tables={**run.tables, "tornado": beside(run.tables.get("tornado"), frame)})


@dataclass(frozen=True)
class _Tasks:
    tell: Progress | None

    def __call__(self, task: str) -> Callable[[int, int], None]:
        def listen(done: int, number: int) -> None:
            if self.tell is not None:
                self.tell(task, done, number)

        return listen
