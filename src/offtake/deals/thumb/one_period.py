r"""Rules of thumb for capacity: the one-period problem of `newsvendor` with a study's own figures.

For a producer's lines that make one product, in the plan:

    price w, unit cost c       of table prices and lines, parts at the plan's prices
    capacity cost k            capital charge over the project's life at the producer's rate, and yearly fixed cost
    worth r                    of one unit to buyers, weighted by what they need
    demand D_s                 yearly need in future s from the lines' first sale on, shared with all capacity that
                               can serve it; its shape as in the futures, or a normal or even one of the same spread

What a closed form says stands beside what the plan holds.  One period knows no stock, no lateness and no waiting:
where the two differ much, one of these is at work.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import sqrt

import numpy as np

from offtake.deals.acceptance.participation import Stance
from offtake.deals.clauses.on_offer import Unit
from offtake.deals.verdicts.market import Market
from offtake.formulas.finance import levelised_charge
from offtake.formulas.newsvendor import (
    Demand,
    FuturesDemand,
    NormalDemand,
    Supplier,
    UniformDemand,
    best_capacity,
    buyers_price,
    coordinating_fee,
    coordinating_reservation,
    firm_order,
    first_best,
    portfolio,
    reserve,
    shared_gain,
)
from offtake.formulas.schedule import Schedule, price_only, reservation
from offtake.frozen import Indices, Vector
from offtake.market.cash import Cash
from offtake.market.figures import Figures

SHAPES = ("futures", "normal", "uniform")


@dataclass(frozen=True)
class Facts:
    """Figures of a producer's lines that make one product; capacity and demand in units a year."""

    producer: str
    product: str
    stance: Stance
    price: float
    supplier: Supplier
    worth: float
    demand: Vector  # (leaves,)
    weight: Vector  # (leaves,)
    planned: float  # capacity in the plan at its end, mean
    stock_value: float


def facts(market: Market, at: Cash) -> Iterator[Facts]:
    """For every unit and product to whose lines the plan adds, and which buyers need as it is."""
    f = market.f
    begun = at.begun.max(axis=0) > 0.5
    for unit in market.units:
        for product in sorted(set(f.q.lines.product[list(unit.lines)].tolist())):
            lines = np.array([n for n in unit.lines if f.q.lines.product[n] == product], np.int64)
            projects = np.flatnonzero(np.isin(f.q.projects.line, lines) & begun)
            worth = _worth(f, product)
            if projects.size and worth > 0.0 and at.sold[:, lines].any():
                yield _facts(market, at, unit, product, lines, projects, worth)


def _facts(
    market: Market,
    at: Cash,
    unit: Unit,
    product: int,
    lines: Indices,
    projects: Indices,
    worth: float,
) -> Facts:
    f, stance = market.f, market.stance(unit)
    leaf = f.tree.leaves
    weight = f.tree.probability[leaf]
    made = (f.tree.probability[:, None] * at.make[:, lines]).sum(axis=0)
    each = f.q.lines.unit_cost[:, lines] + at.part_price[:, lines]
    unit_cost = float((f.tree.probability[:, None] * at.make[:, lines] * each).sum() / made.sum())
    return Facts(
        producer=unit.name,
        product=f.products[product],
        stance=stance,
        price=float(f.price[0, int(lines[0])]),
        supplier=Supplier(unit_cost, _capacity_cost(f, stance, projects)),
        worth=worth,
        demand=_demand(f, at, product, lines),
        weight=weight,
        planned=float(weight @ at.capacity[leaf][:, lines].sum(axis=1)) / f.q.step,
        stock_value=float(f.q.products.stock_value[-1, product]),
    )


def _capacity_cost(f: Figures, stance: Stance, projects: Indices) -> float:
    """Yearly cost of one unit a year that comes out, mean of the projects by what they add."""
    charges, adds = [], []
    for p in projects.tolist():
        added = float(f.q.projects.adds[:, p].max())
        if added > 0.0:
            reliability = float(f.q.lines.reliability[0, int(f.q.projects.line[p])])
            capex = float(f.q.projects.capex[0, p]) / added
            charge = levelised_charge(capex, stance.rate, years_of(f, p), reliability)
            charges.append(charge + float(f.q.projects.fixed_cost[0, p]) / added / reliability)
            adds.append(added)
    return float(np.average(charges, weights=adds)) if adds else 0.0


