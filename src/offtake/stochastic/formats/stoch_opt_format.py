"""StochOptFormat files (.sof.json, .sof.json.gz) as a tree of node programs.

The policy graph must be acyclic, and small enough to be written out as a tree.  Incoming states become the
parent's outgoing ones, random variables the values of each realisation.  Objectives may be `min`, `max`, or
absent (`feasibility`); the program always minimises, and `sense` says how the file poses the problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from offtake.errors import InstanceError
from offtake.stochastic.formats.lines import LARGEST, finite
from offtake.stochastic.formats.policy_graph import (
    Allowed,
    Function,
    PolicyGraph,
    Stage,
    Term,
    read_policy_graph,
)
from offtake.stochastic.program.blocks import NodeProgram, StochasticProgram

MOST_NODES = 100_000
MOST_NUMBERS = 25_000_000
"""Nodes times variables and constraints: above this, memory runs out before an answer comes."""


@dataclass(frozen=True)
class Sof:
    """A policy graph written out."""

    program: StochasticProgram
    sense: Literal["min", "max"]
    """"max" where every objective is maximised; `program` minimises its negative."""
    warnings: tuple[str, ...]


def read_sof(path: Path | str, *, normalise: bool = False) -> Sof:
    """Read a StochOptFormat file.

    Raises InstanceError on what the format or this reader does not allow.
    """
    graph = read_policy_graph(Path(path))
    sense: Literal["min", "max"] = "max" if graph.senses == {"max"} else "min"
    program = _tree(graph.normalised() if normalise else graph)
    return Sof(program, sense, () if normalise else graph.warnings)


def _refuse_large(graph: PolicyGraph) -> None:
    """Count the tree before it is written: nodes below each node of the graph, from the ends back."""
    nodes: dict[str, int] = {}
    numbers: dict[str, int] = {}
    waiting = list(graph.start)
    while waiting:
        name = waiting[-1]
        stage = graph.stages[name]
        if ahead := [after for after in stage.successors if after not in nodes]:
            waiting += ahead
            continue
        waiting.pop()
        count, program = len(stage.realisations), stage.subproblem
        size = len(program.variables) + len(program.constraints)
        nodes[name] = count * (1 + sum(nodes[after] for after in stage.successors))
        numbers[name] = count * (size + sum(numbers[after] for after in stage.successors))
    if sum(nodes[name] for name in graph.start) > MOST_NODES:
        raise InstanceError(f"{graph.path}: the tree has more than {MOST_NODES} nodes")
    if sum(numbers[name] for name in graph.start) > MOST_NUMBERS:
        raise InstanceError(f"{graph.path}: the tree has more than {MOST_NUMBERS} numbers")


def _tree(graph: PolicyGraph) -> StochasticProgram:
    """Write the policy graph out: one tree node for every node and realisation on every way to it."""
    _refuse_large(graph)
    programs, parents, probabilities = [_constants(graph.initial)], [-1], [1.0]
    outgoing = [{name: k for k, name in enumerate(graph.initial)}]
    level = [(0, graph.start)]
    offset = 0.0
    while level:
        following = []
        for parent, arcs in level:
            for name, chance in arcs.items():
                stage = graph.stages[name]
                for p, support in stage.realisations:
                    node = _Writer(stage, support, parent, outgoing[parent], graph.path)
                    programs.append(node.program())
                    parents.append(parent)
                    probabilities.append(probabilities[parent] * chance * p)
                    offset += probabilities[-1] * node.constant
                    outgoing.append(node.outgoing())
                    following.append((len(programs) - 1, stage.successors))
        level = following
    return StochasticProgram(
        parent=np.array(parents, dtype=np.int64),
        probability=np.array(probabilities),
        nodes=tuple(programs),
        offset=offset,
    )


def _constants(values: Mapping[str, float]) -> NodeProgram:
    """A root that holds the initial states, as columns fixed to them."""
    fixed = np.array(list(values.values()), dtype=float)
    none, nothing = np.zeros(0, np.int64), np.zeros(0)
    return NodeProgram(
        cost=np.zeros(fixed.size),
        lower=fixed,
        upper=fixed,
        integer=np.zeros(fixed.size, dtype=bool),
        row=none,
        column=none,
        value=nothing,
        row_lower=nothing,
        row_upper=nothing,
        columns={"x": slice(0, fixed.size)},
        rows={"rows": slice(0, 0)},
    )


class _Writer:
    """Writes one realisation of one policy-graph node as the program of a tree node."""

    def __init__(
        self,
        stage: Stage,
        support: Mapping[str, float],
        parent: int,
        state_columns: Mapping[str, int],
        path: Path,
    ) -> None:
        self.stage, self.parent, self.where = stage, parent, f"{path}: node {stage.name}"
        self.incoming = {
            state.arriving: state_columns[name] for name, state in stage.states.items()
        }
        self.known = support
        own = [v.name for v in stage.subproblem.variables if v.name not in self.incoming]
        self.column = {name: k for k, name in enumerate(own)}
        objective = stage.subproblem.objective
        self.sign = -1.0 if objective.sense == "max" else 1.0
        self.lower, self.upper = np.full(len(own), -np.inf), np.full(len(own), np.inf)
        self.integer = np.zeros(len(own), dtype=bool)
        for name, value in support.items():
            self.lower[self.column[name]] = self.upper[self.column[name]] = value
        self.rows: list[tuple[list[tuple[int, float]], list[tuple[int, float]], float, float]] = []
        self.constant = 0.0
        self.cost = np.zeros(len(own))
        if objective.sense == "feasibility":
            return
        if objective.function is None:
            raise InstanceError(f"{self.where}: the objective has no function")
        self.cost = self._objective(objective.function)

    def outgoing(self) -> dict[str, int]:
        return {name: self.column[state.leaving] for name, state in self.stage.states.items()}

    def _objective(self, function: Function) -> npt.NDArray[np.float64]:
        """Linear costs; a term in an incoming state is charged through a column equal to it."""
        linear, constant = self._linear(function)
        cost = np.zeros(len(self.column))
        copies: list[float] = []
        self.constant = self.sign * constant
        for name, value in linear:
            if name in self.incoming:
                k = len(self.column) + len(copies)
                self.rows.append(([(k, 1.0)], [(self.incoming[name], -1.0)], 0.0, 0.0))
                copies.append(self.sign * value)
            else:
                cost[self.column[name]] += self.sign * value
        more = len(copies)
        self.lower = np.concatenate([self.lower, np.full(more, -np.inf)])
        self.upper = np.concatenate([self.upper, np.full(more, np.inf)])
        self.integer = np.concatenate([self.integer, np.zeros(more, dtype=bool)])
        return np.concatenate([cost, copies])

    def _linear(self, function: Function) -> tuple[list[tuple[str, float]], float]:
        """Terms and constant of a function; products with a known value become linear."""
        kind = function.kind
        if kind in ("Variable", "SingleVariable"):
            if function.variable is None:
                raise InstanceError(f"{self.where}: a function {kind} names no variable")
            return [(self._known(function.variable), 1.0)], 0.0
        if kind == "ScalarAffineFunction":
            if function.terms is None:
                raise InstanceError(f"{self.where}: a function {kind} has no terms")
            return self._terms(function.terms), function.constant
        if kind == "ScalarQuadraticFunction":
            terms = self._terms(function.affine_terms or [])
            for t in function.quadratic_terms:
                one, other = self._known(t.variable_1), self._known(t.variable_2)
                weight = t.coefficient * (0.5 if one == other else 1.0)
                if one in self.known:
                    one, other = other, one
                if other not in self.known:
                    raise InstanceError(f"{self.where}: a function is quadratic in decisions")
                product = f"{t.coefficient:g} {one} {other}"
                value = finite(weight * self.known[other], product, self.where, below=LARGEST)
                terms.append((one, value))
            return terms, function.constant
        raise InstanceError(f"{self.where}: function {kind!r} is not supported")

    def _terms(self, terms: list[Term]) -> list[tuple[str, float]]:
        return [(self._known(t.variable), t.coefficient) for t in terms]

    def _known(self, name: str) -> str:
        if name not in self.column and name not in self.incoming:
            raise InstanceError(f"{self.where}: {name!r} is not one of its variables")
        return name

    def program(self) -> NodeProgram:
        for constraint in self.stage.subproblem.constraints:
            self._constraint(constraint.function, constraint.set)
        own = [(r, c, v) for r, (terms, _, _, _) in enumerate(self.rows) for c, v in terms]
        past = [(r, c, v) for r, (_, terms, _, _) in enumerate(self.rows) for c, v in terms]
        row, column, value = (np.array(a) for a in zip(*own, strict=True)) if own else ([],) * 3
        link = (np.array(a) for a in zip(*past, strict=True)) if past else ([],) * 3
        link_row, link_column, link_value = link
        return NodeProgram(
            cost=self.cost,
            lower=self.lower,
            upper=self.upper,
            integer=self.integer,
            row=np.asarray(row, np.int64),
            column=np.asarray(column, np.int64),
            value=np.asarray(value, float),
            row_lower=np.array([low for _, _, low, _ in self.rows], dtype=float),
            row_upper=np.array([high for _, _, _, high in self.rows], dtype=float),
            columns={"x": slice(0, self.cost.size)},
            rows={"rows": slice(0, len(self.rows))},
            link_row=np.asarray(link_row, np.int64),
            link_node=np.full(len(past), self.parent, dtype=np.int64),
            link_column=np.asarray(link_column, np.int64),
            link_value=np.asarray(link_value, float),
        )

    def _constraint(self, function: Function, allowed: Allowed) -> None:
        terms, constant = self._linear(function)
        single = function.kind in ("Variable", "SingleVariable")
        if single and terms[0][0] in self.column:
            self._bound(terms[0][0], allowed)
            return
        if single and allowed.kind in ("Integer", "ZeroOne"):
            raise InstanceError(f"{self.where}: {terms[0][0]!r} arrives; it cannot be made whole")
        low, high = self._interval(allowed)
        mine = [(self.column[n], v) for n, v in terms if n in self.column]
        past = [(self.incoming[n], v) for n, v in terms if n in self.incoming]
        self.rows.append((mine, past, low - constant, high - constant))

    def _bound(self, name: str, allowed: Allowed) -> None:
        k = self.column[name]
        if allowed.kind == "Integer":
            self.integer[k] = True
            return
        if name in self.known:  # the realisation decides, not the value it replaces
            return
        low, high = (0.0, 1.0) if allowed.kind == "ZeroOne" else self._interval(allowed)
        self.integer[k] |= allowed.kind == "ZeroOne"
        self.lower[k], self.upper[k] = max(self.lower[k], low), min(self.upper[k], high)

    def _interval(self, allowed: Allowed) -> tuple[float, float]:
        match allowed.kind:
            case "GreaterThan":
                return self._given(allowed.lower, allowed, "lower"), np.inf
            case "LessThan":
                return -np.inf, self._given(allowed.upper, allowed, "upper")
            case "EqualTo":
                value = self._given(allowed.value, allowed, "value")
                return value, value
            case "Interval":
                low = self._given(allowed.lower, allowed, "lower")
                return low, self._given(allowed.upper, allowed, "upper")
        raise InstanceError(f"{self.where}: set {allowed.kind!r} is not supported")

    def _given(self, value: float | None, allowed: Allowed, what: str) -> float:
        if value is None:
            raise InstanceError(f"{self.where}: a set {allowed.kind} has no {what}")
        return value
