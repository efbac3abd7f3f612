r"""What is made, stored and delivered in each period, without looking ahead: the plan as a guide, then more.

In a period with open needs o_r, money of the buyers and stocks h as they really are, in this order:

1. *as planned*: each buyer takes what the node followed delivers, y_m, as far as it is open and can be paid;
   where goods are short, all get the same share of what they would take;
2. *other than planned*: what is needed beyond the needs that the plan leaves open at that node, and whatever
   is open as far as a buyer has money that the plan did not see, is served as under 4, from stock too;
3. *stock*: stocks are filled up to those of the node followed;
4. *more*: capacity, stock above that, and money above what the plan still spends in the calendar year serve
   what is still open: needs that lapse before those that stand, dearer before cheaper, equal ones in equal
   shares; only from lines that cost no more than the delivery is worth;
5. *least rates* of lines are met as far as there are parts.

Goods are served in the order of what they are worth to buyers on the first day.  A buyer pays the highest
price asked; its money in a year is the budget as it is known when it pays, plus what is carried over, less what
it has paid in the year.  Nothing here knows a later period: the guide comes from the plan, which was made
before the course of events was drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offtake.market.works import Works, by_line
from offtake.model.figures.quantities import Quantities
from offtake.stochastic.program.blocks import Indices, Vector
from offtake.uncertainty.tree import ScenarioTree

Values = dict[str, Vector]


@dataclass(frozen=True)
class Guide:
    """What the plan says at the nodes followed, one row a history."""

    deliver: Vector  # (nodes, deliveries)
    hold: Vector  # (nodes, products)
    reserve: Vector  # (nodes, buyers) what the plan still spends in the calendar year, expected
    left: Vector  # (nodes, buyers) money of the year that the plan has left after the period
    open: Vector  # (nodes, requirements) needs that the plan leaves open


def still_spent(q: Quantities, tree: ScenarioTree, deliver: Vector) -> Vector:
    """(nodes, buyers): expected payments after each node within its calendar year, in a plan over `tree`."""
    paid = payments(q, np.arange(tree.size), deliver)
    later = np.zeros_like(paid)
    for n in np.flatnonzero(tree.parent >= 0)[::-1].tolist():
        before = tree.parent[n]
        if q.year[tree.period[n]] == q.year[tree.period[before]]:
            chance = tree.probability[n] / tree.probability[before]
            later[before] += chance * (paid[n] + later[n])
    return later


def money_left(q: Quantities, tree: ScenarioTree, deliver: Vector) -> Vector:
    """(nodes, buyers): the year's money after the payments of each node, in a plan over `tree`."""
    paid = payments(q, np.arange(tree.size), deliver)
    money, left = _Money(q, tree), np.zeros_like(paid)
    for t in range(tree.periods):
        at = np.flatnonzero(tree.period == t)
        left[at] = np.maximum(money.purse(t) - paid[at], 0.0)
        money.pay(t, paid)
    return left


def payments(q: Quantities, nodes: Indices, deliver: Vector) -> Vector:
    """(nodes, buyers): deliveries at the highest price asked."""
    of = q.requirements
    cost = q.products.price[nodes][:, of.product] * deliver
    return _summed(cost, of.buyer[of.requirement], q.buyers.labels.size)


def dispatch(q: Quantities, tree: ScenarioTree, capacity: Vector, guide: Guide) -> Values:
    """make, hold, deliver, late, missed, open need and payments of every history, by name: (nodes, …)."""
    of = q.requirements
    sizes = {
        "make": q.lines.labels.size,
        "hold": q.products.labels.size,
        "deliver": of.deliveries.size,
        "short": of.labels.size,
        "paid": q.buyers.labels.size,
    }
    values = {name: np.zeros((tree.size, size)) for name, size in sizes.items()}
    money = _Money(q, tree)
    for t in range(tree.periods):
        nodes = np.flatnonzero(tree.period == t)
        before = tree.parent[nodes] if t else None
        period = _Period(q, nodes, before, capacity[nodes], values, money.purse(t))
        for j in _served(q):
            period.as_planned(j, guide.deliver[nodes])
        reserve, hold = guide.reserve[nodes], guide.hold[nodes]
        for j in _served(q):
            beyond = np.maximum(period.open - guide.open[nodes], 0.0)
            period.more(j, np.zeros_like(hold), reserve, beyond)
            unseen = np.maximum(reserve, guide.left[nodes])
            period.more(j, np.zeros_like(hold), unseen, period.open)
        period.fill_up(hold)
        for j in _served(q):
            period.more(j, hold, reserve, period.open)
        period.least_rates()
        period.note(values)
        money.pay(t, values["paid"])
    short = values.pop("short")
    return values | {"late": short[:, of.is_stock], "missed": short[:, ~of.is_stock]}


