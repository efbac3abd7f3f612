"""Scenario reduction, a tree with too many leaves cut back to the number asked for.

Two branches a and b of one node are merged by letting, for every leaf r of a, one leaf k of b stand for
it: k takes its probability, and a is gone.  With L(r, k) the expected distance between the true courses
that r stands for and P(k), times their probability, this loses

    Σ over leaves r of a of  min over leaves k of b of L(r, k) - L(r, r)               (years)

and from then on L(k, ·) holds what r stood for as well.  The pair goes first that loses least for each
leaf taken away, of those that do not take away too many.  The deepest node that branches has branches
of one leaf each, so any number of leaves can be reached.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np

from offtake.frozen import Flags, Indices, Matrix


def stand_ins(state: Indices, lost: Matrix, leaves: int, shown: Flags | None = None) -> Indices:
    """(paths,): the path that stands for each once only `leaves` are left.

    `state` is (paths, periods, drivers), no two paths the same; `lost` is L, (paths, paths), in years.
    Of each row of `shown`, (features, paths), a path is left as long as any other merge is possible.
    """
    features: Flags = np.zeros((0, len(state)), dtype=np.bool_) if shown is None else shown
    stands, lost = np.arange(len(state)), lost.copy()
    members, pairs = _branches(state)
    rise, stale = np.zeros(len(pairs)), np.arange(len(pairs))
    while (excess := int(members.any(axis=0).sum()) - leaves) > 0 and len(pairs):
        size = members.sum(axis=1)
        rise[stale] = _rises(lost, members, size, pairs[stale])
        going = size[pairs[:, 0]]
        possible = (going > 0) & (going <= excess) & (size[pairs[:, 1]] > 0)
        spared: Flags = possible & ~_hides(members, features)[pairs[:, 0]]
        if spared.any():
            possible = spared
        # Rounded, so that ties do not hang on the last bit.
        each = np.round(rise / np.maximum(going, 1), 12)
        a, b = pairs[np.where(possible, each, np.inf).argmin()]
        gone, stay = np.flatnonzero(members[a]), np.flatnonzero(members[b])
        kept = stay[lost[np.ix_(gone, stay)].argmin(axis=1)]
        for r, k in zip(gone, kept, strict=True):
            stands[stands == r] = k
            lost[k] += lost[r]
        changed = np.flatnonzero(members[:, np.concatenate([gone, kept])].any(axis=1))
        members[:, gone] = False
        stale = np.flatnonzero(np.isin(pairs, changed).any(axis=1))
    return stands


def _rises(lost: Matrix, members: Flags, size: Indices, pairs: Indices) -> Matrix:
    """(pairs,): what is lost by merging the first branch of each pair into the second."""
    own = lost.diagonal()
    only = members.argmax(axis=1)
    r, k = only[pairs[:, 0]], only[pairs[:, 1]]
    rise: Matrix = lost[r, k] - own[r]  # right where both have one leaf
    for p in np.flatnonzero((size[pairs] > 1).any(axis=1) & (size[pairs] > 0).all(axis=1)):
        a, b = members[pairs[p, 0]], members[pairs[p, 1]]
        rise[p] = (lost[np.ix_(a, b)].min(axis=1) - own[a]).sum()
    return rise


def _hides(members: Flags, features: Flags) -> Flags:
    """(branches,): whether some feature has all that is left of its paths in that branch."""
    features = features & members.any(axis=0)
    inside = members.astype(np.int64) @ features.T
    hides: Flags = ((inside > 0) & (inside == features.sum(axis=1))).any(axis=1)
    return hides


def _branches(state: Indices) -> tuple[Flags, Indices]:
    """(branches, paths): the paths of every branch; (pairs, 2): two branches of one node, both ways."""
    paths, periods, _ = state.shape
    members: list[Flags] = []
    pairs: list[tuple[int, int]] = []
    node = np.zeros(paths, dtype=np.int64)
    for t in range(periods):
        _, later = np.unique(np.column_stack([node, state[:, t]]), axis=0, return_inverse=True)
        later = later.reshape(-1)
        for n in range(int(node.max()) + 1):
            branches = np.unique(later[node == n])
            if branches.size > 1:
                first = len(members)
                members += [later == branch for branch in branches]
                pairs += permutations(range(first, len(members)), 2)
        node = later
    return np.array(members).reshape(-1, paths), np.array(pairs, dtype=np.int64).reshape(-1, 2)
