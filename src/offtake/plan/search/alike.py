r"""Symmetry: lines and buyers that are alike in the program of a study.

**Lines as one**, exactly.  Lines i of one source whose output costs the same at a node and stands in the same rows but
for the capacity row of its own (so that no rule, order or project of one of them enters another's) make

.. math::
    X = \sum_i x_i, \qquad \sum_i l_i \le X \le \sum_i K_i(N),
    \qquad x_i = l_i + (K_i - l_i) \frac{X - \sum l}{\sum (K - l)}

with l the least rate and K(N) the capacity for the projects N: every X that is possible has an x, at the same cost.

**Buyers as one**, to begin from.  Buyers who pay alike for alike goods differ in needs and budgets alone; groups of
those whose money reaches equally far give a smaller program whose basis is nearly that of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.model.figures.quantities import Quantities
from offtake.plan.stated import Stated
from offtake.stochastic.program.extensive_form import Flat, flatten
from offtake.stochastic.program.few_futures import basis_from_few
from offtake.stochastic.program.grouped import (
    Grouped,
    grouped,
    marks_of,
    of_nodes,
    on_tree,
    summed_marks,
    with_rows,
)
from offtake.stochastic.solver.highs import Basis, Handle, basis_of, written
from offtake.stochastic.solver.program import LinearProgram, Outcome
from offtake.uncertainty.tree import ScenarioTree

SMALL = 40_000  # columns: solved as it stands
PARTS = 4  # groups of buyers who pay alike


@dataclass(frozen=True)
class LinesAsOne:
    """The program with lines as one, and how to come back from a point of it."""

    whole: LinearProgram
    small: Grouped
    make: Indices  # (lines of groups of several,) columns of `whole`
    capacity: Indices  # (same,) their rows

    def of(self, program: LinearProgram) -> Grouped:
        """The smaller form of `program`, which differs from the whole one in bounds of columns that stand alone."""
        _, first = np.unique(self.small.column, return_index=True)
        alone = np.bincount(self.small.column) == 1
        p = self.small.program
        smaller = replace(
            p,
            lower=np.where(alone, program.lower[first], p.lower),
            upper=np.where(alone, program.upper[first], p.upper),
        )
        return replace(self.small, program=smaller)

    def outcome(self, found: Outcome) -> Outcome:
        """What was found for the smaller program, for the whole one."""
        if not found.x.size:
            return found
        p, dual = self.whole, found.row_dual
        if dual.size:
            dual = dual[self.small.row]
        reduced = p.cost - p.matrix.T @ dual if dual.size else dual
        return replace(found, x=self._split(found.x), row_dual=dual, reduced_cost=reduced)

    def _split(self, x: Vector) -> Vector:
        """Output of a group in proportion to what each line's capacity leaves above its least rate."""
        p, group = self.whole, self.small.column[self.make]
        point = x[self.small.column]
        point[self.make] = 0.0
        least = p.lower[self.make]
        room = p.row_upper[self.capacity] - p.matrix[self.capacity] @ point - least
        room = np.maximum(room, 0.0)
        total, beyond = np.bincount(group, room, x.size), x - np.bincount(group, least, x.size)
        share = np.divide(room, total[group], out=np.zeros_like(room), where=total[group] > 0)
        point[self.make] = least + share * np.maximum(beyond[group], 0.0)
        return point


def lines_as_one(flat: Flat) -> LinesAsOne:
    """The program of a study with lines that are alike at a node as one."""
    p = flat.program
    make, capacity = flat.columns("make").ravel(), flat.rows("capacity").ravel()
    marks = marks_of(p, make, capacity)
    free = np.isinf(p.upper[make]) & np.isneginf(p.row_lower[capacity])
    marks[~free] = np.arange(marks.size, dtype=np.uint64)[~free]
    _, first, group = np.unique(marks, return_index=True, return_inverse=True)
    column, row = np.arange(p.cost.size), np.arange(p.row_lower.size)
    column[make], row[capacity] = make[first[group]], capacity[first[group]]
    small = with_rows(p, column, np.unique(row, return_inverse=True)[1].astype(np.int64))
    several = np.bincount(small.column)[small.column[make]] > 1
    return LinesAsOne(p, small, make[several], capacity[several])


