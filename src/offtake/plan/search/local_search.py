r"""Local search, better plans near a plan: begin a project somewhere else, judged first by what duals promise.

With the integers fixed at levels N, the rest is a linear program of value f(N), convex in N; its reduced costs
r are a subgradient.  So for any change D of the levels

.. math::   f(N + D) \ge f(N) + r \cdot D

and only changes whose right side is below f(N) can pay: the others are left out unseen, and the promising are
solved, most promising first.  The changes, for each project and each node m of the tree:

=========  ==========================================================================
begin      one more from m on, in every future through m (earlier where it came later)
drop       none of those begun at m or later, in every future through m
delay      those begun at m begin one period later
=========  ==========================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from offtake.frozen import Flags, Indices, Vector
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Moves:
    """The neighbourhood of a plan's levels.  All arrays are (nodes, projects)."""

    tree: ScenarioTree
    columns: Indices  # where each level stands in the flat program
    open_now: Flags  # may it begin at the node?
    limit: Vector

    def promising(self, levels: Vector, reduced_cost: Vector) -> Iterator[tuple[float, Vector]]:
        """(bound on the change of the objective, levels), most promising first, all bounds negative.

        `levels` and `reduced_cost` are (nodes, projects).
        """
        bounds = self._bounds(levels, reduced_cost)
        ranked: list[tuple[float, str, int, int]] = []
        for kind, bound in bounds.items():
            for n, p in zip(*np.nonzero(bound < 0), strict=True):
                ranked.append((float(bound[n, p]), kind, int(n), int(p)))
        for least, kind, n, p in sorted(ranked):
            yield least, self._moved(levels, kind, n, p)

    def _bounds(self, levels: Vector, r: Vector) -> dict[str, Vector]:
        parent, first = self.tree.parent.copy(), self.tree.roots[0]
        before = np.where((parent < 0)[:, None], 0.0, levels[parent])
        parent[self.tree.roots[1:]] = (
            first  # a change at the first of all is one in the whole first period
        )
        same, below, weighted = r.copy(), r.copy(), r * levels
        closed_after = np.zeros(levels.shape, bool)
        for n in range(self.tree.size - 1, 0, -1):
            a = parent[n]
            same[a] += np.where(levels[n] == levels[a], same[n], 0.0)
            below[a] += below[n]
            weighted[a] += weighted[n]
            if self.tree.parent[n] >= 0:
                closed_after[a] |= ~self.open_now[n] & (levels[n] > before[a])
        new = (levels > before) & self.open_now  # what is settled elsewhere stays
        last = self.tree.period == self.tree.periods - 1
        nothing = np.zeros_like(r)
        alone = r.copy()
        alone[first] = r[self.tree.roots].sum(axis=0)
        return {
            "begin": np.where(self.open_now & (levels < self.limit), same, nothing),
            "drop": np.where(new, before * below - weighted, nothing),
            "delay": np.where(
                new & ~closed_after & ~last[:, None], (before - levels) * alone, nothing
            ),
        }

    def _moved(self, levels: Vector, kind: str, n: int, p: int) -> Vector:
        changed = levels.copy()
        a = self.tree.parent[n]
        before = levels[a, p] if a >= 0 else 0.0
        through = self.tree.under(n)
        if kind == "begin":
            changed[through, p] = np.maximum(levels[through, p], levels[n, p] + 1)
        elif kind == "drop":
            changed[through, p] = before
        else:
            changed[self.tree.roots if a < 0 else n, p] = before
        return changed
