r"""Striking a deal: the cheapest under which goods rest.

What is cheapest over some goods need not be where they rest.  So where goods move, all is done again with each instrument that
was used set aside, and so on: more instruments on offer never come to a dearer deal.  In a larger program an instrument is set
aside where that costs less, over the same goods, than goods have moved the cost by; in a very large one none is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from offtake.deals.cheapest.deal import Struck
from offtake.deals.cheapest.resting import SAME, Grounds, Search, better, search
from offtake.deals.cheapest.table import ground, laid, struck_over
from offtake.deals.verdicts.market import Market
from offtake.frozen import Vector

SETS, SETS_GOODS = 64, 60  # of instruments set aside, tried where goods moved; goods taken for them
SETS_COLUMNS = 500  # of the program, beyond which those that promise nothing are not tried


def strike(
    market: Market, begun: Vector, kinds: Sequence[str] = (), left_out: Sequence[str] = ()
) -> Struck:
    """The cheapest deal under which the levels `begun` come about, parts of the units `left_out` not asked for.

    What units could do instead is looked for from one set of goods to the next (`respond_again`); once the deal is found, all is
    tried under its clauses, and where that changes it, the deal is looked for with all tried over all goods.
    """
    here = Grounds(market, begun, tuple(kinds), tuple(left_out), near=market.small)
    found = _sought(here)
    if all(v.fresh for v in found.found):
        return found
    whole = _tried_in_full(found, here)
    sizes, before = whole.offer.sizes, found.offer.sizes
    same = sizes.shape == before.shape and np.allclose(sizes, before, SAME, SAME)
    return whole if same else _sought(replace(here, near=False, kept={}, markets={}, last=None))


def _tried_in_full(struck: Struck, grounds: Grounds) -> Struck:
    """The deal on the same goods once all that could be done instead was tried."""
    here = ground(struck.market, grounds.begun, struck.left_out)
    again = struck_over(laid(here, grounds.kinds, struck.set_aside))
    return replace(
        again, unrest=struck.unrest, set_aside=struck.set_aside, searched=struck.searched
    )


def _sought(grounds: Grounds) -> Struck:
    """The best deal on these grounds."""
    first = best = search(grounds)
    waiting, seen, tried = [first], {first.aside}, 1
    while waiting and len(seen) < SETS:
        had = waiting.pop(0)
        for name in had.used if had.moved or (had is first and _may_move(grounds)) else ():
            fewer = tuple(sorted({*had.aside, name}))
            if fewer in seen or len(grounds.kept) > SETS_GOODS:
                continue
            seen.add(fewer)
            if not _promises(grounds, first, fewer):
                continue
            other, tried = search(grounds, fewer), tried + 1
            if other.lifts == first.lifts:  # else other lines run
                waiting.append(other)
                best = other if better(other.found, best.found) else best
    return replace(best.found, set_aside=best.aside, searched=(tried, len(grounds.kept)))


def _may_move(grounds: Grounds) -> bool:
    """Whether clauses can leave buyers less for goods, in a program so small that it is tried."""
    limited = grounds.market.f.q.buyers.limited
    return bool(np.size(limited)) and grounds.market.columns <= SETS_COLUMNS


def _promises(grounds: Grounds, first: Search, aside: tuple[str, ...]) -> bool:
    """Whether a deal without the instruments `aside` may be the better one.

    In a larger program: whether they save less, over the goods first taken or over those at rest, than goods moved the cost by.
    """
    market = grounds.market
    if market.columns <= SETS_COLUMNS:
        return True
    if not market.small:
        return False
    moved = abs(first.found.offer.cost - first.first.offer.cost)
    for all_on in (first.first, first.found):
        here = grounds.at(all_on.market.lift, all_on.market.obliged)
        offer = struck_over(laid(here, grounds.kinds, aside)).offer
        over = offer.overspent - all_on.offer.overspent
        near = SAME * max(1.0, abs(all_on.offer.cost))
        if offer.found and over <= SAME and offer.cost - all_on.offer.cost <= moved + near:
            return True
    return False
