r"""A block-angular program: parts tied by a few rows alone, and the program of one part (Lagrangian relaxation).

.. math::
    \min \sum_j c_j x_j + c_v v  \quad\text{s.t.}\quad  A_j x_j \sim a_j, \quad
    \sum_j P_j x_j + S v \le b, \quad  C v \le d

with x_j the columns of part j, v what all parts share (money of their own year, money carried into the next), and
the rows of P the *links*.  A part gets the share θ_j of every side b, and of the bounds and sides d that go with it
(Σ_j θ_j = 1), a v of its own, and y, what it takes beyond:

.. math::
    \min c_j x_j + c_v v_j + λ y  \quad\text{s.t.}\quad  A_j x_j \sim a_j, \quad
    P_j x_j + S v_j - y \le θ_j b, \quad C v_j \le θ_j d

* y = 0: the plans of all parts together are a plan of the whole, since shares add up to one.
* θ = 0, v = 0 and y free: what the part costs at the prices λ ≥ 0.  Σ_j of that + min over v of (c_v + S'λ) v - λ b
  is a bound of the whole from below, whatever the prices (Lagrange).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from offtake.stochastic.program.extensive_form import Flat
from offtake.stochastic.program.grouped import Grouped
from offtake.stochastic.solver.highs import Handle
from offtake.stochastic.solver.program import Indices, LinearProgram, Vector, tied_together

SHARED = -1  # part of what all parts share
LINKS = "budget"
SHARED_ROWS = (LINKS, "carried")
SHARED_COLUMNS = ("own", "carried", "over")
SMALL = 0.05  # of the columns of the largest part: not worth a part of its own


@dataclass(frozen=True)
class Tied:
    """A program, the part of each of its columns and rows (`SHARED`: of all), and the rows that tie the parts."""

    program: LinearProgram
    column: Indices  # (columns,)
    row: Indices  # (rows,)
    link: Indices  # (links,) rows

    @property
    def parts(self) -> int:
        """Number of parts."""
        return int(self.column.max(initial=SHARED)) + 1

    def of(self, small: Grouped) -> Tied:
        """The same parts in a smaller program, none of whose groups reaches over two parts."""
        column = np.unique(small.column, return_index=True)[1]
        row = np.unique(small.row, return_index=True)[1]
        return Tied(
            small.program, self.column[column], self.row[row], np.unique(small.row[self.link])
        )

    def within(self, program: LinearProgram, columns: Indices, rows: Indices) -> Tied:
        """The same parts in `program`, whose columns and rows are like these ones."""
        linked = np.zeros(self.row.size, bool)
        linked[self.link] = True
        return Tied(program, self.column[columns], self.row[rows], np.flatnonzero(linked[rows]))


def tied(flat: Flat) -> Tied | None:
    """The program of a study by products that budgets alone tie; None where there is one such part, or no budget."""
    p = flat.program
    links, rows = (np.zeros(p.row_lower.size, bool) for _ in range(2))
    columns = np.zeros(p.cost.size, bool)
    for names, places, marked in (
        (SHARED_ROWS, flat.rows_by_name(), rows),
        ((LINKS,), flat.rows_by_name(), links),
        (SHARED_COLUMNS, flat.columns_by_name(), columns),
    ):
        for name in (n for n in names if n in places):
            marked[places[name][places[name] >= 0]] = True
    if not links.any():
        return None
    column, row = _parts(p.matrix, columns, rows)
    return Tied(p, column, row, np.flatnonzero(links)) if column.max() > 0 else None


def _parts(
    matrix: sp.csr_array, shared_columns: np.ndarray, shared_rows: np.ndarray
) -> tuple[Indices, Indices]:
    """The part of every column and row: what hangs together but for what is shared, in the order of first columns."""
    entries = matrix.tocoo()
    keep = ~shared_rows[entries.row] & ~shared_columns[entries.col]
    places = entries.row[keep], entries.col[keep]
    rows, columns = tied_together(sp.csr_array((entries.data[keep], places), matrix.shape))
    own = np.flatnonzero(~shared_columns)
    number = np.bincount(columns[own], minlength=max(rows.max(), columns.max()) + 1)
    large = np.flatnonzero(number > SMALL * number.max())
    first = np.full(number.size, matrix.shape[1])
    np.minimum.at(first, columns[own], own)
    part = np.zeros(number.size, np.int64)  # what is small goes with the first
    part[large[np.argsort(first[large])]] = np.arange(large.size)
    of_row, of_column = part[rows], part[columns]
    of_row[shared_rows], of_column[shared_columns] = SHARED, SHARED
    return of_column, of_row


@dataclass(frozen=True)
class Part:
    """One part: its columns, then those that all share, then y; its rows, then those that all share.

    `owner` says which link each shared column's bound and each shared row's side is shared out with.
    """

    program: LinearProgram
    columns: Indices  # of the whole: its own, then those that all share
    rows: Indices
    own_columns: int
    own_rows: int
    links: Indices  # (links,) rows of the part
    column_owner: Indices  # (shared columns,)
    row_owner: Indices  # (shared rows,)

    @property
    def beyond(self) -> Indices:
        """(links,): the columns y."""
        return np.arange(self.columns.size, self.program.cost.size)

    @property
    def shared_columns(self) -> Indices:
        """The columns v."""
        return np.arange(self.own_columns, self.columns.size)

    @property
    def shared_rows(self) -> Indices:
        """The links, and the rows of v."""
        return np.arange(self.own_rows, self.rows.size)

    @property
    def spending(self) -> sp.csr_array:
        """(links, own columns): P."""
        return sp.csr_array(self.program.matrix[self.links].tocsc()[:, : self.own_columns])

    def given(self, share: Vector) -> LinearProgram:
        """The program with the shares θ (links,) of what all share, and nothing beyond."""
        lower, upper, low, high = self.sides(share)
        beyond = np.zeros(self.links.size)
        p = self.program
        return replace(
            p,
            lower=np.concatenate([p.lower[: self.own_columns], lower, beyond]),
            upper=np.concatenate([p.upper[: self.own_columns], upper, beyond]),
            row_lower=np.concatenate([p.row_lower[: self.own_rows], low]),
            row_upper=np.concatenate([p.row_upper[: self.own_rows], high]),
        )

    def sides(self, share: Vector) -> tuple[Vector, Vector, Vector, Vector]:
        """Bounds of the shared columns and sides of the shared rows at the shares θ (links,)."""
        p, v, r = self.program, self.shared_columns, self.shared_rows
        of_v, of_r = share[self.column_owner], share[self.row_owner]
        return (
            _times(p.lower[v], of_v), _times(p.upper[v], of_v),
            _times(p.row_lower[r], of_r), _times(p.row_upper[r], of_r),
        )  # fmt: skip


def _times(values: Vector, share: Vector) -> Vector:
    return np.where(np.isfinite(values), np.where(np.isfinite(values), values, 0.0) * share, values)


def part_of(whole: Tied, j: int) -> Part:
    """The program of part j."""
    p = whole.program
    own, shared = np.flatnonzero(whole.column == j), np.flatnonzero(whole.column == SHARED)
    own_rows, shared_rows = np.flatnonzero(whole.row == j), np.flatnonzero(whole.row == SHARED)
    columns, rows = np.concatenate([own, shared]), np.concatenate([own_rows, shared_rows])
    links = own_rows.size + np.searchsorted(shared_rows, whole.link)
    k = links.size
    beyond = sp.csr_array((-np.ones(k), (links, np.arange(k))), shape=(rows.size, k))
    program = replace(p.part(rows, columns).with_columns(beyond), offset=0.0)
    return Part(program, columns, rows, own.size, own_rows.size, links, *_owners(whole))


def _owners(whole: Tied) -> tuple[Indices, Indices]:
    """The link, by number, that each shared column, and each shared row, goes with: that of its year, or, for rows
    of two years, of the earlier, whose money they hand on."""
    shared = np.flatnonzero(whole.column == SHARED)
    rows = np.flatnonzero(whole.row == SHARED)
    matrix = sp.csr_array(whole.program.matrix[rows].tocsc()[:, shared])
    number = np.full(whole.row.size, -1)
    number[whole.link] = np.arange(whole.link.size)
    of_row = number[rows]
    entries = matrix.tocoo()
    linked = of_row[entries.row] >= 0
    of_column = np.full(shared.size, whole.link.size)
    np.minimum.at(of_column, entries.col[linked], of_row[entries.row[linked]])
    first = np.full(rows.size, whole.link.size)
    np.minimum.at(first, entries.row, of_column[entries.col])
    of_row = np.where(of_row >= 0, of_row, first)
    return np.minimum(of_column, whole.link.size - 1), np.minimum(of_row, whole.link.size - 1)


def worth_of_shared(whole: Tied, price: Vector) -> float:
    """min over v of (c_v + S'λ) v - λ b, at the prices λ (links,); -inf where it has no end."""
    p = whole.program
    shared = np.flatnonzero(whole.column == SHARED)
    paid = float(price @ np.where(price > 0, p.row_upper[whole.link], 0.0))
    if not shared.size:
        return p.offset - paid
    others = np.setdiff1d(np.flatnonzero(whole.row == SHARED), whole.link)
    of_links = sp.csr_array(p.matrix[whole.link].tocsc()[:, shared])
    program = p.part(others, shared).relaxed
    handle = Handle(replace(program, cost=program.cost + of_links.T @ price, offset=0.0))
    handle.run()
    return p.offset - paid + handle.value if handle.status == "optimal" else -np.inf
