"""A tree with too many leaves, cut back to the number asked for.

Leaf r is taken away by letting another leaf k stand for it: k takes its probability.  That may be where

    below the node at which P(r) and P(k) part, neither of the two branches again      (single chains)

so every other probability, conditional or not, stays what it was.  With L(r, k) the expected distance
between the true courses that r stands for and P(k), times their probability, this loses

    L(r, k) - L(r, r)                                                                  (years)

and from then on L(k, ·) holds what r stood for as well.  The pair that loses least goes first.  The
deepest node that branches has only single chains below it, so any number of leaves can be reached.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from offtake.uncertainty.tree import Indices

Matrix = npt.NDArray[np.float64]


def stand_ins(state: Indices, lost: Matrix, leaves: int) -> Indices:
    """(paths,): the path that stands for each once only `leaves` are left.

    `state` is (paths, periods, drivers), no two paths the same; `lost` is L, (paths, paths), in years.
    """
    count = len(state)
    stands, lost = np.arange(count), lost.copy()
    common = _common(state)
    branching = common.max(axis=1, initial=0)
    single = (common == branching) & (common == branching[:, None])
    rise = np.where(single, lost - lost.diagonal()[:, None], np.inf)
    left = np.ones(count, dtype=np.bool_)
    for _ in range(count - leaves):
        # Rounded, so that ties do not hang on the last bit.
        gone, kept = np.unravel_index(np.round(rise, 12).argmin(), rise.shape)
        stands[stands == gone] = kept
        lost[kept] += lost[gone]
        left[gone] = False
        common[gone] = common[:, gone] = 0
        # Nothing changes for others: who parted from `gone` at a node parted from `kept` there too.
        branching[kept] = common[kept].max()
        single = left & (common[kept] == branching[kept]) & (common[kept] == branching)
        single[kept] = False
        rise[gone] = rise[:, gone] = np.inf
        rise[kept] = np.where(single, lost[kept] - lost[kept, kept], np.inf)
        rise[:, kept] = np.where(single, lost[:, kept] - lost.diagonal(), np.inf)
    return stands


def _common(state: Indices) -> Indices:
    """(paths, paths): for how many periods two paths have a common history; 0 on the diagonal."""
    agree = np.ones((len(state), len(state)), dtype=np.bool_)
    common = np.zeros(agree.shape, dtype=np.int64)
    for now in state.transpose(1, 0, 2):
        agree &= (now[:, None] == now).all(axis=2)
        common += agree
    np.fill_diagonal(common, 0)
    return common
