"""A study whose products only budgets tie, planned product by product, with a bound for the whole.

1. From few futures to all, buyers in groups: prices and shares of the budgets are brought together (`prices`); the
   bound at the prices of all futures holds for the whole, every buyer and whole numbers included.
2. Every product is planned alone, whole numbers and all buyers, with its shares: together a plan of the whole.
3. Where plan and bound are further apart than asked for, the whole is searched from that plan (`methods`).

Time and memory grow with the number of products, and all of it runs on workers; the answer is the same on any number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from offtake.errors import SolveError
from offtake.plan.apart.held import HeldPart, SoughtPart, Written
from offtake.plan.apart.levels import Level, levels
from offtake.plan.apart.prices import Balance, balanced, first_shares
from offtake.plan.apart.tied import Part, Tied, part_of
from offtake.plan.apart.together import Apart, together
from offtake.plan.search.alike import lines_as_one
from offtake.plan.search.integers import Progress
from offtake.plan.search.local_search import Moves
from offtake.plan.stated import Stated
from offtake.plan.ties import Ties
from offtake.stochastic.methods.answer import Clock
from offtake.stochastic.parallel.executor import Executor, Recipe
from offtake.stochastic.solver.program import (
    Indices,
    Outcome,
    Until,
    Vector,
    relative_gap,
    status_at,
)

ROUNDS = (6, 32)  # with few futures, with all
AIM = (0.8, 0.7)  # of the gap asked for: where rounds end; the rest is for whole numbers
CARRIED = 0.3  # of what a share of few futures has beyond its part's mean, into more of them


@dataclass(frozen=True)
class Planned:
    """The plan of the whole, and the program apart in which what costs the same is settled."""

    tied: Tied
    found: Outcome
    apart: Apart
    executor: Executor

    def settled(self, of: Stated) -> Vector:
        """(columns,): the plan among those of each product that cost the same with its shares."""
        ties = Ties(of.q, of.tree, replace(of.flat, program=self.apart.program))
        point = ties.settled(self.apart.found, self.apart.column, self.executor)
        return self.apart.whole(self.tied, point)


def planned_apart(
    whole: Tied,
    of: Stated,
    moves: Moves,
    until: Until,
    executor: Executor,
    on_progress: Progress | None = None,
) -> Planned | None:
    """The plan of the whole by parts, at whatever gap it has; None where a part has no plan with its shares.

    Ends its rounds when the seconds of `until` are half over.  Ctrl-C, once a bound is proved, ends them too: what
    follows is the plan with the shares at hand.
    """
    clock = Clock(until.seconds)
    tell = on_progress or (lambda *_: None)
    lines = lines_as_one(of.flat)
    *coarse, last = levels(whole, of, lines)
    try:
        balance, parts, bases = _balance(coarse, until.gap, executor, tell, clock)
    except SolveError:
        return None
    assert last.likes is not None
    of_all = [part_of(last.tied, j) for j in range(whole.parts)]
    starts = [last.likes.basis(f, c, b) for f, c, b in zip(of_all, parts, bases, strict=True)]
    share = last.likes.shares(last.tied, coarse[-1].tied, balance.best_share)
    seconds = max(clock.left, 1.0)
    if balance.stopped:
        tell("stopped: a plan with the shares at hand", np.inf, balance.bound)
    recipes = _recipes(last.tied, of_all, starts, moves, lines.small.column)
    assert balance.costs is not None
    founds = _sought(recipes, share, balance.costs, balance.left(until.gap), seconds, executor)
    if any(not f.x.size or not f.row_dual.size for f in founds):
        return None
    x, dual, apart = together(whole, lines, of_all, share, founds)
    p = whole.program
    objective = float(p.cost @ x) + p.offset
    bound = min(balance.bound, objective)
    steps = balance.iterations + sum(f.iterations for f in founds)
    stopped = balance.stopped or any(f.status == "stopped" for f in founds)
    status = "stopped" if stopped else status_at(relative_gap(objective, bound), until.gap)
    tell("plan", objective, bound)
    found = Outcome(status, objective, bound, x, dual, p.cost - p.matrix.T @ dual, steps)
    return Planned(whole, found, apart, executor)


def _balance(
    coarse: Sequence[Level], gap: float, executor: Executor, tell: Progress, clock: Clock
) -> tuple[Balance, list[Part], list[Written]]:
    """Prices and shares for all futures, buyers in groups; the parts there, and where they stood."""

    def heard(cost: float, bound: float) -> None:
        tell(f"budgets shared, {relative_gap(cost, bound):.2%} apart", np.inf, bound)

    def late() -> bool:
        return clock.seconds > clock.limit / 2

    balance: Balance | None = None
    before: list[Part] = []
    bases: list[Written] = []
    for k, level in enumerate(coarse):
        all_futures = k == len(coarse) - 1
        parts = [part_of(level.tied, j) for j in range(level.tied.parts)]
        starts: list[Written | None] = [None] * len(parts)
        if level.likes is not None and balance is not None:
            three = zip(parts, before, bases, strict=True)
            starts = [level.likes.basis(fine, had, basis) for fine, had, basis in three]
        held = executor.make([(HeldPart, given) for given in zip(parts, starts, strict=True)])
        try:
            if level.likes is None or balance is None:
                share = first_shares(level.tied, held)
            else:
                # what is special about few futures says little of those that they stand for
                mean = balance.best_share.mean(axis=1, keepdims=True)
                near = mean + CARRIED * (balance.best_share - mean)
                share = level.likes.shares(level.tied, coarse[k - 1].tied, near)
            aim, rounds = gap * AIM[all_futures], ROUNDS[all_futures]
            balance = balanced(level.tied, held, share, aim, rounds, heard, late)
            if balance.stopped and not all_futures:
                raise KeyboardInterrupt  # what few futures prove is no bound
            bases, before = held.call("basis", [()] * len(parts)), parts
        finally:
            held.close()
    assert balance is not None
    return balance, before, bases


def _recipes(
    whole: Tied, parts: Sequence[Part], starts: Sequence[Written], moves: Moves, place: Indices
) -> list[Recipe]:
    """The parts whose plans are sought; `place` (columns,) is where columns of the whole stand in the parts' program."""
    recipes: list[Recipe] = []
    for j, (part, start) in enumerate(zip(parts, starts, strict=True)):
        columns = place[moves.columns]
        own = whole.column[columns[0]] == j
        at = np.searchsorted(part.columns[: part.own_columns], columns[:, own])
        open_now, limit = moves.open_now[:, own], moves.limit[:, own]
        mine = replace(moves, columns=at, open_now=open_now, limit=limit)
        recipes.append((SoughtPart, (part, mine, start, 1 / len(parts))))
    return recipes


def _sought(
    recipes: Sequence[Recipe],
    share: Vector,
    costs: Vector,
    left: float,
    seconds: float,
    executor: Executor,
) -> list[Outcome]:
    """The plans of the parts, which together may cost `left` more than `costs` (parts,).

    Any part may take it all at first, since most take next to nothing, and is changed until it keeps to its part of it
    or nothing promises more; where they take too much together, those that
    may be far from their best are sought until each keeps to its part of it.
    """

    def found(which: Sequence[int], each: float) -> list[Outcome]:
        asked = [
            (share[j], Until(min(each / max(abs(costs[j]), each), 1.0), seconds)) for j in which
        ]
        held = executor.make([recipes[j] for j in which])
        try:
            answers: list[Outcome] = held.call("found", asked)
            return answers
        finally:
            held.close()

    every = range(len(recipes))
    founds = found(every, left)
    if sum(f.objective for f in founds) - float(costs.sum()) > left:
        each = left / len(recipes) / 2
        far = [j for j in every if founds[j].objective - founds[j].bound > each]
        for j, better in zip(far, found(far, each), strict=True):
            founds[j] = better if better.objective < founds[j].objective else founds[j]
    return founds
