r"""The cheapest deal under which every producer does its part of a plan, and what it is made of.

The mix, every kind of clause on its own, the range that each size can take at 1% more cost, what opens
where a clause is left out, and the risk weight λ at which one kind of clause overtakes another.  A program
with signatures has `SECONDS`; one that ends there gives the best offer found and says how far the bound is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.optimize import brentq

from offtake.deals.cheapest.program import DealProgram, Floor, Seat, deal_program
from offtake.deals.clauses.on_offer import Clause
from offtake.deals.verdicts.headroom import Headroom
from offtake.errors import SolveError
from offtake.formulas.flow import Flow
from offtake.frozen import Vector
from offtake.market.figures import Figures
from offtake.market.flows import balances, present_values
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram, Outcome, Status, Until, relative_gap

SECONDS = 120.0
"""Time of one program of clauses; without a menu they take milliseconds."""
_EXACT = Until(gap=1e-7, seconds=SECONDS)
_SMALL = 1e-7
ALL = "all kinds"


@dataclass(frozen=True)
class Offer:
    """Sizes of clauses, whether each is signed, and what they are expected to cost the taxpayer."""

    clauses: tuple[Clause, ...]
    sizes: Vector
    signed: npt.NDArray[np.bool_]
    cost: float  # millions, present value
    overspent: float  # expected millions beyond budgets, over all buyers and years
    status: Status
    gap: float = 0.0  # between cost and bound, relative; above 1e-7 only where the time ran out

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
    until: Until = _EXACT,
) -> Offer:
    """The offer of least expected public cost that everybody at the table accepts.

    `floors`: sizes that must come to something; `held`: clauses of other units stand as they do in that offer.

    `found` is false where no sizes do: then caps, credit limits or authority stand in the way.  Raises
    SolveError where the time of `until` ends before any sizes are found, for that proves nothing.
    """
    built = deal_program(f, seats, clauses, capped=capped, headroom=headroom, floors=floors)
    if held is not None:
        built = _with_held(built, clauses, seats, held)
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


def _with_held(
    built: DealProgram, clauses: Sequence[Clause], seats: Sequence[Seat], held: Offer
) -> DealProgram:
    """The program with clauses of everybody who has no seat in it as they stand in another offer."""
    stands = {c.key: (x, s) for c, x, s in zip(held.clauses, held.sizes, held.signed, strict=True)}
    free, program = {seat.unit for seat in seats}, built.program
    lower, upper = program.lower.copy(), program.upper.copy()
    place = {int(k): built.signatures.start + j for j, k in enumerate(built.signed)}
    for k, clause in enumerate(clauses):
        if clause.unit not in free:
            size, signed = stands[clause.key]
            lower[k] = upper[k] = size if clause.pay.size is None else 0.0
            if k in place:
                lower[place[k]] = upper[place[k]] = float(signed)
    return replace(built, program=replace(program, lower=lower, upper=upper))


def _least_overspent(built: DealProgram, until: Until) -> Outcome:
    """Sizes that overspend least, and among those cost least."""
    program = built.program
    if not built.weight.size:
        return Highs()(program, until)
    shut = program.upper.copy()
    shut[built.over] = 0.0
    within = Highs()(replace(program, upper=shut), until)
    if within.status != "infeasible":
        return within
    weight = np.zeros(program.cost.size)
    weight[built.over] = built.weight
    least = Highs()(replace(program, cost=weight), until)
    if not least.x.size:
        return least
    most = least.objective + 1e-9 * max(1.0, least.objective)
    rows = sp.vstack([program.matrix, sp.csr_array(weight[None, :])], format="csr")
    held = replace(
        program,
        matrix=rows,
        row_lower=np.append(program.row_lower, -np.inf),
        row_upper=np.append(program.row_upper, most),
    )
    answer = Highs()(held, until)
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


@dataclass(frozen=True)
class Single:
    """The cheapest offer to one unit with clauses of one kind only."""

    unit: str
    kind: str
    clauses: tuple[Clause, ...]
    sizes: Vector
    cost: float  # inf where even without caps no size does
    over_cap: bool
    within_budget: bool = True  # and within the caps, with the clauses of others as they stand

    @property
    def size(self) -> float:
        """Size of the largest of its clauses; NaN where none does."""
        return float(self.sizes.max()) if self.sizes.size else float("nan")


def singles(f: Figures, seat: Seat, clauses: Sequence[Clause]) -> tuple[Single, ...]:
    """Every kind of clause on its own, without caps; flagged where it would pass one."""
    found = []
    for kind in dict.fromkeys(c.kind for c in clauses if c.unit == seat.unit):
        own = [c for c in clauses if c.unit == seat.unit and c.kind == kind]
        offer = cheapest(f, [seat], own, capped=False)
        sizes = offer.sizes if offer.found else np.zeros(0)
        over = any(s > c.maximum + 1e-9 for s, c in zip(sizes, own, strict=False))
        found.append(Single(seat.unit, kind, tuple(own), sizes, offer.cost, over or not sizes.size))
    return tuple(found)


def without_each(
    f: Figures, seat: Seat, offer: Offer, headroom: Headroom | None = None
) -> dict[str, float]:
    """Cost of the unit's cheapest capped mix with all kinds (`ALL`), and with each kind of clause not on offer.

    The others' clauses stand as in `offer`, within the budgets and authority of `headroom`; inf where none does.
    """
    kinds = list(dict.fromkeys(c.kind for c in offer.clauses if c.unit == seat.unit))
    return {kind: _beside(f, seat, offer, headroom, {kind}) for kind in (ALL, *kinds)}


def within_budget(
    f: Figures, seat: Seat, offer: Offer, headroom: Headroom | None, kind: str
) -> bool:
    """Whether clauses of one kind alone suit the unit within caps, budgets and authority, the others' as in `offer`."""
    others = {c.kind for c in offer.clauses if c.unit == seat.unit and c.kind != kind}
    return bool(np.isfinite(_beside(f, seat, offer, headroom, others, over=offer.overspent)))


