r"""Supply: what is made becomes stock, parts of other goods, or deliveries.

At node n, for product j, with lines l making j(l) and R[i, j] units of part i in one unit of j:

.. math::
    h_{j,a(n)} + \sum_{l: j(l)=j} x_{l,n} - \sum_k R_{j,k} \sum_{l: j(l)=k} x_{l,n}
      - \sum_{d: j(d)=j} y_{d,n} - h_{j,n} = 0                    && \text{balance}

=============  ========  ==================================  =====
symbol         name      meaning                             unit
=============  ========  ==================================  =====
:math:`x`      make      output of a line in the period      units
:math:`h`      hold      stock at the end of the period      units
:math:`y`      deliver   deliveries at the end of the period units
=============  ========  ==================================  =====

A complete good needs all its parts: raising one alone adds nothing.
"""

from __future__ import annotations

import numpy as np

from offtake.model.figures.quantities import Quantities
from offtake.stochastic.program.blocks import Block, Rows, Terms, Variables
from offtake.uncertainty.tree import ScenarioTree


def supply_block(q: Quantities, tree: ScenarioTree, n: int) -> Block:
    """Variable `hold` and the material balance at node n."""
    t, products = tree.period[n], np.arange(q.products.labels.size)
    worth = q.products.stock_value[n] if t == tree.periods - 1 else 0.0
    hold = Variables(
        "hold",
        q.products.labels,
        lower=np.zeros(products.size),
        upper=np.full(products.size, np.inf),
        cost=(q.products.holding_cost[n] * q.step - worth) * q.end_factor[t],
    )
    net = -q.products.recipe[:, q.lines.product]  # (products, lines)
    net[q.lines.product, np.arange(q.lines.labels.size)] += 1.0
    row, line = np.nonzero(net)
    terms = [
        Terms("make", row, line, net[row, line]),
        Terms("hold", products, products, -np.ones(products.size)),
        Terms(
            "deliver",
            q.requirements.product,
            np.arange(q.requirements.deliveries.size),
            -np.ones(q.requirements.deliveries.size),
        ),
    ]
    if tree.parent[n] >= 0:
        terms.append(Terms("hold", products, products, np.ones(products.size), int(tree.parent[n])))
    zero = np.zeros(products.size)
    return Block((hold,), (Rows("balance", q.products.labels, tuple(terms), zero, zero),))
