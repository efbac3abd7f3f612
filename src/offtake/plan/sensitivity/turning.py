"""Switching values, where a first decision turns: the value of an assumption from which on another project is begun at the start.

Where what is begun at the start differs at an end of the range from the plan at hand, the stretch between is halved, a plan
worked out again each time, until the turn is known to within a share of the range.  The nearest turn on a path of halvings is
found; where decisions turn to and fro it is one of the turns.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from offtake.frozen import Vector
from offtake.plan.kept import call_kept
from offtake.plan.sensitivity.assumptions import Assumption
from offtake.plan.sensitivity.resolving import AtHand, Resolve
from offtake.plan.sensitivity.tornado import Tornado, mark
from offtake.stochastic.parallel.executor import Executor, Recipe

CLOSE = 0.01
"""Share of the range that a turn is known to."""


class Turning:
    """One assumption between where it stands and one end; made from nothing but its arguments."""

    def __init__(self, hand: AtHand, assumption: Assumption, stands: float, end: float) -> None:
        self.hand, self.assumption, self.stands, self.end = hand, assumption, stands, end

    def turn(self) -> Vector:
        """(2,): the last value found with the first decisions of the plan at hand, and the first with others."""
        same, other = self.stands, self.end
        close = CLOSE * (self.assumption.high - self.assumption.low)
        first = self.hand.begun[self.hand.tree.roots[0]]
        while abs(other - same) > close:
            middle = (same + other) / 2
            plan = Resolve(self.hand, ((self.assumption, middle),)).plan(tied=False)
            begun = np.round(plan.values["begun"])
            if np.array_equal(begun[self.hand.tree.roots[0]], first):
                same = middle
            else:
                other = middle
        return np.array([same, other])


def turns(
    hand: AtHand,
    found: Tornado,
    executor: Executor,
    folder: Path | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> list[tuple[int, str, Vector]]:
    """(position of the swing, low or high, (last the same, first other)) of every end at which first decisions differ.

    An assumption whose range sets several figures that differ has no one value in between, and is left out.
    """
    asked: list[tuple[int, str, float, float]] = []
    for k, swing in enumerate(found.swings):
        a = swing.assumption
        stands = a.stands(hand.study)
        for name, end, at in (("low", a.low, swing.low), ("high", a.high, swing.high)):
            if stands is not None and found.changed(at):
                asked.append((k, name, stands, end))

    def recipe(n: int) -> Recipe:
        k, _, stands, end = asked[n]
        return Turning, (hand, found.swings[k].assumption, stands, end)

    place = folder and folder / f"turns-{mark(hand, asked, [s.assumption for s in found.swings])}"
    values = call_kept(len(asked), recipe, "turn", place, executor, name="turn", tell=tell)
    return [(k, name, v) for (k, name, _, _), v in zip(asked, values, strict=True)]
