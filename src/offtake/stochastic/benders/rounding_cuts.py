"""Rows that whole first-stage decisions add to a future's second stage: mixed-integer rounding.

A capacity row of a future says   sum_j a_j y_j - m z <= b   with z whole.  A second row bounds a y_j by what is
left for it, w y_j + sum_k w_k y_k = h.  Putting the second into the first for a set C of columns gives

    sum of continuous terms - m z <= b - sum_{j in C} a_j h_j / w_j

and rounding (Nemhauser & Wolsey 1990; Marchand & Wolsey 2001) divides by m and gives, with beta the right-hand
side over m and f its fractional part,

    F(-1) z + sum over negative terms c of  c y / (m (1 - f))  <=  floor(beta),
    F(a) = floor(a) + max(0, a - floor(a) - f) / (1 - f).

It says: a site that is to serve C alone needs a whole number of modules.  The rows hold for every whole z, so
adding them to the second stage keeps all plans and raises the bound of the relaxed problem.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from offtake.stochastic.program.two_stage import TwoStage
from offtake.stochastic.solver.program import Vector

_NEAR = 1e-6
_VIOLATION = 1e-3
_FRACTION = 0.01

Way = tuple[float, float, int, float]
"""What is lost by bounding a column with an equality, its right-hand side, its row, its weight."""


@dataclass(frozen=True)
class RowCuts:
    """Rows  first @ x + second @ y >= lower  of one future."""

    first: sp.csr_array
    second: sp.csr_array
    lower: Vector
    key: frozenset[tuple[int, ...]]

    def joined(self, other: RowCuts) -> RowCuts:
        """These rows, then the other ones."""
        return RowCuts(
            sp.csr_array(sp.vstack([self.first, other.first], format="csr")),
            sp.csr_array(sp.vstack([self.second, other.second], format="csr")),
            np.concatenate([self.lower, other.lower]),
            self.key | other.key,
        )


class Separator:
    """Finds violated rows of one problem's futures."""

    def __init__(self, problem: TwoStage) -> None:
        self.problem = problem
        self.whole = problem.first.integer
        T = problem.technology
        rows = T.shape[0]
        of_row = np.repeat(np.arange(rows), np.diff(T.indptr))
        whole = np.zeros(rows, dtype=bool)
        whole[of_row[self.whole[T.indices]]] = True
        mixed = np.zeros(rows, dtype=bool)
        mixed[of_row[~self.whole[T.indices]]] = True
        self.least: Vector = np.where(self.whole, problem.first.lower, 0.0)
        bounded: npt.NDArray[np.bool_] = np.asarray(np.isfinite(problem.lower).all(axis=0))
        W = problem.recourse
        loose = np.zeros(rows, dtype=bool)
        loose[np.repeat(np.arange(rows), np.diff(W.indptr))[~bounded[W.indices]]] = True
        loose[of_row[~np.isfinite(self.least[T.indices])]] = True
        self.base = whole & ~mixed & ~loose
        self.free = (np.diff(T.indptr) == 0) & ~loose  # rows without first-stage columns
        self.technology_row = of_row
        self.recourse_row = np.repeat(np.arange(rows), np.diff(W.indptr))
        self.recourse_column = W.indices
        columns = W.shape[1]
        self.by_column: list[list[int]] = [[] for _ in range(columns)]
        for place in np.flatnonzero(self.free[self.recourse_row]).tolist():
            self.by_column[int(W.indices[place])].append(place)
        self.partnered = np.array([bool(places) for places in self.by_column], dtype=bool)

    def find(self, k: int, x: Vector, y: Vector, held: RowCuts | None) -> RowCuts | None:
        """Rows that future k's point (x, y) breaks, or None."""
        problem = self.problem
        low, high = problem.of("row_lower", k), problem.of("row_upper", k)
        lower = np.nan_to_num(problem.of("lower", k), neginf=0.0)
        T, W = problem.technology_of(k), problem.recourse_of(k)
        data = problem.of("recourse_data", k)
        y = y - lower
        fixed = W @ lower
        equal = (low == high) & self.free
        h = np.where(equal, low - fixed, 0.0)
        positive = sp.csr_array((np.maximum(data, 0), W.indices, W.indptr), shape=W.shape) @ y
        sign = np.where(np.isfinite(high), 1.0, -1.0)
        side = np.where(sign > 0, high, -low) - sign * (fixed + T @ self.least)
        fraction = np.zeros(low.size)
        np.maximum.at(fraction, self.technology_row, np.abs(x - np.round(x))[T.indices])
        usable = self.base & (fraction > 1e-4) & (low != high) & np.isfinite(side)
        row, column = self.recourse_row, W.indices
        in_use = (y[column] > _NEAR) & (sign[row] * data > 0) & self.partnered[column]
        entry = np.flatnonzero(usable[row] & in_use)
        options = self._options(entry, sign[row] * data, data, y, equal, h, positive)
        known = held.key if held is not None else frozenset()
        moved = x - self.least
        found: list[tuple[dict[int, float], Vector, int]] = []
        keys: list[tuple[int, ...]] = []
        for r, ways in options.items():
            t = slice(T.indptr[r], T.indptr[r + 1])
            values = sign[r] * T.data[t]
            delta = float(np.abs(values).max())
            if delta == 0:
                continue
            chosen = _best_prefix(sorted(ways), values / delta, moved[T.indices[t]], side[r], delta)
            if chosen is None:
                continue
            terms, f, floor = chosen
            key = (r, *sorted(e for _, _, e, _ in terms))
            if key in known:
                continue
            keys.append(key)
            weights = {r: float(sign[r])}
            for _, _, e, weight in terms:
                weights[e] = weights.get(e, 0.0) - weight
            found.append((weights, np.array([f, delta, floor, sign[r]]), r))
        return self._rows(found, keys, T, W, lower) if found else None

    def _options(
        self,
        entries: npt.NDArray[np.int64],
        value: Vector,
        data: Vector,
        y: Vector,
        equal: npt.NDArray[np.bool_],
        h: Vector,
        positive: Vector,
    ) -> dict[int, list[Way]]:
        """By base row: for every column in use, the equality that bounds it with least loss."""
        options: dict[int, list[Way]] = {}
        for q in entries.tolist():
            r, j, a = int(self.recourse_row[q]), int(self.recourse_column[q]), float(value[q])
            best: Way | None = None
            for place in self.by_column[j]:
                e = int(self.recourse_row[place])
                w = float(data[place])
                if e == r or not equal[e] or w <= 0:
                    continue
                loss = a / w * (float(positive[e]) - w * float(y[j]))
                if best is None or loss < best[0]:
                    best = (loss, a / w * float(h[e]), e, a / w)
            if best is not None:
                options.setdefault(r, []).append(best)
        return options

    def _rows(
        self,
        found: list[tuple[dict[int, float], Vector, int]],
        keys: list[tuple[int, ...]],
        T: sp.csr_array,
        W: sp.csr_array,
        lower: Vector,
    ) -> RowCuts:
        """Combine, keep the negative terms over 1 - f, round the whole ones; turned to >=."""
        row = np.repeat(np.arange(len(found)), [len(w) for w, _, _ in found])
        column = np.concatenate([list(w) for w, _, _ in found]).astype(int)
        weight = np.concatenate([list(w.values()) for w, _, _ in found])
        combine = sp.csr_array((weight, (row, column)), shape=(len(found), T.shape[0]))
        f, delta, floor, sign = np.array([c for _, c, _ in found]).T
        second = sp.csr_array(combine @ W)
        of_row = np.repeat(np.arange(len(found)), np.diff(second.indptr))
        second.data = -np.minimum(second.data, 0.0) / (delta * (1 - f))[of_row]
        second.data[np.abs(second.data) < 1e-11] = 0.0
        second.eliminate_zeros()
        first = sp.csr_array(T[[r for _, _, r in found]])
        of_row = np.repeat(np.arange(len(found)), np.diff(first.indptr))
        first.data = -_rounded(first.data * (sign / delta)[of_row], f[of_row])
        first.eliminate_zeros()
        return RowCuts(
            first=first,
            second=second,
            lower=-floor + second @ lower + first @ self.least,
            key=frozenset(keys),
        )


def _best_prefix(
    ways: list[Way], a: Vector, z: Vector, side: float, delta: float
) -> tuple[list[Way], float, float] | None:
    """The first few ways whose row, rounded, is broken most: those ways, f and floor(beta)."""
    beta, loss, worst, best = side / delta, 0.0, _VIOLATION, None
    for count, (more, right, _, _) in enumerate(ways, start=1):
        beta -= right / delta
        loss += more / delta
        floor = float(np.floor(beta))
        f = beta - floor
        if not _FRACTION < f < 1 - _FRACTION:
            continue
        violation = (float(_rounded(a, f) @ z) - floor) * (1 - f) - loss
        if violation > worst:
            worst, best = violation, (count, f, floor)
    if best is None:
        return None
    count, f, floor = best
    return ways[:count], f, floor


def _rounded(a: Vector, f: Vector | float) -> Vector:
    """F(a): the coefficient of a whole variable after rounding."""
    floor = np.floor(a + 1e-9)
    rounded: Vector = floor + np.maximum(0.0, a - floor - f) / (1 - f)
    return rounded