def _beside(
    f: Figures,
    seat: Seat,
    offer: Offer,
    headroom: Headroom | None,
    without: set[str],
    over: float = np.inf,
) -> float:
    """Cost of the unit's cheapest clauses but for some kinds; inf where none does, or more than `over` is overspent."""
    kept = [c for c in offer.clauses if c.unit != seat.unit or c.kind not in without]
    found = cheapest(f, [seat], kept, headroom=headroom, held=offer)
    if not found.found or found.overspent > over + 1e-6 * max(1.0, over):
        return np.inf
    own = [k for k, c in enumerate(found.clauses) if c.unit == seat.unit and found.signed[k]]
    return float(sum(found.clause_cost(k) for k in own))


@dataclass(frozen=True)
class Opened:
    """What opens where one clause is struck out and the others stay, in millions: (clauses,) each.

    One clause can be there for several of these; one that opens none is there for another's sake, or
    because it brings money back.
    """

    value: Vector  # what acceptance lacks, present value at the producer's rate
    cash: Vector  # by how much cumulative cash falls below the credit limit, as it falls due
    deviation: Vector  # by how much the producer would rather deviate, present value at its rate


def opens_without(f: Figures, seats: Sequence[Seat], offer: Offer) -> Opened:
    """What each signed clause keeps shut."""
    count = len(offer.clauses)
    found = Opened(np.zeros(count), np.zeros(count), np.zeros(count))
    for k in np.flatnonzero(offer.signed).tolist():
        seat = next(s for s in seats if s.unit == offer.clauses[k].unit)
        struck = replace(offer, signed=offer.signed & (np.arange(count) != k))
        found.value[k], found.cash[k], found.deviation[k] = _lacks(f, seat, struck)
    return found


def _lacks(f: Figures, seat: Seat, offer: Offer) -> tuple[float, float, float]:
    """What a seat lacks under an offer: value, cash, and reason not to deviate."""
    flow = seat.flow + offer.flow(seat.unit, f)
    npv = present_values(flow, f.tree, seat.stance.rate, f.q.step)
    value = seat.stance.value(npv, f.tree.probability[f.tree.leaves])
    below = -seat.stance.credit_limit - float(balances(flow, f.tree).min())
    kept = {c.key: s for c, s in zip(offer.clauses, offer.sizes * offer.signed, strict=True)}
    tempting = (d.value + sum(kept[c] * s for c, s in d.slope.items()) for d in seat.deviations)
    return (
        max(seat.outside - value, 0.0),
        max(below, 0.0),
        max([0.0, *(float(d - value) for d in tempting)]),
    )


