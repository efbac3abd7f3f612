r"""Sample average approximation, first-best for sampled futures: the plan of a sample, and how far it may be from the best there is.

Sampled courses of events that are the same are one future, as likely as their share of the sample.  Drivers
with few states and dates have few different courses, so ten thousand sampled futures may be a tree of some dozen
leaves, whose probabilities are the sample's frequencies.  The plan is the optimum on that tree; where more than
`most` futures differ, on that of the first ones drawn.

On a sample's tree, as on the true one, a plan decides on what has happened so far.  So every true plan is one for the
sample, its cost there right in the mean, and the optimum z_m of a sample is at most the true z* in the mean:

.. math::   E[z_m] \le z^* \le v, \qquad
            v - z^* \le \overline{v_m - z_m} + t_{M-1,\,c}\; \mathrm{std}(v_m - z_m) / \sqrt M

with confidence c, over M fresh batches of futures (Mak, Morton & Wood 1999).  The linear relaxation stands for z_m and
is below it.  v_m is the cost of the plan in batch m: projects begin as on the course of the plan's tree that has been
the same so far, or, from where there is none, on the most probable one; making, holding and delivering are the best for
the batch.  They know the batch's futures, in z_m as in v_m, the less so the larger the batch.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from offtake.errors import SolveError, UsageError
from offtake.frozen import Indices, Vector
from offtake.plan.first_best import DEFAULT, solve_first_best
from offtake.plan.given import Dispatch
from offtake.plan.kept import call_kept, digested, keep_plan, kept_plan, study_mark
from offtake.plan.plan import Plan
from offtake.plan.search.integers import Progress
from offtake.stochastic.bounds.sampling import SampledGap, gap_of
from offtake.stochastic.parallel.executor import Executor, SerialExecutor
from offtake.stochastic.solver.program import Until
from offtake.study.study import Study
from offtake.uncertainty.reduction.merging import tree_of_paths
from offtake.uncertainty.sampling import sample_paths
from offtake.uncertainty.tree import Paths, ScenarioTree

MOST = 200  # different futures that one plan is made for
BATCH = 100  # futures of a batch, at most
BATCHES = 4


@dataclass(frozen=True)
class Sampled:
    """The plan, how many futures were drawn and how many of them differ, and how good the plan is.

    `plan.bound` holds on the sample; `gap` says how much the plan may cost above the true optimum.  It is None where
    the user stopped before all batches were there: `batches` is then empty and the plan's status "stopped".
    """

    plan: Plan
    drawn: int
    distinct: int
    size: int  # futures of each batch
    batches: Vector  # (batches, 2): cost of the plan, and what no plan can be below
    confidence: float = 0.95

    @property
    def gap(self) -> SampledGap | None:
        """The interval from all batches."""
        if not self.batches.size:
            return None
        return gap_of(self.batches[:, 0], self.batches[:, 1], self.confidence)


@dataclass(frozen=True)
class Batch:
    """A fresh sample, futures `first` to `first + count - 1`; made from nothing but this wherever it is needed."""

    study: Study
    seed: int
    first: int
    count: int

    def costs(self, plan: ScenarioTree, begun: Vector) -> Vector:
        """(2,): cost with the projects `begun` at the nodes of `plan`, and what no plan can be below.

        Raises SolveError, naming the futures, where the solver fails twice or memory runs out.
        """
        try:
            return self._costs(plan, begun)
        except MemoryError:
            raise SolveError(f"memory ran out on {self._name}") from None

    @property
    def _name(self) -> str:
        return f"sampled futures {self.first} to {self.first + self.count - 1}"

    def _costs(self, plan: ScenarioTree, begun: Vector) -> Vector:
        tree = tree_of_paths(sample_paths(self.study, self.count, self.seed, self.first))
        dispatch = Dispatch(self.study, tree)
        dispatch.handle.run_or_retry(("optimal",), self._name)  # no project given and none whole
        relaxed = dispatch.handle.value
        cost = dispatch.plan(begun[followed(plan, tree)], "the sample").objective
        return np.array([cost, min(relaxed, cost)])


def solve_sampled(
    study: Study,
    futures: int,
    seed: int,
    until: Until = DEFAULT,
    executor: Executor = SerialExecutor(),  # noqa: B008  # frozen
    on_progress: Progress | None = None,
    *,
    folder: Path | None = None,
    batches: int = BATCHES,
    confidence: float = 0.95,
    most: int = MOST,
) -> Sampled:
    """First best for `futures` sampled futures, and how far from the true optimum it may be.

    `until` hold for the plan, which `batches` fresh samples value afterwards, of futures / batches each but at most 100.  What is
    finished is kept in `folder`, from where a run that was killed goes on.  Any executor gives the same answer.
    Ctrl-C once there is a plan keeps the plan.

    Raises UsageError on fewer than 2 batches or 2 futures in each and for nested risk, which is not an expectation
    over courses, so that the optimum of a sample need not be below the true one; SolveError where a batch fails, and what `solve_first_best` raises.
    """
    if batches < 2 or futures < 2 * batches:
        raise UsageError(
            f"the gap needs 2 batches or more, of 2 futures or more: got {futures} futures in {batches}"
        )
    if study.settings.risk_weight > 0 and study.settings.risk == "nested":
        raise UsageError(
            "sampled futures bound expected cost and the worst share of whole courses, not nested risk: "
            "plan for a reduced tree, or set risk to course"
        )
    with ExitStack() as stack:
        # Parts of other work in the same folder are left alone: these have a folder of their own.
        mark = digested(study_mark(study), futures, seed, until.gap, batches, most)
        folder = (folder or Path(stack.enter_context(TemporaryDirectory()))) / mark
        distinct, drawn = _different(sample_paths(study, futures, seed), most)
        tree = tree_of_paths(sample_paths(study, drawn, seed))
        starts = tuple(study.period_start(t) for t in range(tree.periods))
        tree = replace(tree, starts=starts, full_leaves=distinct)
        plan = _planned(study, tree, until, on_progress, folder / "plan.npz")
        size = min(futures // batches, BATCH)
        found = Sampled(plan, futures, distinct, size, np.zeros((0, 2)), confidence)
        if plan.status == "stopped":
            return found
        if on_progress is not None:
            on_progress(f"valued in {batches} fresh batches", np.nan, np.nan)

        try:
            valued = call_kept(
                batches,
                lambda m: (Batch, (study, seed, futures + m * size, size)),
                "costs", folder, executor,
                arguments=(plan.tree, np.round(plan.values["begun"])),
                at_once=getattr(executor, "workers", 1), name="batch",
            )  # fmt: skip
        except KeyboardInterrupt:
            return replace(found, plan=replace(plan, status="stopped"))
        return replace(found, batches=np.array(valued))


def followed(plan: ScenarioTree, tree: ScenarioTree) -> Indices:
    """(nodes of `tree`,): the node of `plan` whose decisions hold there, by what has happened so far alone."""
    place = np.zeros(tree.size, dtype=np.int64)
    for n in range(tree.size):
        before = int(tree.parent[n])
        children = plan.roots if before < 0 else plan.children[place[before]]
        same = (plan.state[children] == tree.state[n]).all(axis=1)
        place[n] = children[np.argmax(2.0 * same + plan.probability[children])]
    return place


def _different(paths: Paths, most: int) -> tuple[int, int]:
    """How many of the paths differ, and how many can be drawn before more than `most` do."""
    flat = paths.state.reshape(paths.state.shape[0], -1)
    seen = np.sort(np.unique(flat, axis=0, return_index=True)[1])
    return int(seen.size), int(seen[most]) if seen.size > most else flat.shape[0]


def _planned(
    study: Study, tree: ScenarioTree, until: Until, on_progress: Progress | None, file: Path
) -> Plan:
    """The plan on the sample's tree: the one that was kept where there is one."""
    if (before := kept_plan(file, tree)) is not None:
        return before
    try:
        plan = solve_first_best(study, tree, until, on_progress)
    except MemoryError:
        leaves = tree.leaves.size
        raise SolveError(f"memory ran out on the plan for {leaves} different futures") from None
    if plan.status != "stopped":
        keep_plan(file, plan)
    return plan
