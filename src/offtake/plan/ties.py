r"""Ties (alternative optima): which of the plans of equal cost with the same projects is the plan.

Who makes what, who is served first and what lies in stock turn with the order of rows where nothing else settles
them, and cash with them.  So among the plans of least cost with the projects as they are, the plan is the one with

.. math::
    &\text{least}\; \sum_n π_n \Big( \sum_{stock} \bar u_n Δ / Q + \sum_{flow} v_n / Q \Big)
        && \text{early before late} \\
    &\text{then least}\; \sum_n π_n \sum_j \bar h_{j,n} Δ / Q_j      && \text{little stock} \\
    &\text{then least}\; \sum_n π_n \sum_l x^{+}_{l,n} / Q_j         && \text{old lines before new ones} \\
    &\text{then least}\; \sum_n π_n Δ \Big( \sum_l \tfrac{(x^{o}/Δ)^2}{K^{o} Q_j} + \tfrac{(x^{+}/Δ)^2}{K^{+} Q_j}
        + \sum_{flow} \tfrac{(v/Δ)^2}{q Q} + \sum_d \tfrac{(c\, y/Δ)^2}{S Q}
        + \sum_w \tfrac{(b_w/Δ)^2 C_j}{S_b c_w Q_j} + \sum_s \tfrac{(d_s/Δ)^2}{c_s Q_j} \Big) \\
    &\qquad + \sum_{n \,\text{ends a year}} π_n Y_n \sum_{stock} \tfrac{u^2}{N Q}  && \text{equals in proportion}

==================  ========  ==========================================================  ==========
symbol              name      meaning                                                     unit
==================  ========  ==========================================================  ==========
:math:`\bar u, u`   late      late, mean of a period's beginning and end; at its end      units
:math:`v`           missed    needed in the period and never delivered                    units
:math:`\bar h`      hold      stock, mean of beginning and end                            units
:math:`x^o, x^+`    make      output within, beyond the capacity at the study's start     units
:math:`K^o, K^+`    -         that capacity, and all beyond it                            units/year
:math:`y, c`        deliver   delivered, and what one unit counts for                     units
:math:`b`           buy, call on a way or an order, of which :math:`c_w` is the capacity so far  units
:math:`d`           draw      (and use) out of a source of several; capacity :math:`c_s`    units
:math:`N, q`        -         needed so far on the path, in the period a year             units, units/year
:math:`Y`           -         how much of the calendar year lies in the study             years
:math:`S`           -         of a stock N, of a flow q; :math:`S_b` of all that buyer needs  units, units/year
:math:`Q`           -         largest yearly need or capacity                             units/year
==================  ========  ==========================================================  ==========

An aim is met before the next one counts, so that the length of a period weighs no aim against another.  The squares
make the plan the only one, and share equals out in proportion: halves of a line or of a buyer, names, units and
currency change nothing.  A project does not live on business taken from the lines that were there before it.

Nor does the length of a period.  *So far* (N, S, c, C) is up to the end of the calendar year, as expected at the node,
so of what is constant within years all weights are; and what is late counts where a year ends.  Then, with r a rate and
w its weight, Σ Δ r²/w within a year is least where r is even, and there it is what a study of years has for it (Jensen);
the lates at the years' ends are the same.  So whatever plans of years and of a finer grid cost alike and aim alike, the
least squares pick the same one, spread evenly.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from offtake.frozen import Flags, Indices, Vector
from offtake.model.figures.quantities import Quantities
from offtake.model.figures.ways import POOL
from offtake.model.most import Most
from offtake.plan.stated import Stated
from offtake.stochastic.parallel.executor import Executor, SerialExecutor, called_once
from offtake.stochastic.solver.face import bounds_for_rows, optimal_face
from offtake.stochastic.solver.program import LinearProgram, Outcome
from offtake.stochastic.solver.settled import SettledPart, parts_of, settled
from offtake.uncertainty.tree import ScenarioTree, path_sums

NONE = 1e-9  # share of a capacity that is none
COUNTERS = ("called", "beyond")  # settled by what they count
FAINT = 1e-6  # weight of what has no meaning of its own, beside what has


@dataclass(frozen=True)
class Ties(Stated):
    """What settles ties in the program of one study over one tree, in which lines make `most`."""

    most: Most | None = None

    def settled(
        self,
        found: Outcome,
        part: Indices | None = None,
        executor: Executor = SerialExecutor(),  # noqa: B008  # frozen
    ) -> Vector:
        """The plan among all that have the cost and the whole numbers of `found`, (columns,).

        `found` has duals, with the whole numbers fixed.  `part` (columns,) says which columns hang together, where the
        program falls into parts: each is settled alone, on `executor`.  Raises SolveError where a solver fails.
        """
        given = _with_whole_fixed(self.flat.program, found.x)
        face = bounds_for_rows(optimal_face(given, found))
        make = self.flat.columns("make")
        # not those of the face: which columns have a reduced cost turns with the dual at hand
        old, beyond = self._capacities(bounds_for_rows(given).upper[make])
        split = np.nonzero((old > 0) & (beyond > 0))
        columns = make[split]
        wide = _divided(face, columns, old[split])
        x = np.where(self.flat.program.integer, np.round(found.x), found.x)
        x = np.concatenate([x, np.maximum(found.x[columns] - old[split], 0.0)])
        x[columns] = np.minimum(found.x[columns], old[split])
        aims = self._aims(columns, split, old, beyond)
        usable, fresh = (old, beyond) if self.most is None else self.most.shared(old, beyond)
        capacity, fresh = usable + fresh, np.where(fresh > 0, fresh, beyond)
        squares = self._squares(found, np.where(old > 0, usable, fresh), capacity)
        squares = np.concatenate([squares, self._per_capacity(fresh)[split]])
        added = np.arange(face.cost.size, wide.cost.size)
        sized = np.concatenate([make.ravel(), added])
        if part is None:
            answer = settled(wide, x, aims, squares, sized)
        else:
            parts = np.concatenate([part, part[columns]])
            recipes = [
                (SettledPart, tuple(getattr(p, f.name) for f in fields(p)))
                for p in parts_of(wide, x, aims, squares, sized, parts)
            ]
            answer = x.copy()
            for j, point in enumerate(called_once(executor, recipes, "found", ())):
                answer[parts == j] = point
        whole = answer[: face.cost.size].copy()
        whole[columns] += answer[added]
        return whole

    def _capacities(self, most: Vector) -> tuple[Vector, Vector]:
        """(nodes, lines): what lines can make in the period, as at the start and beyond that, in units."""
        lines = self.q.lines
        stood = np.minimum(lines.reliability * lines.capacity * self.q.step, most)
        old = np.where(stood > NONE * most, stood, 0.0)
        beyond = np.where(most - old > NONE * most, most - old, 0.0)
        return old, beyond

    def _aims(
        self, columns: Indices, split: tuple[Indices, ...], old: Vector, beyond: Vector
    ) -> tuple[Vector, ...]:
        """Costs of what is late, of stock, and of what is made beyond the capacity at the start."""
        late, stock, new = (np.zeros(self.flat.program.cost.size) for _ in range(3))
        is_stock, chance = self.q.requirements.is_stock, self.tree.probability[:, None]
        years = _years_held(self.q, self.tree)[:, None]
        late[self.flat.columns("late")] = years / self._need_scale[is_stock]
        late[self.flat.columns("missed")] = chance / self._need_scale[~is_stock]
        stock[self.flat.columns("hold")] = years / self._scale[self.q.offers.product]
        each = np.broadcast_to(chance / self._scale[self.q.lines.product], old.shape)
        new[self.flat.columns("make")] = np.where((old == 0) & (beyond > 0), each, 0.0)
        nothing = np.zeros(columns.size)
        return (
            np.concatenate([late, nothing]),
            np.concatenate([stock, nothing]),
            np.concatenate([new, each[split]]),
        )

    def _squares(self, found: Outcome, within: Vector, capacity: Vector) -> Vector:
        """Coefficients of the squares of all columns; lines make `within`, and what is beyond in columns of its own."""
        r, step, chance = self.q.requirements, self.q.step, self.tree.probability[:, None]
        scale = self._need_scale
        stands = self._standing
        squares = np.full(self.flat.program.cost.size, FAINT / max(1.0, abs(found.objective)) ** 2)
        squares[self.flat.columns("hold")] = (
            FAINT * chance / self._scale[self.q.offers.product] ** 2
        )
        squares[self.flat.columns("unused")] = FAINT * chance / self._scale[self._firm_product] ** 2
        squares[self.flat.columns("make")] = self._per_capacity(within)
        at_late = chance * self._years_told[:, None] * _inverse(stands) / scale
        squares[self.flat.columns("late")] = at_late[:, r.is_stock]
        at_missed = chance * _inverse(r.need) / scale
        squares[self.flat.columns("missed")] = at_missed[:, ~r.is_stock]
        bought = chance / step * _inverse(stands) / scale
        squares[self.flat.columns("deliver")] = bought[:, r.requirement] * r.contribution**2
        ways, sources = self.q.ways, self.q.offers.line_source
        own = np.flatnonzero(~ways.direct)
        of_way = [np.isin(sources, _sources(self.q, int(w))) for w in own]
        squares[self.flat.columns("buy")] = self._per_need(
            ways.buyer[own], ways.product[own], of_way, capacity
        )
        of_call = [np.isin(np.arange(sources.size), lines) for lines in ways.call_lines]
        orders, step_of = self.q.orders, ways.call_step
        squares[self.flat.columns("call")] = self._per_need(
            orders.buyer[step_of], orders.product[step_of], of_call, capacity
        )
        for name, kept in (("draw", ways.drawn), ("use", self.q.offers.shared)):
            squares[self.flat.columns(name)] = self._per_source(kept, capacity)
        for name in COUNTERS:
            squares[self.flat.columns(name)] = 0.0
        return squares

    def _per_need(
        self, buyer: Indices, product: Indices, lines: list[Flags], capacity: Vector
    ) -> Vector:
        """(nodes, ways): coefficient of the square of what a buyer takes of a product from some of its lines: over its
        need so far, and over these lines' share of all capacity for the product so far."""
        r, stands = self.q.requirements, self._standing
        made = self._by_the_years_end(capacity)
        found = np.zeros((self.tree.size, len(lines)))
        for k, (b, j, own) in enumerate(zip(buyer.tolist(), product.tolist(), lines, strict=True)):
            mine = np.flatnonzero((r.buyer[r.requirement] == b) & (r.product == j))
            need = (stands[:, r.requirement[mine]] / r.contribution[mine]).sum(axis=1)
            share = made[:, own].sum(axis=1)
            whole = made[:, self.q.lines.product == j].sum(axis=1)
            found[:, k] = whole * _inverse(need) * _inverse(share) / self._scale[j]
        return np.asarray(self.tree.probability[:, None] / self.q.step * found)

    def _per_source(self, kept: Indices, capacity: Vector) -> Vector:
        """(nodes, kept): coefficient of the square of what is taken from a source: over its capacity so far."""
        so_far = self._by_the_years_end(capacity)
        behind = np.zeros((self.tree.size, kept.size))
        for k, source in enumerate(kept.tolist()):
            behind[:, k] = so_far[:, self.q.offers.line_source == source].sum(axis=1)
        chance = self.tree.probability[:, None]
        scale = self._scale[self.q.offers.product[kept]]
        return np.asarray(chance / self.q.step / scale * _inverse(behind))

    def _per_capacity(self, capacity: Vector) -> Vector:
        """(nodes, lines): coefficient of the square of units made within `capacity`, units a period."""
        scale = self._scale[self.q.lines.product]
        return np.asarray(self.tree.probability[:, None] / scale * _inverse(capacity))

    @cached_property
    def _standing(self) -> Vector:
        """(nodes, requirements): of a stock what is needed so far on the path, units; of a flow what is needed in the period
        a year, since nothing of it stands."""
        r = self.q.requirements
        return np.where(r.is_stock, self._by_the_years_end(r.need), r.need / self.q.step)

    @cached_property
    def _years_told(self) -> Vector:
        """(nodes,): at the end of a calendar year how much of it lies in the study, years; elsewhere 0."""
        year = self.q.year
        length = self.q.step * (year[:, None] == year).sum(axis=1)
        return np.where(self._ends_year, length, 0.0)[self.tree.period]

    @property
    def _ends_year(self) -> Flags:
        """(periods,): is it the last of its calendar year, or of the study?"""
        return np.append(np.diff(self.q.year) != 0, True)

    def _by_the_years_end(self, values: Vector) -> Vector:
        """Sums along the path up to the end of the calendar year, as expected at the node: they stay as they are from
        period to period where `values` do."""
        tree, total = self.tree, path_sums(values, self.tree)
        for t in range(tree.periods - 2, -1, -1):
            if not self._ends_year[t]:
                here, later = tree.at(t), tree.at(t + 1)
                total[here] = 0.0
                up = tree.parent[later]
                share = tree.probability[later] / tree.probability[up]
                np.add.at(total, up, share[:, None] * total[later])
        return total

    @property
    def _firm_product(self) -> Indices:
        """(firm orders,): product of each."""
        return self.q.orders.product[self.q.orders.firm_step]

    @property
    def _scale(self) -> Vector:
        """(products,): largest yearly need of a product or capacity for it; 1 where there is neither."""
        products, lines = self.q.products.labels.keys, self.q.lines
        need = self._yearly_need
        capacity = lines.reliability * lines.capacity
        largest = [
            max(need.get(name, 0.0), float(capacity[:, lines.product == j].sum(axis=1).max()))
            for j, (name,) in enumerate(products)
        ]
        return np.array([v or 1.0 for v in largest])

    @property
    def _need_scale(self) -> Vector:
        """(requirements,): largest yearly need, of all buyers, of what each asks for; 1 where there is none."""
        need = self._yearly_need
        return np.array([need[name] or 1.0 for _, name, _ in self.q.requirements.labels.keys])

    @property
    def _yearly_need(self) -> dict[str, float]:
        r = self.q.requirements
        names = [name for _, name, _ in r.labels.keys]
        return {
            name: float(r.need[:, [n == name for n in names]].sum(axis=1).max()) / self.q.step
            for name in dict.fromkeys(names)
        }


