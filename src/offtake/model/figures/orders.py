r"""Orders that exist, as steps: what falls due when, and what else it leaves open.

Orders of one buyer b with one producer f for one product j are *steps* s by day of beginning; those of one day
are one step at the mean price, weighted by quantity.  An order o of quantity Q falls due evenly from the first of
its days to the last.  With q delivered before the study (where nothing is stated: what had fallen due), and N the
buyer's need for the product so far, by the end of period t at node n:

.. math::
    D_{o,t} &= \max(0,\ Q_o \cdot \text{share of its time passed} - q_o)               && \text{due} \\
    C_{s,n} &\le \min\Big( \sum_{o \in s} D_{o,t},\ \big(N_n - \sum_{s' < s} D_{s',t}\big)^+ \Big)
                                                                                      && \text{called so far} \\
    B_{b,f,j,n} &\le \big(N_n - \sum_s D_{s,t}\big)^+              && \text{bought from f at its asked price so far} \\
    M_{o,n} &= \min\Big( D_{o,t},\ σ_o \sum_{m \in P(n)} \text{what the lines of f could make without any project}\Big)
                                                                                      && \text{take\_or\_pay}

Orders with a take-or-pay that bind one producer for one product on the same days share what it could make, σ, by what fell
due: two orders of one day, or of two buyers, bind no more than the one that they are halves of.  A need for a capability counts in units of each product that gives it.  Units; prices in millions a unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from offtake.frozen import Flags, Indices, Vector
from offtake.model.figures.axes import positions
from offtake.model.figures.lines import Lines
from offtake.model.figures.requirements import Requirements
from offtake.stochastic.program.blocks import Labels
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree, path_sums

Trio = tuple[int, int, int]  # buyer, producer, product
_TRIO = (("buyer", "buyers"), ("producer", "producers"), ("product", "products"))


@dataclass(frozen=True)
class Orders:
    """Steps s; groups g, one for every buyer, producer and product with a step; orders o with a take-or-pay."""

    steps: Labels  # ("buyer", "producer", "product", "starts")
    buyer: Indices  # (steps,)
    producer: Indices  # (steps,)
    product: Indices  # (steps,)
    price: Vector  # (steps,)
    open: Flags  # (periods, steps): does a day of its orders lie in the period?
    due: Vector  # (periods, steps) fallen due by the end of a period, without what was delivered before
    most: Vector  # (nodes, steps) that may have been called by the end of the node's period
    group_labels: Labels  # ("buyer", "producer", "product")
    groups: tuple[Trio, ...]
    beyond: Vector  # (nodes, groups) that may have been bought at the asked price by then
    placed: Labels  # ("order",) those of the steps
    placed_step: Indices  # (placed,)
    placed_due: Vector  # (periods, placed) fallen due by the end of a period
    firm: Labels  # ("order",)
    firm_step: Indices  # (firm,)
    firm_share: Vector  # (firm,) the order's share of what is called of its step
    firm_ends: Indices  # (firm,) period in which the order ends
    firm_price: Vector  # (firm,) due for a unit not called
    firm_most: Vector  # (nodes, firm) units that are paid for, called or not, if the order ends at the node


@dataclass(frozen=True)
class _Order:
    name: str
    starts: str
    trio: Trio
    quantity: float
    price: float
    take_or_pay: float
    span: tuple[float, float]  # its first day and the day after its last, in periods from the start
    due: Vector  # (periods,)


def orders_of(study: Study, tree: ScenarioTree, lines: Lines, needs: Requirements) -> Orders:
    """Table `orders` at the nodes of `tree`; those whose producer has no line for the product bind nobody."""
    makers = set(zip(lines.producer.tolist(), lines.product.tolist(), strict=True))
    found = [o for o in _stated(study, tree.periods) if o.trio[1:] in makers]
    by_step: dict[tuple[Trio, str], list[_Order]] = defaultdict(list)
    for order in found:
        by_step[order.trio, order.starts].append(order)
    keys = sorted(by_step, key=lambda key: (key[0], key[1]))
    due = _stacked([np.sum([o.due for o in by_step[key]], axis=0) for key in keys], tree.periods)
    groups = tuple(dict.fromkeys(key[0] for key in keys))
    need = _need_so_far(tree, needs, groups)
    before, total = np.zeros_like(due), {g: np.zeros(tree.periods) for g in groups}
    for s, (trio, _) in enumerate(keys):
        before[:, s] = total[trio]
        total[trio] = total[trio] + due[:, s]
    of_group = np.array([groups.index(key[0]) for key in keys], np.int64)
    at = tree.period
    open_ = np.maximum(need[:, of_group] - before[at], 0.0)
    all_due = _stacked([total[g] for g in groups], tree.periods)
    placed = [(s, o) for s, key in enumerate(keys) for o in by_step[key]]
    firm = [(s, o) for s, o in placed if o.take_or_pay > 0.0]
    firm = [(s, o) for s, o in firm if 0 <= _last_period(o) < tree.periods]
    ends = np.array([_last_period(o) for _, o in firm], np.int64)
    shares = [
        o.due[t] / due[t, s] if due[t, s] > 0 else 0.0 for (s, o), t in zip(firm, ends, strict=True)
    ]
    named = _names(study)
    return Orders(
        steps=Labels(
            ("buyer", "producer", "product", "starts"), tuple((*named(g), day) for g, day in keys)
        ),
        buyer=np.array([key[0][0] for key in keys], np.int64),
        producer=np.array([key[0][1] for key in keys], np.int64),
        product=np.array([key[0][2] for key in keys], np.int64),
        price=np.array([_mean_price(by_step[key]) for key in keys], float),
        open=_stacked([_open(by_step[key], tree.periods) for key in keys], tree.periods) > 0,
        due=due,
        most=np.minimum(due[at], open_),
        group_labels=Labels(("buyer", "producer", "product"), tuple(named(g) for g in groups)),
        groups=groups,
        beyond=np.maximum(need - all_due[at], 0.0),
        placed=Labels(("order",), tuple((o.name,) for _, o in placed)),
        placed_step=np.array([s for s, _ in placed], np.int64),
        placed_due=_stacked([o.due for _, o in placed], tree.periods),
        firm=Labels(("order",), tuple((o.name,) for _, o in firm)),
        firm_step=np.array([s for s, _ in firm], np.int64),
        firm_share=np.array(shares, float),
        firm_ends=ends,
        firm_price=np.array([o.take_or_pay * o.price for _, o in firm], float),
        firm_most=_stacked([_could(tree, lines, o, _share(o, firm)) for _, o in firm], tree.size),
    )


def orders_due(
    study: Study, periods: int, steps: Sequence[tuple[str, ...]]
) -> dict[tuple[str, ...], list[tuple[str, Vector]]]:
    """The orders of each of `steps`, by name, and what of each has fallen due by the end of every period."""
    named = _names(study)
    found: dict[tuple[str, ...], list[tuple[str, Vector]]] = {}
    for order in _stated(study, periods):
        key = (*named(order.trio), order.starts)
        if key in steps:
            found.setdefault(key, []).append((order.name, order.due))
    return found


def _names(study: Study) -> Callable[[Trio], tuple[str, ...]]:
    """What gives the names of buyer, producer and product."""
    names = [study.tables[table][column].astype(str).tolist() for column, table in _TRIO]
    return lambda trio: tuple(names[k][place] for k, place in enumerate(trio))


def _stated(study: Study, periods: int) -> list[_Order]:
    """The orders of the table, in its order, those of which nothing falls due within the study left out."""
    places = [positions(study.orders[c], study.tables[t][c]).tolist() for c, t in _TRIO]
    found = []
    for k, row in enumerate(study.orders.to_dict("records")):
        first = study.clock(row["starts"])
        after = study.clock(row["ends"] + timedelta(days=1))
        quantity = float(row["quantity"])
        passed = np.clip((np.arange(periods + 1) - first) / (after - first), 0.0, 1.0)
        stated = float(row["delivered"])
        gone = quantity * passed[0] if np.isnan(stated) else stated
        due = np.maximum(quantity * passed[1:] - gone, 0.0)
        if due[-1] > 0.0:
            trio = (places[0][k], places[1][k], places[2][k])
            name, day = str(row["order"]), str(row["starts"])[:10]
            price, pay = float(row["price"]), float(row["take_or_pay"])
            found.append(_Order(name, day, trio, quantity, price, pay, (first, after), due))
    return found


def _last_period(order: _Order) -> int:
    """Period that holds the order's last day."""
    return int(np.ceil(order.span[1] - 1e-9)) - 1


