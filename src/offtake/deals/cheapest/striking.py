r"""Striking a deal: the cheapest under which goods rest.

What is cheapest over some goods need not be where they rest.  So all is done again with each instrument that was signed set aside, and
so on: more on offer never come to a dearer deal.  Where the goods of the plan rest under all that is on offer, no set counts that
overspends beside them: it costs less only where fewer goods are bought.  In a very large program none is set aside.

*Why all sets.*  Let s(K) be what bringing goods to rest finds with K on offer, whatever it is, and D(K) the deal.  D(K) ≤ s(K), and no D that rises
with K, mean D(K) ≤ min over all S in K of s(S), and a deal is one of these.  So no fewer do where each of K was signed on the way to some deal;
where the work ends before, what is left is told, and the law is not proved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from offtake.deals.cheapest.deal import Struck
from offtake.deals.cheapest.resting import SAME, Grounds, Search, better, opened
from offtake.deals.cheapest.table import ground, laid, struck_over
from offtake.deals.verdicts.market import Market
from offtake.frozen import Vector

SMALL = 500  # columns of a program in which sets of instruments are tried to the end
MANY = 400  # sets, and goods taken for them, at which the search ends even there
WORK = 1.2e4  # columns of a larger program times goods taken for sets


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
    return (
        whole
        if same
        else _sought(replace(here, near=False, kept={}, markets={}, ties={}, last=None))
    )


def _tried_in_full(struck: Struck, grounds: Grounds) -> Struck:
    """The deal on the same goods once all that could be done instead was tried."""
    here = ground(struck.market, grounds.begun, struck.left_out)
    again = struck_over(laid(here, grounds.kinds, struck.set_aside))
    return replace(
        again, unrest=struck.unrest, set_aside=struck.set_aside, searched=struck.searched
    )


def _sought(grounds: Grounds) -> Struck:
    """The best deal on these grounds."""
    sets = _Sets(grounds, opened(grounds).follow())
    if grounds.market.small:
        sets.try_all()
    best = sets.best
    return replace(best.found, set_aside=best.aside, searched=sets.searched)


@dataclass
class _Sets:
    """Sets of instruments set aside, and the best deal that was found without one.

    What was never signed on the way to a deal changes nothing where it is not on offer.  So sets aside that grow by one instrument
    that was signed lead to every deal that any fewer instruments would: D(K) = min over S in K of what S comes to, and D cannot rise
    with K.  Sets under which goods rest at once take no goods and come first, then those that are cheapest over the goods of the plan.
    """

    grounds: Grounds
    first: Search
    best: Search = field(init=False)
    seen: set[tuple[str, ...]] = field(default_factory=lambda: {()})
    waiting: dict[tuple[str, ...], Search] = field(default_factory=dict)
    tried: int = 1

    def __post_init__(self) -> None:
        self.best = self.first

    def try_all(self) -> None:
        """All sets, as far as goods may be taken for them."""
        columns, before = self.grounds.market.columns, len(self.grounds.kept)
        goods = MANY if columns <= SMALL else int(WORK / columns)
        self._open(self.first)
        while self.waiting and self.tried < MANY:
            resting = {aside: s for aside, s in self.waiting.items() if not s.moves}
            if not resting and len(self.grounds.kept) - before >= goods:
                return
            aside = min(resting or self.waiting, key=self._promise)
            done = self.waiting.pop(aside).follow()
            self.tried += 1
            if better(done.found, self.best.found):
                self.best = done
            self._open(done)

    def _open(self, done: Search) -> None:
        """Have those wait that set aside one more than a search that is done, and have the same lines run."""
        for name in done.used if done.first.offer.found else ():
            aside = tuple(sorted({*done.aside, name}))
            if aside not in self.seen:
                self.seen.add(aside)
                begun = opened(self.grounds, aside)
                if begun.lifts == self.first.lifts and self._counts(begun.first):
                    self.waiting[aside] = begun

    def _counts(self, deal: Struck) -> bool:
        """Whether sizes do, and where the goods of the plan rest under all on offer, within budgets beside them."""
        return deal.offer.found and (self.first.moves or deal.offer.overspent <= SAME)

    def _promise(self, aside: tuple[str, ...]) -> tuple[float, tuple[str, ...]]:
        return self.waiting[aside].first.offer.cost, aside

    @property
    def searched(self) -> tuple[int, int, int]:
        """Sets tried, all on offer among them, goods taken for them, and sets not tried because the work for these was used up."""
        return self.tried, len(self.grounds.kept), len(self.waiting)
