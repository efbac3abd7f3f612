r"""Delivery times (waits in a backlog, first come first served): what is never delivered, and how long the rest was
waited for.

Needs and deliveries run evenly within a period; of one need, what was needed first is served first.  With N(t) the
units needed so far on a path and D(t) those delivered, T the study's end:

.. math::
    \text{never delivered} &= (N(T) - D(T)) / N(T)                     && \text{flows and stocks apart} \\
    w(u) &= \max(D^{-1}(u) - N^{-1}(u),\, 0), \quad 0 < u \le D(T)     && \text{wait of the u-th unit of a stock} \\
    \text{age} &= T - N^{-1}(u), \quad D(T) < u \le N(T)               && \text{of stock units still open}

The wait is the horizontal distance between two curves that are straight between their kinks, so it is straight in u
between the kinks of both: mean, share on time and percentiles are exact.  Both are stated of units, over all futures.
A unit still open at the end counts as never delivered, not as a wait that the end cuts off.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from offtake.formulas.bands import BAND
from offtake.frozen import Flags, Vector
from offtake.model.figures.quantities import Quantities
from offtake.uncertainty.tree import ScenarioTree

Name = TypeVar("Name", bound=Hashable)
ON_TIME = 1e-6  # years
NOTHING = 1e-9  # share of a need, or spread of waits in years, that is none


@dataclass(frozen=True)
class Stretches:
    """Units whose wait runs evenly from `first` to `last` years: each (paths, stretches)."""

    units: Vector
    first: Vector
    last: Vector

    @property
    def unit_years(self) -> Vector:
        """(paths,): the units' waits together."""
        return np.asarray((self.units * (self.first + self.last) / 2).sum(axis=1))

    @property
    def total(self) -> Vector:
        """(paths,): number of units."""
        return np.asarray(self.units.sum(axis=1))


@dataclass(frozen=True)
class Curves:
    """What is needed and what is given to one need in every period, (paths, periods) each, and the periods' lengths."""

    need: Vector
    given: Vector
    length: Vector  # (periods,) years

    def waits(self) -> Stretches:
        """The waits of all units that are delivered, path by path."""
        needed, got = _so_far(self.need), _so_far(self.given)
        end = np.minimum(needed[:, -1:], got[:, -1:])
        edges = np.sort(np.concatenate([np.minimum(needed, end), np.minimum(got, end)], axis=1))
        units = np.diff(edges)
        middle = edges[:, :-1] + units / 2
        asked = _when(needed, self.length, edges, middle)
        served = _when(got, self.length, edges, middle)
        first, last = (np.maximum(s - a, 0.0) for s, a in zip(served, asked, strict=True))
        kept = units > NOTHING * np.maximum(needed[:, -1:], 1e-300)
        return Stretches(np.where(kept, units, 0.0), first, last)

    def ages(self) -> Stretches:
        """The ages, at the end, of all units that are still open."""
        needed, got = _so_far(self.need), _so_far(self.given)
        begin = np.minimum(needed[:, -1:], got[:, -1:])
        edges = np.sort(np.maximum(np.concatenate([begin, needed], axis=1), begin))
        units = np.diff(edges)
        first, last = _when(needed, self.length, edges, edges[:, :-1] + units / 2)
        kept = units > NOTHING * np.maximum(needed[:, -1:], 1e-300)
        total = float(self.length.sum())
        return Stretches(np.where(kept, units, 0.0), total - first, total - last)


def _so_far(values: Vector) -> Vector:
    """(paths, periods + 1): sums up to every period's edge; a solver's rounding below 0 is none."""
    zero = np.zeros((values.shape[0], 1))
    return np.concatenate([zero, np.cumsum(np.maximum(values, 0.0), axis=1)], axis=1)


