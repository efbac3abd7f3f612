r"""What a deal leaves open, and what each of its clauses is there for: the sizes that a clause can take at 1% more cost, and
what opens where it is struck out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from offtake.deals.cheapest.cheapest import (
    Lure,
    Offer,
    kept_from_leaving,
    not_lured,
    payers,
    standing,
)
from offtake.deals.cheapest.program import Seat, deal_program
from offtake.deals.clauses.on_offer import Clause
from offtake.deals.verdicts.headroom import Headroom
from offtake.frozen import Flags, Vector
from offtake.market.figures import Figures
from offtake.market.flows import balances, present_values
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram


@dataclass(frozen=True)
class Opened:
    """What opens where one clause is struck out and the others stay, in millions: (clauses,) each.

    One clause can be there for several of these; one that opens none is there for another's sake, or
    because it brings money back.
    """

    value: Vector  # what acceptance lacks, present value at the producer's rate
    cash: Vector  # by how much cumulative cash falls below the credit limit, as it falls due
    deviation: Vector  # by how much the producer would rather deviate, present value at its rate
    budget: Vector  # by how much more buyers would overspend, expected: credits make room for other clauses


def opens_without(
    f: Figures,
    seats: Sequence[Seat],
    offer: Offer,
    lure: Lure = not_lured,
    headroom: Headroom | None = None,
) -> Opened:
    """What each signed clause keeps shut."""
    count = len(offer.clauses)
    found = Opened(*np.zeros((4, count)))
    over = 0.0 if headroom is None else headroom.overspent(f, offer.owed(f))
    for k in np.flatnonzero(offer.signed).tolist():
        seat = next(s for s in seats if s.unit == offer.clauses[k].unit)
        struck = replace(offer, signed=offer.signed & (np.arange(count) != k))
        found.value[k], found.cash[k], by_rows = _lacks(f, seat, struck)
        found.deviation[k] = max(by_rows, lure(seat, struck)[0])
        if headroom is not None:
            found.budget[k] = max(headroom.overspent(f, struck.owed(f)) - over, 0.0)
    return found


def _lacks(f: Figures, seat: Seat, offer: Offer) -> tuple[float, float, float]:
    """What a seat lacks under an offer: value, cash, and reason not to deviate by the rows that it has."""
    flow = seat.flow + offer.flow(seat.unit, f)
    npv = present_values(flow, f.tree, seat.stance.rate, f.q.step)
    value = seat.stance.value(npv, f.tree.probability[f.tree.leaves])
    below = -seat.stance.credit_limit - float(balances(flow, f.tree).min())
    kept = {c.key: s for c, s in zip(offer.clauses, offer.sizes * offer.signed, strict=True)}
    tempting = (d.value + sum(kept[c] * s for c, s in d.slope.items()) for d in seat.deviations)
    deviation = max([0.0, *(float(d - value) for d in tempting)])
    return max(seat.outside - value, 0.0), max(below, 0.0), deviation


def face(
    f: Figures,
    seats: Sequence[Seat],
    offer: Offer,
    lure: Lure = not_lured,
    slack: float = 0.01,
    beside: Sequence[Seat] = (),
) -> Vector:
    """(clauses, 2): smallest and largest size of each clause where its unit's clauses cost `slack` more.

    Signatures stand as in the offer, budgets aside; so do the clauses of other units, and a producer that pays,
    at the table or `beside` it, stays no worse off.
    """
    ranges = np.repeat(offer.sizes[:, None], 2, axis=1)
    for seat in seats:
        own = [k for k, c in enumerate(offer.clauses) if c.unit == seat.unit]
        if own:
            paying = payers([*seats, *beside], seat, offer)
            ranges[own] = _face_of(f, seat, paying, offer, own, lure, slack)
    return ranges


def _face_of(
    f: Figures, seat: Seat, paying: Sequence[Seat], offer: Offer, own: list[int], lure: Lure, slack: float
) -> Vector:  # fmt: skip
    bare = _Face.of(f, [seat, *paying], offer, own, slack)
    ranges = np.zeros((len(own), 2))
    for i, k in enumerate(own):
        for side, sign in enumerate((1.0, -1.0)):
            aim = np.zeros(len(offer.clauses))
            aim[k] = sign

            def solve(asked: Seat, aim: Vector = aim) -> Offer:
                same = asked is seat
                face = bare if same else _Face.of(f, [asked, *paying], offer, own, slack)
                return face.furthest(aim)

            found = kept_from_leaving(seat, solve, lure)
            fixed = offer.clauses[k].pay.size is not None or not found.found
            ranges[i, side] = offer.sizes[k] if fixed else found.sizes[k]
    return ranges


@dataclass(frozen=True)
class _Face:
    """All sizes of some clauses that those at the table accept at little more cost, signatures and all other clauses as they stand."""

    program: LinearProgram
    clauses: tuple[Clause, ...]
    signed: Flags  # (clauses,)

    @staticmethod
    def of(f: Figures, seats: Sequence[Seat], offer: Offer, own: list[int], slack: float) -> _Face:
        built = deal_program(f, seats, offer.clauses)
        program = standing(built, offer, set(range(len(offer.clauses))) - set(own)).program
        lower, upper = program.lower.copy(), program.upper.copy()
        lower[built.signatures] = upper[built.signatures] = offer.signed[built.signed]
        signed = np.flatnonzero(offer.signed).tolist()
        most = sum(offer.clause_cost(k) for k in signed)
        more = abs(sum(offer.clause_cost(k) for k in signed if k in own))
        held = program.at_most(program.cost, most + slack * more + 1e-9).relaxed
        return _Face(replace(held, lower=lower, upper=upper), offer.clauses, offer.signed)

    def furthest(self, aim: Vector) -> Offer:
        """The sizes that go furthest against `aim`, (clauses,)."""
        rest = self.program.cost.size - aim.size  # sizes come first
        asked = replace(self.program, cost=np.concatenate([aim, np.zeros(rest)]))
        answer = Highs()(asked)
        if not answer.x.size:
            return Offer(self.clauses, np.zeros(0), self.signed, 0.0, 0.0, answer.status)
        stated = [c.pay.size is not None for c in self.clauses]
        sizes = np.where(stated, [c.pay.size or 0.0 for c in self.clauses], answer.x[: aim.size])
        signed = np.where(stated, self.signed, sizes > 0.0)
        return Offer(self.clauses, sizes * signed, signed, 0.0, 0.0, answer.status)
