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

_CLOSE = 1e-12  # relative: what rounding leaves of a capacity is no shortage


def parts_last(recipe: Vector) -> list[int]:
    """Products in an order in which every one stands before its parts."""
    order: list[int] = []
    left = set(range(recipe.shape[0]))
    while left:
        free = sorted(j for j in left if not any(recipe[j, k] for k in left))
        order += free
        left -= set(free)
    return order


class Works:
    """Stocks and capacity of one period, by source; both fall as goods are taken."""

    def __init__(self, recipe: Vector, product: Indices, capacity: Vector, stock: Vector) -> None:
        """`recipe` (inputs, products); `product` (sources,); the others (histories, sources), in units."""
        self.recipe, self.product = recipe, product
        goods = parts_last(recipe)
        self.order = [s for j in goods for s in np.flatnonzero(product == j).tolist()]
        self.parts = {
            s: [(i, np.flatnonzero(product == i)) for i in np.flatnonzero(recipe[:, j]).tolist()]
            for s, j in enumerate(product.tolist())
        }
        self.capacity = capacity
        self.stock = stock.copy()
        self.made, self.used = np.zeros_like(stock), np.zeros_like(stock)

    def share_by(self, amount: Vector) -> Vector:
        """(histories, sources): σ in proportion to `amount`, or equal where there is none."""
        share = np.zeros_like(amount)
        for j in np.unique(self.product).tolist():
            own = np.flatnonzero(self.product == j)
            total = amount[:, own].sum(axis=1, keepdims=True)
            even = np.full((total.size, own.size), 1.0 / own.size)
            share[:, own] = np.divide(amount[:, own], total, out=even, where=total > 0.0)
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
        left = np.maximum(usable - self.made, 0.0)
        part = np.ones(fresh.shape[0])
        for _ in range(2 * len(self.order) + 1):
            make, slope = self._makes(fresh, loose, part, free, share)
            over = make - left
            short = over > _CLOSE * (1.0 + left)
            if not short.any():
                break
            back = np.divide(over, slope, out=np.zeros_like(over), where=short & (slope > 0.0))
            part = np.maximum(part - back.max(axis=1), 0.0)
        return part

    def able(
        self, fresh: Vector, loose: Vector, kept: Vector, usable: Vector, share: Vector
    ) -> Vector:
        """(histories, sources): λ by source: each as far as it can alone, then all of them together."""
        together = self.most(fresh, loose, kept, usable, share)
        found = np.repeat(together[:, None], fresh.shape[1], axis=1)
        if (together < 1.0).any():
            alone = np.zeros_like(fresh)
            for s in np.flatnonzero((fresh + loose).any(axis=0)).tolist():
                one = np.zeros(fresh.shape[1])
                one[s] = 1.0
                alone[:, s] = self.most(fresh * one, loose * one, kept, usable, share)
            rest = self.most(fresh * alone, loose * alone, kept, usable, share)
            found = np.where(together[:, None] < 1.0, alone * rest[:, None], found)
        return np.asarray(found)

    def _makes(
        self, fresh: Vector, loose: Vector, part: Vector, free: Vector, share: Vector
    ) -> tuple[Vector, Vector]:
        """What must be made, and how it rises with the share λ `part`: (histories, sources) each."""
        wanted, rise = loose * part[:, None], loose.copy()
        make, slope = np.zeros_like(free), np.zeros_like(free)
        for k in self.order:
            beyond = wanted[:, k] > free[:, k]
            make[:, k] = fresh[:, k] * part + np.maximum(wanted[:, k] - free[:, k], 0.0)
            slope[:, k] = fresh[:, k] + np.where(beyond, rise[:, k], 0.0)
            for i, sources in self.parts[k]:
                each = self.recipe[i, self.product[k]] * share[:, sources]
                wanted[:, sources] += each * make[:, [k]]
                rise[:, sources] += each * slope[:, [k]]
        return make, slope

    def take(self, fresh: Vector, loose: Vector, kept: Vector, share: Vector) -> None:
        """`fresh` and `loose` leave: the loose from stock above what is `kept`, the rest made."""
        self._book(fresh, loose, np.maximum(self.stock - kept, 0.0), share)
        self.stock -= fresh + loose

    def store(self, source: int, units: Vector, usable: Vector, share: Vector) -> None:
        """Up to `units` of a source are made and stay; parts in stock are free to use."""
        fresh, none = np.zeros_like(self.stock), np.zeros_like(self.stock)
        fresh[:, source] = np.maximum(units, 0.0)
        if not fresh.any():
            return
        fresh *= self.most(fresh, none, none, usable, share)[:, None]
        self._book(fresh, none, np.maximum(self.stock, 0.0), share)

    def _book(self, fresh: Vector, loose: Vector, free: Vector, share: Vector) -> None:
        make, _ = self._makes(fresh, loose, np.ones(fresh.shape[0]), free, share)
        self.made += make
        self.stock += make
        for k in self.order:
            for i, sources in self.parts[k]:
                used = self.recipe[i, self.product[k]] * share[:, sources] * make[:, [k]]
                self.stock[:, sources] -= used
                self.used[:, sources] += used


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
