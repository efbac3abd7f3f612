"""The relaxed phase of Benders' method, and the state that all its phases share.

Multi-cut L-shaped method (Van Slyke & Wets 1969; Birge & Louveaux 1988).  It starts from the extensive form of
a few mean futures, and takes every future's cut between the master's point and the best one so far, nearer to
the best (in-out separation, Ben-Ameur & Neto 2007).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offtake.stochastic.benders.futures import Cuts, Futures
from offtake.stochastic.benders.master import Master
from offtake.stochastic.methods.known import Known
from offtake.stochastic.parallel.executor import Executor, Parts
from offtake.stochastic.program.clusters import groups, order
from offtake.stochastic.program.two_stage import TwoStage, extensive
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import Indices, Until, Vector, relative_gap

_MOST_PARTS = 16
_START_NONZEROS = 200_000


@dataclass(frozen=True)
class Benders:
    """Options of Benders' method.

    stabilisation: share of the best point in where cuts are taken (0: at the master's own point).
    clusters: at most so many mean futures in the start.  most_groups: futures share a bound in the master
    beyond this many.  rounding: look for rows that whole decisions add.
    """

    stabilisation: float = 0.8
    clusters: int = 10
    most_groups: int = 400
    rounding: bool = True


class SpreadFutures:
    """The futures of a problem, spread over an executor, answering as one."""

    def __init__(self, problem: TwoStage, executor: Executor, most_groups: int) -> None:
        self.problem = problem
        ranked = order(problem)
        number = int(min(_MOST_PARTS, max(1, -(-problem.futures // 5))))
        self.split: list[Indices] = np.array_split(ranked, number)
        recipes = [(Futures, (problem.select(p), tuple(p.tolist()))) for p in self.split]
        self.parts: Parts = executor.make(recipes)
        each = -(-problem.futures // most_groups)
        self.group = np.zeros(problem.futures, dtype=np.int64)
        self.group[ranked] = np.arange(problem.futures) // each
        self.groups = int(self.group.max()) + 1
        self.solved = 0

    def cuts(self, x: Vector, *, separate: bool = False) -> Cuts:
        """Cuts of all futures at x, in the futures' order."""
        answers: list[Cuts] = self.parts.call("cuts", [(x, separate)] * len(self.split))
        n = self.problem.futures
        value, gradient = np.zeros(n), np.zeros((n, x.size))
        infeasible = np.zeros(n, dtype=bool)
        for part, answer in zip(self.split, answers, strict=True):
            value[part], gradient[part] = answer.value, answer.gradient
            infeasible[part] = answer.infeasible
        self.solved += n
        iterations, found = sum(a.iterations for a in answers), sum(a.found for a in answers)
        return Cuts(value, gradient, infeasible, iterations, found)

    def values(self, x: Vector, gap: float, seconds: float) -> tuple[Vector, Vector]:
        """Cost of every future at x and a bound on it, second-stage decisions whole where they must be."""
        if self.problem.integer_recourse:
            answers = self.parts.call("whole_values", [(x, gap, seconds)] * len(self.split))
        else:
            exact = self.parts.call("values", [(x,)] * len(self.split))
            answers = [(value, value) for value in exact]
        value, bound = np.zeros(self.problem.futures), np.zeros(self.problem.futures)
        for part, (cost, least) in zip(self.split, answers, strict=True):
            value[part], bound[part] = cost, least
        self.solved += value.size
        return value, bound


@dataclass
class Decomposition(Known):
    """One run of the method: the master, the futures, the best plan and the log."""

    problem: TwoStage
    method: Benders
    spread: SpreadFutures
    master: Master
    passes: int = 0

    def first_cost(self, x: Vector) -> float:
        """Cost of the first stage."""
        return float(self.problem.first.cost @ x) + self.problem.first.offset

    def cut(self, x: Vector, *, separate: bool = False) -> tuple[float, int]:
        """Add every future's cut at x; returns the (relaxed) cost of x and the number of rows found."""
        cuts = self.spread.cuts(x, separate=separate)
        self.passes += 1
        constant = cuts.value - cuts.gradient @ x
        broken = cuts.infeasible
        if broken.any():
            rows = np.unique(np.column_stack([constant[broken], cuts.gradient[broken]]), axis=0)
            nowhere = np.full(rows.shape[0], -1, dtype=np.int64)
            self.master.add(nowhere, rows[:, 0], rows[:, 1:])
            if not (~broken).any():
                return np.inf, cuts.found
        p = self.problem.probability
        if broken.any():  # a group's cut needs all its futures
            complete = ~np.isin(self.spread.group, self.spread.group[broken])
        else:
            complete = np.ones(p.size, dtype=bool)
        index, small = np.unique(self.spread.group[complete], return_inverse=True)
        slope = np.zeros((index.size, x.size))
        level = np.zeros(index.size)
        np.add.at(slope, small, p[complete, None] * cuts.gradient[complete])
        np.add.at(level, small, p[complete] * constant[complete])
        self.master.add(index, level, slope)
        cost = np.inf if broken.any() else self.first_cost(x) + float(p @ cuts.value)
        return cost, cuts.found

    def value(self, x: Vector) -> float:
        """A plan with every decision whole that must be, kept where it is the cheapest: a bound on its cost."""
        p = self.problem.probability
        value, least = self.spread.values(x, self.until.gap / 10, max(self.clock.left, 0.1))
        if self.offer(x, self.first_cost(x) + float(p @ value)):
            self.note("plan")
        return self.first_cost(x) + float(p @ least)


def first_point(run: Decomposition) -> Vector:
    """First-stage point of the extensive form of a few futures: group means, or members where T differs."""
    problem = run.problem
    each = max(problem.recourse.nnz + problem.technology.nnz, 1)
    number = int(np.clip(_START_NONZEROS // each, 1, min(run.method.clusters, problem.futures)))
    members = groups(problem, number)
    if problem.fixed_recourse and problem.fixed_technology:
        few = problem.mean(members)
    else:
        weight = np.array([problem.probability[g].sum() for g in members])
        few = problem.select([int(g[0]) for g in members], weight)
    flat = extensive(few).relaxed
    found = Highs()(flat, Until(seconds=max(run.clock.left / 2, 0.1)))
    run.note(f"extensive form of {number} of {problem.futures} futures")
    n = problem.first.cost.size
    if found.x.size:
        return found.x[:n]
    return np.clip(np.zeros(n), run.master.lower, run.master.upper)


def relaxed(run: Decomposition, x: Vector) -> bool:
    """The L-shaped method on the relaxed problem; False where nothing is possible."""
    best, best_cost = x, np.inf
    whole = bool(run.problem.first.integer.any())
    target = min(run.until.gap, 1e-3) if not whole else min(max(run.until.gap / 4, 1e-5), 5e-4)
    share = 0.0
    while True:
        at = share * best + (1 - share) * x
        cost, _ = run.cut(at)
        if cost < best_cost:
            best, best_cost = at, cost
        if not whole and not run.problem.integer_recourse:
            run.offer(best, best_cost)
        point = run.master.solve()
        if point is None:
            return False
        share = run.method.stabilisation if np.isfinite(best_cost) else 0.0
        if not point.boxed:
            run.bound = max(run.bound, point.bound)
        run.note("relaxed")
        if point.boxed and relative_gap(best_cost, point.bound) <= target:
            return True  # settled at the box's edge: no bound, so the whole program is to say whether there is one
        x = point.x
        if run.clock.over or relative_gap(best_cost, run.bound) <= target:
            if not whole and run.problem.integer_recourse:
                run.value(best)
            return True
        run.master.purge()
