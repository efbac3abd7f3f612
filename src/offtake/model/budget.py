r"""Budget constraints: what each buyer may pay in a budget year.

At a node n that ends a budget year of buyer b on its path (or the study), with Y(n) the nodes of that year on P(n)
and n' the last node of the year before:

.. math::
    \sum_{m \in Y(n)} p_{b,m} + g_{b,m} - v_{b,n} - w_{b,n} - o_{b,n}  &\le 0              && \text{budget} \\
    w_{b,n} + κ\, v_{b,n'}                                             &\le κ\, B_{b,n'}   && \text{carried} \\
    v_{b,n}                                                            &\le B_{b,n}

=============  ========  ==================================================================  ========
symbol         name      meaning                                                             unit
=============  ========  ==================================================================  ========
:math:`p`      -         payments: units bought, called and unused, each at what it costs    millions
:math:`g`      obliged   what is to be paid besides, whatever is bought                      millions
:math:`v`      own       paid out of the year's own amount                                   millions
:math:`w`      carried   paid out of what was left of the year before                        millions
:math:`o`      over      obliged beyond both, and paid all the same                          millions
:math:`κ`      -         share of unspent budget that may be spent a year later              share
:math:`B`      -         the year's amount, as it is known at the year's last node           millions
=============  ========  ==================================================================  ========

What is carried over is not carried again.  `over` is there only for buyers whom orders or clauses may oblige beyond
their budget; a unit of it is dearer than anything that money buys (`penalty`), so that the least is overspent, and
a year that is overspent buys nothing.
"""

from __future__ import annotations

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.model.figures.quantities import Quantities
from offtake.model.purchase import bought, call_cost
from offtake.stochastic.program.blocks import OWN, Block, Rows, Terms, Variables
from offtake.uncertainty.tree import ScenarioTree

_DEARER = 10.0  # times the most that a unit of money can buy
_MOST = 1e5
_NOTHING = 1e-9  # money per unit


def budget_block(q: Quantities, tree: ScenarioTree, n: int, obliged: Vector | None = None) -> Block:
    """Variables `own` and `carried` and the budget rows of node n, where it ends a year of a limited buyer.

    `obliged` (nodes, buyers), millions, falls due besides goods and orders.
    """
    t, limited = int(tree.period[n]), q.buyers.limited
    ends = limited[q.buyers.ends_year[t, limited]]
    if not ends.size:
        return Block()
    carries = q.buyers.carry_over > 0
    first = {int(b): _first_node(q, tree, n, int(b)) for b in ends}
    row = np.full(q.buyers.labels.size, -1)
    row[ends] = np.arange(ends.size)
    terms = []
    for m in tree.path(n).tolist():
        still = np.array([tree.period[m] >= tree.period[first[int(b)]] for b in ends])
        if still.any():
            now = np.where(np.isin(np.arange(row.size), ends[still]), row, -1)
            terms += payment_rows(q, tree, m, now, OWN if m == n else m)
    may_oblige = np.intersect1d(ends, obliging(q, obliged))
    own, labels = np.arange(ends.size), q.buyers.labels.only(ends)
    upper = most_paid(q, tree, n, obliged)
    if may_oblige.size:
        at = np.searchsorted(limited, may_oblige)
        terms.append(Terms("over", row[may_oblige], at, -np.ones(at.size)))
    if not carries:
        return Block((), (Rows.of("budget", labels, *terms, lower=-np.inf, upper=upper),))
    place = np.searchsorted(limited, ends)
    terms += [Terms(name, own, place, -np.ones(own.size)) for name in ("own", "carried")]
    rows = [Rows.of("budget", labels, *terms, lower=-np.inf, upper=upper)]
    before = np.array([tree.parent[first[int(b)]] for b in ends], np.int64)
    had = np.flatnonzero(before >= 0)
    share, back = q.buyers.carry_over, before[had]
    if had.size:
        line = np.arange(had.size)
        left = Terms("own", line, place[had], np.full(had.size, share), back)
        spent = Terms("carried", line, place[had], np.ones(had.size))
        side = share * q.buyers.budget[back, ends[had]]
        whose = q.buyers.labels.only(ends[had])
        rows.append(Rows.of("carried", whose, spent, left, lower=-np.inf, upper=side))
    most, more = np.zeros(limited.size), np.zeros(limited.size)
    most[place], more[place[had]] = q.buyers.budget[n, ends], np.inf
    of = q.buyers.labels.only(limited)
    variables = Variables.of("own", of, upper=most), Variables.of("carried", of, upper=more)
    return Block(variables, tuple(rows))