def years_of(f: Figures, project: int) -> float:
    """A project's life, or the length of the study where it states none."""
    life = float(f.study.projects["life"].iloc[project])
    return f.tree.periods * f.q.step if np.isnan(life) else life


def _worth(f: Figures, product: int) -> float:
    """Worth of one unit to buyers, weighted by what they need; 0 where nobody needs it as it is."""
    of = f.q.requirements
    ways = np.flatnonzero(of.product == product)
    need = (f.tree.probability[:, None] * of.need[:, of.requirement[ways]]).sum(axis=0)
    if need.sum() <= 0.0:
        return 0.0
    value = of.value[0, of.requirement[ways]] * of.contribution[ways]
    return float(np.average(value, weights=need))


def _demand(f: Figures, at: Cash, product: int, lines: Indices) -> Vector:
    """(leaves,): yearly need that falls to the lines, from their first sale on."""
    of, tree = f.q.requirements, f.tree
    capacity = np.zeros((tree.size, len(f.products)))
    np.add.at(capacity.T, f.q.lines.product, at.capacity.T)
    own = at.capacity[:, lines].sum(axis=1)
    needed = np.zeros(tree.size)
    for way in np.flatnonzero(of.product == product).tolist():
        r = int(of.requirement[way])
        able = np.flatnonzero(of.requirement == r)
        whole = capacity[:, of.product[able]] @ of.contribution[able]
        share = np.divide(
            own * of.contribution[way], whole, out=np.zeros(tree.size), where=whole > 0
        )
        needed += of.need[:, r] * share / of.contribution[way]
    first = int(tree.period[at.sold[:, lines].any(axis=1)].min())
    paths = np.where(tree.period >= first, needed, 0.0)[tree.leaf_paths].sum(axis=1)
    return np.asarray(paths / ((tree.periods - first) * f.q.step))


def shaped(found: Facts, shape: str) -> Demand:
    """Demand with the mean and deviation of the futures, in the shape asked for."""
    mean = float(found.weight @ found.demand)
    deviation = sqrt(float(found.weight @ (found.demand - mean) ** 2))
    if shape == "normal" and deviation > 0.0:
        return NormalDemand(mean, deviation)
    if shape == "uniform" and deviation > 0.0:
        return UniformDemand(mean - sqrt(3.0) * deviation, mean + sqrt(3.0) * deviation)
    return FuturesDemand(tuple(found.demand.tolist()), tuple(found.weight.tolist()))


@dataclass(frozen=True)
class CapacityRule:
    """What the closed forms say of one producer's lines that make one product; None where none applies."""

    producer: str
    product: str
    price: float  # money per unit, as all costs here
    unit_cost: float
    capacity_cost: float
    worth: float
    demand_mean: float  # units a year, as all quantities here
    demand_deviation: float
    planned: float
    first_best: float | None = None
    alone: float | None = None  # for the price only
    fearful: float | None = None  # looking only at its worst share
    efficiency: float | None = None  # what producer and buyers gain alone, as a share of first best
    firm_order: float | None = None  # that brings about first best
    unneeded: float | None = None  # goods then made in vain
    firm_order_efficiency: float | None = None  # with that order
    buyers_price: float | None = None  # best for buyers who know what it makes the producer hold
    take_or_pay: float | None = None  # due for a unit held ready and not called
    take_or_pay_share: float | None = None  # of the price
    reservation_fee: float | None = None  # called at the price
    reserved: float | None = None


