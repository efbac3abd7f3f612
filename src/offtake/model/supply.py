r"""Supply (material balance): what is made becomes stock, parts of other goods, calls on orders, or sales.

At node n, for source s of product j(s), with lines l whose goods go into it and R[i, j] units of part i in one
unit of j:

.. math::
    h_{s,a(n)} + \sum_{l \in s} x_{l,n} - \sum_{c \in s} z_{c,n} - \sum_{w \to s} y_{w,n} - d_{s,n} - u_{s,n} - h_{s,n}
                                                                       &= 0         && \text{balance} \\
    \sum_{c \in (f, s)} z_{c,n} - \sum_{l \in f,\, l \in s} x_{l,n}    &\le 0       && \text{from\_make} \\
    \sum_{s \in k} d_{s,n} - \sum_{w \to k} y_{w,n}                    &= 0         && \text{pool} \\
    \sum_{s: j(s)=i} u_{s,n} - \sum_l R_{i,j(l)}\, x_{l,n}             &= 0         && \text{parts}

=============  ========  ===========================================================  =====
symbol         name      meaning                                                      unit
=============  ========  ===========================================================  =====
:math:`x`      make      output of a line in the period                               units
:math:`h`      hold      stock of a source at the end of the period                   units
:math:`z`      call      goods of producer f taken on an order                        units
:math:`y`      buy       goods bought on way w, from a source or an offer's pool k    units
:math:`d`      draw      what an offer's pool takes from a source                     units
:math:`u`      use       parts taken from a source, where the product has several     units
=============  ========  ===========================================================  =====

Calls draw on what their producer makes in the period, before it enters the source.  A complete good needs all its
parts: raising one alone adds nothing.
"""

from __future__ import annotations

import numpy as np

from offtake.frozen import Indices
from offtake.model.figures.quantities import Quantities
from offtake.model.figures.ways import POOL
from offtake.model.purchase import bought
from offtake.stochastic.program.blocks import Block, Rows, Terms, Variables
from offtake.uncertainty.tree import ScenarioTree


def supply_block(q: Quantities, tree: ScenarioTree, n: int) -> Block:
    """Variables `hold`, `draw` and `use`, and the material balance at node n."""
    t, product = tree.period[n], q.offers.product
    worth = q.products.stock_value[n] if t == tree.periods - 1 else 0.0
    cost = (q.products.holding_cost[n] * q.step - worth) * q.end_factor[t]
    drawn, used = q.ways.drawn, q.offers.shared
    rows = (_balance(q, tree, n, drawn, used), _from_make(q), _pool(q, drawn), _parts(q, used))
    variables = (
        Variables.of("hold", q.offers.sources, cost=cost[product]),
        Variables.of("draw", q.offers.sources.only(drawn)),
        Variables.of("use", q.offers.sources.only(used)),
    )
    return Block(variables, tuple(row for row in rows if row.lower.size))


def _balance(q: Quantities, tree: ScenarioTree, n: int, drawn: Indices, used: Indices) -> Rows:
    offers, ways = q.offers, q.ways
    source = np.arange(offers.product.size)
    own_use = np.setdiff1d(source, used)
    uses = q.products.recipe[offers.product[own_use]][:, q.lines.product]
    part, maker = np.nonzero(uses)
    terms = [
        Terms.each("make", offers.line_source),
        Terms("make", own_use[part], maker, -uses[part, maker]),
        Terms.each("call", ways.call_source, -1.0),
        *bought(q, ways.source, -np.ones(ways.source.size)),
        Terms.each("draw", drawn, -1.0),
        Terms.each("use", used, -1.0),
        Terms.each("hold", source, -1.0),
    ]
    if tree.parent[n] >= 0:
        terms.append(Terms.each("hold", source, 1.0, int(tree.parent[n])))
    return Rows.of("balance", offers.sources, *terms)


def _from_make(q: Quantities) -> Rows:
    """One row for every producer and source on which orders may call."""
    ways = q.ways
    producer = q.orders.producer[ways.call_step].tolist()
    keys = list(zip(producer, ways.call_source.tolist(), strict=True))
    pairs = sorted(set(keys))
    row = np.array([pairs.index(key) for key in keys], np.int64)
    own = dict(zip(keys, ways.call_lines, strict=True))
    line = np.concatenate([own[pair] for pair in pairs]) if pairs else row
    at = np.repeat(np.arange(len(pairs)), [own[pair].size for pair in pairs])
    labels = q.offers.sources.only(source for _, source in pairs)
    made = Terms("make", at, line, -np.ones(line.size))
    return Rows.of("from_make", labels, Terms.each("call", row), made, lower=-np.inf)


def _pool(q: Quantities, drawn: Indices) -> Rows:
    pooled = np.unique(q.ways.offer[q.ways.source == POOL])
    row = np.full(q.offers.price.shape[1], -1)
    row[pooled] = np.arange(pooled.size)
    way_row = np.where(q.ways.source == POOL, row[q.ways.offer], -1)
    return Rows.of(
        "pool",
        q.products.labels.only(q.offers.offer_product[pooled]),
        Terms.each("draw", row[q.offers.offer[drawn]]),
        *bought(q, way_row, -np.ones(way_row.size)),
    )


def _parts(q: Quantities, used: Indices) -> Rows:
    product = q.offers.product[used]
    goods = np.unique(product)
    use = q.products.recipe[goods][:, q.lines.product]
    row, line = np.nonzero(use)
    taken = Terms.each("use", np.searchsorted(goods, product))
    made = Terms("make", row, line, -use[row, line])
    return Rows.of("parts", q.products.labels.only(goods), taken, made)
