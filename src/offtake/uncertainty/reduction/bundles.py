"""Scenario reduction, a smaller tree for one driver: its courses of events in bundles.

A node of the tree stands for a bundle of the driver's true courses: s is the state that the tree shows,
q the distribution of the true state within the bundle.  At a move M,

    q'[j] = Σ_i q[i] M[i, j]                                                     (true states)
    c(j)  = the nearest to j, by D, of a set S of states with M[s, c] > 0        (who stands for j)

and the bundle is divided by c(j): each c in S is a child that shows c and holds the q'[j] with c(j) = c.
S grows by the state that lowers Σ_j q'[j] D(j, c(j)) most (forward selection, Heitsch and Römisch, 2009).
D and the contrast c_t are those of `separation`.

A node's probability is that of its bundle, so nothing is lost but detail, and the loss is

    Σ over nodes and periods t of π(n) Δ Σ_i q_n[i] c_t(i, s_n)                    (distance, years)

How large S is may differ by date, not by node.  From 1 everywhere, it is raised where the loss falls most
for the factor (in logarithm) by which the leaves grow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, log

import numpy as np

from offtake.frozen import Flags, Indices, Matrix, Vector
from offtake.uncertainty.drivers import Chain
from offtake.uncertainty.reduction.alone import Cube
from offtake.uncertainty.reduction.separation import separation

Kept = tuple[int, ...]
"""Largest size of S at each of a driver's moves, in order of time."""


@dataclass(frozen=True)
class Driver:
    """A chain with what a year in one state instead of another counts."""

    chain: Chain
    moves: tuple[int, ...]  # periods, rising
    cost: Cube  # Δ c, (periods, states, states), years
    nearness: Cube  # D, (periods, states, states), years


@dataclass(frozen=True)
class Bundles:
    """The leaves of a driver's own tree, grown to some date."""

    state: Indices  # (leaves, periods): what the tree shows, from the last move on for good
    inside: Matrix  # (leaves, states): q, times the leaf's probability
    held: Flags  # (leaves, moves, states): the true states held after each move so far
    distance: float  # lost, years

    @property
    def leaves(self) -> int:
        """Number of leaves."""
        return len(self.state)

    @property
    def probability(self) -> Vector:
        """(leaves,)"""
        total: Vector = self.inside.sum(axis=1)
        return total


def driver(chain: Chain, cost: Cube) -> Driver:
    """The driver of a chain, weighed by what it does in the study: Δ c, (periods, states, states), years."""
    return Driver(chain, tuple(sorted(chain.moves)), cost, separation(chain, cost))


def full_tree(driver: Driver) -> Bundles:
    """The driver's full tree: every bundle is one course of events."""
    return _stages(driver, (len(driver.chain.states),) * len(driver.moves))[-1]


def smallest_trees(driver: Driver, limit: int, first: bool = False) -> list[Bundles]:
    """Trees of one driver by number of leaves, up to the limit; the first move complete where `first`.

    The number of leaves never more than doubles from one to the next, up to that of the full tree.
    """
    kept = _least(driver, first)
    met: dict[int, Bundles] = {}
    for tree in [*_by_date(driver, limit, kept), *_by_gain(driver, limit, kept)]:
        if tree.leaves not in met or tree.distance < met[tree.leaves].distance:
            met[tree.leaves] = tree
    return [tree for _, tree in sorted(met.items())]


def after_first_move(driver: Driver) -> int:
    """Number of states in which the driver may be after its first move."""
    return _stages(driver, _least(driver, first=True))[-1].leaves


def mistaken(driver: Driver, tree: Bundles) -> Matrix:
    """(leaves, leaves), years: expected distance between a true course of events in the bundle of the
    first leaf and the path to the second."""
    shown = driver.cost.transpose(0, 2, 1)[np.arange(driver.cost.shape[0]), tree.state]
    within = _within(driver, tree)
    years: Matrix = np.einsum("ati,bti->ab", within, shown, optimize=True)
    return years / tree.probability[:, None]


def _within(driver: Driver, tree: Bundles) -> Cube:
    """(leaves, periods, states): probability that the course ends in the leaf's bundle and that the
    true state of the period is that one, by the forward-backward recursion of hidden Markov chains."""
    periods, count, _ = driver.cost.shape
    matrices = [driver.chain.moves[t] for t in driver.moves]
    before = [np.tile(np.eye(1, count), (tree.leaves, 1))]
    for k, matrix in enumerate(matrices):
        before.append((before[-1] @ matrix) * tree.held[:, k])
    after = [np.ones((tree.leaves, count))]
    for k in reversed(range(len(matrices))):
        after.append((after[-1] * tree.held[:, k]) @ matrices[k].T)
    by_move = np.stack([b * a for b, a in zip(before, reversed(after), strict=True)], axis=1)
    return by_move[:, np.searchsorted(driver.moves, np.arange(periods), side="right")]


def _least(driver: Driver, first: bool) -> Kept:
    complete = len(driver.chain.states) if first else 1
    return (complete, *(1 for _ in driver.moves[1:])) if driver.moves else ()


