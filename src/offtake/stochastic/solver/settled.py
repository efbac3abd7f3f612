"""One answer among all optimal ones: a list of further aims, each within what the ones before leave, then squares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from offtake.errors import SolveError
from offtake.stochastic.solver.alike import pooled
from offtake.stochastic.solver.face import Rest, bounds_for_rows, optimal_face, rest
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram
from offtake.stochastic.solver.squares import least_squares

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


def settled(
    face: LinearProgram, x: Vector, aims: Sequence[Vector], squares: Vector, sized: Indices
) -> Vector:
    """The point of `face` with the least aims[0] @ x, among these the least aims[1] @ x and so on, and among those
    that are left the one with the least squares @ x²: the only one where `squares` are above 0.

    `x` is any point of the face; columns in `sized` that differ in size alone are taken together.
    Raises SolveError where a solver fails.
    """
    pools = pooled(face, tuple(aims), squares, sized)
    left = [rest(pools.program, pools.gathered(x))]
    costs, weight = [c[left[0].free] for c in pools.costs], pools.squares[left[0].free]
    for k in range(len(costs)):
        if not left[-1].free.size or not costs[k].any():
            continue
        left.append(_least(left[-1].program, costs[k]))
        costs, weight = [c[left[-1].free] for c in costs], weight[left[-1].free]
    point = least_squares(left[-1].program, weight) if left[-1].free.size else np.zeros(0)
    for part in reversed(left):
        point = part.whole(point)
    return pools.shared(point)


def _least(program: LinearProgram, cost: Vector) -> Rest:
    """What is left open among the points of `program` with the least cost."""
    priced = replace(program, cost=cost / np.abs(cost).max())
    found = Highs()(priced, method="simplex")
    if found.status != "optimal":
        raise SolveError(f"a program that settles ties ended as {found.status}")
    return rest(bounds_for_rows(optimal_face(priced, found)), found.x)
