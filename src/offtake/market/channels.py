r"""Channels: one for every delivery, the way or call it may be bought on, and the source its goods leave.

What a plan buys, draws and delivers is told apart by channel in proportion:

.. math::
    f_{d,w,s} = v_d \cdot \frac{y_w}{\sum_{w'} y_{w'} + \sum_c z_c} \cdot \frac{d_s}{\sum_{s' \in k(w)} d_{s'}}

the last factor only where way w leads to an offer's pool; a call c stands in the place of w with its own source.
Summed again, channels give back buy, call, draw and deliver of the plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
import scipy.sparse as sp

from offtake.frozen import Flags, Indices, Vector
from offtake.model.figures.quantities import Quantities
from offtake.model.figures.ways import POOL
from offtake.model.purchase import bought_units, group_of_way


class Owners:
    """Entries and the one owner of each, -1 for none."""

    def __init__(self, owner: Indices, size: int) -> None:
        self.owner, self.size = owner, size
        self._member = _member(np.ascontiguousarray(owner, np.int64).tobytes(), size)

    @property
    def nobodys(self) -> bool:
        """Whether no entry has an owner."""
        return not self._member.data.size

    def sums(self, values: Vector) -> Vector:
        """(rows, owners) from (rows, entries): one after the other, so that no row depends on another."""
        if self.nobodys:
            return np.zeros((values.shape[0], self.size))
        return np.ascontiguousarray((self._member @ values.T).T)

    def each(self, values: Vector, nobody: float) -> Vector:
        """(rows, entries) from (rows, owners)."""
        filled = np.concatenate([values, np.full((values.shape[0], 1), nobody)], axis=1)
        return np.asarray(filled[:, self.owner])


@lru_cache(maxsize=512)
def _member(owner: bytes, size: int) -> sp.csr_array:
    """(owners, entries): 1 where an entry is an owner's; the same few are asked for in every period."""
    owners = np.frombuffer(owner, np.int64)
    own = np.flatnonzero(owners >= 0)
    return sp.csr_array((np.ones(own.size), (owners[own], own)), shape=(size, owners.size))


@dataclass(frozen=True)
class Channels:
    """Channels x; of `way` and `call` one is -1."""

    delivery: Indices
    way: Indices
    call: Indices
    source: Indices
    buyer: Indices
    product: Indices
    row: Indices  # of table `supply`
    requirement: Indices
    contribution: Vector
    pool: Indices  # the offer whose pool it draws on; -1
    step: Indices  # of orders, for calls; -1
    group: Indices  # of orders, for ways to goods of a producer that has one; -1

    @property
    def called(self) -> Flags:
        """(channels,): is it a call?"""
        return np.asarray(self.call >= 0, bool)

    def cost(self, q: Quantities, nodes: Indices) -> tuple[Vector, Vector]:
        """(nodes, channels) each: what a unit costs the buyer, and its extra cost, which is part of that."""
        ways, call_extra = q.ways, q.ways.call_extra[nodes]
        extra = np.concatenate([ways.extra_cost[nodes], call_extra], axis=1)
        price = np.broadcast_to(q.orders.price[ways.call_step], call_extra.shape)
        every = np.concatenate([ways.price[nodes], price], axis=1) + extra
        at = np.where(self.called, ways.direct.size + self.call, self.way)
        return every[:, at], extra[:, at]

    @cached_property
    def of_product(self) -> Mapping[int, Indices]:
        """Channels of each product that buyers take."""
        return {int(j): np.flatnonzero(self.product == j) for j in np.unique(self.product)}


def channels_of(q: Quantities) -> Channels:
    """Every channel of a study."""
    needs, ways, orders = q.requirements, q.ways, q.orders
    owner = needs.buyer[needs.requirement]
    group = group_of_way(q)
    found: list[tuple[int, ...]] = []  # delivery, way, call, source, row, pool, step, group
    for d, (b, j) in enumerate(zip(owner.tolist(), needs.product.tolist(), strict=True)):
        for w in np.flatnonzero((ways.buyer == b) & (ways.product == j)).tolist():
            pooled = ways.source[w] == POOL
            sources = q.offers.of_offer(int(ways.offer[w])) if pooled else ways.source[[w]]
            pool = int(ways.offer[w]) if pooled else -1
            rest = (int(ways.row[w]), pool, -1, int(group[w]))
            found += [(d, w, -1, int(s), *rest) for s in sources]
        for c, s in enumerate(ways.call_step.tolist()):
            if (orders.buyer[s], orders.product[s]) == (b, j):
                place = (int(ways.call_source[c]), int(ways.call_row[c]))
                found.append((d, -1, c, *place, -1, s, -1))
    part = np.array(found, np.int64).reshape(len(found), 8).T
    of = part[0]
    return Channels(
        delivery=of,
        way=part[1],
        call=part[2],
        source=part[3],
        buyer=owner[of],
        product=needs.product[of],
        row=part[4],
        requirement=needs.requirement[of],
        contribution=needs.contribution[of],
        pool=part[5],
        step=part[6],
        group=part[7],
    )


def along_channels(x: Channels, q: Quantities, values: Mapping[str, Vector]) -> Vector:
    """(nodes, channels): units of a plan whose `values` hold buy, call, draw and deliver."""
    deliver, call = np.maximum(values["deliver"], 0.0), np.maximum(values["call"], 0.0)
    units = np.maximum(bought_units(q, values["buy"], values["deliver"]), 0.0)
    every = np.concatenate([units, call], axis=1)
    at = np.where(x.called, q.ways.direct.size + x.call, x.way)
    part = every[:, at]
    drawn = np.zeros((deliver.shape[0], q.offers.product.size))
    drawn[:, q.ways.drawn] = np.maximum(values["draw"], 0.0)
    offers = Owners(q.offers.offer, q.offers.price.shape[1])
    pool = Owners(x.pool, offers.size).each(offers.sums(drawn), 1.0)
    from_source = np.where(x.pool >= 0, drawn[:, x.source], 1.0)
    part = part * np.divide(from_source, pool, out=np.zeros_like(part), where=pool > 0.0)
    of_delivery = Owners(x.delivery, deliver.shape[1])
    total = of_delivery.each(of_delivery.sums(part), 0.0)
    share = np.divide(part, total, out=np.zeros_like(part), where=total > 0.0)
    return np.asarray(share * deliver[:, x.delivery])


def as_followed(q: Quantities, theirs: Quantities) -> Quantities:
    """`q` at the nodes of histories, with the offers, sources and ways of the plan's own figures, `theirs`.

    Where a price or an extra cost moves that never moves in the plan's tree, an offer costs what its lines do in
    the mean.
    """
    offers, ways = theirs.offers, theirs.ways
    of_line = offers.offer[offers.line_source]
    price = np.zeros((q.asked.shape[0], offers.price.shape[1]))
    for k in range(price.shape[1]):
        price[:, k] = q.asked[:, of_line == k].mean(axis=1)
    extra = np.zeros((q.asked.shape[0], ways.buyer.size))
    for w, (b, k) in enumerate(zip(ways.buyer.tolist(), ways.offer.tolist(), strict=True)):
        own = np.flatnonzero(of_line == k)
        extra[:, w] = q.trade.extra_cost[:, q.trade.row[b, own]].mean(axis=1)
    return replace(
        q,
        offers=replace(offers, price=price),
        ways=replace(
            ways,
            extra_cost=extra,
            price=price[:, ways.offer],
            call_extra=q.trade.extra_cost[:, ways.call_row],
        ),
    )
