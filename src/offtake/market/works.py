r"""One period's capacity, parts and stocks, used up as goods leave: all histories at once.

For goods that leave source s, z_s of them made in the period (calls on orders) and y_s from anywhere, with stock h
free to use, capacity left C, recipe R and σ_s the share of source s in the parts of its product that are used:

    make_s = z_s + max(0, wanted_s - h_s),     wanted_s = y_s + σ_s Σ_k R_{j(s),j(k)} make_k

goods before their parts.  make is convex and rises with what leaves, so the largest share λ of it with make ≤ C is
found by Newton's method from above: exact after as many steps as make has kinks, never below the answer.
"""

from __future__ import annotations

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.model.figures.asked import parts_last

_CLOSE = 1e-12  # relative: what rounding leaves of a capacity is no shortage


class Works:
    """Stocks and capacity of one period, by source; both fall as goods are taken."""

    def __init__(self, recipe: Vector, product: Indices, capacity: Vector, stock: Vector) -> None:
        """`recipe` (inputs, products); `product` (sources,); the others (histories, sources), in units."""
        goods = parts_last(recipe)
        own = [_run(np.flatnonzero(product == j)) for j in range(recipe.shape[0])]
        self.products = [j for j in goods if (product == j).any()]
        self.order = [s for j in goods for s in np.flatnonzero(product == j).tolist()]
        self.several = [own[j] for j in goods if np.count_nonzero(product == j) > 1]
        self.goods = [
            (own[j], [(float(recipe[i, j]), own[i]) for i in np.flatnonzero(recipe[:, j]).tolist()])
            for j in goods
        ]
        self.capacity = capacity
        self.stock = stock.copy()
        self.made, self.used = np.zeros_like(stock), np.zeros_like(stock)

    def share_by(self, amount: Vector) -> Vector:
        """(histories, sources): σ in proportion to `amount`, or equal where there is none."""
        share = np.ones_like(amount)
        for own in self.several:
            mine = amount[:, own]
            total = mine.sum(axis=1, keepdims=True)
            even = np.full(mine.shape, 1.0 / mine.shape[1])
            share[:, own] = np.divide(mine, total, out=even, where=total > 0.0)
        return share

    def there(self, usable: Vector, kept: Vector) -> Vector:
        """(histories, sources): stock above `kept` and capacity left of `usable`."""
        free = np.maximum(self.stock - kept, 0.0)
        return np.asarray(free + np.maximum(usable - self.made, 0.0))

    def most(
        self, fresh: Vector, loose: Vector, kept: Vector, usable: Vector, share: Vector
    ) -> Vector:
        """(histories,): largest λ ≤ 1 so that λ (fresh + loose) can leave with stocks `kept` staying where they are."""
        free = np.maximum(self.stock - kept, 0.0)
        return self._most(fresh, loose, free, np.maximum(usable - self.made, 0.0), share)

    def _most(
        self, fresh: Vector, loose: Vector, free: Vector, left: Vector, share: Vector
    ) -> Vector:
        """`most` of any histories: stocks `free` to use, capacity `left` (histories, sources)."""
        part, close = np.ones(fresh.shape[0]), left + _CLOSE * (1.0 + left)
        make, slope = self._makes(fresh, loose, free, share)
        for _ in range(2 * len(self.order) + 1):
            short = make > close
            if not short.any():
                break
            # Where nothing rises with what leaves nothing can be cut back.
            back = np.divide(make - left, slope, out=np.zeros_like(make), where=short & (slope > 0.0))  # fmt: skip
            part = np.maximum(part - back.max(axis=1), 0.0)
            of_all = part[:, None]
            make, slope = self._makes(fresh * of_all, loose * of_all, free, share, (fresh, loose))
        return part

    def able(
        self, fresh: Vector, loose: Vector, kept: Vector, usable: Vector, share: Vector
    ) -> Vector:
        """(histories, sources): λ by source: each as far as it can alone, then all of them together."""
        free = np.maximum(self.stock - kept, 0.0)
        left = np.maximum(usable - self.made, 0.0)
        together = self._most(fresh, loose, free, left, share)
        found = np.repeat(together[:, None], fresh.shape[1], axis=1)
        short = np.flatnonzero(together < 1.0)
        if short.size:
            fresh, loose, free, left, share = (v[short] for v in (fresh, loose, free, left, share))
            alone = np.zeros_like(fresh)
            asked = np.flatnonzero((fresh + loose).any(axis=0))
            # All sources at once, one block of histories each.
            only = np.repeat(np.eye(fresh.shape[1])[asked], short.size, axis=0)
            stacked = [np.tile(v, (asked.size, 1)) for v in (fresh, loose, free, left, share)]
            each = self._most(stacked[0] * only, stacked[1] * only, *stacked[2:])
            alone[:, asked] = each.reshape(asked.size, short.size).T
            rest = self._most(fresh * alone, loose * alone, free, left, share)
            found[short] = alone * rest[:, None]
        return found

    def _makes(
        self,
        fresh: Vector,
        loose: Vector,
        free: Vector,
        share: Vector,
        rise: tuple[Vector, Vector] | None = None,
    ) -> tuple[Vector, Vector]:
        """What must be made for `fresh` and `loose`, and how it rises as they rise by `rise`, by default by as much
        again: (histories, sources) each."""
        more = rise or (fresh, loose)
        wanted, rising = loose.copy(), more[1].copy()
        make, slope = fresh.copy(), more[0].copy()
        for own, parts in self.goods:
            beyond = wanted[:, own] - free[:, own]
            make[:, own] += np.maximum(beyond, 0.0)
            slope[:, own] += rising[:, own] * (beyond > 0.0)
            if parts:
                units = make[:, own].sum(axis=1, keepdims=True)
                further = slope[:, own].sum(axis=1, keepdims=True)
                for quantity, sources in parts:
                    each = quantity * share[:, sources]
                    wanted[:, sources] += each * units
                    rising[:, sources] += each * further
        return make, slope

    def take(self, fresh: Vector, loose: Vector, kept: Vector, share: Vector) -> None:
        """`fresh` and `loose` leave: the loose from stock above what is `kept`, the rest made."""
        self._book(fresh, loose, np.maximum(self.stock - kept, 0.0), share)
        self.stock -= fresh + loose

    def store(self, source: int, units: Vector, usable: Vector, share: Vector) -> None:
        """Up to `units` of a source are made and stay; parts in stock are free to use."""
        if not (units > 0.0).any():
            return
        fresh, none = np.zeros_like(self.stock), np.zeros_like(self.stock)
        fresh[:, source] = np.maximum(units, 0.0)
        fresh *= self.most(fresh, none, none, usable, share)[:, None]
        self._book(fresh, none, np.maximum(self.stock, 0.0), share)

    def _book(self, fresh: Vector, loose: Vector, free: Vector, share: Vector) -> None:
        make, _ = self._makes(fresh, loose, free, share)
        self.made += make
        self.stock += make
        for own, parts in self.goods:
            units = make[:, own].sum(axis=1, keepdims=True) if parts else make
            for quantity, sources in parts:
                used = quantity * share[:, sources] * units
                self.stock[:, sources] -= used
                self.used[:, sources] += used