def face(f: Figures, seats: Sequence[Seat], offer: Offer, slack: float = 0.01) -> Vector:
    """(clauses, 2): smallest and largest size of each clause where its unit's clauses cost `slack` more.

    Signatures stand as in the offer, budgets aside.
    """
    ranges = np.repeat(offer.sizes[:, None], 2, axis=1)
    for seat in seats:
        own = [k for k, c in enumerate(offer.clauses) if c.unit == seat.unit]
        if own:
            ranges[own] = _face_of(f, seat, offer, own, slack)
    return ranges


def _face_of(f: Figures, seat: Seat, offer: Offer, own: list[int], slack: float) -> Vector:
    clauses = [offer.clauses[k] for k in own]
    program = (built := deal_program(f, [seat], clauses)).program
    lower, upper = program.lower.copy(), program.upper.copy()
    signed = offer.signed[own][built.signed]
    lower[built.signatures] = upper[built.signatures] = signed
    matrix = sp.vstack([program.matrix, sp.csr_array(program.cost[None, :])], format="csr")
    cost = sum(offer.clause_cost(k) for k in own if offer.signed[k])
    row_lower = np.append(program.row_lower, -np.inf)
    row_upper = np.append(program.row_upper, cost + slack * abs(cost) + 1e-9)
    continuous = np.zeros_like(program.integer)
    ranges = np.zeros((len(own), 2))
    for i, k in enumerate(own):
        for side, sign in enumerate((1.0, -1.0)):
            aim = np.zeros(program.cost.size)
            aim[i] = sign
            lp = LinearProgram(aim, lower, upper, continuous, matrix, row_lower, row_upper)
            answer = Highs()(lp)
            fixed = clauses[i].pay.size is not None or not answer.x.size
            ranges[i, side] = offer.sizes[k] if fixed else answer.x[i]
    return ranges


def rank_reversals(
    f: Figures, seat: Seat, clauses: Sequence[Clause]
) -> list[tuple[str, str, float]]:
    """(kind, kind, λ): from this risk weight on, the first kind alone is cheaper than the second.

    Costs are compared as λ goes from 0 to 1, the alternative without a deal being worth the same.
    """
    own = [c for c in clauses if c.unit == seat.unit]
    kinds = list(dict.fromkeys(c.kind for c in own))
    grid = np.linspace(0.0, 1.0, 11)
    costs = {k: [_single_cost(f, seat, own, k, lam) for lam in grid] for k in kinds}
    found = []
    for i, first in enumerate(kinds):
        for second in kinds[i + 1 :]:
            gaps = _differences(costs[first], costs[second])
            for low, high, a, b in zip(grid[:-1], grid[1:], gaps[:-1], gaps[1:], strict=True):
                if np.isfinite([a, b]).all() and (a > 0.0) != (b > 0.0) and abs(a - b) > _SMALL:
                    weight = _swap(f, seat, own, (first, second), float(low), float(high))
                    pair = (first, second) if b < a else (second, first)
                    found.append((*pair, weight))
    return sorted(found, key=lambda item: item[2])


def _differences(first: Sequence[float], second: Sequence[float]) -> list[float]:
    """First less second; NaN where either cannot do it at any size."""
    pairs = zip(first, second, strict=True)
    return [a - b if np.isfinite([a, b]).all() else np.nan for a, b in pairs]


def _single_cost(
    f: Figures, seat: Seat, clauses: Sequence[Clause], kind: str, weight: float
) -> float:
    fearful = replace(seat, stance=replace(seat.stance, risk_weight=float(weight)))
    return cheapest(f, [fearful], [c for c in clauses if c.kind == kind], capped=False).cost


def _swap(
    f: Figures,
    seat: Seat,
    clauses: Sequence[Clause],
    kinds: tuple[str, str],
    low: float,
    high: float,
) -> float:
    def difference(weight: float) -> float:
        a, b = (_single_cost(f, seat, clauses, k, weight) for k in kinds)
        return a - b

    return float(brentq(difference, low, high, xtol=1e-9))
