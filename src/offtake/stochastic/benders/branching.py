"""Branch and cut over whole first-stage decisions, on the master that Benders' method built.

Every node is the master with narrower bounds; cuts and rows found by rounding hold everywhere, so all nodes share
them.  At a node: cuts until its bound stalls; bounds narrowed by reduced costs; whole points by rounding; then
branch on the decision whose two sides raise the master's bound most (strong branching; Achterberg et al. 2005).
The smallest bound of the open nodes bounds every plan.
"""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from offtake.stochastic.benders.l_shaped import Decomposition
from offtake.stochastic.benders.master import MasterPoint
from offtake.stochastic.solver.program import LinearProgram, Vector

_WHOLE = 1e-6
_NODE_ROUNDS = 10
_ROOT_ROUNDS = 40
_STALL = 0.1
_PATIENCE = 2
_ROOT_PATIENCE = 4
"""Rounds of cuts without gain at a node; at the root where later whole decisions are relaxed: rows rise slowly."""
_CANDIDATES = 12
_MOVES = 200
_TRIES = 3
_ROUNDING_LEVELS = (0.35, 0.5, 0.2)


@dataclass(frozen=True)
class Box:
    """Bounds of the first stage at one node, and what is proved there."""

    lower: Vector
    upper: Vector
    bound: float
    estimate: float = -np.inf  # what a look ahead said its bound may be


class Search:
    """The open nodes and what was tried."""

    def __init__(self, run: Decomposition) -> None:
        self.run = run
        self.tried: set[bytes] = set()
        self.least: dict[
            bytes, float
        ] = {}  # of plans with whole second stages: a bound on the cost
        self.number = itertools.count()
        self.open: list[tuple[float, int, Box]] = []
        self.integer = run.problem.first.integer
        self.improved = np.inf  # cost of the plan that local search started from last
        self.closed = np.inf  # smallest bound of nodes given up because they are within the gap

    @property
    def cutoff(self) -> float:
        """Nodes at or above this cannot matter for the gap asked for."""
        run = self.run
        if not np.isfinite(run.objective):
            return np.inf
        return run.objective - run.until.gap * abs(run.objective)

    def push(self, box: Box) -> None:
        """Open a node, unless it cannot matter."""
        if box.bound < self.cutoff:
            heapq.heappush(self.open, (box.bound, next(self.number), box))
        else:
            self.closed = min(self.closed, box.bound)

    def value(self, x: Vector) -> None:
        """Cost of a whole plan, once; it becomes the best one where it is cheaper."""
        run = self.run
        key = _key(x)
        if key in self.tried or run.clock.over:
            return
        self.tried.add(key)
        if run.master.estimate(x[None])[0] >= run.objective:
            return  # the cuts alone say that it costs more
        cost, _ = run.cut(x)
        if run.problem.integer_recourse:
            if cost < run.objective:  # what is relaxed, exact at x, is a cheap bound
                self.least[key] = run.value(x)
            return
        if run.offer(x, cost):
            run.note("plan")

    def refresh(self, current: float) -> None:
        """The proved bound: the smallest of all nodes that are open, given up or at work."""
        lowest = min([current, self.closed, *(b for b, _, _ in self.open[:1])])
        self.run.raise_bound(lowest)


def search(run: Decomposition) -> None:
    """Search until the gap asked for is proved or the time is used up."""
    tree = Search(run)
    first = run.problem.first
    lower = np.where(first.integer, np.ceil(run.master.lower - _WHOLE), run.master.lower)
    upper = np.where(first.integer, np.floor(run.master.upper + _WHOLE), run.master.upper)
    tree.push(Box(lower, upper, run.bound))
    rounds = _ROOT_ROUNDS
    while tree.open and not run.clock.over:
        bound, _, box = heapq.heappop(tree.open)
        tree.refresh(bound)
        if bound >= tree.cutoff:
            tree.closed = min(tree.closed, bound)
            break
        _process(tree, box, rounds)
        rounds = _NODE_ROUNDS
    if not tree.open and not run.clock.over:
        run.raise_bound(tree.closed)
    run.note("search ends")


def _process(tree: Search, box: Box, rounds: int) -> None:
    """Work on one node: raise its bound, look for plans, split it."""
    run = tree.run
    run.master.tighten(box.lower, box.upper)
    point, bound = _raise(tree, box, rounds)
    if point is None:
        return
    bound = max(bound, box.bound)
    if bound >= tree.cutoff:
        tree.closed = min(tree.closed, bound)
        return
    for x in rounded_points(run, point.x):
        tree.value(x)
    if run.objective < tree.improved:
        improve(tree)
        tree.improved = run.objective
    lower, upper = _narrowed(tree, box, point)
    run.master.tighten(lower, upper)
    point = run.master.solve()
    if point is None:
        return
    bound = max(bound, point.bound)
    run.note(f"node, {len(tree.open)} open")
    if run.clock.over:
        tree.push(Box(lower, upper, bound))
        tree.refresh(bound)
        return
    _branch(tree, Box(lower, upper, bound), point)


