"""A StochOptFormat document (.sof.json, .sof.json.gz) as found: one shape for all its versions.

In version 0.1 nodes hold their subproblem and arcs stand in `edges`; from 0.2 on subproblems have names and arcs
stand as `successors`.  Kinds of functions and sets are called `type`, and in MathOptFormat before 0.5 `head`.
What the schema does not name is left alone.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from offtake.errors import InstanceError
from offtake.stochastic.formats.lines import ENDLESS
from offtake.stochastic.formats.lines import LARGEST as COEFFICIENT

LARGEST = 100 * 2**20
"""Bytes that a file may unpack to."""
_SUM_TOLERANCE = 1e-9
_FAULTS_SHOWN = 5

Number = Annotated[float, Field(gt=-ENDLESS, lt=ENDLESS)]
Coefficient = Annotated[float, Field(gt=-COEFFICIENT, lt=COEFFICIENT)]
Chance = Annotated[float, Field(ge=0, le=1 + 1e-6)]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class Term(_Part):
    """A coefficient times a variable."""

    variable: str
    coefficient: Coefficient


class Product(_Part):
    """A coefficient times two variables; half of it where they are one."""

    variable_1: str
    variable_2: str
    coefficient: Coefficient


class Function(_Part):
    """A function of any kind; which fields it needs is known by its kind."""

    kind: str = Field(validation_alias=AliasChoices("type", "head"))
    variable: str | None = Field(None, validation_alias=AliasChoices("variable", "name"))
    terms: list[Term] | None = None
    affine_terms: list[Term] | None = None
    quadratic_terms: list[Product] = []
    constant: Number = 0.0


class Allowed(_Part):
    """A set of any kind."""

    kind: str = Field(validation_alias=AliasChoices("type", "head"))
    lower: Number | None = None
    upper: Number | None = None
    value: Number | None = None


class Objective(_Part):
    """What is minimised or maximised; nothing where any plan will do."""

    sense: Literal["min", "max", "feasibility"]
    function: Function | None = None


class Constraint(_Part):
    """A function and the set in which its value lies."""

    function: Function
    set: Allowed


class Variable(_Part):
    """A variable of a subproblem."""

    name: str


class Subproblem(_Part):
    """A program in MathOptFormat."""

    variables: list[Variable]
    objective: Objective
    constraints: list[Constraint] = []


class State(_Part):
    """The variables that bring a state in and take it out."""

    arriving: str = Field(alias="in")
    leaving: str = Field(alias="out")


class NamedSubproblem(_Part):
    """A subproblem under a name."""

    state_variables: dict[str, State]
    random_variables: list[str] = []
    subproblem: Subproblem


class Realisation(_Part):
    """One outcome of the random variables of a node."""

    probability: Chance
    support: dict[str, Number] = {}


class GraphNode(_Part):
    """A node of the policy graph; in version 0.1 with its subproblem."""

    subproblem: str | Subproblem
    state_variables: dict[str, State] = {}
    random_variables: list[str] = []
    realizations: list[Realisation] = []
    successors: dict[str, Chance] = {}


class Initial(_Part):
    """A state at the root, as versions before 0.3 write it."""

    initial_value: Number


class Root(_Part):
    """Where every course begins."""

    name: str = "root"
    state_variables: dict[str, Number | Initial]
    successors: dict[str, Chance] = {}


class Edge(_Part):
    """An arc of version 0.1."""

    start: str = Field(alias="from")
    end: str = Field(alias="to")
    probability: Chance


class Version(_Part):
    """The version of the format."""

    major: int
    minor: int = 0


class _Document(_Part):
    version: Version
    root: Root
    nodes: dict[str, GraphNode]
    edges: list[Edge] = []
    subproblems: dict[str, NamedSubproblem] = {}


@dataclass(frozen=True)
class Stage:
    """One node of the policy graph."""

    name: str
    subproblem: Subproblem
    states: Mapping[str, State]
    realisations: tuple[tuple[float, Mapping[str, float]], ...]
    """Probability and values of the random variables; equal ones are merged."""
    successors: Mapping[str, float]


@dataclass(frozen=True)
class PolicyGraph:
    """The document in one shape, known to hang together."""

    path: Path
    initial: Mapping[str, float]
    start: Mapping[str, float]
    """The nodes that follow the root, with their probabilities."""
    stages: Mapping[str, Stage]
    warnings: tuple[str, ...] = ()

    @property
    def senses(self) -> frozenset[str]:
        """The senses of all subproblems that have an objective."""
        found = {stage.subproblem.objective.sense for stage in self.stages.values()}
        return frozenset(found - {"feasibility"})

    def normalised(self) -> PolicyGraph:
        """With the realisations of every node scaled to sum to one."""
        stages = {}
        for name, stage in self.stages.items():
            total = sum(p for p, _ in stage.realisations)
            scaled = tuple((p / total, values) for p, values in stage.realisations)
            stages[name] = replace(stage, realisations=scaled)
        return replace(self, stages=stages)


def read_policy_graph(path: Path) -> PolicyGraph:
    """Read a StochOptFormat file.  Raises InstanceError on what the format does not allow."""
    try:
        document = _Document.model_validate(_loaded(path))
    except ValidationError as error:
        raise InstanceError("\n".join(_told(path, error))) from None
    if document.version.major not in (0, 1):
        found = document.version.major
        raise InstanceError(f"{path}: version {found} of StochOptFormat is not supported")
    arcs = {name: dict(node.successors) for name, node in document.nodes.items()}
    start = dict(document.root.successors)
    for edge in document.edges:
        if edge.start != document.root.name and edge.start not in arcs:
            raise InstanceError(f"{path}: edges: node {edge.start!r} does not exist")
        of = start if edge.start == document.root.name else arcs[edge.start]
        of[edge.end] = of.get(edge.end, 0.0) + edge.probability
    stages = {
        name: _stage(name, node, document.subproblems, arcs[name], path)
        for name, node in document.nodes.items()
    }
    initial = {
        name: value.initial_value if isinstance(value, Initial) else value
        for name, value in document.root.state_variables.items()
    }
    graph = PolicyGraph(path, initial, start, stages)
    _refuse_loose(graph)
    return replace(graph, warnings=tuple(_odd_sums(graph)))


def _loaded(path: Path) -> object:
    """The document as JSON has it."""
    try:
        with path.open("rb") as raw, gzip.GzipFile(fileobj=raw) as packed:
            text = (packed if path.suffix == ".gz" else raw).read(LARGEST + 1)
        if len(text) > LARGEST:
            raise InstanceError(f"{path} unpacks to more than {LARGEST / 2**20:.0f} MB")
        return json.loads(text, parse_constant=_no_number, object_pairs_hook=_once)
    except (OSError, EOFError, zlib.error, ValueError, RecursionError) as error:
        raise InstanceError(f"{path} cannot be read: {error}") from None


def _no_number(word: str) -> float:
    """JSON as Python reads it knows NaN and Infinity; the format does not."""
    raise ValueError(f"{word} is not a number")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} stands twice in one object")
    return found


def _told(path: Path, error: ValidationError) -> Iterator[str]:
    faults = error.errors(include_url=False, include_input=False)
    for fault in faults[:_FAULTS_SHOWN]:
        yield f"{path}: {'.'.join(map(str, fault['loc'])) or 'document'}: {fault['msg']}"
    if len(faults) > _FAULTS_SHOWN:
        yield f"  and {len(faults) - _FAULTS_SHOWN} more"


def _stage(
    name: str,
    node: GraphNode,
    named: Mapping[str, NamedSubproblem],
    successors: Mapping[str, float],
    path: Path,
) -> Stage:
    program, states, random = node.subproblem, node.state_variables, node.random_variables
    if isinstance(program, str):
        if program not in named:
            raise InstanceError(f"{path}: node {name}: subproblem {program!r} does not exist")
        held = named[program]
        program, states, random = held.subproblem, held.state_variables, held.random_variables
    merged: dict[tuple[tuple[str, float], ...], float] = {}
    names = {variable.name for variable in program.variables}
    for one in node.realizations or [Realisation(probability=1.0)]:
        if odd := sorted(set(one.support) - names):
            raise InstanceError(f"{path}: node {name}: {odd[0]!r} is not one of its variables")
        if missing := sorted(set(random) - set(one.support)):
            listed = ", ".join(missing)
            raise InstanceError(f"{path}: node {name}: a realization gives no value to {listed}")
        key = tuple(sorted(one.support.items()))
        merged[key] = merged.get(key, 0.0) + one.probability
    realisations = tuple((p, dict(key)) for key, p in merged.items())
    return Stage(name, program, states, realisations, successors)


def _refuse_loose(graph: PolicyGraph) -> None:
    """Raise InstanceError where a name points nowhere, a course never ends, or nothing follows the root."""
    for name, stage in graph.stages.items():
        where = f"{graph.path}: node {name}"
        names = [variable.name for variable in stage.subproblem.variables]
        if len(set(names)) < len(names):
            twice = next(v for v in names if names.count(v) > 1)
            raise InstanceError(f"{where}: variable {twice!r} stands twice")
        if odd := set(stage.states) ^ set(graph.initial):
            state = f"state {min(odd)!r}"
            raise InstanceError(f"{where}: {state} is not both at the root and in the node")
        for used in (n for s in stage.states.values() for n in (s.arriving, s.leaving)):
            if used not in names:
                raise InstanceError(f"{where}: {used!r} is not one of its variables")
        if len({s.arriving for s in stage.states.values()}) < len(stage.states):
            raise InstanceError(f"{where}: two states arrive in one variable")
        if sum(p for p, _ in stage.realisations) <= 0:
            raise InstanceError(f"{where}: probabilities of its realizations sum to 0")
        _refuse_states(where, stage)
        _refuse_arcs(where, stage.successors, graph)
    _refuse_arcs(f"{graph.path}: root", graph.start, graph)
    if not graph.start:
        raise InstanceError(f"{graph.path}: nothing follows the root")
    _refuse_circles(graph)


def _refuse_states(where: str, stage: Stage) -> None:
    arriving = {s.arriving for s in stage.states.values()}
    for state in stage.states.values():
        if state.leaving in arriving:
            raise InstanceError(f"{where}: {state.leaving!r} both arrives and leaves")
    for _, values in stage.realisations:
        if both := sorted(arriving & set(values)):
            raise InstanceError(f"{where}: {both[0]!r} is both a state and random")


def _refuse_arcs(where: str, arcs: Mapping[str, float], graph: PolicyGraph) -> None:
    for name in arcs:
        if name not in graph.stages:
            raise InstanceError(f"{where}: its successor {name!r} does not exist")
    if sum(arcs.values()) > 1 + 1e-6:
        raise InstanceError(f"{where}: probabilities of its successors sum to more than 1")


def _refuse_circles(graph: PolicyGraph) -> None:
    """Take away, again and again, the nodes whose successors are gone; what is left goes in circles."""
    left = {name: set(stage.successors) for name, stage in graph.stages.items()}
    before: dict[str, list[str]] = {name: [] for name in left}
    for name, after in left.items():
        for follower in after:
            before[follower].append(name)
    ends = [name for name, after in left.items() if not after]
    while ends:
        gone = ends.pop()
        del left[gone]
        for name in before[gone]:
            left[name].discard(gone)
            if not left[name]:
                ends.append(name)
    if left:
        raise InstanceError(f"{graph.path}: the policy graph goes in circles through {min(left)!r}")


def _odd_sums(graph: PolicyGraph) -> Iterator[str]:
    for name, stage in graph.stages.items():
        total = sum(p for p, _ in stage.realisations)
        if abs(total - 1) > _SUM_TOLERANCE:
            yield f"probabilities of node {name} sum to {total:.9g}, used as they stand"
