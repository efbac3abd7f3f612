r"""Global sensitivity (Sobol indices), all assumptions moved at once: which groups the spread comes from, and which first decisions hold.

Every assumption is drawn evenly between the ends of its range, by itself; groups are the tables that the figures stand in.
With Y the social value of the plan worked out again for a draw, and X_g the figures of group g,

.. math::
    S_g = \frac{\mathrm{Var}\, E[Y \mid X_g]}{\mathrm{Var}\, Y},  \qquad
    T_g = 1 - \frac{\mathrm{Var}\, E[Y \mid X_{-g}]}{\mathrm{Var}\, Y}

are the share that g explains alone and the share that it has a hand in (Sobol 1993; Saltelli and others 2010, whose
design of N (groups + 2) plans this is, by SALib).  A first decision *holds* where as many projects of its kind are begun
at the start in nine of ten of the 2 N independent draws as in the plan at hand.  Where all figures stand in one table, S = T = 1,
and the independent draws are enough.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from offtake.errors import UsageError
from offtake.frozen import Indices, Vector
from offtake.plan.kept import call_kept
from offtake.plan.plan import Plan
from offtake.plan.sensitivity.assumptions import Assumption
from offtake.plan.sensitivity.resolving import AtHand, Resolve, measure_names, measured
from offtake.plan.sensitivity.tornado import mark
from offtake.stochastic.parallel.executor import Executor, Recipe

HOLDS = 0.9


@dataclass(frozen=True)
class Design:
    """Which draws are worked out: `points` (draws, assumptions) of what each assumption's operation takes."""

    groups: tuple[str, ...]
    of: tuple[str, ...]  # the group of every assumption
    points: Vector
    problem: dict[str, Any]
    seed: int

    @property
    def independent(self) -> Indices:
        """Positions of the draws that owe nothing to one another: the first and the last of every block."""
        if len(self.groups) == 1:
            return np.arange(len(self.points))
        block = len(self.groups) + 2
        first = np.arange(0, len(self.points), block)
        return np.sort(np.concatenate([first, first + block - 1]))


@dataclass(frozen=True)
class Shares:
    """By group: the share of the spread that it explains alone, and that it has a hand in, with half widths of 95%
    intervals; NaN where nothing moves."""

    groups: tuple[str, ...]
    alone: Vector
    alone_error: Vector
    total: Vector
    total_error: Vector


def design(found: Sequence[Assumption], draws: int, seed: int) -> Design:
    """Saltelli's design of `draws` (a power of 2) times (groups + 2) points.

    Raises UsageError where SALib is not installed or `draws` is no power of 2.
    """
    if find_spec("SALib") is None:
        raise UsageError("draws need SALib: pip install 'offtake[sensitivity]'")
    if draws < 2 or draws & (draws - 1):
        raise UsageError(f"{draws} draws: write a power of 2, such as 16, over which the points are even")  # fmt: skip
    from SALib.sample import sobol

    of = tuple(a.table for a in found)
    problem = {
        "num_vars": len(found),
        "names": [f"a{k}" for k in range(len(found))],
        "groups": list(of),
        "bounds": [[a.low, a.high] for a in found],
    }
    points = np.asarray(sobol.sample(problem, draws, calc_second_order=False, seed=seed))
    groups = tuple(dict.fromkeys(of))
    if len(groups) == 1:  # which SALib takes for a group of each assumption
        points = points.reshape(draws, -1, len(found))[:, [0, -1]].reshape(-1, len(found))
    return Design(groups, of, points, problem, seed)


def shares(plan: Design, values: Vector) -> Shares:
    """What the groups of a design have in the spread of `values`, (points,)."""
    from SALib.analyze import sobol

    if float(values.max() - values.min()) <= 1e-9 * max(1.0, float(np.abs(values).max())):
        none = np.full(len(plan.groups), np.nan)
        return Shares(plan.groups, none, none, none, none)
    if len(plan.groups) == 1:
        return Shares(plan.groups, np.ones(1), np.zeros(1), np.ones(1), np.zeros(1))
    said = sobol.analyze(plan.problem, values, calc_second_order=False, seed=plan.seed)
    each = [np.asarray(said[name]) for name in ("S1", "S1_conf", "ST", "ST_conf")]
    return Shares(plan.groups, *each)


@dataclass(frozen=True)
class Drawn:
    """Every draw worked out: (points, measures + projects), as `measured` gives them."""

    design: Design
    measures: tuple[str, ...]
    projects: tuple[str, ...]
    base: Vector
    values: Vector

    def shares(self, measure: int = 0) -> Shares:
        """What the groups have in the spread of one measure."""
        return shares(self.design, self.values[:, measure])

    @property
    def same(self) -> Vector:
        """(projects,): share of the independent draws in which as many are begun at the start as in the plan at hand."""
        n = len(self.measures)
        own = self.values[self.design.independent][:, n:]
        return np.asarray((own == self.base[n:]).mean(axis=0))


def drawn(
    hand: AtHand,
    base: Plan,
    found: Sequence[Assumption],
    points: Design,
    executor: Executor,
    folder: Path | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Drawn:
    """Every point of the design worked out from the plan at hand; what is finished is kept in `folder`."""

    def recipe(k: int) -> Recipe:
        return Resolve, (hand, tuple(zip(found, points.points[k].tolist(), strict=True)))

    place = folder and folder / f"draws-{mark(hand, tuple(found), points.points.tolist())}"
    number = len(points.points)
    values = call_kept(number, recipe, "measures", place, executor, name="draw", tell=tell)
    measures, projects = measure_names(base)
    return Drawn(points, tuple(measures), tuple(projects), measured(base), np.array(values))