def _raise(tree: Search, box: Box, rounds: int) -> tuple[MasterPoint | None, float]:
    """Cuts at the node until its bound stalls or passes the cutoff."""
    run = tree.run
    best, best_cost, slow = None, np.inf, 0
    long = rounds == _ROOT_ROUNDS and run.problem.integer_recourse
    patience = _ROOT_PATIENCE if long else _PATIENCE
    point = run.master.solve()
    bound = box.bound
    for k in range(rounds):
        if point is None:
            return None, bound
        bound = max(bound, point.bound) if not point.boxed else bound
        tree.refresh(bound)
        if bound >= tree.cutoff or run.clock.over:
            break
        separate = run.method.rounding and k % 2 == 0
        at = point.x if separate or best is None else 0.5 * (best + point.x)
        cost, _ = run.cut(at, separate=separate)
        if cost < best_cost:
            best, best_cost = at, cost
        if _is_whole(at, tree.integer):
            tree.value(np.where(tree.integer, np.round(at), at))
        if rounds == _ROOT_ROUNDS and k % 4 == 0:
            for x in rounded_points(run, point.x)[:2]:
                tree.value(x)
        point = run.master.solve()
        if point is None:
            return None, bound
        ahead = max(tree.cutoff - bound, 1e-9) if np.isfinite(tree.cutoff) else abs(bound)
        gain = point.bound - bound
        slow = slow + 1 if gain < _STALL * ahead else 0
        if slow >= patience:
            bound = max(bound, point.bound)
            break
        run.master.purge()
    run.note("cuts at a node")
    return point, bound


def _is_whole(x: Vector, integer: npt.NDArray[np.bool_]) -> bool:
    return bool((np.abs(x[integer] - np.round(x[integer])) < _WHOLE).all())


def _narrowed(tree: Search, box: Box, point: MasterPoint) -> tuple[Vector, Vector]:
    """Bounds beyond which the reduced cost alone lifts a decision over the cutoff."""
    room = tree.cutoff - point.bound
    if not np.isfinite(room):
        return box.lower, box.upper
    d = point.reduced_cost
    with np.errstate(divide="ignore", invalid="ignore"):
        up = np.where(d > 1e-7, point.x + room / d, np.inf)
        down = np.where(d < -1e-7, point.x + room / d, -np.inf)
    upper, lower = np.minimum(box.upper, up), np.maximum(box.lower, down)
    upper = np.where(tree.integer, np.floor(upper + _WHOLE), upper)
    lower = np.where(tree.integer, np.ceil(lower - _WHOLE), lower)
    return lower, np.maximum(upper, lower)


def _branch(tree: Search, box: Box, point: MasterPoint) -> None:
    """Split on the decision whose two sides raise the bound most; sides that cannot matter are dropped."""
    candidates = _candidates(tree, point.x)
    if not candidates:
        # All whole, yet the bound is below the plan's cost: cuts have not settled; come back to it.
        x = np.where(tree.integer, np.round(point.x), point.x)
        tree.value(x)
        again = tree.run.master.solve()
        if again is not None and again.bound > box.bound + 1e-9 * abs(box.bound):
            tree.push(Box(box.lower, box.upper, again.bound))
        elif tree.run.problem.integer_recourse and tree.integer.all():
            _take_out(tree, box, x)
        else:
            tree.closed = min(tree.closed, box.bound)
        return
    best, chosen = -1.0, None
    for j in candidates:
        sides = [_try(tree, box, point, j, side) for side in (0, 1)]
        gains = [max(s - point.bound, 1e-3 * abs(point.bound) * 1e-3) for s in sides]
        score = min(gains[0], 1e12) * min(gains[1], 1e12)
        if score > best:
            best, chosen = score, (j, sides)
    if chosen is None:
        raise AssertionError("no candidate was scored")
    j, sides = chosen
    for side, estimate in enumerate(sides):
        lower, upper = box.lower.copy(), box.upper.copy()
        if side == 0:
            upper[j] = np.floor(point.x[j])
        else:
            lower[j] = np.ceil(point.x[j])
        if lower[j] <= upper[j] and np.isfinite(estimate):
            tree.push(Box(lower, upper, box.bound, estimate))


