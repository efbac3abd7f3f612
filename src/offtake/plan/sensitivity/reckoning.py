r"""Marginal values, what moving figures would bring to first order: reckoned from the shadow prices of the plan at hand, without a plan worked out again.

With the projects of the plan held, the rest is a linear program: minimise c x + k over b⁻ ≤ A x ≤ b⁺, l ≤ x ≤ u.  With its plan
x, row duals y and reduced costs d, and figures moved to c', k', A', b', l', u',

.. math::
    Δ = (c' - c)\, x + k' - k + \sum_i y_i \big( b'_i - b_i - ((A' - A) x)_i \big) + \sum_j d_j (l'_j - l_j)

with the side of a row, and the bound of a column, that holds it.  It is the derivative of the program's value in the direction of the
move (the envelope theorem; Bertsimas and Tsitsiklis 1997, 5.2), so it is exact for moves that change neither basis nor
projects; another plan gains or loses less than it says when costs rise, and more when they fall.  It takes a tenth of a plan
worked out again, which is what makes it possible to look at every figure of a large study.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from offtake.frozen import Vector
from offtake.model.physical import physical_program
from offtake.plan.given import Dispatch
from offtake.plan.kept import call_kept
from offtake.plan.sensitivity.assumptions import Assumption
from offtake.plan.sensitivity.moving import moved
from offtake.plan.sensitivity.resolving import AtHand
from offtake.plan.sensitivity.tornado import mark
from offtake.stochastic.parallel.executor import Executor, Recipe
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.solver.program import LinearProgram, Outcome

TOGETHER = 12
"""Assumptions that are reckoned one after another from one program, and kept together."""


@dataclass(frozen=True)
class Prices:
    """The plan at hand as its program has it, and its prices."""

    program: LinearProgram
    found: Outcome


def prices(hand: AtHand) -> Prices:
    """The program of the plan at hand with its projects held, and what it says."""
    dispatch = Dispatch(hand.study, hand.tree)
    dispatch.plan(hand.begun, tied=False)
    return Prices(dispatch.flat.program, dispatch.handle.outcome())


def change(p: Prices, after: LinearProgram) -> float:
    """Δ of the value of `after`, whose shape is that of the program at hand; NaN where it is another."""
    before, found = p.program, p.found
    if (after.cost.size, after.row_lower.size) != (before.cost.size, before.row_lower.size):
        return float("nan")
    x, y, d = found.x, found.row_dual, found.reduced_cost
    side = _held(y, after.row_lower, after.row_upper) - _held(y, before.row_lower, before.row_upper)
    bound = _held(d, after.lower, after.upper) - _held(d, before.lower, before.upper)
    bound[before.integer] = 0.0  # what is begun stays
    rows = side - (after.matrix @ x - before.matrix @ x)
    return float((after.cost - before.cost) @ x + after.offset - before.offset + y @ rows + d @ bound)  # fmt: skip


def _held(price: Vector, low: Vector, high: Vector) -> Vector:
    """The side that holds a row or column: the lower where its price is above 0, the upper below; 0 where none does."""
    return np.where(price > 0, np.where(np.isfinite(low), low, 0.0), np.where((price < 0) & np.isfinite(high), high, 0.0))  # fmt: skip


class Reckoning:
    """Some assumptions at both ends; made from nothing but its arguments, wherever it is needed."""

    def __init__(self, hand: AtHand, at: Prices, found: Sequence[Assumption]) -> None:
        self.hand, self.at, self.found = hand, at, found

    def changes(self) -> Vector:
        """(assumptions, 2): what social value changes by at the low and the high end, present millions."""
        return np.array([_both(self.hand, self.at, a) for a in self.found]).reshape(-1, 2)


def _both(hand: AtHand, p: Prices, a: Assumption) -> tuple[float, float]:
    """One program at the end that lies further off; the other in proportion, where there is a value in between."""

    def at(end: float) -> float:
        after = flatten(physical_program(moved(hand.study, ((a, end),)), hand.tree)).program
        return -change(p, after)

    stands = a.stands(hand.study)
    if stands is None:
        return at(a.low), at(a.high)
    down, up = stands - a.low, a.high - stands
    if up >= down:
        change_up = at(a.high)
        return -change_up * down / up if up > 0 else 0.0, change_up
    change_down = at(a.low)
    return change_down, -change_down * up / down


def reckoned(
    hand: AtHand,
    found: Sequence[Assumption],
    executor: Executor,
    folder: Path | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Vector:
    """(assumptions, 2): see `Reckoning`; what is finished is kept in `folder`."""
    parts = [tuple(found[k : k + TOGETHER]) for k in range(0, len(found), TOGETHER)]

    at = prices(hand)

    def recipe(k: int) -> Recipe:
        return Reckoning, (hand, at, parts[k])

    place = folder and folder / f"reckoned-{mark(hand, found)}"
    values = call_kept(len(parts), recipe, "changes", place, executor, tell=tell)
    return np.concatenate([np.zeros((0, 2)), *values])


@dataclass(frozen=True)
class Reckoned:
    """An assumption, and what social value changes by at both ends, to first order."""

    assumption: Assumption
    low: float
    high: float


def most_promising(
    found: Sequence[Assumption], changes: Vector, top: int
) -> tuple[tuple[Assumption, ...], list[Reckoned]]:
    """The assumptions to be worked out again, at most `top`, and the others as reckoned.

    Those with a range of their own come first, then those that cannot be reckoned, then those that promise the widest swing.
    """
    wide = np.abs(changes).max(axis=1, initial=0.0)
    order = sorted(range(len(found)), key=lambda k: (not found[k].stated, -np.nan_to_num(wide[k], nan=np.inf)))  # fmt: skip
    first, rest = order[:top], order[top:]
    others = [Reckoned(found[k], float(changes[k, 0]), float(changes[k, 1])) for k in rest]
    return tuple(found[k] for k in first), others
