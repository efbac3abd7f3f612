r"""What comes of a plan where output is noisy: the courses of a simulation, followed once more with less or more made.

On a course, lines are to make x_l, could make C_l, and y_d is to be delivered.  On a path with noise ε, period by
period, parts before the goods that need them:

    made_j    = min( x_j + owed_j + extra_j ,  Σ_l C_l ε_l ,  parts there / parts in one unit )
    deliver   = y + owed to stock needs + extra,  all cut to the same share where goods are short

*owed* is what should have been made, or delivered, before and was not: lines with capacity to spare make up for it, and
stock needs are served late; a flow that is not served lapses.  *extra* is what lines could make beyond what was
foreseen, Σ C (ε - 1)+, as far as the course leaves needs open whose buyers have money of the year left.  Stocks are used
before anybody is let down; extra deliveries leave the stock of the course.  With ε = 1 it is the course itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offtake.frozen import Flags, Indices, Vector, freeze
from offtake.market.channels import Owners
from offtake.model.figures.asked import parts_last
from offtake.model.figures.quantities import Quantities, quantities
from offtake.model.output import capacity_with
from offtake.simulation.follow import Deliveries
from offtake.simulation.histories import distinct, even_parts, histories
from offtake.simulation.noise import noise_of
from offtake.stochastic.parallel.executor import Executor, SerialExecutor, called_once
from offtake.uncertainty.tree import Paths

_AT_ONCE = 500  # paths
_NOTHING = 1e-12


@dataclass(frozen=True, repr=False)
class Noisy:
    """What came along every path, by calendar year: units made by line, delivered by delivery, flow units lost by
    requirement, all (paths, years, …); and what of each requirement was never delivered, (paths, requirements)."""

    made: Vector
    delivered: Vector
    lost: Vector
    never: Vector
    needed: Vector  # (paths, requirements)
    years: Indices
    probability: Vector  # (paths,)

    def __post_init__(self) -> None:
        freeze(self)


def with_noise(d: Deliveries, paths: Paths, seed: int, executor: Executor | None = None) -> Noisy:
    """Follow `d`, which came along `paths`, once more with the noise of its study.

    The same paths and seed give the same result with every executor.
    """
    course = _course(d, paths)
    count = d.course.size
    factor = noise_of(d.study, np.unique(d.year), count, seed)
    parts = even_parts(count, _AT_ONCE)
    recipes = [(_Part, (course, d.course[part], factor[part])) for part in parts]
    answers = called_once(executor or SerialExecutor(), recipes, "run")
    made_, given, lost, never, needed = (np.concatenate(c) for c in zip(*answers, strict=True))
    return Noisy(
        made_, given, lost, never, needed, years=np.unique(d.year), probability=d.probability
    )


@dataclass(frozen=True)
class _Course:
    """The courses of a simulation, (courses, periods, …) each, and what is the same on all of them."""

    make: Vector  # lines
    could: Vector  # lines
    deliver: Vector  # deliveries
    hold: Vector  # products, at the end of a period
    price: Vector  # deliveries: the least price asked, millions a unit
    left: Vector  # buyers: money of the budget year that the course leaves unspent
    turns: Flags  # (periods, buyers) does a budget year begin with the period?
    need: Vector  # requirements
    line_product: Indices
    recipe: Vector
    product: Indices  # (deliveries,)
    buyer: Indices  # (deliveries,)
    requirement: Indices  # (deliveries,)
    contribution: Vector  # (deliveries,)
    is_stock: Flags  # (requirements,)
    year: Indices  # (periods,) place among the years


def _course(d: Deliveries, paths: Paths) -> _Course:
    courses = distinct(paths)
    tree, at = histories(courses, slice(0, courses.probability.size), paths)
    q = quantities(d.study, tree)
    begun = np.zeros((tree.size, q.projects.labels.size))
    begun[at] = d.values["begun"]
    return _Course(
        make=d.values["make"],
        could=np.maximum(capacity_with(q, tree, begun)[at], d.values["make"]),
        deliver=d.values["deliver"],
        hold=_by_product(d, q),
        price=_price(q, at),
        left=_left(d, q, at),
        turns=np.diff(q.buyers.year, axis=0, prepend=-1) != 0,
        need=d.values["need"],
        line_product=q.lines.product,
        recipe=q.products.recipe,
        product=q.requirements.product,
        buyer=q.requirements.buyer[q.requirements.requirement],
        requirement=q.requirements.requirement,
        contribution=q.requirements.contribution,
        is_stock=q.requirements.is_stock,
        year=np.searchsorted(np.unique(d.year), d.year),
    )


def _by_product(d: Deliveries, q: Quantities) -> Vector:
    """(courses, periods, products): stocks, whatever source they are kept under."""
    names = [name for (name,) in q.products.labels.keys]
    total = np.zeros((*d.values["hold"].shape[:2], len(names)))
    for k, key in enumerate(d.labels["hold"].keys):
        total[:, :, names.index(key[0])] += d.values["hold"][:, :, k]
    return total


def _left(d: Deliveries, q: Quantities, at: Indices) -> Vector:
    """(courses, periods, buyers): the budget of the year, less all that is paid in it."""
    buyers, left = q.buyers, np.zeros_like(d.values["paid"])
    for t in range(d.year.size):
        paid = (d.values["paid"] * (buyers.year == buyers.year[t])).sum(axis=1)
        left[:, t] = np.maximum(buyers.budget[at[:, t]] - paid, 0.0)
    return left


def _price(q: Quantities, at: Indices) -> Vector:
    """(courses, periods, deliveries): the least that is asked for the product; infinite where nobody has a line."""
    found = np.full((*at.shape, q.requirements.product.size), np.inf)
    for k, j in enumerate(q.requirements.product.tolist()):
        own = np.flatnonzero(q.lines.product == j)
        if own.size:
            found[:, :, k] = q.asked[:, own].min(axis=1)[at]
    return found


@dataclass(frozen=True)
class _Part:
    """Some of the paths, ready to be followed by any worker."""

    course: _Course
    of: Indices  # (paths,) course of each
    factor: Vector  # (paths, years, lines)

    def run(self) -> tuple[Vector, Vector, Vector, Vector, Vector]:
        """made, delivered, lost (paths, years, …), never and needed (paths, requirements)."""
        c, count, years = self.course, self.of.size, self.factor.shape[1]
        order = list(reversed(parts_last(c.recipe)))
        made = np.zeros((count, years, c.line_product.size))
        delivered = np.zeros((count, years, c.product.size))
        lost = np.zeros((count, years, c.is_stock.size))
        stock = np.zeros((count, c.recipe.shape[0]))
        to_make = np.zeros_like(stock)
        behind = np.zeros((count, c.is_stock.size))  # units of stock needs owed
        flow = ~c.is_stock
        late, spent = np.zeros_like(behind), np.zeros((count, c.left.shape[2]))
        for t, y in enumerate(c.year.tolist()):
            make, could = c.make[self.of, t], c.could[self.of, t]
            noise = self.factor[:, y]
            able, beyond = could * noise, could * np.maximum(noise - 1.0, 0.0)
            need, planned = c.need[self.of, t], self._met(c.deliver[self.of, t])
            open_ = np.where(c.is_stock, late, 0.0) + need
            spent = np.where(c.turns[t], 0.0, spent)
            extra = self._payable(np.maximum(open_ - planned - behind, 0.0), t, spent)
            wish = self._wish(extra)
            output = self._made(order, make, able, beyond, wish, to_make, stock)
            made[:, y] += output
            due, more = self._given(c.deliver[self.of, t], extra, behind, stock, c.hold[self.of, t])
            delivered[:, y] += due + more
            spent += self._cost(more, t)
            met = self._met(due + more)
            behind = np.where(c.is_stock, np.maximum(behind + planned - met, 0.0), 0.0)
            late = np.where(c.is_stock, np.maximum(late + need - met, 0.0), 0.0)
            lost[:, y] += np.where(flow, np.maximum(need - met, 0.0), 0.0)
        needed = c.need[self.of].sum(axis=1)
        return made, delivered, lost, late + lost.sum(axis=1), needed

    def _met(self, units: Vector) -> Vector:
        """(paths, requirements) from units delivered."""
        c = self.course
        return Owners(c.requirement, c.is_stock.size).sums(units * c.contribution)

    def _payable(self, open_: Vector, t: int, spent: Vector) -> Vector:
        """(paths, deliveries): open needs (paths, requirements) as far as buyers have money of the year left."""
        c = self.course
        count = np.bincount(c.requirement, minlength=c.is_stock.size)
        r = c.requirement
        wanted = np.where(np.isfinite(c.price[self.of, t]), open_[:, r] / (count[r] * c.contribution), 0.0)  # fmt: skip
        cost, room = self._cost(wanted, t), np.maximum(c.left[self.of, t] - spent, 0.0)
        share = np.divide(room, cost, out=np.ones_like(cost), where=cost > room)
        return np.asarray(wanted * share[:, c.buyer])

    def _cost(self, units: Vector, t: int) -> Vector:
        """(paths, buyers): what units of deliveries cost."""
        c, bought = self.course, units > 0
        cost = np.multiply(units, c.price[self.of, t], out=np.zeros_like(units), where=bought)
        return Owners(c.buyer, c.left.shape[2]).sums(cost)

    def _wish(self, extra: Vector) -> Vector:
        """(paths, products): what extra deliveries would ask to be made, parts included."""
        c = self.course
        wish = Owners(c.product, c.recipe.shape[0]).sums(extra)
        for j in parts_last(c.recipe):
            for i in np.flatnonzero(c.recipe[:, j]).tolist():
                wish[:, i] += c.recipe[i, j] * wish[:, j]
        return wish

    def _made(
        self, order: list[int], make: Vector, able: Vector, beyond: Vector, wish: Vector, to_make: Vector, stock: Vector
    ) -> Vector:  # fmt: skip
        """(paths, lines) made; `to_make` (what is behind) and `stock` move along."""
        c, output = self.course, np.zeros_like(make)
        for j in order:
            lines = np.flatnonzero(c.line_product == j)
            planned = make[:, lines].sum(axis=1)
            more = np.minimum(wish[:, j], beyond[:, lines].sum(axis=1))
            most = able[:, lines].sum(axis=1)
            wanted = planned + to_make[:, j] + more
            units = np.minimum(wanted, most)
            for i in np.flatnonzero(c.recipe[:, j]).tolist():
                units = np.minimum(units, self._part_for(i, j, make, stock) / c.recipe[i, j])
            for i in np.flatnonzero(c.recipe[:, j]).tolist():
                stock[:, i] = np.maximum(stock[:, i] - c.recipe[i, j] * units, 0.0)
            stock[:, j] += units
            to_make[:, j] = np.maximum(to_make[:, j] + planned - units, 0.0)
            output[:, lines] = _shared(units, make[:, lines], able[:, lines])
        return output

    def _part_for(self, part: int, good: int, make: Vector, stock: Vector) -> Vector:
        """(paths,): of a part in stock, what goods that are made of it may use; by what they are to make."""
        c = self.course
        users = [int(j) for j in np.flatnonzero(c.recipe[part])]
        if len(users) == 1:
            return stock[:, part]
        wants = {j: make[:, c.line_product == j].sum(axis=1) * c.recipe[part, j] for j in users}
        done = list(reversed(parts_last(c.recipe)))
        ahead = sum((wants[j] for j in users if done.index(j) >= done.index(good)), np.zeros(stock.shape[0]))  # fmt: skip
        share = np.divide(wants[good], ahead, out=np.zeros_like(ahead), where=ahead > _NOTHING)
        return np.asarray(stock[:, part] * share)

    def _given(self, deliver: Vector, extra: Vector, behind: Vector, stock: Vector, hold: Vector) -> tuple[Vector, Vector]:  # fmt: skip
        """(paths, deliveries) that leave as planned or owed, and beyond; `stock` moves along."""
        c, found = self.course, (np.zeros_like(deliver), np.zeros_like(deliver))
        for j in np.unique(c.product).tolist():
            own = np.flatnonzero(c.product == j)
            asked = deliver[:, own] + self._owed(own, behind)
            turns = (found[0], asked, 0.0), (found[1], extra[:, own], hold[:, j])
            for give, wanted, kept in turns:
                free = np.maximum(stock[:, j] - kept, 0.0)
                total = wanted.sum(axis=1)
                share = np.divide(np.minimum(free, total), total, out=np.zeros_like(total), where=total > _NOTHING)  # fmt: skip
                units = wanted * share[:, None]
                give[:, own] += units
                stock[:, j] = np.maximum(stock[:, j] - units.sum(axis=1), 0.0)
        return found

    def _owed(self, own: Indices, behind: Vector) -> Vector:
        """(paths, own): what is owed to the stock needs of some deliveries, shared evenly by those of one need."""
        c = self.course
        count = np.bincount(c.requirement, minlength=c.is_stock.size)
        r = c.requirement[own]
        return np.asarray(behind[:, r] / (count[r] * c.contribution[own]))


def _shared(units: Vector, make: Vector, able: Vector) -> Vector:
    """(paths, lines): `units` of one product among its lines: first what each is to make and can, then by room."""
    first = np.minimum(make, able)
    total = first.sum(axis=1)
    held = np.divide(units, total, out=np.zeros_like(units), where=total > _NOTHING)
    done = first * np.minimum(held, 1.0)[:, None]
    rest = np.maximum(units - done.sum(axis=1), 0.0)
    room = able - done
    width = room.sum(axis=1)
    share = np.divide(rest, width, out=np.zeros_like(width), where=width > _NOTHING)
    return np.asarray(done + room * share[:, None])
