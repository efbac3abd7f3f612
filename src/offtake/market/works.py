r"""One period's capacity, parts and stocks, used up as goods leave: all histories at once.

To get x units of product j, with stock h free to use, capacity left C and recipe R (inputs of each product):

    wanted_j = x,   make_k = max(0, wanted_k - h_k),   wanted_i = Σ_k R_ik make_k

goods before their parts.  make_k is convex and rises with x, so the largest x with make ≤ C is found by
Newton's method from above: exact after as many steps as make has kinks, never below the answer.
"""

from __future__ import annotations

import numpy as np

from offtake.stochastic.program.blocks import Indices, Vector

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
    """Stocks and capacity of one period; both fall as goods are taken."""

    def __init__(self, recipe: Vector, capacity: Vector, stock: Vector) -> None:
        self.recipe = recipe
        self.order = parts_last(recipe)
        self.capacity = capacity  # (histories, products), units in the period
        self.stock = stock.copy()  # (histories, products)
        self.made = np.zeros_like(stock)

    def most(self, product: int, wanted: Vector, kept: Vector, usable: Vector) -> Vector:
        """Units of `product`, up to `wanted`, that can leave with stocks `kept` staying where they are."""
        return self._largest(product, wanted, np.maximum(self.stock - kept, 0.0), usable)

    def most_made(self, product: int, wanted: Vector) -> Vector:
        """Units of `product`, up to `wanted`, that can be made anew, parts in stock being free to use."""
        free = self.stock.copy()
        free[:, product] = 0.0
        return self._largest(product, wanted, free, self.capacity)

    def _largest(self, product: int, wanted: Vector, free: Vector, usable: Vector) -> Vector:
        left = np.maximum(usable - self.made, 0.0)
        units = np.maximum(wanted, 0.0)
        for _ in range(2 * len(self.order) + 1):
            make, slope = self._makes(product, units, free)
            over = make - left
            short = over > _CLOSE * (1.0 + left)
            if not short.any():
                break
            back = np.divide(over, slope, out=np.zeros_like(over), where=short)
            units = np.maximum(units - back.max(axis=1), 0.0)
        return units

    def _makes(self, product: int, units: Vector, free: Vector) -> tuple[Vector, Vector]:
        """What must be made for `units`, and how it rises with them: (histories, products) each."""
        wanted, rise = np.zeros_like(free), np.zeros_like(free)
        wanted[:, product], rise[:, product] = units, 1.0
        make, slope = np.zeros_like(free), np.zeros_like(free)
        for k in self.order:
            make[:, k] = np.maximum(wanted[:, k] - free[:, k], 0.0)
            slope[:, k] = np.where(wanted[:, k] > free[:, k], rise[:, k], 0.0)
            for i in np.flatnonzero(self.recipe[:, k]).tolist():
                wanted[:, i] += self.recipe[i, k] * make[:, k]
                rise[:, i] += self.recipe[i, k] * slope[:, k]
        return make, slope

    def take(self, product: int, units: Vector, kept: Vector) -> None:
        """`units` leave: from stock above what is `kept`, the rest made."""
        free = np.maximum(self.stock - kept, 0.0)
        self._book(product, units, free)
        self.stock[:, product] -= units

    def store(self, product: int, units: Vector) -> None:
        """`units` are made and stay."""
        free = self.stock.copy()
        free[:, product] = 0.0
        self._book(product, units, free)

    def _book(self, product: int, units: Vector, free: Vector) -> None:
        make, _ = self._makes(product, units, free)
        self.made += make
        self.stock += make
        for k in self.order:
            for i in np.flatnonzero(self.recipe[:, k]).tolist():
                self.stock[:, i] -= self.recipe[i, k] * make[:, k]


def by_line(
    made: Vector, product: Indices, capacity: Vector, least: Vector, cost: Vector
) -> Vector:
    """(histories, lines): what each line makes of its product; all arguments by history.

    Every line makes its least, then those that cost least run first; equal ones share by capacity.
    """
    result = np.zeros_like(capacity)
    for j in np.unique(product).tolist():
        lines = np.flatnonzero(product == j)
        floor = np.minimum(least[:, lines], capacity[:, lines])
        total = floor.sum(axis=1)
        # Where parts fall short even of the least, the lines share the want.
        held = np.divide(made[:, j], total, out=np.ones_like(total), where=total > made[:, j])
        result[:, lines] = floor * held[:, None]
        rest = np.maximum(made[:, j] - result[:, lines].sum(axis=1), 0.0)
        price = np.round(cost[:, lines], 9)
        room = capacity[:, lines] - result[:, lines]
        for _ in range(lines.size):
            open_ = room > 0.0
            if not (open_.any(axis=1) & (rest > 0.0)).any():
                break
            lowest = np.where(open_, price, np.inf).min(axis=1, keepdims=True)
            group = np.where(open_ & (price == lowest), room, 0.0)
            width = group.sum(axis=1)
            used = np.minimum(rest, width)
            share = np.divide(used, width, out=np.zeros_like(width), where=width > 0.0)
            result[:, lines] += group * share[:, None]
            room = np.where(group > 0.0, 0.0, room)
            rest = rest - used
    return result
