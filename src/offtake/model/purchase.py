r"""Purchases: what buyers take, on which way or order, and what it costs them.

At node n, for buyer b and product j, with the ways w of the buyer and the calls c on its orders:

.. math::
    \sum_{w \in (b,j)} y_{w,n} + \sum_{c \in (b,j)} z_{c,n} - \sum_{d \in (b,j)} v_{d,n}  &= 0   && \text{taken} \\
    C_{s,n} - C_{s,a(n)} - \sum_{c \in s} z_{c,n}                                         &= 0   && \text{called} \\
    A_{g,n} - A_{g,a(n)} - \sum_{w \in g} y_{w,n}                                         &= 0   && \text{beyond} \\
    r_{o,n} + σ_o C_{s(o),n}                                                              &\ge M_{o,n}
                                                                            && \text{unused, where order o ends}

=============  ========  ==================================================================  =====
symbol         name      meaning                                                             unit
=============  ========  ==================================================================  =====
:math:`y`      buy       goods bought on a way at the asked price                            units
:math:`z`      call      goods taken on a step of orders                                     units
:math:`v`      deliver   goods delivered for one need                                        units
:math:`C`      called    called on a step so far, at most what figures of orders allow       units
:math:`A`      beyond    bought from a producer with an order so far, at most as allowed     units
:math:`r`      unused    what an order obliges to pay without its being called               units
:math:`M, σ`   -         what the order obliges for in all; its share of the step's calls    units
=============  ========  ==================================================================  =====

A unit costs the buyer the price of the offer, or of the order, and the extra cost of the pair; extra cost is used
up, the price is a transfer.  Every payment costs the public φ - 1 beside itself, at the buyer's own rate.
"""

from __future__ import annotations

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.model.figures.quantities import Quantities
from offtake.model.figures.ways import Ways
from offtake.stochastic.program.blocks import OWN, Block, Labels, Rows, Terms, Variables
from offtake.uncertainty.tree import ScenarioTree


def purchase_block(q: Quantities, tree: ScenarioTree, n: int) -> Block:
    """Variables `buy`, `call`, `called`, `beyond` and `unused`, and their rows, at node n."""
    t, parent = int(tree.period[n]), int(tree.parent[n])
    ways, orders, burden = q.ways, q.orders, q.buyers.burden[t]
    end = q.end_factor[t]
    own, due = np.flatnonzero(~ways.direct), orders.firm_ends == t
    bought_ = ways.extra_cost[n, own] * end + burden[ways.buyer[own]] * ways.cost[n, own]
    caller = orders.buyer[ways.call_step]
    called = ways.call_extra[n] * end + burden[caller] * call_cost(q)[n]
    unused = burden[orders.buyer[orders.firm_step]] * orders.firm_price
    most = np.where(due, orders.firm_most[n], 0.0)
    variables = (
        Variables.of("buy", ways.labels.only(own), cost=bought_),
        Variables.of("call", ways.calls, cost=called),
        Variables.of("called", orders.steps, upper=orders.most[n]),
        Variables.of("beyond", orders.group_labels, upper=orders.beyond[n]),
        Variables.of("unused", orders.firm, upper=most, cost=unused),
    )
    rows = [_taken(q), _called(q, parent), _beyond(q, parent), _unused(q, n, np.flatnonzero(due))]
    return Block(variables, tuple(row for row in rows if row.lower.size))


def bought(q: Quantities, row: Indices, value: Vector, node: int = OWN) -> tuple[Terms, ...]:
    """Entries value[w] * (bought on way w) in rows `row` (ways,), none where that is -1."""
    ways = q.ways
    place = _place(ways)
    own = np.flatnonzero((row >= 0) & ~ways.direct & (value != 0))
    way = ways.of_delivery
    direct = np.flatnonzero((way >= 0) & (row[way] >= 0) & (value[way] != 0)) if row.size else own
    return (
        Terms("buy", row[own], place[own], value[own], node),
        Terms("deliver", row[way[direct]], direct, value[way[direct]], node),
    )


