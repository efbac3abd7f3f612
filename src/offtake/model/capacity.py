r"""Capacity: what has been begun, and what it lets a line make.

At node n in period t, for project p of line l, with ancestors m in P(n):

.. math::
    N_{p,n}  &\ge N_{p,a(n)}                               && \text{never\_falls: begun stays begun} \\
    N_{p,n}  &=   N_{p,a(n)}                               && \text{never\_falls, outside its window} \\
    N_{p,n}  &\le \bar N_p \, N_{q,a(n)}                   && \text{requires: q begun in an earlier period} \\
    x_{l,n}  &\le \rho_{l,n} Δ \Big( K_{l,n} + \sum_{p \in l} A_{p,n} \sum_{m \in P(n)}
              (g_{p,n}(m) - g_{p,n}(m^+)) N_{p,m} \Big)    && \text{capacity}

==================  ===========  =====================================================  ===========
symbol              name         meaning                                                unit
==================  ===========  =====================================================  ===========
:math:`N`           begun        cumulative number of projects begun (integer)          projects
:math:`x`           make         output of the line in the period                       units
:math:`K`           capacity     capacity at the start of the study                     units/year
:math:`A`           adds         capacity added by one project at full rate             units/year
:math:`ρ`           reliability  share of stated capacity that is delivered             share
:math:`g(m)`        steps        share of full rate at n if begun at m; m⁺ follows m    share
==================  ===========  =====================================================  ===========

`begun` is a level, not an increment, so a row holds one entry for each step of the ramp instead of one for
each ancestor.  A building delay that becomes known holds up what is not yet on line; what is, stays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offtake.model.figures.quantities import Quantities
from offtake.stochastic.program.blocks import (
    Block,
    Flags,
    Indices,
    Labels,
    Rows,
    Terms,
    Variables,
    Vector,
)
from offtake.uncertainty.tree import ScenarioTree

_EARLY = 1e-9  # years; a building time of exactly k periods ends with the k-th


@dataclass(frozen=True)
class Steps:
    """The entries g(m) - g(m⁺) of one node: which project, begun at which ancestor, how much."""

    project: Indices
    ancestor: Indices
    share: Vector


def steps(q: Quantities, tree: ScenarioTree) -> tuple[Steps, ...]:
    """For every node, the steps of each project's ramp."""
    return _differences(_on_line(q, tree, q.projects.ramp), tree)


def completions(q: Quantities, tree: ScenarioTree) -> tuple[Steps, ...]:
    """For every node, a single step of 1 once a project is complete, whatever its ramp."""
    return _differences(_on_line(q, tree, (np.ones(1),) * q.projects.labels.size), tree)


def _on_line(q: Quantities, tree: ScenarioTree, ramps: tuple[Vector, ...]) -> Vector:
    """(nodes, start periods, projects): share of full rate at the node, by period of the start."""
    longest = max((ramp.size for ramp in ramps), default=0)
    rate = np.ones((longest + 1, len(ramps)))  # by year after completion
    for p, ramp in enumerate(ramps):
        rate[: ramp.size, p] = ramp
    shares = np.zeros((tree.size, tree.periods, len(ramps)))
    for n in range(tree.size):
        t = int(tree.period[n])
        age = (t - np.arange(t + 1)) * q.step  # years from the start of building
        since = age[:, None] - q.projects.build_time[n]  # years from completion
        year = np.minimum(np.maximum(np.floor(since + _EARLY), 0), longest).astype(np.int64)
        reached = rate[year, np.arange(len(ramps))]
        shares[n, : t + 1] = np.where(since >= -_EARLY, reached, 0.0)
        if tree.parent[n] >= 0:  # what was on line stays on line
            np.maximum(shares[n], shares[tree.parent[n]], out=shares[n])
    return shares


def _differences(shares: Vector, tree: ScenarioTree) -> tuple[Steps, ...]:
    later = np.concatenate([shares[:, 1:], np.zeros_like(shares[:, :1])], axis=1)
    change = shares - later
    found = []
    for n in range(tree.size):
        start, project = np.nonzero(change[n])
        found.append(Steps(project, tree.ancestors[n][start], change[n][start, project]))
    return tuple(found)


def begun_cost(q: Quantities, tree: ScenarioTree) -> Vector:
    """(nodes, projects): expected discounted cost of one project standing begun at a node.

    What the node and those after it pay for the level, each weighed by its probability given the node.
    """
    cost = np.zeros((tree.size, q.projects.labels.size))
    for n, terms in enumerate(begun_outlays(q, tree)):
        for term in terms:
            node = np.full(term.row.shape, n) if isinstance(term.node, int) else term.node
            if isinstance(term.node, int) and term.node >= 0:
                node = np.full(term.row.shape, term.node)
            share = tree.probability[n] / tree.probability[node]
            np.add.at(cost, (node, term.column), share * term.value)
    return cost


