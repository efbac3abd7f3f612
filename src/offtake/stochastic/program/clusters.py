"""Scenario clustering, which futures are alike: an order in which neighbours resemble each other, and groups with a mean each."""

from __future__ import annotations

import numpy as np

from offtake.stochastic.program.two_stage import TwoStage
from offtake.stochastic.solver.program import Indices, Matrix

_ROUNDS = 12


def features(problem: TwoStage) -> Matrix:
    """What differs between futures, scaled: (futures, entries), of no entries where nothing differs."""
    parts = []
    for name in ("row_lower", "row_upper", "cost", "technology_data", "recourse_data", "upper"):
        array: Matrix = getattr(problem, name)
        if array.shape[0] > 1:
            finite = array[:, np.isfinite(array).all(axis=0)]
            moving = finite[:, np.ptp(finite, axis=0) > 0]
            parts.append(moving / max(float(np.abs(moving).max(initial=0.0)), 1e-12))
    return np.concatenate(parts, axis=1) if parts else np.zeros((problem.futures, 0))


def order(problem: TwoStage) -> Indices:
    """Futures along the direction in which they differ most."""
    x = features(problem)
    if not x.shape[1]:
        return np.arange(problem.futures)
    x = x - x.mean(axis=0)
    direction = x[np.argmax((x**2).sum(axis=1))]
    for _ in range(_ROUNDS):  # power iteration from a fixed start
        direction = x.T @ (x @ direction)
        size = np.linalg.norm(direction)
        if size == 0:
            return np.arange(problem.futures)
        direction = direction / size
    return np.argsort(x @ direction, kind="stable").astype(np.int64)


def groups(problem: TwoStage, number: int) -> list[Indices]:
    """`number` groups of futures that are alike (k-means from an ordered start), none empty."""
    x, ranked = features(problem), order(problem)
    label = np.zeros(problem.futures, dtype=np.int64)
    for k, members in enumerate(np.array_split(ranked, number)):
        label[members] = k
    for _ in range(_ROUNDS):
        centre = np.stack([x[label == k].mean(axis=0) for k in range(number)])
        distance = ((x[:, None] - centre[None]) ** 2).sum(axis=2) if x.size < 2e7 else None
        if distance is None:
            break
        closest = distance.argmin(axis=1)
        if np.unique(closest).size < number or (closest == label).all():
            break
        label = closest
    return [np.flatnonzero(label == k) for k in range(number)]