def bought_units(q: Quantities, buy: Vector, deliver: Vector) -> Vector:
    """(nodes, ways): units bought on every way, from the values of `buy` and `deliver`."""
    units = np.zeros((deliver.shape[0], q.ways.direct.size))
    units[:, ~q.ways.direct] = buy
    for d, way in enumerate(q.ways.of_delivery.tolist()):
        if way >= 0:
            units[:, way] += deliver[:, d]
    return units


def call_cost(q: Quantities) -> Vector:
    """(nodes, calls): what a unit taken on an order costs the buyer."""
    return np.asarray(q.orders.price[q.ways.call_step] + q.ways.call_extra)


def _place(ways: Ways) -> Indices:
    """(ways,): place among the variables `buy`."""
    return np.asarray(np.cumsum(~ways.direct) - 1, np.int64)


def _taken(q: Quantities) -> Rows:
    """One row for every buyer and product but those whose only way is what is delivered."""
    ways, needs = q.ways, q.requirements
    owner = needs.buyer[needs.requirement]
    stated = np.flatnonzero(ways.of_delivery < 0)
    pairs = sorted(set(zip(owner[stated].tolist(), needs.product[stated].tolist(), strict=True)))
    place = {pair: k for k, pair in enumerate(pairs)}

    def row(buyer: Indices, product: Indices) -> Indices:
        both = zip(buyer.tolist(), product.tolist(), strict=True)
        return np.array([place.get(pair, -1) for pair in both], np.int64)

    step = ways.call_step
    own = np.where(ways.direct, -1, row(ways.buyer, ways.product))
    of_need = row(owner[stated], needs.product[stated])
    keys = ((*q.buyers.labels.keys[b], *q.products.labels.keys[j]) for b, j in pairs)
    return Rows.of(
        "taken",
        Labels(("buyer", "product"), tuple(keys)),
        *bought(q, own, np.ones(own.size)),
        Terms.each("call", row(q.orders.buyer[step], q.orders.product[step])),
        Terms("deliver", of_need, stated, -np.ones(stated.size)),
    )


def _level(name: str, labels: Labels, fresh: tuple[Terms, ...], parent: int) -> Rows:
    """level - level before - what is fresh = 0."""
    own = np.arange(labels.size)
    before = (Terms.each(name, own, -1.0, parent),) if parent >= 0 else ()
    return Rows.of(name, labels, Terms.each(name, own), *fresh, *before)


def _called(q: Quantities, parent: int) -> Rows:
    fresh = (Terms.each("call", q.ways.call_step, -1.0),)
    return _level("called", q.orders.steps, fresh, parent)


def _beyond(q: Quantities, parent: int) -> Rows:
    row = group_of_way(q)
    return _level("beyond", q.orders.group_labels, bought(q, row, -np.ones(row.size)), parent)


def group_of_way(q: Quantities) -> Indices:
    """(ways,): the group of orders whose producer's goods a way takes; -1 where there is none."""
    found = np.full(q.ways.source.size, -1, np.int64)
    for g, (buyer, producer, product) in enumerate(q.orders.groups):
        own = q.offers.line_source[(q.lines.producer == producer) & (q.lines.product == product)]
        mine = (q.ways.buyer == buyer) & np.isin(q.ways.source, own)
        found[mine] = g
    return found


def _unused(q: Quantities, n: int, due: Indices) -> Rows:
    orders = q.orders
    row, step = np.arange(due.size), orders.firm_step[due]
    most, share = orders.firm_most[n, due], orders.firm_share[due]
    upper = np.where(share * orders.most[n, step] <= most, most, np.inf)
    terms = Terms("unused", row, due, np.ones(due.size)), Terms("called", row, step, share)
    return Rows("unused", orders.firm.only(due), terms, most, upper)
