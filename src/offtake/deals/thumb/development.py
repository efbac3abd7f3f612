r"""Push and pull: what it takes that a product is developed which may come to nothing.

A project that others require and that some futures do not let succeed is a development; its programme is that
project with all that require it.  With NPV_s what the programme adds to its producer's cash in future s, judged
for itself, G the worth of a grant of 1 on the development, and U that of 1 a unit on what the programme sells:

    push      smallest g with value(NPV + g G) ≥ 0                 paid whether or not it succeeds
    pull      smallest u with value(NPV + u U) ≥ 0                 paid for goods only; fund = u · most units sold
    mix       least public cost of g and u together, g at most `grant_cap` of the capital cost
    prize     capital cost / chance of success: what a single prize would have to be

A pull costs what a push costs where rates are equal and nobody fears; above that because a producer waits for its
money at its own rate, below it where a push could be wasted, which no table of a study says.  The fund can also
be paid early, as an advance market commitment: the first units at what they are worth to buyers, the rest at the
price (`programmes`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from offtake.deals.cheapest.cheapest import Offer, cheapest
from offtake.deals.cheapest.program import Seat
from offtake.deals.clauses.instrument import Instrument
from offtake.deals.clauses.on_offer import Clause, Unit, clause_of, unit_flow
from offtake.deals.verdicts.idle import lacking
from offtake.deals.verdicts.market import Market
from offtake.formulas.flow import at_start
from offtake.formulas.programmes import advance_market_commitment, push_or_pull
from offtake.frozen import Indices, Vector
from offtake.market.cash import Cash
from offtake.market.figures import Figures
from offtake.market.flows import expected_value, present_values
from offtake.plan.plan import Plan
from offtake.uncertainty.tree import path_sums

NONE = float("nan")


@dataclass(frozen=True)
class Development:
    """A project that may come to nothing, and the projects that need it."""

    project: int
    needing: tuple[int, ...]
    line: int  # that the first of them adds to
    unit: Unit
    success: npt.NDArray[np.bool_]  # (leaves,)


@dataclass(frozen=True)
class Programme:
    """What it takes that something is developed: see the text above; NaN where nothing does, or the plan begins it not.

    chance: of success; cost: capital, present value at the producer's rate; gap: what the programme lacks for
    itself; push, fund and costs in millions, the costs expected public ones; pull, price, worth and average_price
    in money per unit; rent: what a prize for all developments that serve the same need leaves to the likelier ones.
    """

    project: str
    producer: str
    product: str
    begun: bool
    chance: float
    cost: float = NONE
    gap: float = NONE
    push: float = NONE
    push_cost: float = NONE
    pull: float = NONE
    fund: float = NONE
    pull_cost: float = NONE
    mix_push: float = NONE
    mix_pull: float = NONE
    mix_cost: float = NONE
    prize: float = NONE
    rent: float = NONE
    price: float = NONE
    worth: float = NONE
    units_at_top: float = NONE
    average_price: float = NONE


def developments(market: Market, plan: Plan) -> list[Programme]:
    """The programme of every development of the study, under `plan`."""
    found = list(of_study(market))
    return [_programme(market, plan, found, d) for d in found]


def of_study(market: Market) -> Iterator[Development]:
    """Every project that adds nothing itself and whose followers add something in some futures only."""
    f = market.f
    adds, lines = f.q.projects.adds, f.q.projects.line
    for p in range(len(f.projects)):
        unit = next(u for u in market.units if int(lines[p]) in u.lines)
        needing = tuple(
            k for k in _needing(f.q.projects.requires, p) if int(lines[k]) in unit.lines
        )
        if needing and not adds[:, p].any():
            success = np.asarray((adds[f.tree.leaves][:, list(needing)] > 0.0).any(axis=1))
            if success.any() and not success.all():
                yield Development(p, needing, int(lines[needing[0]]), unit, success)


def _needing(requires: Indices, project: int) -> tuple[int, ...]:
    """All projects that wait for `project`, at first hand or through others."""
    found: list[int] = []
    reached = [project]
    while reached:
        reached = [k for k in np.flatnonzero(np.isin(requires, reached)).tolist() if k not in found]
        found += reached
    return tuple(found)


def _programme(market: Market, plan: Plan, every: list[Development], d: Development) -> Programme:
    f, stance = market.f, replace(market.stance(d.unit), credit_limit=np.inf)
    product = int(f.q.lines.product[d.line])
    begun = plan.values["begun"]
    named = (f.projects[d.project], f.producers[d.unit.producer], f.products[product])
    if not (begun[:, d.project] > 0.5).any():
        return Programme(*named, False, _chance(f, d))
    market = market.under(lift=lacking(f))  # what a clause is to pay for does not stand idle
    there = market.position(begun).cash
    away = market.position(_without(d, begun)).cash
    flow = unit_flow(there, d.unit, stance.rate) + -unit_flow(away, d.unit, stance.rate)
    seat = Seat(d.unit.name, stance, flow)
    grants = clause_of(there, d.unit, stance, Instrument("grant", "grant", project=named[0]))
    uplift = clause_of(
        there, d.unit, stance, Instrument("uplift", "price_uplift", line=f.lines[d.line])
    )
    push, pull = (cheapest(f, [seat], own, capped=False) for own in (grants, uplift))
    mix = cheapest(f, [seat], [*grants, *uplift])
    npv = present_values(flow, f.tree, stance.rate, f.q.step)
    gap = max(-stance.value(npv, f.tree.probability[f.tree.leaves]), 0.0)
    rivals = [e for e in every if _compete(f, product, int(f.q.lines.product[e.line]))]
    prize = push_or_pull(
        [_chance(f, e) for e in rivals], [_capital(market, begun, e) for e in rivals]
    )
    fund = _size(pull, uplift) * _most_sold(there, d)
    price, worth = float(f.price[0, d.line]), _worth(f, product)
    return Programme(
        *named, True, _chance(f, d), _capital(market, begun, d), gap,
        _size(push, grants), _cost(push), _size(pull, uplift), fund, _cost(pull),
        _size(mix, grants), _size(mix, uplift), _cost(mix), prize.prize, prize.rent,
        price, worth, *_early(there, d, fund, price, worth),
    )  # fmt: skip


def _without(d: Development, begun: Vector) -> Vector:
    levels = begun.copy()
    levels[:, [d.project, *d.needing]] = 0.0
    return levels


def _compete(f: Figures, one: int, other: int) -> bool:
    """Whether two products are the same, or serve one need: a capability may be served by several."""
    of = f.q.requirements
    needs = [
        {of.labels.keys[r][1] for r in of.requirement[of.product == j].tolist()}
        for j in (one, other)
    ]
    return one == other or bool(needs[0] & needs[1])


def _chance(f: Figures, d: Development) -> float:
    return float(f.tree.probability[f.tree.leaves] @ d.success)


def _capital(market: Market, begun: Vector, d: Development) -> float:
    """Expected capital cost of the development itself, at its producer's rate; all of it if the plan begins none."""
    f = market.f
    spent = f.increments(begun)[:, d.project] * f.q.projects.capex[:, d.project]
    if not spent.any():
        return float(f.q.projects.capex[0, d.project])
    return expected_value(at_start(spent), f.tree, market.stance(d.unit).rate, f.q.step)


