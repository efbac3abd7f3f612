r"""Bringing goods to rest: clauses from goods, goods from what the clauses leave of each budget, until nothing moves.

1. From the goods of the plan, the cheapest clauses.  If the same goods are taken under these, that is the deal.
2. Else goods again under these, and clauses again, three times at most.
3. Where goods still move, in a small program: to where what is owed leads, while it moves less and less; else, where goods
   go round, clauses that set R aside in year after year owe R' once goods are taken within what R leaves: that R at which R' = R.

Of all that was found the deal is the one that rests (or moves least), overspends least and costs least, in this order.

In a large program what units could do instead is ranked with ties open.  These are settled over all goods but those of the plan, and over these
where they rest: what settling them changes in the clauses moves goods too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from offtake.deals.cheapest.deal import Struck, lift_and_owed
from offtake.deals.cheapest.table import Ground, Table, ground, laid, struck_over, ties_settled
from offtake.deals.clauses.instrument import instruments
from offtake.deals.verdicts.idle import lacking
from offtake.deals.verdicts.market import Market, Position
from offtake.frozen import Vector

RETAKEN = 3
BETWEEN, LINES = 10, 2  # goods between two that go round, and how often that is begun
BETWEEN_WORK = 4e4  # columns of the program times goods between
DRAWN, SECANTS, FADES = 6, 3, 0.7
"""Goods at most to which those that move less and less are followed, from so many at once, while what moves is so much less."""
_ALONG = 1e-6
_LEAST = 1e-5  # millions; where prices alone move goods
_MOVED = 1e-7  # share of the largest figure
SAME = 1e-6  # share of what is compared; millions below 1


def opened(grounds: Grounds, aside: tuple[str, ...] = ()) -> Search:
    """The search without the instruments `aside`, begun; lines that an uplift on offer may lift above their cost run, if that can be."""
    lift = _could_lift(grounds, aside)
    for at in (lift, None) if lift is not None else (None,):
        begun = Search(grounds, aside, at)
        if begun.first.offer.found:
            return begun
    return begun


def rests_at(was: Sequence[Vector], owed: Sequence[Vector], weight: Vector) -> Vector:
    """Where what is owed would be what was set aside, by multisecants (Anderson 1965).

    With r_i = owed_i - was_i it is sum a_i owed_i, where sum a_i = 1 and the weighted square of sum a_i r_i is least: exact where what
    is owed is linear in what is set aside, along as many ways as there are differences.
    """
    off = np.stack([(b - a).ravel() for a, b in zip(was, owed, strict=True)])
    root = np.sqrt(np.broadcast_to(weight, was[0].shape)).ravel()
    share = np.linalg.lstsq((np.diff(off, axis=0) * root).T, off[-1] * root, rcond=1e-9)[0]
    return np.asarray(owed[-1] - np.tensordot(share, np.diff(np.stack(owed), axis=0), axes=1))


@dataclass
class Grounds:
    """What deals for the same parts stand on, by what clauses add to a unit and owe."""

    market: Market
    begun: Vector
    kinds: tuple[str, ...]  # on offer; none named: all
    left_out: tuple[str, ...]
    near: bool = False  # whether what could be done instead is carried from one to the next
    kept: dict[tuple[bytes, bytes], Ground] = field(default_factory=dict)
    markets: dict[tuple[bytes, bytes], Market] = field(default_factory=dict)
    ties: dict[int, Ground] = field(default_factory=dict)  # of a large program, once settled
    last: Ground | None = None  # on which all was tried

    def at(self, lift: Vector | None, owed: Vector | None) -> Ground:
        """The ground that clauses leave which add and owe so much."""
        key = (_bytes(lift), _bytes(owed))
        if key not in self.kept:
            market, near = self.under(lift, owed), self.last if self.near else None
            self.kept[key] = found = ground(market, self.begun, self.left_out, near)
            self.last = found if found.fresh else self.last
        return self.kept[key]

    def settled(self, here: Ground) -> Ground:
        """The same ground, in a large program with ties settled in what units could best do instead."""
        if self.market.small or not here.units:
            return here
        if id(here) not in self.ties:
            self.ties[id(here)] = ties_settled(here)
        return self.ties[id(here)]

    def under(self, lift: Vector | None, owed: Vector | None) -> Market:
        """The market under clauses that add and owe so much, the same each time."""
        key = (_bytes(lift), _bytes(owed))
        if key not in self.markets:
            self.markets[key] = self.market.signed(lift, owed)
        return self.markets[key]


class Search:
    """The best of all that is found without the instruments `aside`, from goods on which lines are lifted so.

    `first` is the deal over these goods; `follow` brings goods to rest where they move under it.
    """

    def __init__(self, grounds: Grounds, aside: tuple[str, ...], lift: Vector | None) -> None:
        self.grounds, self.aside, self.lifts = grounds, aside, lift is not None
        self.market = grounds.market
        self.tables: dict[int, Table] = {}
        self.signed: set[str] = set()
        self.first = self.found = self._struck(self._laid(grounds.at(lift, None)))

    @property
    def moves(self) -> bool:
        """Whether goods move under the deal over those that it began from."""
        return self.first.offer.found and not self.first.settled

    def follow(self) -> Search:
        """The same, done."""
        if not self.moves:
            self._settle_ties()
        if self.moves:
            for found in self._from(self.first):
                if better(found, self.found):
                    self.found = found
            if self.found is self.first:
                self._settle_ties()
        return self

    def _settle_ties(self) -> None:
        """In a large program: the first deal again, once ties are settled in what units could do instead."""
        here = self.grounds.at(self.first.market.lift, None)
        if self.first.offer.found and (settled := self.grounds.settled(here)) is not here:
            self.first = self.found = self._struck(self._laid(settled))

    @property
    def used(self) -> list[str]:
        """Instruments that were signed on the way."""
        return sorted(self.signed)

    def _from(self, first: Struck) -> Iterator[Struck]:
        """What is found once goods are taken again under the clauses, and clauses found again, and so on."""
        path = [first]
        for _ in range(RETAKEN):
            table = self.table(*lift_and_owed(path[-1]))
            if any(table.market is had.market for had in path):
                break
            struck = self._struck(table)
            if not struck.offer.found:
                break
            yield struck
            if struck.settled:
                return
            path.append(struck)
        if self.market.small:
            yield from self._drawn(path)
            if not self.found.settled:
                yield from self._between(path[-2:][0])

    def _drawn(self, path: list[Struck]) -> Iterator[Struck]:
        """Where what is owed moves less and less, the goods to which that leads."""
        was = [self._dense(s.market.apart) for s in path]
        owed = [self._dense(lift_and_owed(s)[1]) for s in path]
        lift, rest = lift_and_owed(path[-1])[0], [s.unrest for s in path]
        for _ in range(DRAWN if len(path) >= SECANTS else 0):
            if rest[-1] > FADES * rest[-2]:
                return
            chance = self.market.f.tree.probability[:, None]
            aside = rests_at(was[-SECANTS:], owed[-SECANTS:], chance)
            struck = self._struck(self.table(lift, aside if aside.any() else None))
            if not struck.offer.found:
                return
            yield struck
            if struck.settled:
                return
            was, owed = [*was, aside], [*owed, self._dense(lift_and_owed(struck)[1])]
            rest = [*rest, struck.unrest]

    def _between(self, one: Struck) -> Iterator[Struck]:
        """Clauses over goods between those of a deal and those that it leads to, until they rest.

        On R + t (R' - R), where along it R' = R: by false position (Illinois); then from there on again.
        """
        weight = self.market.f.tree.probability[:, None]
        goods = max(2, min(BETWEEN, int(BETWEEN_WORK / self.market.columns)))
        for _ in range(LINES if goods == BETWEEN else 1):
            lift, last = lift_and_owed(one)
            first = self._dense(one.market.apart)
            way = self._dense(last) - first
            whole = float((weight * way**2).sum())
            ends, off, side = [0.0, 1.0], [1.0, 0.0], -1
            for k in range(goods if whole > 0.0 else 0):
                t = (ends[0] * off[1] - ends[1] * off[0]) / (off[1] - off[0]) if k else 1.0
                aside = first + t * way
                struck = self._struck(self.table(lift, aside if aside.any() else None))
                at = -1.0  # where none do, less has to be set aside
                if struck.offer.found:
                    yield struck
                    if struck.settled:
                        return
                    one = struck
                    owed = self._dense(lift_and_owed(struck)[1])
                    at = float((weight * way * (owed - aside)).sum()) / whole
                if abs(at) < _ALONG or (k == 0 and at > 0.0):
                    break
                here = 0 if at > 0.0 else 1
                ends[here], off[here] = t, at
                if here == side:
                    off[1 - here] *= 0.5
                side = here

    def _dense(self, owed: Vector | None) -> Vector:
        """(units, nodes, buyers), zero where nothing is owed."""
        shape = len(self.market.units), self.market.f.tree.size, len(self.market.f.buyers)
        return np.zeros(shape) if owed is None else owed

    def _struck(self, table: Table) -> Struck:
        """The cheapest clauses, and whether goods rest under them."""
        struck = struck_over(table)
        signed = zip(struck.offer.clauses, struck.offer.signed, strict=True)
        self.signed |= {clause.instrument for clause, yes in signed if yes}
        return replace(struck, unrest=self._unrest(struck)) if struck.offer.found else struck

    def table(self, lift: Vector | None, owed: Vector | None) -> Table:
        """The table over the goods that clauses leave which add and owe so much, ties settled."""
        return self._laid(self.grounds.settled(self.grounds.at(lift, owed)))

    def _laid(self, here: Ground) -> Table:
        if id(here) not in self.tables:
            self.tables[id(here)] = laid(here, self.grounds.kinds, self.aside)
        return self.tables[id(here)]

    def _unrest(self, struck: Struck) -> float:
        """Expected millions by which clauses owe more or less than what goods were taken beside; 0 where these rest."""
        lift, owed = lift_and_owed(struck)
        here = struck.market
        same = _same(lift, here.lift) and _same(owed, here.apart)
        if same or not _moves(self.grounds.under(lift, owed), struck.target):
            return 0.0
        off = np.abs(self._dense(owed) - self._dense(here.apart)).sum(axis=(0, 2))
        return max(float(self.market.f.tree.probability @ off), _LEAST)


def _could_lift(grounds: Grounds, aside: Sequence[str]) -> Vector | None:
    """(nodes, lines): what lines lack to run that an uplift on offer may bring; None where none does."""
    market, kinds = grounds.market, grounds.kinds
    short = lacking(market.f)
    rows = [row for row in instruments(market.f.study) if row.instrument not in aside]
    named = {row.producer for row in rows if row.form.lifts and (not kinds or row.kind in kinds)}
    for unit in market.units:
        reached = "" in named or market.f.producers[unit.producer] in named
        if unit.name in grounds.left_out or not reached:
            short[:, list(unit.lines)] = 0.0
    return short if short.any() else None


def better(one: Struck, other: Struck) -> bool:
    """Whether a deal holds, rests, overspends less or, at the same overspending, costs less."""
    if not other.offer.found or not one.offer.found:
        return one.offer.found and not other.offer.found
    if (one.holds, one.settled) != (other.holds, other.settled):
        return (one.holds, one.settled) > (other.holds, other.settled)
    for mine, theirs in zip(_worse(one), _worse(other), strict=True):
        if not _near(mine, theirs):
            return mine < theirs
    return False


def _worse(struck: Struck) -> tuple[float, float, float]:
    return struck.unrest, struck.offer.overspent, struck.offer.cost


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= SAME * max(1.0, abs(other))


def _moves(market: Market, target: Position) -> bool:
    """Whether other goods are made or taken once budgets and prices are what clauses leave."""
    if not market.small:  # then something costs more
        more = market.hold(target.begun).plan.mean_cost - target.plan.mean_cost
        return abs(more) > _MOVED * abs(target.plan.mean_cost)
    again, was = market.hold(target.begun).cash, target.cash
    return any(
        np.abs(new - old).max(initial=0.0) > _MOVED * max(1.0, float(np.abs(old).max(initial=0.0)))
        for new, old in ((again.make, was.make), (again.paid, was.paid), (again.sold, was.sold))
    )


def _same(one: Vector | None, other: Vector | None) -> bool:
    return one is other if one is None or other is None else np.array_equal(one, other)


def _bytes(array: Vector | None) -> bytes:
    return b"" if array is None else array.tobytes()
