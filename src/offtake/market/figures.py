"""The figures that deals are computed from, at every node: read once for each study and tree."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from offtake.errors import UsageError
from offtake.formulas.discounting import discount_factors, share_left
from offtake.model.capacity import Steps, completions, steps
from offtake.model.figures.places import positions
from offtake.model.figures.products import asking_prices
from offtake.model.figures.quantities import Quantities, quantities
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Order:
    """A contract that exists, with the lines that can serve it."""

    buyer: int
    product: int
    lines: Indices  # of its producer and product; at least one
    first: int  # period
    last: int
    quantity: float  # units
    price: float  # money per unit
    unused: float  # money per unit that is not called by the end


@dataclass(frozen=True)
class Figures:
    """A study at the nodes of a tree, with what only deals need."""

    study: Study
    tree: ScenarioTree
    q: Quantities
    price: Vector  # (nodes, lines): what the line's producer asks, NaN where it asks nothing
    producer: Indices  # (lines,)
    ramp: tuple[Steps, ...]  # by node
    complete: tuple[Steps, ...]  # by node

    @property
    def producers(self) -> list[str]:
        """Names of the producers."""
        return [str(name) for name in self.study.producers["producer"]]

    @property
    def lines(self) -> list[str]:
        """Names of the lines."""
        return [key[0] for key in self.q.lines.labels.keys]

    @property
    def projects(self) -> list[str]:
        """Names of the projects."""
        return [key[0] for key in self.q.projects.labels.keys]

    @property
    def products(self) -> list[str]:
        """Names of the products."""
        return [key[0] for key in self.q.products.labels.keys]

    @property
    def buyers(self) -> list[str]:
        """Names of the buyers."""
        return [key[0] for key in self.q.buyers.labels.keys]

    @cached_property
    def orders(self) -> tuple[Order, ...]:
        """Orders that exist, but those whose producer has no line for the product."""
        rows = self.study.orders.to_dict("records")
        return tuple(order for row in rows if (order := self._order(row)).lines.size)

    def _order(self, row: Mapping[Hashable, Any]) -> Order:
        product, price = self.products.index(row["product"]), float(row["price"])
        of_producer = self.producer == self.producers.index(row["producer"])
        return Order(
            self.buyers.index(row["buyer"]),
            product,
            np.flatnonzero(of_producer & (self.q.lines.product == product)),
            *self.span(row["starts"], row["ends"]),
            quantity=float(row["quantity"]),
            price=price,
            unused=float(row["take_or_pay"]) * price,
        )

    @cached_property
    def buyer_rates(self) -> Vector:
        """(buyers,): discount rates."""
        return self.study.buyers["discount_rate"].to_numpy(float)

    @cached_property
    def fund_cost(self) -> Vector:
        """(buyers,): what one unit of public money costs the taxpayer."""
        return self.study.buyers["public_fund_cost"].to_numpy(float)

    def increments(self, begun: Vector) -> Vector:
        """(nodes, projects): projects begun at each node itself."""
        before = np.where(self.tree.parent[:, None] >= 0, begun[self.tree.parent], 0.0)
        return np.asarray(begun - before)

    def capacity(self, begun: Vector) -> Vector:
        """(nodes, lines): units that each line can make in the period."""
        added = self._summed(self._rises, self.q.projects.adds, begun)
        return np.asarray(self.q.lines.reliability * (self.q.lines.capacity + added) * self.q.step)

    @cached_property
    def stands(self) -> Vector:
        """(nodes, lines): units that each line can make in the period without any project."""
        return self.capacity(np.zeros((self.tree.size, len(self.projects))))

    def standing(self, begun: Vector) -> Vector:
        """(nodes, lines): fixed cost of the period, of lines and of projects that are complete."""
        yearly = self._summed(self._ends, self.q.projects.fixed_cost, begun)
        return np.asarray((self.q.lines.fixed_cost + yearly) * self.q.step)

    @cached_property
    def alike(self) -> tuple[Indices, ...]:
        """Groups of lines that make one product at one cost; a line with a minimum rate is one alone."""
        q = self.q.lines
        alone = np.where(q.min_rate > 0.0, np.arange(q.min_rate.size), -1)
        keys = np.stack([q.product.astype(float), alone, *q.unit_cost.round(9)], axis=1)
        _, group = np.unique(keys, axis=0, return_inverse=True)
        return tuple(np.flatnonzero(group.ravel() == g) for g in range(int(group.max()) + 1))

    @cached_property
    def _rises(self) -> _Entries:
        return _entries(self.ramp)

    @cached_property
    def _ends(self) -> _Entries:
        return _entries(self.complete)

    def _summed(self, entries: _Entries, each: Vector, begun: Vector) -> Vector:
        """(nodes, lines): what projects begun at ancestors add, `each` (nodes, projects) a project."""
        node, steps = entries
        lines = self.q.projects.line[steps.project]
        amount = each[node, steps.project] * steps.share * begun[steps.ancestor, steps.project]
        shape = self.q.lines.capacity.shape
        place = node * shape[1] + lines
        total = np.bincount(place, amount, shape[0] * shape[1]).astype(np.float64)
        return total.reshape(shape)

    def end_share(self, rate: float) -> Vector:
        """(periods, projects): share of capital cost still of use at the end, at a producer's rate."""
        if rate not in self._end_shares:
            self._end_shares[rate] = self._end_share(rate)
        return self._end_shares[rate]

    @cached_property
    def _end_shares(self) -> dict[float, Vector]:
        """Those already worked out, by rate."""
        return {}

    def _end_share(self, rate: float) -> Vector:
        stated = self.study.projects["end_value"].to_numpy(float)
        life = self.study.projects["life"].to_numpy(float)
        ahead = self.tree.periods - np.arange(self.tree.periods)
        used: Vector = np.asarray(ahead[:, None] * self.q.step, float)
        known = np.where(np.isnan(life), 1.0, life)[None, :]
        left = np.where(np.isnan(life), 0.0, share_left(rate, known, used))
        return np.asarray(np.where(np.isnan(stated), left, stated))

    def span(self, first: object, last: object) -> tuple[int, int]:
        """First and last period that begin within two dates; an empty date is no bound.

        A time that holds no beginning of a period counts for the period that it lies in.
        """
        starts = [self.study.period_start(t) for t in range(self.tree.periods + 1)]
        low = 0 if _empty(first) else bisect_left(starts, _day(first))
        high = self.tree.periods - 1 if _empty(last) else bisect_right(starts, _day(last)) - 1
        return min(low, high), min(high, self.tree.periods - 1)

    def factors(self, rate: float) -> tuple[Vector, Vector]:
        """Discount factors of the starts and ends of periods."""
        return discount_factors(rate, self.q.step, self.tree.periods)


