"""From a study and how to solve it to a run: the plan first, then what producers make of it, then statistics."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import perf_counter

import pandas as pd

from offtake.deals.arrangements.arrangements import Arrangements, arrange
from offtake.errors import UsageError
from offtake.plan.first_best import solve_first_best
from offtake.plan.information import Worth, information
from offtake.plan.plan import Plan
from offtake.plan.sampled import MOST, Sampled, solve_sampled
from offtake.results.documents.rounding import rounded
from offtake.results.run import Run, gathered
from offtake.results.solving.options import TIME_LIMIT, Options
from offtake.results.solving.request import Request, request
from offtake.stochastic.parallel.executor import Executor, SerialExecutor, executor_for
from offtake.stochastic.solver.program import Until
from offtake.study.study import Study
from offtake.uncertainty.reduction.build import build_tree
from offtake.uncertainty.tree import ScenarioTree

Progress = Callable[[str, str, float, float], None]
"""Receives the arrangement, what is being done, the best objective so far and the bound."""


def solve(
    study: Study,
    *,
    arrangements: Sequence[str] | None = None,
    policy: str = "",
    leaves: int | None = None,
    seed: int | None = None,
    gap: float = 0.005,
    time_limit: float = TIME_LIMIT,
    instruments: Sequence[str] = (),
    information: bool = False,
    futures: int | None = None,
    method: str = "auto",
    workers: int = 1,
    parts: str | Path | None = None,
    progress: Progress | None = None,
) -> Run:
    """Solve `study` and gather what was found; nothing is written but to `parts`.

        run = ot.solve(ot.load("my-study.xlsx"), arrangements=["no-deal", "deal"], leaves=9)
        run.stats.deliveries()    # a frame: arrangement, product, period, year, mean, p05 … p95
        run.plans["deal"]         # decisions: values["begun"] is (nodes, projects)

    `arrangements`, by default all that the study has the tables for; `leaves` futures at most and
    `seed`, by default what the study says; `gap` between plan and bound,
    relative; `time_limit` in seconds for first-best, after which the best plan found stands;
    `instruments` restricts the deal to kinds of clause; `information` adds what knowing more would be worth;
    `method` solves first-best: auto, search, extensive-form, benders or hedging (see the manual under Solving);
    `policy` names edits of the study, "a+b" for b on top of a, that are made first.
    With `futures`, so many are drawn for first-best, and fresh ones say how far it may be from the true optimum:
    `leaves` is then how many different ones the plan is made for at most (200), and `parts` is a folder that keeps what is finished, from where the same call goes on after a crash.
    `workers` processes value plans on sampled futures, and try what producers might do instead; how many changes no byte.
    Ctrl-C once there is a plan keeps what was found: the run's status is then "stopped".
    Raises UsageError for an unknown arrangement, policy, kind of clause or method, InfeasibleError where hard rules clash, SolveError where
    the solver fails or memory runs out on sampled futures.
    """
    asked = request(
        study,
        arrangements=arrangements,
        policy=policy,
        leaves=leaves,
        seed=seed,
        gap=gap,
        time_limit=time_limit,
        instruments=instruments,
        information=information,
        futures=futures,
        method=method,
    )
    if futures is None and parts is not None:
        raise UsageError("parts go with sampled futures: give futures too")
    folder = None if parts is None else Path(parts)
    return solve_request(asked, progress, executor_for(workers), folder)


def solve_request(
    asked: Request,
    progress: Progress | None = None,
    executor: Executor = SerialExecutor(),  # noqa: B008  # frozen
    parts: Path | None = None,
) -> Run:
    """Solve what was asked for; see `solve`."""
    study, options = asked.study, asked.options
    seconds: dict[str, float] = {}
    sampled, found, known = None, None, None
    with _timed(seconds, "first-best"):
        if options.futures is not None:
            sampled = _sampled(asked, progress, executor, parts)
        first_best = _first_best(asked, progress, executor) if sampled is None else sampled.plan
    tree = first_best.tree
    if first_best.status != "stopped":
        try:
            with _timed(seconds, "agreement"):
                if options.arrangements != ("first-best",):
                    found = _arranged(study, tree, first_best, options, progress, executor)
            with _timed(seconds, "information"):
                if options.information:
                    known = _information(study, tree, options, progress)
        except KeyboardInterrupt:
            first_best = replace(first_best, status="stopped")
            found = None if found is None else _stopped(found)
    with _timed(seconds, "statistics"):
        try:
            run = gathered(asked, first_best, found, known, sampled)
        except KeyboardInterrupt:  # while the deal was being described: the plan is worth keeping
            if found is None:
                raise
            run = gathered(asked, replace(first_best, status="stopped"), sampled=sampled)
    now = datetime.now().astimezone().isoformat(timespec="minutes")
    return replace(run, seconds={**run.seconds, **seconds}, solved=now)


@contextmanager
def _timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    began = perf_counter()
    try:
        yield
    finally:
        seconds[step] = perf_counter() - began


def _first_best(asked: Request, progress: Progress | None, executor: Executor) -> Plan:
    tree = build_tree(asked.study, asked.options.leaves)
    return solve_first_best(
        asked.study,
        tree,
        _until(asked),
        on_progress=_heard(progress),
        method=asked.options.method,
        executor=executor,
    )


def _sampled(
    asked: Request, progress: Progress | None, executor: Executor, parts: Path | None
) -> Sampled:
    options = asked.options
    assert options.futures is not None
    return solve_sampled(
        asked.study,
        options.futures,
        asked.study.settings.seed,
        _until(asked),
        executor,
        on_progress=_heard(progress),
        folder=parts,
        most=options.leaves or MOST,
    )


def _until(asked: Request) -> Until:
    return Until(asked.options.gap, asked.options.time_limit)


def _heard(progress: Progress | None) -> Callable[[str, float, float], None]:
    """What first-best tells of its progress, told as that of its arrangement."""

    def tell(doing: str, objective: float, bound: float) -> None:
        if progress is not None:
            progress("first-best", doing, objective, bound)

    return tell


def _information(
    study: Study, tree: ScenarioTree, options: Options, progress: Progress | None
) -> pd.DataFrame:
    if progress is not None:
        progress("information", "what knowing more is worth", float("nan"), float("nan"))
    return information_frame(information(study, tree, Until(options.gap, options.time_limit)))


def information_frame(worths: Sequence[Worth]) -> pd.DataFrame:
    """name, value, dearer, cheaper, error: see `offtake.plan.information`."""
    names = ("name", "value", "dearer", "cheaper", "error")
    return pd.DataFrame(rounded([{name: getattr(w, name) for name in names} for w in worths]))


def _stopped(found: Arrangements) -> Arrangements:
    """The same arrangements, marked as kept from a run that the user stopped."""
    plans = {name: replace(plan, status="stopped") for name, plan in found.plans.items()}
    return replace(found, plans=plans)


def _arranged(
    study: Study,
    tree: ScenarioTree,
    first_best: Plan,
    options: Options,
    progress: Progress | None,
    executor: Executor,
) -> Arrangements:
    def tell(text: str) -> None:
        if progress is not None:
            name, _, doing = text.partition(": ")
            progress(name, doing, float("nan"), float("nan"))

    return arrange(
        study,
        tree,
        first_best,
        arrangements=options.arrangements,
        instruments=options.instruments,
        until=Until(options.gap),
        tell=tell,
        executor=executor,
    )
