r"""Striking a deal: the cheapest under which goods rest.

What is cheapest over some goods need not be where they rest.  So where goods move, all is done again with each instrument that
was used set aside, and so on: more instruments on offer never come to a dearer deal.  In a very large program none is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from offtake.deals.cheapest.deal import Struck
from offtake.deals.cheapest.resting import SAME, Grounds, better, search
from offtake.deals.cheapest.table import ground, laid, struck_over
from offtake.deals.verdicts.market import Market
from offtake.frozen import Vector

SETS, SETS_GOODS = 64, 60  # of instruments set aside, tried where goods moved; goods taken for them
SETS_COLUMNS = 500
"""Of the program; in a larger one a set is first tried with what units could do instead as it is under all instruments, and in
full where that comes out near enough."""
NEAR, FURTHER = 0.01, 0.03
"""How much dearer, as a share, a set may come out so for it to be tried in full, and for more to be set aside beside it."""


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
    if not grounds.market.small or not first.moved:
        return replace(best.found, searched=(1, len(grounds.kept)))
    quick = None if _every(grounds) else grounds.beside(first.ground)
    waiting, seen = [first], {first.aside}
    while waiting and len(seen) < SETS:
        had = waiting.pop(0)
        for name in had.used if had.moved else ():
            fewer = tuple(sorted({*had.aside, name}))
            if fewer in seen or len((quick or grounds).kept) > SETS_GOODS:
                continue
            seen.add(fewer)
            other = search(quick or grounds, fewer)
            if other.lifts != first.lifts:  # other lines run
                continue
            if quick is None or _within(other.found, best.found, FURTHER):
                waiting.append(other)
            if quick is not None and _within(other.found, best.found, NEAR):
                other = search(grounds, fewer)
            if (quick is None or other.grounds is grounds) and better(other.found, best.found):
                best = other
    goods = len(grounds.kept) + (0 if quick is None else len(quick.kept))
    return replace(best.found, set_aside=best.aside, searched=(len(seen), goods))


def _every(grounds: Grounds) -> bool:
    """Whether the program is so small that what units could do instead is tried over all goods."""
    return grounds.market.columns <= SETS_COLUMNS


def _within(one: Struck, other: Struck, share: float) -> bool:
    """Whether a deal rests and is better than another, or worse by no more than a share of its cost."""
    if not one.offer.found or not one.settled:
        return False
    more = share * max(1.0, abs(other.offer.cost))
    over, cost = one.offer.overspent - other.offer.overspent, one.offer.cost - other.offer.cost
    return over <= more and cost <= more
