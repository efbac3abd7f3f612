"""Questions that Python asks in one call: each is a command of the same name too."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pandas as pd

from offtake.errors import UsageError
from offtake.plan.frontier import frontier as points_of_frontier
from offtake.results.run import Run
from offtake.results.store.listing import find_run, is_finished, list_runs
from offtake.results.store.store import read_run
from offtake.results.tables.statistics import main_arrangement
from offtake.simulation.follow import Deliveries
from offtake.simulation.follow import simulate as follow
from offtake.stochastic.parallel.executor import executor_for
from offtake.stochastic.solver.program import Until
from offtake.study.study import Study
from offtake.uncertainty.reduction.build import build_tree
from offtake.uncertainty.sampling import sample_paths


def simulate(
    run: Run,
    paths: int = 1000,
    seed: int | None = None,
    arrangement: str = "",
    workers: int = 1,
) -> Deliveries:
    """Follow a run's plan along `paths` fresh futures that are not in its tree.

    The plan of `arrangement`, by default the run's main one; `seed` by default the study's.  The number of
    workers changes no byte.  Raises UsageError where the run has no such arrangement.
    """
    name = arrangement or main_arrangement(run.plans)
    if name not in run.plans:
        raise UsageError(f"run {run.id} has no {name}; it has {', '.join(run.plans)}")
    drawn = sample_paths(run.study, paths, run.settings.seed if seed is None else seed)
    return follow(run.study, run.plans[name], drawn, executor_for(workers))


def frontier(
    study: Study, points: int = 5, gap: float = 0.005, time_limit: float = 600.0
) -> pd.DataFrame:
    """The least cost for every delay: delay, which is late (unit-years of stock) and missed (units never delivered, each
    as a year), expected; cost and bound (present millions).

    `gap` and `time_limit` (seconds) hold for each point.
    """
    found = points_of_frontier(study, build_tree(study), points, Until(gap, time_limit))
    return pd.DataFrame([asdict(point) for point in found])


def open_run(run: str | Path = "", store: str | Path = "runs") -> Run:
    """A run that was solved before: its folder, the first letters of its name, the name of a study for its newest run, or
    nothing for the newest of all in the folder `store`.

    Raises StoreError, naming those there are, where there is none, or it was changed.
    """
    folder = Path(run)
    if run and is_finished(folder):
        return read_run(folder)
    return read_run(find_run(Path(store), str(run)))


def runs(store: str | Path = "runs") -> pd.DataFrame:
    """The runs in a store, one a row: run, state, study, policy, arrangements, seed, solved (when); none where it is not there."""
    columns = ["run", "state", "study", "policy", "arrangements", "seed", "solved"]
    return pd.DataFrame([asdict(entry) for entry in list_runs(Path(store))], columns=columns)
