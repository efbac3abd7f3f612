r"""Budgets: what each buyer may pay in a calendar year.

At a node n that ends calendar year Y on its path, with Y(n) the nodes of that year on P(n) and n' the last
node of the year before:

.. math::
    \sum_{m \in Y(n)} \sum_{d \in b} p_{j(d),m}\, y_{d,m} - w_{b,n'} \le B_{b,Y}            && \text{budget} \\
    w_{b,n} + κ \sum_{m \in Y(n)} \sum_{d \in b} p_{j(d),m}\, y_{d,m} - κ\, w_{b,n'} \le κ B_{b,Y} && \text{carry}

=============  =======  ====================================================  ========
symbol         name     meaning                                               unit
=============  =======  ====================================================  ========
:math:`y`      deliver  units delivered                                       units
:math:`p`      price    highest price asked for the product                   millions
:math:`w`      carry    unspent budget that may be spent a year later         millions
:math:`κ`      -        share of unspent budget that carries over             share
:math:`B`      budget   what may be paid in the year                          millions
=============  =======  ====================================================  ========

Deliveries are valued at the highest price that any producer asks for the product, so that no buyer overspends
whoever delivers.  The budget in force is the one known at the year's last node.
"""

from __future__ import annotations

import numpy as np

from offtake.model.figures.quantities import Quantities
from offtake.stochastic.program.blocks import OWN, Block, Indices, Labels, Rows, Terms, Variables
from offtake.uncertainty.tree import ScenarioTree


def budget_block(q: Quantities, tree: ScenarioTree, n: int) -> Block:
    """Variable `carry` and, at the end of a calendar year, the budget rows of node n."""
    path = tree.path(n)
    ends_year = _ends_year(q, tree, n)
    limited = (
        np.flatnonzero(np.isfinite(q.buyers.budget[n])) if ends_year else np.zeros(0, np.int64)
    )
    carried = limited if q.buyers.carry_over > 0 else np.zeros(0, np.int64)
    upper = np.zeros(q.buyers.labels.size)
    upper[carried] = np.inf
    carry = Variables(
        "carry",
        q.buyers.labels,
        np.zeros(q.buyers.labels.size),
        upper,
        np.zeros(q.buyers.labels.size),
    )
    if not limited.size:
        return Block((carry,))
    this_year = path[q.year[tree.period[path]] == q.year[tree.period[n]]]
    before = int(tree.parent[this_year[0]])
    spent = _spent(q, this_year, n, limited, 1.0)
    rows = [_rows("budget", q, n, limited, spent, before, 1.0)]
    if carried.size:
        own = np.arange(carried.size)
        kept = (
            *_spent(q, this_year, n, carried, q.buyers.carry_over),
            Terms("carry", own, carried, np.ones(own.size)),
        )
        rows.append(_rows("carry", q, n, carried, kept, before, q.buyers.carry_over))
    return Block((carry,), tuple(rows))


def _ends_year(q: Quantities, tree: ScenarioTree, n: int) -> bool:
    t = int(tree.period[n])
    return t == tree.periods - 1 or bool(q.year[t + 1] != q.year[t])


def _spent(
    q: Quantities, nodes: Indices, n: int, buyers: Indices, factor: float
) -> tuple[Terms, ...]:
    """Payments for deliveries at `nodes`, one row a buyer."""
    place = np.full(q.buyers.labels.size, -1)
    place[buyers] = np.arange(buyers.size)
    row = place[q.requirements.buyer[q.requirements.requirement]]
    delivery = np.flatnonzero(row >= 0)
    product = q.requirements.product[delivery]
    terms = []
    for m in nodes.tolist():
        price = q.products.price[m, product] * factor
        paid = price != 0
        terms.append(
            Terms("deliver", row[delivery][paid], delivery[paid], price[paid], OWN if m == n else m)
        )
    return tuple(terms)


def _rows(
    name: str,
    q: Quantities,
    n: int,
    buyers: Indices,
    terms: tuple[Terms, ...],
    before: int,
    factor: float,
) -> Rows:
    own = np.arange(buyers.size)
    if before >= 0 and q.buyers.carry_over > 0:
        terms = (*terms, Terms("carry", own, buyers, np.full(own.size, -factor), before))
    labels = Labels(("buyer",), tuple(q.buyers.labels.keys[b] for b in buyers))
    return Rows(
        name, labels, terms, np.full(own.size, -np.inf), factor * q.buyers.budget[n, buyers]
    )
