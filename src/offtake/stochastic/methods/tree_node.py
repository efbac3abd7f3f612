"""One node of a tree in its own solver handle: its cost-to-go as its path decides, and cuts that say so to its parent.

At node n, with h the decisions on its path and theta the values of its children,

    V_n(h) = min  c_n @ x + what follows(theta)
             subject to the node's rows at h and x, and  theta_k >= constant + slope @ (h, x)   (cuts)

Where no decision is possible, a ray of the dual becomes a row of the parent that every path with a future meets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from offtake.errors import SolveError
from offtake.stochastic.program.blocks import NodeProgram, StochasticProgram
from offtake.stochastic.risk.tree_risk import Ahead, what_follows
from offtake.stochastic.solver.highs import Handle
from offtake.stochastic.solver.program import Indices, LinearProgram, Vector

_BOX = 1e6


@dataclass(frozen=True)
class Cut:
    """theta >= constant + slope @ (all columns of the tree so far); without `theta`, 0 >= it."""

    constant: float
    slope: sp.csr_array  # (1, columns of the whole tree)
    theta: bool = True


class NodeSolver:
    """One node's program in its own handle, with a column for the value of every child."""

    def __init__(
        self,
        path: list[int],
        part: NodeProgram,
        start: int,
        links: sp.csr_array,
        children: Indices,
        ahead: Ahead,
    ) -> None:
        self.number, self.parent, self.cost = path[-1], path[-2] if path[1:] else -1, part.cost
        self.name = f"node {self.number} of the tree (path {' → '.join(map(str, path))})"
        if not np.isfinite(part.link_value).all():
            raise SolveError(f"{self.name} holds links that are not finite")
        self.start, self.width = start, part.cost.size
        self.own = slice(start, start + self.width)
        self.place = {int(child): k for k, child in enumerate(children)}
        self.constant, self.slope = np.zeros(0), sp.csr_array((0, links.shape[1]))
        more = ahead.rows.shape[0]
        self.links = sp.csr_array(sp.vstack([links, sp.csr_array((more, links.shape[1]))]))
        self.row_lower = np.append(part.row_lower, np.zeros(more))
        self.row_upper = np.append(part.row_upper, np.full(more, np.inf))
        self.lower = np.concatenate([part.lower, ahead.lower])
        self.upper = np.concatenate([part.upper, np.full(ahead.cost.size, np.inf)])
        matrix = sp.csr_array(
            (part.value, (part.row, part.column)), shape=(part.row_lower.size, self.width)
        )
        self.matrix = sp.csr_array(sp.block_diag([matrix, ahead.rows], format="csr"))
        lower, upper = self.lower.copy(), self.upper.copy()
        thetas = slice(self.width, self.width + children.size)
        lower[thetas] = upper[thetas] = 0.0  # until a first cut bounds them
        self._handle = Handle(
            LinearProgram(
                cost=np.concatenate([part.cost, ahead.cost]),
                lower=lower,
                upper=upper,
                integer=np.zeros(lower.size, dtype=bool),
                matrix=self.matrix,
                row_lower=self.row_lower,
                row_upper=self.row_upper,
            ),
            "simplex",
            presolve=False,
        )

    def solve(self, x: Vector, *, keep: bool = True) -> float:
        """Value at the decisions of the path in x, infinite where none is possible.

        `keep` writes the node's own decisions into x.
        """
        past, handle = self.links @ x, self._handle
        rows = past.size
        low = np.concatenate([self.row_lower - past, self.constant + self.slope @ x])
        high = np.concatenate([self.row_upper - past, np.full(self.constant.size, np.inf)])
        handle.row_bounds(np.arange(rows + self.constant.size), low, high)
        handle.run_or_retry(("optimal", "infeasible", "unbounded"), self.name)
        if handle.status == "infeasible":
            return np.inf
        if handle.status == "unbounded":  # cuts do not bound it yet
            self._boxed(x)
            return -np.inf
        if keep:
            x[self.own] = handle.x[: self.width]
        return handle.value

    def _boxed(self, x: Vector) -> None:
        """A point inside a large box, for a node that no cut bounds yet."""
        handle, n = self._handle, self.width
        index = np.arange(n)
        low, high = self.lower[:n], self.upper[:n]
        handle.bounds(index, np.maximum(low, -_BOX), np.minimum(high, _BOX))
        handle.run()
        x[self.own] = handle.x[:n]
        handle.bounds(index, low, high)

    def cut(self, x: Vector) -> Cut:
        """What the last solve says of this node's value as its path's decisions change."""
        dual = self._handle.row_dual
        slope = self._slope(dual)
        return Cut(self._handle.value - float((slope @ x)[0]), slope)

    def _slope(self, dual: Vector) -> sp.csr_array:
        """What the rows, so priced, say of the decisions before, (1, columns of the whole tree)."""
        rows = self.row_lower.size
        slope = sp.csr_array(-(self.links.T @ dual[:rows])[None])
        if self.constant.size:
            slope = sp.csr_array(slope + sp.csr_array((self.slope.T @ dual[rows:])[None]))
        return slope

    def ray(self, x: Vector) -> Cut:
        """A row that every path with a possible decision here meets; the one in x does not.

        For any r:  r @ (sides - links @ x) <= sup over the node's columns of (r matrix) @ columns.
        """
        found = self._handle.ray()
        if found is None:
            raise SolveError(f"no ray was found where {self.name} has no way")
        low = np.concatenate([self.row_lower, self.constant])
        high = np.concatenate([self.row_upper, np.full(self.constant.size, np.inf)])
        for r in (found.copy(), -found):
            r[np.abs(r) < 1e-9 * np.abs(r).max()] = 0.0
            g = self.matrix.T @ r
            g[np.abs(g) < 1e-9 * np.abs(r).max()] = 0.0
            sides = np.where(r > 0, low, high)[r != 0]
            reach = np.where(g > 0, self.upper, self.lower)[g != 0]
            constant = float(r[r != 0] @ sides - g[g != 0] @ reach)
            slope = self._slope(r)
            if np.isfinite(constant) and constant + float((slope @ x)[0]) > 1e-9:
                scale = max(float(np.abs(slope.data).max(initial=0.0)), 1e-12)
                return Cut(constant / scale, sp.csr_array(slope / scale), theta=False)
        raise SolveError(f"the ray found where {self.name} has no way proves nothing")

    def add(self, child: int, cut: Cut) -> None:
        """theta of a child >= cut; its part in this node's columns stays left, the rest goes right."""
        k = self.place[child] + self.width
        slope = cut.slope.tocoo()
        column = slope.coords[1]
        mine = (column >= self.own.start) & (column < self.own.stop)
        index, value = column[mine] - self.start, -slope.data[mine]
        if cut.theta:
            self._handle.bounds(np.array([k]), np.array([-np.inf]), np.array([np.inf]))
            index, value = np.append(index, k), np.append(value, 1.0)
        row = sp.csr_array(
            (value, (np.zeros(index.size, dtype=int), index)), shape=(1, self.matrix.shape[1])
        )
        self._handle.add_rows(np.array([cut.constant]), np.array([np.inf]), row)
        self.matrix = sp.csr_array(sp.vstack([self.matrix, row], format="csr"))
        rest = sp.csr_array(
            (slope.data[~mine], (np.zeros(int((~mine).sum()), dtype=int), column[~mine])),
            shape=cut.slope.shape,
        )
        self.constant = np.append(self.constant, cut.constant)
        self.slope = sp.csr_array(sp.vstack([self.slope, rest], format="csr"))


