r"""Unilateral deviations, what a producer may begin instead: changes of the levels of its own projects, one project after another.

The k-th copy of project p stands where its level is at least k.  A move puts it, in the subtree under one node m,
to be begun at date s ≥ t(m), or never; the rest stays:

    never, one less      the last copy, or any, never begun under m
    one more             the next copy, begun at s
    each date            a copy begun at s

with m the root (everywhere) or a node where futures part (one subtree).  A copy that stood before m is begun elsewhere
as soon as it can be (`apart`), or nowhere else (`only`).  Besides, all that a producer begins may
go at once, come later at once, or be begun at one date.  Levels stay within the program's bounds and windows; nothing stands that asks for a
project which does not stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product as combinations
from math import prod

import numpy as np

from offtake.frozen import Flags, Indices, Vector
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Room:
    """Where levels may lie, and which project asks for which.  All arrays are (nodes, projects)."""

    tree: ScenarioTree
    lower: Vector  # what stands whatever is decided
    upper: Vector
    open_now: Flags  # may it be begun at the node?
    requires: Indices  # (projects,) the project that has to be begun before; -1 for none
    year: Indices  # (periods,)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """By node: the nodes after it."""
        found: list[list[int]] = [[] for _ in range(self.tree.size)]
        for n in np.flatnonzero(self.tree.parent >= 0).tolist():
            found[int(self.tree.parent[n])].append(n)
        return tuple(tuple(nodes) for nodes in found)

    @cached_property
    def forks(self) -> tuple[int, ...]:
        """The root, and every node whose parent has more than one child."""
        parent = self.tree.parent
        children = np.bincount(parent[parent >= 0], minlength=self.tree.size)
        several = self.tree.roots.size > 1
        apart = np.where(parent >= 0, children[parent] > 1, several)
        return (0, *(int(n) for n in np.flatnonzero(apart) if n))

    @cached_property
    def under(self) -> dict[int, Flags]:
        """By fork: the nodes at and under it."""
        return {m: self.tree.under(m) for m in self.forks}

    def dates(self, project: int, fork: int, coarse: bool = False) -> list[int]:
        """Periods in which the project may be begun somewhere under the fork; `coarse`: those that open a window,
        begin a year, or in which futures part."""
        at = self.under[fork] & self.open_now[:, project]
        found: list[int] = np.unique(self.tree.period[at]).tolist()
        if not coarse:
            return found
        return [t for k, t in enumerate(found) if k == 0 or t > found[k - 1] + 1 or self._marked[t]]

    def finer(self, own: Indices) -> bool:
        """Whether the list of moves of `own` holds more than its `coarse` part: single subtrees, or dates between."""
        between = (len(self.dates(p, 0)) > len(self.dates(p, 0, coarse=True)) for p in own.tolist())
        return len(self.forks) > 1 or any(between)

    @cached_property
    def _marked(self) -> Flags:
        """(periods,): whether it begins a year, or futures part in it."""
        count = np.bincount(self.tree.period, minlength=self.tree.periods)
        new = np.zeros(self.tree.periods, bool)
        new[0] = True
        new[1:] = (self.year[1:] > self.year[:-1]) | (count[1:] > count[:-1])
        return new

    def nothing(self, own: Indices, begun: Vector) -> Vector:
        """The same levels, none of `own` beyond what stands whatever is decided."""
        levels = begun.copy()
        levels[:, own] = self.lower[:, own]
        return self.kept(levels)

    def kept(self, begun: Vector) -> Vector:
        """The same levels, but nothing begun that asks for a project which does not stand at the node before."""
        begun = self._together(begun)
        asks = np.flatnonzero(self.requires >= 0)
        if not asks.size:
            return begun
        levels, tree = begun.copy(), self.tree
        for p in self._in_order(asks):
            r = self.requires[p]
            for n in range(tree.size):
                parent = int(tree.parent[n])
                before = levels[parent, p] if parent >= 0 else 0.0
                stands = parent >= 0 and levels[parent, r] > 0.5
                if not stands:
                    levels[n, p] = max(before, self.lower[n, p])
                else:
                    levels[n, p] = max(levels[n, p], before)
        return levels

    def _together(self, begun: Vector) -> Vector:
        """The same levels, but what is begun at the start the same in all nodes of the first period."""
        tree = self.tree
        if tree.roots.size == 1:
            return begun
        levels = begun.copy()
        levels[tree.roots] = levels[tree.roots[0]]
        for n in np.flatnonzero(tree.parent >= 0).tolist():
            before = levels[tree.parent[n]]
            levels[n] = np.where(self.open_now[n], np.maximum(levels[n], before), before)
        return levels

    def _in_order(self, asks: Indices) -> list[int]:
        """Those that ask, each after what it asks for."""

        def depth(p: int) -> int:
            r = int(self.requires[p])
            return 0 if r < 0 else 1 + depth(r)

        return sorted(asks.tolist(), key=lambda p: (depth(p), p))

    def put(self, begun: Vector, project: int, copy: int, fork: int, date: int) -> Vector | None:
        """The copy of the project begun from `date` on under the fork; None where it stands before, or nothing moves.

        A date after the last period is never.
        """
        has = begun[:, project] >= copy - 0.5
        parent = int(self.tree.parent[fork])
        if parent >= 0 and has[parent]:
            return None
        under = self.under[fork]
        wanted = has & ~under | self._stands(under, project, date)
        if (wanted == has).all():
            return None
        levels = begun.copy()
        levels[:, project] += wanted.astype(float) - has
        levels[:, project] = np.maximum(levels[:, project], self.lower[:, project])
        if (levels[:, project] > self.upper[:, project] + 0.5).any():
            return None
        return self.kept(levels)

    def apart(
        self, begun: Vector, project: int, copy: int, fork: int, date: int, only: bool
    ) -> Vector | None:
        """A copy that stood before the fork, begun from `date` on under it, and elsewhere as soon as it can be; with
        `only` nowhere else.  None where it did not stand before the fork, or nothing moves."""
        has, parent = begun[:, project] >= copy - 0.5, int(self.tree.parent[fork])
        if parent < 0 or not has[parent]:
            return None
        under = self.under[fork]
        wanted = self._stands(under, project, date)
        if not only:
            elsewhere = has & ~under
            elsewhere[self.tree.path(fork)] = False
            wanted |= self._legal(elsewhere, project)
        if (wanted == has).all():
            return None
        levels = begun.copy()
        levels[:, project] += wanted.astype(float) - has
        levels[:, project] = np.maximum(levels[:, project], self.lower[:, project])
        return self.kept(levels)

    def _legal(self, wanted: Flags, project: int) -> Flags:
        """(nodes,): those wanted where it stood before or may be begun."""
        tree, open_now = self.tree, self.open_now[:, project]
        stands = wanted & open_now
        for t in range(1, tree.periods):
            nodes = tree.at(t)
            stands[nodes] |= wanted[nodes] & stands[tree.parent[nodes]]
        return stands

    def _stands(self, under: Flags, project: int, date: int) -> Flags:
        """(nodes,): under the fork, at and after the first node from `date` on at which it may be begun."""
        tree = self.tree
        begins = under & self.open_now[:, project] & (tree.period >= date)
        stands = begins.copy()
        first = tree.roots[0]
        stands[tree.roots] |= stands[first]  # what is begun at the start is the same in all of them
        for t in range(1, tree.periods):
            nodes = tree.at(t)
            stands[nodes] |= stands[tree.parent[nodes]] & under[nodes]
        return stands

    def later(self, own: Indices, begun: Vector, date: int) -> Vector:
        """All of `own` as they are, but nothing of them before `date`."""
        levels = begun.copy()
        early = self.tree.period < date
        levels[np.ix_(early, own)] = self.lower[np.ix_(early, own)]
        for n in np.flatnonzero(~early).tolist():  # what could not be begun since is not there
            parent, first = int(self.tree.parent[n]), int(self.tree.roots[0])
            nothing = levels[first, own] if n != first else np.zeros(own.size)
            before = levels[parent, own] if parent >= 0 else nothing
            levels[n, own] = np.where(self.open_now[n, own], levels[n, own], before)
        return self.kept(levels)


def moves(room: Room, begun: Vector, own: Indices, skip: Flags, coarse: bool) -> Iterator[Vector]:
    """Every move of one of `own`; no copy is begun anew of a project in `skip` (projects,).

    `coarse` leaves out single subtrees, and the dates between.
    """
    never = room.tree.periods
    for fork in room.forks[:1] if coarse else room.forks:
        for p in own.tolist():
            most = round(float(begun[:, p].max()))
            if fork and most:
                for only, date in combinations((False, True), [never, *room.dates(p, fork)]):
                    levels = room.apart(begun, p, most, fork, date, only)
                    if levels is not None:
                        yield levels
            for copy in range(most + (not skip[p]), 0, -1):
                dates = room.dates(p, fork, coarse)
                for date in [never, *dates] if copy <= most else dates:
                    levels = room.put(begun, p, copy, fork, date)
                    if levels is not None:
                        yield levels


def all_later(room: Room, begun: Vector, own: Indices) -> Iterator[Vector]:
    """All of `own` later at once, from each date that counts."""
    if own.size > 1:
        dates = sorted({t for p in own.tolist() for t in room.dates(p, 0, coarse=True)})
        for date in dates[1:]:
            yield room.later(own, begun, date)


def in_place(room: Room, begun: Vector, own: Indices) -> Iterator[Vector]:
    """One of `own` never, and one more of another in its place, as early as it may be."""
    for p in own.tolist():
        copy = round(float(begun[:, p].max()))
        without = room.put(begun, p, copy, 0, room.tree.periods) if copy else None
        if without is not None:
            stands = np.flatnonzero(begun[:, p] >= copy - 0.5)
            date = int(room.tree.period[stands].min())
            for q in own.tolist():
                if q != p:
                    levels = room.put(without, q, round(float(without[:, q].max())) + 1, 0, date)
                    if levels is not None:
                        yield levels


def count_plans(room: Room, own: Indices, most: Vector | None, least: Vector | None) -> int:
    """In how many ways `own` can be begun within bounds, whatever asks for what."""
    total = 1
    for p in own.tolist():
        low, high = _bounds(room, p, most, least)
        ways: dict[int, dict[int, int]] = {}
        for n in range(room.tree.size - 1, -1, -1):
            ways[n] = {
                before: sum(
                    prod(ways[m][level] for m in room.children[n])
                    for level in _levels(room, n, p, before, low, high)
                )
                for before in range(round(float(room.upper[:, p].max())) + 1)
            }
        total *= prod(ways[int(n)][0] for n in room.tree.roots)
    return total


def every_plan(
    room: Room, begun: Vector, own: Indices, most: Vector | None, least: Vector | None
) -> Iterator[Vector]:
    """All ways to begin `own`, the others as in `begun`."""
    for chosen in combinations(*(list(_ways(room, p, most, least)) for p in own.tolist())):
        levels = begun.copy()
        for p, column in zip(own.tolist(), chosen, strict=True):
            levels[:, p] = column
        yield room.kept(levels)


def _ways(room: Room, p: int, most: Vector | None, least: Vector | None) -> Iterator[Vector]:
    """(nodes,): each way in which the levels of project p can rise."""
    low, high = _bounds(room, p, most, least)

    def under(n: int, before: int) -> Iterator[dict[int, int]]:
        for level in _levels(room, n, p, before, low, high):
            for rest in combinations(*(list(under(m, level)) for m in room.children[n])):
                yield {n: level} | {m: v for part in rest for m, v in part.items()}

    for parts in combinations(*(list(under(int(n), 0)) for n in room.tree.roots)):
        levels = np.zeros(room.tree.size)
        for part in parts:
            levels[list(part)] = list(part.values())
        yield levels


def _bounds(room: Room, p: int, most: Vector | None, least: Vector | None) -> tuple[Vector, Vector]:
    low = room.lower[:, p] if least is None else np.maximum(room.lower[:, p], least[:, p])
    high = room.upper[:, p] if most is None else np.minimum(room.upper[:, p], most[:, p])
    return low, np.maximum(high, low)


def _levels(room: Room, n: int, p: int, before: int, low: Vector, high: Vector) -> range:
    """Levels that project p may have at node n after `before`."""
    least = max(before, round(float(low[n])))
    top = round(float(high[n])) if room.open_now[n, p] else least
    return range(least, max(top, least) + 1)