def _served(q: Quantities) -> list[int]:
    """Products that buyers take, the one that is worth most on the first day before the others."""
    of = q.requirements
    worth = of.value[0, of.requirement] * of.contribution
    best = {int(j): 0.0 for j in of.product}
    for j, w in zip(of.product.tolist(), worth.tolist(), strict=True):
        best[j] = max(best[j], w)
    return sorted(best, key=lambda j: (-best[j], j))


@dataclass
class _Money:
    """What buyers may still pay in the calendar year, history by history."""

    q: Quantities
    tree: ScenarioTree

    def __post_init__(self) -> None:
        self.spent = np.zeros_like(self.q.buyers.budget)  # in the year so far, the period included
        self.carried = np.zeros_like(self.q.buyers.budget)  # into the year

    def purse(self, t: int) -> Vector:
        """(histories of t, buyers)."""
        nodes = np.flatnonzero(self.tree.period == t)
        if t:
            before = self.tree.parent[nodes]
            if self.q.year[t] == self.q.year[t - 1]:
                self.spent[nodes] = self.spent[before]
                self.carried[nodes] = self.carried[before]
            else:
                left = self._left(before)
                kept = np.where(np.isfinite(left), left, 0.0)  # no limit: nothing to carry
                self.carried[nodes] = self.q.buyers.carry_over * kept
        return self._left(nodes)

    def _left(self, nodes: Indices) -> Vector:
        money = self.q.buyers.budget[nodes] + self.carried[nodes] - self.spent[nodes]
        return np.asarray(np.maximum(money, 0.0))

    def pay(self, t: int, paid: Vector) -> None:
        """Take what was paid in period t from the year's money."""
        nodes = np.flatnonzero(self.tree.period == t)
        self.spent[nodes] += paid[nodes]


