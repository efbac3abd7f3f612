r"""Settlement, who pays whom for the goods: the producers' and buyers' cash that follows from a plan.

The plan says what every buyer takes on which way and order (`model.purchase`).  At node n, for source s of
product j, every line owns what it makes less what calls take of it, and its share of the stock.  With y_s what
leaves the source to buyers, to its offer's pool and as parts:

    z_l   = calls on the source, by what the producer's lines make
    φ_s   = y_s / Σ_{l in s} (h_{l,a(n)} + x_l - z_l)       share of the source that leaves
    σ_l   = φ_s (h_{l,a(n)} + x_l - z_l),   h_l = (h_{l,a(n)} + x_l - z_l) - σ_l
    p̄_i   = mean of a_l over what leaves as parts            what a unit of part i costs

so goods leave in proportion to ownership, each at what its owner asks, a_l.  A line then receives a_l σ_l, the
order's price for z_l, and its part of what orders oblige to pay uncalled; it pays p̄_i for every part i, its running,
holding and fixed costs, and the capital cost of its projects.  Buyers pay extra cost besides, to third parties.
Lines that make the same product at the same cost share its output in proportion to capacity, what stands without any
project first: which of them a plan names is an accident of the solver.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from offtake.formulas.flow import Flow
from offtake.frozen import Vector
from offtake.market.allotted import allotted
from offtake.market.figures import Figures
from offtake.market.flows import grouped
from offtake.market.payments import payments
from offtake.model.figures.ways import POOL
from offtake.model.purchase import bought_units
from offtake.plan.plan import Plan

_NONE = 1e-9  # units; less than this is nothing


@dataclass(frozen=True)
class Cash:
    """Cash of lines and buyers by node, in millions, without new commitments.

    Amounts are positive; `capex` falls at the start of a period, all else at its end.
    """

    f: Figures
    begun: Vector  # (nodes, projects)
    make: Vector  # (nodes, lines) units
    sold: Vector  # (nodes, lines) units that leave the pool
    delivered: Vector  # (nodes, lines) units of these that buyers receive
    receipts: Vector  # (nodes, lines) for goods, orders included
    inputs: Vector  # (nodes, lines) paid for parts
    running: Vector  # (nodes, lines) making and holding
    fixed: Vector  # (nodes, lines) cost of lines and complete projects, made or not
    stock: Vector  # (nodes, lines) worth of what is in stock, at leaves
    paid: Vector  # (nodes, buyers) by buyers
    part_price: Vector  # (nodes, lines) parts in one unit, at the pool's prices
    capacity: Vector  # (nodes, lines) units that can be made in the period
    bought: Vector  # (nodes, products, buyers) units that each buyer receives
    extra: Vector  # (nodes, buyers) of what buyers pay, extra cost: to third parties
    taken: Vector | None  # (nodes, offers, buyers) units; None where no buyer alone may pay early

    def flow(self, lines: Sequence[int], rate: float) -> Flow:
        """Cash of some lines, with what is left of their projects valued at their producer's `rate`."""
        q, lines = self.f.q, list(lines)
        own = np.flatnonzero(np.isin(q.projects.line, lines))
        begun = self.f.increments(self.begun)[:, own]
        capex = (begun * q.projects.capex[:, own]).sum(axis=1)
        left = self.f.left(self.begun, rate)[:, own].sum(axis=1) + self.stock[:, lines].sum(axis=1)
        end = self.receipts - self.inputs - self.running - self.fixed
        return Flow(-capex, end[:, lines].sum(axis=1), left)

    def producer_flow(self, producer: int, rate: float) -> Flow:
        """Cash of one producer, all its lines together."""
        return self.flow(np.flatnonzero(self.f.producer == producer).tolist(), rate)


