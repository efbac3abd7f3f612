r"""The cheapest clauses under which every producer does its part of a plan.

A program with signatures has `SECONDS`; one that ends there gives the best offer found and says how far the bound is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from offtake.deals.cheapest.program import DealProgram, Deviation, Floor, Seat, deal_program
from offtake.deals.cheapest.whole import solved_whole
from offtake.deals.clauses.on_offer import Clause
from offtake.deals.verdicts.headroom import Headroom
from offtake.errors import SolveError
from offtake.formulas.flow import Flow
from offtake.frozen import Vector
from offtake.market.figures import Figures
from offtake.stochastic.solver.program import Outcome, Status, Until, relative_gap

ROUNDS = 8
SECONDS = 120.0
"""Time of one program of clauses; without a menu they take milliseconds."""
_EXACT = Until(gap=1e-9, seconds=SECONDS)
_SMALL = 1e-7


@dataclass(frozen=True)
class Offer:
    """Sizes of clauses, whether each is signed, and what they are expected to cost the taxpayer."""

    clauses: tuple[Clause, ...]
    sizes: Vector
    signed: npt.NDArray[np.bool_]
    cost: float  # millions, present value
    overspent: float  # expected millions beyond budgets, over all buyers and years
    status: Status
    gap: float = 0.0  # between cost and bound, relative; above 0 only where the time ran out

    @property
    def found(self) -> bool:
        """Whether any sizes do."""
        return self.sizes.size == len(self.clauses) and self.status not in ("infeasible", "failed")

    def flow(self, unit: str, f: Figures) -> Flow:
        """What one unit receives under the offer, less what firm goods cost it to make."""
        zero = np.zeros(f.tree.size)
        total = Flow(zero, zero, zero)
        for k, clause in enumerate(self.clauses):
            if clause.unit == unit and self.signed[k]:
                total = total + clause.pay.each * float(self.sizes[k])
                if clause.needs_signing:
                    total = total + clause.pay.fixed + clause.pay.making
            elif clause.payer == unit and self.signed[k]:
                total = total + -self.payment(k)
        return total

    def payment(self, k: int) -> Flow:
        """What all buyers together pay for clause k."""
        each = self.clauses[k].pay.each * float(self.sizes[k])
        return each + self.clauses[k].pay.fixed if self._has_fixed(k) else each

    def owed(self, f: Figures, unit: str | None = None) -> Vector:
        """(nodes, buyers): what each buyer pays for all that is signed, or that one unit signs."""
        owed = np.zeros((f.tree.size, len(f.buyers)))
        for k in np.flatnonzero(self.signed).tolist():
            if unit in (None, self.clauses[k].unit):
                owed += self.payment(k).cash[:, None] * self.clauses[k].shares
        return owed

    def clause_cost(self, k: int) -> float:
        """Expected public cost of clause k."""
        fixed = self.clauses[k].fixed_cost if self._has_fixed(k) else 0.0
        return self.clauses[k].cost * float(self.sizes[k]) + fixed

    def _has_fixed(self, k: int) -> bool:
        return bool(self.signed[k]) and self.clauses[k].needs_signing


def cheapest(
    f: Figures,
    seats: Sequence[Seat],
    clauses: Sequence[Clause],
    *,
    capped: bool = True,
    headroom: Headroom | None = None,
    floors: Sequence[Floor] = (),
    held: Offer | None = None,
    paying: Sequence[Seat] = (),
    until: Until = _EXACT,
) -> Offer:
    """The offer of least expected public cost that everybody at the table accepts.

    `floors`: sizes that must come to something; `held`: clauses of other units stand as they do in that offer; `paying`: others
    that have to accept what they pay with it.

    `found` is false where no sizes do: then caps, credit limits or authority stand in the way.  Raises
    SolveError where the time of `until` ends before any sizes are found, for that proves nothing.
    """
    built = deal_program(
        f, [*seats, *paying], clauses, capped=capped, headroom=headroom, floors=floors
    )
    if held is not None:
        free, keys = {seat.unit for seat in seats}, [c.key for c in held.clauses]
        at = [keys.index(c.key) for c in clauses]
        stands = replace(held, clauses=tuple(clauses), sizes=held.sizes[at], signed=held.signed[at])
        built = standing(built, stands, [k for k, c in enumerate(clauses) if c.unit not in free])
    if not built.program.cost.size:  # nothing to choose: accepted as it is, or not at all
        accepted = bool((built.program.row_lower <= _SMALL).all())
        return _offer(clauses, built, np.zeros(0), "optimal") if accepted else _none(clauses)
    answer = _least_overspent(built, until)
    if answer.status == "time_limit" and not answer.x.size:
        raise SolveError(
            f"no clauses for {', '.join(s.unit for s in seats)} were found in {until.seconds:g} "
            f"seconds, nor that there are none; offer fewer of the {len(clauses)}, or shorter menus"
        )
    if not answer.x.size:
        return _none(clauses, answer.status)
    return replace(_offer(clauses, built, answer.x, answer.status), gap=_gap(answer))


def payers(seats: Sequence[Seat], seat: Seat, offer: Offer) -> list[Seat]:
    """Producers at the table that pay a seat: whatever it gets, they have to be no worse off than without."""
    paying = {c.payer for c in offer.clauses if c.unit == seat.unit}
    return [s for s in seats if s.unit in paying and s.unit != seat.unit]


def standing(built: DealProgram, offer: Offer, others: Collection[int]) -> DealProgram:
    """The program with the clauses `others`, by their place in the offer and in the program, as they stand in the offer."""
    lower, upper = built.program.lower.copy(), built.program.upper.copy()
    place = {int(k): built.signatures.start + j for j, k in enumerate(built.signed)}
    for k in others:
        stated = offer.clauses[k].pay.size is not None
        lower[k] = upper[k] = 0.0 if stated else offer.sizes[k] * offer.signed[k]
        if k in place:
            lower[place[k]] = upper[place[k]] = float(offer.signed[k])
    return replace(built, program=replace(built.program, lower=lower, upper=upper))


def _least_overspent(built: DealProgram, until: Until) -> Outcome:
    """Sizes that overspend least, and among those cost least."""
    program = built.program
    if not built.weight.size:
        return solved_whole(built, program, until)
    shut = program.upper.copy()
    shut[built.over] = 0.0
    within = solved_whole(built, replace(program, upper=shut), until)
    if within.status != "infeasible":
        return within
    weight = np.zeros(program.cost.size)
    weight[built.over] = built.weight
    least = solved_whole(built, replace(program, cost=weight), until)
    if not least.x.size:
        return least
    most = least.objective + 1e-9 * max(1.0, least.objective)
    answer = solved_whole(built, program.at_most(weight, most), until)
    return answer if answer.x.size else least


def _gap(answer: Outcome) -> float:
    """Distance of objective and bound, relative; 0 where the answer is proved."""
    if answer.status in ("optimal", "gap"):
        return 0.0
    return relative_gap(answer.objective, answer.bound)


def _offer(clauses: Sequence[Clause], built: DealProgram, x: Vector, status: Status) -> Offer:
    sizes = np.where(x[built.sizes] > _SMALL, x[built.sizes], 0.0)
    signed = sizes > 0.0
    chosen = np.array([clauses[k].pays_when_signed for k in built.signed], bool)
    signed[built.signed] = (x[built.signatures] > 0.5) & (chosen | (sizes[built.signed] > 0.0))
    for k, clause in enumerate(clauses):
        if clause.pay.size is not None and signed[k]:
            sizes[k] = clause.pay.size
    over = float(built.weight @ x[built.over])
    offer = Offer(tuple(clauses), sizes, signed, 0.0, over, status)
    return replace(offer, cost=sum(offer.clause_cost(k) for k in np.flatnonzero(signed).tolist()))


def _none(clauses: Sequence[Clause], status: Status = "infeasible") -> Offer:
    return Offer(tuple(clauses), np.zeros(0), np.zeros(len(clauses), bool), np.inf, 0.0, status)


class Lure(Protocol):
    """What seats would rather do than their parts."""

    def __call__(self, seat: Seat, offer: Offer) -> tuple[float, Deviation | None]:
        """What a seat would gain at most by another plan of its own under an offer, and a row that takes this away."""

    def nearer(self, seat: Seat, offer: Offer) -> Seat:
        """The seat with its rows as they touch what other plans are worth under an offer; itself where they do."""


class _Nobody:
    def __call__(self, seat: Seat, offer: Offer) -> tuple[float, Deviation | None]:
        return 0.0, None

    def nearer(self, seat: Seat, offer: Offer) -> Seat:
        return seat


not_lured: Lure = _Nobody()
"""Nobody would rather deviate."""


def kept_from_leaving(seat: Seat, solve: Callable[[Seat], Offer], lure: Lure) -> Offer:
    """What `solve` finds for a seat, with rows that take away what would be worth more to it than its part."""
    return all_kept([seat], lambda seats: solve(seats[0]), lure)[1]


Kept = tuple[tuple[Seat, ...], Offer]
Told = Callable[[int, Seat, float, Offer], None]


def all_kept(
    seats: Sequence[Seat],
    solve: Callable[[Sequence[Seat]], Offer],
    lure: Lure,
    offer: Offer | None = None,
    tell: Told = lambda *_: None,
) -> Kept:
    """The seats with rows that keep each from what is worth more to it than its part, and what `solve` finds with these.

    Another plan is worth min_w w·(a + G x) to who fears the worst, over weights w of futures: concave in the sizes x.  A row takes the w at an offer,
    so it asks for no less than enough, and at other sizes for more.  So rows are drawn again at what they led to, while that overspends or costs less.
    """
    kept, best = _rows_added(tuple(seats), solve, lure, offer, tell)
    for _ in range(ROUNDS if best.found else 0):
        nearer = tuple(lure.nearer(seat, best) for seat in kept)
        if all(a is b for a, b in zip(nearer, kept, strict=True)):
            break
        again, found = _rows_added(nearer, solve, lure)
        if not _cheaper(found, best) or any(lure(seat, found)[1] for seat in again):
            break
        kept, best = again, found
    return kept, best


def _rows_added(
    seats: tuple[Seat, ...],
    solve: Callable[[Sequence[Seat]], Offer],
    lure: Lure,
    offer: Offer | None = None,
    tell: Told = lambda *_: None,
) -> Kept:
    """A row more for everybody that would rather do something else, a few rounds."""
    offer = solve(seats) if offer is None else offer
    for number in range(1, ROUNDS + 1):
        held = list(seats)
        for k, seat in enumerate(seats if offer.found else ()):
            gain, row = lure(seat, offer)
            if row is not None:
                tell(number, seat, gain, offer)
                held[k] = replace(seat, deviations=(*seat.deviations, row))
        if all(a is b for a, b in zip(held, seats, strict=True)):
            break
        seats = tuple(held)
        offer = solve(seats)
    return seats, offer


def _cheaper(one: Offer, other: Offer) -> bool:
    """Whether an offer overspends less or, at the same overspending, costs less."""
    for mine, theirs in ((one.overspent, other.overspent), (one.cost, other.cost)):
        if one.found and abs(mine - theirs) > _SMALL * max(1.0, abs(theirs)):
            return mine < theirs
    return False