def _take_out(tree: Search, box: Box, x: Vector) -> None:
    """Close the whole plan x at what bounds its own cost, and open all other plans of the box, in parts."""
    estimate = float(tree.run.master.estimate(x[None])[0])
    tree.closed = min(tree.closed, max(tree.least.get(_key(x), estimate), box.bound))
    lower, upper = box.lower.copy(), box.upper.copy()
    for j in np.flatnonzero(lower < upper).tolist():
        below, above = upper.copy(), lower.copy()
        below[j], above[j] = x[j] - 1, x[j] + 1
        if lower[j] <= below[j]:
            tree.push(Box(lower.copy(), below, box.bound))
        if above[j] <= upper[j]:
            tree.push(Box(above, upper.copy(), box.bound))
        lower[j] = upper[j] = x[j]


def _key(x: Vector) -> bytes:
    return np.round(x, 9).tobytes()


def _candidates(tree: Search, x: Vector) -> list[int]:
    """Fractional decisions, of neighbours with the same fraction the first and the last."""
    fraction = np.where(tree.integer, np.abs(x - np.round(x)), 0.0)
    broken = np.flatnonzero(fraction > _WHOLE)
    if not broken.size:
        return []
    part = np.round(x[broken] - np.floor(x[broken]), 5)
    new = np.concatenate([[True], (np.diff(part) != 0) | (np.diff(broken) > 1)])
    last = np.concatenate([new[1:], [True]])
    chosen = broken[new | last]
    ranked = chosen[np.argsort(-fraction[chosen], kind="stable")]
    return [int(j) for j in ranked[:_CANDIDATES]]


def _try(tree: Search, box: Box, point: MasterPoint, j: int, side: int) -> float:
    """Bound of the master with decision j at most (side 0) or at least (side 1) its rounded value."""
    low, high = box.lower[j], box.upper[j]
    if side == 0:
        high = np.floor(point.x[j])
    else:
        low = np.ceil(point.x[j])
    if low > high:
        return np.inf
    return tree.run.master.probe(j, low, high)


def rounded_points(run: Decomposition, x: Vector) -> list[Vector]:
    """Whole points near x that meet the first-stage rows, by rounding at several levels."""
    first = run.problem.first
    points: list[Vector] = []
    for level in _ROUNDING_LEVELS:
        y = np.where(first.integer, np.floor(x + 1 - level + _WHOLE), x)
        y = np.clip(y, first.lower, first.upper)
        if first.rows_hold(y) and not any(np.array_equal(y, other) for other in points):
            points.append(y)
    return points


def improve(tree: Search) -> None:
    """Local search around the best plan: the move that the cuts think best is valued, until none is better.

    A move changes one whole decision by one and then, where that breaks a first-stage row, its neighbours in the
    row until the rows hold again: with cumulative numbers it begins a step earlier or later.
    """
    run = tree.run
    for _ in range(_MOVES):
        if not run.plan.size or run.done:
            return
        points = _neighbours(run, run.plan)
        fresh = [x for x in points if _key(x) not in tree.tried]
        if not fresh:
            return
        guess = run.master.estimate(np.array(fresh))
        ranked = np.argsort(guess, kind="stable")[:_TRIES]
        before = run.objective
        for k in ranked.tolist():
            if guess[k] >= before - 1e-9 * abs(before) or run.objective < before:
                break
            tree.value(fresh[k])
        if run.objective >= before:
            return


def _neighbours(run: Decomposition, plan: Vector) -> list[Vector]:
    """Plans one move away that meet the first-stage rows."""
    first = run.problem.first
    by_column = first.matrix.tocsc()
    points = []
    for j in np.flatnonzero(first.integer).tolist():
        for step in (-1.0, 1.0):
            x = _moved(first, by_column, plan, j, step)
            if x is not None:
                points.append(x)
    return points


def _moved(
    first: LinearProgram, by_column: sp.csc_array, plan: Vector, j: int, step: float
) -> Vector | None:
    """The plan with decision j moved by one, and what the rows then ask of its neighbours; None if nothing helps."""
    x, matrix = plan.copy(), first.matrix
    moved = {j}
    x[j] += step
    if not first.lower[j] <= x[j] <= first.upper[j]:
        return None
    wait = by_column.indices[by_column.indptr[j] : by_column.indptr[j + 1]].tolist()
    while wait:
        r = wait.pop()
        row = slice(matrix.indptr[r], matrix.indptr[r + 1])
        columns, values = matrix.indices[row], matrix.data[row]
        activity = float(values @ x[columns])
        if first.row_lower[r] - 1e-6 <= activity <= first.row_upper[r] + 1e-6:
            continue
        upward = activity < first.row_lower[r]
        for i, a in zip(columns.tolist(), values.tolist(), strict=True):
            by = 1.0 if (a > 0) == upward else -1.0
            if i in moved or not first.integer[i]:
                continue
            if first.lower[i] <= x[i] + by <= first.upper[i]:
                x[i] += by
                moved.add(i)
                wait += by_column.indices[by_column.indptr[i] : by_column.indptr[i + 1]].tolist()
                break
        else:
            return None
    return x if first.rows_hold(x) else None
