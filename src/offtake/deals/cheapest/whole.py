r"""A program with signatures, solved so that every signature is whole to the last digit.

An unsigned size is kept at nothing by x ≤ M z, z in {0, 1}.  A solver takes z = 1e-9 for 0, under which x = 1e-9 M may be paid for
nothing signed.  So what it finds is solved again with the signatures as they are nearest to, or where that is impossible or costs
more, with all of them signed under which anything may be paid.  Unless the first costs no more than what was found, the signature furthest from
whole is tried both ways; what was found is a bound below everything under it, so a branch that cannot be cheaper is left.

*What is certain.*  Every answer is whole.  It is the cheapest where no branch is left untried: then its status is the solver's.  Where `TRIED` programs
do not suffice (it takes seven signatures and more that are each worth giving and each need less than 1e-9 of the M of their clause, such as caps of a
million times what is lacked), the cheapest that was found is given, as where the time ran out, with the bound that holds; none found is told
as none found in the time.
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
TRIED = 127
"""Programs with signatures solved at most: six signatures tried both ways, one after another."""


def solved_whole(built: DealProgram, program: LinearProgram, until: Until) -> Outcome:
    """The answer to `program`, of whose columns `built` says which are signatures."""
    if not program.integer.any():
        return Highs()(program, until)
    first = _searched(program, until)
    if not first.x.size:
        return first
    best = replace(first, status="infeasible", objective=np.inf, x=first.x[:0])
    waiting, bounds, late, tried = [program], list[float](), False, 0
    while waiting and tried < TRIED:
        here = waiting.pop()
        answer = _searched(here, until) if tried else first
        tried, late = tried + 1, late or answer.status == "time_limit"
        done = not answer.x.size or not _cheaper(answer, best)
        for signatures in () if done else _rounded(built, answer):
            exact = Highs()(_signed(built, here, signatures, signatures).relaxed, until)
            best = exact if exact.x.size and exact.objective < best.objective else best
            done = done or not _cheaper(answer, best)
        branches = [] if done else _both_ways(built, here, answer)
        waiting += branches
        if answer.x.size and not branches:
            bounds.append(answer.bound)
    if waiting or late:
        return replace(best, status="time_limit", bound=min(first.bound, best.objective))
    return replace(
        best,
        status=first.status if best.x.size else "infeasible",
        bound=min([best.objective, *bounds]),
    )


def _cheaper(one: Outcome, other: Outcome) -> bool:
    return one.objective + _SAME * max(1.0, abs(one.objective)) < other.objective


def _rounded(built: DealProgram, answer: Outcome) -> list[Vector]:
    """Signatures as they are nearest to, and all signed under which anything may be paid."""
    found = answer.x[built.signatures]
    nearest, every = np.round(found), np.where(found > 0.0, 1.0, 0.0)
    return [nearest] if np.array_equal(nearest, every) else [nearest, every]


def _both_ways(built: DealProgram, program: LinearProgram, answer: Outcome) -> list[LinearProgram]:
    """The program with and without the signature that is furthest from whole; none where all are whole."""
    found = answer.x[built.signatures]
    off = np.abs(found - np.round(found))
    ways = []
    for way in (1.0, 0.0) if off.any() else ():
        low, high = (side[built.signatures].copy() for side in (program.lower, program.upper))
        low[np.argmax(off)] = high[np.argmax(off)] = way
        ways.append(_signed(built, program, low, high))
    return ways


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
