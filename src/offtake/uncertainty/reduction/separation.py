"""A metric of states, how far two of a driver lie apart: now, and for all that may follow.

For driver d with states i and j in period t (Δ: length of a period in years, M: the moves)

    c_t(i, j) = ε [i ≠ j] + Σ_k mean over rows |x_i - x_j| / (|x_i| + |x_j|)     (contrast)
    D_t(i, j) = Δ c_t(i, j) + W(M_t+1[i], M_t+1[j]; D_t+1)                       (separation)

k runs over the columns that the driver has effects on, x_i are the figures of such a column while d is
in state i and no other driver has moved; a driver without effects has c_t = [i ≠ j].  ε = 0.01 keeps
states apart that no figure tells apart.  W is the transport (Kantorovich) distance of two distributions
under the cost D.  In a period without a move, M is the identity.

D is the nested distance (Pflug and Pichler, 2012) between the chain that goes on from i and the one
that goes on from j, in years: how long the two differ, each year counted by how much it matters.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import cast

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from offtake.frozen import Matrix, Vector
from offtake.study.changing.money import budgets
from offtake.study.study import Study
from offtake.uncertainty.drivers import Chain
from offtake.uncertainty.effects import node_values
from offtake.uncertainty.tree import ScenarioTree

Cube = npt.NDArray[np.float64]
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


def contrast(study: Study, chain: Chain) -> Cube:
    """(periods, states, states): c, without unit."""
    periods, count = study.settings.periods, len(chain.states)
    differ = 1.0 - np.eye(count)
    effects = study.driver_effects
    own = effects[effects["driver"] == chain.driver]
    columns = list(dict.fromkeys(zip(own["table"].tolist(), own["column"].tolist(), strict=True)))
    if not columns:
        return np.tile(differ, (periods, 1, 1))
    alone = replace(study, tables={**study.tables, "driver_effects": own})
    total = np.tile(LEAST * differ, (periods, 1, 1))
    for table, column in columns:
        # Budgets may follow from pledges, and are then in no table.
        frame = budgets(study) if table == "budgets" else study.tables[table]
        values = node_values(alone, frame, table, column, _grid(chain, periods))
        if values.shape[1]:
            values = values.reshape(count, periods, -1)
            for i, j in combinations(range(count), 2):
                apart = _relative(values[i], values[j]).mean(axis=1)
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


def _grid(chain: Chain, periods: int) -> ScenarioTree:
    """One node for every state and period, only to read figures at."""
    count = len(chain.states)
    state = np.repeat(np.arange(count), periods)[:, None]
    period = np.tile(np.arange(periods), count)
    return ScenarioTree(
        np.full(period.size, -1),
        period,
        np.full(period.size, 1.0 / count),
        (chain.driver,),
        (chain.states,),
        state,
    )


def _relative(a: Matrix, b: Matrix) -> Matrix:
    """|a - b| / (|a| + |b|), a metric between 0 and 1; 0 where both are 0 or both are missing."""
    a_missing, b_missing = np.isnan(a), np.isnan(b)
    a, b = np.nan_to_num(a), np.nan_to_num(b)
    size = np.abs(a) + np.abs(b)
    apart = np.divide(np.abs(a - b), size, out=np.zeros_like(size), where=size > 0)
    return cast(Matrix, np.where(a_missing | b_missing, (a_missing != b_missing) * 1.0, apart))