def _size(offer: Offer, clauses: tuple[Clause, ...]) -> float:
    """Size of the one clause of its kind; NaN where no offer does."""
    if not offer.found:
        return float("nan")
    keys = {clause.key for clause in clauses}
    sizes = zip(offer.clauses, offer.sizes.tolist(), strict=True)
    return float(sum(size for clause, size in sizes if clause.key in keys))


def _cost(offer: Offer) -> float:
    return offer.cost if offer.found else float("nan")


def _most_sold(there: Cash, d: Development) -> float:
    """Units that the programme sells where it sells most."""
    return float(path_sums(there.sold[:, d.line], there.f.tree).max())


def _worth(f: Figures, product: int) -> float:
    """The most that a unit of the product is worth to any buyer at the start."""
    of = f.q.requirements
    worth = of.value[0, of.requirement] * of.contribution
    return float(worth[of.product == product].max(initial=0.0))


def _early(
    there: Cash, d: Development, fund: float, price: float, worth: float
) -> tuple[float, float]:
    """Units at the top price and average price, if the fund is paid at the front: (nan, nan) where it cannot be."""
    f = there.f
    sold = _most_sold(there, d)
    yearly = float(there.capacity[:, d.line].max() / f.q.step)
    if not (np.isfinite(fund) and worth > price and sold > 0.0):
        return float("nan"), float("nan")
    paid = advance_market_commitment(fund, yearly, yearly, sold / yearly, worth, price)
    return paid.units_at_top, paid.average_price
