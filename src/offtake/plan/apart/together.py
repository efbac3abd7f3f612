"""Plans of the parts as one plan of the whole, and the program in which they stand side by side.

In the program *apart* every part has rows of its own for its shares of what all share, and columns of its own there;
the columns of the whole that all share stand where they are.  Its answer has duals of its own, so that what costs the same can be
settled part by part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from offtake.plan.apart.tied import SHARED, Part, Tied
from offtake.plan.search.alike import LinesAsOne
from offtake.stochastic.solver.program import Indices, LinearProgram, Outcome, Vector


@dataclass(frozen=True)
class Apart:
    """The program apart, its answer, and the part of each of its columns, `SHARED` where it stands."""

    program: LinearProgram
    found: Outcome
    column: Indices

    def whole(self, tied: Tied, x: Vector) -> Vector:
        """The point of the whole from one of the program apart."""
        return _with_shared(tied, x[: tied.column.size], x[tied.column.size :])


def together(
    whole: Tied, lines: LinesAsOne, parts: Sequence[Part], shares: Vector, founds: Sequence[Outcome]
) -> tuple[Vector, Vector, Apart]:
    """The plan of the whole, (columns,); its duals, (rows,); and the program apart with its answer.

    `parts` are those of the program with `lines` as one, `founds` their plans at `shares` (parts, links).  The dual of a
    link is the mean of what more would be worth to the parts, by their shares.
    """
    small = whole.of(lines.small)
    x, dual = np.zeros(small.column.size), np.zeros(small.row.size)
    links = np.zeros(whole.link.size)
    extra, of_shared = [], []
    for part, share, found in zip(parts, shares, founds, strict=True):
        x[part.columns[: part.own_columns]] = found.x[: part.own_columns]
        dual[part.rows[: part.own_rows]] = found.row_dual[: part.own_rows]
        extra.append(found.x[part.shared_columns])
        of_shared.append(found.row_dual[part.shared_rows])
        links += share * found.row_dual[part.links]
    empty = np.zeros(0)
    point = lines.outcome(replace(founds[0], x=x, row_dual=empty, reduced_cost=empty)).x
    copies = np.concatenate(extra)
    point = _with_shared(whole, point, copies)
    duals = dual[lines.small.row]
    program = _apart(whole, parts, shares, point)
    kept = duals[whole.row != SHARED]
    duals[whole.link] = links
    row_dual = np.concatenate([kept, *of_shared])
    found = replace(
        founds[0],
        status="optimal",
        objective=float(program.cost @ np.concatenate([point, copies])) + program.offset,
        x=np.concatenate([point, copies]),
        row_dual=row_dual,
        reduced_cost=program.cost - program.matrix.T @ row_dual,
    )
    shared = int((whole.column == SHARED).sum())
    column = np.concatenate([whole.column, np.repeat(np.arange(len(parts)), shared)])
    return point, duals, Apart(program, found, column)


def _with_shared(whole: Tied, x: Vector, copies: Vector) -> Vector:
    """`x` with what the parts take of the columns that all share, and no more overspent than all of them together."""
    shared = np.flatnonzero(whole.column == SHARED)
    if not shared.size:
        return x
    point = x.copy()
    point[shared] = copies.reshape(-1, shared.size).sum(axis=0)
    p = whole.program
    rows = p.matrix[whole.link]
    over = shared[p.cost[shared] > 0]  # overspending alone has a cost
    entries = sp.csr_array(rows.tocsc()[:, over]).tocoo()
    point[over] = 0.0
    beyond = np.maximum(np.asarray(rows @ point) - p.row_upper[whole.link], 0.0)
    point[over[entries.col]] = -beyond[entries.row] / entries.data
    return point


def _apart(whole: Tied, parts: Sequence[Part], shares: Vector, point: Vector) -> LinearProgram:
    p = whole.program
    own_rows, rows = np.flatnonzero(whole.row != SHARED), np.flatnonzero(whole.row == SHARED)
    shared = np.flatnonzero(whole.column == SHARED)
    size, number = p.cost.size, len(parts)
    entries = p.matrix[rows].tocoo()
    place = np.full(size, -1)
    place[shared] = np.arange(shared.size)
    in_part = whole.column[entries.col] != SHARED
    row = whole.column[entries.col[in_part]] * rows.size + entries.row[in_part]
    of_all = ~in_part
    each = np.repeat(np.arange(number), int(of_all.sum()))
    rows_of = [row, each * rows.size + np.tile(entries.row[of_all], number)]
    columns_of = [
        entries.col[in_part],
        size + each * shared.size + np.tile(place[entries.col[of_all]], number),
    ]
    values = [entries.data[in_part], np.tile(entries.data[of_all], number)]
    below = sp.csr_array(
        (np.concatenate(values), (np.concatenate(rows_of), np.concatenate(columns_of))),
        shape=(number * rows.size, size + number * shared.size),
    )
    own = p.matrix[own_rows].tocoo()
    above = sp.csr_array((own.data, (own.row, own.col)), shape=(own_rows.size, below.shape[1]))
    sides = [part.sides(share) for part, share in zip(parts, shares, strict=True)]
    lower, upper, cost = p.lower.copy(), p.upper.copy(), p.cost.copy()
    lower[shared] = upper[shared] = point[shared]
    cost[shared] = 0.0
    return LinearProgram(
        cost=np.concatenate([cost, np.tile(p.cost[shared], number)]),
        lower=np.concatenate([lower, *(s[0] for s in sides)]),
        upper=np.concatenate([upper, *(s[1] for s in sides)]),
        integer=np.concatenate([p.integer, np.zeros(number * shared.size, bool)]),
        matrix=sp.csr_array(sp.vstack([above, below], format="csr")),
        row_lower=np.concatenate([p.row_lower[own_rows], *(s[2] for s in sides)]),
        row_upper=np.concatenate([p.row_upper[own_rows], *(s[3] for s in sides)]),
        offset=p.offset,
    )