def capacity_rule(found: Facts, shape: str) -> CapacityRule:
    """What the closed forms say of one producer's lines, demand in one of `SHAPES`."""
    supplier, demand, worth = found.supplier, shaped(found, shape), found.worth
    mean = float(found.weight @ found.demand)
    rule = CapacityRule(
        producer=found.producer,
        product=found.product,
        price=found.price,
        unit_cost=supplier.unit_cost,
        capacity_cost=supplier.capacity_cost,
        worth=worth,
        demand_mean=mean,
        demand_deviation=sqrt(float(found.weight @ (found.demand - mean) ** 2)),
        planned=found.planned,
    )
    if worth <= supplier.unit_cost + supplier.capacity_cost or supplier.capacity_cost <= 0.0:
        return rule
    best = first_best(supplier, demand, worth)
    price = price_only(found.price)
    alone = shared_gain(price, supplier, demand, best_capacity(price, supplier, demand), worth)
    order = firm_order(best.capacity, found.price, supplier, demand, worth, found.stock_value)
    fearful = best_capacity(price, supplier, demand, found.stance.tail)
    needed = best.capacity > alone.capacity + 1e-9 * best.capacity
    gains = best.together > 0.0  # shapes of demand that reach below 0 can leave none
    rule = replace(
        rule,
        first_best=best.capacity,
        alone=alone.capacity,
        fearful=fearful if found.stance.risk_weight > 0.0 else None,
        efficiency=alone.together / best.together if gains else None,
        firm_order=best.capacity if needed else None,
        unneeded=order.surplus_goods if needed else None,
        firm_order_efficiency=order.together / best.together if needed and gains else None,
        buyers_price=buyers_price(supplier, demand, worth),
    )
    return rule if found.price >= worth else _reserving(rule, supplier, demand)


def _reserving(rule: CapacityRule, supplier: Supplier, demand: Demand) -> CapacityRule:
    """With payments for capacity held ready under which first best is built."""
    fee = coordinating_fee(rule.price, supplier, rule.worth)
    held = coordinating_reservation(rule.price, supplier, rule.worth)
    return replace(
        rule,
        take_or_pay=fee,
        take_or_pay_share=fee / rule.price if rule.price > 0.0 else None,
        reservation_fee=held,
        reserved=reserve(reservation(held, rule.price), demand, rule.worth),
    )


@dataclass(frozen=True)
class Held:
    """What one producer would hold of a product."""

    producer: str
    capacity: float  # units a year


@dataclass(frozen=True)
class Mix:
    """How much of a product each producer would hold for one owner, base to peak."""

    product: str
    total: float  # units a year
    parts: list[Held]


def mixes(found: list[Facts], shape: str) -> list[Mix]:
    """For every product that several producers add to; those that another always beats are left out.

    What falls to them together is one demand.
    """
    rows: list[Mix] = []
    for product in dict.fromkeys(x.product for x in found):
        own = [x for x in found if x.product == product]
        whole = replace(own[0], demand=np.sum([x.demand for x in own], axis=0))
        chosen = _undominated(own)
        if len(chosen) > 1:
            schedules = [_as_schedule(x) for x in chosen]
            sizes = portfolio(schedules, shaped(whole, shape), max(x.worth for x in own))
            parts = [Held(x.producer, q) for x, q in zip(chosen, sizes, strict=True)]
            rows.append(Mix(product, float(sum(sizes)), parts))
    return rows


def _as_schedule(found: Facts) -> Schedule:
    """Holding capacity as a reservation: its yearly cost, and the cost of making as exercise price."""
    return reservation(found.supplier.capacity_cost, found.supplier.unit_cost)


def _undominated(found: list[Facts]) -> list[Facts]:
    """Those that are cheapest for some share of the year in use, cheapest to run first."""
    costs = [(x.supplier.capacity_cost, x.supplier.unit_cost) for x in found]
    costs.append((0.0, max(x.worth for x in found)))  # doing without
    cuts = {0.0, 1.0}
    for i, (k0, c0) in enumerate(costs):
        for k1, c1 in costs[i + 1 :]:
            if c0 != c1 and 0.0 < (k1 - k0) / (c0 - c1) < 1.0:
                cuts.add((k1 - k0) / (c0 - c1))
    ordered = sorted(cuts)
    cheapest = {
        min(range(len(costs)), key=lambda i: costs[i][0] + costs[i][1] * middle)
        for middle in ((a + b) / 2 for a, b in pairwise(ordered))
    }
    kept = [x for i, x in enumerate(found) if i in cheapest]
    return sorted(kept, key=lambda x: x.supplier.unit_cost)