def buyers_in_groups(of: Stated, lines: Grouped) -> Grouped:
    """The program with `lines` as one, buyers in groups: a relaxation of it."""
    _, first = np.unique(lines.column, return_index=True)
    return grouped(lines.program, _kinds(of)[first])


def basis_from_groups(of: Stated, lines: Grouped, seconds: float = np.inf) -> Basis | None:
    """A basis for the program with `lines` as one: that of the program with buyers in groups, itself begun from few
    futures.  None where the program is small, or the smaller one has no solution in the time."""
    if lines.program.cost.size <= SMALL:
        return None
    small = buyers_in_groups(of, lines)
    both = Grouped(small.program, small.column[lines.column], small.row[lines.row])
    start = basis_from_few(flatten(on_tree(of.flat, both)), seconds)
    handle = Handle(small.program.relaxed, "choose")
    if start is not None:
        handle.start_from(start)
    handle.run(seconds)
    if handle.status != "optimal":
        return None
    columns, rows = written(handle.basis)
    return basis_of(columns[small.column], rows[small.row], alien=True)


def _kinds(of: Stated) -> Indices:
    """(columns,): the same for columns of one node that say the same of buyers of one group."""
    flat, stochastic = of.flat, of.flat.stochastic
    buyers = {name: b for b, (name,) in enumerate(of.q.buyers.labels.keys)}
    kind, buyer = (np.full(flat.program.cost.size, -1, np.int64) for _ in range(2))
    said: dict[tuple[object, ...], int] = {}
    for name in dict.fromkeys(name for node in stochastic.nodes for name in node.columns):
        labels = stochastic.labels[name]
        if "buyer" not in labels.dims or not labels.size:
            continue
        at = labels.dims.index("buyer")
        keys = [(name, *key[:at], *key[at + 1 :]) for key in labels.keys]
        own = np.array([said.setdefault(key, len(said)) for key in keys], np.int64)
        whose = np.array([buyers[key[at]] for key in labels.keys], np.int64)
        for n, where in of_nodes(flat, name):
            kind[where], buyer[where] = own + n * 1_000_000, whose
    has = buyer >= 0
    terms = summed_marks(buyer[has], kind[has], flat.program.cost[has], len(buyers))
    group = _groups(terms.astype(np.int64), _reach(of.q, of.tree))
    kind[has] = kind[has] * (int(group.max(initial=0)) + 1) + group[buyer[has]]
    alone = np.arange(kind.size) + int(kind.max(initial=0)) + 1
    return np.unique(np.where(has, kind, alone), return_inverse=True)[1].astype(np.int64)


def _reach(q: Quantities, tree: ScenarioTree) -> tuple[Vector, Vector]:
    """(buyers,), (buyers,): what buyers need, by worth; how much of it they could pay, by their budgets."""
    r, chance = q.requirements, tree.probability[:, None]
    worth = (chance * r.need * r.value).sum(axis=0)
    need = np.asarray(np.bincount(r.buyer, worth, q.buyers.labels.size), np.float64)
    money = (chance * np.where(np.isfinite(q.buyers.budget), q.buyers.budget, 0.0)).sum(axis=0)
    return need, np.divide(money, need, out=np.zeros_like(need), where=need > 0)


def _groups(terms: Indices, reach: tuple[Vector, Vector]) -> Indices:
    """(buyers,): groups of equal terms, in parts of about equal need by how far their money goes."""
    need, far = reach
    group = np.zeros(terms.size, np.int64)
    for k, same in enumerate(np.unique(terms)):
        member = np.flatnonzero(terms == same)
        member = member[np.argsort(far[member], kind="stable")]
        share = (np.cumsum(need[member]) - need[member] / 2) / max(need[member].sum(), 1e-300)
        group[member] = k * PARTS + np.minimum((share * PARTS).astype(np.int64), PARTS - 1)
    return group