def cash(f: Figures, plan: Plan) -> Cash:
    """The cash that follows from `plan`, each line's share of its source worked out node by node."""
    q, ways = f.q, f.q.ways
    values = plan.values if "buy" in plan.values else allotted(q, f.tree, plan.values)
    begun = values["begun"]
    capacity = f.capacity(begun)
    make = _shared(f, capacity, values["make"])
    units = np.maximum(bought_units(q, values["buy"], values["deliver"]), 0.0)
    call = np.maximum(values["call"], 0.0)
    called, revenue = _called(f, make, call)
    pool = _pool(f, make, called, values, units)
    due = values["unused"] * q.orders.firm_price
    mean = _part_price(f, pool)
    part_price = (mean @ q.products.recipe)[:, q.lines.product]
    holding = q.products.holding_cost[:, q.lines.product] * q.step * pool.stock
    at_leaf = (f.tree.period == f.tree.periods - 1)[:, None]
    worth = np.where(at_leaf, q.products.stock_value[:, q.lines.product] * pool.stock, 0.0)
    caller = q.orders.buyer[ways.call_step]
    count = len(f.buyers)
    return Cash(
        f=f,
        begun=begun,
        make=make,
        sold=pool.sold + called,
        delivered=pool.delivered + called,
        receipts=q.asked * pool.sold + revenue + _to_lines(f, due),
        inputs=make * part_price,
        running=q.lines.unit_cost * make + holding,
        fixed=f.fixed_cost(begun),
        stock=worth,
        paid=payments(q, values),
        part_price=part_price,
        capacity=capacity,
        bought=_by_pair(f, units, call),
        extra=grouped(units * ways.extra_cost, ways.buyer, count)
        + grouped(call * ways.call_extra, caller, count),
        taken=_by_offer(f, units, call) if _pays_early_alone(f) else None,
    )


@dataclass(frozen=True)
class _Pool:
    sold: Vector  # (nodes, lines) at the asked price
    delivered: Vector  # (nodes, lines) of these, to buyers
    stock: Vector  # (nodes, lines)
    parts: Vector  # (nodes, sources) used as parts


def _called(f: Figures, make: Vector, call: Vector) -> tuple[Vector, Vector]:
    """(nodes, lines) each: units that calls take of what a line makes, and what is paid for them."""
    units, revenue = np.zeros_like(make), np.zeros_like(make)
    price = f.q.orders.price[f.q.ways.call_step]
    for c, own in enumerate(f.q.ways.call_lines):
        made, none = make[:, own].sum(axis=1, keepdims=True), np.zeros((len(make), own.size))
        share = np.divide(make[:, own], made, out=none, where=made > _NONE)
        units[:, own] += call[:, [c]] * share
        revenue[:, own] += call[:, [c]] * share * price[c]
    return units, revenue


def _to_lines(f: Figures, due: Vector) -> Vector:
    """(nodes, lines): what orders oblige to pay uncalled, in equal parts to the producer's lines."""
    total, orders = np.zeros((f.tree.size, f.producer.size)), f.q.orders
    for o, step in enumerate(orders.firm_step.tolist()):
        own = np.flatnonzero(
            (f.producer == orders.producer[step]) & (f.q.lines.product == orders.product[step])
        )
        total[:, own] += due[:, [o]] / own.size
    return total


def _pool(
    f: Figures, make: Vector, called: Vector, values: Mapping[str, Vector], units: Vector
) -> _Pool:
    """What leaves every source, and whose it is; `units` (nodes, ways) are bought."""
    q, tree = f.q, f.tree
    source, count = q.offers.line_source, q.offers.product.size
    from_one = np.where(q.ways.source == POOL, 0.0, units)
    to_buyers = grouped(from_one, np.maximum(q.ways.source, 0), count)
    to_buyers[:, q.ways.drawn] += np.maximum(values["draw"], 0.0)
    used = _by_product(f, make) @ q.products.recipe.T
    as_parts = used[:, q.offers.product]
    as_parts[:, q.offers.shared] = np.maximum(values["use"], 0.0)
    outflow = to_buyers + as_parts
    entered = np.maximum(make - called, 0.0)
    sold, stock = np.zeros_like(make), np.zeros_like(make)
    for t in range(tree.periods):
        nodes = tree.at(t)
        owned = entered[nodes] + (stock[tree.parent[nodes]] if t else 0.0)
        total = grouped(owned, source, count)
        leaves = np.divide(outflow[nodes], total, out=np.zeros_like(total), where=total > _NONE)
        sold[nodes] = np.minimum(leaves, 1.0)[:, source] * owned
        stock[nodes] = owned - sold[nodes]
    final = np.divide(to_buyers, outflow, out=np.zeros_like(outflow), where=outflow > _NONE)
    return _Pool(sold, sold * final[:, source], stock, as_parts)


