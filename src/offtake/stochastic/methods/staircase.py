r"""Integer recourse in small parts: the value function of each, its expected cost, is a staircase in what it is given.

The second stage falls apart into parts b of a few whole decisions, which the first stage reaches through one to three
one-sided rows.  All that a part asks of it is room, r_b = A_b x.  Its answers k in future s are listed once, with
the room u_{sk} that each needs and its cost q_{sk}; then

.. math::   \min\; c x + \sum_b E_b(A_b x), \qquad  E_b(r) = \sum_s p_s \min_k \{ q_{sk} : u_{sk} \le r \}

is the problem itself, of a size in which futures no longer count.  E_b never rises.  On boxes [l_j, l'_j) of rooms

.. math::   \min\; c x + \sum_{b,j} v_{bj} z_{bj}, \qquad A_b x \ge \sum_j l_j z_{bj}, \quad
            \sum_j z_{bj} = 1, \quad z_{bj} \in \{0, 1\}

bounds every plan from below where v_j is E_b just below the upper corner l'_j, and is the cost of a plan where it is
E_b at the lower corner l_j.  The boxes that the two programs choose, and those beside them, are divided where E_b steps, until both
meet (in the space of tenders, as Ahmed, Tawarmalani & Sahinidis 2004).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from offtake.errors import SolveError, UsageError
from offtake.stochastic.methods.answer import Answer, Clock
from offtake.stochastic.methods.known import Known
from offtake.stochastic.program.two_stage import TwoStage
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import (
    Indices,
    LinearProgram,
    Matrix,
    Outcome,
    Until,
    Vector,
    tied_together,
)

_GRID = {1: 64, 2: 16, 3: 6}  # boxes along each row, by the number of a part's rows
_MOST_ANSWERS = 4_096
_MOST_ENTRIES = 30_000_000
_AT_ONCE = 4_000_000
_TIGHT = 1e-7  # a row met to this is met


@dataclass(frozen=True)
class Staircase:
    """No options yet: grids are refined until the gap asked for is proved."""


@dataclass(frozen=True)
class WholePart:
    """One part of the second stage: how x gives it room, and its answers in every future."""

    room: Matrix  # (rows, first-stage columns): A
    needs: npt.NDArray[np.float64]  # (futures, answers, rows)
    cost: Matrix  # (futures, answers), infinite where an answer is none in that future
    probability: Vector

    @cached_property
    def steps(self) -> tuple[Vector, ...]:
        """By row, rising: where E can fall."""
        return tuple(np.unique(self.needs[:, :, d]) for d in range(self.needs.shape[2]))

    def expected(self, room: Matrix) -> Vector:
        """(points,): E at each of the points (points, rows); infinite where a future has no answer."""
        found = np.zeros(len(room))
        step = max(1, _AT_ONCE // self.needs.size)
        for k in range(0, len(room), step):
            fits = (self.needs[None] <= room[k : k + step, None, None, :]).all(axis=3)
            least = np.where(fits, self.cost[None], np.inf).min(axis=2)
            found[k : k + step] = least @ self.probability
        return found


@dataclass(frozen=True)
class Boxes:
    """Boxes [lower, upper] of a part's rooms and E at both corners.  `upper` lies just below the next box."""

    lower: Matrix  # (boxes, rows)
    upper: Matrix
    dearest: Vector  # E at lower
    cheapest: Vector  # E at upper

    @cached_property
    def width(self) -> Matrix:
        """(boxes, rows)"""
        return self.upper - self.lower


@dataclass
class _Run(Known):
    first: LinearProgram
    parts: tuple[WholePart, ...]

    def value(self, x: Vector) -> None:
        """Keep a plan that is cheaper than the best."""
        first = self.first
        x = np.clip(np.where(first.integer, np.round(x), x), first.lower, first.upper)
        cost = float(first.cost @ x) + first.offset
        for part in self.parts:
            cost += float(part.expected((part.room @ x)[None] + _TIGHT)[0])
        self.offer(x, cost)


