r"""A program with signatures, solved so that every signature is whole to the last digit.

An unsigned size is kept at nothing by x ≤ M z, z in {0, 1}.  A solver takes z = 1e-6 for 0, under which x = 1e-6 M may be paid for
nothing signed.  So what it finds is solved again with the signatures as they are nearest to; where that is impossible or costs
more, the signature furthest from whole is tried both ways, and the better way is the answer: exact, whatever M is.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from offtake.deals.cheapest.program import DealProgram
from offtake.frozen import Vector
from offtake.stochastic.solver.highs import Handle, Highs
from offtake.stochastic.solver.program import LinearProgram, Outcome, Until

_SAME = 1e-9  # of the objective; millions below 1
_WHOLE = 1e-9
DEPTH = 6  # signatures tried both ways, one after another


def solved_whole(built: DealProgram, program: LinearProgram, until: Until) -> Outcome:
    """The answer to `program`, of whose columns `built` says which are signatures."""
    return _solved(built, program, until, DEPTH)


def _solved(built: DealProgram, program: LinearProgram, until: Until, depth: int) -> Outcome:
    if not program.integer.any():
        return Highs()(program, until)
    answer = _searched(program, until)
    if not answer.x.size:
        return answer
    signatures = answer.x[built.signatures]
    whole = np.round(signatures)
    exact = Highs()(_signed(built, program, whole, whole).relaxed, until)
    near = _SAME * max(1.0, abs(answer.objective))
    if exact.x.size and exact.objective <= answer.objective + near:
        return replace(exact, status=answer.status, bound=min(answer.bound, exact.objective))
    off = np.abs(signatures - whole)
    if depth == 0 or not off.any():
        return exact if exact.x.size else answer
    return _either_way(built, program, until, depth - 1, int(np.argmax(off)))


def _either_way(
    built: DealProgram, program: LinearProgram, until: Until, depth: int, which: int
) -> Outcome:
    """The better of the answers without one signature and with it."""
    found = []
    for way in (0.0, 1.0):
        low = program.lower[built.signatures].copy()
        high = program.upper[built.signatures].copy()
        low[which] = high[which] = way
        found.append(_solved(built, _signed(built, program, low, high), until, depth))
    return min(found, key=lambda outcome: (not outcome.x.size, outcome.objective))


def _searched(program: LinearProgram, until: Until) -> Outcome:
    handle = Handle(program)
    handle.set(mip_rel_gap=until.gap, mip_abs_gap=0.0, mip_feasibility_tolerance=_WHOLE)
    handle.run(until.seconds)
    return handle.outcome(until)


def _signed(built: DealProgram, program: LinearProgram, low: Vector, high: Vector) -> LinearProgram:
    """The program with its signatures between two bounds."""
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[built.signatures], upper[built.signatures] = low, high
    return replace(program, lower=lower, upper=upper)