def _when(curve: Vector, length: Vector, edges: Vector, middle: Vector) -> tuple[Vector, Vector]:
    """When the curve passes the lower and the upper edge of every stretch, which lies in one of its pieces."""
    starts = np.concatenate([[0.0], np.cumsum(length)])
    piece = np.stack([np.searchsorted(c, m, side="right") for c, m in zip(curve, middle, strict=True)]) - 1  # fmt: skip
    piece = np.clip(piece, 0, length.size - 1)
    low = np.take_along_axis(curve, piece, axis=1)
    height = np.take_along_axis(curve, piece + 1, axis=1) - low
    pace = np.divide(length[piece], height, out=np.zeros_like(height), where=height > 0)

    def at(units: Vector) -> Vector:
        return np.asarray(starts[piece] + np.clip(units - low, 0.0, height) * pace)

    return at(edges[:, :-1]), at(edges[:, 1:])


@dataclass(frozen=True)
class Told:
    """What is told of waits: mean, percentiles (years) and share on time; None where no unit is delivered."""

    mean: float | None
    on_time: float | None
    levels: tuple[float | None, ...]  # of BAND


def told(parts: list[Stretches], weight: Vector) -> Told:
    """Over the units of all `parts` and paths, whose weights are (paths,)."""
    empty = np.zeros(0)
    units = np.concatenate([(p.units * weight[:, None]).ravel() for p in parts] or [empty])
    first = np.concatenate([p.first.ravel() for p in parts] or [empty])
    last = np.concatenate([p.last.ravel() for p in parts] or [empty])
    kept = units > 0
    units, first, last = units[kept], first[kept], last[kept]
    total = float(units.sum())
    if total <= 0:
        return Told(None, None, (None,) * len(BAND))
    low, high = np.minimum(first, last), np.maximum(first, last)
    low = np.where(high - low < NOTHING, high, low)  # rounding of one wait, not a spread of waits
    mean = float(units @ (low + high)) / 2 / total
    at, below, upto = _distribution(units / total, low, high)
    on_time = _share_up_to(at, below, upto, ON_TIME)
    return Told(mean, on_time, tuple(_quantile(at, below, upto, q) for q in BAND.values()))


def _distribution(share: Vector, low: Vector, high: Vector) -> tuple[Vector, Vector, Vector]:
    """Waits at which the distribution has a kink, and the shares strictly below and up to each."""
    at = np.unique(np.concatenate([low, high]))
    begin, end = np.searchsorted(at, low), np.searchsorted(at, high)
    point = begin == end
    jump = np.bincount(begin[point], share[point], at.size)
    pace = share[~point] / (high - low)[~point]
    slope = np.bincount(begin[~point], pace, at.size) - np.bincount(end[~point], pace, at.size)
    rise = np.concatenate([[0.0], np.cumsum(slope)[:-1] * np.diff(at)])
    upto = np.cumsum(rise) + np.cumsum(jump)
    return at, np.asarray(upto - jump), np.asarray(upto)


def _share_up_to(at: Vector, below: Vector, upto: Vector, wait: float) -> float:
    k = int(np.searchsorted(at, wait, side="right")) - 1
    if k < 0 or k == at.size - 1:
        return 0.0 if k < 0 else 1.0
    way = (wait - at[k]) / (at[k + 1] - at[k])
    return float(upto[k] + way * (below[k + 1] - upto[k]))


def _quantile(at: Vector, below: Vector, upto: Vector, level: float) -> float:
    """The least wait that is not exceeded by a share `level` of the units."""
    k = int(np.argmax(upto >= min(level, float(upto[-1])) - 1e-12))
    if k == 0 or below[k] <= level:
        return float(at[k])
    way = (level - upto[k - 1]) / (below[k] - upto[k - 1])
    return float(at[k - 1] + max(way, 0.0) * (at[k] - at[k - 1]))


