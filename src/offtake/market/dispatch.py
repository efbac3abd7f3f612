r"""Dispatch by a nonanticipative rule, what is made, stored and delivered in each period without looking ahead: the
plan as a guide, then what it did not foresee.

In a period with open needs o_r, money of the buyers and stocks h as they really are, in this order:

1. *as planned*: each buyer takes what the node followed delivers, on the ways and calls and from the sources that it
   takes it, as far as it is open, can be paid and is there; where goods or money are short, all get the same share;
2. *needs unforeseen*: what is needed beyond the needs that the plan leaves open at that node, and needs that are worth
   more than there, are served from stock too; and what is open as far as a buyer has money that the plan did not see;
3. *stock*: stocks are filled up to those of the node followed;
4. *goods unforeseen*: capacity and stock beyond the plan's, and what it made for those who take it no more, serve what
   is still open, with money above what the plan still spends in the budget year;
5. *least rates* of lines are met as far as there are parts.

So where nothing differs from the node followed, the plan itself is done.  Steps 2 and 4 serve needs that lapse before
those that stand, dearer before cheaper, equal ones in equal shares, each on its buyer's cheapest channel first; and
only from lines that cost no more than the delivery is worth.  Money, orders and shares of supply are those of
`model.purchase`, `model.budget` and `model.shares`.  Nothing here knows a later period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from offtake.frozen import Flags, Indices, Vector
from offtake.market.allotted import allotted
from offtake.market.channels import Channels, Owners, along_channels, channels_of
from offtake.market.keeping import Keeping, ledger
from offtake.market.payments import Purse, payments, purses, still_paid
from offtake.market.works import Works, by_line
from offtake.model.figures.quantities import Quantities
from offtake.uncertainty.tree import ScenarioTree

Values = dict[str, Vector]
_LITTLE = 1e-9
"""Relative: so little money or need is rounding, not something that the plan did not see."""


@dataclass(frozen=True)
class Guide:
    """What the plan says at the nodes followed, one row a history."""

    channels: Channels
    units: Vector  # (nodes, channels)
    make: Vector  # (nodes, lines)
    capacity: Vector  # (nodes, lines) units that the plan can make
    unit_cost: Vector  # (nodes, lines)
    hold: Vector  # (nodes, sources)
    use: Vector  # (nodes, sources) as parts, where the product has several
    reserve: Vector  # (nodes, buyers) what the plan still spends in the budget year, expected
    left: Vector  # (nodes, buyers) money of the year that the plan has left after the period
    beyond: Vector  # (nodes, buyers) money that it spends within a year before it is known that the year has it
    open: Vector  # (nodes, requirements) needs that the plan leaves open
    worth: Vector  # (nodes, requirements) of a unit delivered
    slack: tuple[Vector, Vector]  # (nodes, shares of supply)

    def at(self, node: Indices) -> Guide:
        """The same for histories that follow these nodes."""
        said = {n: v[node] for n, v in vars(self).items() if n not in ("channels", "slack")}
        return replace(self, slack=(self.slack[0][node], self.slack[1][node]), **said)


def guide_of(
    q: Quantities, tree: ScenarioTree, values: Mapping[str, Vector], capacity: Vector
) -> Guide:
    """What a plan over `tree` says, `capacity` (nodes, lines) being what its projects let lines make."""
    if "buy" not in values:
        values = allotted(q, tree, values)
    x, of = channels_of(q), q.requirements
    units = along_channels(x, q, values)
    paid = payments(q, values)
    purse = purses(q, tree, paid)
    use = np.zeros_like(values["hold"])
    use[:, q.offers.shared] = np.maximum(values["use"], 0.0)
    short = np.zeros((tree.size, of.labels.size))
    short[:, of.is_stock], short[:, ~of.is_stock] = values["late"], values["missed"]
    return Guide(
        channels=x,
        units=units,
        make=np.maximum(values["make"], 0.0),
        capacity=capacity,
        unit_cost=q.lines.unit_cost,
        hold=np.maximum(values["hold"], 0.0),
        use=use,
        reserve=still_paid(q, tree, paid),
        left=np.maximum(purse - paid, 0.0),
        beyond=np.where(q.buyers.ends_year[tree.period], 0.0, np.maximum(paid - purse, 0.0)),
        open=np.maximum(short, 0.0),
        worth=of.value + of.late_cost,
        slack=ledger(q, tree, x, units).slack(),
    )


def dispatch(
    q: Quantities, tree: ScenarioTree, capacity: Vector, guide: Guide, willing: Vector | None = None
) -> Values:
    """make, hold, deliver, call, called, buy, beyond, draw, use, unused, late, missed and paid: (nodes, …) by name.

    `capacity` (nodes, lines): units that lines can make; `willing`, of the same shape, units that they make beyond
    the plan at most.
    """
    of, x, orders = q.requirements, guide.channels, q.orders
    sizes = {
        "make": q.lines.labels.size,
        "hold": q.offers.product.size,
        "use": q.offers.product.size,
        "units": x.source.size,
        "short": of.labels.size,
        "called": orders.buyer.size,
        "beyond": len(orders.groups),
        "unused": orders.firm_step.size,
        "paid": q.buyers.labels.size,
    }
    values = {name: np.zeros((tree.size, size)) for name, size in sizes.items()}
    purse, keeping = Purse(q, tree), Keeping(q, tree, x)
    more = capacity if willing is None else np.minimum(capacity, willing)
    for t in range(tree.periods):
        nodes, able = tree.at(t), (capacity[tree.at(t)], more[tree.at(t)])
        keeping.begin(t)
        period = _Period(q, tree, t, able, guide, values, purse.begin(t), keeping)
        period.run()
        period.note(values)
        keeping.note(nodes, period.units)
        purse.pay(nodes, values["paid"][nodes])
    return _named(q, x, values)


def _named(q: Quantities, x: Channels, values: Values) -> Values:
    """Channels summed to the names of the plan."""
    units, short, of = values.pop("units"), values.pop("short"), q.requirements
    way = Owners(x.way, q.ways.direct.size).sums(units)
    pooled = np.where(x.pool >= 0, x.source, -1)
    return values | {
        "deliver": Owners(x.delivery, of.deliveries.size).sums(units),
        "buy": way[:, ~q.ways.direct],
        "call": Owners(x.call, q.ways.call_step.size).sums(units),
        "draw": Owners(pooled, q.offers.product.size).sums(units)[:, q.ways.drawn],
        "use": values["use"][:, q.offers.shared],
        "late": short[:, of.is_stock],
        "missed": short[:, ~of.is_stock],
    }


class _Period:
    """One period of all histories at once; `able` (histories, lines) twice: units that lines can make, and that they
    make beyond the plan at most."""

    def __init__(
        self,
        q: Quantities,
        tree: ScenarioTree,
        t: int,
        able: tuple[Vector, Vector],
        guide: Guide,
        values: Values,
        purse: Vector,
        keeping: Keeping,
    ) -> None:
        nodes, of, x, orders = tree.at(t), q.requirements, guide.channels, q.orders
        self.q, self.x, self.nodes, self.t, self.keeping = q, x, nodes, t, keeping
        self.guide, (self.capacity, self.willing) = guide.at(nodes), able
        before = tree.parent[nodes] if t else None

        def carried(name: str) -> Vector:
            of_name = values[name]
            return np.zeros((nodes.size, of_name.shape[1])) if before is None else of_name[before]

        self.open = of.need[nodes] + carried("short") * of.is_stock
        self.called, self.beyond = carried("called").copy(), carried("beyond").copy()
        self.by_source = Owners(q.offers.line_source, q.offers.product.size)
        self.whole = self.by_source.sums(self.capacity)
        self.works = Works(q.products.recipe, q.offers.product, self.whole, carried("hold"))
        self.units = np.zeros((nodes.size, x.source.size))
        self.ends = np.flatnonzero(orders.firm_ends == t)
        cost, extra = x.cost(q, nodes)
        burden = (q.buyers.fund_cost - 1.0)[x.buyer] * cost
        self.cost, self.beside = cost, extra + burden
        self.net = cost - self._saved()
        self.value, self.late_cost = of.value[nodes], of.late_cost[nodes]
        self.unit_cost = q.lines.unit_cost[nodes]
        owner = orders.buyer[orders.firm_step]
        self.uncalled = Owners(owner, q.buyers.labels.size)
        self.purse = purse - self.uncalled.sums(self._unused() * orders.firm_price)
        self.served = self._served()

    def run(self) -> None:
        """Steps 1 to 5."""
        guide, nothing = self.guide, np.zeros_like(self.works.stock)
        planned = self._planned_share()
        for share in (planned, None):
            for own in self.served:
                wanted = guide.units[:, own] - self.units[:, own]
                room = self.purse + guide.beyond
                self._sell(own, np.maximum(wanted, 0.0), nothing, self.whole, room, share)
        unforeseen = self.open - guide.open
        unforeseen = np.where(unforeseen > _LITTLE * (1.0 + self.open), unforeseen, 0.0)
        of = self.q.requirements
        worth = self.value + self.late_cost
        unforeseen = np.where(worth > guide.worth * (1.0 + _LITTLE), self.open, unforeseen)
        unseen = np.maximum(guide.reserve, guide.left * (1.0 + _LITTLE) + _LITTLE)
        for own in self.served:
            self._more(own, nothing, guide.reserve, unforeseen, self.whole)
            rich = np.isfinite(unseen) & (self.purse > unseen)
            served = np.where(rich[:, of.buyer], self.open, 0.0)
            self._more(own, nothing, unseen, served, self.whole)
        for share in (planned, None):
            for s in self.works.order:
                lacking = guide.hold[:, s] - self.works.stock[:, s]
                self.works.store(s, lacking, self.whole, self._share(share, nothing))
        usable = np.minimum(self.whole, self._freed())
        for own in self.served:
            self._more(own, guide.hold, guide.reserve, self.open, usable)
        least = self.by_source.sums(self._floor())
        for s in self.works.order:
            lacking = least[:, s] - self.works.made[:, s]
            self.works.store(s, lacking, self.whole, self._share(None, nothing))

    def note(self, values: Values) -> None:
        """Keep what the period came to."""
        n, orders = self.nodes, self.q.orders
        tiers = (self._floor(), np.maximum(self.guide.make, self._floor()))
        source = self.q.offers.line_source
        values["make"][n] = by_line(self.works.made, source, self.capacity, tiers, self.unit_cost)
        # Below zero only by rounding: what leaves a stock was counted from it.
        values["hold"][n] = np.maximum(self.works.stock, 0.0)
        values["use"][n] = self.works.used
        values["units"][n], values["short"][n] = self.units, self.open
        values["called"][n], values["beyond"][n] = self.called, self.beyond
        values["unused"][n] = self._unused()
        goods = Owners(self.x.buyer, self.purse.shape[1]).sums(self.units * self.cost)
        values["paid"][n] = goods + self.uncalled.sums(values["unused"][n] * orders.firm_price)

    def _served(self) -> list[Indices]:
        """Channels product by product, the one that is worth most on the first day before the others."""
        of = self.q.requirements
        worth = (of.value[0, of.requirement] * of.contribution)[self.x.delivery]
        best = {j: worth[own].max() for j, own in self.x.of_product.items()}
        return [self.x.of_product[j] for j in sorted(best, key=lambda j: (-best[j], j))]

    def _planned_share(self) -> Vector:
        """(histories, sources): σ of the plan; where it uses no parts, by what is there."""
        use, product = self.guide.use, self.q.offers.product
        goods = Owners(product, self.q.products.labels.size)
        total = goods.each(goods.sums(use), 0.0)
        there = self.works.share_by(self.works.there(self.whole, np.zeros_like(use)))
        return np.divide(use, total, out=there, where=total > 0.0)

    def _share(self, share: Vector | None, kept: Vector) -> Vector:
        there = self.works.there(self.whole, kept)
        return self.works.share_by(there) if share is None else share

    def _freed(self) -> Vector:
        """(histories, sources): capacity that the plan used or did not have, at what costs then or less."""
        cheaper = self.unit_cost < self.guide.unit_cost - _LITTLE
        extra = np.maximum(self.capacity - self.guide.capacity, 0.0)
        extra = np.where(extra > _LITTLE * (1.0 + self.capacity), extra, 0.0)
        extra = np.where(cheaper, self.capacity, extra)
        planned = self.by_source.sums(self.guide.make)
        close = np.abs(planned - self.works.made) <= _LITTLE * (1.0 + planned)
        planned = np.where(close, self.works.made, planned)
        return np.asarray(np.maximum(planned, self.works.made) + self.by_source.sums(extra))

    def _floor(self) -> Vector:
        lines, n = self.q.lines, self.nodes
        own = lines.capacity[n] * lines.reliability[n] * self.q.step
        return np.asarray(np.minimum(lines.min_rate * own, self.capacity))

    def _unused(self) -> Vector:
        """(histories, firm orders): what orders that end in the period oblige to pay uncalled."""
        orders, found = self.q.orders, np.zeros((self.nodes.size, self.q.orders.firm_step.size))
        o = self.ends
        called = orders.firm_share[o] * self.called[:, orders.firm_step[o]]
        found[:, o] = np.maximum(orders.firm_most[np.ix_(self.nodes, o)] - called, 0.0)
        return found

    def _saved(self) -> Vector:
        """(channels,): what a unit called saves of orders that end in the period and are due in full."""
        orders = self.q.orders
        saved, each = np.zeros(orders.buyer.size + 1), orders.firm_share * orders.firm_price
        np.add.at(saved, orders.firm_step[self.ends], each[self.ends])
        saved[-1] = 0.0
        return np.asarray(saved[self.x.step])

    def _more(
        self, own: Indices, kept: Vector, reserve: Vector, served: Vector, usable: Vector
    ) -> None:
        """Serve up to `served` (histories, requirements) with money above `reserve`, class by class."""
        of, x = self.q.requirements, self.x
        if not (served[:, x.requirement[own]] > 0.0).any():
            return
        r = x.requirement[own]
        worth = self.value[:, r] * x.contribution[own]
        full = worth + self.late_cost[:, r] * x.contribution[own] - self.beside[:, own]
        served, left = served.copy(), served[:, r] > 0.0
        for kind in (~of.is_stock[r], of.is_stock[r]):
            rank = np.where(kind, _rank(np.where(kind, worth, -np.inf), self.cost[:, own]), -1)
            for level in range(int(rank.max(initial=-1)) + 1):
                mine = (rank == level) & left
                at = np.flatnonzero(mine.any(axis=0))
                if at.size:
                    self._serve(own[at], mine[:, at], kept, reserve, served, usable, full[:, at])
                    left = served[:, r] > 0.0

    def _serve(
        self,
        own: Indices,
        mine: Flags,
        kept: Vector,
        reserve: Vector,
        served: Vector,
        usable: Vector,
        full: Vector,
    ) -> None:
        """One class: `mine` (histories, own) of its channels, each delivery from all of its sources together."""
        x, r = self.x, self.x.requirement[own]
        worth = np.where(mine, full, -np.inf).max(axis=1)
        pays = self._worthwhile(int(x.product[own[0]]), worth)
        able = np.minimum(usable, np.maximum(pays, self.works.made))
        there = np.where(mine, self.works.there(able, kept)[:, x.source[own]], 0.0)
        # By delivery, then by requirement: products of one capability share what it lacks.
        of_need = Owners(r, self.open.shape[1])
        total = of_need.each(of_need.sums(there * x.contribution[own]), 0.0)
        part = np.divide(there, total, out=np.zeros_like(there), where=total > 0.0)
        wanted = part * np.minimum(served, self.open)[:, r]
        bounded = np.isfinite(reserve)
        room = np.where(bounded, self.purse - np.where(bounded, reserve, 0.0), 0.0)
        before = self.open.copy()
        self._sell(own, wanted, kept, able, room, None)
        served -= before - self.open

    def _sell(
        self,
        own: Indices,
        wanted: Vector,
        kept: Vector,
        usable: Vector,
        room: Vector,
        share: Vector | None,
    ) -> None:
        """Let `wanted` (histories, own) leave on the channels `own`, cut to what is open, payable and there."""
        if not wanted.any():
            return
        x, orders, n = self.x, self.q.orders, self.nodes
        need, payer = Owners(x.requirement[own], self.open.shape[1]), Owners(x.buyer[own], room.shape[1])  # fmt: skip
        step, group = Owners(x.step[own], self.called.shape[1]), Owners(x.group[own], self.beyond.shape[1])  # fmt: skip
        net, source = self.net[:, own], x.source[own]
        can = _within(wanted, need, self.open, x.contribution[own])
        can = _within(can, step, orders.most[n] - self.called)
        can = _within(can, group, orders.beyond[n] - self.beyond)
        can = _within(can, payer, room, net)
        fresh = Owners(np.where(x.called[own], source, -1), kept.shape[1])
        loose = Owners(np.where(x.called[own], -1, source), kept.shape[1])
        use = self._share(share, kept)
        can = can * self.works.able(fresh.sums(can), loose.sums(can), kept, usable, use)[:, source]
        can = self.keeping.within(n, self.units, own, can, self.guide.slack)
        self.works.take(fresh.sums(can), loose.sums(can), kept, use)
        self.units[:, own] += can
        self.open = np.maximum(self.open - need.sums(can * x.contribution[own]), 0.0)
        self.called += step.sums(can)
        self.beyond += group.sums(can)
        self.purse = self.purse - payer.sums(can * net)

    def _worthwhile(self, product: int, worth: Vector) -> Vector:
        """(histories, sources): capacity of lines on which a delivery of `worth` (histories,) pays; parts count at
        their cheapest line."""
        recipe, source = self.q.products.recipe, self.q.offers.line_source
        cost, own = self._cheapest
        bound = np.full_like(cost, -np.inf)
        bound[:, product] = worth
        limit = np.full_like(cost, -np.inf)
        for k in self.works.products:
            spare = bound[:, k] - cost[:, k]
            limit[:, k] = np.where(np.isfinite(own[:, k]), own[:, k], 0.0) + spare
            for i in np.flatnonzero(recipe[:, k]).tolist():
                bound[:, i] = np.maximum(bound[:, i], cost[:, i] + spare / recipe[i, k])
        pays = self.unit_cost <= limit[:, self.q.lines.product] + _LITTLE
        return Owners(source, self.works.stock.shape[1]).sums(np.where(pays, self.willing, 0.0))

    @cached_property
    def _cheapest(self) -> tuple[Vector, Vector]:
        """(histories, products) each: least cost of a unit with its parts, and of its own line."""
        lines, recipe = self.q.lines, self.q.products.recipe
        own = np.full((self.nodes.size, recipe.shape[0]), np.inf)
        for line, j in enumerate(lines.product.tolist()):
            here = np.where(self.willing[:, line] > 0.0, self.unit_cost[:, line], np.inf)
            own[:, j] = np.minimum(own[:, j], here)
        cost = np.where(np.isfinite(own), own, 0.0)  # without a line only stock can serve
        for k in reversed(self.works.products):
            for i in np.flatnonzero(recipe[:, k]).tolist():
                cost[:, k] += recipe[i, k] * cost[:, i]
        return cost, own


def _within(wanted: Vector, group: Owners, most: Vector, weight: Vector | float = 1.0) -> Vector:
    """`wanted` cut in equal shares to what every owner allows, `most` (rows, owners)."""
    if group.nobodys:
        return wanted
    total = group.sums(np.asarray(wanted * weight))
    limit = np.maximum(most, 0.0)
    share = np.divide(limit, total, out=np.ones_like(total), where=total > limit)
    return np.asarray(wanted * group.each(share, 1.0))


def _rank(worth: Vector, cost: Vector) -> Indices:
    """(rows, entries): 0 for the greatest worth of its row, and of equal ones the least cost; 1 for the next, …"""
    high, low = np.round(-worth, 9), np.round(cost, 9)
    order = np.lexsort((low, high), axis=1)
    high, low = np.take_along_axis(high, order, 1), np.take_along_axis(low, order, 1)
    step = np.zeros(worth.shape, bool)
    step[:, 1:] = (high[:, 1:] != high[:, :-1]) | (low[:, 1:] != low[:, :-1])
    rank = np.zeros(worth.shape, np.int64)
    np.put_along_axis(rank, order, np.cumsum(step, axis=1).astype(np.int64), axis=1)
    return rank
