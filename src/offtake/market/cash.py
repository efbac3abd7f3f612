r"""Who pays whom for the goods: the producers' and buyers' cash that follows from a plan.

Goods are pooled, and every line owns what it makes.  At node n, for product j, with make x, the owner's
stock h and the outflow y_j (deliveries and parts that go into other goods):

    φ_j   = y_j / Σ_{l makes j} (h_{l,a(n)} + x_l)          share of the pool that leaves
    s_l   = φ_j (h_{l,a(n)} + x_l),   h_l = (h_{l,a(n)} + x_l) - s_l
    p̄_j   = Σ s_l p_l / Σ s_l                               what whoever takes a unit pays

so goods leave in proportion to ownership, each at its owner's price.  A line then receives p_l s_l, and
pays p̄_i for every part i, its running, holding and fixed costs, and the capital cost of its projects.
Lines that make the same product at the same cost share its output in proportion to capacity, what stands without
any project first: which of them a plan names is an accident of the solver.  Orders that exist replace the price by their own for the
quantity they cover, and pay their take-or-pay share of what is not called when they end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from offtake.market.figures import Figures, Order
from offtake.market.flows import Flow
from offtake.plan.plan import Plan

Vector = npt.NDArray[np.float64]
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
    standing: Vector  # (nodes, lines) fixed cost
    stock: Vector  # (nodes, lines) worth of what is in stock, at leaves
    paid: Vector  # (nodes, buyers) by buyers
    part_price: Vector  # (nodes, lines) parts in one unit, at the pool's prices
    capacity: Vector  # (nodes, lines) units that can be made in the period
    bought: Vector  # (nodes, products, buyers) units that each buyer receives

    def line_flow(self, line: int, rate: float) -> Flow:
        """Cash of one line, with what is left of its projects valued at its producer's `rate`."""
        q, t = self.f.q, self.f.tree.period
        own = np.flatnonzero(q.projects.line == line)
        begun = self.f.increments(self.begun)[:, own]
        capex = (begun * q.projects.capex[:, own]).sum(axis=1)
        share = self.f.end_share(rate)[t][:, own]
        left = (begun * q.projects.capex[:, own] * share).sum(axis=1) + self.stock[:, line]
        end = self.receipts - self.inputs - self.running - self.standing
        return Flow(-capex, end[:, line], left)

    def producer_flow(self, producer: int, rate: float) -> Flow:
        """Cash of one producer, all its lines together."""
        lines = np.flatnonzero(self.f.producer == producer)
        zero = np.zeros(self.f.tree.size)
        total = Flow(zero, zero, zero)
        for line in lines.tolist():
            total = total + self.line_flow(line, rate)
        return total


def cash(f: Figures, plan: Plan) -> Cash:
    """The cash that follows from `plan`, each line's share of the pool worked out node by node."""
    begun = plan.values["begun"]
    capacity = f.capacity(begun)
    make = _shared(f, capacity, plan.values["make"])
    pool = _pool(f, make, plan.values["deliver"])
    top_up, by_buyer = _orders(f, pool)
    price = np.nan_to_num(f.price)
    mean = _mean_price(f, pool.sold, price)
    recipe = f.q.products.recipe  # (inputs, products)
    part_price = (mean @ recipe)[:, f.q.lines.product]
    holding = f.q.products.holding_cost[:, f.q.lines.product] * f.q.step * pool.stock
    at_leaf = (f.tree.period == f.tree.periods - 1)[:, None]
    worth = np.where(at_leaf, f.q.products.stock_value[:, f.q.lines.product] * pool.stock, 0.0)
    of = f.q.requirements
    spent = mean[:, of.product] * plan.values["deliver"]
    paid = by_buyer + grouped(spent, of.buyer[of.requirement], len(f.buyers))
    return Cash(
        f=f,
        begun=begun,
        make=make,
        sold=pool.sold,
        delivered=pool.delivered,
        receipts=price * pool.sold + top_up,
        inputs=make * part_price,
        running=f.q.lines.unit_cost * make + holding,
        standing=f.standing(begun),
        stock=worth,
        paid=paid,
        part_price=part_price,
        capacity=capacity,
        bought=pool.to_buyer,
    )


@dataclass(frozen=True)
class _Pool:
    sold: Vector  # (nodes, lines)
    delivered: Vector  # (nodes, lines)
    stock: Vector  # (nodes, lines)
    to_buyer: Vector  # (nodes, products, buyers) deliveries


