"""The tornado (one-at-a-time sensitivity): each assumption at the ends of its range, all others as they are, the plan worked out again.

For a measure m (social value, or units delivered) and an assumption with ends θ⁻ and θ⁺,

    swing = max(m(θ⁻), m₀, m(θ⁺)) - min(m(θ⁻), m₀, m(θ⁺)),

each m that of the plan that is best for the moved figures.  What is begun at the start is compared with the plan at hand:
where it differs, the assumption decides what to do first.  No plan is proved best; by how much a better one could raise social
value at most is known for each, and with it what a swing is known to within: the largest of the three.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from offtake.errors import StudyError
from offtake.frozen import Vector
from offtake.plan.kept import call_kept, digested, study_mark
from offtake.plan.plan import Plan
from offtake.plan.sensitivity.assumptions import Assumption
from offtake.plan.sensitivity.moving import Move, moved
from offtake.plan.sensitivity.resolving import AtHand, Resolve, measure_names, measured_within
from offtake.stochastic.parallel.executor import Executor, Recipe
from offtake.study.study import Study

Progress = Callable[[int, int], None]
"""Receives how many re-solves are done, of how many."""


@dataclass(frozen=True)
class Swing:
    """One assumption at both ends: (measures + projects,) each, as `measured` gives them; None where the study
    would be refused there.  `error`: by how much social value at an end may be too low at most, NaN where that is not known."""

    assumption: Assumption
    low: Vector | None
    high: Vector | None
    error: float = float("nan")


@dataclass(frozen=True)
class Tornado:
    """The plan at hand and what moving each assumption does to it."""

    measures: tuple[str, ...]
    projects: tuple[str, ...]
    base: Vector  # (measures + projects,)
    swings: tuple[Swing, ...]
    error: float = float("nan")  # of `base`, as that of a swing

    def within(self, k: int) -> float:
        """What the swing of social value over the range of the k-th assumption is known to within; NaN: not known."""
        own = self.swings[k].error
        return max(own, self.error) if own == own else own

    def swing(self, k: int, measure: int = 0) -> float:
        """How far measure `measure` moves over the range of the k-th assumption."""
        ends = [v[measure] for v in (self.swings[k].low, self.base, self.swings[k].high) if v is not None]  # fmt: skip
        return float(max(ends) - min(ends))

    def changed(self, end: Vector | None) -> tuple[str, ...]:
        """Projects whose number begun at the start differs at `end` from the plan at hand."""
        if end is None:
            return ()
        n = len(self.measures)
        return tuple(
            name for name, a, b in zip(self.projects, self.base[n:], end[n:], strict=True) if a != b
        )


def tornado(
    hand: AtHand,
    base: Plan,
    found: Sequence[Assumption],
    executor: Executor,
    folder: Path | None = None,
    tell: Progress | None = None,
) -> Tornado:
    """Each of `found` moved to both ends; `base` is the plan of `hand`.  What is finished is kept in `folder`."""

    def again(move: Move) -> Recipe:
        return Resolve, (hand, (move,))

    names, own = measure_names(base), measured_within(base)
    return swung(hand.study, names, own, again, found, executor, folder, tell, mark(hand))


def swung(
    study: Study,
    names: tuple[list[str], list[str]],
    base: Vector,
    again: Callable[[Move], Recipe],
    found: Sequence[Assumption],
    executor: Executor,
    folder: Path | None = None,
    tell: Progress | None = None,
    name: str = "",
) -> Tornado:
    """Each of `found` at both ends, worked out by whatever `again` makes, which has a method `measures_within`.

    `names` and `base` are those of `measure_names` and `measured_within`; `name` changes with all that `again` depends on.
    An end that is kept in `folder` is not worked out again, whichever assumptions were asked for when it was.
    """
    ends = [(a, end) for a in found for end in (a.low, a.high)]
    possible = [_is_sound(study, a, end) for a, end in ends]
    asked = [k for k, sound in enumerate(possible) if sound]

    def recipe(k: int) -> Recipe:
        return again(ends[asked[k]])

    place, digests = folder and folder / f"tornado-{name}", [digested(ends[k]) for k in asked]
    values = call_kept(
        len(asked), recipe, "measures_within", place, executor, name="end", names=digests, tell=tell
    )
    by_end: dict[int, Vector] = dict(zip(asked, values, strict=True))
    measures, projects = names
    swings = tuple(_swing(a, by_end.get(2 * k), by_end.get(2 * k + 1)) for k, a in enumerate(found))
    return Tornado(tuple(measures), tuple(projects), base[:-1], swings, float(base[-1]))


def _swing(a: Assumption, low: Vector | None, high: Vector | None) -> Swing:
    errors = [float(end[-1]) for end in (low, high) if end is not None]
    error = float(np.max(errors)) if errors else float("nan")
    lower, upper = (None if end is None else end[:-1] for end in (low, high))
    return Swing(a, lower, upper, error)


def _is_sound(study: Study, a: Assumption, end: float) -> bool:
    """Whether the door lets the moved study in; its policies were written for the one that was not moved."""
    try:
        moved(study, ((a, end),)).with_(changes=study.changes.iloc[:0])
    except StudyError:
        return False
    return True


def mark(hand: AtHand, *rest: object) -> str:
    """A name that changes with all that re-solves depend on."""
    begun = np.ascontiguousarray(hand.begun).tobytes()
    return digested(study_mark(hand.study), begun, rest, hand.until.gap)
