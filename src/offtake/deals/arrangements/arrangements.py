"""The arrangements side by side: course, no-deal, deal, first-best.

arranged = arrange(study, tree, first_best)
arranged.deal.offer.sizes, arranged.statistics["leverage"]
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from offtake.deals.acceptance.participation import Participation
from offtake.deals.cheapest.cheapest import Opened, Single, face, opened, rank_reversals, singles
from offtake.deals.cheapest.deal import Struck, eager, parts, strike
from offtake.deals.response.table import Position, Table, table
from offtake.deals.verdicts.market import market as one_market
from offtake.deals.verdicts.nodeal import NoDeal, no_deal
from offtake.errors import UsageError
from offtake.plan.first_best import DEFAULT, solve_first_best
from offtake.plan.given import Dispatch
from offtake.plan.plan import Plan
from offtake.stochastic.solver.program import Limits
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

Vector = npt.NDArray[np.float64]
ARRANGEMENTS = ("course", "no-deal", "deal", "first-best")
USUAL = ARRANGEMENTS[1:]
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Deal:
    """A deal struck, with what a reader asks of every clause."""

    struck: Struck
    opened: Opened  # what opens where a clause is struck out
    ranges: Vector  # (clauses, 2) smallest and largest size at 1% more cost of its unit's clauses
    singles: tuple[Single, ...]  # each kind of clause alone, by unit
    eager: dict[
        str, float
    ]  # units that would like to begin more than asked, and what they would gain

    @property
    def clauses(self) -> list[dict[str, object]]:
        """The signed clauses: instrument, kind, buyer, producer, covers, size, unit, expected_cost, ..."""
        offer = self.struck.offer
        f = self.struck.target.cash.f
        rows: list[dict[str, object]] = []
        for k, clause in enumerate(offer.clauses):
            if offer.signed[k]:
                payers = [f.buyers[b] for b in np.flatnonzero(clause.shares)]
                rows.append(
                    {
                        "instrument": clause.instrument,
                        "kind": clause.kind,
                        "buyer": payers[0] if len(payers) == 1 else "all buyers",
                        "producer": clause.producer,
                        "unit_judged": clause.unit,
                        "covers": clause.covers,
                        "size": float(offer.sizes[k]),
                        "unit": clause.size_unit,
                        "years": clause.years,
                        "quantity": clause.quantity,
                        "expected_cost": offer.clause_cost(k),
                        "gap_without": float(self.opened.value[k]),
                        "shortfall_without": float(self.opened.cash[k]),
                        "deviation_without": float(self.opened.deviation[k]),
                        "least_size": float(self.ranges[k, 0]),
                        "largest_size": float(self.ranges[k, 1]),
                    }
                )
        return rows


@dataclass(frozen=True)
class Arrangements:
    """What was asked for of the three; `plans` holds their plans by name."""

    table: Table
    plans: dict[str, Plan]
    positions: dict[str, Position]
    no_deal: NoDeal | None
    deal: Deal | None
    asked: tuple[Participation, ...] = ()
    """How every unit with a part in the first-best plan judges that part without clauses."""

    def producers(self, arrangement: str) -> list[dict[str, object]]:
        """Per producer (or line, where judged so): producer, npv_mean, npv_tail, acceptance, accepts.

        npv_mean and npv_tail are of its cash in the arrangement.  In no-deal and first-best, acceptance is
        that of its part of the first-best plan without clauses: below 0 it refuses.  In the deal it is
        that of its part with its clauses.  Whoever has no part has nothing to refuse: acceptance 0.
        """
        at = self.positions[arrangement]
        struck = None if self.deal is None else self.deal.struck
        with_clauses = arrangement == "deal" and struck is not None
        judged = struck.after if with_clauses and struck is not None else self.asked
        by_unit = {p.unit: p for p in judged}
        rows = []
        for unit in self.table.units:
            own = self.table.judge(unit, at)
            part = by_unit.get(unit.name)
            cash = part if with_clauses and part is not None else own
            rows.append(
                {
                    "producer": unit.name,
                    "npv_mean": cash.mean,
                    "npv_tail": cash.tail_mean,
                    "acceptance": 0.0 if part is None else part.acceptance,
                    "accepts": part is None or part.accepts,
                }
            )
        return rows


def arrange(
    study: Study,
    tree: ScenarioTree,
    first_best: Plan | None = None,
    *,
    arrangements: tuple[str, ...] = USUAL,
    instruments: tuple[str, ...] = (),
    limits: Limits = DEFAULT,
    tell: Tell = lambda _: None,
) -> Arrangements:
    """All arrangements asked for, on one tree.  `first_best` saves solving it again.

    `instruments` restricts the deal to kinds of clause.  Raises UsageError for unknown arrangements, and
    where a producer's hurdle and risk weight count risk twice.
    """
    if unknown := [name for name in arrangements if name not in ARRANGEMENTS]:
        raise UsageError(
            f"no arrangement {', '.join(unknown)}; there are {', '.join(ARRANGEMENTS)}"
        )
    set_table = table(study, tree)
    market = _Market(study, tree, set_table)
    if first_best is None:
        tell("first-best: one owner of everything")
        first_best = solve_first_best(study, tree, limits)
    target = set_table.at(first_best)
    positions, nodeal, deal = {}, None, None
    if "course" in arrangements:
        tell("course: nothing more is decided")
        stands = one_market(study, tree)
        at = stands.position(stands.dispatch.least_begun, arrangement="course")
        positions["course"] = Position(at.plan, at.cash)
    if "no-deal" in arrangements:
        tell("no-deal: every producer for itself")
        nodeal = no_deal(one_market(study, tree), first_best.values["begun"])
        shown = nodeal.shown.position
        positions["no-deal"] = _as("no-deal", Position(shown.plan, shown.cash))
    if "deal" in arrangements:
        tell("deal: the cheapest clauses that everybody accepts")
        struck = strike(set_table, target, lambda b: market.solve(b, "deal"), instruments)
        deal = describe(set_table, struck)
        positions["deal"] = _as("deal", struck.target)
    if "first-best" in arrangements:
        positions["first-best"] = target
    plans = {name: at.plan for name, at in positions.items()}
    if deal is not None:
        asked = deal.struck.asked
    else:
        asked = parts(set_table, target) if "no-deal" in arrangements else ()
    return Arrangements(set_table, plans, positions, nodeal, deal, asked)


def describe(table: Table, struck: Struck) -> Deal:
    """What a reader asks of every clause of a deal."""
    f = table.f
    offer = struck.offer
    alone = [
        single
        for seat, judged in zip(struck.seats, struck.before, strict=True)
        if judged.gap > 0.0
        for single in singles(f, seat, offer.clauses)
    ]
    return Deal(
        struck,
        opened(f, struck.seats, offer),
        face(f, struck.seats, offer),
        tuple(alone),
        eager(table, struck),
    )


def reversals(deal: Deal) -> dict[str, list[tuple[str, str, float]]]:
    """By unit with a gap: (kind, kind, λ), the first cheaper alone than the second from λ on."""
    struck = deal.struck
    return {
        seat.unit: rank_reversals(struck.target.cash.f, seat, struck.offer.clauses)
        for seat, judged in zip(struck.seats, struck.before, strict=True)
        if judged.gap > 0.0
    }


class _Market:
    """The full program for given projects, set up when it is first needed."""

    def __init__(self, study: Study, tree: ScenarioTree, table: Table) -> None:
        self.study, self.tree, self.table = study, tree, table
        self.dispatch: Dispatch | None = None

    def solve(self, begun: Vector, arrangement: str) -> Position:
        if self.dispatch is None:
            self.dispatch = Dispatch(self.study, self.tree)
        return self.table.at(self.dispatch.plan(begun, arrangement))


def _as(arrangement: str, at: Position) -> Position:
    return replace(at, plan=replace(at.plan, arrangement=arrangement))