def begun_outlays(q: Quantities, tree: ScenarioTree) -> tuple[tuple[Terms, ...], ...]:
    """For every node, what it pays for projects, discounted: value times level, along its own path.

    An increment costs capex, less its end value; what is complete costs its fixed cost.
    """
    t = tree.period
    end_worth = q.projects.end_share[t] * q.end_factor[-1]
    increment = q.projects.capex * (q.start_factor[t][:, None] - end_worth)
    pays_yearly = q.projects.fixed_cost.any()
    complete = completions(q, tree) if pays_yearly else ()
    every = np.arange(q.projects.labels.size)
    row = np.zeros_like(every)
    outlays = []
    for n in range(tree.size):
        terms = [Terms("begun", row, every, increment[n])]
        if tree.parent[n] >= 0:
            terms.append(Terms("begun", row, every, -increment[n], int(tree.parent[n])))
        if pays_yearly:
            s = complete[n]
            yearly = q.projects.fixed_cost[n, s.project] * q.step * q.end_factor[t[n]] * s.share
            here = s.ancestor == n
            first = np.zeros(s.project.size, np.int64)
            terms.append(Terms("begun", first[here], s.project[here], yearly[here]))
            past = ~here
            terms.append(
                Terms("begun", first[past], s.project[past], yearly[past], s.ancestor[past])
            )
        outlays.append(tuple(terms))
    return tuple(outlays)


def capacity_block(q: Quantities, tree: ScenarioTree, n: int, ramp: Steps, cost: Vector) -> Block:
    """Variables `begun` and `make`, and the rows that tie them, at node n."""
    open_now = q.projects.window[tree.period[n]]
    begun_before = q.projects.window[: tree.period[n] + 1].any(axis=0)
    begun = Variables(
        "begun",
        q.projects.labels,
        lower=np.zeros(q.projects.labels.size),
        upper=np.where(begun_before, q.projects.limit, 0.0),
        cost=cost,
        integer=True,
    )
    make = Variables(
        "make",
        q.lines.labels,
        lower=q.lines.min_rate * q.lines.reliability[n] * q.lines.capacity[n] * q.step,
        upper=np.full(q.lines.labels.size, np.inf),
        cost=q.lines.unit_cost[n] * q.end_factor[tree.period[n]],
    )
    rows = [_capacity_rows(q, n, ramp)]
    if tree.parent[n] >= 0:
        rows += [_never_falls(q, int(tree.parent[n]), open_now), _requires(q, int(tree.parent[n]))]
    else:
        begun = _nothing_before(begun, q, open_now)
    return Block((begun, make), tuple(rows))


def _capacity_rows(q: Quantities, n: int, ramp: Steps) -> Rows:
    lines = np.arange(q.lines.labels.size)
    line = q.projects.line[ramp.project]
    rate = q.lines.reliability[n, line] * q.step * q.projects.adds[n, ramp.project] * ramp.share
    used = rate != 0
    here = used & (ramp.ancestor == n)
    before = used & (ramp.ancestor != n)
    return Rows(
        "capacity",
        q.lines.labels,
        (
            Terms("make", lines, lines, np.ones(lines.size)),
            Terms("begun", line[here], ramp.project[here], -rate[here]),
            Terms(
                "begun", line[before], ramp.project[before], -rate[before], ramp.ancestor[before]
            ),
        ),
        lower=np.full(lines.size, -np.inf),
        upper=q.lines.reliability[n] * q.lines.capacity[n] * q.step,
    )


def _never_falls(q: Quantities, parent: int, open_now: Flags) -> Rows:
    projects = np.arange(q.projects.labels.size)
    one = np.ones(projects.size)
    return Rows(
        "never_falls",
        q.projects.labels,
        (Terms("begun", projects, projects, one), Terms("begun", projects, projects, -one, parent)),
        lower=np.zeros(projects.size),
        upper=np.where(open_now, np.inf, 0.0),
    )


def _requires(q: Quantities, parent: int) -> Rows:
    has = np.flatnonzero(q.projects.requires >= 0)
    row = np.arange(has.size)
    return Rows(
        "requires",
        Labels(("project",), tuple(q.projects.labels.keys[p] for p in has)),
        (
            Terms("begun", row, has, np.ones(has.size)),
            Terms("begun", row, q.projects.requires[has], -q.projects.limit[has], parent),
        ),
        lower=np.full(has.size, -np.inf),
        upper=np.zeros(has.size),
    )


def _nothing_before(begun: Variables, q: Quantities, open_now: Flags) -> Variables:
    """At the root nothing stands before: no project that asks for another can begin."""
    upper = np.where(open_now & (q.projects.requires < 0), begun.upper, 0.0)
    return Variables(begun.name, begun.labels, begun.lower, upper, begun.cost, begun.integer)
