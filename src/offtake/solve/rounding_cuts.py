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

from offtake.solve.two_stage import TwoStage

Vector = npt.NDArray[np.float64]
_NEAR = 1e-6
_VIOLATION = 1e-3
_FRACTION = 0.01


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
        self.least = np.where(self.whole, problem.first.lower, 0.0)
        bounded = np.isfinite(problem.lower).all(axis=0) if problem.lower.size else np.ones(0, bool)
        W = problem.recourse
        loose = np.zeros(rows, dtype=bool)
        loose[np.repeat(np.arange(rows), np.diff(W.indptr))[~bounded[W.indices]]] = True
        loose[of_row[~np.isfinite(self.least[T.indices])]] = True
        self.base = np.flatnonzero(whole & ~mixed & ~loose)
        self.free = (np.diff(T.indptr) == 0) & ~loose  # rows without first-stage columns

    def find(self, k: int, x: Vector, y: Vector, held: RowCuts | None) -> RowCuts | None:
        """Rows that future k's point (x, y) breaks, or None."""
        problem = self.problem
        low, high = problem.of("row_lower", k), problem.of("row_upper", k)
        lower = np.nan_to_num(problem.of("lower", k), neginf=0.0)
        T, W = problem.technology_of(k), problem.recourse_of(k)
        C = W.tocsc()
        y = y - lower
        equal = (low == high) & self.free
        h = np.where(equal, low, 0.0) - np.where(equal, W @ lower, 0.0)
        positive = sp.csr_array((np.maximum(W.data, 0), W.indices, W.indptr), shape=W.shape) @ y
        known = held.key if held is not None else frozenset()
        found: list[tuple[dict[int, float], Vector, int]] = []
        keys: list[tuple[int, ...]] = []
        shift = W @ lower + T @ self.least
        for r in self.base.tolist():
            if low[r] == high[r]:
                continue
            sign, side = (1.0, high[r]) if np.isfinite(high[r]) else (-1.0, -low[r])
            if not np.isfinite(side):
                continue
            t_columns = T.indices[T.indptr[r] : T.indptr[r + 1]]
            t_values = sign * T.data[T.indptr[r] : T.indptr[r + 1]]
            fractional = np.abs(x[t_columns] - np.round(x[t_columns]))
            if fractional.max() < 1e-4:
                continue
            columns = W.indices[W.indptr[r] : W.indptr[r + 1]]
            values = sign * W.data[W.indptr[r] : W.indptr[r + 1]]
            used = (y[columns] > _NEAR) & (values > 0)
            if not used.any():
                continue
            options = []
            for j, a in zip(columns[used].tolist(), values[used].tolist(), strict=True):
                best = None
                for p in range(C.indptr[j], C.indptr[j + 1]):
                    e, w = int(C.indices[p]), float(C.data[p])
                    if e == r or not equal[e] or w <= 0:
                        continue
                    loss = a / w * (positive[e] - w * y[j])
                    if best is None or loss < best[0]:
                        best = (loss, a * h[e] / w, e, a / w)
                if best is not None:
                    options.append(best)
            options.sort()
            delta = float(np.abs(t_values).max())
            scaled, moved = t_values / delta, x[t_columns] - self.least[t_columns]
            beta, loss, choice = (side - sign * shift[r]) / delta, 0.0, None
            worst = _VIOLATION
            for count, (more, right, _, _) in enumerate(options, start=1):
                beta -= right / delta
                loss += more / delta
                f = beta - np.floor(beta)
                if not _FRACTION < f < 1 - _FRACTION:
                    continue
                z = float(_rounded(scaled, f) @ moved)
                violation = (z - loss / (1 - f) - np.floor(beta)) * (1 - f)
                if violation > worst:
                    worst, choice = violation, (count, f, np.floor(beta))
            if choice is None:
                continue
            count, f, floor = choice
            chosen = options[:count]
            key = (r, *sorted(e for _, _, e, _ in chosen))
            if key in known:
                continue
            keys.append(key)
            weights = {r: sign}
            for _, _, e, weight in chosen:
                weights[e] = weights.get(e, 0.0) - weight
            found.append((weights, np.array([f, delta, floor, sign]), r))
        if not found:
            return None
        return self._rows(found, keys, T, W, lower)

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


def _rounded(a: Vector, f: Vector | float) -> Vector:
    """F(a): the coefficient of a whole variable after rounding."""
    floor = np.floor(a + 1e-9)
    rounded: Vector = floor + np.maximum(0.0, a - floor - f) / (1 - f)
    return rounded