def _with_whole_fixed(program: LinearProgram, x: Vector) -> LinearProgram:
    whole = np.round(x)
    return replace(
        program,
        lower=np.where(program.integer, whole, program.lower),
        upper=np.where(program.integer, whole, program.upper),
        integer=np.zeros_like(program.integer),
    )


def _divided(face: LinearProgram, columns: Indices, within: Vector) -> LinearProgram:
    """The face with each of `columns` in two: what it takes up to `within`, and, at the end, what it takes beyond."""
    lower, upper = face.lower.copy(), face.upper.copy()
    lower[columns] = np.minimum(lower[columns], within)
    upper[columns] = np.minimum(upper[columns], within)
    matrix = face.matrix.tocsc()
    zero = np.zeros(columns.size)
    return replace(
        face,
        cost=np.zeros(face.cost.size + columns.size),
        lower=np.concatenate([lower, np.maximum(face.lower[columns] - within, 0.0)]),
        upper=np.concatenate([upper, np.maximum(face.upper[columns] - within, 0.0)]),
        integer=np.concatenate([np.zeros(face.cost.size), zero]).astype(bool),
        matrix=sp.csr_array(sp.hstack([matrix, matrix[:, columns]], format="csr")),
    )


def _sources(q: Quantities, way: int) -> Indices:
    """The sources that a way leads from."""
    source = q.ways.source[way : way + 1]
    return q.offers.of_offer(int(q.ways.offer[way])) if source[0] == POOL else source


def _years_held(q: Quantities, tree: ScenarioTree) -> Vector:
    """(nodes,): expected years that a level at the end of a node counts for, half before and half after it."""
    half = tree.probability * q.step / 2
    after = np.zeros(tree.size)
    later = tree.parent >= 0
    np.add.at(after, tree.parent[later], half[later])
    return np.asarray(half + after)


def _inverse(values: Vector) -> Vector:
    return np.divide(1.0, values, out=np.zeros_like(values), where=values > 0)