def _open(orders: list[_Order], periods: int) -> Vector:
    """(periods,): orders of which a day lies in the period."""
    t = np.arange(periods)
    return np.asarray(
        np.sum([(o.span[0] < t + 1) & (o.span[1] > t) for o in orders], axis=0), float
    )


def _mean_price(orders: list[_Order]) -> float:
    return sum(o.quantity * o.price for o in orders) / sum(o.quantity for o in orders)


def _need_so_far(tree: ScenarioTree, needs: Requirements, groups: tuple[Trio, ...]) -> Vector:
    """(nodes, groups): what the buyer has needed so far, in units of the product."""
    fresh = np.zeros((tree.size, len(groups)))
    for g, (buyer, _, product) in enumerate(groups):
        for d in np.flatnonzero(needs.product == product).tolist():
            if needs.buyer[needs.requirement[d]] == buyer:
                fresh[:, g] += needs.need[:, needs.requirement[d]] / needs.contribution[d]
    return path_sums(fresh, tree)


def _share(order: _Order, firm: list[tuple[int, _Order]]) -> float:
    """The order's share of what falls due, on its days, under orders with a take-or-pay for the producer's product."""
    terms = (order.trio[1:], order.span)
    alike = [o.due[-1] for _, o in firm if (o.trio[1:], o.span) == terms]
    return float(order.due[-1] / sum(alike))


def _could(tree: ScenarioTree, lines: Lines, order: _Order, share: float) -> Vector:
    """(nodes,): the lesser of what fell due and its share of what lines without any project could have made in its time."""
    own = np.flatnonzero((lines.producer == order.trio[1]) & (lines.product == order.trio[2]))
    t = tree.period
    within = np.clip(np.minimum(order.span[1], t + 1) - np.maximum(order.span[0], t), 0.0, 1.0)
    made = (lines.reliability * lines.capacity)[:, own].sum(axis=1) * lines.step * within
    return np.asarray(np.minimum(order.due[t], share * path_sums(made, tree)))


def _stacked(columns: list[Vector], rows: int) -> Vector:
    return np.stack(columns, axis=1) if columns else np.zeros((rows, 0))
