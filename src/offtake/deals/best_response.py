r"""A producer's own problem: what it would begin, make and sell if it only looked after itself.

Over the nodes n of the tree, at its own rate, with its own λ and tail, for its lines l and products j:

    maximise  (1-λ) E[NPV] + λ · mean of the worst share, of
              Σ p_j (lapsing_j + standing_j) - parts - running and fixed cost - capital cost + end value
    begun, make      as in the physical plan: levels never fall, ramps, windows, capacity
    own_balance      make_j + bought_j - parts used of j = lapsing_j + standing_j
    taken            taken_{j,n} = taken_{j,a(n)} + standing_j ≤ what stands open on the path
    0 ≤ lapsing_j ≤ open in the period,   0 ≤ bought_j ≤ parts to be had

It may begin later than the plan asks, or in some futures only: so the option to wait is in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from offtake.deals.figures import Figures
from offtake.deals.market import Market
from offtake.deals.participation import Stance
from offtake.model.blocks import (
    Block,
    Labels,
    NodeProgram,
    Rows,
    StochasticProgram,
    Terms,
    Variables,
    assemble,
)
from offtake.model.capacity import begun_cost, capacity_block, steps
from offtake.model.projects import Projects
from offtake.model.quantities import Quantities
from offtake.model.risk import with_risk
from offtake.solve.extensive_form import by_name, flatten
from offtake.solve.highs import Limits
from offtake.solve.integers import solve_integers

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
DEFAULT = Limits(gap=0.002, seconds=10.0)


@dataclass(frozen=True)
class Standing:
    """What a deal changes in a producer's own problem whatever plan it follows."""

    uplift: Vector  # (nodes, lines of the study) money per unit sold
    granted: Vector  # (projects of the study,) share of capital cost that is granted


def propose(
    f: Figures,
    lines: tuple[int, ...],
    stance: Stance,
    found: Market,
    begun: Vector,
    terms: Standing | None = None,
    limits: Limits = DEFAULT,
) -> Vector:
    """Levels of `begun` (nodes, projects) with this producer's own projects as it would have them.

    Others' projects stay as they are in `begun`.
    """
    own_lines = np.array(lines, np.int64)
    own = np.flatnonzero(np.isin(f.q.projects.line, own_lines))
    if not own.size:
        return begun
    q = _own_quantities(f, own_lines, own, stance.rate, terms)
    tree, ramp = f.tree, steps(q, f.tree)
    cost = begun_cost(q, tree)
    programs: list[NodeProgram] = []
    columns: list[Mapping[str, slice]] = []
    bonus = np.zeros((tree.size, own_lines.size)) if terms is None else terms.uplift[:, own_lines]
    for n in range(tree.size):
        capacity = capacity_block(q, tree, n, ramp[n], cost[n])
        capacity = _awaiting(f, capacity, own, begun, n)
        blocks = [capacity, _sales(f, q, own_lines, found, bonus, n)]
        if stance.risk_weight > 0:
            blocks = with_risk(blocks, tree, n, stance.risk_weight, stance.tail)
        programs.append(assemble(blocks, columns))
        columns.append(programs[-1].columns)
    stochastic = StochasticProgram(tree.parent, tree.probability, tuple(programs))
    flat = flatten(stochastic)
    answer = solve_integers(flat.program, limits)
    levels = begun.copy()
    if answer.x.size:
        levels[:, own] = np.round(by_name(stochastic, flat, answer.x)["begun"])
    return levels


