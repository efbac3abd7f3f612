r"""A producer's own problem: what it would begin, make and sell if it only looked after itself.

Over the nodes n of the tree, at its own rate, with its own λ and tail, for its lines l and products j:

    maximise  (1-λ) E[NPV] + λ · mean of the worst share, of
              Σ p_j (lapsing_j + standing_j) - parts - running and fixed cost - capital cost + end value
    begun, make      as in the physical plan: levels never fall, ramps, windows, capacity
    own_balance      make_j + bought_j - parts used of j = lapsing_j + standing_j
    own_use          bought_j ≤ parts used of j                                     nothing is resold
    taken            taken_{j,n} = taken_{j,a(n)} + standing_j ≤ what stands open on the path
    0 ≤ lapsing_j ≤ open in the period,   0 ≤ bought_j ≤ parts to be had

It may begin later than the plan asks, or in some futures only: so the option to wait is in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from offtake.deals.acceptance.participation import Stance
from offtake.deals.response.residual import Market, lowest_price
from offtake.market.figures import Figures
from offtake.model.capacity import begun_cost, begun_outlays, capacity_block, steps
from offtake.model.figures.quantities import Quantities
from offtake.model.risk import with_risk
from offtake.plan.search.integers import solve_integers
from offtake.stochastic.program.blocks import (
    Block,
    Labels,
    NodeProgram,
    Rows,
    StochasticProgram,
    Terms,
    Variables,
    assemble,
)
from offtake.stochastic.program.extensive_form import Flat, by_name, flatten
from offtake.stochastic.solver.program import Limits

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
DEFAULT = Limits(gap=0.01, seconds=10.0)


@dataclass(frozen=True)
class Standing:
    """What a deal changes in a producer's own problem whatever plan it follows."""

    uplift: Vector  # (nodes, lines of the study) money per unit sold
    granted: Vector  # (projects of the study,) share of capital cost that is granted


@dataclass(frozen=True)
class OwnProblem:
    """One producer's problem, built once; markets change only its bounds."""

    f: Figures
    own: Indices  # its projects
    products: Indices  # that it makes or uses
    stochastic: StochasticProgram
    flat: Flat

    def solve(
        self,
        found: Market,
        begun: Vector,
        most: Vector | None = None,
        limits: Limits = DEFAULT,
    ) -> Vector:
        """Levels of `begun` (nodes, projects) with its own projects as it would have them.

        Others' projects stay as they are in `begun`; its own stay at or below `most` where that is given.
        """
        tree, upper = self.f.tree, self.flat.program.upper.copy()
        waits = self._waiting_for()
        for n, node in enumerate(self.stochastic.nodes):
            first, where = self.flat.column[n], node.columns
            for name, there in (("lapsing", found.lapsing), ("taken", found.standing)):
                columns = slice(first + where[name].start, first + where[name].stop)
                sells = upper[columns] > 0.0
                upper[columns] = np.where(sells, np.maximum(there[n, self.products], 0.0), 0.0)
            bought = slice(first + where["bought"].start, first + where["bought"].stop)
            upper[bought] = np.maximum(found.parts[n, self.products], 0.0)
            if most is not None:
                columns = slice(first + where["begun"].start, first + where["begun"].stop)
                upper[columns] = np.minimum(upper[columns], most[n, self.own])
            for k, needed in waits:
                stands = tree.parent[n] >= 0 and begun[tree.parent[n], needed] > 0.5
                if not stands:
                    upper[first + where["begun"].start + k] = 0.0
        answer = solve_integers(replace(self.flat.program, upper=upper), limits)
        levels = begun.copy()
        if answer.x.size:
            own = by_name(self.stochastic, self.flat, answer.x)["begun"]
            levels[:, self.own] = np.round(own)
        return levels

    def _waiting_for(self) -> list[tuple[int, int]]:
        """Own projects that ask for another producer's project, and that project."""
        requires = self.f.q.projects.requires[self.own].tolist()
        return [(k, r) for k, r in enumerate(requires) if r >= 0 and r not in self.own]