def nodes_of(
    tree: StochasticProgram,
    programs: Mapping[int, NodeProgram],
    start: Indices,
    weight: float,
    tail: float,
) -> dict[int, NodeSolver]:
    """The nodes that `programs` holds, in order; of `tree` only parents and probabilities are looked at.

    `start` (nodes + 1,) is where each node's columns begin among those of the whole tree.
    """
    found = {}
    for n in sorted(programs):
        part = programs[n]
        links = sp.csr_array(
            (part.link_value, (part.link_row, start[part.link_node] + part.link_column)),
            shape=(part.row_lower.size, int(start[-1])),
        )
        children, ahead = np.flatnonzero(tree.parent == n), what_follows(tree, n, weight, tail)
        found[n] = NodeSolver(_path(tree, n), part, int(start[n]), links, children, ahead)
    return found


def forward(nodes: Mapping[int, NodeSolver], x: Vector) -> Cut | None:
    """Decide from the first of `nodes` on, in x; back to a parent after every dead end.

    Where the first node has no way, the row that says so to its parent.
    """
    order = list(nodes)
    place = {n: k for k, n in enumerate(order)}
    k = 0
    while k < len(order):
        node = nodes[order[k]]
        if node.solve(x) < np.inf:
            k += 1
            continue
        if k == 0:
            return node.ray(x)
        nodes[node.parent].add(node.number, node.ray(x))
        k = place[node.parent]
    return None


def backward(nodes: Mapping[int, NodeSolver], x: Vector) -> None:
    """Solve all but the first again, last first, each handing its cut to its parent."""
    for node in list(nodes.values())[:0:-1]:
        if np.isfinite(node.solve(x, keep=False)):
            nodes[node.parent].add(node.number, node.cut(x))


def _path(program: StochasticProgram, node: int) -> list[int]:
    before = int(program.parent[node])
    return [node] if before < 0 else [*_path(program, before), node]
