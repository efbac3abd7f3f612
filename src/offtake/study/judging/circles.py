"""Circles: a project that waits for itself, a product that goes into itself."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from offtake.study.cells.drafts import Draft
from offtake.study.faults import Fault

_LINKS = (
    ("projects", "project", "requires", "each must begin before the next"),
    ("recipes", "product", "input", "each is made from the next"),
)


def circle_faults(drafts: dict[str, Draft]) -> Iterator[Fault]:
    """One fault for every set of names that lead back to themselves."""
    for table, tail, head, meaning in _LINKS:
        draft = drafts[table]
        edges = [(own, other, row) for row, own, other in draft.rows(tail, head) if other]
        for circle, row in _circles(edges):
            found = f"{head}: {' → '.join(circle)} is a circle ({meaning})"
            yield draft.fault("E118", row, head, found, "break it at one place")


def _circles(edges: list[tuple[str, str, int]]) -> Iterator[tuple[list[str], int]]:
    """A shortest circle of every strongly connected set, and the row that it begins with."""
    names = sorted({name for edge in edges for name in edge[:2]})
    at = {name: k for k, name in enumerate(names)}
    tails, heads = [at[e[0]] for e in edges], [at[e[1]] for e in edges]
    graph = sp.csr_array((np.ones(len(edges)), (tails, heads)), shape=(len(names), len(names)))
    labels = connected_components(graph, connection="strong")[1] if names else []
    told: set[int] = set()
    for tail, head, row in edges:
        label = int(labels[at[tail]])
        if label != int(labels[at[head]]) or label in told:
            continue
        told.add(label)
        yield [tail, *_way(edges, head, tail)], row


def _way(edges: list[tuple[str, str, int]], start: str, goal: str) -> list[str]:
    """Names on a shortest way from start to goal, both included."""
    ways = {start: [start]}
    front = [start]
    while goal not in ways:
        following = []
        for name in front:
            for tail, head, _ in edges:
                if tail == name and head not in ways:
                    ways[head] = [*ways[name], head]
                    following.append(head)
        front = following
    return ways[goal]
