r"""Ways: how a buyer may take a product.

A way leads from an offer's pool, which draws on all its sources, or, where the buyer has an order with a producer
of the offer, from one source.  A call takes goods of one source for one step of the buyer's orders.

Where a buyer has a single way to a product and no order for it, what is delivered *is* what is bought on that way
("direct"), and the program has no variable of its own for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offtake.frozen import Flags, Indices, Vector
from offtake.model.figures.lines import Lines
from offtake.model.figures.offers import Offers
from offtake.model.figures.orders import Orders
from offtake.model.figures.requirements import Requirements
from offtake.model.figures.trade import Trade
from offtake.stochastic.program.blocks import Labels
from offtake.study.study import Study

POOL = -1  # source of a way that takes from all sources of its offer


@dataclass(frozen=True)
class Ways:
    """Ways w to buy at an asked price, and calls c on orders."""

    labels: Labels  # ("buyer", "product", "source")
    buyer: Indices
    product: Indices
    offer: Indices
    source: Indices  # (ways,), POOL where it takes from all sources of the offer
    row: Indices  # (ways,) row of `supply` that holds
    extra_cost: Vector  # (nodes, ways)
    price: Vector  # (nodes, ways) asked
    drawn: Indices  # sources on which an offer's pool draws
    direct: Flags  # (ways,): what is delivered is what is bought
    of_delivery: Indices  # (deliveries,) its direct way; -1 where it has none
    calls: Labels  # ("buyer", "product", "starts", "source")
    call_step: Indices
    call_source: Indices
    call_row: Indices  # (calls,) row of `supply` that holds
    call_extra: Vector  # (nodes, calls)
    call_lines: tuple[Indices, ...]  # (calls,) the producer's lines in the source

    @property
    def cost(self) -> Vector:
        """(nodes, ways): what a unit costs the buyer."""
        return np.asarray(self.price + self.extra_cost)


def ways_of(
    study: Study, lines: Lines, needs: Requirements, orders: Orders, trade: Trade, offers: Offers
) -> Ways:
    """Every way that is allowed, buyer by buyer and product by product."""
    owner = needs.buyer[needs.requirement]
    wanted = list(zip(owner.tolist(), needs.product.tolist(), strict=True))
    pairs = sorted(set(wanted))
    ways = [(b, j, k, s) for b, j in pairs for k, s in _to(b, j, orders, trade, offers, lines)]
    buyer, product, offer, source = (
        np.array([way[part] for way in ways], np.int64) for part in range(4)
    )
    ordered = set(zip(orders.buyer.tolist(), orders.product.tolist(), strict=True))
    to_pair = [(b, j) for b, j, _, _ in ways]
    lone = {pair for pair in pairs if to_pair.count(pair) == 1 and pair not in ordered}
    direct = np.array([pair in lone for pair in to_pair], bool)
    place = {pair: w for w, pair in enumerate(to_pair) if pair in lone}
    row = trade.row[buyer, offers.offer_line[offer]] if ways else buyer
    buyers, goods = study.buyers["buyer"].tolist(), study.products["product"].tolist()
    keys = tuple((str(buyers[b]), str(goods[j]), _named(k, s, offers)) for b, j, k, s in ways)
    calls = list(_calls(orders, trade, offers, lines, set(pairs)))
    steps = ((orders.steps.keys[s], offers.sources.keys[k][1]) for s, k, _ in calls)
    call_keys = ((step[0], *step[2:], source) for step, source in steps)
    call_row = np.array([trade.row[orders.buyer[s], own[0]] for s, _, own in calls], np.int64)
    return Ways(
        labels=Labels(("buyer", "product", "source"), keys),
        buyer=buyer,
        product=product,
        offer=offer,
        source=source,
        row=row,
        extra_cost=trade.extra_cost[:, row],
        price=offers.price[:, offer],
        drawn=np.flatnonzero(np.isin(offers.offer, offer[source == POOL])),
        direct=direct,
        of_delivery=np.array([place.get(pair, -1) for pair in wanted], np.int64),
        calls=Labels(("buyer", "product", "starts", "source"), tuple(call_keys)),
        call_step=np.array([s for s, _, _ in calls], np.int64),
        call_source=np.array([k for _, k, _ in calls], np.int64),
        call_row=call_row,
        call_extra=trade.extra_cost[:, call_row],
        call_lines=tuple(own for _, _, own in calls),
    )


def _to(
    buyer: int, product: int, orders: Orders, trade: Trade, offers: Offers, lines: Lines
) -> list[tuple[int, int]]:
    """(offer, source) of every way of a buyer to a product."""
    makers = {f for b, f, j in orders.groups if (b, j) == (buyer, product)}
    ways: list[tuple[int, int]] = []
    for k in np.flatnonzero(offers.offer_product == product).tolist():
        if not trade.allowed[trade.row[buyer, offers.offer_line[k]]]:
            continue
        sources = offers.of_offer(k)
        own = lines.producer[np.isin(offers.line_source, sources)]
        if sources.size == 1 or makers & set(own.tolist()):
            ways += [(k, s) for s in sources.tolist()]
        else:
            ways.append((k, POOL))
    return ways


def _calls(
    orders: Orders, trade: Trade, offers: Offers, lines: Lines, needed: set[tuple[int, int]]
) -> list[tuple[int, int, Indices]]:
    """(step, source, lines) of every call: a producer's goods, from where the buyer may take them."""
    calls = []
    for s in range(orders.steps.size):
        buyer, product = int(orders.buyer[s]), int(orders.product[s])
        own = np.flatnonzero((lines.producer == orders.producer[s]) & (lines.product == product))
        for k in np.unique(offers.line_source[own]).tolist():
            there = own[offers.line_source[own] == k]
            allowed = bool(trade.allowed[trade.row[buyer, there[0]]])
            if allowed and (buyer, product) in needed:
                calls.append((s, k, there))
    return calls


def _named(offer: int, source: int, offers: Offers) -> str:
    """The source's name, or those of all sources of the offer."""
    if source != POOL:
        return offers.sources.keys[source][1]
    return "; ".join(offers.sources.keys[s][1] for s in offers.of_offer(offer).tolist())