def most_paid(q: Quantities, tree: ScenarioTree, n: int, obliged: Vector | None) -> Vector:
    """(buyers whose budget year node n ends,): right-hand sides of the rows `budget`, millions."""
    t, limited = int(tree.period[n]), q.buyers.limited
    ends = limited[q.buyers.ends_year[t, limited]]
    due = np.zeros(ends.size)
    if obliged is not None:
        for k, b in enumerate(ends.tolist()):
            first = tree.period[_first_node(q, tree, n, b)]
            for m in tree.path(n).tolist():
                if tree.period[m] >= first:
                    due[k] += obliged[m, b]
    return -due if q.buyers.carry_over > 0 else q.buyers.budget[n, ends] - due


def overspent_block(q: Quantities, tree: ScenarioTree, n: int, obliged: Vector | None) -> Block:
    """Variable `over`, where the budget rows of node n may need it."""
    limited, t = q.buyers.limited, int(tree.period[n])
    may = np.isin(limited, obliging(q, obliged)) & q.buyers.ends_year[t, limited]
    if not may.any():
        return Block()
    upper, of = np.where(may, np.inf, 0.0), q.buyers.labels.only(limited)
    return Block((Variables.of("over", of, upper=upper, cost=penalty(q)),))


def obliging(q: Quantities, obliged: Vector | None) -> Indices:
    """Buyers with a budget whom orders, or what is `obliged` besides, may bind beyond it."""
    bound = np.zeros(q.buyers.labels.size, bool)
    bound[q.orders.buyer[q.orders.firm_step]] = True
    if obliged is not None:
        bound |= (obliged > 0.0).any(axis=0)
    return np.intersect1d(np.flatnonzero(bound), q.buyers.limited)


def penalty(q: Quantities) -> float:
    """Cost of a unit overspent: more than a unit of money can be worth in goods."""
    needs, ways = q.requirements, q.ways
    worth = (needs.value + needs.late_cost * q.step * q.start_factor.size)[:, needs.requirement]
    best = float((worth * needs.contribution).max(initial=0.0))
    saved = np.zeros(q.orders.buyer.size)  # a unit called need not be paid uncalled
    np.add.at(saved, q.orders.firm_step, q.orders.firm_share * q.orders.firm_price)
    net = call_cost(q) - saved[ways.call_step]
    prices = np.concatenate([ways.cost.ravel(), call_cost(q).ravel(), net.ravel()])
    least = float(prices[prices > _NOTHING].min(initial=np.inf)) * _least_share(q)
    return min(max(_DEARER, _DEARER * best / least), _MOST)


def _least_share(q: Quantities) -> float:
    """Least share of what a buyer takes that may have to be paid for so that the rest can be taken."""
    trade = q.trade
    shares = np.concatenate([trade.min_share, 1.0 - trade.max_share])[np.tile(trade.shared, 2)]
    return float(shares[shares > _NOTHING].min(initial=1.0))


def payment_rows(q: Quantities, tree: ScenarioTree, n: int, row: Indices, node: int) -> list[Terms]:
    """What buyers pay at node n, in rows `row` (buyers,), none where that is -1; terms stand at `node`."""
    ways, orders = q.ways, q.orders
    called, cost = row[orders.buyer[ways.call_step]], call_cost(q)[n]
    call = np.flatnonzero((called >= 0) & (cost != 0))
    paid = row[orders.buyer[orders.firm_step]]
    due = np.flatnonzero((paid >= 0) & (orders.firm_ends == tree.period[n]))
    return [
        *bought(q, row[ways.buyer], ways.cost[n], node),
        Terms("call", called[call], call, cost[call], node),
        Terms("unused", paid[due], due, orders.firm_price[due], node),
    ]


def _first_node(q: Quantities, tree: ScenarioTree, n: int, buyer: int) -> int:
    """First node on the path of the budget year that node n lies in."""
    path = tree.path(n)
    year = q.buyers.year[tree.period[path], buyer]
    return int(path[np.argmax(year == year[-1])])