@dataclass(frozen=True)
class Timeliness:
    """Of what is needed under one name: needed and never delivered, (paths,), flows and stocks apart; waits and ages."""

    needed_flow: Vector
    needed_stock: Vector
    never_flow: Vector
    never_stock: Vector
    waits: tuple[Stretches, ...]
    ages: tuple[Stretches, ...]

    def never(self, weight: Vector) -> float | None:
        """Share of all need, None where nothing is needed."""
        return _share(self.never_flow + self.never_stock, self.needed, weight)

    def never_of_flows(self, weight: Vector) -> float | None:
        """Share of the needs that lapse."""
        return _share(self.never_flow, self.needed_flow, weight)

    def never_of_stocks(self, weight: Vector) -> float | None:
        """Share of the needs that stand until they are met."""
        return _share(self.never_stock, self.needed_stock, weight)

    @property
    def needed(self) -> Vector:
        """(paths,): units of both kinds."""
        return np.asarray(self.needed_flow + self.needed_stock)

    def never_by_path(self) -> Vector:
        """(paths,): share of the path's need; 0 where it has none."""
        lost = self.never_flow + self.never_stock
        return np.divide(lost, self.needed, out=np.zeros_like(lost), where=self.needed > 0)

    def wait_by_path(self) -> Vector:
        """(paths,): mean wait of the path's delivered stock units, years; 0 where there are none."""
        years, units = np.zeros_like(self.needed), np.zeros_like(self.needed)
        for part in self.waits:
            years, units = years + part.unit_years, units + part.total
        return np.divide(years, units, out=np.zeros_like(years), where=units > 0)


def _share(part: Vector, whole: Vector, weight: Vector) -> float | None:
    total = float(weight @ whole)
    return min(max(float(weight @ part) / total, 0.0), 1.0) if total > 0 else None


def timeliness(
    names: Sequence[Name], is_stock: Flags, need: Vector, given: Vector, length: Vector
) -> dict[Name, Timeliness]:
    """By what is needed, in the order of `names` (requirements,); `need` and `given` (paths, periods, requirements)."""
    found = {}
    for name in dict.fromkeys(names):
        own = np.array([n == name for n in names])
        flow, stock = np.flatnonzero(own & ~is_stock), np.flatnonzero(own & is_stock)
        curves = [Curves(need[:, :, r], given[:, :, r], length) for r in stock]
        short = need - given
        found[name] = Timeliness(
            needed_flow=need[:, :, flow].sum(axis=(1, 2)),
            needed_stock=need[:, :, stock].sum(axis=(1, 2)),
            never_flow=np.maximum(short[:, :, flow].sum(axis=1), 0.0).sum(axis=1),
            never_stock=np.maximum(short[:, :, stock].sum(axis=1), 0.0).sum(axis=1),
            waits=tuple(c.waits() for c in curves),
            ages=tuple(c.ages() for c in curves),
        )
    return found


def of_plan(
    q: Quantities, tree: ScenarioTree, values: Mapping[str, Vector]
) -> dict[str, Timeliness]:
    """By what is needed: what a plan's deliveries come to on every path of its tree."""
    names = [name for _, name, _ in q.requirements.labels.keys]
    return timeliness(names, q.requirements.is_stock, *along_paths(q, tree, values))


def of_buyers(
    q: Quantities, tree: ScenarioTree, values: Mapping[str, Vector]
) -> dict[tuple[str, str], Timeliness]:
    """By what is needed and by whom: the same, buyer by buyer."""
    names = [(name, buyer) for buyer, name, _ in q.requirements.labels.keys]
    return timeliness(names, q.requirements.is_stock, *along_paths(q, tree, values))


def along_paths(
    q: Quantities, tree: ScenarioTree, values: Mapping[str, Vector]
) -> tuple[Vector, Vector, Vector]:
    """What is needed and given, (paths, periods, requirements) each, and the periods' lengths in years."""
    r, along = q.requirements, tree.leaf_paths
    given = np.zeros_like(r.need)
    np.add.at(given.T, r.requirement, (values["deliver"] * r.contribution).T)
    return r.need[along], given[along], np.full(along.shape[1], q.step)