def own_problem(
    f: Figures, lines: tuple[int, ...], stance: Stance, terms: Standing | None = None
) -> OwnProblem:
    """The problem of the owner of `lines`; `terms` of a deal change its prices and capital cost."""
    own_lines = np.array(lines, np.int64)
    own = np.flatnonzero(np.isin(f.q.projects.line, own_lines))
    q = _own_quantities(f, own_lines, own, stance.rate, terms)
    tree, ramp = f.tree, steps(q, f.tree)
    cost = begun_cost(q, tree)
    if stance.risk_weight > 0:  # costs then stand where they fall on the path
        cost, outlays = np.zeros_like(cost), begun_outlays(q, tree)
    bonus = np.zeros((tree.size, own_lines.size)) if terms is None else terms.uplift[:, own_lines]
    trade = _Trade(f, q, own_lines, bonus)
    programs: list[NodeProgram] = []
    columns: list[Mapping[str, slice]] = []
    for n in range(tree.size):
        blocks = [capacity_block(q, tree, n, ramp[n], cost[n]), trade.block(n)]
        if stance.risk_weight > 0:
            blocks = with_risk(blocks, tree, n, stance.risk_weight, stance.tail, outlays[n])
        programs.append(assemble(blocks, columns))
        columns.append(programs[-1].columns)
    stochastic = StochasticProgram(tree.parent, tree.probability, tuple(programs))
    return OwnProblem(f, own, trade.products, stochastic, flatten(stochastic))


def _own_quantities(
    f: Figures, lines: Indices, own: Indices, rate: float, terms: Standing | None
) -> Quantities:
    """The study's figures for one producer only, at its own rate."""
    q = f.q
    start, end = f.factors(rate)
    place = {int(p): k for k, p in enumerate(own)}
    at = {int(line): k for k, line in enumerate(lines)}
    granted = np.zeros(own.size) if terms is None else terms.granted[own]
    projects = replace(
        q.projects,
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
        begun=q.projects.begun[own],
        gross=q.projects.gross[:, own],
        life=q.projects.life[own],
        end_value=q.projects.end_value[own],
        rate=rate,
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


class _Trade:
    """Selling, and buying of parts: bounds are left open for `OwnProblem.solve` to set."""

    def __init__(self, f: Figures, q: Quantities, lines: Indices, bonus: Vector) -> None:
        recipe, of_line = q.products.recipe, q.lines.product
        made = np.unique(of_line)
        parts = np.flatnonzero(recipe[:, made].any(axis=1))
        self.products = np.union1d(made, parts)
        self.tree, self.end = f.tree, q.end_factor
        self.sells = np.isin(self.products, made)
        self.price = np.zeros((f.tree.size, self.products.size))
        for k, j in enumerate(self.products.tolist()):
            mine = np.flatnonzero(of_line == j)
            if mine.size:
                self.price[:, k] = (f.price[:, lines[mine]] + bonus[:, mine]).max(axis=1)
        self.part_price = lowest_price(f)[:, self.products]
        net = -recipe[:, of_line][self.products]
        net[np.searchsorted(self.products, of_line), np.arange(of_line.size)] += 1.0
        row, line = np.nonzero(net)
        room, one = np.arange(self.products.size), np.ones(self.products.size)
        keys = tuple(q.products.labels.keys[j] for j in self.products)
        self.labels = Labels(("product",), keys)
        self.balance = (
            Terms("make", row, line, net[row, line]),
            Terms("bought", room, room, one),
            Terms("lapsing", room, room, -one),
            Terms("standing", room, room, -one),
        )
        used = np.nonzero(recipe[self.products][:, of_line])
        self.use: tuple[Terms, ...] = (
            Terms("bought", room, room, one),
            Terms("make", used[0], used[1], -recipe[self.products][:, of_line][used]),
        )
        self.taken: tuple[Terms, ...] = (
            Terms("taken", room, room, one),
            Terms("standing", room, room, -one),
        )
        self.zero, self.room, self.one = np.zeros(room.size), room, one

    def block(self, n: int) -> Block:
        """Variables lapsing, standing, taken, bought, and their rows, at node n."""
        end = self.end[self.tree.period[n]]
        earns, pays = -self.price[n] * end, self.part_price[n] * end
        most = np.where(self.sells, np.inf, 0.0)
        taken: tuple[Terms, ...] = self.taken
        if self.tree.parent[n] >= 0:
            past = Terms("taken", self.room, self.room, -self.one, int(self.tree.parent[n]))
            taken = (*taken, past)
        return Block(
            (
                self._variable("lapsing", most, earns),
                self._variable("standing", most, earns),
                self._variable("taken", most, self.zero),
                self._variable("bought", np.full(self.room.size, np.inf), pays),
            ),
            (
                Rows("own_balance", self.labels, self.balance, self.zero, self.zero),
                Rows("own_use", self.labels, self.use, self.zero - np.inf, self.zero),
                Rows("taken", self.labels, taken, self.zero, self.zero),
            ),
        )

    def _variable(self, name: str, upper: Vector, cost: Vector) -> Variables:
        return Variables(name, self.labels, self.zero, upper, cost)
