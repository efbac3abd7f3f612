r"""What a project or a producer is for: the plan without it, worked out again.

With V the social value of the best plan, V₋ that of the best plan without the project, and V(k) that of the best plan
when its capital costs k times as much,

    regret = V - V₋,     it drops out at the least k with V(k) = V₋.

V(k) is the largest of functions linear in k, one a plan, so it is convex and falls.  From a k at which the project pays, the
line of the plan that is best there meets V₋ at a k that is not too large; from there again, until nothing is gained: each
step is one plan worked out again, and the steps end, since every one finds another plan.

A project that is in the plan in some futures only is left out in all.  Were every future known at the start, it would be
begun in a share of them: each is solved by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from offtake.errors import UsageError
from offtake.frozen import Flags, Vector
from offtake.plan.first_best import solve_first_best
from offtake.plan.plan import Plan
from offtake.plan.sensitivity.assumptions import Assumption
from offtake.plan.sensitivity.capital import Capital
from offtake.plan.sensitivity.resolving import AtHand, Resolve, known_within, measured
from offtake.stochastic.parallel.executor import Executor, Recipe, called_once
from offtake.study.study import Study
from offtake.uncertainty.reveal import wait_and_see_trees
from offtake.uncertainty.tree import ScenarioTree

STEPS = 25
"""Plans worked out to find where a project drops out, at most."""


@dataclass(frozen=True)
class LeftOut:
    """The plan with and without a project or a producer: measures as `measured` gives them, money in present millions."""

    name: str
    having: Vector
    without: Vector
    error: float  # what the regret is known to within; NaN where a bound was not worked out

    @property
    def regret(self) -> float:
        """Social value that is lost by leaving it out."""
        return float(self.having[0] - self.without[0])


def without_project(capital: Capital, base: Plan, project: str) -> LeftOut:
    """The plan without one project, and without those that require it; the same plan where it begins none of them.

    Raises UsageError where it was begun before the study: what stands is not for the plan to leave out.
    """
    hand = capital.hand
    day = hand.study.projects.set_index("project")["begun"].get(project)
    if day is not None and day == day:
        raise UsageError(f"project {project!r} was begun on {day}: it stands in every plan")
    gone = _gone(hand.study, base, (project,))
    if not hand.begun[:, gone].any():
        return _beside(project, base, base)
    found = Resolve(_less(hand, gone), dispatch=capital.without(gone)).plan()
    return _beside(project, base, found)


def without_producer(hand: AtHand, base: Plan, producer: str) -> LeftOut:
    """The plan in which a producer makes nothing and costs nothing, what it has begun included."""
    lines, projects = hand.study.lines, hand.study.projects
    own = lines["producer"] == producer
    its = projects["line"].isin(lines["line"][own])
    # what was begun before stands, and adds and costs nothing: it cannot be closed as well
    names = tuple(projects["project"][its & projects["begun"].isna()])
    nothing = {name: lines[name].mask(own, 0.0) for name in ("capacity", "min_rate", "fixed_cost")}
    idle = {name: projects[name].mask(its, 0.0) for name in ("adds", "capex", "fixed_cost")}
    study = _closed(hand.study, names)
    tables = {**study.tables, "lines": lines.assign(**nothing), "projects": study.projects.assign(**idle)}  # fmt: skip
    gone = _gone(hand.study, base, names)
    hand = replace(hand, study=replace(study, tables=tables))
    return _beside(producer, base, Resolve(_less(hand, gone)).plan())


def _beside(name: str, base: Plan, found: Plan) -> LeftOut:
    error = known_within(found) + known_within(base)
    known = error if np.isfinite(error) else float("nan")
    return LeftOut(name, measured(base), measured(found), known)


def _gone(study: Study, base: Plan, projects: tuple[str, ...]) -> Flags:
    """(projects,): those of the plan's projects that are left out with these."""
    gone = _with_dependants(study, projects)
    return np.array([key[0] in gone for key in base.labels["begun"].keys])


def _less(hand: AtHand, gone: Flags) -> AtHand:
    return replace(hand, begun=np.where(gone, 0.0, hand.begun))


def _closed(study: Study, projects: tuple[str, ...]) -> Study:
    """The study in which none of `projects` may be begun."""
    frame = study.projects
    limit = frame["limit"].mask(frame["project"].isin(projects), 0)
    return replace(study, tables={**study.tables, "projects": frame.assign(limit=limit)})


def _with_dependants(study: Study, projects: tuple[str, ...]) -> set[str]:
    """The projects and all that require one of them, directly or not."""
    gone = set(projects)
    requires = dict(zip(study.projects["project"], study.projects["requires"], strict=True))
    while more := {p for p, before in requires.items() if before in gone} - gone:
        gone |= more
    return gone


def drops_out_at(capital: Capital, left: LeftOut, tolerance: float = 1e-6) -> float | None:
    """The capital cost, millions, from which on the best plan begins the project `left` in no future.

    None where it would not be begun for nothing, or where its capital is nothing in any plan.
    """
    hand = capital.hand
    frame = hand.study.projects
    row = int(np.flatnonzero(frame["project"] == left.name)[0])
    capex = float(frame["capex"].iloc[row])
    if capex <= 0:
        return None
    least = float(left.without[0])
    slack = tolerance * max(1.0, abs(float(left.having[0])))
    k = 1.0 if left.regret > slack else 0.0
    start = hand.begun
    for _ in range(STEPS):
        found = _at_cost(capital, row, k, start).plan(tied=False, bounded=False)
        gain = -found.mean_cost - least
        if gain <= slack:
            return k * capex if k > 0 else None
        start = np.round(found.values["begun"])
        dearer = _at_cost(capital, row, k + 1.0, start).dispatch
        slope = dearer.plan(start, near=True, tied=False).mean_cost - found.mean_cost
        if slope <= slack:
            return None
        k += gain / slope
    return k * capex


def _at_cost(capital: Capital, row: int, k: float, start: Vector) -> Resolve:
    """The plan at hand, to be worked out again with the capital of one project k times what it is."""
    name = str(capital.hand.study.projects["project"].iloc[row])
    cost = Assumption("projects", "capex", (row,), name, 0.0, 1.0)
    return Resolve(capital.hand, ((cost, k),), (start,), capital.at(name, k))


@dataclass(frozen=True)
class KnownFuture:
    """One future, known from the start; made from nothing but its arguments."""

    hand: AtHand
    chance: float
    tree: ScenarioTree

    def begun(self) -> Vector:
        """(projects + 1,): the probability, then 1 for each project that is begun."""
        plan = solve_first_best(self.hand.study, self.tree, self.hand.until, settle_ties=False)
        return np.concatenate([[self.chance], plan.values["begun"][-1] > 0.5])


def share_if_known(hand: AtHand, base: Plan, executor: Executor) -> dict[str, float]:
    """Project -> the share of futures in which it would be begun, were each known at the start."""
    recipes: list[Recipe] = [
        (KnownFuture, (hand, p, tree)) for p, tree in wait_and_see_trees(hand.tree)
    ]
    found = np.array(called_once(executor, recipes, "begun"))
    share = found[:, 0] @ found[:, 1:]
    names = [key[0] for key in base.labels["begun"].keys]
    return {name: min(float(s), 1.0) for name, s in zip(names, share, strict=True)}
