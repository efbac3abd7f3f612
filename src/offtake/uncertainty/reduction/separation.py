"""A metric of states, how far two of a driver lie apart: now, and for all that may follow.

For driver d with states i and j in period t (Δ: length of a period in years, M: the moves)

    c_t(i, j) = ε [i ≠ j] + Σ_k Σ_r m_rt |x_ri - x_rj| / (2 X_k),   X_k = mean over t of E Σ_r m_rt |x_r|   (contrast)
    D_t(i, j) = Δ c_t(i, j) + W(M_t+1[i], M_t+1[j]; D_t+1)                                                 (separation)

k runs over the columns that the driver has effects on, r over their rows; x_ri are the figures of such a column while d is
in state i and no other driver has moved, and m_rt what a unit of the figure weighs in money (`sizes`).  So what two states
differ by counts as a share of what is there, half of it where all of it differs, and neither units, currency, nor how many
rows the same thing is written in change it.  ε = 0.01 keeps states apart that no figure tells apart; where no driver
of the study has effects, c_t = [i ≠ j].  W is the transport (Kantorovich) distance of two distributions under the cost D.  In a period without a move, M is the identity.

D is the nested distance (Pflug and Pichler, 2012) between the chain that goes on from i and the one
that goes on from j, in years: how long the two differ, each year counted by how much it matters.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from scipy.optimize import linprog

from offtake.frozen import Matrix, Vector
from offtake.study.changing.money import budgets
from offtake.study.study import Study
from offtake.uncertainty.drivers import Chain, chains
from offtake.uncertainty.reduction.alone import Cube, figures
from offtake.uncertainty.reduction.sizes import Sizes

LEAST = 0.01


def separation(chain: Chain, cost: Cube) -> Cube:
    """(periods, states, states): D in years, from the cost Δ c in years, of the same shape."""
    distance = cost.copy()
    for t in range(cost.shape[0] - 2, -1, -1):
        later = distance[t + 1]
        if (move := chain.moves.get(t + 1)) is None:
            distance[t] += later
            continue
        for i, j in combinations(range(len(chain.states)), 2):
            apart = transport(move[i], move[j], later)
            distance[t, i, j] += apart
            distance[t, j, i] += apart
    return distance


def contrasts(study: Study) -> tuple[Cube, ...]:
    """For every driver of the study, (periods, states, states): c, without unit."""
    sizes = Sizes(study)
    return tuple(_contrast(study, chain, sizes) for chain in chains(study))


def _contrast(study: Study, chain: Chain, sizes: Sizes) -> Cube:
    periods, count = study.settings.periods, len(chain.states)
    differ = 1.0 - np.eye(count)
    effects = study.driver_effects
    if effects.empty:
        return np.tile(differ, (periods, 1, 1))
    own = effects[effects["driver"] == chain.driver]
    columns = list(dict.fromkeys(zip(own["table"].tolist(), own["column"].tolist(), strict=True)))
    total = np.tile(LEAST * differ, (periods, 1, 1))
    likely = chain.marginals(periods)
    for table, column in columns:
        # Budgets may follow from pledges, and are then in no table.
        frame = budgets(study) if table == "budgets" else study.tables[table]
        values = figures(study, chain, frame, table, column) * sizes.of(frame, table, column)
        whole = float(np.einsum("ti,itr->", likely, np.abs(values))) / periods
        for i, j in combinations(range(count) if whole > 0 else (), 2):
            apart = np.abs(values[i] - values[j]).sum(axis=1) / (2.0 * whole)
            total[:, i, j] += apart
            total[:, j, i] += apart
    return total


def transport(p: Vector, q: Vector, cost: Matrix) -> float:
    """W(p, q): least expected cost of a coupling of p and q, for a cost that is a metric.

    Mass that p and q share stays where it is.  What is left over has, for two or three states, a
    single origin or a single destination, so no choice remains; otherwise it is a small linear program.
    """
    surplus, deficit = np.maximum(p - q, 0.0), np.maximum(q - p, 0.0)
    origins, targets = np.flatnonzero(surplus), np.flatnonzero(deficit)
    if origins.size == 0 or targets.size == 0:
        return 0.0
    if origins.size == 1:
        return float(deficit @ cost[origins[0]])
    if targets.size == 1:
        return float(surplus @ cost[:, targets[0]])
    leave = np.kron(np.eye(origins.size), np.ones(targets.size))
    arrive = np.kron(np.ones(origins.size), np.eye(targets.size))[
        :-1
    ]  # one row follows from others
    result = linprog(
        cost[np.ix_(origins, targets)].ravel(),
        A_eq=np.vstack([leave, arrive]),
        b_eq=np.concatenate([surplus[origins], deficit[targets][:-1]]),
    )
    return float(result.fun)