def _pool(f: Figures, make: Vector, deliver: Vector) -> _Pool:
    tree, product, count = f.tree, f.q.lines.product, f.q.products.labels.size
    of = f.q.requirements
    pair = of.product * len(f.buyers) + of.buyer[of.requirement]
    to_buyer = grouped(np.maximum(deliver, 0.0), pair, count * len(f.buyers))
    to_buyer = to_buyer.reshape(tree.size, count, len(f.buyers))
    delivered = to_buyer.sum(axis=2)
    made = _by_product(f, make)
    outflow = delivered + made @ f.q.products.recipe.T
    sold, stock = np.zeros_like(make), np.zeros_like(make)
    for t in range(tree.periods):
        nodes = tree.at(t)
        owned = make[nodes] + (stock[tree.parent[nodes]] if t else 0.0)
        total = grouped(owned, product, count)
        leaves = np.divide(outflow[nodes], total, out=np.zeros_like(total), where=total > _NONE)
        sold[nodes] = np.minimum(leaves, 1.0)[:, product] * owned
        stock[nodes] = owned - sold[nodes]
    final = np.divide(delivered, outflow, out=np.zeros_like(outflow), where=outflow > _NONE)
    return _Pool(sold, sold * final[:, product], stock, to_buyer)


def grouped(values: Vector, group: npt.NDArray[np.int64], count: int) -> Vector:
    """(nodes, count): sums over the entries of each group."""
    entries = np.arange(group.size)
    member = sp.csr_array((np.ones(group.size), (group, entries)), shape=(count, group.size))
    total: Vector = np.ascontiguousarray((member @ values.T).T)
    return total


def _by_product(f: Figures, values: Vector) -> Vector:
    return grouped(values, f.q.lines.product, f.q.products.labels.size)


def _mean_price(f: Figures, sold: Vector, price: Vector) -> Vector:
    """(nodes, products): what a unit from the pool costs; 0 where none leaves."""
    units, worth = _by_product(f, sold), _by_product(f, sold * price)
    return np.divide(worth, units, out=np.zeros_like(worth), where=units > _NONE)


def _shared(f: Figures, capacity: Vector, make: Vector) -> Vector:
    """Output of lines that make the same product at the same cost, shared as orders are."""
    shared = np.maximum(make, 0.0)
    for lines in f.alike:
        made = shared[:, lines].sum(axis=1)
        shared[:, lines] = split(made, capacity[:, lines], f.stands[:, lines])
    return shared


def split(made: Vector, capacity: Vector, stands: Vector) -> Vector:
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


def _orders(f: Figures, pool: _Pool) -> tuple[Vector, Vector]:
    """What orders that exist add: (nodes, lines) to lines, (nodes, buyers) from buyers."""
    to_lines, from_buyers = np.zeros_like(pool.sold), np.zeros((f.tree.size, len(f.buyers)))
    for order in f.orders:
        amount = _one_order(f, pool, order)
        to_lines[:, order.lines] += amount
        from_buyers[:, order.buyer] += amount.sum(axis=1)
    return to_lines, from_buyers


def _one_order(f: Figures, pool: _Pool, order: Order) -> Vector:
    """(nodes, lines): price difference on what the order covers, and payment for what it does not call."""
    tree, lines = f.tree, order.lines
    bought = pool.to_buyer[:, order.product]
    final = bought.sum(axis=1)
    share = np.divide(bought[:, order.buyer], final, out=np.zeros(tree.size), where=final > _NONE)
    sold = pool.delivered[:, lines] * share[:, None]
    left = np.full(tree.size, order.quantity)
    amount = np.zeros((tree.size, lines.size))
    for t in range(max(order.first, 0), order.last + 1):
        nodes = tree.at(t)
        open_ = left[tree.parent[nodes]] if t > order.first else left[nodes]
        units = sold[nodes].sum(axis=1)
        called = np.minimum(units, open_)
        part = np.divide(called, units, out=np.zeros_like(units), where=called > _NONE)
        dearer = order.price - f.price[np.ix_(nodes, lines)]
        amount[nodes] = dearer * sold[nodes] * part[:, None]
        left[nodes] = open_ - called
        if t == order.last:
            amount[nodes] += (order.unused * left[nodes] / lines.size)[:, None]
    return amount