def _by_pair(f: Figures, units: Vector, call: Vector) -> Vector:
    """(nodes, products, buyers): units bought and called."""
    q, buyers, goods = f.q, len(f.buyers), f.q.products.labels.size
    step = q.ways.call_step
    called = q.orders.product[step] * buyers + q.orders.buyer[step]
    pair = np.concatenate([q.ways.product * buyers + q.ways.buyer, called])
    total = grouped(np.concatenate([units, call], axis=1), pair, goods * buyers)
    return total.reshape(-1, goods, buyers)


def _by_offer(f: Figures, units: Vector, call: Vector) -> Vector:
    """(nodes, offers, buyers): units bought and called."""
    q, buyers, offers = f.q, len(f.buyers), f.q.offers.offer_product.size
    called = q.offers.offer[q.ways.call_source] * buyers + q.orders.buyer[q.ways.call_step]
    pair = np.concatenate([q.ways.offer * buyers + q.ways.buyer, called])
    total = grouped(np.concatenate([units, call], axis=1), pair, offers * buyers)
    return total.reshape(-1, offers, buyers)


def _pays_early_alone(f: Figures) -> bool:
    """Whether a row of instruments names one buyer that prepays."""
    rows = f.study.instruments
    return bool(((rows["kind"] == "prepayment") & (rows["buyer"] != "")).any())


def _by_product(f: Figures, values: Vector) -> Vector:
    return grouped(values, f.q.lines.product, f.q.products.labels.size)


def _part_price(f: Figures, pool: _Pool) -> Vector:
    """(nodes, products): what a unit used as a part costs; 0 where none is used."""
    q, source, count = f.q, f.q.offers.line_source, f.q.offers.product.size
    units, worth = grouped(pool.sold, source, count), grouped(pool.sold * q.asked, source, count)
    price = np.divide(worth, units, out=np.zeros_like(worth), where=units > _NONE)
    goods = q.products.labels.size
    total = grouped(pool.parts, q.offers.product, goods)
    spent = grouped(pool.parts * price, q.offers.product, goods)
    return np.divide(spent, total, out=np.zeros_like(spent), where=total > _NONE)


def _shared(f: Figures, capacity: Vector, make: Vector) -> Vector:
    """Output of lines that make the same product at the same cost, shared as orders are."""
    shared = np.maximum(make, 0.0)
    for lines in f.alike:
        made = shared[:, lines].sum(axis=1)
        shared[:, lines] = old_first(made, capacity[:, lines], f.stands[:, lines])
    return shared


def old_first(made: Vector, capacity: Vector, stands: Vector) -> Vector:
    """(nodes, lines): output `made` (nodes,) over lines of equal cost: capacity that stands without any
    project is called first, then what projects add, both in proportion.
    """
    old = np.minimum(capacity, stands)
    first = np.minimum(made, old.sum(axis=1))
    return _in_proportion(first, old) + _in_proportion(made - first, capacity - old)


def _in_proportion(made: Vector, room: Vector) -> Vector:
    total = room.sum(axis=1)
    share = np.divide(made, total, out=np.zeros_like(total), where=total > _NONE)
    return np.asarray(room * np.minimum(share, 1.0)[:, None])