_Entries = tuple[Indices, Steps]
"""The entries of all nodes in one, and the node of each."""


def _entries(steps: tuple[Steps, ...]) -> _Entries:
    node = np.repeat(np.arange(len(steps)), [s.project.size for s in steps])
    joined = Steps(*(np.concatenate([getattr(s, n) for s in steps]) for n in _FIELDS))
    return node, joined


_FIELDS = ("project", "ancestor", "share")


def figures(study: Study, tree: ScenarioTree) -> Figures:
    """Read the figures of `study` at the nodes of `tree`.

    Raises UsageError where a producer asks no price for what one of its lines makes.
    """
    q = quantities(study, tree)
    return Figures(
        study=study,
        tree=tree,
        q=q,
        price=_line_prices(study, tree),
        producer=positions(study.lines["producer"], study.producers["producer"]),
        ramp=steps(q, tree),
        complete=completions(q, tree),
    )


def _line_prices(study: Study, tree: ScenarioTree) -> Vector:
    asked = asking_prices(study, tree)
    pairs = zip(study.prices["producer"], study.prices["product"], strict=True)
    place = {pair: k for k, pair in enumerate(pairs)}
    wanted = list(zip(study.lines["producer"], study.lines["product"], strict=True))
    if missing := sorted({pair for pair in wanted if pair not in place}):
        named = "; ".join(f"{producer} for {product}" for producer, product in missing)
        raise UsageError(f"table prices says nothing of {named}; no deal can be judged without it")
    return asked[:, [place[pair] for pair in wanted]]


def _empty(value: object) -> bool:
    return value is None or value is pd.NaT or value != value


def _day(value: object) -> date:
    return pd.Timestamp(str(value)).date()
