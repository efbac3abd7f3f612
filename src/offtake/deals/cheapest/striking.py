r"""Striking a deal: the cheapest under which goods rest.

What is cheapest over some goods need not be where they rest.  So where goods move, all is done again with each instrument alone,
then with each that was used set aside, and so on: more on offer never come to a dearer deal.  In a very large program none is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from offtake.deals.cheapest.deal import Struck
from offtake.deals.cheapest.resting import SAME, Grounds, Search, better, search
from offtake.deals.cheapest.table import ground, laid, struck_over
from offtake.deals.clauses.instrument import instruments
from offtake.deals.verdicts.market import Market
from offtake.frozen import Vector

SETS, SETS_GOODS = 64, 60  # of instruments set aside, tried where goods moved; goods taken for them
SETS_WORK = 6e4  # columns of the program times such goods
SETS_COLUMNS = 500
"""Of the program; in a larger one a set is first tried with what units could do instead as it is under all instruments, and in
full where that comes out near enough."""
NEAR, FURTHER = 0.02, 0.1
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
    first = search(grounds)
    if not grounds.market.small or not first.moved:
        return replace(first.found, searched=(1, len(grounds.kept)))
    every = grounds.market.columns <= SETS_COLUMNS
    sets = _Sets(grounds, grounds if every else grounds.beside(first.ground), first, first)
    sets.each_alone()
    sets.one_after_another()
    return replace(sets.best.found, set_aside=sets.best.aside, searched=sets.searched)


@dataclass
class _Sets:
    """Sets of instruments set aside, and the best deal that was found without one."""

    grounds: Grounds
    quick: Grounds  # on which a set is first tried; the same in a small program
    first: Search
    best: Search
    seen: set[tuple[str, ...]] = field(default_factory=set)

    def each_alone(self) -> None:
        """All but one set aside."""
        kinds = self.grounds.kinds
        rows = instruments(self.grounds.market.f.study)
        names = sorted(row.instrument for row in rows if not kinds or row.kind in kinds)
        for name in names if len(names) > 1 else ():
            self._try(tuple(other for other in names if other != name))

    def one_after_another(self) -> None:
        """What was used set aside, one by one."""
        waiting = [self.first]
        while waiting and len(self.seen) < SETS:
            had = waiting.pop(0)
            for name in had.used if had.moved else ():
                other = self._try(tuple(sorted({*had.aside, name})))
                if other is not None:
                    waiting.append(other)

    def _try(self, aside: tuple[str, ...]) -> Search | None:
        """What is found without these; None where that is not new, or promises nothing."""
        most = min(SETS_GOODS, SETS_WORK / self.grounds.market.columns)
        if aside in self.seen or len(self.quick.kept) > most:
            return None
        self.seen.add(aside)
        found = other = search(self.quick, aside)
        if other.lifts != self.first.lifts:  # other lines run
            return None
        if self.quick is not self.grounds:
            if not _within(other.found, self.best.found, FURTHER):
                return None
            if not _within(other.found, self.best.found, NEAR):
                return other
            found = search(self.grounds, aside)
        if better(found.found, self.best.found):
            self.best = found
        return other

    @property
    def searched(self) -> tuple[int, int]:
        """Sets tried, all on offer among them, and goods taken for them."""
        quick = 0 if self.quick is self.grounds else len(self.quick.kept)
        return 1 + len(self.seen), len(self.grounds.kept) + quick


def _within(one: Struck, other: Struck, share: float) -> bool:
    """Whether a deal rests and is better than another, or worse by no more than a share of its cost."""
    if not one.offer.found or not one.settled:
        return False
    more = share * max(1.0, abs(other.offer.cost))
    over, cost = one.offer.overspent - other.offer.overspent, one.offer.cost - other.offer.cost
    return over <= more and cost <= more