def solve_staircase(
    problem: TwoStage,
    method: Staircase = Staircase(),  # frozen
    until: Until = Until(),  # frozen
) -> Answer:
    """Solve a problem whose second stage falls apart into small whole parts (see `parts_of`).

    Raises UsageError where it does not.
    """
    parts = parts_of(problem)
    if parts is None:
        raise UsageError("the second stage does not fall apart into small whole parts")
    run = _Run(problem.first, parts, until=until, clock=Clock(until.seconds))
    boxes = _first_boxes(run)
    rounds, possible = 0, boxes is not None
    while boxes is not None and not run.done:
        rounds += 1
        lowest = _chosen(run, boxes, [b.cheapest for b in boxes])
        if lowest.status == "infeasible":
            possible = False
            break
        run.raise_bound(lowest.bound)
        run.note("bound")
        if run.done:
            break
        cheapest = _chosen(run, boxes, [b.dearest for b in boxes])
        for found in (cheapest, lowest):
            if found.x.size:
                run.value(found.x[: problem.first.cost.size])
        run.bound = min(run.bound, run.objective)
        run.note("plan")
        divided = _divided(run, boxes, [f.x for f in (lowest, cheapest) if f.x.size])
        if all(new is old for new, old in zip(divided, boxes, strict=True)):
            break
        boxes = divided
    return run.answer("staircase", rounds, None if possible else "infeasible")


def parts_of(problem: TwoStage) -> tuple[WholePart, ...] | None:
    """The parts of the second stage, or None where they are not small, whole, and reached by few one-sided rows."""
    shared = problem.technology_data.shape[0] == problem.lower.shape[0] == problem.upper.shape[0]
    if not shared or problem.technology_data.shape[0] > 1 or not problem.integer.all():
        return None
    if not np.isfinite(problem.lower).all() or not np.isfinite(problem.upper).all():
        return None
    of_row, of_column = tied_together(problem.recourse)
    parts = []
    for b in range(int(max(of_row.max(initial=-1), of_column.max(initial=-1))) + 1):
        part = _part(problem, np.flatnonzero(of_row == b), np.flatnonzero(of_column == b))
        if part is None:
            return None
        parts.append(part)
    return tuple(parts)


def _part(problem: TwoStage, rows: Indices, columns: Indices) -> WholePart | None:
    reached = np.diff(problem.technology.indptr)[rows] > 0
    linked, free = rows[reached], rows[~reached]
    low, high = problem.lower[0, columns], problem.upper[0, columns]
    number = float(np.prod(high - low + 1))
    if linked.size not in _GRID or number > _MOST_ANSWERS:
        return None
    above = np.isinf(problem.row_lower[:, linked]).all(axis=0)  # needs at most, gives room below
    below = np.isinf(problem.row_upper[:, linked]).all(axis=0)
    if not (above ^ below).all():
        return None
    if number * linked.size * problem.futures > _MOST_ENTRIES:
        return None
    answers = np.array(
        list(product(*(np.arange(a, z + 1) for a, z in zip(low, high, strict=True))))
    )
    activity = np.einsum("srn,kn->skr", _dense(problem, rows, columns), answers)
    lower, upper = problem.row_lower[:, None, :], problem.row_upper[:, None, :]
    fits = (activity[:, :, ~reached] >= lower[:, :, free] - 1e-9).all(axis=2)
    fits = fits & (activity[:, :, ~reached] <= upper[:, :, free] + 1e-9).all(axis=2)
    keep = fits.any(axis=0)
    sign = np.where(above, 1.0, -1.0)
    side = np.where(above, upper[:, :, linked], lower[:, :, linked])
    needs = np.broadcast_to(
        sign * (activity[:, :, reached] - side), (problem.futures, len(answers), linked.size)
    )
    cost = np.where(fits, problem.cost[:, columns] @ answers.T, np.inf)
    cost = np.broadcast_to(cost, (problem.futures, len(answers)))
    room = -sign[:, None] * problem.technology_of(0)[linked].toarray()
    return WholePart(room, needs[:, keep], cost[:, keep], problem.probability)


def _dense(problem: TwoStage, rows: Indices, columns: Indices) -> npt.NDArray[np.float64]:
    """(1 or futures, rows, columns): W of one part."""
    pattern = problem.recourse.tocoo()
    place_row = np.full(pattern.shape[0], -1)
    place_column = np.full(pattern.shape[1], -1)
    place_row[rows], place_column[columns] = np.arange(rows.size), np.arange(columns.size)
    row, column = place_row[pattern.row], place_column[pattern.col]
    own = (row >= 0) & (column >= 0)
    W = np.zeros((problem.recourse_data.shape[0], rows.size, columns.size))
    W[:, row[own], column[own]] = problem.recourse_data[:, own]
    return W