def _run(places: Indices) -> slice | Indices:
    """`places` as a slice where they follow each other: a view instead of a copy."""
    follow = places.size > 0 and places[-1] - places[0] == places.size - 1
    return slice(int(places[0]), int(places[-1]) + 1) if follow else places


def by_line(
    made: Vector, source: Indices, capacity: Vector, tiers: tuple[Vector, ...], cost: Vector
) -> Vector:
    """(histories, lines): what each line makes of what is `made` (histories, sources) of its source.

    Every line makes the first of `tiers` (histories, lines), then up to the next; where there is not enough for
    one, lines share in proportion.  What is made beyond them comes first from lines that cost least; equal ones share
    by capacity.
    """
    result = np.zeros_like(capacity)
    for s in np.unique(source).tolist():
        lines = np.flatnonzero(source == s)
        rest = np.maximum(made[:, s], 0.0)
        for tier in tiers:
            room = np.maximum(np.minimum(tier, capacity)[:, lines] - result[:, lines], 0.0)
            rest = _shared_out(result, lines, room, rest)
        room = np.maximum(capacity[:, lines] - result[:, lines], 0.0)
        price = np.round(cost[:, lines], 9)
        for _ in range(lines.size):
            open_ = room > 0.0
            if not (open_.any(axis=1) & (rest > 0.0)).any():
                break
            lowest = np.where(open_, price, np.inf).min(axis=1, keepdims=True)
            group = np.where(open_ & (price == lowest), room, 0.0)
            rest = _shared_out(result, lines, group, rest)
            room = np.where(group > 0.0, 0.0, room)
    return result


def _shared_out(result: Vector, lines: Indices, room: Vector, rest: Vector) -> Vector:
    """Add `rest` to `lines` by their room; what is left of it."""
    width = room.sum(axis=1)
    used = np.minimum(rest, width)
    share = np.divide(used, width, out=np.zeros_like(width), where=width > 0.0)
    result[:, lines] += room * share[:, None]
    return np.asarray(rest - used)
