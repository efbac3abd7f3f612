r"""Offers: what buyers choose between, and the sources in which goods are kept.

An **offer** holds the lines of one product whose producers ask the same price at every node and whom no row of
`supply` tells apart.  Within it, goods of a producer that has an order for the product are a **source** of their
own, those of all others together are one: a buyer with an order must know whose goods it takes at the asked price.
Goods that no buyer takes are parts: one source a product, whatever their origin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.model.figures.lines import Lines
from offtake.model.figures.orders import Orders
from offtake.model.figures.products import Products
from offtake.model.figures.trade import Trade
from offtake.stochastic.program.blocks import Labels
from offtake.study.study import Study


@dataclass(frozen=True)
class Offers:
    """Sources s and offers k, of products that lines make."""

    sources: Labels  # ("product", "source")
    product: Indices  # (sources,)
    offer: Indices  # (sources,), -1 where no buyer takes the product
    line_source: Indices  # (lines,)
    offer_product: Indices  # (offers,)
    offer_line: Indices  # (offers,) one of its lines
    price: Vector  # (nodes, offers)
    shared: Indices  # sources of products that have several and are parts too

    def of_offer(self, offer: int) -> Indices:
        """Its sources."""
        return np.flatnonzero(self.offer == offer)


def offers_of(
    study: Study,
    lines: Lines,
    products: Products,
    taken: Sequence[int],
    orders: Orders,
    trade: Trade,
    asked: Vector,
) -> Offers:
    """Offers and sources; buyers need the products `taken`, and producers ask `asked` (nodes, lines)."""
    ordered = set(zip(orders.producer.tolist(), orders.product.tolist(), strict=True))
    offers: dict[object, int] = {}
    sources: dict[tuple[int, int, int | None], int] = {}
    offer_of, source_of = np.full(lines.product.size, -1), np.full(lines.product.size, -1)
    for k, j in enumerate(lines.product.tolist()):
        apart = None
        if j in taken:
            key = (j, asked[:, k].tobytes(), _terms(trade, k))
            offer_of[k] = offers.setdefault(key, len(offers))
            apart = int(lines.producer[k]) if (int(lines.producer[k]), j) in ordered else None
        source_of[k] = sources.setdefault((j, int(offer_of[k]), apart), len(sources))
    place = sorted(sources, key=lambda key: key[0])  # by product, as its table has them
    source_of = np.array([place.index(list(sources)[s]) for s in source_of], np.int64)
    of_source = np.array([np.argmax(source_of == s) for s in range(len(sources))], np.int64)
    of_offer = np.array([np.argmax(offer_of == k) for k in range(len(offers))], np.int64)
    names, goods = study.lines["line"].tolist(), study.products["product"].tolist()
    keys = [
        (str(goods[lines.product[line]]), _named(names, np.flatnonzero(source_of == s)))
        for s, line in enumerate(of_source)
    ]
    product = lines.product[of_source]
    several = np.bincount(product, minlength=len(goods)) > 1
    return Offers(
        sources=Labels(("product", "source"), tuple(keys)),
        product=product,
        offer=offer_of[of_source].astype(np.int64),
        line_source=source_of.astype(np.int64),
        offer_product=lines.product[of_offer],
        offer_line=of_offer,
        price=asked[:, of_offer],
        shared=np.flatnonzero((several & products.recipe.any(axis=1))[product]),
    )


def _terms(trade: Trade, line: int) -> tuple[object, ...]:
    """What the rows of `supply` say of a line, buyer by buyer; rows with shares are told apart."""
    return tuple(
        int(r) if trade.shared[r] else (bool(trade.allowed[r]), trade.extra_cost[:, r].tobytes())
        for r in trade.row[:, line]
    )


def _named(names: Sequence[object], lines: Indices) -> str:
    """A source by its first line in the alphabet, and how many more it has."""
    own = sorted(str(names[k]) for k in lines)
    return own[0] if len(own) == 1 else f"{own[0]} and {len(own) - 1} more"
