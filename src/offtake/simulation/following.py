r"""The decision rule of a plan: which node of its tree a course of events follows, and what is then begun.

For a history s_0 … s_t and a node m of the plan's tree in the same period t, with path P(m):

    apart(t, m) = Σ_{τ ≤ t} Σ_d Δ c_d,τ(s_d,τ , s_d,m(τ))                        (years)

c is the contrast of two states of a driver (`offtake.uncertainty.reduction.separation`): how much they differ in what
they do, and 0.01 for states that no figure tells apart.  Only the past enters.  The history follows the node
that lies least apart; of several, the more probable one.  Levels begun at that node are begun here,

    N_p,t = max(N_p,t-1 , N_p,m)      where p may begin in t and what it requires was begun before,
                                      or p was begun before the study,
    N_p,t = N_p,t-1                   elsewhere,

so that nothing begun is ever taken back, also where the history comes to resemble another branch.
"""

from __future__ import annotations

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.model.figures.quantities import Quantities
from offtake.study.study import Study
from offtake.uncertainty.reduction.alone import Cube
from offtake.uncertainty.reduction.separation import contrasts
from offtake.uncertainty.tree import ScenarioTree


def apart_by_period(study: Study) -> tuple[Cube, ...]:
    """For every driver, (periods, states, states): how far two states lie apart in a period, in years."""
    return tuple(contrast * study.step for contrast in contrasts(study))


def nearest_nodes(
    histories: ScenarioTree, followed: ScenarioTree, apart: tuple[Cube, ...]
) -> tuple[Indices, Vector]:
    """For every history the node of `followed` that lies least apart, and how far: (nodes,) each."""
    node, least = np.zeros(histories.size, np.int64), np.zeros(histories.size)
    before = np.zeros((1, 1))
    place_here, place_there = _places(histories), _places(followed)
    for t in range(histories.periods):
        here = np.flatnonzero(histories.period == t)
        there = np.flatnonzero(followed.period == t)
        total = np.zeros((here.size, there.size))
        if t:
            parents = place_here[histories.parent[here]], place_there[followed.parent[there]]
            total = before[np.ix_(*parents)]
        for d, cube in enumerate(apart):
            states = histories.state[here, d], followed.state[there, d]
            total = total + cube[t][np.ix_(*states)]
        # Rounded, because sums in another order must not decide between nodes equally far.
        rank = np.argsort(-followed.probability[there], kind="stable")
        chosen = rank[np.argmin(np.round(total[:, rank], 9), axis=1)]
        node[here] = there[chosen]
        least[here] = total[np.arange(here.size), chosen]
        before = total
    return node, least


def _places(tree: ScenarioTree) -> Indices:
    """(nodes,): place of each node among those of its period."""
    place = np.zeros(tree.size, np.int64)
    for t in range(tree.periods):
        at = np.flatnonzero(tree.period == t)
        place[at] = np.arange(at.size)
    return place


def begun_along(q: Quantities, histories: ScenarioTree, planned: Vector) -> Vector:
    """(nodes, projects): cumulative projects begun, `planned` being those of the nodes followed."""
    begun = np.zeros_like(planned)
    required, stands = q.projects.requires, q.projects.committed
    for t in range(histories.periods):
        here = np.flatnonzero(histories.period == t)
        before = begun[histories.parent[here]] if t else np.zeros((here.size, required.size))
        ready = (required < 0) | (before[:, required] > 0) | stands[required]
        may = q.projects.window[t] & ready | stands
        begun[here] = np.where(may, np.maximum(before, planned[here]), before)
    return begun
