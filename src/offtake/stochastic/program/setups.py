r"""Rows that set-ups add to a program: a lot is made only where its line was set up, and no more than is needed.

A set-up z (zero or one) opens a flow y:  0 <= y <= M z.  Flows in cover flows out,

    sum over k of a[k] x[k]  <=  sum over m of b[m] y[m] + s,        x, s >= 0,

where s, what was over before, is what another row says cannot be negative, or flows that need no set-up.  With u[k] the most
of x[k] that is of use, and Z the sum of the set-ups of all y[m], for any set K (Barany, Van Roy & Wolsey 1984)

    sum over K of  a[k] (x[k] - u[k] Z)  <=  s.

Where a set-up is made, Z >= 1 and the left side is at most 0; where none is, nothing flows in and the x draw on s.

The most of use: x[k] of no negative cost, of which less does harm in one row alone, that a sum be at least h, is never wanted
above  (h - the least of that row's other terms) / its coefficient.  Among the best plans one keeps to that, whatever the
other columns: where x[k] is above it, its row is slack, and less of x[k] costs no more and breaks nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from offtake.stochastic.solver.highs import Handle
from offtake.stochastic.solver.program import LinearProgram

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
_ROUNDS = 12
_VIOLATION = 1e-6
_LARGE = 300_000  # nonzeros


@dataclass(frozen=True)
class _Balance:
    """Flows out, what is at most of use of each, set-ups of the flows in, and what else there is: s = spare @ x."""

    out: Indices
    weight: Vector
    most: Vector
    setups: Indices
    beside: Indices
    spare: Vector


def with_setups(program: LinearProgram, seconds: float = np.inf) -> LinearProgram:
    """The program with more rows and tighter bounds: some best plan meets them, and its relaxation is nearer to it.

    The same columns; the program itself where it has no set-ups, or more than 300,000 entries.
    """
    if not program.integer.any() or program.matrix.nnz > _LARGE:
        return program
    least = _one_sided(program)
    setup = _setups(least, program)
    balances = _balances(least, program, setup)
    if not balances:
        return program
    out = np.unique(np.concatenate([b.out for b in balances]))
    most = np.full(program.cost.size, np.inf)
    most[out] = _of_use(program, out)
    balances = [_limited(b, most) for b in balances]
    upper = np.minimum(program.upper, most)
    return _separated(replace(program, upper=upper), balances, seconds)


def _one_sided(program: LinearProgram) -> sp.csr_array:
    """The rows that say  a @ x <= 0,  by that a; empty where a row says something else."""
    up = (program.row_upper == 0) & np.isneginf(program.row_lower)
    down = (program.row_lower == 0) & np.isposinf(program.row_upper)
    rows = sp.csr_array(sp.diags_array(up.astype(float) - down) @ program.matrix)
    rows.eliminate_zeros()
    rows.sort_indices()
    return rows


def _setups(rows: sp.csr_array, program: LinearProgram) -> Indices:
    """(columns,): the set-up of each flow, by rows  y - M z <= 0; -1 where it has none."""
    setup = np.full(program.cost.size, -1, np.int64)
    two = np.flatnonzero(np.diff(rows.indptr) == 2)
    at = rows.indptr[two][:, None] + np.arange(2)
    column, value = rows.indices[at], rows.data[at]
    binary = program.integer & (program.lower >= 0) & (program.upper <= 1)
    flow = ~program.integer & (program.lower >= 0)
    for y, z in ((0, 1), (1, 0)):
        found = (value[:, y] > 0) & (value[:, z] < 0) & flow[column[:, y]] & binary[column[:, z]]
        setup[column[found, y]] = column[found, z]
    return setup


def _balances(rows: sp.csr_array, program: LinearProgram, setup: Indices) -> list[_Balance]:
    """Balances of flows that set-ups open; several of one row where another row says what cannot be negative."""
    of_row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    opened = (rows.data < 0) & (setup[rows.indices] >= 0)
    by_column, size = rows.tocsc(), np.diff(rows.indptr)
    found: list[_Balance] = []
    for r in np.unique(of_row[opened]).tolist():
        place = slice(rows.indptr[r], rows.indptr[r + 1])
        columns, value = rows.indices[place].astype(np.int64), rows.data[place]
        beside = [by_column.indices[by_column.indptr[j] : by_column.indptr[j + 1]] for j in columns]
        other, shared = np.unique(np.concatenate(beside), return_counts=True)
        within = other[(shared == size[other]) & (other != r) & (size[other] > 1)]
        for inner in [None, *within.tolist()]:
            taken = np.zeros(columns.size, dtype=bool)
            if inner is not None:
                part = slice(rows.indptr[inner], rows.indptr[inner + 1])
                taken = np.isin(columns, rows.indices[part])
                if not np.array_equal(value[taken], rows.data[part]):
                    continue
            balance = _balance(columns, value, taken, program, setup)
            if balance is not None:
                found.append(balance)
    return found


def _balance(
    columns: Indices,
    value: Vector,
    taken: npt.NDArray[np.bool_],
    program: LinearProgram,
    setup: Indices,
) -> _Balance | None:
    """The balance of one row less the part `taken`, which is never above 0; None where no rule holds for it."""
    out, into = ~taken & (value > 0), ~taken & (value < 0)
    opened = into & (setup[columns] >= 0)
    if (program.lower[columns[~taken]] < 0).any() or not out.any() or not opened.any():
        return None
    beside = taken | (into & ~opened)
    return _Balance(
        out=columns[out],
        weight=value[out],
        most=np.zeros(0),
        setups=np.unique(setup[columns[opened]]),
        beside=columns[beside],
        spare=-value[beside],
    )


def _of_use(program: LinearProgram, which: Indices) -> Vector:
    """(which,): the most of these columns that is of use; infinite where no rule says it."""
    matrix, by_column = program.matrix.tocsr(), program.matrix.tocsc()
    most = np.full(which.size, np.inf)
    for i, j in enumerate(which.tolist()):
        if program.cost[j] < 0 or program.lower[j] != 0 or program.integer[j]:
            continue
        at = slice(by_column.indptr[j], by_column.indptr[j + 1])
        row, value = by_column.indices[at], by_column.data[at]
        wanted = np.where(value > 0, program.row_lower[row], -program.row_upper[row])
        harmed = np.flatnonzero(np.isfinite(wanted))
        if harmed.size != 1:
            continue
        r, sign = int(row[harmed[0]]), float(np.sign(value[harmed[0]]))
        part = slice(matrix.indptr[r], matrix.indptr[r + 1])
        columns, terms = matrix.indices[part], sign * matrix.data[part]
        with np.errstate(invalid="ignore"):
            low = np.where(
                terms > 0, terms * program.lower[columns], terms * program.upper[columns]
            )
        others = float(low[columns != j].sum())
        if np.isfinite(others):
            own = float(terms[columns == j].sum())
            most[i] = max((float(wanted[harmed[0]]) - others) / own, 0.0)
    return most


def _limited(balance: _Balance, most: Vector) -> _Balance:
    """The flows out of which no more than so much is of use."""
    keep = np.isfinite(most[balance.out])
    return replace(
        balance, out=balance.out[keep], weight=balance.weight[keep], most=most[balance.out[keep]]
    )


def _separated(program: LinearProgram, balances: list[_Balance], seconds: float) -> LinearProgram:
    """The rows that the relaxation breaks, added until it breaks none."""
    handle = Handle(program.relaxed, "simplex")
    handle.run(seconds)
    for _ in range(_ROUNDS):
        if handle.status != "optimal":
            break
        rows = _broken(balances, handle.x)
        if not rows.shape[0]:
            break
        low, high = np.full(rows.shape[0], -np.inf), np.zeros(rows.shape[0])
        handle.add_rows(low, high, rows)
        program = program.with_rows(rows, low, high)
        handle.run(seconds)
    return program


def _broken(balances: list[_Balance], x: Vector) -> sp.csr_array:
    """Rows  a @ x <= 0  that x breaks, each once."""
    rows: dict[tuple[tuple[int, float], ...], None] = {}
    for b in balances:
        opened = float(x[b.setups].sum())
        over = b.weight * (x[b.out] - b.most * opened)
        if b.beside.size:
            chosen = [np.flatnonzero(over > 0)]
            left = float(b.spare @ x[b.beside])
        else:  # nothing beside: each by itself says more than their sum
            chosen = [np.array([k]) for k in np.flatnonzero(over > _VIOLATION)]
            left = 0.0
        for k in chosen:
            if float(over[k].sum()) - left > _VIOLATION:
                rows.setdefault(_row(b, k))
    entries = list(rows)
    at = np.repeat(np.arange(len(entries)), [len(row) for row in entries])
    columns = np.array([j for row in entries for j, _ in row], np.int64)
    values = np.array([v for row in entries for _, v in row])
    return sp.csr_array((values, (at, columns)), shape=(len(entries), x.size))


def _row(b: _Balance, k: Indices) -> tuple[tuple[int, float], ...]:
    terms: dict[int, float] = {}
    for columns, values in (
        (b.out[k], b.weight[k]),
        (b.setups, np.full(b.setups.size, -float(b.weight[k] @ b.most[k]))),
        (b.beside, -b.spare),
    ):
        for j, v in zip(columns.tolist(), values.tolist(), strict=True):
            terms[j] = terms.get(j, 0.0) + v
    return tuple(sorted(terms.items()))