def _own_quantities(
    f: Figures, lines: Indices, own: Indices, rate: float, terms: Standing | None
) -> Quantities:
    """The study's figures for one producer only, at its own rate."""
    q = f.q
    start, end = f.factors(rate)
    place = {int(p): k for k, p in enumerate(own)}
    at = {int(line): k for k, line in enumerate(lines)}
    granted = np.zeros(own.size) if terms is None else terms.granted[own]
    share = f.end_share(rate)[:, own]
    projects = Projects(
        labels=Labels(("project",), tuple(q.projects.labels.keys[p] for p in own)),
        line=np.array([at[int(q.projects.line[p])] for p in own], np.int64),
        adds=q.projects.adds[:, own],
        capex=q.projects.capex[:, own] * (1.0 - granted),
        build_time=q.projects.build_time[:, own],
        fixed_cost=q.projects.fixed_cost[:, own],
        limit=q.projects.limit[own],
        window=q.projects.window[:, own],
        requires=np.array([place.get(int(q.projects.requires[p]), -1) for p in own], np.int64),
        ramp=tuple(q.projects.ramp[p] for p in own),
        end_share=share / np.maximum(1.0 - granted, 1e-9),
    )
    own_lines = replace(
        q.lines,
        labels=Labels(("line",), tuple(q.lines.labels.keys[k] for k in lines)),
        product=q.lines.product[lines],
        capacity=q.lines.capacity[:, lines],
        reliability=q.lines.reliability[:, lines],
        unit_cost=q.lines.unit_cost[:, lines],
        fixed_cost=q.lines.fixed_cost[:, lines],
        min_rate=np.zeros(lines.size),
    )
    return replace(q, start_factor=start, end_factor=end, lines=own_lines, projects=projects)


def _awaiting(f: Figures, block: Block, own: Indices, begun: Vector, n: int) -> Block:
    """Projects that ask for another's project can begin only where that one stands."""
    upper = block.variables[0].upper.copy()
    changed = False
    for k, p in enumerate(own.tolist()):
        needed = int(f.q.projects.requires[p])
        if needed >= 0 and needed not in own:
            parent = int(f.tree.parent[n])
            stands = parent >= 0 and begun[parent, needed] > 0.5
            upper[k] = upper[k] if stands else 0.0
            changed = True
    if not changed:
        return block
    return Block((replace(block.variables[0], upper=upper), *block.variables[1:]), block.rows)


def _sales(
    f: Figures, q: Quantities, lines: Indices, found: Market, bonus: Vector, n: int
) -> Block:
    """Selling and buying of parts at node n."""
    tree, end = f.tree, q.end_factor[f.tree.period[n]]
    recipe, of_line = q.products.recipe, q.lines.product
    made = np.unique(of_line)
    used = np.unique(np.concatenate([made, np.flatnonzero(recipe[:, made].any(axis=1))]))
    place = {int(j): k for k, j in enumerate(used)}
    labels = Labels(("product",), tuple(q.products.labels.keys[j] for j in used))
    sells = np.isin(used, made)
    price = np.zeros(used.size)
    for k, j in enumerate(used.tolist()):
        mine = np.flatnonzero(of_line == j)
        if mine.size:
            price[k] = float((f.price[n, lines[mine]] + bonus[n, mine]).max())
    zero, room = np.zeros(used.size), np.arange(used.size)

    def variable(name: str, upper: Vector, cost: Vector) -> Variables:
        return Variables(name, labels, zero, np.maximum(upper, 0.0), cost)

    lapsing = variable("lapsing", np.where(sells, found.lapsing[n, used], 0.0), -price * end)
    standing = variable("standing", np.where(sells, np.inf, 0.0), -price * end)
    taken = variable("taken", found.standing[n, used], zero)
    bought = variable("bought", found.parts[n, used], found.part_price[n, used] * end)
    net = -recipe[:, of_line][used]
    net[[place[int(j)] for j in of_line], np.arange(of_line.size)] += 1.0
    row, line = np.nonzero(net)
    one = np.ones(used.size)
    balance = Rows(
        "own_balance",
        labels,
        (
            Terms("make", row, line, net[row, line]),
            Terms("bought", room, room, one),
            Terms("lapsing", room, room, -one),
            Terms("standing", room, room, -one),
        ),
        zero,
        zero,
    )
    terms = [Terms("taken", room, room, one), Terms("standing", room, room, -one)]
    if tree.parent[n] >= 0:
        terms.append(Terms("taken", room, room, -one, int(tree.parent[n])))
    return Block(
        (lapsing, standing, taken, bought),
        (balance, Rows("taken", labels, tuple(terms), zero, zero)),
    )