def _stages(driver: Driver, kept: Kept, before: tuple[Bundles, ...] = ()) -> tuple[Bundles, ...]:
    """The driver's own tree before its first move and after each; `before` holds those that are known."""
    periods, count, _ = driver.cost.shape
    none_held = np.zeros((1, len(driver.moves), count), dtype=np.bool_)
    root = Bundles(np.zeros((1, periods), dtype=np.int64), np.eye(1, count), none_held, 0.0)
    stages = list(before) or [root]
    for k in range(len(stages) - 1, len(kept)):
        stages.append(_passed(driver, k, stages[-1], kept[k]))
    return tuple(stages)


def _passed(driver: Driver, k: int, tree: Bundles, most: int) -> Bundles:
    """The driver's own tree after its k-th move, with at most `most` children at each node."""
    periods = driver.cost.shape[0]
    move, end = (*driver.moves, periods)[k : k + 2]
    matrix = driver.chain.moves[move]
    mass = tree.inside @ matrix
    allowed = matrix[tree.state[:, -1]] > 0
    node, child, own = _divided(mass, allowed, driver.nearness[move], most)
    inside = np.where(own, mass[node], 0.0)
    held, state = tree.held[node], tree.state[node]
    held[:, k] = own
    state[:, move:] = child[:, None]
    lost = np.sum(inside * driver.cost[move:end].sum(axis=0).T[child])
    return Bundles(state, inside, held, tree.distance + float(lost))


def _divided(
    mass: Matrix, allowed: Flags, nearness: Matrix, most: int
) -> tuple[Indices, Indices, Flags]:
    """By child: its parent, the state that it shows, and (children, states) those that it holds."""
    if most == 1:  # the commonest case by far
        # Rounded, so that ties do not hang on the last bit.
        lost = np.round(mass @ nearness, 12)
        lost[~allowed] = np.inf
        return np.arange(len(mass)), lost.argmin(axis=1), np.ones_like(allowed)
    stands = _stands_for(mass, allowed, nearness, most)
    node, child = np.nonzero((stands[:, :, None] == np.arange(mass.shape[1])).any(axis=1))
    return node, child, stands[node] == child[:, None]


def _stands_for(mass: Matrix, allowed: Flags, nearness: Matrix, most: int) -> Indices:
    """(nodes, states): c(j) at each node, whose mass by state and allowed states are given."""
    kept = np.zeros_like(allowed)
    nearest = np.full_like(mass, np.inf)
    for _ in range(most):
        # (nodes, j, c): how far j would be from the nearest if c were kept too.
        tried = np.minimum(nearest[:, :, None], nearness)
        lost = np.round(np.einsum("nj,njc->nc", mass, tried), 12)
        lost[kept | ~allowed] = np.inf
        best = lost.argmin(axis=1)
        more = np.flatnonzero(np.isfinite(lost.min(axis=1)))
        kept[more, best[more]] = True
        nearest[more] = tried[more, :, best[more]]
    nearest_kept: Indices = np.where(kept[:, None, :], nearness, np.inf).argmin(axis=2)
    return nearest_kept


def _by_date(driver: Driver, limit: int, kept: Kept) -> Iterator[Bundles]:
    """Trees complete up to some date and one path from there; a step at most doubles the leaves."""
    stages = _stages(driver, kept)
    yield stages[-1]
    for k in range(len(kept)):
        for most in range(kept[k] + 1, len(driver.chain.states) + 1):
            raised = (*kept[:k], most, *kept[k + 1 :])
            trial = _stages(driver, raised, stages[: k + 1])
            if trial[-1].leaves > limit:
                return
            if trial[-1].leaves > stages[-1].leaves:
                yield trial[-1]
            kept, stages = raised, trial


def _by_gain(driver: Driver, limit: int, kept: Kept) -> Iterator[Bundles]:
    """Trees met while raising from `kept` what pays most.

    What a date promised when last tried stands in until no other promises more (lazy evaluation of a
    greedy choice, Minoux, 1978).
    """
    complete = len(driver.chain.states)
    stages = _stages(driver, kept)
    promised = {k: inf for k, most in enumerate(kept) if most < complete}
    while True:
        best: tuple[float, int] | None = None
        for gain, k in sorted((-gain, k) for k, gain in promised.items()):
            if best is not None and best <= (gain, k):
                break
            raised = (*kept[:k], kept[k] + 1, *kept[k + 1 :])
            trial = _stages(driver, raised, stages[: k + 1])
            promised[k] = _gain(stages[-1], trial[-1])
            if trial[-1].leaves > limit:
                del promised[k]
            elif promised[k] > 0:
                yield trial[-1]
                if best is None or (-promised[k], k) < best:
                    best, chosen = (-promised[k], k), (raised, trial)
        if best is None:
            return
        kept, stages = chosen
        # What promised nothing before may do so now that other states are shown.
        promised = {k: g if g > 0 else inf for k, g in promised.items() if kept[k] < complete}


def _gain(now: Bundles, then: Bundles) -> float:
    """Fall of the loss for the growth of the leaves; 0 where there is neither."""
    if then.leaves <= now.leaves:
        return 0.0
    return max(round((now.distance - then.distance) / log(then.leaves / now.leaves), 12), 0.0)