def _first_boxes(run: _Run) -> list[Boxes] | None:
    """A grid over the rooms that matter, or None where a part never has the room that it needs."""
    first = run.first.relaxed
    found = []
    for part in run.parts:
        least, most = part.needs.min(axis=(0, 1)), part.needs.max(axis=(0, 1))
        edges = []
        for d, row in enumerate(part.room):
            reach = [Highs()(replace(first, cost=side * row, offset=0.0)) for side in (1.0, -1.0)]
            if "infeasible" in (reach[0].status, reach[1].status):
                return None
            low = reach[0].objective if reach[0].status == "optimal" else -np.inf
            high = -reach[1].objective if reach[1].status == "optimal" else np.inf
            if high < least[d] - _TIGHT:
                return None
            low, high = np.clip(low, least[d], most[d]), np.clip(high, least[d], most[d])
            edges.append(np.linspace(low, high, _GRID[len(part.room)] + 1))
        ceiling = [np.append(np.nextafter(e[1:], -np.inf), e[-1] + _TIGHT) for e in edges]
        found.append(_boxes(part, _corners(edges), _corners(ceiling)))
    return found


def _corners(edges: list[Vector]) -> Matrix:
    return np.stack(np.meshgrid(*edges, indexing="ij"), axis=-1).reshape(-1, len(edges))


def _boxes(part: WholePart, lower: Matrix, upper: Matrix) -> Boxes:
    return Boxes(lower, upper, part.expected(lower + _TIGHT), part.expected(upper))


def _chosen(run: _Run, boxes: list[Boxes], cost: list[Vector]) -> Outcome:
    """First stage and one box a part at least cost; its columns are x, then z."""
    first = run.first
    width, number = first.cost.size, [b.lower.shape[0] for b in boxes]
    z = sum(number)
    never = np.isinf(np.concatenate(cost))
    one = sp.block_diag([sp.csr_array(np.ones((1, n))) for n in number])
    lower = sp.block_diag([sp.csr_array(b.lower.T) for b in boxes])
    room = sp.csr_array(np.vstack([p.room for p in run.parts]))
    each = np.ones(len(boxes))
    wider = first.with_columns(sp.csr_array((first.row_lower.size, z)))
    program = replace(
        wider,
        cost=np.concatenate([first.cost, np.where(never, 0.0, np.concatenate(cost))]),
        upper=np.append(first.upper, np.where(never, 0.0, 1.0)),
        integer=np.append(first.integer, np.ones(z, dtype=bool)),
    )
    program = program.with_rows(sp.hstack([sp.csr_array((each.size, width)), one]), each, each)
    none = np.zeros(room.shape[0])
    program = program.with_rows(sp.hstack([room, -lower]), none, none + np.inf)
    for seed in (0, 1):  # a failure is tried once more, on another way through
        found = Highs(seed=seed)(program, Until(run.until.gap / 4, max(run.clock.left, 0.05)))
        if found.status not in ("failed", "unbounded"):
            return found
    raise SolveError(f"the program of {len(boxes)} staircases ended as {found.status}, twice")


def _divided(run: _Run, boxes: list[Boxes], answers: list[Vector]) -> list[Boxes]:
    """The boxes that were chosen, and those that touch them, divided at the middle step along every row."""
    start = run.first.cost.size
    found = []
    for part, held in zip(run.parts, boxes, strict=True):
        stop = start + held.lower.shape[0]
        near = np.zeros(stop - start, dtype=bool)
        for x in answers:
            j = int(x[start:stop].argmax())
            apart = np.abs(held.lower - held.lower[j]).max(axis=1)
            near |= apart <= 1.01 * held.width[j].max()
        near &= held.dearest > held.cheapest
        found.append(_halved(part, held, near) if near.any() else held)
        start = stop
    return found


def _halved(part: WholePart, held: Boxes, near: npt.NDArray[np.bool_]) -> Boxes:
    lower, upper = held.lower[near], held.upper[near]
    for d, steps in enumerate(part.steps):
        begin = np.searchsorted(steps, lower[:, d] + _TIGHT, side="right")
        end = np.searchsorted(steps, upper[:, d], side="right")
        inside = end > begin
        middle = steps[(begin + end)[inside] // 2]
        above, below = lower[inside].copy(), upper.copy()
        above[:, d], below[inside, d] = middle, np.nextafter(middle, -np.inf)
        lower, upper = np.vstack([lower, above]), np.vstack([below, upper[inside]])
    new = _boxes(part, lower, upper)
    return Boxes(
        np.vstack([held.lower[~near], new.lower]),
        np.vstack([held.upper[~near], new.upper]),
        np.append(held.dearest[~near], new.dearest),
        np.append(held.cheapest[~near], new.cheapest),
    )
