"""The tree of data of an instance: what is known at each node, and how likely it is.

Independent groups are drawn at the stage at which they are revealed.  Futures share the nodes of their parent up
to the stage at which they part from it; those that part from ROOT share ROOT's own nodes until then, so that
decisions in them are one.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from offtake.errors import InstanceError
from offtake.stochastic.formats.smps import Instance, count
from offtake.stochastic.formats.stoch import Future, Key, shown, stage_of

MOST_NODES = 100_000
MOST_NUMBERS = 25_000_000
"""Nodes times rows, columns and coefficients: above this, memory runs out before an answer comes."""


@dataclass(frozen=True)
class DataNode:
    """One node of the tree of data: what is known there, ancestors' data included."""

    parent: int
    stage: int
    probability: float
    values: Mapping[Key, float]


def tree(instance: Instance) -> tuple[DataNode, ...]:
    """The tree of data, parents first.

    Raises InstanceError where it would be too large to write out, or futures that are one differ.
    """
    core, futures = instance.core, count(instance)
    size = len(core.rows) + len(core.columns) + core.value.size
    most = min(MOST_NODES // max(instance.stages - 1, 1), MOST_NUMBERS // max(size, 1))
    if futures > max(most, 1):
        raise InstanceError(
            f"{core.name} has {futures} futures of {size} numbers, too many to write out "
            f"(at most {most}); take a sample"
        )
    if instance.uncertainty.futures:
        return _of_futures(instance)
    return _of_groups(instance)


def _of_groups(instance: Instance) -> tuple[DataNode, ...]:
    u = instance.uncertainty
    nodes = [DataNode(-1, 0, 1.0, {})]
    level = [0]
    for stage in range(1, instance.stages):
        groups = [g.outcomes for g in u.groups if max(g.stage, 1) == stage]
        following = []
        for parent in level:
            for outcomes in itertools.product(*groups):
                values = dict(nodes[parent].values)
                for outcome in outcomes:
                    values.update(outcome.values)
                p = float(np.prod([o.probability for o in outcomes]))
                nodes.append(DataNode(parent, stage, nodes[parent].probability * p, values))
                following.append(len(nodes) - 1)
        level = following
    return tuple(nodes)


def _of_futures(instance: Instance) -> tuple[DataNode, ...]:
    futures, stages = instance.uncertainty.futures, instance.stages
    nodes: list[tuple[int, int]] = []  # parent, stage
    trunk: list[int] = []  # ROOT's own nodes
    paths: list[list[int]] = []

    def node(parent: int, stage: int) -> int:
        nodes.append((parent, stage))
        return len(nodes) - 1

    for future in futures:
        start = min(max(future.stage, 1), stages)
        if future.parent < 0:
            while len(trunk) < start:
                trunk.append(node(trunk[-1] if trunk else -1, len(trunk)))
        path = (trunk if future.parent < 0 else paths[future.parent])[:start]
        for stage in range(start, stages):
            path.append(node(path[-1], stage))
        paths.append(path)
    through: list[list[Future]] = [[] for _ in nodes]
    for future, path in zip(futures, paths, strict=True):
        for n in path:
            through[n].append(future)
    order = sorted((n for n in range(len(nodes)) if through[n]), key=lambda n: (nodes[n][1], n))
    place = {n: k for k, n in enumerate(order)}
    _refuse_foresight(instance, [(nodes[n][1], through[n]) for n in order])
    made = []
    for (parent, stage), own in ((nodes[n], through[n]) for n in order):
        chance = sum(f.outcome.probability for f in own)
        made.append(DataNode(place.get(parent, -1), stage, chance, own[0].outcome.values))
    return (replace(made[0], probability=1.0), *made[1:])


def _refuse_foresight(instance: Instance, shared: list[tuple[int, list[Future]]]) -> None:
    """Futures that are one at a node agree in the data that count there."""
    core = instance.core
    keys = {key: stage_of(core, key) for key in instance.uncertainty.futures[0].outcome.values}
    for stage, futures in shared:
        first, *others = futures
        for key in (key for key, at in keys.items() if at == stage and others):
            for other in others:
                if other.outcome.values[key] != first.outcome.values[key]:
                    raise InstanceError(
                        f"{other.where}: scenarios {first.name} and {other.name} are one in period "
                        f"{core.periods[stage]}, but give {shown(core, key)} two values"
                    )
