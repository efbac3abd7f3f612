"""Nested Benders decomposition on a scenario tree: one small program a node, cuts from children to parents.

Birge (1985), for rows that may use columns of any node on the path.  At node n, with h the decisions on its path,

    V_n(h) = min  c_n @ x + sum over children k of  (p_k / p_n) theta_k
             subject to the node's rows at h and x, and  theta_k >= constant + slope @ (h, x)   (cuts)

A forward pass decides from the root on; its expected cost bounds the optimum from above.  A backward pass solves
every node again, children first, and hands its duals to the parent as a cut; the root's value bounds the
optimum from below.  Where a node has no possible decision, a ray of its dual becomes a row of its parent that
every path with a future meets.  Continuous decisions only.

With weight w on the worst share `tail` of the children's values, counted again at every node (nested CVaR, see
`tree_risk`; Philpott, de Matos & Finardi 2013), the sum becomes

    sum over k of  p_k / p_n ((1 - w) theta_k + w / tail v_k)  +  w eta,       v_k >= theta_k - eta,  v_k >= 0

and the forward pass's cost is that of its decisions, counted from the leaves back to the root.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from offtake.errors import UsageError
from offtake.stochastic.methods.answer import Answer, Clock
from offtake.stochastic.methods.known import Known
from offtake.stochastic.methods.tree_node import Cut, backward, forward, nodes_of
from offtake.stochastic.parallel.executor import Executor, Parts, Recipe, SerialExecutor
from offtake.stochastic.program.blocks import NodeProgram, StochasticProgram
from offtake.stochastic.risk.tail_risk import checked_shares
from offtake.stochastic.risk.tree_risk import nested_values
from offtake.stochastic.solver.program import Indices, Until, Vector

_MOST_PARTS = 16


def solve_nested(
    program: StochasticProgram,
    until: Until = Until(),  # frozen
    executor: Executor = SerialExecutor(),  # noqa: B008  # frozen
    *,
    weight: float = 0.0,
    tail: float = 1.0,
) -> Answer:
    """Solve by nested Benders, with `weight` on the mean of the worst share `tail` at every node.

    Raises UsageError on whole decisions, or shares that are none, SolveError where a node fails.
    """
    checked_shares(weight, tail)
    if any(p.integer.any() for p in program.nodes):
        raise UsageError("nested Benders needs continuous decisions; use the extensive form")
    known = Known(until=until, clock=Clock(until.seconds))
    known.plan = np.zeros(program.nodes[0].cost.size)
    run, passes = _Run(program, executor, weight, tail), 0
    try:
        while not known.done:
            passes += 1
            cost = run.down()
            if cost is None:
                known.plan = np.zeros(0)
                return known.answer("nested benders", passes, "infeasible")
            known.offer(run.first.copy(), cost)
            known.bound = max(known.bound, run.up())
            known.note("forward and backward")
    finally:
        run.parts.close()
    return known.answer("nested benders", passes)


@dataclass(frozen=True)
class Reply:
    """What a subtree says to decisions before it: its cost, and a cut or a row for its parent."""

    value: float  # V of its first node with the decisions found; infinite where there are none
    cut: Cut | None  # none while its cost is not bounded


class Subtree:
    """A node and all that follows it, in one worker."""

    def __init__(
        self,
        tree: StochasticProgram,
        programs: dict[int, NodeProgram],
        start: Indices,
        before: Indices,
        weight: float,
        tail: float,
    ) -> None:
        self.tree, self.weight, self.tail, self.before = tree, weight, tail, before
        self.nodes = nodes_of(tree, programs, start, weight, tail)
        self.x = np.zeros(int(start[-1]))

    def follow(self, decided: Vector) -> Reply:
        """A forward and a backward pass after the decisions in the columns `before`."""
        x = self.x
        x[self.before] = decided
        dead_end = forward(self.nodes, x)
        if dead_end is not None:
            return Reply(np.inf, dead_end)
        spent = np.zeros(self.tree.parent.size)
        for n, node in self.nodes.items():
            spent[n] = node.cost @ x[node.own]
        values = nested_values(self.tree, spent, self.weight, self.tail, list(self.nodes))
        backward(self.nodes, x)
        top = next(iter(self.nodes.values()))
        bounded = np.isfinite(top.solve(x, keep=False))
        return Reply(float(values[top.number]), top.cut(x) if bounded else None)


class _Run:
    """The trunk in this process, the subtrees below it on workers."""

    def __init__(
        self, program: StochasticProgram, executor: Executor, weight: float, tail: float
    ) -> None:
        self.program, self.weight, self.tail = program, weight, tail
        start = np.concatenate([[0], np.cumsum([p.cost.size for p in program.nodes])])
        self.trunk, self.subtrees = divided(program)
        self.nodes = nodes_of(
            program, {n: program.nodes[n] for n in self.trunk}, start, weight, tail
        )
        self.before = np.concatenate([np.arange(start[n], start[n + 1]) for n in self.trunk])
        self.x, self.tops = np.zeros(int(start[-1])), [members[0] for members in self.subtrees]
        bare = replace(program, nodes=(), labels={})

        def recipe(members: list[int]) -> Recipe:
            held = {n: program.nodes[n] for n in members}
            return Subtree, (bare, held, start, self.before, weight, tail)

        self.parts: Parts = executor.make([recipe(members) for members in self.subtrees])
        self.followed: list[Reply] = []

    @property
    def first(self) -> Vector:
        """Decisions of the root."""
        found: Vector = self.x[self.nodes[0].own]
        return found

    def down(self) -> float | None:
        """The cost of the decisions that a forward pass finds; None where there are none."""
        possible = False
        while not possible:
            if forward(self.nodes, self.x) is not None:
                return None
            decided = self.x[self.before].copy()
            self.followed = self.parts.call("follow", [(decided,)] * len(self.subtrees))
            possible = all(np.isfinite(f.value) for f in self.followed)
            if not possible:
                self._add_cuts()
        spent = np.zeros(self.program.parent.size)
        for n, node in self.nodes.items():
            spent[n] = node.cost @ self.x[node.own]
        spent[self.tops] = [f.value for f in self.followed]
        value = nested_values(self.program, spent, self.weight, self.tail, self.trunk)[0]
        return self.program.offset + float(self.program.probability[0] * value)

    def up(self) -> float:
        """The bound that a backward pass proves."""
        self._add_cuts()
        backward(self.nodes, self.x)
        value = self.nodes[0].solve(self.x, keep=False)
        return self.program.offset + float(self.program.probability[0]) * value

    def _add_cuts(self) -> None:
        for top, followed in zip(self.tops, self.followed, strict=True):
            if followed.cut is not None:
                self.nodes[int(self.program.parent[top])].add(top, followed.cut)


def divided(program: StochasticProgram) -> tuple[list[int], list[list[int]]]:
    """The trunk, and the nodes of every subtree below it, each in order.

    The largest subtree in which futures part is divided at its first node until there are `_MOST_PARTS`, or none is left.
    """
    children: list[list[int]] = [[] for _ in program.nodes]
    size, leaves = np.ones((2, len(program.nodes)), dtype=np.int64)
    for n in range(len(program.nodes) - 1, 0, -1):
        before = int(program.parent[n])
        leaves[before] += leaves[n] - (not children[before])
        size[before] += size[n]
        children[before].insert(0, n)
    trunk, tops = [0], list(children[0])
    while len(tops) < _MOST_PARTS and any(leaves[n] > 1 for n in tops):
        largest = max((n for n in tops if leaves[n] > 1), key=lambda n: (size[n], -n))
        trunk.append(largest)
        tops = [n for n in tops if n != largest] + children[largest]
    inside = {top: [top] for top in sorted(tops)}
    owner = {top: top for top in tops}
    for n, before in enumerate(program.parent.tolist()):
        if before in owner:
            owner[n] = owner[before]
            inside[owner[n]].append(n)
    return sorted(trunk), list(inside.values())
