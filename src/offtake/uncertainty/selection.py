"""Which successors a tree keeps at one move of one driver, and how many at each move.

A driver in state i moves to j with probability M[i, j].  Of its successors a set S is kept; each other
one is merged into the nearest kept one, c(j), whose state and continuation then stand for it.  If every
kept one goes on as a single path, what is lost is

    Σ_j M[i, j] D(j, c(j)) + Σ_c Pr[c] R(c),     Pr[c] = Σ_j M[i, j] [c(j) = c]

with D and R from `separation`.  S grows by the successor that lowers this most (forward selection, as in
Heitsch and Römisch, 2009).

A *profile* says how many successors are kept at each move, everywhere in the tree alike.  As drivers are
independent, the leaves of such a tree are the product, and the losses the sum, over drivers.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from offtake.uncertainty.drivers import Chain
from offtake.uncertainty.separation import Separation


@dataclass(frozen=True)
class Selection:
    """The successors of one state, best first; entry m - 1 of a tuple is for the first m of them kept."""

    order: tuple[int, ...]
    local: tuple[float, ...]  # Σ_j M[i, j] D(j, c(j)), years
    shares: tuple[tuple[float, ...], ...]  # Pr[c] of the kept ones


@dataclass(frozen=True)
class Step:
    """The move of one driver in one period."""

    driver: int
    period: int
    until: int  # period of the driver's next move
    selections: tuple[Selection, ...]  # by the state moved from

    @property
    def width(self) -> int:
        """Largest number of successors."""
        return max(len(s.order) for s in self.selections)


def steps(drivers: tuple[Chain, ...], apart: tuple[Separation, ...]) -> tuple[Step, ...]:
    """All moves by period; within a period, the driver with most at stake moves first."""
    stake = [-float(a.rest[0, 0]) for a in apart]
    found = []
    for t, _, d in sorted((t, stake[d], d) for d, chain in enumerate(drivers) for t in chain.moves):
        distance, rest = apart[d].distance[t].tolist(), apart[d].rest[t].tolist()
        selections = tuple(_select(row, distance, rest) for row in drivers[d].moves[t].tolist())
        later = [u for u in drivers[d].moves if u > t]
        found.append(Step(d, t, min(later, default=apart[d].rest.shape[0]), selections))
    return tuple(found)


def _select(row: list[float], distance: list[list[float]], rest: list[float]) -> Selection:
    order: list[int] = []
    local, shares = [], []
    open_ = [c for c, p in enumerate(row) if p > 0]
    while open_:
        tried = []
        for c in open_:
            near, share = _merge(row, distance, [*order, c])
            lost = near + sum(s * rest[k] for s, k in zip(share, [*order, c], strict=True))
            tried.append((round(lost, 12), c, near, share))
        _, best, near, share = min(tried)
        order.append(best)
        open_.remove(best)
        local.append(near)
        shares.append(tuple(share))
    return Selection(tuple(order), tuple(local), tuple(shares))


def _merge(
    row: list[float], distance: list[list[float]], kept: list[int]
) -> tuple[float, list[float]]:
    """All successors merged into the nearest kept ones: what is lost, and the kept ones' shares."""
    lost, shares = 0.0, [0.0] * len(kept)
    for j, p in enumerate(row):
        if p > 0:
            near, place = min((distance[j][c], k) for k, c in enumerate(kept))
            lost += p * near
            shares[place] += p
    return lost, shares


def profile(moves: tuple[Step, ...], leaves: int) -> list[int]:
    """How many successors to keep at each step, so that the tree has at most `leaves` leaves.

    From 1 everywhere, one more is kept where the loss falls most for the factor (in logarithm) by which
    the leaves grow, as long as any fits.
    """
    kept = [1] * len(moves)
    trees = {step.driver: _alone(moves, kept, step.driver) for step in moves}
    total = 1
    while True:
        offers = []
        for j, step in enumerate(moves):
            if kept[j] == step.width:
                continue
            now, lost = trees[step.driver]
            more, less = _alone(moves, [*kept[:j], kept[j] + 1, *kept[j + 1 :]], step.driver)
            if more > now and total // now * more <= leaves and less < lost:
                offers.append((-round((lost - less) / log(more / now), 12), j))
        if not offers:
            return kept
        j = min(offers)[1]
        kept[j] += 1
        now = trees[moves[j].driver][0]
        trees[moves[j].driver] = _alone(moves, kept, moves[j].driver)
        total = total // now * trees[moves[j].driver][0]


def _alone(moves: tuple[Step, ...], kept: list[int], driver: int) -> tuple[int, float]:
    """Leaves and loss (years) of one driver's own tree under a profile."""
    leaves: dict[int, int] = {}
    lost: dict[int, float] = {}
    for step, most in zip(reversed(moves), reversed(kept), strict=True):
        if step.driver != driver:
            continue
        grown = [_kept(s, most) for s in step.selections]
        leaves, lost = (
            {i: sum(leaves.get(c, 1) for c, _ in g) for i, (_, g) in enumerate(grown)},
            {
                i: local + sum(p * lost.get(c, 0.0) for c, p in g)
                for i, (local, g) in enumerate(grown)
            },
        )
    return leaves.get(0, 1), lost.get(0, 0.0)


def _kept(selection: Selection, most: int) -> tuple[float, list[tuple[int, float]]]:
    m = min(most, len(selection.order))
    pairs = zip(selection.order, selection.shares[m - 1], strict=False)
    return selection.local[m - 1], list(pairs)
