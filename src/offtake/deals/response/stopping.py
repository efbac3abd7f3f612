r"""When a producer would begin each of its projects: optimal stopping over the tree, one project after another.

Whatever is begun at a node touches the cash of the paths through that node and of no other.  So the market solved
once with a project begun everywhere at date t gives, leaf by leaf, what beginning it then is worth, and backward
induction over the dates t_1 < t_2 < … gives the best moment on every path, knowing what is known by then:

    best(n) = max( Σ_{leaves s under n} π_s NPV_s(begun at n),  Σ_{n' under n at the next date} best(n') )

and after the last date: never.  Dates are the starts of years and the periods in which something becomes known.  This
is the real option to wait (Dixit & Pindyck 1994) in the market as it is, with whole projects.

Induction weighs futures by their probability, since a fear of the worst ones does not add up over branches.  A moment
is taken only where the producer's own judgement, fear included, finds it worth more; what fear alone would choose,
such as to wait, comes from its own program (`best_response`), from whose answer a search begins too.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from offtake.deals.acceptance.participation import TOLERANCE
from offtake.deals.clauses.on_offer import Unit
from offtake.deals.response.table import Position, Table
from offtake.market.figures import Figures
from offtake.uncertainty.tree import ScenarioTree

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
SWEEPS = 3
_NONE = 1e-6  # units


def best_moments(
    table: Table, unit: Unit, at: Position, most: Vector | None = None, sweeps: int = SWEEPS
) -> Position:
    """The position after the unit has put each of its projects at its best moment, until none moves.

    `most` (nodes, projects): levels that none may pass, where it is given.  Each move is worth more to the unit
    by its own judgement than what it had; so it never ends worse.
    """
    for _ in range(sweeps):
        before = at
        for project in table.own_projects(unit).tolist():
            for number in range(int(table.f.q.projects.limit[project]), 0, -1):
                never = most is not None and most[:, project].max() < number
                if not never and not idle(table.f, at, project):
                    at = _moved(table, unit, at, project, number, most)
        if at is before:
            break
    return at


def all_idle(table: Table, unit: Unit, at: Position) -> bool:
    """Whether the unit has begun nothing, and all that it could begin would stand idle."""
    return all(idle(table.f, at, project) for project in table.own_projects(unit).tolist())


def idle(f: Figures, at: Position, project: int) -> bool:
    """Whether it is not begun anywhere and would add to lines that are never fully used.

    New capacity is called after what stands, at the same cost (`cash.split`), so nothing is lost by not looking.
    """
    line = int(f.q.projects.line[project])
    alike = next(group for group in f.alike if line in group)
    spare = (at.cash.capacity - at.cash.make)[:, alike].sum(axis=1)
    return not at.plan.values["begun"][:, project].any() and bool((spare > _NONE).all())


def _moved(
    table: Table, unit: Unit, at: Position, project: int, number: int, most: Vector | None
) -> Position:
    """The position with the `number`-th of a project at its best moment, or `at` where that gains nothing."""
    tree, levels = table.f.tree, at.plan.values["begun"]
    window = table.f.q.projects.window[:, project]
    rest = levels.copy()
    rest[:, project] -= levels[:, project] >= number

    def begun(first: Indices) -> Vector:
        """Levels with one more of the project from period `first` of each leaf on."""
        wanted = np.zeros(tree.size, dtype=bool)
        for leaf, start in zip(tree.leaf_paths, first.tolist(), strict=True):
            wanted[leaf[start:]] = True
        more = rest.copy()
        more[:, project] += _kept(tree, wanted & window[tree.period])
        return table.within_requires(more if most is None else np.minimum(more, most))

    dates = _dates(tree, table.f.q.year, window)
    best = begun(_moments(table, unit, begun, dates))
    if np.array_equal(best, levels):
        return at
    moved = table.position(best)
    now, then = table.judge(unit, at), table.judge(unit, moved)
    gains = (then.liquid, then.value) > (now.liquid, now.value + TOLERANCE)
    return moved if gains else at


def _moments(
    table: Table, unit: Unit, begun: Callable[[Indices], Vector], dates: list[int]
) -> Indices:
    """(leaves,): the period from which it is begun on each path, by backward induction; none: after the last."""
    tree, count = table.f.tree, table.f.tree.leaves.size
    weight = tree.probability[tree.leaves]

    def worth(start: int) -> Vector:
        levels = begun(np.full(count, start))
        return np.asarray(weight * table.judge(unit, table.position(levels)).npv)

    first = np.full(count, tree.periods)
    best = worth(tree.periods)
    for t in reversed(dates):
        here = tree.leaf_paths[:, t]
        now = worth(t)
        gain = np.bincount(here, now, tree.size) - np.bincount(here, best, tree.size)
        better = gain[here] > TOLERANCE * tree.probability[here]
        best, first = np.where(better, now, best), np.where(better, t, first)
    return first


def _dates(tree: ScenarioTree, year: Indices, window: Flags) -> list[int]:
    """Periods in which it may begin and that open its window, begin a year, or in which the tree branches."""
    count = np.bincount(tree.period, minlength=tree.periods)

    def counts(t: int) -> bool:
        return t == 0 or not window[t - 1] or year[t] > year[t - 1] or count[t] > count[t - 1]

    return [t for t in range(tree.periods) if window[t] and counts(t)]


def _kept(tree: ScenarioTree, wanted: Flags) -> Flags:
    """(nodes,): begun where it is wanted, and from there on."""
    begun = wanted.copy()
    begun[tree.roots] = begun[tree.roots[0]]
    for n in np.flatnonzero(tree.parent >= 0).tolist():
        begun[n] |= begun[tree.parent[n]]
    return begun