class _Period:
    """One period of all histories at once."""

    def __init__(
        self,
        q: Quantities,
        nodes: Indices,
        before: Indices | None,
        capacity: Vector,
        values: Values,
        purse: Vector,
    ) -> None:
        of, products = q.requirements, q.products.labels.size
        self.q, self.nodes, self.capacity, self.purse = q, nodes, capacity, purse
        stock = np.zeros((nodes.size, products)) if before is None else values["hold"][before]
        late = 0.0 if before is None else values["short"][before] * of.is_stock
        self.open = of.need[nodes] + late
        self.works = Works(q.products.recipe, _summed(capacity, q.lines.product, products), stock)
        self.deliver = np.zeros((nodes.size, of.deliveries.size))
        self.price = q.products.price[nodes]
        self.owner = of.buyer[of.requirement]  # (deliveries,)

    def as_planned(self, product: int, planned: Vector) -> None:
        """Step 1 for one product."""
        ways = np.flatnonzero(self.q.requirements.product == product)
        wanted = self._payable(product, ways, planned[:, ways], self.purse)
        nothing = np.zeros_like(self.works.stock)
        self._sell(product, ways, wanted, nothing, self.works.capacity)

    def fill_up(self, planned: Vector) -> None:
        """Step 3: goods before their parts."""
        for j in self.works.order:
            lacking = np.maximum(planned[:, j] - self.works.stock[:, j], 0.0)
            self.works.store(j, self.works.most_made(j, lacking))

    def more(self, product: int, kept: Vector, reserve: Vector, served: Vector) -> None:
        """Steps 2 and 4 for one product: up to `served` (histories, requirements), class by class, those of
        equal worth together."""
        of = self.q.requirements
        ways = np.flatnonzero(of.product == product)
        lapses = ~of.is_stock[of.requirement[ways]]
        worth = of.value[self.nodes][:, of.requirement[ways]] * of.contribution[ways]
        usable = self._worthwhile(product, ways)
        for kind in (lapses, ~lapses):
            if not kind.any():
                continue
            rank = _rank(worth[:, kind])
            for level in range(int(rank.max()) + 1):
                room = self._above(reserve)
                units = served[:, of.requirement[ways[kind]]] / of.contribution[ways[kind]]
                asked = np.where(rank == level, units, 0.0)
                wanted = self._payable(product, ways[kind], asked, room)
                self._sell(product, ways[kind], wanted, kept, usable)

    def _above(self, reserve: Vector) -> Vector:
        """(histories, buyers): money above `reserve`; none above one without bound."""
        bounded = np.isfinite(reserve)
        return np.asarray(
            np.where(bounded, np.maximum(self.purse - np.where(bounded, reserve, 0.0), 0.0), 0.0)
        )

    def least_rates(self) -> None:
        """Step 5: what lines must make goes to stock."""
        least = _summed(self._floor(), self.q.lines.product, self.works.made.shape[1])
        for j in self.works.order:
            lacking = np.maximum(least[:, j] - self.works.made[:, j], 0.0)
            self.works.store(j, self.works.most_made(j, lacking))

    def note(self, values: Values) -> None:
        """Keep what the period came to."""
        product, cost = self.q.lines.product, self.q.lines.unit_cost[self.nodes]
        values["make"][self.nodes] = by_line(
            self.works.made, product, self.capacity, self._floor(), cost
        )
        # Below zero only by rounding: what leaves a stock was counted from it.
        values["hold"][self.nodes] = np.maximum(self.works.stock, 0.0)
        values["deliver"][self.nodes] = self.deliver
        values["short"][self.nodes] = self.open
        values["paid"][self.nodes] = payments(self.q, self.nodes, self.deliver)

    def _floor(self) -> Vector:
        lines, n = self.q.lines, self.nodes
        own = lines.capacity[n] * lines.reliability[n] * self.q.step
        return np.asarray(np.minimum(lines.min_rate * own, self.capacity))

    def _payable(self, product: int, ways: Indices, wanted: Vector, purse: Vector) -> Vector:
        """`wanted` cut to what is open and to what each buyer can pay, in equal shares."""
        of = self.q.requirements
        requirement = of.requirement[ways]
        can = np.minimum(wanted, self.open[:, requirement] / of.contribution[ways])
        cost = _summed(can * self.price[:, [product]], self.owner[ways], purse.shape[1])
        share = np.divide(purse, cost, out=np.ones_like(cost), where=cost > purse)
        return np.asarray(can * share[:, self.owner[ways]])

    def _sell(
        self, product: int, ways: Indices, wanted: Vector, kept: Vector, usable: Vector
    ) -> None:
        of = self.q.requirements
        total = wanted.sum(axis=1)
        units = self.works.most(product, total, kept, usable)
        share = np.divide(units, total, out=np.zeros_like(total), where=total > 0.0)
        sold = wanted * share[:, None]
        self.works.take(product, sold.sum(axis=1), kept)
        self.deliver[:, ways] += sold
        met = _summed(sold * of.contribution[ways], of.requirement[ways], of.labels.size)
        self.open = np.maximum(self.open - met, 0.0)
        paid = _summed(sold * self.price[:, [product]], self.owner[ways], self.purse.shape[1])
        self.purse = np.maximum(self.purse - paid, 0.0)

    def _worthwhile(self, product: int, ways: Indices) -> Vector:
        """(histories, products): capacity of lines on which a delivery is worth what it costs.

        A need that stands counts with the late cost of a year; parts count at their cheapest line.
        """
        of, lines, recipe = self.q.requirements, self.q.lines, self.q.products.recipe
        each = (of.value + of.late_cost)[self.nodes][:, of.requirement[ways]]
        each = each * of.contribution[ways]
        worth = np.where(self.open[:, of.requirement[ways]] > 0.0, each, 0.0).max(axis=1)
        cost, own = self._cheapest()
        bound = np.full_like(self.works.stock, -np.inf)
        bound[:, product] = worth
        usable = np.zeros_like(bound)
        for k in self.works.order:
            spare = bound[:, k] - cost[:, k]
            limit = np.where(np.isfinite(own[:, k]), own[:, k], 0.0) + spare
            for line in np.flatnonzero(lines.product == k).tolist():
                pays = lines.unit_cost[self.nodes, line] <= limit + 1e-9
                usable[:, k] += np.where(pays, self.capacity[:, line], 0.0)
            for i in np.flatnonzero(recipe[:, k]).tolist():
                each_part = cost[:, i] + spare / recipe[i, k]
                bound[:, i] = np.maximum(bound[:, i], each_part)
        return usable

    def _cheapest(self) -> tuple[Vector, Vector]:
        """(histories, products) each: least cost of a unit with its parts, and of its own line."""
        lines, recipe = self.q.lines, self.q.products.recipe
        own = np.full_like(self.works.stock, np.inf)
        for line, j in enumerate(lines.product.tolist()):
            here = np.where(self.capacity[:, line] > 0.0, lines.unit_cost[self.nodes, line], np.inf)
            own[:, j] = np.minimum(own[:, j], here)
        cost = np.where(np.isfinite(own), own, 0.0)  # without a line only stock can serve
        for k in reversed(self.works.order):
            for i in np.flatnonzero(recipe[:, k]).tolist():
                cost[:, k] += recipe[i, k] * cost[:, i]
        return cost, own


def _rank(worth: Vector) -> Indices:
    """(histories, ways): 0 for the greatest worth of its row, 1 for the next lower, …"""
    rounded = np.round(worth, 9)
    falling = -np.sort(-rounded, axis=1)
    step = np.concatenate([np.zeros((len(worth), 1)), np.diff(falling, axis=1) < 0], axis=1)
    order = np.argsort(-rounded, axis=1, kind="stable")
    rank = np.zeros(worth.shape, np.int64)
    np.put_along_axis(rank, order, np.cumsum(step, axis=1).astype(np.int64), axis=1)
    return rank


def _summed(values: Vector, owner: Indices, size: int) -> Vector:
    """Columns of `values` added up by owner, one after the other: (rows, size)."""
    total = np.zeros((values.shape[0], size))
    for column, k in enumerate(owner.tolist()):
        total[:, k] += values[:, column]
    return total
