"""StochOptFormat files (.sof.json, .sof.json.gz) as a tree of node programs.

Versions 0.1 (nodes hold their subproblem, arcs stand in `edges`) and 1.0 (subproblems by name, arcs stand as
`successors`).  The policy graph must be acyclic, and small enough to be written out as a tree.  Incoming
states become the parent's outgoing ones, random variables the values of each realisation; equal realisations
are merged.  Objectives may be `min` or `max`; the program always minimises.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from offtake.errors import InstanceError
from offtake.stochastic.program.blocks import NodeProgram, StochasticProgram

_MOST_NODES = 200_000


@dataclass(frozen=True)
class _Stage:
    """One node of the policy graph."""

    subproblem: Mapping[str, Any]
    states: Mapping[str, tuple[str, str]]  # name -> (in, out)
    realisations: tuple[tuple[float, Mapping[str, float]], ...]
    successors: Mapping[str, float]


def read_sof(path: Path | str) -> StochasticProgram:
    """Read a StochOptFormat file.  Raises InstanceError on what the format or this reader does not allow."""
    path = Path(path)
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        document = json.loads(raw, parse_constant=_no_number)
    except (OSError, ValueError) as error:
        raise InstanceError(f"{path} cannot be read: {error}") from error
    version = document.get("version", {}).get("major")
    if version not in (0, 1):
        raise InstanceError(f"{path}: version {version} of StochOptFormat is not supported")
    stages = _stages_v0(document) if version == 0 else _stages_v1(document)
    root = document["root"]
    states = {
        name: float(s["initial_value"] if isinstance(s, dict) else s)
        for name, s in root["state_variables"].items()
    }
    start = (
        {e["to"]: e["probability"] for e in document["edges"] if e["from"] == root["name"]}
        if version == 0
        else root["successors"]
    )
    return _tree(stages, states, start, path)


def _no_number(word: str) -> float:
    """JSON as Python reads it knows NaN and Infinity; the format does not."""
    raise ValueError(f"{word} is not a number")


def _stages_v0(document: Mapping[str, Any]) -> dict[str, _Stage]:
    return {
        name: _Stage(
            node["subproblem"],
            _states(node["state_variables"]),
            _realisations(node.get("realizations", [])),
            {e["to"]: e["probability"] for e in document["edges"] if e["from"] == name},
        )
        for name, node in document["nodes"].items()
    }


def _stages_v1(document: Mapping[str, Any]) -> dict[str, _Stage]:
    stages = {}
    for name, node in document["nodes"].items():
        held = document["subproblems"][node["subproblem"]]
        stages[name] = _Stage(
            held["subproblem"],
            _states(held["state_variables"]),
            _realisations(node.get("realizations", [])),
            node.get("successors", {}),
        )
    return stages


def _states(states: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[str, str]]:
    return {name: (s["in"], s["out"]) for name, s in states.items()}


def _realisations(listed: list[Any]) -> tuple[tuple[float, Mapping[str, float]], ...]:
    """Realisations with equal ones merged; one empty one where none is listed."""
    merged: dict[tuple[tuple[str, float], ...], float] = {}
    for one in listed or [{"probability": 1.0, "support": {}}]:
        key = tuple(sorted((k, float(v)) for k, v in one.get("support", {}).items()))
        merged[key] = merged.get(key, 0.0) + float(one["probability"])
    return tuple((p, dict(key)) for key, p in merged.items())


def _tree(
    stages: Mapping[str, _Stage],
    initial: Mapping[str, float],
    start: Mapping[str, float],
    path: Path,
) -> StochasticProgram:
    """Write the policy graph out: one tree node for every node and realisation on every way to it."""
    anchor = _constants(initial)
    programs, parents, probabilities = [anchor], [-1], [1.0]
    outgoing = [{name: k for k, name in enumerate(initial)}]
    level = [(0, start)]
    offset = 0.0
    while level:
        following = []
        for parent, arcs in level:
            for name, chance in arcs.items():
                stage = stages[name]
                for p, support in stage.realisations:
                    node = _Writer(stage, support, parent, outgoing[parent], path)
                    programs.append(node.program())
                    parents.append(parent)
                    probabilities.append(probabilities[parent] * chance * p)
                    offset += probabilities[-1] * node.constant
                    outgoing.append(node.outgoing())
                    following.append((len(programs) - 1, stage.successors))
                    if len(programs) > _MOST_NODES:
                        raise InstanceError(f"{path}: the tree has more than {_MOST_NODES} nodes")
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
        stage: _Stage,
        support: Mapping[str, float],
        parent: int,
        state_columns: Mapping[str, int],
        path: Path,
    ) -> None:
        self.stage, self.parent, self.path = stage, parent, path
        self.incoming = {
            arrives: state_columns[name] for name, (arrives, _) in stage.states.items()
        }
        self.known = support
        own = [v["name"] for v in stage.subproblem["variables"] if v["name"] not in self.incoming]
        self.column = {name: k for k, name in enumerate(own)}
        objective = stage.subproblem["objective"]
        self.sign = -1.0 if objective["sense"] == "max" else 1.0
        self.lower, self.upper = np.full(len(own), -np.inf), np.full(len(own), np.inf)
        self.integer = np.zeros(len(own), dtype=bool)
        for name, value in support.items():
            self.lower[self.column[name]] = self.upper[self.column[name]] = value
        self.rows: list[tuple[list[tuple[int, float]], list[tuple[int, float]], float, float]] = []
        self.constant = 0.0
        self.cost = self._objective(objective["function"])

    def outgoing(self) -> dict[str, int]:
        return {name: self.column[leaves] for name, (_, leaves) in self.stage.states.items()}

    def _objective(self, function: Mapping[str, Any]) -> np.ndarray[Any, Any]:
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

    def _linear(self, function: Mapping[str, Any]) -> tuple[list[tuple[str, float]], float]:
        """Terms and constant of a function; products with a known value become linear."""
        kind = function["type"]
        if kind in ("Variable", "SingleVariable"):
            return [(function.get("name") or function["variable"], 1.0)], 0.0
        if kind == "ScalarAffineFunction":
            terms = [(t["variable"], float(t["coefficient"])) for t in function["terms"]]
            return terms, float(function["constant"])
        if kind == "ScalarQuadraticFunction":
            terms = [(t["variable"], float(t["coefficient"])) for t in function["affine_terms"]]
            for t in function["quadratic_terms"]:
                one, other = t["variable_1"], t["variable_2"]
                weight = float(t["coefficient"]) * (0.5 if one == other else 1.0)
                if one in self.known:
                    one, other = other, one
                if other not in self.known or one == other:
                    raise InstanceError(f"{self.path}: the objective is quadratic in decisions")
                terms.append((one, weight * self.known[other]))
            return terms, float(function["constant"])
        raise InstanceError(f"{self.path}: function {kind!r} is not supported")

    def program(self) -> NodeProgram:
        for constraint in self.stage.subproblem["constraints"]:
            self._constraint(constraint["function"], constraint["set"])
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

    def _constraint(self, function: Mapping[str, Any], allowed: Mapping[str, Any]) -> None:
        terms, constant = self._linear(function)
        single = function["type"] in ("Variable", "SingleVariable")
        if single and terms[0][0] in self.column:
            self._bound(terms[0][0], allowed)
            return
        low, high = self._interval(allowed)
        mine = [(self.column[n], v) for n, v in terms if n in self.column]
        past = [(self.incoming[n], v) for n, v in terms if n in self.incoming]
        self.rows.append((mine, past, low - constant, high - constant))

    def _bound(self, name: str, allowed: Mapping[str, Any]) -> None:
        k = self.column[name]
        if allowed["type"] == "Integer":
            self.integer[k] = True
            return
        if name in self.known:  # the realisation decides, not the value it replaces
            return
        low, high = (0.0, 1.0) if allowed["type"] == "ZeroOne" else self._interval(allowed)
        self.integer[k] |= allowed["type"] == "ZeroOne"
        self.lower[k], self.upper[k] = max(self.lower[k], low), min(self.upper[k], high)

    def _interval(self, allowed: Mapping[str, Any]) -> tuple[float, float]:
        match allowed["type"]:
            case "GreaterThan":
                return float(allowed["lower"]), np.inf
            case "LessThan":
                return -np.inf, float(allowed["upper"])
            case "EqualTo":
                return float(allowed["value"]), float(allowed["value"])
            case "Interval":
                return float(allowed["lower"]), float(allowed["upper"])
        raise InstanceError(f"{self.path}: set {allowed['type']!r} is not supported")
