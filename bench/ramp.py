"""The reference problem: one ramp-up of many sites under uncertain demand, as plain arrays.

    minimise    sum f[i,t] x[i,t] + mean over futures of (c @ y + h @ s + penalty @ u)
    capacity    sum_p a[i,p] y[i,p,t]  <=  base[i] + module[i] * sum_{t'<=t} x[i,t']
    balance     sum_i y[i,p,t] + s[p,t-1] - s[p,t] + u[p,t] = demand[future,p,t]

Stage 1 buys modules x (0..6 a site and period); stage 2 makes y, holds s and falls short by u.
With `levels` the first stage counts z[i,t], the modules bought up to t, with z[i,t] - z[i,t-1] between
0 and 6: the same problem with one nonzero a capacity row.

>>> ramp(10).technology.shape, ramp(10).recourse.shape
((600, 360), (600, 7680))
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from offtake.stochastic.program.two_stage import TwoStage
from offtake.stochastic.solver.program import LinearProgram

LIMIT = 6.0


def ramp(
    futures: int,
    *,
    integer: bool = False,
    levels: bool = True,
    sites: int = 30,
    products: int = 20,
    periods: int = 12,
    seed: int = 1,
) -> TwoStage:
    """The reference problem with equally likely futures; 16961.761 for 10 of them, continuous."""
    data = np.random.default_rng(seed)
    use = data.uniform(0.7, 1.3, (sites, products))
    cost = data.uniform(5, 15, (sites, products))
    invest = data.uniform(300, 600, sites)[:, None] * 0.97 ** np.arange(periods)
    module = data.choice([10.0, 20.0, 30.0], sites)
    invest *= (module / 20)[:, None] ** 0.8
    base = np.where(data.random(sites) < 0.3, 10.0, 0.0)
    holding = data.uniform(0.2, 0.6, products)
    penalty = data.uniform(60, 120, products)
    scale = data.uniform(5, 20, products)
    demand = _demand(np.random.default_rng(seed + 1000), futures, scale, periods)

    rows = sites * periods + products * periods
    capacity_upper = np.concatenate([np.repeat(base, periods), np.zeros(products * periods)])
    row_upper = np.tile(capacity_upper, (futures, 1))
    row_upper[:, sites * periods :] = demand.reshape(futures, -1)
    row_lower = row_upper.copy()
    row_lower[:, : sites * periods] = -np.inf
    W = _recourse(use, sites, products, periods)
    T = _technology(module, sites, periods, rows, levels)
    q = np.concatenate(
        [np.repeat(cost.ravel(), periods), np.repeat(holding, periods), np.repeat(penalty, periods)]
    )
    return TwoStage(
        first=_first(invest, integer, levels),
        probability=np.full(futures, 1 / futures),
        technology=T,
        recourse=W,
        cost=q[None],
        lower=np.zeros((1, q.size)),
        upper=np.full((1, q.size), np.inf),
        row_lower=row_lower,
        row_upper=row_upper,
        integer=np.zeros(q.size, dtype=bool),
        technology_data=T.data[None],
        recourse_data=W.data[None],
    )


def _demand(draw: np.random.Generator, futures: int, scale, periods: int):
    """S-curves of random level, middle and slope, times noise by product and period."""
    demand = np.empty((futures, scale.size, periods))
    for future in range(futures):
        level = draw.lognormal(0, 0.35)
        middle, slope = draw.uniform(3, 8), draw.uniform(0.4, 1.2)
        curve = 0.2 + 1 / (1 + np.exp(-slope * (np.arange(periods) - middle)))
        by_product = draw.lognormal(0, 0.25, (scale.size, 1))
        noise = draw.lognormal(0, 0.1, (scale.size, periods))
        demand[future] = scale[:, None] * level * curve * by_product * noise
    return demand


def _first(invest, integer: bool, levels: bool) -> LinearProgram:
    """Purchases x, or levels z with cost f[t] (z[t] - z[t-1])."""
    sites, periods = invest.shape
    size = invest.size
    if not levels:
        nothing = sp.csr_array((0, size))
        upper, cost, matrix = np.full(size, LIMIT), invest.ravel(), nothing
    else:
        steps = sp.eye_array(periods) - sp.eye_array(periods, k=-1)
        matrix = sp.csr_array(sp.kron(sp.eye_array(sites), steps))
        cost = (invest - np.hstack([invest[:, 1:], np.zeros((sites, 1))])).ravel()
        upper = np.tile(LIMIT * np.arange(1, periods + 1), sites)
    rows = matrix.shape[0]
    return LinearProgram(
        cost=cost,
        lower=np.zeros(size),
        upper=upper,
        integer=np.full(size, integer),
        matrix=matrix,
        row_lower=np.zeros(rows),
        row_upper=np.full(rows, LIMIT),
    )


def _technology(module, sites: int, periods: int, rows: int, levels: bool) -> sp.csr_array:
    block = sp.eye_array(periods) if levels else sp.csr_array(np.tri(periods))
    top = sp.kron(sp.diags_array(-module), block)
    bottom = sp.csr_array((rows - sites * periods, sites * periods))
    return sp.csr_array(sp.vstack([top, bottom], format="csr"))


def _recourse(use, sites: int, products: int, periods: int) -> sp.csr_array:
    """Capacity rows over balance rows; columns y[i,p,t], s[p,t], u[p,t]."""
    in_time, of_product = sp.eye_array(periods), sp.eye_array(products * periods)
    capacity = sp.block_diag([sp.kron(row[None], in_time) for row in use])
    made = sp.kron(np.ones((1, sites)), of_product)
    carried = sp.kron(sp.eye_array(products), sp.eye_array(periods, k=-1)) - of_product
    nothing = sp.csr_array((sites * periods, 2 * products * periods))
    return sp.csr_array(
        sp.vstack(
            [sp.hstack([capacity, nothing]), sp.hstack([made, carried, of_product])], format="csr"
        )
    )
